//! Finds the way through a timeline: which day each entry is of, where midnight was, which entries stand
//! out of order.
//!
//! As long as times rise there is one reading, and each line follows from the state after the one before.
//! Where a time goes back there may be several: it is out of order, the one before it was, a date has a
//! slip, a new day has begun. Then a small set of readings is carried on, from a few lines before that
//! place to a few lines behind it, and the cheapest one stays: a finding costs about a thousand. So the
//! whole is linear, one slip is one finding, and an edit is felt for a few lines only.

use crate::item::{DAY, Item, ItemClock, ItemDate, ItemKind, Twelve, date_of, day_number};
use crate::zones::Zones;

/// How many lines around a place that goes back are read in several ways.
pub(crate) const REACH: usize = 12;

/// How many readings are carried on at once.
const WIDTH: usize = 8;

const HOUR: i64 = 3_600;

/// Costs from here on are findings.
const EVENT: u32 = 400;

/// What is known behind a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// The latest moment so far on the axis (UTC where zones are known), `i64::MIN` before the first.
    pub(crate) top: i64,
    /// The day of `top`.
    pub(crate) top_day: i32,
    /// The day that an entry without a date is of.
    pub(crate) day: i32,
    /// The latest moment of the run of entries out of order, `i64::MIN` outside one.
    pub(crate) run: i64,
    /// The day written in the run of slips in the date, `i32::MIN` outside one.
    pub(crate) slip: i32,
    /// Whether `day` is a real date; else days are only counted.
    pub(crate) real: bool,
    /// In the second half of the day of a 12-hour clock.
    pub(crate) afternoon: bool,
}

/// How a line was read, and the state behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) state: State,
    /// The day of the entry.
    pub(crate) day: i32,
    pub(crate) how: How,
    /// Whether it was read in several ways; part of the state, since it bounds how far back one goes.
    window: bool,
}

/// How a line was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct How {
    /// It is an entry with a day.
    pub(crate) read: bool,
    /// Its day is a real date.
    pub(crate) real: bool,
    /// Out of order.
    pub(crate) out: bool,
    /// The date written has a slip; the day of the mark is the one meant.
    pub(crate) slip: bool,
    /// The first of its run of either.
    pub(crate) first: bool,
    /// Went back by too little for a new day, but so did those behind it.
    pub(crate) new_day: bool,
    /// Twelve hours later than written.
    pub(crate) afternoon: bool,
    /// The first of those.
    pub(crate) turned: bool,
}

#[derive(Clone, Copy)]
struct Step {
    mark: Mark,
    cost: u32,
}

impl Mark {
    /// Equal to none that is ever computed.
    pub(crate) const NONE: Mark = Mark {
        state: State { top: i64::MAX, top_day: 0, day: 0, run: 0, slip: 0, real: false, afternoon: true },
        day: i32::MIN,
        how: How {
            read: false,
            real: false,
            out: false,
            slip: false,
            first: false,
            new_day: false,
            afternoon: false,
            turned: true,
        },
        window: false,
    };
}

impl Mark {
    /// The day as it is written: that of a slip is not the one meant.
    pub(crate) fn written_day(&self, item: &Item) -> i32 {
        match item.date {
            ItemDate::Day(day) => day,
            _ if self.how.slip => self.state.slip,
            _ => self.day,
        }
    }
}

/// What the way depends on besides the lines.
pub(crate) struct Ground<'a> {
    pub(crate) items: &'a [Item],
    pub(crate) zones: &'a Zones,
    /// The date that the timeline begins with.
    pub(crate) date: Option<i32>,
    /// The year of dates without one, where no full date is stated.
    pub(crate) year: Option<i16>,
    /// Whether that date is said of all entries without one, those behind a dated one included.
    pub(crate) for_all: bool,
    /// Incident Start: day and second.
    pub(crate) start: Option<(i32, i64)>,
    /// All hours fit a 12-hour clock.
    pub(crate) twelve: bool,
}

impl Ground<'_> {
    /// Brings `marks` up to date after the lines `from..to` changed, and returns the range of lines whose
    /// marks may have changed.
    pub(crate) fn update(&self, marks: &mut [Mark], from: usize, to: usize) -> std::ops::Range<usize> {
        let is_window = |marks: &[Mark], at: usize| marks.get(at).is_some_and(|mark| mark.window);
        let mut at = from.saturating_sub(REACH + 1);
        while at > 0 && (is_window(marks, at) || is_window(marks, at - 1)) {
            at -= 1;
        }
        let mut low = at;
        let mut same = 0;
        while let Some(item) = self.items.get(at) {
            if at >= to && same > REACH {
                break;
            }
            let step = self.best(item, self.state_before(marks, at));
            if step.cost < EVENT {
                let Some(mark) = marks.get_mut(at) else { break };
                same = if *mark == step.mark { same + 1 } else { 0 };
                *mark = step.mark;
                at += 1;
                continue;
            }
            let mut back = at;
            while back > 0 && at - back < REACH && !is_window(marks, back - 1) {
                back -= 1;
            }
            low = low.min(back);
            let end = self.window(marks, back, at, &mut same);
            at = end;
        }
        low..at
    }

    fn state_before(&self, marks: &[Mark], at: usize) -> State {
        at.checked_sub(1)
            .and_then(|before| marks.get(before))
            .map_or_else(|| self.initial(), |mark| mark.state)
    }

    fn initial(&self) -> State {
        State {
            top: i64::MIN,
            top_day: self.date.unwrap_or(0),
            day: self.date.unwrap_or(0),
            run: i64::MIN,
            slip: i32::MIN,
            real: self.date.is_some(),
            afternoon: false,
        }
    }

    /// The cheapest way to read a line.
    fn best(&self, item: &Item, state: State) -> Step {
        let mut best: Option<Step> = None;
        self.steps(item, state, false, &mut |step| {
            if best.is_none_or(|best| step.cost < best.cost) {
                best = Some(step);
            }
        });
        best.unwrap_or(Step { mark: passed(state), cost: 0 })
    }

    /// Reads the lines from `from` on in several ways, until the trouble at `event` lies far enough back;
    /// writes the best way and returns where it ends.
    fn window(&self, marks: &mut [Mark], from: usize, event: usize, same: &mut usize) -> usize {
        struct Way {
            step: Step,
            from: usize,
        }
        let start = self.state_before(marks, from);
        let mut layers: Vec<Vec<Way>> = Vec::new();
        let mut last_event = event;
        let mut cheapest = 0;
        let mut at = from;
        while let Some(item) = self.items.get(at) {
            if at > last_event + REACH {
                break;
            }
            let mut layer: Vec<Way> = Vec::with_capacity(WIDTH + 1);
            let mut push = |step: Step, from: usize| {
                let dominates = |a: &Step, b: &Step| {
                    let (left, right) = (&a.mark.state, &b.mark.state);
                    a.cost <= b.cost
                        && left.top <= right.top
                        && left.day == right.day
                        && left.real == right.real
                        && (left.run, left.slip, left.afternoon, left.top_day)
                            == (right.run, right.slip, right.afternoon, right.top_day)
                };
                if layer.iter().any(|way| dominates(&way.step, &step)) {
                    return;
                }
                layer.retain(|way| !dominates(&step, &way.step));
                let place = layer.partition_point(|way| way.step.cost <= step.cost);
                if place < WIDTH {
                    layer.insert(place, Way { step, from });
                    layer.truncate(WIDTH);
                }
            };
            match layers.last() {
                None => self.steps(item, start, true, &mut |step| push(step, 0)),
                Some(before) => {
                    for (index, way) in before.iter().enumerate() {
                        let cost = way.step.cost;
                        self.steps(item, way.step.mark.state, true, &mut |step| {
                            push(Step { cost: cost.saturating_add(step.cost), ..step }, index);
                        });
                    }
                }
            }
            let best = layer.first().map_or(cheapest, |way| way.step.cost);
            if best >= cheapest + EVENT {
                last_event = last_event.max(at);
            }
            cheapest = best;
            layers.push(layer);
            at += 1;
        }
        // The way back, from the cheapest end.
        let mut index = 0;
        let mut changed = false;
        for (offset, layer) in layers.iter().enumerate().rev() {
            let Some(way) = layer.get(index) else { break };
            index = way.from;
            if let Some(mark) = marks.get_mut(from + offset) {
                let new = Mark { window: true, ..way.step.mark };
                changed |= *mark != new;
                *mark = new;
            }
        }
        *same = if changed { 0 } else { *same + layers.len() };
        at
    }

    /// All ways to read a line behind this state. `wide` adds those that pay off later only.
    fn steps(&self, item: &Item, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        match item.kind {
            ItemKind::Skip => push(Step { mark: passed(state), cost: 0 }),
            ItemKind::Separator => {
                let (day, real) = self.first_day(item, state);
                let mut mark = passed(State { day, real, ..state });
                // Before the first real date, days were only counted.
                if real && !state.real {
                    mark.state.top = i64::MIN;
                }
                push(Step { mark, cost: 0 });
            }
            ItemKind::Entry => self.entry_steps(item, state, wide, push),
        }
    }

    fn entry_steps(&self, item: &Item, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        if let ItemClock::Relative(seconds) = item.clock {
            let (day, second) = self.start.unwrap_or((0, 0));
            let at = i64::from(day) * DAY + second + seconds;
            let real = self.start.is_some();
            let day = i32::try_from(at.div_euclid(DAY)).unwrap_or(day);
            let state = if real && !state.real { State { top: i64::MIN, real, ..state } } else { state };
            let offset = self.zones.offset(item.zone, day, at.rem_euclid(DAY));
            let (low, high) = (at - offset, at - offset + 59);
            self.place(state, Spot { day, low, high, real, dated: true, cost: 0 }, wide, push);
            return;
        }
        match item.date {
            ItemDate::Day(day) => {
                // Real dates and counted days do not compare.
                let state = if state.real { state } else { State { top: i64::MIN, real: true, ..state } };
                self.place(state, self.spot(item, day, true, true), wide, push);
                self.slip_steps(item, day, state, wide, push);
            }
            ItemDate::MonthDay(month, day) => {
                // With a year from elsewhere the date is a real one; before that, days were only counted.
                let begins = !state.real && self.year.is_some();
                let state = if begins { State { top: i64::MIN, real: true, ..state } } else { state };
                for (year, cost) in self.years(state) {
                    let Some(date) = jiff::civil::Date::new(year, month, day).ok() else { continue };
                    let spot = self.spot(item, day_number(date), state.real, true);
                    // A later year is where January follows December, hardly elsewhere.
                    let is_far = state.top == i64::MIN || spot.low - state.top > 62 * DAY;
                    let cost =
                        if cost > 0 && is_far && year > self.year(state) { cost + 1_100 } else { cost };
                    self.place(state, Spot { cost, ..spot }, wide, push);
                }
                let written = date_of(state.top_day)
                    .and_then(|top| jiff::civil::Date::new(top.year(), month, day).ok());
                if let Some(written) = written.filter(|_| state.real) {
                    self.slip_steps(item, day_number(written), state, wide, push);
                }
            }
            ItemDate::Weekday(_) => {
                let (day, real) = self.first_day(item, state);
                self.place(state, self.spot(item, day, real, true), wide, push);
            }
            ItemDate::None | ItemDate::Unknown => self.undated_steps(item, state, wide, push),
        }
    }

    /// An entry without a date: of the day before it, or of the next one.
    fn undated_steps(&self, item: &Item, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        let shift = if state.afternoon { afternoon_shift(item) } else { 0 };
        let afternoon = |step: Step| {
            let mut step = step;
            step.mark.how.afternoon = shift > 0;
            step
        };
        let spot = self.spot(item, state.day, state.real, false).later(shift);
        if state.top == i64::MIN || spot.high >= state.top {
            // Nearly a whole day forward is more likely the evening before.
            let far = state.top != i64::MIN && spot.low - state.top > 20 * HOUR && state.day == state.top_day;
            let cost = if far { 990 } else { 0 };
            self.place(state, Spot { cost, ..spot }, wide || far, &mut |step| push(afternoon(step)));
            if far {
                self.out(state, self.spot(item, state.day - 1, state.real, false), 0, push);
            }
            return;
        }
        let next = self.spot(item, state.day.saturating_add(1), state.real, false);
        let back = state.top - spot.low;
        // Twelve hours back are a new day; less is one where those behind agree on it.
        let (cost, new_day) = match back {
            _ if item.clock == ItemClock::None => (2_015, true),
            _ if back > 12 * HOUR - 60 => (30, false),
            _ if back >= 6 * HOUR => (1_015, true),
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
        self.out(state, spot, 0, &mut |step| push(afternoon(step)));
    }

    /// A dated entry whose date has a slip: on the day of the one before it, or with another year, it fits.
    fn slip_steps(&self, item: &Item, day: i32, state: State, wide: bool, push: &mut dyn FnMut(Step)) {
        if state.top == i64::MIN || day == state.top_day {
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
                step.cost = step.cost.saturating_sub(1).max(1);
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

    /// In order where it fits, else out of order.
    fn place(&self, state: State, spot: Spot, wide: bool, push: &mut dyn FnMut(Step)) {
        let fits = state.top == i64::MIN || spot.high >= state.top;
        if fits {
            self.normal(state, spot, push);
        }
        if !fits || wide {
            self.out(state, spot, if fits { 5 } else { 0 }, push);
        }
    }

    fn normal(&self, state: State, spot: Spot, push: &mut dyn FnMut(Step)) {
        let top = state.top.max(spot.low);
        let top_day = if spot.low >= state.top { spot.day } else { state.top_day };
        let day = match self.date {
            Some(all) if self.for_all && spot.dated && spot.day < all => all,
            _ => spot.day,
        };
        let state = State { top, top_day, day, run: i64::MIN, slip: i32::MIN, real: spot.real, ..state };
        let how = How { read: true, real: spot.real, ..How::default() };
        push(Step { mark: Mark { state, day: spot.day, how, window: false }, cost: spot.cost });
    }

    fn out(&self, state: State, spot: Spot, extra: u32, push: &mut dyn FnMut(Step)) {
        let goes_on = state.run != i64::MIN && spot.high >= state.run;
        let cost = spot.cost + extra + if goes_on { 10 } else { 1_000 };
        let run = if goes_on { state.run.max(spot.low) } else { spot.low };
        let day = if spot.dated { spot.day } else { state.day };
        let state = State { run, day, slip: i32::MIN, ..state };
        let how = How { read: true, real: spot.real, out: true, first: !goes_on, ..How::default() };
        push(Step { mark: Mark { state, day: spot.day, how, window: false }, cost });
    }

    fn spot(&self, item: &Item, day: i32, real: bool, dated: bool) -> Spot {
        let (from, to) = item.range();
        let start = i64::from(day) * DAY;
        let (offset, again) = self.zones.offset_and_fold(item.zone, day, from.clamp(0, DAY - 1));
        Spot { day, low: start + from - offset, high: start + to - offset + again, real, dated, cost: 0 }
    }

    fn year(&self, state: State) -> i16 {
        let day =
            if state.top == i64::MIN || !state.real { self.date.unwrap_or(state.day) } else { state.top_day };
        match self.year {
            Some(year) if self.date.is_none() && (state.top == i64::MIN || !state.real) => year,
            _ => date_of(day).map_or(2000, |date| date.year()),
        }
    }

    /// The years that a date without one may be of, with what each costs.
    fn years(&self, state: State) -> [(i16, u32); 3] {
        let year = self.year(state);
        let stated = self.date.and_then(date_of).map(|date| date.year()).or(self.year).unwrap_or(year);
        [year, year.saturating_sub(1), year.saturating_add(1)].map(|candidate| {
            let off = (i32::from(candidate) - i32::from(stated)).unsigned_abs();
            (candidate, off.min(3) * 100)
        })
    }

    /// The day that a separator or weekday says, seen from this state.
    fn first_day(&self, item: &Item, state: State) -> (i32, bool) {
        match item.date {
            ItemDate::Day(day) => (day, true),
            ItemDate::MonthDay(month, day) => {
                let year = self.year(state);
                let date = |year| jiff::civil::Date::new(year, month, day).ok().map(day_number);
                let this = date(year).unwrap_or(state.day);
                // December is followed by January.
                let next = date(year.saturating_add(1)).unwrap_or(this);
                let turns = state.top != i64::MIN && this < state.top_day - 180;
                (if turns { next } else { this }, state.real || self.year.is_some())
            }
            ItemDate::Weekday(weekday) => {
                // 1970-01-01 was a Thursday.
                let today = (state.day + 3).rem_euclid(7);
                (state.day + (i32::from(weekday) - today).rem_euclid(7), state.real)
            }
            ItemDate::None | ItemDate::Unknown => (state.day, state.real),
        }
    }
}

/// Where an entry would lie.
#[derive(Clone, Copy)]
struct Spot {
    day: i32,
    low: i64,
    high: i64,
    real: bool,
    dated: bool,
    cost: u32,
}

impl Spot {
    fn later(self, by: i64) -> Spot {
        Spot { low: self.low + by, high: self.high + by, ..self }
    }
}

fn passed(state: State) -> Mark {
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
