//! Hover on the title, on fields and on flagged phrases, and what holds of all hovers.

mod common;

use common::{asked, hover};

#[test]
fn a_flagged_phrase_asks_about_itself() {
    let text = hover("# Outage\n\nThe root$0 cause of the outage was a full disk.\n").expect("a hover");
    assert!(text.contains("phrasing/root-cause"), "{text}");
    assert!(text.contains('?'));
}

#[test]
fn beside_the_messages_of_findings_a_hover_begins_with_the_questions() {
    let beside = |fixture: &str| {
        let (text, at) = common::cursor(fixture);
        let snapshot = common::snapshot(&text);
        let alone = askhow_ide::hover(&snapshot, at).expect("a hover");
        let beside = askhow_ide::hover_beside_messages(&snapshot, at).expect("a hover");
        let found = askhow_ide::findings(&snapshot);
        for finding in found.iter().filter(|finding| finding.span.touches(at)) {
            // Without what it asks, which may stand among the questions.
            let said = finding.message.split("; ").next().unwrap().trim_end_matches('.').to_lowercase();
            assert!(alone.markdown.to_lowercase().contains(&said), "{said} in {}", alone.markdown);
            assert!(!beside.markdown.to_lowercase().contains(&said), "{said} in {}", beside.markdown);
        }
        beside
    };
    let phrase = beside("# Outage\n\nThe root$0 cause of the outage was a full disk.\n");
    assert!(phrase.markdown.starts_with("- "), "{}", phrase.markdown);
    assert_eq!(phrase.more, None, "the finding links to its rule");
    // What the place is, and what is asked about it, is said by nobody else.
    let entry = "# Outage\n\n## Timeline\n\n- 2025-03-04 16:40 UTC Bob should have$0 looked\n- 2025-03-04 16:50 UTC Ana looks\n";
    let entry = beside(entry);
    assert!(entry.markdown.starts_with("**Tue 4 Mar 2025"), "{}", entry.markdown);
    assert!(entry.markdown.contains("\n- How"), "{}", entry.markdown);
    // Where nothing is found nothing is left out.
    let (text, at) = common::cursor("# Outage\n\n## Ri$0sks\n\n- x\n");
    let snapshot = common::snapshot(&text);
    assert_eq!(askhow_ide::hover_beside_messages(&snapshot, at), askhow_ide::hover(&snapshot, at));
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
    assert!(text.starts_with("**Not read as an incident review"), "{text}");
    assert!(
        at("---\naskhow: false\n---\n\n# Outage\n\n## Timeline\n\n- 16:40 x\n")
            .expect("a hover")
            .markdown
            .contains("askhow: false")
    );
    assert!(at("# My crate\n\nWhy did we write it?\n\n## Usage\n\nRun it.\n").is_none());
}

#[test]
fn every_link_leads_to_a_heading_of_the_reference() {
    let more_of = |fixture: &str| {
        let (text, at) = common::cursor(fixture);
        askhow_ide::hover(&common::snapshot(&text), at).expect(fixture).more.expect("a page")
    };
    let mut links: Vec<askhow_ide::More> = Vec::new();
    for section in askhow_review::Section::ALL {
        links.push(more_of(&format!("# Outage\n\n## {}$0\n\n- x\n", section.name())));
    }
    links.push(more_of("# Outage\n\n## Risks\n\n- wor$0ds\n"));
    links.push(more_of("# Out$0age\n\n## Risks\n\n- x\n"));
    links.push(more_of("# Outage\n\n- Severity: SEV$02\n"));
    links.push(more_of("# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Ana loo$0ks\n"));
    let (text, at) = common::cursor("# Outage\n\n## Pil$0ots\n\n- x\n");
    let mut settings = askhow_ide::Settings::default();
    let more = askhow_review::settings::SectionMore::default();
    settings.sections.insert("Pilots".to_owned(), askhow_review::settings::SectionSetting::More(more));
    let snapshot = askhow_ide::Analysis::new(&text, common::surroundings(settings)).snapshot();
    links.push(askhow_ide::hover(&snapshot, at).expect("a hover").more.expect("a page"));
    assert!(links.len() > 14, "{}", links.len());
    for more in links {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(more.page.file());
        let text = std::fs::read_to_string(&path).expect("a page of that name");
        let mut headings = text.lines().filter(|line| line.starts_with('#'));
        let wanted = askhow_ide::slug(&more.heading);
        let is_there = headings.any(|line| askhow_ide::slug(line.trim_start_matches('#')) == wanted);
        assert!(is_there, "{more:?}");
    }
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
