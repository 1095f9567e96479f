//! What an entry reads as, and where it lies between the others.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use super::half;
use crate::Zone;
use crate::item::{DAY, Half, ItemClock, ItemKind, date_of, has_meridiem, split};
use crate::line::Reading;
use crate::stamp::{DateValue, End, PartKind, Stamp, TimeValue, known_time, span_length};
use crate::timeline::Timeline;
use crate::zone::{Offsets, offset_name};
use crate::zones::time_of;

impl Timeline {
    pub(super) fn reading(&self, at: usize) -> Reading {
        let (Some(item), Some(mark), Some(stamp)) = (
            self.items.get(at),
            self.marks.get(at),
            self.lines.get(at).and_then(|line| line.stamp.as_deref()),
        ) else {
            return Reading::default();
        };
        let approximate = stamp.approximate && item.kind == ItemKind::Entry;
        if !mark.how.read {
            return Reading { approximate, ..Reading::default() };
        }
        // A date that is wrong by a slip is shown as written until it is mended.
        let day = mark.written_day(item);
        let date = if mark.how.real || mark.how.yearless { date_of(day) } else { None };
        let zone = self.zones.get(item.zone).filter(|zone| !zone.is_ambiguous());
        let dated = |date: Option<Date>, approximate: bool| match date {
            Some(date) if mark.how.yearless => Reading {
                yearless: Some(date.to_datetime(Time::midnight())),
                approximate,
                ..Reading::default()
            },
            _ => Reading {
                date,
                last: date.and_then(|date| last_day(stamp, date)),
                approximate,
                ..Reading::default()
            },
        };
        let time = match (item.clock, stamp.start.time.as_ref().map(|time| time.value)) {
            (ItemClock::None, _) => return dated(date, approximate),
            (_, Some(TimeValue::At { time, .. })) if item.half == Half::Other => Some((0, half::other(time))),
            (_, Some(TimeValue::At { time, .. })) if mark.how.afternoon && time.hour() < 12 => {
                Some((0, time.saturating_add(SignedDuration::from_hours(12))))
            }
            (_, Some(TimeValue::At { time, .. })) => Some((0, time)),
            (_, Some(TimeValue::EndOfDay)) => Some((1, jiff::civil::Time::midnight())),
            (ItemClock::Relative(seconds), _) => self.zero.as_ref().and_then(|zero| {
                let later = time_of((zero.second + seconds).rem_euclid(DAY))?;
                Some((0, later))
            }),
            _ => None,
        };
        let zone_name = zone.map(|_| self.zones.name(item.zone).unwrap_or_default());
        // A date that cannot be leaves the time without a meaning of its own.
        let is_wrong = stamp.start.date.as_ref().is_some_and(|date| date.value == DateValue::Wrong);
        let time = time.filter(|_| !is_wrong || date.is_some());
        // A part of the day has no one reading, but its date has.
        let in_words = matches!(stamp.start.time.as_ref(), Some(time) if time.parts.iter().all(|part| part.kind == PartKind::Word) && !time.parts.is_empty());
        if time.is_none() && in_words {
            return dated(date, approximate);
        }
        let Some((days, time)) = time else {
            return Reading { approximate, zone: zone_name, ..Reading::default() };
        };
        let Some(local) =
            date.and_then(|_| date_of(day.checked_add(days)?)).map(|date| date.to_datetime(time))
        else {
            return Reading { time: Some(time), approximate, zone: zone_name, ..Reading::default() };
        };
        if mark.how.yearless {
            let (yearless, time) = (Some(local), Some(time));
            return Reading { yearless, time, approximate, zone: zone_name, ..Reading::default() };
        }
        let zone_name = match self.zones.out_of_season(item.zone, local) {
            Some((_, offset)) => Some(Arc::from(offset_name(offset))),
            None => zone_name,
        };
        let instant = self.instant(item.zone, local);
        let end =
            stamp.end.as_deref().and_then(|end| self.end_of(stamp, end, local)).and_then(|(end, zone)| {
                match zone {
                    Some(zone) => zone.time_zone().to_timestamp(end).ok(),
                    None => self.instant(item.zone, end),
                }
            });
        Reading { local: Some(local), instant, end, zone: zone_name, approximate, ..Reading::default() }
    }

    /// The moment of a local time; of two the first.
    pub(crate) fn instant(&self, zone: u16, local: DateTime) -> Option<Timestamp> {
        let (day, second) = split(local);
        let (Offsets::One(offset) | Offsets::Gap(offset, _) | Offsets::Fold(offset, _)) =
            self.zones.offsets(zone, day, second)?;
        jiff::tz::Offset::from_seconds(offset).ok()?.to_timestamp(local).ok()
    }

    /// The local end of a span, on the next day where it goes over midnight, and its own zone if another.
    pub(crate) fn end_of(
        &self,
        stamp: &Stamp,
        end: &End,
        start: DateTime,
    ) -> Option<(DateTime, Option<Zone>)> {
        let writing = match end {
            End::After(seconds) => {
                return start.checked_add(SignedDuration::from_secs(*seconds)).ok().map(|end| (end, None));
            }
            End::At(writing) => writing,
        };
        let time = known_time(writing)?;
        let zone = writing.zone.as_ref().map(|part| part.zone.clone());
        let zone = zone.filter(|zone| stamp.start.zone.as_ref().is_none_or(|own| own.zone != *zone));
        if let Some(date) = &writing.date {
            let day = match date.value {
                DateValue::Full(day) => day,
                DateValue::MonthDay(month, day) => Date::new(start.year(), month, day).ok()?,
                _ => return None,
            };
            return Some((day.to_datetime(time), zone));
        }
        let start_written = known_time(&stamp.start);
        // Both ends are of a clock of twelve hours, and the first lacks its half of the day.
        let is_shifted = start_written.is_some_and(|written| half::other(written) == start.time());
        let time = if is_shifted && !has_meridiem(writing) { half::other(time) } else { time };
        let end = start.date().to_datetime(time);
        let back = start.duration_until(end).as_secs();
        let end = if back < -DAY / 2 { end.checked_add(SignedDuration::from_hours(24)).ok()? } else { end };
        Some((end, zone))
    }

    /// Works out where on the axis an entry lies.
    pub(super) fn place(&mut self, at: usize) {
        let (Some(item), Some(mark)) = (self.items.get(at), self.marks.get(at)) else { return };
        // What has an error of its own is no measure, and neither is what waits for its words.
        let counts = mark.how.read
            && item.has_clock()
            && !self.is_placeholder(at)
            && !mark.how.out
            && !mark.how.half
            && !mark.how.unsure;
        let place = if counts {
            let (from, to) = match item.clock {
                ItemClock::At { seconds, .. } => (seconds, seconds),
                ItemClock::Between(from, to) => (from, to),
                _ => (0, 0),
            };
            let from = from + if mark.how.afternoon && from < DAY / 2 { DAY / 2 } else { 0 };
            let start = match (item.clock, &self.zero) {
                (ItemClock::Relative(seconds), zero) => {
                    let (day, second) = zero.as_ref().map_or((0, 0), |zero| (zero.day, zero.second));
                    i64::from(day) * DAY + second + seconds - self.zones.offset(item.zone, day, second)
                }
                _ => {
                    i64::from(mark.day) * DAY + from
                        - self.zones.offset(item.zone, mark.day, from.clamp(0, DAY - 1))
                }
            };
            let length = self
                .lines
                .get(at)
                .and_then(|line| line.stamp.as_deref())
                .map_or(0, |stamp| span_length(stamp, from));
            (start, start + length.max(to - from).max(0))
        } else {
            (i64::MIN, i64::MIN)
        };
        if let Some(facts) = self.facts.get_mut(at) {
            (facts.at, facts.until) = place;
        }
    }

    /// Works out the gaps before the entries `from..to` and the one behind them.
    pub(super) fn measure(&mut self, from: usize, to: usize) {
        let before =
            self.facts.get(..from).unwrap_or_default().iter().rev().find(|facts| facts.at != i64::MIN);
        let mut until = before.map_or(i64::MIN, |facts| facts.until);
        let behind = self.facts.get(to..).unwrap_or_default().iter().position(|facts| facts.at != i64::MIN);
        let high = behind.map_or(self.facts.len(), |behind| to + behind + 1);
        for (facts, place) in self.facts.iter().zip(&mut self.gaps).take(high).skip(from) {
            let none = facts.at == i64::MIN || until == i64::MIN || self.backwards;
            let gap = if none { -1 } else { i32::try_from((facts.at - until).max(0)).unwrap_or(i32::MAX) };
            if gap != *place {
                self.tally.count_gap(*place, false);
                self.tally.count_gap(gap, true);
                *place = gap;
            }
            if facts.at != i64::MIN {
                until = facts.until;
            }
        }
    }
}

/// The last day of a stamp that says several, the first of which is known.
fn last_day(stamp: &Stamp, first: Date) -> Option<Date> {
    let last = match stamp.last_day()?.value {
        DateValue::Full(day) => day,
        DateValue::MonthDay(month, day) => {
            let near = |year: i16| Date::new(year, month, day).ok();
            near(first.year()).filter(|last| *last >= first).or_else(|| near(first.year().checked_add(1)?))?
        }
        _ => return None,
    };
    Some(last).filter(|last| *last > first)
}
