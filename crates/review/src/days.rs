//! A place that states several days: which of them each line under it is of.
//!
//! `2026-05-09 → 2026-05-10 (overnight)` dates its first lines with the first day, and those behind midnight with the
//! second. Where midnight was is seen from the clock; where it can't be seen, the day is marked as doubtful, and
//! nothing rests on it.

use std::sync::Arc;

use askhow_timeline::{DatePart, DateValue, Frame, Line, PartKind, Role, Stamp};
use jiff::civil::Date;

/// A step back of so many seconds is a night; of more than an hour it may be one.
const NIGHT: i64 = 6 * 3_600;
const HOUR: i64 = 3_600;

/// Gives each line under a place of several days its own day.
pub(crate) fn spread(lines: &mut [Line]) {
    let mut rest = lines;
    while !rest.is_empty() {
        let place =
            rest.first().and_then(|line| place_of(line)).map(|frame| (frame.place, frame.date.clone()));
        let same = |line: &Line| place_of(line).map(|frame| (frame.place, frame.date.clone())) == place;
        let n_lines = rest.iter().take_while(|line| same(line)).count().max(1);
        let (block, behind) = rest.split_at_mut(n_lines);
        if place.is_some() {
            spread_block(block);
        }
        rest = behind;
    }
}

fn place_of(line: &Line) -> Option<&Frame> {
    line.frame.as_deref().filter(|frame| frame.last.is_some())
}

fn spread_block(lines: &mut [Line]) {
    let Some((first, last)) =
        lines.first().and_then(place_of).and_then(|frame| Some((frame.date.clone()?, frame.last.clone()?)))
    else {
        return;
    };
    let entries =
        || lines.iter().filter(|line| line.role == Role::Entry).filter_map(|line| line.stamp.as_deref());
    // Dates of their own say more than the place.
    if entries().any(|stamp| stamp.has_date) {
        return;
    }
    let days = days(&first, &last);
    let n_days = days.as_ref().map_or(0, Vec::len);
    let is_clear = days.is_some() && tells_nights(entries(), n_days);
    let mut nth = 0;
    let mut before: Option<i64> = None;
    let mut made: Option<(Arc<Frame>, usize, Arc<Frame>)> = None;
    for line in lines.iter_mut().filter(|line| line.role == Role::Entry) {
        let clock = line.stamp.as_deref().and_then(Stamp::second);
        if let Some((clock, before)) = clock.zip(before) {
            nth = (nth + usize::from(before - clock >= NIGHT)).min(n_days.saturating_sub(1));
        }
        before = clock.or(before);
        let Some(frame) = &line.frame else { continue };
        let known = made.as_ref().filter(|(from, at, _)| Arc::ptr_eq(from, frame) && *at == nth);
        let own = known.map_or_else(
            || {
                let date =
                    days.as_ref().and_then(|days| days.get(nth).cloned()).or_else(|| frame.date.clone());
                let place = frame.place.wrapping_add(u32::try_from(nth).unwrap_or(0));
                Arc::new(Frame { date, place, doubtful: !is_clear, ..Frame::clone(frame) })
            },
            |(.., own)| Arc::clone(own),
        );
        made = Some((Arc::clone(frame), nth, Arc::clone(&own)));
        line.frame = Some(own);
    }
}

/// Whether the clock of these entries goes back once for each night between so many days, and never by an amount that
/// may be a night or a slip.
fn tells_nights<'s>(entries: impl Iterator<Item = &'s Stamp>, n_days: usize) -> bool {
    let stamps: Vec<&Stamp> = entries.collect();
    let zone = |stamp: &Stamp| stamp.start.zone.as_ref().map(|part| part.zone.clone());
    let one_zone = stamps.windows(2).all(|two| matches!(two, [a, b] if zone(a) == zone(b)));
    // On a clock of twelve hours noon goes back too.
    let twelve = |stamp: &&Stamp| {
        let time = stamp.start.time.as_ref();
        time.is_some_and(|time| !time.parts.iter().any(|part| part.kind == PartKind::Meridiem))
            && stamp.second().is_none_or(|second| second < 13 * HOUR)
    };
    let is_relative = stamps.iter().any(|stamp| stamp.relative.is_some() || stamp.bare);
    if !one_zone || is_relative || stamps.iter().all(twelve) {
        return false;
    }
    let clocks: Vec<i64> = stamps.iter().filter_map(|stamp| stamp.second()).collect();
    let back = |two: &[i64]| matches!(two, [a, b] if a - b >= NIGHT);
    let unclear = |two: &[i64]| matches!(two, [a, b] if (HOUR..NIGHT).contains(&(a - b)));
    let nights = clocks.windows(2).filter(|two| back(two)).count();
    nights + 1 == n_days && !clocks.windows(2).any(unclear)
}

/// The days from one to another, a week at most.
fn days(first: &DatePart, last: &DatePart) -> Option<Vec<DatePart>> {
    // Without a year: one in which the 29th of February is a day.
    let date = |part: &DatePart| match part.value {
        DateValue::Full(day) => Some(day),
        DateValue::MonthDay(month, day) => Date::new(2000, month, day).ok(),
        _ => None,
    };
    let has_year = |part: &DatePart| matches!(part.value, DateValue::Full(_));
    let (from, to) = (date(first)?, date(last)?);
    if has_year(first) != has_year(last) || from >= to {
        return None;
    }
    let mut days = vec![first.clone()];
    let mut day = from.tomorrow().ok()?;
    while day <= to && days.len() < 8 {
        let value =
            if has_year(first) { DateValue::Full(day) } else { DateValue::MonthDay(day.month(), day.day()) };
        days.push(DatePart { value, last: None, ..first.clone() });
        day = day.tomorrow().ok()?;
    }
    (day > to).then_some(days)
}
