//! `phrasing/luck`: what went right, told as chance.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each_sentence, labelled_sentence, report};
use askhow_english::{page::Page, people::is_denied};

use crate::{
    Scope,
    family::{Family, Found, always},
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/luck",
    level: Level::Information,
    summary: "Something that went right, told as chance or in passing",
    about: "What kept it from being worse is worth as much as what made it happen, and is gone next time unless \
            somebody knows about it. It has a section of its own.",
    questions: &["How did this go right, and what would keep it so without luck?"],
    fires: &[
        "Luckily, Alice was still awake.",
        "An engineer happened to notice the graph.",
        "The pool scaled as expected.",
        "The queue recovered by itself.",
    ],
    quiet: &[
        "Unfortunately, the pager was silent.",
        "The error showed up by chance on a Monday.",
        "The alerts weren't working as expected.",
        "What happened next is not known.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "luckily",
        "fortunately",
        "fortunate",
        "by chance",
        "by luck",
        "by pure luck",
        "got lucky",
        "were lucky",
        "was lucky",
        "lucky",
        "happened to notice",
        "happened to see",
        "happened to look",
        "happened to spot",
        "happened to have",
        "would not have been possible without",
        "wouldn't have been possible without",
        "resolved itself",
        "recovered by itself",
        "recovered on its own",
        "resolved on its own",
        "resolved by itself",
        "self-resolved",
        "self-recovered",
        "self-healed",
        "healed itself",
        "scaled as expected",
        "scaled out as expected",
        "scaled up as expected",
        "failed over as expected",
        "alerted as expected",
        "recovered as expected",
        "kicked in as expected",
        "took over as expected",
        "cleared by itself",
        "cleared itself",
        "worked as expected",
        "fired as expected",
        "behaved as expected",
        "thankfully",
    ],
    peek: always,
    look: |page, hits, found| each_sentence(page, hits, found, judge),
};

const MESSAGE: &str =
    "This went right and may not next time; how did it come about, and what would keep it so?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        "happened" => {
            page.word(to - 1) != "be" || askhow_english::people::people_before(page, from).is_some()
        }
        "lucky" => !matches!(page.before(from), "if"),
        // `it showed up by chance` helped nobody; `we noticed by chance` did.
        "by" => is_noticed(page, from),
        _ => true,
    };
    if page.place.heading
        || !fits
        || is_denied(page, from, 3) && page.word(from) != "would" && page.word(from) != "wouldn't"
    {
        return None;
    }
    let mut found = report(page, &RULE, (from, to), MESSAGE);
    found.scope = Scope::OutsideMitigators;
    Some(found.item("Record it under Mitigators".to_owned(), "Mitigators", labelled_sentence(page, from)))
}

/// Somebody came to know of something, or was there, in this sentence.
fn is_noticed(page: &Page<'_>, idx: usize) -> bool {
    let (start, end) = page.sentence(idx);
    (start..end).any(|idx| {
        [
            "noticed",
            "noticing",
            "notice",
            "found",
            "spotted",
            "saw",
            "seen",
            "caught",
            "discovered",
            "looked",
            "looking",
            "online",
            "awake",
            "heard",
            "knew",
            "stumbled",
            "working",
            "watching",
        ]
        .contains(&page.word(idx))
    })
}
