//! A *why* whose clause has no sure reading, and one that is joined to a *how*.

use askhow_english::{
    class::is,
    clause::is_boundary,
    page::Page,
    verb::{Auxiliary, Tense, auxiliary, is_past_only, is_unlisted_past},
};

use super::{Casing, Rewrite, head};
use crate::rewrite::Change;
use crate::words::Words;

/// `it is not clear how or why`: one *how* asks both. Of `when, how and why` the *how* becomes the last.
pub(super) fn joined_to_how(page: &Page<'_>, why: usize) -> Option<Rewrite> {
    let joint = page.before(why);
    let before = why.checked_sub(2).filter(|_| matches!(joint, "or" | "and"))?;
    // `how, and why`
    let how = if page.is_sign(before, ",") { before.checked_sub(1)? } else { before };
    if page.word(how) != "how" {
        return None;
    }
    let listed = how
        .checked_sub(2)
        .is_some_and(|idx| page.is_sign(idx + 1, ",") && is(page.word(idx), Words::ListOfQuestions));
    Some(match listed {
        true => vec![Change::Over(how - 1, why + 1, format!(" {joint} how"))],
        false => vec![Change::Delete(how + 1, why + 1)],
    })
}

/// The form that needs no subject, where a finite verb can be seen at least; or the plain swap where all
/// that is missing is the plain form of the verb.
pub(super) fn unsure(page: &Page<'_>, why: usize, end: usize, casing: Casing) -> Option<Rewrite> {
    let stop = (why + 1..end).find(|idx| is_boundary(page, *idx)).unwrap_or(end);
    let finite = (why + 2..stop).find_map(|idx| {
        let word = page.word(idx);
        auxiliary(word)
            .map(|finite| (Some(finite), finite.tense))
            .or_else(|| is_past_only(word).then_some((None, Tense::Past)))
    });
    match finite {
        // `would lock them out`: nothing came about yet.
        Some((Some(finite), Tense::Past)) if finite.which == Auxiliary::Would => {
            Some(vec![head(page, why, casing, "how it is that")])
        }
        Some((_, Tense::Past)) => Some(vec![head(page, why, casing, "how it came about that")]),
        Some((_, Tense::Present)) => Some(vec![head(page, why, casing, "how it is that")]),
        None => (why + 2..stop).find(|idx| is_unlisted_past(page.word(*idx))).map(|idx| {
            let lasts = matches!(page.before(idx), "still" | "never");
            vec![head(page, why, casing, if lasts { "how it came about that" } else { "how" })]
        }),
    }
}
