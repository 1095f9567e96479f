//! What title, form and description say of the times below.

use crate::*;

#[test]
fn a_year_comes_from_a_full_date_in_the_text() {
    let entries = "- August 10, 15:30 UTC: The alert fires.\n- August 11, 01:00 UTC: Ada is paged.\n";
    let expected = ["2023-08-10T15:30:00 UTC", "2023-08-11T01:00:00 UTC"];
    for above in [
        "# The slow cache\n\nOn August 10, 2023, the cache was slow for nine hours.\n\n",
        "# The slow cache\n\n## Summary\n\nThe cache was slow on 10 August 2023.\n\n",
        "# The slow cache\n\n## Duration\n\nAugust 10, 2023, 15:00 UTC to August 11, 2023, 03:30 UTC\n\n",
        "# The slow cache\n\n**Duration:** August 10, 2023, 15:00 UTC to August 11, 2023, 03:30 UTC\n\n",
        "# The slow cache\n\n- **Incident from:** 2023-08-10\n\n",
        "---\ndate: 2023-08-14\n---\n\n# The slow cache\n\n",
        "**The slow cache of 10 August 2023**\n\n",
    ] {
        check(&format!("{above}## Timeline\n\n{entries}"), &expected);
    }
    check_file("2023-08-10-cache.md", &format!("# The slow cache\n\n## Timeline\n\n{entries}"), &expected);
    check_file("2023-08-10/README.md", &format!("# The slow cache\n\n## Timeline\n\n{entries}"), &expected);
}

#[test]
fn a_field_that_says_from_when_to_when_dates_the_times_in_every_notation() {
    let span = "August 10, 2023, 15:00 UTC to August 11, 2023, 03:30 UTC";
    for key in [
        "Incident from",
        "Duration",
        "Window",
        "When",
        "Period",
        "Time of impact",
        "Date of the outage",
        "Occurred on",
        "Dates",
        "Start / End",
        "From",
    ] {
        for form in [
            format!("**{key}:** {span}"),
            format!("- {key}: {span}"),
            format!("- **{key}**: {span}"),
            format!("{key}: {span}"),
            format!("| Field | Value |\n| - | - |\n| {key} | {span} |"),
            format!("**{key}:**\n- {span}"),
            format!("**{key}:**\n{span}"),
            format!("**Status:** closed | **{key}:** {span}"),
        ] {
            let above = format!("# The slow cache\n\n{form}\n\n## Timeline\n\n");
            check(&format!("{above}- 15:30 UTC: The alert fires.\n"), &["2023-08-10T15:30:00 UTC"]);
            check(&format!("{above}- August 11, 01:00 UTC: Ada is paged.\n"), &["2023-08-11T01:00:00 UTC"]);
        }
    }
    for key in ["window", "incident_period", "outage-dates", "when"] {
        let above = format!("---\n{key}: {span}\n---\n\n# The slow cache\n\n## Timeline\n\n");
        check(&format!("{above}- 15:30 UTC: The alert fires.\n"), &["2023-08-10T15:30:00 UTC"]);
    }
    // Who a mail is from, and what something cost, say no date.
    for line in ["From: Ada", "To: everybody", "Cost of the outage: 2 hours"] {
        check_findings(
            &format!("# The slow cache\n\n{line}\n\n## Timeline\n\n- 15:30 UTC: The alert fires.\n"),
            &["timeline/no-date 15:30 UTC"],
        );
    }
}

#[test]
fn numbers_of_a_date_are_put_in_order_by_the_prose() {
    let markdown = "# The slow shop\n\n## Summary\n\nIt was slow on 05 and 06 March 2025.\n\n## Timeline (UTC)\n\n- 04-03-2025 09:00 a\n- 05-03-2025 10:00 b\n- 06-03-2025 11:00 c\n";
    check(markdown, &["2025-03-04T09:00:00 UTC", "2025-03-05T10:00:00 UTC", "2025-03-06T11:00:00 UTC"]);
    // Undecided, the order inside a day still counts.
    check_findings(
        "# The slow shop\n\n## Timeline (UTC)\n\n- 04-03-2025 15:48 a\n- 04-03-2025 14:18 b\n- 04-03-2025 16:00 c\n",
        &["timeline/ambiguous-date 04-03-2025", "timeline/order 04-03-2025 14:18"],
    );
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 24/05/21 16:40 a\n- 24/05/22 09:00 b\n",
        &["2024-05-21T16:40:00 UTC", "2024-05-22T09:00:00 UTC"],
    );
}

#[test]
fn title_and_form_date_entries_before_a_sentence_of_the_description() {
    check(
        "# Mail late on 2024-05-21\n\n## Description\n\nAll times are UTC, and on 2024-05-20 the job was merged.\n\n## Timeline\n\n- 16:00 a\n- 17:00 b\n",
        &["2024-05-21T16:00:00 UTC", "2024-05-21T17:00:00 UTC"],
    );
    check(
        "# Mail late\n\n- **Incident Start**: 2024-05-21 15:30 UTC\n\n## Description\n\nThe job was merged on 2024-05-20.\n\n## Timeline (UTC)\n\n- 16:00 a\n",
        &["2024-05-21T16:00:00 UTC"],
    );
    // Where neither has one, the sentence says it.
    check(
        "# Mail late\n\n## Description\n\nAll events happened on 2024-05-20 unless otherwise noted.\n\n## Timeline (UTC)\n\n- 16:00 a\n",
        &["2024-05-20T16:00:00 UTC"],
    );
}

#[test]
fn the_summary_of_what_is_folded_dates_it() {
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n<details><summary>20 May 2024</summary>\n\n- 16:00 a\n- 17:00 b\n\n</details>\n\n<details>\n<summary><b>22 May 2024</b></summary>\n\n- 09:00 c\n\n</details>\n",
        &["2024-05-20T16:00:00 UTC", "2024-05-20T17:00:00 UTC", "2024-05-22T09:00:00 UTC"],
    );
}

#[test]
fn a_window_at_the_top_states_day_zone_start_and_end() {
    for line in [
        "**Window:** 2024-07-29 16:31–20:37 UTC",
        "- Window: 2024-07-29 16:31–20:37 UTC",
        "- **Outage window**: 2024-07-29 16:31 – 2024-07-29 20:37 UTC",
        "**Duration:** 2024-07-29 16:31 to 20:37 UTC",
        "| Impact window | 2024-07-29 16:31–20:37 UTC |\n| --- | --- |",
        "When: 2024-07-29 16:31–20:37 UTC",
        "Date/Time: 2024-07-29 16:31–20:37 UTC",
        "Timeframe: 2024-07-29, 16:31-20:37 UTC",
    ] {
        let markdown = format!(
            "# Runs fail\n\n{line}\n\n## Timeline\n\n- 16:31 A deploy begins.\n- 20:37 Runs go on.\n"
        );
        check(&markdown, &["2024-07-29T16:31:00 UTC", "2024-07-29T20:37:00 UTC"]);
        let review = read(None, &markdown);
        let context = review.timelines[0].timeline.context();
        assert_eq!(
            (context.start.map(|at| at.to_string()), context.stabilized.map(|at| at.to_string())),
            (Some("2024-07-29T16:31:00".into()), Some("2024-07-29T20:37:00".into())),
            "{line}"
        );
    }
    // What its entries say is nearer.
    check(
        "# Runs fail\n\nWindow: 2024-07-29 16:31–20:37 UTC\n\n## Timeline (CEST)\n\n- 18:31 A deploy begins.\n",
        &["2024-07-29T18:31:00 +02:00"],
    );
    // Two zones are none.
    check(
        "# Runs fail\n\nDetected: 2024-07-29 16:31 UTC\nResolved: 2024-07-29 20:37 PDT\n\n## Timeline\n\n- 16:31 Errors rise.\n",
        &["2024-07-29T16:31:00 -"],
    );
}

#[test]
fn entries_begin_on_the_day_of_the_onset_and_not_on_that_of_the_title() {
    check(
        "# Queue stuck 2026-08-04\n\n| Field | Value |\n|---|---|\n| Date | 2026-08-03 23:35 UTC |\n| Duration | 2 h |\n\n## Timeline (UTC)\n\n- 23:35 lag grows\n- **00:20 (08-04)** Kim is paged\n- 00:40 the worker restarts\n",
        &["2026-08-03T23:35:00 UTC", "2026-08-04T00:20:00 UTC", "2026-08-04T00:40:00 UTC"],
    );
    check(
        "# Queue stuck 2026-08-04\n\n- **Incident Start**: 2026-08-03 23:35 UTC\n\n## Timeline (UTC)\n\n- 23:50 lag grows\n- 00:20 (4th) Kim is paged\n",
        &["2026-08-03T23:50:00 UTC", "2026-08-04T00:20:00 UTC"],
    );
    check(
        "# Queue stuck 2026-08-04\n\n- **Incident Start**: 2026-08-05 00:10 UTC\n\n## Timeline (UTC)\n\n- 00:10 lag grows\n- 00:20 Kim is paged\n",
        &["2026-08-05T00:10:00 UTC", "2026-08-05T00:20:00 UTC"],
    );
    // The clock of the first entry lies nearer to it on the day of the title.
    check(
        "# Queue stuck 2026-08-04\n\n- **Incident Start**: 2026-08-03 23:35 UTC\n\n## Timeline (UTC)\n\n- 09:00 lag grows\n- 09:20 Kim is paged\n",
        &["2026-08-04T09:00:00 UTC", "2026-08-04T09:20:00 UTC"],
    );
    // A heading of the timeline is nearer than both.
    check(
        "# Queue stuck 2026-08-04\n\n- **Incident Start**: 2026-08-03 23:35 UTC\n\n## Timeline of 2026-08-04 (UTC)\n\n- 23:35 lag grows\n",
        &["2026-08-04T23:35:00 UTC"],
    );
}

#[test]
fn a_day_before_in_the_background_leaves_the_clock_times_to_the_incident() {
    let table = |date: &str, duration: &str, rows: &str| {
        format!(
            "# Queue stuck 2026-05-12\n\n| Date | {date} |\n|---|---|\n| Duration | {duration} |\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n{rows}"
        )
    };
    check(
        &table(
            "2026-05-12",
            "10:05 to 11:30 UTC",
            "| 2026-05-11 | The release is cut |\n| ~1 day prior | The flag is on |\n| 10:05 | lag grows |\n| 11:30 | all is well |\n",
        ),
        &["2026-05-11 -", "2026-05-12T10:05:00 UTC", "2026-05-12T11:30:00 UTC"],
    );
    check(
        &table(
            "2026-05-12 10:05 UTC",
            "85 minutes",
            "| 2026-05-10 16:00 | The release is cut |\n| 10:05 | lag grows |\n| 10:20 | Kim looks |\n",
        ),
        &["2026-05-10T16:00:00 UTC", "2026-05-12T10:05:00 UTC", "2026-05-12T10:20:00 UTC"],
    );
    // These clock times are not those of the incident.
    check(
        &table(
            "2026-05-12 10:05 UTC",
            "85 minutes",
            "| 2026-05-10 16:00 | The release is cut |\n| 17:05 | It is rolled out |\n",
        ),
        &["2026-05-10T16:00:00 UTC", "2026-05-10T17:05:00 UTC"],
    );
}

#[test]
fn a_number_in_the_name_of_a_file_is_no_year() {
    let markdown = "# Login\n\n## Timeline (UTC)\n\n- Nov 28, 23:00 a\n";
    for path in ["INC2021-notes.md", "INC2031-notes.md", "b2027_0.md"] {
        check_file(path, markdown, &["--11-28T23:00 UTC"]);
    }
    check_file("PM2020-003.md", markdown, &["2020-11-28T23:00:00 UTC"]);
    check_file("2025_login.md", markdown, &["2025-11-28T23:00:00 UTC"]);
}

#[test]
fn the_number_of_an_incident_dates_nothing() {
    let body =
        "**Date**: 2026-06-22\n\n## Timeline (UTC)\n\n- 10:00 The alert fires.\n- 10:20 Ada rolls back.\n";
    for title in [
        "INC-2026-001: API latency",
        "Incident 2026-002",
        "2026-003 Queue stuck",
        "Review of CVE-2026-123",
        "GH-2024-005",
        "2026/014: Queue stuck",
    ] {
        check(&format!("# {title}\n\n{body}"), &["2026-06-22T10:00:00 UTC", "2026-06-22T10:20:00 UTC"]);
    }
    let undated =
        "# INC-2026-002\n\nAs in 2026-001, it was slow.\n\n## Timeline (UTC)\n\n- 10:00 The alert fires.\n";
    check_file("2026-06-24-auth-breaker.md", undated, &["2026-06-24T10:00:00 UTC"]);
    check_file("2026-001-auth.md", undated, &["10:00:00 UTC"]);
    // At the start of an entry it is a day.
    check(
        "# INC-2024-005\n\n## Timeline (UTC)\n\n- 2024-249 10:00 The alert fires.\n- 2024-249 10:20 Ada looks.\n",
        &["2024-09-05T10:00:00 UTC", "2024-09-05T10:20:00 UTC"],
    );
}

#[test]
fn an_onset_beside_the_date_is_the_start() {
    let review = |fields: &str| {
        format!(
            "# INCIDENT-2026-08-04 — a host is locked\n\n| Field | Value |\n|---|---|\n{fields}\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| ~17:00–23:21 | All is well. |\n| 23:35 | Memory is gone. |\n| **00:20 (08-04)** | The host drops off. |\n| ~07:05 | It is silent. |\n"
        )
    };
    let expected = [
        "2026-08-03T17:00:00 UTC",
        "2026-08-03T23:35:00 UTC",
        "2026-08-04T00:20:00 UTC",
        "2026-08-04T07:05:00 UTC",
    ];
    check(&review("| Date | 2026-08-04 (onset 2026-08-03 23:35 UTC) |\n"), &expected);
    check(&review("| Date | 2026-08-04 (began at 2026-08-03 23:35 UTC) |\n"), &expected);
    check(
        &review("| Date | 2026-08-04 |\n| Duration | 2026-08-03 23:35 UTC (out of memory) → **ongoing** |\n"),
        &expected,
    );
    // Another note is no beginning.
    let other = review("| Date | 2026-08-04 (reviewed 2026-08-03 23:35 UTC) |\n");
    assert_eq!(
        entries(&read(None, &other), false).first().map(String::as_str),
        Some("2026-08-04T17:00:00 UTC")
    );
}

#[test]
fn two_incidents_below_headings_of_the_first_level_are_dated_each_by_its_own_form() {
    check(
        "# Outage A\n\nDate: 2019-03-25\n\n## Timeline (UTC)\n\n- 16:40 a\n\n# Outage B\n\nDate: 2019-03-27\n\n## Timeline (UTC)\n\n- 16:40 b\n",
        &["2019-03-25T16:40:00 UTC", "2019-03-27T16:40:00 UTC"],
    );
}

#[test]
fn the_day_of_the_next_review_dates_nothing() {
    check(
        "# Search is down\n\n- Severity: SEV1\n- Next review: 2027-01-15\n- Happened on 2019-03-25\n\n## Timeline (UTC)\n\n- 16:40 Ana looks.\n",
        &["2019-03-25T16:40:00 UTC"],
    );
}

#[test]
fn a_review_may_begin_with_its_kind_and_say_when_it_was() {
    check(
        "# Search is down\n\nPost-incident review: the outage of 2019-03-25 began when a deploy went out to all hosts.\n\n## Timeline (UTC)\n\n- 16:40 Ana looks.\n",
        &["2019-03-25T16:40:00 UTC"],
    );
}

#[test]
fn the_zone_of_the_title_is_that_of_the_timeline() {
    check(
        "# Outage of search, 2019-03-25 (UTC)\n\n## Timeline\n\n- 16:40 Ana looks.\n",
        &["2019-03-25T16:40:00 UTC"],
    );
}
