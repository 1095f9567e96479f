//! How certain it is where the subject of a clause ends, and that what follows is all of a predicate. The one
//! place that decides it, by the margin of the chart's best reading.
//!
//! What is made of it: a rewrite that is [`Certainty::Sure`] may be written unseen, one that is
//! [`Certainty::Fair`] is offered, and where it is [`Certainty::Open`] only forms that need no end of the
//! subject are left.

use super::{Form, Inverted, Plainly, chart, clause_end, pronoun_len, skip_adverbs};
use crate::{
    lexicon::{
        is_also_noun, is_conjunction, is_determiner, is_particle, is_preposition, is_subject_pronoun,
        is_verb, leans_to_verb,
    },
    page::{Kind, Page},
    verb::{
        Auxiliary, Finite, Tense, auxiliary, is_participle, is_past_as_well, plain_of_past, plain_of_third,
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

/// The clause that starts behind the auxiliary `finite`, right before `from`.
pub fn inverted(page: &Page<'_>, from: usize, end: usize, finite: Finite) -> (Option<Inverted>, Certainty) {
    let clause = clause_end(page, from, end);
    let order = match finite.which {
        Auxiliary::Be => chart::Order::Be,
        Auxiliary::Have => chart::Order::Have,
        _ => chart::Order::Do,
    };
    let Some((read, certainty)) = read(page, (from, clause), order) else { return (None, Certainty::Open) };
    let (_, not) = skip_adverbs(page, read.subject_end, clause);
    let parts =
        Inverted { subject: (from, read.subject_end), not, predicate: read.subject_end, verb: read.verb };
    (Some(parts), certainty)
}

/// The clause that starts at `from`, in which nothing is inverted.
pub fn plainly(page: &Page<'_>, from: usize, end: usize) -> (Option<Plainly>, Certainty) {
    let clause = clause_end(page, from, end);
    if let Some((finite, len)) = contracted(page.word(from)) {
        let (verb, not) = skip_adverbs(page, from + 1, clause);
        let has =
            finite.which == Auxiliary::Be && page.word(from).ends_with("'s") && page.word(verb) == "been";
        let which = if has { Auxiliary::Have } else { finite.which };
        let form = Form::Contracted(Finite { which, ..finite }, len);
        let certainty = if is_over(page, (from, clause)) { Certainty::Sure } else { Certainty::Fair };
        let parts = Plainly { subject: (from, from + 1), finite: from, form, not };
        return ((verb < clause).then_some(parts), certainty);
    }
    let Some((read, certainty)) = read(page, (from, clause), chart::Order::Tell) else {
        return (None, Certainty::Open);
    };
    let word = page.word(read.verb);
    let plain = is_past_as_well(word);
    let form = match auxiliary(word) {
        Some(finite)
            if finite.which == Auxiliary::Do && !finite.negative && does(page, read.verb, clause) =>
        {
            let plain = "do".to_owned();
            Some(if finite.tense == Tense::Past { Form::Past(plain) } else { Form::Third(plain) })
        }
        Some(finite) => Some(Form::Auxiliary(finite)),
        // `the alarm set for the pool`: as past as it is plain.
        None if plain => Some(Form::Past(word.to_owned())),
        None => plain_of_past(word)
            .map(Form::Past)
            .or_else(|| plain_of_third(word).map(Form::Third))
            .or_else(|| is_verb(word).then_some(Form::Plain)),
    };
    let Some(form) = form else { return (None, Certainty::Open) };
    let (_, not) = skip_adverbs(page, read.verb + 1, clause);
    let bare = read.verb + 1 >= clause;
    let certainty =
        if plain || bare && auxiliary(word).is_some() { certainty.min(Certainty::Fair) } else { certainty };
    (Some(Plainly { subject: (from, read.subject_end), finite: read.verb, form, not }), certainty)
}

/// `they did it`: the verb itself.
fn does(page: &Page<'_>, idx: usize, end: usize) -> bool {
    let next = page.word(idx + 1);
    is_determiner(next) && next != "no" || matches!(next, "it" | "them") || next == "so" && idx + 2 == end
}

/// What the chart reads in the clause, and how certain that is.
fn read(
    page: &Page<'_>,
    (from, end): (usize, usize),
    order: chart::Order,
) -> Option<(chart::Reading, Certainty)> {
    let read = chart::read(page, from, end, order)?;
    let margins = chart::margins();
    let subject = (from, read.subject_end);
    let plain = is_plain_subject(page, subject) || pronoun_len(page, from) + from == read.subject_end;
    let certainty = if read.margin < margins.offered || is_measure(page, subject) {
        Certainty::Open
    } else if read.margin >= margins.safe
        && plain
        && is_verb_for_sure(page, read.verb)
        && is_over(page, (from, end))
    {
        Certainty::Sure
    } else {
        Certainty::Fair
    };
    Some((read, certainty))
}

/// `so little`, `few`: a measure is all of the subject.
fn is_measure(page: &Page<'_>, (from, to): (usize, usize)) -> bool {
    let first = if matches!(page.word(from), "so" | "too") { from + 1 } else { from };
    matches!(page.word(first), "little" | "few") && first + 1 >= to
}

/// No noun: nothing but a verb, or one before its object or its particle.
fn is_verb_for_sure(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    let next = page.word(idx + 1);
    !is_also_noun(word)
        || leans_to_verb(word)
        || is_determiner(next)
        || is_particle(next)
        || matches!(next, "it" | "us" | "them" | "me" | "him" | "her" | "you")
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
                    || to > from + 3 && is_verb(word) && idx > from + 1 && !is_determiner(page.before(idx))
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

/// `it's`, `we've`, `they're`: the auxiliary, and how long the pronoun is.
fn contracted(word: &str) -> Option<(Finite, usize)> {
    use crate::verb::Tense::{Past, Present};
    let (pronoun, ending) = word.split_once('\'')?;
    if !(is_subject_pronoun(pronoun) || matches!(pronoun, "that" | "this" | "there")) {
        return None;
    }
    let (which, tense) = match ending {
        "s" | "re" | "m" => (Auxiliary::Be, Present),
        "ve" => (Auxiliary::Have, Present),
        "ll" => (Auxiliary::Would, Present),
        "d" => (Auxiliary::Would, Past),
        _ => return None,
    };
    Some((Finite { which, tense, negative: false }, pronoun.len()))
}
