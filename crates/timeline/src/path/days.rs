//! Which day a date means where it stands: the frame around it, and the year that is not written.

use jiff::civil::Date;

use super::{Ground, State};
use crate::item::{Item, ItemDate, date_of, day_number};

/// Half a year, in days.
const HALF_A_YEAR: i32 = 183;

/// Two months, in days: January follows December at once, hardly later.
const NEAR: i32 = 62;

/// What year a date has that nothing dates: a leap year, so that the 29th of February is one of its days.
const NO_YEAR: i16 = 2000;

/// A day, and how much of it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) number: i32,
    pub(super) real: bool,
    pub(super) yearless: bool,
}

impl Ground<'_> {
    /// The state in which an entry is read: that of the lines above, or what a frame says that begins here.
    pub(super) fn around(&self, item: &Item, state: State) -> State {
        if item.frame != state.frame {
            let day = match item.frame_date {
                ItemDate::None | ItemDate::Unknown => self.date.map(real),
                date => Some(self.day_of(date, State { top: i64::MIN, ..state })),
            };
            return match day {
                Some(day) => self.enter(day, item.frame, state),
                None => State { frame: item.frame, ..state },
            };
        }
        // Another list: an entry's date holds within its own.
        if item.begins && item.date == ItemDate::None {
            let day = match item.frame_date {
                ItemDate::None => self.date,
                ItemDate::Day(day) => Some(day),
                _ => None,
            };
            if let Some(day) = day.filter(|_| state.real) {
                return State { day, ..state };
            }
        }
        state
    }

    /// The state below a day line: times are of this day, whatever stood above.
    pub(super) fn enter(&self, day: Dated, frame: u32, state: State) -> State {
        let Dated { number, real, yearless } = day;
        // The day of an entry above may be that of this line; a day line that says the same day begins it anew.
        let goes_on = number > state.top_day || number == state.top_day && number != state.opened;
        let compares = (real, yearless) == (state.real, state.yearless) && goes_on;
        let top = if compares { state.top } else { i64::MIN };
        let (run, slip) = (i64::MIN, i32::MIN);
        State {
            evening: false,
            day: number,
            opened: number,
            top,
            run,
            slip,
            frame,
            real,
            yearless,
            afternoon: false,
            ..state
        }
    }

    /// The day that a date means behind this state.
    pub(super) fn day_of(&self, date: ItemDate, state: State) -> Dated {
        let same = Dated { number: state.day, real: state.real, yearless: state.yearless };
        match date {
            ItemDate::Day(number) => real(number),
            ItemDate::MonthDay(month, day) => {
                self.years(month, day, self.reference(None), state).first().map_or(same, |(day, _)| *day)
            }
            ItemDate::Weekday(weekday) => {
                // 1970-01-01 was a Thursday.
                let today = (state.day + 3).rem_euclid(7);
                Dated { number: state.day + (i32::from(weekday) - today).rem_euclid(7), ..same }
            }
            ItemDate::OfMonth(day) => {
                let near = (state.day.saturating_sub(15)..=state.day.saturating_add(15))
                    .filter(|number| date_of(*number).is_some_and(|date| date.day() == day))
                    .min_by_key(|number| (number - state.day).abs());
                Dated { number: near.filter(|_| state.real).unwrap_or(state.day), ..same }
            }
            ItemDate::None | ItemDate::Unknown => same,
        }
    }

    /// The days that an entry's date without a year may be, with what each costs.
    pub(super) fn readings_of(
        &self,
        month: i8,
        day: i8,
        item: &Item,
        state: State,
    ) -> [Option<(Dated, u32)>; 2] {
        let days = self.years(month, day, self.reference(Some(item)), state);
        [days.first().copied(), days.get(1).copied()]
    }

    /// The nearest full date around a line.
    fn reference(&self, item: Option<&Item>) -> Option<i32> {
        match item.map(|item| item.frame_date) {
            Some(ItemDate::Day(day)) => Some(day),
            _ => self.date.or_else(|| self.known.first().copied()),
        }
    }

    /// The best year first. A year goes up where the months say so, from December to January or by more than half
    /// a year back; never because an entry stands out of order.
    fn years(&self, month: i8, day: i8, reference: Option<i32>, state: State) -> Vec<(Dated, u32)> {
        let in_year = |year: i16| Date::new(year, month, day).ok().map(day_number);
        let above = if state.top == i64::MIN { None } else { date_of(state.top_day) };
        let Some(above) = above.filter(|_| state.real || state.yearless) else {
            let reference = reference.or_else(|| state.real.then_some(state.day));
            return self.first_year(month, day, reference).map(|day| vec![(day, 0)]).unwrap_or_default();
        };
        let dated = |number: i32| Dated { number, real: state.real, yearless: state.yearless };
        // A year from elsewhere ends the time without one.
        if state.yearless && reference.is_some() {
            return self.first_year(month, day, reference).map(|day| vec![(day, 0)]).unwrap_or_default();
        }
        let year = above.year();
        let Some(same) = in_year(year) else {
            return in_year(year + 1)
                .or_else(|| in_year(year - 1))
                .map(|day| (dated(day), 0))
                .into_iter()
                .collect();
        };
        let apart = same - state.top_day;
        let other = |year: i16| in_year(year).map(dated);
        if apart < -HALF_A_YEAR
            && let Some(next) = other(year.saturating_add(1))
        {
            let is_near = next.number - state.top_day <= NEAR;
            let fits = reference.is_some_and(|day| (same - day).abs() <= NEAR);
            let cost = if is_near {
                0
            } else if fits {
                1_100
            } else {
                20
            };
            return vec![(next, cost), (dated(same), 0)];
        }
        // December again, behind January.
        if apart > 365 - NEAR
            && let Some(before) = other(year.saturating_sub(1))
            && state.top_day - before.number <= NEAR
        {
            return vec![(before, 0), (dated(same), 1_100)];
        }
        vec![(dated(same), 0)]
    }

    /// The first date of a timeline: of the year in which a full date has its month and day, else nearest to the
    /// full date around it.
    fn first_year(&self, month: i8, day: i8, reference: Option<i32>) -> Option<Dated> {
        let in_year = |year: i16| Date::new(year, month, day).ok().map(day_number);
        let is_this =
            |known: &i32| date_of(*known).is_some_and(|known| (known.month(), known.day()) == (month, day));
        if let Some(known) = reference.iter().chain(self.known).copied().find(is_this) {
            return Some(real(known));
        }
        if let Some(near) = reference {
            let year = date_of(near)?.year();
            let around = [year, year.saturating_add(1), year.saturating_sub(1)];
            let days = around.into_iter().filter_map(in_year);
            return days.min_by_key(|day| (day - near).abs()).map(real);
        }
        match self.year {
            Some(year) => in_year(year).map(real),
            None => in_year(NO_YEAR).map(|number| Dated { number, real: false, yearless: true }),
        }
    }
}

fn real(number: i32) -> Dated {
    Dated { number, real: true, yearless: false }
}
