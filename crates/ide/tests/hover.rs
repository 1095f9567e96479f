//! Hover on sections, entries and flagged phrases.

mod common;

use askhow_review::prompts::{Condition, Ground};
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
    assert!(text.contains("Tue 4 Mar 2025, 16:40 UTC"), "{text}");
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

/// The questions of a hover, in their order.
fn asked(fixture: &str) -> Vec<String> {
    let text = hover(fixture).expect("a hover");
    text.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect()
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
fn every_field_asks_what_the_catalogue_has() {
    for (field, question) in [
        ("Severity", "How was it decided, and did anyone see it differently at the time?"),
        ("Source of Detection", "How did people come to notice, and how else could it have reached them?"),
        ("Incident Start", "How was this moment found, and what was there to see then?"),
        ("Incident Detected", "How did the signal stand out from an ordinary day?"),
        ("Stabilization Time", "How did people know it was stable, and what work went on after it?"),
        ("Regions", "How did the other regions stay unaffected?"),
        ("Signup Impact", "How was it measured, and compared with what?"),
        ("Notifications", "How did the people who needed to know find out?"),
        ("Assignee", "Who else took part, and how did they get involved?"),
        ("Watchers", "How will this reach those who could learn from it, up the chain included?"),
        ("Status", "What is still not understood, now that the system is stable?"),
    ] {
        for form in [
            format!("- {field}: so$0me\n"),
            format!("**{field}:** so$0me\n"),
            format!("| {field} | so$0me |\n| - | - |\n"),
        ] {
            let form = if form.starts_with('|') {
                format!("| Field | Value |\n| - | - |\n| {field} | so$0me |\n")
            } else {
                form
            };
            assert_eq!(asked(&format!("# Outage\n\n{form}\n## Risks\n\n- x\n")), [question], "{field}");
        }
    }
    // Where all of them were touched, no other one stayed well.
    assert!(hover("# Outage\n\n- Regions: all of$0 them\n").is_none());
}

#[test]
fn every_kind_of_entry_asks_with_who_and_when_filled_in() {
    let entry = |words: &str| {
        asked(&format!("# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:20 Orders fail\n- 16:40 {words}\n"))
    };
    for (words, questions) in [
        (
            "Ana notic$0es slow orders",
            &[
                "How did Ana come to look there, expecting to see what?",
                "How did it compare with an ordinary day?",
            ][..],
        ),
        (
            "Ana susp$0ects the cache",
            &[
                "How did this explanation come to mind?",
                "How would it look if it were something else?",
                "Who had another idea?",
            ],
        ),
        (
            "Ana rolls$0 back the deploy",
            &[
                "How did this make sense, given what Ana knew at 16:40?",
                "How did the risk of acting compare with that of waiting?",
            ],
        ),
        (
            "Ana pag$0es Ben",
            &["How did Ana know whom to ask?", "How long did it take to get an answer that helped?"],
        ),
        ("Orders are back$0 to normal", &["How did people come to know that it was well again?"]),
        (
            "Orders recover auto$0matically.",
            &[
                "How did it come to do that by itself, and did anyone rely on it?",
                "How did people come to know that it was well again?",
            ],
        ),
        (
            "Ana rolls back the deploy. Orders are back$0 to normal.",
            &["How did people know that it had worked?", "How did they decide that it was safe to stop?"],
        ),
        (
            "QueueTooLong fi$0res.",
            &["How did this reach anybody, and whom first?", "What did people take it for at first?"],
        ),
        (
            "We roll$0 back the deploy",
            &[
                "How did this make sense, given what we knew at 16:40?",
                "How did the risk of acting compare with that of waiting?",
            ],
        ),
        (
            "Three customers rep$0ort slow orders",
            &["How did it compare with an ordinary day?", "What did people take it for at first?"],
        ),
        (
            "An alert fi$0res for latency above 3 s",
            &[
                "How did this reach anybody, and whom first?",
                "How did it compare with an ordinary day?",
                "What did people take it for at first?",
            ],
        ),
        (
            "Status page upd$0ated",
            &[
                "How did those who read or heard it take it?",
                "Who else needed to know, and how did they find out?",
            ],
        ),
        ("Ben joins$0 the call", &["How did Ben hear of it, and what did they know when they joined?"]),
        // Nobody is named who saw it.
        ("Orders fail$0 in two regions", &["Who saw this at the time, and what did they take it for?"]),
        ("The leak was identi$0fied", &["What led people to look there, and what did they expect to see?"]),
        ("Orders were failing$0, and no alert fired", &["What was there to be seen, and from where?"]),
        (
            "Ana ruled out$0 the cache",
            &[
                "How did this explanation come to mind?",
                "How was it ruled out, and whom did that convince?",
                "Who had another idea?",
            ],
        ),
        // How people knew is told.
        ("Error rate back to normal at 0.1 %$0", &[]),
        (
            "@cleo announces$0 that the app is paused.",
            &[
                "How did those who heard it from cleo take it?",
                "Who else needed to know, and how did they find out?",
            ],
        ),
    ] {
        assert_eq!(entry(words), questions, "{words}");
    }
    // What is planned is no deed yet.
    assert!(entry("We will res$0tart it tomorrow").is_empty());
}

#[test]
fn what_was_tried_out_is_not_asked_how_it_made_sense() {
    let of = |about: &str| {
        asked(&format!(
            "# Outage\n\n{about}\n\n## Timeline (UTC), 2025-03-04\n\n- 16:30 Orders fail\n- 16:40 Ana stops$0 the relay\n- 16:44 Back to normal\n\n## Risks\n\n- One\n"
        ))
    };
    assert_eq!(of("Mail was late.").len(), 2);
    assert!(of("A fault injection, not a real incident.").is_empty());
    assert!(of("This is not a real production incident.").is_empty());
    assert_eq!(of("<!-- not a real incident: a note of the template -->\n\nMail was late.").len(), 2);
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
fn an_entry_in_a_quotation_tells_when_it_was_and_asks() {
    let text = "# Outage\n\n## Timeline (UTC)\n\n**2025-03-04**\n\n> 16:40 Ana rolls back$0 the deploy\n\n> 16:50 Back to normal\n";
    let text = hover(text).expect("a hover");
    assert!(text.starts_with("**Tue 4 Mar 2025, 16:40 UTC"), "{text}");
    assert!(text.contains("given what Ana knew at 16:40?"), "{text}");
}

#[test]
fn a_quiet_stretch_asks_what_was_going_on_between_its_times() {
    let fixture = "# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Ana rolls back the deploy\n- 18:$002 Ben joins\n- 18:10 Back to normal\n";
    let questions = asked(fixture);
    assert!(questions[0].contains("between 16:40 and 18:02"), "{questions:?}");
    assert!(questions.len() <= 4);
}

#[test]
fn every_rule_of_wording_asks_its_questions() {
    let mut n_asked = 0;
    for rule in
        askhow_ide::rules().iter().filter(|rule| rule.family() == "phrasing" && !rule.questions.is_empty())
    {
        for example in rule.fires {
            let text = format!("# Outage\n\n{example}\n");
            let found = askhow_ide::findings(&common::snapshot(&text));
            let Some(finding) = found.iter().find(|finding| finding.rule.id == rule.id) else { continue };
            let Some(hover) = askhow_ide::hover(&common::snapshot(&text), finding.span.start) else {
                continue;
            };
            assert!(hover.markdown.contains("\n- "), "{}: {}", rule.id, hover.markdown);
            n_asked += 1;
        }
    }
    assert!(n_asked > 30, "{n_asked}");
}

#[test]
fn the_title_asks_about_the_review_as_a_whole() {
    let without = "# Out$0age\n\nNobody could log in for half an hour that day.\n\n## Contributors\n\n- x\n\n## Timeline\n\n- 2025-03-04 16:40 UTC Broke\n- 2025-03-04 16:50 UTC Back to normal\n";
    let questions = asked(without);
    assert_eq!(questions[0], "How did things go right?");
    assert!(
        questions.contains(&"What would you still like to know, and who has not been asked?".to_owned()),
        "{questions:?}"
    );
    // A question that stands there, or a timeline that goes on, needs no such question.
    let open = format!("{without}\n## Open Questions\n\n- How did the cache fill up?\n");
    assert!(!asked(&open).iter().any(|question| question.starts_with("What would you still")));
    let template =
        format!("{without}\n## Open Questions\n\n<!--\nWho has not been talked to yet?\n-->\n\n- \n");
    assert!(asked(&template).iter().any(|question| question.starts_with("What would you still")));
    // A team's own word for recovery counts.
    let mut settings = askhow_ide::Settings::default();
    settings.kinds.recovery = vec!["🎉".to_owned()];
    let (text, at) = common::cursor(&without.replace("Back to normal", "🎉 Ben joins"));
    let snapshot = askhow_ide::Analysis::new(&text, common::surroundings(settings)).snapshot();
    let told = askhow_ide::hover(&snapshot, at).expect("a hover").markdown;
    assert!(told.contains("What would you still"), "{told}");
    assert!(
        !asked(&without.replace("Back to normal", "Ben joins"))
            .iter()
            .any(|question| question.starts_with("What would you still"))
    );
}

#[test]
fn the_form_tells_how_long_it_took() {
    let form = "# Outage$T\n\n- Incident Start: 2025-03-04 16:32 UTC$S\n- Incident Detected: 2025-03-04 16:36 UTC$D\n- Stabilization Time: 2025-03-04 18:00 UTC$E\n\n## Risks\n\n- x\n";
    let at = |place: &str| {
        let text = ["$T", "$S", "$D", "$E"]
            .iter()
            .fold(form.to_owned(), |text, mark| text.replace(mark, if *mark == place { "$0" } else { "" }));
        hover(&text).expect("a hover").lines().next().unwrap().to_owned()
    };
    assert_eq!(at("$S"), "**Incident Start: detected after 4m, stable after 1h 28m**");
    assert_eq!(at("$D"), "**Incident Detected: detected after 4m**");
    assert_eq!(at("$E"), "**Stabilization Time: stable after 1h 28m**");
    let title = hover(&form.replace("$T", "$0").replace("$S", "").replace("$D", "").replace("$E", ""))
        .expect("a hover");
    assert!(title.contains("Detected after 4m, stable after 1h 28m."), "{title}");
}

#[test]
fn a_teams_own_questions_come_first_everywhere() {
    let mut settings = askhow_ide::Settings::default();
    for (key, question) in [
        ("Risks", "How would the night shift notice?"),
        ("Severity", "Who else was asked?"),
        ("action", "Who was with {actor} at {time}?"),
        ("phrasing/root-cause", "What else had to be so?"),
    ] {
        settings.prompts.insert(key.to_owned(), vec![question.to_owned()]);
    }
    let more = askhow_review::settings::SectionMore {
        questions: vec!["How did the pilot go?".to_owned()],
        ..Default::default()
    };
    settings.sections.insert("Pilots".to_owned(), askhow_review::settings::SectionSetting::More(more));
    let surroundings = common::surroundings(settings);
    for (fixture, question) in [
        ("## Ri$0sks\n\n- x\n", "How would the night shift notice?"),
        ("- Severity: SE$0V2\n", "Who else was asked?"),
        ("## Timeline (UTC), 2025-03-04\n\n- 16:40 Ana rolls$0 back\n", "Who was with Ana at 16:40?"),
        ("The root cau$0se was a full disk.\n", "What else had to be so?"),
        ("## Pil$0ots\n\n- x\n", "How did the pilot go?"),
    ] {
        let (text, at) = common::cursor(&format!("# Outage\n\n{fixture}"));
        let snapshot = askhow_ide::Analysis::new(&text, std::sync::Arc::clone(&surroundings)).snapshot();
        let markdown = askhow_ide::hover(&snapshot, at).expect("a hover").markdown;
        let first = markdown.lines().find_map(|line| line.strip_prefix("- "));
        assert_eq!(first, Some(question), "{markdown}");
    }
}

#[test]
fn the_title_of_a_file_that_is_none_says_so_where_it_could_be_one() {
    let at = |text: &str| {
        let surroundings =
            askhow_ide::Surroundings { path: Some("notes.md".to_owned()), ..Default::default() };
        askhow_ide::hover(
            &askhow_ide::Analysis::new(text, surroundings.into()).snapshot(),
            text.find("# ").unwrap() + 3,
        )
    };
    let text = at("# Slow orders\n\n## Timeline\n\nSee the chat.\n").expect("a hover").markdown;
    assert!(text.starts_with("**Not read as an incident review: "), "{text}");
    assert!(
        at("---\naskhow: false\n---\n\n# Outage\n\n## Timeline\n\n- 16:40 x\n")
            .expect("a hover")
            .markdown
            .contains("askhow: false")
    );
    assert!(at("# My crate\n\nWhy did we write it?\n\n## Usage\n\nRun it.\n").is_none());
}

/// The headings of a page of the reference, as addresses name them.
fn headings_of(page: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/{page}.md"));
    let text = std::fs::read_to_string(&path).expect("a page of that name");
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| askhow_review::slug(line.trim_start_matches('#')))
        .collect()
}

#[test]
fn every_link_leads_to_a_heading_of_the_reference() {
    let mut links: Vec<String> = askhow_ide::rules()
        .iter()
        .map(|rule| askhow_ide::docs_link(askhow_ide::Page::Rules, rule.id))
        .collect();
    let link_of = |fixture: &str| hover(fixture).expect(fixture);
    for section in askhow_review::Section::ALL {
        links.push(link_of(&format!("# Outage\n\n## {}$0\n\n- x\n", section.name())));
    }
    links.push(link_of("# Outage\n\n## Risks\n\n- wor$0ds\n"));
    links.push(link_of("# Out$0age\n\n## Risks\n\n- x\n"));
    links.push(link_of("# Outage\n\n- Severity: SEV$02\n"));
    links.push(link_of("# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Ana loo$0ks\n"));
    let (text, at) = common::cursor("# Outage\n\n## Pil$0ots\n\n- x\n");
    let mut settings = askhow_ide::Settings::default();
    let more = askhow_review::settings::SectionMore::default();
    settings.sections.insert("Pilots".to_owned(), askhow_review::settings::SectionSetting::More(more));
    let snapshot = askhow_ide::Analysis::new(&text, common::surroundings(settings)).snapshot();
    links.push(askhow_ide::hover(&snapshot, at).expect("a hover").markdown);
    assert!(links.len() > 65, "{}", links.len());
    for link in links {
        let (_, link) = link.split_once(askhow_ide::DOCS).expect("a link");
        let link = link.trim_start_matches('/').split([')', '*']).next().unwrap();
        let (page, heading) = link.split_once('#').unwrap();
        assert!(headings_of(page).contains(&heading.to_owned()), "{page} has no heading {heading}");
    }
}

#[test]
fn an_entry_says_its_time_in_the_readers_own_zone_too() {
    let heading = |zone: &str| {
        let text = "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 23:50 the alert fires\n- 2019-03-26 00:05 queues grow\n";
        let ours = common::surroundings(askhow_ide::Settings::default());
        let ours = askhow_ide::Surroundings { writer_zone: Some(zone.to_owned()), ..(*ours).clone() };
        let snapshot = askhow_ide::Analysis::new(text, std::sync::Arc::new(ours)).snapshot();
        let said = askhow_ide::hover(&snapshot, text.find("the alert").unwrap()).unwrap().markdown;
        said.lines().next().unwrap().to_owned()
    };
    assert!(
        heading("Europe/Berlin").contains("23:50 UTC · Tue 26 Mar, 00:50 Europe/Berlin"),
        "{}",
        heading("Europe/Berlin")
    );
    assert!(
        heading("America/New_York").contains("23:50 UTC · 19:50 America/New\\_York"),
        "{}",
        heading("America/New_York")
    );
    assert!(!heading("UTC").contains("23:50 UTC · "), "{}", heading("UTC"));
    assert!(!heading("Africa/Accra").contains("Accra"), "{}", heading("Africa/Accra"));
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
fn the_place_of_a_page_is_no_region_of_an_outage() {
    let page = "---\nsite: shop\nlocation: Frei$0burg, Germany\n---\n\n# Outage\n\n## Risks\n\n- One\n";
    assert_eq!(hover(page), None);
    assert_eq!(
        asked("# Outage\n\n- Location: eu-we$0st\n\n## Risks\n\n- One\n"),
        ["How did the other regions stay unaffected?"]
    );
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
    // What is left open is asked nothing more.
    assert!(hover("# Outage\n\n- Severity: TB$0D\n\n## Risks\n\n- One\n").is_none());
}
