//! `phrasing/root-cause`: one cause at the root of it all.

mod noun;

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, is_whole, like, report};
use askhow_english::{
    lexicon::{denies, is_determiner},
    page::{Kind, Page},
    verb::is_participle,
};

use crate::{
    english::why::Casing,
    family::{Family, Found, always},
    rewrite::Change,
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/root-cause",
    level: Level::Information,
    summary: "One cause, where many things had to come together",
    about: "Incidents in complex systems have contributors, each necessary and only jointly sufficient. Naming \
            one of them the root ends the search at the place where somebody stopped looking.",
    questions: &[
        "What else had to be in place, each necessary and only jointly sufficient?",
        "How would the story change if it began earlier?",
    ],
    fires: &[
        "The root cause of the outage was a full disk.",
        "We do not know the root cause of the delay.",
        "The underlying cause is a race.",
        "It was a perfect storm.",
    ],
    quiet: &[
        "There is no root cause.",
        "The pool ran dry, see Root Cause Analysis below.",
        "One of the contributors was a full disk.",
        "They looked for causes and roots in the data.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "root cause",
        "root causes",
        "root-cause",
        "root-causes",
        "root caused",
        "root-caused",
        "root causing",
        "rca",
        "rcas",
        "root cause analysis",
        "root-cause analysis",
        "root cause analyses",
        "rootcause",
        "underlying cause",
        "underlying causes",
        "primary cause",
        "main cause",
        "true cause",
        "real cause",
        "actual cause",
        "fundamental cause",
        "ultimate cause",
        "proximate cause",
        "sole cause",
        "direct cause",
        "immediate cause",
        "the cause was",
        "the cause is",
        "the cause of",
        "exact cause",
        "perfect storm",
    ],
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str =
    "One cause hides what else had to be in place; which contributors did it need, each necessary?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let label = page.get(to).is_some_and(|token| token.is_sign(":")) && page.sentence(from).0 == from;
    if is_section_name(page, (from, to)) || is_denied_here(page, from) || is_title_of_a_link(page, (from, to))
    {
        return None;
    }
    if is_name_of_a_thing(page, (from, to))
        || is_status(page, (from, to))
        || is_talked_about(page, (from, to))
    {
        return None;
    }
    if page.reads(from, &["the", "cause", "of"]) && !names_an_incident(page, to) {
        return None;
    }
    if is_referred_to(page, (from, to)) {
        return None;
    }
    // `find the cause` asks; a field of a form that is named so is the form's.
    let mut found = report(page, &RULE, (from, to), MESSAGE);
    if label {
        found.finding.level = Level::Hint;
    }
    Some(match changes(page, (from, to), label) {
        // A label is a name, like a heading; `RCA` may be what a team calls a sort of document, and what follows a
        // name without a sign belongs to it: `the root cause analysis meeting`.
        Some((at, changes, certain)) => {
            let is_name = label || matches!(page.word(to - 1), "rca" | "rcas") || is_compound(page, to);
            found.rewrite(page, at, &changes, certain && !is_name)
        }
        None => found,
    })
}

/// `root cause analysis template`: an analysis that goes on with another noun names a meeting, a document, a process.
fn is_compound(page: &Page<'_>, to: usize) -> bool {
    let behind = if page.word(to) == "analysis" { to + 1 } else { to };
    let is_analysis = matches!(page.word(behind - 1), "analysis" | "analyses");
    let goes_on = page.get(behind).is_some_and(|token| token.is_word() || token.kind == Kind::Name);
    is_analysis && goes_on && !LINKING.contains(&page.word(behind))
}

/// Words that end a noun that stands before them.
const LINKING: &[&str] = &[
    "of",
    "for",
    "on",
    "in",
    "at",
    "to",
    "by",
    "from",
    "with",
    "about",
    "into",
    "after",
    "before",
    "during",
    "within",
    "and",
    "or",
    "but",
    "so",
    "as",
    "if",
    "when",
    "while",
    "because",
    "since",
    "that",
    "which",
    "who",
    "is",
    "was",
    "are",
    "were",
    "has",
    "had",
    "have",
    "will",
    "would",
    "can",
    "could",
    "may",
    "should",
    "did",
    "does",
    "showed",
    "shows",
    "found",
    "revealed",
    "reveals",
    "took",
    "takes",
    "here",
    "below",
    "above",
    "yet",
    "today",
    "once",
    "it",
    "we",
    "they",
    "completed",
    "done",
    "finished",
    "pending",
    "started",
    "ongoing",
    "matters",
    "helped",
    "helps",
    "until",
];

/// `no root cause`, `not the root cause`, `rather than a single root cause`; but not `do not know the root
/// cause`.
fn is_denied_here(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let mut idx = from;
    while idx > start
        && ["a", "an", "the", "one", "single", "any", "true", "such", "real"].contains(&page.before(idx))
    {
        idx -= 1;
    }
    let before = page.before(idx);
    idx > start && (denies(before) || matches!(before, "without" | "than" | "avoid" | "beyond"))
        || page.reads(idx.saturating_sub(2), &["instead", "of"])
}

/// A file, a link or a code span stands behind the label or before it; or it is short for what goes before it.
fn is_name_of_a_thing(page: &Page<'_>, (from, to): Tokens) -> bool {
    let is_path = |idx: usize| {
        page.get(idx).is_some_and(|token| token.kind == Kind::Name || token.is_sign("/"))
            || page.is_in_link(idx)
            || page.get(idx + 1).is_some_and(|next| next.is_sign("/") && !next.spaced)
    };
    let is_joint = |idx: usize| {
        page.get(idx)
            .is_some_and(|token| [":", "-", "–", "—", "(", "→"].iter().any(|sign| token.is_sign(sign)))
    };
    let behind = is_joint(to) && is_path(to + 1);
    let before = from >= 2 && is_joint(from - 1) && is_path(from - 2) && to >= page.tokens.len();
    let short = from >= 2
        && page.get(from - 1).is_some_and(|token| token.is_sign("("))
        && page.get(to).is_some_and(|token| token.is_sign(")"))
        && matches!(page.word(from - 2), "analysis" | "analyses");
    behind || before || short
}

/// `Root cause determined`: a tick in a list, and no claim.
fn is_status(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, end) = page.sentence(from);
    let begins = from == start || !page.written(from - 1).contains(char::is_lowercase);
    let done = matches!(
        page.word(to),
        "determined"
            | "fixed"
            | "found"
            | "confirmed"
            | "known"
            | "resolved"
            | "established"
            | "understood"
            | "addressed"
    );
    begins && done && (to + 1..end).all(|idx| page.get(idx).is_some_and(|token| !token.is_word()))
}

/// The phrase alone in quotation marks, *the* with a stress on it, more than one of them: spoken about.
fn is_talked_about(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, end) = page.sentence(from);
    let mention = page.quotation(from).is_some_and(|(open, close)| (open, close) == (from, to));
    let stressed = page.before(from) == "the" && {
        let the = page.plain.source_span(page.span(from - 1, from));
        page.prose.source.get(the.end..).is_some_and(|rest| rest.starts_with(['*', '_']))
    };
    let several = page.word(to - 1).ends_with("causes")
        && matches!(
            page.before(from),
            "several" | "multiple" | "many" | "various" | "both" | "two" | "three" | "different"
        );
    let wrongly = (start..from)
        .any(|idx| matches!(page.word(idx), "wrongly" | "incorrectly" | "rare" | "rarely" | "seldom"));
    let ruled_out = (start..from).any(|idx| {
        matches!(page.word(idx), "rule" | "rules" | "ruled" | "ruling")
            && (idx..from).any(|idx| page.word(idx) == "out")
    });
    // `The cause of the error was not very obvious`
    let not_obvious = page.word(from) == "the"
        && (to..end).any(|idx| {
            matches!(page.word(idx), "obvious" | "apparent") && (to..idx).any(|idx| denies(page.word(idx)))
        });
    mention || stressed || several || wrongly || ruled_out || not_obvious
}

/// A heading that is called so: renaming sections is not for wording to do.
fn is_section_name(page: &Page<'_>, (from, to): Tokens) -> bool {
    let tail = page.word(to);
    page.place.heading
        && (is_whole(page, (from, to))
            || page.sentence(from).0 == from
                && (["of", "for", "analysis", "(", ":", "and", "&", "identification", "summary"]
                    .contains(&tail))
            || page.tokens.len() <= to - from + 3)
}

/// `see Root Cause Analysis below`, `(see Root cause)`: the name of a section.
fn is_referred_to(page: &Page<'_>, (from, _): Tokens) -> bool {
    let capital = page.written(from).chars().next().is_some_and(char::is_uppercase);
    let see = |idx: usize| matches!(page.word(idx), "see" | "under" | "section");
    capital && from > 0 && (see(from - 1) || page.before(from) == "the" && from > 1 && see(from - 2))
}

/// The words of a link in title case name another document.
fn is_title_of_a_link(page: &Page<'_>, (from, to): Tokens) -> bool {
    let title = (from..to).all(|idx| page.written(idx).chars().next().is_some_and(char::is_uppercase));
    title && page.is_in_link(from)
}

fn names_an_incident(page: &Page<'_>, from: usize) -> bool {
    (from..from + 4).any(|idx| {
        [
            "outage",
            "incident",
            "issue",
            "problem",
            "failure",
            "failures",
            "outages",
            "errors",
            "downtime",
            "bug",
            "crash",
            "delay",
            "spike",
            "error",
            "degradation",
            "disruption",
            "event",
        ]
        .contains(&page.word(idx))
    })
}

/// Where the rewrite starts, what changes, and whether that is certain.
fn changes(page: &Page<'_>, (from, to): Tokens, label: bool) -> Option<(usize, Vec<Change>, bool)> {
    let (start, end) = page.sentence(from);
    let plural = page.word(to - 1).ends_with("causes");
    let the = from.checked_sub(1).filter(|the| *the >= start && page.word(*the) == "the");
    let parts = |idx: usize| {
        page.get(idx).is_some_and(|token| ["-", "–", "—", "."].iter().any(|sign| token.is_sign(sign)))
    };
    // An entry or a label of its own: behind a stamp or a sign at most.
    let begins = from == start || !page.written(from - 1).contains(char::is_lowercase);
    let colon = page.get(to + 1).is_some_and(|token| token.is_sign(":"));
    if page.word(to) == "identified" && (colon || begins && (parts(to + 1) || to + 1 >= end)) {
        let contributor = if plural { "contributors" } else { "contributor" };
        return Some((from, vec![Change::Over(from, to, like(page, from, contributor))], true));
    }
    if label {
        let contributor = if plural { "contributors" } else { "contributor" };
        return page
            .word(from)
            .starts_with("root")
            .then(|| (from, vec![Change::Over(from, to, like(page, from, contributor))], true));
    }
    // `See Root Cause Analysis below` names a section.
    let capital = |idx: usize| page.written(idx).chars().next().is_some_and(char::is_uppercase);
    if from > start
        && (from..to).all(capital)
        && !matches!(page.word(from), "rca" | "rcas")
        && !page.place.heading
    {
        return None;
    }
    if matches!(page.word(to - 1), "analysis" | "analyses" | "rca" | "rcas")
        || page.word(to) == "analysis" && page.word(from) == "root"
    {
        return analysis(page, (from, to), start).map(|(at, changes)| (at, changes, true));
    }
    if page.word(to - 1) != "cause" && !plural {
        return None;
    }
    let of = matches!(page.word(to), "of" | "for" | "behind");
    if of && let Some(the) = the {
        let asks = [
            "know",
            "find",
            "identify",
            "understand",
            "determine",
            "knew",
            "establish",
            "investigate",
            "investigated",
            "investigating",
            "discover",
            "found",
            "identified",
            "determined",
            "finding",
            "identifying",
            "see",
            "learn",
            "uncover",
            "debug",
            "knows",
            "discovered",
            "isolate",
        ]
        .contains(&page.before(the))
            || page.before(the) == "out"
                && the.checked_sub(2).is_some_and(|idx| {
                    matches!(
                        page.word(idx),
                        "work" | "works" | "worked" | "working" | "figure" | "figured" | "figuring" | "find"
                    )
                });
        if let Some(changes) = noun::is_unknown(page, the, (to + 1, end)) {
            return Some((the, changes, true));
        }
        if asks {
            let first = to + 1;
            let (last, certain) = noun::noun_alone(page, the, first, end)?;
            let written = page.written(last).to_owned();
            // `issues` in general come about; this one, and those, did.
            let general = page.word(last).ends_with('s') && !is_determiner(page.word(first));
            let came = if general { "come about" } else { "came about" };
            return Some((
                the,
                vec![
                    Change::Over(the, to + 1, like(page, the, "how")),
                    Change::Replace(last, format!("{written} {came}")),
                ],
                certain,
            ));
        }
    }
    // `The root cause of the outage was X`
    let the = the.filter(|the| {
        *the == start || matches!(page.before(*the), "," | ":" | "that" | "and" | "but" | "is" | "so")
    })?;
    let verb = (to..end.min(to + 24))
        .find(|idx| matches!(page.word(*idx), "was" | "were" | "is" | "are" | "has" | "had"))?;
    // `was:` and a list, `was set off by a peer`: no thing is named.
    let names_nothing = page.get(verb + 1).is_none_or(|token| token.is_sign(":") || token.is_sign("."))
        || is_participle(page.word(verb + 1));
    if names_nothing {
        return None;
    }
    let agrees = plural == matches!(page.word(verb), "were" | "are");
    let known = [
        "not",
        "unknown",
        "unclear",
        "still",
        "yet",
        "being",
        "been",
        "identified",
        "found",
        "determined",
        "under",
        "now",
        "never",
    ]
    .contains(&page.word(verb + 1));
    if !agrees || known || matches!(page.word(verb), "has" | "had") || matches!(page.before(the), "is") {
        return None;
    }
    let opening = match (plural, of) {
        (false, true) => "a contributor to",
        (true, true) => "contributors to",
        (false, false) => "a contributor",
        (true, false) => "contributors",
    };
    let to = if of { to + 1 } else { to };
    Some((the, vec![Change::Over(the, to, like(page, the, opening))], true))
}

/// `a root cause analysis` → `an incident analysis`.
fn analysis(page: &Page<'_>, (from, to): Tokens, start: usize) -> Option<(usize, Vec<Change>)> {
    let to = if page.word(to) == "analysis" { to + 1 } else { to };
    let plural = matches!(page.word(to - 1), "analyses" | "rcas");
    // `Root Cause Analysis (RCA)`: with its abbreviation it is a name.
    if page.get(to).is_some_and(|token| token.is_sign("(")) && matches!(page.word(to + 1), "rca" | "rcas") {
        return None;
    }
    let words = if plural { "incident analyses" } else { "incident analysis" };
    let title = page.word(from) != "rca"
        && page.written(to - 1).chars().next().is_some_and(char::is_uppercase)
        && Casing::of(page, from, to) == Casing::Title;
    let words = if title { Casing::Title.say(words) } else { like(page, from, words) };
    let article = from.checked_sub(1).filter(|at| *at >= start && page.word(*at) == "a");
    Some(match article {
        Some(article) => {
            (article, vec![Change::Over(article, to, format!("{} {words}", like(page, article, "an")))])
        }
        None if page.before(from) == "an" => (from - 1, vec![Change::Over(from, to, words)]),
        None => (from, vec![Change::Over(from, to, words)]),
    })
}
