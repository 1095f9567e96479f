//! `phrasing/surprise`: where the system was other than people took it to be.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each_sentence, report, sentence, sentence_from};
use askhow_english::{
    class::is,
    clause::is_boundary,
    denial::is_denied,
    lexicon::is_conjunction,
    page::Page,
    people::{Subject, ahead, is_person_pronoun, people_before, subject_of},
    verb::{Auxiliary, Tense, auxiliary, plain_of_past},
};

use crate::family::{Family, Found};
use crate::words::Words;

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/surprise",
    level: Level::Information,
    summary: "A surprise: something that people learned about their system",
    about: "What a review is for: places where the system was other than people took it to be. It is easily \
            lost in passing, and others hold the same belief today.",
    questions: &["Who else would be surprised, and how will they find out?"],
    fires: &[
        "I didn't know that the cache was shared.",
        "Nobody knew about the limit.",
        "We assumed that the replica was in sync.",
        "It turned out that the key had expired.",
        "Surprisingly, the queue was empty.",
    ],
    quiet: &[
        "Not surprisingly, the queue was full.",
        "The parser stops at an unexpected token.",
        "Everybody knew about the limit.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "surprise",
    peek,
    look: |page, hits, found| each_sentence(page, hits, found, judge),
};

/// `know` is frequent, and tells a surprise only behind *only* and *few*.
fn peek(before: &str, hit: &str, _: &str) -> bool {
    let knows = matches!(hit.len(), 4 | 5) && hit.starts_with(['k', 'K']);
    !knows
        || before.split_whitespace().rev().take(4).any(|word| matches!(word, "only" | "few"))
        || hit.len() == 4 && ["nobody", "no one", "none of"].iter().any(|it| before.contains(it))
}

/// Asks for the fact, and not for that somebody did not know it; of what proved untrue, who else believes it.
fn question(page: &Page<'_>, (from, to): Tokens) -> String {
    let believed = matches!(page.word(from), "thought" | "believed" | "assumed");
    // `Little did we know that …`, `contrary to what we believed, …`
    let fact = match page.word(from) {
        "little" => ahead(page, to, 5, |word| word == "that"),
        "contrary" => ahead(page, to, 12, |word| word == ","),
        _ => None,
    };
    if let Some(fact) = fact {
        return format!("How will others come to know this: “{}”?", sentence_from(page, fact + 1, from));
    }
    let that = page.word(to) == "that" && page.is_word(to + 1);
    let knows = is(page.word(from), Words::Knew) && is(page.word(to), Words::KnownClause);
    match (that, believed) {
        (true, true) => format!("Who else may take this to be so: “{}”?", sentence_from(page, to + 1, from)),
        (true, false) => {
            format!("How will others come to know this: “{}”?", sentence_from(page, to + 1, from))
        }
        _ if knows => format!("How will others come to know this: “{}”?", sentence_from(page, to, from)),
        _ => format!("How will others come to know this: “{}”?", sentence(page, from)),
    }
}

const MESSAGE: &str = "tells of a surprise; who else would be surprised, and how will they find out?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let words = to - from;
    let fits = match page.word(from) {
        "little" => ahead(page, to, 4, |it| is(it, Words::LittleKnown)).is_some(),
        "contrary" => {
            is_person_pronoun(page.word(to))
                || ahead(page, to, 6, |it| is(it, Words::Believed))
                    .is_some_and(|verb| [verb, verb - 1].iter().any(|at| people_before(page, *at).is_some()))
        }
        "knows" | "knew" | "know" => is_only(page, from) || is_of_nobody(page, from),
        "didn't" | "did" | "had" | "hadn't" => {
            matches!(subject_of(page, from), Subject::People(_) | Subject::Unsaid)
                && !is(page.word(to), Words::UnknownClause)
        }
        "thought" | "believed" | "assumed" => words == 1 && !page.place.entry && is_belief(page, (from, to)),
        "was" | "were" => !page.place.entry || matches!(page.word(to - 1), "aware"),
        // `Alert when the queue is unexpectedly empty`: a check to be built.
        "unexpectedly" if is_condition(page, from) || is_denied(page, from, 6) => false,
        "unexpected" => is_event(page, (from, to)),
        "surprised" => !page.place.entry || page.before(from) != "be",
        _ => true,
    };
    let denied = is(page.word(from), Words::Surprised) && is_denied(page, from, 2);
    if !fits || denied || page.is_question(from) {
        return None;
    }
    let question = question(page, (from, to));
    Some(report(page, &RULE, (from, to), MESSAGE).item(
        "Keep it as something learned, under Open Questions".to_owned(),
        "Open Questions",
        question,
    ))
}

/// Behind *if*, *when* or *whenever*, or before it: what is to be looked for, or how a program works.
fn is_condition(page: &Page<'_>, from: usize) -> bool {
    let (start, end) = page.sentence(from);
    let told = |from: usize, to: usize| {
        (from..to).any(|idx| {
            auxiliary(page.word(idx)).is_some_and(|finite| finite.tense == Tense::Past)
                || plain_of_past(page.word(idx)).is_some()
        })
    };
    let is_if = |idx: &usize| is(page.word(*idx), Words::IsCondition);
    !told(start, from)
        && ((start..from).any(|idx| is_if(&idx))
            || (from..end).find(is_if).is_some_and(|at| !told(at, end.min(at + 6))))
}

/// An unexpected thing that was met, not one that a program has to reckon with.
fn is_event(page: &Page<'_>, (from, to): Tokens) -> bool {
    let met = is(page.word(to), Words::MetWith);
    let was = is(page.before(from), Words::SurpriseBefore);
    let (start, _) = page.sentence(from);
    let reckoned =
        (start.max(from.saturating_sub(3))..from).any(|idx| is(page.word(idx), Words::SurpriseGuard));
    (met || was && page.before(from) != "an") && !reckoned
}

/// `only Bob knows`, `few people knew`.
fn is_only(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    (start.max(from.saturating_sub(4))..from).any(|idx| {
        matches!(page.word(idx), "only" | "few") && !(page.word(idx) == "few" && page.before(idx) == "a")
    }) && auxiliary(page.before(from)).is_none()
}

/// `Nobody on the bridge knew`: a phrase tells which of them.
fn is_of_nobody(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let near = start.max(from.saturating_sub(7));
    let who = (near..from)
        .rev()
        .find(|idx| matches!(page.word(*idx), "nobody" | "none") || page.reads(*idx, "no one"));
    let Some(who) =
        who.filter(|who| *who == start || is_boundary(page, who - 1) || is_conjunction(page.before(*who)))
    else {
        return false;
    };
    page.word(from) == "knew"
        && (who..from).all(|idx| {
            let word = page.word(idx);
            !is_boundary(page, idx) && auxiliary(word).is_none() && plain_of_past(word).is_none()
        })
}

/// `we thought that`, `the team assumed`: not `we thought about it`, and not a thought of one's own plans.
fn is_belief(page: &Page<'_>, (from, to): Tokens) -> bool {
    let about = is(page.word(to), Words::AboutBelief)
        || page.reads(to, "it up")
        || page.get(to).is_some_and(|token| !token.is_word());
    // `We had assumed that`
    let had = from.checked_sub(1).filter(|had| {
        auxiliary(page.word(*had)).is_some_and(|it| it.which == Auxiliary::Have && !it.negative)
    });
    // `we assumed the admin role`: taken on.
    let taken_on = page.word(from) == "assumed" && ahead(page, to, 5, |it| is(it, Words::TakenOn)).is_some();
    let verb = had.unwrap_or(from);
    !taken_on
        && people_before(page, verb).is_some_and(|(who, _)| !is(page.word(who), Words::NotBelievers))
        && !about
}
