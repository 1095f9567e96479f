//! What depends on all lines and the surroundings: the order of numbers in dates, the clock, zone and date.

use jiff::civil::Date;

use crate::Zone;
use crate::item::{DAY, HOUR, day_number};
use crate::line::{Context, DateOrder, Role};
use crate::local::names_local_time;
use crate::stamp::{DatePart, DateValue, known_time, second_of};
use crate::timeline::Timeline;

const ORDERS: [DateOrder; 3] = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];

/// How a timeline steps back from line to line.
#[derive(Default)]
struct Steps {
    has_day_lines: bool,
    /// Steps to an earlier day, to the same one, and all to an earlier moment.
    days: usize,
    alike: usize,
    all: usize,
    /// Whether clock times tell as much as days do.
    by_clock: bool,
    /// The first line that is later than the one before it, or that tells nothing.
    rise: Option<usize>,
}

impl Steps {
    fn falls_by_days(&self) -> bool {
        let enough = if self.has_day_lines { self.days > 0 && self.alike == 0 } else { self.days > 1 };
        self.rise.is_none() && enough
    }

    /// Two steps back and none forward are no slips.
    fn falls_by_clocks(&self) -> bool {
        self.rise.is_none() && !self.has_day_lines && self.by_clock && self.all > 1
    }
}

fn full(date: &DatePart) -> Option<Date> {
    match date.value {
        DateValue::Full(day) => Some(day),
        _ => None,
    }
}

impl Timeline {
    /// What depends on all lines: the order of numbers, a 12-hour clock, the zone of lines without one; where dates
    /// came or went, also what these say together.
    pub(super) fn decide(&mut self, dates: bool, changed: std::ops::Range<usize>) {
        let proven = self.context.stated.iter().find_map(|stated| stated.order);
        self.order = self.tally.order(proven.or(self.context.date_order));
        if self.order.is_none() && self.tally.is_undecided() {
            self.order = self.order_by_known_date().or_else(|| self.order_that_rises());
        }
        if dates {
            self.known = self.known_days();
        }
        self.backwards = self.runs_backwards(dates, &changed);
        self.twelve = self.tally.is_twelve_hours();
        self.halved = self.tally.lacks_halves();
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
        let in_lines = self.written_dates().find_map(full);
        let nearest = self.date.or(self.context.start.map(|start| start.date())).or(in_lines);
        let known: Vec<Date> = nearest.into_iter().chain(self.context.known.iter().copied()).collect();
        let first = self.written_dates().find(|date| matches!(date.value, DateValue::Numbers { .. }))?;
        known.iter().find_map(|known| {
            let fits = |within: i32| {
                let near = ORDERS.into_iter().filter_map(|order| {
                    let day = match first.ordered(order)?.value {
                        DateValue::Full(day) => day,
                        DateValue::MonthDay(month, day) => Date::new(known.year(), month, day).ok()?,
                        _ => return None,
                    };
                    ((day_number(day) - day_number(*known)).abs() <= within).then_some((order, day))
                });
                let near: Vec<(DateOrder, Date)> = near.collect();
                let (order, day) = near.first().copied()?;
                near.iter().all(|(_, other)| *other == day).then_some(order)
            };
            fits(0).or_else(|| fits(10))
        })
    }

    /// The one order in which dates that stand in a row rise.
    fn order_that_rises(&self) -> Option<DateOrder> {
        let rises = |order: &DateOrder| {
            let mut last = None;
            let mut steps = 0;
            for date in self.written_dates() {
                let value = date.ordered(*order).map(|date| date.value);
                let Some(DateValue::Full(day)) = value else { return false };
                if last.is_some_and(|last| day < last) {
                    return false;
                }
                steps += usize::from(last.is_some_and(|last| day > last));
                last = Some(day);
            }
            steps > 0
        };
        let mut rising = ORDERS.into_iter().filter(rises);
        let only = rising.next()?;
        rising.next().is_none().then_some(only)
    }

    /// The dates that stand in lines, in order; each frame's with its separator.
    fn written_dates(&self) -> impl Iterator<Item = &DatePart> {
        self.lines.iter().filter_map(|line| line.stamp.as_deref()?.start.date.as_ref())
    }

    /// Full dates that are known from elsewhere, the nearest first: they give a year to those without one.
    fn known_days(&self) -> Vec<i32> {
        if self.tally.yearless == 0 {
            return Vec::new();
        }
        let stated =
            self.context.stated.iter().filter_map(|stated| stated.date.as_ref()).map(|(date, _)| *date);
        let start = self.context.start.map(|start| start.date());
        let in_lines = self.written_dates().find_map(full);
        let all = stated.chain(start).chain(self.context.known.iter().copied()).chain(in_lines);
        all.map(day_number).collect()
    }

    /// Whether it is written newest first: its day lines run backwards, or, where it has none, all of its entries.
    /// `changed` are the lines that came, `dates` is whether any with a date came or went.
    pub(super) fn runs_backwards(&mut self, dates: bool, changed: &std::ops::Range<usize>) -> bool {
        // Most timelines rise at once; what comes behind that place changes nothing.
        let by_day_lines = self.tally.day_lines > 1;
        if !dates && (by_day_lines || self.rise < changed.start) {
            return self.backwards;
        }
        let falls = |steps: &Steps| steps.falls_by_days() || steps.falls_by_clocks();
        if !dates && self.backwards {
            // As long as all falls here, all does.
            let near = changed.start.saturating_sub(8)..(changed.end + 8).min(self.lines.len());
            if self.steps(near).falls_by_clocks() {
                return true;
            }
        }
        let steps = self.steps(0..self.lines.len());
        self.rise = steps.rise.unwrap_or(usize::MAX);
        falls(&steps)
    }

    /// How the stamps of these lines step back, up to the first that rises.
    fn steps(&self, lines: std::ops::Range<usize>) -> Steps {
        let has_day_lines = self.tally.day_lines > 1;
        let mut steps = Steps { has_day_lines, by_clock: true, ..Steps::default() };
        let mut last: Option<(Option<i32>, Option<i64>, Option<&Zone>)> = None;
        let from = lines.start;
        for (at, line) in self.lines.get(lines).unwrap_or_default().iter().enumerate() {
            if has_day_lines && line.role != Role::Separator {
                continue;
            }
            let Some(stamp) = line.stamp.as_deref() else { continue };
            let rises = || Some(from + at);
            let day = match self.day_written(stamp.start.date.as_ref()) {
                Ok(day) => day,
                Err(()) => return Steps { rise: rises(), ..steps },
            };
            let clock = known_time(&stamp.start).map(second_of);
            if line.role == Role::Separator && !has_day_lines || day.is_none() && clock.is_none() {
                continue;
            }
            steps.by_clock &= stamp.relative.is_none() && !stamp.bare;
            let zone = stamp.start.zone.as_ref().map(|part| &part.zone).or(line.zone());
            if let Some((day_before, clock_before, zone_before)) = last {
                steps.by_clock &= zone == zone_before;
                let has_year =
                    stamp.start.date.as_ref().is_none_or(|date| matches!(date.value, DateValue::Full(_)));
                let days = day.zip(day_before).map(|(day, before)| before - day);
                // More than half a year back without a year is December to January.
                if days.is_some_and(|days| days < 0 || days > 183 && !has_year) {
                    return Steps { rise: rises(), ..steps };
                }
                let back = clock.zip(clock_before).map(|(clock, before)| before - clock);
                let same_day = days.is_none_or(|days| days == 0);
                if !has_day_lines && same_day && back.is_some_and(|back| back < 0) {
                    return Steps { rise: rises(), ..steps };
                }
                // About half a day back without a date is a new day, or the other half of one.
                let far = days.is_none() && back.is_some_and(|back| back >= DAY / 2 - HOUR);
                steps.by_clock &= !far;
                let is_step =
                    days.is_some_and(|days| days > 0) || same_day && back.is_some_and(|back| back > 0);
                steps.days += usize::from(days.is_some_and(|days| days > 0));
                steps.alike += usize::from(days == Some(0));
                steps.all += usize::from(is_step);
            }
            last = Some((day.or(last.and_then(|(day, ..)| day)), clock, zone));
        }
        steps
    }

    /// The day of a date that is written, any year where it has none; an error for what nobody can place.
    fn day_written(&self, date: Option<&DatePart>) -> Result<Option<i32>, ()> {
        let Some(date) = date else { return Ok(None) };
        let value = self.order.and_then(|order| date.ordered(order)).map_or(date.value, |date| date.value);
        match value {
            DateValue::Full(day) => Ok(Some(day_number(day))),
            DateValue::MonthDay(month, day) => {
                Date::new(2000, month, day).map(|date| Some(day_number(date))).map_err(|_| ())
            }
            _ => Err(()),
        }
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
            .or(line.zone())
            .or(self.context.zone.as_ref())
            .or(self.shared.as_ref())
            .or(self.context.configured_zone.as_ref());
        match zone {
            Some(zone) if zone.is_ambiguous() && !zone.is_unknown() => {
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
