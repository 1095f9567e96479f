//! What stands in a menu at a finding, and what its message says of it: little, once, and first what people want.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::HashSet;

use askhow_document::{Finding, Span};
use askhow_ide::{Action, ActionKind, Deed};
use common::{actions_at, cursor, snapshot};

/// Rules whose findings stand for more than the words that they are shown at: a whole timeline, section, comment or
/// form, a field by its name, a stretch between two stamps.
const ABOUT_MORE: &[&str] = &[
    "timeline/no-date",
    "timeline/no-zone",
    "timeline/quiet",
    "section/mitigators",
    "section/missing",
    "section/filed",
    "form/order",
    "form/invalid-date",
    "form/timeline",
    "form/front-matter",
    "ignore/unused",
];

/// What fits a line of problems, or the text beside a line.
const LINE: usize = 60;

fn examples() -> Vec<(&'static str, Finding)> {
    let of_rule = |rule: &'static askhow_document::Rule| {
        rule.fires.iter().flat_map(move |text| {
            let found = askhow_ide::findings(&snapshot(text)).into_iter();
            found.filter(move |finding| finding.rule == rule).map(move |finding| (*text, finding))
        })
    };
    askhow_ide::rules().into_iter().flat_map(of_rule).collect()
}

/// The first word in small letters, without quotation marks.
fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase()
}

/// A message without the words that it begins with.
fn behind_its_words<'m>(finding: &'m Finding, text: &str) -> &'m str {
    let message = &finding.message;
    let quoted = message.strip_prefix('“').and_then(|rest| rest.split_once('”')).map(|(_, rest)| rest);
    quoted.or_else(|| message.strip_prefix(finding.span.of(text))).unwrap_or(message).trim_start()
}

#[test]
fn a_message_begins_with_the_words_that_it_is_about() {
    let examples = examples();
    assert!(examples.len() > 100, "{}", examples.len());
    for (text, finding) in &examples {
        let begins = first_word(&finding.message) == first_word(finding.span.of(text));
        let more = ABOUT_MORE.contains(&finding.rule.id)
            || finding.message == "No entry of this timeline has a time.";
        assert!(begins || more, "{}: {}", finding.rule.id, finding.message);
    }
    let ids: HashSet<&str> = examples.iter().map(|(_, finding)| finding.rule.id).collect();
    assert_eq!(
        ABOUT_MORE.iter().find(|id| !ids.contains(**id)),
        None,
        "a rule that is none, or shows nothing"
    );
}

#[test]
fn the_first_line_of_a_message_says_what_is_the_matter_and_its_question_fits_another() {
    for (text, finding) in &examples() {
        let said = behind_its_words(finding, text);
        let clause = said.split([';', '.', ':', ',']).next().unwrap_or_default();
        let n_said = clause.chars().count();
        assert!(n_said <= LINE, "{}: {n_said} characters before anything is said: {clause}", finding.rule.id);
        let asked = said.rsplit_once("; ").map(|(_, asked)| asked).filter(|asked| asked.ends_with('?'));
        let n_asked = asked.map_or(0, |asked| asked.chars().count());
        assert!(n_asked <= LINE, "{}: a question of {n_asked} characters: {said}", finding.rule.id);
    }
}

#[test]
fn long_words_are_cut_in_a_message_and_stay_on_one_line() {
    let text = "# Slow\n\n## Risks\n\n- We will show\n  the size of the cache of the second site to all.\n";
    let found = askhow_ide::messages(&snapshot(text));
    let message = &found.iter().find(|finding| finding.rule.id == "section/item-kind").unwrap().message;
    assert!(message.starts_with("“We will show the size of the…” reads like"), "{message}");
}

fn titles(actions: &[Action]) -> Vec<&str> {
    actions.iter().map(|action| action.title.as_str()).collect()
}

fn begins(actions: &[Action], word: &str) -> usize {
    actions.iter().filter(|action| action.title.starts_with(word)).count()
}

#[test]
fn at_most_five_are_about_one_finding_and_no_two_do_the_same() {
    for (text, finding) in &examples() {
        let actions = askhow_ide::actions(&snapshot(text), finding.span, |_| true, None);
        let shown = titles(&actions);
        for about in actions.iter().filter_map(|action| action.finding.as_ref()) {
            let n = actions.iter().filter(|action| action.finding.as_ref() == Some(about)).count();
            assert!(n <= 5, "{n} about {}: {shown:#?}", about.rule.id);
        }
        for word in ["Ignore ", "Turn phrasing", "Explain "] {
            assert!(begins(&actions, word) <= 1, "{shown:#?}");
        }
        for (nth, action) in actions.iter().enumerate() {
            assert!(actions.iter().skip(nth + 1).all(|other| other.deed != action.deed), "{shown:#?}");
        }
        let preferred = |action: &&Action| action.preferred && action.finding.as_ref() == Some(finding);
        assert!(actions.iter().filter(preferred).count() <= 1, "{shown:#?}");
    }
}

#[test]
fn a_line_with_several_findings_is_silenced_and_explained_once() {
    let text = "# Slow\n\n## Timeline (UTC)\n\n- 2019-03-25 17:05 UTC Ana waits.\n\
                - 2019-03-25 16:20 CET $0Nobody should have noticed, obviously.\n";
    let (text, at) = cursor(text);
    let start = text.get(..at).and_then(|before| before.rfind('\n')).unwrap() + 1;
    let line = Span::new(start, text.len() - 1);
    let snapshot = snapshot(&text);
    let rules: HashSet<&str> = askhow_ide::findings(&snapshot)
        .iter()
        .filter(|finding| finding.span.meets(line))
        .map(|finding| finding.rule.id)
        .collect();
    assert!(rules.len() > 3, "{rules:?}");
    let actions = askhow_ide::actions(&snapshot, line, |_| true, None);
    let shown = titles(&actions);
    for word in ["Ignore ", "Turn ", "Explain "] {
        assert_eq!(begins(&actions, word), 1, "{shown:#?}");
    }
    // The gravest is a fact, and no wording.
    assert!(shown.iter().any(|title| title.starts_with("Explain timeline/")), "{shown:#?}");
    // Asked for by kind, they come alone.
    let silence = askhow_ide::actions(&snapshot, line, |kind| kind == ActionKind::Silence, None);
    assert_eq!(silence.len(), 2, "{:#?}", titles(&silence));
    let fixes = askhow_ide::actions(&snapshot, line, |kind| kind == ActionKind::QuickFix, None);
    assert!(fixes.iter().all(|action| action.kind == ActionKind::QuickFix));
    assert!(matches!(fixes.last().unwrap().deed, Deed::Explain(_)), "{:#?}", titles(&fixes));
}

#[test]
fn where_nothing_can_be_written_a_question_can_be_asked() {
    let text = |sentence: &str| format!("# Slow mail\n\n## Description\n\n{sentence}\n");
    for sentence in [
        "This must $0never happen again, says the desk.",
        "The desk looked for the root $0cause of the delay in the queue.",
        "S$0ome customers were affected.",
        "The queue went into a death $0spiral at noon.",
        "The desk did not $0follow the runbook at noon.",
    ] {
        let (text, at) = cursor(&text(sentence));
        let actions = actions_at(&text, at);
        let asks = |action: &&Action| action.title.ends_with(", under Open Questions") || action.preferred;
        assert!(actions.iter().any(|action| asks(&action)), "{sentence}: {:#?}", titles(&actions));
    }
    // The head of a column has no sentence to ask about.
    let (text, at) =
        cursor("# Slow mail\n\n## Artifacts\n\n| File | W$0hy |\n| - | - |\n| a.log | Ana read it. |\n");
    let actions = actions_at(&text, at);
    assert!(actions.iter().all(|action| !action.title.contains("Open Questions")), "{:#?}", titles(&actions));
}

#[test]
fn missing_sections_are_added_from_the_title_and_from_headings_alone() {
    let text = "# Slow mail\n\n## Mitigators\n\n- The desk told $0shops.\n\n## Timeline (UTC)\n\n| T | What |\n| - | - |\n| 2019-03-25 16:40 | Ana sees it. |\n";
    let (text, _) = cursor(text);
    let adds = |at: usize| begins(&actions_at(&text, at), "Add all ");
    for words in ["low mail", "itigators", "imeline"] {
        assert_eq!(adds(text.find(words).unwrap()), 1, "{words}");
    }
    for words in ["desk told", "What", "Ana sees"] {
        assert_eq!(adds(text.find(words).unwrap()), 0, "{words}");
    }
}

#[test]
fn in_a_long_review_all_safe_fixes_are_for_who_asks_by_kind() {
    let short = "# Slow\n\n## Contributors\n\n- The root cause is a disk.\n\n";
    let long = format!("{short}{}", "Ana looked at the disk.\n\n".repeat(3_000));
    for (text, at_cursor) in [(short, true), (&*long, false)] {
        let offers = |wanted: fn(ActionKind) -> bool| {
            let actions = askhow_ide::actions(&snapshot(text), Span::empty(2), wanted, None);
            actions.iter().any(|action| action.kind == ActionKind::FixAll)
        };
        assert_eq!(offers(|_| true), at_cursor);
        assert!(offers(|kind| kind == ActionKind::FixAll));
    }
}
