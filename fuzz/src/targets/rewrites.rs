//! Wording: findings lie inside the prose, a rewrite takes its finding away, and what is applied unseen changes nothing but
//! what its edits say, and nothing when it is applied again.

use std::sync::{Arc, LazyLock};

use askhow_document::apply_edits;
use askhow_ide::{Analysis, FixedText, Settings, Surroundings};

use crate::ide::surroundings;
use crate::input::text;
use crate::phrasing::{findings_fit, rewrites_take_their_findings_away, rungs_fit};

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    findings_fit(&text);
    rungs_fit(&text, text.len() / 2);
    rewrites_take_their_findings_away(&text);
    let once = fixed(&text);
    let mut done = 0;
    for edit in &once.edits {
        assert!(
            edit.span.start >= done && text.get(edit.span.start..edit.span.end).is_some(),
            "{edit:?} in {text:?}"
        );
        done = edit.span.end;
    }
    assert_eq!(apply_edits(&text, &once.edits), once.text, "of {text:?}");
    assert_eq!(once.n_fixes == 0, once.text == text, "{} fixes of {text:?}", once.n_fixes);
    let again = fixed(&once.text);
    assert_eq!(again.text, once.text, "of {text:?}");
}

fn fixed(text: &str) -> FixedText {
    let snapshot = Analysis::new(text, Arc::clone(&SURROUNDINGS)).snapshot();
    askhow_ide::fix_all(&snapshot, |_, _| {})
}
