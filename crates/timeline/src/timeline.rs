//! A timeline under edit: it keeps what it worked out for each line, and after an edit works out anew only
//! what the edit can have changed.

mod decide;
mod reading;
mod zero;

use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};

use askhow_document::Edit;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use decide::stated_date;
pub(crate) use reading::{known_time, span_length};
pub(crate) use zero::Zero;

use crate::Zone;
use crate::item::{DAY, Item, date_of, day_number};
use crate::line::{Context, DateOrder, Finding, Line, Reading, Role};
use crate::path::{Ground, How, Mark};
use crate::rules::{self, Rearranged};
use crate::stamp::Stamp;
use crate::tally::{Tally, shape};
use crate::zones::Zones;
use askhow_english::tells_of_recovery;

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
    /// Where relative stamps count from.
    pub(crate) zero: Option<Zero>,
    /// Relative stamps stand among others, and nothing says what they count from.
    pub(crate) adrift: bool,
    /// Its times are in more than one zone.
    torn: bool,
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
            zero: None,
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
        let grounds = (
            self.order,
            self.twelve,
            self.zones.base,
            self.shared.take(),
            self.zero.take(),
            self.adrift,
            self.torn,
        );
        self.decide();
        let (shared, zero) = (self.shared.clone(), self.zero.clone());
        if grounds != (self.order, self.twelve, self.zones.base, shared, zero, self.adrift, self.torn) {
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

    /// How long after the entry marked T0, Incident Start, else the first entry, the entry of a line was.
    pub fn since_start(&self, line: usize) -> Option<SignedDuration> {
        let at = self.facts.get(line).filter(|facts| facts.at != i64::MIN)?.at;
        let from = match (&self.zero, self.marks.get(line)) {
            (Some(zero), Some(mark)) if mark.how.real == zero.real => {
                let zone = self.items.get(line).map_or(0, |item| item.zone);
                let offset = self.zones.offset(zone, zero.day, zero.second);
                i64::from(zero.day) * DAY + zero.second - offset
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

    /// The entries before which nothing was written for long, in their order: those that
    /// `timeline/quiet` reports, and the shorter ones beside them.
    pub fn quiet_stretches(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = rules::quiet_stretches(self).into_iter().map(|(_, line)| line).collect();
        lines.sort_unstable();
        lines
    }

    /// The edits, relative to [`Line::text`], that write times and dates in the notation that most have.
    /// What would lose its seconds, or gain some, stays as it is.
    pub fn one_notation(&self) -> Vec<(usize, Edit)> {
        rules::one_notation(self)
    }

    /// The zones that stamps name, none twice and none that may be several.
    pub fn zones_written(&self) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for line in self.lines.iter().filter(|line| line.role == Role::Entry) {
            let written = line.stamp.as_deref().and_then(|stamp| stamp.start.zone.as_ref());
            let zone = written.map(|part| &part.zone).or(line.zone.as_deref());
            if let Some(zone) = zone.filter(|zone| !zone.is_ambiguous())
                && !zones.iter().any(|other| other.region() == zone.region())
            {
                zones.push(zone.clone());
            }
        }
        zones
    }

    /// Whether `timeline/order` names an entry as out of order.
    pub fn has_disorder(&self) -> bool {
        self.marks.iter().any(|mark| mark.how.out)
    }

    /// The lines with those that `timeline/order` names as out of order in their places, and all others as they are;
    /// nothing goes past a separator. `ends` says for each line behind which one the lines end that travel along
    /// with it, `may` whether a line can go before another one, or to the end.
    pub fn sorted(&self, ends: &[usize], may: &dyn Fn(usize, usize) -> bool) -> Option<Rearranged> {
        rules::sorted(self, ends, may)
    }

    /// The lines with one before another one (`None`: at the end), if it is in order there and all are read as
    /// before; `ends` as above.
    pub fn moved(&self, ends: &[usize], line: usize, before: Option<usize>) -> Option<Rearranged> {
        rules::moved(self, ends, line, before)
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
                let recovers = behind.is_some_and(|text| tells_of_recovery(text, &self.context.words));
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

    /// Reads the lines `from..to`, their neighbours, and all that hangs on them.
    fn read(&mut self, from: usize, to: usize) {
        // Whether a bare stamp counts depends on its neighbours.
        let (low, high) = (from.saturating_sub(2), (to + 2).min(self.lines.len()));
        for at in low..high {
            let Some(line) = self.lines.get(at) else { break };
            let accepted = line.stamp.as_deref().is_none_or(|stamp| !stamp.bare || self.accepts(at, stamp));
            let zone = self.zone_of(at);
            let Some(line) = self.lines.get(at) else { break };
            let mut item = Item::of(line, self.order, zone, accepted);
            item.vague = self.is_local(at) || self.torn && self.is_vague(at, zone);
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
}

/// Day number and second of the day.
pub(crate) fn split(local: DateTime) -> (i32, i64) {
    let second = i64::from(local.hour()) * 3600 + i64::from(local.minute()) * 60 + i64::from(local.second());
    (day_number(local.date()), second)
}
