//! A second reader of clauses: every word is tagged with what it can be, and the readings of the whole clause
//! are carried along, the cheapest for each state. Only a reading that covers the clause to its end counts, so
//! an open article or a rest that is no predicate is none.
//!
//! The table of states is data, `clauses.txt`. Costs are set by hand.

use std::{collections::HashMap, sync::LazyLock};

use super::tag::{TAGS, Tagged, tagged};
use crate::page::Page;

/// What the subject stands behind or before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Behind *did*, *would*, *can*.
    Do,
    /// Behind *was*.
    Be,
    /// Behind *had*.
    Have,
    /// Before its finite verb.
    Tell,
}

/// The best reading of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The token with which the predicate begins.
    pub predicate: usize,
    /// What the second best reading with another subject costs more, in hundredths; [`ALONE`] where there is
    /// none.
    pub margin: i32,
}

/// The margin of a reading that has no rival.
pub(super) const ALONE: i32 = 900;

/// Longer clauses are not read.
const LONGEST: usize = 48;

struct Step {
    next: usize,
    cost: i32,
    /// The predicate begins.
    begins: bool,
}

struct Table {
    start: usize,
    /// What swallows the rest of a sentence.
    rest: usize,
    stops: Vec<usize>,
    /// By state and kind of word.
    steps: HashMap<(usize, usize), Vec<Step>>,
    /// The same, for the order of words.
    begin: HashMap<(&'static str, usize, usize), Vec<Step>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/clauses.txt")));

fn table(text: &'static str) -> Table {
    let mut names: Vec<&'static str> = Vec::new();
    let mut state = |name: &'static str| {
        names.iter().position(|it| *it == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        })
    };
    let mut table = Table {
        start: state("S0"),
        rest: state("X"),
        stops: Vec::new(),
        steps: HashMap::new(),
        begin: HashMap::new(),
    };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, rows)) = line.split_once(' ') else { continue };
        if head == "stops" {
            table.stops = rows.split_whitespace().map(&mut state).collect();
            continue;
        }
        let order = matches!(head, "do" | "be" | "have" | "tell").then_some(head);
        for row in rows.split(',').map(str::trim) {
            let (from, row) = match order {
                Some(_) => row.split_once(' ').unwrap_or(("", row)),
                None => (head, row),
            };
            let Some((kind, rest)) = row.split_once('>') else { continue };
            let (next, cost) = rest.split_once(' ').unwrap_or((rest, "0"));
            let begins = next.ends_with('*');
            let step = |next| Step { next, cost: cost.trim().parse().unwrap_or(0), begins };
            let from = state(from);
            let next = state(next.trim_end_matches('*'));
            for (tag, _) in TAGS.iter().enumerate().filter(|(_, it)| **it == kind) {
                match order {
                    Some(order) => table.begin.entry((order, from, tag)).or_default().push(step(next)),
                    None => table.steps.entry((from, tag)).or_default().push(step(next)),
                }
            }
        }
    }
    table
}

/// Reads the clause `from..end`; `None` where nothing covers it.
pub(super) fn read(page: &Page<'_>, from: usize, end: usize, order: Order) -> Option<Reading> {
    if end.saturating_sub(from) > LONGEST {
        return None;
    }
    let order = match order {
        Order::Do => "do",
        Order::Be => "be",
        Order::Have => "have",
        Order::Tell => "tell",
    };
    let table = &*TABLE;
    let comma = TAGS.iter().position(|it| *it == "comma")?;
    // A state, and where the predicate began.
    let mut best: HashMap<(usize, Option<usize>), i32> = HashMap::from([((table.start, None), 0)]);
    for Tagged { from, can_be } in tagged(page, from, end)? {
        let mut next: HashMap<(usize, Option<usize>), i32> = HashMap::new();
        let mut reach = |key, cost: i32| {
            let known = next.entry(key).or_insert(cost);
            *known = cost.min(*known);
        };
        for ((state, predicate), so_far) in &best {
            if *state == table.rest {
                reach((*state, *predicate), so_far + 15);
                continue;
            }
            for (tag, likely) in &can_be {
                if *tag == comma {
                    reach((*state, *predicate), so_far + likely);
                    continue;
                }
                for step in table.steps.get(&(*state, *tag)).into_iter().flatten() {
                    reach((step.next, *predicate), so_far + likely + step.cost);
                }
                // `of the shards`, `the driver's lookup`: they never begin a predicate.
                let belongs = page.word(from) == "of" || page.word(from).ends_with("'s");
                if predicate.is_none() && !belongs {
                    for step in table.begin.get(&(order, *state, *tag)).into_iter().flatten() {
                        debug_assert!(step.begins);
                        reach((step.next, Some(from)), so_far + likely + step.cost);
                    }
                }
            }
        }
        best = next;
    }
    let mut ends: HashMap<usize, i32> = HashMap::new();
    for ((state, predicate), cost) in best {
        let Some(predicate) = predicate.filter(|_| table.stops.contains(&state)) else { continue };
        // Adverbs before the verb are the predicate's, whoever takes them.
        let trimmed = super::subject::before_adverbs(page, predicate, from);
        let much = trimmed > from + 2
            && matches!(page.before(trimmed), "much" | "as" | "twice")
            && trimmed == predicate;
        let predicate = if much { super::subject::before_adverbs(page, trimmed - 1, from) } else { trimmed };
        let known = ends.entry(predicate).or_insert(cost);
        *known = cost.min(*known);
    }
    let mut ends: Vec<(i32, usize)> = ends.into_iter().map(|(predicate, cost)| (cost, predicate)).collect();
    ends.sort_unstable();
    let (cost, predicate) = *ends.first()?;
    let margin = ends.get(1).map_or(ALONE, |(second, _)| second - cost);
    Some(Reading { predicate, margin })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_table_is_known_and_every_state_leads_on() {
        let text = include_str!("../../data/clauses.txt");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            for row in line.split(',').filter_map(|row| row.split_once('>')) {
                let kind = row.0.split_whitespace().last().unwrap();
                assert!(TAGS.contains(&kind), "{kind} of {line}");
            }
        }
        let from: std::collections::HashSet<usize> = TABLE.steps.keys().map(|(state, _)| *state).collect();
        for step in TABLE.steps.values().chain(TABLE.begin.values()).flatten() {
            assert!(from.contains(&step.next) || step.next == TABLE.rest, "a state leads nowhere");
        }
        assert_eq!(TABLE.stops.len(), 7);
    }

    #[track_caller]
    fn check(order: Order, clause: &str, subject: &str) {
        let prose = askhow_document::Prose::of_plain(clause);
        let page = Page::new(&prose, prose.plain(), crate::Place::default());
        let read = read(&page, 0, page.tokens.len(), order);
        let got = read.map(|read| page.span(0, read.predicate).of(&page.plain.text).to_owned());
        assert_eq!(got.as_deref(), Some(subject), "{clause}: {read:?}");
    }

    #[test]
    fn the_subject_of_a_question_ends_where_the_rest_is_a_predicate() {
        check(Order::Do, "a single slow shard stall every query", "a single slow shard");
        check(Order::Do, "the thing nobody expected to break break", "the thing nobody expected to break");
        check(
            Order::Do,
            "the data written by the old version look corrupt",
            "the data written by the old version",
        );
        check(Order::Be, "the page about failover two years old", "the page about failover");
        check(Order::Be, "half the fleet idle", "half the fleet");
        check(Order::Have, "the alert that we added been muted", "the alert that we added");
    }

    #[test]
    fn a_participle_before_a_finite_verb_is_none() {
        check(Order::Tell, "the proxy cached pages silently expire after a deploy", "the proxy cached pages");
        check(Order::Tell, "the vendor supplied disks often fail early", "the vendor supplied disks");
        check(Order::Tell, "the lock held by the migration never expired", "the lock held by the migration");
        check(Order::Tell, "the proxy cached pages", "the proxy");
    }

    #[test]
    fn what_is_no_clause_has_no_reading() {
        for rest in ["the", "the deploy of", "the deploy quickly"] {
            let prose = askhow_document::Prose::of_plain(rest);
            let page = Page::new(&prose, prose.plain(), crate::Place::default());
            assert_eq!(read(&page, 0, page.tokens.len(), Order::Do), None, "{rest}");
        }
    }
}
