//! How certain it is where the subject of a clause ends, and that what follows is all of a predicate. The one
//! place that decides it, by the margin of the chart's best reading.
//!
//! What is made of it: a rewrite that is [`Certainty::Sure`] may be written unseen, one that is
//! [`Certainty::Fair`] is offered, and where it is [`Certainty::Open`] only forms that need no end of the
//! subject are left.

use super::{Clause, Form, Order, chart, clause_end, is_boundary, pronoun_len, skip_adverbs, tag::Aside};
use crate::{
    class::{Class, is},
    lexicon::{
        is_adverb, is_also_noun, is_conjunction, is_determiner, is_particle, is_preposition,
        is_subject_pronoun, is_verb, leans_to_verb,
    },
    page::{Kind, Page},
    verb::{
        Auxiliary, Finite, Tense, auxiliary, is_gerund, is_participle, is_past_as_well, plain_of_past,
        plain_of_third,
    },
};

/// What a reading costs more, in hundredths, whose verb may be a participle: so much more margin it needs.
const PARTICIPLE: i32 = 100;

/// Longer asides are none, in tokens.
const ASIDE: usize = 16;

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

/// The words `from..end` are a noun and what describes it, and no clause: `the gap between the page and the ack`.
pub fn is_noun_phrase(page: &Page<'_>, from: usize, end: usize) -> bool {
    let (nouns, read) = chart::nouns(page, from, end);
    // `12 retries and not 3`: a plural that would be a verb of another number.
    let plural = |read: &chart::Reading| is_thing(page.word(read.verb)) && read.nouns < -PARTICIPLE;
    nouns
        && read.is_none_or(|read| {
            plural(&read) || may_be_noun(page, &read) && read.nouns < chart::margins().offered
        })
}

/// The verb is a noun in the same form.
fn may_be_noun(page: &Page<'_>, read: &chart::Reading) -> bool {
    let word = page.word(read.verb);
    is_verb(word) && is_also_noun(word) && plain_of_past(word).is_none()
}

/// The clause whose auxiliary stands before its subject, at `finite`; none where that is no auxiliary.
pub fn read_asked(page: &Page<'_>, finite: usize, end: usize) -> (Option<Clause>, Certainty) {
    let nothing = (None, Certainty::Open);
    let Some(auxiliary) = auxiliary(page.word(finite)) else { return nothing };
    let from = finite + 1;
    let clause = clause_end(page, from, end);
    let order = match auxiliary.which {
        Auxiliary::Be => chart::Order::Be,
        Auxiliary::Have => chart::Order::Have,
        _ => chart::Order::Do,
    };
    let Some((read, certainty, clause)) = read_around(page, (from, clause), end, order) else {
        return nothing;
    };
    // `was there, in the end, no failover`: what stands behind one comma is no predicate.
    let commas = (from..read.subject_end).filter(|idx| page.word(*idx) == ",").count();
    if commas == 1 && page.before(read.subject_end) == "," {
        return nothing;
    }
    let (_, not) = skip_adverbs(page, read.subject_end, clause);
    let parts = Clause {
        order: Order::Asked,
        subject: (from, read.subject_end),
        finite,
        form: Form::Auxiliary(auxiliary),
        not,
        predicate: read.subject_end,
        verb: read.verb,
        rival: read.rival,
    };
    (Some(parts), certainty)
}

/// The clause that starts at `from`, in which nothing is inverted.
pub fn read_told(page: &Page<'_>, from: usize, end: usize) -> (Option<Clause>, Certainty) {
    let clause = clause_end(page, from, end);
    if let Some((finite, len)) = contracted(page.word(from)) {
        let (verb, not) = skip_adverbs(page, from + 1, clause);
        let has =
            finite.which == Auxiliary::Be && page.word(from).ends_with("'s") && page.word(verb) == "been";
        let which = if has { Auxiliary::Have } else { finite.which };
        let form = Form::Contracted(Finite { which, ..finite }, len);
        let certainty = if is_over(page, (from, clause)) { Certainty::Sure } else { Certainty::Fair };
        let parts = told((from, from + 1), from, form, not, main_verb(page, from + 1, end));
        return ((verb < clause).then_some(parts), certainty);
    }
    let Some((read, certainty, clause)) = read_around(page, (from, clause), end, chart::Order::Tell) else {
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
    let verb = match form {
        Form::Auxiliary(_) => main_verb(page, read.verb + 1, end),
        _ => read.verb,
    };
    (
        Some(Clause { rival: read.rival, ..told((from, read.subject_end), read.verb, form, not, verb) }),
        certainty,
    )
}

fn told(subject: (usize, usize), finite: usize, form: Form, not: Option<usize>, verb: usize) -> Clause {
    let predicate = if verb == finite { finite } else { finite + 1 };
    Clause { order: Order::Told, subject, finite, form, not, predicate, verb, rival: None }
}

/// The word behind an auxiliary, its adverbs and its *not*.
fn main_verb(page: &Page<'_>, from: usize, end: usize) -> usize {
    let skips = |idx: usize| is_adverb(page.word(idx)) && !matches!(page.word(idx), "so" | "too" | "there");
    (from..end).find(|idx| !skips(*idx)).unwrap_or(end.max(from))
}

/// `they did it`: the verb itself.
fn does(page: &Page<'_>, idx: usize, end: usize) -> bool {
    let next = page.word(idx + 1);
    is_determiner(next) && next != "no" || matches!(next, "it" | "them") || next == "so" && idx + 2 == end
}

/// As [`read`], of a clause that may go on behind an aside: `the second deploy, the one meant as a fix, take the site
/// down`. Gives where the clause ends that was read.
fn read_around(
    page: &Page<'_>,
    (from, clause): (usize, usize),
    end: usize,
    order: chart::Order,
) -> Option<(chart::Reading, Certainty, usize)> {
    let short = read(page, (from, clause), None, order);
    let aside = aside(page, clause, end);
    let long = aside.and_then(|(open, behind)| {
        let end = clause_end(page, behind, end);
        let (read, certainty) = read(page, (from, end), Some((open, behind)), order)?;
        Some((read, certainty.min(Certainty::Fair), end))
    });
    let Some((reading, certainty)) = short else { return long };
    // What stands before the aside may be all of the subject.
    let doubtful = is_also_noun(page.word(reading.verb))
        || may_describe(page, reading.verb)
        || page.word(reading.verb) == "to";
    let other = long.filter(|(long, ..)| long.verb != reading.verb && doubtful);
    // `the worker died, the queue filled, the site stopped`
    let lists =
        || aside.is_some_and(|(_, behind)| read(page, (clause + 1, behind - 1), None, order).is_some());
    Some(match other {
        Some(long) if order != chart::Order::Tell => long,
        Some(_) => (reading, Certainty::Open, clause),
        None if lists() => (reading, Certainty::Open, clause),
        None => (reading, certainty, clause),
    })
}

/// The aside that opens at `open`: behind it words go on that begin no clause of their own.
fn aside(page: &Page<'_>, open: usize, end: usize) -> Option<(usize, usize)> {
    let sign = page
        .get(open)
        .map(|token| token.lower.as_str())
        .filter(|sign| [",", "—", "–", "-"].contains(sign))?;
    let close = (open + 2..end.min(open + ASIDE)).find(|idx| is_boundary(page, *idx))?;
    let goes_on = page.is_word(close + 1) && close + 1 < end;
    (page.word(close) == sign && goes_on && !is_conjunction(page.word(close + 1)))
        .then_some((open, close + 1))
}

/// What the chart reads in the clause, and how certain that is.
fn read(
    page: &Page<'_>,
    (from, end): (usize, usize),
    aside: Aside,
    order: chart::Order,
) -> Option<(chart::Reading, Certainty)> {
    let read = chart::read(page, (from, end), aside, order)?;
    let margins = chart::margins();
    let subject = (from, read.subject_end);
    let doubt = if order == chart::Order::Tell { doubt(page, &read) } else { 0 };
    let margin = read.margin.min(read.later.map_or(read.margin, |(_, later)| later)) - doubt;
    // `the first page and the ack`
    let nouns = order == chart::Order::Tell && may_be_noun(page, &read);
    let margin = if nouns { margin.min(read.nouns) } else { margin };
    let plain = is_plain_subject(page, subject) || pronoun_len(page, from) + from == read.subject_end;
    let certainty = if margin < margins.offered || is_measure(page, subject) {
        Certainty::Open
    } else if margin >= margins.safe
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

/// How much more margin a reading needs: `tests marked slow run first`, `the gateway queued writes`. What looks like
/// the verb may describe the subject, and what looks like a noun may be the verb.
fn doubt(page: &Page<'_>, read: &chart::Reading) -> i32 {
    // `the worker dropped requests`, `dropped old logs`: its object.
    let object = |idx: usize| {
        let describes = is(page.word(read.verb + 1), Class::DescribesObject);
        (idx == read.verb + 1 || idx == read.verb + 2 && describes) && is_thing(page.word(idx))
    };
    // `stopped sending probes`
    let goes_on = plain_of_past(page.word(read.verb)).is_some_and(|verb| is(&verb, Class::Phase));
    if goes_on && is_gerund(page.word(read.verb + 1)) {
        return 0;
    }
    match (read.later, read.rival) {
        (Some((later, _)), _) if may_describe(page, read.verb) && !object(later) => PARTICIPLE,
        // `the script Omar ran deleted the index`
        (Some((later, _)), _)
            if auxiliary(page.word(read.verb)).is_none() && plain_of_past(page.word(later)).is_some() =>
        {
            PARTICIPLE
        }
        _ => 0,
    }
}

/// A noun as well as a verb, and no seldom one; in either's plural.
fn is_thing(word: &str) -> bool {
    let plain = plain_of_third(word);
    let plain = plain.as_deref().unwrap_or(word);
    is_also_noun(plain) && !leans_to_verb(plain)
}

/// A regular past, which is the participle as well.
fn may_describe(page: &Page<'_>, verb: usize) -> bool {
    let word = page.word(verb);
    is_participle(word)
        && auxiliary(word).is_none()
        && (plain_of_past(word).is_some() || is_past_as_well(word))
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
        || is(next, Class::ObjectPronoun)
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
                    || is_participle(word)
                        && idx > from
                        && !(idx == from + 1 && is_determiner(page.before(idx)))
                    || to > from + 3 && is_verb(word) && idx > from + 1 && !is_determiner(page.before(idx))
                    || is(word, Class::OpensAside)
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
        !is(page.word(idx), Class::Lasting)
            && !page.reads(idx, "no longer")
            && !page.reads(idx, "at the moment")
            && !page.reads(idx, "these days")
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
