//! The parts of an entry that may be clauses of their own.

use super::table::TABLE;
use crate::clause::is_boundary;
use crate::lexicon::{is_adverb, is_preposition, is_verb};
use crate::page::{Kind, Page};

/// A part of an entry that may be a clause of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its tokens.
    pub span: (usize, usize),
    /// It begins a sentence, or stands behind a semicolon or an arrow: it needs no subject to tell something.
    pub begins: bool,
}

/// Parts of an entry that may be clauses of their own, in order: cut at stops, dashes, arrows and commas.
pub(super) fn pieces(page: &Page<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let n_tokens = page.tokens.len().min(super::MOST_TOKENS);
    let mut from = 0;
    let mut at = 0;
    let mut begins = true;
    while at <= n_tokens {
        // What stands in brackets is said by the way.
        let opens = page.get(at).is_some_and(|token| token.is_sign("("));
        if opens
            && at > from
            && let Some(close) = closing(page, at, n_tokens)
        {
            at = close + 1;
            continue;
        }
        let ends = at >= n_tokens || is_boundary(page, at) || at > from && page.whole_sentence(at).0 == at;
        if !ends {
            at += 1;
            continue;
        }
        if from < at {
            pieces.push(Piece { span: (from, at), begins });
            begins = false;
        }
        let cut = page.word(at);
        begins |= matches!(cut, ";" | "→" | "." | "!" | "?" | "|")
            || at >= n_tokens
            || page.whole_sentence(at).0 == at;
        let is_sign = page.get(at).is_some_and(|token| token.kind == Kind::Sign);
        from = if is_sign { at + 1 } else { at };
        at = from.max(at + 1);
    }
    pieces
}

/// Where the bracket closes that opens at a token, others inside it.
fn closing(page: &Page<'_>, open: usize, end: usize) -> Option<usize> {
    let mut depth = 0;
    (open..end.min(open + 60)).find(|at| {
        depth += match page.get(*at) {
            Some(token) if token.is_sign("(") => 1,
            Some(token) if token.is_sign(")") => -1,
            _ => 0,
        };
        depth == 0
    })
}

/// Where the clause of a piece begins behind what leads to it (`meanwhile`, `and then`), and whether it depends on
/// another one (`because …`, `after the deploy`).
pub(super) fn lead(page: &Page<'_>, (from, to): (usize, usize)) -> (usize, bool) {
    let mut at = from;
    while at < to {
        let word = page.word(at);
        let leads = is_adverb(word) && !is_verb(word) || TABLE.leads.contains(word);
        if !leads {
            break;
        }
        at += 1;
    }
    let word = page.word(at);
    let depends = is_preposition(word) && word != "out" && word != "over" || TABLE.depends.contains(word);
    (at.min(to), depends)
}
