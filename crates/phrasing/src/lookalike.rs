//! Sentences that deny what a rule would say, or use its words for something else: one table for all rules.

use askhow_document::Span;
use askhow_english::{
    denial::is_disclaimed,
    page::{Kind, Page},
};

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
const LOOK_ALIKES: &[(&str, At, &[&str])] = &[
    (
        "phrasing/prevention",
        Before,
        &[
            "none of this keeps",
            "none of this prevents",
            "none of these prevent",
            "none of these keep",
            "nothing here keeps",
            "nothing here prevents",
        ],
    ),
    (
        "phrasing/root-cause",
        Before,
        &[
            "it is unusual",
            "it's unusual",
            "it is rare",
            "it's rare",
            "don't assume",
            "do not assume",
            "never assume",
            "instead of looking for",
            "rather than looking for",
        ],
    ),
    ("phrasing/five-whys", Before, &["we do not use", "we don't use", "instead of"]),
    ("phrasing/root-cause", Next, &["every", "all", "both", "the"]),
    ("phrasing/metaphor", Next, &["<number>"]),
    ("phrasing/counterfactual", AsksWith, &["had"]),
    ("phrasing/no-change", IfInPresent, &["if", "when"]),
    ("phrasing/nines", Near, &["burn-rate", "burn rate", "alert rule", "alerting rule", "threshold"]),
    ("phrasing/vague-impact", Before, &["<name> is", "<name> was"]),
];

/// The finding of this rule is about words that say something else here.
pub(crate) fn is_look_alike(page: &Page<'_>, rule: &str, span: Span) -> bool {
    let from = page.token_of_source(span.start);
    let to = page.token_of_source(span.end).max(from + 1);
    let (start, end) = page.sentence(from);
    let reads =
        |at: usize, words: &str| words.split(' ').enumerate().all(|(nth, word)| fits(page, at + nth, word));
    if !rule.starts_with("phrasing/why") && is_disclaimed(page, from) {
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
            Next if rule == "phrasing/root-cause" => page.before(to) == "caused" && reads(to, words),
            Next => page.before(to) == "over" && reads(to, words),
            AsksWith => reads(start, words) && page.get(end - 1).is_some_and(|token| token.is_sign("?")),
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
