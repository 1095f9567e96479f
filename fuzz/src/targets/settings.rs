//! Settings, as `askhow.toml` and as an editor sends them: what is wrong is said at a place inside the text, what is kept
//! fits the types, a review can be read under it, and a rule that is turned off is off.

use askhow_document::apply_edits;
use askhow_ide::Analysis;
use askhow_review::Settings;
use askhow_review::settings::{Known, Layer, join, read_json, read_toml, turn_off};
use serde::Deserialize;

use crate::ide::surroundings;
use crate::input::text;
use crate::review::fits;

const REVIEW: &str = "# Outage of 2024-05-21\n\nWhy did OPS-12 fail? The root cause was the checkout.\n\n\
## Contributors & Enablers\n\n- Human error.\n\n## Timeline (UTC)\n\n- 16:40 @ana pages Ben\n- 16:30 Ben looks\n";

/// A rule as good as any.
const RULE: &str = "phrasing/root-cause";

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    let rules: Vec<&str> = askhow_ide::rules().iter().map(|rule| rule.id).collect();
    let known = Known { rules: &rules, glob: None };
    let read = read_toml(&text, &known);
    for problem in &read.problems {
        assert!(!problem.message.is_empty());
        fits(&text, problem.span.expect("what is wrong in a text is somewhere in it"));
    }
    kept(&read.layer);
    if let Ok(value) = serde_json::from_str(&text) {
        kept(&read_json(&value, &known).layer);
    }
    if let Some(edit) = turn_off(&text, RULE).filter(|_| !read.broken) {
        fits(&text, edit.span);
        let after = apply_edits(&text, &[edit]);
        let read = read_toml(&after, &known);
        assert!(!read.broken, "{text:?} became {after:?}");
        let level = read.layer.values().get("rules").and_then(|rules| rules.get(RULE));
        assert_eq!(level.and_then(|level| level.as_str()), Some("off"), "{text:?} became {after:?}");
    }
}

/// What is kept of settings fits, and a review can be read under it.
fn kept(layer: &Layer) {
    let values = serde_json::Value::Object(layer.values().clone());
    let settings = Settings::deserialize(values.clone());
    assert!(settings.is_ok(), "{settings:?} of {values}");
    if layer.is_empty() {
        return;
    }
    let snapshot = Analysis::new(REVIEW, surroundings(join([layer]))).snapshot();
    for finding in askhow_ide::findings(&snapshot) {
        fits(REVIEW, finding.span);
        finding.fixes.iter().flat_map(|fix| &fix.edits).for_each(|edit| fits(REVIEW, edit.span));
    }
    askhow_ide::links(&snapshot).iter().for_each(|link| fits(REVIEW, link.span));
}
