//! Fixtures: a text with `$0` for the cursor, and one `check` for each ability. Only these call the crate,
//! so its interface can change and the tests stay.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

pub mod answers;
pub mod places;

use std::sync::{Arc, LazyLock};

use askhow_document::{Span, apply_edits};
use askhow_ide::{Action, Analysis, Completion, CompletionOptions, Completions, OtherReview};
use askhow_ide::{Rules, Settings, Snapshot, Surroundings};

/// The text with all safe fixes applied.
pub fn fixed(text: &str) -> String {
    let snapshot = Analysis::new(text, surroundings(Settings::default())).snapshot();
    askhow_ide::fix_all(&snapshot, |_, _| {}).text
}

/// The surroundings of a file that somebody named, under these settings.
pub fn surroundings(settings: Settings) -> Arc<Surroundings> {
    let rules = Arc::new(Rules::new(Arc::new(settings)));
    let now = Some("2026-01-15T12:00:00Z".parse().unwrap());
    Arc::new(Surroundings {
        rules,
        path: Some("incidents/review.md".to_owned()),
        named: true,
        now,
        ..Surroundings::default()
    })
}

/// The text without its `$0`, and where that stood.
pub fn cursor(fixture: &str) -> (String, usize) {
    let at = fixture.find("$0").expect("the fixture has a $0");
    (fixture.replacen("$0", "", 1), at)
}

/// Compiled once: it takes longer than all the rest of a test.
static DEFAULT: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

pub fn snapshot(text: &str) -> Arc<Snapshot> {
    Analysis::new(text, Arc::clone(&DEFAULT)).snapshot()
}

/// The findings of a text as `rule` @ `what it points at`.
pub fn found(text: &str) -> Vec<String> {
    let all = askhow_ide::findings(&snapshot(text));
    all.iter().map(|finding| format!("{} @ {}", finding.rule.id, finding.span.of(text))).collect()
}

/// The findings of one family.
pub fn found_of(family: &str, text: &str) -> Vec<String> {
    found(text).into_iter().filter(|finding| finding.starts_with(family)).collect()
}

/// Runs the first action whose title contains `title`, at the cursor.
#[track_caller]
pub fn check_action(title: &str, before: &str, after: &str) {
    let (text, at) = cursor(before);
    let actions = actions_at(&text, at);
    let action = actions.iter().find(|action| action.title.contains(title));
    let Some(action) = action else {
        let titles: Vec<_> = actions.iter().map(|action| &action.title).collect();
        panic!("no action with {title:?} among {titles:#?}");
    };
    pretty(&apply_edits(&text, action.edits()), after);
}

/// Applies the preferred fix at the cursor.
#[track_caller]
pub fn check_fix(before: &str, after: &str) {
    let (text, at) = cursor(before);
    let actions = actions_at(&text, at);
    let Some(action) = actions.iter().find(|action| action.preferred) else {
        let titles: Vec<_> = actions.iter().map(|action| &action.title).collect();
        panic!("no preferred action among {titles:#?}");
    };
    pretty(&apply_edits(&text, action.edits()), after);
}

pub fn actions_at(text: &str, at: usize) -> Vec<Action> {
    askhow_ide::actions(&snapshot(text), Span::empty(at), |_| true, None)
}

/// The moment at which tests complete.
pub const NOW: &str = "2026-01-15T12:00:00Z";

/// What completion offers at the cursor, in the default settings.
pub fn offered(fixture: &str, snippets: bool, others: &[OtherReview]) -> Completions {
    let (text, at) = cursor(fixture);
    let options = CompletionOptions { snippets, now: Some(NOW.parse().unwrap()), others };
    askhow_ide::completions(&snapshot(&text), at, options)
}

/// What completion offers at the cursor to an editor without tab stops.
pub fn offers(fixture: &str) -> Vec<Completion> {
    offered(fixture, false, &[]).items
}

/// The labels that completion offers at the cursor.
pub fn labels(fixture: &str) -> Vec<String> {
    offers(fixture).into_iter().map(|item| item.label).collect()
}

/// What completion offers at the cursor under other settings.
pub fn labels_under(settings: Settings, fixture: &str) -> Vec<String> {
    let (text, at) = cursor(fixture);
    let options = CompletionOptions { now: Some(NOW.parse().unwrap()), ..CompletionOptions::default() };
    let snapshot = Analysis::new(&text, surroundings(settings)).snapshot();
    askhow_ide::completions(&snapshot, at, options).items.into_iter().map(|item| item.label).collect()
}

/// The text after the completion of this label was accepted.
#[track_caller]
pub fn check_completion(fixture: &str, label: &str, after: &str) {
    check_offer(fixture, false, label, after);
}

/// The same for an editor that knows tab stops, which stand in `after` as they are sent.
#[track_caller]
pub fn check_snippet(fixture: &str, label: &str, after: &str) {
    check_offer(fixture, true, label, after);
}

#[track_caller]
fn check_offer(fixture: &str, snippets: bool, label: &str, after: &str) {
    let (text, at) = cursor(fixture);
    let completions = offered(fixture, snippets, &[]);
    let labels: Vec<_> = completions.items.iter().map(|item| &item.label).collect();
    let item = completions.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no {label:?} among {labels:?}"));
    assert!(item.edit.span.touches(at), "a completion replaces what is at the cursor");
    pretty(&apply_edits(&text, std::slice::from_ref(&item.edit)), after);
}

/// The questions of a hover, in their order; none where there is no hover.
pub fn asked(fixture: &str) -> Vec<String> {
    let text = hover(fixture).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect()
}

/// What the hover at the cursor says.
pub fn hover(fixture: &str) -> Option<String> {
    let (text, at) = cursor(fixture);
    let hover = askhow_ide::hover(&snapshot(&text), at)?;
    // As the server joins them, but for the address.
    Some(format!("{}\n\n*{}*", hover.markdown, hover.more?.label))
}

#[track_caller]
pub fn pretty(got: &str, wanted: &str) {
    assert!(got == wanted, "--- got\n{got}\n--- wanted\n{wanted}\n---");
}
