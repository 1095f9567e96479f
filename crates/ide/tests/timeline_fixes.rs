//! The quick fixes of timelines, on whole reviews: what each rule offers is done, and nothing else.

mod common;

use common::{check_action, found_of, snapshot};

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
    );
    assert!(found.iter().all(|action| !action.title.starts_with("Write")), "{found:#?}");
}

#[test]
fn entries_out_of_order_move_are_sorted_or_get_a_date() {
    let before = "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 17:05 rolls back\n- 2019-03-25 16:$050 paged\n  at home\n- 2019-03-25 17:20 ends\n";
    let after = "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:50 paged\n  at home\n- 2019-03-25 17:05 rolls back\n- 2019-03-25 17:20 ends\n";
    check_action("Move the entry to its place, after 16:40", before, after);
    check_action("Sort the timeline", before, after);
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
        "# VM down on 2026-02-27\n\n## Timeline (UTC)\n\n- Feb 28, ~18:45 VM started\n- Feb 28, ~18:50 looks\n- Feb 28, ~2$02:10 Another loop is found\n- Feb 28, ~22:15 x\n",
        "# VM down on 2026-02-27\n\n## Timeline (UTC)\n\n- Feb 28, ~18:45 VM started\n- Feb 28, ~18:50 looks\n- ~Feb 28, 20:30 …\n- Feb 28, ~22:10 Another loop is found\n- Feb 28, ~22:15 x\n",
    );
    // No year is to be had anywhere.
    check_action(
        "Insert an entry in between",
        "# VM down\n\n## Timeline (UTC)\n\n- Feb 27 02:05 The retry fails\n- Feb 27 02:10 looks\n- Feb 27 0$05:10 A user finds it\n- Feb 27 05:15 x\n",
        "# VM down\n\n## Timeline (UTC)\n\n- Feb 27 02:05 The retry fails\n- Feb 27 02:10 looks\n- ~Feb 27 03:40 …\n- Feb 27 05:10 A user finds it\n- Feb 27 05:15 x\n",
    );
}
