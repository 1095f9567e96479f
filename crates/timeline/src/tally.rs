//! What is true of all lines together, kept as counts, so that an edit changes a count and not a sum.

use std::collections::BTreeMap;

use crate::Zone;
use crate::line::{DateOrder, Line, Role};
use crate::stamp::{DateValue, PartKind, Stamp, TimeValue};

/// How a clock time is written, as far as readers see a difference: `9:49` and `10:25` are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// `16:40`
    Colon,
    /// `16h40`
    Letter,
    /// `16.40`
    Point,
    /// `1640`
    Bare,
    /// `4:40 PM`
    TwelveHours,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DateShape {
    /// `2019-03-25`
    YearFirst,
    /// `25/03/2019`, `7/6/23`, `12-05`
    Numbers,
    /// `March 25, 2019`
    MonthName,
    /// `25 March 2019`
    DayAndName,
}

/// The shape of a clock time; nothing for what has none (`noon`, `14:??`, `T+5m`).
pub(crate) fn shape(stamp: &Stamp) -> Option<Shape> {
    let time = stamp.start.time.as_ref()?;
    let mut hour = None;
    let mut minute = None;
    for part in &time.parts {
        match part.kind {
            PartKind::Meridiem => return Some(Shape::TwelveHours),
            PartKind::Hour => hour = Some(part.span),
            PartKind::Minute => minute = Some(part.span),
            _ => {}
        }
    }
    let (hour, minute) = (hour?, minute?);
    if hour.end == minute.start {
        return Some(Shape::Bare);
    }
    let at = hour.end.checked_sub(stamp.span.start)?;
    match stamp.written.as_bytes().get(at) {
        Some(b'.') => Some(Shape::Point),
        Some(b'h' | b'H') => Some(Shape::Letter),
        _ => Some(Shape::Colon),
    }
}

/// The shape of a date.
pub(crate) fn date_shape(stamp: &Stamp) -> Option<DateShape> {
    // `early morning July 12th` is words anyway.
    let in_words = |time: &crate::TimePart| time.parts.iter().any(|part| part.kind == PartKind::Word);
    if stamp.start.time.as_ref().is_some_and(in_words) {
        return None;
    }
    let date = stamp.start.date.as_ref()?;
    let kinds = date.parts.iter().map(|part| part.kind).filter(|kind| {
        matches!(kind, PartKind::Year | PartKind::Month | PartKind::MonthName | PartKind::Day)
    });
    let mut kinds = kinds.take(2);
    match (kinds.next()?, kinds.next()?) {
        (PartKind::Year, _) => Some(DateShape::YearFirst),
        (PartKind::MonthName, _) => Some(DateShape::MonthName),
        (PartKind::Day, PartKind::MonthName) => Some(DateShape::DayAndName),
        _ => Some(DateShape::Numbers),
    }
}

/// Whether a stamp has an hour that may be one of either half of the day: `1:40` and `01:40`, and not `2024-02-09T01:40`,
/// `0140`, `1h40`.
pub(crate) fn is_halfless(stamp: &Stamp) -> bool {
    let Some(time) = &stamp.start.time else { return false };
    let hour = time.parts.iter().find(|part| part.kind == PartKind::Hour);
    let TimeValue::At { time: at, .. } = time.value else { return false };
    let is_padded = at.hour() < 10 && hour.is_some_and(|hour| hour.span.len() == 2);
    (1..=12).contains(&at.hour())
        && matches!(shape(stamp), Some(Shape::Colon | Shape::Point))
        && !(is_padded && date_shape(stamp) == Some(DateShape::YearFirst))
}

/// Whether a stamp is of a clock with 24 hours: `16:40`, `0:05`, and `14:00 PM` too.
fn is_beyond_twelve(stamp: &Stamp) -> bool {
    let Some(time) = &stamp.start.time else { return false };
    let TimeValue::At { time: at, .. } = time.value else { return false };
    match shape(stamp) {
        Some(Shape::TwelveHours) => !stamp.problems.is_empty(),
        shape => shape.is_some() && !(1..=12).contains(&at.hour()),
    }
}

/// Counts over all lines of a timeline.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Lines with a date of their own; those of them that are separators; those whose date has no year.
    pub(crate) dated: usize,
    pub(crate) day_lines: usize,
    pub(crate) yearless: usize,
    /// Entries with a stamp.
    pub(crate) stamped: usize,
    /// Of those, with a clock time that is known.
    pub(crate) timed: usize,
    /// Entries with neither stamp nor label.
    pub(crate) unstamped: usize,
    /// Of those, with one that is unknown.
    pub(crate) unknown: usize,
    /// Clock times without a zone of their own or of their column.
    pub(crate) zoneless: usize,
    pub(crate) shapes: BTreeMap<Shape, usize>,
    pub(crate) date_shapes: BTreeMap<DateShape, usize>,
    /// Zones written in stamps, and how often.
    pub(crate) zones: Vec<(Zone, usize)>,
    /// Dates undecided, proven day first, proven month first.
    undecided: usize,
    day_first: usize,
    month_first: usize,
    /// Stamps such as `T+5m`.
    pub(crate) relative: usize,
    /// Times whose half of the day is not written, and those that only a clock of 24 hours shows.
    halfless: usize,
    beyond_twelve: usize,
    likely_twelve: usize,
    not_twelve: usize,
    /// Gaps by their minutes, the last for all longer ones.
    gaps: Vec<u32>,
    gap_count: usize,
}

impl Tally {
    /// Counts a line that comes or goes.
    pub(crate) fn count(&mut self, line: &Line, comes: bool) {
        let step = |count: &mut usize| *count = if comes { *count + 1 } else { count.saturating_sub(1) };
        let Some(stamp) = line.stamp.as_deref() else {
            if line.role == Role::Entry && !crate::rules::unstamped::has_label(&line.text) {
                step(&mut self.unstamped);
            }
            return;
        };
        if let Some(date) = &stamp.start.date {
            step(&mut self.dated);
            if line.role == Role::Separator {
                step(&mut self.day_lines);
            }
            let has_year = date.parts.iter().any(|part| part.kind == PartKind::Year);
            if !has_year && date.weekday.is_none_or(|_| date.parts.len() > 1) {
                step(&mut self.yearless);
            }
            match (date.value, date.proves()) {
                (DateValue::Numbers { .. }, _) => step(&mut self.undecided),
                (_, Some(DateOrder::DayFirst)) => step(&mut self.day_first),
                (_, Some(DateOrder::MonthFirst)) => step(&mut self.month_first),
                _ => {}
            }
        }
        if line.role != Role::Entry {
            return;
        }
        step(&mut self.stamped);
        if stamp.relative.is_some() {
            step(&mut self.relative);
        }
        let own = shape(stamp);
        if let Some(shape) = own {
            step(self.shapes.entry(shape).or_default());
        }
        if let Some(shape) = date_shape(stamp) {
            step(self.date_shapes.entry(shape).or_default());
        }
        if matches!(stamp.start.time.as_ref().map(|time| time.value), Some(TimeValue::At { .. })) {
            step(&mut self.timed);
            match &stamp.start.zone {
                Some(part) => match self.zones.iter_mut().find(|(zone, _)| *zone == part.zone) {
                    Some((_, count)) => step(count),
                    None => self.zones.push((part.zone.clone(), usize::from(comes))),
                },
                None if line.zone().is_none() => step(&mut self.zoneless),
                None => {}
            }
        }
        if matches!(stamp.start.time.as_ref().map(|time| time.value), Some(TimeValue::Unknown)) {
            step(&mut self.unknown);
        }
        if is_halfless(stamp) {
            step(&mut self.halfless);
        }
        if is_beyond_twelve(stamp) {
            step(&mut self.beyond_twelve);
        }
        match crate::item::twelve(stamp) {
            crate::item::Twelve::Likely => step(&mut self.likely_twelve),
            crate::item::Twelve::No => step(&mut self.not_twelve),
            _ => {}
        }
    }

    /// The order that the dates prove, else `otherwise`; day first where all dates are decided anyway.
    pub(crate) fn order(&self, otherwise: Option<DateOrder>) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => otherwise,
            (_, 0) => Some(DateOrder::DayFirst),
            (0, _) => Some(DateOrder::MonthFirst),
            _ => otherwise,
        }
    }

    /// Whether there are dates that fit two orders.
    pub(crate) fn is_undecided(&self) -> bool {
        self.undecided > 0
    }

    pub(crate) fn is_twelve_hours(&self) -> bool {
        self.likely_twelve > 0 && self.not_twelve == 0
    }

    /// Whether it is written on a clock of twelve hours, and some times lack their am or pm.
    pub(crate) fn lacks_halves(&self) -> bool {
        let marked = self.shapes.get(&Shape::TwelveHours).is_some_and(|count| *count > 0);
        marked && self.halfless > 0 && self.beyond_twelve == 0
    }

    /// The zone that most stamps write, of equals the first by name.
    pub(crate) fn main_zone(&self) -> Option<Zone> {
        let mut best: Option<&(Zone, usize)> = None;
        for entry in self.zones.iter().filter(|(_, count)| *count > 0) {
            if best.is_none_or(|best| (entry.1, &best.0.name) > (best.1, &entry.0.name)) {
                best = Some(entry);
            }
        }
        best.map(|(zone, _)| zone.clone())
    }

    /// Whether there may be a gap longer than so many seconds.
    pub(crate) fn has_gap_over(&self, seconds: i64) -> bool {
        let minutes = usize::try_from(seconds / 60).unwrap_or(usize::MAX).min(1_440);
        self.gaps.get(minutes..).is_some_and(|gaps| gaps.iter().any(|count| *count > 0))
    }

    /// The zone that is written, where it is the only one.
    pub(crate) fn only_zone(&self) -> Option<Zone> {
        let mut live = self.zones.iter().filter(|(_, count)| *count > 0);
        let (zone, _) = live.next()?;
        live.next().is_none().then(|| zone.clone())
    }

    /// Whether more than one zone is in use, with the one that is `stated` for times without.
    pub(crate) fn is_torn(&self, stated: Option<&Zone>) -> bool {
        let live = self.zones.iter().filter(|(_, count)| *count > 0).map(|(zone, _)| zone);
        let mut regions = live.chain(stated).map(Zone::region);
        let first = regions.next();
        regions.any(|other| Some(other) != first)
    }

    /// Counts a gap of so many seconds; a negative one is none.
    pub(crate) fn count_gap(&mut self, gap: i32, comes: bool) {
        let Ok(seconds) = usize::try_from(gap) else { return };
        if self.gaps.is_empty() {
            self.gaps = vec![0; 1_441];
        }
        let minutes = (seconds / 60).min(1_440);
        if let Some(count) = self.gaps.get_mut(minutes) {
            *count = if comes { *count + 1 } else { count.saturating_sub(1) };
            self.gap_count = if comes { self.gap_count + 1 } else { self.gap_count.saturating_sub(1) };
        }
    }

    /// The median gap in minutes.
    pub(crate) fn median_gap(&self) -> Option<i64> {
        let mut seen = 0;
        let median = self.gaps.iter().position(|count| {
            seen += usize::try_from(*count).unwrap_or(0);
            seen * 2 >= self.gap_count
        });
        (self.gap_count > 0).then_some(median).flatten().and_then(|minutes| i64::try_from(minutes).ok())
    }
}
