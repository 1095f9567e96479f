//! The clauses of an entry, and what each says was done: its subject, its verb and whether something was done to the subject.

use super::bare::{is_adjective_here, is_bare_passive, read_bare};
use super::named::read_named;
use super::table::TABLE;
use super::who::is_spoken_to;
use crate::class::{Class, is};
use crate::clause::{Clause, Form, read_told};
use crate::lexicon::{
    denies, is_adjective, is_adverb, is_also_noun, is_determiner, is_function_word, is_preposition,
    is_subject_pronoun, is_verb, leans_to_verb,
};
use crate::page::{Kind, Page};
use crate::verb::{
    Auxiliary, Tense, auxiliary, is_gerund, is_participle, is_past_as_well, plain_of_gerund,
    plain_of_participle, plain_of_past, plain_of_third,
};

/// How the subject stands to the verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Voice {
    /// It does it.
    #[default]
    Active,
    /// It is done to it.
    Passive,
    /// It is so.
    State,
}

/// What a clause says.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Its subject, as tokens; none where it is left out.
    pub subject: Option<(usize, usize)>,
    /// Its main verb, or the first word of what is said of a state.
    pub verb: usize,
    /// The plain form of that verb.
    pub plain: String,
    pub voice: Voice,
    /// It may be so: `might have failed`.
    pub may_be: bool,
    /// It is denied.
    pub not: bool,
    /// It had been so before: `had been restored`.
    pub before: bool,
    /// A past form without an object: of a thing it is a passive without its *was* (`relay restarted`).
    pub bare: bool,
}

/// Reads what a piece says, its first word behind what leads to it.
/// Behind who speaks (`spoken`) its first word is its verb where it can be one.
pub(super) fn read(
    page: &Page<'_>,
    (from, to): (usize, usize),
    names: &[String],
    spoken: bool,
) -> Option<Said> {
    let to = (from..to)
        .rev()
        .find(|idx| page.get(*idx).is_some_and(|token| token.kind != Kind::Sign))
        .map_or(to, |last| last + 1);
    if from >= to {
        return None;
    }
    if let Some(said) = read_named(page, (from, to), names) {
        return Some(said);
    }
    if let Some(said) = read_telling(page, (from, to)).filter(|_| !spoken) {
        return Some(said);
    }
    let unsaid = read_unsaid(page, (from, to), spoken).map(|(said, sure)| (said, sure || spoken));
    if let Some((said, true)) = unsaid {
        return Some(said);
    }
    let (told, _) = read_told(page, from, to);
    let told = told.filter(|clause| clause.finite < to);
    // Behind what may be its verb a clause has to be plain to be another one.
    let is_plain = |clause: &Clause| match &clause.form {
        Form::Third(plain) => TABLE.alone.contains(plain.as_str()),
        Form::Past(_) => true,
        _ => clause.auxiliary().is_some(),
    };
    let told = told.filter(|clause| unsaid.is_none() || is_plain(clause));
    if let Some(said) = told.and_then(|clause| of_clause(page, &clause, to)) {
        return Some(said);
    }
    if unsaid.as_ref().is_some_and(|(said, _)| page.word(said.verb) != said.plain) {
        return unsaid.map(|(said, _)| said);
    }
    read_bare(page, (from, to))
        .or_else(|| unsaid.map(|(said, _)| said))
        .or_else(|| read_event(page, (from, to)))
}

/// A clause that begins with its verb, and whether that is certain: `Restarted the relay`, `confirms that`, `Reading the logs`.
fn read_unsaid(page: &Page<'_>, (from, to): (usize, usize), spoken: bool) -> Option<(Said, bool)> {
    let word = page.word(from);
    if page.get(from).is_none_or(|token| !token.is_word()) || is_function_word(word) {
        return None;
    }
    let next = page.word(from + 1);
    let is_end = from + 1 >= to;
    let opens = is_determiner(next)
        || is_subject_pronoun(next)
        || is_preposition(next)
        || TABLE.opens.contains(next)
        || page.get(from + 1).is_some_and(|token| {
            token.kind == Kind::Name
                || token.is_word() && token.lower.starts_with(|c: char| c.is_ascii_digit())
        });
    let said = |plain: String| Said { verb: from, plain, ..Said::default() };
    let past = plain_of_past(word).or_else(|| is_past_as_well(word).then(|| word.to_owned()));
    if let Some(plain) = past {
        // `Discovered RDS issues`: nothing but a verb, where no other is near.
        let is_known = TABLE.only.contains_key(plain.as_str()) || TABLE.people.contains_key(plain.as_str());
        let is_alone = || (from + 1..to.min(from + 6)).all(|idx| auxiliary(page.word(idx)).is_none());
        // `Cordoned and drained the node`.
        let is_joined = matches!(next, "and" | "&")
            && TABLE.deed.contains(plain.as_str())
            && plain_of_past(page.word(from + 2)).is_some();
        let is_sure = is_joined || is_known && !TABLE.before.contains(word) && is_alone();
        return Some((said(plain), (opens || is_sure) && !is_end));
    }
    if let Some(plain) = plain_of_third(word) {
        // `Alerts resolve`: a plural and its verb.
        let after = page.word(from + 2);
        let is_last = from + 2 >= to || is_adverb(after) || is_preposition(after);
        let is_verb_next = is_verb(next) && !is_also_noun(next) || TABLE.alone.contains(next);
        if is_verb_next && is_last && !is_end {
            return None;
        }
        let knows = TABLE.only.contains_key(plain.as_str()) || TABLE.people.contains_key(plain.as_str());
        let is_noun = is_also_noun(&plain) && !leans_to_verb(&plain);
        let is_sure = opens && (knows || !is_noun) || spoken;
        return (is_sure || knows || TABLE.into.contains(plain.as_str())).then(|| (said(plain), is_sure));
    }
    let is_described = page.before(from).ends_with("ly");
    if let Some(plain) =
        plain_of_gerund(word).filter(|_| opens || is_described || !is(word, Class::ThingInIng))
    {
        return Some((said(plain), opens || is_described));
    }
    // As in a list of things to do: `Refuse empty orders`.
    if is_asked(page, from) {
        return Some((said(word.to_owned()), true));
    }
    // `Apply hung`: a noun, and what it did.
    let goes_on = plain_of_past(next).is_some_and(|plain| TABLE.alone.contains(plain.as_str()));
    let is_plain = is_verb(word) && !goes_on && (!is_adjective(word) || TABLE.only.contains_key(word));
    (is_plain && !is_end && (is_determiner(next) || leans_to_verb(word) || !is_also_noun(word)))
        .then(|| (said(word.to_owned()), is_determiner(next) || !is_also_noun(word)))
}

/// A deed that is asked for, or noted in the plain form: `Refuse empty orders`.
fn is_asked(page: &Page<'_>, at: usize) -> bool {
    let next = page.word(at + 1);
    TABLE.deed.contains(page.word(at)) && (is_determiner(next) || is_adjective(next))
}

/// What no reading of the whole has: a noun, and behind it what things do (`the alert in the dashboard fires`).
fn read_event(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Said> {
    (from + 1..to).find_map(|at| {
        let word = page.word(at);
        let before = page.before(at);
        let plain = plain_of_third(word).or_else(|| plain_of_past(word))?;
        let next = page.word(at + 1);
        let is_noun = page.get(at - 1).is_some_and(|token| token.kind != Kind::Sign || token.is_sign(")"))
            && !is_function_word(before)
            && !is_adverb(before);
        let ends = at + 1 >= to || is_preposition(next) || is_adverb(next) || is_gerund(next);
        (is_noun && ends && TABLE.alone.contains(plain.as_str()) && !is(word, Class::ThingInIng))
            .then(|| Said { subject: Some((from, at)), verb: at, plain, ..Said::default() })
    })
}

/// A clause about another one: `logs confirmed the title was set`, `the check shows 22 of 60`.
fn read_telling(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Said> {
    let is_told = |at: usize| {
        let next = page.word(at + 1);
        let is_said = TABLE.opens.contains(next)
            || is_determiner(next)
            || is_subject_pronoun(next)
            || next.starts_with(|c: char| c.is_ascii_digit())
            || page.get(at + 1).is_some_and(|token| token.kind == Kind::Name || token.is_sign("\""))
            || (at + 2..to.min(at + 8)).any(|idx| auxiliary(page.word(idx)).is_some());
        at + 1 < to && is_said && !is_preposition(next) && auxiliary(next).is_none()
    };
    let is_subject = |at: usize| {
        let before = page.before(at);
        let is_noun = page.get(at - 1).is_some_and(|token| token.kind != Kind::Sign)
            && !is_determiner(before)
            && !is_preposition(before)
            && !is_function_word(before);
        is_noun && !(from..at).any(|idx| auxiliary(page.word(idx)).is_some() || page.word(idx) == "that")
    };
    (from + 1..to.min(from + 8)).find_map(|at| {
        let word = page.word(at);
        let plain = plain_of_third(word).or_else(|| plain_of_past(word))?;
        (TABLE.tells.contains(plain.as_str()) && is_subject(at) && is_told(at)).then(|| Said {
            subject: Some((from, at)),
            verb: at,
            plain,
            ..Said::default()
        })
    })
}

/// What a clause with a finite verb says.
fn of_clause(page: &Page<'_>, clause: &Clause, to: usize) -> Option<Said> {
    let (start, end) = clause.subject;
    let subject = Some((start, end)).filter(|_| start < end);
    let mut said = Said {
        subject,
        verb: clause.verb.min(to),
        plain: String::new(),
        voice: Voice::Active,
        may_be: false,
        not: clause.not.is_some()
            || clause.auxiliary().is_some_and(|finite| finite.negative)
            || denies(page.word(start)),
        bare: false,
        before: false,
    };
    // `0 failed deliveries`: how many, and no clause.
    let is_count = matches!(clause.form, Form::Past(_)) && end == start + 1 && is_number(page.word(start));
    if is_count {
        return None;
    }
    let Some(finite) = clause.auxiliary() else {
        said.plain = match &clause.form {
            Form::Past(plain) | Form::Third(plain) => plain.clone(),
            _ => page.word(clause.verb).to_owned(),
        };
        said.bare = matches!(clause.form, Form::Past(_)) && is_bare_passive(page, &said, to);
        said.not |= page.before(clause.verb) == "not";
        // `got merged`: it was.
        if said.plain == "get" && is_participle(page.word(clause.verb + 1)) && clause.verb + 1 < to {
            said.verb = clause.verb + 1;
            let word = page.word(said.verb);
            said.plain = plain_of_participle(word).unwrap_or_else(|| word.to_owned());
            said.voice = Voice::Passive;
            return Some(said);
        }
        let before = page.before(clause.verb);
        let is_counted = is_determiner(before) || is_number(before);
        let is_plural = matches!(clause.form, Form::Third(_))
            && (clause.verb + 1 >= to || page.word(clause.verb + 1) == "of")
            && is_also_noun(&said.plain)
            && (is_counted || !leans_to_verb(&said.plain));
        return (!is_plural).then_some(said);
    };
    said.before = finite.which == Auxiliary::Have && finite.tense == Tense::Past;
    let is_modal = !matches!(finite.which, Auxiliary::Do | Auxiliary::Be | Auxiliary::Have);
    said.may_be = is_modal && matches!(page.word(clause.finite), "might" | "may" | "could");
    // `cannot reach`: what they could not do is what they saw.
    said.not |= is_modal && matches!(page.word(clause.finite), "cannot" | "can't" | "couldn't");
    let mut at = clause.verb;
    let mut be = finite.which == Auxiliary::Be;
    while at < to
        && (is_adverb(page.word(at)) && !is_verb(page.word(at)) || is(page.word(at), Class::BesideVerb))
    {
        be |= matches!(page.word(at), "be" | "been" | "being");
        said.not |= page.word(at) == "not";
        if page.word(at) == "have" && finite.which != Auxiliary::Have && !is_modal {
            break;
        }
        at += 1;
    }
    if at >= to {
        said.voice = Voice::State;
        "be".clone_into(&mut said.plain);
        return Some(said);
    }
    said.verb = at;
    let word = page.word(at);
    let (plain, voice) = match (be, plain_of_gerund(word)) {
        (true, Some(plain)) => (plain, Voice::Active),
        (true, None) => {
            match plain_of_participle(word).or_else(|| is_participle(word).then(|| word.to_owned())) {
                Some(plain) if !is_adjective_here(word) || page.word(at + 1) == "by" => {
                    (plain, Voice::Passive)
                }
                _ => (word.to_owned(), Voice::State),
            }
        }
        (false, _) if finite.which == Auxiliary::Have => {
            (plain_of_participle(word).unwrap_or_else(|| "have".to_owned()), Voice::Active)
        }
        (false, _) => (word.to_owned(), Voice::Active),
    };
    said.plain = plain;
    said.voice = voice;
    Some(said)
}

/// The verbs that a clause goes on with behind *and*, each with where it stands: `restarts the relay and pages Ada`.
pub(super) fn joined(page: &Page<'_>, said: &Said, to: usize) -> Vec<(usize, Option<Said>)> {
    let first = page.word(said.verb);
    let mut verbs = Vec::new();
    let is_third =
        plain_of_third(first).is_some() && said.voice == Voice::Active && auxiliary(first).is_none();
    for idx in said.verb + 1..to {
        if !matches!(page.word(idx), "and" | "then" | "but" | "&") {
            continue;
        }
        let mut at = idx + 1;
        while at < to && (is_adverb(page.word(at)) && !is_verb(page.word(at)) || page.word(at) == "then") {
            at += 1;
        }
        if at >= to {
            break;
        }
        let word = page.word(at);
        let past = plain_of_past(word);
        let third = plain_of_third(word).filter(|plain| {
            let speaks = TABLE.people.get(plain.as_str()) == Some(&super::Kind::Communication)
                && is_spoken_to(page, at + 1);
            is_third
                && (TABLE.only.contains_key(plain.as_str())
                    || !is_also_noun(plain)
                    || leans_to_verb(plain)
                    || speaks)
        });
        let plain = if is_third { third } else { past.filter(|_| said.voice != Voice::State) };
        if let Some(plain) = plain {
            let voice = if said.voice == Voice::Passive { Voice::Passive } else { Voice::Active };
            verbs.push((
                at,
                Some(Said {
                    subject: said.subject,
                    verb: at,
                    plain,
                    voice,
                    bare: said.bare,
                    ..Said::default()
                }),
            ));
        } else if let (Some(clause), _) = read_told(page, at, to)
            && clause.finite < to
            && clause.subject.1 - clause.subject.0 <= 5
            && (auxiliary(page.word(clause.finite)).is_some()
                || is_subject_pronoun(page.word(at))
                || clause.subject.1 - clause.subject.0 == 1)
        {
            verbs.push((at, of_clause(page, &clause, to)));
        }
    }
    verbs
}

/// `three`, `12`.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || TABLE.number.contains(word)
}
