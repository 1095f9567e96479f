//! `phrasing/human-error`: somebody's error as the explanation.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report, sentence};
use askhow_english::{
    lexicon::{denies, is_adverb},
    page::Page,
    people::{is_denied, people_before},
    verb::{Auxiliary, auxiliary, is_participle, plain_of_past},
};

use crate::family::{Family, Found, always};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/human-error",
    level: Level::Information,
    summary: "An error of a person as the explanation",
    about: "An error is named when the outcome is known. At the time the action made sense, and the same action \
            goes well on most days: what made it sensible is what a reader can learn from.",
    questions: &[
        "How did the action make sense to the person at the time?",
        "How did the tools and the situation shape it?",
        "How often does the same action go well?",
    ],
    fires: &[
        "The outage was due to human error.",
        "Someone forgot to renew the certificate.",
        "The table was accidentally dropped.",
        "An engineer mistakenly scaled the wrong pool.",
    ],
    quiet: &[
        "The script accidentally doubled each row.",
        "It was not human error.",
        "The block was mistakenly marked as final.",
        "We mistakenly thought that it was safe.",
        "The page shows a user error message.",
        "The operator saw an error.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "human error",
        "human errors",
        "human mistake",
        "human mistakes",
        "human failure",
        "operator error",
        "operator errors",
        "operational error",
        "operational errors",
        "user error",
        "pilot error",
        "fat-fingered",
        "fat fingered",
        "fat finger",
        "fat-finger",
        "fat-fingering",
        "someone forgot",
        "somebody forgot",
        "forgot to",
        "forgot about",
        "by mistake",
        "by accident",
        "negligence",
        "negligent",
        "carelessness",
        "accidentally",
        "unintentionally",
        "inadvertently",
        "mistakenly",
        "erroneously",
        "made a mistake",
        "made an error",
        "made the mistake",
        "made mistakes",
        "human factor",
    ],
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "Calling it an error hides how the action made sense; what did the situation look like to the person then?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        "accidentally" | "unintentionally" | "inadvertently" | "mistakenly" | "erroneously" => {
            is_said_of_people(page, (from, to))
        }
        "forgot" => {
            people_before(page, from).is_some() || page.word(to - 1) == "to" || page.before(from) == "then"
        }
        "by" => is_passive_or_of_people(page, from),
        "user" | "operational" => ![
            "message", "messages", "page", "pages", "rate", "rates", "log", "logs", "code", "codes",
            "budget", "report", "reports",
        ]
        .contains(&page.word(to)),
        _ => true,
    };
    // `operator error is never a cause`, `any operator error is a symptom`: it is spoken about.
    let behind = if page.get(to).is_some_and(|token| token.is_sign("\"")) { to + 1 } else { to };
    let about = ["is", "was"].contains(&page.word(behind)) && denies(page.word(behind + 1))
        || ["any", "every"].contains(&page.before(from));
    // `so that it cannot be deleted inadvertently`: what a follow-up is for.
    let (start, _) = page.sentence(from);
    let aim = (start.max(from.saturating_sub(8))..from).any(|idx| {
        matches!(
            page.word(idx),
            "cannot" | "can't" | "prevent" | "prevents" | "preventing" | "avoid" | "protect" | "against"
        ) || page.reads(idx, &["can", "not"])
            || page.reads(idx, &["can", "no", "longer"])
    });
    if !fits || about || aim || is_denied(page, from, 4) {
        return None;
    }
    let found = report(page, &RULE, (from, to), MESSAGE);
    Some(found.open_question(question(page, from)))
}

/// `How did this make sense at the time: “…”?`, with the person where the sentence names one.
fn question(page: &Page<'_>, from: usize) -> String {
    format!("How did this make sense to the people involved at the time: “{}”?", sentence(page, from))
}

/// What people do to a system; a machine marks, sets and reads things `mistakenly` as well.
const DONE_BY_HAND: &[&str] = &[
    "deleted",
    "dropped",
    "removed",
    "merged",
    "pushed",
    "deployed",
    "released",
    "published",
    "committed",
    "granted",
    "given",
    "revoked",
    "disabled",
    "enabled",
    "left",
    "shared",
    "sent",
    "applied",
    "run",
    "changed",
    "configured",
    "misconfigured",
    "restarted",
    "terminated",
    "rolled",
    "reverted",
    "added",
    "closed",
    "cancelled",
    "canceled",
    "copied",
    "overwritten",
    "edited",
    "turned",
    "switched",
    "rebooted",
    "unplugged",
    "cut",
    "scaled",
    "drained",
    "included",
    "omitted",
    "skipped",
    "approved",
    "exposed",
    "uploaded",
    "checked",
];

/// `mistakenly thought`: what people believed is a surprise, and is told as one.
const BELIEVED: &[&str] =
    &["thought", "believed", "assumed", "understood", "considered", "concluded", "expected"];

/// Adverbs of what was not meant, said of people: `we accidentally`, `was accidentally deleted`,
/// `Accidentally deleted`.
fn is_said_of_people(page: &Page<'_>, (from, to): Tokens) -> bool {
    if BELIEVED.contains(&page.word(to)) {
        return false;
    }
    people_before(page, from).is_some() || is_passive(page, (from, to)) || {
        // A sentence without its subject: the writer did it.
        let first =
            page.sentence(from).0 == from || matches!(page.before(from), ":" | "-" | "—" | "–" | "]" | ")");
        first && plain_of_past(page.word(to)).is_some()
    }
}

/// `was accidentally deleted`, `accidentally got merged`.
fn is_passive(page: &Page<'_>, (from, to): Tokens) -> bool {
    let mut before = from;
    let (start, _) = page.sentence(from);
    while before > start && is_adverb(page.word(before - 1)) {
        before -= 1;
    }
    let word = page.before(before);
    let be = matches!(word, "been" | "being" | "be" | "got" | "getting")
        || auxiliary(word).is_some_and(|finite| finite.which == Auxiliary::Be);
    let done = |idx: usize| {
        let by_machine = matches!(page.word(from), "mistakenly" | "erroneously");
        is_participle(page.word(idx)) && (!by_machine || DONE_BY_HAND.contains(&page.word(idx)))
    };
    be && done(to) || matches!(page.word(to), "got" | "been") && done(to + 1)
}

fn is_passive_or_of_people(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    (start..from).any(|idx| {
        let word = page.word(idx);
        people_before(page, idx).is_some() && idx > start
            || (matches!(word, "been" | "being" | "got")
                || auxiliary(word).is_some_and(|finite| finite.which == Auxiliary::Be))
                && (idx + 1..from).any(|idx| is_participle(page.word(idx)))
    })
}
