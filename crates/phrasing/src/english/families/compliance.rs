//! `phrasing/compliance`: work measured by the written procedure.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    page::Page,
    people::{Subject, ahead, is_denied, subject_of},
    verb::{Auxiliary, Tense, auxiliary},
};

use crate::{
    Scope,
    family::{Family, Found},
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/compliance",
    level: Level::Information,
    summary: "Work measured by the written procedure",
    about: "Procedures leave out what everyday work needs, and people bridge the gap, mostly well. That the \
            procedure was left says little; how work is done on an ordinary day says a lot.",
    questions: &[
        "How is this work usually done, workarounds included?",
        "How does the written procedure help or hinder on an ordinary day?",
    ],
    fires: &[
        "The engineer violated the change policy.",
        "The team did not follow the release process.",
        "It was a case of non-compliance.",
        "They bypassed the review.",
        "The engineer ignored the procedure.",
    ],
    quiet: &[
        "The query violated a foreign key.",
        "The request bypassed the cache.",
        "The client ignored the retry policy.",
        "The team followed the release process.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "non-compliance",
        "noncompliance",
        "non-compliant",
        "violated",
        "violates",
        "violating",
        "violation of",
        "in violation of",
        "did not follow",
        "didn't follow",
        "failed to follow",
        "not following",
        "were not following",
        "was not followed",
        "were not followed",
        "wasn't followed",
        "weren't followed",
        "followed",
        "follow",
        "bypassed",
        "bypassing",
        "bypasses",
        "circumvented",
        "ignored",
        "workaround",
        "workarounds",
        "work-around",
        "work-arounds",
    ],
    peek,
    look: |page, hits, found| each(page, hits, found, judge),
};

/// `follow` is a frequent word, and means something in a question alone, behind its auxiliary.
fn peek(before: &str, hit: &str, _: &str) -> bool {
    !hit.eq_ignore_ascii_case("follow") && !hit.eq_ignore_ascii_case("followed")
        || ["did", "was", "were"].iter().any(|word| before.to_ascii_lowercase().contains(word))
}

const MESSAGE: &str = "The procedure tells how work is imagined; how is it done on an ordinary day?";
const WORKAROUND: &str = "A workaround often keeps things going; how does it help on an ordinary day?";

const WRITTEN: &[&str] = &[
    "process",
    "processes",
    "policy",
    "policies",
    "procedure",
    "procedures",
    "guideline",
    "guidelines",
    "runbook",
    "checklist",
    "rules",
    "sop",
    "playbook",
    "instructions",
    "protocol",
    "standards",
];

const GATES: &[&str] = &[
    "review",
    "reviews",
    "approval",
    "approvals",
    "process",
    "policy",
    "procedure",
    "safeguards",
    "sign-off",
    "controls",
];

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let word = page.word(from);
    if word.starts_with("work") {
        if page.is_question(from) {
            return None;
        }
        let mut found = report(page, &RULE, (from, to), WORKAROUND);
        found.finding.level = Level::Hint;
        found.scope = Scope::Contributors;
        return Some(found);
    }
    let fits = match word {
        "non-compliance" | "noncompliance" | "non-compliant" => true,
        // `The pod bypasses the review app`: how a thing works.
        "bypasses" if subject_of(page, from) == Subject::Thing => false,
        "bypassed" | "bypassing" | "bypasses" | "circumvented" => ahead(page, to, 4, GATES).is_some(),
        "followed" | "follow" => return asked(page, (from, to)),
        "was" | "were" | "wasn't" | "weren't" if page.word(to - 1) == "followed" => {
            let (start, _) = page.sentence(from);
            (start.max(from.saturating_sub(4))..from).any(|idx| WRITTEN.contains(&page.word(idx)))
        }
        // `it ignored the retry policy` is said of software.
        "ignored" => {
            ahead(page, to, 5, WRITTEN).is_some()
                && askhow_english::people::people_before(page, from).is_some()
        }
        "violated" if auxiliary(page.before(from)).is_some_and(|it| it.which == Auxiliary::Be) => {
            WRITTEN.contains(&page.word(from.saturating_sub(2)))
                && !is_technical(page, from.saturating_sub(2))
        }
        _ => ahead(page, to, 5, WRITTEN).is_some_and(|written| !is_technical(page, written)),
    };
    (fits && !(word.starts_with("violat") && is_denied(page, from, 2)))
        .then(|| report(page, &RULE, (from, to), MESSAGE))
}

/// `Why wasn't the runbook followed?`, `why did the team not follow it`: asked, the words stand apart.
fn asked(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let passive = page.word(from) == "followed";
    let (start, _) = page.sentence(from);
    let (at, finite) = (start.max(from.saturating_sub(8))..from).rev().find_map(|idx| {
        let wanted = if passive { Auxiliary::Be } else { Auxiliary::Do };
        auxiliary(page.word(idx)).filter(|finite| finite.which == wanted).map(|finite| (idx, finite))
    })?;
    let inverted = at == start || matches!(page.before(at), "why" | "how" | "so" | "and" | "but" | ":" | ",");
    let denied = finite.negative || page.before(from) == "not";
    let written = match passive {
        true => (at + 1..from).rev().find(|idx| WRITTEN.contains(&page.word(*idx))),
        false => ahead(page, to, 5, WRITTEN),
    };
    // `did not follow` is said in one piece.
    let apart = from > at + 1 + usize::from(page.word(at + 1) == "not");
    let fits = finite.tense == Tense::Past && inverted && denied && apart;
    written
        .filter(|written| fits && !is_technical(page, *written))
        .map(|_| report(page, &RULE, (at, to), MESSAGE))
}

/// A policy that a machine applies: `the pod violates the security policy`.
fn is_technical(page: &Page<'_>, written: usize) -> bool {
    matches!(
        page.before(written),
        "network"
            | "security"
            | "admission"
            | "cors"
            | "content"
            | "retry"
            | "cache"
            | "firewall"
            | "bucket"
            | "iam"
            | "access"
            | "retention"
            | "routing"
            | "referrer"
    )
}
