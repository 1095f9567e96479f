//! Writes the stamps of new entries the way those around them are written.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::Zone;
use crate::line::{Reading, Role};
use crate::rules::dated_like;
use crate::stamp::{PartKind, Stamp};
use crate::timeline::Timeline;
use crate::write::{relative_at, stamp_at};

/// Writes stamps behind a line of a timeline, one after the other: in the notation and the zone of the
/// entry there, with a date where it changes.
#[derive(Debug)]
pub struct Scribe<'t> {
    timeline: &'t Timeline,
    /// Behind which line; `None` for before the first.
    line: Option<usize>,
    model: Option<&'t Stamp>,
    zone: Option<Zone>,
    /// The date that an entry without one has here.
    date: Option<Date>,
}

impl<'t> Scribe<'t> {
    /// Behind `line`, or before the first one.
    pub fn behind(timeline: &'t Timeline, line: Option<usize>) -> Self {
        let model_line = model(timeline, line);
        let number = model_line.and_then(|line| timeline.items.get(line)).map_or(0, |item| item.zone);
        let context = timeline.context();
        let zone = timeline.zones.get(number).filter(|zone| !zone.is_ambiguous()).cloned();
        let zone = zone.or_else(|| context.zone.clone()).or_else(|| context.configured_zone.clone());
        Self {
            timeline,
            line,
            model: model_line.and_then(|line| timeline.stamp(line)),
            zone,
            date: line.and_then(|line| timeline.date_behind(line)).or(timeline.date),
        }
    }

    /// The zone in which stamps are read here, where one is to be had.
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// The date that an entry without one has here.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// The nearest moment that is known above this place.
    pub fn moment_above(&self) -> Option<Timestamp> {
        let above = self.timeline.readings().get(..=self.line?)?;
        above.iter().rev().find_map(|reading| reading.instant)
    }

    /// The stamp of an entry at a moment, in the zone of this place (UTC where it has none): counted from the start where
    /// the entry beside it is. `seconds` are written where the moment has some.
    pub fn write_moment(&mut self, moment: Timestamp, seconds: bool) -> String {
        let beside = self.line.unwrap_or(0);
        let counted = self.timeline.stamp(beside).zip(self.timeline.readings().get(beside));
        if let Some(stamp) = counted.and_then(|(stamp, reading)| relative_at(stamp, reading, moment)) {
            return stamp;
        }
        let local = self.zone.as_ref().unwrap_or(&Zone::utc()).time_zone().to_datetime(moment);
        let mut stamp = self.write(local, true, seconds && local.second() != 0);
        if self.zone.is_none() {
            stamp.push_str(" UTC");
        }
        stamp
    }

    /// The stamp of the next entry. `local` is in the zone of this place; without `dated` its date is
    /// anything, and not written. `seconds` are written where they are known, whatever those around do.
    pub fn write(&mut self, local: DateTime, dated: bool, seconds: bool) -> String {
        let (hour, minute, second) = (local.hour(), local.minute(), local.second());
        let of_model = self.model.and_then(|model| stamp_at(model, local));
        let has_date = of_model.is_some() && self.model.is_some_and(|model| model.has_date);
        let has_seconds = self.model.and_then(|model| model.start.time.as_ref()).is_some_and(|time| {
            of_model.is_some() && time.parts.iter().any(|part| part.kind == PartKind::Second)
        });
        let mut text = of_model.unwrap_or_else(|| format!("{hour:02}:{minute:02}"));
        if seconds && !has_seconds {
            let minute = format!(":{minute:02}");
            text = text.replacen(&minute, &format!("{minute}:{second:02}"), 1);
        }
        let is_new = self.date != Some(local.date());
        if dated && is_new && !has_date {
            let line = self.line.map_or(0, |line| line + 1);
            let joint = if self.has_date_cells(line) { " | " } else { " " };
            text = format!("{}{joint}{text}", dated_like(self.timeline, line, local.date()));
        }
        if dated {
            self.date = Some(local.date());
        }
        text
    }

    /// Whether the nearest date above a line stands in a cell of its own, before that of the time.
    fn has_date_cells(&self, line: usize) -> bool {
        let mut above = (0..line).rev().filter_map(|line| self.timeline.stamp(line));
        let parts =
            above.find_map(|stamp| Some((stamp, stamp.start.date.as_ref()?, stamp.start.time.as_ref()?)));
        parts.is_some_and(|(stamp, date, time)| {
            let begin = |at: usize| at.saturating_sub(stamp.span.start);
            let between = stamp.written.get(begin(date.span.end)..begin(time.span.start));
            between.is_some_and(|between| between.contains('|'))
        })
    }
}

/// The entry whose notation is followed: the nearest above with a whole clock time, else the first below.
fn model(timeline: &Timeline, line: Option<usize>) -> Option<usize> {
    let fits = |at: &usize| {
        let is_entry = timeline.lines().get(*at).is_some_and(|line| line.role == Role::Entry);
        let known = timeline.readings().get(*at).is_some_and(has_clock);
        let plain = timeline.stamp(*at).is_some_and(|stamp| {
            stamp.relative.is_none()
                && stamp.problems.is_empty()
                && stamp.start.time.as_ref().is_some_and(is_whole)
        });
        is_entry && known && plain
    };
    let from = line.map_or(0, |line| line + 1);
    (0..from).rev().find(fits).or_else(|| (from..timeline.lines().len()).find(fits))
}

fn has_clock(reading: &Reading) -> bool {
    reading.local.is_some() || reading.time.is_some()
}

fn is_whole(time: &crate::TimePart) -> bool {
    time.parts.iter().any(|part| part.kind == PartKind::Hour)
        && matches!(time.value, crate::TimeValue::At { .. } | crate::TimeValue::EndOfDay)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::line::{Context, Line};

    fn timeline(lines: &[&str]) -> Timeline {
        Timeline::new(Context::default(), lines.iter().map(|line| Line::read(Role::Entry, line)).collect())
    }

    #[test]
    fn stamps_look_like_those_above_and_say_a_new_day_once() {
        let timeline = timeline(&["2019-03-25 11:50 PM paged", "11:55 PM looks"]);
        let mut scribe = Scribe::behind(&timeline, Some(1));
        assert_eq!(scribe.write(date(2019, 3, 25).at(23, 58, 0, 0), true, false), "11:58 PM");
        assert_eq!(scribe.write(date(2019, 3, 26).at(0, 3, 7, 0), true, true), "2019-03-26 12:03:07 AM");
        assert_eq!(scribe.write(date(2019, 3, 26).at(9, 5, 0, 0), true, false), "9:05 AM");
    }

    #[test]
    fn without_entries_the_clock_has_24_hours() {
        let timeline = timeline(&[]);
        let mut scribe = Scribe::behind(&timeline, None);
        assert_eq!(scribe.write(date(2019, 3, 25).at(16, 41, 0, 0), false, false), "16:41");
        assert_eq!(scribe.write(date(2019, 3, 25).at(16, 41, 0, 0), true, false), "2019-03-25 16:41");
        assert_eq!(scribe.write(date(2019, 3, 25).at(16, 42, 0, 0), true, false), "16:42");
    }
}
