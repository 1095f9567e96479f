//! What is an entry, and which of its words are its stamp.

use crate::*;

#[test]
fn the_paragraph_above_a_list_of_stamps_is_no_entry() {
    let markdown = "# Outage\n\n## Timeline (UTC)\n\nBetween 16:00 and 17:15 on 2024-03-05 the proxy gave many errors. This is what happened:\n\n- 15:12 280 users.\n- 16:05 A spike on the proxy.\n";
    check(markdown, &["2024-03-05T15:12:00 UTC", "2024-03-05T16:05:00 UTC"]);
    check_findings(markdown, &[]);
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
fn times_in_a_row_are_of_one_stamp() {
    let lines = "# Outage of the queue, 2024-03-04\n\n## Timeline (UTC)\n\n- 22:02, 22:07, 22:33: An alert fires.\n- 22:40 and 22:45 Ben restarts it.\n- 22:50, 22:55 & 23:10 – Ada looks.\n";
    check_texts(
        lines,
        &[
            "2024-03-04T22:02:00 UTC An alert fires.",
            "2024-03-04T22:40:00 UTC Ben restarts it.",
            "2024-03-04T22:50:00 UTC Ada looks.",
        ],
    );
    // Numbers of other things, and an earlier time, are words.
    let others = "# Outage of the queue, 2024-03-04\n\n## Timeline (UTC)\n\n- 22:02, 3 pods are gone.\n- 22:40 and 15 more.\n- 22:50, 21:10 was the first.\n";
    check_texts(
        others,
        &[
            "2024-03-04T22:02:00 UTC 3 pods are gone.",
            "2024-03-04T22:40:00 UTC and 15 more.",
            "2024-03-04T22:50:00 UTC 21:10 was the first.",
        ],
    );
}

#[test]
fn words_behind_a_comment_that_opens_a_line_are_read() {
    let list = "# Mail late on 2024-05-21\n\n## Timeline (UTC)\n\n- <!-- id: 1 --> 16:30 Ada is paged.\n- <!-- 16:45 a --> 16:45 a\n";
    check_texts(list, &["2024-05-21T16:30:00 UTC Ada is paged.", "2024-05-21T16:45:00 UTC a"]);
    // They are the writer's own, so the review is none that nobody has touched.
    let backwards = list.replace("16:45", "16:10");
    check_findings(&backwards, &["timeline/order 16:10"]);
    check("# Mail late on 2024-05-21\n\n## Timeline (UTC)\n\n- <!-- 16:30 Ada is paged. -->\n", &[]);
}
