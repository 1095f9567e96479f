//! `phrasing/counterfactual`: what did not happen, told in place of what did.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, escaped, report, sentence};
use askhow_english::{
    clause::is_boundary,
    lexicon::{is_adverb, is_determiner, is_preposition, is_verb},
    page::{Kind, Page},
    people::{ahead, is_denied, people_before},
    verb::{auxiliary, is_participle, plain_of_participle},
};

use crate::{
    family::{Family, Found, always},
    rewrite::{Change, dressed},
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/counterfactual",
    level: Level::Information,
    summary: "What people did not do, told in place of what they did",
    about: "What might have been tells about a world that nobody was in. It hides what people did instead, and \
            what they saw that made it the thing to do.",
    questions: &[
        "How did the situation look before the outcome was known?",
        "What did people do instead, and how did that make sense?",
    ],
    fires: &[
        "The on-call should have noticed the alert.",
        "A canary would have caught it.",
        "We failed to page the owner.",
        "If only we had known.",
    ],
    quiet: &[
        "The alert should have a runbook.",
        "It could have enabled an attacker to read them.",
        "Users would have been seeing errors.",
        "The surveys failed to load.",
        "Each service should page its owner.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "should have",
        "should've",
        "shouldn't have",
        "should not have",
        "ought to have",
        "should of",
        "could have",
        "could've",
        "would have",
        "would've",
        "might have",
        "may have prevented",
        "if only",
        "had we",
        "had i",
        "had they",
        "if we had",
        "if we'd",
        "if i had",
        "if they had",
        "failed to",
        "neglected to",
        "didn't bother to",
        "did not bother to",
        "didn't think to",
        "did not think to",
        "missed the alert",
        "missed an alert",
        "missed the page",
        "missed the alarm",
        "missed the warning",
        "missed this alert",
        "missed these alerts",
        "missed the alerts",
        "missed alerts",
        "missed the signs",
    ],
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str =
    "This tells what did not happen and hides what did; how did the situation look at the time?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let first = page.word(from);
    match first {
        "should" | "should've" | "shouldn't" | "ought" => expected(page, (from, to)),
        "could" | "could've" | "would" | "would've" | "might" | "may" => avoidable(page, (from, to)),
        "if" | "had" => wished(page, (from, to)),
        "failed" | "neglected" => failed(page, (from, to)),
        _ => {
            people_before(page, from)?;
            let found = report(page, &RULE, (from, to), MESSAGE);
            Some(found.open_question(general(page, from)))
        }
    }
}

/// Skips adverbs between `have` and the participle.
fn participle(page: &Page<'_>, from: usize) -> Option<usize> {
    let mut idx = from;
    while is_adverb(page.word(idx)) && idx < from + 3 {
        idx += 1;
    }
    is_participle(page.word(idx)).then_some(idx)
}

fn expected(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let verb = participle(page, to)?;
    let people = people_before(page, from);
    if was_believed(page, from) {
        return None;
    }
    if people.is_none() {
        let watches = watches(page.before(from));
        let passive = page.word(verb) == "been" && {
            let done = if is_adverb(page.word(verb + 1)) { verb + 2 } else { verb + 1 };
            is_peoples_work(page.word(done)) && !matches!(page.before(from), "that" | "which" | "what")
        };
        let watched =
            watches && page.word(verb) != "been" && !matches!(page.word(verb), "had" | "worked" | "existed");
        if !passive && !watched {
            return None;
        }
    }
    let found = report(page, &RULE, (from, verb + 1), MESSAGE);
    Some(found.open_question(perceived(page, people, verb).unwrap_or_else(|| general(page, from))))
}

fn avoidable(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let verb = participle(page, to)?;
    let verb = if page.word(verb) == "been" { participle(page, verb + 1)? } else { verb };
    if is_adverb(page.before(from)) && page.before(from) == "otherwise"
        || matches!(page.before(from), "who" | "that" | "which") && page.word(from) == "might"
    {
        return None;
    }
    let averts = [
        "avoided",
        "prevented",
        "caught",
        "noticed",
        "detected",
        "saved",
        "spotted",
        "mitigated",
        "averted",
        "flagged",
        "shortened",
    ]
    .contains(&page.word(verb));
    // A mitigator is told the same way: `would have been prevented by …` is one for hindsight all the same.
    let worse = ahead(page, verb, 12, &["later", "worse", "longer"]).is_some();
    if !averts || worse || is_denied(page, from, 8) {
        return None;
    }
    let found = report(page, &RULE, (from, verb + 1), MESSAGE);
    Some(found.open_question(general(page, from)))
}

fn wished(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    // `had we not looked` tells what went right.
    if page.word(to) == "not" {
        return None;
    }
    if page.word(from) == "if" {
        let (start, _) = page.sentence(from);
        let asked = (start..from).any(|idx| {
            ["ask", "asked", "check", "checked", "see", "wonder", "wondered", "know", "as"]
                .contains(&page.word(idx))
        });
        if asked {
            return None;
        }
    }
    let fits = if page.reads(from, &["if", "only"]) {
        ahead(page, to, 5, &["had", "hadn't", "known", "been"]).is_some()
    } else {
        let (start, _) = page.sentence(from);
        // `could have been avoided had we known` is told once, by what it regrets.
        if (start..from).any(|idx| page.word(idx + 1) == "have" && avoidable(page, (idx, idx + 2)).is_some())
        {
            return None;
        }
        let first = page.word(from) == "if"
            || start == from
            || matches!(page.before(from), "," | "—" | "–")
            // `it would have been shorter had we known`
            || (start..from).any(|idx| page.reads(idx, &["would", "have"]) || page.reads(idx, &["could", "have"]));
        first && participle(page, to).is_some_and(|verb| !matches!(page.word(verb), "had"))
    };
    fits.then(|| report(page, &RULE, (from, to), MESSAGE).open_question(general(page, from)))
}

fn failed(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let people = people_before(page, from).filter(|people| !is_software(page, *people, to))?;
    let found = report(page, &RULE, (from, to), MESSAGE);
    let denied = is_denied(page, from, 2);
    // `failed to notice` → `did not notice`, which says what happened.
    let plain = page.word(to - 1) == "to" && is_verb(page.word(to)) && !denied && people.1 == from;
    let subject_of_clause = auxiliary(page.before(people.0)).is_none();
    Some(if plain && subject_of_clause {
        found.rewrite(page, people.0, &[Change::Over(from, to, "did not".to_owned())], true)
    } else {
        found.open_question(general(page, from))
    })
}

/// An operator or a controller beside the name of a product, or one that does what programs do.
fn is_software(page: &Page<'_>, (from, to): Tokens, verb: usize) -> bool {
    let last = page.word(to.saturating_sub(1));
    if !matches!(last, "operator" | "operators" | "admin" | "manager" | "managers" | "lead" | "author") {
        return false;
    }
    let (start, _) = page.sentence(from);
    let beside = to.checked_sub(2).filter(|idx| *idx >= start);
    let named = beside.is_some_and(|idx| {
        let word = page.word(idx);
        page.get(idx).is_some_and(|token| token.kind == Kind::Name)
            || PRODUCTS.contains(&word)
            || page.written(idx).starts_with(char::is_uppercase) && idx > start
    });
    named
        || matches!(
            page.word(verb),
            "reconcile" | "sync" | "restore" | "schedule" | "start" | "renew" | "elect"
        )
}

/// What an operator that is a program runs.
const PRODUCTS: &[&str] = &[
    "etcd",
    "postgres",
    "postgresql",
    "mysql",
    "redis",
    "kafka",
    "prometheus",
    "elasticsearch",
    "cert-manager",
    "kubernetes",
    "k8s",
    "vault",
    "rabbitmq",
    "mongodb",
    "cassandra",
    "database",
    "cluster",
    "package",
    "cache",
    "volume",
    "node",
    "certificate",
    "backup",
    "storage",
    "queue",
    "ingress",
    "network",
    "secrets",
];

/// `we thought it should've been fine`: a belief of then, not a regret of now.
fn was_believed(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    (start.max(from.saturating_sub(5))..from).any(|idx| {
        matches!(
            page.word(idx),
            "thought" | "assumed" | "believed" | "expected" | "thinking" | "figured" | "which" | "what"
        )
    })
}

/// What is there to notice things.
fn watches(word: &str) -> bool {
    [
        "review",
        "reviews",
        "test",
        "tests",
        "alert",
        "alerts",
        "alarm",
        "alarms",
        "monitoring",
        "monitor",
        "monitors",
        "check",
        "checks",
        "ci",
        "canary",
        "process",
        "pipeline",
        "checklist",
        "linter",
        "qa",
        "staging",
        "reviewer",
        "testing",
        "probe",
    ]
    .contains(&word)
}

/// What people do, as a participle: `should have been reviewed`.
fn is_peoples_work(word: &str) -> bool {
    [
        "caught",
        "noticed",
        "detected",
        "tested",
        "reviewed",
        "escalated",
        "communicated",
        "documented",
        "done",
        "avoided",
        "prevented",
        "spotted",
        "flagged",
        "monitored",
        "announced",
        "planned",
        "verified",
        "checked",
        "validated",
        "involved",
        "informed",
        "notified",
        "paged",
        "rehearsed",
        "considered",
        "anticipated",
        "taken",
        "made",
        "identified",
        "questioned",
        "coordinated",
        "asked",
        "told",
        "declared",
        "rolled",
        "raised",
        "followed",
    ]
    .contains(&word)
}

/// `How did the alert look to the on-call at the time?`
fn perceived(page: &Page<'_>, people: Option<Tokens>, verb: usize) -> Option<String> {
    let (from, to) = people?;
    let plain = plain_of_participle(page.word(verb))?;
    if !["notice", "see", "catch", "spot", "detect", "realise", "realize", "recognize", "check"]
        .contains(&plain.as_str())
    {
        return None;
    }
    let (_, end) = page.sentence(verb);
    let object = verb + 1;
    if !is_determiner(page.word(object)) || page.word(object) == "that" {
        return None;
    }
    let object_end = (object..end)
        .find(|idx| {
            is_boundary(page, *idx)
                || is_preposition(page.word(*idx))
                || is_adverb(page.word(*idx))
                || matches!(page.word(*idx), "and" | "or" | "earlier" | "sooner" | "when" | "that" | "which")
        })
        .unwrap_or(end);
    if object_end > object + 5 || object_end < object + 2 {
        return None;
    }
    let object = dressed(page, object, object_end)?.1;
    let who = match page.word(from) {
        "we" => "us".to_owned(),
        "i" => "me".to_owned(),
        "they" => "them".to_owned(),
        "he" => "him".to_owned(),
        "she" => "her".to_owned(),
        "you" | "someone" | "somebody" | "nobody" | "no" | "everyone" | "everybody" => "people".to_owned(),
        first if is_determiner(first) => {
            let words = page.span(from, to).of(&page.plain.text);
            let mut chars = words.chars();
            escaped(
                &chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect()),
            )
        }
        _ => escaped(page.span(from, to).of(&page.plain.text)),
    };
    Some(format!("How did {object} look to {who} at the time?"))
}

fn general(page: &Page<'_>, from: usize) -> String {
    format!("How did the situation look to people at the time (“{}”)?", sentence(page, from))
}
