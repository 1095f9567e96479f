//! `phrasing/blame`: one person's fault.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    class::{Class, is},
    denial::is_denied,
    lexicon::is_adverb,
    page::Page,
    people::{Subject, before_aside, is_person_pronoun, people_ahead, people_before, subject_of},
    roles::is_role,
    verb::{Auxiliary, auxiliary, is_form_of},
};

use crate::family::{Family, Found, always};
use crate::words::Words;

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/blame",
    level: Level::Information,
    summary: "Fault laid on a person",
    about: "Who is blamed stops talking, and with them go the details that a review lives on. People came to work \
            to do it well; the interesting part is how it looked to them.",
    questions: &["How did this become one person's problem?", "How would they tell it?"],
    fires: &[
        "The on-call is to blame.",
        "It was Bob's fault.",
        "The culprit was an engineer.",
        "The deploy was sloppy.",
    ],
    quiet: &[
        "Our reviews are blameless.",
        "We ran `git blame` on the file.",
        "Fault detected on line 4.",
        "The culprit was a slow query.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "blame",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "hides how it looked to the person in it; how would they tell it?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let before = page.before(from);
    let last = page.word(to - 1);
    let fits = match page.word(from) {
        "fault" => is_owned(before) || page.word(from.saturating_sub(2)) == "whose",
        "at" => {
            people_before(page, from).is_some()
                || is_said_of_people(page, from)
                || is_behind_aside(page, from)
        }
        it if is(it, Words::BeginsBlame) && last.starts_with("blam") => {
            let is_passive = last == "blamed"
                && is_form_of(before, Auxiliary::Be)
                && people_before(page, from.saturating_sub(1))
                    .is_some_and(|(who, _)| page.word(who) != "who");
            let to_blame = page.word(from) == "to" || before == "to";
            before != "git"
                && !page.written(from).contains('-')
                && (is_passive
                    || to_blame && is_said_of_people(page, from)
                    || people_ahead(page, to, 3)
                    || matches!(page.word(to), "on" | "lies") && people_ahead(page, to, 5))
        }
        "culprit" | "culprits" => {
            // `The culprit here is whoever merged it`
            let links = |idx: &usize| auxiliary(page.word(*idx)).is_some() || is_adverb(page.word(*idx));
            let whoever = (to..to + 5)
                .find(|idx| !links(idx))
                .is_some_and(|idx| matches!(page.word(idx), "whoever" | "somebody" | "someone"));
            (people_ahead(page, to, 5) || whoever) && !page.place.heading
        }
        _ => true,
    };
    let denied = is_denied(page, from, 5)
        || page.get(to).is_some_and(|token| token.is_sign("-") || token.is_sign("/"));
    (fits && !denied).then(|| report(page, &RULE, (from, to), MESSAGE))
}

/// `Bob's`, `my`, `whose`.
fn is_owned(word: &str) -> bool {
    is(word, Class::Owner) || word.ends_with("'s") && !matches!(word, "it's" | "that's" | "there's")
}

/// A person is the subject some words back: `the on-call is`.
fn is_said_of_people(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    (start.max(from.saturating_sub(4))..from).any(|idx| {
        let word = page.word(idx);
        is_role(word) || is_person_pronoun(word) || askhow_english::names::is_person(page, (idx, idx + 1))
    })
}

/// `The technician, who pulled the feed, was at fault.`
fn is_behind_aside(page: &Page<'_>, from: usize) -> bool {
    let Some(be) = from.checked_sub(1) else { return false };
    before_aside(page, be).is_some() && matches!(subject_of(page, be), Subject::People(_))
}
