//! Hover on sections, and on what stands in them.

mod common;

use askhow_review::prompts::{Condition, Ground};
use common::{asked, hover};

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
fn every_section_asks_what_the_catalogue_has() {
    for section in askhow_review::Section::ALL {
        let fixture = format!("# Outage\n\n## {}$0\n\n- x\n- y\n", section.name());
        let text = hover(&fixture).expect("a hover");
        assert!(text.starts_with(&format!("**{}: ", section.name())), "{text}");
        assert_eq!(asked(&fixture), section.questions(), "{}", section.name());
    }
}

#[test]
fn an_item_asks_what_its_section_asks_of_one() {
    assert_eq!(
        asked("# Outage\n\n## Mitigators\n\n- The cache hel$0d.\n"),
        [
            "How did things go right, and who or what made that happen?",
            "How will it still be there next time: the people, the access, the tools, the slack?"
        ]
    );
    // Of one thing the questions are of one, and rather two that fit than all.
    let of_one = askhow_review::Section::Risks.questions_at(&Ground::of([Condition::One]));
    assert_eq!(asked("# Outage\n\n## Risks\n\n- One\n  - Mo$0re of it\n"), of_one[..2]);
    assert_eq!(asked("# Outage\n\n## Ris$0ks\n\n- One\n"), of_one);
    assert_eq!(asked("# Outage\n\n## Risks\n\nThe pool is sma$0ll.\n\nIt grows.\n"), of_one[..2]);
    assert_ne!(asked("# Outage\n\n## Ris$0ks\n\n- One\n- Two\n"), of_one);
}

#[test]
fn an_item_is_not_asked_what_it_tells() {
    let item = |section: &str, words: &str| {
        let text =
            format!("# Outage\n\n## {section}\n\n- {words}\n- Another thing\n\n## Timeline\n\n- 16:40 x\n");
        hover(&text)
            .map(|text| {
                text.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    };
    let long = "How long had it been there before it mattered?".to_owned();
    assert!(item("Contributors", "The pool$0 was small").contains(&long));
    assert!(!item("Contributors", "The pool$0 had been small for two years").contains(&long));
    let many = "How do you know who was affected, and how many?".to_owned();
    assert!(item("Impact", "Orders$0 failed").contains(&many));
    assert!(!item("Impact", "Every order$0 failed").contains(&many));
    assert!(!item("Impact", "12 orders$0 failed").contains(&many));
    assert_eq!(
        item("Impact", "No customer$0 was affected"),
        ["How close did it come, and who could see that at the time?"]
    );
    assert!(
        item("Resolution", "Ana rolled$0 back the deploy")
            .contains(&"How did they know that it had worked?".to_owned())
    );
    for nothing in ["Replace$0 the relay", "The relay$0 was slow"] {
        assert!(item("Resolution", nothing).is_empty(), "{nothing}");
    }
    // A name, a version, a link has no words of its own.
    for nothing in ["`relay$0-2`", "4.2.3$0 – 4.2.5", "[relay 4.2.3](https://x.org/rel$0ay)"] {
        assert!(item("Contributors", nothing).is_empty(), "{nothing}");
    }
    assert!(item("References", "The manual$0 of the relay").is_empty());
    assert_eq!(item("References", "[Postmortem$0 of the slow day in May](may.md)").len(), 2);
}

#[test]
fn a_heading_that_is_an_item_asks_what_its_section_asks_of_one() {
    let text =
        "# Outage\n\n## Root causes\n\n### 1. Old$0 images\n\n- a.png\n- b.png\n\n### 2. A full disk\n\nx\n";
    assert_eq!(asked(text)[0], "How did this help make the incident possible, and what else did it need?");
    // Below a section beside the nine its parts ask what it asks.
    let text = "# Outage\n\n## Response\n\n### By night\n\n- Ada rest$0arted it.\n\n## Risks\n\n- One\n";
    assert_eq!(asked(text)[0], "How did this make sense, given what people knew at the time?");
}

#[test]
fn sections_beside_the_nine_ask_about_what_they_tell() {
    use askhow_review::Beside;
    for (heading, beside) in [
        ("Response", Beside::Response),
        ("Incident Response", Beside::Response),
        ("Resolution", Beside::Resolution),
        ("Fix", Beside::Resolution),
        ("Lessons Learned", Beside::LessonsLearned),
        ("Key takeaways", Beside::LessonsLearned),
        ("Investigation", Beside::Investigation),
        ("Detection", Beside::Detection),
        ("How we found out", Beside::Detection),
        ("Conclusion", Beside::Conclusion),
        ("What could have been worse", Beside::Worse),
    ] {
        let at_heading = format!("# Outage\n\n## {heading}$0\n\n- Ada restarts it.\n\n## Risks\n\n- One.\n");
        assert_eq!(asked(&at_heading), beside.questions(), "{heading}");
        let at_item = at_heading.replace("$0", "").replace("Ada restarts it", "Ada $0restarted it");
        assert!((1..=2).contains(&asked(&at_item).len()), "{heading}");
    }
    // Further down another section asks its own.
    let risk = "# Outage\n\n## Response\n\n- Ada restarts it.\n\n## Risks\n\n- On$0e.\n";
    assert_eq!(asked(risk), askhow_review::Section::Risks.questions_at(&Ground::of([Condition::One]))[..2]);
}

#[test]
fn an_item_that_says_nothing_is_asked_nothing() {
    for nothing in ["Non$0e known.", "N$0/A", "TB$0D"] {
        assert_eq!(
            hover(&format!("# Outage\n\n## Contributors\n\n- {nothing}\n\n## Risks\n\n- One\n")),
            None
        );
    }
}

#[test]
fn what_is_told_below_detection_is_no_moment_of_the_form() {
    let text = "# Outage\n\n## Detection\n\nThe shop$0 called us about slow orders.\n\n## Risks\n\n- One\n";
    assert_eq!(asked(text)[0], "How did people come to notice, and what was to be seen before that?");
    // What nobody knows yet is asked of whoever could.
    assert_eq!(asked("# Outage\n\n- Severity: TB$0D\n\n## Risks\n\n- One\n"), ["Who could know?"]);
}

#[test]
fn what_is_left_open_or_struck_out_is_no_item() {
    for nothing in
        ["TB$0D: ask the desk", "None$0 known so far.", "~~The pool$0 was small.~~", "Who$0 could know?"]
    {
        assert!(
            asked(&format!("# Outage\n\n## Contributors\n\n- {nothing}\n- A full disk\n")).is_empty(),
            "{nothing}"
        );
    }
    // Beside it one thing stays one.
    let one = asked("# Outage\n\n## Contrib$0utors\n\n- ~~The pool was small.~~\n- A full disk\n");
    assert_eq!(one[0], "How did this help make the incident possible, and what else did it need?");
}

#[test]
fn an_exercise_is_known_by_its_title_and_a_real_outage_stays_one() {
    let of = |title: &str| {
        asked(&format!("# {title}\n\n## Impact\n\nOrders fail$0ed for customers.\n\n## Risks\n\n- One\n"))
    };
    assert!(of("Game day of 2024-06-03").is_empty());
    assert!(of("Tabletop: the relay").is_empty());
    assert!(!of("Fire drill took the checkout down").is_empty());
    assert!(!of("Outage during a game day").is_empty());
    // Where nothing is asked, nothing is shown.
    assert!(
        hover("# Game day of 2024-06-03\n\n## Resol$0ution\n\n- Ana stopped it.\n\n## Risks\n\n- One\n")
            .is_none()
    );
}
