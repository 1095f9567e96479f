//! Findings and their quick fixes, as an editor sees them.

mod common;

use common::{check_action, check_fix, found, found_of};

#[test]
fn a_why_question_is_found_and_asked_as_how() {
    let found = found_of("phrasing", "# Outage\n\nWhy did the deploy fail?\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("phrasing/why-question @ Why"), "{found:?}");
    check_fix("# Outage\n\nWhy did $0the deploy fail?\n", "# Outage\n\nHow did the deploy come to fail?\n");
}

#[test]
fn emphasis_links_and_code_stay_byte_for_byte() {
    check_fix(
        "# Outage\n\n- **Why** did $0[the `api`](x.md) fail?\n",
        "# Outage\n\n- **How** did [the `api`](x.md) come to fail?\n",
    );
}

#[test]
fn code_and_comments_are_nobodys_prose() {
    let text = "# Outage\n\n```\nwhy did it fail?\n```\n\n`why did it fail?` <!-- why did it fail? -->\n";
    assert!(found_of("phrasing", text).is_empty(), "{:?}", found(text));
}

#[test]
fn an_ignored_rule_is_silent_and_a_useless_comment_is_told() {
    let silenced = "# Outage\n\n<!-- askhow-ignore-next phrasing/why-question -->\nWhy did it fail?\n";
    assert!(found_of("phrasing", silenced).is_empty());
    assert!(found_of("ignore", silenced).is_empty());
    let useless = "# Outage\n\n<!-- askhow-ignore-next phrasing/nines -->\nIt failed.\n";
    assert_eq!(found_of("ignore", useless).len(), 1);
    let misspelt = "# Outage\n\nIt failed. <!-- askhow-ignore phrasing/nine -->\n";
    assert_eq!(found_of("ignore", misspelt), ["ignore/unused @ phrasing/nine"]);
}

#[test]
fn ignore_here_silences_what_it_was_offered_for() {
    for before in [
        "# Outage\n\nWhy did $0it fail?\n",
        "# Outage\n\n- Why did $0it fail?\n- x\n",
        "# Outage\n\n## Why did $0it fail?\n\nx\n",
        "# Outage\n\n| a | b |\n| - | - |\n| x | Why did $0it fail? |\n",
    ] {
        let (text, at) = common::cursor(before);
        let actions = common::actions_at(&text, at);
        let ignore = actions
            .iter()
            .find(|action| action.title.starts_with("Ignore phrasing/why"))
            .expect("is offered");
        let after = askhow_document::apply_edits(&text, ignore.edits());
        assert!(found_of("phrasing", &after).is_empty(), "{after}");
        assert!(found_of("ignore", &after).is_empty(), "{after}");
    }
}

#[test]
fn disable_and_enable_mark_a_region() {
    let text = "# Outage\n\n<!-- askhow-disable -->\n\nWhy did it fail?\n\n<!-- askhow-enable -->\n\nWhy did it stop?\n";
    assert_eq!(found_of("phrasing", text).len(), 1);
}

#[test]
fn an_entry_out_of_order_is_moved_to_its_place() {
    check_action(
        "Move",
        "# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Deploy went out\n- 16:55 Alert\n  - paged twice\n- $016:45 Errors rose\n  and stayed\n- 17:00 Rolled back\n",
        "# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Deploy went out\n- 16:45 Errors rose\n  and stayed\n- 16:55 Alert\n  - paged twice\n- 17:00 Rolled back\n",
    );
}

#[test]
fn missing_sections_are_told_once_and_added_in_their_places() {
    let text = "# Outage\n\nIt broke.\n\n## Timeline\n\n- 2025-03-04 16:40 UTC Broke\n\n## References\n\n- [x](y.md)\n";
    assert_eq!(found_of("section/missing", text), ["section/missing @ Outage"]);
    let (_, at) = common::cursor("# Out$0age");
    let actions = common::actions_at(text, at);
    let all = actions.iter().find(|action| action.title.contains("all missing")).expect("offered");
    let after = askhow_document::apply_edits(text, all.edits());
    let headings: Vec<&str> = after.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        headings,
        [
            "## Contributors & Enablers",
            "## Mitigators",
            "## Risks",
            "## Difficulties in Handling",
            "## Follow-up Items",
            "## Artifacts",
            "## Timeline",
            "## References",
            "## Open Questions"
        ]
    );
    assert!(found_of("section/missing", &after).is_empty());
}

#[test]
fn a_file_that_is_no_review_gets_nothing() {
    let mut surroundings = (*common::surroundings(askhow_ide::Settings::default())).clone();
    surroundings.named = false;
    surroundings.path = Some("README.md".to_owned());
    let mut analysis = askhow_ide::Analysis::new(
        "# My crate\n\nWhy did we write it?\n\n## Usage\n\nRun it.\n",
        surroundings.into(),
    );
    let snapshot = analysis.snapshot();
    assert!(askhow_ide::findings(&snapshot).is_empty());
    assert!(askhow_ide::hover(&snapshot, 3).is_none());
    assert!(askhow_ide::symbols(&snapshot).is_empty());
}

#[test]
fn renaming_a_heading_keeps_its_emphasis() {
    for (before, after) in [
        ("# Outage\n\n## **Root$0 cause**\n\nx\n", "# Outage\n\n## **Contributors & Enablers**\n\nx\n"),
        ("# Outage\n\n## Root$0 cause\n\nx\n", "# Outage\n\n## Contributors & Enablers\n\nx\n"),
    ] {
        check_action("Rename", before, after);
    }
}

#[test]
fn a_review_without_a_title_is_spoken_of_at_its_first_words() {
    let text = "{: .notice}\n\nThe queue stalled.\n\n## Timeline (UTC)\n\n- 2024-03-01 10:00 fires\n";
    assert_eq!(found_of("section/mitigators", text), ["section/mitigators @ The queue stalled."]);
}

#[test]
fn the_start_of_a_long_text_ends_with_a_whole_block() {
    for newline in ["\n", "\r\n"] {
        let text =
            format!("# Outage{newline}{newline}Two lines{newline}of words.{newline}{newline}").repeat(40_000);
        let start = askhow_ide::start_of(&text).unwrap();
        let whole = ["of words.", "Outage"].map(|end| format!("{end}{newline}"));
        assert!(whole.iter().any(|end| start.ends_with(end)), "{:?}", start.get(start.len() - 20..));
        assert!(start.len() > 16_000);
        assert_eq!(askhow_ide::start_of(start), None);
    }
    assert_eq!(askhow_ide::start_of(&"why ".repeat(400_000)), None);
}
