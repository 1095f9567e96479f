//! The engine of a timeline under edit: it keeps what was worked out for each line, and after an edit works out anew
//! only what the edit can have changed.

mod decide;
mod half;
mod reading;
mod zero;

use std::ops::Range;

use decide::stated_date;

use crate::item::{Item, day_number};
use crate::line::{Context, Line, Reading};
use crate::path::{Ground, Mark};
use crate::recoveries::Recoveries;
use crate::rules;
use crate::tally::Tally;
use crate::timeline::{Facts, Timeline};
use crate::zones::Zones;

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
            halved: false,
            shared: None,
            zero: None,
            known: Vec::new(),
            backwards: false,
            rise: 0,
            adrift: false,
            torn: false,
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
        let has_date = |line: &Line| line.stamp.as_deref().is_some_and(|stamp| stamp.start.date.is_some());
        let dates = self.lines.get(start..end).unwrap_or_default().iter().chain(&lines).any(has_date);
        let hashes: Vec<u64> = lines.iter().map(rules::duplicate::hash).collect();
        for line in &lines {
            self.tally.count(line, true);
        }
        self.hashes.splice(start..end, hashes);
        let n_unknown = self.recoveries.n_unknown();
        self.recoveries.splice(start..end, count);
        self.lines.splice(start..end, lines);
        self.items.splice(start..end, std::iter::repeat_n(Item::SKIP, count));
        // Where all others were asked about, so are these: then it stays known that none is.
        if n_unknown == 0 && count < 16 {
            for line in start..start + count {
                self.is_recovery(line);
            }
        }
        self.marks.splice(start..end, std::iter::repeat_n(Mark::NONE, count));
        self.readings.splice(start..end, std::iter::repeat_n(Reading::default(), count));
        self.facts.splice(start..end, std::iter::repeat_n(Facts::NONE, count));
        self.gaps.splice(start..end, std::iter::repeat_n(-1, count));
        self.notes.splice(start..end, std::iter::repeat_n(0, count));
        let before = self.grounds();
        self.decide(dates, start..start + count);
        if before != self.grounds() {
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

    /// What the reading of every line rests on.
    fn grounds(&self) -> impl PartialEq + use<> {
        let ways = (self.order, self.twelve, self.halved, self.adrift, self.torn, self.backwards);
        (ways, self.zones.base, self.shared.clone(), self.zero.clone(), self.known.clone())
    }

    fn rebuild(&mut self) {
        let count = self.lines.len();
        self.zones = Zones::default();
        self.tally = Tally::default();
        self.hashes = self.lines.iter().map(rules::duplicate::hash).collect();
        for line in &self.lines {
            self.tally.count(line, true);
        }
        self.recoveries = Recoveries::new(count);
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
        self.decide(true, 0..count);
        self.read(0, count);
    }

    /// Reads the lines `from..to`, their neighbours, and all that hangs on them.
    fn read(&mut self, from: usize, to: usize) {
        // Whether a bare stamp counts depends on its neighbours, and so does the half of the day.
        let near = if self.halved { half::NEAR } else { 2 };
        let (low, high) = (from.saturating_sub(near), (to + near).min(self.lines.len()));
        for at in low..high {
            let Some(line) = self.lines.get(at) else { break };
            let accepted = line.stamp.as_deref().is_none_or(|stamp| !stamp.bare || self.accepts(at, stamp));
            let zone = self.zone_of(at);
            let Some(line) = self.lines.get(at) else { break };
            let mut item = Item::of(line, self.order, zone, accepted);
            item.vague = self.is_local(at) || self.torn && self.is_vague(at, zone);
            item.take_half(self.half(at));
            if let Some(place) = self.items.get_mut(at) {
                *place = item;
            }
        }
        let ground = Ground {
            items: &self.items,
            zones: &self.zones,
            date: self.date.map(day_number),
            year: self.context.stated.iter().find_map(|stated| stated.year),
            known: &self.known,
            backwards: self.backwards,
            for_all: self.context.stated.iter().any(|stated| stated.for_all),
            zero: self.zero.as_ref(),
            adrift: self.adrift,
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
        // Whether an entry lacks a time is seen from the five on either side.
        let (low, high) = (low.saturating_sub(5), (high + 5).min(self.lines.len()));
        for at in low..high {
            let notes = rules::notes(self, at);
            if let Some(place) = self.notes.get_mut(at) {
                *place = notes;
            }
        }
    }
}
