//! Whether a sentence denies what it seems to say.

use crate::{
    class::{Class, is},
    clause::is_boundary,
    lexicon::{denies, is_conjunction, is_determiner, is_never, is_subject_pronoun},
    page::{Kind, Page},
    verb::{auxiliary, is_negative, plain_of_gerund, plain_of_third},
};

/// How many words a claim is denied ahead of it, and how many a denial stands behind what it is about.
const NEAR: usize = 4;
const BEHIND: usize = 6;

/// `not`, `hardly`, `cannot`.
fn negates(word: &str) -> bool {
    denies(word) || is_never(word) || is_negative(word)
}

/// A word that denies stands in the few words before `from`, or `instead of`, `rather than` do.
pub fn is_denied(page: &Page<'_>, from: usize, words: usize) -> bool {
    let (start, _) = page.sentence(from);
    let near = start.max(from.saturating_sub(words))..from;
    near.rev().take_while(|idx| !matches!(page.word(*idx), "," | ";" | ":" | "—")).any(|idx| {
        let word = page.word(idx);
        negates(word)
            || is(word, Class::KeepsAway)
            || page.reads(idx, "instead of")
            || page.reads(idx, "rather than")
    })
}

/// What stands at `from` is not said but denied, or kept from being said: `we can't promise that …`, `it does not
/// mean that …`, `it would be wrong to say that …`, `it is not that …`.
pub fn is_disclaimed(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    // A claim that is made behind it stands for itself: `we can't promise it, but …`.
    let clause = (start..from)
        .rev()
        .find(|idx| is_boundary(page, *idx) || matches!(page.word(*idx), "but" | "so" | "because"))
        .map_or(start, |idx| idx + 1);
    (clause..from).any(|idx| {
        let next = page.word(idx + 1);
        let that = next == "that"
            || is_determiner(next)
            || is_subject_pronoun(next)
            || page.get(idx + 1).is_some_and(|token| token.kind == Kind::Name);
        let plain = plain_of_third(page.word(idx)).or_else(|| plain_of_gerund(page.word(idx)));
        let word = plain.as_deref().unwrap_or(page.word(idx));
        let claims = is(word, Class::Claims) && that && {
            let rejected =
                page.before(idx) == "to" && (clause..idx).any(|idx| is(page.word(idx), Class::Rejects));
            rejected || is_not_claimed(page, clause, idx)
        };
        // `it is not that`, `it is not true that`, `it isn't the case that`
        let not = |idx: usize| idx >= clause && negates(page.word(idx));
        let untrue = next == "that"
            && is(page.word(idx), Class::HoldsTrue)
            && (1..=2).any(|back| idx.checked_sub(back).is_some_and(not));
        let never_that = page.word(idx) == "that"
            && idx.checked_sub(1).is_some_and(not)
            && (clause..idx).any(|idx| auxiliary(page.word(idx)).is_some());
        claims || untrue || never_that
    })
}

/// `can't promise`, `does not mean`, `no guarantee`; what somebody did not say is another thing.
fn is_not_claimed(page: &Page<'_>, clause: usize, claim: usize) -> bool {
    let denial = (clause.max(claim.saturating_sub(NEAR))..claim).rev().find(|idx| negates(page.word(*idx)));
    denial.is_some_and(|idx| page.word(idx) != "didn't" && page.before(idx) != "did")
}

/// The clause whose subject ends before `to` denies what it says of it: `more careful reviewing would not help`.
pub fn is_denied_behind(page: &Page<'_>, to: usize) -> bool {
    let (_, end) = page.sentence(to);
    let ends = |idx: &usize| {
        is_boundary(page, *idx)
            || is_conjunction(page.word(*idx))
            || matches!(page.word(*idx), "that" | "which")
    };
    let end = (to..end.min(to + BEHIND)).find(ends).unwrap_or(end.min(to + BEHIND));
    let finite = (to..end).find_map(|idx| auxiliary(page.word(idx)).map(|finite| (idx, finite)));
    finite.is_some_and(|(idx, finite)| finite.negative || negates(page.word(idx + 1)))
}
