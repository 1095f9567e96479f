//! Where a *why* is read with doubts: words that belong to it, and others that were meant.

use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    lexicon::denies,
    page::Page,
    verb::{Auxiliary, Finite, auxiliary, is_form_of, is_participle, plain_of_past, plain_of_third},
};

use super::{Asked, Rewrite};
use crate::rewrite::Change;
use crate::words::{Words, phrases};

/// The token behind the words that belong to the *why*, and whether they are a curse.
pub(super) fn strengthened(page: &Page<'_>, why: usize) -> (usize, bool) {
    let found = phrases("strengthens-why").iter().find(|words| page.reads(why + 1, words));
    found.map_or((why + 1, false), |words| {
        (why + 1 + words.split(' ').count(), phrases("curse").contains(words))
    })
}

/// `How exactly it came about that …`: what strengthened the *why* goes on doing so.
pub(super) fn strengthen(page: &Page<'_>, why: usize, rewrites: &mut Vec<Rewrite>) {
    let (first, _) = strengthened(page, why);
    if first == why + 1 {
        return;
    }
    let strong: Vec<&str> = (why + 1..first).map(|idx| page.written(idx)).collect();
    let strong = strong.join(" ");
    rewrites.retain_mut(|rewrite| {
        let found = rewrite.iter_mut().find(|change| matches!(change, Change::Replace(at, _) if *at == why));
        let Some(change) = found else { return false };
        if let Change::Replace(_, words) = change {
            let (head, rest) = words.split_once(' ').unwrap_or((words, ""));
            let words = format!("{head} {strong} {rest}");
            *change = Change::Over(why, first, words.trim_end().to_owned());
        }
        true
    });
}

/// `The alert was muted why the change ran`: typed for *while*.
pub(super) fn is_typed_for_while(page: &Page<'_>, why: usize) -> bool {
    let done = page.before(why);
    let Some(be) = why.checked_sub(2) else { return false };
    is_participle(done)
        && !is(done, Class::Asked)
        && !is_boundary(page, why + 1)
        && !is(done, Class::Tells)
        && (page.word(be) == "been" || is_form_of(page.word(be), Auxiliary::Be))
}

/// `we could not reconstruct`, `nobody knows`: what lacks its object.
pub(super) fn is_sought(page: &Page<'_>, from: usize, end: usize) -> bool {
    let last = (from..end).rev().find(|idx| page.is_word(*idx));
    let knows = last.is_some_and(|last| {
        let word = page.word(last);
        let plain = plain_of_third(word).or_else(|| plain_of_past(word));
        is(plain.as_deref().unwrap_or(word), Words::KnowsWhy)
    });
    let (first, negative) = (page.word(from), |it: Finite| it.negative);
    let denied =
        (from..end).any(|idx| denies(page.word(idx)) || auxiliary(page.word(idx)).is_some_and(negative));
    knows && denied && !is(first, Class::Conjunction)
}

/// `the root cause of why it stopped`: the clause cannot be put otherwise without its cause.
pub(super) fn is_caused(page: &Page<'_>, why: usize) -> bool {
    matches!(page.before(why), "of" | "for" | "behind")
        && why.checked_sub(2).is_some_and(|idx| is(page.word(idx), Words::Ground))
}

/// `Why 3 AM?`, `Why 56 buffers?`: a measure is asked about, and it is no rung of a ladder.
pub(super) fn asks_about_number(page: &Page<'_>, why: usize) -> bool {
    let digits = page.word(why + 1);
    let sign = (why + 3..why + 6).find(|idx| page.is_sign(*idx, "?"));
    digits.starts_with(|char: char| char.is_ascii_digit())
        && sign.is_some_and(|sign| {
            (why + 2..sign).all(|idx| page.is_word(idx) && auxiliary(page.word(idx)).is_none())
        })
}

/// `Why'd it stop?`, `why's it slow?`: asked in one word with its auxiliary; found, and left as it is.
pub(super) fn contracted(page: &Page<'_>, why: usize) -> Option<Asked> {
    let asks = page.is_question(why) && !is_boundary(page, why + 1);
    asks.then(|| super::fragment::nothing(why, super::Sort::Question))
}
