//! `phrasing/luck`: what went right, told as chance.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each_sentence, labelled_sentence, report};
use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    denial::is_denied,
    page::Page,
    people::{Subject, subject_of},
    roles::{is_anybody, is_role},
    verb::{auxiliary, is_gerund},
};

use crate::{
    Scope,
    family::{Family, Found, always},
    words::Words,
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
    rules: &[&RULE],
    phrases: "luck",
    peek: always,
    look: |page, hits, found| each_sentence(page, hits, found, judge),
};

const MESSAGE: &str =
    "tells what went right and may not next time; how did it come about, and what would keep it so?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        // `Ben happened to be awake`; not `to be the author of the last commit`.
        "happened" if page.word(to - 1) == "be" && !is_there(page, to) => false,
        "happened" => matches!(subject_of(page, from), Subject::People(_) | Subject::Unsaid),
        "as" => went_as_expected(page, from),
        it if is(it, Words::BeginsLucky) => !matches!(page.before(from), "if") && !is_of_others(page, from),
        // `it showed up by chance` helped nobody; `we noticed by chance` did.
        "by" => page.word(to - 1) == "luck" || is_noticed(page, from),
        // `Fortunate Systems Ltd.`
        "fortunate" => !page.is_capital(to),
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
    (start..end).any(|idx| is(page.word(idx), Words::CameUpon))
}

/// `failed over to the second site exactly as expected`: what the system does when it goes right, in this clause.
fn went_as_expected(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    // `kicked in within a minute, as expected`
    let near = if page.before(from) == "," { from - 1 } else { from };
    let clause = (start.max(from.saturating_sub(12))..near)
        .rev()
        .find(|idx| is_boundary(page, *idx) || is(page.word(*idx), Words::ClauseEdge))
        .map_or(start.max(from.saturating_sub(12)), |idx| idx + 1);
    let verb = (clause..from).find(|idx| is(page.word(*idx), Class::WentRight));
    verb.is_some_and(|verb| {
        let over = page.word(verb) != "failed" || page.word(verb + 1) == "over";
        let passive = auxiliary(page.before(verb)).is_some() || page.before(verb) == "been";
        over && !passive && !is_denied(page, from, from - clause) && !is_of_others(page, verb)
    })
}

/// An attacker's luck, or a customer's, is none of ours.
fn is_of_others(page: &Page<'_>, verb: usize) -> bool {
    let (start, _) = page.sentence(verb);
    (start.max(verb.saturating_sub(4))..verb).any(|idx| {
        let word = page.word(idx);
        !is_role(word) && is_anybody(word) || is(word, Words::Intruder)
    })
}

/// Somebody is where it helps: `awake`, `online`, `looking at the graph`.
fn is_there(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    is(word, Words::HelpsThere) || is_gerund(word)
}
