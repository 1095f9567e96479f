//! `the link "Why am I seeing this?"`, `the form's *Why now* box`: what is written on a page or a form that the sentence
//! speaks of.

use askhow_english::{lexicon::is_determiner, page::Page};

/// Longer labels are none, in tokens.
const LONGEST: usize = 16;

/// What carries a label, or is known by its title.
const LABELLED: &[&str] = &[
    "alert",
    "article",
    "banner",
    "box",
    "button",
    "card",
    "cell",
    "channel",
    "checkbox",
    "column",
    "command",
    "dashboard",
    "dialog",
    "dropdown",
    "entry",
    "faq",
    "field",
    "footer",
    "form",
    "header",
    "heading",
    "label",
    "line",
    "link",
    "macro",
    "menu",
    "metric",
    "modal",
    "page",
    "panel",
    "popover",
    "popup",
    "prompt",
    "row",
    "section",
    "setting",
    "slide",
    "survey",
    "tab",
    "tag",
    "template",
    "tooltip",
    "video",
    "widget",
];

/// The words that begin with this *why* are the label or the title of something.
pub(super) fn is_label(page: &Page<'_>, why: usize) -> bool {
    let carries = |idx: usize| {
        let word = page.word(idx);
        LABELLED.contains(&word) || word.strip_suffix('s').is_some_and(|one| LABELLED.contains(&one))
    };
    let before = |open: usize| {
        let word = page.before(open);
        open.checked_sub(1).is_some_and(carries)
            || matches!(word, "titled" | "labelled" | "labeled" | "called" | "named")
    };
    // `a tooltip saying "…"`, `"…" as a button`
    let says = |open: usize| {
        matches!(page.before(open), "saying" | "reading" | "says" | "reads" | "said")
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
    let capital = page.written(why).starts_with(char::is_uppercase);
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
