//! What the head of a review says of its times: fields with a clock time and a zone, spans from start to end, a clock
//! time in the summary that is that of an entry.

use askhow_timeline::{Context, End, Line, Role, TimeValue, Timeline, Zone, read_stamp};
use jiff::civil::DateTime;

use super::Around;
use crate::fields::FieldRead;
use crate::form::Field;

/// Fields that may say from when to when it was, the first that does.
const SPANS: [Field; 3] = [Field::IncidentStart, Field::Date, Field::Duration];

/// Fields that say when something was in the incident.
const MOMENTS: [Field; 5] =
    [Field::IncidentStart, Field::IncidentDetected, Field::StabilizationTime, Field::Date, Field::Duration];

/// A span that a field of the form says: when it began, and the clock that its zone shows when it was over.
#[derive(Clone, Copy, Default)]
pub(super) struct Window {
    pub(super) start: Option<DateTime>,
    pub(super) end: Option<DateTime>,
}

impl Around<'_> {
    /// The zone that the head states by the times in it, where no entry states one.
    pub(super) fn zone_of_head(&self, rows: &[Line]) -> Option<Zone> {
        let mut entries = rows.iter().filter(|row| row.role == Role::Entry);
        let states = |row: &Line| {
            row.zone().is_some() || row.stamp.as_deref().is_some_and(|stamp| stamp.start.zone.is_some())
        };
        if entries.any(states) {
            return None;
        }
        let of_fields = self.zones_of_fields();
        if of_fields.is_empty() { self.zone_of_summary(rows) } else { only(of_fields.into_iter()) }
    }

    /// The zones in which the fields of the form say their clock times.
    fn zones_of_fields(&self) -> Vec<Zone> {
        let fields = self.review.form.fields.iter();
        let fields = fields.filter(|read| MOMENTS.contains(&read.field) && self.is_said_here(read));
        let zones = fields.filter_map(|read| {
            let stamp = read_stamp(read.text.trim())?;
            Some(stamp.start.zone.filter(|_| stamp.has_time && !stamp.bare)?.zone)
        });
        zones.collect()
    }

    /// The one zone of clock times in the summary that are those of entries.
    fn zone_of_summary(&self, rows: &[Line]) -> Option<Zone> {
        let review = self.review;
        let is_entry = |seconds: i64| {
            rows.iter().any(|row| {
                let Some(stamp) = row.stamp.as_deref().filter(|_| row.role == Role::Entry) else { return false };
                let time = stamp.start.time.as_ref().map(|time| time.value);
                matches!(time, Some(TimeValue::At { grain, .. }) if grain <= 60)
                    && stamp.second().is_some_and(|own| own / 60 == seconds / 60)
            })
        };
        let told = review.facts.iter().zip(&review.starts).flat_map(|(facts, start)| {
            facts.clocks.iter().map(move |(span, clocks)| (start + span.start, clocks))
        });
        let told =
            told.filter(|(at, _)| *at < self.start && self.describes(*at) && self.is_reached_from(*at, true));
        let told = told.flat_map(|(_, clocks)| clocks);
        only(told.filter(|(seconds, _)| is_entry(*seconds)).map(|(_, zone)| zone.clone()))
    }

    fn is_said_here(&self, read: &FieldRead) -> bool {
        !read.text.trim().is_empty() && self.is_reached_from(read.span.start, false)
    }

    /// The field that says from when to when it was.
    fn span_field(&self) -> Option<Line> {
        SPANS.into_iter().find_map(|field| {
            let read = self.field(field)?;
            let line = Line::read(Role::Entry, read.text.trim());
            let stamp = line.stamp.as_deref()?;
            let is_span = matches!(stamp.end.as_deref(), Some(End::At(end)) if end.time.is_some());
            (is_span && stamp.has_time && stamp.span.start == 0 && !stamp.bare).then_some(line)
        })
    }

    /// From when to when it was, by a field that says both.
    pub(super) fn window(&self, context: &Context) -> Window {
        let Some(line) = self.span_field() else { return Window::default() };
        let timeline = Timeline::new(context.clone(), vec![line]);
        let Some(reading) = timeline.readings().first() else { return Window::default() };
        let of_entries = context.zone.as_ref().filter(|zone| !zone.is_ambiguous());
        let clock = |instant| of_entries.map(|zone| zone.time_zone().to_datetime(instant));
        let start = reading.instant.and_then(clock).or(reading.local);
        Window { start, end: reading.end.and_then(clock) }
    }
}

/// What all of these are, if they are one.
fn only(zones: impl Iterator<Item = Zone>) -> Option<Zone> {
    let mut one: Option<Zone> = None;
    for zone in zones {
        if one.as_ref().is_some_and(|one| *one != zone) {
            return None;
        }
        one = Some(zone);
    }
    one
}
