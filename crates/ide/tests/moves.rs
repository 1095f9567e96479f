//! Sorting and moving entries: on whole reviews, nothing is lost and nothing else is touched.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use askhow_document::{Edit, Span, apply_edits};
use askhow_ide::Action;
use common::{actions_at, check_action, snapshot};
use proptest::prelude::*;

#[test]
fn an_entry_moves_past_the_line_that_dates_what_follows() {
    check_action(
        "to the day before",
        "# Outage\n\n## Timeline (UTC)\n\n### 9 Jan 2023\n\n- 13:40 fires\n\n### 10 Jan 2023\n\n- 13:5$00 paged\n  at home\n- 02:10 looks\n- 02:20 ends\n",
        "# Outage\n\n## Timeline (UTC)\n\n### 9 Jan 2023\n\n- 13:40 fires\n- 13:50 paged\n  at home\n\n### 10 Jan 2023\n\n- 02:10 looks\n- 02:20 ends\n",
    );
    check_action(
        "Move the entry to its place",
        "# Outage\n\n## Timeline (UTC)\n\n### 9 Jan 2023\n\n- 13:40 fires\n- 2023-01-10 02:1$05 looks\n\n### 10 Jan 2023\n\n- 02:10 asks\n- 02:12 asks\n- 02:20 ends\n",
        "# Outage\n\n## Timeline (UTC)\n\n### 9 Jan 2023\n\n- 13:40 fires\n\n### 10 Jan 2023\n\n- 02:10 asks\n- 02:12 asks\n- 2023-01-10 02:15 looks\n- 02:20 ends\n",
    );
}

#[test]
fn the_next_day_is_written_as_the_days_before_are() {
    check_action(
        "It is the next day",
        "# Outage\n\n## Timeline (UTC)\n\n### 9 Jan 2023\n\n- 12:00 fires\n- 18:00 paged\n- 08:$000 looks\n- 08:30 looks\n- 09:00 asks\n- 10:00 ends\n",
        "# Outage\n\n## Timeline (UTC)\n\n### 9 Jan 2023\n\n- 12:00 fires\n- 18:00 paged\n- 10 Jan 2023 08:00 looks\n- 08:30 looks\n- 09:00 asks\n- 10:00 ends\n",
    );
}

/// How entries are written.
#[derive(Clone, Copy, Debug)]
enum Container {
    Tight,
    Loose,
    Table,
    Lines,
    Headings,
    Dated,
}

fn review(container: Container, minutes: &[u32], extras: &[u8], breaks: &str) -> String {
    let mut text =
        String::from("---\ntimezone: UTC\n---\n# Outage of 2019-03-25\n\nWords.\n\n## Timeline\n\n");
    if let Container::Table = container {
        text.push_str("| Time   | Event |\n| :----- | ----- |\n");
    }
    for (index, (minute, extra)) in minutes.iter().zip(extras).enumerate() {
        let stamp = format!("{:02}:{:02}", 8 + minute / 60, minute % 60);
        let label = format!("{stamp} entry {index}");
        match container {
            Container::Tight | Container::Loose | Container::Dated => {
                if matches!(container, Container::Dated) && index == minutes.len() / 2 {
                    text.push_str("\n### 26 March 2019\n\n");
                }
                text.push_str(&format!("- **{stamp}** entry {index}\n"));
                match extra {
                    1 => text.push_str("  - nested\n    - deeper\n"),
                    2 => text.push_str("  wrapped on\nlazily\n"),
                    3 => text.push_str("  <!-- askhow-ignore timeline/quiet -->\n"),
                    4 => text.push_str("\n  a second paragraph\n\n  ```\n  code\n  ```\n"),
                    _ => {}
                }
                if matches!(container, Container::Loose) {
                    text.push('\n');
                }
            }
            Container::Table => {
                text.push_str(&format!("| {stamp}  | entry {index} {} |\n", "x".repeat(usize::from(*extra))))
            }
            Container::Lines => {
                text.push_str(&format!("{label}\n{}", if *extra == 1 { "goes on\n" } else { "" }))
            }
            Container::Headings => text.push_str(&format!(
                "### {stamp}\n\nentry {index}\n\n{}",
                if *extra == 1 { "- more\n\n" } else { "" }
            )),
        }
    }
    text.push_str("\n## Risks\n\n- later\n- 07:00 nothing\n");
    text.replace('\n', breaks)
}

fn container() -> impl Strategy<Value = Container> {
    prop_oneof![
        Just(Container::Tight),
        Just(Container::Loose),
        Just(Container::Table),
        Just(Container::Lines),
        Just(Container::Headings),
        Just(Container::Dated),
    ]
}

fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.sort_unstable();
    lines
}

/// The edits that take back what `edits` did.
fn inverse(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut moved = 0_isize;
    let back = edits.iter().map(|edit| {
        let start = edit.span.start.checked_add_signed(moved).unwrap();
        moved += isize::try_from(edit.new_text.len()).unwrap() - isize::try_from(edit.span.len()).unwrap();
        Edit::new(Span::new(start, start + edit.new_text.len()), edit.span.of(text))
    });
    back.collect()
}

fn sorts(text: &str) -> Vec<Action> {
    let actions = askhow_ide::actions(
        &snapshot(text),
        Span::empty(0),
        |kind| kind.name() == "source.sortTimeline",
        None,
    );
    actions.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn sorting_and_moving_keep_every_line(
        container in container(),
        entries in prop::collection::vec((0_u32..300, 0_u8..5), 2..9),
        crlf in any::<bool>(),
    ) {
        let (minutes, extras): (Vec<u32>, Vec<u8>) = entries.into_iter().unzip();
        let text = review(container, &minutes, &extras, if crlf { "\r\n" } else { "\n" });
        let mut changes = sorts(&text);
        for line in text.match_indices(" entry ").map(|(at, _)| at - 2) {
            changes.extend(actions_at(&text, line).into_iter().filter(|action| {
                action.title.starts_with("Move the entry") || action.title.starts_with("Sort")
            }));
        }
        // What falls from first to last is written newest first.
        let falls = minutes.is_sorted_by(|a, b| a >= b) && minutes.len() > 2;
        let sorted = minutes.is_sorted() || falls || matches!(container, Container::Dated);
        prop_assert!(sorted || !changes.is_empty(), "nothing to sort in\n{}", text);
        for change in changes {
            let after = apply_edits(&text, change.edits());
            prop_assert_eq!(lines(&after), lines(&text), "{} in\n{}\n----\n{}", change.title, text, after);
            prop_assert_eq!(apply_edits(&after, &inverse(&text, change.edits())), text.clone());
            // What is before and behind the timeline stays where it is.
            let head = text.find("## Timeline").unwrap();
            prop_assert_eq!(Span::new(0, head).of(&after), Span::new(0, head).of(&text));
            let tail = text.find("## Risks").unwrap();
            prop_assert_eq!(after.find("## Risks"), Some(tail));
            prop_assert_eq!(Span::new(tail, after.len()).of(&after), Span::new(tail, text.len()).of(&text));
            if change.title.starts_with("Sort") {
                prop_assert!(sorts(&after).is_empty(), "sorted twice:\n{}\n----\n{}", text, after);
            }
        }
    }

    #[test]
    fn formatting_keeps_words_and_is_done_once(
        container in container(),
        entries in prop::collection::vec((0_u32..300, 0_u8..5), 2..9),
    ) {
        let (minutes, extras): (Vec<u32>, Vec<u8>) = entries.into_iter().unzip();
        let text = review(container, &minutes, &extras, "\n");
        let once = apply_edits(&text, &askhow_ide::format(&snapshot(&text), None));
        let words = |text: &str| text.replace([' ', '-'], "");
        prop_assert_eq!(words(&once), words(&text));
        prop_assert_eq!(apply_edits(&once, &askhow_ide::format(&snapshot(&once), None)), once);
    }
}
