//! Sections are moved, ordered and merged whole: whatever a review holds, no line is lost, and what was to be
//! done is done.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::sync::{Arc, LazyLock};

use askhow_document::{Document, Fix, apply_edits};
use askhow_review::{Review, Rules, Section, Settings, Surroundings, Want, fix};
use proptest::prelude::*;

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| {
    let rules = Arc::new(Rules::new(Arc::new(Settings::default())));
    Arc::new(Surroundings { rules, named: true, ..Surroundings::default() })
});

fn read(text: &str) -> Review {
    Review::read(&Document::new(text), &SURROUNDINGS, None)
}

/// The lines with words, in an order that does not matter.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect();
    lines.sort_unstable();
    lines
}

/// The names of all headings, in the order of the text.
fn headings(review: &Review) -> Vec<String> {
    review.outline.parts.iter().map(|part| review.name(part).to_owned()).collect()
}

fn fixes(review: &Review, rule: &str) -> Vec<Fix> {
    let found = review.findings(Want::Fixes);
    found.into_iter().filter(|finding| finding.rule.id == rule).flat_map(|finding| finding.fixes).collect()
}

const NAMES: &[&str] = &[
    "Contributors & Enablers",
    "Mitigators",
    "Risks",
    "Difficulties in Handling",
    "Follow-up Items",
    "Artifacts",
    "References",
    "Open Questions",
    "Description",
    "Detection",
    "Notes of the week",
    "Risks",
    "Timeline",
];

const BODIES: &[&str] = &[
    "",
    "Some words.\n",
    "- one\n- two\n  - nested\n",
    "* star\n",
    "1. first\n2. second\n",
    "| a | b |\n| --- | --- |\n| c | d |\n",
    "```\n## Risks\n```\n",
    "<!--\nquestions?\n-->\n\n- item\n",
    "> quoted\n",
    "Words.\n\n### Deeper\n\n- under it\n",
    "    code\n",
    "---\n",
    "Text\n\n---\n",
    "**Bold**\n\n- under bold\n",
    "- one\n\n  loose\n\n- two\n",
    "<details>\nhtml\n</details>\n",
    "[x]: https://example.org\n",
    "Été 🔥\n",
];

const ENDS: &[&str] = &["\n", "\n", "\n\n", ""];

#[derive(Clone, Debug)]
struct Sample {
    text: String,
}

fn sample() -> impl Strategy<Value = Sample> {
    let section = (0..NAMES.len(), 0..BODIES.len(), 0..ENDS.len());
    let sections = prop::collection::vec(section, 1..9);
    (sections, 0..4_usize, 0..4_usize, any::<bool>(), 0..4_usize).prop_map(
        |(sections, dress, front, crlf, last)| {
            let mut text = match front {
                0 => String::new(),
                1 => "---\nseverity: SEV1\n---\n\n".to_owned(),
                2 => "\u{feff}# Slow\n\nIt was slow.\n\n".to_owned(),
                _ => "# Slow\n".to_owned(),
            };
            for (name, body, end) in sections {
                let name = NAMES[name];
                match dress {
                    0 => text.push_str(&format!("## {name}\n")),
                    1 => text.push_str(&format!("\n{name}\n{}\n", "-".repeat(name.len()))),
                    2 => text.push_str(&format!("\n**{name}**\n\n")),
                    _ => text.push_str(&format!("  ## {name} ##\n\n")),
                }
                text.push_str(BODIES[body]);
                text.push_str(ENDS[end]);
            }
            let ends = ["", "\n", "\n\n\n", "```\nopen\n"];
            text.push_str(ends[last]);
            Sample { text: if crlf { text.replace('\n', "\r\n") } else { text } }
        },
    )
}

proptest! {
    #[test]
    fn ordering_loses_no_line(sample in sample()) {
        let before = read(&sample.text);
        let edits = fix::order_sections(&before);
        let text = apply_edits(&sample.text, &edits);
        prop_assert_eq!(lines(&text), lines(&sample.text));
        let after = read(&text);
        let (mut old, mut new) = (headings(&before), headings(&after));
        old.sort();
        new.sort();
        prop_assert_eq!(new, old, "{:?} became {:?}", &sample.text, &text);
        prop_assert_eq!(fix::order_sections(&after), vec![], "once is enough: {:?}", &text);
    }

    #[test]
    fn moving_loses_no_line(sample in sample()) {
        let before = read(&sample.text);
        for fix in fixes(&before, "section/order") {
            let text = apply_edits(&sample.text, &fix.edits);
            prop_assert_eq!(lines(&text), lines(&sample.text), "{}", fix.title);
            let (mut old, mut new) = (headings(&before), headings(&read(&text)));
            old.sort();
            new.sort();
            prop_assert_eq!(new, old, "{}: {:?} became {:?}", fix.title, &sample.text, &text);
        }
    }

    #[test]
    fn merging_loses_one_heading(sample in sample()) {
        let before = read(&sample.text);
        for fix in fixes(&before, "section/duplicate") {
            let text = apply_edits(&sample.text, &fix.edits);
            let mut kept = lines(&sample.text);
            for line in lines(&text) {
                let at = kept.iter().position(|other| *other == line);
                prop_assert!(at.is_some(), "{line:?} is new in {text:?}");
                kept.remove(at.unwrap());
            }
            prop_assert!(kept.len() <= 2 && kept.iter().all(|line| line.contains("Risks") || NAMES.iter().any(|name| line.contains(name)) || line.trim_matches('-').is_empty()), "{kept:?} are gone from {:?}", &sample.text);
            prop_assert_eq!(headings(&read(&text)).len(), headings(&before).len() - 1, "{:?} became {:?}", &sample.text, &text);
        }
    }
}

/// Applies the first fix of a rule whose title contains `title`.
#[track_caller]
fn check(rule: &str, title: &str, before: &str, after: &str) {
    for (before, after) in [(before.to_owned(), after.to_owned()), (crlf(before), crlf(after))] {
        let fixes = fixes(&read(&before), rule);
        let titles: Vec<_> = fixes.iter().map(|fix| &fix.title).collect();
        let fix = fixes.iter().find(|fix| fix.title.contains(title));
        let fix = fix.unwrap_or_else(|| panic!("no {title:?} among {titles:#?}"));
        let got = apply_edits(&before, &fix.edits);
        assert!(got == after, "--- got\n{got}\n--- wanted\n{after}\n---");
    }
}

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

const FOUR: &str = "## Risks\n\n- r\n\n## Artifacts\n\n- a\n\n## References\n\n- s\n";

#[test]
fn a_section_moves_to_before_the_first_that_comes_later() {
    check(
        "section/order",
        "Move this section to before “Risks”",
        &format!("# S\n\n{FOUR}\n## Mitigators\n\n- m\n  - n\n\n### More\n\nText.\n"),
        &format!("# S\n\n## Mitigators\n\n- m\n  - n\n\n### More\n\nText.\n\n{FOUR}"),
    );
}

#[test]
fn one_section_too_early_is_told_once_and_moves_behind_what_comes_before_it() {
    let open = "## Open Questions\n\n- How?\n";
    let before = format!("# S\n\n{open}\n## Mitigators\n\n- m\n\n{FOUR}");
    let before = before.replacen("# S\n\n", "# S\n\n## Contributors & Enablers\n\n- c\n\n", 1);
    let review = read(&before);
    let found = review.findings(Want::Messages);
    let found: Vec<_> = found.iter().filter(|it| it.rule.id == "section/order").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].message, "“Open Questions” usually stands behind “References”.");
    check(
        "section/order",
        "Move this section to behind “References”",
        &before,
        &format!("# S\n\n## Contributors & Enablers\n\n- c\n\n## Mitigators\n\n- m\n\n{FOUR}\n{open}"),
    );
}

#[test]
fn underlined_and_bold_headings_move_too() {
    check(
        "section/order",
        "Move this section",
        "---\na: b\n---\nRisks\n-----\nr\n\nArtifacts\n---------\n\n- a\n\nReferences\n----------\n\n- s\n\nMitigators\n----------\n\n- m\n",
        "---\na: b\n---\n\nMitigators\n----------\n\n- m\n\nRisks\n-----\nr\n\nArtifacts\n---------\n\n- a\n\nReferences\n----------\n\n- s\n",
    );
    check(
        "section/order",
        "Move this section",
        "# S\n\n**Risks**\n\n- r\n\n**Artifacts**\n\n- a\n\n**References**\n\n- s\n\n**Mitigators**\n\n- m\n",
        "# S\n\n**Mitigators**\n\n- m\n\n**Risks**\n\n- r\n\n**Artifacts**\n\n- a\n\n**References**\n\n- s\n",
    );
}

#[test]
fn all_sections_are_put_in_order() {
    check(
        "section/order",
        "Put all sections in the usual order",
        "# S\n\n## References\n\n- s\n\n## Detection\n\nd\n\n## Risks\n\n- r\n\n## Artifacts\n- a\n## Mitigators\n\n- m",
        "# S\n\n## Mitigators\n\n- m\n\n## Detection\n\nd\n\n## Risks\n\n- r\n\n## Artifacts\n- a\n\n## References\n\n- s",
    );
}

#[test]
fn another_house_keeps_its_order() {
    let text = "# S\n\n## Timeline\n\n- 16:40 a\n\n## Risks\n\n- r\n\n## Root cause\n\nc\n\n## What went well\n\n- w\n";
    assert_eq!(fix::order_sections(&read(text)), []);
}

#[test]
fn a_name_of_another_house_parts_those_before_and_behind_it() {
    let out_of_order = |text: &str| {
        let review = read(text);
        review.findings(Want::Messages).iter().filter(|it| it.rule.id == "section/order").count()
    };
    let four = "# S\n\n## Artifacts\n\n- a\n\n## Open Questions\n\n- q\n\n{}## Risks\n\n- r\n\n## References\n\n- s\n";
    assert_eq!(out_of_order(&four.replace("{}", "")), 2);
    assert_eq!(out_of_order(&four.replace("{}", "## What went well\n\n- w\n\n")), 0);
    // What stands in a section is not beside those around it.
    assert_eq!(out_of_order(&four.replace("{}", "").replace("## Open", "#### Open")), 1);
}

#[test]
fn nothing_moves_past_an_open_fence() {
    let text = format!("# S\n\n{FOUR}\n## Mitigators\n\n```\nm\n");
    assert!(fixes(&read(&text), "section/order").is_empty());
    assert_eq!(fix::order_sections(&read(&text)), []);
    assert_eq!(fix::add_sections(&read(&text), &[Section::OpenQuestions]), []);
}

#[test]
fn two_sections_become_one() {
    check(
        "section/duplicate",
        "Move its content",
        "# S\n\n## Risks\n\n- r\n\n## Mitigators\n\n- m\n\n## Risks\n\n- s\n  - t\n\n## Timeline\n\n- 16:40 a\n",
        "# S\n\n## Risks\n\n- r\n- s\n  - t\n\n## Mitigators\n\n- m\n\n## Timeline\n\n- 16:40 a\n",
    );
    check(
        "section/duplicate",
        "Move its content",
        "Risks\n-----\n\nr\n\nRisks\n-----\n\n    code\n\nMitigators\n----------\n\nm\n",
        "Risks\n-----\n\nr\n\n    code\n\nMitigators\n----------\n\nm\n",
    );
}

#[test]
fn missing_sections_go_to_their_places() {
    let text = "---\na: b\n---\n\nMitigators\n==========\n\n- m\n\nTimeline\n========\n\n- 16:40 a\n";
    let review = read(text);
    let edits = fix::add_sections(&review, &[Section::Contributors, Section::Risks, Section::OpenQuestions]);
    let text = apply_edits(text, &edits);
    let names = headings(&read(&text));
    assert_eq!(
        names,
        ["Contributors & Enablers", "Mitigators", "Risks", "Timeline", "Open Questions"],
        "{text}"
    );
}

#[test]
fn a_first_item_is_begun() {
    check(
        "section/empty",
        "Begin a first item",
        "# S\n\n## Risks\n\n## Mitigators\n\n- m\n",
        "# S\n\n## Risks\n\n- It is still the case that\n\n## Mitigators\n\n- m\n",
    );
    check(
        "section/empty",
        "Begin a first item",
        "# S\n\n**Risks**\n\n* \n\n**Mitigators**\n\n- m\n",
        "# S\n\n**Risks**\n\n* It is still the case that\n\n**Mitigators**\n\n- m\n",
    );
    check(
        "section/mitigators",
        "Begin a first item",
        "# S\n\n## Mitigators\n\n<!--\nHow?\n-->\n\n-\n\n## Risks\n\n- r\n",
        "# S\n\n## Mitigators\n\n<!--\nHow?\n-->\n\n- It helped that\n\n## Risks\n\n- r\n",
    );
}

#[test]
fn an_item_moves_with_what_is_nested_in_it() {
    check(
        "section/item-kind",
        "Move the item to “Mitigators”",
        "# S\n\n## Contributors & Enablers\n\n- The pool was full.\n- The pool recovered by itself.\n  - After a minute,\n    or two.\n\n## Mitigators\n\n* The desk told shops.\n",
        "# S\n\n## Contributors & Enablers\n\n- The pool was full.\n\n## Mitigators\n\n* The desk told shops.\n* The pool recovered by itself.\n  - After a minute,\n    or two.\n",
    );
    check(
        "section/item-kind",
        "Move the item to “Follow-up Items”",
        "# S\n\n## Risks\n\n- We will show its size.\n\n## Timeline\n\n- 16:40 a\n",
        "# S\n\n## Risks\n\n## Follow-up Items\n\n- We will show its size.\n\n## Timeline\n\n- 16:40 a\n",
    );
}
