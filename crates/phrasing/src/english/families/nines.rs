//! `phrasing/nines`: an average in place of what people felt.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    class::{Class, is},
    denial::is_denied,
    page::Page,
    people::ahead,
};

use crate::family::{Family, Found, always};
use crate::words::Words;

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/nines",
    level: Level::Information,
    summary: "A headline number in place of what people felt",
    about: "An average over months says little about an afternoon. It hides who could not work, for how long, and \
            whether anybody did anything differently because of it.",
    questions: &[
        "How did it feel to the people who use the system?",
        "What did anyone do differently because of the number?",
    ],
    fires: &["Availability was 99.95% in May.", "We promise four nines.", "Our MTTR went down."],
    quiet: &[
        "The p99.9 latency rose.",
        "Time to repair: 1h 28m",
        "99.9 requests a second went through.",
        "MTTR was unmeasurable.",
        "Duration (MTTR): same day.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "nines",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "hides how it felt; who could not do their work, and for how long?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        word if word.starts_with("99") => {
            let percent = page.is_sign(to, "%") || page.word(to) == "percent";
            let (start, end) = page.sentence(from);
            // `if each had 99.9 % uptime`: a sum, and nobody's number.
            let supposed = (start..from).any(|idx| page.word(idx) == "if");
            percent && !supposed && (start..end).any(|idx| is(page.word(idx), Words::NinesOf))
        }
        "zero" | "zero-downtime" => is_aim(page, (from, to)),
        // `MTTR: 39m`: how long this one took.
        word if word.starts_with('m') && page.is_sign(to, ":") => {
            !page.word(to + 1).starts_with(|c: char| c.is_ascii_digit())
        }
        // `Duration (MTTR): same day`
        word if word.starts_with('m') && page.is_sign(to, ")") && page.is_sign(to + 1, ":") => false,
        // `MTBF of a disk` is what its maker measured.
        "mtbf" => {
            !(page.sentence(from).0..page.sentence(from).1).any(|idx| is(page.word(idx), Class::Hardware))
        }
        _ => true,
    };
    (fits && !is_left_out(page, from) && !is_unmeasured(page, (from, to)))
        .then(|| report(page, &RULE, (from, to), MESSAGE))
}

/// `our zero-downtime goal`, `announced as a zero-downtime migration, that was the goal`, `we promise zero downtime`.
fn is_aim(page: &Page<'_>, (from, to): Tokens) -> bool {
    let near = ahead(page, to, 2, |it| is(it, Words::AimBehind)).is_some();
    let (start, end) = page.sentence(from);
    near || (start..end).any(|idx| is(page.word(idx), Words::Aim))
}

/// `MTTR was unmeasurable`, `the MTTR could not be worked out`: there is no number.
fn is_unmeasured(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (_, end) = page.sentence(from);
    page.word(from).starts_with('m')
        && (to..end).any(|idx| {
            let word = page.word(idx);
            let works_out = is(word, Words::WorksOut);
            is(word, Words::NotMeasured) || works_out && is_denied(page, idx, 3)
        })
}

/// `We no longer report MTTR`: the number is not used.
fn is_left_out(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let uses =
        (start.max(from.saturating_sub(4))..from).rev().find(|idx| is(page.word(*idx), Words::UsesNines));
    uses.is_some_and(|idx| is_denied(page, idx, 3) || page.reads(idx.saturating_sub(2), "no longer"))
}
