//! The other half of the day: what is out of order by twelve hours.

use std::ops::Range;

use askhow_document::{Edit, apply_edits};

use super::{edit, reach};
use crate::item::DAY;
use crate::line::Fix;
use crate::read::read_stamp;
use crate::stamp::{PartKind, Stamp, TimeValue};
use crate::timeline::Timeline;
use crate::write::{part_text, time_edits};

/// *Write 10:25am*: the other half of the day.
pub(super) fn half_fix(timeline: &Timeline, line: usize, stamp: &Stamp) -> Option<Fix> {
    let (edits, time) = other_half(timeline, line, stamp)?;
    Some(edit(format!("Write {time}"), edits))
}

/// The time of an entry in the other half of the day: what changes, and how it is written then.
fn other_half(timeline: &Timeline, line: usize, stamp: &Stamp) -> Option<(Vec<(usize, Edit)>, String)> {
    // Of several times nobody knows which are of the other half.
    let part = stamp.start.time.as_ref().filter(|_| stamp.between.is_empty())?;
    let TimeValue::At { time, .. } = part.value else { return None };
    let half = jiff::SignedDuration::from_hours(if time.hour() < 12 { 12 } else { -12 });
    let meant = time.checked_add(half).ok()?;
    let mut edits = time_edits(stamp, part, meant);
    edits.retain(|edit| edit.new_text != part_text(stamp, edit.span.shift(stamp.span.start)));
    let written = apply_edits(&stamp.written, &edits);
    let read = read_stamp(&written)?;
    let is_meant = matches!(read.start.time, Some(part) if matches!(part.value, TimeValue::At { time, .. } if time == meant));
    if edits.is_empty() || !is_meant || timeline.stamp(line).is_none() {
        return None;
    }
    let lead = part.span.start.checked_sub(stamp.span.start)?;
    let tail = stamp.span.end.checked_sub(part.span.end)?;
    let time = written.get(lead..written.len().checked_sub(tail)?)?.to_owned();
    let edits =
        edits.into_iter().map(|edit| (line, Edit::new(edit.span.shift(stamp.span.start), edit.new_text)));
    Some((edits.collect(), time))
}

/// *Write 13:25* for entries between 13:10 and 13:40 that say `01:25`.
pub(super) fn afternoon_fix(
    timeline: &Timeline,
    run: Range<usize>,
    before: Option<usize>,
    after: Option<usize>,
) -> Option<Fix> {
    let (mut last, end) = (reach(timeline, before?)?.0, reach(timeline, after?)?.1);
    let mut edits = Vec::new();
    let mut written = Vec::new();
    for line in run.filter(|line| timeline.how(*line).read) {
        let stamp = timeline.stamp(line).filter(|stamp| !says_half(stamp) && stamp.end.is_none())?;
        let at = reach(timeline, line)?.0 + DAY / 2;
        if !(last..=end).contains(&at) {
            return None;
        }
        last = at;
        let (own, time) = other_half(timeline, line, stamp)?;
        edits.extend(own);
        written.push(time);
    }
    let title = match written.as_slice() {
        [] => return None,
        [only] => format!("Write {only}"),
        [first, last] => format!("Write {first} and {last}"),
        [first, .., last] => format!("Write {first} to {last}"),
    };
    Some(edit(title, edits))
}

/// Whether it says which half of the day it is of.
fn says_half(stamp: &Stamp) -> bool {
    let time = stamp.start.time.as_ref();
    time.is_none_or(|time| time.parts.iter().any(|part| part.kind == PartKind::Meridiem))
}
