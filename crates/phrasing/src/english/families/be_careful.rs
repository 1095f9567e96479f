//! `phrasing/be-careful`: care as the remedy.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report, sentence};
use askhow_english::{
    class::is,
    denial::{is_denied, is_denied_behind},
    lexicon::is_subject_pronoun,
    page::Page,
    people::{Subject, people_ahead, people_before, subject_of},
    verb::auxiliary,
};

use crate::family::{Family, Found, always};
use crate::words::Words;

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/be-careful",
    level: Level::Information,
    summary: "More care as the remedy",
    about: "Care was already being taken, and it is the first thing to run out when time is short. A remedy that \
            asks for more of it leaves the work as hard as it was.",
    questions: &[
        "What does working with care take when time is short?",
        "How could the system make that way the easy one?",
    ],
    fires: &[
        "We need to be more careful with migrations.",
        "Reviewers will pay more attention to timeouts.",
        "Remind everyone to check the dashboard.",
        "All engineers will be reminded to follow the checklist.",
        "We must avoid making mistakes.",
    ],
    quiet: &[
        "This is not solved by \"reviewing more carefully\".",
        "We carefully drained the node.",
        "A careful review found the slow query.",
        "We retrain the model each night.",
        "The customer will be reminded to renew by mail.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "be-careful",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str =
    "asks for care, which runs out when time is short; how could the careful way be the easy one?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    // `the retrain failed`, `retrain the model`: it is people who are told to take care.
    let trains_a_machine = page.word(from).starts_with("retrain") && !people_ahead(page, to, 4);
    // `The customer will be reminded to renew` is how it works.
    let reminded = page.word(from + 1) == "reminded";
    let colleagues = || {
        let (start, end) =
            people_before(page, if page.word(from) == "be" { from.checked_sub(1)? } else { from })?;
        (start..end)
            .all(|idx| !page.word(idx).starts_with("customer") && !page.word(idx).starts_with("user"))
            .then_some(())
    };
    if reminded && colleagues().is_none() {
        return None;
    }
    // `Schedulers tend to pay more attention to large jobs` tells how a thing works.
    let pays = is(page.word(from), Words::Pays);
    let works_so = pays
        && (matches!(page.before(from), "to" if is(page.word(from.saturating_sub(2)), Words::Tends))
            || page.word(from) == "pays");
    if works_so || is_said_of_a_thing(page, from) || page.reads(from, "avoid mistakes") && is_aim(page, from)
    {
        return None;
    }
    let past = matches!(page.before(from), "was" | "were") && page.word(from) == "more";
    // `just to be careful`: a precaution that was taken.
    let precaution = page.before(from) == "to" && page.word(from.saturating_sub(2)) == "just";
    // `More careful reviewing would not change this`, `asking people to be more careful is not a fix`.
    if trains_a_machine || past || precaution || is_denied(page, from, 10) || is_denied_behind(page, to) {
        return None;
    }
    let question = format!("How could this be made easy to get right, beyond “{}”?", sentence(page, from));
    Some(report(page, &RULE, (from, to), MESSAGE).open_question(question))
}

/// `The tool should be more careful with symlinks`: a machine takes care as it was built to.
fn is_said_of_a_thing(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let obliges = |idx: &usize| {
        auxiliary(page.word(*idx)).is_some() || matches!(page.word(*idx), "needs" | "need" | "has")
    };
    let Some(verb) = (start.max(from.saturating_sub(4))..from).find(obliges).filter(|verb| *verb > start)
    else {
        return false;
    };
    let named = !is_subject_pronoun(page.before(verb)) && !is(page.before(verb), Words::NoReviewer);
    named && subject_of(page, verb) == Subject::Thing
}

/// `To avoid mistakes, the tool asks twice.`
fn is_aim(page: &Page<'_>, from: usize) -> bool {
    page.before(from) == "to"
}
