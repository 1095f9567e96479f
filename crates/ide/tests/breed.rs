//! Doing as told leads to fewer findings: every action that is offered, tried alone.
//!
//! Over the samples of the repository, the template, and real reviews where there are some (`ASKHOW_CORPUS`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askhow_document::{Finding, Span, apply_edits};
use askhow_ide::{Action, ActionKind, Analysis, Rules, Settings, Snapshot, Surroundings, actions, messages};

/// Actions that may leave as many findings as there were, or lead to one of another kind: by a word of the title,
/// and the rule that then speaks. Each has its reason, and fails the test when it is no longer needed.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("Add the section", "section/missing", "one finding names all that are missing, and names fewer then"),
    ("Add the section", "section/mitigators", "the place is there, and what it asks is not told yet"),
    ("under Open Questions", "section/missing", "a text with a section is missed others"),
    ("Write ", "timeline/mixed-format", "a stamp that can be read now is one more notation"),
    ("Write ", "timeline/order", "the day is right now, and the time is still earlier than the one above"),
    ("Write ", "timeline/quiet", "the day is right now, and with it the silence beside it can be seen"),
    (
        "Leave a place for the date",
        "timeline/no-date",
        "the place is there, and only a person knows the date",
    ),
    (
        "Insert an entry",
        "timeline/quiet",
        "what stands below a heading is none of its timeline's, which can't see that it waits for its words",
    ),
];

fn surroundings() -> Arc<Surroundings> {
    let rules = Arc::new(Rules::new(Arc::new(Settings::default())));
    let now = Some("2026-01-15T12:00:00Z".parse().unwrap());
    Arc::new(Surroundings { rules, named: true, now, ..Surroundings::default() })
}

/// Every action that is offered somewhere, once.
fn offered(snapshot: &Snapshot, found: &[Finding]) -> Vec<Action> {
    let headings = snapshot.review().outline.parts.iter().map(|part| Span::empty(part.content.start));
    let places = found.iter().map(|finding| finding.span).chain(headings);
    // *Fix all* is the same everywhere, and costs more than all others.
    let wanted = |kind| !matches!(kind, ActionKind::FixAll | ActionKind::EntryNow);
    let mut all: Vec<Action> = Vec::new();
    let mut seen = BTreeSet::new();
    for action in places.flat_map(|span| actions(snapshot, span, wanted, None)) {
        if !action.edits().is_empty() && seen.insert(format!("{}{:?}", action.title, action.edits())) {
            all.push(action);
        }
    }
    all
}

fn counts(found: &[Finding]) -> BTreeMap<&'static str, usize> {
    found.iter().fold(BTreeMap::new(), |mut acc, it| {
        *acc.entry(it.rule.id).or_default() += 1;
        acc
    })
}

/// What is wrong with an action, by the rule to which it leads.
fn breeds(action: &Action, before: &[Finding], after: &[Finding]) -> Option<(&'static str, String)> {
    let (old, new) = (counts(before), counts(after));
    let (n_old, n_new) = (before.len(), after.len());
    if let Some((rule, _)) = new.iter().find(|(rule, _)| !old.contains_key(*rule)) {
        return Some((rule, format!("leads to {rule} ({n_old} findings, then {n_new})")));
    }
    if let Some((rule, n)) = new.iter().find(|(rule, n)| old.get(*rule).is_none_or(|old| *n > old)) {
        return Some((rule, format!("leads to more of {rule}: {n} ({n_old} findings, then {n_new})")));
    }
    let of = action.finding.as_ref().map(|finding| finding.rule.id)?;
    (n_new >= n_old).then(|| (of, format!("leaves {n_new} findings as there were")))
}

#[derive(Default)]
struct Tried {
    n_actions: usize,
    wrong: Vec<String>,
    used: BTreeSet<usize>,
}

impl Tried {
    fn try_all(&mut self, name: &str, text: &str) {
        let surroundings = surroundings();
        let snapshot = Analysis::new(text, Arc::clone(&surroundings)).snapshot();
        let before = messages(&snapshot);
        for action in offered(&snapshot, &before) {
            self.n_actions += 1;
            let changed = apply_edits(text, action.edits());
            let after = messages(&Analysis::new(&changed, Arc::clone(&surroundings)).snapshot());
            let Some((rule, wrong)) = breeds(&action, &before, &after) else { continue };
            let known =
                EXCEPTIONS.iter().position(|(title, of, _)| action.title.contains(title) && *of == rule);
            match known {
                Some(index) => drop(self.used.insert(index)),
                None => self.wrong.push(format!("{name}: “{}” {wrong}", action.title)),
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn doing_as_told_leads_to_fewer_findings() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("ASKHOW_CORPUS")
        .map_or_else(|| here.join("../../../shared/corpus"), PathBuf::from)
        .join("reviews");
    let mut tried = Tried::default();
    for path in files(&here.join("../../tests/samples")) {
        tried.try_all("sample", &std::fs::read_to_string(path).unwrap());
    }
    for (name, text) in MADE {
        tried.try_all(name, text);
    }
    for path in files(&corpus) {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        tried.try_all(&name, &text);
    }
    println!("{} actions tried", tried.n_actions);
    assert!(
        tried.wrong.is_empty(),
        "{} of {}:\n{}",
        tried.wrong.len(),
        tried.n_actions,
        tried.wrong.join("\n")
    );
    let unused: Vec<_> =
        EXCEPTIONS.iter().enumerate().filter(|(index, _)| !tried.used.contains(index)).collect();
    // Some of them are of real reviews.
    assert!(unused.is_empty() || !corpus.exists(), "no longer needed: {unused:#?}");
}

/// Reviews that hold what used to lead to more.
const MADE: &[(&str, &str)] = &[
    (
        "quotes",
        "# Outage of 2024-06-03\n\n## Summary\n\nThe on-call should have noticed the alert. We did not know of the limit. \
Nothing was changed, an operator error.\n\n## Open Questions\n\n- How did it begin?\n",
    ),
    (
        "luck",
        "# Outage of 2024-06-03\n\n## Summary\n\nMail was late.\n\n- **Search**: 6h late, self-resolved\n- **Shop**: 6h late, self-resolved\n\n\
Luckily the root cause of the outage was found by chance.\n\n## Mitigators\n\n- The desk told shops.\n",
    ),
    (
        "early timeline",
        "# Outage of 2024-06-03\n\n## Summary\n\nMail was late.\n\n## Timeline (UTC)\n\n- 10:00 The queue is full.\n- 10:20 Ben empties it.\n\n\
## Contributing factors\n\n- A full disk.\n\n## What went well\n\n- Ben was there.\n\n## Action items\n\n- Show the disk.\n",
    ),
    (
        "names",
        "# RCA: mail late\n\n- Date: 2024-06-03\n\n## Root cause?\n\nA full disk.\n\n## What went wrong\n\n- Nobody saw the alert.\n\n## Prevention\n\n\
- Show the disk.\n\n## 5 Whys\n\nWhy did it fill? Why was it small? Why did nobody see it?\n",
    ),
    ("bare", "# Outage of 2024-06-03\n\nMail was late.\n"),
    (
        "long silences",
        "# Outage of 2024-06-03\n\nMail was late.\n\n## Timeline (UTC)\n\n- 09:00 The queue grows.\n- 09:05 Ben is paged.\n- 10:20 Ben looks.\n\
- 10:22 Ben waits.\n- 12:40 Ada looks.\n- 12:45 Ada waits.\n- 15:00 Ada and Ben look.\n- 17:30 The queue is empty.\n- 17:35 Ben sleeps.\n",
    ),
];
