//! Small classes of words that the forms of *why* ask about.

use super::class::{Class, is};
use super::clause::is_boundary;
use super::lexicon::{is_adverb, is_preposition, is_verb};
use super::verb::{auxiliary, is_participle, plain_of_past, plain_of_third};
use crate::page::Page;

/// Verbs of coming about: *how* takes them as they are. `verb` is the plain form of the token `idx`.
pub fn is_swap(page: &Page<'_>, idx: usize, verb: &str) -> bool {
    let next = page.word(idx + 1);
    match verb {
        _ if is(verb, Class::ComesAbout) => true,
        "end" => next == "up",
        "go" => !matches!(next, "to" | "for") && (is(next, Class::WentUnseen) || is_participle(next)),
        "begin" | "start" => {
            page.get(idx + 1).is_none_or(|token| !token.is_word())
                || is_preposition(next) && next != "to"
                || next == "again"
        }
        "get" => is_participle(next) || is(next, Class::GotThrough),
        "make" => next == "it" && is(page.word(idx + 2), Class::MadeIt),
        "slip" => is(next, Class::SlippedBy),
        "pass" => page.get(idx + 1).is_some(),
        _ => false,
    }
}

/// What goes when something was not noticed: *unnoticed* or *undetected*.
pub fn noticing_participle(word: &str) -> Option<&'static str> {
    match word {
        it if is(it, Class::Unnoticed) => Some("unnoticed"),
        "detected" => Some("undetected"),
        _ => None,
    }
}

/// For a verb of noticing what its object does when nobody does it; `past` where it is held up.
pub fn noticing_verb(word: &str) -> Option<&'static str> {
    match word {
        it if is(it, Class::PastGuard) => Some("past"),
        "notice" | "spot" => Some("unnoticed"),
        "detect" => Some("undetected"),
        _ => None,
    }
}

/// Words that judge: *how did it come to be hard* would lose what was asked.
pub fn is_judgement(page: &Page<'_>, idx: usize) -> bool {
    match page.word(idx) {
        word if is(word, Class::Judges) => true,
        it if is(it, Class::Strengthens) => is_judgement(page, idx + 1) && page.word(idx) != "such",
        // `a problem`, `a difficult concept`
        "a" | "an" => {
            matches!(page.word(idx + 1), "problem" | "risk" | "concern")
                || is_judgement(page, idx + 1) && page.word(idx + 1) != "a"
        }
        _ => false,
    }
}

/// Verbs of what one thing does to another. `verb` is the plain form of the token `idx`.
pub fn is_effect(page: &Page<'_>, idx: usize, verb: &str) -> bool {
    match verb {
        _ if is(verb, Class::Effect) => true,
        "make" => (idx + 1..idx + 8).any(|idx| is(page.word(idx), Class::MadeMore)),
        _ => false,
    }
}

/// One thing is said, and it is something that happens: no state, no second verb behind *and*, and no `at all`,
/// which asks whether it should have been so.
pub fn is_event(page: &Page<'_>, said: usize, verb: &str, end: usize) -> bool {
    let stop = (said..end).find(|idx| is_boundary(page, *idx) && page.word(*idx) != ",").unwrap_or(end);
    let last = stop.checked_sub(1).map_or("", |last| page.word(last));
    let weighs = is(last, Class::Weighs)
        || (said..stop).any(|idx| page.reads(idx, "at all") || page.reads(idx, "in the first place"));
    !weighs && !is_state(page, said, verb) && !has_second_verb(page, said, stop)
}

/// A second verb in its plain form is joined to the one at `verb`: `fail and come back`, `stop, then start`.
pub fn has_second_verb(page: &Page<'_>, verb: usize, end: usize) -> bool {
    (verb + 1..end).any(|idx| {
        let joins = is(page.word(idx), Class::JoinsVerbs);
        let next = (idx + 1..end).find(|idx| !is_adverb(page.word(*idx))).map_or("", |idx| page.word(idx));
        joins
            && (is_verb(next)
                || plain_of_past(next).is_some()
                || plain_of_third(next).is_some()
                || auxiliary(next).is_some())
    })
}

/// Verbs of how something is, or of a need: nothing comes about at one moment.
fn is_state(page: &Page<'_>, idx: usize, verb: &str) -> bool {
    is(verb, Class::State) || is(page.word(idx), Class::StateBehindBe) && page.word(idx + 1) == "to"
}

/// Something that people choose to do; what befalls them is none.
pub fn is_chosen(verb: &str) -> bool {
    !is(verb, Class::Unchosen)
}
