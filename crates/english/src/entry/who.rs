//! Who acts in a clause.

use super::clause::{Said, Voice};
use super::table::TABLE;
use super::told::{has_object, through};
use super::{Doer, Hints};
use crate::class::{Class, is};
use crate::lexicon::{is_adjective, is_adverb, is_also_noun, is_function_word, is_preposition, is_verb};
use crate::page::{Kind, Page};
use crate::people::{is_person_pronoun, is_software, people_before};
use crate::roles::{is_anybody, is_other, is_role, is_team};
use crate::verb::{is_gerund, is_participle, plain_of_third};

/// Who does what a clause says, and where their name stands, as tokens.
pub(super) fn doer(page: &Page<'_>, said: &Said, hints: Hints<'_>) -> (Doer, Option<(usize, usize)>) {
    let Some((from, to)) = said.subject else { return (Doer::Unsaid, None) };
    let found = people(page, (from, to), said, hints);
    // `Engineers notified`: they were.
    let is_told = said.bare && TABLE.done.get(said.plain.as_str()) == Some(&super::Kind::Communication);
    if is_told || said.voice == Voice::Passive || said.bare && found.is_none() {
        return (Doer::Unsaid, agent(page, said));
    }
    found.map_or((Doer::Thing, None), |name| (Doer::People, name))
}

/// Who did it to the subject: `was reported by @kim`, `by the storage team`.
fn agent(page: &Page<'_>, said: &Said) -> Option<(usize, usize)> {
    let by = (said.verb + 1..said.verb + 6).find(|idx| page.word(*idx) == "by")?;
    let from = if page.get(by + 1).is_some_and(|token| token.is_sign("@")) { by + 2 } else { by + 1 };
    let ends = (from + 1..(from + 5).min(page.tokens.len() + 1)).rev();
    let mut named = ends.filter(|end| {
        people_before(page, *end).is_some_and(|(start, _)| start <= from)
            || is_anybody(page.word(end - 1)) && end - from <= 3
    });
    named.next().map(|end| (from, end)).or((from == by + 2).then_some((from, from + 1)))
}

/// Whether a subject is people; and where they are named.
#[allow(clippy::option_option, reason = "people that are not named are people")]
fn people(
    page: &Page<'_>,
    (from, to): (usize, usize),
    said: &Said,
    hints: Hints<'_>,
) -> Option<Option<(usize, usize)>> {
    let from = (from..to)
        .find(|idx| page.get(*idx).is_some_and(|token| token.kind != Kind::Sign || token.is_sign("@")))?;
    // `Engineer1 from Networks`: the noun stands before its place.
    let head =
        (from + 1..to).find(|idx| is_preposition(page.word(*idx)) || page.word(*idx) == "who").unwrap_or(to);
    let end = (from + 1..=head).rev().find(|end| !is_adverb(page.word(end - 1)))?;
    if matches!(page.word(from), "no" | "neither" | "none") {
        return Some(None);
    }
    if is_person_pronoun(page.word(from)) && end == from + 1 {
        let is_said = said.voice == Voice::Active && matches!(page.word(from), "i" | "we");
        return Some(is_said.then_some((from, end)));
    }
    let last = page.word(end - 1);
    if let Some(end) = numbered(page, (from, end)) {
        return Some(Some((from, end)));
    }
    // `the user `cratesio``: the word before says who it is.
    let is_called = page.get(end - 1).is_some_and(|token| token.kind == Kind::Name)
        && end >= from + 2
        && is_anybody(page.word(end - 2));
    if is_called {
        return Some(Some((from, end)));
    }
    // `relay-ops`: a team by what it looks after.
    let is_group =
        last.rsplit_once('-').is_some_and(|(_, team)| is_role(team) || is_team(team)) && end == from + 1;
    if is_group || is_known(page, (from, end), hints) {
        return Some(Some((from, end)));
    }
    if let Some((start, end)) =
        people_before(page, end).filter(|people| !is_software(page, *people, said.verb))
    {
        let is_joined = start > from && matches!(page.before(start), "and" | "&")
            || start > from + 1 && page.word(start - 1) == ",";
        // `Vendor A CIO`: no article, but a part of the name.
        let is_longer = start > from && (from..start).all(|idx| may_be_name(page, idx));
        return Some(Some((if is_joined || is_longer { from } else { start.max(from) }, end)));
    }
    if is_anybody(last) && !is_software(page, (from, end), said.verb) {
        return Some(Some((from, end)));
    }
    // `Engineers online at this hour begin`.
    if end > from + 1 && is_anybody(page.word(end - 2)) && is_adjective(last) {
        return Some(Some((from, end - 1)));
    }
    let plain = said.plain.as_str();
    let is_theirs = TABLE.human.contains(plain)
        || crate::names::is_given(page.word(from))
            && (TABLE.people.contains_key(plain)
                || TABLE.only.contains_key(plain)
                || TABLE.deed.contains(plain));
    if end == from + 1 && is_theirs && is_strange(page, from) {
        return Some(Some((from, end)));
    }
    let is_named = end - from <= 3
        && (from..end).all(|idx| may_be_name(page, idx))
        && (TABLE.only.contains_key(plain)
            || TABLE.people.get(plain) == Some(&super::Kind::Communication)
                && is_spoken_to(page, said.verb + 1));
    is_named.then_some(Some((from, end)))
}

/// Whether people stand behind a verb: `pages Ada`, `alerts the on-call`.
pub(super) fn is_spoken_to(page: &Page<'_>, at: usize) -> bool {
    let is_sign = |sign: &str| page.get(at).is_some_and(|token| token.is_sign(sign));
    let name = if is_sign("[") { at + 1 } else { at };
    is_sign("@") || crate::people::people_ahead(page, name, 3)
}

/// A name that may be somebody's: one or two words without an article, which do to something what people do.
pub(super) fn may_act(page: &Page<'_>, said: &Said) -> Option<(usize, usize)> {
    let (from, to) = said.subject.filter(|_| said.voice == Voice::Active && !said.bare && !said.not)?;
    let (_, plain) = through(page, said);
    let plain = plain.as_str();
    let is_name = |idx: usize| {
        let word = page.word(idx);
        page.get(idx).is_some_and(|token| token.is_word())
            && !is_function_word(word)
            && !is_other(word)
            && !is_gerund(word)
            && !is(word, Class::Product)
            && !TABLE.watch.contains(word)
            && !TABLE.begun.contains(word)
            && !TABLE.talk.contains(word)
    };
    let is_capital = |idx: usize| page.written(idx).starts_with(char::is_uppercase);
    let acts = TABLE.only.contains_key(plain)
        || TABLE.people.get(plain) == Some(&super::Kind::Communication) && has_object(page, said)
        || TABLE.deed.contains(plain) && has_object(page, said);
    let is_part = page.written(from).contains(['-', '_', '.', '/']) && !TABLE.only.contains_key(plain);
    let is_short = to == from + 1 || to == from + 2 && is_capital(from) && is_capital(from + 1);
    (is_short && !is_part && acts && (from..to).all(is_name)).then_some((from, to))
}

/// Where somebody's name ends that is what they do, and a number: `Engineer 2`, `Software Engineers 1 & 3`.
pub(super) fn numbered(page: &Page<'_>, (from, to): (usize, usize)) -> Option<usize> {
    let is_mark = |idx: &usize| {
        let word = page.word(*idx);
        matches!(word, "&" | "and" | ",") || word.starts_with(|c: char| c.is_ascii_digit()) || word.len() == 1
    };
    let role = (from..to).rev().find(|idx| !is_mark(idx))?;
    let is_one = role + 1 < to && role < from + 4 && is_anybody(page.word(role));
    (is_one && page.word(to - 1).starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(to)
}

/// A word that no list has.
pub(super) fn is_strange(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    page.get(idx).is_some_and(|token| token.is_word())
        && !is_function_word(word)
        && !is_adverb(word)
        && !is_adjective(word)
        && !is_verb(word)
        && !is_also_noun(word)
        && !is_other(word)
        && !is(word, Class::Product)
        && plain_of_third(word).is_none()
        && !is_participle(word)
        && !is_gerund(word)
}

/// Whether a name is one of those who act elsewhere.
fn is_known(page: &Page<'_>, (from, to): (usize, usize), hints: Hints<'_>) -> bool {
    let name = page.span(from, to).of(&page.plain.text).to_lowercase();
    let name = name.trim_start_matches('@');
    hints.names.iter().any(|known| known == name)
}

/// A word that may be somebody's name: a capital, and none of the words that reviews use for things.
fn may_be_name(page: &Page<'_>, idx: usize) -> bool {
    let (word, written) = (page.word(idx), page.written(idx));
    page.get(idx).is_some_and(|token| token.is_word())
        && written.starts_with(char::is_uppercase)
        && written.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && !is_function_word(word)
        && !is_other(word)
        && !is(word, Class::Product)
        || matches!(word, "and" | "&" | "@")
}

/// Whether a piece that stands before a colon or in brackets is who speaks: `Ada: looking`, `[Ada] looks`.
pub(super) fn speaker(
    page: &Page<'_>,
    (from, to): (usize, usize),
    hints: Hints<'_>,
) -> Option<(usize, usize)> {
    let from = (from..to)
        .find(|idx| page.get(*idx).is_some_and(|token| token.kind != Kind::Sign || token.is_sign("@")))?;
    let is_name = to - from <= 4
        && (matches!(page.before(from), "[" | "(")
            && (from..to).all(|idx| may_be_name(page, idx))
            && super::Kind::from_name(page.word(from)).is_none()
            || crate::names::is_person(page, (from, to))
            || is_known(page, (from, to), hints)
            || is_anybody(page.word(to - 1))
                && people_before(page, to).is_some_and(|(start, _)| start <= from));
    is_name.then_some((from, to))
}
