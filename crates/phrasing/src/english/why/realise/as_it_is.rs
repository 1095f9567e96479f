//! The clause behind an opening: how it is, how it came about, how it was possible.

use askhow_english::{
    class::{Class, is},
    lexicon::object_form,
    verb::{Auxiliary, Tense},
    words::noticing_verb,
};

use super::super::{Rewrite, sentence::Sentence};
use crate::rewrite::Change;
use crate::words::Words;

/// A habit, a state that stands, what was and is no more.
pub(super) fn how_is_it(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let clause = &sentence.clause;
    // `how is it that that gap exists`
    if sentence.subject() == "that" && !sentence.is_short() && clause.which() == Auxiliary::Do {
        return None;
    }
    if !sentence.asked() {
        let kept = clause.which() == Auxiliary::Have || sentence.lemma() == "keep";
        let was = kept && clause.tense() == Tense::Past;
        return Some(sentence.as_it_was(if was { "it was that" } else { "it is that" }));
    }
    if clause.which() != Auxiliary::Do {
        return Some(sentence.as_it_was(sentence.opening()));
    }
    let mut changes = vec![sentence.how(), sentence.auxiliary("is it that")];
    match clause.tense() {
        Tense::Past => changes.push(Change::Replace(clause.verb, sentence.say("used"))),
        Tense::Present => changes.extend(sentence.all_inflected()?),
    }
    Some(changes)
}

pub(super) fn nobody_came_to(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let clause = &sentence.clause;
    if sentence.has_not() {
        return None;
    }
    let stative = is(sentence.lemma(), Words::Stative);
    let mut changes = vec![sentence.how(), sentence.auxiliary("is it that")];
    // `nobody came to tell us` would be about a visit.
    let errand = is(sentence.lemma(), Class::Errand) || noticing_verb(sentence.lemma()).is_some();
    match clause.tense() {
        Tense::Past if !stative && !errand => {
            changes.push(Change::Insert(clause.verb, sentence.say("came to")))
        }
        _ => changes.extend(sentence.inflected()),
    }
    Some(changes)
}

pub(super) fn how_came_about(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    if !sentence.asked() {
        return Some(sentence.as_it_was(sentence.opening()));
    }
    let (page, clause) = (sentence.page, &sentence.clause);
    let do_ = clause.which() == Auxiliary::Do;
    // `still grant access`, `page nobody until noon`, `never finish`: without its *did* the verb stands in the past.
    if do_ && (!sentence.is_denied() || sentence.is_never()) {
        let mut changes = vec![sentence.how(), sentence.auxiliary(sentence.opening())];
        changes.extend(sentence.all_inflected()?);
        return Some(changes);
    }
    let nobody = match sentence.subject() {
        "anyone" | "anybody" => "nobody",
        "anything" => "nothing",
        "any" if page.word(clause.subject.0 + 1) == "of" => "none",
        "any" => "no",
        "either" => "neither",
        _ => return Some(sentence.as_it_was(sentence.opening())),
    };
    // `wasn't anyone watching`: nobody was watching.
    let auxiliary = page.word(clause.finite).strip_suffix("n't").filter(|_| clause.not.is_none())?;
    let said = match clause.which() {
        Auxiliary::Do => sentence.inflected()?,
        Auxiliary::Can => return None,
        _ => Change::Insert(clause.predicate, sentence.say(auxiliary)),
    };
    Some(vec![
        sentence.how(),
        sentence.auxiliary(sentence.opening()),
        Change::Replace(clause.subject.0, sentence.say(nobody)),
        said,
    ])
}

pub(super) fn was_possible(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let clause = &sentence.clause;
    if !sentence.asked() {
        return Some(vec![sentence.how()]);
    }
    if sentence.subject() == "there" {
        return None;
    }
    // `could it be that …` has its clause already.
    if sentence.subject() == "it" && sentence.page.reads(clause.verb, "be that") {
        return Some(vec![sentence.how()]);
    }
    let is = if clause.which() == Auxiliary::Can { "is" } else { "was" };
    let mut changes = vec![
        sentence.how(),
        sentence.auxiliary(&format!("{is} it possible for")),
        Change::Insert(clause.predicate, sentence.say("to")),
    ];
    let form = object_form(sentence.subject()).filter(|_| sentence.is_short());
    changes.extend(form.map(|form| Change::Replace(clause.subject.0, sentence.say(form))));
    Some(changes)
}
