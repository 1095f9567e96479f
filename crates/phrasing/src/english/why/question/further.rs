//! How the further questions are written.

use super::{writes::is_used, *};

/// The local rationality of somebody who chose: never of what nobody chooses.
pub(super) fn made_sense(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if !question.is_about(Auxiliary::Do, Tense::Past) || question.is_negative() || !question.is_about_people()
    {
        return None;
    }
    if !is_chosen(question.verb())
        || is_swap(page, parts.verb, question.verb())
        || parts.predicate != parts.verb
    {
        return None;
    }
    let mut changes = vec![question.how(), Change::Insert(parts.verb, question.say("to"))];
    let (from, to) = parts.subject;
    match object_form(question.subject()) {
        Some(form) if to == from + 1 => {
            changes.push(Change::Replace(from, question.say(&format!("it make sense to {form}"))))
        }
        _ => changes.push(Change::Insert(from, question.say("it make sense to"))),
    }
    Some(changes)
}

pub(super) fn went_on_meanwhile(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let took =
        question.is_about(Auxiliary::Do, Tense::Past) && !question.is_negative() && question.verb() == "take";
    let number = parts.verb + 1;
    let unit =
        ["second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "months"]
            .contains(&page.word(number + 1));
    let counted = page.written(number).chars().all(|char| char.is_ascii_digit())
        || askhow_english::number(page.word(number));
    if !took
        || question.subject() != "it"
        || !unit
        || !counted
        || page.word(number + 2) != "to"
        || parts.predicate != parts.verb
    {
        return None;
    }
    let time = format!("{} {}", page.written(number), page.written(number + 1));
    Some(vec![
        head(page, question.why, question.casing, "what"),
        question.auxiliary("was going on in the"),
        Change::Over(parts.subject.0, number + 2, format!("{time} {}", question.say("it took"))),
    ])
}

pub(super) fn is_used_for(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    is_used(question)?;
    let end = (parts.verb + 1..question.end)
        .find(|idx| askhow_english::clause::is_boundary(page, *idx))
        .unwrap_or(question.end);
    let plain =
        (parts.verb + 1..end).all(|idx| !is_preposition(page.word(idx)) && page.word(idx) != "instead");
    let last = end
        .checked_sub(1)
        .filter(|last| *last > parts.verb && page.get(*last).is_some_and(|token| token.is_word()))?;
    (question.verb() == "use" && plain).then(|| {
        let written = page.written(last).to_owned();
        vec![
            head(page, question.why, question.casing, "what"),
            Change::Replace(last, format!("{written} {}", question.say("for"))),
        ]
    })
}

pub(super) fn was_happening(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let did = question.is_about(Auxiliary::Do, Tense::Past) && !question.is_negative();
    let idle =
        ["happen", "occur", "take", "have", "be", "arise", "seem", "need", "know"].contains(&question.verb());
    // What people missed is no moment at which something else happened, and in the past it is told as their error.
    let missed = matches!(question.verb(), "forget" | "miss" | "overlook" | "misread" | "neglect");
    if !did || idle || missed || parts.predicate != parts.verb || page.word(question.auxiliary + 1) == "there"
    {
        return None;
    }
    // Of `pass checks but fail` and `fail and the rollback succeed` two verbs would have to change.
    let second = (parts.verb + 1..question.end).any(|idx| match page.word(idx) {
        "but" | "not" => true,
        "and" | "or" | "then" => {
            is_verb(page.word(idx + 1))
                || (is_determiner(page.word(idx + 1)) || object_form(page.word(idx + 1)).is_some())
                    && (idx + 2..question.end).any(|idx| is_verb(page.word(idx)))
        }
        _ => false,
    });
    // `why exactly did`: the adverb would end up in the clause.
    if second || question.auxiliary != question.why + 1 {
        return None;
    }
    Some(vec![
        head(page, question.why, question.casing, "what was happening when"),
        Change::Delete(question.auxiliary, question.auxiliary + 1),
        Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
    ])
}

/// A habit as something that came to be one.
pub(super) fn came_to(question: &Question<'_, '_>) -> Option<Rewrite> {
    super::writes::is_habit(question)?;
    let stays = matches!(question.verb(), "keep" | "fail" | "have" | "need" | "seem" | "look" | "stay")
        || is_effect(question.page, question.parts.verb, question.verb());
    (!stays).then(|| vec![question.how(), Change::Insert(question.come_to_at(), question.say("come to"))])
}
