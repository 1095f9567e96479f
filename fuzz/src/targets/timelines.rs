//! Timelines: findings and fixes lie inside their lines, sorting is a permutation, a timeline after edits is the one that is
//! made from its lines, and formatting and sorting a review are done once.

use std::sync::{Arc, LazyLock};

use askhow_ide::{Settings, Surroundings, format_all};
use askhow_timeline::Timeline;

use crate::ide::surroundings;
use crate::input::text;
use crate::timeline::fits::findings_fit;
use crate::timeline::timeline;

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    lines_alone(&text);
    for sort in [false, true] {
        let once = format_all(&text, &SURROUNDINGS, sort);
        let twice = format_all(&once, &SURROUNDINGS, sort);
        assert_eq!(twice, once, "sorted: {sort}, of {text:?}");
        let n_lines = |text: &str| text.split('\n').count();
        assert_eq!(n_lines(&once), n_lines(&text), "sorted: {sort}, of {text:?}");
    }
}

/// Entries and separators, without the Markdown around them.
fn lines_alone(text: &str) {
    let whole = timeline(text);
    findings_fit(&whole);
    if let Some(sorted) = whole.sorted(&[], &|_, _| true) {
        let mut order = sorted.order;
        order.sort_unstable();
        assert!(order.into_iter().eq(0..whole.lines().len()), "{text:?}");
    }
    // The middle is taken out and put in again, in two steps.
    let lines = whole.lines().to_vec();
    let (from, to) = (lines.len() / 3, lines.len() * 2 / 3);
    let mut edited = whole.clone();
    edited.splice(from..to, Vec::new());
    let mut without = lines.clone();
    without.drain(from..to);
    same(&edited, &Timeline::new(whole.context().clone(), without), text);
    edited.splice(from..from, lines[from..to].to_vec());
    same(&edited, &whole, text);
}

fn same(edited: &Timeline, fresh: &Timeline, text: &str) {
    assert_eq!(edited.readings(), fresh.readings(), "{text:?}");
    assert_eq!(edited.findings(), fresh.findings(), "{text:?}");
}
