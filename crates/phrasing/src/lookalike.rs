//! Sentences that deny what a rule would say, or use its words for something else: one table for all rules.

use std::sync::LazyLock;

use askhow_document::{Rule, Span};
use askhow_english::{
    denial::is_disclaimed,
    page::{Kind, Page},
};

use crate::english::families::{root_cause, rules, why};
use crate::words::rows;

/// Where the words have to stand.
enum At {
    /// In the sentence, before the finding.
    Before,
    /// Right behind it.
    Next,
    /// They open the sentence, which asks.
    AsksWith,
    /// They open the sentence, and a clause in the present follows behind a comma.
    IfInPresent,
    /// Anywhere in the sentence.
    Near,
}

use At::{AsksWith, Before, IfInPresent, Near, Next};

/// A rule has nothing to say where any of these words stand there.
static LOOK_ALIKES: LazyLock<Vec<(&Rule, At, Vec<&str>)>> = LazyLock::new(|| {
    let rows = rows(include_str!("../data/look-alikes.txt"));
    rows.filter_map(|(head, words)| {
        let (name, at) = head.split_once(' ')?;
        let rule = rules().find(|rule| rule.name() == name)?;
        let at = match at {
            "before" => Before,
            "next" => Next,
            "asks-with" => AsksWith,
            "if-in-present" => IfInPresent,
            "near" => Near,
            _ => return None,
        };
        Some((rule, at, words.collect()))
    })
    .collect()
});

/// The finding of this rule is about words that say something else here.
pub(crate) fn is_look_alike(page: &Page<'_>, rule: &'static Rule, span: Span) -> bool {
    let from = page.token_of_source(span.start);
    let to = page.token_of_source(span.end).max(from + 1);
    let (start, end) = page.sentence(from);
    let reads =
        |at: usize, words: &str| words.split(' ').enumerate().all(|(nth, word)| fits(page, at + nth, word));
    if !why::RULES.contains(&rule) && is_disclaimed(page, from) {
        return true;
    }
    LOOK_ALIKES.iter().filter(|(of, ..)| *of == rule).any(|(_, place, any)| {
        any.iter().any(|words| match place {
            Before if words.starts_with('<') => {
                let n_words = words.split(' ').count();
                from.checked_sub(n_words).is_some_and(|at| at >= start && reads(at, words))
            }
            Before => (start..from).any(|at| reads(at, words)),
            Near => (start..end).any(|at| reads(at, words)),
            Next if rule == &root_cause::RULE => page.before(to) == "caused" && reads(to, words),
            Next => page.before(to) == "over" && reads(to, words),
            AsksWith => reads(start, words) && page.is_sign(end - 1, "?"),
            IfInPresent => reads(start, words) && goes_on_in_present(page, from, end),
        })
    })
}

fn fits(page: &Page<'_>, idx: usize, word: &str) -> bool {
    match word {
        "<number>" => page.word(idx).starts_with(|char: char| char.is_ascii_digit()),
        "<name>" => page.get(idx).is_some_and(|token| token.kind == Kind::Name),
        word => page.word(idx) == word,
    }
}

/// `…, Flux skips the apply`: what a program does.
fn goes_on_in_present(page: &Page<'_>, from: usize, end: usize) -> bool {
    let comma = (from..end).find(|idx| page.word(*idx) == ",");
    comma.is_some_and(|comma| {
        (comma + 2..end.min(comma + 6))
            .any(|idx| askhow_english::verb::plain_of_third(page.word(idx)).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_of_which_rule_and_where() {
        assert_eq!(LOOK_ALIKES.len(), rows(include_str!("../data/look-alikes.txt")).count());
    }
}
