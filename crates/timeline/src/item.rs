//! What the checks need to know of a line, worked out once: a few numbers instead of a parsed text.

use jiff::civil::{Date, DateTime};

use crate::line::{Begins, DateOrder, Line, Role};
use crate::stamp::{DatePart, DateValue, PartKind, Stamp, TimeValue, Writing, second_of};
use crate::tally::{DateShape, Shape, date_shape, shape};

/// The seconds of an hour.
pub(crate) const HOUR: i64 = 3_600;

/// The seconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

/// How far a loose time (`~16:40`) may be off, in seconds.
const LOOSE: i64 = 15 * 60;

/// A line in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    pub(crate) date: ItemDate,
    /// The numbers of its date fit two orders, and nothing tells which: it compares with its like alone.
    pub(crate) doubtful: bool,
    /// What tells the frame that dates it from others; 0 where that is the surroundings.
    pub(crate) frame: u32,
    /// The date of that frame.
    pub(crate) frame_date: ItemDate,
    /// Whether a list or table begins with it.
    pub(crate) begins: bool,
    pub(crate) clock: ItemClock,
    /// An index into the timeline's zones.
    pub(crate) zone: u16,
    pub(crate) loose: bool,
    /// It says that it is of the next day.
    pub(crate) next_day: bool,
    /// It says a part of the day (`afternoon`): what one calls so is noon to another, so it is no measure for others.
    pub(crate) in_words: bool,
    /// It has an error of its own (`13:55 PM`), or its day is one of two, so that it is no measure for others.
    pub(crate) wrong: bool,
    /// Which zone it is in can't be said for sure, where others are in another one: it is no measure for them.
    pub(crate) vague: bool,
    /// Its time says am or pm.
    pub(crate) meridiem: bool,
    /// Whether its hour may be one of a 12-hour clock without am or pm, and whether it proves that.
    pub(crate) twelve: Twelve,
    /// Which half of the day its hour is of, where it lacks the am or pm that others have.
    pub(crate) half: Half,
    pub(crate) shape: Option<Shape>,
    pub(crate) date_shape: Option<DateShape>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// Without a stamp that counts.
    Skip,
    Separator,
    Entry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemDate {
    None,
    /// Days since 1970-01-01.
    Day(i32),
    MonthDay(i8, i8),
    /// Days since Monday.
    Weekday(i8),
    /// A day of the month that is the nearest.
    OfMonth(i8),
    /// Written, but not to be had.
    Unknown,
}

/// Seconds since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemClock {
    None,
    At {
        seconds: i64,
        grain: i64,
    },
    Between(i64, i64),
    /// Seconds since Incident Start.
    Relative(i64),
    Unknown,
}

/// What an hour says about the clock it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Twelve {
    /// Nothing: there is none.
    Silent,
    /// `1:05`: not padded, from 1 to 9.
    Likely,
    /// `10:30`, `12:10`.
    Possible,
    /// `16:40`, `01:05`, `4:40 PM`.
    No,
}

/// Which half of the day an hour is of that lacks its am or pm among others that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// The one that its digits say.
    Written,
    /// The other one, as its neighbours tell.
    Other,
    /// Its neighbours fit both: it is no measure for them.
    Either,
    /// Its digits are all that there is to go by.
    Unknown,
}

impl Item {
    pub(crate) const SKIP: Item = Item {
        kind: ItemKind::Skip,
        date: ItemDate::None,
        doubtful: false,
        frame: 0,
        frame_date: ItemDate::None,
        begins: false,
        clock: ItemClock::None,
        zone: 0,
        loose: false,
        next_day: false,
        in_words: false,
        wrong: false,
        vague: false,
        meridiem: false,
        twelve: Twelve::Silent,
        half: Half::Written,
        shape: None,
        date_shape: None,
    };

    /// The item of a line whose zone has this index; `accepted` says whether a bare stamp counts.
    pub(crate) fn of(line: &Line, order: Option<DateOrder>, zone: u16, accepted: bool) -> Item {
        let Some(stamp) = line.stamp.as_deref() else { return Item::SKIP };
        if stamp.bare && !accepted {
            return Item::SKIP;
        }
        let mut date = stamp.start.date.as_ref().map_or(ItemDate::None, |date| item_date(date, order, stamp));
        let mut doubtful = false;
        if let (ItemDate::Unknown, Some(written)) = (date, &stamp.start.date)
            && let Some(any) = any_order(written)
        {
            (date, doubtful) = (any, true);
        }
        let framed = line.frame.as_deref().and_then(|frame| Some((frame, frame.date.as_ref()?)));
        let (frame, frame_date) = framed.map_or((0, ItemDate::None), |(frame, date)| {
            let date = ordered_date(date, order);
            (frame_key(frame.place, date), date)
        });
        let clock = match (stamp.relative, stamp.start.time.as_ref().map(|time| time.value)) {
            (Some(seconds), _) => ItemClock::Relative(seconds),
            (None, None) => ItemClock::None,
            (None, Some(TimeValue::At { time, grain })) => {
                ItemClock::At { seconds: second_of(time), grain: i64::from(grain) }
            }
            (None, Some(TimeValue::EndOfDay)) => ItemClock::At { seconds: DAY, grain: 60 },
            (None, Some(TimeValue::Between(from, to))) => {
                // To the end of its minute.
                let to = second_of(to);
                ItemClock::Between(second_of(from), to - to % 60 + 59)
            }
            (None, Some(TimeValue::Unknown | TimeValue::Wrong)) => ItemClock::Unknown,
        };
        let kind = match line.role {
            Role::Separator if matches!(date, ItemDate::None | ItemDate::Unknown) => ItemKind::Skip,
            Role::Separator => ItemKind::Separator,
            Role::Entry if date == ItemDate::Unknown => ItemKind::Skip,
            Role::Entry
                if date == ItemDate::None && matches!(clock, ItemClock::None | ItemClock::Unknown) =>
            {
                ItemKind::Skip
            }
            Role::Entry => ItemKind::Entry,
        };
        Item {
            kind,
            date,
            doubtful,
            frame,
            frame_date,
            begins: line.begins != Begins::Nothing,
            clock,
            zone,
            loose: stamp.approximate,
            next_day: stamp.next_day,
            in_words: is_part_of_day(stamp),
            wrong: !stamp.problems.is_empty() || is_undecided(line, date),
            vague: false,
            meridiem: has_meridiem(&stamp.start),
            twelve: twelve(stamp),
            half: Half::Written,
            shape: shape(stamp),
            date_shape: date_shape(stamp),
        }
    }

    /// Its clock is that of this half of the day.
    pub(crate) fn take_half(&mut self, half: Half) {
        self.half = half;
        self.wrong |= half == Half::Either;
        if let (Half::Other, ItemClock::At { seconds, .. }) = (half, &mut self.clock) {
            *seconds = (*seconds + DAY / 2) % DAY;
        }
    }

    /// The earliest and latest second of its day that it can mean.
    pub(crate) fn range(&self) -> (i64, i64) {
        let (from, to) = match self.clock {
            ItemClock::None | ItemClock::Unknown => return (0, DAY - 1),
            ItemClock::At { seconds, grain } => (seconds, seconds + grain - 1),
            ItemClock::Between(from, to) => return (from, to),
            ItemClock::Relative(seconds) => (seconds, seconds + 59),
        };
        if self.loose { (from - LOOSE, to + LOOSE) } else { (from, to) }
    }

    pub(crate) fn has_clock(&self) -> bool {
        matches!(self.clock, ItemClock::At { .. } | ItemClock::Between(..) | ItemClock::Relative(_))
    }
}

fn item_date(date: &DatePart, order: Option<DateOrder>, stamp: &Stamp) -> ItemDate {
    match date.value {
        DateValue::Wrong => mended(date, stamp),
        _ => ordered_date(date, order),
    }
}

fn ordered_date(date: &DatePart, order: Option<DateOrder>) -> ItemDate {
    let value = match date.value {
        DateValue::Numbers { .. } => match order.and_then(|order| date.ordered(order)) {
            Some(date) => date.value,
            None => return ItemDate::Unknown,
        },
        value => value,
    };
    match value {
        DateValue::Full(day) => ItemDate::Day(day_number(day)),
        DateValue::MonthDay(month, day) => ItemDate::MonthDay(month, day),
        DateValue::Weekday(weekday) => ItemDate::Weekday(weekday.to_monday_zero_offset()),
        DateValue::Day(day) => ItemDate::OfMonth(day),
        DateValue::Unknown | DateValue::Numbers { .. } | DateValue::Wrong => ItemDate::Unknown,
    }
}

/// The day of a date in whichever order it fits: enough to tell it from another day.
fn any_order(date: &DatePart) -> Option<ItemDate> {
    let DateValue::Numbers { .. } = date.value else { return None };
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];
    orders.into_iter().map(|order| ordered_date(date, Some(order))).find(|date| *date != ItemDate::Unknown)
}

/// Whether a line is of one of several days that its place states.
fn is_undecided(line: &Line, date: ItemDate) -> bool {
    date == ItemDate::None && line.frame.as_deref().is_some_and(|frame| frame.doubtful)
}

/// Never 0.
fn frame_key(place: u32, date: ItemDate) -> u32 {
    let of_date = match date {
        ItemDate::Day(day) => day.cast_unsigned(),
        ItemDate::MonthDay(month, day) => {
            1_000_000 + u32::from(month.cast_unsigned()) * 32 + u32::from(day.cast_unsigned())
        }
        ItemDate::Weekday(day) => 2_000_000 + u32::from(day.cast_unsigned()),
        ItemDate::OfMonth(day) => 2_100_000 + u32::from(day.cast_unsigned()),
        ItemDate::None | ItemDate::Unknown => 3_000_000,
    };
    place.wrapping_mul(0x9E37_79B1).wrapping_add(of_date).max(1)
}

/// The date that a wrong one can only mean: the other writing that its problem names, or month and day
/// where the year has a digit too many (the year is then that of its neighbours).
fn mended(date: &DatePart, stamp: &Stamp) -> ItemDate {
    let instead = stamp
        .problems
        .iter()
        .filter(|problem| problem.span == date.span)
        .find_map(|problem| problem.instead.as_deref());
    if let Some(day) = instead.and_then(|instead| instead.replace(['/', '.'], "-").parse::<Date>().ok()) {
        return ItemDate::Day(day_number(day));
    }
    let number = |kind| {
        let part = date.parts.iter().find(|part| part.kind == kind)?;
        let start = part.span.start.checked_sub(stamp.span.start)?;
        stamp.written.get(start..start + part.span.len())?.parse::<i8>().ok()
    };
    let year_is_long = date.parts.iter().any(|part| part.kind == PartKind::Year && part.span.len() == 5);
    match (number(PartKind::Month), number(PartKind::Day)) {
        (Some(month), Some(day)) if year_is_long && Date::new(2000, month, day).is_ok() => {
            ItemDate::MonthDay(month, day)
        }
        _ => ItemDate::Unknown,
    }
}

/// Whether a stamp says a part of the day in the place of a clock time.
pub(crate) fn is_part_of_day(stamp: &Stamp) -> bool {
    let time = stamp.start.time.as_ref().filter(|time| matches!(time.value, TimeValue::Between(..)));
    time.is_some_and(|time| time.parts.iter().any(|part| part.kind == PartKind::Word))
}

/// Whether a time says am or pm.
pub(crate) fn has_meridiem(writing: &Writing) -> bool {
    let time = writing.time.as_ref();
    time.is_some_and(|time| time.parts.iter().any(|part| part.kind == PartKind::Meridiem))
}

/// What the hour of a stamp says about its clock.
pub(crate) fn twelve(stamp: &Stamp) -> Twelve {
    let Some(time) = &stamp.start.time else { return Twelve::Silent };
    let TimeValue::At { time: at, .. } = time.value else { return Twelve::Silent };
    let hour = time.parts.iter().find(|part| part.kind == PartKind::Hour);
    let has_meridiem = has_meridiem(&stamp.start);
    match (hour, at.hour()) {
        (Some(hour), 1..=9) if !has_meridiem && hour.span.len() == 1 => Twelve::Likely,
        (Some(_), 10..=12) if !has_meridiem => Twelve::Possible,
        _ => Twelve::No,
    }
}

/// Day number and second of the day.
pub(crate) fn split(local: DateTime) -> (i32, i64) {
    (day_number(local.date()), second_of(local.time()))
}

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i32 {
    // The algorithm of Howard Hinnant: years begin in March, eras have 400 years.
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day number; `None` outside the calendar (years -9999 to 9999).
pub(crate) fn date_of(day: i32) -> Option<Date> {
    let days = day.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for (year, month, day) in [
            (1970, 1, 1),
            (1969, 12, 31),
            (2000, 2, 29),
            (2024, 3, 1),
            (0, 1, 1),
            (9999, 12, 31),
            (-9999, 1, 1),
        ] {
            let date = jiff::civil::date(year, month, day);
            assert_eq!(date_of(day_number(date)), Some(date));
        }
        assert_eq!(day_number(jiff::civil::date(1970, 1, 1)), 0);
        assert_eq!(day_number(jiff::civil::date(2024, 3, 1)), 19_783);
        assert_eq!(date_of(i32::MAX), None);
        assert_eq!(date_of(day_number(jiff::civil::date(9999, 12, 31)) + 1), None);
    }
}
