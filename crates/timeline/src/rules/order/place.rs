//! Where entries out of order belong: one mechanism for moving one and for sorting all.
//!
//! Only what the rule names is moved, to the place that its finding says; what may be equal to its neighbours stays
//! on the side where its author put it. Nothing is moved that would then be read as another moment: where a date
//! was inherited from above, it is written out, and where that can't be done, nothing is.

use askhow_document::{Edit, Span, apply_edits};

use super::between::{Between, is_vague, next};
use super::dated_like;
use crate::item::{DAY, ItemClock, ItemDate, ItemKind, date_of};
use crate::line::{Change, Fix, Line, Reading, Role};
use crate::path::Mark;
use crate::rules::said;
use crate::timeline::Timeline;

/// The lines of a timeline in another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rearranged {
    /// Which line comes to each place.
    pub order: Vec<usize>,
    /// Dates that were inherited and have to be written now, relative to [`Line::text`].
    pub dates: Vec<(usize, Edit)>,
}

/// The earliest and latest second since 1970 that the stamp of an entry means as it is written.
pub(in crate::rules) fn reach(timeline: &Timeline, line: usize) -> Option<(i64, i64)> {
    let (item, mark) = (timeline.items.get(line)?, timeline.marks.get(line)?);
    if !mark.how.read || item.kind != ItemKind::Entry {
        return None;
    }
    if let ItemClock::Relative(seconds) = item.clock {
        let (day, second) = timeline.zero.as_ref().map_or((0, 0), |zero| (zero.day, zero.second));
        let at = i64::from(day) * DAY + second + seconds;
        let of_day = i32::try_from(at.div_euclid(DAY)).unwrap_or(day);
        let at = at - timeline.zones.offset(item.zone, of_day, at.rem_euclid(DAY));
        return Some((at, at + 59));
    }
    let later = if mark.how.afternoon && item.range().0 < DAY / 2 { DAY / 2 } else { 0 };
    let (low, high, _) = timeline.zones.reach(item.zone, mark.written_day(item), item.range());
    Some((low + later, high + later))
}

/// Before which line an entry out of order belongs. What says its time loosely, or no time at all, stays where its author
/// put it.
fn place(timeline: &Timeline, between: &Between, line: usize) -> Option<usize> {
    let target = place_by_time(timeline, between, line)?;
    let passed = if target < line { target..line } else { line + 1..target };
    (!is_vague(timeline, line) && between.is_free(passed)).then_some(target)
}

/// So many entries in order are asked whether one belongs behind them.
const MOST_ASKED: usize = 1_000;

fn place_by_time(timeline: &Timeline, between: &Between, line: usize) -> Option<usize> {
    let (low, high) = reach(timeline, line)?;
    // The latest moment so far never falls from line to line.
    let later = timeline.marks.partition_point(|mark| mark.state.top <= high);
    if later < line {
        return between.first_in_order(later..line);
    }
    let later = timeline.marks.partition_point(|mark| mark.state.top < low);
    let is_earlier = |at: &usize| reach(timeline, *at).is_some_and(|other| other.1 < low);
    let last = between.in_order_backwards(line + 1..later).take(MOST_ASKED).find(is_earlier)?;
    // Lines without a stamp stay behind the one that they follow.
    Some(between.first_stamped(last + 1))
}

/// One by one, entries are moved past so many lines: an edit is as long as what it moves past. Sorting knows no limit.
const FAR: usize = 1_000;

/// *Move the entry to its place, after 17:05.*
pub(super) fn move_fix(timeline: &Timeline, between: &Between, line: usize) -> Option<Fix> {
    let target = place(timeline, between, line).filter(|target| target.abs_diff(line) <= FAR)?;
    let last = between.in_order_backwards(0..target).next();
    let next = between.first_in_order(target..timeline.marks.len());
    let title = match (last, next) {
        (Some(last), _) => format!("Move the entry to its place, after {}", said(timeline, last, line)),
        (None, Some(next)) => format!("Move the entry to its place, before {}", said(timeline, next, line)),
        (None, None) => return None,
    };
    let before = Some(target).filter(|target| *target < timeline.marks.len());
    Some(Fix { title, preferred: false, safe: false, change: Change::Move { line, before } })
}

/// The timeline with what is out of order in its place. `ends` says for each line behind which one the lines end
/// that travel along with it, `may` whether a line can go before another one (or to the end).
pub(crate) fn sorted(
    timeline: &Timeline,
    ends: &[usize],
    may: &dyn Fn(usize, usize) -> bool,
) -> Option<Rearranged> {
    let n_lines = timeline.marks.len();
    let between = Between::of(timeline);
    let mut targets: Vec<(usize, i64, usize)> = Vec::new();
    let (mut until, mut is_refused) = (0, vec![false; n_lines]);
    for line in (0..n_lines).filter(|line| timeline.how(*line).out) {
        let Some((target, (low, _))) = place(timeline, &between, line).zip(reach(timeline, line)) else {
            continue;
        };
        if line >= until && between.is_one_part(line, target) && may(line, target) {
            until = end_of(ends, line);
            targets.push((target, low, line));
        } else if let Some(is_refused) = is_refused.get_mut(line) {
            *is_refused = true;
        }
    }
    if targets.is_empty() {
        return None;
    }
    let n_moved = targets.len();
    let mut is_moved = vec![false; n_lines];
    for (.., line) in &targets {
        for place in is_moved.get_mut(*line..end_of(ends, *line)).into_iter().flatten() {
            *place = true;
        }
    }
    // Before a line that goes elsewhere is before the next one that stays.
    let staying = next(n_lines, |at| is_moved.get(at) == Some(&false));
    for (target, ..) in &mut targets {
        *target = staying.get(*target).copied().unwrap_or(n_lines);
    }
    targets.sort_unstable();
    let mut order = Vec::with_capacity(n_lines);
    let mut targets = targets.into_iter().peekable();
    for at in 0..=n_lines {
        if is_moved.get(at) == Some(&true) {
            continue;
        }
        while let Some((.., line)) = targets.next_if(|(target, ..)| *target <= at) {
            order.extend(line..end_of(ends, line));
        }
        order.extend(Some(at).filter(|at| *at < n_lines));
    }
    let (rearranged, read) = kept(timeline, order, n_moved)?;
    // What could go on being sorted is no order that anybody has in mind.
    let between = Between::of(&read);
    let is_done = (0..n_lines).filter(|place| read.how(*place).out).all(|place| {
        let line = rearranged.order.get(place);
        let is_refused = line.and_then(|line| is_refused.get(*line)).is_some_and(|is_refused| *is_refused);
        is_refused || self::place(&read, &between, place).is_none()
    });
    // Beside what stays out of its place a date that is written now would say more than anybody knows.
    let all_move = (0..n_lines).filter(|line| timeline.how(*line).out).count() == n_moved;
    let is_plain = all_move || rearranged.dates.is_empty();
    (is_done && is_plain).then_some(rearranged)
}

/// The timeline with one line before another one, or at the end.
pub(crate) fn moved(
    timeline: &Timeline,
    ends: &[usize],
    line: usize,
    before: Option<usize>,
) -> Option<Rearranged> {
    let n_lines = timeline.marks.len();
    let (end, target) = (end_of(ends, line), before.unwrap_or(n_lines));
    if (line..end).contains(&target) {
        return None;
    }
    let others = || (0..n_lines).filter(|at| !(line..end).contains(at));
    let order =
        others().filter(|at| *at < target).chain(line..end).chain(others().filter(|at| *at >= target));
    kept(timeline, order.collect(), 1).map(|(rearranged, _)| rearranged)
}

fn end_of(ends: &[usize], line: usize) -> usize {
    ends.get(line).copied().unwrap_or(line + 1)
}

/// The lines in this order, if each is read as before and so many less are out of order.
fn kept(timeline: &Timeline, order: Vec<usize>, n_moved: usize) -> Option<(Rearranged, Timeline)> {
    let mut dates: Vec<(usize, Edit)> = Vec::new();
    let mut is_dated = vec![false; timeline.lines.len()];
    let mut places = vec![None; timeline.lines.len()];
    for (place, line) in order.iter().enumerate() {
        *places.get_mut(*line)? = Some(place);
    }
    // A table has a cell of its own for the day.
    let has_columns = |line: &Line| line.stamp.as_ref().is_some_and(|stamp| stamp.written.contains(" | "));
    let in_columns = timeline.lines.iter().any(has_columns);
    // A date that is written can make that of another one plain, hence once more.
    for _ in 0..3 {
        let mut lines: Vec<Line> =
            order.iter().filter_map(|line| timeline.lines.get(*line)).cloned().collect();
        for (line, date) in &dates {
            let dated = lines.get_mut(places.get(*line).copied().flatten()?)?;
            let text = apply_edits(&dated.text, std::slice::from_ref(date));
            *dated = dated.rewritten(&text);
        }
        let read = Timeline::new(timeline.context.clone(), lines);
        let is_lost = |(place, line): &(usize, &usize)| {
            let (before, after) = (timeline.readings().get(**line), read.readings().get(*place));
            before != after && !is_day_before(timeline, &order, *place, before, after)
        };
        let lost: Vec<usize> = order.iter().enumerate().filter(is_lost).map(|(_, line)| *line).collect();
        if lost.is_empty() {
            let is_out = |mark: &&Mark| mark.how.out || mark.how.half;
            let n_out = |timeline: &Timeline| timeline.marks.iter().filter(is_out).count();
            return (n_out(&read) + n_moved <= n_out(timeline))
                .then_some((Rearranged { order, dates }, read));
        }
        for line in lost {
            let is_new = !in_columns && !std::mem::replace(is_dated.get_mut(line)?, true);
            dates.push((line, written_date(timeline, line).filter(|_| is_new)?));
        }
    }
    None
}

/// Whether an entry was moved up past the line that dates it, to be of the day before.
fn is_day_before(
    timeline: &Timeline,
    order: &[usize],
    place: usize,
    before: Option<&Reading>,
    after: Option<&Reading>,
) -> bool {
    let next = order.get(place + 1).and_then(|line| timeline.items.get(*line));
    let local = |reading: Option<&Reading>| reading.and_then(|reading| reading.local);
    let is_earlier = match (local(before), local(after)) {
        (Some(before), Some(after)) => {
            before.checked_sub(jiff::SignedDuration::from_hours(24)).ok() == Some(after)
        }
        _ => false,
    };
    next.is_some_and(|item| item.kind == ItemKind::Separator) && is_earlier
}

/// The date of an entry that has none of its own, in front of its time.
fn written_date(timeline: &Timeline, line: usize) -> Option<Edit> {
    let stamp = timeline.stamp(line).filter(|stamp| stamp.start.date.is_none())?;
    let entry = timeline.lines.get(line).filter(|entry| entry.role == Role::Entry)?;
    let item = timeline.items.get(line).filter(|item| item.date == ItemDate::None)?;
    let mark = timeline.marks.get(line).filter(|mark| mark.how.real)?;
    if entry.text.starts_with(" |") || !item.has_clock() {
        return None;
    }
    let time = stamp.start.time.as_ref()?;
    let date = dated_like(timeline, timeline.marks.len(), date_of(mark.day)?);
    Some(Edit::new(Span::empty(time.span.start), format!("{date} ")))
}
