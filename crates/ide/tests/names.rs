//! Titles and headings keep their words until somebody wants others.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

mod common;

use askhow_ide::{ActionKind, lenses};
use common::{actions_at, check_action, cursor, found, found_of, snapshot};

#[track_caller]
fn check_no_rename(fixture: &str) {
    let (text, at) = cursor(fixture);
    let titles: Vec<String> = actions_at(&text, at).into_iter().map(|action| action.title).collect();
    assert!(titles.iter().all(|title| !title.starts_with("Rename")), "{titles:#?}");
}

/// A document with this title, whose form dates its timeline.
#[track_caller]
fn check_title(title: &str) {
    let text = format!(
        "# {title}\n\n- Severity: SEV2\n- Incident Start: 2023-03-05 16:40 UTC\n- Incident Detected: 2023-03-05 16:10 UTC\n\n\
         ## Timeline (UTC)\n\n- 16:40 The alert fires.\n- 16:50 Ada rolls back.\n"
    );
    let snapshot = snapshot(&text);
    assert!(snapshot.review().title().is_some(), "{title}");
    assert!(snapshot.review().outline.parts[0].section.is_none(), "{title}");
    let said = found(&text);
    assert!(said.iter().any(|it| it.starts_with("form/order")), "{title}: {said:#?}");
    let wrong = ["timeline/no-date", "section/rename", "phrasing/root-cause", "phrasing/five-whys"];
    assert!(said.iter().all(|it| !wrong.iter().any(|rule| it.starts_with(rule))), "{title}: {said:#?}");
    let entries = askhow_ide::timeline_entries(&snapshot);
    assert!(entries.iter().all(|entry| entry.instant.is_some()), "{title}");
    let hover = askhow_ide::hover(&snapshot, 4).expect("a title has one").markdown;
    assert!(hover.contains("Read as an incident review"), "{title}: {hover}");
}

#[test]
fn the_first_heading_is_the_title_whatever_it_begins_with() {
    for title in [
        "RCA: checkout down",
        "RCA – checkout down",
        "Incident: mail late",
        "Root cause analysis: the full disk",
        "Problem: mail late",
        "Summary: a slow morning",
        "Impact: no mail",
        "5 Whys: the full disk",
        "Mail late because of a full disk: root cause",
        "Root cause analysis",
    ] {
        check_title(title);
    }
}

#[test]
fn a_first_heading_of_several_or_below_a_title_in_front_matter_is_a_section() {
    let is_section = |text: &str| snapshot(text).review().outline.parts[0].section.is_some();
    assert!(is_section("# Summary\n\nMail was late.\n\n# Root cause\n\nA full disk.\n"));
    assert!(is_section("---\ntitle: Mail was late\n---\n\n# Root cause\n\nA full disk.\n"));
    assert!(is_section("# Timeline\n\n- 2023-03-05 16:40 UTC The alert fires.\n"));
    assert!(!is_section("---\ntitle:\n---\n\n# Root cause of late mail\n\nA full disk.\n"));
}

#[test]
fn a_name_that_is_all_of_the_heading_is_replaced_and_the_question_mark_goes() {
    for (before, after) in [
        ("## Root $0cause?", "## Contributors & Enablers"),
        ("## 3. Root $0cause", "## 3. Contributors & Enablers"),
        ("## The root $0cause:", "## Contributors & Enablers:"),
        ("## **Root $0causes?**", "## **Contributors & Enablers**"),
        ("**Root $0cause**", "**Contributors & Enablers**"),
    ] {
        let review =
            |heading: &str| format!("# Slow\n\n{heading}\n\nThe cache held carts, see it fill up.\n");
        check_action("Rename to", &review(before), &review(after));
    }
}

#[test]
fn words_that_would_be_left_over_keep_the_name() {
    for heading in [
        "Root $0cause and resolution",
        "Prevention $0and mitigation",
        "Root $0cause of the outage",
        "Technical root $0cause",
        "Root $0cause (a full disk)",
    ] {
        check_no_rename(&format!("# Slow\n\n## {heading}\n\nThe cache held carts.\n"));
    }
}

#[test]
fn beside_a_section_of_its_kind_a_name_stays() {
    check_no_rename("# Slow\n\n## Root $0cause\n\nA disk.\n\n## Contributing factors\n\n- A disk.\n");
    check_no_rename("# Slow\n\n## Prevention$0\n\n- A disk.\n\n## Action items\n\n- A disk.\n");
    check_no_rename("# Slow\n\n## Whys$0\n\nA disk.\n\n## Root cause\n\nA disk.\n");
    check_no_rename("# Root $0cause\n\nA disk.\n\n# Timeline\n\n- 2023-03-05 16:40 UTC It fills up.\n");
}

#[test]
fn one_name_of_several_incidents_is_told_once_and_changed_everywhere() {
    let before = "# Outages\n\nSee [the cause](#root-cause-1).\n\n## One\n\n#### Root $0cause\n\nA deploy.\n\n## Two\n\n#### Root cause\n\nA race.\n";
    let after = before
        .replace("$0", "")
        .replace("Root cause", "Contributors & Enablers")
        .replace("#root-cause-1", "#contributors--enablers-1");
    check_action("Rename both to", before, &after);
    assert_eq!(found_of("section/rename", &after), Vec::<String>::new());
}

#[test]
fn a_technical_cause_is_no_difficulty() {
    check_no_rename(
        "# Slow\n\n## What Went $0Wrong\n\n### The trigger\n\nA flag was turned on.\n\n### The failing query\n\nIt read a column that did not exist.\n",
    );
    check_no_rename("# Slow\n\n## What went $0wrong\n\nThe disk was full, and the queue stopped.\n");
    check_no_rename("# Slow\n\n## What went $0wrong\n\n- The disk was full.\n- The queue stopped.\n");
    check_action(
        "Rename to",
        "# Slow\n\n## What went $0wrong?\n\n- Nobody saw the alert.\n- The runbook was out of date.\n",
        "# Slow\n\n## Difficulties in Handling\n\n- Nobody saw the alert.\n- The runbook was out of date.\n",
    );
}

#[test]
fn fix_all_renames_nothing() {
    for text in [
        "# RCA: mail\n\n## Root cause\n\nA disk.\n\n## What went wrong\n\n- Nobody knew.\n\n## Prevention\n\n- A disk.\n",
        "# RCA — mail stuck\n\n**Root Causes:** A job went too far.\n\n- **Root cause**: A full disk.\n",
        "# Slow\n\n## 5 Whys\n\nA disk was full.\n\n## Root cause and resolution\n\nA disk.\n",
        "# Root cause analysis: the 5 whys of late mail\n\n## RCA\n\nA disk.\n",
    ] {
        let only = |kind| kind == ActionKind::FixAll;
        let actions = askhow_ide::actions(&snapshot(text), askhow_document::Span::empty(0), only, None);
        assert_eq!(actions, [], "{text}");
    }
}

#[test]
fn a_heading_is_told_once() {
    let text = "# Slow\n\n## Root cause — not yet confirmed\n\nA disk.\n\n## 5 Whys\n\nA disk was full.\n";
    let mut said = found_of("phrasing", text);
    said.extend(found_of("section/rename", text));
    assert_eq!(said, ["phrasing/five-whys @ 5 Whys", "section/rename @ Root cause — not yet confirmed"]);
}

/// The template with this put under a heading.
fn template(heading: &str, words: &str) -> String {
    let text = askhow_review::template::review(&askhow_review::template::TemplateOptions::default());
    text.replacen(&format!("## {heading}\n"), &format!("## {heading}\n{words}"), 1)
}

#[test]
fn nothing_is_said_of_a_template_until_somebody_writes() {
    let text = template("Description", "");
    assert_eq!(found(&text), Vec::<String>::new());
    assert!(lenses(&snapshot(&text)).iter().all(|lens| !lens.title.contains("yet")));
    let own = "# Slow\n\n- Severity: SEV2\n\n## Impact\n\n## Causes\n\n-\n\n## What went well\n";
    assert_eq!(found_of("section", own), Vec::<String>::new());
    // With words somewhere, what the writer has gone past is told.
    assert_eq!(found_of("section", &template("Description", "\nMail was late.\n")), Vec::<String>::new());
    assert_eq!(
        found_of("section", &template("Risks", "\nThe other pool.\n")),
        ["section/mitigators @ Mitigators"]
    );
    let written = own.replace("## Causes\n\n-\n", "## Causes\n\n- A full disk.\n");
    assert_eq!(found_of("section/empty", &written), ["section/empty @ Impact"],);
}

#[test]
fn what_a_fix_wrote_is_quiet_and_so_is_what_it_was_made_from() {
    for (title, text, rule) in [
        (
            "Ask how it looked",
            "# Slow\n\nThe on-call should have $0noticed the alert.\n",
            "phrasing/counterfactual",
        ),
        ("Keep it as", "# Slow\n\nWe $0did not know of the limit.\n", "phrasing/surprise"),
        (
            "Record it",
            "# Slow\n\nLuckily, $0Ana was awake.\n\n## Mitigators\n\n- Ben was there.\n",
            "phrasing/luck",
        ),
    ] {
        let (text, at) = cursor(text);
        assert_eq!(found_of(rule, &text).len(), 1, "{text}");
        let actions = actions_at(&text, at);
        let action = actions.iter().find(|action| action.title.starts_with(title)).expect(title);
        let after = askhow_document::apply_edits(&text, action.edits());
        assert_eq!(found_of(rule, &after), Vec::<String>::new(), "{after}");
    }
    // Another sentence of the kind is told all the same.
    let other = "# Slow\n\nLuckily, Ana was awake. Luckily, Ben was too.\n\n## Mitigators\n\n- Luckily, Ana was awake\n";
    assert_eq!(found_of("phrasing/luck", other).len(), 1);
}

#[test]
fn missing_sections_are_offered_at_the_title_and_at_headings_alone() {
    let text = "---\nseverity: SEV2\n---\n\n# Slow\n\n## Impact\n\nMail was late.\n\n| a | b |\n| - | - |\n| c | d |\n\n\
        ## Timeline\n\n- 2023-03-05 16:40 UTC It fills up.\n";
    for (words, is_offered) in [
        ("Slow", true),
        ("Impact", true),
        ("severity", false),
        ("Mail was", false),
        ("c | d", false),
        ("It fills", false),
    ] {
        let actions = actions_at(text, text.find(words).unwrap());
        let n_offers = actions.iter().filter(|action| action.title.starts_with("Add all")).count();
        assert_eq!(n_offers, usize::from(is_offered), "{words}");
    }
}

#[test]
fn what_is_recorded_keeps_its_label() {
    check_action(
        "Record it under Mitigators",
        "# Slow\n\n- **Search**: 6h late, $0self-resolved\n\n## Mitigators\n\n- Ben was there\n",
        "# Slow\n\n- **Search**: 6h late, self-resolved\n\n## Mitigators\n\n- Ben was there\n- **Search**: 6h late, self-resolved\n",
    );
}

#[test]
fn missing_sections_go_behind_those_before_them_where_the_timeline_stands_early() {
    let text = "# Slow $0\n\n## Summary\n\nMail was late.\n\n## Timeline\n\n- 2023-03-05 16:40 UTC It fills up.\n\n## Contributing factors\n\n- A disk.\n\n\
                ## What went well\n\n- Ben was there.\n\n## Action items\n\n- Show the disk.\n";
    let (text, at) = cursor(text);
    let actions = actions_at(&text, at);
    let all: Vec<_> = actions.iter().filter(|action| action.title.starts_with("Add all")).collect();
    assert_eq!(all.len(), 1, "not twice on the title: {all:#?}");
    let after = askhow_document::apply_edits(&text, all[0].edits());
    let headings: Vec<&str> = after.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(
        headings,
        [
            "Summary",
            "Timeline",
            "Contributing factors",
            "What went well",
            "Risks",
            "Difficulties in Handling",
            "Action items",
            "Artifacts",
            "References",
            "Open Questions"
        ]
    );
    assert_eq!(found_of("section", &after), Vec::<String>::new());
    let item = text.find("A disk").unwrap();
    assert!(actions_at(&text, item).iter().all(|action| !action.title.starts_with("Add all")));
    let heading = text.find("What went").unwrap();
    assert!(actions_at(&text, heading).iter().any(|action| action.title.starts_with("Add all")));
}
