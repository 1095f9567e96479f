//! *The reason why*: read as the clause that follows.

use super::{Casing, Rewrite, preferred, sentence::Sentence};
use askhow_english::{
    class::is,
    clause::{Certainty, is_boundary, read_told},
    lexicon::{denies, is_adverb},
    page::Page,
    verb::{Auxiliary, Tense, is_form_of},
};

use crate::rewrite::Change;
use crate::words::Words;

/// `is the reason why`, `two reasons why`: says how it came about, does not ask. `first` is the first token.
pub(crate) fn explains(page: &Page<'_>, first: usize) -> bool {
    let before = page.before(first);
    let counted = askhow_english::number(before) || is(before, Words::SeveralReasons);
    let (start, _) = page.sentence(first);
    let is = (start.max(first.saturating_sub(5))..first).any(|idx| is(page.word(idx), Words::OneIs));
    // `it stands to reason why`
    counted || is || page.reads(first.saturating_sub(2), "stands to")
}

/// The clause behind `the reason why` (or behind `the reason`, which then is no subject of it): how it came
/// about where the sentence goes on behind it, else in the form that fits.
pub(crate) fn rewrite(page: &Page<'_>, head_idx: usize, with_why: bool) -> Option<(Rewrite, Certainty)> {
    let (start, end) = page.sentence(head_idx);
    let open = (head_idx + 1..end).find(|idx| is_open(page, *idx));
    let goes_on = !with_why || open.is_some();
    // The clause ends before what is said of the reason: `the lease expired` of `… is not yet known`.
    let said = open.and_then(|open| (head_idx + 2..open).rev().find(|idx| is_or_stays(page.word(*idx))));
    let (parts, certainty) = read_told(page, head_idx + 1, said.unwrap_or(end));
    let parts = parts?;
    // `The reason why we use it is historical`: what is said of the reason would be said of the how.
    let said_of_it = (parts.finite + 1..end).any(|idx| is_form_of(page.word(idx), Auxiliary::Be));
    if open.is_none() && said_of_it && head_idx <= start + 3 {
        return None;
    }
    let casing = Casing::Sentence;
    let tense = parts.tense();
    if certainty == Certainty::Open && !parts.is_tense_sure(page) {
        return None;
    }
    if goes_on || certainty == Certainty::Open {
        let words = if tense == Tense::Past { "how it came about that" } else { "how it is that" };
        return Some((vec![Change::Replace(head_idx, words.to_owned())], certainty));
    }
    let clause_end = (head_idx + 1..end).find(|idx| is_boundary(page, *idx)).unwrap_or(end);
    let sentence =
        Sentence { page, why: head_idx, clause: parts, end: clause_end, casing, label: false, told: false };
    preferred(&sentence).map(|rewrite| (rewrite, certainty))
}

/// `is`, `remains`.
pub(super) fn is_or_stays(word: &str) -> bool {
    is_form_of(word, Auxiliary::Be) || matches!(word, "remains" | "remained" | "stays")
}

/// `unknown`, `not known`, `not yet clear`.
pub(crate) fn is_open(page: &Page<'_>, idx: usize) -> bool {
    let said = matches!(page.word(idx), "known" | "clear" | "understood");
    let before = (idx.saturating_sub(4)..idx)
        .rev()
        .find(|idx| !is_adverb(page.word(*idx)))
        .map_or("", |idx| page.word(idx));
    matches!(page.word(idx), "unknown" | "unclear") && is_or_stays(before)
        || said && (idx.saturating_sub(3)..idx).any(|idx| denies(page.word(idx)))
}
