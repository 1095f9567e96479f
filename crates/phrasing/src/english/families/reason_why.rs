//! `phrasing/reason-why`: the reason, as if there were one.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    class::is,
    clause::{Certainty, Form as Verb, is_boundary, read_told},
    lexicon::{is_verb, object_form},
    page::{Kind, Page},
    verb::{Auxiliary, auxiliary, gerund_of, is_form_of},
};

use crate::{
    english::why::{capitalised, is_open, reason},
    family::{Family, Found, always},
    rewrite::Change,
    words::Words,
};

/// The rule as a value.
pub static RULE: Rule = Rule {
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
    rules: &[&RULE],
    phrases: "reason-why",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "hides what else it needed; how did it come about?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let why = to - 1;
    let (first, clause) = if page.word(why) == "why" {
        (if page.before(from) == "the" { from - 1 } else { from }, to)
    } else if page.word(to) == "why" {
        return judge(page, (from + 1, to + 1));
    } else {
        (from, to)
    };
    // `What's the reason why …?` asks; how it is put otherwise depends on all of the sentence.
    let before = page.before(first);
    let asks =
        before == "what's" || matches!(before, "is" | "was") && page.word(first.saturating_sub(2)) == "what";
    if asks && page.is_question(first) {
        return Some(report(page, &RULE, (first, clause), MESSAGE));
    }
    // Reasons in the plural leave room for more than one.
    let plural = (first..clause).any(|idx| page.word(idx) == "reasons");
    let with_why = page.word(clause - 1) == "why";
    // `The reasons why they differ`: all of them are known, and they are asked for as one.
    let all = plural && with_why && page.word(first) == "the" && !page.before(first).ends_with("of");
    if plural && !all || reason::explains(page, first) {
        return None;
    }
    if all {
        return Some(report(page, &RULE, (first, clause), MESSAGE));
    }
    let (_, end) = page.sentence(from);
    if !with_why {
        // `the reason the alert didn't fire is unknown`, but not `the reason for it` or `the reason was`.
        let unknown = (clause..end).any(|idx| {
            is_open(page, idx) && (clause..idx).any(|idx| is_form_of(page.word(idx), Auxiliary::Be))
        });
        if !unknown
            || auxiliary(page.word(clause)).is_some()
            || is_boundary(page, clause)
            || is(page.word(clause), Words::NoReasonBefore)
        {
            return None;
        }
    }
    let found = report(page, &RULE, (first, clause), MESSAGE);
    // `is that …`, `is because …` answers; the sentence would have to be told anew.
    // Its own verb is no answer: `the reason why the pod is not ready`.
    let (parts, _) = read_told(page, clause, end);
    let own = parts.map_or(clause, |parts| parts.finite + 1);
    let answered = (clause..end).any(|idx| {
        matches!(page.word(idx), "is" | "was")
            && (idx >= own || page.word(idx + 1) != "not")
            && !(idx + 2..end.min(idx + 5)).any(|idx| is_open(page, idx))
            && is(page.word(idx + 1), Words::Answers)
    });
    if answered && let Some((changes, certainty)) = contributed(page, (first, clause), end) {
        return Some(found.rewrite(page, first, &changes, certainty == Certainty::Sure));
    }
    // `Any reason why …?`: what stands before it would be left over.
    let left_over = is(before, Words::LeftOver)
        // `the real reason why`
        || page.word(first) != "the"
            && (first.saturating_sub(3)..first).any(|idx| is(page.word(idx), Words::AnotherArticle));
    if answered || left_over || is_named(page, (clause, end)) {
        return Some(found);
    }
    let rewrite = reason::rewrite(page, clause - 1, with_why).map(|(changes, certainty)| {
        let changes = changes
            .into_iter()
            .map(|change| match change {
                Change::Replace(at, words) if at + 1 == clause => {
                    let capital = page.is_capital(first);
                    let words = words.to_lowercase();
                    Change::Over(first, clause, if capital { capitalised(&words) } else { words })
                }
                change => change,
            })
            .collect::<Vec<_>>();
        (changes, certainty)
    });
    Some(match rewrite {
        Some((changes, certainty)) => found.rewrite(page, first, &changes, certainty == Certainty::Sure),
        None => found,
    })
}

/// `is ``exit 137`` `: the reason is a thing that has a name.
fn is_named(page: &Page<'_>, (own, end): Tokens) -> bool {
    (own..end).any(|idx| {
        matches!(page.word(idx), "is" | "was")
            && page.get(idx + 1).is_some_and(|token| {
                token.kind == Kind::Name || matches!(token.lower.as_str(), "the" | "a" | "an")
            })
    })
}

/// `The reason why the pool ran dry is that …`: one thing that contributed to the pool running dry is that.
fn contributed(page: &Page<'_>, (first, clause): Tokens, end: usize) -> Option<(Vec<Change>, Certainty)> {
    let is_single = (first..clause).any(|idx| page.word(idx) == "reason") && page.word(first) == "the";
    let answer =
        (clause..end).find(|idx| matches!(page.word(*idx), "is" | "was") && page.word(idx + 1) == "that")?;
    let joined = (clause..answer).any(|idx| matches!(page.word(idx), "and" | "or" | "but"));
    let (parts, certainty) = read_told(page, clause, answer);
    let parts = parts.filter(|parts| parts.subject.0 < parts.subject.1)?;
    if !is_single || joined || parts.subject.1 != parts.finite || certainty == Certainty::Open {
        return None;
    }
    let capital = page.is_capital(first);
    let opening = if capital { "One thing that contributed to" } else { "one thing that contributed to" };
    let mut changes = vec![Change::Over(first, clause, opening.to_owned())];
    if let Some(form) = object_form(page.word(clause)).filter(|_| parts.subject.1 == clause + 1) {
        changes.push(Change::Replace(clause, form.to_owned()));
    }
    let finite = parts.finite;
    changes.push(match &parts.form {
        Verb::Past(plain) | Verb::Third(plain) => Change::Replace(finite, gerund_of(plain)),
        Verb::Auxiliary(aux) if aux.which == Auxiliary::Be && !aux.negative && parts.not.is_none() => {
            Change::Replace(finite, "being".to_owned())
        }
        Verb::Auxiliary(aux) if matches!(aux.which, Auxiliary::Do | Auxiliary::Be) => {
            let verb = finite + 1 + usize::from(parts.not.is_some());
            let only_not = parts.not.is_none_or(|not| not == finite + 1 && page.word(not) == "not");
            let denied = aux.negative != parts.not.is_some() && only_not;
            match aux.which {
                Auxiliary::Be if denied => Change::Over(finite, verb, "not being".to_owned()),
                Auxiliary::Do if denied && is_verb(page.word(verb)) => {
                    Change::Over(finite, verb + 1, format!("not {}", gerund_of(page.word(verb))))
                }
                _ => return None,
            }
        }
        Verb::Plain => Change::Replace(finite, gerund_of(page.word(finite))),
        _ => return None,
    });
    Some((changes, certainty))
}
