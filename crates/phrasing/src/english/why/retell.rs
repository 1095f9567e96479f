//! *That's why we rolled back*: told, not asked; with *how* where somebody wants it.

use super::{Casing, Rewrite, mention, preferred, sentence::Sentence};
use askhow_english::{
    clause::{Certainty, is_boundary, read_told},
    page::Page,
};

use crate::rewrite::Change;

/// The rewrite of the *why* at `why`, and where the words begin that lead to it.
pub(crate) fn retell(page: &Page<'_>, why: usize) -> Option<(usize, Rewrite)> {
    if page.word(why) != "why" || mention::is_mention(page, why) || !mention::explains(page, why) {
        return None;
    }
    let (start, end) = page.sentence(why);
    // `is the reason why`; of `two reasons why` the number would be lost.
    let first = match page.before(why) {
        "reason" if page.word(why.saturating_sub(2)) == "the" => why - 2,
        "reason" | "reasons" => return None,
        _ => why,
    };
    let (parts, certainty) = read_told(page, why + 1, end);
    let parts = parts.filter(|parts| certainty > Certainty::Open && parts.subject.0 < parts.subject.1)?;
    let clause_end = (why + 1..end)
        .find(|idx| is_boundary(page, *idx) && !page.word(*idx).starts_with(','))
        .unwrap_or(end);
    let casing = Casing::Sentence;
    let sentence = Sentence { page, why, clause: parts, end: clause_end, casing, label: false, told: false };
    let rewrite = preferred(&sentence)?;
    let changes = rewrite.into_iter().map(|change| match change {
        // What is so today was not told as an event.
        Change::Replace(at, words) if at == why && words == "how it is that" => None,
        Change::Replace(at, words) if at == why && first < why => Some(Change::Over(first, why + 1, words)),
        change => Some(change),
    });
    let before = first.saturating_sub(2).max(start);
    changes.collect::<Option<Rewrite>>().map(|changes| (before, changes))
}

#[cfg(test)]
mod tests {
    use askhow_document::{Prose, apply_edits};

    use crate::{Phrases, Place};

    fn retold(text: &str) -> Option<String> {
        let phrases = Phrases::new(Vec::new());
        let prose = Prose::of_plain(text);
        assert!(phrases.check(&prose, Place::default()).is_empty(), "{text} is not flagged");
        let fix = phrases.retell(&prose, Place::default(), 0)?;
        assert!(!fix.preferred && !fix.safe, "nobody applies it unasked");
        Some(apply_edits(text, &fix.edits))
    }

    #[test]
    fn what_is_told_with_why_can_be_told_with_how() {
        for (told, with_how) in [
            ("That's why we rolled back.", "That's how we came to roll back."),
            (
                "The pool was small, which is why it ran dry.",
                "The pool was small, which is how it came to run dry.",
            ),
            (
                "The cache was cold, which explains why reads were slow.",
                "The cache was cold, which explains how reads came to be slow.",
            ),
            (
                "It had no owner; this is why the alert didn't fire.",
                "It had no owner; this is how it came about that the alert didn't fire.",
            ),
            (
                "A full disk is the reason why we moved the logs.",
                "A full disk is how we came to move the logs.",
            ),
            ("That was why it happened twice.", "That was how it happened twice."),
        ] {
            assert_eq!(retold(told).as_deref(), Some(with_how), "{told}");
        }
    }

    #[test]
    fn what_cannot_be_told_so_is_left_alone() {
        for text in [
            "That's why.",
            "There are two reasons why we kept it.",
            "That is why nobody should page twice.",
            "That is why we have two queues.",
            "We rolled back at 16:40.",
        ] {
            assert_eq!(retold(text), None, "{text}");
        }
    }
}
