//! Wording: findings lie inside the prose, a rewrite takes its finding away, and what is applied unseen changes nothing but
//! what its edits say, and nothing when it is applied again.

use std::sync::{Arc, LazyLock};

use askhow_document::apply_edits;
use askhow_ide::{Settings, Surroundings, fix_all};

use crate::ide::surroundings;
use crate::input::text;
use crate::phrasing::{findings_fit, rewrites_take_their_findings_away, rungs_fit};

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    findings_fit(&text);
    rungs_fit(&text, text.len() / 2);
    rewrites_take_their_findings_away(&text);
    let fixed = fix_all(&text, &SURROUNDINGS, |_, _| {});
    let mut done = 0;
    for edit in &fixed.edits {
        assert!(
            edit.span.start >= done && text.get(edit.span.start..edit.span.end).is_some(),
            "{edit:?} in {text:?}"
        );
        done = edit.span.end;
    }
    assert_eq!(apply_edits(&text, &fixed.edits), fixed.text, "of {text:?}");
    assert_eq!(fixed.n_fixes == 0, fixed.text == text, "{} fixes of {text:?}", fixed.n_fixes);
    let again = fix_all(&fixed.text, &SURROUNDINGS, |_, _| {});
    assert_eq!(again.text, fixed.text, "of {text:?}");
}
