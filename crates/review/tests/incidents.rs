//! Files that tell several incidents: each has its title, its form, its timeline, and what it lacks.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::sync::Arc;

use askhow_document::{Document, Finding, apply_edits};
use askhow_review::{Review, Section, Surroundings, Want};

fn read(text: &str) -> Review {
    let surroundings = Surroundings { named: true, ..Surroundings::default() };
    Review::read(&Document::new(text), &Arc::new(surroundings), None)
}

fn findings(text: &str) -> Vec<(String, Finding)> {
    let review = read(text);
    let of = |finding: Finding| (finding.span.of(text).to_owned(), finding);
    review.findings(Want::Fixes).into_iter().map(of).collect()
}

fn told(text: &str, rule: &str) -> Vec<(String, String)> {
    let all = findings(text).into_iter().filter(|(_, finding)| finding.rule.id == rule);
    all.map(|(at, finding)| (at, finding.message.into_owned())).collect()
}

fn instants(text: &str) -> Vec<String> {
    let review = read(text);
    let readings = review.timelines.iter().flat_map(|it| it.timeline.readings().to_vec());
    readings.map(|it| it.instant.map_or_else(|| "-".to_owned(), |it| it.to_string())).collect()
}

const TWO: &str = "# Outages of the spring

## Shop down

- Severity: SEV2
- Incident Start: 2024-02-24 21:55 UTC
- Incident Detected: 2024-02-24 22:05 UTC

### Timeline

- 21:55 The deploy starts.
- 22:05 Alerts fire.

### Causes

A deploy.

### What went well

- The alert came at once.

## Mail late

- Severity: SEV1
- Incident Start: 2023-11-23 09:07 UTC
- Incident Detected: 2023-11-23 09:02 UTC

### Timeline

- 09:07 An alert fires.
- 09:20 Ben looks.

### Causes

A race.
";

#[test]
fn each_has_the_day_of_its_own_form() {
    let expected =
        ["2024-02-24T21:55:00Z", "2024-02-24T22:05:00Z", "2023-11-23T09:07:00Z", "2023-11-23T09:20:00Z"];
    assert_eq!(instants(TWO), expected);
    for rule in ["timeline/no-date", "timeline/no-zone", "timeline/order"] {
        assert_eq!(told(TWO, rule), [], "{rule}");
    }
}

#[test]
fn the_times_of_a_form_are_compared_within_one() {
    let told = told(TWO, "form/order");
    assert_eq!(
        told,
        [("2023-11-23 09:02 UTC".to_owned(), "Incident Detected lies before Incident Start.".to_owned())]
    );
}

#[test]
fn what_is_missing_is_said_of_each_and_added_to_it() {
    let at: Vec<String> = told(TWO, "section/missing").into_iter().map(|(at, _)| at).collect();
    assert_eq!(at, ["Shop down", "Mail late"]);
    let mitigators = findings(TWO).into_iter().filter(|(_, it)| it.rule.id == "section/mitigators");
    let [(at, finding)] = mitigators.collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(at, "Mail late");
    let added = apply_edits(TWO, &finding.fixes.first().unwrap().edits);
    assert!(added.starts_with(TWO.trim_end()), "{added}");
    assert!(added.contains("\n\n### Mitigators\n"), "{added}");
    let left: Vec<String> =
        told(&added, "section/mitigators").into_iter().map(|(_, message)| message).collect();
    assert_eq!(left, ["Nobody has told here yet how things went right."]);
}

#[test]
fn what_stands_below_all_counts_for_each() {
    let text =
        format!("{TWO}\n## What went well\n\n- Ana was awake.\n\n## Action items\n\n- Show the disk.\n");
    assert_eq!(told(&text, "section/mitigators"), []);
    assert!(told(&text, "section/missing").iter().all(|(_, message)| !message.contains("Follow-up")));
}

#[test]
fn headings_of_the_first_level_may_be_incidents() {
    let text = "# RCA: shop down on 2024-03-01\n\n## Timeline (UTC)\n\n- 10:00 Alerts fire.\n- 10:10 Ana rolls back.\n\n## Causes\n\nA deploy.\n\n\
# RCA: mail late on 2024-03-05\n\n## Timeline (UTC)\n\n- 11:00 Users report it.\n- 11:10 Ben empties the disk.\n\n## Causes\n\nA disk.\n";
    let review = read(text);
    let names: Vec<&str> = review.outline.incidents().map(|part| review.name(part)).collect();
    assert_eq!(names, ["RCA: shop down on 2024-03-01", "RCA: mail late on 2024-03-05"]);
    assert!(review.outline.incidents().all(|part| part.section.is_none()));
    assert_eq!(instants(text)[2], "2024-03-05T11:00:00Z");
    assert_eq!(told(text, "section/rename"), []);
}

#[test]
fn a_timeline_in_each_is_enough_below_headings_of_the_first_level() {
    let text = "# Incident 1, 2024-03-01\n\n- Severity: SEV2\n\n## Timeline (UTC)\n\n- 10:00 Alerts fire.\n\n## Root cause\n\n- A deploy.\n\n\
# Incident 2, 2024-03-05\n\n- Severity: SEV1\n\n## Timeline (UTC)\n\n- 11:00 Users report it.\n\n## What went well\n\n- Ben saw it.\n";
    assert_eq!(read(text).outline.incidents().count(), 2);
    assert_eq!(told(text, "section/missing").len(), 2);
}

#[test]
fn the_heading_of_an_incident_is_no_section_that_nobody_knows() {
    let text = "# Outages\n\n## Mail late on 2024-03-01\n\n### Timeline (UTC)\n\n- 10:00 Ana looks.\n\n### Risks\n\n- The disk.\n\n\
## Search down on 2024-03-05\n\n### Timeline (UTC)\n\n- 11:00 Ben looks.\n\n### Risks\n\n- The pool.\n\n### Prevention\n\n- A limit.\n";
    let missing = findings(text).into_iter().filter(|(_, it)| it.rule.id == "section/missing");
    let missing: Vec<String> = missing.map(|(_, it)| it.message.into_owned()).collect();
    assert_eq!(missing.len(), 2);
    assert!(missing.iter().all(|it| it.contains("Contributors")), "{missing:#?}");
    assert_eq!(told(text, "section/rename").len(), 1);
}

#[test]
fn headings_of_years_gather_incidents_and_are_none() {
    let incident = |day: u32| {
        format!(
            "## Search slow {day}\n\n### Timeline\n\n- 2024-03-0{day} 10:00 UTC a\n\n### Contributors\n\n- b\n\n"
        )
    };
    let years = format!("# 2023\n\n{}{}# 2024\n\n{}{}", incident(1), incident(2), incident(3), incident(4));
    let review = read(&years);
    let names: Vec<&str> = review.outline.incidents().map(|part| review.name(part)).collect();
    assert_eq!(names, ["Search slow 1", "Search slow 2", "Search slow 3", "Search slow 4"]);
    assert_eq!(told(&years, "section/missing").len(), 4);
    // With a section of its own it is an incident, and what stands in it belongs to it.
    let own = years
        .replace("# 2023\n", "# 2023\n\n## Follow-ups\n\n- c\n")
        .replace("# 2024\n", "# 2024\n\n## Follow-ups\n\n- c\n");
    let review = read(&own);
    let names: Vec<&str> = review.outline.incidents().map(|part| review.name(part)).collect();
    assert_eq!(names, ["2023", "2024"]);
}

#[test]
fn of_more_than_a_hundred_incidents_nobody_is_asked_what_each_lacks() {
    let text = |n: u32| -> String {
        let incident = |n| {
            format!("# Outage {n}\n\n## Timeline\n\n- 2024-03-04 10:00 UTC a\n\n## Contributors\n\n- b\n\n")
        };
        (0..n).map(incident).collect()
    };
    assert_eq!(told(&text(100), "section/missing").len(), 100);
    assert_eq!(told(&text(101), "section/missing"), []);
}

#[test]
fn parts_of_one_incident_are_none() {
    for text in [
        "# Shop down\n\n## Lessons\n\n### What went well\n\n- a\n\n### What went poorly\n\n- b\n\n## Details\n\n### Timeline\n\n- 10:00 a\n\n### Causes\n\nc\n",
        "# Summary\n\nIt was down.\n\n# Timeline\n\n- 10:00 a\n\n# Causes\n\nc\n",
        "# Shop down\n\n## First upgrade\n\nIt took long.\n\n## Second upgrade\n\nSo did it.\n\n## Timeline\n\n- 10:00 a\n",
        "# Shop down\n\n## Timeline\n\n### First outage\n\n- 10:00 a\n\n### Second outage\n\n- 11:00 a\n\n## Causes\n\nc\n",
    ] {
        assert_eq!(read(text).outline.incidents().count(), 0, "{text}");
        assert!(told(text, "section/missing").len() <= 1, "{text}");
    }
}

#[test]
fn a_first_heading_among_sections_of_its_level_is_the_title() {
    let text = "# RCA: mail stuck (2024-06-03)\n\n# Timeline\n\n- 10:00 a\n\n# What went well\n\n- b\n";
    let review = read(text);
    assert_eq!(review.title().map(|title| review.name(title)), Some("RCA: mail stuck (2024-06-03)"));
    assert!(!review.has(Section::Contributors));
}
