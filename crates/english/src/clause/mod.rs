//! Where the subject of a clause ends: the hard part of every rewrite.
//!
//! The auxiliary says which form to look for behind the subject: after *did* a plain form, after *was* a
//! participle, an adjective or a place, after *had* a participle. What follows a determiner, a preposition
//! or an adjective belongs to the subject. Where that does not decide, there is no answer.

mod certainty;
mod chart;
mod plainly;
mod subject;
mod tag;

pub use certainty::{Certainty, inverted, is_over, plainly};

use super::{
    lexicon::{
        is_adjective, is_adverb, is_also_noun, is_conjunction, is_determiner, is_function_word, is_never,
        is_particle, is_plain_form_pronoun, is_preposition, is_subject_pronoun, is_verb, leans_to_verb,
    },
    verb::{
        Auxiliary, Finite, auxiliary, is_gerund, is_participle, is_past_only, plain_of_past, plain_of_third,
    },
};
use crate::page::{Kind, Page};

/// A clause whose auxiliary stands before its subject; tokens are indices into the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inverted {
    /// The subject: `subject.0..subject.1`.
    pub subject: (usize, usize),
    /// `not` or `never` behind the subject.
    pub not: Option<usize>,
    /// What is said of the subject: adverbs first.
    pub predicate: usize,
    /// The verb, or what is said where the auxiliary is *be*.
    pub verb: usize,
}

/// The finite verb of a clause in which nothing is inverted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plainly {
    /// The subject: `subject.0..subject.1`.
    pub subject: (usize, usize),
    /// The finite verb.
    pub finite: usize,
    /// What the finite verb looks like.
    pub form: Form,
    /// `not` or `never` behind it.
    pub not: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
/// What a finite verb looks like.
pub enum Form {
    /// `was`, `has`, `can`.
    Auxiliary(Finite),
    /// `it's`, `we've`: the subject and its auxiliary in one word, the pronoun's length in bytes.
    Contracted(Finite, usize),
    /// A past form; the plain one.
    Past(String),
    /// `fails`; the plain one.
    Third(String),
    /// The plain form itself, after a plural.
    Plain,
}

/// Signs that a clause does not go across.
pub fn is_boundary(page: &Page<'_>, idx: usize) -> bool {
    page.get(idx).is_none_or(|token| {
        token.kind == Kind::Sign
            && matches!(
                token.lower.as_str(),
                "?" | "!"
                    | "."
                    | ":"
                    | ";"
                    | ","
                    | "—"
                    | "–"
                    | "→"
                    | ")"
                    | "\""
                    | "…"
                    | "|"
                    | ">"
                    | "="
                    | "<"
                    | "("
                    | "["
                    | "]"
            )
            || token.is_sign("-") && token.spaced
    })
}

/// Skips adverbs and `not`; gives where they end and where `not` is.
fn skip_adverbs(page: &Page<'_>, from: usize, end: usize) -> (usize, Option<usize>) {
    let mut not = None;
    let mut idx = from;
    while idx < end && is_adverb(page.word(idx)) {
        if page.word(idx) == "not" || is_never(page.word(idx)) {
            not.get_or_insert(idx);
        }
        idx += 1;
    }
    (idx, not)
}

/// `no one`, `none of them` count as their first word does.
fn pronoun_len(page: &Page<'_>, idx: usize) -> usize {
    let word = page.word(idx);
    if word == "no" && page.word(idx + 1) == "one" {
        return 2;
    }
    if !is_subject_pronoun(word) {
        return 0;
    }
    1 + usize::from(page.word(idx + 1) == "else")
}

/// A noun as far as one can tell: no word of the grammar, no sign.
fn is_nominal(page: &Page<'_>, idx: usize) -> bool {
    page.get(idx).is_some_and(|token| match token.kind {
        Kind::Name => true,
        Kind::Sign => false,
        Kind::Word => !is_function_word(&token.lower) && !is_adverb(&token.lower) || token.is("one"),
    })
}

/// A noun that the subject may end with: an adjective only where no noun follows (`the primary failed`).
fn heads(page: &Page<'_>, idx: usize, end: usize) -> bool {
    let word = page.word(idx);
    let next = page.word(idx + 1);
    let verb_follows = is_verb(next) && !is_also_noun(next) || plain_of_past(next).is_some();
    let counts = word == "one" || super::number(word);
    let describes =
        (is_adjective(word) && !is_also_noun(word) || counts) && idx + 1 < end && is_nominal(page, idx + 1);
    // `the second deploy`: the ordinal, not the sixtieth of a minute.
    let ordinal =
        word == "second" && is_determiner(page.before(idx)) && idx + 2 < end && is_nominal(page, idx + 1);
    is_nominal(page, idx) && (!describes || verb_follows) && !ordinal
}

fn is_predicate_word(word: &str) -> bool {
    is_participle(word) || is_gerund(word) || is_adjective(word) || is_comparative(word)
}

fn is_comparative(word: &str) -> bool {
    let short =
        |ending| word.strip_suffix(ending).is_some_and(|stem: &str| stem.len() > 2 && is_adjective(stem));
    !is_verb(word)
        && (short("er")
            || short("r")
            || word.strip_suffix("ier").is_some_and(|stem| is_adjective(&format!("{stem}y"))))
}

/// The subject of a clause that starts with `finite` right before `from`.
fn scan_inverted(page: &Page<'_>, from: usize, end: usize, finite: Finite) -> Option<Inverted> {
    let subject_end = match finite.which {
        Auxiliary::Be => subject::end_before_predicate(page, from, end),
        Auxiliary::Have => subject::end_before_participle(page, from, end),
        _ => subject::end_before_plain_form(page, from, end),
    }?;
    let (verb, not) = skip_adverbs(page, subject_end, end);
    let said = verb < end || finite.which == Auxiliary::Be && verb > subject_end;
    (said && subject_end > from).then_some(Inverted {
        subject: (from, subject_end),
        not,
        predicate: subject_end,
        verb,
    })
}

/// The next sign that a clause does not go across; commas among words before a noun are no such sign.
fn clause_end(page: &Page<'_>, from: usize, end: usize) -> usize {
    let mut noun = false;
    let mut bracket = from;
    for idx in from..end {
        if page.get(idx).is_some_and(|token| token.is_sign("(")) && idx > from {
            // A short aside belongs to the clause.
            let close =
                (idx..end.min(idx + 8)).find(|idx| page.get(*idx).is_some_and(|token| token.is_sign(")")));
            bracket = close.map_or(bracket, |close| if close + 1 < end { close + 1 } else { bracket });
        }
        if idx < bracket {
            continue;
        }
        let aside = matches!(page.word(idx + 1), "which" | "who" | "whose" | "where");
        if page.get(idx).is_some_and(|token| token.is_sign(",")) && !noun && !aside {
            continue;
        }
        if is_boundary(page, idx) {
            return idx;
        }
        let word = page.word(idx);
        noun |= is_nominal(page, idx) && !is_adjective(word) && word != "and" || pronoun_len(page, idx) > 0;
    }
    end
}

/// Follows a relative clause (`that we added`, `we made`) up to behind its verb; gives where to go on.
fn skip_relative(page: &Page<'_>, idx: usize, end: usize) -> Option<usize> {
    let word = page.word(idx);
    let contact = pronoun_len(page, idx);
    let start = if matches!(word, "that" | "which" | "who") {
        idx + 1
    } else if contact > 0 {
        idx
    } else {
        return None;
    };
    // `that finance depends on stop`: what is left of the object that went before stays with its verb.
    let behind = |verb: usize| {
        let next = verb + 1 + usize::from(is_particle(page.word(verb + 1)));
        let stranded = verb > start
            && is_preposition(page.word(next))
            && next + 1 < end
            && (is_verb(page.word(next + 1))
                || auxiliary(page.word(next + 1)).is_some()
                || plain_of_past(page.word(next + 1)).is_some())
            && !page.word(next + 1).ends_with("ing");
        next + usize::from(stranded)
    };
    for verb in start..end {
        let word = page.word(verb);
        if let Some(finite) = auxiliary(word) {
            let (next, _) = skip_adverbs(page, verb + 1, end);
            return Some(match finite.which {
                Auxiliary::Be | Auxiliary::Have => next + usize::from(is_predicate_word(page.word(next))),
                _ => next + usize::from(is_verb(page.word(next))),
            });
        }
        // Right behind *that* and *which* stands the verb, whatever else the word can be.
        // (`that finance depends on`: unless the next word is one for certain.)
        let noun = is_also_noun(word)
            && (auxiliary(page.word(verb + 1)).is_some()
                || plain_of_third(page.word(verb + 1)).is_some_and(|plain| !is_also_noun(&plain)));
        if verb == start && contact == 0 && !noun && (plain_of_third(word).is_some() || is_verb(word)) {
            return Some(behind(verb));
        }
        if plain_of_past(word).is_some() || plain_of_third(word).is_some_and(|plain| !is_also_noun(&plain)) {
            return Some(behind(verb));
        }
        let after_pronoun = is_plain_form_pronoun(page.before(verb));
        if is_verb(word) && (after_pronoun || plain_of_third(word).is_some()) {
            return Some(behind(verb));
        }
    }
    None
}
