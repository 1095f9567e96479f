//! A timeline under edit: it keeps what it worked out for each line, and after an edit works out anew only
//! what the edit can have changed.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use crate::Zone;
use crate::entry::tells_of_recovery;
use crate::item::{DAY, Item, ItemClock, ItemKind, date_of, day_number};
use crate::line::{Context, DateOrder, Finding, Line, Reading, Role};
use crate::path::{Ground, How, Mark};
use crate::rules;
use crate::stamp::{DateValue, End, PartKind, Stamp, TimeValue, Writing};
use crate::tally::{Tally, shape};
use crate::zone::{Offsets, offset_name};
use crate::zones::{Zones, time_of};

/// A timeline under edit: lines in, readings and findings out.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub(crate) context: Context,
    pub(crate) lines: Vec<Line>,
    pub(crate) items: Vec<Item>,
    pub(crate) marks: Vec<Mark>,
    readings: Vec<Reading>,
    pub(crate) facts: Vec<Facts>,
    /// Seconds since the end of the entry before; -1 where there is none. By itself, as notes and hashes
    /// are, since it is run through after every edit.
    pub(crate) gaps: Vec<i32>,
    /// Which rules have something to say about a line, as bits.
    pub(crate) notes: Vec<u32>,
    /// The hashes of the lines' texts.
    pub(crate) hashes: Vec<u64>,
    pub(crate) zones: Zones,
    pub(crate) tally: Tally,
    /// Whether lines tell of a recovery, as far as somebody asked.
    recoveries: Recoveries,
    /// The date that the surroundings give, and the order that numbers are read in.
    pub(crate) date: Option<Date>,
    pub(crate) order: Option<DateOrder>,
    twelve: bool,
    /// The zone that stamps without one share with the others: the only one that is written, where the first
    /// time has it or most have.
    shared: Option<Zone>,
}

/// One answer a line, worked out when somebody asks; the atomics let snapshots be shared.
#[derive(Debug, Default)]
struct Recoveries(Vec<AtomicU8>);

impl Clone for Recoveries {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|known| AtomicU8::new(known.load(Ordering::Relaxed))).collect())
    }
}

/// Where a line lies on the axis of the way, in seconds; `i64::MIN` for what is no entry in order with a
/// clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) at: i64,
    pub(crate) until: i64,
}

impl Facts {
    pub(crate) const NONE: Facts = Facts { at: i64::MIN, until: i64::MIN };
}

impl Default for Timeline {
    fn default() -> Self {
        Self::new(Context::default(), Vec::new())
    }
}

impl Timeline {
    /// Reads and checks all lines.
    pub fn new(context: Context, lines: Vec<Line>) -> Self {
        let mut timeline = Self {
            context,
            lines,
            items: Vec::new(),
            marks: Vec::new(),
            readings: Vec::new(),
            facts: Vec::new(),
            gaps: Vec::new(),
            notes: Vec::new(),
            hashes: Vec::new(),
            recoveries: Recoveries::default(),
            zones: Zones::default(),
            tally: Tally::default(),
            date: None,
            order: None,
            twelve: false,
            shared: None,
        };
        timeline.rebuild();
        timeline
    }

    /// Puts other lines in place of those of `range` (cut to the timeline), and reads and checks what that
    /// can have changed: a few lines around them, however long the timeline is.
    pub fn splice(&mut self, range: Range<usize>, lines: Vec<Line>) {
        let end = range.end.min(self.lines.len());
        let start = range.start.min(end);
        for line in self.lines.get(start..end).unwrap_or_default() {
            self.tally.count(line, false);
        }
        for gap in self.gaps.get(start..end).unwrap_or_default() {
            self.tally.count_gap(*gap, false);
        }
        let count = lines.len();
        let hashes: Vec<u64> = lines.iter().map(rules::duplicate::hash).collect();
        for line in &lines {
            self.tally.count(line, true);
        }
        self.hashes.splice(start..end, hashes);
        self.recoveries.0.splice(start..end, std::iter::repeat_with(AtomicU8::default).take(count));
        self.lines.splice(start..end, lines);
        self.items.splice(start..end, std::iter::repeat_n(Item::SKIP, count));
        self.marks.splice(start..end, std::iter::repeat_n(Mark::NONE, count));
        self.readings.splice(start..end, std::iter::repeat_n(Reading::default(), count));
        self.facts.splice(start..end, std::iter::repeat_n(Facts::NONE, count));
        self.gaps.splice(start..end, std::iter::repeat_n(-1, count));
        self.notes.splice(start..end, std::iter::repeat_n(0, count));
        let grounds = (self.order, self.twelve, self.zones.base, self.shared.take());
        self.decide();
        if grounds != (self.order, self.twelve, self.zones.base, self.shared.clone()) {
            self.rebuild();
            return;
        }
        self.read(start, start + count);
    }

    /// Reads and checks everything anew in other surroundings, where they are others.
    pub fn set_context(&mut self, context: Context) {
        if self.context != context {
            self.context = context;
            self.rebuild();
        }
    }

    /// The lines, in the order of the text.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What the surroundings say.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// One reading a line; that of a separator or a line without a stamp is empty.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// Whether the stamp of a line counts: bare ones (`1640`) do among their like only.
    pub fn is_stamped(&self, line: usize) -> bool {
        let stamp = self.lines.get(line).and_then(|line| line.stamp.as_deref());
        stamp.is_some_and(|stamp| !stamp.bare || self.accepts(line, stamp))
    }

    /// What was noticed, in the order of the lines.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        rules::check(self, &mut findings);
        findings.sort_by_key(|finding: &Finding| (finding.line, finding.span.start));
        findings
    }

    /// How long after Incident Start, else after the first entry, the entry of a line was.
    pub fn since_start(&self, line: usize) -> Option<SignedDuration> {
        let at = self.facts.get(line).filter(|facts| facts.at != i64::MIN)?.at;
        let from = match (self.context.start, self.marks.get(line)) {
            (Some(start), Some(mark)) if mark.how.real => {
                let (day, second) = split(start);
                let zone = self.items.get(line).map_or(0, |item| item.zone);
                i64::from(day) * DAY + second - self.zones.offset(zone, day, second)
            }
            _ => self.facts.iter().map(|facts| facts.at).find(|at| *at != i64::MIN)?,
        };
        Some(SignedDuration::from_secs(at - from))
    }

    /// How long before the entry of a line nothing was written: since the end of the entry before.
    pub fn gap_before(&self, line: usize) -> Option<SignedDuration> {
        let gap = *self.gaps.get(line)?;
        (gap >= 0).then(|| SignedDuration::from_secs(gap.into()))
    }

    /// The lines in the order of their moments, where that is another one than theirs: stable, lines
    /// without a moment behind the ones they follow, nothing past a separator.
    pub fn sort_order(&self) -> Option<Vec<usize>> {
        let sorted = rules::sorted(self);
        (!sorted.is_sorted()).then_some(sorted)
    }

    /// Whether the entry of a line tells of a recovery.
    pub(crate) fn is_recovery(&self, line: usize) -> bool {
        const NO: u8 = 1;
        const YES: u8 = 2;
        let Some(known) = self.recoveries.0.get(line) else { return false };
        match known.load(Ordering::Relaxed) {
            NO => false,
            YES => true,
            _ => {
                let content = self.lines.get(line).filter(|line| line.role == Role::Entry);
                let behind = content.and_then(|content| content.text.get(content.stamp.as_ref()?.rest..));
                let recovers = behind.is_some_and(tells_of_recovery);
                known.store(if recovers { YES } else { NO }, Ordering::Relaxed);
                recovers
            }
        }
    }

    /// The stamp of a line, if it counts.
    pub(crate) fn stamp(&self, line: usize) -> Option<&Stamp> {
        self.lines.get(line).filter(|_| self.is_stamped(line)).and_then(|line| line.stamp.as_deref())
    }

    pub(crate) fn how(&self, line: usize) -> How {
        self.marks.get(line).map(|mark| mark.how).unwrap_or_default()
    }

    /// The date in force behind a line: what an entry without one there is of.
    pub fn date_behind(&self, line: usize) -> Option<Date> {
        let state = self.marks.get(line)?.state;
        state.real.then(|| date_of(state.day)).flatten()
    }

    fn rebuild(&mut self) {
        let count = self.lines.len();
        self.zones = Zones::default();
        self.tally = Tally::default();
        self.hashes = self.lines.iter().map(rules::duplicate::hash).collect();
        for line in &self.lines {
            self.tally.count(line, true);
        }
        self.recoveries = Recoveries(std::iter::repeat_with(AtomicU8::default).take(count).collect());
        self.items = vec![Item::SKIP; count];
        self.marks = vec![Mark::NONE; count];
        self.readings = vec![Reading::default(); count];
        self.facts = vec![Facts::NONE; count];
        self.gaps = vec![-1; count];
        self.notes = vec![0; count];
        self.date = self
            .context
            .date
            .or_else(|| stated_date(&self.context, self.tally.order(self.context.date_order)));
        self.decide();
        self.read(0, count);
    }

    /// What depends on all lines: the order of numbers, a 12-hour clock, the zone of lines without one.
    fn decide(&mut self) {
        let proven = self.context.stated.iter().find_map(|stated| stated.order);
        self.order = self.tally.order(proven.or(self.context.date_order));
        if self.order.is_none() && self.tally.is_undecided() {
            self.order = self.order_by_known_date();
        }
        self.twelve = self.tally.is_twelve_hours();
        self.shared = self.shared_zone();
        let day = self.date.map_or(0, day_number);
        self.zones.base = match self.tally.main_zone() {
            Some(zone) if self.context.zone.is_none() && self.context.configured_zone.is_none() => {
                let number = self.zones.number(&zone);
                self.zones.offset(number, day, DAY / 2)
            }
            _ => 0,
        };
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

    /// Reads the lines `from..to`, their neighbours, and all that hangs on them.
    fn read(&mut self, from: usize, to: usize) {
        // Whether a bare stamp counts depends on its neighbours.
        let (low, high) = (from.saturating_sub(2), (to + 2).min(self.lines.len()));
        for at in low..high {
            let Some(line) = self.lines.get(at) else { break };
            let accepted = line.stamp.as_deref().is_none_or(|stamp| !stamp.bare || self.accepts(at, stamp));
            let zone = self.zone_of(at);
            let Some(line) = self.lines.get(at) else { break };
            let item = Item::of(line, self.order, zone, accepted);
            if let Some(place) = self.items.get_mut(at) {
                *place = item;
            }
        }
        let ground = Ground {
            items: &self.items,
            zones: &self.zones,
            date: self.date.map(day_number),
            year: self.context.stated.iter().find_map(|stated| stated.year),
            for_all: self.context.stated.iter().any(|stated| stated.for_all),
            start: self.context.start.map(split),
            twelve: self.twelve,
        };
        let changed = ground.update(&mut self.marks, low, high);
        let (low, high) = (low.min(changed.start), high.max(changed.end));
        for at in low..high {
            let reading = self.reading(at);
            if let Some(place) = self.readings.get_mut(at) {
                *place = reading;
            }
            self.place(at);
        }
        self.measure(low, high);
        for at in low..high {
            let notes = rules::notes(self, at);
            if let Some(place) = self.notes.get_mut(at) {
                *place = notes;
            }
        }
    }

    /// A bare stamp counts where one of its neighbours has the same shape.
    fn accepts(&self, at: usize, stamp: &Stamp) -> bool {
        let own = shape(stamp);
        let near = at.saturating_sub(2)..at + 3;
        near.filter(|near| *near != at).any(|near| {
            let other = self
                .lines
                .get(near)
                .filter(|line| line.role == Role::Entry)
                .and_then(|line| line.stamp.as_deref());
            other.is_some_and(|other| shape(other) == own)
        })
    }

    /// The number of the zone of a line: of its stamp, its column, the surroundings, the settings.
    fn zone_of(&mut self, at: usize) -> u16 {
        let Some(line) = self.lines.get(at) else { return 0 };
        let written =
            line.stamp.as_deref().and_then(|stamp| stamp.start.zone.as_ref()).map(|part| &part.zone);
        let zone = written
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

    fn reading(&self, at: usize) -> Reading {
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
        let date = if mark.how.real { date_of(day) } else { None };
        let zone = self.zones.get(item.zone).filter(|zone| !zone.is_ambiguous());
        let time = match (item.clock, stamp.start.time.as_ref().map(|time| time.value)) {
            (ItemClock::None, _) => return Reading { date, approximate, ..Reading::default() },
            (_, Some(TimeValue::At { time, .. })) if mark.how.afternoon && time.hour() < 12 => {
                Some((0, time.saturating_add(SignedDuration::from_hours(12))))
            }
            (_, Some(TimeValue::At { time, .. })) => Some((0, time)),
            (_, Some(TimeValue::EndOfDay)) => Some((1, jiff::civil::Time::midnight())),
            (ItemClock::Relative(seconds), _) => self.context.start.map(split).and_then(|(_, second)| {
                let later = time_of((second + seconds).rem_euclid(DAY))?;
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
            return Reading { date, approximate, ..Reading::default() };
        }
        let Some((days, time)) = time else {
            return Reading { approximate, zone: zone_name, ..Reading::default() };
        };
        let Some(local) =
            date.and_then(|_| date_of(day.checked_add(days)?)).map(|date| date.to_datetime(time))
        else {
            return Reading { time: Some(time), approximate, zone: zone_name, ..Reading::default() };
        };
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
        let end = start.date().to_datetime(time);
        let back = start.duration_until(end).as_secs();
        let end = if back < -DAY / 2 { end.checked_add(SignedDuration::from_hours(24)).ok()? } else { end };
        Some((end, zone))
    }

    /// Works out where on the axis an entry lies.
    fn place(&mut self, at: usize) {
        let (Some(item), Some(mark)) = (self.items.get(at), self.marks.get(at)) else { return };
        let counts = mark.how.read && item.has_clock() && !mark.how.out;
        let place = if counts {
            let (from, to) = match item.clock {
                ItemClock::At { seconds, .. } => (seconds, seconds),
                ItemClock::Between(from, to) => (from, to),
                _ => (0, 0),
            };
            let from = from + if mark.how.afternoon && from < DAY / 2 { DAY / 2 } else { 0 };
            let start = match (item.clock, self.context.start) {
                (ItemClock::Relative(seconds), start) => {
                    let (day, second) = start.map_or((0, 0), split);
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
    fn measure(&mut self, from: usize, to: usize) {
        let before =
            self.facts.get(..from).unwrap_or_default().iter().rev().find(|facts| facts.at != i64::MIN);
        let mut until = before.map_or(i64::MIN, |facts| facts.until);
        let behind = self.facts.get(to..).unwrap_or_default().iter().position(|facts| facts.at != i64::MIN);
        let high = behind.map_or(self.facts.len(), |behind| to + behind + 1);
        for (facts, place) in self.facts.iter().zip(&mut self.gaps).take(high).skip(from) {
            let none = facts.at == i64::MIN || until == i64::MIN;
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

/// Day number and second of the day.
pub(crate) fn split(local: DateTime) -> (i32, i64) {
    let second = i64::from(local.hour()) * 3600 + i64::from(local.minute()) * 60 + i64::from(local.second());
    (day_number(local.date()), second)
}

pub(crate) fn known_time(writing: &Writing) -> Option<jiff::civil::Time> {
    match writing.time.as_ref()?.value {
        TimeValue::At { time, .. } => Some(time),
        TimeValue::EndOfDay => Some(jiff::civil::Time::constant(23, 59, 59, 0)),
        _ => None,
    }
}

/// The seconds from start to end of a span without dates; 0 for what is no span.
fn span_length(stamp: &Stamp, from: i64) -> i64 {
    match stamp.end.as_deref() {
        Some(End::After(seconds)) => *seconds,
        Some(End::At(writing)) if writing.date.is_none() => known_time(writing).map_or(0, |time| {
            let to = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
            if to < from - DAY / 2 { to + DAY - from } else { to - from }
        }),
        _ => 0,
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
fn stated_date(context: &Context, order: Option<DateOrder>) -> Option<Date> {
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
