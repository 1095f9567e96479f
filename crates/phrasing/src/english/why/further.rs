//! How the further questions are written.

use askhow_english::{
    class::is,
    lexicon::{is_determiner, is_preposition, is_verb, object_form},
    people::is_software,
    verb::past_of,
    words::{is_chosen, is_effect},
};

use super::{Rewrite, head, sentence::Sentence};
use crate::rewrite::Change;
use crate::words::Words;

/// The local rationality of somebody who chose: never of what nobody chooses.
pub(super) fn made_sense(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    if !is_chosen(sentence.lemma())
        || is_software(page, clause.subject, clause.verb)
        || clause.predicate != clause.verb
    {
        return None;
    }
    let mut changes = vec![sentence.how(), Change::Insert(clause.verb, sentence.say("to"))];
    let (from, to) = clause.subject;
    match object_form(sentence.subject()) {
        Some(form) if to == from + 1 => {
            changes.push(Change::Replace(from, sentence.say(&format!("it make sense to {form}"))))
        }
        _ => changes.push(Change::Insert(from, sentence.say("it make sense to"))),
    }
    Some(changes)
}

pub(super) fn went_on_meanwhile(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let took = sentence.lemma() == "take";
    let number = clause.verb + 1;
    let unit = is(page.word(number + 1), Words::TimeUnit);
    let counted = page.written(number).chars().all(|char| char.is_ascii_digit())
        || askhow_english::number(page.word(number));
    if !took
        || sentence.subject() != "it"
        || !unit
        || !counted
        || page.word(number + 2) != "to"
        || clause.predicate != clause.verb
    {
        return None;
    }
    let time = format!("{} {}", page.written(number), page.written(number + 1));
    Some(vec![
        head(page, sentence.why, sentence.casing, "what"),
        sentence.auxiliary("was going on in the"),
        Change::Over(clause.subject.0, number + 2, format!("{time} {}", sentence.say("it took"))),
    ])
}

pub(super) fn is_used_for(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let end = (clause.verb + 1..sentence.end)
        .find(|idx| askhow_english::clause::is_boundary(page, *idx))
        .unwrap_or(sentence.end);
    let plain =
        (clause.verb + 1..end).all(|idx| !is_preposition(page.word(idx)) && page.word(idx) != "instead");
    let last = end.checked_sub(1).filter(|last| *last > clause.verb && page.is_word(*last))?;
    (sentence.lemma() == "use" && plain).then(|| {
        let written = page.written(last).to_owned();
        vec![
            head(page, sentence.why, sentence.casing, "what"),
            Change::Replace(last, format!("{written} {}", sentence.say("for"))),
        ]
    })
}

pub(super) fn was_happening(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let idle = is(sentence.lemma(), Words::Idle);
    // What people missed is no moment at which something else happened, and in the past it is told as their error.
    let missed = is(sentence.lemma(), Words::MissedByPeople);
    if idle || missed || clause.predicate != clause.verb {
        return None;
    }
    // Of `pass checks but fail` and `fail and the rollback succeed` two verbs would have to change.
    let second = (clause.verb + 1..sentence.end).any(|idx| match page.word(idx) {
        "but" | "not" => true,
        "and" | "or" | "then" => {
            is_verb(page.word(idx + 1))
                || (is_determiner(page.word(idx + 1)) || object_form(page.word(idx + 1)).is_some())
                    && (idx + 2..sentence.end).any(|idx| is_verb(page.word(idx)))
        }
        _ => false,
    });
    // `why exactly did`: the adverb would end up in the clause.
    if second || clause.finite != sentence.why + 1 {
        return None;
    }
    Some(vec![
        head(page, sentence.why, sentence.casing, "what was happening when"),
        Change::Delete(clause.finite, clause.finite + 1),
        Change::Replace(clause.verb, sentence.say(&past_of(sentence.lemma()))),
    ])
}

/// A habit as something that came to be one.
pub(super) fn came_to(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let stays = is(sentence.lemma(), Words::StaysSo) || is_effect(page, clause.verb, sentence.lemma());
    (!stays).then(|| vec![sentence.how(), Change::Insert(sentence.come_to_at(), sentence.say("come to"))])
}
