//! The zones of one timeline, numbered, so that lines hold a number and offsets are looked up fast.

use std::sync::Arc;

use crate::Zone;
use crate::item::{DAY, date_of};
use crate::zone::Offsets;

/// The zones of a timeline. Number 0 is "none to be had".
#[derive(Clone, Debug, Default)]
pub(crate) struct Zones {
    entries: Vec<Entry>,
    /// The offset of lines without a zone, so that they compare with those that have one.
    pub(crate) base: i64,
}

#[derive(Clone, Debug)]
struct Entry {
    zone: Zone,
    name: Arc<str>,
    fixed: Option<i32>,
}

impl Zones {
    /// The number of a zone, a new one where it is not known yet.
    pub(crate) fn number(&mut self, zone: &Zone) -> u16 {
        let found = self.entries.iter().position(|entry| entry.zone == *zone);
        let index = found.unwrap_or_else(|| {
            let fixed = zone.fixed_offset().filter(|_| !zone.is_ambiguous());
            self.entries.push(Entry { zone: zone.clone(), name: zone.name.as_str().into(), fixed });
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
            Some(Offsets::One(offset) | Offsets::Gap(offset, _)) => (i64::from(offset), 0),
            Some(Offsets::Fold(first, second)) => (i64::from(first), i64::from(first - second)),
            None => (self.base, 0),
        }
    }

    /// The offsets at this second of a day; `None` without a zone, with an ambiguous one, and outside the
    /// calendar.
    pub(crate) fn offsets(&self, number: u16, day: i32, second: i64) -> Option<Offsets> {
        let entry = self.entry(number).filter(|entry| !entry.zone.is_ambiguous())?;
        if let Some(fixed) = entry.fixed {
            return Some(Offsets::One(fixed));
        }
        let day = day.checked_add(i32::try_from(second.div_euclid(DAY)).ok()?)?;
        let local = date_of(day)?.to_datetime(time_of(second.rem_euclid(DAY))?);
        Some(entry.zone.offsets(local))
    }
}

/// The time at a second of the day.
pub(crate) fn time_of(second: i64) -> Option<jiff::civil::Time> {
    let second = i32::try_from(second).ok()?;
    let part = |value: i32| i8::try_from(value).ok();
    jiff::civil::Time::new(part(second / 3600)?, part(second / 60 % 60)?, part(second % 60)?, 0).ok()
}
