//! `phrasing/five-whys`: a ladder of whys.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, is_whole, report};
use askhow_english::{clause::Certainty, page::Page};

use crate::{
    english::why::{Casing, Sort, read},
    family::{Family, Found, always},
    rewrite::Change,
};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "phrasing/five-whys",
    level: Level::Information,
    summary: "A ladder of whys, which leads down one path",
    about: "Each rung keeps one answer and drops the rest, so that the ladder ends where its first question \
            pointed. Asked with how, each step shows what else it needed.",
    questions: &[
        "What else did each step need for the next to follow?",
        "How would somebody else who was there tell it?",
    ],
    fires: &[
        "We did a 5 Whys.",
        "Ask \"why\" five times.",
        "The pool ran dry. Why? It was small. Why? Nobody had grown it. Why? It was new.",
    ],
    quiet: &["Five people asked how.", "We rolled back at five."],
};

pub(crate) static FAMILY: Family = Family { rules: &[&RULE], phrases: "five-whys", peek: always, look };

const MESSAGE: &str = "leads down one path; what else did each step need?";

/// So many questions make a ladder.
pub(crate) const RUNGS: usize = 3;

/// What the label of a first rung holds, in any case of its first letter.
pub(crate) const FIRST_LABELS: &[&str] = &["hy 1", "hy #1", "HY 1", "HY #1"];

fn look(page: &Page<'_>, hits: &[Tokens], found: &mut Vec<Found>) {
    for hit in hits.iter().filter(|(from, _)| page.word(*from) != "why") {
        found.push(named(page, *hit));
    }
    let whys: Vec<usize> =
        hits.iter().map(|(from, _)| *from).filter(|from| page.word(*from) == "why").collect();
    if let Some(why) = whys.iter().find(|why| is_asked_five_times(page, **why)) {
        found.push(report(page, &RULE, (*why, *why + 1), MESSAGE));
    }
    found.extend(ladder(page, &whys));
}

/// `5 Whys`, as a heading or in a sentence.
fn named(page: &Page<'_>, (from, to): Tokens) -> Found {
    let finding = report(page, &RULE, (from, to), MESSAGE);
    let to = if page.word(to) == "analysis" { to + 1 } else { to };
    let first = if page.before(from) == "the" { from - 1 } else { from };
    if page.place.heading && is_whole(page, (first, to)) {
        let title = Casing::of(page, first, to) == Casing::Title || page.is_capital(to - 1);
        let words = if title { "How We Got Here" } else { "How we got here" };
        return finding.rewrite(page, first, &[Change::Over(first, to, words.to_owned())], true);
    }
    finding
}

/// `ask "why" five times`.
fn is_asked_five_times(page: &Page<'_>, why: usize) -> bool {
    let (start, end) = page.sentence(why);
    let asks = (start.max(why.saturating_sub(4))..why)
        .any(|idx| matches!(page.word(idx), "ask" | "asking" | "asked"));
    asks && (why..end.min(why + 8))
        .any(|idx| page.word(idx) == "times" && askhow_english::number(page.before(idx)))
}

/// `Why? … Why? … Why? …` or `Why 1: … Why 2: …` in one block.
fn ladder(page: &Page<'_>, whys: &[usize]) -> Option<Found> {
    let rungs: Vec<Change> = whys
        .iter()
        .filter(|why| is_rung(page, **why))
        .map(|why| super::super::why::head(page, *why, Casing::Sentence, "how"))
        .collect();
    // Reading a question is dear, and most stand alone.
    if whys.len() < RUNGS && rungs.len() < RUNGS - 1 {
        return None;
    }
    let asked: Vec<_> =
        whys.iter().filter_map(|why| read(page, *why)).filter(|asked| asked.sort == Sort::Question).collect();
    let bare = asked.iter().filter(|asked| asked.tokens.1 == asked.tokens.0 + 1).count();
    if bare < RUNGS && rungs.len() < RUNGS - 1 {
        return None;
    }
    let first = whys.first()?;
    let found = report(page, &RULE, (*first, first + 1), MESSAGE);
    let rewrites: Option<Vec<Vec<Change>>> =
        asked.iter().map(|asked| asked.rewrites.first().cloned()).collect();
    Some(match rewrites {
        Some(rewrites) => {
            let changes: Vec<Change> = rewrites.into_iter().flatten().chain(rungs).collect();
            let sure = asked.iter().all(|asked| asked.certainty == Certainty::Sure);
            let mut found = found.rewrite(page, *first, &changes, sure);
            for fix in &mut found.finding.fixes {
                fix.title = CLIMB.to_owned();
            }
            found
        }
        None => found,
    })
}

/// A rung at the start of a piece: where its *why* stands, and what changes it and all else that asks here.
/// Several in a list are a ladder, as several in one piece are.
pub(crate) struct Step {
    /// The token.
    pub why: usize,
    /// `Why 3:`.
    pub labelled: bool,
    /// Something is said behind the question.
    pub answered: bool,
    /// `None` where some question has no sure rewrite.
    pub changes: Option<Vec<Change>>,
    /// The least certain reading among the questions.
    pub certainty: Certainty,
}

pub(crate) fn step(page: &Page<'_>) -> Option<Step> {
    let first = (0..page.tokens.len()).find(|idx| {
        page.get(*idx)
            .is_some_and(|token| token.is_word() && !token.lower.chars().all(|char| char.is_ascii_digit()))
    })?;
    if page.word(first) != "why" {
        return None;
    }
    let labelled = is_rung(page, first);
    let whys: Vec<usize> =
        (first..page.tokens.len()).filter(|idx| page.word(*idx) == "why").take(RUNGS * 2).collect();
    let asked: Vec<_> = whys.iter().filter_map(|why| read(page, *why)).collect();
    let asks = asked.first().is_some_and(|asked| asked.tokens.0 == first && asked.sort == Sort::Question);
    if !labelled && !asks {
        return None;
    }
    let (_, end) = page.whole_sentence(first);
    let answered = labelled || (end..page.tokens.len()).any(|idx| page.is_word(idx));
    let label = labelled.then(|| crate::english::why::head(page, first, Casing::Sentence, "how"));
    let rewrites: Option<Vec<Vec<Change>>> =
        asked.iter().map(|asked| asked.rewrites.first().cloned()).collect();
    let changes = rewrites.map(|rewrites| label.into_iter().chain(rewrites.into_iter().flatten()).collect());
    let certainty = asked.iter().map(|asked| asked.certainty).min().unwrap_or(Certainty::Sure);
    Some(Step { why: first, labelled, answered, changes, certainty })
}

/// What is said of a ladder.
pub(crate) const LADDER: &str = "“Why” upon “why” leads down one path; what else did each step need?";
/// What its one fix does.
pub(crate) const CLIMB: &str = "Ask how on every rung of the ladder";

/// `Why 3:` as the label of a rung.
fn is_rung(page: &Page<'_>, why: usize) -> bool {
    let number = |idx: usize| {
        page.get(idx)
            .is_some_and(|token| token.is_word() && token.lower.chars().all(|char| char.is_ascii_digit()))
    };
    let behind = if number(why + 1) {
        why + 2
    } else if page.is_sign(why + 1, "#") && number(why + 2) {
        why + 3
    } else {
        return false;
    };
    page.get(behind).is_some_and(|token| token.is_sign(":") || token.is_sign(".") || token.is_sign(")"))
}
