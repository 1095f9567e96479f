//! What depends on all lines and the surroundings: the order of numbers in dates, the clock, zone and date.

use jiff::civil::Date;

use super::{Timeline, known_time};
use crate::Zone;
use crate::item::{DAY, day_number};
use crate::line::{Context, DateOrder, Role};
use crate::local::names_local_time;
use crate::stamp::DateValue;

impl Timeline {
    /// What depends on all lines: the order of numbers, a 12-hour clock, the zone of lines without one.
    pub(super) fn decide(&mut self) {
        let proven = self.context.stated.iter().find_map(|stated| stated.order);
        self.order = self.tally.order(proven.or(self.context.date_order));
        if self.order.is_none() && self.tally.is_undecided() {
            self.order = self.order_by_known_date();
        }
        self.twelve = self.tally.is_twelve_hours();
        self.shared = self.shared_zone();
        self.zero = self.find_zero();
        let stated = self.context.zone.as_ref().or(self.context.configured_zone.as_ref());
        self.torn = self.tally.is_torn(stated.filter(|_| self.tally.zoneless > 0));
        let relative = self.tally.relative;
        self.adrift = self.zero.is_none() && relative > 0 && relative < self.tally.stamped;
        let day = self.date.map_or(0, day_number);
        self.zones.base = match self.tally.main_zone() {
            Some(zone) if self.context.zone.is_none() && self.context.configured_zone.is_none() => {
                let number = self.zones.number(&zone);
                self.zones.offset(number, day, DAY / 2)
            }
            _ => 0,
        };
    }

    /// Whether a line without a zone has words behind its time that name one.
    pub(super) fn is_local(&self, at: usize) -> bool {
        let Some((line, stamp)) = self.lines.get(at).and_then(|line| Some((line, line.stamp.as_deref()?)))
        else {
            return false;
        };
        let time = stamp.start.time.as_ref().filter(|_| stamp.start.zone.is_none());
        time.and_then(|time| line.text.get(time.span.end..)).is_some_and(names_local_time)
    }

    /// Whether the zone with this number can't be relied on for a line: its abbreviation is in use for several, or it
    /// was never said and the line right above is in another one than most.
    pub(super) fn is_vague(&mut self, at: usize, zone: u16) -> bool {
        if zone != 0 {
            return self.zones.get(zone).is_some_and(Zone::is_ambiguous);
        }
        let stamp = at.checked_sub(1).and_then(|above| self.lines.get(above)?.stamp.clone());
        let Some(part) = stamp.as_ref().and_then(|stamp| stamp.start.zone.as_ref()) else { return false };
        let number = self.zones.number(&part.zone);
        self.zones.offset(number, self.date.map_or(0, day_number), DAY / 2) != self.zones.base
    }

    fn shared_zone(&self) -> Option<Zone> {
        let only = self.tally.only_zone()?;
        let mut stamps = self
            .lines
            .iter()
            .filter(|line| line.role == Role::Entry)
            .filter_map(|line| line.stamp.as_deref());
        let first = stamps.find(|stamp| known_time(&stamp.start).is_some())?;
        (first.start.zone.is_some() || self.tally.zoneless * 2 < self.tally.timed).then_some(only)
    }

    /// The one order in which the first undecided date lies near a date that is known.
    fn order_by_known_date(&self) -> Option<DateOrder> {
        let dates = || self.lines.iter().filter_map(|line| line.stamp.as_deref()?.start.date.as_ref());
        let in_lines = dates().find_map(|date| match date.value {
            DateValue::Full(day) => Some(day),
            _ => None,
        });
        let known = self.date.or(self.context.start.map(|start| start.date())).or(in_lines)?;
        let first = dates().find(|date| matches!(date.value, DateValue::Numbers { .. }))?;
        let mut near =
            [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst].into_iter().filter(|order| {
                let day = match first.ordered(*order).map(|date| date.value) {
                    Some(DateValue::Full(day)) => Some(day),
                    Some(DateValue::MonthDay(month, day)) => Date::new(known.year(), month, day).ok(),
                    _ => None,
                };
                day.is_some_and(|day| (day_number(day) - day_number(known)).abs() <= 10)
            });
        let only = near.next()?;
        near.next().is_none().then_some(only)
    }

    /// The number of the zone of a line: of its stamp, its column, the surroundings, the settings.
    pub(super) fn zone_of(&mut self, at: usize) -> u16 {
        let Some(line) = self.lines.get(at) else { return 0 };
        let written =
            line.stamp.as_deref().and_then(|stamp| stamp.start.zone.as_ref()).map(|part| &part.zone);
        let relative = line.stamp.as_deref().is_some_and(|stamp| stamp.relative.is_some());
        let of_zero = self.zero.as_ref().filter(|_| relative).and_then(|zero| zero.zone.as_ref());
        let zone = written
            .or(of_zero)
            .or(line.zone.as_deref())
            .or(self.context.zone.as_ref())
            .or(self.shared.as_ref())
            .or(self.context.configured_zone.as_ref());
        match zone {
            Some(zone) if zone.is_ambiguous() => {
                let zone = hinted(zone, &self.context).unwrap_or_else(|| zone.clone());
                self.zones.number(&zone)
            }
            Some(zone) => self.zones.number(zone),
            None => 0,
        }
    }
}

/// The one meaning of an ambiguous abbreviation that the surroundings hint at.
fn hinted(zone: &Zone, context: &Context) -> Option<Zone> {
    let hints = [context.zone.as_ref(), context.configured_zone.as_ref()];
    let names: Vec<&str> = hints.into_iter().flatten().map(Zone::region).collect();
    let meaning = zone.meanings().iter().find(|meaning| names.contains(&meaning.region));
    meaning.and_then(crate::Meaning::zone)
}

/// The date that the surroundings state, the nearest first; one without a year takes it from the others.
pub(super) fn stated_date(context: &Context, order: Option<DateOrder>) -> Option<Date> {
    let from_form = || context.start.map(|start| start.date());
    let full = context.stated.iter().find_map(|stated| stated.date.as_ref()).map(|(date, _)| *date);
    for stated in &context.stated {
        if let Some((date, _)) = &stated.date {
            return Some(*date);
        }
        let value = stated.written.as_ref().map(|written| match order {
            Some(order) => written.ordered(order).map_or(written.value, |written| written.value),
            None => written.value,
        });
        match value {
            Some(DateValue::Full(date)) => return Some(date),
            Some(DateValue::MonthDay(month, day)) => {
                let year = full.or_else(from_form).map(|date| date.year());
                if let Some(date) = year.and_then(|year| Date::new(year, month, day).ok()) {
                    return Some(date);
                }
            }
            _ => {}
        }
    }
    from_form()
}
