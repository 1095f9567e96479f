//! Clauses: where the subject ends, which word is the verb, and how certain that is.
//!
//! `tag` says what each word can be, `chart` weighs the readings of the whole clause by the table in
//! `clauses.txt`, and `certainty` says what its margin is worth. Questions and clauses go the same way.

mod certainty;
mod chart;
mod tag;
mod word;

pub use certainty::{Certainty, is_noun_phrase, is_over, read_asked, read_told};

use super::{
    lexicon::{is_adjective, is_adverb, is_function_word, is_never, is_subject_pronoun, is_verb},
    verb::{Auxiliary, Finite, Tense, auxiliary, plain_of_past},
};
use crate::{
    lexicon::is_also_noun,
    page::{Kind, Page},
};

/// In which order a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The auxiliary before the subject, as in a question.
    Asked,
    /// The subject before its verb.
    Told,
}

/// A clause as it was read; tokens are indices into the page's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Asked or told.
    pub order: Order,
    /// The subject: `subject.0..subject.1`.
    pub subject: (usize, usize),
    /// The finite verb, or the auxiliary.
    pub finite: usize,
    /// What the finite verb looks like.
    pub form: Form,
    /// `not` or `never` behind the auxiliary and the subject.
    pub not: Option<usize>,
    /// Where the rest begins that the auxiliary goes with, adverbs first; where there is none, the finite verb.
    pub predicate: usize,
    /// The main verb, or what is said where the auxiliary is *be*.
    pub verb: usize,
    /// The verb of the next best reading, where another word may be it.
    pub rival: Option<usize>,
}

impl Clause {
    /// The next best reading tells of the same time, so what depends on the time alone is certain.
    pub fn is_tense_sure(&self, page: &Page<'_>) -> bool {
        self.rival.is_none_or(|rival| {
            let word = page.word(rival);
            let tense = match auxiliary(word) {
                Some(finite) => finite.tense,
                None if plain_of_past(word).is_some() => Tense::Past,
                None => Tense::Present,
            };
            tense == self.tense()
        })
    }

    /// The auxiliary, in a word of its own or contracted with its subject.
    pub fn auxiliary(&self) -> Option<Finite> {
        match &self.form {
            Form::Auxiliary(finite) | Form::Contracted(finite, _) => Some(*finite),
            _ => None,
        }
    }

    /// Which auxiliary it has in a question: *do* where it is told without one.
    pub fn which(&self) -> Auxiliary {
        self.auxiliary().map_or(Auxiliary::Do, |finite| finite.which)
    }

    /// When it is so.
    pub fn tense(&self) -> Tense {
        match &self.form {
            Form::Auxiliary(finite) | Form::Contracted(finite, _) => finite.tense,
            Form::Past(_) => Tense::Past,
            Form::Third(_) | Form::Plain => Tense::Present,
        }
    }

    /// The plain form of the main verb, where the auxiliary does not change it.
    pub fn lemma<'c>(&'c self, page: &'c Page<'_>) -> &'c str {
        match &self.form {
            Form::Past(plain) | Form::Third(plain) => plain,
            _ => page.word(self.verb),
        }
    }
}

/// What a finite verb looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
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

fn is_comparative(word: &str) -> bool {
    let short =
        |ending| word.strip_suffix(ending).is_some_and(|stem: &str| stem.len() > 2 && is_adjective(stem));
    !is_verb(word)
        && (short("er")
            || short("r")
            || word.strip_suffix("ier").is_some_and(|stem| is_adjective(&format!("{stem}y"))))
}

/// The next sign that a clause does not go across; commas among words before a noun are no such sign.
fn clause_end(page: &Page<'_>, from: usize, end: usize) -> usize {
    let mut noun = false;
    let mut bracket = from;
    for idx in from..end {
        if page.is_sign(idx, "(") && idx > from {
            // A short aside belongs to the clause.
            let close = (idx..end.min(idx + 8)).find(|idx| page.is_sign(*idx, ")"));
            bracket = close.map_or(bracket, |close| if close + 1 < end { close + 1 } else { bracket });
        }
        if idx < bracket {
            continue;
        }
        // `the "sync users" job`
        if page.is_sign(idx, "\"") {
            let close =
                page.quotation(idx + 1).filter(|(first, _)| *first == idx + 1).map(|(_, close)| close);
            if let Some(close) = close.filter(|close| close + 1 < end && *close < idx + 8) {
                bracket = close + 1;
                noun = true;
                continue;
            }
        }
        if page.is_sign(idx, ",") && !noun {
            continue;
        }
        if is_boundary(page, idx) {
            return idx;
        }
        let word = page.word(idx);
        noun = noun
            || is_nominal(page, idx) && (!is_adjective(word) || is_also_noun(word)) && word != "and"
            || pronoun_len(page, idx) > 0;
    }
    end
}
