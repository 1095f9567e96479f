//! `phrasing/compliance`: work measured by the written procedure.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    denial::is_denied,
    lexicon::is_preposition,
    page::Page,
    people::{Subject, people_ahead, subject_of},
    verb::{Auxiliary, Tense, auxiliary, is_form_of},
};

use crate::{
    Scope,
    family::{Family, Found},
    words::Words,
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
        "The attacker bypassed the review with a stolen key.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "compliance",
    peek,
    look: |page, hits, found| each(page, hits, found, judge),
};

/// `follow` is a frequent word, and means something in a question alone, behind its auxiliary.
fn peek(before: &str, hit: &str, _: &str) -> bool {
    !hit.eq_ignore_ascii_case("follow") && !hit.eq_ignore_ascii_case("followed")
        || ["did", "was", "were"].iter().any(|word| before.contains(word))
}

const MESSAGE: &str = "measures work by how it was imagined; how is it done on an ordinary day?";
const WORKAROUND: &str = "tells of what keeps things going; how does it help on an ordinary day?";

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
        it if is(it, Words::GetsAround) => {
            first_of(page, to, 5, Class::Gate).is_some_and(|gate| !is_technical(page, gate))
        }
        _ if page.word(to - 1) == "followed" && to > from + 1 => is_left_behind(page, (from, to)),
        "followed" | "follow" => return asked(page, (from, to)),
        // `it ignored the retry policy` is said of software.
        "ignored" => {
            first_of(page, to, 5, Class::Written).is_some()
                && askhow_english::people::people_before(page, from).is_some()
        }
        "violated" if is_passive(page, (from, to)) => {
            let noun = (from.saturating_sub(3)..from).rev().find(|idx| is(page.word(*idx), Class::Written));
            noun.is_some_and(|noun| !is_technical(page, noun))
        }
        _ => first_of(page, to, 5, Class::Written).is_some_and(|written| !is_technical(page, written)),
    };
    let denied = is(word, Words::BreaksRule) || word.starts_with("bypass") || word.starts_with("circumvent");
    let by_attackers = word.starts_with("bypass") || word.starts_with("circumvent");
    let by_attackers = by_attackers && tells_of_an_attack(page, from);
    (fits && !by_attackers && !(denied && is_denied(page, from, 4)))
        .then(|| report(page, &RULE, (from, to), MESSAGE))
}

/// What attackers get round is no work of ours: this sentence says so, or the one before it.
fn tells_of_an_attack(page: &Page<'_>, from: usize) -> bool {
    let (start, end) = page.sentence(from);
    let first = start.checked_sub(1).map_or(start, |last| page.sentence(last).0);
    (first..end).any(|idx| is(page.word(idx), Class::Attack))
}

/// The first word of a class within the next few.
fn first_of(page: &Page<'_>, from: usize, words: usize, class: Class) -> Option<usize> {
    let (_, end) = page.sentence(from);
    (from..end.min(from + words)).find(|idx| is(page.word(*idx), class))
}

/// `the policy was violated`, `freeze policy violated (at 22:40)`: nothing that could be violated stands behind.
fn is_passive(page: &Page<'_>, (from, to): Tokens) -> bool {
    let be = is_form_of(page.before(from), Auxiliary::Be) || page.before(from) == "been";
    be || to >= page.sentence(from).1 || is_boundary(page, to) || is_preposition(page.word(to))
}

/// `The process for it was not followed`: in the same clause, or before one that tells it apart (`that requires
/// a form`); not `the deploy of the runbook was not followed by errors`.
fn is_left_behind(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, _) = page.sentence(from);
    let people = page.word(to) == "by" && people_ahead(page, to, 3);
    let next = matches!(page.word(to), "by" | "up") && !people;
    let denied = page.word(from) != "been" || is_denied(page, from, 2);
    !next && denied && (start..from).any(|idx| is(page.word(idx), Class::Written) && !is_technical(page, idx))
}

/// `Why wasn't the runbook followed?`, `why did the team not follow it`: asked, the words stand apart.
fn asked(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let passive = page.word(from) == "followed";
    let (start, _) = page.sentence(from);
    let (at, finite) = (start.max(from.saturating_sub(8))..from).rev().find_map(|idx| {
        let wanted = if passive { Auxiliary::Be } else { Auxiliary::Do };
        auxiliary(page.word(idx)).filter(|finite| finite.which == wanted).map(|finite| (idx, finite))
    })?;
    let inverted = at == start || is(page.before(at), Words::BeforeInversion);
    let denied = finite.negative || page.before(from) == "not";
    let written = match passive {
        true => (at + 1..from).rev().find(|idx| is(page.word(*idx), Class::Written)),
        false => first_of(page, to, 5, Class::Written),
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
    is(page.before(written), Class::ByMachines)
}
