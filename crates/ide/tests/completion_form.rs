//! Completion of the form, of values, and of what is named elsewhere: references, people, other reviews.

mod common;

use askhow_ide::{OtherReview, Settings};
use askhow_review::Field;
use common::{check_completion, labels, labels_under, offered};

#[test]
fn missing_fields_come_in_the_dress_of_their_neighbours() {
    for (form, label, line) in [
        ("- **Severity:** SEV-2\n- $0\n", "Regions", "- **Regions:** \n"),
        ("* Severity: SEV-2\n* $0\n", "Incident Start", "* Incident Start: \n"),
        ("**Severity**: SEV-2\n$0\n", "Regions", "**Regions**: \n"),
        ("**Severity**: SEV-2\n**Re$0\n", "Regions", "**Regions**: \n"),
        ("Severity\tSEV-2\nRe$0\n", "Regions", "Regions\t\n"),
        ("severity: SEV-2\nre$0\n", "regions", "regions: \n"),
        ("| Field | Value |\n| - | - |\n| Severity | SEV-2 |\n| $0\n", "Regions", "| Regions |  |\n"),
    ] {
        let fixture = format!("# Outage\n\n{form}\n## Risks\n\n- x\n");
        assert!(!labels(&fixture).iter().any(|label| label.eq_ignore_ascii_case("severity")), "{form:?}");
        let head = form.split_once("$0").unwrap().0;
        let lines = head.rsplit_once('\n').map_or("", |(lines, _)| lines);
        check_completion(&fixture, label, &format!("# Outage\n\n{lines}\n{line}\n## Risks\n\n- x\n"));
    }
}

#[test]
fn a_form_begins_under_the_title_and_under_its_labels() {
    assert_eq!(labels("# Outage\n\n- $0\n\n## Risks\n\n- x\n").first().unwrap(), "Severity");
    let dates = labels("# Outage\n\n**Dates**\n\n- $0\n\n## Risks\n\n- x\n");
    // What not every team has comes behind what any has, and other parts of the form come last.
    let first =
        ["Incident Start", "Incident Detected", "Stabilization Time", "Created", "Updated", "Severity"];
    assert_eq!(dates[..6], first);
    assert!(labels("# Outage\n\n## Risks\n\n- x\n\nMore.\n\n$0x\n").is_empty());
    // A list in a description is no form.
    assert!(labels("# Outage\n\nThese were slow for an hour:\n\n- $0\n\n## Risks\n\n- x\n").is_empty());
}

#[test]
fn front_matter_completes_keys_and_values() {
    let yaml = labels("---\nseverity: SEV-2\n$0\n---\n\n# Outage\n\n## Risks\n\n- x\n");
    assert!(yaml.contains(&"incident-start".to_owned()) && yaml.contains(&"askhow".to_owned()), "{yaml:?}");
    assert!(!yaml.contains(&"severity".to_owned()));
    let snake = labels("---\nincident_type: x\nin$0\n---\n\n# Outage\n");
    assert!(snake.contains(&"incident_start".to_owned()), "{snake:?}");
    check_completion("+++\nask$0\n+++\n\n# Outage\n", "askhow", "+++\naskhow = \n+++\n\n# Outage\n");
    check_completion(
        "+++\nstatus = $0\n+++\n\n# Outage\n",
        "Draft",
        "+++\nstatus = \"Draft\"\n+++\n\n# Outage\n",
    );
    check_completion(
        "---\nstatus: \"dr$0\n---\n\n# Outage\n",
        "Draft",
        "---\nstatus: \"Draft\"\n---\n\n# Outage\n",
    );
    assert_eq!(labels("---\naskhow: $0\n---\n\n# Outage\n"), ["true", "false"]);
}

#[test]
fn values_come_from_the_settings_the_review_and_the_other_reviews() {
    let settings = Settings { severities: vec!["SEV1".to_owned(), "SEV2".to_owned()], ..Settings::default() };
    for line in ["- Severity: $0", "**Severity:** se$0", "| Severity | $0 |", "Severity\t$0"] {
        assert_eq!(
            labels_under(settings.clone(), &format!("# Outage\n\n{line}\n")),
            ["SEV1", "SEV2"],
            "{line}"
        );
    }
    assert_eq!(labels_under(settings, "# Outage\n\n## Severity\n\n$0\n"), ["SEV1", "SEV2"]);

    let other = |path: &str, regions: &str| OtherReview {
        path: path.to_owned(),
        title: "Night".to_owned(),
        fields: vec![(Field::Regions, regions.to_owned()), (Field::Severity, "high".to_owned())],
    };
    let others = [other("incidents/a.md", "eu-west, us-east"), other("incidents/b.md", "us-east")];
    let offers = offered("# Outage\n\n- Regions: $0\n", false, &others);
    let values: Vec<_> = offers.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(values, ["us-east", "eu-west"]);
    assert!(offers.asks_others);
    let second = offered("# Outage\n\n- Regions: us-east, $0\n", false, &others);
    assert_eq!(second.items.len(), 1);
    let severity = offered("# Outage\n\n- Severity: $0\n", false, &others);
    assert_eq!(severity.items[0].label, "high");

    assert_eq!(
        severity.items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(),
        ["high", "critical", "medium", "low"]
    );

    let text =
        "# Outage\n\n- Incident Start: $0\n\n## Timeline\n\n- 2025-03-04 16:32 UTC Ana sees slow orders\n";
    assert_eq!(labels(text), ["2025-03-04 16:32 UTC", "2026-01-15 12:00 UTC"]);
    assert_eq!(labels("# Outage\n\n- Updated: $0\n"), ["2026-01-15"]);
}

#[test]
fn values_that_many_teams_share_need_no_settings() {
    for (line, first) in [
        ("- Severity: $0", "SEV1"),
        ("**Sev:** s$0", "SEV1"),
        ("- Status: in$0", "Investigating"),
        ("| Source | $0 |", "Monitoring"),
        ("**Detected by:** cu$0", "Customer report"),
        ("## Status\n\n$0", "Draft"),
        ("- Status:\n  - $0", "Draft"),
        ("**Severity:**\n- $0", "SEV1"),
    ] {
        assert_eq!(labels(&format!("# Outage\n\n{line}\n")).first().unwrap(), first, "{line}");
    }
    let other = |severity: &str| OtherReview {
        path: "incidents/a.md".to_owned(),
        title: "Night".to_owned(),
        fields: vec![(Field::Severity, severity.to_owned()), (Field::Status, "Handed over".to_owned())],
    };
    let values = |line: &str, severity: &str| {
        let offers = offered(&format!("# Outage\n\n{line}$0\n"), false, &[other(severity)]);
        offers.items.into_iter().map(|item| item.label).collect::<Vec<_>>()
    };
    // In the notation that the others have.
    assert_eq!(values("- Severity: ", "P2"), ["P2", "P1", "P3", "P4", "P5"]);
    assert_eq!(values("- Severity: ", "Sev-3"), ["Sev-3", "Sev-1", "Sev-2", "Sev-4", "Sev-5"]);
    assert_eq!(values("- Severity: ", "grave"), ["grave"]);
    assert_eq!(values("- Status: ", "P2")[..2], ["Handed over", "Draft"]);
    // What is set is all there is, and a value that nobody set is no finding without.
    assert_eq!(
        common::found_of("form/unknown-value", "# Outage\n\n- Severity: grave\n- Status: odd\n"),
        [""; 0]
    );
}

#[test]
fn the_fields_of_the_team_come_first_and_under_its_names() {
    let mut settings = Settings::default();
    settings.form.fields = Some(["Sev", "Product", "Began"].map(str::to_owned).to_vec());
    let labels = |text: &str| labels_under(settings.clone(), text);
    assert_eq!(labels("# Outage\n\n- $0\n\n## Risks\n\n- x\n")[..3], ["Sev", "Product", "Began"]);
    let rest = labels("# Outage\n\n- **Severity:** SEV2\n- **Product:** shop\n- $0\n\n## Risks\n\n- x\n");
    assert_eq!(rest[..2], ["Began", "Type"]);
    assert!(!rest.contains(&"Incident Start".to_owned()), "{rest:?}");
    let front = labels("---\nsev: SEV2\n$0\n---\n\n# Outage\n\n## Risks\n\n- x\n");
    assert_eq!(front[..2], ["product", "began"]);
    let whole = labels("$0");
    assert_eq!(whole, ["Incident review"]);
}

#[test]
fn brackets_and_at_signs_bring_artifacts_references_people_and_other_reviews() {
    let others = [OtherReview {
        path: "incidents/2024/night.md".to_owned(),
        title: "The long night".to_owned(),
        fields: Vec::new(),
    }];
    let fixture = "# Outage\n\n## Timeline\n\n- 2025-03-04 16:32 UTC Zoë restarts `ledger`\n- 2025-03-04 17:36 UTC @ben joins\n\n## Artifacts\n\n- [The graph of that night](graph.png)\n\n## References\n\n- [Last year](2024.md)\n\n## Open Questions\n\n- See $0\n";
    let at = |mark: &str| {
        let offers = offered(&fixture.replace("$0", mark), false, &others);
        offers.items.iter().map(|item| item.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(at("[$0"), ["The graph of that night", "Last year", "The long night", "Zoë", "@ben"]);
    assert_eq!(at("@$0"), ["Zoë", "@ben", "The graph of that night", "Last year", "The long night"]);
    assert_eq!(at("@be$0"), ["@ben"]);
    let written = offered(&fixture.replace("$0", "[long$0]"), false, &others).items.remove(0);
    assert_eq!(written.edit.new_text, "[The long night](2024/night.md)");
    // The bracket that the editor has closed is taken along.
    assert_eq!(written.edit.span.len(), "[long]".len());
    for quiet in ["ana@$0", "![$0", "`[$0", "[x]($0", "[ $0"] {
        assert!(at(quiet).is_empty(), "{quiet}");
    }
    check_completion(&fixture.replace("$0", "@z$0"), "Zoë", &fixture.replace("$0", "Zoë"));
    check_completion(&fixture.replace("$0", "@b$0"), "@ben", &fixture.replace("$0", "@ben"));
}
