//! All ways to read one line behind what is known, and what each costs.

use super::days::Dated;
use super::{EVENT, Ground, How, Mark, State, Step};
use crate::item::{DAY, HOUR, Item, ItemClock, ItemDate, ItemKind, Twelve, date_of, day_number};

/// Parts of the day that begin from here on go over into the night.
const EVENING: i64 = 17 * HOUR;

impl Ground<'_> {
    /// All ways to read a line behind this state. `wide` adds those that pay off later only.
    pub(super) fn steps(&self, item: &Item, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        match item.kind {
            ItemKind::Skip => push(Step { mark: passed(state), cost: 0 }),
            ItemKind::Separator => {
                let day = self.day_of(item.date, state);
                let mut mark = passed(self.enter(day, item.frame, state));
                let compares = (state.real, state.yearless) == (day.real, day.yearless);
                mark.how.back = compares && state.top != i64::MIN && day.number < state.top_day;
                push(Step { mark, cost: 0 });
            }
            ItemKind::Entry => {
                let mut state = self.around(item, state);
                if self.backwards {
                    state = State { top: i64::MIN, run: i64::MIN, slip: i32::MIN, ..state };
                }
                self.entry_steps(item, state, wide, push);
            }
        }
    }

    fn entry_steps(&self, item: &Item, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        if let ItemClock::Relative(seconds) = item.clock {
            if self.adrift {
                push(Step { mark: passed(state), cost: 0 });
                return;
            }
            let (day, second, real) =
                self.zero.map_or((0, 0, false), |zero| (zero.day, zero.second, zero.real));
            let at = i64::from(day) * DAY + second + seconds;
            let day = i32::try_from(at.div_euclid(DAY)).unwrap_or(day);
            let state = if real && !state.real { State { top: i64::MIN, real, ..state } } else { state };
            let offset = self.zones.offset(item.zone, day, at.rem_euclid(DAY));
            let (low, high) = (at - offset, at - offset + 59);
            self.place(
                state,
                Spot {
                    day,
                    low,
                    high,
                    real,
                    yearless: false,
                    dated: true,
                    unsure: item.wrong || item.vague,
                    evening: false,
                    cost: 0,
                },
                wide,
                push,
            );
            return;
        }
        match item.date {
            ItemDate::Day(day) if item.doubtful => {
                // Within its day it compares with the others; between days nobody knows.
                let same = !state.real && !state.yearless && state.day == day;
                let state = State { real: false, yearless: false, ..state };
                let state = if same { state } else { State { top: i64::MIN, run: i64::MIN, ..state } };
                self.place(state, self.spot(item, day, false, true), wide, push);
            }
            ItemDate::Day(day) => {
                // Real dates and counted days do not compare.
                let begins = State { top: i64::MIN, run: i64::MIN, real: true, yearless: false, ..state };
                let state = if state.real { state } else { begins };
                let spot = self.spot(item, day, true, true);
                self.place(state, spot, wide, push);
                self.half_step(item, state, spot, wide, push);
                self.slip_steps(item, day, state, wide, push);
            }
            ItemDate::MonthDay(month, day) => {
                let days = self.readings_of(month, day, item, state);
                for (dated, cost) in days.into_iter().flatten() {
                    let Dated { number, real, yearless } = dated;
                    let begins = (state.real, state.yearless) != (real, yearless);
                    let fresh = State { top: i64::MIN, run: i64::MIN, real, yearless, ..state };
                    let state = if begins { fresh } else { state };
                    let spot = Spot { cost, yearless, ..self.spot(item, number, real, true) };
                    self.place(state, spot, wide, push);
                    self.half_step(item, state, spot, wide, push);
                }
                let written = date_of(state.top_day)
                    .and_then(|top| jiff::civil::Date::new(top.year(), month, day).ok());
                // Of another year than the one above there is nothing to mend in it.
                let best = days.first().copied().flatten().map(|(dated, _)| dated.number);
                let written = written.map(day_number).filter(|written| state.real && best == Some(*written));
                if let Some(written) = written {
                    self.slip_steps(item, written, state, wide, push);
                }
            }
            ItemDate::Weekday(_) | ItemDate::OfMonth(_) => {
                let day = self.day_of(item.date, state);
                self.place(state, self.spot(item, day.number, day.real, true), wide, push);
            }
            ItemDate::None | ItemDate::Unknown => self.undated_steps(item, state, wide, push),
        }
    }

    /// An entry without a date: of the day before it, or of the next one.
    fn undated_steps(&self, item: &Item, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        if item.next_day {
            // Those behind the first that says so say it, too.
            let first = if state.opened == i32::MIN { self.date.unwrap_or(0) } else { state.opened };
            let same = self.spot(item, state.day, state.real, true);
            let is_later = state.day == first || state.top != i64::MIN && same.high < state.top;
            let day = state.day.saturating_add(i32::from(is_later));
            self.place(state, self.spot(item, day, state.real, true), wide, push);
            return;
        }
        let state = self.at_home(item, state);
        let shift = if state.afternoon { afternoon_shift(item) } else { 0 };
        let afternoon = |step: Step| {
            let mut step = step;
            step.mark.how.afternoon = shift > 0;
            step
        };
        // The small hours behind an evening are those of the next day.
        let of_night =
            state.evening && matches!(item.clock, ItemClock::At { seconds, .. } if seconds < DAY / 2);
        let state = if of_night { State { day: state.day.saturating_add(1), ..state } } else { state };
        let spot = self.spot(item, state.day, state.real, false).later(shift);
        if spot.unsure {
            self.unmeasured(state, spot, push);
            return;
        }
        self.half_step(item, state, spot, wide, push);
        if state.top == i64::MIN || spot.high >= state.top {
            // Nearly a whole day forward is more likely the evening before.
            let far = state.top != i64::MIN && spot.low - state.top > 20 * HOUR && state.day == state.top_day;
            let cost = if far { 1_030 } else { 0 };
            self.place(state, Spot { cost, ..spot }, wide || far, &mut |step| push(afternoon(step)));
            if far {
                self.out(state, self.spot(item, state.day - 1, state.real, false), push);
            }
            return;
        }
        let next = self.spot(item, state.day.saturating_add(1), state.real, false);
        let back = state.top - spot.low;
        // Twelve hours back are a new day; less is one where those behind agree on it: some more of them below the line of
        // a day.
        let stays = if state.day == state.opened { 10 } else { 0 };
        let (cost, new_day) = match back {
            _ if item.clock == ItemClock::None => (2_015, true),
            _ if back > 12 * HOUR - 60 => (30, false),
            _ if back >= 6 * HOUR => (1_015 + stays, true),
            _ => (2_015, true),
        };
        if next.high >= state.top {
            let began = State { afternoon: false, ..state };
            self.normal(began, Spot { cost, ..next }, &mut |mut step| {
                step.mark.how.new_day = new_day;
                push(step);
            });
        }
        if self.twelve && !state.afternoon {
            let later = self.spot(item, state.day, state.real, false).later(afternoon_shift(item));
            if later.low > spot.low && later.high >= state.top && later.low - state.top <= 6 * HOUR {
                let turned = State { afternoon: true, ..state };
                self.normal(turned, Spot { cost: EVENT, ..later }, &mut |mut step| {
                    step.mark.how.afternoon = true;
                    step.mark.how.turned = true;
                    push(step);
                });
            }
        }
        if state.day != state.top_day {
            // Behind an entry that is out of order, the day may still be that of the others.
            let spot = self.spot(item, state.top_day, state.real, false).later(shift);
            if spot.high >= state.top {
                self.normal(state, Spot { cost: 20, ..spot }, push);
            }
        }
        self.out(state, spot, &mut |step| push(afternoon(step)));
    }

    /// The same with the day that it is by then in the zone of this entry: where the one before was told at 00:40 in
    /// Berlin, it is still the day before in London.
    fn at_home(&self, item: &Item, state: State) -> State {
        if state.top == i64::MIN || state.day != state.top_day {
            return state;
        }
        let (day, second) = (state.top.div_euclid(DAY), state.top.rem_euclid(DAY));
        let offset = self.zones.offset(item.zone, i32::try_from(day).unwrap_or(state.day), second);
        let day = i32::try_from((state.top + offset).div_euclid(DAY)).unwrap_or(state.day);
        State { day, top_day: day, ..state }
    }

    /// A dated entry whose date has a slip: on the day of the one before it, or with another year, it fits.
    fn slip_steps(&self, item: &Item, day: i32, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        if state.top == i64::MIN || day == state.top_day || item.wrong || item.vague {
            return;
        }
        let written = self.spot(item, day, true, true);
        if written.high >= state.top && !wide {
            return;
        }
        let goes_on = state.slip == day;
        let slip = |meant: Spot| {
            let state = State {
                slip: day,
                run: i64::MIN,
                top: meant.low.max(state.top),
                top_day: meant.day,
                day: meant.day,
                ..state
            };
            let how = How { read: true, real: true, slip: true, first: !goes_on, ..How::default() };
            Step {
                mark: Mark { state, day: meant.day, how, window: false },
                cost: if goes_on { 1 } else { 990 },
            }
        };
        let is_far = written.low - state.top > 12 * HOUR || state.top - written.low > 6 * HOUR;
        // The evening before, dated with the day that follows it.
        if item.has_clock() && is_far && written.high >= state.top {
            let eve = self.spot(item, day.saturating_sub(1), true, true);
            if eve.high >= state.top {
                let mut step = slip(eve);
                // Of many, only one is likelier to be out of order.
                step.cost = if goes_on { 6 } else { step.cost.saturating_sub(1) };
                push(step);
            }
        }
        if item.has_clock() && is_far && (goes_on || one_part_differs(day, state.top_day)) {
            let meant = self.spot(item, state.top_day, true, true);
            if meant.high >= state.top && meant.low - state.top <= 12 * HOUR {
                push(slip(meant));
                return;
            }
        }
        // Last year's number, where the date goes back.
        let next_year = date_of(day).and_then(|date| {
            jiff::civil::Date::new(date.year().checked_add(1)?, date.month(), date.day()).ok()
        });
        if let Some(meant) = next_year.map(|date| self.spot(item, day_number(date), true, true))
            && written.high < state.top
            && meant.high >= state.top
            && meant.low - state.top <= 120 * DAY
        {
            push(slip(meant));
        }
    }

    /// An entry whose am or pm has a slip: with the other one it fits, and as it stands it is far off.
    fn half_step(&self, item: &Item, state: State, written: Spot, wide: bool, push: &mut dyn FnMut(Step)) {
        let ItemClock::At { seconds, .. } = item.clock else { return };
        if !item.meridiem || state.top == i64::MIN || written.unsure {
            return;
        }
        let meant = written.later(if seconds < 12 * HOUR { 12 * HOUR } else { -12 * HOUR });
        let ahead = written.high >= state.top;
        let is_far = !ahead || wide && written.low - state.top > 6 * HOUR;
        if !is_far || meant.high < state.top || meant.low - state.top > 6 * HOUR {
            return;
        }
        let top = state.top.max(meant.low);
        let (run, slip) = (i64::MIN, i32::MIN);
        let yearless = self.is_yearless(&meant, state);
        let state =
            State { top, top_day: meant.day, day: meant.day, run, slip, real: meant.real, yearless, ..state };
        let how = How { read: true, real: meant.real, yearless, half: true, first: true, ..How::default() };
        let cost = written.cost + if ahead { 980 } else { 985 };
        push(Step { mark: Mark { state, day: meant.day, how, window: false }, cost });
    }

    /// In order where it fits, else out of order.
    fn place(&self, state: State, spot: Spot, wide: bool, push: &mut dyn FnMut(Step)) {
        if spot.unsure {
            self.unmeasured(state, spot, push);
            return;
        }
        let fits = state.top == i64::MIN || spot.high >= state.top;
        if fits {
            self.normal(state, spot, push);
        }
        if !fits || wide {
            self.out(state, spot, push);
        }
    }

    fn normal(&self, state: State, spot: Spot, push: &mut dyn FnMut(Step)) {
        let top = state.top.max(spot.low);
        let top_day = if spot.low >= state.top { spot.day } else { state.top_day };
        let day = match self.date {
            Some(all) if self.for_all && spot.dated && spot.day < all => all,
            _ => spot.day,
        };
        let yearless = self.is_yearless(&spot, state);
        let state =
            State { top, top_day, day, run: i64::MIN, slip: i32::MIN, real: spot.real, yearless, ..state };
        let state = State { evening: false, ..state };
        let how = How { read: true, real: spot.real, yearless, ..How::default() };
        push(Step { mark: Mark { state, day: spot.day, how, window: false }, cost: spot.cost });
    }

    fn out(&self, state: State, spot: Spot, push: &mut dyn FnMut(Step)) {
        // Those of a run are all earlier than what is before it, or all later than what is behind it.
        let ahead = state.top == i64::MIN || spot.high >= state.top;
        let goes_on = state.run != i64::MIN && spot.high >= state.run && state.ahead == ahead;
        // Who puts an entry into the wrong place puts it near: far back it is rather of the next day.
        let is_far = !ahead && !spot.dated && state.top - spot.low > 12 * HOUR;
        let extra = if ahead { 8 } else { 0 } + if is_far { 35 } else { 0 };
        let cost = spot.cost + extra + if goes_on { 10 } else { 1_000 };
        let run = if goes_on { state.run.max(spot.low) } else { spot.low };
        let day = if spot.dated { spot.day } else { state.day };
        let yearless = self.is_yearless(&spot, state);
        let state = State { run, ahead, day, slip: i32::MIN, evening: false, ..state };
        let how = How { read: true, real: spot.real, yearless, out: true, first: !goes_on, ..How::default() };
        push(Step { mark: Mark { state, day: spot.day, how, window: false }, cost });
    }

    /// What has an error of its own says its day, and nothing of the order.
    fn unmeasured(&self, state: State, spot: Spot, push: &mut dyn FnMut(Step)) {
        let yearless = self.is_yearless(&spot, state);
        let evening = spot.evening || state.evening && spot.day == state.day;
        let state = State { day: spot.day, real: spot.real, yearless, evening, ..state };
        let how = How { read: true, real: spot.real, yearless, unsure: true, ..How::default() };
        push(Step { mark: Mark { state, day: spot.day, how, window: false }, cost: spot.cost });
    }

    /// An entry without a date is of a day whose year is as known as that of the lines above.
    fn is_yearless(&self, spot: &Spot, state: State) -> bool {
        spot.yearless || !spot.real && state.yearless
    }

    fn spot(&self, item: &Item, day: i32, real: bool, dated: bool) -> Spot {
        let (low, high, in_gap) = self.zones.reach(item.zone, day, item.range());
        let unsure = item.wrong || item.vague || item.in_words || in_gap;
        let evening = item.in_words && item.range().0 >= EVENING;
        Spot { day, low, high, real, yearless: false, dated, unsure, evening, cost: 0 }
    }
}

/// Where an entry would lie.
#[derive(Clone, Copy)]
struct Spot {
    day: i32,
    low: i64,
    high: i64,
    real: bool,
    yearless: bool,
    dated: bool,
    /// An error of its own makes it no measure.
    unsure: bool,
    /// It says the evening of its day.
    evening: bool,
    cost: u32,
}

impl Spot {
    fn later(self, by: i64) -> Spot {
        Spot { low: self.low + by, high: self.high + by, ..self }
    }
}

pub(super) fn passed(state: State) -> Mark {
    Mark { state, day: state.day, how: How::default(), window: false }
}

/// What the afternoon adds to an hour of a 12-hour clock: nothing to the twelfth.
fn afternoon_shift(item: &Item) -> i64 {
    match (item.clock, item.twelve) {
        (ItemClock::At { seconds, .. }, Twelve::Likely | Twelve::Possible) if seconds < 12 * HOUR => {
            12 * HOUR
        }
        _ => 0,
    }
}

/// Whether two dates differ in their year, their month or their day alone.
fn one_part_differs(a: i32, b: i32) -> bool {
    let (Some(a), Some(b)) = (date_of(a), date_of(b)) else { return false };
    let differ = [a.year() != b.year(), a.month() != b.month(), a.day() != b.day()];
    differ.into_iter().filter(|differs| *differs).count() == 1 || (day_number(a) - day_number(b)).abs() == 1
}
