//! What entries are read as, with all that they inherit.

#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

/// Checks the local times of all lines of a timeline.
#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    let timeline = common::timeline(markdown);
    let read: Vec<String> =
        timeline.readings().iter().map(|reading| reading.local_text().unwrap_or_default()).collect();
    assert_eq!(read, expected, "{markdown}");
}

/// Checks the moments of all lines of a timeline.
#[track_caller]
fn check_instants(markdown: &str, expected: &[&str]) {
    let timeline = common::timeline(markdown);
    let read = timeline
        .readings()
        .iter()
        .map(|reading| reading.instant.map(|at| at.to_string()).unwrap_or_default());
    assert_eq!(read.collect::<Vec<_>>(), expected, "{markdown}");
}

/// Checks which rules say something, and at which line.
#[track_caller]
fn check_findings(markdown: &str, expected: &[(&str, usize)]) {
    let timeline = common::timeline(markdown);
    let found = timeline.findings();
    let found: Vec<(&str, usize)> = found.iter().map(|finding| (finding.rule.id, finding.line)).collect();
    assert_eq!(found, expected, "{markdown}{:#?}", timeline.findings());
}

#[test]
fn dates_are_inherited() {
    check("## Timeline 2019-03-25\n- 16:40 a\n- 17:00 b\n", &["2019-03-25T16:40:00", "2019-03-25T17:00:00"]);
    check("# Outage 2019-03-25\n## Timeline\n- 16:40 a\n", &["2019-03-25T16:40:00"]);
    check("## Timeline\n- 2019-03-25 16:40 a\n- 17:00 b\n", &["2019-03-25T16:40:00", "2019-03-25T17:00:00"]);
    check("## Timeline\n- 16:40 a\n", &["16:40:00"]);
    check(
        "# Outage of 2022\n## Timeline\n### 9 Jan 2022\n- 16:40 a\n### 10 Jan\n- 09:00 b\n",
        &["", "2022-01-09T16:40:00", "", "2022-01-10T09:00:00"],
    );
}

#[test]
fn midnight_passes_without_a_date() {
    check(
        "## Timeline (UTC) 2022-01-09\n- 23:50 a\n- 00:10 b\n- 00:20 c\n",
        &["2022-01-09T23:50:00", "2022-01-10T00:10:00", "2022-01-10T00:20:00"],
    );
    check_findings("## Timeline (UTC) 2022-01-09\n- 23:50 a\n- 00:10 b\n- 00:20 c\n", &[]);
    check_findings("## Timeline (UTC) 2022-01-09\n- 23:55 a\n- 07:00 b\n", &[]);
}

#[test]
fn several_entries_the_next_morning_are_one_finding() {
    let markdown =
        "## Timeline (UTC) 2022-01-09\n- 16:00 a\n- 17:00 b\n- 18:00 c\n- 09:00 d\n- 09:30 e\n- 10:00 f\n";
    check_findings(markdown, &[("timeline/order", 3)]);
    check(
        markdown,
        &[
            "2022-01-09T16:00:00",
            "2022-01-09T17:00:00",
            "2022-01-09T18:00:00",
            "2022-01-10T09:00:00",
            "2022-01-10T09:30:00",
            "2022-01-10T10:00:00",
        ],
    );
}

#[test]
fn one_slip_is_one_finding() {
    // A slip forward is the one that is named, not each entry after it.
    check_findings(
        "## Timeline (UTC)\n- 2022-02-02 16:00 a\n- 2022-02-20 16:10 b\n- 2022-02-02 16:20 c\n- 2022-02-02 16:30 d\n- 2022-02-02 16:35 e\n",
        &[("timeline/order", 1)],
    );
    check_findings(
        "## Timeline (UTC) 2022-02-02\n- 16:00 a\n- 20:10 b\n- 16:20 c\n- 16:30 d\n- 16:35 e\n",
        &[("timeline/order", 1)],
    );
    // Neighbours off by the same slip share one.
    check_findings(
        "## Timeline (UTC)\n- 2019-03-25 16:00 a\n- 2019-03-26 17:40 b\n- 2019-03-26 23:04 c\n- 2019-03-26 02:50 d\n- 2019-03-26 03:00 e\n",
        &[("timeline/order", 1)],
    );
}

#[test]
fn last_years_number_in_the_middle_is_mended_by_its_year() {
    let markdown = "## Timeline (UTC)\n- 2023-01-11 14:22 a\n- 2022-01-11 14:40 b\n- 2023-01-11 14:50 c\n";
    let timeline = common::timeline(markdown);
    let findings = timeline.findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].fixes[0].title, "Write 2023-01-11");
}

#[test]
fn an_order_without_a_year_rises() {
    check(
        "# Outage, March 26, 2019\n## Timeline (UTC)\n- [12-05 16:21] a\n- [03-20 16:46] b\n- [03-26 07:16] c\n",
        &["2018-12-05T16:21:00", "2019-03-20T16:46:00", "2019-03-26T07:16:00"],
    );
}

#[test]
fn a_clock_of_twelve_hours_is_read_as_rising() {
    let markdown = "## Timeline (UTC) 2022-02-02\n- 11.40 a\n- 12.56 b\n- 1.00 c\n- 1.30 d\n";
    check(
        markdown,
        &["2022-02-02T11:40:00", "2022-02-02T12:56:00", "2022-02-02T13:00:00", "2022-02-02T13:30:00"],
    );
    check_findings(markdown, &[("timeline/order", 2)]);
}

#[test]
fn zones_give_moments() {
    check_instants("## Timeline (UTC)\n- 2019-03-25 16:40 a\n", &["2019-03-25T16:40:00Z"]);
    check_instants("## Timeline\n- 2019-03-25 16:40 PST a\n", &["2019-03-25T23:40:00Z"]);
    check_instants("## Timeline\n- 2019-01-25 16:40 PST a\n", &["2019-01-26T00:40:00Z"]);
    check_instants("## Timeline (Europe/Berlin)\n- 2019-07-25 16:40 a\n", &["2019-07-25T14:40:00Z"]);
    check_instants("## Timeline\n- 2019-07-25 16:40 a\n", &[""]);
    // What the first time says is said of those behind it, where no other zone is written.
    check_instants(
        "## Timeline\n- 2019-07-25 16:40 UTC a\n- 16:50 b\n",
        &["2019-07-25T16:40:00Z", "2019-07-25T16:50:00Z"],
    );
    check_instants(
        "## Timeline\n- 2019-07-25 16:40 a\n- 16:50 b\n- 16:55 UTC c\n",
        &["", "", "2019-07-25T16:55:00Z"],
    );
    check_instants("## Timeline\n- 2019-07-25 16:40 IST a\n", &[""]);
}

#[test]
fn behind_midnight_in_another_zone_the_day_is_the_one_it_is_there() {
    let list = |times: &[&str]| -> String {
        let rows = times.iter().map(|time| format!("- {time} somebody looks\n"));
        std::iter::once("## Timeline\n".to_owned()).chain(rows).collect()
    };
    let text =
        list(&["2025-10-14 21:50 UTC", "00:40 CEST", "22:50 UTC", "01:10 CEST", "23:30 UTC", "00:10 UTC"]);
    check_instants(
        &text,
        &[
            "2025-10-14T21:50:00Z",
            "2025-10-14T22:40:00Z",
            "2025-10-14T22:50:00Z",
            "2025-10-14T23:10:00Z",
            "2025-10-14T23:30:00Z",
            "2025-10-15T00:10:00Z",
        ],
    );
    let timeline = common::timeline(&text);
    let found: Vec<_> = timeline.findings().iter().map(|finding| finding.rule.id).collect();
    assert!(found.iter().all(|rule| *rule == "timeline/mixed-zone"), "{found:?}");
    let text = list(&["2025-10-14 21:50 UTC", "14:55 PDT", "00:20 UTC", "17:30 PDT"]);
    check_instants(
        &text,
        &["2025-10-14T21:50:00Z", "2025-10-14T21:55:00Z", "2025-10-15T00:20:00Z", "2025-10-15T00:30:00Z"],
    );
    // One that is too early is so in its own zone.
    let text = list(&["2025-10-14 21:50 UTC", "23:55 CEST", "00:30 CEST", "22:10 UTC", "00:40 CEST"]);
    check_instants(
        &text,
        &[
            "2025-10-14T21:50:00Z",
            "2025-10-14T21:55:00Z",
            "2025-10-14T22:30:00Z",
            "2025-10-14T22:10:00Z",
            "2025-10-14T22:40:00Z",
        ],
    );
}

#[test]
fn of_two_evenings_behind_midnight_the_near_one_is_meant() {
    check(
        "## Timeline (UTC) 2022-01-09\n- 23:50 a\n- 00:30 b\n- 23:55 c\n- 00:40 d\n",
        &["2022-01-09T23:50:00", "2022-01-10T00:30:00", "2022-01-09T23:55:00", "2022-01-10T00:40:00"],
    );
}

#[test]
fn ends_of_spans_may_lie_behind_midnight() {
    let timeline = common::timeline("## Timeline (UTC)\n- 2019-03-25 23:15-00:30 a\n");
    assert_eq!(timeline.readings()[0].end.unwrap().to_string(), "2019-03-26T00:30:00Z");
}

#[test]
fn bare_digits_count_among_their_like_only() {
    check(
        "## Timeline (UTC) 2019-03-25\n- 1640 a\n- 1650 b\n",
        &["2019-03-25T16:40:00", "2019-03-25T16:50:00"],
    );
    check(
        "## Timeline (UTC) 2019-03-25\n- 16:40 a\n- 1650 hosts reboot\n- 17:00 c\n",
        &["2019-03-25T16:40:00", "", "2019-03-25T17:00:00"],
    );
    check(
        "## Timeline (UTC) 2022-02-02\n- 2022-02-02 1625: a\n- 2022-02-02 1650: b\n",
        &["2022-02-02T16:25:00", "2022-02-02T16:50:00"],
    );
}

#[test]
fn unknown_times_stay_unknown() {
    check("## Timeline (UTC)\n- 2019-12-03 --:-- a\n- 2019-12-03 14:?? b\n- ??:?? c\n", &["", "", ""]);
}

#[test]
fn a_long_year_is_that_of_its_neighbours() {
    check(
        "## Timeline (UTC)\n- 2020-01-15 12:00 a\n- 20202-01-16 12:00 b\n- 2020-01-17 12:00 c\n",
        &["2020-01-15T12:00:00", "2020-01-16T12:00:00", "2020-01-17T12:00:00"],
    );
}

#[test]
fn a_night_dated_a_day_late_keeps_its_year() {
    let markdown = "# Outage, March 26, 2019\n## Timeline (UTC)\n- [12-05 16:21] a\n- [03-25 16:46] b\n- [03-26 17:40] c\n- [03-26 23:04] d\n- [03-26 02:50] e\n- [03-26 07:16] f\n";
    check_findings(markdown, &[("timeline/order", 2)]);
    assert_eq!(common::timeline(markdown).findings()[0].fixes[0].title, "Write 2019-03-25 in all 2");
    check(
        markdown,
        &[
            "2018-12-05T16:21:00",
            "2019-03-25T16:46:00",
            "2019-03-26T17:40:00",
            "2019-03-26T23:04:00",
            "2019-03-26T02:50:00",
            "2019-03-26T07:16:00",
        ],
    );
}

#[test]
fn a_date_said_of_all_events_comes_back_behind_a_dated_one() {
    check(
        "## Timeline, all events on 2019-10-21 (UTC)\n- 2019-10-20 00:55 a\n- 01:38 b\n- 02:00 c\n",
        &["2019-10-20T00:55:00", "2019-10-21T01:38:00", "2019-10-21T02:00:00"],
    );
}

#[test]
fn parts_of_the_day_keep_their_date() {
    check(
        "## Timeline (UTC)\n- Early morning July 12th, 2018: a\n- 2018-07-12 (later): b\n- Dec 17th 24:XX c\n",
        &["2018-07-12", "2018-07-12", ""],
    );
}

#[test]
fn a_year_alone_dates_days_without_one() {
    check(
        "# Outages of October 2025\n## Timeline (UTC)\n- Oct 21 16:40 a\n- Oct 22 09:00 b\n",
        &["2025-10-21T16:40:00", "2025-10-22T09:00:00"],
    );
    check(
        "# Notes of 2020\n## Timeline (UTC)\n- 20202-01-16 12:00 a\n- 20202-01-17 12:00 b\n",
        &["2020-01-16T12:00:00", "2020-01-17T12:00:00"],
    );
    check("## Timeline (UTC)\n- 20202-01-16 12:00 a\n", &["--01-16T12:00"]);
}

/// The messages of `timeline/invalid`, and what its fixes make of the line.
fn hours_alone(markdown: &str) -> Vec<(usize, String, String)> {
    let timeline = common::timeline(markdown);
    let found = timeline.findings().into_iter().filter(|finding| finding.rule.id == "timeline/invalid");
    let made = found.map(|finding| {
        let askhow_timeline::Change::Edit(edits) = &finding.fixes[0].change else { panic!("{finding:?}") };
        let mut edits: Vec<_> = edits.iter().map(|(_, edit)| edit.clone()).collect();
        edits.sort_by_key(|edit| edit.span);
        let text = askhow_document::apply_edits(&timeline.lines()[finding.line].text, &edits);
        (finding.line, finding.message.into_owned(), text)
    });
    made.collect()
}

#[test]
fn an_hour_with_words_in_place_of_its_minutes_is_said() {
    for (line, message, fixed) in [
        (
            "10:Ben writes UTC",
            "“10:Ben” names an hour and no minutes; which were they (10:05, say, or 10:?? where nobody knows)?",
            "10:?? UTC Ben writes",
        ),
        ("2019-03-25 10:Ben writes UTC", "“10:Ben” names", "2019-03-25 10:?? UTC Ben writes"),
        ("9:Ada restarts", "“9:Ada” names", "9:?? Ada restarts"),
        ("11:Zoë, who knows", "“11:Zoë” names", "11:?? Zoë, who knows"),
        ("2019-03-25 09:ledger", "“09:ledger” names", "2019-03-25 09:?? ledger"),
    ] {
        let markdown = format!("## Timeline 2019-03-25\n- 09:30 UTC a\n- {line}\n- 11:50 UTC b\n");
        let found = hours_alone(&markdown);
        assert_eq!(found.len(), 1, "{markdown}{found:?}");
        assert!(found[0].1.starts_with(message), "{found:?}");
        assert_eq!((found[0].0, found[0].2.as_str()), (1, fixed));
        // One finding says it.
        check_findings(&markdown, &[("timeline/invalid", 1)]);
    }
    assert_eq!(hours_alone("## Timeline 2019-03-25\n- 09:30 a\n- 10:10 b\n- 10:Ben writes\n").len(), 1);
    assert_eq!(hours_alone("## Timeline 2019-03-25\n- 4:30 PM a\n- 4:Ben writes\n- 5:10 PM b\n").len(), 1);
    assert_eq!(
        hours_alone("## Timeline 2019-03-25\n- 2019-03-25 09:30 a\n- 2019-03-25 10:Ben writes\n").len(),
        1
    );
}

#[test]
fn steps_ratios_and_verses_are_no_hours() {
    for line in [
        "10:1 was the ratio",
        "16:9 screen of the hall goes dark",
        "3:Deploy is rolled back",
        "Phase 2:Rollback begins",
        "10: Ben looks",
        "3:16 is the verse on the wall",
        "24:Ben looks",
        "100:Ben looks",
        "v10:Ben looks",
        "16:mm Ben looks",
        "localhost:80 answers",
        "1:n relation of the tables is lost",
    ] {
        let markdown = format!("## Timeline 2019-03-25\n- 16:30 a\n- {line}\n- 16:50 b\n");
        assert_eq!(hours_alone(&markdown), [], "{line}");
    }
    // Nothing near has a time.
    assert_eq!(hours_alone("## Timeline\n- 10:Ben looks\n- 11:Ada looks\n"), []);
    assert_eq!(hours_alone("## Timeline\n- 1:Deploy\n- 2:Watch\n- 09:30 a\n- 09:40 b\n"), []);
}

#[test]
fn a_time_without_am_or_pm_is_of_the_half_that_fits_its_neighbours() {
    let markdown =
        "## Timeline (CT) 2024-02-09\n- 12:05 p.m.: b\n- 1:10 p.m.: c\n- 1:40: d\n- 1:55 p.m.: e\n";
    let local =
        |clocks: &[&str]| clocks.iter().map(|clock| format!("2024-02-09T{clock}:00")).collect::<Vec<_>>();
    let check_clocks = |markdown: &str, clocks: &[&str]| {
        check(markdown, &local(clocks).iter().map(String::as_str).collect::<Vec<_>>());
        check_findings(markdown, &[("timeline/mixed-format", clocks_off(markdown))]);
    };
    check_clocks(markdown, &["12:05", "13:10", "13:40", "13:55"]);
    let to_evening =
        "## Timeline (UTC) 2024-02-09\n- 2:50 PM a\n- 3:05 b\n- 3:20 PM c\n- 3:45 d\n- 4:00 PM e\n";
    check_clocks(to_evening, &["14:50", "15:05", "15:20", "15:45", "16:00"]);
    let over_noon = "## Timeline (UTC) 2024-02-09\n- 11:50 AM a\n- 12:05 b\n- 12:30 PM c\n";
    check_clocks(over_noon, &["11:50", "12:05", "12:30"]);
    check_clocks(
        "## Timeline (UTC) 2024-02-09\n- 1:50 PM a\n- 2:05-2:10 b\n- 2:15 PM c\n- 2:20 PM d\n",
        &["13:50", "14:05", "14:15", "14:20"],
    );
    check(
        "## Timeline (UTC) 2024-02-09\n- 11:50 PM a\n- 12:10 b\n- 12:30 AM c\n",
        &["2024-02-09T23:50:00", "2024-02-10T00:10:00", "2024-02-10T00:30:00"],
    );
}

/// The first line without am or pm.
fn clocks_off(markdown: &str) -> usize {
    let items = markdown.lines().filter(|line| line.starts_with("- "));
    items
        .into_iter()
        .position(|item| !item.to_lowercase().replace('.', "").contains("m"))
        .expect("one lacks its half")
}

#[test]
fn where_both_halves_fit_none_is_written() {
    let fixes = |markdown: &str| {
        let timeline = common::timeline(markdown);
        let found = timeline.findings();
        let mixed = found.into_iter().find(|finding| finding.rule.id == "timeline/mixed-format").unwrap();
        mixed.fixes.into_iter().map(|fix| format!("{:?}", fix.change)).collect::<Vec<_>>()
    };
    assert_eq!(fixes("## Timeline (UTC)\n- 8:50 AM a\n- 9:05 b\n- 9:30 PM c\n").len(), 0);
    assert_eq!(fixes("## Timeline (UTC)\n- 8:50 AM a\n- 7:05 b\n- 9:30 AM c\n").len(), 0);
    // Its like in hours of the day would be read as the morning.
    assert_eq!(fixes("## Timeline (UTC)\n- 1:10 PM a\n- 1:20 b\n- 1:30 c\n- 1:40 d\n").len(), 0);
    let written = fixes("## Timeline (UTC)\n- 1:10 p.m. a\n- 1:40 b\n- 1:55 p.m. c\n");
    assert!(written[0].contains("1:40 p.m."), "{written:?}");
    let written = fixes("## Timeline (UTC)\n- 4:10 PM a\n- 9:05 AM b\n- 16:20 c\n");
    assert!(written[0].contains("4:20 PM"), "{written:?}");
}

#[test]
fn a_start_without_a_zone_is_one_moment_for_entries_of_all_zones() {
    let start = jiff::civil::date(2025, 10, 14).at(9, 0, 0, 0);
    let text = "## Timeline\n- 2025-10-14 09:10 UTC a\n- 11:20 CEST b\n- 09:30 UTC c\n";
    let timeline = common::timeline(text);
    let context = askhow_timeline::Context { start: Some(start), ..timeline.context().clone() };
    let timeline = askhow_timeline::Timeline::new(context, timeline.lines().to_vec());
    let since = |line: usize| timeline.since_start(line).map(|since| since.as_mins());
    assert_eq!([0, 1, 2].map(since), [Some(10), Some(20), Some(30)]);
}
