//! Stretches in which nothing was written down, and what is put into them.

use crate::*;

#[test]
fn a_quiet_stretch_lies_within_the_incident() {
    check_findings(
        "# VM down on 2026-02-27\n\n## Timeline (UTC)\n\n- Feb 28 02:05 The retry fails\n- Feb 28 02:30 The second retry fails\n- Feb 28 18:00 A user finds the VM down\n- Feb 28 18:45 VM started, the node is Ready\n- Feb 28 22:10 Another loop is found\n",
        &["timeline/quiet Feb 28 18:00"],
    );
    check_findings(
        "# VM down on 2026-02-27\n\n## Timeline (UTC)\n\n- Feb 28 02:05 The retry fails\n- Feb 28 02:30 The second retry fails\n- Feb 28 18:00 A user finds the VM down\n- Feb 28 18:45 The VM recovers, the node is Ready\n- Feb 28 22:10 Another loop is found\n",
        &["timeline/quiet Feb 28 18:00"],
    );
    let gap = |to: &str| {
        format!(
            "# VM down on 2026-02-28\n\n## Timeline (UTC)\n\n- 02:05 The retry fails\n- 02:20 Ada looks\n- 02:30 The second retry fails\n- {to} A user finds the VM down\n- 14:45 Ada looks\n- 15:00 The service recovers\n"
        )
    };
    check_findings(&gap("14:29"), &["timeline/quiet 14:29"]);
    check_findings(&gap("14:31"), &["timeline/quiet 14:31"]);
    check_findings(
        "# Outages of 2024-05-21\n\n## Detection timeline\n\n#### First incident\n\n- 15:30 UTC a\n- 15:40-17:54 UTC b\n- 17:54 UTC c\n\n#### Second incident\n\n- 23:15 UTC d\n- 23:20-23:40 UTC e\n- 23:40 UTC f\n",
        &[],
    );
}

#[test]
fn a_time_that_never_was_is_no_measure() {
    check_findings(
        "# Outage\n\n## Timeline (Europe/London)\n\n- 2023-03-26 00:30 a\n- 2023-03-26 01:30 b\n- 2023-03-26 02:05 c\n",
        &["timeline/dst-gap 2023-03-26 01:30"],
    );
}

#[test]
fn what_is_put_into_a_silence_of_days_bears_its_day() {
    let head = "# Outage of 2018-03-13\n\n## Timeline (UTC)\n\n### 07:28\n\nA volume is locked.\n\n### 07:33\n\nWe look.\n\n";
    let tail = "### 2018-03-21 06:30\n\nAnother node is lost.\n\n### 2018-03-21 06:31\n\nWe look.\n";
    check_action(
        &format!("{head}{tail}"),
        "Insert an entry in between",
        &format!("{head}### ~2018-03-17 07:01\n\n…\n\n{tail}"),
    );
}

#[test]
fn days_of_silence_between_a_stated_start_and_end_are_asked_about() {
    let review = |window: &str| {
        format!(
            "# Workers are full, 2024-08-15\n\n- Window: {window}\n\n## Timeline\n\n- 2024-08-13 10:57 The first request fails.\n- 2024-08-15 09:49 The last request fails.\n- 10:17 A fix is committed.\n- 10:28 It reaches production.\n- 10:58 A second request completes.\n"
        )
    };
    check_findings(&review("2024-08-13 10:57–2024-08-15 10:58 UTC"), &["timeline/quiet 2024-08-15 09:49"]);
    check_findings(&review("2024-08-15 09:40–10:58 UTC"), &[]);
}

#[test]
fn a_part_of_the_day_is_no_measure_and_is_passed_by_nobody() {
    let table = "# Storage is slow, 2024-06-09\n\n## Timeline (UTC)\n\n| When | What |\n| --- | --- |\n| 06-08 afternoon | Volumes are cleaned up. |\n| 06-08 ~11:00–12:00 | The manager restarts. |\n| 06-08 late evening | The volume is full. |\n| 06-09 03:00 | Snapshots run. |\n";
    check_findings(table, &[]);
    check(
        "# Slow\n\n## Timeline (UTC)\n\n- 2024-06-08 14:00 a\n- 2024-06-08 late evening: b\n- 00:30 c\n- 01:10 d\n",
        &["2024-06-08T14:00:00 UTC", "2024-06-08 -", "2024-06-09T00:30:00 UTC", "2024-06-09T01:10:00 UTC"],
    );
    let late = "# Slow\n\n## Timeline (UTC)\n\n- 2024-06-08 14:00 a\n- 2024-06-08 afternoon: b\n- 2024-06-08 16:00 c\n- 2024-06-08 13:00 d\n";
    check_findings(late, &["timeline/order 2024-06-08 13:00"]);
    assert_eq!(askhow_review::fix::sort_timeline(&read(None, late), &read(None, late).timelines[0]), []);
}

#[test]
fn silence_behind_the_end_is_not_asked_about() {
    let lines = |recovery: &str| {
        format!(
            "- 10:00 lag grows\n- 10:05 Kim is paged\n- 10:20 Kim rolls back\n- 10:30 {recovery}\n- 14:00 A ticket is opened\n- 14:05 Notes are sent\n"
        )
    };
    for recovery in ["restoration verified", "error rate back to zero", "consumers caught up, all good again"]
    {
        check_findings(&format!("# Lag 2026-05-16\n\n## Timeline (UTC)\n\n{}", lines(recovery)), &[]);
    }
    let numbers = lines("numbers look like before");
    for form in [
        "- **Duration**: 10:00 to 10:30 UTC",
        "- **Incident Start**: 2026-05-16 10:00 UTC\n- **Duration**: about 30 minutes",
    ] {
        check_findings(&format!("# Lag 2026-05-16\n\n{form}\n\n## Timeline (UTC)\n\n{numbers}"), &[]);
    }
    check_findings(&format!("# Lag 2026-05-16\n\n## Timeline (UTC)\n\n{numbers}"), &["timeline/quiet 14:00"]);
}

#[test]
fn what_had_been_restored_before_is_no_recovery() {
    let days = |first: &str| {
        format!(
            "# Lag 2026-05-16\n\n## Timeline (UTC)\n\n- 2026-05-16 10:00 {first}\n- 2026-05-16 10:05 Kim looks\n- 2026-05-19 08:20 Raj sees the lag\n- 2026-05-19 08:30 Raj looks\n"
        )
    };
    check_findings(&days("The data had been manually restored"), &["timeline/quiet 2026-05-19 08:20"]);
    check_findings(&days("The config had already been restored"), &["timeline/quiet 2026-05-19 08:20"]);
    check_findings(&days("Kim confirms that the data had been restored"), &[]);
    check_findings(&days("The data was restored"), &[]);
}

#[test]
fn a_stub_is_stamped_like_those_beside_it() {
    let lines = |first: &str, behind: &str| {
        format!(
            "# Lag 2026-05-16\n\n## Timeline (UTC)\n\n- 10:00 lag grows\n- 10:05 Kim is paged\n- {first} Kim looks\n- {behind} Raj looks\n- 12:30 Raj goes on\n"
        )
    };
    check_stub(&lines("10:20", "12:25"), "- ~11:22 …");
    check_stub(&lines("**10:20 (05-16)**", "**12:25**"), "- **~11:22** …");
    check_stub(&lines("2026-05-16 10:20", "12:25"), "- ~11:22 …");
    check_stub(&lines("10:20 (approx)", "12:25"), "- ~11:22 …");
    check_stub(&lines("2026-05-16 10:20", "2026-05-16 12:25"), "- ~2026-05-16 11:22 …");
    check_stub(
        "# Lag 2026-05-16\n\n## Timeline (UTC)\n\n- 22:00 lag grows\n- 22:05 Kim is paged\n- 2026-05-16 22:20 Kim looks\n- 04:25 Raj looks\n- 04:30 Raj goes on\n",
        "- ~2026-05-17 01:22 …",
    );
}

#[test]
fn silence_is_measured_from_the_end_of_a_span_further_up() {
    let markdown = "# Login 2024-05-06\n\n## Timeline (UTC)\n\n- 09:00 x\n- 09:05 y\n- 09:10-12:00 a\n- 09:40 b\n- 13:00 c\n- 13:05 d\n";
    check_stub(markdown, "- ~12:30 …");
    check_findings(&markdown.replace("13:0", "12:1"), &[]);
}

#[test]
fn a_time_that_is_not_known_on_purpose_is_not_asked_for() {
    let markdown = "# Crash loop\n\n## Timeline\n\nAll times UTC.\n\n| | Time | Source |\n|---|---|---|\n| **Start** | unknown — some point on 2026-08-09, at or after the deploy | status page |\n| **Detected** | unknown clock time, 2026-08-09 | a monitor |\n| **Resolved** | unknown — nothing was pushed in between | status page |\n| **Fixed** | 2026-08-10 (no clock time recorded) | status page |\n| **Released** | 2026-08-16, in the 0.5.0 release | changes |\n";
    check_texts(
        markdown,
        &[
            "2026-08-09 - Start | at or after the deploy | status page",
            "2026-08-09 - Detected | a monitor",
            "2026-08-10 - Fixed | (no clock time recorded) | status page",
            "2026-08-16 - Released | in the 0.5.0 release | changes",
        ],
    );
    check_findings(markdown, &[]);
    let review = read(None, markdown);
    let approximate: Vec<bool> =
        review.timelines[0].timeline.readings().iter().map(|reading| reading.approximate).collect();
    assert_eq!(approximate, [true, true, false, false]);
    // Without a word on it, the time is missing.
    check_findings(
        "# Crash loop 2026-08-09\n\n## Timeline (UTC)\n\n| Time | What |\n|---|---|\n| 10:00 | The alert fires. |\n| | Ada looks. |\n| 10:20 | Errors stop. |\n",
        &["timeline/unstamped | Ada looks"],
    );
}

#[test]
fn a_stub_beside_a_column_of_days_has_its_tilde_before_the_time() {
    let table = |rows: &str| {
        format!("# Flood 2026-07-30\n\n## Timeline\n\n| Date | Time (UTC) | Event |\n|---|---|---|\n{rows}")
    };
    check_stub(
        &table(
            "| Thu, Jul 30 | 9:00 PM | a |\n| Thu, Jul 30 | 9:05 PM | b |\n| Thu, Jul 30 | 11:30 PM | c |\n| Thu, Jul 30 | 11:40 PM | d |\n",
        ),
        "| Thu, Jul 30 | ~10:17 PM | … |",
    );
    check_stub(
        &table("| Thu, Jul 30 | 9:00 PM | a |\n| | 9:05 PM | b |\n| | 11:30 PM | c |\n| | 11:40 PM | d |\n"),
        "|  | ~10:17 PM | … |",
    );
}

#[test]
fn the_longest_silence_of_a_day_of_work_is_asked_about() {
    let rows = |last: &str| {
        format!(
            "# Flood 2026-07-30\n\n## Timeline (UTC)\n\n- 2026-07-30 19:45 a\n- 20:00 b\n- 20:05 c\n- 20:51 d\n- 21:15 e\n- 2026-07-31 04:00 f\n- 2026-07-31 17:12 g\n- {last} h\n"
        )
    };
    check_findings(
        &rows("2026-07-31 19:15"),
        &["timeline/quiet 2026-07-31 04:00", "timeline/quiet 2026-07-31 17:12"],
    );
    // A day later it was over.
    check_findings(&rows("2026-08-01 17:12"), &["timeline/quiet 2026-07-31 04:00"]);
}
