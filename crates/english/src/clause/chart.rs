//! Reads a clause: every word is tagged with what it can be, and the readings of the whole clause are carried
//! along, the cheapest for each state. Only a reading that covers the clause to its end counts, so an open
//! article or a rest that is no predicate is none.
//!
//! The table of states is data, `clauses.txt`.

use std::sync::LazyLock;

use super::tag::{Aside, TAGS, Tag, Tagged, named, tagged};
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

const ORDERS: [(&str, Order); 4] =
    [("do", Order::Do), ("be", Order::Be), ("have", Order::Have), ("tell", Order::Tell)];

/// The best reading of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Where the subject ends, and the predicate begins with its adverbs.
    pub subject_end: usize,
    /// The token of the verb, or of what is said.
    pub verb: usize,
    /// What the second best reading with another verb and another end of the subject costs more, in hundredths;
    /// [`ALONE`] where there is none.
    pub margin: i32,
    /// The verb of that reading.
    pub rival: Option<usize>,
    /// What it costs more to read all of it as a noun.
    pub nouns: i32,
    /// The best reading with a later verb, which may take this one for a participle, and what it costs more.
    pub later: Option<(usize, i32)>,
}

/// The margin of a reading that has no rival.
const ALONE: i32 = 900;

/// Longer clauses are not read.
const LONGEST: usize = 48;

#[derive(Clone, Copy)]
struct Step {
    next: usize,
    cost: i32,
    /// The predicate may begin with this word, an adverb.
    marks: bool,
}

/// How a margin counts, in hundredths.
pub(super) struct Margins {
    /// From here on a reading is offered.
    pub offered: i32,
    /// From here on it may be safe.
    pub safe: i32,
    /// A reading that costs more, and 20 more a word, is none to rely on.
    pub dear: i32,
}

struct Table {
    n_states: usize,
    /// What swallows the rest of a sentence.
    rest: usize,
    /// The same where a finite verb is still to come: `when the disk is full`.
    owed: usize,
    stops: Vec<bool>,
    /// Where a noun and what describes it may end.
    nouns: Vec<bool>,
    /// By state and tag.
    steps: Vec<Vec<Step>>,
    /// The same where the predicate begins, for each order.
    begin: [Vec<Vec<Step>>; ORDERS.len()],
    margins: Margins,
}

impl Table {
    fn at(&self, state: usize, tag: Tag) -> usize {
        state * TAGS.len() + tag as usize
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/clauses.txt")));

/// The bounds of the margins.
pub(super) fn margins() -> &'static Margins {
    &TABLE.margins
}

fn table(text: &'static str) -> Table {
    let lines = || text.lines().filter(|line| !line.starts_with('#'));
    let rows = || lines().filter_map(|line| line.split_once(':'));
    // `S0` first, then every state that leads somewhere.
    let mut names: Vec<&str> = Vec::new();
    let mut state = |name: &'static str| {
        names.iter().position(|it| *it == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        })
    };
    state("S0");
    let (rest, owed) = (state("X"), state("Xs"));
    for (head, _) in rows() {
        for name in head.split_whitespace().filter(|name| ORDERS.iter().all(|(order, _)| order != name)) {
            state(name);
        }
    }
    let mut state = |name: &str| names.iter().position(|it| *it == name);
    let n_states = names.len();
    let empty = || vec![Vec::new(); n_states * TAGS.len()];
    let mut margins = Margins { offered: 0, safe: 0, dear: 0 };
    let mut stops = vec![false; n_states];
    let mut nouns = vec![false; n_states];
    for line in lines() {
        match line.split_once("  ").map(|(head, rest)| (head, rest.trim())) {
            Some(("margin", bounds)) => {
                for (name, bound) in bounds.split(", ").filter_map(|bound| bound.split_once(' ')) {
                    let bound = bound.parse().unwrap_or(0);
                    match name {
                        "offered" => margins.offered = bound,
                        "safe" => margins.safe = bound,
                        _ => margins.dear = bound,
                    }
                }
            }
            Some((ends @ ("stops" | "nouns"), names)) => {
                let ends = if ends == "stops" { &mut stops } else { &mut nouns };
                for end in names.split_whitespace().filter_map(&mut state) {
                    ends.get_mut(end).into_iter().for_each(|it| *it = true);
                }
            }
            _ => {}
        }
    }
    let mut steps = empty();
    let mut begin = [empty(), empty(), empty(), empty()];
    for (head, row) in rows() {
        let order = ORDERS.iter().find(|(name, _)| head.split_whitespace().next() == Some(name));
        let from: Vec<usize> = head.split_whitespace().filter_map(&mut state).collect();
        for (kind, rest) in row.split(',').filter_map(|step| step.trim().split_once('>')) {
            let (next, cost) = rest.split_once(' ').unwrap_or((rest, "0"));
            let (Some(tag), Some(next_state)) = (named(kind), state(next.trim_end_matches('+'))) else {
                continue;
            };
            let step =
                Step { next: next_state, cost: cost.trim().parse().unwrap_or(0), marks: next.ends_with('+') };
            let steps = match order {
                Some((_, order)) => begin.get_mut(*order as usize),
                None => Some(&mut steps),
            };
            let Some(steps) = steps else { continue };
            for from in &from {
                steps.get_mut(from * TAGS.len() + tag as usize).into_iter().for_each(|it| it.push(step));
            }
        }
    }
    Table { n_states, rest, owed, stops, nouns, steps, begin, margins }
}

/// A way to read the words so far: where the subject ends, and which token is the verb.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Way {
    subject_end: Option<usize>,
    verb: Option<usize>,
}

/// The costs of all states on each way, and which of them were reached.
#[derive(Default)]
struct Front {
    ways: Vec<Way>,
    /// By way and state.
    costs: Vec<i32>,
    /// Ways and states that were reached.
    reached: Vec<(usize, usize)>,
}

const NEVER: i32 = i32::MAX / 2;

impl Front {
    fn clear(&mut self) {
        self.ways.clear();
        self.costs.clear();
        self.reached.clear();
    }

    fn reach(&mut self, n_states: usize, way: Way, state: usize, cost: i32) {
        let known = self.ways.iter().position(|it| *it == way);
        let at = known.unwrap_or_else(|| {
            self.ways.push(way);
            self.costs.resize(self.ways.len() * n_states, NEVER);
            self.ways.len() - 1
        });
        let Some(known) = self.costs.get_mut(at * n_states + state) else { return };
        if *known == NEVER {
            self.reached.push((at, state));
        }
        *known = cost.min(*known);
    }

    /// What was reached: the way, the state, its cost.
    fn iter(&self, n_states: usize) -> impl Iterator<Item = (Way, usize, i32)> + '_ {
        self.reached.iter().filter_map(move |(at, state)| {
            Some((*self.ways.get(*at)?, *state, *self.costs.get(at * n_states + state)?))
        })
    }
}

/// Reads the clause `from..end` without an aside; `None` where nothing covers it.
pub(super) fn read(
    page: &Page<'_>,
    (from, end): (usize, usize),
    aside: Aside,
    order: Order,
) -> Option<Reading> {
    ends(page, (from, end), aside, order).and_then(|ends| ends.reading)
}

/// Whether all of it may be a noun and what describes it, and the reading as a clause.
pub(super) fn nouns(page: &Page<'_>, from: usize, end: usize) -> (bool, Option<Reading>) {
    let ends = ends(page, (from, end), None, Order::Tell);
    ends.map_or((false, None), |ends| (ends.nouns.is_some(), ends.reading))
}

/// What was read, and what it costs to read it all as a noun.
struct Ends {
    reading: Option<Reading>,
    nouns: Option<i32>,
}

fn ends(page: &Page<'_>, (from, end): (usize, usize), aside: Aside, order: Order) -> Option<Ends> {
    if end.saturating_sub(from) > LONGEST {
        return None;
    }
    let table = &*TABLE;
    let begin = table.begin.get(order as usize)?;
    let n_states = table.n_states;
    let (mut front, mut next) = (Front::default(), Front::default());
    front.reach(n_states, Way { subject_end: None, verb: None }, 0, 0);
    for Tagged { from: at, can_be } in tagged(page, (from, end), aside)? {
        next.clear();
        // `of the shards`, `the driver's lookup`: they never begin a predicate.
        let belongs = page.word(at) == "of" || page.word(at).ends_with("'s");
        for (way, state, so_far) in front.iter(n_states) {
            if state == table.rest || state == table.owed {
                // A finite verb more may be the one of the clause itself.
                let finite = can_be.iter().any(|(tag, _)| tag == Tag::Aux);
                let (state, cost) = match (finite, state == table.owed) {
                    (true, true) => (table.rest, 25),
                    (true, false) => (state, 75),
                    (false, _) => (state, 25),
                };
                next.reach(n_states, way, state, so_far + cost);
                continue;
            }
            for (tag, likely) in can_be.iter() {
                if tag == Tag::Comma {
                    next.reach(n_states, way, state, so_far + 20);
                    continue;
                }
                for step in table.steps.get(table.at(state, tag)).into_iter().flatten() {
                    let marked = Way { subject_end: Some(at), ..way };
                    let way = if step.marks { marked } else { way };
                    next.reach(n_states, way, step.next, so_far + likely + step.cost);
                }
                if way.verb.is_none() && !belongs {
                    let way = Way { subject_end: way.subject_end.or(Some(at)), verb: Some(at) };
                    for step in begin.get(table.at(state, tag)).into_iter().flatten() {
                        next.reach(n_states, way, step.next, so_far + likely + step.cost);
                    }
                }
            }
        }
        std::mem::swap(&mut front, &mut next);
    }
    let mut ends: Vec<(i32, usize, usize)> = Vec::new();
    let mut nouns: Option<i32> = None;
    for (way, state, cost) in front.iter(n_states) {
        if way.verb.is_none() && table.nouns.get(state) == Some(&true) {
            nouns = Some(nouns.map_or(cost, |nouns| nouns.min(cost)));
        }
        if let (Some(subject_end), Some(verb), Some(true)) =
            (way.subject_end, way.verb, table.stops.get(state))
        {
            ends.push((cost, verb, subject_end));
        }
    }
    ends.sort_unstable();
    let Some((cost, verb, subject_end)) = ends.first().copied() else {
        return Some(Ends { reading: None, nouns });
    };
    let mut rivals = ends.iter().filter(|end| end.1 != verb && end.2 != subject_end);
    let later = rivals.clone().find(|end| end.1 > verb).map(|later| (later.1, later.0 - cost));
    let second = rivals.next();
    let margin = second.map_or(ALONE, |second| second.0 - cost);
    let dear = table.margins.dear + 20 * (end - from) as i32;
    let margin = if cost > dear { 0 } else { margin };
    let rival = second.map(|second| second.1);
    let alone = nouns.map_or(ALONE, |nouns| nouns - cost);
    Some(Ends { reading: Some(Reading { subject_end, verb, margin, rival, later, nouns: alone }), nouns })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_table_is_known_and_every_state_leads_on() {
        let text = include_str!("../../data/clauses.txt");
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
        let heads: Vec<&str> = rows.clone().flat_map(|(head, _)| head.split_whitespace()).collect();
        for (head, row) in rows {
            for (kind, next) in row.split(',').map(|step| step.trim().split_once('>').unwrap()) {
                assert!(named(kind).is_some(), "{kind} behind {head}");
                let next = next.split(' ').next().unwrap().trim_end_matches('+');
                assert!(heads.contains(&next) || matches!(next, "X" | "Xs"), "{next} leads nowhere");
            }
        }
        for (idx, (_, tag)) in TAGS.iter().enumerate() {
            assert_eq!(*tag as usize, idx);
        }
        for (idx, (_, order)) in ORDERS.iter().enumerate() {
            assert_eq!(*order as usize, idx);
        }
    }

    #[track_caller]
    fn check(order: Order, clause: &str, subject: &str) {
        let prose = askhow_document::Prose::of_plain(clause);
        let page = Page::new(&prose, prose.plain(), crate::Place::default());
        let read = read(&page, (0, page.tokens.len()), None, order);
        let got = read.map(|read| page.span(0, read.subject_end).of(&page.plain.text).to_owned());
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
            assert_eq!(read(&page, (0, page.tokens.len()), None, Order::Do), None, "{rest}");
        }
    }
}
