//! What was not noticed goes unnoticed, or gets past those who did not notice it.

use askhow_english::{
    class::{Class, is},
    lexicon::{denies, is_adverb, is_conjunction, is_determiner, is_preposition, object_form},
    page::Page,
    verb::auxiliary,
    words::{noticing_participle, noticing_verb},
};

use super::super::{Rewrite, sentence::Sentence};
use crate::rewrite::{Change, dressed};
use crate::words::Words;

pub(super) fn went_unnoticed(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let went = noticing_participle(page.word(clause.verb))?;
    let only_not = clause.not.is_none_or(|not| page.word(not) == "not");
    let behind = clause.verb + 1;
    if !only_not || !is_close(sentence) || page.written(behind).starts_with('/') {
        return None;
    }
    let by = page.word(behind) == "by" && !matches!(page.word(behind + 1), "then" | "now");
    let (went, to) = match (by, ends_with_sooner(sentence, behind)) {
        (true, _) => ("past".to_owned(), behind + 1),
        (_, true) => (format!("{went} for so long"), behind + 1),
        _ => (went.to_owned(), behind),
    };
    let verb = match (by, sentence.asked()) {
        (true, true) => "get",
        (true, false) => "got",
        (false, true) => "go",
        (false, false) => "went",
    };
    let words = sentence.say(&format!("{verb} {went}"));
    Some(match sentence.asked() {
        true => vec![sentence.how(), sentence.auxiliary("did"), Change::Over(clause.predicate, to, words)],
        false => vec![sentence.how(), Change::Over(clause.finite, to, words)],
    })
}

pub(super) fn got_past(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let nobody = sentence.is_nobody_at_all();
    let not = clause.not.is_none_or(|not| matches!(page.word(not), "not" | "never"));
    if sentence.has_not() == nobody || denies(sentence.subject()) != nobody || !not || !is_close(sentence) {
        return None;
    }
    let went = noticing_verb(sentence.lemma())?;
    if went == "past" && nobody && sentence.asked() {
        return None;
    }
    let object_end = object_end(page, clause.verb + 1, sentence.end)?;
    // `nobody on the two teams noticed`: whose eyes it went by would be lost.
    if nobody && clause.subject.1 > clause.subject.0 + if sentence.subject() == "no" { 2 } else { 1 } {
        return None;
    }
    // `the drop in accepted events`: the object would be torn.
    if is(page.word(object_end), Words::TearsObject)
        && page.word(object_end - 1) != "it"
        && !is_time(page, object_end + 1)
    {
        return None;
    }
    // `catch this cleanly`: how it was not caught is not how it got past.
    let manner = page.word(object_end.saturating_sub(1));
    if object_end > clause.verb + 2 && manner.ends_with("ly") && is_adverb(manner) {
        return None;
    }
    let sooner = ends_with_sooner(sentence, object_end);
    let object = dressed(page, clause.verb + 1, object_end)?.1;
    let subject = dressed(page, clause.subject.0, clause.subject.1)?.1;
    let (go, get) = if sentence.asked() { ("go", "get past") } else { ("went", "got past") };
    let said = if nobody || went != "past" && sentence.is_about_people() {
        sentence.say(&format!("{go} {}", if went == "past" { "unnoticed" } else { went }))
    } else {
        let subject = match object_form(sentence.subject()).filter(|_| sentence.is_short()) {
            Some(form) => sentence.say(form),
            None => subject,
        };
        format!("{} {subject}", sentence.say(get))
    };
    let tail = if sooner { format!(" {}", sentence.say("for so long")) } else { String::new() };
    let from = if sentence.asked() { clause.predicate } else { clause.finite };
    let mut changes = vec![sentence.how()];
    changes.extend(sentence.asked().then(|| sentence.auxiliary("did")));
    changes.push(Change::Swap(clause.subject.0, clause.subject.1, object));
    changes.push(Change::Swap(from, object_end + usize::from(sooner), format!("{said}{tail}")));
    Some(changes)
}

/// Where a short object ends: a pronoun, or words up to a preposition, `sooner` or the end.
fn object_end(page: &Page<'_>, object: usize, end: usize) -> Option<usize> {
    let ends = |idx: usize| idx >= end || askhow_english::clause::is_boundary(page, idx);
    let mut idx = object;
    while !ends(idx) {
        let word = page.word(idx);
        if is_preposition(word) && word != "of" || matches!(word, "sooner" | "earlier") {
            break;
        }
        if is(word, Words::EndsObject) && idx > object || auxiliary(word).is_some() {
            return None;
        }
        idx += 1;
    }
    // `never stop or pause`: another verb, and nothing that was noticed.
    (idx > object
        && !is_conjunction(page.word(object))
        && (is_determiner(page.word(object)) || idx - object <= 3))
        .then_some(idx)
}

/// `sooner` or `earlier`, and nothing behind it.
fn ends_with_sooner(sentence: &Sentence<'_, '_>, idx: usize) -> bool {
    matches!(sentence.page.word(idx), "sooner" | "earlier") && sentence.ends_at(idx + 1)
}

/// Nothing but *not* stands between the auxiliary (or the subject) and the verb.
fn is_close(sentence: &Sentence<'_, '_>) -> bool {
    let clause = &sentence.clause;
    match clause.not {
        Some(not) => not == clause.predicate && clause.verb == not + 1,
        None => clause.verb == clause.predicate,
    }
}

/// `03:10`, `the review`, `time`: when or where something was noticed, behind its preposition.
fn is_time(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(if is_determiner(page.word(idx)) { idx + 1 } else { idx });
    word.starts_with(|char: char| char.is_ascii_digit())
        || is(word, Class::Time)
        || askhow_english::number(word)
        || is(word, Words::WhenNoticed)
}
