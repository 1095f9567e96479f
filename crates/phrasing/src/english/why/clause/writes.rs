//! How each form of clause is rewritten.

use super::*;

pub(super) fn that_is_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    if finite.which != Auxiliary::Be || clause.is_negative() || clause.is_contracted() {
        return None;
    }
    if !matches!(clause.subject(), "that" | "this" | "it") || parts.finite != parts.subject.0 + 1 {
        return None;
    }
    let at_end = |idx| idx >= clause.end || askhow_english::clause::is_boundary(page, idx);
    let behind = parts.finite + 1;
    let last = if at_end(behind) {
        behind
    } else if page.word(behind) == "so" && at_end(behind + 1) {
        behind + 1
    } else if page.reads(behind, &["the", "case"]) {
        behind + 2
    } else {
        return None;
    };
    Some(vec![clause.how(), Change::Over(parts.finite, last, clause.say("came to be"))])
}

pub(super) fn went_unnoticed(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    let is_past = finite.which == Auxiliary::Be && finite.tense == Tense::Past && !clause.is_contracted();
    if !is_past || !(finite.negative || parts.not == Some(parts.finite + 1)) || denies(clause.subject()) {
        return None;
    }
    let verb = parts.finite + 1 + usize::from(parts.not.is_some());
    let went = noticing_participle(page.word(verb))?;
    let behind = verb + 1;
    if page.written(behind).starts_with('/') || is_never(page.word(parts.finite + 1)) {
        return None;
    }
    let (words, to) = if page.word(behind) == "by" {
        ("got past".to_owned(), behind + 1)
    } else if ends_with_sooner(page, behind, clause.end) {
        (format!("went {went} for so long"), behind + 1)
    } else {
        (format!("went {went}"), behind)
    };
    Some(vec![clause.how(), Change::Over(parts.finite, to, clause.say(&words))])
}

pub(super) fn got_past(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let nobody = matches!(clause.subject(), "nobody") || page.reads(parts.subject.0, &["no", "one"]);
    let (verb, went) = match &parts.form {
        Verb::Auxiliary(finite)
            if finite.which == Auxiliary::Do && finite.tense == Tense::Past && !nobody =>
        {
            if !(finite.negative || parts.not == Some(parts.finite + 1)) {
                return None;
            }
            if is_never(page.word(parts.finite + 1)) && page.word(parts.finite + 1) != "never" {
                return None;
            }
            let verb = parts.finite + 1 + usize::from(parts.not.is_some());
            (verb, noticing_verb(page.word(verb))?)
        }
        Verb::Past(plain) if nobody && parts.not.is_none() => (parts.finite, noticing_verb(plain)?),
        _ => return None,
    };
    let object_end = object_end(page, verb + 1, clause.end)?;
    let sooner = ends_with_sooner(page, object_end, clause.end);
    let object = dressed(page, verb + 1, object_end)?.1;
    let subject = dressed(page, parts.subject.0, parts.subject.1)?.1;
    let for_so_long = if sooner { format!(" {}", clause.say("for so long")) } else { String::new() };
    let people = askhow_english::roles::is_role(page.word(parts.subject.1.saturating_sub(1)))
        || clause.is_about_people();
    let said = if nobody || went != "past" && people {
        let went = if went == "past" { "unnoticed" } else { went };
        clause.say(&format!("went {went}"))
    } else {
        let subject = object_form(clause.subject()).map_or(subject, |form| clause.say(form));
        format!("{} {subject}", clause.say("got past"))
    };
    Some(vec![
        clause.how(),
        Change::Swap(parts.subject.0, parts.subject.1, object),
        Change::Swap(parts.finite, object_end + usize::from(sooner), format!("{said}{for_so_long}")),
    ])
}

pub(super) fn is_judged(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    if finite.which != Auxiliary::Be
        || finite.negative
        || parts.not.is_some()
        || !is_judgement(page, parts.finite + 1)
    {
        return None;
    }
    if matches!(clause.subject(), "there" | "there's") {
        return None;
    }
    let makes = if finite.tense == Tense::Past { "what made" } else { "what makes" };
    let mut changes = vec![head(page, clause.why, clause.casing, makes)];
    if let Verb::Contracted(_, len) = parts.form {
        let pronoun = page.written(parts.finite).get(..len)?;
        let form =
            object_form(&pronoun.to_lowercase()).map_or_else(|| pronoun.to_owned(), |form| clause.say(form));
        changes.push(Change::Replace(parts.finite, form));
        return Some(changes);
    }
    if parts.subject.1 == parts.subject.0 + 1
        && let Some(form) = object_form(clause.subject())
    {
        changes.push(Change::Replace(parts.subject.0, clause.say(form)));
    }
    changes.push(Change::Delete(parts.finite, parts.finite + 1));
    Some(changes)
}

pub(super) fn is_for(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    if clause.is_negative() {
        return None;
    }
    if clause.tense() == Tense::Present && clause.verb() == Some("matter") {
        return Some(vec![clause.how()]);
    }
    let alone = parts.finite + 1 >= clause.end || askhow_english::clause::is_boundary(page, parts.finite + 1);
    if clause.tense() == Tense::Present && clause.verb() == Some("exist") && alone {
        let is = if matches!(parts.form, Verb::Third(_)) { "is for" } else { "are for" };
        return Some(vec![head(page, clause.why, clause.casing, "what"), clause.finite(is)]);
    }
    if !clause.told || !clause.is_about_people() {
        return None;
    }
    // `what led us to close the ticket`
    let us = object_form(clause.subject()).unwrap_or("you");
    let said = clause.said();
    let plain = match &parts.form {
        Verb::Past(plain) => plain.clone(),
        Verb::Auxiliary(finite)
            if finite.which == Auxiliary::Be && is_gerund(page.word(said)) && said == parts.finite + 1 =>
        {
            askhow_english::verb::plain_of_gerund(page.word(said))?
        }
        _ => return None,
    };
    let behind = if matches!(parts.form, Verb::Past(_)) { parts.finite + 1 } else { said + 1 };
    if parts.finite != parts.subject.0 + 1 {
        return None;
    }
    Some(vec![
        head(page, clause.why, clause.casing, "what led"),
        Change::Replace(parts.subject.0, clause.say(us)),
        Change::Over(parts.finite, behind, clause.say(&format!("to {plain}"))),
    ])
}

pub(super) fn was_not_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let refused = matches!(clause.verb(), Some("fail"))
        && clause.page.word(clause.parts.finite + 1) == "to"
        && clause.tense() == Tense::Past;
    (clause.is_negative() || clause.is_lasting() || refused).then(|| clause.unchanged())
}

pub(super) fn used_to_be_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let verb = page.word(parts.finite + 2);
    let used = page.reads(parts.finite, &["used", "to"]) && (verb == "be" || verb == "have" || is_verb(verb));
    used.then(|| vec![head(page, clause.why, clause.casing, "how it is that")])
}

pub(super) fn has_become_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let has = clause.auxiliary().is_some_and(|finite| finite.which == Auxiliary::Have);
    let seems = clause.tense() == Tense::Present
        && matches!(clause.verb(), Some("seem" | "need" | "have" | "appear" | "look"));
    let there_is = matches!(clause.subject(), "there" | "there's") && clause.tense() == Tense::Present;
    let i_see = clause.tense() == Tense::Present
        && clause.is_about_people()
        && matches!(clause.verb(), Some("see" | "get" | "know" | "want" | "feel" | "think"));
    let does = clause
        .auxiliary()
        .is_some_and(|finite| finite.which == Auxiliary::Do && finite.tense == Tense::Present);
    (has || seems || there_is || i_see || does).then(|| clause.unchanged())
}

pub(super) fn happened(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let verb = clause.verb();
    let swap = verb.is_some_and(|verb| is_swap(page, parts.finite, verb));
    let told = clause.label
        && !clause.is_choice()
        && (verb.is_some_and(|verb| verb != "take") && matches!(parts.form, Verb::Past(_))
            || clause.auxiliary().is_some_and(|finite| {
                let said = clause.said();
                finite.which == Auxiliary::Be
                    && is_participle(page.word(said))
                    && !clause.is_contracted()
                    && finite.tense == Tense::Past
            }));
    (swap || told).then(|| vec![clause.how()])
}

/// What one thing does to another: *how* asks for it as it is.
pub(super) fn had_effect(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let effect = clause.verb().is_some_and(|verb| is_effect(clause.page, clause.parts.finite, verb));
    (effect && !clause.is_negative() && !clause.is_about_people()).then(|| vec![clause.how()])
}

pub(super) fn could(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let can =
        clause.auxiliary().is_some_and(|finite| matches!(finite.which, Auxiliary::Can | Auxiliary::Could));
    can.then(|| vec![clause.how()])
}

pub(super) fn was_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    if finite.which != Auxiliary::Be || parts.finite + 1 >= clause.end {
        return None;
    }
    // What goes on today has not come to an end.
    let said = clause.said();
    let goes_on = is_gerund(page.word(said)) && page.word(said) != "being";
    if finite.tense == Tense::Present && (goes_on || !is_over(page, (parts.subject.0, clause.end))) {
        return Some(clause.unchanged());
    }
    // `why you are or are not using it`
    if matches!(page.word(parts.finite + 1), "or" | "and") {
        return Some(clause.unchanged());
    }
    if let Verb::Contracted(_, len) = parts.form {
        let pronoun = page.written(parts.finite).get(..len)?;
        let words = format!("{pronoun} {}", clause.say("came to be"));
        let being = page.word(parts.finite + 1) == "being" && is_participle(page.word(parts.finite + 2));
        return Some(vec![
            clause.how(),
            match being {
                true => Change::Over(parts.finite, parts.finite + 2, words),
                false => Change::Replace(parts.finite, words),
            },
        ]);
    }
    let being = page.word(parts.finite + 1) == "being" && is_participle(page.word(parts.finite + 2));
    let to = parts.finite + 1 + usize::from(being);
    Some(vec![clause.how(), Change::Over(parts.finite, to, clause.say("came to be"))])
}

pub(super) fn did(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let mut changes = vec![clause.how()];
    match &parts.form {
        Verb::Past(_) | Verb::Third(_) if has_second_verb(clause) => return Some(clause.unchanged()),
        // `still runs`: it comes to still run.
        Verb::Past(plain) | Verb::Third(plain) if lasts(clause) => {
            let comes = if clause.tense() == Tense::Past { "came to" } else { "comes to" };
            let adverb = page.word(parts.finite - 1);
            let words = clause.say(&format!("{comes} {adverb} {plain}"));
            changes.push(Change::Over(parts.finite - 1, parts.finite + 1, words));
        }
        Verb::Past(plain) => changes.push(clause.finite(&format!("came to {plain}"))),
        Verb::Plain if clause.is_about_people() => {
            changes.push(Change::Insert(parts.finite, clause.say("came to")))
        }
        Verb::Third(plain) => changes.push(clause.finite(&format!("comes to {plain}"))),
        Verb::Plain => changes.push(Change::Insert(parts.finite, clause.say("come to"))),
        Verb::Auxiliary(finite) if matches!(finite.which, Auxiliary::Would | Auxiliary::Do) => {
            let said = clause.said();
            // `would be worse`: the ground is asked for, and no event.
            if page.word(said) == "be" && is_judgement(page, said + 1) {
                return None;
            }
            if page.word(said) == "have" && finite.which == Auxiliary::Would {
                let plain = askhow_english::verb::plain_of_participle(page.word(said + 1))?;
                changes.push(Change::Replace(said + 1, clause.say(&format!("come to {plain}"))));
            } else if askhow_english::lexicon::is_verb(page.word(said)) || page.word(said) == "be" {
                changes.push(Change::Insert(said, clause.say("come to")));
            } else {
                return None;
            }
        }
        _ => return None,
    }
    Some(changes)
}

/// An adverb right before the verb says how long or how often it is so.
fn lasts(clause: &Clause<'_, '_>) -> bool {
    let adverb = clause.page.before(clause.parts.finite);
    clause.parts.subject.1 < clause.parts.finite
        && matches!(adverb, "still" | "always" | "only" | "even" | "often" | "sometimes" | "also")
}

/// `overrides instead of merges`, `failed over and stopped`: more than one verb would change its form.
pub(super) fn has_second_verb(clause: &Clause<'_, '_>) -> bool {
    let page = clause.page;
    let is_past = clause.tense() == Tense::Past;
    let same =
        |word: &str| if is_past { plain_of_past(word).is_some() } else { plain_of_third(word).is_some() };
    (clause.parts.finite + 1..clause.end).any(|idx| {
        let joins = matches!(page.word(idx), "and" | "or" | "but" | "then")
            || page.reads(idx.saturating_sub(1), &["instead", "of"])
            || page.reads(idx.saturating_sub(1), &["rather", "than"]);
        let next = if is_adverb(page.word(idx + 1)) { idx + 2 } else { idx + 1 };
        joins && same(page.word(next))
    })
}
