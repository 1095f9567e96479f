//! The day, the zone and the year of entries, as a careful reader takes them from the places around.

use std::sync::Arc;

use askhow_document::Document;
use askhow_review::{Review, Surroundings, Want};

fn read(path: Option<&str>, markdown: &str) -> Review {
    let surroundings = Surroundings { named: true, path: path.map(str::to_owned), ..Surroundings::default() };
    Review::read(&Document::new(markdown), &Arc::new(surroundings), None)
}

/// All entries of a review: local time, zone and, where it is asked, the text.
fn entries(review: &Review, with_text: bool) -> Vec<String> {
    let mut entries = Vec::new();
    for timeline in &review.timelines {
        for (row, reading) in timeline.rows().iter().zip(timeline.timeline.readings()) {
            let Some(stamp) = row.stamp.as_ref().filter(|_| row.role == askhow_timeline::Role::Entry) else {
                continue;
            };
            let local = reading.local_text().unwrap_or_else(|| "-".into());
            let zone = reading.zone.as_deref().unwrap_or("-");
            let text = if with_text { stamp.text(&row.text) } else { "".into() };
            entries.push(format!("{local} {zone} {text}").trim_end().to_owned());
        }
    }
    entries
}

#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    let review = read(None, markdown);
    assert_eq!(entries(&review, false), expected, "{markdown}");
}

#[track_caller]
fn check_file(path: &str, markdown: &str, expected: &[&str]) {
    assert_eq!(entries(&read(Some(path), markdown), false), expected, "{path}\n{markdown}");
}

#[track_caller]
fn check_texts(markdown: &str, expected: &[&str]) {
    assert_eq!(entries(&read(None, markdown), true), expected, "{markdown}");
}

/// The findings about times: rule, and what is pointed at.
#[track_caller]
fn check_findings(markdown: &str, expected: &[&str]) {
    let review = read(None, markdown);
    let found = review.findings(Want::Fixes);
    let found = found.iter().filter(|finding| finding.rule.id.starts_with("timeline/"));
    let found: Vec<String> =
        found.map(|finding| format!("{} {}", finding.rule.id, finding.span.of(markdown))).collect();
    assert_eq!(found, expected, "{markdown}");
}

#[test]
fn the_zone_of_a_day_line_holds_under_it_and_nowhere_else() {
    check(
        "# Outages\n\n## Outage two\n\n#### Timeline\n\n2024-02-24 (all times UTC)\n- 21:55 The deploy starts.\n\n## Outage one\n\n#### Timeline\n\n2023-11-23 (all times Central Standard Time)\n- 03:07 An alert fires.\n\n## Outage zero\n\n#### Timeline\n\n2022-11-21 (all times UTC)\n- 23:35 A block comes.\n",
        &["2024-02-24T21:55:00 UTC", "2023-11-23T03:07:00 -06:00", "2022-11-21T23:35:00 UTC"],
    );
    for line in [
        "### 2024-01-09 UTC",
        "### 2024-01-09 (UTC)",
        "### 2024-01-09 (all times UTC)",
        "**2024-01-09 UTC**",
        "**2024-01-09 (UTC):**",
        "2024-01-09, all times UTC:",
        "9 January 2024 - UTC",
        "- **2024-01-09 (utc)**",
    ] {
        check(
            &format!("# Outage\n\n## Timeline\n\n{line}\n\n- 21:55 The deploy starts.\n"),
            &["2024-01-09T21:55:00 UTC"],
        );
    }
    check(
        "# Outage\n\n## Timeline (UTC)\n\n### 22 May 2024 (CEST)\n\n- 09:00 a\n\n### 23 May 2024\n\n- 09:00 b\n",
        &["2024-05-22T09:00:00 +02:00", "2024-05-23T09:00:00 UTC"],
    );
    check(
        "# Outage\n\n## Timeline\n\n| When | What |\n| --- | --- |\n| **2024-05-22 (UTC)** | |\n| 09:00 | a |\n| **2024-05-23 (CEST)** | |\n| 09:00 | b |\n",
        &["2024-05-22T09:00:00 UTC", "2024-05-23T09:00:00 +02:00"],
    );
}

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
fn the_paragraph_above_a_list_of_stamps_is_no_entry() {
    let markdown = "# Outage\n\n## Timeline (UTC)\n\nBetween 16:00 and 17:15 on 2024-03-05 the proxy gave many errors. This is what happened:\n\n- 15:12 280 users.\n- 16:05 A spike on the proxy.\n";
    check(markdown, &["2024-03-05T15:12:00 UTC", "2024-03-05T16:05:00 UTC"]);
    check_findings(markdown, &[]);
}

#[test]
fn zones_are_read_however_a_heading_says_them() {
    for (heading, zone) in [
        ("Timeline UTC", "UTC"),
        ("Timeline in UTC", "UTC"),
        ("Timeline - UTC", "UTC"),
        ("Timeline, UTC", "UTC"),
        ("Timeline @ UTC", "UTC"),
        ("Timeline PST", "-08:00"),
        ("Timeline `UTC`", "UTC"),
        ("Timeline - all times PST", "-08:00"),
        ("Timeline (utc)", "UTC"),
        ("Timeline (all times are utc)", "UTC"),
        ("Timeline (europe/berlin)", "Europe/Berlin"),
        ("Timeline (Berlin)", "Europe/Berlin"),
        ("Timeline (Berlin time)", "Europe/Berlin"),
        ("Timeline (Central European Time)", "+01:00"),
        ("Timeline (Central European Summer Time)", "+02:00"),
        ("Timeline (British Summer Time)", "+01:00"),
        ("Timeline (India Standard Time)", "Asia/Kolkata"),
        ("Timeline (24-hour clock, Central Africa Standard Timezone)", "+02:00"),
        ("Timeline, all times UTC", "UTC"),
        ("Timeline - all times are UTC", "UTC"),
        ("Timeline from the logs (UTC)", "UTC"),
        ("Timeline & actions (UTC)", "UTC"),
        ("Timeline (IST, UTC+5:30)", "+05:30"),
        ("Timeline (UTC+5:30, IST)", "+05:30"),
        ("Timeline (UTC+5.5)", "+05:30"),
        ("Timeline (GMT-7)", "-07:00"),
        ("Timeline (UTC–07:00)", "-07:00"),
    ] {
        let markdown = format!("# Outage\n\n## {heading}\n\n- 2024-01-05 16:40 The alert fires.\n");
        check(&markdown, &[&format!("2024-01-05T16:40:00 {zone}")]);
        check_findings(&markdown, &[]);
    }
    check(
        "# Outage\n\n*All times are IST (UTC+5:30).*\n\n## Timeline\n\n- 2024-01-05 16:40 The alert fires.\n",
        &["2024-01-05T16:40:00 +05:30"],
    );
    check(
        "# Outage\n\n## Timeline 2023-07-04\n\n| Time | What |\n| --- | --- |\n| 16:40 | a |\n| 16:50 | b |\n",
        &["2023-07-04T16:40:00 -", "2023-07-04T16:50:00 -"],
    );
}

#[test]
fn what_looks_like_a_zone_and_is_none_is_named() {
    for name in ["Foo/Bar", "America/NewYork", "GMT+25", "UTC+99", "Middle Earth Standard Time"] {
        let markdown = format!(
            "# Outage\n\n## Timeline ({name})\n\n- 2024-05-21 16:40 The alert fires.\n- 2024-05-21 16:50 b\n"
        );
        let review = read(None, &markdown);
        let found = review.findings(Want::Fixes);
        let said: Vec<&str> =
            found.iter().filter(|it| it.rule.id.starts_with("timeline/")).map(|it| &*it.message).collect();
        assert_eq!(
            said,
            [format!("“{name}” is no zone that is known here; which one is meant?")],
            "{markdown}"
        );
    }
    // Nothing that merely has a slash or a capital.
    check_findings(
        "# Outage\n\n## Timeline (Frontend/API)\n\n- 2024-05-21 16:40 UTC The alert fires.\n",
        &[],
    );
}

#[test]
fn a_zone_stated_for_all_times_reaches_lists_elsewhere() {
    check(
        "# Outage of 2024-05-21\n\n## Timeline (All times UTC)\n\n- 16:40 a\n- 16:50 b\n\n## Resolution\n\n- 17:00 c\n- 17:10 d\n- 17:20 e\n",
        &[
            "2024-05-21T16:40:00 UTC",
            "2024-05-21T16:50:00 UTC",
            "2024-05-21T17:00:00 UTC",
            "2024-05-21T17:10:00 UTC",
            "2024-05-21T17:20:00 UTC",
        ],
    );
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
fn a_year_is_no_time_of_day() {
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 2019: The billing module is written.\n- 2021: A cache is added in front of it.\n- 2024-05-21 16:40 The alert fires.\n",
        &["- -", "- -", "2024-05-21T16:40:00 UTC"],
    );
    check_findings(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 2019: The billing module is written.\n- 2021: A cache is added in front of it.\n- 2024-05-21 16:40 The alert fires.\n",
        &[],
    );
    check(
        "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 1958 a\n- 2004 b\n- 2110 c\n",
        &["2024-05-21T19:58:00 UTC", "2024-05-21T20:04:00 UTC", "2024-05-21T21:10:00 UTC"],
    );
}

#[test]
fn stamps_are_read_behind_whatever_stands_before_them() {
    check_texts(
        "# Outage of 2023-07-04\n\n## Timeline (UTC)\n\n- 🔴 2023-07-04 16:40 The alert fires.\n- 16:50 Ada rolls back.\n- 🟢 17:00 Errors stop.\n- :white_check_mark: **17:10** All is well.\n",
        &[
            "2023-07-04T16:40:00 UTC The alert fires.",
            "2023-07-04T16:50:00 UTC Ada rolls back.",
            "2023-07-04T17:00:00 UTC Errors stop.",
            "2023-07-04T17:10:00 UTC All is well.",
        ],
    );
    check(
        "# Outage of 2023-07-04\n\n## Timeline (UTC)\n\n> - 16:40 The alert fires.\n> - 16:50 Ada rolls back.\n",
        &["2023-07-04T16:40:00 UTC", "2023-07-04T16:50:00 UTC"],
    );
    check(
        "# Outage of 2023-07-04\n\n## Timeline (UTC)\n\n### 🔴 16:40\n\nThe alert fires.\n\n### 🟢 17:00\n\nErrors stop.\n",
        &["2023-07-04T16:40:00 UTC", "2023-07-04T17:00:00 UTC"],
    );
    check_texts(
        "# Outage of 2023-07-04\n\n## Timeline (UTC)\n\n| Event | Time |\n| --- | --- |\n| The alert fires | 16:40 |\n| Errors stop | 17:00 |\n",
        &["2023-07-04T16:40:00 UTC The alert fires", "2023-07-04T17:00:00 UTC Errors stop"],
    );
    check_texts(
        "# Outage of 2023-07-04\n\n## Timeline (UTC)\n\n- **Detection (16:40)**: The alert fires.\n- Errors stop (17:00).\n",
        &["2023-07-04T16:40:00 UTC The alert fires.", "2023-07-04T17:00:00 UTC Errors stop"],
    );
}

#[test]
fn bullets_below_a_stamp_of_its_own_are_entries_of_it() {
    check_texts(
        "# Bug\n\n## Timeline (UTC)\n\n2019-08-09:\n* The fuzzer reports a timeout.\n* Ada opens a ticket.\n\n**2019-10-08**\n\n* Ben prepares the branches.\n* 11:20 v1.2 is pushed.\n* The advisory is published.\n",
        &[
            "2019-08-09 - The fuzzer reports a timeout.",
            "2019-08-09 - Ada opens a ticket.",
            "2019-10-08 - Ben prepares the branches.",
            "2019-10-08T11:20:00 UTC v1.2 is pushed.",
            "2019-10-08 - The advisory is published.",
        ],
    );
    check_texts(
        "# Outage of 2023-07-04\n\n## Timeline\n\n16:40 UTC:\n\n- The alert fires.\n- Ada is paged.\n\n16:50 UTC:\n\n- Errors stop.\n",
        &[
            "2023-07-04T16:40:00 UTC The alert fires.",
            "2023-07-04T16:40:00 UTC Ada is paged.",
            "2023-07-04T16:50:00 UTC Errors stop.",
        ],
    );
}

#[test]
fn a_table_of_numbers_is_no_timeline() {
    check(
        "# Outage\n\n## Impact\n\n| score | hits | line |\n| --- | --- | --- |\n| 0.55 | 3 | 1 |\n| 0.21 | 4 | 2 |\n| 0.09 | 5 | 3 |\n| 1.20 | 5 | 3 |\n",
        &[],
    );
}

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

/// The text after the first action of that name.
#[track_caller]
fn check_action(markdown: &str, title: &str, expected: &str) {
    let review = read(None, markdown);
    let found = review.findings(Want::Fixes);
    let fix = found.iter().flat_map(|finding| &finding.fixes).find(|fix| fix.title == title);
    let edits = fix.map(|fix| fix.edits.clone()).unwrap_or_default();
    assert_eq!(askhow_document::apply_edits(markdown, &edits), expected, "{markdown}");
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
fn two_writings_of_a_span_are_compared_at_both_ends() {
    check_findings(
        "# Outage of 2024-05-21\n\n## Timeline\n\n- **16:00-17:50 UTC / 09:00-10:20 PDT**: Slower\n- 16:00-17:50 UTC / 09:00-10:50 PDT: Slower still\n- 18:00–19:50 UTC (20:00–21:40 CEST): Better\n",
        &[
            "timeline/zone-conflict 16:00-17:50 UTC / 09:00-10:20 PDT",
            "timeline/zone-conflict 18:00–19:50 UTC (20:00–21:40 CEST)",
        ],
    );
    check_findings(
        "# Outage of 2024-05-21\n\n## Timeline\n\n- 23:30 - 00:50 UTC / 16:30-17:50 PDT: Slower\n- 2024-05-22 01:00–02:00 UTC (03:00–04:00 CEST): Better\n",
        &[],
    );
    check_action(
        "# Outage of 2024-05-21\n\n## Timeline\n\n- 16:00-17:50 UTC / 09:00-10:20 PDT: Slower\n",
        "Write 10:50 PDT",
        "# Outage of 2024-05-21\n\n## Timeline\n\n- 16:00-17:50 UTC / 09:00-10:50 PDT: Slower\n",
    );
}

#[test]
fn a_zone_of_several_meanings_is_named_where_it_stands() {
    for (markdown, written) in [
        (
            "# Outage of 2024-05-21\n\nAll times in CST (from the logs).\n\n## Timeline\n\n- 16:00 a\n- 17:00 b\n",
            "CST",
        ),
        ("# Outage of 2024-05-21\n\n## Timeline (CST)\n\n- 16:00 a\n- 17:00 b\n", "CST"),
        (
            "# Outage of 2024-05-21\n\n## Timeline\n\nNote: *all times are CST*.\n\n- 16:00 a\n- 17:00 b\n",
            "CST",
        ),
        (
            "# Outage of 2024-05-21\n\n## Timeline\n\n| Time (CST) | What |\n|---|---|\n| 16:00 | a |\n| 17:00 | b |\n",
            "CST",
        ),
        ("# Outage\n\n## Timeline\n\n**2024-05-21 (CST)**\n\n- 16:00 a\n- 17:00 b\n", "CST"),
        ("# Outage\n\n## Timeline\n\n### 21 May 2024, CST\n\n- 16:00 a\n- 17:00 b\n", "CST"),
        ("---\ntimezone: CST\n---\n\n# Outage of 2024-05-21\n\n## Timeline\n\n- 16:00 a\n- 17:00 b\n", "CST"),
        ("# Outage of 2024-05-21\n\n## Timeline\n\n- 16:00 CST a\n- 17:00 b\n", "CST"),
    ] {
        let expected = markdown.replace(written, "UTC-06:00");
        check_action(markdown, "Write UTC-06:00 (US Central)", &expected);
    }
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
fn times_behind_what_happened_leave_nothing_of_themselves_in_the_text() {
    check_texts(
        "# Mail late on 2024-05-21\n\n## Timeline (UTC)\n\n- The alert fires (16:40).\n- Ada is paged [16:45]\n- Ada rolls back (2024-05-21 16:50)\n- Errors stop (at 17:00 UTC).\n",
        &[
            "2024-05-21T16:40:00 UTC The alert fires",
            "2024-05-21T16:45:00 UTC Ada is paged",
            "2024-05-21T16:50:00 UTC Ada rolls back",
            "2024-05-21T17:00:00 UTC Errors stop",
        ],
    );
    check_texts(
        "# Mail late\n\n## Timeline\n\n| # | Event | Date | Time (CEST) | Who |\n|---|---|---|---|---|\n| 1 | The alert fires | 2024-05-21 | 16:40 | Ada |\n| 2 | Ben is paged | 2024-05-21 | 16:45 | Ben |\n",
        &[
            "2024-05-21T16:40:00 +02:00 The alert fires | Ada",
            "2024-05-21T16:45:00 +02:00 Ben is paged | Ben",
        ],
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
fn numbered_thoughts_about_a_timeline_wait_for_no_times() {
    check_findings(
        "# Outage\n\n## Establishing the timeline\n\nThere are two causes:\n\n1. The disk was full.\n2. The alert was silent.\n",
        &[],
    );
    check_findings(
        "# Outage\n\n## Timeline\n\n1. The disk fills.\n2. The alert fires.\n",
        &["timeline/unstamped The disk fills."],
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
fn the_sentence_below_a_day_of_its_own_is_what_happened() {
    let markdown = "# Outage of 2024-02-03\n\n## Timeline (UTC)\n\n**February 3, 2024**\n\n- 14:05 - The alert fires.\n\n**April 9, 2024:**\n\nThe vendor publishes a fix.\n\n**April 12, 2024:**\n\n- 13:20 - We update.\n\n**May 1, 2024**\n\n## Risks\n\nNone is known.\n";
    let review = read(None, markdown);
    let timeline = &review.timelines[0];
    let texts: Vec<String> = (0..timeline.lines.len())
        .filter(|line| timeline.rows()[*line].role == askhow_timeline::Role::Entry)
        .filter_map(|line| askhow_review::EntryText::of(&review, timeline, line))
        .map(|said| said.words)
        .collect();
    assert_eq!(texts, ["The alert fires.", "The vendor publishes a fix.", "We update.", ""]);
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
fn a_time_of_the_summary_that_is_an_entrys_tells_its_zone() {
    let review = |told: &str| {
        format!(
            "# Runs fail on 2024-07-29\n\n## Summary\n\nUsers saw errors. {told}\n\n## Timeline\n\n- 16:31 A deploy begins.\n- 17:46 A user writes in.\n"
        )
    };
    for told in
        ["A user wrote in at 17:46 UTC.", "It began (16:31 UTC) with a deploy.", "From 16:31 to 17:46 UTC."]
    {
        check(&review(told), &["2024-07-29T16:31:00 UTC", "2024-07-29T17:46:00 UTC"]);
    }
    for told in [
        "The office in Berlin opens at 09:00 CEST.",
        "A user wrote in at 17:46.",
        "A user wrote in at 17:46 UTC, the deploy began at 16:31 PDT.",
    ] {
        check(&review(told), &["2024-07-29T16:31:00 -", "2024-07-29T17:46:00 -"]);
    }
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
fn two_times_of_one_cell_and_days_to_days_are_read_whole() {
    check_texts(
        "# Nodes restart, 2024-06-18\n\n## Timeline (UTC)\n\n| When | What |\n| --- | --- |\n| 06-12 → 06-18 | The setting waits. |\n| 06-18 05:16 / 06:16 | Two nodes restart. |\n| 06-18 05:36 | A repair fails. |\n",
        &[
            "2024-06-12 - The setting waits.",
            "2024-06-18T05:16:00 UTC Two nodes restart.",
            "2024-06-18T05:36:00 UTC A repair fails.",
        ],
    );
    let review =
        read(None, "# Slow\n\n## Timeline (UTC)\n\n- 2023-12-30 → 2024-01-02: a\n- 2024-01-02 05:16 b\n");
    let last = review.timelines[0].timeline.readings()[0].last;
    assert_eq!(last.map(|day| day.to_string()).as_deref(), Some("2024-01-02"));
}

#[test]
fn the_nearest_place_above_an_entry_says_its_zone() {
    // A heading below a sentence, and the section beside it.
    check(
        "# Outage\n\n## Timeline\n\n- 2024-01-08 21:00 UTC The deploy starts.\n\nAll times in UTC.\n\n### 2024-01-09 (CEST)\n\n- 10:00 An alert fires.\n\n### 2024-01-10\n\n- 11:00 A fix is out.\n",
        &["2024-01-08T21:00:00 UTC", "2024-01-09T10:00:00 +02:00", "2024-01-10T11:00:00 UTC"],
    );
    // A sentence below that heading is nearer.
    check(
        "# Outage\n\n## Timeline\n\n- 2024-01-08 21:00 UTC The deploy starts.\n\n### 2024-01-09 (CEST)\n\nAll times in UTC.\n\n- 10:00 An alert fires.\n",
        &["2024-01-08T21:00:00 UTC", "2024-01-09T10:00:00 UTC"],
    );
    // A row for a day.
    check(
        "# Outage\n\n## Timeline\n\n- 2024-01-08 21:00 UTC The deploy starts.\n\nAll times in UTC.\n\n| Time | What |\n| - | - |\n| 2024-01-09 (CEST) | |\n| 10:00 | An alert fires |\n",
        &["2024-01-08T21:00:00 UTC", "2024-01-09T10:00:00 +02:00"],
    );
    // What another section says ends with it, and what was said around both goes on.
    check(
        "# Outage\n\n## Timeline\n\n- 2024-01-08 21:00 UTC The deploy starts.\n\nAll times in CET.\n\n### Support\n\nAll times in UTC.\n\n- 2024-01-09 10:00 A call comes.\n\n### Team of the queue\n\n- 2024-01-09 10:30 The queue is drained.\n",
        &["2024-01-08T21:00:00 UTC", "2024-01-09T10:00:00 UTC", "2024-01-09T10:30:00 +01:00"],
    );
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

/// The line that the first preferred fix of this rule puts in.
#[track_caller]
fn check_stub(markdown: &str, expected: &str) {
    let review = read(None, markdown);
    let found = review.findings(Want::Fixes);
    let quiet = found.iter().find(|finding| finding.rule.id == "timeline/quiet").expect("is asked");
    let fix = quiet.fixes.iter().find(|fix| fix.preferred).expect("is offered");
    let stubs: Vec<&str> = fix.edits.iter().map(|edit| edit.new_text.trim()).collect();
    assert_eq!(stubs, [expected], "{markdown}");
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
fn a_note_in_brackets_behind_a_time_is_of_its_stamp() {
    check_texts(
        "# Queue stuck 2026-07-03\n\n## Timeline\n\n- 09:00 (3 July, UTC) lag grows\n- **09:10 (07-03, UTC)**: more lag\n- 09:20 (UTC, approx.) Kim looks\n- 09:30z (3rd) Raj looks\n- 00:40z (the 4th): all is well\n",
        &[
            "2026-07-03T09:00:00 UTC lag grows",
            "2026-07-03T09:10:00 UTC more lag",
            "2026-07-03T09:20:00 UTC Kim looks",
            "2026-07-03T09:30:00 UTC Raj looks",
            "2026-07-04T00:40:00 UTC all is well",
        ],
    );
    check_texts(
        "# Queue stuck 2026-07-03\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 22:40 (approx) | lag grows |\n| 10:10 (next day) | Kim looks |\n| 10:20 (+1) | Raj looks |\n| ~10:25 (est.) | all is well |\n| 10:40 +1d | notes |\n",
        &[
            "2026-07-03T22:40:00 UTC lag grows",
            "2026-07-04T10:10:00 UTC Kim looks",
            "2026-07-04T10:20:00 UTC Raj looks",
            "2026-07-04T10:25:00 UTC all is well",
            "2026-07-04T10:40:00 UTC notes",
        ],
    );
    check_findings(
        "# Queue stuck 2026-07-03\n\n## Timeline (UTC)\n\n- 10:00 lag grows\n- 10:10 (next day) Kim looks\n- 09:20 (next day) Raj looks\n",
        &[],
    );
    // What counts something, or goes on, is text.
    check_texts(
        "# Queue stuck 2026-07-03\n\n## Timeline (UTC)\n\n- 09:00 (3/4) pods are up\n- 09:10 (3rd attempt) Kim looks\n- 09:20 (approx 40 hosts) down\n- 09:30 (+1 host) down\n",
        &[
            "2026-07-03T09:00:00 UTC (3/4) pods are up",
            "2026-07-03T09:10:00 UTC (3rd attempt) Kim looks",
            "2026-07-03T09:20:00 UTC (approx 40 hosts) down",
            "2026-07-03T09:30:00 UTC (+1 host) down",
        ],
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
fn a_small_z_is_utc() {
    check_texts(
        "# Queue stuck 2026-05-12\n\n## Timeline\n\n- ~16:00z lag grows\n- 16:27→16:30z Kim looks\n- 16:40z all is well\n",
        &[
            "2026-05-12T16:00:00 UTC lag grows",
            "2026-05-12T16:27:00 UTC Kim looks",
            "2026-05-12T16:40:00 UTC all is well",
        ],
    );
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
fn the_zone_of_a_later_day_line_leaves_the_days_above_alone() {
    check(
        "# Login\n\n## Timeline (CEST)\n\n**7 May 2024**\n\n- 09:12 a\n\n**8 May 2024 (UTC)**\n\n- 08:00 b\n\n**9 May 2024**\n\n- 08:30 c\n",
        &["2024-05-07T09:12:00 +02:00", "2024-05-08T08:00:00 UTC", "2024-05-09T08:30:00 +02:00"],
    );
    check(
        "# Login\n\n## Timeline\n\n7 May 2024\n\n- 09:12 a\n\n*8 May 2024, all times UTC*\n\n- 08:00 b\n",
        &["2024-05-07T09:12:00 -", "2024-05-08T08:00:00 UTC"],
    );
    // A sentence below the entries is still said of all of them.
    check(
        "# Login 2024-05-07\n\n## Timeline\n\n- 09:12 a\n- 09:20 b\n\nAll times are in UTC.\n",
        &["2024-05-07T09:12:00 UTC", "2024-05-07T09:20:00 UTC"],
    );
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
fn a_number_in_the_name_of_a_file_is_no_year() {
    let markdown = "# Login\n\n## Timeline (UTC)\n\n- Nov 28, 23:00 a\n";
    for path in ["INC2021-notes.md", "INC2031-notes.md", "b2027_0.md"] {
        check_file(path, markdown, &["--11-28T23:00 UTC"]);
    }
    check_file("PM2020-003.md", markdown, &["2020-11-28T23:00:00 UTC"]);
    check_file("2025_login.md", markdown, &["2025-11-28T23:00:00 UTC"]);
}

#[test]
fn a_zone_is_read_where_it_is_named() {
    let two = |above: &str, zone: &str| {
        check(
            &format!("# Login 2024-05-07\n\n## Timeline{above}\n\n- 22:00 a\n- 22:10 b\n"),
            &[&*format!("2024-05-07T22:00:00 {zone}"), &*format!("2024-05-07T22:10:00 {zone}")],
        );
    };
    two(" (all times in local/CEST)", "+02:00");
    two(" (times: Berlin / CEST)", "+02:00");
    two("\n\nTimes are local (Warsaw, CEST).", "+02:00");
    two("\n\n> **Note:** all timestamps are given in Central European Summer Time.", "+02:00");
    two("\n\n> all times UTC+1", "+01:00");
    // What somebody else wrote about other times is not said of these.
    two("\n\n> The dashboard is in UTC.", "-");
    check(
        "# Login 2024-05-07\n\n## Timeline\n\n| 6 May 2024, CEST | |\n|---|---|\n| 22:00 | a |\n| 22:10 | b |\n",
        &["2024-05-06T22:00:00 +02:00", "2024-05-06T22:10:00 +02:00"],
    );
    check(
        "# Login 2024-05-07\n\n## Timeline\n\n| Event | When / CEST |\n|---|---|\n| a | 22:00 |\n| b | 22:10 |\n",
        &["2024-05-07T22:00:00 +02:00", "2024-05-07T22:10:00 +02:00"],
    );
    check_texts(
        "# Login 2024-02-07\n\n## Timeline\n\n| Day | Clock | TZ | What |\n|---|---|---|---|\n| 7 Feb | 22:00 | CET | lag |\n| 7 Feb | 22:10 | CET | more |\n",
        &["2024-02-07T22:00:00 +01:00 lag", "2024-02-07T22:10:00 +01:00 more"],
    );
    // Somebody's initials.
    check_texts(
        "# Login 2024-02-07\n\n## Timeline\n\n| Clock | Who | What |\n|---|---|---|\n| 22:00 | ART | lag |\n",
        &["2024-02-07T22:00:00 - ART | lag"],
    );
    check(
        "# Login 2024-02-07\n\n## Timeline\n\n- 2024-02-09 (all CET)\n  - 22:00 a\n  - 22:10 b\n",
        &["2024-02-09T22:00:00 +01:00", "2024-02-09T22:10:00 +01:00"],
    );
}

#[test]
fn utc_is_not_offered_where_another_zone_is_named() {
    let offers = |above: &str| {
        let markdown = format!("# Login 2024-05-07\n\n## Timeline{above}\n\n- 22:00 a\n- 22:10 b\n");
        let review = read(None, &markdown);
        let found = review.findings(Want::Fixes);
        let finding = found.iter().find(|finding| finding.rule.id == "timeline/no-zone").expect("is said");
        finding.fixes.iter().any(|fix| fix.title.starts_with("State"))
    };
    for above in [
        "\n\nNote: timestamps below are taken from Grafana, which is set to Asia/Tokyo.",
        "\n\nUnless noted, everything is in Pacific time.",
        "\n\nAll of these are in Sydney local time.",
        "\n\nTimes: Lisbon.",
        "\n\n_(Zeitangaben in MESZ)_",
    ] {
        assert!(!offers(above), "{above}");
    }
    for above in
        ["", "\n\nWe tell what the team in Berlin saw.", "\n\nThe NOC and the SRE of the CDN worked on it."]
    {
        assert!(offers(above), "{above}");
    }
}

#[test]
fn a_column_of_offsets_counts_from_the_start() {
    for head in ["Elapsed", "T+", "Elapsed (hh:mm)"] {
        let markdown = format!(
            "# Login\n\n- **Incident Start**: 2024-05-06 10:00 UTC\n\n## Timeline\n\n| {head} | What |\n|---|---|\n| 00:00 | a |\n| 00:07 | b |\n| 00:20 | c |\n"
        );
        check(&markdown, &["2024-05-06T10:00:00 UTC", "2024-05-06T10:07:00 UTC", "2024-05-06T10:20:00 UTC"]);
        check_findings(&markdown, &[]);
    }
    check(
        "# Login\n\n- **Incident Start**: 2024-05-06 10:00 UTC\n\n## Timeline\n\n| Time | Elapsed | What |\n|---|---|---|\n| 10:00 | 00:00 | a |\n",
        &["2024-05-06T10:00:00 UTC"],
    );
    check_texts(
        "# Login\n\n- **Incident Start**: 2024-05-06 10:00 UTC\n\n## Timeline\n\n- T+1h05 a\n- T+1h10 b\n",
        &["2024-05-06T11:05:00 UTC a", "2024-05-06T11:10:00 UTC b"],
    );
}

#[test]
fn a_bound_is_a_time_that_is_not_known_well() {
    check_texts(
        "# Login 2024-05-06\n\n## Timeline (UTC)\n\n- 10:50 a\n- after 10:55 b\n- before 11:00 c\n- ca 11:05 d\n- Until 11:25 e\n",
        &[
            "2024-05-06T10:50:00 UTC a",
            "2024-05-06T10:55:00 UTC b",
            "2024-05-06T11:00:00 UTC c",
            "2024-05-06T11:05:00 UTC d",
            "2024-05-06T11:25:00 UTC e",
        ],
    );
    check_texts(
        "# Login 2024-05-06\n\n## Timeline (UTC)\n\n* **Start [09:01]** – alert\n* **Page [09:05]**: Kim\n* **End (09:11)**: ok\n",
        &["2024-05-06T09:01:00 UTC alert", "2024-05-06T09:05:00 UTC Kim", "2024-05-06T09:11:00 UTC ok"],
    );
    // Figures of a table are no times of a timeline.
    check(
        "# Login 2024-05-06\n\n| run | p50 |\n|---|---|\n| 1 | 1.20 |\n| 2 | 1.30 |\n| 3 | 1.40 |\n\n- 09:00 a\n- 09:01 b\n- 09:02 c\n",
        &["2024-05-06T09:00:00 -", "2024-05-06T09:01:00 -", "2024-05-06T09:02:00 -"],
    );
}

#[test]
fn silence_is_measured_from_the_end_of_a_span_further_up() {
    let markdown = "# Login 2024-05-06\n\n## Timeline (UTC)\n\n- 09:00 x\n- 09:05 y\n- 09:10-12:00 a\n- 09:40 b\n- 13:00 c\n- 13:05 d\n";
    check_stub(markdown, "- ~12:30 …");
    check_findings(&markdown.replace("13:0", "12:1"), &[]);
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
fn the_words_of_a_row_stand_on_both_sides_of_its_time() {
    let head =
        "# A bad package\n\n## Timeline\n\n| Key Action(s) | Timestamp | Description |\n|---|---|---|\n";
    let rows = "| Discovery | February 19, 2026 08:14 UTC | **Ada** reads the report. |\n| Report | February 19, 2026 | The team is told. |\n| Release | November 25 2026 | 3.1.1 is out. |\n";
    check_texts(
        &format!("{head}{rows}"),
        &[
            "2026-02-19T08:14:00 UTC Discovery | Ada reads the report.",
            "2026-02-19 - Report | The team is told.",
            "2026-11-25 - Release | 3.1.1 is out.",
        ],
    );
    let markdown = format!("{head}{rows}");
    let review = read(None, &markdown);
    let said = askhow_review::EntryText::of(&review, &review.timelines[0], 0).unwrap();
    let actor = said.words.find("Ada").map(|at| askhow_document::Span::new(at, at + 3)).unwrap();
    assert_eq!(said.place(actor).of(&markdown), "Ada");
    let texts: Vec<&str> = said.spans.iter().map(|span| span.of(&markdown).trim()).collect();
    assert_eq!(texts[0], "Discovery");
    assert!(texts[1].starts_with("**Ada** reads the report."), "{texts:?}");
}

#[test]
fn rows_with_a_day_alone_are_entries_where_their_column_is_one_of_times() {
    let table = |head: &str| {
        format!(
            "# A flaw\n\n## Timeline\n\n| Step | {head} | What |\n|---|---|---|\n| Initial report | February 19, 2026 | Ada writes in. |\n| Patch | February 21, 2026 | A fix is made. |\n"
        )
    };
    for head in ["Timestamp", "Date", "When", "Time (UTC)", "**Date and time**"] {
        let markdown = table(head);
        check(&markdown, &["2026-02-19 -", "2026-02-21 -"]);
        check_findings(&markdown, &[]);
    }
    for head in ["Due", "Version", "Due date", "Time to fix"] {
        check(&table(head), &[]);
    }
    // Elsewhere a table with days is no timeline.
    check(&table("Date").replace("## Timeline", "## Releases"), &[]);
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

#[test]
fn quotations_below_a_bold_day_are_its_entries() {
    let head =
        "# Release 1.6\n\n**Date:** 2017-03-28\n\n## Timeline\n\nAll times are in 24-hour PST8PDT.\n\n";
    let body = "**2017/03/08**\n\n> 13:44 Pip fixes the regression, but\n> the job still fails\n\n**2017/03/13**\n\n> 11:27 Pip turns the test off\n>\n> Over the next days nothing happens.\n>\n> 12:01 Pip finds the cause\n";
    check_texts(
        &format!("{head}{body}"),
        &[
            "2017-03-08T13:44:00 America/Los_Angeles Pip fixes the regression, but",
            "2017-03-13T11:27:00 America/Los_Angeles Pip turns the test off",
            "2017-03-13T12:01:00 America/Los_Angeles Pip finds the cause",
        ],
    );
    let review = read(None, &format!("{head}{body}"));
    let instants: Vec<String> = review.timelines[0]
        .timeline
        .readings()
        .iter()
        .filter_map(|it| it.instant)
        .map(|it| it.to_string())
        .collect();
    // By season.
    assert_eq!(instants, ["2017-03-08T21:44:00Z", "2017-03-13T18:27:00Z", "2017-03-13T19:01:00Z"]);
    // Chat stays a quotation: of several lines, or below what happened.
    for body in [
        "**2017/03/08**\n\n> 13:44 pip: it fails\n> 13:45 kim: I see\n",
        "**2017/03/08**\n\nWhat we wrote:\n\n> 13:44 pip: it fails\n",
    ] {
        let markdown = format!("{head}{body}");
        let days = entries(&read(None, &markdown), false);
        assert!(days.iter().all(|entry| !entry.contains("13:4")), "{markdown}{days:?}");
    }
    check(
        &format!(
            "{head}- 2017-03-08 13:40 It fails.\n\n> 13:44 pip: it fails\n\n- 2017-03-08 13:50 Pip looks.\n"
        ),
        &["2017-03-08T13:40:00 America/Los_Angeles", "2017-03-08T13:50:00 America/Los_Angeles"],
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
