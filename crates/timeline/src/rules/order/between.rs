//! What stands between the lines of a timeline, counted once: whoever moves many lines far does not look at each that is
//! passed each time.

use std::ops::Range;

use super::in_order;
use crate::item::{Item, ItemKind};
use crate::line::{Begins, Role};
use crate::timeline::Timeline;

/// For each line of a timeline, and for its end.
#[derive(Debug)]
pub(super) struct Between {
    /// How many before it nothing is moved past.
    n_staying: Vec<usize>,
    /// How many before it date what follows.
    n_separators: Vec<usize>,
    /// How many before it stand in another list than the line above, or under another heading.
    n_places: Vec<usize>,
    /// How many before it begin a list or a table.
    n_begins: Vec<usize>,
    /// The first from it on that is in order.
    in_order_from: Vec<usize>,
    /// The last before it that is in order.
    in_order_before: Vec<Option<usize>>,
    /// The first from it on that has a stamp or dates what follows.
    stamped_from: Vec<usize>,
}

impl Between {
    pub fn of(timeline: &Timeline) -> Self {
        let n_lines = timeline.marks.len();
        let all = 0..n_lines;
        let line = |at: usize| timeline.lines.get(at);
        let begins = |at: usize| line(at).is_some_and(|line| line.begins != Begins::Nothing);
        let kind = |at: usize| timeline.items.get(at).map(|item| item.kind);
        let frame = |at: usize| line(at).map(|line| &line.frame);
        let is_elsewhere = |at: usize| at.checked_sub(1).is_some_and(|above| frame(above) != frame(at));
        let mut last = None;
        let in_order_before = (0..=n_lines).map(|at| {
            let before = last;
            last = Some(at).filter(|at| in_order(timeline, *at)).or(last);
            before
        });
        Self {
            n_staying: counts(all.clone(), |at| stays(timeline, at)),
            n_separators: counts(all.clone(), |at| kind(at) == Some(ItemKind::Separator)),
            n_places: counts(all.clone(), is_elsewhere),
            n_begins: counts(all, begins),
            in_order_before: in_order_before.collect(),
            in_order_from: next(n_lines, |at| in_order(timeline, at)),
            stamped_from: next(n_lines, |at| kind(at).is_some_and(|kind| kind != ItemKind::Skip)),
        }
    }

    /// Whether nothing in a range keeps a line from being moved past it.
    pub fn is_free(&self, range: Range<usize>) -> bool {
        among(&self.n_staying, range) == 0
    }

    /// Whether no line that dates what follows stands between the two, and the two are of one list below one heading:
    /// in another the same time would be another one.
    pub fn is_one_part(&self, line: usize, target: usize) -> bool {
        let (low, high) = (line.min(target), line.max(target));
        let end = (high + 1).min(self.n_begins.len().saturating_sub(1));
        let within = low + 1..end.max(low + 1);
        among(&self.n_separators, low..high) == 0
            && among(&self.n_begins, within.clone()) == 0
            && among(&self.n_places, within) == 0
    }

    /// The first line of a range that is in order.
    pub fn first_in_order(&self, range: Range<usize>) -> Option<usize> {
        self.in_order_from.get(range.start).copied().filter(|at| *at < range.end)
    }

    /// The lines of a range that are in order, the last first.
    pub fn in_order_backwards(&self, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let before = |at: usize| self.in_order_before.get(at).copied().flatten();
        std::iter::successors(before(range.end), move |at| before(*at))
            .take_while(move |at| *at >= range.start)
    }

    /// The first line from here on that has a stamp or dates what follows, or the end.
    pub fn first_stamped(&self, from: usize) -> usize {
        self.stamped_from.get(from).copied().unwrap_or(from)
    }
}

/// How many before each line, and before the end, are so.
fn counts(lines: Range<usize>, is_so: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut n = 0;
    let counted = lines.map(|at| {
        n += usize::from(is_so(at));
        n
    });
    std::iter::once(0).chain(counted).collect()
}

fn among(counts: &[usize], range: Range<usize>) -> usize {
    let before = |at: usize| counts.get(at).or(counts.last()).copied().unwrap_or_default();
    before(range.end).saturating_sub(before(range.start))
}

/// The first from each line on, and from the end, that is so; the end where there is none.
pub(super) fn next(n_lines: usize, is_so: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut next = vec![n_lines; n_lines + 1];
    let mut found = n_lines;
    for (at, place) in next.iter_mut().enumerate().rev() {
        if at < n_lines && is_so(at) {
            found = at;
        }
        *place = found;
    }
    next
}

fn entry(timeline: &Timeline, at: usize) -> Option<&Item> {
    let is_entry = timeline.lines.get(at)?.role == Role::Entry && timeline.stamp(at).is_some();
    timeline.items.get(at).filter(|_| is_entry)
}

/// What says its time loosely, or no time at all.
pub(super) fn is_vague(timeline: &Timeline, at: usize) -> bool {
    entry(timeline, at).is_some_and(|item| item.in_words || !item.has_clock() || item.loose)
}

/// Nothing goes past what says no clock time, nor past a loose one that is out of order itself.
fn stays(timeline: &Timeline, at: usize) -> bool {
    entry(timeline, at)
        .is_some_and(|item| item.in_words || !item.has_clock() || item.loose && timeline.how(at).out)
}
