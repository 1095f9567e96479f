//! How each form of question is rewritten.

use super::*;

pub(super) fn went_unnoticed(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if !question.is_about(Auxiliary::Be, Tense::Past)
        || denies(question.subject())
        || question.subject() == "there"
    {
        return None;
    }
    let not = parts.not;
    if !(question.finite.negative || not.is_some()) {
        return None;
    }
    let went = noticing_participle(question.verb())?;
    let plain_not =
        not.is_none_or(|not| not + 1 == parts.verb && not == parts.predicate && page.word(not) == "not");
    if !plain_not
        || not.is_none() && parts.predicate != parts.verb
        || page.written(parts.verb + 1).starts_with('/')
    {
        return None;
    }
    let mut changes = vec![question.how(), question.auxiliary("did")];
    let behind = parts.verb + 1;
    if page.word(behind) == "by" && !matches!(page.word(behind + 1), "then" | "now") {
        changes.push(Change::Over(parts.predicate, behind + 1, question.say("get past")));
        return Some(changes);
    }
    let (words, to) = if ends_with_sooner(page, behind, question.end) {
        (format!("go {went} for so long"), behind + 1)
    } else {
        (format!("go {went}"), behind)
    };
    changes.push(Change::Over(parts.predicate, to, question.say(&words)));
    Some(changes)
}

/// `sooner` or `earlier`, and nothing behind it.
pub(crate) fn ends_with_sooner(page: &Page<'_>, idx: usize, end: usize) -> bool {
    matches!(page.word(idx), "sooner" | "earlier")
        && (idx + 1 >= end || askhow_english::clause::is_boundary(page, idx + 1))
}

pub(super) fn got_past(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let nobody = matches!(question.subject(), "nobody" | "no") && page.word(parts.subject.0 + 1) != "alert";
    let nobody = nobody && (question.subject() == "nobody" || page.word(parts.subject.0 + 1) == "one");
    let negative = question.finite.negative || parts.not.is_some();
    if !question.is_about(Auxiliary::Do, Tense::Past)
        || negative == nobody
        || denies(question.subject()) != nobody
    {
        return None;
    }
    let not_len = usize::from(parts.not.is_some());
    if parts.verb != parts.predicate + not_len {
        return None;
    }
    let went = noticing_verb(question.verb())?;
    if parts.not.is_some_and(|not| !matches!(page.word(not), "not" | "never")) {
        return None;
    }
    let object = parts.verb + 1;
    let object_end = object_end(page, object, question.end)?;
    let sooner = ends_with_sooner(page, object_end, question.end);
    let unseen = nobody || went != "past" && question.is_about_people();
    let (object_span, object_words) = dressed(page, object, object_end)?;
    let (subject_span, subject_words) = dressed(page, parts.subject.0, parts.subject.1)?;
    if went == "past" && nobody {
        return None;
    }
    let _ = (object_span, subject_span);
    let mut changes = vec![question.how(), question.auxiliary("did")];
    if unseen {
        let went = if went == "past" { "unnoticed" } else { went };
        let tail = if sooner { format!("go {went} for so long") } else { format!("go {went}") };
        changes.push(Change::Swap(parts.subject.0, parts.subject.1, object_words));
        changes.push(Change::Swap(parts.predicate, object_end + usize::from(sooner), question.say(&tail)));
    } else {
        let subject_words = match object_form(page.word(parts.subject.0)) {
            Some(form) if parts.subject.1 == parts.subject.0 + 1 => question.say(form),
            _ => subject_words,
        };
        let tail = if sooner { format!(" {}", question.say("for so long")) } else { String::new() };
        changes.push(Change::Swap(parts.subject.0, parts.subject.1, object_words));
        changes.push(Change::Swap(
            parts.predicate,
            object_end + usize::from(sooner),
            format!("{} {subject_words}{tail}", question.say("get past")),
        ));
    }
    Some(changes)
}

/// Where a short object ends: a pronoun, or words up to a preposition, `sooner` or the end.
pub(crate) fn object_end(page: &Page<'_>, object: usize, end: usize) -> Option<usize> {
    let first = page.word(object);
    if matches!(first, "it" | "them" | "that" | "these" | "those" | "this") {
        let next = page.word(object + 1);
        let alone = object + 1 >= end
            || askhow_english::clause::is_boundary(page, object + 1)
            || is_preposition(next)
            || matches!(
                next,
                "sooner" | "earlier" | "when" | "while" | "first" | "here" | "locally" | "either"
            );
        if alone {
            return (!matches!(next, "when" | "while" | "either")).then_some(object + 1);
        }
    }
    let mut idx = object;
    while idx < end && !askhow_english::clause::is_boundary(page, idx) {
        let word = page.word(idx);
        if is_preposition(word) && word != "of" || matches!(word, "sooner" | "earlier") {
            break;
        }
        if ["that", "which", "who", "when", "while", "and", "or", "not", "but", "until", "because"]
            .contains(&word)
            && idx > object
            || askhow_english::verb::auxiliary(word).is_some()
        {
            return None;
        }
        idx += 1;
    }
    let named =
        is_determiner(first) || page.get(object).is_some_and(|token| !token.is_word()) || idx - object <= 3;
    (idx > object && named).then_some(idx)
}

pub(super) fn nobody(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let first = parts.subject.0;
    // `so few`: as with nobody, the wonder is how little was done.
    let few = matches!(question.subject(), "so" | "too" | "few")
        && (first..first + 2).any(|idx| matches!(page.word(idx), "few" | "little"));
    let nobody = few || denies(question.subject()) && question.subject() != "not";
    if !nobody || question.finite.which != Auxiliary::Do || question.finite.negative || parts.not.is_some() {
        return None;
    }
    let stative = [
        "know", "have", "see", "think", "realise", "realize", "own", "want", "need", "believe", "feel",
        "happen", "occur",
    ]
    .contains(&question.verb());
    let verb = match (question.finite.tense, page.word(question.auxiliary)) {
        (Tense::Past, _) if stative => Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
        (Tense::Past, _) if question.verb() == "come" => Change::Replace(parts.verb, question.say("came")),
        (Tense::Past, _) => Change::Insert(parts.verb, question.say("came to")),
        (_, "does") => Change::Replace(parts.verb, question.say(&third_of(question.verb()))),
        _ => return Some(vec![question.how(), question.auxiliary("is it that")]),
    };
    Some(vec![question.how(), question.auxiliary("is it that"), verb])
}

pub(super) fn was_not_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    use Auxiliary::{Be, Can, Could, Do, Have, Would};
    if !question.is_negative() {
        return None;
    }
    let opening = match (question.finite.which, question.finite.tense) {
        (Do | Be, Tense::Past) => "did it come about that",
        (Have | Could, Tense::Past) => "was it that",
        (Do | Be | Have | Can | Would, _) => "is it that",
        _ => return None,
    };
    if question.finite.which == Do && !question.finite.negative && question.parts.not.is_none() {
        // `none of them tried`: the verb would have to change its form.
        return None;
    }
    let Question { page, parts, .. } = question;
    let did = question.is_about(Do, Tense::Past);
    // `never stop or pause`: both verbs would have to change their form.
    let never = parts.not.is_some_and(|not| is_never(page.word(not)));
    if question.finite.which == Do && never && has_second_verb(page, parts.verb, question.end) {
        return None;
    }
    // `never finish`: without its *did* the verb stands in the past.
    if did && parts.not.is_some_and(|not| is_never(page.word(not))) {
        return Some(vec![
            question.how(),
            question.auxiliary(opening),
            Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
        ]);
    }
    let does = question.is_about(Do, Tense::Present) && !question.finite.negative;
    if does && parts.not.is_some_and(|not| is_never(page.word(not))) {
        let verb = if page.word(question.auxiliary) == "does" {
            third_of(question.verb())
        } else {
            question.verb().to_owned()
        };
        let verb = Change::Replace(parts.verb, question.say(&verb));
        return Some(vec![question.how(), question.auxiliary(opening), verb]);
    }
    // `wasn't anyone watching`: nobody was watching.
    let nobody = match question.subject() {
        "anyone" | "anybody" => Some("nobody"),
        "anything" => Some("nothing"),
        "any" => Some(if page.word(parts.subject.0 + 1) == "of" { "none" } else { "no" }),
        _ => None,
    };
    if let Some(nobody) = nobody {
        // `anybody from the team in the call`: where the subject ends is not to be seen.
        let places = (parts.predicate..question.end).filter(|idx| is_preposition(page.word(*idx))).count();
        if is_preposition(page.word(parts.predicate)) && places > 1 {
            return None;
        }
        let auxiliary = page.word(question.auxiliary).strip_suffix("n't").filter(|_| parts.not.is_none())?;
        let said = match question.finite.which {
            Do if did => Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
            // `doesn't anybody own it`: nobody owns it.
            Do if auxiliary == "does" => {
                Change::Replace(parts.verb, question.say(&third_of(question.verb())))
            }
            Do | Can => return None,
            _ => Change::Insert(parts.predicate, question.say(auxiliary)),
        };
        return Some(vec![
            question.how(),
            question.auxiliary(opening),
            Change::Replace(parts.subject.0, question.say(nobody)),
            said,
        ]);
    }
    Some(question.uninverted(opening))
}

pub(super) fn used_to_be_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let behind = page.word(parts.verb + 2);
    let used = matches!(question.verb(), "use" | "used") && page.word(parts.verb + 1) == "to";
    let fits = question.is_about(Auxiliary::Do, Tense::Past) && !question.is_negative();
    (fits && used && (matches!(behind, "be" | "have") || is_verb(behind))).then(|| {
        let verb = Change::Replace(parts.verb, question.say("used"));
        vec![question.how(), question.auxiliary("is it that"), verb]
    })
}

pub(super) fn has_become_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    (question.finite.which == Auxiliary::Have).then(|| {
        question.uninverted(if question.finite.tense == Tense::Past { "was it that" } else { "is it that" })
    })
}

pub(super) fn is_judged(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if question.finite.which != Auxiliary::Be
        || question.subject() == "there"
        || !is_judgement(page, parts.verb)
    {
        return None;
    }
    let made = if question.finite.tense == Tense::Past { "made" } else { "makes" };
    let mut changes = vec![head(page, question.why, question.casing, "what"), question.auxiliary(made)];
    if parts.subject.1 == parts.subject.0 + 1
        && let Some(form) = object_form(question.subject())
    {
        changes.push(Change::Replace(parts.subject.0, question.say(form)));
    }
    Some(changes)
}

pub(super) fn was_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if question.finite.which != Auxiliary::Be || question.is_negative() {
        return None;
    }
    if question.subject() == "there" && question.finite.tense == Tense::Present {
        return Some(question.uninverted("is it that"));
    }
    // `was it possible to`, `is this happening`: *how* takes them as they are.
    let plain = parts.subject.1 == parts.subject.0 + 1;
    let comes_about = matches!(question.verb(), "happening" | "occurring");
    if plain && question.subject() == "it" && matches!(question.verb(), "possible" | "able") || comes_about {
        return Some(vec![question.how()]);
    }
    if question.verb() == "able" {
        return Some(vec![question.how()]);
    }
    // What goes on today has not come to an end.
    if question.finite.tense == Tense::Present && (is_gerund(question.verb()) || !question.is_over()) {
        return Some(question.uninverted("is it that"));
    }
    if page.reads(parts.verb, &["about", "to"]) {
        let past = question.finite.tense == Tense::Past;
        return Some(question.uninverted(if past { "did it come about that" } else { "is it that" }));
    }
    let mut changes = vec![question.how(), question.auxiliary("did")];
    if page.word(parts.verb) == "being" && is_participle(page.word(parts.verb + 1)) {
        changes.push(Change::Replace(parts.verb, question.say("come to be")));
    } else {
        changes.push(Change::Insert(parts.predicate, question.say("come to be")));
    }
    Some(changes)
}

pub(super) fn is_seen(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let needs = matches!(question.verb(), "need" | "have" | "seem" | "appear" | "look");
    let sees = needs || matches!(question.verb(), "see" | "get" | "know" | "want" | "feel");
    let person = matches!(question.subject(), "i" | "we" | "you" | "they" | "people" | "users" | "customers");
    if !question.is_about(Auxiliary::Do, Tense::Present)
        || !(needs && !question.is_about_people() || sees && person)
    {
        return None;
    }
    if question.verb() == "have" && question.is_about_people() && page.word(parts.verb + 1) != "to" {
        return None;
    }
    let mut changes = vec![question.how(), question.auxiliary("is it that")];
    if page.word(question.auxiliary) == "does" {
        changes.push(Change::Replace(parts.verb, question.say(&third_of(question.verb()))));
    }
    Some(changes)
}

pub(super) fn is_used(question: &Question<'_, '_>) -> Option<Rewrite> {
    let used = matches!(question.verb(), "use" | "have" | "keep" | "need" | "rely" | "run");
    (question.is_about(Auxiliary::Do, Tense::Present) && used && question.is_about_people()).then(|| {
        vec![
            question.how(),
            question.auxiliary("did"),
            Change::Insert(question.come_to_at(), question.say("come to")),
        ]
    })
}

/// What is bound to be so.
pub(super) fn must(question: &Question<'_, '_>) -> Option<Rewrite> {
    (question.finite.which == Auxiliary::Should).then(|| question.uninverted("is it that"))
}

pub(super) fn happened(question: &Question<'_, '_>) -> Option<Rewrite> {
    let did = question.finite.which == Auxiliary::Do && !question.is_negative();
    (did && is_swap(question.page, question.parts.verb, question.verb())).then(|| vec![question.how()])
}

/// What one thing does to another: *how* asks for it as it is.
pub(super) fn had_effect(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let does = matches!(question.finite.which, Auxiliary::Do) && !question.is_negative();
    (does && !question.is_about_people() && is_effect(page, parts.verb, question.verb()))
        .then(|| vec![question.how()])
}

/// A habit, a state that stands: how it is that it is so.
pub(super) fn is_habit(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let does = question.is_about(Auxiliary::Do, Tense::Present) && !question.is_negative();
    if !does || question.is_about_people() {
        return None;
    }
    let mut changes = vec![question.how(), question.auxiliary("is it that")];
    if page.word(question.auxiliary) == "does" {
        changes.push(Change::Replace(parts.verb, question.say(&third_of(question.verb()))));
    }
    Some(changes)
}

pub(super) fn did(question: &Question<'_, '_>) -> Option<Rewrite> {
    let fits = matches!(question.finite.which, Auxiliary::Do | Auxiliary::Would) && !question.is_negative();
    let come_to = Change::Insert(question.come_to_at(), question.say("come to"));
    // What people do today came about at some time.
    if question.is_about(Auxiliary::Do, Tense::Present) && question.is_about_people() {
        return fits.then(|| vec![question.how(), question.auxiliary("did"), come_to]);
    }
    fits.then(|| vec![question.how(), come_to])
}

pub(super) fn could(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { parts, .. } = question;
    let opening = match question.finite.which {
        Auxiliary::Can => "is it possible for",
        Auxiliary::Could => "was it possible for",
        _ => return None,
    };
    if question.is_negative() || question.subject() == "there" {
        return None;
    }
    let mut changes =
        vec![question.how(), question.auxiliary(opening), Change::Insert(parts.predicate, "to".to_owned())];
    if question.casing == Casing::Upper {
        changes.pop();
        changes.push(Change::Insert(parts.predicate, "TO".to_owned()));
    }
    if parts.subject.1 == parts.subject.0 + 1
        && let Some(form) = object_form(question.subject())
    {
        changes.push(Change::Replace(parts.subject.0, question.say(form)));
    }
    Some(changes)
}
