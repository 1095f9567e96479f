//! Every notation of a stamp, and what looks like one and is none.

use askhow_timeline::{
    DateValue, End, Stamp, TimeValue, Writing, read_cells, read_stamp, read_time_cell, says_unknown,
};

/// Date, time and zone in one line: `2019-03-25 16:40:00 UTC`.
fn said(writing: &Writing) -> String {
    let date = writing.date.as_ref().map(|date| match date.value {
        DateValue::Full(date) => date.to_string(),
        DateValue::MonthDay(month, day) => format!("{month:02}-{day:02}"),
        DateValue::Numbers { numbers: (first, second, third) } => {
            format!("{first}/{second}/{}", third.unwrap_or(0))
        }
        DateValue::Weekday(weekday) => format!("{weekday:?}"),
        DateValue::Unknown => "?".into(),
        DateValue::Wrong => "wrong".into(),
        DateValue::Day(day) => format!("day {day}"),
    });
    let time = writing.time.as_ref().map(|time| match time.value {
        TimeValue::At { time, grain: 60 } => time.strftime("%H:%M").to_string(),
        TimeValue::At { time, grain: 3600 } => time.strftime("%H").to_string(),
        TimeValue::At { time, .. } => time.to_string(),
        TimeValue::EndOfDay => "24:00".into(),
        TimeValue::Between(from, to) => format!("{}..{}", from.strftime("%H:%M"), to.strftime("%H:%M")),
        TimeValue::Unknown => "?".into(),
        TimeValue::Wrong => "wrong".into(),
    });
    let zone = writing.zone.as_ref().map(|zone| zone.zone.name.clone());
    [date, time, zone].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn describe(stamp: &Stamp) -> String {
    let mut text = said(&stamp.start);
    match stamp.end.as_deref() {
        Some(End::At(end)) => text += &format!(" to {}", said(end)),
        Some(End::After(seconds)) => text += &format!(" for {seconds} s"),
        None => {}
    }
    if let Some(other) = stamp.other.as_deref() {
        text += &format!(" = {}", said(other));
        if let Some(End::At(end)) = stamp.other_end.as_deref() {
            text += &format!(" to {}", said(end));
        }
    }
    if let Some(seconds) = stamp.relative {
        text += &format!("T{seconds:+}");
    }
    for (is, mark) in
        [(stamp.approximate, " loose"), (stamp.bare, " bare"), (!stamp.problems.is_empty(), " wrong")]
    {
        text += if is { mark } else { "" };
    }
    text.trim().to_owned()
}

/// The stamp is all of `written`, and says `expected`; the text behind it is found past any separator.
#[track_caller]
fn check(written: &str, expected: &str) {
    for behind in [
        " the alert fires",
        ": the alert fires",
        " - the alert fires",
        " – the alert fires",
        " ::::: the alert fires",
        " | the alert fires",
        " -- the alert fires",
        " — the alert fires",
    ] {
        let text = format!("{written}{behind}");
        let stamp = read_stamp(&text).expect("every notation is read");
        assert_eq!(describe(&stamp), expected, "{text}");
        assert_eq!(text.get(stamp.rest..), Some("the alert fires"), "{text}");
    }
    let alone = read_stamp(written).expect("every notation is read");
    assert_eq!(describe(&alone), expected, "{written} alone");
}

#[test]
fn times() {
    check("16:40", "16:40");
    check("16:40:05", "16:40:05");
    check("16:40:05.123", "16:40:05.123");
    check("9:49", "09:49");
    check("16h40", "16:40");
    check("16.40", "16:40 bare");
    check("1640", "16:40 bare");
    check("1915 UTC", "19:15 UTC");
    check("4:40 PM", "16:40");
    check("4:40pm", "16:40");
    check("4:40 p.m.", "16:40");
    check("4 p.m.", "16");
    check("12:05 AM", "00:05");
    check("12:05 PM", "12:05");
    check("noon", "12:00");
    check("midnight", "00:00");
    check("24:00", "24:00");
    check("23:59:60", "23:59:59");
}

#[test]
fn dates() {
    for written in [
        "2019-03-25",
        "2019/03/25",
        "2019.03.25",
        "03/25/2019",
        "25/03/2019",
        "25.03.2019",
        "25 March 2019",
        "March 25, 2019",
        "March 25 2019",
        "March 25th, 2019",
        "25th of March 2019",
        "25-Mar-2019",
        "Mon 25 Mar 2019",
        "2019-03-25 Monday",
    ] {
        check(written, "2019-03-25");
        check(&format!("{written} 16:40"), "2019-03-25 16:40");
        check(&format!("{written}, 16:40 UTC"), "2019-03-25 16:40 UTC");
        check(&format!("[{written} 16:40]"), "2019-03-25 16:40");
    }
    check("Mar 25", "03-25");
    check("8 Jan", "01-08");
    check("Mon 25 Mar", "03-25");
    check("Nov. 13, 2017", "2017-11-13");
    check("03/04/2019 16:40", "3/4/2019 16:40");
    check("7/6/23", "7/6/2023".replace("2023", "23").as_str());
    check("24/07/25", "24/7/25");
    check("25/07/24 16:40", "25/7/24 16:40");
    check("0000-01-01 00:00", "0000-01-01 00:00");
    check("9999-12-31 23:59", "9999-12-31 23:59");
}

#[test]
fn both_in_one() {
    check("2019-03-25T16:40:05Z", "2019-03-25 16:40:05 UTC");
    check("20190325T164005Z", "2019-03-25 16:40:05 UTC");
    check("2019-03-25T16:40:05-05:00", "2019-03-25 16:40:05 -05:00");
    check("2019-03-25 16:40:05 -0500", "2019-03-25 16:40:05 -05:00");
    check("2019-03-25T16:40:05+01:00[Europe/Berlin]", "2019-03-25 16:40:05 Europe/Berlin");
    check("[2019-03-25 16:40]", "2019-03-25 16:40");
    check("2018-08-22, 03:26pm", "2018-08-22 15:26");
    check("22:30 UTC (Oct 29)", "10-29 22:30 UTC");
    check("18:00 PST Saturday Oct 30th", "10-30 18:00 -08:00");
    check("June 14th, 2022, 10:00 AM", "2022-06-14 10:00");
    check("19. April, 11:00", "04-19 11:00");
    check("[12-05 16:21]", "12-05 16:21");
    check("2022-02-02 1625", "2022-02-02 16:25");
    check("13:14 EDT (17:14 UTC)", "13:14 -04:00 = 17:14 UTC");
    check("13:14 EDT / 17:14 UTC", "13:14 -04:00 = 17:14 UTC");
}

#[test]
fn zones() {
    for (written, zone) in [
        ("UTC", "UTC"),
        ("GMT", "UTC"),
        ("UTC+2", "+02:00"),
        ("+02:00", "+02:00"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("PST", "-08:00"),
        ("CEST", "+02:00"),
        ("IST", "IST"),
        ("(UTC)", "UTC"),
        ("Pacific Time", "America/Los_Angeles"),
    ] {
        check(&format!("16:40 {written}"), &format!("16:40 {zone}"));
    }
    check("16:40Z", "16:40 UTC");
    check("16:40+02:00", "16:40 +02:00");
}

#[test]
fn spans() {
    check("16:40–16:55", "16:40 to 16:55");
    check("16:40 to 16:55", "16:40 to 16:55");
    check("16:40 +15m", "16:40 for 900 s");
    check("23:15-00:30", "23:15 to 00:30");
    check("05:16 / 06:16", "05:16 to 06:16");
    check("05:16/06:16 UTC", "05:16 = 06:16 UTC");
    check("15:00 to 19:30 UTC", "15:00 UTC to 19:30 UTC");
    check("4:06 - 5:30pm", "16:06 to 17:30");
    check("~13:30-13:45", "13:30 to 13:45 loose");
    check("2023-07-10 to 2023-07-16", "2023-07-10 to 2023-07-16");
    check("2019-03-25 23:50 – 2019-03-26 00:10", "2019-03-25 23:50 to 2019-03-26 00:10");
}

#[test]
fn loose_and_unknown() {
    for written in [
        "~16:40",
        "≈16:40",
        "±16:40",
        "±5m 16:40",
        "±? 16:40",
        "c. 16:40",
        "ca. 16:40",
        "around 16:40",
        "approx. 16:40",
        "16:40?",
    ] {
        check(written, "16:40 loose");
    }
    check("2025-01-09 ~16:00 UTC", "2025-01-09 16:00 UTC loose");
    check("16:4x", "16:40..16:49 loose");
    check("14:??", "14:00..14:59 loose");
    check("early morning July 12th", "07-12 00:00..09:00 loose");
    check("--:--", "?");
    check("??:??", "?");
    check("2022-02-?? ??:??", "? ?");
    check("HH:mm", "?");
    check("2019-12-03 --:--", "2019-12-03 ?");
    assert_eq!(describe(&read_stamp("2022-02-02 X: Ada writes").unwrap()), "2022-02-02 ?");
    assert_eq!(describe(&read_stamp("22:52 (maybe earlier?)").unwrap()), "22:52 loose");
}

#[test]
fn relative() {
    check("T+5m", "T+300");
    check("T-10", "T-600");
    check("T0", "T+0");
    check("T+1h30m", "T+5400");
    check("+00:15", "T+900");
    check("+15 min", "T+900");
}

#[test]
fn slips_are_stamps_with_a_problem() {
    check("24:61", "wrong wrong");
    check("13:00 PM", "13:00 wrong");
    check("13:55 PM PST", "13:55 -08:00 wrong");
    check("23:00 AM", "23:00 wrong");
    check("2019-02-30 16:40", "wrong 16:40 wrong");
    check("2019-13-02 10:00", "wrong 10:00 wrong");
    check("20202-01-16 12:00", "wrong 12:00 wrong");
    check("10000-01-01 10:00", "wrong 10:00 wrong");
    check("Tue 2019-03-25 16:40", "2019-03-25 16:40 wrong");
    let instead = |text: &str| read_stamp(text).unwrap().problems[0].instead.clone();
    assert_eq!(instead("13:55 PM PST").as_deref(), Some("13:55"));
    assert_eq!(instead("2019-13-02").as_deref(), Some("2019-02-13"));
    assert_eq!(instead("Tue 2019-03-25").as_deref(), Some("Mon"));
    assert_eq!(instead("2019-02-30"), None);
    assert_eq!(instead("24:61"), None);
}

#[test]
fn what_is_no_stamp() {
    for text in [
        "",
        " ",
        "the alert fires",
        "(10:1) odds",
        "16:9 screens",
        "localhost:80 answers",
        "5:1 ratio",
        "1.24.0 was released",
        "10.0.0.1 is down",
        "1,300 items",
        "5 minutes to go",
        "78% of requests",
        "#2226: a fix",
        "May be broken",
        "Sun rises",
        "T-shirts are sold",
        "1. first",
        "12 hosts reboot",
        "About 11 minutes later",
        "Midnight Commander opens",
        "[3 hours ago]",
        "1:20:300 x",
        "4 nodes",
        "v1.11",
        "03/25 of them",
        "at least 5",
        "on call",
        "\u{0}",
        "🔥",
        "é",
    ] {
        assert_eq!(read_stamp(text).map(|stamp| describe(&stamp)), None, "{text}");
    }
    // A version at the start of a wrapped line is a time among its like only.
    assert!(read_stamp("1.11 to 1.13 of the cluster").unwrap().bare);
}

#[test]
fn what_may_stand_before_it() {
    for lead in ["", "  ", "[ ] ", "[x] ", "(", "[", "🔥 ", "• ", "> ", "At ", "On "] {
        let text = format!("{lead}2019-03-25 16:40 UTC");
        let stamp = read_stamp(&text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(&*stamp.written, "2019-03-25 16:40 UTC", "{text}");
    }
}

#[test]
fn stamps_over_several_cells() {
    #[track_caller]
    fn check(cells: &[&str], expected: &str, rest: &str) {
        let cells = read_cells(cells);
        let stamp = cells.stamp.unwrap_or_else(|| panic!("{}", cells.text));
        assert_eq!(
            (describe(&stamp).as_str(), cells.text.get(stamp.rest..).unwrap()),
            (expected, rest),
            "{}",
            cells.text
        );
    }
    check(&["Sun", "Oct 31", "21:33", "The alert fires"], "10-31 21:33", "The alert fires");
    check(&["2019-03-25", "16:40", "The alert fires"], "2019-03-25 16:40", "The alert fires");
    check(&["2019-03-25 16:40", "The alert fires"], "2019-03-25 16:40", "The alert fires");
    check(&["", "16:40", "The alert fires"], "16:40", "The alert fires");
    check(&["1", "16:40", "The alert fires"], "16:40", "The alert fires");
    check(&["16:40", "16:55", "The alert fires"], "16:40", "16:55 | The alert fires");
    check(&["Between 2023-07-10 to 2023-07-16", "Quiet"], "2023-07-10 to 2023-07-16", "Quiet");
    let row = "Discovery | 2026-02-19 16:40 UTC | Ada reads the report.";
    let stamp = read_cells(&row.split(" | ").collect::<Vec<_>>()).stamp.unwrap();
    assert_eq!(
        (&*stamp.text(row), &*stamp.written),
        ("Discovery | Ada reads the report.", "2026-02-19 16:40 UTC")
    );
    assert!(read_cells(&["The alert fires", "16:40"]).stamp.is_some_and(|stamp| stamp.is_late()));
    assert!(read_cells(&["The alert fires", "16:40 by Ada"]).stamp.is_none());
    assert!(read_cells(&[]).stamp.is_none());
}

#[test]
fn the_next_stamp_is_exact_and_its_day_was_written_or_is_known() {
    use askhow_timeline::{Context, Line, Role, Timeline, next_stamp};
    for (line, minutes, next) in [
        ("10:40-11:20 waits", 1, Some("11:21")),
        ("23:40 to 00:20 waits", 1, Some("00:21")),
        ("2019-03-25 23:40 – 2019-03-26 00:20 UTC waits", 1, Some("2019-03-26 00:21 UTC")),
        ("10:40 +15m waits", 1, Some("10:56")),
        // A span that ends before it begins is a slip.
        ("11:20-10:40 waits", 1, Some("11:21")),
        ("~10:40 waits", 1, Some("10:41")),
        ("25 March 2019, ~16:40 waits", 1, Some("25 March 2019, 16:41")),
        ("2019-03-25 around 16:40 waits", 1, Some("2019-03-25 16:41")),
        ("Mar 25, 2019 at approx. 16:40 waits", 1, Some("Mar 25, 2019 16:41")),
        ("2019-03-25~16:40 waits", 1, Some("2019-03-25 16:41")),
        // The slip of a 24-hour clock with am or pm is not written again.
        ("13:55 PM PST pages", 15, Some("14:10 PST")),
        ("2019-03-25 13:55pm pages", 5, Some("2019-03-25 14:00")),
        ("12:55 PM pages", 10, Some("1:05 PM")),
        ("Feb 28 02:05 fails", 1, Some("Feb 28 02:06")),
        ("Mon Feb 28 02:05 fails", 1, Some("Mon Feb 28 02:06")),
        // Whether the 29th comes next, nobody knows.
        ("Feb 28 23:59 fails", 1, None),
    ] {
        let timeline = Timeline::new(Context::default(), vec![Line::read(Role::Entry, line)]);
        let stamp = timeline.lines()[0].stamp.as_deref().unwrap();
        assert_eq!(next_stamp(stamp, &timeline.readings()[0], minutes).as_deref(), next, "{line}");
    }
}

#[test]
fn the_cell_of_a_time_may_go_on_in_words_and_may_doubt_its_day() {
    #[track_caller]
    fn check(cell: &str, expected: &str, text: &str) {
        let row = format!("The fix | {cell} | Ada merges it.");
        let stamp = read_time_cell(&row, 1).expect(cell);
        assert_eq!((describe(&stamp).as_str(), &*stamp.text(&row)), (expected, text), "{cell}");
        assert_eq!(stamp.span.of(&row), &*stamp.written);
    }
    check(
        "2026-08-10 (no clock time recorded)",
        "2026-08-10",
        "The fix | (no clock time recorded) | Ada merges it.",
    );
    check(
        "2026-08-16, in the 0.5.0 release",
        "2026-08-16",
        "The fix | in the 0.5.0 release | Ada merges it.",
    );
    check("February 19, 2026", "2026-02-19", "The fix | Ada merges it.");
    check("16:40 UTC by the logs", "16:40 UTC", "The fix | by the logs | Ada merges it.");
    let doubted = "2026-08-09 loose";
    check("unknown — some point on 2026-08-09", doubted, "The fix | Ada merges it.");
    check("unknown clock time, 2026-08-09", doubted, "The fix | Ada merges it.");
    check("no exact time recorded, 9 August 2026", doubted, "The fix | Ada merges it.");
    check("sometime on 2026-08-09, before lunch", doubted, "The fix | before lunch | Ada merges it.");
    for cell in
        ["unknown — nothing was pushed since 2026-08-08", "not on 2026-08-09", "—", "", "14", "Tuesday"]
    {
        assert_eq!(read_time_cell(&format!("The fix | {cell} | Ada merges it."), 1), None, "{cell}");
    }
    // In the first column the text is behind it.
    let row = "unknown exact time, 2026-08-09 | Ada merges it.";
    assert_eq!(&*read_time_cell(row, 0).unwrap().text(row), "Ada merges it.");
    assert!(says_unknown("**Unknown** — nobody was there") && says_unknown("not recorded"));
    assert!(!says_unknown("unknowns are listed") && !says_unknown("") && !says_unknown("2026-08-09"));
}

/// The stamp and the text behind it.
#[track_caller]
fn check_line(line: &str, expected: &str, text: &str) {
    let stamp = read_stamp(line).expect(line);
    assert_eq!((describe(&stamp).as_str(), &*stamp.text(line)), (expected, text), "{line}");
}

#[test]
fn a_number_that_goes_on_is_no_clock_time() {
    check_line("2024-Sep-05 16:46 a", "2024-09-05 16:46", "a");
    check_line("2024 May 21 16:40 UTC a", "2024-05-21 16:40 UTC", "a");
    check_line("2024‑05‑21 16:58 a", "2024-05-21 16:58", "a");
    check_line("2024–05–21 16:58 – a", "2024-05-21 16:58", "a");
    check_line("2024-249 16:58 a", "2024-09-05 16:58", "a");
    check_line("2024-W36-4 16:58 a", "2024-09-05 16:58", "a");
    check_line("1640-1655 a", "16:40 to 16:55 bare", "a");
    for line in ["2024-beta a", "1640-a the host", "2019-21 a"] {
        assert!(read_stamp(line).is_none_or(|stamp| !stamp.has_time), "{line}");
    }
}

#[test]
fn the_name_of_an_emoji_is_no_separator() {
    for (line, rest) in [
        ("16:40 :fire: alarm", ":fire: alarm"),
        ("16:40 - :+1: done", ":+1: done"),
        ("16:40: ada: done", "ada: done"),
        ("16:40 : done", "done"),
    ] {
        let stamp = askhow_timeline::read_stamp(line).unwrap();
        assert_eq!(line.get(stamp.rest..), Some(rest), "{line}");
    }
}

#[test]
fn dates_are_read_in_other_dress() {
    check_line("05-Sep-24 16:40 a", "2024-09-05 16:40", "a");
    check_line("21/May/24 4:40 PM a", "2024-05-21 16:40", "a");
    check_line("[21/May/2024:16:40:03 +0200] a", "2024-05-21 16:40:03 +02:00", "a");
    check_line("May 21 '24 16:40 a", "2024-05-21 16:40", "a");
    check_line("24-05-21 16:40 a", "24/5/21 16:40", "a");
    check_line("21. März 2024, 16:40 a", "2024-03-21 16:40", "a");
    check_line("12 de marzo de 2024 16:40 a", "2024-03-12 16:40", "a");
    check_line("3 février 2024 16:40 a", "2024-02-03 16:40", "a");
    check_line("2021-08-27: At 12:50:07 UTC, a", "2021-08-27 12:50:07 UTC", "a");
    check_line("1６：４５ a", "16:45", "a");
    check_line("\u{200e}16:45 a", "16:45", "a");
    check_line("16:42h a", "16:42", "a");
    check_line("16:42 hrs UTC a", "16:42 UTC", "a");
}

#[test]
fn offsets_of_hours_are_offsets() {
    check_line("2024-05-21 16:43:00+02 The alert fires", "2024-05-21 16:43:00 +02:00", "The alert fires");
    check_line("2024-05-21 16:43 +02 The alert fires", "2024-05-21 16:43 +02:00", "The alert fires");
    check_line("16:43:00-07 The alert fires", "16:43:00 -07:00", "The alert fires");
    check_line("2024-05-21T16:40:00+5 a", "2024-05-21 16:40:00 +05:00", "a");
    check_line("16:40-0700 a", "16:40 -07:00", "a");
    check_line("16:40+5:30 a", "16:40 +05:30", "a");
    check_line("16:40 +15 min a", "16:40 for 900 s", "a");
    check_line("16:40 +15m a", "16:40 for 900 s", "a");
    check_line("23:15-00:30 a", "23:15 to 00:30", "a");
    check_line("16:40 +2 nodes", "16:40", "+2 nodes");
}

#[test]
fn seconds_since_1970_are_a_time_of_the_right_size_only() {
    check_line("1677948000: The alert fires", "2023-03-04 16:40:00 UTC", "The alert fires");
    check_line("1677948000123 The alert fires", "2023-03-04 16:40:00 UTC", "The alert fires");
    for line in ["9677948000 a", "1677948000-7 a", "16779480001 a", "1677948000ms a"] {
        assert!(read_stamp(line).is_none(), "{line}");
    }
}

#[test]
fn spans_may_end_short_or_open() {
    check_line("16:05:57-58 a", "16:05:57 to 16:05:58", "a");
    check_line("09:00-05 a", "09:00 to 09:05", "a");
    check_line("09:10–15 | Ben restarts it", "09:10 to 09:15", "Ben restarts it");
    check_line("2024-05-21 16:05:57-58 UTC a", "2024-05-21 16:05:57 UTC to 16:05:58 UTC", "a");
    check_line("08:44+ a", "08:44", "a");
    check_line("11:00+ UTC: a", "11:00 UTC", "a");
    check_line("16:40–? The alert fires", "16:40", "The alert fires");
    check_line("16:50-now: a", "16:50", "a");
    check_line("16:50 – open: a", "16:50", "a");
    check_line("07:31 — Open a PR", "07:31", "Open a PR");
    check_line("07:31 - open the valve", "07:31", "open the valve");
    check_line("~14:50 onwards | a", "14:50 loose", "a");
    check_line("~01:35 UTC (+1d): a", "01:35 UTC loose", "a");
    check_line("23:35:26~23:36:50 a", "23:35:26 to 23:36:50", "a");
    check_line(
        "16:00-17:50 UTC / 08:30-10:50 PDT: Slower",
        "16:00 UTC to 17:50 UTC = 08:30 -07:00 to 10:50 -07:00",
        "Slower",
    );
}

#[test]
fn the_half_of_the_day_may_stand_apart() {
    check_line("5:10 p. m. a", "17:10", "a");
    check_line("5:10 p.\u{a0}m. a", "17:10", "a");
    check_line("5:10 p m: x", "17:10", "x");
    check_line("5:10 a. m. a", "05:10", "a");
    check_line("5:10 ｐｍ a", "17:10", "a");
    check_line("5:10 a machine stops", "05:10", "a machine stops");
}

#[test]
fn a_time_that_lacks_a_digit_is_a_wrong_one() {
    check_line("2024-06-03 08:4:31 a", "2024-06-03 wrong wrong", "a");
    assert!(read_stamp("1:20:300 a").is_none());
}

#[test]
fn the_year_of_a_log_behind_its_time() {
    check("Wed Jul 3 09:02:00 UTC 2024", "2024-07-03 09:02:00 UTC");
    check("Wed Jul 03 09:02:10.123456 2024", "2024-07-03 09:02:10.123456");
    check("Mon Mar 25 16:40:00 2019", "2019-03-25 16:40:00");
    check("2024-07-03_09:10Z", "2024-07-03 09:10 UTC");
    check("6 mai 2024 à 9h00", "2024-05-06 09:00");
    check("6. Mai 2024 um 09:00", "2024-05-06 09:00");
    check("2024/127 09:30", "2024-05-06 09:30");
    let said = read_stamp("Jul 3 09:02 2024 was a good year").unwrap();
    assert_eq!(describe(&said), "07-03 09:02");
    assert!(!read_stamp("Tue Jul 3 09:02:00 2024 a").unwrap().problems.is_empty());
}

#[test]
fn a_part_of_a_second_after_the_start_is_of_the_stamp() {
    for text in ["T+0.02s Ada is paged", "T+0.25 s Ada is paged", "T+1.5min Ada is paged"] {
        let stamp = askhow_timeline::read_stamp(text).unwrap();
        assert_eq!(stamp.text(text), "Ada is paged", "{text}");
    }
}
