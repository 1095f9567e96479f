//! What is moved and what stays: only entries that are named as out of order change places.

#![allow(clippy::string_slice, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use askhow_document::{Span, apply_edits};
use common::{actions_at, check_action, check_fix, found_of, pretty, snapshot};
use proptest::prelude::*;

fn sorted(text: &str) -> Option<String> {
    let sorts = askhow_ide::actions(
        &snapshot(text),
        Span::empty(0),
        |kind| kind.name() == "source.sortTimeline",
        None,
    );
    sorts.first().map(|action| apply_edits(text, action.edits()))
}

#[track_caller]
fn check_sorted(text: &str, after: &str) {
    let once = sorted(text).unwrap_or_else(|| panic!("nothing to sort in\n{text}"));
    pretty(&once, after);
    assert_eq!(sorted(&once), None, "sorted twice");
    assert_eq!(found_of("timeline/order", &once), [""; 0]);
}

/// The titles at a stamp that speak of its place or its writing.
fn titles(text: &str, stamp: &str) -> Vec<String> {
    let at = text.find(stamp).unwrap_or_else(|| panic!("{stamp} in {text}"));
    let actions = actions_at(text, at + 1).into_iter().map(|action| action.title);
    actions
        .filter(|title| ["Move", "Sort", "Write", "It is"].iter().any(|word| title.starts_with(word)))
        .collect()
}

/// A timeline of these stamps and words as a list, as a table, as lines and as headings.
fn containers(entries: &[(&str, &str)]) -> [String; 4] {
    let head = "# Outage of 2026-02-27\n\n## Timeline (UTC)\n\n";
    let with = |entry: &dyn Fn(&(&str, &str)) -> String| entries.iter().map(entry).collect::<String>();
    [
        format!("{head}{}", with(&|(stamp, words)| format!("- {stamp} {words}\n"))),
        format!(
            "{head}| Time | What |\n| --- | --- |\n{}",
            with(&|(stamp, words)| format!("| {stamp} | {words} |\n"))
        ),
        format!("{head}{}", with(&|(stamp, words)| format!("{stamp} - {words}\n\n"))),
        format!("{head}{}", with(&|(stamp, words)| format!("### {stamp}\n\n{words}\n\n"))),
    ]
}

#[test]
fn what_may_be_in_order_stays_where_its_author_put_it() {
    for entries in [
        &[
            ("22:30", "The backup starts."),
            ("23:30", "The write fails."),
            ("23:33", "The thaw times out."),
            ("~23:33", "The host hangs."),
        ][..],
        &[("16:40", "The alert fires."), ("16:??", "Ada is paged."), ("16:50", "Errors stop.")],
        &[("21:00", "Errors rise."), ("~21:2x", "A user reports it."), ("~21:25", "Ben repairs it.")],
        &[
            ("2026-02-27 04:10", "The alert fires."),
            ("2026-02-27", "Customers write in."),
            ("2026-02-27 05:00", "Errors stop."),
        ],
        &[("`02:05`", "The alert fires."), ("~`02:07`", "Ada looks."), ("`02:54`", "Errors stop.")],
        &[("~Jun 3 09:00", "The lag grows."), ("~Jun 3 09:05", "Ada looks."), ("~Jun 3 ??:??", "Ben calls.")],
        &[
            ("09:00", "The lag grows."),
            ("~09:12", "Ada looks."),
            ("09:10-12:40", "The queue drains."),
            ("13:00", "All is well."),
        ],
        &[
            ("2026-02-27 07:40", "The lag grows."),
            ("2026-02-27 08:4:31", "Ada looks."),
            ("2026-02-27 08:57", "All is well."),
        ],
        &[
            ("Before", "The disk fills."),
            ("04:15", "The alert fires."),
            ("~04:15-04:20", "Ada looks."),
            ("Later", "The report goes out."),
        ],
        &[("16:40", "The alert fires."), ("around 16:30", "Ada looks."), ("16:50", "Errors stop.")],
        &[("early morning", "The lag grows."), ("02:10", "The alert fires."), ("02:20", "Errors stop.")],
    ] {
        for text in containers(entries) {
            assert_eq!(found_of("timeline/order", &text), [""; 0], "{text}");
            assert_eq!(sorted(&text), None, "{text}");
        }
    }
}

#[test]
fn one_slip_is_mended_and_what_stands_around_it_stays() {
    check_sorted(
        "# Outage of 2026-02-27\n\n## Timeline (UTC)\n\n- 22:30 a\n- 23:30 b\n- ~23:33 c\n- 23:20 d\n- 23:?? e\n- ~23:35 f\n- 23:40 g\n",
        "# Outage of 2026-02-27\n\n## Timeline (UTC)\n\n- 22:30 a\n- 23:20 d\n- 23:30 b\n- ~23:33 c\n- 23:?? e\n- ~23:35 f\n- 23:40 g\n",
    );
    // What is known loosely stays, and nothing goes past what says no time at all.
    let head = "# Outage of 2026-02-27\n\n## Timeline (UTC)\n\n";
    for entries in [
        "- 16:40 a\n- 16:45 b\n- 16:50 c\n- ~15:30 d\n- 17:00 e\n",
        "- 2026-02-27 16:40 a\n- 2026-02-27 16:50 b\n- 2026-02-27 afternoon: c\n- 2026-02-27 16:45 d\n- 2026-02-27 17:00 e\n",
        "- 16:40 a\n- 16:50 b\n- ??:?? c\n- 16:45 d\n- 17:00 e\n",
    ] {
        let text = format!("{head}{entries}");
        assert_eq!(found_of("timeline/order", &text).len(), 1, "{text}");
        assert_eq!(sorted(&text), None, "{text}");
    }
    check_sorted(
        "# Outage of 2026-02-27\n\n## Timeline (UTC)\n\n| Time | What |\n| - | - |\n| 16:40 | a |\n| 18:10 | b |\n| ~16:45 | c |\n| 16:50 | d |\n| 18:30 | e |\n",
        "# Outage of 2026-02-27\n\n## Timeline (UTC)\n\n| Time | What |\n| - | - |\n| 16:40 | a |\n| ~16:45 | c |\n| 16:50 | d |\n| 18:10 | b |\n| 18:30 | e |\n",
    );
}

#[test]
fn two_slips_are_two_findings_each_with_its_move() {
    let text = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 16:40 a\n- 16:35 b\n- 16:45 c\n- 16:50 d\n- 16:48 e\n- 17:00 f\n";
    let named = ["timeline/order @ 16:35", "timeline/order @ 16:48"];
    assert_eq!(found_of("timeline/order", text), named);
    assert_eq!(
        titles(text, "16:35").first().map(String::as_str),
        Some("Move the entry to its place, before 16:40")
    );
    assert_eq!(
        titles(text, "16:48").first().map(String::as_str),
        Some("Move the entry to its place, after 16:45")
    );
    let with_day = format!("{text}\n### 22 May 2024\n\n- 09:00 g\n");
    assert_eq!(found_of("timeline/order", &with_day), named);
    check_sorted(
        &with_day,
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 16:35 b\n- 16:40 a\n- 16:45 c\n- 16:48 e\n- 16:50 d\n- 17:00 f\n\n### 22 May 2024\n\n- 09:00 g\n",
    );
    let three = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 10:00 a\n- 10:10 b\n- 10:05 c\n- 11:00 d\n- 11:10 e\n- 11:05 f\n- 12:00 g\n- 12:10 h\n- 12:05 i\n";
    for text in [three.to_owned(), format!("{three}\n### 22 May 2024\n\n- 09:00 g\n")] {
        assert_eq!(
            found_of("timeline/order", &text),
            ["timeline/order @ 10:05", "timeline/order @ 11:05", "timeline/order @ 12:05"]
        );
        assert!(titles(&text, "11:05")[0].starts_with("Move the entry to its place, after 11:00"));
    }
}

#[test]
fn a_run_names_those_that_are_earlier_alone() {
    let text = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 12:00 a\n- 10:05 b\n- 10:30 c\n- 11:30 d\n- 12:30 e\n";
    let found = askhow_ide::findings(&snapshot(text));
    let orders: Vec<&str> =
        found.iter().filter(|it| it.rule.id == "timeline/order").map(|it| &*it.message).collect();
    assert_eq!(orders, ["12:00 is later than the entry after it, at 10:05."]);
    let text = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 09:00 z\n- 11:50 y\n- 12:00 a\n- 10:05 b\n- 10:30 c\n- 12:30 e\n- 12:40 f\n";
    let found = askhow_ide::findings(&snapshot(text));
    let orders: Vec<&str> =
        found.iter().filter(|it| it.rule.id == "timeline/order").map(|it| &*it.message).collect();
    assert_eq!(orders, ["10:05 is earlier than the entry before it, at 12:00; so is the entry after it."]);
}

#[test]
fn nothing_that_may_belong_to_an_entry_is_left_behind_by_it() {
    let head = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n";
    for entries in [
        "10:00 a\n\n10:20 b\n\nMore on b.\n\n10:10 c\n\n10:30 d\n",
        "10:00 a\n\n10:20 b\n\n- more on b\n\n10:10 c\n\n> said of c\n\n10:30 d\n",
        "**10:00** a\n\n**10:20** b\n\n```\nlog\n```\n\n**10:10** c\n\n**10:30** d\n",
        "- 10:00 a\n- 10:20 b\n\n![graph of b](b.png)\n\n- 10:10 c\n- 10:30 d\n",
    ] {
        let text = format!("{head}{entries}");
        assert_eq!(found_of("timeline/order", &text).len(), 1, "{text}");
        assert_eq!(sorted(&text), None, "{text}");
        assert!(titles(&text, "10:10").iter().all(|title| !title.starts_with("Move")), "{text}");
    }
    // What is beside it goes along with one that is moved.
    let text = format!("{head}- 10:00 a\n- 10:20 b\n- 10:10 c\n- then more\n- 10:30 d\n");
    let along = format!("{head}- 10:00 a\n- 10:10 c\n- then more\n- 10:20 b\n- 10:30 d\n");
    assert_eq!(sorted(&text), Some(along));
    let moves = titles(&text, "10:10").into_iter().filter(|title| title.starts_with("Move"));
    assert_eq!(
        moves.collect::<Vec<_>>(),
        ["Move the entry to its place, after 10:00, with the line below it"]
    );
    // A comment right above an entry speaks of that one.
    check_sorted(
        &format!("{head}* 10:00 a\n\n* 10:20 b\n\n* 10:10 c\n\n<!-- of d -->\n* 10:30 d\n"),
        &format!("{head}* 10:00 a\n\n* 10:10 c\n\n* 10:20 b\n\n<!-- of d -->\n* 10:30 d\n"),
    );
}

#[test]
fn numbers_and_hard_breaks_stay_at_their_places() {
    let head = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- Start";
    let head = head.trim_end_matches("- Start");
    for (before, after) in [
        (
            "1) 16:50 b\n2) 16:40 a\n3) 16:55 c\n4) 17:00 d\n",
            "1) 16:40 a\n2) 16:50 b\n3) 16:55 c\n4) 17:00 d\n",
        ),
        ("1. 16:30 z\n2. 16:50 b\n3. 16:40 a", "1. 16:30 z\n2. 16:40 a\n3. 16:50 b"),
        ("16:50 b<br>\n16:40 a<br>\n16:55 c\n", "16:40 a<br>\n16:50 b<br>\n16:55 c\n"),
        ("16:30 z<br>\n16:50 b<br>\n16:40 a", "16:30 z<br>\n16:40 a<br>\n16:50 b"),
        ("16:30 z  \n16:50 b  \n16:40 a\n", "16:30 z  \n16:40 a  \n16:50 b\n"),
        ("16:30 z\\\n16:50 b\\\n16:40 a\n", "16:30 z\\\n16:40 a\\\n16:50 b\n"),
        (
            "- 16:30 z\n- 16:50 b\n<!-- told later -->\n- 16:40 a\n  <!-- id: 3 -->\n- 17:00 d\n",
            "- 16:30 z\n<!-- told later -->\n- 16:40 a\n  <!-- id: 3 -->\n- 16:50 b\n- 17:00 d\n",
        ),
        (
            "- 16:30 z\n- 16:50 b\n- 16:40 a\n  - nested\nwrapped lazily\n- 17:00 d\n",
            "- 16:30 z\n- 16:40 a\n  - nested\nwrapped lazily\n- 16:50 b\n- 17:00 d\n",
        ),
        (
            "- [ ] 16:30 z\n- [x] 16:50 b\n- [ ] 16:40 a\n- [ ] 17:00 d\n",
            "- [ ] 16:30 z\n- [ ] 16:40 a\n- [x] 16:50 b\n- [ ] 17:00 d\n",
        ),
        (
            "| T | W |\n|-|-|\n| 16:30|z|\n|  16:50 | b \\| c |\n| 16:40 | a\n| 17:00 | d |\n",
            "| T | W |\n|-|-|\n| 16:30|z|\n| 16:40 | a\n|  16:50 | b \\| c |\n| 17:00 | d |\n",
        ),
    ] {
        check_sorted(&format!("{head}{before}"), &format!("{head}{after}"));
        let crlf = format!("{head}{before}").replace('\n', "\r\n");
        assert_eq!(sorted(&crlf), Some(format!("{head}{after}").replace('\n', "\r\n")));
    }
}

#[test]
fn what_is_below_a_number_keeps_its_distance_to_it() {
    let text = |tenth: &str, eleventh: &str| {
        let first: String = (1..=8).map(|n| format!("{n}. 16:{:02} x\n", n + 10)).collect();
        format!(
            "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n{first}9. {tenth}\n10. {eleventh}\n11. 17:50 y\n"
        )
    };
    check_sorted(
        &text("16:50 b\n   - nested\n     more", "16:40 a\n    - deep"),
        &text("16:40 a\n   - deep", "16:50 b\n    - nested\n      more"),
    );
}

#[test]
fn a_date_that_was_inherited_is_written_where_it_would_be_lost() {
    check_sorted(
        "# Outage\n\n## Timeline (UTC)\n\n- 2024-05-21 16:40 a\n- 16:30 b\n- 16:50 c\n- 17:00 d\n",
        "# Outage\n\n## Timeline (UTC)\n\n- 2024-05-21 16:30 b\n- 2024-05-21 16:40 a\n- 16:50 c\n- 17:00 d\n",
    );
    // A table with a column for the day is left alone.
    let table = "# Outage\n\n## Timeline (UTC)\n\n| Day | Time | What |\n| - | - | - |\n| 2024-05-21 | 16:40 | a |\n| | 16:30 | b |\n| | 16:50 | c |\n";
    assert_eq!(sorted(table), None);
}

#[test]
fn rows_stay_in_their_table_and_items_below_theirs() {
    let tables = "# Outage of 2024-05-21\n\n## Timeline\n\n| Time (UTC) | What |\n| - | - |\n| 16:40 | a |\n| 18:00 | b |\n\n| Time (UTC) | Who | What |\n| - | - | - |\n| 17:00 | Ada | c |\n| 18:10 | Ben | d |\n";
    assert_eq!(sorted(tables), None);
    let nested =
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 16:40 a\n- 16:50 b\n  - 16:45 c\n- 17:00 d\n";
    assert_eq!(sorted(nested), None);
}

#[test]
fn a_slip_of_am_and_pm_is_offered_before_any_move() {
    for (slip, title) in
        [("10:25pm", "Write 10:25am"), ("10:25 PM", "Write 10:25 AM"), ("10:25 p.m.", "Write 10:25 a.m.")]
    {
        let others = |time: &str| {
            slip.replace("10:25", time).replace("pm", "am").replace("PM", "AM").replace("p.m.", "a.m.")
        };
        let entries = [others("10:20"), slip.to_owned(), others("10:40"), others("10:50")];
        let entries: Vec<(&str, &str)> = entries.iter().map(|stamp| (stamp.as_str(), "x")).collect();
        for text in containers(&entries) {
            assert_eq!(found_of("timeline/order", &text).len(), 1, "{text}");
            let titles = titles(&text, slip);
            assert_eq!(titles.first().map(String::as_str), Some(title), "{text}");
            assert!(titles.iter().any(|title| title.starts_with("Move")), "{titles:?}");
            assert_eq!(sorted(&text), None, "{text}");
        }
    }
    check_fix(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 9:00am a\n- 9:3$00pm b\n- 10:00am c\n- 10:10am d\n",
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 9:00am a\n- 9:30am b\n- 10:00am c\n- 10:10am d\n",
    );
    check_fix(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 2024-05-21 1:10 PM a\n- 2024-05-21 1:2$00 AM b\n- 2024-05-21 1:40 PM c\n",
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 2024-05-21 1:10 PM a\n- 2024-05-21 1:20 PM b\n- 2024-05-21 1:40 PM c\n",
    );
    // An evening and the next morning.
    let night =
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 9:00pm a\n- 11:30pm b\n- 7:00am c\n- 7:30am d\n";
    assert_eq!(found_of("timeline/order", night), [""; 0]);
}

#[test]
fn an_entry_in_another_zone_is_written_in_that_of_its_timeline_first() {
    let text = "# Outage of 2026-11-28\n\n## Timeline (UTC)\n\n- 16:10 a\n- 5:2$00pm CET b\n- 16:30 c\n";
    let (plain, at) = common::cursor(text);
    let first = actions_at(&plain, at).into_iter().find(|action| action.title.starts_with("Write"));
    assert_eq!(first.map(|action| action.title), Some("Write it as 16:20 UTC".to_owned()));
    check_action(
        "Write it as 16:20 UTC",
        text,
        "# Outage of 2026-11-28\n\n## Timeline (UTC)\n\n- 16:10 a\n- 16:20 UTC b\n- 16:30 c\n",
    );
    check_action(
        "Write it as 2019-03-26 00:05 UTC",
        "## Timeline\n\n- 2019-03-25 23:40 UTC fires\n- 2019-03-25 23:50 UTC paged\n- 2019-03-25 17:0$05 PDT ends\n",
        "## Timeline\n\n- 2019-03-25 23:40 UTC fires\n- 2019-03-25 23:50 UTC paged\n- 2019-03-26 00:05 UTC ends\n",
    );
    // Where it is out of order, too.
    let out = "# Outage of 2026-11-28\n\n## Timeline (UTC)\n\n- 16:10 CET z\n- 16:10 a\n- 16:40 b\n- 17:20 CET c\n- 16:50 d\n";
    assert_eq!(titles(out, "17:20").first().map(String::as_str), Some("Write it as 16:20 UTC"));
}

#[test]
fn a_time_that_never_was_is_no_measure() {
    let text = "# Outage\n\n## Timeline (Europe/London)\n\n- 2023-03-26 00:30 a\n- 2023-03-26 01:30 b\n- 2023-03-26 02:05 c\n";
    assert_eq!(found_of("timeline/dst-gap", text), ["timeline/dst-gap @ 2023-03-26 01:30"]);
    assert_eq!(found_of("timeline/order", text), [""; 0]);
    let text = "# Outage of 2023-03-26\n\n## Timeline (UTC)\n\n- 12:30 a\n- 13:55 PM b\n- 13:05 c\n";
    assert_eq!(found_of("timeline/order", text), [""; 0]);
}

#[test]
fn many_entries_in_falling_order_are_no_heap_of_moves() {
    // One that rises: what only falls is written newest first.
    let entries: String =
        (0..600).map(|n| format!("- {:02}:{:02} UTC x{n}\n", 23 - n / 60, 59 - n % 60)).collect();
    let text = format!("# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 08:00 UTC x\n{entries}");
    let actions = askhow_ide::actions(&snapshot(&text), Span::new(0, text.len()), |_| true, None);
    let written: usize =
        actions.iter().flat_map(|action| action.edits()).map(|edit| edit.new_text.len()).sum();
    assert!(written < 8 * text.len(), "{written} bytes of edits for a text of {}", text.len());
    let sorted = sorted(&text).expect("to be sorted");
    assert_eq!(sorted.matches("\n- ").count(), 601);
}

/// Generated timelines: a stamp in one of several forms for each entry.
fn generated(minutes: &[(u32, u8)], table: bool) -> String {
    let mut text = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n".to_owned();
    if table {
        text.push_str("| Time | What |\n| - | - |\n");
    }
    for (index, (minute, form)) in minutes.iter().enumerate() {
        let (hour, minute) = (8 + minute / 60, minute % 60);
        let stamp = match form {
            0 => format!("~{hour:02}:{minute:02}"),
            1 => format!("{hour:02}:??"),
            2 => format!("2024-05-21 {hour:02}:{minute:02}"),
            3 => format!("{hour:02}:{minute:02}-{hour:02}:59"),
            4 => format!("{hour:02}:{:01}x", minute / 10),
            _ => format!("{hour:02}:{minute:02}"),
        };
        text.push_str(&if table {
            format!("| {stamp} | entry {index} |\n")
        } else {
            format!("- {stamp} entry {index}\n")
        });
    }
    text
}

/// The lines of the entries that no finding of order is at, in their order.
fn unnamed(text: &str, named: &[String]) -> Vec<String> {
    let entries = text.lines().filter(|line| line.contains(" entry "));
    entries.filter(|line| !named.contains(&(*line).to_owned())).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn only_what_is_named_is_sorted(
        minutes in prop::collection::vec((0_u32..400, 0_u8..12), 2..12),
        table in any::<bool>(),
    ) {
        let text = generated(&minutes, table);
        let found = askhow_ide::findings(&snapshot(&text));
        let orders = || found.iter().filter(|it| it.rule.id == "timeline/order");
        let Some(after) = sorted(&text) else { return Ok(()) };
        prop_assert!(orders().next().is_some(), "nothing is named in\n{}", text);
        prop_assert_eq!(sorted(&after), None, "sorted twice:\n{}\n----\n{}", text, after);
        // A time that is moved among those of another day gets its own written out.
        let plain = |line: &str| line.replace("2024-05-21 ", "").replace("2024-05-22 ", "");
        let lines = |text: &str| { let mut lines: Vec<String> = text.lines().map(plain).collect(); lines.sort(); lines };
        prop_assert_eq!(lines(&after), lines(&text));
        // A run is named at its first entry.
        let is_run = orders().any(|it| it.message.contains("so is") || it.message.contains("so are"));
        if !is_run {
            let line_at = |offset: usize| text[offset..].lines().next().map(|rest| text[..offset].rsplit('\n').next().unwrap().to_owned() + rest).unwrap();
            let named: Vec<String> = orders().map(|it| line_at(it.span.start)).collect();
            prop_assert_eq!(unnamed(&after, &named), unnamed(&text, &named), "{}\n----\n{}", text, after);
        }
    }
}

#[test]
fn real_timelines_are_sorted_where_something_is_named() {
    let folder = std::env::var_os("ASKHOW_CORPUS").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        std::path::PathBuf::from,
    );
    let Ok(files) = std::fs::read_dir(folder.join("reviews")) else {
        println!("skipped: no reviews in {} (set ASKHOW_CORPUS)", folder.display());
        return;
    };
    let mut n_sorted = 0;
    for file in files.flatten().filter(|file| file.path().extension().is_some_and(|kind| kind == "md")) {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let sorts = |text: &str| {
            askhow_ide::actions(
                &snapshot(text),
                Span::empty(0),
                |kind| kind.name() == "source.sortTimeline",
                None,
            )
        };
        let actions = sorts(&text);
        let n_orders = found_of("timeline/order", &text).len();
        assert!(actions.is_empty() || n_orders > 0, "{}", file.path().display());
        for action in &actions {
            let after = apply_edits(&text, action.edits());
            assert!(sorts(&after).len() < actions.len(), "sorted twice: {}", file.path().display());
            assert!(found_of("timeline/order", &after).len() < n_orders, "{}", file.path().display());
            n_sorted += 1;
        }
    }
    println!("{n_sorted} timelines were sorted");
}
