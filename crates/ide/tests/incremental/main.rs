//! After any edits, what is answered is what would be answered about the same text read from nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic, missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod edits;
mod known;

use std::cell::Cell;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use askhow_document::Span;
use askhow_ide::{Analysis, Settings, Surroundings};
use common::answers::difference;
use edits::{Desk, Step, review, small, steps};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

static SURROUNDINGS: LazyLock<Arc<Surroundings>> =
    LazyLock::new(|| common::surroundings(Settings::default()));

/// A file that nobody named: what it holds says whether it is a review.
static UNNAMED: LazyLock<Arc<Surroundings>> = LazyLock::new(|| {
    let of_no_place =
        Surroundings { named: false, path: Some("notes/broker.md".to_owned()), ..(**SURROUNDINGS).clone() };
    Arc::new(of_no_place)
});

/// A file of MDX.
static MDX: LazyLock<Arc<Surroundings>> = LazyLock::new(|| {
    Arc::new(Surroundings { path: Some("incidents/broker.mdx".to_owned()), ..(**SURROUNDINGS).clone() })
});

/// Tries `check` on `cases` of these, or on as many as `PROPTEST_CASES` says, and says how many edits were made.
fn try_out<S: Strategy>(
    what: &str,
    cases: u32,
    all: &S,
    check: impl Fn(S::Value) -> Result<usize, TestCaseError>,
) where
    S::Value: Debug,
{
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { cases };
    let n_edits = Cell::new(0);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(all, |one| check(one).map(|n| n_edits.set(n_edits.get() + n)));
    if let Err(error) = tried {
        panic!("{what}: {error}");
    }
    say(&format!("{what}: {} edits in {cases} texts", n_edits.get()));
}

/// Says something to the person who runs the tests, also where a test passes.
fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Makes the edits, compares after each step; how many there were.
fn compare(text: &str, steps: &[Step], around: &Arc<Surroundings>) -> Result<usize, TestCaseError> {
    let mut desk = Desk::new(Analysis::new(text, Arc::clone(around)));
    let mut held = Some(desk.analysis.snapshot());
    for step in steps {
        // Now and then somebody still reads the last version while the next is made.
        let kept = held.take().filter(|_| step.held);
        step.deeds.iter().for_each(|deed| desk.carry_out(deed));
        let snapshot = desk.analysis.snapshot();
        let len = snapshot.text().len();
        let wrong = difference(&snapshot, around, &[desk.last.min(len), desk.n_edits * 997 % (len + 1)]);
        prop_assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
        drop(kept);
        held = Some(snapshot);
        desk.note();
    }
    Ok(desk.n_edits)
}

#[test]
fn any_edits_between_two_readings() {
    try_out("made-up reviews", 60, &(review(), steps()), |(text, steps)| {
        compare(&text, &steps, &SURROUNDINGS)
    });
}

#[test]
fn any_edits_of_a_few_lines() {
    let around = prop_oneof![6 => Just(&SURROUNDINGS), 2 => Just(&UNNAMED), 2 => Just(&MDX)];
    let all = (small(), steps(), around);
    try_out("a few lines", 600, &all, |(text, steps, around)| compare(&text, &steps, around));
}

#[test]
fn any_edits_of_real_reviews() {
    let Some(files) = corpus() else { return };
    let all = (prop::sample::select(files), steps());
    try_out("real reviews", 24, &all, |(file, steps)| {
        compare(&fs::read_to_string(file).unwrap(), &steps, &SURROUNDINGS)
    });
}

#[test]
fn words_before_and_behind_each_heading_of_real_reviews() {
    let Some(files) = corpus() else { return };
    let (mut n_headings, mut wrong) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut desk = Desk::new(Analysis::new(&text, Arc::clone(&SURROUNDINGS)));
        let headings: Vec<usize> =
            desk.analysis.snapshot().review().outline.parts.iter().map(|part| part.heading.start).collect();
        n_headings += headings.len();
        for at in headings {
            // The outline and all that is said of the structure has been asked for before.
            askhow_ide::messages(&desk.analysis.snapshot());
            desk.around(at);
            let of_edited = difference(&desk.analysis.snapshot(), &SURROUNDINGS, &[]);
            wrong.extend(of_edited.map(|wrong| format!("{}: heading at {at}: {wrong}", file.display())));
            let whole = Span::new(0, desk.analysis.text().len());
            desk.edit(whole, &text);
        }
    }
    say(&format!("real reviews: {n_headings} headings"));
    assert!(wrong.is_empty(), "{} of {n_headings} headings, among them {}", wrong.len(), wrong[0]);
}

/// The real reviews, where they are at hand.
fn corpus() -> Option<Vec<PathBuf>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("ASKHOW_CORPUS").map_or_else(beside, PathBuf::from).join("reviews");
    let Ok(entries) = fs::read_dir(&folder) else {
        say("corpus absent: skipped");
        return None;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some(files)
}
