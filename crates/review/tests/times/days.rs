//! Which day an entry is of, and which year.

use crate::*;

#[test]
fn a_day_line_wins_over_every_dated_entry_above_it() {
    check(
        "# Shop down\n\n## Timeline\n\n- 2024-09-16 A first look\n- 2024-10-01 A second look\n\n### Monday 2 September 2024\n\n08.46 NP says the shop is down\n\n09.27 PB checks\n",
        &["2024-09-16 -", "2024-10-01 -", "2024-09-02T08:46:00 -", "2024-09-02T09:27:00 -"],
    );
    check(
        "# Shop down\n\n## Timeline\n\n[Monday 16 September 2024](#a)<br>\n[Tuesday 1 October 2024](#c)<br>\n\n### Monday 2 September 2024\n\n08.46 NP says the shop is down\n",
        &["2024-09-02T08:46:00 -"],
    );
    check(
        "# Shop down\n\n## Timeline\n\n- [Monday 16 September 2024](#a)\n- [Tuesday 1 October 2024](#c)\n\n**2 September 2024**\n\n- 08:46 NP says the shop is down\n",
        &["2024-09-02T08:46:00 -"],
    );
    check(
        "# Outage\n\n## Timeline (UTC)\n\n### 2023-03-06\n\n- 22:00 a\n\n### 2023-03-06\n\n- 09:00 b\n- 09:10 c\n",
        &["2023-03-06T22:00:00 UTC", "2023-03-06T09:00:00 UTC", "2023-03-06T09:10:00 UTC"],
    );
}

#[test]
fn a_dated_section_ends_where_it_ends() {
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n### 19 May 2024\n\n- 10:00 The job is prepared.\n\n### Outage\n\n- 16:40 The alert fires.\n",
        &["2024-05-19T10:00:00 UTC", "2024-05-21T16:40:00 UTC"],
    );
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n### Before\n\n- 2024-05-19 10:00 The job is prepared.\n- 10:05 It is reviewed.\n\n### Outage\n\n- 16:40 The alert fires.\n",
        &["2024-05-19T10:00:00 UTC", "2024-05-19T10:05:00 UTC", "2024-05-21T16:40:00 UTC"],
    );
    check(
        "# Outages\n\n## Timeline (UTC)\n\n### First outage, on 19 May 2024\n\n- 10:00 a\n\n### Second outage, on 21 May 2024\n\n- 09:00 b\n",
        &["2024-05-19T10:00:00 UTC", "2024-05-21T09:00:00 UTC"],
    );
}

#[test]
fn a_step_back_moves_no_year() {
    let markdown = "# Outage of 2023-03-04\n\n## Timeline (UTC)\n\n- Mar 4 20:00 The alert fires.\n- Mar 4 20:30 Ada is paged.\n- Mar 4 20:10 Customers write in.\n- Mar 4 21:00 Errors stop.\n";
    let expected = [
        "2023-03-04T20:00:00 UTC",
        "2023-03-04T20:30:00 UTC",
        "2023-03-04T20:10:00 UTC",
        "2023-03-04T21:00:00 UTC",
    ];
    for day in ["Mar 4", "4 March", "03-04", "4th of March,", "Sat 4 Mar"] {
        let markdown = markdown.replace("Mar 4", day);
        check(&markdown, &expected);
        check_findings(&markdown, &[&format!("timeline/order {day} 20:10")]);
    }
    check(
        "# Outage of 2023-12-31\n\n## Timeline (UTC)\n\n- Dec 31 22:00 a\n- Jan 1 00:30 b\n- Dec 31 23:55 c\n- Jan 1 01:00 d\n",
        &[
            "2023-12-31T22:00:00 UTC",
            "2024-01-01T00:30:00 UTC",
            "2023-12-31T23:55:00 UTC",
            "2024-01-01T01:00:00 UTC",
        ],
    );
    check(
        "# Outage\n\n## Timeline (UTC)\n\n### 31 December 2023\n\n- 23:50 a\n\n### 1 January\n\n- 00:10 b\n",
        &["2023-12-31T23:50:00 UTC", "2024-01-01T00:10:00 UTC"],
    );
}

#[test]
fn days_that_run_backwards_are_said_once() {
    let markdown = "# Outage\n\n## Timeline (UTC)\n\n### 2023-03-06\n\n- 09:00 The report is sent.\n\n### 2023-03-05\n\n- 09:00 Errors stop.\n";
    check(markdown, &["2023-03-06T09:00:00 UTC", "2023-03-05T09:00:00 UTC"]);
    check_findings(markdown, &["timeline/order 2023-03-06"]);
    let markdown = "# Outage\n\n## Timeline (UTC)\n\n- 2023-03-06 10:00 d\n- 2023-03-06 09:00 c\n- 2023-03-05 12:00 b\n- 2023-03-04 11:00 a\n";
    check_findings(markdown, &["timeline/order 2023-03-06 10:00"]);
    // A second part, from the logs, is one finding too.
    let markdown = "# Outage\n\n## Timeline (UTC)\n\n### 2023-03-05\n\n- 09:00 a\n\n### 2023-03-06\n\n- 09:00 b\n\n**2023-03-05**\n\n- 08:00 c\n- 10:00 d\n";
    check(
        markdown,
        &[
            "2023-03-05T09:00:00 UTC",
            "2023-03-06T09:00:00 UTC",
            "2023-03-05T08:00:00 UTC",
            "2023-03-05T10:00:00 UTC",
        ],
    );
    check_findings(markdown, &["timeline/order 2023-03-05"]);
    // One slip is none of this.
    check_findings(
        "# Outage\n\n## Timeline (UTC)\n\n- 2023-03-06 10:00 a\n- 2023-03-05 10:10 b\n- 2023-03-06 10:20 c\n",
        &["timeline/order 2023-03-05 10:10"],
    );
}

#[test]
fn without_a_year_month_and_day_are_kept() {
    let markdown = "# The slow cache\n\n## Timeline\n\n- August 10, 15:30 UTC: The alert fires.\n- August 11, 01:00 UTC: Ada is paged.\n- 02:00 UTC: Errors stop.\n";
    check(markdown, &["--08-10T15:30 UTC", "--08-11T01:00 UTC", "--08-11T02:00 UTC"]);
    let review = read(None, markdown);
    let findings = review.findings(Want::Fixes);
    let of_year: Vec<&str> =
        findings.iter().filter(|it| it.rule.id == "timeline/no-date").map(|it| &*it.message).collect();
    assert_eq!(of_year, ["These dates have no year, here or in the title."]);
    for fix in findings.iter().filter(|it| it.rule.id.starts_with("timeline/")).flat_map(|it| &it.fixes) {
        let edits = format!("{:?}", fix.edits);
        assert!(!edits.contains("Jan") && !edits.contains("2000"), "{edits}");
    }
    check(
        "# The slow cache\n\n## Timeline (UTC)\n\n### 3 June\n\n- 15:30 a\n\n### 4 June\n\n- 01:00 b\n",
        &["--06-03T15:30 UTC", "--06-04T01:00 UTC"],
    );
}

#[test]
fn a_day_behind_a_span_dates_both_ends() {
    for written in [
        "16:00 to 17:15 on 2024-03-05",
        "16:00-17:15 on 2024-03-05",
        "16:00 - 17:15, 2024-03-05",
        "Between 16:00 and 17:15 on 5 March 2024",
        "16:00–17:15 (5 March 2024)",
    ] {
        let markdown = format!(
            "# Outage of 2024-03-06\n\n## Timeline (UTC)\n\n- {written}: The proxy gives errors.\n- 2024-03-05 18:00: Errors stop.\n"
        );
        check_texts(
            &markdown,
            &["2024-03-05T16:00:00 UTC The proxy gives errors.", "2024-03-05T18:00:00 UTC Errors stop."],
        );
        let found = read(None, &markdown).findings(Want::Fixes);
        let order = |id: &str| matches!(id, "timeline/order" | "timeline/span" | "timeline/no-date");
        assert!(!found.iter().any(|finding| order(finding.rule.id)), "{found:?}");
    }
}

#[test]
fn under_a_line_for_two_days_the_second_begins_at_midnight() {
    let entries = "- 22:10 The alert fires.\n- 23:40 Ada looks.\n- 00:20 Ben, too.\n- 03:00 Errors stop.\n";
    for line in [
        "2026-05-09 → 2026-05-10 (overnight)",
        "### 9–10 May 2026",
        "**May 9 - May 10, 2026**",
        "**May 9 to 10, 2026:**",
        "### Night shift, 9 May – 10 May 2026",
        "- **2026-05-09 – 2026-05-10**",
    ] {
        let markdown = format!("# Outage\n\n## Timeline (UTC)\n\n{line}\n\n{entries}");
        check(
            &markdown,
            &[
                "2026-05-09T22:10:00 UTC",
                "2026-05-09T23:40:00 UTC",
                "2026-05-10T00:20:00 UTC",
                "2026-05-10T03:00:00 UTC",
            ],
        );
        check_findings(&markdown, &[]);
    }
    // The step back need not be twelve hours: two days are named, and the clock goes back once.
    check(
        "# Outage\n\n## Timeline (UTC)\n\n### 9–10 May 2026\n\n- 20:10 a\n- 10:40 b\n- 11:20 c\n\n### 12 May 2026\n\n- 09:00 d\n",
        &[
            "2026-05-09T20:10:00 UTC",
            "2026-05-10T10:40:00 UTC",
            "2026-05-10T11:20:00 UTC",
            "2026-05-12T09:00:00 UTC",
        ],
    );
    check(
        "# Outage\n\n## Timeline (UTC)\n\n### 31 December – 2 January\n\n- 20:10 a\n- 10:40 b\n- 08:20 c\n",
        &["--12-31T20:10 UTC", "--12-31T10:40 UTC", "--12-31T08:20 UTC"],
    );
    check(
        "# Outage\n\n## Timeline (UTC)\n\n### 9–11 May 2026\n\n- 20:10 a\n- 10:40 b\n- 01:20 c\n",
        &["2026-05-09T20:10:00 UTC", "2026-05-10T10:40:00 UTC", "2026-05-11T01:20:00 UTC"],
    );
}

#[test]
fn where_one_of_two_days_is_not_certain_nothing_rests_on_it() {
    for entries in [
        // Both may be of either day.
        "- 14:10 a\n- 15:40 b\n",
        // A slip, or a day later.
        "- 22:10 a\n- 20:40 b\n- 21:20 c\n",
        // Two nights between two days.
        "- 20:10 a\n- 10:40 b\n- 02:00 c\n- 02:30 d\n",
        // Noon on a clock of twelve hours.
        "- 11:50 a\n- 12:30 b\n- 1:20 c\n",
    ] {
        let markdown = format!("# Outage\n\n## Timeline (UTC)\n\n### 9–10 May 2026\n\n{entries}");
        let review = read(None, &markdown);
        let found = review.findings(Want::Fixes);
        let rules: Vec<&str> =
            found.iter().map(|it| it.rule.id).filter(|it| it.starts_with("timeline/")).collect();
        let rests = ["timeline/order", "timeline/quiet", "timeline/span", "timeline/outside"];
        assert!(!rules.iter().any(|rule| rests.contains(rule)), "{rules:?}\n{markdown}");
        let timeline = &review.timelines[0].timeline;
        assert!(!timeline.has_disorder(), "{markdown}");
    }
}

#[test]
fn bullets_under_the_heading_of_a_day_are_all_of_that_day() {
    check_texts(
        "# Bug\n\n## Timeline (UTC)\n\n### 2019-08-09\n\n* The fuzzer reports a timeout.\n* Ada opens a ticket.\n\n### 8 October 2019\n\n1. Ben prepares the branches.\n2. The advisory is published.\n\n### Notes\n\n* Nothing happened here.\n",
        &[
            "2019-08-09 - The fuzzer reports a timeout.",
            "2019-08-09 - Ada opens a ticket.",
            "2019-10-08 - Ben prepares the branches.",
            "2019-10-08 - The advisory is published.",
        ],
    );
    // Among timed ones, one without a time is asked for it.
    check_findings(
        "# Bug\n\n## Timeline (UTC)\n\n### 2019-08-09\n\n* 10:00 The fuzzer reports a timeout.\n* Ada opens a ticket.\n* 10:10 Ben looks.\n* 10:20 It is mended.\n",
        &["timeline/unstamped Ada opens a ticket."],
    );
}

#[test]
fn clock_times_alone_tell_a_timeline_written_newest_first() {
    let markdown = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 17:00 Errors stop.\n- 16:50 Ada rolls back.\n- 16:45 Ada is paged.\n- 16:40 The alert fires.\n";
    check_findings(markdown, &["timeline/order 17:00"]);
    let table = "# Outage\n\n## Timeline (UTC)\n\n| When | What |\n| --- | --- |\n| 2024-05-22 10:00 | d |\n| 2024-05-22 09:00 | c |\n| 2024-05-21 18:00 | b |\n| 2024-05-21 17:00 | a |\n";
    check_findings(table, &["timeline/order 2024-05-22 10:00"]);
    check_findings(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 5:10 PM d\n- 4:50 PM c\n- 4:50 PM b2\n- 11:45 AM b\n- 10:40 AM a\n",
        &["timeline/order 5:10 PM"],
    );
    // Two steps back may be slips, and a night is a night.
    check_findings(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 17:00 c\n- 16:50 b\n- 17:10 a\n",
        &["timeline/order 16:50"],
    );
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 23:50 a\n- 00:10 b\n- 00:20 c\n",
        &["2024-05-21T23:50:00 UTC", "2024-05-22T00:10:00 UTC", "2024-05-22T00:20:00 UTC"],
    );
}

#[test]
fn an_entry_reaches_to_the_latest_time_that_it_tells() {
    let table = |told: &str| {
        format!(
            "# Storage is slow, 2024-06-09\n\n## Timeline (UTC)\n\n| When | What |\n| --- | --- |\n| 06-09 02:50 | An alert fires. |\n| 06-09 03:00 | Snapshots run{told}. |\n| 06-09 04:44 | Rebuilds fail. |\n| 06-09 ~04:48 | Ada looks. |\n| 06-09 ~05:00 | Writes recover. |\n"
        )
    };
    check_findings(&table(", timeouts (04:09–04:31)"), &[]);
    check_findings(&table(", with timeouts at 04:40:10"), &[]);
    check_findings(&table(" (release 04:40.1, port :04:40:22:11)"), &["timeline/quiet 06-09 04:44"]);
    let markdown = table(", timeouts (03:09–03:31)");
    check_findings(&markdown, &["timeline/quiet 06-09 04:44"]);
    let expected = markdown.replace("| 06-09 04:44", "| 06-09 ~04:07 | … |\n| 06-09 04:44");
    check_action(&markdown, "Insert an entry in between", &expected);
}

#[test]
fn a_time_on_a_line_of_its_own_is_of_the_day_above_it() {
    check(
        "# Outage on 2024-01-08\n\n## Timeline\n\n**2024-01-09**\n\n16:40:\n\n- Ada looks.\n\n17:05 CET:\n\n- Ben is paged.\n\n**2024-01-10**\n\n09:00:\n\n- Orders are back.\n",
        &["2024-01-09T16:40:00 -", "2024-01-09T17:05:00 +01:00", "2024-01-10T09:00:00 -"],
    );
}

#[test]
fn a_day_line_holds_again_behind_a_section_with_one_of_its_own() {
    check(
        "# Outage\n\n## Timeline\n\n**2024-01-09**\n\n- 16:40 Ada looks.\n\n### Support\n\n**2024-01-10**\n\n- 09:00 A call comes.\n\n### Team of the queue\n\n- 16:50 The queue is drained.\n",
        &["2024-01-09T16:40:00 -", "2024-01-10T09:00:00 -", "2024-01-09T16:50:00 -"],
    );
}

#[test]
fn two_lines_for_the_same_two_days_have_a_night_each() {
    let sections = |above: &str| {
        format!(
            "# Outage\n\n## Timeline\n\n{above}- 22:00 The deploy starts.\n- 23:30 An alert fires.\n- 00:40 Ada looks.\n\n{above}- 22:10 A call comes.\n- 00:50 Ben is paged.\n"
        )
    };
    let expected = [
        "2026-05-09T22:00:00 -",
        "2026-05-09T23:30:00 -",
        "2026-05-10T00:40:00 -",
        "2026-05-09T22:10:00 -",
        "2026-05-10T00:50:00 -",
    ];
    check(&sections("**9–10 May 2026**\n\n"), &expected);
    check(&sections("### 9–10 May 2026\n\n"), &expected);
}

#[test]
fn a_day_may_go_on_to_another_by_its_number() {
    let markdown = "# Queue stuck 2026-05-16\n\n## Timeline (UTC)\n\n- **2026-05-16 to 17** - lag grows\n- **2026-05-19 – 21**: Kim looks\n- **2026-05-22** - 23 hosts are up\n- **2026-05-24** – 25 pods\n";
    check_texts(
        markdown,
        &[
            "2026-05-16 - lag grows",
            "2026-05-19 - Kim looks",
            "2026-05-22 - 23 hosts are up",
            "2026-05-24 - 25 pods",
        ],
    );
    let review = read(None, markdown);
    let lasts: Vec<String> = review.timelines[0]
        .timeline
        .readings()
        .iter()
        .map(|reading| reading.last.map(|day| day.to_string()).unwrap_or_default())
        .collect();
    assert_eq!(lasts, ["2026-05-17", "2026-05-21", "", ""]);
    // Written as the others are, its last day would be lost.
    let review = read(
        None,
        "# Lag 2026-05-16\n\n## Timeline (UTC)\n\n- 2026-05-16: lag\n- 2026-05-18: more\n- May 22-23: y\n",
    );
    let found = review.findings(Want::Fixes);
    let mixed = found.iter().find(|finding| finding.rule.id == "timeline/mixed-format").expect("is mixed");
    assert!(mixed.fixes.iter().all(|fix| !fix.preferred), "{:?}", mixed.fixes);
}

#[test]
fn a_number_that_counts_the_days_is_no_day() {
    check(
        "# Login 2024-05-06\n\n## Timeline (UTC)\n\n### Day 1 – 6 May 2024\n\n- 09:12 a\n\n### Part 3 - 8 May 2024\n\n- 09:12 b\n",
        &["2024-05-06T09:12:00 UTC", "2024-05-08T09:12:00 UTC"],
    );
    check(
        "# Login 2024-05-06\n\n## Timeline (UTC)\n\n**Phase 1 — 4 May**\n\n- 09:12 a\n\n**Day 2: 5 May**\n\n- 09:12 b\n",
        &["2024-05-04T09:12:00 UTC", "2024-05-05T09:12:00 UTC"],
    );
    check(
        "# Login\n\n## Timeline (UTC)\n\n### Outage 6 – 7 May 2024\n\n- 23:12 a\n- 00:12 b\n",
        &["2024-05-06T23:12:00 UTC", "2024-05-07T00:12:00 UTC"],
    );
}

#[test]
fn a_row_or_line_of_a_day_in_two_numbers_dates_what_is_below() {
    let days = ["2024-01-28T12:45:00 -", "2024-01-30T11:00:00 -", "2024-01-30T11:41:00 -"];
    let table = "# Outage of the queue, 2024-01-30\n\n## Timeline\n\nTime | What\n--- | ---\n1/28 |\n12:45 | A change is merged.\n1/30 |\n11:00 | The deploy starts.\n11:41 | An alert fires.\n";
    check(table, &days);
    check(&table.replace("1/28 |\n", "01/28 |\n").replace("1/30 |\n", "01/30 |\n"), &days);
    let list = "# Outage of the queue, 2024-01-30\n\n## Timeline\n\n1/28:\n\n- 12:45 A change is merged.\n\n1/30:\n\n- 11:00 The deploy starts.\n- 11:41 An alert fires.\n";
    check(list, &days);
    check(&list.replace("1/28:", "**1/28**").replace("1/30:", "**1/30**"), &days);
    check(&list.replace("1/28:", "### 1/28").replace("1/30:", "### 1/30"), &days);
    // What stands before words counts something.
    let counted = list.replace("1/28:", "1/28 of the pods are gone:");
    check(&counted, &["2024-01-30T12:45:00 -", days[1], days[2]]);
}

#[test]
fn below_the_line_of_a_day_no_new_day_begins_by_hours_that_go_back_a_little() {
    let times = ["11:35:00", "11:37:00", "12:00:00", "01:16:00", "01:47:00", "01:56:00", "14:03:00"];
    let expected = times.map(|time| format!("2024-01-31T{time} UTC"));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let entries = "- 11:35 An alert fires.\n- 11:37 Ada looks.\n- 12:00 Ada has lunch.\n- 01:16 Ben calls.\n- 01:47 Ben restarts the pods.\n- 01:56 Ada looks.\n- 14:03 The queue is empty.\n";
    let markdown = format!("# Outage of the queue\n\n## Timeline (UTC)\n\n### 2024-01-31\n\n{entries}");
    check(&markdown, &expected);
    check_findings(&markdown, &["timeline/order 01:16", "timeline/quiet 14:03"]);
    check_action(
        &markdown,
        "Write 13:16 to 13:56",
        &markdown.replace("01:16", "13:16").replace("01:47", "13:47").replace("01:56", "13:56"),
    );
}

#[test]
fn one_day_in_two_numbers_that_can_be_read_one_way_tells_how_the_others_are() {
    let day = |line: &str, time: &str| format!("**{line}**\n\n- {time} Ada looks.\n\n");
    let text = format!(
        "# Outage of the queue, 2023-12-31\n\n## Timeline (UTC)\n\n{}{}{}",
        day("12/30", "23:02"),
        day("12/31", "23:02"),
        day("1/2", "09:12")
    );
    check(&text, &["2023-12-30T23:02:00 UTC", "2023-12-31T23:02:00 UTC", "2024-01-02T09:12:00 UTC"]);
    // Beside words two numbers count something.
    let table = "# Outage of the queue, 2024-06-10\n\n## Timeline (UTC)\n\nTime | What\n--- | ---\n6/13 |\n09:02 | Ben looks.\n10/10 | checks pass\n09:50 | Ada looks.\n";
    check(table, &["2024-06-13T09:02:00 UTC", "2024-06-13T09:50:00 UTC"]);
}
