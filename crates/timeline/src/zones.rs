//! The zones of one timeline, numbered, so that lines hold a number and offsets are looked up fast.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::DateTime;

use crate::Zone;
use crate::item::{DAY, date_of, split};
use crate::zone::Offsets;

/// The zones of a timeline. Number 0 is "none to be had".
#[derive(Clone, Debug, Default)]
pub(crate) struct Zones {
    entries: Vec<Entry>,
    /// The offset of lines without a zone, so that they compare with those that have one.
    pub(crate) base: i64,
}

#[derive(Debug)]
struct Entry {
    zone: Zone,
    name: Arc<str>,
    fixed: Option<i32>,
    /// The last day asked about on which the offset never changed, and that offset: neighbours in a
    /// timeline are mostly of one day. The day in the upper half, `i32::MIN` for none.
    last: AtomicU64,
}

impl Clone for Entry {
    fn clone(&self) -> Self {
        let last = AtomicU64::new(self.last.load(Ordering::Relaxed));
        Self { zone: self.zone.clone(), name: Arc::clone(&self.name), fixed: self.fixed, last }
    }
}

/// Day and offset in one word.
fn packed(day: i32, offset: i32) -> u64 {
    u64::from(day.cast_unsigned()) << 32 | u64::from(offset.cast_unsigned())
}

impl Zones {
    /// The number of a zone, a new one where it is not known yet.
    pub(crate) fn number(&mut self, zone: &Zone) -> u16 {
        let found = self.entries.iter().position(|entry| entry.zone == *zone);
        let index = found.unwrap_or_else(|| {
            let fixed = zone.fixed_offset().filter(|_| !zone.is_ambiguous());
            self.entries.push(Entry {
                zone: zone.clone(),
                name: zone.name.as_str().into(),
                fixed,
                last: AtomicU64::new(packed(i32::MIN, 0)),
            });
            self.entries.len() - 1
        });
        u16::try_from(index + 1).unwrap_or(0)
    }

    pub(crate) fn get(&self, number: u16) -> Option<&Zone> {
        self.entry(number).map(|entry| &entry.zone)
    }

    pub(crate) fn name(&self, number: u16) -> Option<Arc<str>> {
        self.entry(number).map(|entry| Arc::clone(&entry.name))
    }

    fn entry(&self, number: u16) -> Option<&Entry> {
        usize::from(number).checked_sub(1).and_then(|index| self.entries.get(index))
    }

    /// Seconds east of UTC at this second of a day; the first ones where the clock was set back.
    pub(crate) fn offset(&self, number: u16, day: i32, second: i64) -> i64 {
        self.offset_and_fold(number, day, second).0
    }

    /// The offset, and by how many seconds the same local time came again.
    pub(crate) fn offset_and_fold(&self, number: u16, day: i32, second: i64) -> (i64, i64) {
        let Some(entry) = self.entry(number) else { return (self.base, 0) };
        if let Some(fixed) = entry.fixed {
            return (i64::from(fixed), 0);
        }
        match self.offsets(number, day, second) {
            Some(Offsets::One(offset)) => (i64::from(offset), 0),
            // A time that never was may be meant on either side of the change.
            Some(Offsets::Gap(before, after)) => (i64::from(after), i64::from(after - before)),
            Some(Offsets::Fold(first, second)) => (i64::from(first), i64::from(first - second)),
            None => (self.base, 0),
        }
    }

    /// The seconds since 1970 between which a range of seconds of a day lies, the same time again included where the
    /// clock was set back; and whether it was left out, where it was set forward.
    pub(crate) fn reach(&self, number: u16, day: i32, (from, to): (i64, i64)) -> (i64, i64, bool) {
        let start = i64::from(day) * DAY;
        let second = from.clamp(0, DAY - 1);
        if self.entry(number).is_some_and(|entry| entry.fixed.is_none())
            && let Some(Offsets::Gap(..)) = self.offsets(number, day, second)
        {
            let offset = self.offset(number, day, second);
            return (start + from - offset, start + to - offset, true);
        }
        let (offset, again) = self.offset_and_fold(number, day, second);
        (start + from - offset, start + to - offset + again, false)
    }

    /// The offsets at this second of a day; `None` without a zone, with an ambiguous one, and outside the
    /// calendar.
    pub(crate) fn offsets(&self, number: u16, day: i32, second: i64) -> Option<Offsets> {
        let entry = self.entry(number).filter(|entry| !entry.zone.is_ambiguous())?;
        if let Some(fixed) = entry.fixed {
            return Some(Offsets::One(fixed));
        }
        let day = day.checked_add(i32::try_from(second.div_euclid(DAY)).ok()?)?;
        let last = entry.last.load(Ordering::Relaxed);
        if last >> 32 == u64::from(day.cast_unsigned()) {
            let offset = u32::try_from(last & u64::from(u32::MAX)).ok()?.cast_signed();
            return Some(Offsets::One(offset));
        }
        let date = date_of(day)?;
        let at = |second| time_of(second).map(|time| entry.zone.offsets(date.to_datetime(time)));
        if let (Some(Offsets::One(first)), Some(Offsets::One(evening))) = (at(0), at(DAY - 1))
            && first == evening
        {
            entry.last.store(packed(day, first), Ordering::Relaxed);
            return Some(Offsets::One(first));
        }
        at(second.rem_euclid(DAY))
    }

    /// What would be right where an abbreviation is of the wrong half of the year, and its offset.
    pub(crate) fn out_of_season(&self, number: u16, local: DateTime) -> Option<(&'static str, i32)> {
        let entry = self.entry(number).filter(|entry| entry.zone.has_season())?;
        let (day, second) = split(local);
        match self.offsets(number, day, second) {
            // At its own offset it is in season.
            Some(Offsets::One(offset)) if entry.zone.own_offset() == Some(offset) => None,
            _ => entry.zone.out_of_season(local),
        }
    }
}

/// The time at a second of the day.
pub(crate) fn time_of(second: i64) -> Option<jiff::civil::Time> {
    let second = i32::try_from(second).ok()?;
    let part = |value: i32| i8::try_from(value).ok();
    jiff::civil::Time::new(part(second / 3600)?, part(second / 60 % 60)?, part(second % 60)?, 0).ok()
}
