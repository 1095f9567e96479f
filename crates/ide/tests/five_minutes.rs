//! The first five minutes of a review, key by key: what is said after each key, counted above the title and ticked
//! beside the text. Nothing is, until a slip is typed or something is really open.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice, missing_docs)]

mod common;

use std::collections::BTreeSet;

use askhow_document::Span;
use askhow_ide::{Analysis, Settings, lenses, messages, overview, symbols};
use askhow_review::template::{TemplateOptions, review, review_snippet};

/// Somebody at a keyboard.
struct Writer {
    analysis: Analysis,
    text: String,
    at: usize,
    /// What is said now: rule and message.
    said: BTreeSet<(&'static str, String)>,
    /// What was said first after which key: the line up to the cursor, and the rule.
    log: Vec<String>,
}

impl Writer {
    /// Opens a review, of which nothing is to be said, counted or ticked.
    #[track_caller]
    fn opens(text: &str) -> Self {
        let mut analysis = Analysis::new(text, common::surroundings(Settings::default()));
        let snapshot = analysis.snapshot();
        let said: Vec<_> =
            messages(&snapshot).into_iter().map(|it| (it.rule.id, it.message.into_owned())).collect();
        assert_eq!(said, [], "{text}");
        assert_eq!(lenses(&snapshot), [], "{text}");
        let seen = overview(&snapshot);
        let ticked: Vec<_> = seen.sections.iter().filter(|it| it.written || it.items.is_some()).collect();
        assert!(ticked.is_empty(), "{ticked:#?}\n{text}");
        assert!(seen.entries.is_empty() && seen.questions.is_empty(), "{seen:#?}");
        Self { analysis, text: text.to_owned(), at: 0, said: BTreeSet::new(), log: Vec::new() }
    }

    /// Puts the cursor behind the first `place`.
    #[track_caller]
    fn behind(&mut self, place: &str) -> &mut Self {
        let at = self.text.find(place).unwrap_or_else(|| panic!("no {place:?}:\n{}", self.text));
        self.at = at + place.len();
        self
    }

    /// Puts the cursor where one writes under a heading: behind its comment and the bullet of its first item.
    #[track_caller]
    fn under(&mut self, heading: &str) -> &mut Self {
        self.behind(&format!("# {heading}\n"));
        let rest = &self.text[self.at..];
        let rest = rest.find("\n#").map_or(rest, |end| &rest[..=end]);
        let comment = rest.find("-->").map_or(0, |end| end + "-->".len());
        let bullet = rest[comment..].find("- ").map_or(2, |at| at + "- ".len());
        self.at += (comment + bullet).min(rest.len());
        self
    }

    /// Deletes `words` behind the cursor, as somebody does who has selected them.
    #[track_caller]
    fn selects(&mut self, words: &str) -> &mut Self {
        self.behind(words);
        self.at -= words.len();
        self.edit(Span::new(self.at, self.at + words.len()), "")
    }

    /// Types, `⌫` for the key that deletes.
    fn types(&mut self, keys: &str) -> &mut Self {
        for key in keys.chars() {
            if key == '⌫' {
                let before = self.text[..self.at].chars().next_back().map_or(0, char::len_utf8);
                self.at -= before;
                self.edit(Span::new(self.at, self.at + before), "");
            } else {
                self.edit(Span::empty(self.at), key.encode_utf8(&mut [0; 4]));
                self.at += key.len_utf8();
            }
            self.look();
        }
        self
    }

    fn edit(&mut self, span: Span, new: &str) -> &mut Self {
        self.text.replace_range(span.start..span.end, new);
        self.analysis.edit(span, new);
        self
    }

    fn look(&mut self) {
        let said = messages(&self.analysis.snapshot());
        let said: BTreeSet<_> = said.into_iter().map(|it| (it.rule.id, it.message.into_owned())).collect();
        let line = self.text[..self.at].rsplit('\n').next().unwrap_or_default();
        self.log.extend(said.difference(&self.said).map(|(rule, _)| format!("{line}‸ {rule}")));
        self.log.extend(self.said.difference(&said).map(|(rule, _)| format!("{line}‸ no {rule}")));
        self.said = said;
    }

    /// What the line above the title says.
    fn lens(&mut self) -> String {
        let lenses = lenses(&self.analysis.snapshot());
        lenses.into_iter().next().map(|lens| lens.title).unwrap_or_default()
    }

    /// The sections that are ticked.
    fn ticked(&mut self) -> Vec<String> {
        let seen = overview(&self.analysis.snapshot());
        seen.sections.into_iter().filter(|it| it.written).map(|it| it.name).collect()
    }
}

/// The template, as the command and the completion write it.
fn template() -> String {
    let options = TemplateOptions { now: Some(common::NOW.parse().unwrap()), ..TemplateOptions::default() };
    review(&options)
}

/// What a review of an incident says that nobody would find anything about, a section each.
const WRITTEN: &[(&str, &str)] = &[
    ("Description", "For 48 minutes, 4,100 of 9,700 payments came back as 502s.\n\nPeople saw a blank page."),
    (
        "Contributors & Enablers",
        "The pool had 20 connections.\n- The deploy raised the limit of the gateway.",
    ),
    ("Mitigators", "Ben knew the pool from last year."),
    ("Risks", "The other pools are as small."),
    ("Difficulties in Handling", "The dashboard showed averages of five minutes."),
    ("Follow-up Items", "Show the size of the pool on the dashboard."),
    ("Artifacts", "[The graph of payments](https://example.com/graph)"),
    (
        "Timeline",
        "2026-01-14 16:32 UTC Ana deploys the gateway.\n- 16:41 UTC The pager calls Ana.\n- 16:45 UTC Ana opens the \
         dashboard, and sees nothing.\n- 17:05 UTC Ben asks about the pool.\n- 17:20 UTC Ben raises the limit, and \
         payments recover.",
    ),
    ("References", "[The slow day in May](https://example.com/may)"),
    ("Open Questions", "How did the pool come to be so small?"),
];

const FORM: &[(&str, &str)] = &[
    ("Severity: ", "SEV2"),
    ("Source of Detection: ", "a pager"),
    ("Incident Start: ", "2026-01-14 16:32 UTC"),
    ("Incident Detected: ", "2026-01-14 16:41 UTC"),
    ("Stabilization Time: ", "2026-01-14 17:20 UTC"),
];

/// Fills the form in, the values that the template has left open selected one after the other.
fn fill_form(writer: &mut Writer) {
    for (key, value) in FORM {
        writer.behind(key);
        let old = writer.text[writer.at..].lines().next().unwrap_or_default().len();
        writer.edit(Span::new(writer.at, writer.at + old), "").types(value);
    }
}

#[test]
fn a_review_is_written_from_the_template_without_a_word_in_between() {
    let mut writer = Writer::opens(&template());
    writer.selects("Incident review").types("Payments failed on 14 January");
    fill_form(&mut writer);
    assert_eq!((writer.lens().as_str(), writer.ticked()), ("detected after 9m · stable after 48m", vec![]));
    for (heading, words) in WRITTEN {
        writer.under(heading).types(words);
    }
    assert_eq!(writer.log, Vec::<String>::new());
    assert_eq!(
        writer.lens(),
        "2 contributors · 1 mitigator · 1 open question · detected after 9m · stable after 48m"
    );
    assert_eq!(writer.ticked().len(), WRITTEN.len());
}

#[test]
fn the_snippet_is_as_quiet_at_each_of_its_stops() {
    let options = TemplateOptions { now: Some(common::NOW.parse().unwrap()), ..TemplateOptions::default() };
    let snippet = review_snippet(&options);
    // Editors put the values of all stops in at once, and select one after the other.
    let values: Vec<String> = snippet
        .split("${")
        .skip(1)
        .map(|stop| stop.split_once('}').unwrap().0.split_once(':').unwrap().1.to_owned())
        .collect();
    let mut writer = Writer::opens(&template());
    for (value, typed) in
        values.iter().zip(["Payments failed", "EU", "SEV2", "not measured", "the status page"])
    {
        writer.selects(value).types(typed);
    }
    assert_eq!(writer.log, Vec::<String>::new());
}

/// Templates that teams have made for themselves.
const OF_TEAMS: &[&str] = &[
    // Headings and an empty form.
    "# Title\n\n- Severity:\n- Team: Payments\n- Incident Start:\n- Incident Detected:\n- Stabilization Time:\n\n## Description\n\n## Contributors & Enablers\n\n## Mitigators\n\n## Risks\n\n## Difficulties in Handling\n\n## Follow-up Items\n\n## Artifacts\n\n## Timeline\n\n## References\n\n## Open Questions\n",
    // Another house's names, a table as form, prompts in italics and brackets, empty tables, bullets and tasks.
    "# Title\n\n| Field | Value |\n| --- | --- |\n| Severity | |\n| Date | |\n| Authors | |\n| On call | |\n\n## Summary\n\n_A short summary of what happened._\n\n## Impact\n\n<Who was affected, and how?>\n\n## Root Causes\n\n- [ ]\n\n## Trigger\n\nTBD\n\n## Resolution\n\n[How the root cause was fixed]\n\n## Detection\n\n*How did we find out?*\n\n## Action Items\n\n| Action Item | Type | Owner | Bug |\n| --- | --- | --- | --- |\n| | | | |\n\n## Lessons Learned\n\n### What went well\n\n- \n\n### What went wrong\n\n- \n\n### Where we got lucky\n\n- \n\n## Timeline\n\n| Time | What |\n| --- | --- |\n| YYYY-MM-DD HH:MM | |\n",
    // Instructions in sentences, questions, comments, front matter.
    "---\nseverity:\nstatus: draft\n---\n\n# Postmortem of [what happened]\n\n<!-- Why did we write this? See the handbook. -->\n\n## What happened\n\nDescribe in a paragraph what happened, and why nobody should have noticed.\n\n## 5 Whys\n\n1. \n2. \n\n## Root cause\n\nTry to describe the root cause, and no human error.\n\n## Prevention\n\n- [ ] {{ what }}\n- [ ] {{ what }}\n\n## Timeline\n\n- HH:MM \n",
    // A form in labels, and a section below each other.
    "# Incident\n\n**Severity:**\n**Start:**\n**Owner:**\n\n## Follow-up Items\n\n* [ ]\n\n## Timeline\n\n## Contributors & Enablers\n\n**Technical:**\n\n-\n\n**People:**\n\n-\n\n## Risks\n\nN/A\n\n## Mitigators\n\nWhat helped? Who was there?\n",
    // A title alone, and a title above a form.
    "# Checkout was slow\n",
    "",
];

#[test]
fn nothing_is_said_counted_or_ticked_of_a_template_however_it_is_made() {
    for template in OF_TEAMS {
        for template in [(*template).to_owned(), template.replace('\n', "\r\n")] {
            Writer::opens(&template);
        }
    }
    let shown = symbols(&common::snapshot("# Slow\n\n## Risks\n\n- [ ]\n- [ ] The pool\n"));
    let risks = &shown.first().unwrap().children.first().unwrap().children;
    assert_eq!(risks.len(), 1, "{risks:#?}");
}

#[test]
fn the_template_of_a_team_is_filled_in_without_a_word_in_between() {
    let mut writer = Writer::opens(OF_TEAMS.first().unwrap());
    for (key, value) in FORM.iter().filter(|(key, _)| *key != "Source of Detection: ") {
        writer.behind(key.trim_end()).types(&format!(" {value}"));
    }
    // The timeline is begun first, while it is fresh.
    for heading in ["Timeline", "Open Questions", "Description", "Contributors & Enablers", "Mitigators"] {
        let (_, words) = WRITTEN.iter().find(|(name, _)| *name == heading).unwrap();
        writer.behind(&format!("## {heading}\n")).types(&format!("\n- {words}\n"));
    }
    assert_eq!(writer.log, Vec::<String>::new());
    // Gone past, a section is open; the ones to come are not.
    writer.behind("## Follow-up Items\n").types("\n- S");
    assert_eq!(writer.log, ["- S‸ section/empty", "- S‸ section/empty"]);
    let open: Vec<&str> = writer.said.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(
        open,
        ["“Difficulties in Handling” has nothing below it yet.", "“Risks” has nothing below it yet."]
    );
}

#[test]
fn what_went_right_is_asked_for_where_the_writer_has_gone_past_it() {
    let mut writer = Writer::opens(&template());
    writer.under("Description").types("Mail was late.");
    writer.under("Timeline").types("2026-01-14 16:32 UTC Ana looks.");
    writer.under("Contributors & Enablers").types("A full disk.");
    assert_eq!(writer.log, Vec::<String>::new());
    assert_eq!(writer.lens(), "1 contributor");
    writer.under("Risks").types("The other");
    assert_eq!(writer.log, ["- T‸ section/mitigators"]);
    assert_eq!(writer.lens(), "1 contributor · no mitigators yet");
    writer.under("Mitigators").types("Ana");
    assert_eq!(writer.log, ["- T‸ section/mitigators", "- A‸ no section/mitigators"]);
}

#[test]
fn values_are_typed_a_key_at_a_time() {
    for (key, value) in [
        ("Incident Start: ", "2026-01-14 16:32 UTC"),
        ("Incident Start: ", "14 January 2026, 4:32 PM CET"),
        ("Incident Start: ", "14.1.2026 16:32 +01:00"),
        ("Incident Detected: ", "Wed Jan 14 16:41:07 UTC 2026"),
        ("Stabilization Time: ", "2026-01-14T17:20:00Z"),
        ("Severity: ", "SEV-2⌫⌫2"),
    ] {
        let mut writer = Writer::opens(&template());
        writer.behind(key);
        let old = writer.text[writer.at..].lines().next().unwrap_or_default().len();
        writer.edit(Span::new(writer.at, writer.at + old), "").types(value);
        assert_eq!(writer.log, Vec::<String>::new(), "{key}{value}");
    }
}

#[test]
fn entries_are_typed_a_key_at_a_time() {
    for entries in [
        "2026-01-14 16:32 UTC Ana deploys.\n- 16:41 UTC The pager calls.\n- 16:50 UTC Ben looks.",
        "16:32 Ana deploys.\n- 16:41 The pager calls.\n- 16:50 Ben looks.",
        "**16:32**: Ana deploys.\n- **16:41**: The pager calls.",
        "4:32 PM UTC Ana deploys.\n- 4:41 PM UTC The pager calls.",
        "14 Jan 16:32 Ana deploys.\n- 15 Jan 09:00 Ana writes.",
        "T+0 Ana deploys.\n- T+9m The pager calls.",
        "~16:30 Ana deploys.\n- 16:41–16:50 Ben looks.",
    ] {
        let mut writer =
            Writer::opens(&template().replacen("# Incident review", "# Slow on 14 January 2026 (UTC)", 1));
        writer.under("Timeline").types(entries);
        assert_eq!(writer.log, Vec::<String>::new(), "{entries}");
    }
}

#[test]
fn a_long_silence_is_asked_about_where_words_stand_behind_it() {
    let mut writer = Writer::opens(&template());
    let entries = "2026-01-14 16:32 UTC Ana deploys.\n- 16:41 UTC The pager calls.\n- 17:50 UTC Ben looks.";
    writer.under("Timeline").types(entries);
    assert_eq!(writer.log, ["- 17:50 UTC Be‸ timeline/quiet"]);
    // A time of the form that the timeline has not come to is not missed before the rest is written.
    let mut writer = Writer::opens(&template());
    fill_form(&mut writer);
    writer.under("Timeline").types("2026-01-14 16:41 UTC The pager calls.\n- 16:45 UTC Ben looks.");
    assert_eq!(writer.log, ["- 16:45‸ form/timeline"]);
}

#[test]
fn a_slip_is_told_where_it_is_typed_and_nothing_else() {
    let mut writer = Writer::opens(&template());
    writer.selects("Incident review").types("Payments failed");
    writer.under("Description").types("Mail was late. The on-call should have noticed the alert.");
    writer.under("Contributors & Enablers").types("Human error.");
    assert_eq!(
        writer.log,
        [
            // The words may end here, and go on another way than they did.
            "Mail was late. The on-call should have‸ phrasing/counterfactual",
            "Mail was late. The on-call should have n‸ no phrasing/counterfactual",
            "Mail was late. The on-call should have noticed‸ phrasing/counterfactual",
            "- Human error‸ phrasing/human-error",
        ]
    );
}
