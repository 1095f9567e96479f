//! Formatting of timelines, and inlay hints.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use askhow_document::{Span, apply_edits};
use common::{pretty, snapshot};

fn format(text: &str) -> String {
    apply_edits(text, &askhow_ide::format(&snapshot(text), None))
}

#[track_caller]
fn check(before: &str, after: &str) {
    let once = format(before);
    pretty(&once, after);
    pretty(&format(&once), after);
}

#[test]
fn columns_are_put_in_line_in_timelines_alone() {
    check(
        "# Outage\n\n|a|b|\n|-|-|\n|1|2|\n\n## Timeline\n\n|Time (UTC)|Who|What|\n|:-|-:|-|\n| 2019-03-25 16:40||the alert fires |\n|2019-03-25 16:50|Ada Lovelace| restarts a \\| b|\n|2019-03-25 16:55|\n\n## Risks\n",
        "# Outage\n\n|a|b|\n|-|-|\n|1|2|\n\n## Timeline\n\n| Time (UTC)       | Who          | What |\n| :--------------- | -----------: | ---- |\n| 2019-03-25 16:40 |              | the alert fires |\n| 2019-03-25 16:50 | Ada Lovelace | restarts a \\| b |\n| 2019-03-25 16:55 |\n\n## Risks\n",
    );
}

#[test]
fn wide_signs_and_long_cells() {
    check(
        "## Timeline (UTC)\n\n| Time | Who | What |\n|-|-|-|\n| 2019-03-25 16:40 | 火曜日 | a |\n| 2019-03-25 16:41 | a name that goes on for far more columns than anybody would like | b |\n",
        "## Timeline (UTC)\n\n| Time             | Who    | What |\n| ---------------- | ------ | ---- |\n| 2019-03-25 16:40 | 火曜日 | a |\n| 2019-03-25 16:41 | a name that goes on for far more columns than anybody would like | b |\n",
    );
}

#[test]
fn times_and_dates_get_the_notation_that_most_have() {
    check(
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- **2019-03-25 4:50 PM**: paged\n- 25 March 2019 16h55 looks\n- 2019-03-25 17:05 ends\n- 2019-03-25 17:06 told\n",
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- **2019-03-25 16:50**: paged\n- 2019-03-25 16:55 looks\n- 2019-03-25 17:05 ends\n- 2019-03-25 17:06 told\n",
    );
}

#[test]
fn no_second_is_lost_and_no_span_is_torn() {
    check(
        "## Timeline (UTC)\n\n- 2019-03-25 4:40 PM fires\n- 2019-03-25 4:42 PM fires\n- 2019-03-25 16:50:31 paged\n- 2019-03-25 16:55–17:05 looks\n- 2019-03-25 5:10 PM ends\n",
        "## Timeline (UTC)\n\n- 2019-03-25 4:40 PM fires\n- 2019-03-25 4:42 PM fires\n- 2019-03-25 16:50:31 paged\n- 2019-03-25 16:55–17:05 looks\n- 2019-03-25 5:10 PM ends\n",
    );
}

#[test]
fn a_range_formats_its_own_lines() {
    let text = "## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 4:50 PM paged\n- 2019-03-25 5:01 PM looks\n- 2019-03-25 17:05 ends\n- 2019-03-25 17:06 ends\n";
    let at = text.find("4:50").unwrap();
    let edits = askhow_ide::format(&snapshot(text), Some(Span::empty(at)));
    pretty(&apply_edits(text, &edits), &text.replace("4:50 PM", "16:50"));
}

#[test]
fn other_files_and_other_text_stay_as_they_are() {
    for text in [
        "# My tool\n\n|a|b|\n|-|-|\n|16:40|2|\n",
        "# Outage\n\n## Timeline\n\n```\n|a|b|\n|-|-|\n|16:40|2|\n```\n\n> |a|b|\n> |-|-|\n> |16:40|2|\n\n- 16:40 fires\n",
    ] {
        pretty(&format(text), text);
    }
}

fn hints(text: &str, span: Span) -> Vec<String> {
    let hints = askhow_ide::inlay_hints(&snapshot(text), span);
    let show = |hint: &askhow_ide::InlayHint| {
        format!("{}⟨{}⟩", Span::new(0, hint.offset).of(text).lines().last().unwrap(), hint.label)
    };
    hints.iter().map(show).collect()
}

#[test]
fn hints_say_how_long_after_the_beginning_and_the_entry_before() {
    let text = "# Outage\n\n- Incident Start: 2019-03-25 16:35 UTC\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- **16:52**: paged\n- 18:40 ends\n";
    let all = hints(text, Span::new(0, text.len()));
    assert_eq!(all, ["- 2019-03-25 16:40⟨+5m⟩", "- **16:52⟨+17m⟩", "- 18:40⟨+2h 05m, quiet for 1h 48m⟩"]);
    let at = text.find("16:52").unwrap();
    assert_eq!(hints(text, Span::new(at, at + 5)), ["- **16:52⟨+17m⟩"]);
    assert_eq!(hints(text, Span::new(0, 12)), [""; 0]);
}

#[test]
fn an_entry_of_another_zone_counts_from_the_same_beginning() {
    let text = "# Outage\n\n- Incident Start: 2024-01-15 16:40 UTC\n\n## Timeline\n\n- 2024-01-15 16:50 UTC Ada is paged\n- 2024-01-15 11:52 EST Bob rolls back\n- 2024-01-15 18:05 +01:00 Mail is back\n";
    let all = hints(text, Span::new(0, text.len()));
    assert_eq!(
        all,
        ["- 2024-01-15 16:50 UTC⟨+10m⟩", "- 2024-01-15 11:52 EST⟨+12m⟩", "- 2024-01-15 18:05 +01:00⟨+25m⟩"]
    );
}

#[test]
fn quiet_stretches_beyond_the_three_reported_are_seen_beside_the_entries() {
    let mut text = String::from("# Outage\n\n## Timeline (UTC)\n\n");
    let times = [
        "08:00", "08:01", "08:02", "08:03", "08:04", "08:05", "08:06", "08:46", "08:47", "09:37", "09:38",
        "10:38", "10:39", "11:14", "11:15",
    ];
    for time in times {
        text.push_str(&format!("- 2019-03-25 {time} looks\n"));
    }
    let findings = askhow_ide::findings(&snapshot(&text));
    assert_eq!(findings.iter().filter(|finding| finding.rule.id == "timeline/quiet").count(), 3);
    let quiet: Vec<String> = hints(&text, Span::new(0, text.len()))
        .into_iter()
        .filter(|hint| hint.contains("quiet for"))
        .collect();
    assert_eq!(quiet.len(), 4, "{quiet:?}");
    assert!(quiet[3].contains("11:14") && quiet[3].contains("35m"), "{quiet:?}");
}
