//! Fixes leave a review in its shape, and preferred ones remove what they are about.

use askhow_tests::say;

use crate::read::{At, Fix, Place, corpus, report};
use crate::rewritten::{Rewritten, check_again, in_place, is_left, rewrite};
use crate::shape::wrong_fix;

#[test]
fn fixes_keep_the_shape() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for (file, finding) in corpus.findings() {
        wrong.extend(
            finding.fixes.iter().filter_map(|fix| Some((file, finding, wrong_fix(&file.text, fix)?))),
        );
    }
    report("fixes", &wrong);
}

#[test]
fn preferred_rewrites_remove_their_findings() {
    let Some(corpus) = corpus() else { return };
    // All of a file at once, in one run; what then seems to be left is tried again by itself.
    let rewritten: Vec<Rewritten> = corpus.files.iter().map(|file| rewrite(file, in_place(file))).collect();
    let checked = check_again(&rewritten);
    let mut n_rewrites = 0;
    let mut suspects = Vec::new();
    for (rewritten, after) in rewritten.iter().zip(&checked) {
        n_rewrites += rewritten.places.len();
        let left = rewritten.places.iter().filter(|(finding, place)| is_left(finding, place, after));
        suspects.extend(left.map(|(finding, _)| rewrite(rewritten.file, vec![finding])));
    }
    let checked = check_again(&suspects);
    let mut wrong = Vec::new();
    for (suspect, after) in suspects.iter().zip(&checked) {
        let left = suspect.places.iter().filter(|(finding, place)| is_left(finding, place, after));
        wrong.extend(left.map(|(finding, place)| {
            (suspect.file, *finding, format!("still found in `{}`", &suspect.text[place.clone()]))
        }));
    }
    say(&format!("corpus: {n_rewrites} preferred rewrites applied, {} findings left", wrong.len()));
    report("rewrites", &wrong);
}

/// The tests of this file can fail: a broken range, a fix that breaks a list.
#[test]
fn broken_answers_are_seen() {
    let text = "# Čas\n\n- 14:02 éa\n";
    let place = |offset: usize, line: usize, column: usize| Place { offset, line, column };
    let good = At { start: place(0, 1, 1), end: place(6, 1, 6) };
    assert_eq!(good.wrong_in(text), None);
    let cut = At { end: place(3, 1, 4), ..good };
    assert_eq!(cut.wrong_in(text).as_deref(), Some("byte 3 lies inside a character or outside the file"));
    let column = At { end: place(6, 1, 7), ..good };
    assert_eq!(column.wrong_in(text).as_deref(), Some("byte 6 is 1:6, not 1:7"));

    let fix = |start: usize, end: usize, new_text: &str| Fix {
        title: "Try".into(),
        preferred: true,
        safe: true,
        edits: vec![(start..end, new_text.into())],
    };
    assert_eq!(wrong_fix(text, &fix(10, 15, "14:03")), None);
    assert!(wrong_fix(text, &fix(8, 10, "")).is_some_and(|it| it.contains("shape")), "the list is lost");
    assert!(
        wrong_fix(text, &fix(8, 8, "```\n")).is_some_and(|it| it.contains("code")),
        "code swallows the rest"
    );
    let mut twice = fix(10, 15, "14:03");
    twice.edits.push((11..12, String::new()));
    assert!(wrong_fix(text, &twice).is_some_and(|it| it.contains("overlap")));
}
