//! `the link "Why am I seeing this?"`, `the form's *Why now* box`: what is written on a page or a form that the sentence
//! speaks of.

use askhow_english::{class::is, lexicon::is_determiner, page::Page};

use crate::words::Words;

/// Longer labels are none, in tokens.
const LONGEST: usize = 16;

/// The words that begin with this *why* are the label or the title of something.
pub(super) fn is_label(page: &Page<'_>, why: usize) -> bool {
    let carries = |idx: usize| {
        let word = page.word(idx);
        is(word, Words::Labelled) || word.strip_suffix('s').is_some_and(|one| is(one, Words::Labelled))
    };
    let before = |open: usize| {
        let word = page.before(open);
        open.checked_sub(1).is_some_and(carries) || is(word, Words::Titled)
    };
    // `a tooltip saying "…"`, `"…" as a button`
    let says = |open: usize| {
        is(page.before(open), Words::Saying)
            && open
                .checked_sub(2)
                .is_some_and(|idx| carries(idx) || page.word(idx) == "that" && carries(idx - 1))
    };
    let shown =
        |last: usize| page.word(last + 1) == "as" && is_determiner(page.word(last + 2)) && carries(last + 3);
    let points = |open: usize| is_determiner(page.before(open)) || page.before(open).ends_with("'s");
    if let Some((first, last)) = page.quotation(why) {
        let open = first.saturating_sub(1);
        return first == why && (carries(last + 1) || before(open) || says(open) || shown(last));
    }
    let capital = page.is_capital(why);
    let emphasised = (why + 1..why + LONGEST).find(|last| page.is_emphasised(why, *last)).filter(|_| capital);
    match emphasised {
        // `the *Why?* is`: stress alone makes no name.
        Some(last) => {
            carries(last) || before(why) || (points(why) || page.before(why) == "in") && last > why + 1
        }
        // `the form's Why box`
        None => {
            capital
                && page.get(why + 1).is_some_and(|next| next.spaced)
                && carries(why + 1)
                && !page.place.heading
                && (points(why) || page.before(why) == "in")
        }
    }
}
