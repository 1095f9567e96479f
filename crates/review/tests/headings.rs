//! The names of sections that real reviews share, and what each stands for, as a person judged them: any that three
//! or more reviews of the corpus have. The corpus, where it is there (`ASKHOW_CORPUS`, else `../shared/corpus` beside
//! the workspace), is asked for names that are not judged yet.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use askhow_document::Document;
use askhow_review::{Part, Review, Rules, Settings, Surroundings};

/// In lower case. `known` is one that stands for none of the nine, `-` a name of one house alone.
const JUDGED: &[(&str, &str)] = &[
    ("timeline", "Timeline"),
    ("summary", "Description"),
    ("action items", "Follow-up Items"),
    ("lessons learned", "known"),
    ("impact", "Description"),
    ("what went well", "Mitigators"),
    ("root cause", "Contributors & Enablers"),
    ("resolution", "known"),
    ("detection", "known"),
    ("where we got lucky", "Mitigators"),
    ("what went wrong", "Difficulties in Handling"),
    ("background", "Description"),
    ("thanks", "known"),
    ("issue summary", "Description"),
    ("contributing factors", "Contributors & Enablers"),
    ("fallout", "Description"),
    ("remediation", "Follow-up Items"),
    ("resolution and recovery", "known"),
    ("stats", "known"),
    ("causes", "Contributors & Enablers"),
    ("prevention", "Follow-up Items"),
    ("response", "known"),
    ("what went poorly", "Difficulties in Handling"),
    ("attendees", "known"),
    ("cause", "Contributors & Enablers"),
    ("incident summary", "Description"),
    ("lessons", "known"),
    ("lessons learnt", "known"),
    ("process improvements", "Follow-up Items"),
    ("recovery", "known"),
    ("root cause analysis", "Contributors & Enablers"),
    ("things that went poorly", "Difficulties in Handling"),
    ("things that went well", "Mitigators"),
    ("timeline of events", "Timeline"),
    ("author(s)", "known"),
    ("conclusion", "known"),
    ("documentation improvements", "Follow-up Items"),
    ("references", "References"),
    ("root causes", "Contributors & Enablers"),
    ("timeline (utc)", "Timeline"),
    ("appendix", "Artifacts"),
    ("corrective actions", "Follow-up Items"),
    ("fix", "known"),
    ("immediate actions (completed)", "Follow-up Items"),
    ("leadup", "Contributors & Enablers"),
    ("level: internal", "known"),
    ("postmortem", "known"),
    ("process", "-"),
    ("responders", "known"),
    ("root cause of the outage", "Contributors & Enablers"),
    ("technical improvements", "Follow-up Items"),
];

fn read(text: &str) -> Review {
    let rules = Arc::new(Rules::new(Arc::new(Settings::default())));
    let surroundings = Arc::new(Surroundings { rules, named: true, ..Surroundings::default() });
    Review::read(&Document::new(text), &surroundings, None)
}

fn stands_for(part: &Part) -> &'static str {
    match &part.named {
        None => "-",
        Some(named) => named.section.map_or("known", |section| section.name()),
    }
}

#[test]
fn common_names_stand_for_what_people_mean() {
    let mut wrong = Vec::new();
    for (name, wanted) in JUDGED {
        let review = read(&format!("# Outage\n\n## {name}\n\nWords.\n"));
        let part = review.outline.parts.get(1).unwrap();
        if stands_for(part) != *wanted {
            wrong.push(format!("{name}: {}, not {wanted}", stands_for(part)));
        }
    }
    assert!(wrong.len() * 100 <= JUDGED.len() * 3, "{} of {}: {wrong:#?}", wrong.len(), JUDGED.len());
}

#[test]
fn every_common_name_of_the_corpus_is_judged() {
    let folder = std::env::var_os("ASKHOW_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let Ok(files) = std::fs::read_dir(folder.join("reviews")) else {
        println!("corpus absent: skipped");
        return;
    };
    let mut seen: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for path in files.map(|entry| entry.unwrap().path()) {
        let review = read(&std::fs::read_to_string(&path).unwrap());
        let title = review.title().map(|title| title.at);
        for part in review.outline.parts.iter().filter(|part| part.level <= 6 && Some(part.at) != title) {
            seen.entry(review.name(part).trim().to_lowercase()).or_default().insert(path.clone());
        }
    }
    let is_judged = |name: &String| JUDGED.iter().any(|(judged, _)| judged == name);
    let common = seen.iter().filter(|(_, files)| files.len() >= 3).map(|(name, _)| name);
    let unjudged: Vec<_> = common.filter(|name| !is_judged(name)).collect();
    assert!(unjudged.is_empty(), "not judged yet: {unjudged:?}");
}
