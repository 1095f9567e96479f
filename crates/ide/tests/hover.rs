//! Hover on sections, entries and flagged phrases.

mod common;

use common::hover;

#[test]
fn a_section_asks_its_questions() {
    let text = hover("# Outage\n\n## Mitig$0ators\n\n- The cache held.\n").expect("a hover");
    assert!(text.contains("How did things go right, and who or what made that happen?"), "{text}");
    assert!(text.starts_with("**"));
}

#[test]
fn a_synonym_asks_what_its_section_asks() {
    let text = hover("# Outage\n\n## What went$0 well\n\n- The cache held.\n").expect("a hover");
    assert!(text.contains("How did things go right"), "{text}");
}

#[test]
fn an_entry_asks_what_fits_its_kind_and_names_who_and_when() {
    let text = hover("# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Alice restar$0ted the primary\n")
        .expect("a hover");
    assert!(text.contains("Alice"), "{text}");
    assert!(text.contains("16:40"), "{text}");
    assert!(text.contains("2025-03-04T16:40:00Z"), "{text}");
}

#[test]
fn a_flagged_phrase_asks_about_itself() {
    let text = hover("# Outage\n\nThe root$0 cause of the outage was a full disk.\n").expect("a hover");
    assert!(text.contains("phrasing/root-cause"), "{text}");
    assert!(text.contains('?'));
}

#[test]
fn the_title_says_how_the_file_came_to_be_read_as_a_review() {
    let text =
        hover("# Out$0age\n\nIt broke.\n\n## Timeline\n\n- 2025-03-04 16:40 UTC Broke\n").expect("a hover");
    assert!(text.to_lowercase().contains("review"), "{text}");
}

#[test]
fn questions_never_start_with_why_and_are_never_doubled() {
    let fixture = "# Outage\n\nIt broke.\n\n## Timeline\n\n- 2025-03-04 16:40 UTC Bob noticed errors\n\n## Risks\n\n- x\n";
    for at in (0..fixture.len()).filter(|at| fixture.is_char_boundary(*at)) {
        let Some(hover) = askhow_ide::hover(&common::snapshot(fixture), at) else { continue };
        let questions: Vec<&str> = hover.markdown.lines().filter(|line| line.starts_with("- ")).collect();
        let unique: std::collections::HashSet<_> = questions.iter().collect();
        assert_eq!(unique.len(), questions.len(), "{}", hover.markdown);
        assert!(
            !questions.iter().any(|question| question.to_lowercase().starts_with("- why")),
            "{}",
            hover.markdown
        );
        assert!(questions.len() <= 4);
    }
}
