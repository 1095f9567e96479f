//! An incident that is going on, as its review tells: since when, and when something was last written down.

use askhow_timeline::Kind;
use jiff::{SignedDuration, Timestamp};

use crate::entry_text::EntryText;
use crate::fields::FieldRead;
use crate::form::{Field, is_open_value};
use crate::outline::Part;
use crate::review::Review;
use crate::rules::section::is_written;
use crate::section::Section;
use crate::timelines::TimelinePart;

/// So long after its last entry an incident counts as going on.
const LASTS: SignedDuration = SignedDuration::from_hours(24);

/// Clocks differ by so much: an entry later than this is one of the future.
const AHEAD: SignedDuration = SignedDuration::from_secs(60);

/// The moments by which an editor tells how long an incident has been going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Live {
    /// When it began: Incident Start of the form, else the first entry.
    pub start: Timestamp,
    /// When the last entry was.
    pub last: Timestamp,
}

impl Live {
    /// Whether it is going on at a moment: its last entry is at most a day old, and none is yet to come.
    pub fn is_running(&self, now: Timestamp) -> bool {
        is_recent(self.last, now)
    }
}

fn is_recent(last: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(last);
    -AHEAD <= age && age < LASTS
}

impl Review {
    /// The moments of an incident that is not called stable; `None` where it is, where the review tells of several, and
    /// where no entry has a date, a time and a zone.
    pub fn live(&self) -> Option<Live> {
        if self.is_untouched() || self.outline.incidents().next().is_some() {
            return None;
        }
        let first = self.by(|line| line.at).into_iter().find(|it| self.is_entry(it.timeline, it.line))?.at;
        let last = self.last_entry()?;
        if is_stable(self, &last) {
            return None;
        }
        let start = self.moment(Field::IncidentStart).and_then(|reading| reading.instant);
        let start = start.filter(|start| *start <= last.until).unwrap_or(first);
        Some(Live { start, last: last.until })
    }

    /// Whether its incident is going on now.
    pub fn is_running(&self) -> bool {
        self.surroundings.now.is_some_and(|now| self.live().is_some_and(|live| live.is_running(now)))
    }

    /// Whether it is too early to ask for what is missing: the incident is going on, or it was within a day and nothing but
    /// its timeline is written.
    pub fn is_early(&self) -> bool {
        *self.asked.early.get_or_init(|| self.reads_early())
    }

    fn reads_early(&self) -> bool {
        let Some(now) = self.surroundings.now else { return false };
        // Nearly all reviews are of another day, whatever of their lines is an entry.
        let lines = self.timelines.iter().flat_map(dated);
        if !lines.into_iter().any(|line| is_recent(line.until, now)) {
            return false;
        }
        let is_of_today = || self.last_entry().is_some_and(|last| is_recent(last.until, now));
        let is_told = |part: &Part| {
            let section = part.named.as_ref().and_then(|named| named.section);
            section.is_some_and(|section| section != Section::Timeline) && is_written(self, part)
        };
        is_of_today() && (self.live().is_some() || !self.outline.parts.iter().any(is_told))
    }

    /// Whether the form says when it was stable; `None` where it has no place for that.
    pub(crate) fn says_stable(&self) -> Option<bool> {
        let is_of_end = |read: &&FieldRead| read.field == Field::StabilizationTime;
        let mut fields = self.form.fields.iter().filter(is_of_end).peekable();
        fields.peek()?;
        Some(fields.any(|read| !is_open_value(&read.text)))
    }

    /// The timeline to which the last entry belongs.
    pub fn last_timeline(&self) -> Option<&TimelinePart> {
        Some(self.last_entry()?.timeline)
    }

    /// The last entry; of two at the same time the later one in the text.
    fn last_entry(&self) -> Option<Stamped<'_>> {
        self.by(|entry| entry.until).into_iter().rev().find(|it| self.is_entry(it.timeline, it.line))
    }

    /// All lines whose moments are known by these moments: nearly always the first or the last is an entry, and no other
    /// is looked at.
    fn by(&self, moment: fn(&Stamped<'_>) -> Timestamp) -> Vec<Stamped<'_>> {
        let mut lines: Vec<Stamped<'_>> = self.timelines.iter().flat_map(dated).collect();
        lines.sort_by_key(moment);
        lines
    }
}

/// Whether the form says when it was stable, or, where it has no place for that, the last entry tells of a recovery.
fn is_stable(review: &Review, last: &Stamped<'_>) -> bool {
    review.says_stable().unwrap_or_else(|| {
        let said = EntryText::of(review, last.timeline, last.line);
        said.is_some_and(|said| said.parts(&said.moments(review)).kind == Some(Kind::Recovery))
    })
}

/// A line whose moment is known.
struct Stamped<'r> {
    timeline: &'r TimelinePart,
    line: usize,
    at: Timestamp,
    until: Timestamp,
}

/// The lines whose moments are known, entries or not.
fn dated(timeline: &TimelinePart) -> impl Iterator<Item = Stamped<'_>> {
    let readings = timeline.timeline.readings().iter().enumerate();
    readings.filter_map(move |(line, reading)| {
        let at = reading.instant?;
        Some(Stamped { timeline, line, at, until: reading.end.filter(|end| *end > at).unwrap_or(at) })
    })
}
