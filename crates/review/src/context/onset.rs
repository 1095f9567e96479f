//! What the moment at which an incident began says about the day of its first entries.

use askhow_timeline::{Context, DateValue, Line, Role, Stamp};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

/// The first entry may be so much before the start that the form says.
const BEFORE: SignedDuration = SignedDuration::from_mins(10);

/// The day of the first entry, where the title names the one beside that of the start: the one on which its clock lies
/// nearest to the start.
pub(super) fn day(start: DateTime, titled: Option<Date>, rows: &[Line]) -> Option<Date> {
    let titled = titled.filter(|day| *day != start.date())?;
    let days_apart = titled.until(start.date()).ok()?.get_days().abs();
    let first = entries(rows).find(|(_, stamp)| stamp.has_time)?;
    let clock = clock(first.0, first.1).filter(|_| days_apart == 1)?;
    let away = |day: Date| at(day, clock).map(|at| at.duration_since(start).abs());
    (away(start.date())? < away(titled)?).then(|| start.date())
}

/// Whether what happened before the incident stands above it with a date of its own, and the clock times below are
/// those of the incident.
pub(super) fn is_behind_background(context: &Context, rows: &[Line]) -> bool {
    let Some(start) = context.start else { return false };
    let is_before = |stamp: &Stamp| match stamp.start.date.as_ref().map(|date| date.value) {
        Some(DateValue::Full(day)) => day < start.date(),
        _ => false,
    };
    let behind = entries(rows).skip_while(|(_, stamp)| !is_before(stamp));
    let mut behind = behind.skip_while(|(_, stamp)| is_before(stamp));
    let first = behind.next().and_then(|(line, stamp)| at(start.date(), clock(line, stamp)?));
    let Some(first) = first else { return false };
    let end = context.stabilized.unwrap_or_else(|| start.saturating_add(BEFORE));
    start.saturating_sub(BEFORE) <= first && first <= end
}

fn entries(rows: &[Line]) -> impl Iterator<Item = (&Line, &Stamp)> {
    let entries = rows.iter().filter(|row| row.role == Role::Entry);
    entries
        .filter_map(|row| Some((row, row.stamp.as_deref().filter(|stamp| !stamp.bare && !stamp.is_lent())?)))
}

/// The second of the day of an entry that neither it nor a place in the timeline dates.
fn clock(line: &Line, stamp: &Stamp) -> Option<i64> {
    let is_framed = line.frame.as_deref().is_some_and(|frame| frame.date.is_some());
    stamp.second().filter(|_| !stamp.has_date && !is_framed)
}

fn at(day: Date, second: i64) -> Option<DateTime> {
    day.to_datetime(jiff::civil::Time::midnight()).checked_add(SignedDuration::from_secs(second)).ok()
}
