//! `phrasing/be-careful`: care as the remedy.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report, sentence};
use askhow_english::{
    denial::{is_denied, is_denied_behind},
    lexicon::is_subject_pronoun,
    page::Page,
    people::{Subject, ahead, people_before, subject_of},
    verb::auxiliary,
};

use crate::family::{Family, Found, always};

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
    phrases: &[
        "more careful",
        "be careful",
        "more carefully",
        "extra careful",
        "pay more attention",
        "pay closer attention",
        "pay attention",
        "paying more attention",
        "paying closer attention",
        "paid more attention",
        "more discipline",
        "more disciplined",
        "avoid making mistakes",
        "avoid mistakes",
        "more thoughtful",
        "be thoughtful",
        "more vigilant",
        "be vigilant",
        "more mindful",
        "be mindful",
        "more diligent",
        "be diligent",
        "more diligence",
        "more cautious",
        "be cautious",
        "be more aware",
        "try harder",
        "remain calm",
        "stay calm",
        "remind everyone to",
        "remind everybody to",
        "remind people to",
        "remind the team to",
        "remind engineers to",
        "remind developers to",
        "be reminded to",
        "was reminded to",
        "were reminded to",
        "retrain",
        "retraining",
        "take more care",
        "take extra care",
        "exercise caution",
        "exercise more caution",
        "exercise extra caution",
    ],
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str =
    "Care runs out when time is short; how could the system make the careful way the easy one?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let trains_a_machine = page.word(from).starts_with("retrain")
        && ahead(
            page,
            to,
            5,
            &["model", "models", "classifier", "network", "detector", "embeddings", "job", "pipeline"],
        )
        .is_some();
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
    let pays = matches!(page.word(from), "pay" | "pays" | "paying" | "paid");
    let works_so = pays
        && (matches!(page.before(from), "to" if matches!(page.word(from.saturating_sub(2)), "tend" | "tends" | "seem" | "seems"))
            || page.word(from) == "pays");
    if works_so
        || is_said_of_a_thing(page, from)
        || page.reads(from, &["avoid", "mistakes"]) && is_aim(page, from)
    {
        return None;
    }
    let past = matches!(page.before(from), "was" | "were") && page.word(from) == "more";
    // `More careful reviewing would not change this`, `asking people to be more careful is not a fix`.
    if trains_a_machine || past || is_denied(page, from, 10) || is_denied_behind(page, to) {
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
    let named = !is_subject_pronoun(page.before(verb))
        && !matches!(
            page.before(verb),
            "there" | "this" | "that" | "which" | "process" | "reviews" | "review"
        );
    named && subject_of(page, verb) == Subject::Thing
}

/// `To avoid mistakes, the tool asks twice.`
fn is_aim(page: &Page<'_>, from: usize) -> bool {
    page.before(from) == "to"
}
