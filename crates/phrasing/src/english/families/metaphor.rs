//! `phrasing/metaphor`: a picture in place of what was to be seen.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    class::{Class, is},
    denial::is_denied,
    lexicon::{is_adverb, is_function_word},
    page::{Kind, Page},
    people::{Subject, subject_head, subject_of},
};

use crate::family::{Family, Found, always};
use crate::words::Words;

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/metaphor",
    level: Level::Hint,
    summary: "A picture in place of what was to be seen",
    about: "A picture is quickly agreed on and hides the order of things: what filled up first, what waited for \
            what. Told step by step, it shows where people could see it coming and where not.",
    questions: &["What was to be seen happening, and in what order?"],
    fires: &[
        "The pool went into a death spiral.",
        "The database fell over.",
        "A retry storm followed.",
        "It gave fast errors rather than slow cascading ones.",
    ],
    quiet: &[
        "The patch for Spectre/Meltdown slowed the hosts.",
        "The rows go with `ON DELETE CASCADE`.",
        "It failed over to the replica.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "metaphor",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "hides the steps; what was to be seen happening, and in what order?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let written = page.written(from);
    let first = page.sentence(from).0 == from || matches!(page.before(from), ":" | "-" | "–" | "—" | "|");
    let capital = written.chars().next().is_some_and(char::is_uppercase);
    // `The Death Spiral`: no product is called so.
    let name = capital && !first && !page.place.heading && to == from + 1
        || page.before(from) == "/"
        || page.is_sign(to, "/");
    let shout = to == from + 1 && written.len() > 1 && written.chars().all(char::is_uppercase);
    let by_design = page.word(from).starts_with("cascad")
        && (is(page.word(to), Words::CascadesDown)
            || matches!(page.before(from), "delete" | "update" | "on"));
    // `cascading mirror searches`: one behind the other, by design; `would have cascaded` was not to be seen.
    let word = page.word(to);
    let names_thing = page.word(from) == "cascading"
        && page.get(to).is_some_and(|token| token.is_word())
        && !is_function_word(word)
        && !is_adverb(word)
        && !(to..to + 2).any(|idx| is(page.word(idx), Class::Trouble) || is(page.word(idx), Words::Effect));
    let supposed = page.before(from) == "have" && is(page.word(from.saturating_sub(2)), Words::Modal);
    let no_picture = by_design || names_thing && !is_held_against(page, (from, to)) || supposed;
    // `The failure cascade` over the steps themselves.
    let told = page.place.heading && page.word(from) == "cascade" && to == page.tokens.len();
    let denied = is_denied(page, from, 3) && !is_held_against(page, (from, to));
    (!name && !told && !shout && !no_picture && !denied && !is_of_another(page, (from, to)))
        .then(|| report(page, &RULE, (from, to), MESSAGE))
}

/// `fast errors rather than slow cascading ones`: what it was not is told as a picture all the same.
fn is_held_against(page: &Page<'_>, (from, to): Tokens) -> bool {
    let near = from.saturating_sub(3);
    let than = (near..from).find(|idx| page.reads(*idx, "rather than") || page.reads(*idx, "instead of"));
    page.word(from) == "cascading"
        && page.get(to).is_some_and(|token| token.kind != Kind::Sign)
        && than.is_some_and(|than| !is_denied(page, than, 2))
}

/// People fall over a cable; what is passed on by design (`permissions cascade to …`) is no picture.
fn is_of_another(page: &Page<'_>, (from, to): Tokens) -> bool {
    let verb = page.word(from);
    let falls = is(verb, Words::Falls);
    let passes = matches!(verb, "cascade" | "cascades" | "cascaded");
    let by_design = || subject_head(page, from).is_some_and(|head| is(page.word(head), Class::PassedOn));
    // `fell over to the second node` is a failover.
    falls && (page.word(to) == "to" || matches!(subject_of(page, from), Subject::People(_)))
        || passes && by_design()
}
