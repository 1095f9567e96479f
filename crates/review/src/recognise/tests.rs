use super::*;
use crate::names::TeamSections;

fn named(headings: &[&str]) -> Vec<Named> {
    headings.iter().filter_map(|heading| TeamSections::default().recognise(heading)).collect()
}

const NOTHING: Clues<'static> = Clues {
    named: false,
    front_matter: None,
    configured: None,
    path: None,
    sections: &[],
    labels: &[],
    headings: &[],
    title: None,
    is_dated: false,
    opening: Opening { was_down: false, is_planned: false },
    has_timeline: false,
    is_to_come: false,
    has_tasks: false,
    fields: &[],
    tells_what_happened: &|| false,
};

#[track_caller]
fn check(clues: &Clues<'_>, is_review: bool) {
    let verdict = decide(clues);
    assert_eq!(verdict.is_review, is_review, "{:?}", verdict.evidence);
}

#[test]
fn what_somebody_has_said_beats_the_rest() {
    check(&Clues { named: true, front_matter: Some(false), ..NOTHING }, true);
    check(&Clues { front_matter: Some(false), configured: Some(true), ..NOTHING }, false);
    check(&Clues { configured: Some(true), path: Some("README.md"), ..NOTHING }, true);
    let sections = named(&["Timeline", "Root cause", "What went well"]);
    let path = Some("postmortems/2024-05-21.md");
    check(&Clues { configured: Some(false), path, sections: &sections, ..NOTHING }, false);
}

#[test]
fn a_path_needs_a_section_or_a_date() {
    let sections = named(&["Resolution"]);
    let path = Some("docs/post-mortems/2019-01-23.md");
    check(&Clues { path, sections: &sections, ..NOTHING }, true);
    check(&Clues { path: Some("docs/post-mortems/notes.md"), ..NOTHING }, false);
    check(&Clues { path: Some("_posts/2022-11-07-checkout-outage.md"), ..NOTHING }, true);
    check(&Clues { path: Some("incidents/README.md"), sections: &sections, ..NOTHING }, false);
    check(&Clues { path: Some("2019-03-25-review-of-checkout.md"), sections: &sections, ..NOTHING }, true);
    check(&Clues { path: Some("docs/code-review.md"), sections: &sections, ..NOTHING }, false);
    check(&Clues { path: Some("notes/session-retrospective.md"), sections: &sections, ..NOTHING }, false);
}

#[test]
fn a_readme_whose_title_calls_it_a_report_is_one() {
    let sections = named(&["The Cause", "Timeline"]);
    let title = Some("Incident Report: v4 rollout postmortem");
    let readme = Clues { path: Some("inc-24/README.md"), sections: &sections, ..NOTHING };
    check(&Clues { title, ..readme }, true);
    check(&Clues { title: Some("cache-tools"), ..readme }, false);
}

#[test]
fn a_page_about_how_reviews_are_kept_is_none() {
    let sections = named(&["Summary", "Timeline", "Root cause"]);
    for (title, headings) in [
        (
            "Incident and post-mortem papers",
            &["When to write an incident document", "Where to store documents"][..],
        ),
        ("Postmortems", &["When to Write One", "Structure", "Rules"]),
        ("Post-mortem data store", &["Where the data lives", "Record shape", "Privacy"]),
    ] {
        let path = Some("docs/postmortems/README.md");
        check(&Clues { path, title: Some(title), headings, ..NOTHING }, false);
        check(&Clues { path, title: Some(title), headings, sections: &sections[..1], ..NOTHING }, false);
    }
    // What was done about it is no rule of the house.
    let headings = &["How we fixed it", "Where it broke", "When it broke"][..];
    let path = Some("docs/postmortems/mail.md");
    check(&Clues { path, title: Some("Mail was down"), headings, sections: &sections, ..NOTHING }, true);
}

#[test]
fn sections_tell_when_some_say_how_it_came_about() {
    let sections = named(&["Summary", "Root cause", "Action items", "What went well"]);
    check(&Clues { sections: &sections, ..NOTHING }, true);
    let page = named(&["Description", "Contributors", "See also"]);
    check(&Clues { sections: &page, ..NOTHING }, false);
    let told = named(&["Issue summary", "Timeline", "Resolution and recovery"]);
    let told = Clues { sections: &told, has_timeline: true, ..NOTHING };
    check(&Clues { tells_what_happened: &|| true, ..told }, true);
    check(&told, false);
}

#[test]
fn a_plan_is_none_whatever_its_sections_and_times() {
    let plan = named(&["Overview", "Timeline", "Risks", "Next steps", "References", "Open questions"]);
    let plan = Clues { sections: &plan, has_timeline: true, ..NOTHING };
    check(&plan, false);
    let happened = Clues { tells_what_happened: &|| true, ..plan };
    check(&happened, true);
    check(&Clues { is_to_come: true, ..happened }, false);
    check(&Clues { has_tasks: true, ..happened }, false);
    for title in
        ["Migration plan: move search to k8s", "Deployment guide", "RFC 12: cache", "Fire drill 2025 – plan"]
    {
        check(&Clues { title: Some(title), ..happened }, false);
    }
    check(&Clues { title: Some("Postmortem: the migration plan"), ..happened }, true);
}

#[test]
fn a_template_is_none_by_its_title_or_its_path() {
    let sections = named(&["Timeline", "Root cause", "What went well", "What went wrong", "Action items"]);
    let sections = Clues { sections: &sections, ..NOTHING };
    check(&sections, true);
    for title in ["Blameless Postmortem Template", "[TEMPLATE] Postmortem", "Incident review template v2"] {
        check(&Clues { title: Some(title), ..sections }, false);
    }
    for title in ["Outage of the template service", "Template rendering outage"] {
        check(&Clues { title: Some(title), ..sections }, true);
    }
    // The page of a folder has no sections of its own.
    let few = named(&["Timeline", "Root cause"]);
    check(&Clues { title: Some("Postmortems"), sections: &few, ..NOTHING }, false);
    check(&Clues { path: Some("templates/postmortem.md"), ..sections }, false);
    check(&Clues { path: Some("docs/incident-template.md"), ..sections }, false);
}

#[test]
fn a_title_needs_a_timeline_or_a_section() {
    let title = Some("Post-mortem: the slow Monday");
    check(&Clues { title, has_timeline: true, ..NOTHING }, true);
    check(&Clues { title, ..NOTHING }, false);
    check(&Clues { title, is_dated: true, ..NOTHING }, true);
    let sections = named(&["Resolution", "Timeline"]);
    let down = Clues { title: Some("Shop downtime"), sections: &sections, ..NOTHING };
    check(&down, true);
    check(&Clues { title: Some("TargetDown"), ..down }, false);
}

#[test]
fn a_form_is_enough_when_it_is_that_of_an_incident() {
    let fields = [Field::Severity, Field::IncidentStart, Field::StabilizationTime];
    check(&Clues { fields: &fields, ..NOTHING }, true);
    check(&Clues { fields: &[Field::Status, Field::Authors, Field::Date], ..NOTHING }, false);
}

#[test]
fn labels_tell_as_headings_do() {
    let labels = [Section::Contributors, Section::Mitigators, Section::Difficulties, Section::FollowUp];
    check(&Clues { labels: &labels, ..NOTHING }, true);
    check(&Clues { labels: &[Section::Contributors, Section::FollowUp], ..NOTHING }, false);
}

#[test]
fn words_are_found_in_paths_and_titles() {
    for (text, word) in [
        ("postMortem-12", Some("postMortem")),
        ("Post Mortem of it", Some("Post Mortem")),
        ("crates-io-incident-report", Some("incident")),
        ("OUTAGES", Some("OUTAGES")),
        ("coincidental", None),
        ("post about mortem", None),
    ] {
        // `postMortem` is two words to us and one to its writer.
        assert_eq!(title::word_of_reviews(text).as_deref(), word, "{text}");
    }
}

#[test]
fn the_sentence_says_how_we_know() {
    let sections = named(&["Root cause"]);
    let known = Clues { path: Some("postmortems/a.md"), sections: &sections, ..NOTHING };
    assert_eq!(
        decide(&known).sentence(),
        "Read as an incident review, for “postmortems” in its path and the section “Contributors & Enablers”."
    );
    let plan = Clues { title: Some("Migration plan"), ..NOTHING };
    assert_eq!(
        decide(&plan).sentence(),
        "Not read as an incident review, for “plan” in its title and no word of an incident in its title or first \
         lines: write `askhow: true` in its front matter to make it one."
    );
    assert_eq!(
        decide(&Clues { front_matter: Some(false), ..NOTHING }).sentence(),
        "Not read as an incident review, for `askhow: false` in its front matter."
    );
}
