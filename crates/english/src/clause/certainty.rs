//! How certain it is where the subject of a clause ends, and that what follows is all of a predicate. The one
//! place that decides it: two readers are asked, one that looks for the verb and one that weighs readings of
//! the whole clause, and what they say of the subject is compared.
//!
//! What is made of it: a rewrite that is [`Certainty::Sure`] may be written unseen, one that is
//! [`Certainty::Fair`] is offered, and where it is [`Certainty::Open`] only forms that need no end of the
//! subject are left.

use super::{
    Form, Inverted, Plainly, chart, clause_end, plainly::scan_plainly, pronoun_len, scan_inverted,
    skip_adverbs,
};
use crate::{
    lexicon::{is_adjective, is_conjunction, is_determiner, is_particle, is_preposition, is_verb},
    page::{Kind, Page},
    verb::{
        Auxiliary, Finite, Tense, auxiliary, is_participle, is_past_as_well, is_past_only, plain_of_past,
        plain_of_third,
    },
};

/// How certain a reading of a clause is; it travels with the rewrite that is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Two ends of the subject are plausible.
    Open,
    /// One reading is clearly better than the others.
    Fair,
    /// There is no other reading of these words, and they tell of something that is over.
    Sure,
}

/// The margin, in hundredths, from which a reading counts without another that agrees.
const CLEAR: i32 = 90;

/// The margin below which a reading does not count though the other agrees.
const CLOSE: i32 = 30;

/// The margin from which there is no other reading to speak of.
const WIDE: i32 = 150;

/// The clause that starts behind the auxiliary `finite`, right before `from`.
pub fn inverted(page: &Page<'_>, from: usize, end: usize, finite: Finite) -> (Option<Inverted>, Certainty) {
    let clause = clause_end(page, from, end);
    let order = match finite.which {
        Auxiliary::Be => chart::Order::Be,
        Auxiliary::Have => chart::Order::Have,
        _ => chart::Order::Do,
    };
    let scanned = scan_inverted(page, from, clause, finite);
    let (subject_end, certainty) = agreed(page, (from, clause), scanned.map(|parts| parts.subject.1), order);
    let parts = match (scanned, subject_end) {
        (Some(parts), Some(subject_end)) if parts.subject.1 == subject_end => Some(parts),
        (_, Some(subject_end)) => {
            let (verb, not) = skip_adverbs(page, subject_end, clause);
            (verb < clause).then_some(Inverted {
                subject: (from, subject_end),
                not,
                predicate: subject_end,
                verb,
            })
        }
        (parts, None) => parts,
    };
    (parts, certainty)
}

/// The clause that starts at `from`, in which nothing is inverted.
pub fn plainly(page: &Page<'_>, from: usize, end: usize) -> (Option<Plainly>, Certainty) {
    let clause = clause_end(page, from, end);
    let scanned = scan_plainly(page, from, clause);
    if let Some(parts) = scanned.as_ref().filter(|parts| matches!(parts.form, Form::Contracted(..))) {
        let certainty = if is_over(page, (from, clause)) { Certainty::Sure } else { Certainty::Fair };
        return (Some(parts.clone()), certainty);
    }
    let (subject_end, certainty) =
        agreed(page, (from, clause), scanned.as_ref().map(|parts| parts.subject.1), chart::Order::Tell);
    let parts = match (scanned, subject_end) {
        (Some(parts), Some(subject_end)) if parts.subject.1 == subject_end => Some(parts),
        (_, Some(subject_end)) => told(page, (from, subject_end), clause),
        (parts, None) => parts,
    };
    match parts {
        Some(parts) if has_rival(page, &parts, clause) => (Some(parts), Certainty::Open),
        // `the workers quit`: today, or then.
        Some(parts) if is_past_as_well(page.word(parts.finite)) && parts.form == Form::Plain => {
            let form = Form::Past(page.word(parts.finite).to_owned());
            (Some(Plainly { form, ..parts }), certainty.min(Certainty::Fair))
        }
        parts => (parts, certainty),
    }
}

/// `the tank left outside froze`: the first verb may belong to the subject, with another one behind it.
fn has_rival(page: &Page<'_>, parts: &Plainly, end: usize) -> bool {
    let (from, to) = parts.subject;
    let describes = matches!(parts.form, Form::Past(_)) && is_participle(page.word(parts.finite));
    let noun = from < to && pronoun_len(page, from) == 0;
    let joins = |idx: &usize| {
        let word = page.word(*idx);
        is_conjunction(word)
            || matches!(word, "that" | "which" | "who" | "what" | "how" | "than" | "as" | "then")
    };
    describes
        && noun
        && (parts.finite + 1..end).take_while(|idx| !joins(idx)).any(|idx| {
            let word = page.word(idx);
            // `left overnight spoiled`, but `kept failed messages` and `left the spoiled bread`.
            let regular = idx > parts.finite + 1
                && plain_of_past(word).is_some()
                && !is_determiner(page.before(idx))
                && !is_preposition(page.before(idx))
                && (idx == parts.finite + 2 || !is_adjective(page.before(idx)));
            regular || is_past_only(word) || auxiliary(word).is_some_and(|it| it.tense == Tense::Past)
        })
}

/// The parts of a clause whose subject is known.
fn told(page: &Page<'_>, subject: (usize, usize), end: usize) -> Option<Plainly> {
    let (finite, _) = skip_adverbs(page, subject.1, end);
    let word = page.word(finite);
    let form = match auxiliary(word) {
        Some(finite) => Form::Auxiliary(finite),
        // `the alarm set for the pool`: as past as it is plain.
        None if is_past_as_well(word) => Form::Past(word.to_owned()),
        None => plain_of_past(word)
            .map(Form::Past)
            .or_else(|| plain_of_third(word).map(Form::Third))
            .or_else(|| is_verb(word).then_some(Form::Plain))?,
    };
    let (_, not) = skip_adverbs(page, finite + 1, end);
    Some(Plainly { subject, finite, form, not })
}

/// Where the subject of the clause ends, and how certain that is; `scanned` is what the other reader says.
fn agreed(
    page: &Page<'_>,
    (from, end): (usize, usize),
    scanned: Option<usize>,
    order: chart::Order,
) -> (Option<usize>, Certainty) {
    let pronoun = if page.word(from) == "there" { 1 } else { pronoun_len(page, from) };
    if let Some(scanned) = scanned.filter(|scanned| pronoun > 0 && *scanned == from + pronoun) {
        let goes_on = is_preposition(page.word(scanned)) || matches!(page.word(scanned), "who" | "that");
        let certainty = match goes_on {
            true => Certainty::Open,
            false if is_over(page, (from, end)) => Certainty::Sure,
            false => Certainty::Fair,
        };
        if certainty > Certainty::Open || order == chart::Order::Be && pronoun > 0 && page.word(from) == "it"
        {
            return (Some(scanned), certainty.max(Certainty::Fair));
        }
    }
    // `what looked like a rename`, `so little`: a clause or a measure is all of the subject.
    let first = if page.word(from) == "so" { from + 1 } else { from };
    let little = page.word(first) == "little"
        || page.word(first) == "few" && (first + 2 >= end || is_participle(page.word(first + 1)));
    if little || matches!(page.word(first), "what" | "whatever" | "whoever" | "how") {
        return (None, Certainty::Open);
    }
    let read = chart::read(page, from, end, order);
    match (scanned, read) {
        (Some(scanned), Some(read)) if scanned == read.predicate && read.margin >= CLOSE => {
            let sure =
                read.margin >= WIDE && is_plain_subject(page, (from, scanned)) && is_over(page, (from, end));
            (Some(scanned), if sure { Certainty::Sure } else { Certainty::Fair })
        }
        (_, Some(read)) if read.margin >= CLEAR => (Some(read.predicate), Certainty::Fair),
        (Some(scanned), None) if is_plain_subject(page, (from, scanned)) => (Some(scanned), Certainty::Fair),
        (_, read) => (read.map(|read| read.predicate), Certainty::Open),
    }
}

/// A noun and what describes it, with nothing behind it: no place, no number, no clause, no second noun.
fn is_plain_subject(page: &Page<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).all(|idx| {
        page.get(idx).is_some_and(|token| match token.kind {
            Kind::Name => true,
            Kind::Sign => token.is_sign("@"),
            Kind::Word => {
                let word = token.lower.as_str();
                !(is_preposition(word)
                    || is_conjunction(word)
                    || is_particle(word)
                    || auxiliary(word).is_some()
                    || is_participle(word) && idx > from + 1
                    || matches!(word, "who" | "which" | "half" | "some" | "most" | "what" | "to")
                    || word == "that" && idx > from
                    || crate::number(word)
                    || word.starts_with(|char: char| char.is_ascii_digit()))
            }
        })
    })
}

/// The clause tells of something that is over: no word of it says that it is so today, or was never otherwise,
/// and none gives grounds.
pub fn is_over(page: &Page<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).all(|idx| {
        !matches!(
            page.word(idx),
            "today"
                | "currently"
                | "still"
                | "never"
                | "ever"
                | "now"
                | "nowadays"
                | "anymore"
                | "always"
                | "presently"
        ) && !page.reads(idx, &["no", "longer"])
            && !page.reads(idx, &["at", "the", "moment"])
            && !page.reads(idx, &["these", "days"])
    })
}
