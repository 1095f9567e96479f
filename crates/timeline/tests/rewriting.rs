//! What the fixes of the timeline write: all of a stamp, or none of it.

#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use askhow_document::apply_edits;
use askhow_timeline::{Change, Finding};

/// The findings of a rule.
fn found(markdown: &str, rule: &str) -> Vec<Finding> {
    common::timeline(markdown).findings().into_iter().filter(|finding| finding.rule.id == rule).collect()
}

/// The lines as each fix of a rule writes them, by its title.
fn fixed(markdown: &str, rule: &str) -> Vec<(String, Vec<String>)> {
    let timeline = common::timeline(markdown);
    let fixes = found(markdown, rule).into_iter().flat_map(|finding| finding.fixes);
    let write = |fix: askhow_timeline::Fix| {
        let Change::Edit(edits) = fix.change else { return (fix.title, vec![format!("{:?}", fix.change)]) };
        let lines = timeline.lines().iter().enumerate().map(|(at, line)| {
            let own: Vec<_> =
                edits.iter().filter(|(line, _)| *line == at).map(|(_, edit)| edit.clone()).collect();
            apply_edits(&line.text, &own)
        });
        (fix.title, lines.collect())
    };
    fixes.map(write).collect()
}

#[test]
fn stamps_of_logs_are_written_whole_or_left_alone() {
    for odd in [
        "[03/Jul/2024:09:01:11 +0000] a",
        "[Wed Jul 03 09:02:10.123456 2024] a",
        "Wed Jul 3 09:01:00 2024 a",
        "20240703T090600Z a",
    ] {
        let markdown = format!("## Timeline\n- 2024-07-03 09:00:00Z b\n- {odd}\n- 2024-07-03 09:10:00Z c\n");
        assert_eq!(found(&markdown, "timeline/mixed-format").len(), 1, "{odd}");
        assert_eq!(fixed(&markdown, "timeline/mixed-format"), [], "{odd}");
    }
    let markdown = "## Timeline (UTC)\n- 2024-07-03 09:00 a\n- 3 July 2024, 09:05 b\n- 2024-07-03 09:10 c\n";
    let written = fixed(markdown, "timeline/mixed-format");
    assert_eq!(written[0].1[1], "2024-07-03, 09:05 b");
}

#[test]
fn two_writings_in_either_order_are_one_moment_in_both_zones() {
    for lines in [
        ["10:00 CET / 09:00 UTC a", "10:10 CET / 09:10 UTC b", "09:20 UTC / 10:20 CET c"],
        ["12:00 UTC (13:00 CET) a", "13:10 CET (12:10 UTC) b", "12:20 UTC (13:20 CET) c"],
        ["2024-01-09 10:00 CET a", "2024-01-09 09:10 UTC (10:10 CET) b", "2024-01-09 10:20 CET c"],
    ] {
        let markdown = format!("## Timeline 2024-01-09\n- {}\n- {}\n- {}\n", lines[0], lines[1], lines[2]);
        assert_eq!(found(&markdown, "timeline/mixed-zone"), [], "{markdown}");
    }
}

#[test]
fn a_second_writing_is_left_as_it_is() {
    let markdown =
        "## Timeline 2024-01-09\n- 10:00 CET / 09:00 UTC a\n- 04:10 EST b\n- 09:20 UTC c\n- 09:30 UTC d\n";
    for (title, lines) in fixed(markdown, "timeline/mixed-zone") {
        assert_eq!(lines[0], "10:00 CET / 09:00 UTC a", "{title}");
        assert_eq!(lines[1], "09:10 UTC b", "{title}");
    }
    // Which of the two is right, nobody can say.
    let markdown =
        "## Timeline 2024-01-09\n- 11:00–11:30 CET = 05:00–05:40 EST a\n- 10:40 UTC b\n- 10:50 UTC c\n";
    assert!(found(markdown, "timeline/mixed-zone").iter().all(|finding| finding.fixes.is_empty()));
}
