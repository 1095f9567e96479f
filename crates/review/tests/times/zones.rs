//! Which zone the times of an entry are in.

use crate::*;

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
fn a_time_of_the_title_that_is_an_entrys_tells_its_zone() {
    let entries =
        "## Timeline\n\n- 2021-10-08 23:01 ::: Workers stop.\n- 2021-10-09 02:40 ::: Workers are back.\n";
    let utc = ["2021-10-08T23:01:00 UTC", "2021-10-09T02:40:00 UTC"];
    check(&format!("# Outage of the workers 2021-10-08 23:01 - 2021-10-09 02:40 UTC\n\n{entries}"), &utc);
    check(&format!("# Outage of the workers (2021-10-08, 23:01 UTC)\n\n{entries}"), &utc);
    // Another moment is no entry's.
    let none = ["2021-10-08T23:01:00 -", "2021-10-09T02:40:00 -"];
    check(&format!("# Outage of the workers 2021-10-08, written at 09:00 UTC\n\n{entries}"), &none);
}

#[test]
fn all_times_of_a_list_go_to_another_zone() {
    let list = "# Outage of the queue, 2024-03-04\n\n## Timeline\n\n- 13:10 UTC An alert fires.\n- 13:15 UTC Ada is paged.\n- 14:30, 14:35 & 14:50 CET Alerts fire.\n- 14:02 UTC Ada looks.\n";
    check_action(
        list,
        "Write all in UTC",
        &list.replace("14:30, 14:35 & 14:50 CET", "13:30, 13:35 & 13:50 UTC"),
    );
    let named = list.replace("14:30, 14:35 & 14:50 CET", "14:30 CET, 14:35 CET and 14:50 CET");
    check_action(
        &named,
        "Write all in UTC",
        &list.replace("14:30, 14:35 & 14:50 CET", "13:30 UTC, 13:35 UTC and 13:50 UTC"),
    );
}

#[test]
fn a_zone_behind_several_times_is_that_of_all() {
    let lines = "# Outage of the queue, 2024-03-04\n\n## Timeline\n\n- 22:02, 22:07 PDT: Ben looks.\n- 22:10/22:11 PDT Ada looks.\n- 22:23 PDT, 22:24 PDT: Ben asks.\n- 23:50, 23:55 and 00:05 PDT: Alerts fire.\n";
    let times = ["22:02", "22:10", "22:23", "23:50"].map(|time| format!("2024-03-04T{time}:00 -07:00"));
    check(lines, &times.each_ref().map(String::as_str));
    check_findings(lines, &["timeline/quiet 23:50, 23:55 and 00:05 PDT"]);
    // Hours apart it is one moment twice.
    check_findings(
        "# Outage of the queue, 2024-03-04\n\n## Timeline (UTC)\n\n- 18:00 / 10:00 PST Ben looks.\n- 18:05 Ada looks.\n",
        &[],
    );
}

#[test]
fn of_times_that_are_not_read_as_a_list_none_is_written_otherwise() {
    let lines = "# Outage of the queue, 2024-03-04\n\n## Timeline (UTC)\n\n- 09:30 Ana\n- 10:02 am, 1:04 and 1:06 pm: Bo\n- 13:30 Cy\n- 13:40 Cy\n- 13:50 Cy\n";
    let review = read(None, lines);
    let fixes = review.findings(Want::Fixes).into_iter().flat_map(|finding| finding.fixes);
    let touched: Vec<String> = fixes
        .filter(|fix| fix.edits.iter().any(|edit| edit.span.of(lines).contains("10:02")))
        .map(|fix| fix.title)
        .collect();
    assert_eq!(touched, Vec::<String>::new());
}
