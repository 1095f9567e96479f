use super::*;
use Section::{
    Artifacts, Contributors, Description, Difficulties, FollowUp, Mitigators, OpenQuestions, References,
    Risks, Timeline,
};

/// What a name is expected to be: a section, the form, known besides, or unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Is {
    The(Section),
    Form,
    Other,
    Nothing,
}

fn is(heading: &str) -> Is {
    match TeamSections::default().recognise(heading) {
        None => Is::Nothing,
        Some(Named { section: Some(section), .. }) => Is::The(section),
        Some(Named { form: true, .. }) => Is::Form,
        Some(_) => Is::Other,
    }
}

/// Names that are common in public reviews, and what each stands for.
const COMMON: &[(Section, &[&str])] = &[
    (Timeline, &["Timeline", "TIMELINE", "Timeline (UTC)", "Timeline of events", "Timeline (times in BST)"]),
    (Timeline, &["Timeline (all times PST)", "Incident timeline", "Key events", "Chain of events", "Log"]),
    (Timeline, &["Follow-up timeline (times in BST)", "Events/Timeline:", "**Timeline**", "⏱️ Timeline"]),
    (
        Timeline,
        &["Timeline (all times PST ) Saturday Oct 30th 2021 - Monday Nov 1st, 2021. All times approximate"],
    ),
    (Timeline, &["Chronology", "Sequence of events", "What happened when", "Incident log", "3. Timeline"]),
    (
        Description,
        &["Summary", "Issue summary", "Incident summary", "Overview", "What happened", "Background"],
    ),
    (
        Description,
        &["Impact", "Impact analysis", "Customer impact", "User impact", "Executive summary", "Context"],
    ),
    (
        Description,
        &["Summary of impact", "Impact on users", "What was impacted", "What happened?", "Description"],
    ),
    (
        Contributors,
        &["Root cause", "Root causes", "Root Cause(s)", "Root Cause Analysis", "Cause", "Causes", "RCA"],
    ),
    (Contributors, &["Contributing factors", "Trigger", "Leadup", "Lead up", "Root cause of the outage"]),
    (Contributors, &["Root cause of the issue", "Root cause identification: The Five Whys", "Fault"]),
    (Contributors, &["Root cause and mitigation", "Working theory (root cause)", "How did it happen?"]),
    (
        Contributors,
        &["What led to this", "Contributors & Enablers", "Contributors and Enablers", "The five whys"],
    ),
    (Mitigators, &["What went well", "What went well?", "Where we got lucky", "Things that went well"]),
    (
        Mitigators,
        &["What went right", "What went well & where did we get lucky", "Mitigating factors", "Mitigators"],
    ),
    (Mitigators, &["✅ What went well", "Lessons learned: what went well", "Detection that worked"]),
    (
        Difficulties,
        &["What went wrong", "What went poorly", "Things that went poorly", "What didn't go so well?"],
    ),
    (Difficulties, &["What didn’t go well", "What could have gone better?", "Challenges", "Red herrings"]),
    (Difficulties, &["Difficulties in Handling", "Difficulties", "What did not go well"]),
    (FollowUp, &["Action items", "Actions", "Review actions", "Prevention", "Prevention 🛡️", "Next steps"]),
    (FollowUp, &["Remediation", "Remediation (action items)", "Corrective actions", "Process improvements"]),
    (
        FollowUp,
        &["Documentation improvements", "Technical improvements", "Resulting action", "Moving forward"],
    ),
    (FollowUp, &["Corrective and preventative measure", "Immediate actions (completed)", "Recommendations:"]),
    (
        FollowUp,
        &[
            "Long-term improvements (Q4 2025)",
            "Future plan",
            "Follow-up Items",
            "TODO",
            "To do",
            "Follow-ups",
        ],
    ),
    (
        FollowUp,
        &["What we're doing about it", "Action Items (should be achievable soon. Immediately actionable):"],
    ),
    (
        Artifacts,
        &["Supporting information", "Appendix", "Logs", "Chat logs", "#testing chat log", "Screenshots"],
    ),
    (Artifacts, &["Supporting material", "Graphs", "Evidence", "Artifacts", "Artefacts"]),
    (
        References,
        &["References", "Links", "Related incidents", "See also", "Related documentation", "Related files"],
    ),
    (
        OpenQuestions,
        &["Open questions", "Questions for follow up", "Unknowns", "Questions", "Outstanding questions"],
    ),
    (Risks, &["Risks", "Risks and hazards:", "Remaining risk"]),
];

/// Names that are known and stand for none of the nine.
const OTHER: &[&str] = &[
    "Detection",
    "Resolution",
    "Recovery",
    "Resolution and recovery",
    "Lessons learned",
    "Lessons learnt",
    "Lessons",
    "Response",
    "Responders",
    "Attendees",
    "Stats",
    "Thanks",
    "Author(s)",
    "Authors",
    "Conclusion",
    "Fix",
    "Learnings",
    "Key takeaways",
    "How it is fixed",
    "How it was fixed",
    "Status",
    "Date",
    "Investigation",
    "Actions taken",
    "FAQ",
    "Mitigation:",
    "Recurrence",
    "Backlog check",
    "Quick resolution path:",
    "Final resolution",
    "Level: Internal",
    "Acknowledgements",
    "Recovery and lessons learned",
    "Q&A",
    "Testing",
    "Postmortem",
];

/// Headings that name no section.
const NOTHING: &[&str] = &[
    "Public endpoint",
    "JupyterHub",
    "Warp speed",
    "Notes to the owner",
    "15:15",
    "2021-06-30 06:17",
    "",
    "The cache was full and nobody could log in for the best part of an hour, says the log",
    "Incident 001: Lambda retries",
    "How to install",
    "Security",
    "✨",
    "1.",
];

#[test]
fn common_names_are_known() {
    let mut wrong = Vec::new();
    let mut n_names = 0;
    let sections =
        COMMON.iter().flat_map(|(section, names)| names.iter().map(|name| (Is::The(*section), *name)));
    let others = OTHER.iter().map(|name| (Is::Other, *name));
    for (expected, name) in sections.chain(others) {
        n_names += 1;
        if is(name) != expected {
            wrong.push(format!("{name:?} is {:?}, not {expected:?}", is(name)));
        }
    }
    assert!(n_names > 150);
    assert!(
        wrong.len() * 100 <= n_names * 3,
        "{} of {n_names} names wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_headings_are_not() {
    for name in NOTHING {
        assert_eq!(is(name), Is::Nothing, "{name:?}");
    }
    for name in ["Change log", "Audit log", "API references", "Quick links", "Dashboard links", "Error log"] {
        assert!(!matches!(is(name), Is::The(_)), "{name:?} is {:?}", is(name));
    }
}

#[test]
fn signs_join_names_as_words_do() {
    let sections = |heading: &str| {
        let named = TeamSections::default().recognise(heading);
        named.map(|named| named.sections().collect::<Vec<_>>()).unwrap_or_default()
    };
    for heading in [
        "Root cause + risks",
        "Root cause & risks",
        "Root cause/risks",
        "Root cause, risks",
        "Cause / Risks:",
    ] {
        assert_eq!(sections(heading), [Contributors, Risks], "{heading}");
    }
    assert_eq!(sections("What happened / Impact / Timeline"), [Timeline, Description]);
    assert_eq!(sections("Causes and risks of the migration"), [Contributors, Risks]);
    assert_eq!(sections("Timeline, all times UTC"), [Timeline]);
    assert_eq!(sections("What happened and when"), [Timeline]);
    assert_eq!(sections("Corrective and preventive measures"), [FollowUp]);
    for heading in [
        "Links, buttons and forms",
        "I've tried all the recommendations, but the balance is wrong. What should I do?",
        "Google+ outage",
        "24/7 support",
        "Logs+",
        "Plans, prices, parts, people, places and risks",
    ] {
        assert!(sections(heading).len() < 2, "{heading}: {:?}", sections(heading));
    }
    assert_eq!(sections("Links, buttons and forms"), []);
}

#[test]
fn the_form_is_known_too() {
    for name in ["Details", "Activity", "Dates", "Incident details", "Metadata"] {
        assert_eq!(is(name), Is::Form, "{name}");
    }
}

#[test]
fn the_span_leaves_numbering_emoji_and_brackets_outside() {
    let sections = TeamSections::default();
    let name = |heading: &str| {
        let span = sections.recognise(heading).unwrap().span;
        span.of(heading).to_owned()
    };
    assert_eq!(name("2.1 🔥 Root cause (DNS):"), "Root cause");
    assert_eq!(name("The incident timeline"), "The incident timeline");
    assert_eq!(name("Technical root cause"), "root cause");
    assert_eq!(name("Root cause of the outage"), "Root cause");
    assert_eq!(name("What didn’t go well"), "What didn’t go well");
    assert_eq!(name("Timeline – UTC"), "Timeline");
}

#[test]
fn names_that_steer_are_told_from_canonical_ones() {
    let sections = TeamSections::default();
    let named = |heading: &str| sections.recognise(heading).unwrap();
    for name in ["Root cause", "What went wrong", "Prevention", "Root Cause Analysis", "Preventive measures"]
    {
        assert!(named(name).steers, "{name}");
    }
    for name in ["Contributing factors", "Summary", "What didn't go well", "Action items", "Timeline"] {
        assert!(!named(name).steers, "{name}");
    }
    for section in Section::ALL {
        assert!(named(section.name()).canonical, "{}", section.name());
        assert_eq!(named(section.name()).section, Some(section));
    }
    assert!(!named("Action items").canonical);
}

#[test]
fn a_preset_names_the_sections_and_takes_the_blame_from_its_names() {
    let settings = Settings { preset: vec![Preset::Sre], ..Settings::default() };
    let sections = TeamSections::new(&settings);
    assert_eq!(sections.name(Section::FollowUp), "Action Items");
    assert_eq!(sections.name(Section::Timeline), "Timeline");
    let named = sections.recognise("What went wrong").unwrap();
    assert_eq!(named.section, Some(Section::Difficulties));
    assert!(named.canonical && !named.steers);
    assert!(sections.recognise("Root cause").unwrap().steers);
}

#[test]
fn every_name_of_the_catalogue_is_found_as_it_stands() {
    let sections = TeamSections::default();
    let mut seen = std::collections::HashSet::new();
    for line in catalogue::lines(CATALOGUE).filter(|line| catalogue::is_name(line.mark)) {
        assert!(seen.insert(line.value), "{} is there twice", line.value);
        assert_eq!(Words::read(line.value).normal, line.value, "not in normal form");
        assert!(sections.recognise(line.value).is_some(), "{}", line.value);
    }
}

#[test]
fn marks_of_the_catalogue_are_known() {
    for line in catalogue::lines(CATALOGUE) {
        let marks = [
            "purpose",
            "ask",
            "when",
            "unless",
            "or",
            "begin",
            "item",
            "leads",
            "name",
            "whole",
            "alone",
            "maybe",
            "handling",
            "steers",
            "howie",
            "sre",
            "pagerduty",
            "etsy",
            "noun",
            "perhaps",
        ];
        assert!(line.heading == "grammar" || marks.contains(&line.mark), "{line:?}");
        assert!(!line.value.is_empty(), "{line:?}");
        let heading = line.heading;
        assert!(
            matches!(heading, "form" | "other" | "grammar")
                || heading.starts_with("handled ")
                || heading.starts_with("other ")
                || Section::from_name(heading).is_some(),
            "{line:?}"
        );
    }
}

/// Headings that no table holds, and what their head noun says.
const BY_NOUN: &[(Section, &[&str])] = &[
    (
        FollowUp,
        &[
            "Follow-ups that this outage brought",
            "Follow-up hardening",
            "Immediate Safeguards Implemented by the Vendor",
            "What we'll do next",
            "What we changed",
            "How we will keep this from happening again",
            "Fixes landed",
            "Changes made",
            "Planned fixes",
            "Proposed changes",
            "Remaining work",
            "Our safeguards",
            "Completed hardening",
            "Improvements needed",
            "Measures we have adopted",
            "Preventive controls",
            "How do we avoid this in the future?",
            "Recommended guardrails",
        ],
    ),
    (
        Artifacts,
        &["Key evidence", "Main logs", "Evidence appendix", "Relevant screenshots", "Logs from the host"],
    ),
    (
        Contributors,
        &[
            "Analysis of causes",
            "Key factors",
            "Origin of the incident",
            "The actual causes",
            "Technical factors",
        ],
    ),
    (References, &["Related docs", "Useful documents", "Related pull requests", "Further documentation"]),
    (OpenQuestions, &["Lessons and review questions", "Key questions", "What we still need to find out"]),
    (Risks, &["Residual exposure", "Remaining concerns"]),
    (Mitigators, &["What saved us", "Key strengths"]),
    (Difficulties, &["Main hurdles", "Why it took so long"]),
    (Description, &["What was the problem?"]),
];

/// Headings with such a noun that name none of the nine.
const LOOK_ALIKES: &[&str] = &[
    "How were the valves fixed",
    "What were the services changed",
    "How well were the pumps fixed",
    "Fixes",
    "Fixes (commits, same day)",
    "Changes",
    "Cache changes",
    "Config logs",
    "Alert rules",
    "Changes before the incident",
    "Changes made before the outage",
    "What we changed before the incident",
    "What we should have done",
    "What we did",
    "How we measure latency",
    "How to recover",
    "How to install",
    "Traces of tampering",
    "Transcripts of the second call",
    "Docs for customers",
    "Security Related",
    "Data loss",
    "Data",
    "History of the cache",
    "Events",
    "Safety",
    "Interview questions",
    "Actions taken",
    "Immediate actions taken",
    "Measures",
    "Steps",
    "Work queue",
    "Ticket system",
    "Factor analysis service",
    "Evidence locker",
    "Dashboard service",
    "Question time",
    "Architectural issues",
    "Network exposure",
    "Reading replicas",
    "Controls",
    "Delays",
];

#[test]
fn a_heading_is_read_by_its_head_noun() {
    let wrong: Vec<String> = BY_NOUN
        .iter()
        .flat_map(|(section, names)| names.iter().map(|name| (Is::The(*section), *name)))
        .filter(|(expected, name)| is(name) != *expected)
        .map(|(expected, name)| format!("{name:?} is {:?}, not {expected:?}", is(name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_noun_in_a_heading_about_something_else_names_no_section() {
    let named: Vec<String> = LOOK_ALIKES
        .iter()
        .filter(|name| matches!(is(name), Is::The(_)))
        .map(|name| format!("{name:?} is {:?}", is(name)))
        .collect();
    assert!(named.is_empty(), "{}", named.join("\n"));
}

#[test]
fn a_heading_may_be_a_section_that_it_does_not_name() {
    let sections = TeamSections::default();
    for (heading, section) in [
        ("Fixes", Some(FollowUp)),
        ("Fixes (commits, same day)", Some(FollowUp)),
        ("Cache changes", Some(FollowUp)),
        ("Config logs", Some(Artifacts)),
        ("Changes before the incident", None),
        ("Alert rules", None),
        ("Resolution", None),
        ("How to recover", None),
    ] {
        assert_eq!(sections.may_be(heading), section, "{heading}");
    }
}

#[test]
fn what_came_of_an_incident_is_a_follow_up_and_what_was_read_a_reference() {
    let sections = TeamSections::default();
    let is = |heading: &str| sections.recognise(heading).and_then(|named| named.section);
    for heading in [
        "What changed as a result",
        "What was changed as a result",
        "What improved in response",
        "What was fixed afterwards",
        "Strategic Mitigation Initiatives",
        "Security Enhancements Roadmap",
        "Planned enhancements",
    ] {
        assert_eq!(is(heading), Some(FollowUp), "{heading}");
    }
    for heading in ["What changed", "What broke as a result", "What changed before the outage"] {
        assert_eq!(is(heading), None, "{heading}");
    }
    for heading in ["Source", "Sources", "Source:", "7. Sources"] {
        assert_eq!(is(heading), Some(References), "{heading}");
    }
    assert_eq!(is("Data source"), None);
    assert_eq!(is("Source of the leak"), Some(Contributors));
    assert_eq!(is("Changes that led to the outage"), Some(Contributors));
    assert_eq!(is("Sources of confusion"), Some(Difficulties));
}

#[test]
fn what_broke_may_be_what_contributed() {
    let sections = TeamSections::default();
    for heading in ["What broke", "What failed?", "3. The bug", "Failure modes"] {
        assert_eq!(sections.recognise(heading), None, "{heading}");
        assert_eq!(sections.may_be(heading), Some(Contributors), "{heading}");
    }
    assert_eq!(sections.may_be("What broke the silence"), None);
}
