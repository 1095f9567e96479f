//! Who is spoken of.

use super::{
    lexicon::{is_adjective, is_adverb, is_determiner},
    names::is_person,
    roles::{is_part, is_role, is_team},
    verb::{auxiliary, plain_of_participle, plain_of_past, plain_of_third},
};
use crate::{
    class::{Class, is},
    clause::{is_boundary, read_told},
    lexicon::{is_conjunction, is_preposition},
    page::{Kind, Page},
};

pub use crate::denial::is_denied;

/// Who is said to do what a verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Nobody is named: the writer, in a note (`Should have paged Ana.`).
    Unsaid,
    /// People, as tokens.
    People((usize, usize)),
    /// A program, a machine, a thing.
    Thing,
}

/// The subject of the verb (or auxiliary) at `verb`, read from the clause that it stands in.
pub fn subject_of(page: &Page<'_>, verb: usize) -> Subject {
    let (start, end) = page.sentence(verb);
    // `The engineer, who was new, was`: the noun stands before the aside.
    if let Some(people) = before_aside(page, verb).and_then(|open| people_before(page, open)) {
        return Subject::People(people);
    }
    let ends = |idx: usize| {
        let word = page.word(idx);
        is_boundary(page, idx) || is_conjunction(word) || is(word, Class::OpensClause)
    };
    let from = (start..verb).rev().find(|idx| ends(*idx)).map_or(start, |idx| idx + 1);
    let from = (from..verb)
        .find(|idx| {
            page.get(*idx).is_some_and(|token| token.kind != Kind::Sign || token.is_sign("@"))
                && !is_adverb(page.word(*idx))
        })
        .unwrap_or(verb);
    if from >= verb {
        // `ran the job, but forgot the flag`: whoever went before; `who forgot`.
        return match page.before(from) {
            _ if from == start || is_boundary(page, from - 1) && !page.is_sign(from - 1, ",") => {
                Subject::Unsaid
            }
            before if is(before, Class::NoPerson) => Subject::Thing,
            _ => people_before(page, from).map_or_else(|| first_people(page, start, from), Subject::People),
        };
    }
    if let Some(people) = people_before(page, verb) {
        return if is_software(page, people, verb) { Subject::Thing } else { Subject::People(people) };
    }
    // `The engineer on duty`: the noun stands before its place.
    let head_end = head_end(page, (from, verb), end);
    match people_before(page, head_end) {
        Some(people) if !is_software(page, people, verb) => Subject::People(people),
        _ => Subject::Thing,
    }
}

/// The comma that opens an aside about people, which a comma right before `verb` closes.
pub fn before_aside(page: &Page<'_>, verb: usize) -> Option<usize> {
    let (start, _) = page.sentence(verb);
    let close = verb.checked_sub(1).filter(|close| *close > start && page.word(*close) == ",")?;
    let open = (start..close).rev().find(|idx| page.word(*idx) == ",")?;
    matches!(page.word(open + 1), "who" | "whose").then_some(open)
}

/// Behind the noun of the subject of `verb`, in a clause that begins at `from`.
fn head_end(page: &Page<'_>, (from, verb): (usize, usize), end: usize) -> usize {
    let (parts, _) = read_told(page, from, end);
    let near = parts.filter(|parts| {
        parts.finite <= verb && verb <= parts.finite + 3 && parts.subject.0 < parts.subject.1
    });
    let subject = near.map_or((from, verb), |parts| parts.subject);
    let behind = |idx: &usize| is_preposition(page.word(*idx)) || page.word(*idx) == "who";
    (subject.0 + 1..subject.1).find(behind).unwrap_or(subject.1)
}

/// The noun of the subject of `verb`: `step` of `a step in the list was`.
pub fn subject_head(page: &Page<'_>, verb: usize) -> Option<usize> {
    let (start, end) = page.sentence(verb);
    let from = (start..verb)
        .rev()
        .find(|idx| is_boundary(page, *idx) || is_conjunction(page.word(*idx)) || page.word(*idx) == "that")
        .map_or(start, |idx| idx + 1);
    head_end(page, (from, verb), end).checked_sub(1).filter(|head| *head >= from)
}

/// The people that the sentence begins with, for a verb that is joined to theirs.
fn first_people(page: &Page<'_>, start: usize, to: usize) -> Subject {
    (start + 1..to.min(start + 6))
        .find_map(|idx| people_before(page, idx).filter(|people| !is_software(page, *people, idx)))
        .map_or(Subject::Thing, Subject::People)
}

/// An operator, an agent or a manager that is a program: it stands beside the name of a product, or does what
/// programs do.
pub fn is_software(page: &Page<'_>, (from, to): (usize, usize), verb: usize) -> bool {
    let last = page.word(to.saturating_sub(1));
    if !is(last, Class::SoftwareRole) {
        return false;
    }
    let (start, end) = page.sentence(from);
    let named = to.checked_sub(2).filter(|idx| *idx >= start).is_some_and(|idx| {
        page.get(idx).is_some_and(|token| token.kind == Kind::Name)
            || is(page.word(idx), Class::Product)
            || page.is_capital(idx) && idx > start
    });
    named
        || (verb..end.min(verb + 4)).any(|idx| {
            let word = page.word(idx);
            let plain = plain_of_third(word).or_else(|| plain_of_past(word));
            is(plain.as_deref().unwrap_or(word), Class::DoneByPrograms)
        })
}

/// The people right before token `idx` (adverbs aside), as tokens: `the on-call`, `we`, `Alice`.
pub fn people_before(page: &Page<'_>, idx: usize) -> Option<(usize, usize)> {
    let (start, _) = page.sentence(idx);
    let mut end = idx;
    while end > start && is_adverb(page.word(end - 1)) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    let word = page.word(last);
    // `all of us`
    let ours = matches!(word, "us" | "you") && page.before(last) == "of";
    if is_person_pronoun(word) || ours {
        return Some((last, end));
    }
    if last > start && page.is_sign(last - 1, "@") {
        return Some((last - 1, end));
    }
    if is_named_team(page, last, idx) {
        return Some((last, end));
    }
    if is_role(word) || word == "one" && matches!(page.before(last), "no" | "some" | "any") {
        let mut from = last;
        while from > start && last - from < 4 && describes(page, from - 1) {
            from -= 1;
            if is_determiner(page.word(from)) {
                break;
            }
        }
        return Some((from, end));
    }
    [last, last.saturating_sub(1).max(start)]
        .into_iter()
        .find(|from| is_person(page, (*from, end)))
        .map(|from| (from, end))
}

/// A team by its bare name: `Ops had`; `Storage missed` where the verb behind says what people do.
fn is_named_team(page: &Page<'_>, idx: usize, verb: usize) -> bool {
    let (start, end) = page.sentence(idx);
    let word = page.word(idx);
    let first = idx == start
        || is_boundary(page, idx - 1)
        || is_conjunction(page.before(idx))
        || page.before(idx) == "that";
    if is_team(word) {
        return first || matches!(page.before(idx), "the" | "our" | "their");
    }
    let capital = page.is_capital(idx);
    first && capital && is_part(word) && {
        let plain = |idx: usize| {
            let word = page.word(idx);
            plain_of_past(word).or_else(|| plain_of_participle(word)).unwrap_or_else(|| word.to_owned())
        };
        let leads = |idx: &usize| {
            let word = page.word(*idx);
            is_adverb(word) || auxiliary(word).is_some() || matches!(word, "failed" | "fails" | "to")
        };
        (verb..end.min(verb + 5))
            .find(|idx| !leads(idx))
            .is_some_and(|idx| is(&plain(idx), Class::DoneByPeople))
    }
}

/// Words that may stand between an article and a role: `the primary on-call`, `our database team`.
fn describes(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    page.is_word(idx)
        && (is_determiner(word)
            || is_adjective(word)
            || !super::lexicon::is_function_word(word) && !is_adverb(word))
        && auxiliary(word).is_none()
}

/// `we`, `somebody`, `who`.
pub fn is_person_pronoun(word: &str) -> bool {
    is(word, Class::PersonPronoun)
}

/// Whether people stand within the next few words.
pub fn people_ahead(page: &Page<'_>, from: usize, words: usize) -> bool {
    let (_, end) = page.sentence(from);
    (from..end.min(from + words)).any(|idx| {
        let word = page.word(idx);
        is_role(word) || is(word, Class::Somebody) || is_person(page, (idx, idx + 1))
    })
}

/// The first word that fits within the next few tokens of the sentence.
pub fn ahead(page: &Page<'_>, from: usize, tokens: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let (_, end) = page.sentence(from);
    (from..end.min(from + tokens)).find(|idx| fits(page.word(*idx)))
}
