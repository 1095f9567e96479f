//! A sentence without its adverb: where one can do without it, and where that is certain.
//!
//! Few places are known, and each says what stands on both sides. Everywhere else the sentence stays.

use super::super::tell::{Tokens, after_stamp};
use askhow_english::{
    class::is,
    clause::{Certainty, read_told},
    lexicon::{
        denies, is_adjective, is_adverb, is_conjunction, is_determiner, is_preposition, is_subject_pronoun,
        is_verb,
    },
    page::{Kind, Page},
    people::people_before,
    verb::{Auxiliary, auxiliary, is_gerund, is_participle, is_past_only, plain_of_past},
};

use crate::{english::why::capitalised, rewrite::Change, words::Words};

/// What changes where the adverb goes.
pub(super) struct Without {
    /// The token with which what is shown of the sentence begins.
    pub at: usize,
    pub changes: Vec<Change>,
    /// It may be written unseen.
    pub certain: bool,
}

/// The sentence without the adverb `from..to` and the signs of its own; `None` where it would not be the same
/// sentence, or not one at all.
pub(super) fn without(page: &Page<'_>, (from, to): Tokens) -> Option<Without> {
    let (start, end) = page.sentence(from);
    // What is denied, asked or compared hangs on the word.
    let weighed = (start..from).any(|idx| {
        let word = page.word(idx);
        denies(word) || is(word, Words::Rarely)
    });
    if weighed || page.is_question(from) {
        return None;
    }
    if from > start && is_sign(page, from - 1, &["("]) && is_sign(page, to, &[")"]) {
        return (!breaks(page, from - 1, to + 1)).then(|| Without {
            at: start,
            changes: vec![Change::Delete(from - 1, to + 1)],
            certain: true,
        });
    }
    let begins = after_stamp(page, start, from) == from || matches!(page.before(from), ":" | "\"");
    if begins || page.is_capital(from) {
        return at_the_start(page, (from, to), end, begins);
    }
    let before = from.checked_sub(1).filter(|before| *before >= start)?;
    if is_sign(page, before, &[",", "—", "–", "-"]) {
        return between_signs(page, (from, to), (start, end));
    }
    let certain = inside(page, (from, to), (start, end))?;
    (page.get(from)?.spaced && !breaks(page, from, to)).then(|| Without {
        at: start,
        changes: vec![Change::Delete(from, to)],
        certain,
    })
}

/// `Obviously, the pool was small`: what follows begins the sentence, and takes the capital where it is a plain
/// word; a name that is written small stays small, so it cannot begin one.
fn at_the_start(page: &Page<'_>, (from, to): Tokens, end: usize, begins: bool) -> Option<Without> {
    let comma = is_sign(page, to, &[","]);
    let next = to + usize::from(comma);
    let word = page.word(next);
    page.get(next).filter(|token| token.is_word() && token.spaced && next < end)?;
    let written = page.written(next);
    let owned = is_determiner(word) && word != "enough" || is_subject_pronoun(word) || word == "there";
    let opens = owned || is_preposition(word) || is_conjunction(word) && !is(word, Words::NoClauseBefore);
    let listed = is_verb(word) || is_adjective(word) || is_participle(word);
    let is_name = written.starts_with(char::is_uppercase);
    if !(opens || listed || is_name) || breaks(page, from, next) {
        return None;
    }
    // A sentence is left, or an order, or what is said of something in an entry.
    let (parts, certainty) = read_told(page, next, end);
    let told = parts.is_some_and(|parts| parts.finite + 1 < end && parts.subject.0 < parts.subject.1);
    let ordered = !comma && is_verb(word) && is_object(page, next + 1);
    let described = !comma && (is_adjective(word) || is_participle(word)) && !is_object(page, next + 1);
    let simply = matches!(page.word(from), "simply" | "just");
    if !(told || ordered || described && !simply) {
        return None;
    }
    let capital = page.is_capital(from);
    let words = if capital && !is_name { capitalised(written) } else { written.to_owned() };
    let certain = begins && told && owned && !is_name && !simply && certainty > Certainty::Open;
    Some(Without { at: from, changes: vec![Change::Over(from, next + 1, words)], certain })
}

/// `was, of course, too small`, `was — obviously — cold`, and `was cold, obviously.`: the signs on both sides are
/// alike, or the sentence ends.
fn between_signs(page: &Page<'_>, (from, to): Tokens, (start, end): Tokens) -> Option<Without> {
    let before = from - 1;
    let lead = before.checked_sub(1).filter(|lead| *lead >= start)?;
    page.get(lead).filter(|token| token.kind != Kind::Sign)?;
    if to >= end || is_sign(page, to, &[".", "!"]) {
        let ends = is_sign(page, before, &[","]) && (to >= end || to + 1 >= end);
        let (parts, certainty) = read_told(page, start, before);
        let told = parts.is_some_and(|parts| parts.finite < before);
        let alone = (start..before).all(|idx| !is_sign(page, idx, &[","]));
        return (ends && told && alone && page.word(from) != "simply" && !breaks(page, before, to)).then(
            || Without {
                at: start,
                changes: vec![Change::Delete(before, to)],
                certain: certainty > Certainty::Open,
            },
        );
    }
    let alike = page.word(before) == page.word(to);
    let spaced = page.get(to + 1).is_some_and(|token| token.spaced && token.kind != Kind::Sign);
    if !alike || !spaced || breaks(page, before, to + 1) {
        return None;
    }
    let word = page.word(to + 1);
    // `was, of course, …` and `The pool, of course, was …` are one clause with and without it.
    let one = auxiliary(page.word(lead)).is_some()
        || auxiliary(word).is_some()
            && is_determiner(page.word(start))
            && (start..before).all(|idx| !is_sign(page, idx, &[","]) && auxiliary(page.word(idx)).is_none());
    let opens = is_determiner(word) || is_subject_pronoun(word) || is_conjunction(word) || word == "there";
    let goes_on = one && !(is_conjunction(word) || is_subject_pronoun(word));
    (goes_on || !opens && page.is_word(to + 1)).then(|| Without {
        at: start,
        changes: vec![Change::Delete(before, to + 1)],
        certain: goes_on && page.word(from) != "simply",
    })
}

/// Inside a clause, with no sign beside it. Whether it is certain; `None` where it carries the sentence or
/// belongs to a word beside it.
fn inside(page: &Page<'_>, (from, to): Tokens, (start, end): Tokens) -> Option<bool> {
    let before = page.before(from);
    let next = page.word(to);
    page.get(to).filter(|token| token.is_word() && token.spaced && to < end)?;
    page.get(from - 1).filter(|token| token.kind != Kind::Sign)?;
    // Another adverb goes with it, or the next word does without it no longer.
    if is_adverb(before) && !matches!(before, "then" | "also") || is_adverb(next) && next != "not" {
        return None;
    }
    let pair = |joint: usize, other: usize| {
        matches!(page.word(joint), "and" | "or" | "but") && is_adverb(page.word(other))
    };
    let joined = pair(to + 1, to + 2) || from > start + 1 && pair(from - 1, from - 2);
    let compared = is(before, Words::Compares);
    if joined || compared || is_conjunction(next) || matches!(next, "as" | "enough") {
        return None;
    }
    let supposed = (start..from).any(|idx| is(page.word(idx), Words::Supposes));
    let what = page.word(from);
    let finite = auxiliary(before);
    let acts = plain_of_past(next).is_some() && !is_gerund(next);
    if let Some(finite) = finite {
        let said = match finite.which {
            Auxiliary::Be => is_adjective(next) || is_participle(next) || is(next, Words::ArticleOrNot),
            Auxiliary::Have => is_participle(next),
            _ => is_verb(next) || matches!(next, "have" | "need") && page.word(to + 1) == "to",
        };
        return said.then_some(!supposed && !finite.negative && what != "just");
    }
    // `had to just restart it`
    if before == "to" {
        return is_verb(next).then_some(!supposed && what == "just" && is_object(page, to + 1));
    }
    let somebody =
        is_subject_pronoun(before) || people_before(page, from).is_some_and(|(_, end)| end == from);
    if somebody && (acts || auxiliary(next).is_some() || is_verb(next)) {
        return Some(!supposed && what != "just" && (acts || auxiliary(next).is_some()) && to + 1 < end);
    }
    if is_determiner(before) || is_preposition(before) || is_adjective(before) {
        // `the obviously bad host`, but `the simply named host`; `an obviously bad …`: the article is its own.
        let describes =
            !matches!(before, "a" | "an") && what != "simply" && is_adjective(next) && !is_participle(next);
        return describes.then_some(false);
    }
    // `The pool obviously was too small`, `and simply restarted it`, `because obviously the pump was old`.
    let only = (to + 1..end).all(|idx| auxiliary(page.word(idx)).is_none() && !is_past_only(page.word(idx)));
    let predicate = acts && only && !matches!(before, "or" | "but")
        || auxiliary(next).is_some() && !is_conjunction(before);
    let clause = is(before, Words::OpensClauseLate)
        && what != "simply"
        && (is_determiner(next) || is_subject_pronoun(next));
    (predicate || clause).then_some(false)
}

/// `it`, `them`, `the pump`, a name: what is acted on.
fn is_object(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    is_determiner(word)
        || is(word, Words::VerbObject)
        || page.get(idx).is_some_and(|token| token.kind == Kind::Name)
}

fn is_sign(page: &Page<'_>, idx: usize, signs: &[&str]) -> bool {
    page.get(idx).is_some_and(|token| signs.iter().any(|sign| token.is_sign(sign)))
}

/// A line is broken by hand right before the tokens `from..to`, among them or right behind.
fn breaks(page: &Page<'_>, from: usize, to: usize) -> bool {
    let first = from.checked_sub(1).and_then(|idx| page.get(idx)).map_or(0, |token| token.span.end);
    let last = page.get(to).map_or(page.plain.text.len(), |token| token.span.start);
    let (first, last) = (page.plain.source_offset(first), page.plain.source_offset(last));
    page.prose
        .source
        .get(first..last)
        .is_some_and(|gap| gap.contains(['<', '\\']) || gap.contains("  \n") || gap.contains("  \r"))
}
