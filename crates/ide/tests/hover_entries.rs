//! Hover on the entries of a timeline.

mod common;

use common::{asked, hover};

#[test]
fn an_entry_asks_what_fits_its_kind_and_names_who_and_when() {
    let text = hover("# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Alice restar$0ted the primary\n")
        .expect("a hover");
    assert!(text.contains("Alice"), "{text}");
    assert!(text.contains("16:40"), "{text}");
    assert!(text.contains("Tue 4 Mar 2025, 16:40 UTC"), "{text}");
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
