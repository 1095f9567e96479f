//! `phrasing/reason-why`: the reason, as if there were one.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use crate::{
    english::{
        clause::is_boundary,
        verb::{Auxiliary, auxiliary},
        why::{capitalised, reason},
    },
    family::{Family, Found, always},
    page::Page,
    rewrite::Change,
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/reason-why",
    level: Level::Hint,
    summary: "The reason, where there are many",
    about: "One reason stands for all the things that had to come together. How it came about can be told without \
            choosing among them.",
    questions: &[
        "How did it come about, step by step?",
        "How did it look to the people there at the time?",
        "What is it there for, and who relies on it?",
    ],
    fires: &["The reason why the alert didn't fire is unknown.", "Identify the reason why the job stops."],
    quiet: &[
        "There are two reasons why we rolled back.",
        "It stands to reason.",
        "Slow disks are the reason why we moved.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &["reason why", "reasons why", "the reason"],
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "One reason hides the others that it needed; how did it come about?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let why = to - 1;
    let (first, clause) = if page.word(why) == "why" {
        (if page.before(from) == "the" { from - 1 } else { from }, to)
    } else if page.word(to) == "why" {
        return judge(page, (from + 1, to + 1));
    } else {
        (from, to)
    };
    if reason::explains(page, first) {
        return None;
    }
    let with_why = page.word(clause - 1) == "why";
    let (_, end) = page.sentence(from);
    if !with_why {
        // `the reason the alert didn't fire is unknown`, but not `the reason for it` or `the reason was`.
        let unknown = (clause..end).any(|idx| {
            matches!(page.word(idx), "unknown" | "unclear")
                && auxiliary(page.before(idx)).is_some_and(|finite| finite.which == Auxiliary::Be)
        });
        if !unknown
            || auxiliary(page.word(clause)).is_some()
            || is_boundary(page, clause)
            || matches!(page.word(clause), "for" | "of" | "behind" | "is")
        {
            return None;
        }
    }
    let found = report(page, &RULE, (first, clause), MESSAGE);
    // `is that …`, `is because …` answers; the sentence would have to be told anew.
    let answered = (clause..end).any(|idx| {
        matches!(page.word(idx), "is" | "was")
            && matches!(page.word(idx + 1), "that" | "because" | "due" | "not" | "likely" | "simply")
    });
    if answered || page.word(from).starts_with("reasons") && page.word(first) != "the" {
        return Some(found);
    }
    let rewrite = reason::rewrite(page, clause - 1, with_why).map(|changes| {
        changes
            .into_iter()
            .map(|change| match change {
                Change::Replace(at, words) if at + 1 == clause => {
                    let capital = page.written(first).chars().next().is_some_and(char::is_uppercase);
                    let words = words.to_lowercase();
                    Change::Over(first, clause, if capital { capitalised(&words) } else { words })
                }
                change => change,
            })
            .collect::<Vec<_>>()
    });
    Some(match rewrite {
        Some(changes) => found.rewrite(page, first, &changes, true),
        None => found,
    })
}
