//! *The reason why*: read as the clause that follows.

use super::{Rewrite, reading};
use askhow_english::{clause::Certainty, page::Page};

/// `is the reason why`, `two reasons why`: says how it came about, does not ask. `first` is the first token.
pub(crate) fn explains(page: &Page<'_>, first: usize) -> bool {
    let before = page.before(first);
    let counted = askhow_english::number(before)
        || matches!(before, "many" | "several" | "multiple" | "various" | "other" | "more" | "a" | "some");
    let (start, _) = page.sentence(first);
    let is = (start.max(first.saturating_sub(5))..first).any(|idx| {
        matches!(page.word(idx), "is" | "are" | "was" | "were" | "that's" | "be" | "it's" | "one")
    });
    counted || is
}

/// The clause behind token `head` as one that asks how; the words of the head are to be put in place by who
/// knows where they start.
pub(crate) fn rewrite(page: &Page<'_>, head: usize, with_why: bool) -> Option<(Rewrite, Certainty)> {
    reading::reason(page, head, with_why)
}
