//! `phrasing/counterfactual`: what did not happen, told in place of what did.

mod undone;
mod wish;

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, escaped, report, sentence};
use askhow_english::{
    class::{Class, is, words_of},
    clause::is_boundary,
    denial::is_denied,
    lexicon::{denies, is_adverb, is_conjunction, is_determiner, is_preposition, is_verb},
    page::Page,
    people::{Subject, ahead, is_software, subject_of},
    verb::{Auxiliary, auxiliary, is_participle, participle_of, plain_of_participle},
    words::is_chosen,
};

use crate::{
    family::{Family, Found},
    rewrite::{Change, dressed},
    words::Words,
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/counterfactual",
    level: Level::Information,
    summary: "What people did not do, told in place of what they did",
    about: "What might have been tells about a world that nobody was in. It hides what people did instead, and \
            what they saw that made it the thing to do.",
    questions: &[
        "How did the situation look before the outcome was known?",
        "What did people do instead, and how did that make sense?",
    ],
    fires: &[
        "The on-call should have noticed the alert.",
        "A canary would have caught it.",
        "We failed to page the owner.",
        "If only we had known.",
    ],
    quiet: &[
        "The alert should have a runbook.",
        "It could have enabled an attacker to read them.",
        "Users would have been seeing errors.",
        "The surveys failed to load.",
        "Each service should page its owner.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "counterfactual",
    peek,
    look: |page, hits, found| each(page, hits, found, judge),
};

/// `had` is frequent, and wishes only where it begins a clause; `have` alone counts behind an aside.
fn peek(before: &str, hit: &str, _: &str) -> bool {
    if hit.len() == 4 && hit.starts_with(['h', 'H']) {
        let before = before.trim_end();
        return before.ends_with(',') && words_of(Words::Modal).iter().any(|modal| before.contains(modal));
    }
    hit.len() != 3 || {
        let before = before.trim_end();
        hit.starts_with(|first: char| first.is_uppercase())
            || before.is_empty()
            || before.ends_with([',', '—', '–', '-', ':', '.', '(', '|'])
            || before.contains("would ")
    }
}

const MESSAGE: &str = "tells what did not happen and hides what did; how did it look at the time?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    // `would, in all likelihood, have stopped it`
    if page.word(from) == "have" {
        let (start, _) = page.sentence(from);
        let open = (start.max(from.saturating_sub(8))..from.saturating_sub(1))
            .rev()
            .find(|idx| page.word(*idx) == ",")?;
        let modal = open.checked_sub(1).filter(|modal| is(page.word(*modal), Words::Modal))?;
        return match page.word(modal) {
            "should" => expected(page, (modal, to)),
            _ => avoidable(page, (modal, to)),
        };
    }
    // `ought really to have`
    let to = if page.word(from) == "ought" { behind_ought(page, to)? } else { to };
    // `could easily have been avoided`: the adverb stands in between.
    let modal = (from.saturating_sub(2)..=from).rev().find(|idx| !is_adverb(page.word(*idx)));
    let (from, to) = match modal {
        Some(modal) if modal < from && page.word(to - 1) == "have" => (modal, to),
        _ => (from, to),
    };
    match page.word(from) {
        "should" | "should've" | "shouldn't" | "ought" => expected(page, (from, to)),
        it if is(it, Words::BeginsAvoidable) => avoidable(page, (from, to)),
        "if" | "had" => wish::wished(page, (from, to)),
        "failed" | "fails" | "neglected" => failed(page, (from, to)),
        "than" => too_much(page, (from, to)),
        "failure" => undone::is_peoples_failure(page, (from, to)).then(|| told(page, (from, to))),
        "didn't" | "did" => {
            matches!(subject_of(page, from), Subject::People(_)).then(|| told(page, (from, to)))
        }
        "missed" => undone::is_missed_alert(page, (from, to)).then(|| told(page, (from, to))),
        "bother" | "bothered" => undone::is_not_bothered(page, from).then(|| told(page, (from, to))),
        "neglecting" => is(page.word(to), Class::DoneByPeople).then(|| told(page, (from, to))),
        _ => {
            let denied = is_denied(page, from, 4) || page.word(from).ends_with("n't");
            (page.word(to - 1) != "have" && !denied).then(|| told(page, (from, to)))
        }
    }
}

/// Behind `ought really to have`, from what follows `ought`.
fn behind_ought(page: &Page<'_>, from: usize) -> Option<usize> {
    let skip = |idx: usize| (idx..idx + 3).find(|idx| !is_adverb(page.word(*idx)));
    let to = skip(from).filter(|idx| page.word(*idx) == "to")?;
    let have = skip(to + 1).filter(|idx| page.word(*idx) == "have")?;
    Some(have + 1)
}

fn told(page: &Page<'_>, (from, to): Tokens) -> Found {
    report(page, &RULE, (from, to), MESSAGE).open_question(general(page, from))
}

/// `took longer than it should have`
fn too_much(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let (_, end) = page.sentence(from);
    let ends = to >= end || is_boundary(page, to) || is_conjunction(page.word(to));
    ends.then(|| told(page, (from, to)))
}

/// Skips adverbs between `have` and the participle.
fn participle(page: &Page<'_>, from: usize) -> Option<usize> {
    let mut idx = from;
    while is_adverb(page.word(idx)) && idx < from + 3 {
        idx += 1;
    }
    is_participle(page.word(idx)).then_some(idx)
}

fn expected(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let Some(verb) = participle(page, to) else {
        // `…, and we should have.`
        let people = matches!(subject_of(page, from), Subject::People(_));
        let ends = to >= page.sentence(from).1 || is_boundary(page, to);
        return (people && ends && !page.is_question(from) && !was_believed(page, from))
            .then(|| told(page, (from, to)));
    };
    if was_believed(page, from) || page.is_question(from) && page.sentence(from).0 == from {
        return None;
    }
    // `guests should not have been able to log in`: what the system was there to keep from them.
    if page.reads(verb, "been able") && (from..verb).any(|idx| matches!(page.word(idx), "not" | "shouldn't"))
    {
        return None;
    }
    let subject = subject_of(page, from);
    let people = match subject {
        Subject::People(people) => Some(people),
        _ => None,
    };
    if subject == Subject::Thing {
        let noun = page.before(from);
        let watches = is(noun, Class::Watcher);
        let passive = page.word(verb) == "been" && {
            let done = if is_adverb(page.word(verb + 1)) { verb + 2 } else { verb + 1 };
            let by_hand = is(page.word(done), Class::DoneByHand) && page.word(done + 1) != "by";
            let work =
                by_hand || [Class::Work, Class::Averts].iter().any(|class| is(page.word(done), *class));
            work && !matches!(noun, "that" | "which" | "what")
        };
        let watched =
            watches && page.word(verb) != "been" && !matches!(page.word(verb), "had" | "worked" | "existed");
        let averts = is(page.word(verb), Class::Averts) && noun != "that";
        if !(passive || watched || averts) {
            return None;
        }
    }
    let found = report(page, &RULE, (from, verb + 1), MESSAGE);
    Some(found.open_question(perceived(page, people, verb).unwrap_or_else(|| general(page, from))))
}

fn avoidable(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let verb = participle(page, to)?;
    let been = page.word(verb) == "been";
    let (_, end) = page.sentence(from);
    if been && would_be_better(page, verb + 1) && !is_denied(page, from, 4) {
        return Some(told(page, (from, verb + 2)));
    }
    let verb = if been { participle(page, verb + 1)? } else { verb };
    if is_adverb(page.before(from)) && page.before(from) == "otherwise"
        || matches!(page.before(from), "who" | "that" | "which") && page.word(from) == "might"
    {
        return None;
    }
    // `picked up the bug`
    let averts = is(page.word(verb), Class::Averts)
        && (been || !matches!(page.word(verb), "stopped" | "blocked"))
        || page.reads(verb, "picked up") && verb + 2 < end
        || been && !matches!(page.word(from), "would" | "would've") && is(page.word(verb), Class::Work);
    // `we could have reverted`: something that people choose.
    let chosen = !been
        && matches!(page.word(from), "could" | "could've")
        // Of others it is as likely told what they might do: `they could have read the token`.
        && matches!(subject_of(page, from), Subject::People((_, to)) if !is(page.word(to - 1), Words::NobodyNamed))
        && plain_of_participle(page.word(verb))
            .is_some_and(|plain| is_chosen(&plain) && !is(&plain, Class::State))
        && !page.is_question(from);
    // A mitigator is told the same way: `would have been prevented by …` is one for hindsight all the same.
    let worse = ahead(page, verb, 12, |word| matches!(word, "later" | "worse" | "longer")).is_some();
    if !(averts || chosen) || worse || is_denied(page, from, 8) || denies(page.word(to)) {
        return None;
    }
    Some(told(page, (from, verb + 1)))
}

/// `the best approach would have been to revert`, `it would have been better to`.
fn would_be_better(page: &Page<'_>, idx: usize) -> bool {
    let (start, _) = page.sentence(idx);
    let judged = is(page.word(idx), Words::RanksDeed);
    let best = page.word(idx) == "to" && (start..idx).any(|idx| is(page.word(idx), Words::RanksChoice));
    (judged || best) && !page.is_question(idx)
}

fn failed(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    // `had failed to renew`: whoever had.
    let has = (from.saturating_sub(3)..from).rev().find(|idx| !is_adverb(page.word(*idx))).filter(|idx| {
        auxiliary(page.word(*idx)).is_some_and(|it| it.which == Auxiliary::Have && !it.negative)
    });
    let finite = has.unwrap_or(from);
    let Subject::People(people) = subject_of(page, finite) else { return None };
    if is_software(page, people, to) {
        return None;
    }
    // `fails to log in`: they tried, and that is what happened.
    if page.word(to - 1) == "to" && is(page.word(to), Words::MeetsOutage) {
        return None;
    }
    let found = report(page, &RULE, (from, to), MESSAGE);
    let denied = is_denied(page, from, 2);
    // `failed to notice` → `did not notice`, which says what happened.
    let plain = page.word(to - 1) == "to" && is_verb(page.word(to)) && !denied && people.1 == finite;
    let subject_of_clause = auxiliary(page.before(people.0)).is_none();
    // `all of us failed to notice`: some of them, or none, where it is denied otherwise; `failed to be reached`.
    let counts = |idx: usize| {
        let word = page.word(idx);
        denies(word) || is(word, Words::AllOrAny)
    };
    let start = page.sentence(people.0).0;
    // What else goes by the verb that is taken out would stand alone, or be denied with it: `failed to notice and to
    // escalate`, `failed to check it and told nobody`.
    let goes_on = (to..page.sentence(to).1).any(|idx| is(page.word(idx), Words::GoesOn));
    // `failed to pull the image` may be what they tried, and what happened.
    let verb = page.word(to);
    let is_omission = is(verb, Class::DoneByPeople) || is(verb, Words::Perceives) || is(verb, Words::Duty);
    let is_plain = is_omission && !goes_on && !(start.max(people.0.saturating_sub(3))..people.1).any(counts);
    let plain = plain && is_plain;
    Some(if plain && subject_of_clause && has.is_none_or(|has| has + 1 == from) {
        let change = match (has, page.word(from)) {
            (Some(_), _) => Change::Over(from, to + 1, format!("not {}", participle_of(page.word(to)))),
            (_, "fails") => Change::Over(from, to, "does not".to_owned()),
            _ => Change::Over(from, to, "did not".to_owned()),
        };
        found.rewrite(page, people.0, &[change], true)
    } else {
        found.open_question(general(page, from))
    })
}

/// `we thought it should've been fine`: a belief of then, not a regret of now.
fn was_believed(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    (start.max(from.saturating_sub(5))..from).any(|idx| is(page.word(idx), Words::BelievedBefore))
}

/// `How did the alert look to the on-call at the time?`
fn perceived(page: &Page<'_>, people: Option<Tokens>, verb: usize) -> Option<String> {
    let (from, to) = people?;
    let plain = plain_of_participle(page.word(verb))?;
    if !is(plain.as_str(), Words::Perceives) {
        return None;
    }
    let (_, end) = page.sentence(verb);
    let object = verb + 1;
    if !is_determiner(page.word(object)) || page.word(object) == "that" {
        return None;
    }
    let object_end = (object..end)
        .find(|idx| {
            is_boundary(page, *idx)
                || is_preposition(page.word(*idx))
                || is_adverb(page.word(*idx))
                || is(page.word(*idx), Words::EndsClause)
        })
        .unwrap_or(end);
    if object_end > object + 5 || object_end < object + 2 {
        return None;
    }
    let object = dressed(page, object, object_end)?.1;
    let who = match page.word(from) {
        "we" => "us".to_owned(),
        "i" => "me".to_owned(),
        "they" => "them".to_owned(),
        "he" => "him".to_owned(),
        "she" => "her".to_owned(),
        it if is(it, Words::AnybodyInQuestion) => "people".to_owned(),
        first if is_determiner(first) => {
            let words = page.span(from, to).of(&page.plain.text);
            let mut chars = words.chars();
            escaped(
                &chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect()),
            )
        }
        _ => escaped(page.span(from, to).of(&page.plain.text)),
    };
    Some(format!("How did {object} look to {who} at the time?"))
}

fn general(page: &Page<'_>, from: usize) -> String {
    format!("How did the situation look to people at the time (“{}”)?", sentence(page, from))
}
