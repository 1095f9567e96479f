//! `timeline/order`: an entry earlier than the one before it.

mod between;
mod half;
mod place;

use std::cell::OnceCell;

use askhow_document::{Edit, Level, Rule, Span};

use super::mixed_zone::write_one;
use super::{at_stamp, edit, said};
use crate::item::{Item, ItemClock, ItemDate, ItemKind, date_of};
use crate::line::{Change, Finding, Fix};
use crate::stamp::Stamp;
use crate::timeline::Timeline;
use crate::write::{date_edits, iso, part_text};

use between::Between;
use half::{afternoon_fix, half_fix};
pub use place::Rearranged;
use place::move_fix;
pub(super) use place::reach;
pub(crate) use place::{moved, sorted};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/order",
    level: Level::Warning,
    summary: "An entry earlier than the one before it",
    about: "Out of order, a timeline hides who could have known what at which moment. The entry may belong \
            elsewhere, its date may have a slip, or a new day has begun without saying so.",
    questions: &["How did people come to know this, and at what moment?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 17:05 Ada rolls back.\n- 2019-03-25 16:50 Ada is paged.\n- 2019-03-25 17:20 Errors stop.\n",
        "## Timeline (UTC)\n\n- 2023-01-11 14:22 The alert fires.\n- 2022-01-11 14:40 Ada is paged.\n- 2023-01-11 14:50 Errors stop.\n",
    ],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:40 Ada is paged.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 23:50 The alert fires.\n- 00:10 Ada is paged.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- ~16:35 Customers write in.\n",
    ],
};

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    let how = timeline.how(line);
    (how.first && (how.out || how.slip)) || how.half || how.new_day || how.turned
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let between = OnceCell::new();
    for (n_before, line) in lines.iter().enumerate() {
        check_line(timeline, *line, Many { n_before, n_all: lines.len(), between: &between }, findings);
    }
}

/// How many findings there are, and which one this is: in a heap of entries nobody moves one by one.
#[derive(Clone, Copy)]
struct Many<'m> {
    n_before: usize,
    n_all: usize,
    /// For those that are moved.
    between: &'m OnceCell<Between>,
}

impl Many<'_> {
    /// So many entries may be moved one by one; each has its edits, which are as long as the timeline.
    const MOST: usize = 50;
    /// Of more, so many are still offered in the zone of most.
    const FEW: usize = 5;

    fn is_moved(self) -> bool {
        self.n_all <= Self::MOST
    }

    /// Each of these is read again with the whole timeline; of a heap the first few show how it would be.
    fn is_zoned(self) -> bool {
        self.n_all <= Self::MOST || self.n_before < Self::FEW
    }

    fn is_sorted(self) -> bool {
        self.n_all <= Self::MOST || self.n_before == 0
    }
}

fn check_line(timeline: &Timeline, line: usize, many: Many<'_>, findings: &mut Vec<Finding>) {
    let Some(stamp) = timeline.stamp(line) else { return };
    let how = timeline.how(line);
    if how.turned {
        findings.push(turned(timeline, line));
        return;
    }
    let run = run_of(timeline, line);
    let before = before(timeline, line);
    let after = after(timeline, run.end);
    let written = &stamp.written;
    // A slip forward stands before the entry that it should follow or equal.
    let is_early = how.new_day || before.is_some_and(|before| is_before(timeline, line, before));
    let (other, message) = match (before, after) {
        (Some(before), _) if is_early => (
            before,
            format!("{written} is earlier than the entry before it, at {}.", said(timeline, before, line)),
        ),
        (_, Some(after)) => (
            after,
            format!("{written} is later than the entry after it, at {}.", said(timeline, after, line)),
        ),
        (Some(before), None) => (
            before,
            format!("{written} does not fit the entry before it, at {}.", said(timeline, before, line)),
        ),
        (None, None) => return,
    };
    let mut finding = at_stamp(&RULE, line, stamp, message);
    let count = run.clone().filter(|at| timeline.how(*at).read).count();
    if count > 1 {
        let others = if count == 2 {
            "the entry after it".to_owned()
        } else {
            format!("the {} entries after it", count - 1)
        };
        let message = finding.message.trim_end_matches('.').to_owned();
        finding.message = format!("{message}; so {} {others}.", if count == 2 { "is" } else { "are" }).into();
    }
    let place = if is_early { "after" } else { "before" };
    finding.related.push((other, format!("{place} this one at {}", said(timeline, other, line))));
    // With times alone, only neighbours that agree make sure.
    let dated = timeline
        .items
        .get(line)
        .is_some_and(|item| matches!(item.date, ItemDate::Day(_) | ItemDate::MonthDay(..)));
    let agree = before.is_some() && after.is_some() && !how.new_day;
    if !dated && !agree {
        finding.level = Level::Information;
    }
    if !how.slip && many.is_zoned() {
        finding.fixes.extend(write_one(timeline, line));
    }
    let other_half = half_fix(timeline, line, stamp).filter(|_| how.half);
    let is_half = other_half.is_some() && before.is_some() && after.is_some() && finding.fixes.is_empty();
    finding.fixes.extend(other_half);
    if how.slip {
        finding.fixes.extend(slip_fix(timeline, run.clone()));
    } else if how.new_day {
        finding.fixes.extend(next_day(timeline, line));
    }
    // Which hour was meant, or which place, nobody but the writer can say.
    let afternoon = afternoon_fix(timeline, run.clone(), before, after);
    let afternoon = afternoon.filter(|_| !how.slip && !how.new_day && many.is_moved());
    let may_be_afternoon = afternoon.is_some();
    finding.fixes.extend(afternoon);
    if !how.slip && !how.new_day && count == 1 && many.is_moved() {
        finding.fixes.extend(before.and_then(|before| year_fix(timeline, line, before)));
        finding.fixes.extend(move_fix(timeline, many.between.get_or_init(|| Between::of(timeline)), line));
        finding.fixes.extend(day_before(timeline, line).filter(|_| !dated));
    }
    if how.out && many.is_sorted() {
        let title = "Sort the timeline".into();
        finding.fixes.push(Fix { title, preferred: false, safe: false, change: Change::Sort });
    }
    if (how.out || how.half) && !dated && is_early {
        finding.fixes.extend(next_day(timeline, line));
    }
    // Where it is the year or the place, or the place or the day, nobody but the writer can say.
    let is_open = may_be_afternoon
        || !is_half
            && finding.fixes.iter().any(|fix| fix.title.starts_with("Move"))
            && (finding.fixes.first().is_some_and(|fix| fix.title.starts_with("Write"))
                || !dated && before.is_some_and(|before| is_of_next_night(timeline, line, before)));
    if let Some(first) = finding.fixes.first_mut().filter(|_| !is_open) {
        first.preferred = true;
    }
    findings.push(finding);
}

/// `12.56` then `1.00`.
fn turned(timeline: &Timeline, line: usize) -> Finding {
    let stamp = timeline.lines.get(line).and_then(|line| line.stamp.as_deref());
    let written = stamp.map(|stamp| stamp.written.to_string()).unwrap_or_default();
    let span = stamp.map(|stamp| stamp.span).unwrap_or_default();
    let read = said(timeline, line, line);
    Finding {
        rule: &RULE,
        level: Level::Information,
        line,
        span,
        message: format!(
            "{written} and those after it are read as afternoon ({read}), since this clock has twelve hours."
        )
        .into(),
        questions: Vec::new(),
        related: before(timeline, line)
            .map(|before| (before, format!("after this one at {}", said(timeline, before, line))))
            .into_iter()
            .collect(),
        fixes: Vec::new(),
    }
}

/// The lines of the run of entries that share one finding.
fn run_of(timeline: &Timeline, line: usize) -> std::ops::Range<usize> {
    let mut end = line + 1;
    let mut at = line + 1;
    let start = timeline.how(line);
    while at < timeline.marks.len() {
        let how = timeline.how(at);
        let goes_on =
            how.read && !how.first && how.out == start.out && how.slip == start.slip && (how.out || how.slip);
        if goes_on {
            end = at + 1;
        } else if how.read {
            break;
        }
        at += 1;
    }
    line..end
}

/// The entry in order before a line that it is compared with: the nearest one that is really later, else the
/// nearest one.
fn before(timeline: &Timeline, line: usize) -> Option<usize> {
    const NEAR: usize = 100;
    let own = reach(timeline, line)?;
    let top = line.checked_sub(1).and_then(|above| timeline.marks.get(above))?.state.top;
    let near = || (0..line).rev().take(NEAR).filter(|at| in_order(timeline, *at));
    if top <= own.1 {
        return near().next().or_else(|| (0..line).rev().find(|at| in_order(timeline, *at)));
    }
    let is_later = |at: &usize| reach(timeline, *at).is_some_and(|other| other.0 > own.1);
    // The latest moment so far never falls from line to line.
    near().find(is_later).or_else(|| {
        let setter = timeline.marks.partition_point(|mark| mark.state.top < top);
        Some(setter).filter(|at| in_order(timeline, *at))
    })
}

/// The first entry in order from a line on.
fn after(timeline: &Timeline, line: usize) -> Option<usize> {
    (line..timeline.marks.len()).take(1_000).find(|at| in_order(timeline, *at))
}

pub(super) fn in_order(timeline: &Timeline, line: usize) -> bool {
    let how = timeline.how(line);
    // What lies somewhere in a day (`24:61`, `??:??`) is no measure for others.
    let is_known = |item: &Item| item.clock != ItemClock::Unknown;
    let fits = how.read && !how.out && !how.slip && !how.half && !how.unsure;
    fits && timeline.items.get(line).is_some_and(is_known)
}

fn is_before(timeline: &Timeline, line: usize, other: usize) -> bool {
    matches!((reach(timeline, line), reach(timeline, other)), (Some(line), Some(other)) if line.0 < other.0)
}

/// Whether an entry would be some hours behind the one before it if it were of the next day.
fn is_of_next_night(timeline: &Timeline, line: usize, before: usize) -> bool {
    const FAR: i64 = 18 * 3_600;
    let reaches = reach(timeline, line).zip(reach(timeline, before));
    reaches.is_some_and(|(own, before)| before.0 - own.1 > FAR)
}

/// *Move the entry to the day before, after 23:40*: up past the line that gives its date, where it would be
/// in order there.
fn day_before(timeline: &Timeline, line: usize) -> Option<Fix> {
    let is_separator =
        |at: &usize| timeline.items.get(*at).is_some_and(|item| item.kind == ItemKind::Separator);
    let separator = (0..line).rev().take(1_000).find(is_separator)?;
    let last = (0..separator).rev().take(1_000).find(|at| in_order(timeline, *at))?;
    // The line between may name no later day than the next one.
    let own = reach(timeline, line)?.0;
    let is_next = timeline.date_behind(separator) == timeline.date_behind(last)?.tomorrow().ok();
    if !is_next || own - 86_400 < reach(timeline, last)?.0 {
        return None;
    }
    let title = format!("Move the entry to the day before, after {}", said(timeline, last, last));
    Some(Fix { title, preferred: false, safe: false, change: Change::Move { line, before: Some(separator) } })
}

/// *It is the next day: add the date.*
fn next_day(timeline: &Timeline, line: usize) -> Option<Fix> {
    let stamp = timeline.stamp(line).filter(|stamp| stamp.start.date.is_none())?;
    let mark = timeline.marks.get(line).filter(|mark| mark.how.real)?;
    let day = if mark.how.new_day { mark.day } else { mark.day.checked_add(1)? };
    let time = stamp.start.time.as_ref()?;
    let date = dated_like(timeline, line, date_of(day)?);
    let change = match day_cell(timeline, line, time.span.start) {
        Some(at) => Edit::new(Span::empty(at), date.as_str()),
        None => Edit::new(Span::empty(time.span.start), format!("{date} ")),
    };
    Some(edit(format!("It is the next day: add {date}"), vec![(line, change)]))
}

/// Where the date of a row goes whose time stands in the cell behind an empty one, as dates of rows above it do.
fn day_cell(timeline: &Timeline, line: usize, time: usize) -> Option<usize> {
    let in_own_cell = |stamp: &Stamp| {
        let parts = stamp.start.date.as_ref().zip(stamp.start.time.as_ref());
        parts.is_some_and(|(date, time)| {
            let between = Span::new(date.span.end, time.span.start.max(date.span.end));
            part_text(stamp, between).contains('|')
        })
    };
    let above = timeline.lines.get(..line)?.iter().rev().take(200);
    let model = above.filter_map(|line| line.stamp.as_deref()).find(|stamp| stamp.start.date.is_some())?;
    let before = timeline.lines.get(line)?.text.get(..time)?.strip_suffix(" | ")?;
    (in_own_cell(model) && (before.is_empty() || before.ends_with(" | "))).then_some(before.len())
}

/// A date in the notation that the timeline uses before this line.
pub(crate) fn dated_like(timeline: &Timeline, line: usize, day: jiff::civil::Date) -> String {
    let template = (0..line).rev().take(200).find_map(|at| {
        let stamp = timeline.lines.get(at)?.stamp.as_deref()?;
        let date =
            stamp.start.date.as_ref().filter(|date| date.weekday.is_none() && !date.parts.is_empty())?;
        if date.last.is_some() {
            return None;
        }
        let edits = date_edits(stamp, date, day);
        let written = askhow_document::apply_edits(&stamp.written, &edits);
        let lead = date.span.start.checked_sub(stamp.span.start)?;
        let tail = stamp.span.end.checked_sub(date.span.end)?;
        Some(written.get(lead..written.len().checked_sub(tail)?)?.to_owned())
    });
    template.unwrap_or_else(|| iso(day))
}

/// *Write 2022-01-09*: an entry that another year would bring next to the one before it, if not behind it.
fn year_fix(timeline: &Timeline, line: usize, before: usize) -> Option<Fix> {
    let ItemDate::Day(day) = timeline.items.get(line)?.date else { return None };
    let near = timeline.marks.get(before)?.day;
    let (written, wanted) = (date_of(day)?, date_of(near)?);
    let meant = jiff::civil::Date::new(wanted.year(), written.month(), written.day()).ok()?;
    if meant == written || (crate::item::day_number(meant) - near).abs() > 1 {
        return None;
    }
    let stamp = timeline.stamp(line)?;
    let edits = date_edits(stamp, stamp.start.date.as_ref()?, meant);
    let edits =
        edits.into_iter().map(|edit| (line, Edit::new(edit.span.shift(stamp.span.start), edit.new_text)));
    Some(edit(format!("Write {meant}"), edits.collect()))
}

/// The dates of a run of slips as they were meant.
fn slip_fix(timeline: &Timeline, run: std::ops::Range<usize>) -> Option<Fix> {
    let mut edits = Vec::new();
    let mut title = None;
    for line in run {
        let (Some(stamp), Some(mark)) = (timeline.stamp(line), timeline.marks.get(line)) else { continue };
        let Some(date) = stamp.start.date.as_ref().filter(|_| mark.how.slip) else { continue };
        let day = date_of(mark.day)?;
        for edit in date_edits(stamp, date, day) {
            if edit.new_text != part_text(stamp, edit.span.shift(stamp.span.start)) {
                edits.push((line, Edit::new(edit.span.shift(stamp.span.start), edit.new_text)));
            }
        }
        title.get_or_insert_with(|| format!("Write {day}"));
    }
    let several = edits.iter().map(|(line, _)| line).collect::<std::collections::BTreeSet<_>>().len();
    let title = title?;
    Some(edit(if several > 1 { format!("{title} in all {several}") } else { title }, edits))
}
