//! What the head of a review says of its times: fields with a clock time and a zone, spans from start to end, a clock
//! time in the summary that is that of an entry.

use askhow_english::class::is;
use askhow_timeline::{Context, End, Line, Role, Stamp, TimeValue, Timeline, Zone};
use jiff::civil::DateTime;

use super::local_of;
use super::reach::Heard;
use crate::form::Field;
use crate::vocabulary::Vocabulary;

/// Fields that may say from when to when it was, the first that does.
const SPANS: [Field; 3] = [Field::IncidentStart, Field::Date, Field::Duration];

/// Fields that say when something was in the incident.
pub(super) const MOMENTS: [Field; 5] =
    [Field::IncidentStart, Field::IncidentDetected, Field::StabilizationTime, Field::Date, Field::Duration];

/// A span that a field of the form says: when it began, and the clock that its zone shows when it was over.
#[derive(Clone, Copy, Default)]
pub(super) struct Window {
    pub(super) start: Option<DateTime>,
    pub(super) end: Option<DateTime>,
}

impl Heard<'_, '_> {
    /// The zone that the head states by the times in it, where no entry states one; and where some do, but another one has
    /// the clock time of a moment of the form.
    pub(super) fn zone_of_head(&self, rows: &[Line]) -> Option<Zone> {
        let entries = || rows.iter().filter(|row| row.role == Role::Entry);
        let states = |row: &Line| {
            row.zone().is_some() || row.stamp.as_deref().is_some_and(|stamp| stamp.start.zone.is_some())
        };
        if entries().any(states) {
            let mut unzoned = entries().filter(|row| !states(row)).filter_map(|row| row.stamp.as_deref());
            let is_of_form =
                unzoned.any(|stamp| self.clocks_of_fields().any(|clock| stamp.second() == Some(clock)));
            return if is_of_form { only(self.zones_of_fields()) } else { None };
        }
        let mut of_fields = self.zones_of_fields().peekable();
        if of_fields.peek().is_some() { only(of_fields) } else { self.zone_of_summary(rows) }
    }

    /// The one zone of clock times in the summary that are those of entries.
    fn zone_of_summary(&self, rows: &[Line]) -> Option<Zone> {
        let stamps = rows.iter().filter(|row| row.role == Role::Entry).filter_map(|row| row.stamp.as_deref());
        let exact = stamps.filter(|stamp| {
            let time = stamp.start.time.as_ref().map(|time| time.value);
            matches!(time, Some(TimeValue::At { grain, .. }) if grain <= 60)
        });
        only(exact.filter_map(Stamp::second).flat_map(|second| self.zones_at(second / 60)))
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

    /// When it began, by a field that says so beside another day (`2026-08-04 (onset 2026-08-03 23:35 UTC)`), or by how
    /// long it has been: from a moment on.
    pub(super) fn onset(&self, context: &Context) -> Option<DateTime> {
        let date = self.field(Field::Date).and_then(|read| local_of(noted_onset(&read.text)?, context));
        date.or_else(|| local_of(self.field(Field::Duration)?.text.trim(), context))
    }
}

/// What stands behind a word for the beginning, in brackets.
fn noted_onset(text: &str) -> Option<&str> {
    text.split('(').skip(1).find_map(|note| {
        let (word, moment) = note.trim_start().split_once([' ', ':'])?;
        let is_begin = is(&word.to_ascii_lowercase(), Vocabulary::Onset);
        let moment = moment.trim_start_matches([':', ' ']);
        let moment = ["at ", "on "].iter().find_map(|lead| moment.strip_prefix(lead)).unwrap_or(moment);
        is_begin.then(|| moment.split(')').next().unwrap_or(moment))
    })
}

/// What all of these are, if they are one.
fn only<'z>(mut zones: impl Iterator<Item = &'z Zone>) -> Option<Zone> {
    let one = zones.next()?;
    zones.all(|zone| zone == one).then(|| one.clone())
}
