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
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "99.9",
        "99.5",
        "99.8",
        "99.90",
        "99.91",
        "99.92",
        "99.93",
        "99.94",
        "99.95",
        "99.96",
        "99.97",
        "99.98",
        "99.99",
        "99.995",
        "99.999",
        "99.9999",
        "two nines",
        "three nines",
        "four nines",
        "five nines",
        "six nines",
        "mttr",
        "mtbf",
        "mttd",
        "mttm",
        "mean time to recovery",
        "mean time to recover",
        "mean time to repair",
        "mean time to resolution",
        "mean time to resolve",
        "mean time to restore",
        "mean time to detect",
        "mean time between failures",
        "zero-downtime",
        "zero downtime",
    ],
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "The number hides how it felt; who could not do their work, and for how long?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        word if word.starts_with("99") => {
            let percent = page.get(to).is_some_and(|token| token.is_sign("%")) || page.word(to) == "percent";
            let (start, end) = page.sentence(from);
            percent
                && (start..end).any(|idx| {
                    [
                        "availability",
                        "available",
                        "uptime",
                        "sla",
                        "slo",
                        "slas",
                        "slos",
                        "reliability",
                        "reliable",
                        "up",
                        "target",
                    ]
                    .contains(&page.word(idx))
                })
        }
        "zero" | "zero-downtime" => is_aim(page, (from, to)),
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
    const AIMS: &[&str] =
        &["goal", "goals", "objective", "objectives", "promise", "promised", "promises", "aim"];
    let near = ahead(page, to, 2, &["goal", "target", "policy", "objective", "promise"]).is_some();
    let (start, end) = page.sentence(from);
    near || (start..end).any(|idx| AIMS.contains(&page.word(idx)))
}

/// `MTTR was unmeasurable`, `the MTTR could not be worked out`: there is no number.
fn is_unmeasured(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (_, end) = page.sentence(from);
    page.word(from).starts_with('m')
        && (to..end).any(|idx| {
            let word = page.word(idx);
            let works_out = matches!(
                word,
                "measurable" | "measured" | "known" | "computed" | "calculated" | "worked" | "determined"
            );
            matches!(word, "unmeasurable" | "immeasurable" | "unmeasured" | "unknown" | "undefined")
                || works_out && is_denied(page, idx, 3)
        })
}

/// `We no longer report MTTR`: the number is not used.
fn is_left_out(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let uses = (start.max(from.saturating_sub(4))..from).rev().find(|idx| {
        matches!(
            page.word(*idx),
            "report"
                | "track"
                | "use"
                | "measure"
                | "publish"
                | "quote"
                | "count"
                | "promise"
                | "calculate"
                | "reporting"
                | "tracking"
                | "using"
                | "measuring"
                | "publishing"
        )
    });
    uses.is_some_and(|idx| is_denied(page, idx, 3) || page.reads(idx.saturating_sub(2), &["no", "longer"]))
}
