//! The quick fixes of timelines, on whole reviews: what each rule offers is done, and nothing else.

mod common;

use common::{actions_at, check_action, found_of, snapshot};

#[test]
fn wrong_writings_get_the_nearest_right_one() {
    check_action(
        "13:55",
        "## Timeline\n\n- 2019-03-25 13:5$05 PM PST fires\n",
        "## Timeline\n\n- 2019-03-25 13:55 PST fires\n",
    );
    check_action(
        "Mon",
        "## Timeline (UTC)\n\n- Tu$0e 2019-03-25 16:40 fires\n",
        "## Timeline (UTC)\n\n- Mon 2019-03-25 16:40 fires\n",
    );
    // Which day was meant nobody can say.
    let found = askhow_ide::actions(
        &snapshot("## Timeline (UTC)\n\n- 2019-02-30 16:40 fires\n"),
        askhow_document::Span::empty(24),
        |_| true,
        None,
    );
    assert!(found.iter().all(|action| !action.title.starts_with("Write")), "{found:#?}");
}

#[test]
fn entries_out_of_order_move_are_sorted_or_get_a_date() {
    let before = "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 17:05 rolls back\n- 2019-03-25 16:$050 paged\n  at home\n- 2019-03-25 17:20 ends\n";
    let after = "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 paged\n  at home\n- 2019-03-25 17:05 rolls back\n- 2019-03-25 17:20 ends\n";
    check_action("Move the entry to its place, after 16:40", before, after);
    // What the move does already is not offered as sorting, too.
    let (text, at) = common::cursor(before);
    assert!(!actions_at(&text, at).iter().any(|action| action.title.starts_with("Sort ")));
    check_action(
        "It is the next day: add",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 18:30 paged\n- 08:$000 looks\n- 08:10 looks\n- 09:00 ends\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 18:30 paged\n- 2019-03-26 08:00 looks\n- 08:10 looks\n- 09:00 ends\n",
    );
}

#[test]
fn a_slip_in_the_year_is_one_finding_with_one_fix() {
    check_action(
        "Write 2023-01-09 and the like in these 2",
        "## Timeline (UTC)\n\n- 2022-01-09 1$04:22 fires\n- 2022-01-09 14:40 paged\n- 2023-01-09 14:50 looks\n- 2023-01-09 14:55 looks\n- 2023-01-09 15:10 ends\n",
        "## Timeline (UTC)\n\n- 2023-01-09 14:22 fires\n- 2023-01-09 14:40 paged\n- 2023-01-09 14:50 looks\n- 2023-01-09 14:55 looks\n- 2023-01-09 15:10 ends\n",
    );
}

#[test]
fn spans_are_turned_and_duplicates_go() {
    check_action(
        "Swap",
        "## Timeline (UTC)\n\n- 2019-03-25 16:5$05–16:40 fires\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40–16:55 fires\n",
    );
    check_action(
        "Remove",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:4$00 fires\n- 2019-03-25 16:50 ends\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 ends\n",
    );
}

#[test]
fn dates_and_zones_are_stated_in_the_heading() {
    check_action(
        "UTC",
        "# Outage 2019-03-25\n\n## Timeline\n\n- 16:4$00 fires\n- 16:50 ends\n",
        "# Outage 2019-03-25\n\n## Timeline (UTC)\n\n- 16:40 fires\n- 16:50 ends\n",
    );
    let undated =
        found_of("timeline/no-date", "# Outage\n\n## Timeline (UTC)\n\n- 16:40 fires\n- 16:50 ends\n");
    assert_eq!(undated.len(), 1, "{undated:?}");
    let waiting = "# Outage\n\n## Timeline (UTC), YYYY-MM-DD\n\n- 16:40 fires\n- 16:50 ends\n";
    check_action(
        "Leave a place",
        "# Outage\n\n## Timeline (UTC)\n\n- 16:4$00 fires\n- 16:50 ends\n",
        waiting,
    );
    // Two entries are a timeline because of the heading, which still names one; and it waits for its date.
    assert_eq!(found_of("timeline/no-date", waiting).len(), 1);
}

#[test]
fn mixed_zones_are_written_in_one_over_midnight() {
    check_action(
        "Write all in UTC",
        "## Timeline\n\n- 2019-03-25 23:40 UTC fires\n- 2019-03-25 23:50 UTC paged\n- 2019-03-25 17:0$05 PDT ends\n",
        "## Timeline\n\n- 2019-03-25 23:40 UTC fires\n- 2019-03-25 23:50 UTC paged\n- 2019-03-26 00:05 UTC ends\n",
    );
}

#[test]
fn what_has_several_meanings_has_an_action_for_each() {
    let cst = "## Timeline\n\n- 2019-03-25 16:40 C$0ST fires\n";
    check_action("US Central", cst, "## Timeline\n\n- 2019-03-25 16:40 UTC-06:00 fires\n");
    check_action("China", cst, "## Timeline\n\n- 2019-03-25 16:40 UTC+08:00 fires\n");
    let numbers = "## Timeline (UTC)\n\n- 03/04$0/2019 16:40 fires\n";
    check_action("2019-04-03", numbers, "## Timeline (UTC)\n\n- 2019-04-03 16:40 fires\n");
    check_action("2019-03-04", numbers, "## Timeline (UTC)\n\n- 2019-03-04 16:40 fires\n");
    let twice = "## Timeline (Europe/Berlin)\n\n- 2019-10-27 02:3$00 fires\n";
    check_action("+02:00", twice, "## Timeline (Europe/Berlin)\n\n- 2019-10-27 02:30 UTC+02:00 fires\n");
    check_action("+01:00", twice, "## Timeline (Europe/Berlin)\n\n- 2019-10-27 02:30 UTC+01:00 fires\n");
}

#[test]
fn the_offset_of_a_time_that_was_twice_is_all_that_is_needed() {
    let text = "## Timeline (Europe/Berlin)\n\n- 2019-10-27 02:10 UTC+02:00 fires\n- 2019-10-27 02:30 UTC+02:00 ends\n";
    assert_eq!(found_of("timeline", text), [""; 0]);
}

#[test]
fn moments_of_the_form_get_their_entry() {
    check_action(
        "Insert an entry for Incident Start in the timeline",
        "# Outage\n\n- **Incident Start:** 2019-03-25 16:30 UTC$0\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 ends\n",
        "# Outage\n\n- **Incident Start:** 2019-03-25 16:30 UTC\n\n## Timeline (UTC)\n\n- 2019-03-25 16:30 …\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 ends\n",
    );
}

#[test]
fn moments_behind_others_follow_them() {
    check_action(
        "Insert an entry for Stabilization Time",
        "# Outage\n\n- **Stabilization Time:** 2019-03-26 00:30 UTC$0\n\n## Timeline\n\n| Time (UTC) | What |\n| - | - |\n| 2019-03-25 23:40 | fires |\n| 23:50 | looks |\n| 02:50 | report |\n",
        "# Outage\n\n- **Stabilization Time:** 2019-03-26 00:30 UTC\n\n## Timeline\n\n| Time (UTC) | What |\n| - | - |\n| 2019-03-25 23:40 | fires |\n| 23:50 | looks |\n| 2019-03-26 00:30 | … |\n| 02:50 | report |\n",
    );
}

#[test]
fn two_writings_that_disagree_are_mended_either_way() {
    let before = "## Timeline\n\n- 2019-03-25 13:14 EDT (17:2$04 UTC) fires\n";
    check_action("17:14", before, "## Timeline\n\n- 2019-03-25 13:14 EDT (17:14 UTC) fires\n");
    check_action("13:24", before, "## Timeline\n\n- 2019-03-25 13:24 EDT (17:24 UTC) fires\n");
    check_action(
        "PDT",
        "## Timeline\n\n- 2019-07-25 13:14 P$0ST fires\n",
        "## Timeline\n\n- 2019-07-25 13:14 PDT fires\n",
    );
}

#[test]
fn an_item_without_a_time_gets_what_its_neighbours_agree_on() {
    check_action(
        "16:??",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- Ada$0 is paged\n- 16:50 ends\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 16:?? Ada is paged\n- 16:50 ends\n",
    );
}

#[test]
fn one_notation_is_written_where_there_are_two() {
    check_action(
        "Write all as HH:MM",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 paged\n- 2019-03-25 5:0$05 PM ends\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 paged\n- 2019-03-25 17:05 ends\n",
    );
}

#[test]
fn a_quiet_stretch_gets_an_entry_that_looks_like_those_around() {
    check_action(
        "Insert an entry in between",
        "## Timeline (UTC)\n\n* **2019-03-25 16:40**: fires\n  - and fires\n* **2019-03-25 16:50**: looks\n* **2019-03-25 16:55**: looks\n* **2019-03-25 18:5$05**: ends\n",
        "## Timeline (UTC)\n\n* **2019-03-25 16:40**: fires\n  - and fires\n* **2019-03-25 16:50**: looks\n* **2019-03-25 16:55**: looks\n* **~2019-03-25 17:55**: …\n* **2019-03-25 18:55**: ends\n",
    );
    check_action(
        "Insert an entry in between",
        "## Timeline\n\n| Time (UTC) | Who | What |\n| --- | --- | --- |\n| 2019-03-25 16:50 | Ada | looks |\n| 2019-03-25 16:51 | Ada | looks |\n| 2019-03-25 16:52 | Ada | looks |\n| 2019-03-25 18:5$02 | Ada | ends |\n",
        "## Timeline\n\n| Time (UTC) | Who | What |\n| --- | --- | --- |\n| 2019-03-25 16:50 | Ada | looks |\n| 2019-03-25 16:51 | Ada | looks |\n| 2019-03-25 16:52 | Ada | looks |\n| ~2019-03-25 17:52 |  | … |\n| 2019-03-25 18:52 | Ada | ends |\n",
    );
}

#[test]
fn an_entry_of_unknown_time_is_no_measure_for_others() {
    let text =
        "## Timeline (UTC)\n\n- 2024-03-01 10:00 fires\n- 2024-03-01 24:61 paged\n- 2024-03-01 09:50 ends\n";
    let found = askhow_ide::findings(&common::snapshot(text));
    let order = found.iter().find(|finding| finding.rule.id == "timeline/order").expect("a finding");
    assert_eq!(order.message, "2024-03-01 09:50 is earlier than the entry before it, at 10:00.");
}

#[test]
fn an_entry_that_is_put_in_keeps_the_separator_and_leaves_the_text_that_opens_behind_it() {
    let head = "# Outage\n\n## Timeline (UTC), 2024-06-03\n\n";
    for (entry, begun) in [
        ("* `08:10` - `relay-2` goes out", "* `~10:50` - "),
        ("- **08:10** **Ada** looks", "- **~10:50** "),
        ("- **08:10:** *Ada* looks", "- **~10:50:** "),
        ("- [08:10] [the graph](x.png) is flat", "- [~10:50] "),
        ("- 08:10 — “relay-2” goes out", "- ~10:50 — "),
        ("- 08:10: (in the cellar) Ada looks", "- ~10:50: "),
        ("- 08:10 - 🚒 alarm", "- ~10:50 - "),
        ("- 08:10 - :fire: alarm", "- ~10:50 - "),
        ("- 08:10 ~~not~~ seen", "- ~10:50 "),
        ("- ~08:10 __Ada__ looks", "- ~10:50 "),
        ("- [08:10](https://chat.example/p1) Ada looks", "- ~10:50 "),
    ] {
        let bullet = entry.get(..2).unwrap_or_default();
        let rest = format!("{bullet}13:30 Ada begins\n{bullet}13:40 Ada ends\n{bullet}13:45 x\n");
        check_action(
            "Insert an entry in between",
            &format!("{head}{entry}\n{}", rest.replace("13:30", "13:$030")),
            &format!("{head}{entry}\n{begun}…\n{rest}"),
        );
    }
    check_action(
        "Insert an entry in between",
        &format!(
            "{head}| T | What |\n| - | - |\n| `08:10` | `relay` goes |\n| `13:3$00` | Ada looks |\n| `13:40` | x |\n"
        ),
        &format!(
            "{head}| T | What |\n| - | - |\n| `08:10` | `relay` goes |\n| `~10:50` | … |\n| `13:30` | Ada looks |\n| `13:40` | x |\n"
        ),
    );
    check_action(
        "Insert an entry in between",
        &format!("{head}### `08:10` - `relay-2` goes out\n\n### `13:3$00` - Ada looks\n\n### `13:40` - x\n"),
        &format!(
            "{head}### `08:10` - `relay-2` goes out\n\n### `~10:50` - …\n\n### `13:30` - Ada looks\n\n### `13:40` - x\n"
        ),
    );
    check_action(
        "Insert an entry in between",
        &format!("{head}**08:10** - `relay-2` goes out\n\n**13:3$00** - Ada looks\n\n**13:40** - x\n"),
        &format!(
            "{head}**08:10** - `relay-2` goes out\n\n**~10:50** - …\n\n**13:30** - Ada looks\n\n**13:40** - x\n"
        ),
    );
    check_action(
        "Insert an entry for now",
        &format!("{head}* `08:1$00` - `relay-2` goes out\n"),
        &format!("{head}* `08:10` - `relay-2` goes out\n* `2026-01-15 12:00` - \n"),
    );
}

#[test]
fn an_entry_in_between_has_one_tilde_and_no_date_that_nobody_wrote() {
    check_action(
        "Insert an entry in between",
        "# VM down on 2026-02-27\n\n## Timeline (UTC)\n\n- Feb 28, ~18:45 the VM is slow\n- Feb 28, ~18:50 looks\n- Feb 28, ~2$02:10 Another loop is found\n- Feb 28, ~22:15 x\n",
        "# VM down on 2026-02-27\n\n## Timeline (UTC)\n\n- Feb 28, ~18:45 the VM is slow\n- Feb 28, ~18:50 looks\n- Feb 28, ~20:30 …\n- Feb 28, ~22:10 Another loop is found\n- Feb 28, ~22:15 x\n",
    );
    // No year is to be had anywhere.
    check_action(
        "Insert an entry in between",
        "# VM down\n\n## Timeline (UTC)\n\n- Feb 27 02:05 The retry fails\n- Feb 27 02:10 looks\n- Feb 27 0$05:10 A user finds it\n- Feb 27 05:15 x\n",
        "# VM down\n\n## Timeline (UTC)\n\n- Feb 27 02:05 The retry fails\n- Feb 27 02:10 looks\n- ~Feb 27 03:40 …\n- Feb 27 05:10 A user finds it\n- Feb 27 05:15 x\n",
    );
}

const DAY: &str = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n";
const ZONELESS: &str = "# Outage of 2024-05-21\n\n## Timeline\n\n";

/// What an entry that is put in between at `$0` comes to.
#[track_caller]
fn check_stub(before: &str, after: &str) {
    for newline in ["\n", "\r\n"] {
        let placed = |text: &str| format!("{DAY}{text}").replace('\n', newline);
        check_action("Insert an entry in between", &placed(before), &placed(after));
    }
}

#[test]
fn an_entry_in_between_counts_the_numbers_below_it_on() {
    for (before, after) in [
        (
            "1. 10:00 a\n2. 10:05 b\n3. 12:0$00 c\n4. 12:02 d\n",
            "1. 10:00 a\n2. 10:05 b\n3. ~11:02 …\n4. 12:00 c\n5. 12:02 d\n",
        ),
        (
            "1) 10:00 a\n2) 10:05 b\n3) 12:0$00 c\n   - more\n",
            "1) 10:00 a\n2) 10:05 b\n3) ~11:02 …\n4) 12:00 c\n   - more\n",
        ),
        (
            "08. 10:00 a\n09. 10:05 b\n10. 12:0$00 c\n",
            "08. 10:00 a\n09. 10:05 b\n10. ~11:02 …\n11. 12:00 c\n",
        ),
        // All have one number, or their numbers are nobody's count.
        ("1. 10:00 a\n1. 10:05 b\n1. 12:0$00 c\n", "1. 10:00 a\n1. 10:05 b\n1. ~11:02 …\n1. 12:00 c\n"),
        ("1. 10:00 a\n2. 10:05 b\n7. 12:0$00 c\n", "1. 10:00 a\n2. 10:05 b\n3. ~11:02 …\n7. 12:00 c\n"),
    ] {
        check_stub(before, after);
    }
}

#[test]
fn an_entry_in_between_is_parted_as_its_neighbours_are() {
    for (before, after) in [
        (
            "10:00 a  \n10:05 b  \n12:0$00 c  \n12:02 d\n",
            "10:00 a  \n10:05 b  \n~11:02 …  \n12:00 c  \n12:02 d\n",
        ),
        ("10:00 a\\\n10:05 b\\\n12:0$00 c\n", "10:00 a\\\n10:05 b\\\n~11:02 …\\\n12:00 c\n"),
        ("10:00 a<br>\n10:05 b<br>\n12:0$00 c\n", "10:00 a<br>\n10:05 b<br>\n~11:02 …<br>\n12:00 c\n"),
        ("10:00 a\n10:05 b\n12:0$00 c\n", "10:00 a\n10:05 b\n~11:02 …\n12:00 c\n"),
        (
            "- 10:00 a\n  - x\n\n- 10:05 b\n\n- 12:0$00 c\n",
            "- 10:00 a\n  - x\n\n- 10:05 b\n\n- ~11:02 …\n\n- 12:00 c\n",
        ),
        (
            "- 10:00 a\n- 10:05 b\n\n  More.\n- 12:0$00 c\n",
            "- 10:00 a\n- 10:05 b\n\n  More.\n- ~11:02 …\n- 12:00 c\n",
        ),
    ] {
        check_stub(before, after);
    }
}

#[test]
fn a_moment_before_all_others_is_the_first_of_a_list_with_numbers() {
    check_action(
        "Insert an entry for Incident Start in the timeline",
        "# Outage\n\n- **Incident Start:** 2019-03-25 16:30 UTC$0\n\n## Timeline (UTC)\n\n1. 2019-03-25 16:40 fires\n2. 2019-03-25 16:50 ends\n",
        "# Outage\n\n- **Incident Start:** 2019-03-25 16:30 UTC\n\n## Timeline (UTC)\n\n1. 2019-03-25 16:30 …\n2. 2019-03-25 16:40 fires\n3. 2019-03-25 16:50 ends\n",
    );
}

#[test]
fn an_hour_behind_noon_with_am_has_two_readings_and_neither_comes_first() {
    for (written, readings) in [
        ("14:10 AM", ["Write 14:10", "Write 2:10 AM"]),
        ("16:30am", ["Write 16:30", "Write 4:30am"]),
        ("23:05 a.m.", ["Write 23:05", "Write 11:05 a.m."]),
    ] {
        let text = format!("{DAY}- {written} a\n");
        let actions = common::actions_at(&text, text.find(written).unwrap());
        for reading in readings {
            assert!(actions.iter().any(|it| it.title == reading && !it.preferred), "{reading} {actions:#?}");
        }
    }
    for (text, is_safe) in [
        ("- 10:00 a\n- 14:00 PM b\n- 15:00 c\n", true),
        ("- 10:00 a\n- 14:00 PM b\n- 11:00 c\n- 11:10 d\n", false),
        ("- 00:15 AM a\n- 00:30 b\n", true),
    ] {
        let found = askhow_ide::findings(&snapshot(&format!("{DAY}{text}")));
        let invalid = found.iter().find(|it| it.rule.id == "timeline/invalid").unwrap();
        assert_eq!(invalid.fixes.iter().any(|fix| fix.safe), is_safe, "{text}");
    }
}

#[test]
fn a_time_whose_zone_nobody_can_tell_is_no_measure_for_others() {
    for entries in [
        "- 10:00 UTC a\n- 15:40 IST b\n- 10:20 UTC c\n",
        "- 10:00 UTC a\n- 1:10 CST b\n- 10:20 UTC c\n",
        "- 12:10 Berlin time a\n- 10:20 UTC b\n- 10:30 UTC c\n",
        "- 10:00 UTC a\n- 12:10 (Paris time) b\n- 10:20 UTC c\n",
        "- 10:00 UTC a\n- 12:10 local time b\n- 10:20 UTC c\n",
        "- 12:00 Central European Summer Time a\n- 10:10 UTC b\n- 10:20 UTC c\n",
    ] {
        let text = format!("{ZONELESS}{entries}");
        assert_eq!(found_of("timeline/order", &text), [""; 0], "{text}");
        assert_eq!(found_of("timeline/quiet", &text), [""; 0], "{text}");
    }
    // Other words about time change nothing.
    for entries in [
        "- 10:00 a\n- 12:10 Response time rises\n- 10:20 c\n",
        "- 10:00 a\n- 12:10 First time b\n- 10:20 c\n",
    ] {
        assert_eq!(found_of("timeline/order", &format!("{DAY}{entries}")).len(), 1, "{entries}");
    }
}

#[test]
fn a_short_offset_is_a_zone() {
    for (first, rest) in [
        ("09:00 +02", "07:10 UTC"),
        ("09:00+02", "07:10 UTC"),
        ("2024-05-21 09:00 +02", "2024-05-21 07:10 UTC"),
        ("2024-05-21 17:00+10", "2024-05-21 07:10 UTC"),
        ("00:00 -0700", "07:10 UTC"),
    ] {
        let text = format!(
            "{ZONELESS}- {first} a\n- {rest} b\n- {} UTC c\n",
            rest.trim_end_matches("10 UTC").to_owned() + "20"
        );
        assert_eq!(found_of("timeline/order", &text), [""; 0], "{text}");
        let actions = common::actions_at(&text, text.find(first).unwrap());
        assert!(
            actions.iter().any(|it| it.preferred && it.title.ends_with("07:00 UTC")),
            "{text}{actions:#?}"
        );
    }
    for entry in [
        "10:00 +1 for this",
        "10:00 +12 nodes",
        "10:00 +0.2 s",
        "10:00-11:00 a",
        "10:00 -11:00 a",
        "10:00 -1000 nodes",
    ] {
        let text = format!("{DAY}- {entry}\n- 10:10 b\n- 11:20 c\n");
        assert_eq!(found_of("timeline/mixed-zone", &text), [""; 0], "{text}");
    }
}

#[test]
fn times_in_one_zone_have_it_as_those_that_are_in_it_already() {
    for (entries, after) in [
        ("- 10:00Z a\n- 12:10 CEST b\n- 12:20 CEST c\n", "- 10:00Z a\n- 10:10Z b\n- 10:20Z c\n"),
        (
            "- 10:00  UTC a\n- 12:10 CEST b\n- 12:20 CEST c\n",
            "- 10:00  UTC a\n- 10:10  UTC b\n- 10:20  UTC c\n",
        ),
        (
            "- 10:00 UTC a\n- 12:10+02:00 b\n- 12:20+02:00 c\n",
            "- 10:00 UTC a\n- 10:10 UTC b\n- 10:20 UTC c\n",
        ),
    ] {
        let text = format!("{ZONELESS}{entries}");
        let finding = askhow_ide::findings(&snapshot(&text));
        let finding = finding.iter().find(|it| it.rule.id == "timeline/mixed-zone").unwrap();
        let fix = finding.fixes.iter().find(|fix| fix.title == "Write all in UTC").unwrap();
        common::pretty(&askhow_document::apply_edits(&text, &fix.edits), &format!("{ZONELESS}{after}"));
    }
    check_action(
        "Write it as 10:10Z",
        &format!("{ZONELESS}- 10:00Z a\n- 12:1$00+02:00 b\n- 10:20Z c\n"),
        &format!("{ZONELESS}- 10:00Z a\n- 10:10Z b\n- 10:20Z c\n"),
    );
}

#[test]
fn entries_that_differ_in_a_link_or_a_comment_are_two() {
    for entries in [
        "- 10:10 see [log](a)\n- 10:10 see [log](b)\n- 10:20 c\n",
        "- 10:10 b\n- 10:10 b <!-- second pump -->\n- 10:20 c\n",
        "- 10:10 ![g](a.png)\n- 10:10 ![g](b.png)\n- 10:20 c\n",
    ] {
        assert_eq!(found_of("timeline/duplicate", &format!("{DAY}{entries}")), [""; 0], "{entries}");
    }
    for entries in ["- 10:10 b\n- 10:10 b\n- 10:20 c\n", "10:05 a  \n10:10 b  \n10:10 b\n"] {
        assert_eq!(found_of("timeline/duplicate", &format!("{DAY}{entries}")).len(), 1, "{entries}");
    }
}

/// The titles that are offered at the `$0`.
fn titles(text: &str) -> Vec<String> {
    let at = text.find("$0").unwrap_or_default();
    let actions = askhow_ide::actions(
        &snapshot(&text.replace("$0", "")),
        askhow_document::Span::empty(at),
        |_| true,
        None,
    );
    actions.into_iter().map(|action| action.title).collect()
}

#[test]
fn the_next_day_goes_into_the_column_of_days() {
    check_action(
        "It is the next day: add",
        "# Login\n\n## Timeline (UTC)\n\n| Day | Time | What |\n| --- | --- | --- |\n| 9 Feb 2024 | 23:40 | a |\n| | 23:50 | b |\n| | 23:4$05 | c |\n| | 23:55 | d |\n",
        "# Login\n\n## Timeline (UTC)\n\n| Day | Time | What |\n| --- | --- | --- |\n| 9 Feb 2024 | 23:40 | a |\n| | 23:50 | b |\n| 10 Feb 2024 | 23:45 | c |\n| | 23:55 | d |\n",
    );
}

#[test]
fn an_entry_for_the_start_is_counted_like_those_beside_it() {
    for (first, second, start) in
        [("T+00:05", "T+01:10", "T+00:00"), ("+0:05", "+1:10", "+0:00"), ("T+5m", "T+70m", "T+0m")]
    {
        let head = "# Login\n\n- Incident Start: 2024-05-06 10:$000 UTC\n\n## Timeline\n\n";
        let entries = format!("- {first} a\n- {second} b\n");
        let after = format!("{}- {start} …\n{entries}", head.replace("$0", ""));
        check_action("Insert an entry for Incident Start", &format!("{head}{entries}"), &after);
    }
}

#[test]
fn an_entry_that_waits_for_its_words_is_no_silence_of_its_own() {
    let quiet = |entries: &str| {
        let text = format!("# Login 2024-05-07\n\n## Timeline (UTC)\n\n{entries}");
        found_of("timeline/quiet", &text).len()
    };
    assert_eq!(quiet("- 09:00 a\n- 09:05 b\n- 10:20 c\n- 10:22 d\n"), 1);
    assert_eq!(quiet("- 09:00 a\n- 09:05 b\n- ~09:42 …\n- 10:20 c\n- 10:22 d\n"), 0);
    // What is written there is measured like all else.
    assert_eq!(quiet("- 09:00 a\n- 09:05 b\n- ~09:42 e\n- 10:20 c\n- 10:22 d\n"), 2);
}

#[test]
fn an_entry_between_two_clocks_lies_between_them() {
    let text = |day: &str, zone: &str, clocks: &[&str]| {
        let entries: String = clocks.iter().map(|clock| format!("- {clock} a{clock}\n")).collect();
        format!("# Broker down {day}\n\n## Timeline ({zone})\n\n{entries}")
    };
    for (day, zone, clocks) in [
        ("2024-10-27", "Europe/Berlin", ["01:50", "02:20", "02:50", "02:10", "03:05"].as_slice()),
        ("2024-11-03", "America/New_York", &["01:10", "03:05"]),
    ] {
        let text = text(day, zone, clocks);
        assert_eq!(found_of("timeline/quiet", &text), [] as [String; 0], "{text}");
    }
    let before = text("2024-03-31", "Europe/Berlin", &["01:20", "01:30", "04:$030", "04:40"]);
    let after = text("2024-03-31", "Europe/Berlin", &["01:20", "01:30", "04:30", "04:40"]);
    check_action(
        "Insert an entry",
        &before.replace("a04:$030", "a04:30"),
        &after.replace("- 04:30", "- ~03:30 …\n- 04:30"),
    );
    // At half past two it was two times.
    let titles = titles(
        &text("2024-10-27", "Europe/Berlin", &["00:20", "00:30", "03:$030", "03:35"])
            .replace("a03:$030", "a"),
    );
    assert!(titles.iter().all(|title| !title.starts_with("Insert an entry in")), "{titles:?}");
}

#[test]
fn both_zones_of_a_span_are_written_anew() {
    let review = |rest: &str| {
        format!("## Timeline\n\n- 2024-05-21 23:40 UTC fires\n- 2024-05-21 23:50 UTC paged\n{rest}")
    };
    for (before, after) in [
        ("17:0$00 PDT – 17:10 PDT rolls back", "00:00 UTC – 00:10 UTC rolls back"),
        ("17:0$00 PDT – 17:10 rolls back", "00:00 UTC – 00:10 rolls back"),
        ("17:0$00 PDT to 18:10 PDT rolls back", "00:00 UTC to 01:10 UTC rolls back"),
    ] {
        let others = "- 2024-05-21 18:20 PDT ends\n";
        check_action(
            "Write all in UTC",
            &review(&format!("- 2024-05-21 {before}\n{others}")),
            &review(&format!("- 2024-05-22 {after}\n- 2024-05-22 01:20 UTC ends\n")),
        );
    }
}

#[test]
fn a_weekday_of_the_neighbours_day_may_be_right_and_its_date_wrong() {
    let preferred = |text: &str| -> Vec<String> {
        let (text, at) = common::cursor(text);
        let actions = common::actions_at(&text, at);
        actions.into_iter().filter(|action| action.preferred).map(|action| action.title).collect()
    };
    for (above, line, below) in [
        ("2024-01-03 16:40 UTC fires", "We$0d 2024-01-04 16:50 UTC paged", "2024-01-03 17:00 UTC ends"),
        (
            "Wed 2024-01-03 16:40 UTC fires",
            "We$0d 2024-01-04 16:50 UTC paged",
            "Wed 2024-01-03 17:00 UTC ends",
        ),
        (
            "Wed, Jan 3 2024 16:40 UTC fires",
            "We$0d, Jan 4 2024 16:50 UTC paged",
            "Wed, Jan 3 2024 17:00 UTC ends",
        ),
    ] {
        let text = format!("## Timeline\n\n- {above}\n- {line}\n- {below}\n");
        let titles = preferred(&text);
        assert!(!titles.iter().any(|title| title.starts_with("Write Thu")), "{titles:?}");
        check_action("Write Thu", &text, &text.replace("We$0d", "Thu"));
    }
    // Where no neighbour is of that weekday, the digits are right.
    let text = "## Timeline\n\n- 2024-01-04 16:40 UTC fires\n- We$0d 2024-01-04 16:50 UTC paged\n- 2024-01-04 17:00 UTC ends\n";
    assert_eq!(preferred(text), ["Write Thu"]);
}

#[test]
fn around_midnight_that_one_is_moved_which_does_not_fit() {
    let list = |times: &str| -> String {
        times.split_whitespace().map(|time| format!("- {time} it goes on\n")).collect()
    };
    for (evening, below, moved, place) in [
        ("22:00 23:20 00:10 00:05", "01:00", "00:05", "after 2024-05-21 23:20"),
        ("23:20 00:10 23:50 00:30", "", "23:50", "after 23:20"),
        ("23:20 00:10 23:50 00:30", "01:00", "23:50", "after 23:20"),
        ("20:00 21:50 22:30 21:40 22:40", "", "21:40", "after 20:00"),
    ] {
        let mut text = format!("# Slow\n\n## Timeline (UTC)\n\n**May 21, 2024**\n\n{}", list(evening));
        if !below.is_empty() {
            text += &format!("\n**May 22**\n\n{}", list(below));
        }
        let places: Vec<usize> = text.match_indices(" it goes on").map(|(at, _)| at).collect();
        let moves = || {
            places.iter().flat_map(|at| {
                let actions = common::actions_at(&text, *at - 1).into_iter();
                let moves = actions.filter(|action| action.title.starts_with("Move the entry to its place"));
                moves.map(|action| {
                    (text.get(*at - 5..*at).unwrap_or_default().to_owned(), action.title, action.preferred)
                })
            })
        };
        let preferred: Vec<_> = moves().filter(|(.., preferred)| *preferred).collect();
        let title = format!("Move the entry to its place, {place}");
        assert_eq!(preferred, [(moved.to_owned(), title, true)], "{text}");
    }
    // It may be of the next day as well, and it does not go before the evening then.
    let text = format!(
        "# Slow\n\n## Timeline (UTC)\n\n**May 21, 2024**\n\n{}",
        list("21:50 22:30 01:10 23:00 23:10")
    );
    let actions = common::actions_at(&text, text.find("01:10").unwrap());
    let titles: Vec<_> = actions.iter().map(|action| (action.title.as_str(), action.preferred)).collect();
    assert_eq!(titles.first(), Some(&("It is the next day: add May 22, 2024", false)), "{titles:?}");
    assert!(titles.iter().all(|(_, preferred)| !preferred), "{titles:?}");
}

#[test]
fn what_has_no_time_goes_along_with_the_entry_that_is_moved() {
    let head = "# Slow\n\n## Timeline (UTC)\n\n- 2024-05-21 09:00 The alert fires.\n";
    let one = "- 2024-05-21 09:20 Ada looks.\n- 2024-05-21 $009:10 Ben is paged.\n- he is on a train\n";
    let end = "- 2024-05-21 09:40 All is well.\n";
    let moved = "- 2024-05-21 09:10 Ben is paged.\n- he is on a train\n";
    check_action(
        "Move the entry to its place, after 09:00, with the line below it",
        &format!("{head}{one}{end}"),
        &format!("{head}{moved}- 2024-05-21 09:20 Ada looks.\n{end}"),
    );
    check_action(
        "with the 2 lines below it",
        &format!("{head}{one}- and reads there\n{end}"),
        &format!("{head}{moved}- and reads there\n- 2024-05-21 09:20 Ada looks.\n{end}"),
    );
    // Whose line it is, is for a person to say.
    let (text, at) = common::cursor(&format!("{head}{one}{end}"));
    assert!(common::actions_at(&text, at).iter().all(|action| !action.preferred));
}

#[test]
fn a_time_that_is_open_has_the_date_of_its_neighbours() {
    let text = |date: &str| {
        format!(
            "# Slow\n\n## Timeline (UTC)\n\n- 2024-05-21 09:00 The alert fires.\n- it is $0slow\n\
             - {date}09:40 All is well.\n- {date}09:50 Ada goes.\n"
        )
    };
    let after =
        |date: &str, open: &str| text(date).replace("- it is $0slow", &format!("- {open} it is slow"));
    check_action(
        "Put 2024-05-21 09:?? before it",
        &text("2024-05-21 "),
        &after("2024-05-21 ", "2024-05-21 09:??"),
    );
    check_action("Put 09:?? before it", &text(""), &after("", "09:??"));
}
