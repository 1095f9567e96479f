//! Finds the way through a timeline: which day each entry is of, where midnight was, which entries stand
//! out of order.
//!
//! As long as times rise there is one reading, and each line follows from the state after the one before.
//! Where a time goes back there may be several: it is out of order, the one before it was, a date has a
//! slip, a new day has begun. Then a small set of readings is carried on, from a few lines before that
//! place to a few lines behind it, and the cheapest one stays: a finding costs about a thousand. So the
//! whole is linear, one slip is one finding, and an edit is felt for a few lines only.

mod days;
mod steps;

use steps::passed;

use crate::Zone;
use crate::item::{Item, ItemDate};
use crate::zones::Zones;

/// How many lines around a place that goes back are read in several ways.
pub(crate) const REACH: usize = 12;

/// How many readings are carried on at once.
const WIDTH: usize = 8;

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
    /// Whether those of the run are later than what follows them; else they are earlier than what is before.
    pub(crate) ahead: bool,
    /// The day written in the run of slips in the date, `i32::MIN` outside one.
    pub(crate) slip: i32,
    /// What tells the frame that dates the lines here from others.
    pub(crate) frame: u32,
    /// The day of the last day line, `i32::MIN` before the first.
    pub(crate) opened: i32,
    /// Whether `day` is a real date; else days are only counted.
    pub(crate) real: bool,
    /// Whether month and day of `day` are real, and its year is any.
    pub(crate) yearless: bool,
    /// In the second half of the day of a 12-hour clock.
    pub(crate) afternoon: bool,
    /// The last line says the evening or night of its day.
    pub(crate) evening: bool,
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
    /// Month and day are real, the year is any.
    pub(crate) yearless: bool,
    /// A day line that lies before the day above it.
    pub(crate) back: bool,
    /// Out of order.
    pub(crate) out: bool,
    /// The date written has a slip; the day of the mark is the one meant.
    pub(crate) slip: bool,
    /// Its am or pm has a slip.
    pub(crate) half: bool,
    /// An error of its own makes it no measure for others.
    pub(crate) unsure: bool,
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
        state: State {
            top: i64::MAX,
            top_day: 0,
            day: 0,
            run: 0,
            ahead: false,
            slip: 0,
            frame: 0,
            opened: 0,
            real: false,
            yearless: false,
            afternoon: true,
            evening: true,
        },
        day: i32::MIN,
        how: How {
            read: false,
            real: false,
            yearless: false,
            back: false,
            out: false,
            slip: false,
            half: false,
            unsure: false,
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

/// The moment from which relative stamps count.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Zero {
    pub(crate) day: i32,
    /// Of the day.
    pub(crate) second: i64,
    /// Whether `day` is a real date; else days are only counted.
    pub(crate) real: bool,
    /// The zone that its entry states.
    pub(crate) zone: Option<Zone>,
    /// The moment, where the form says it with its zone, in seconds since 1970 (UTC).
    pub(crate) at: Option<i64>,
}

/// What the way depends on besides the lines.
pub(crate) struct Ground<'a> {
    pub(crate) items: &'a [Item],
    pub(crate) zones: &'a Zones,
    /// The date that the timeline begins with.
    pub(crate) date: Option<i32>,
    /// The year of dates without one, where no full date is stated.
    pub(crate) year: Option<i16>,
    /// Full dates that are known from elsewhere, the nearest first.
    pub(crate) known: &'a [i32],
    /// The days run backwards: the timeline is written newest first.
    pub(crate) backwards: bool,
    /// Whether that date is said of all entries without one, those behind a dated one included.
    pub(crate) for_all: bool,
    /// Where relative stamps count from.
    pub(crate) zero: Option<&'a Zero>,
    /// They stand among others, and nothing says what they count from: they are nowhere.
    pub(crate) adrift: bool,
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
            ahead: false,
            slip: i32::MIN,
            frame: 0,
            opened: i32::MIN,
            real: self.date.is_some(),
            yearless: false,
            afternoon: false,
            evening: false,
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
                        && (left.real, left.yearless, left.frame, left.opened)
                            == (right.real, right.yearless, right.frame, right.opened)
                        && (left.run, left.ahead, left.slip, left.afternoon, left.evening, left.top_day)
                            == (
                                right.run,
                                right.ahead,
                                right.slip,
                                right.afternoon,
                                right.evening,
                                right.top_day,
                            )
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
}
