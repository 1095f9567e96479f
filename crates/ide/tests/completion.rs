//! Completion of sections, items and comments.

mod common;

use common::{check_completion, labels};

const NINE: [&str; 9] = [
    "Contributors & Enablers",
    "Mitigators",
    "Risks",
    "Difficulties in Handling",
    "Follow-up Items",
    "Artifacts",
    "Timeline",
    "References",
    "Open Questions",
];

#[test]
fn all_nine_sections_are_offered_in_order() {
    let offered =
        labels("# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n## $0\n");
    let nine: Vec<&String> = offered.iter().filter(|label| NINE.contains(&label.as_str())).collect();
    assert_eq!(nine, NINE);
}

#[test]
fn sections_that_are_there_are_not_offered_again() {
    let offered = labels(
        "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n## What went well\n\n- x\n\n## $0\n",
    );
    assert!(!offered.contains(&"Mitigators".to_owned()), "{offered:?}");
    assert!(offered.contains(&"Risks".to_owned()));
}

#[test]
fn completing_the_nine_one_after_the_other_gives_a_review_with_all_of_them() {
    let mut text = "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n".to_owned();
    for name in NINE {
        let fixture = format!("{text}## $0");
        assert_eq!(
            labels(&fixture).iter().find(|label| NINE.contains(&label.as_str())).map(String::as_str),
            Some(name)
        );
        let (plain, at) = common::cursor(&fixture);
        let options = askhow_ide::CompletionOptions { snippets: false, now: None };
        let items = askhow_ide::completions(&common::snapshot(&plain), at, options).items;
        let item = items.iter().find(|item| item.label == name).expect("offered");
        assert!(item.documentation.as_deref().is_some_and(|it| it.contains('?')), "its questions come along");
        text = askhow_document::apply_edits(&plain, std::slice::from_ref(&item.edit));
        text.push_str("\n\n");
    }
    assert!(common::found_of("section/missing", &text).is_empty(), "{text}");
    assert!(common::found_of("section/order", &text).is_empty(), "{text}");
}

#[test]
fn an_empty_file_is_offered_the_whole_template_and_nothing_else() {
    assert_eq!(labels("$0").len(), 1);
    assert_eq!(labels("revi$0").len(), 1);
}

#[test]
fn nothing_is_offered_inside_code() {
    assert!(
        labels(
            "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n```\n# $0\n```\n"
        )
        .is_empty()
    );
}

#[test]
fn ignore_comments_name_the_rules_found_nearby_first() {
    let fixture = "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n<!-- askhow-ignore-next $0\nWhy did it fail?\n";
    assert_eq!(labels(fixture).first().map(String::as_str), Some("phrasing/why-question"));
    check_completion(
        "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n<!-- $0\n",
        "askhow-ignore-next",
        "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n<!-- askhow-ignore-next -->\n",
    );
}
