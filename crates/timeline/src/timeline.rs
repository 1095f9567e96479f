//! What is worked out of a timeline: its lines, how each reads, where it lies between the others. Rules see this;
//! the engine in `engine.rs` makes it, and keeps it true under edits.

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::Zone;
pub(crate) use crate::item::split;
use crate::item::{DAY, Item, ItemKind, date_of};
use crate::line::{Context, DateOrder, Line, Reading, Role};
use crate::path::{How, Mark, Zero};
use crate::recoveries::Recoveries;
use crate::stamp::Stamp;
pub(crate) use crate::stamp::known_time;
use crate::tally::{Shape, Tally, shape};
use crate::zones::Zones;
use askhow_english::tells_of_recovery;

/// A timeline under edit: lines in, readings and findings out.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub(crate) context: Context,
    pub(crate) lines: Vec<Line>,
    pub(crate) items: Vec<Item>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) facts: Vec<Facts>,
    /// Seconds since the end of the entry before; -1 where there is none. By itself, as notes and hashes
    /// are, since it is run through after every edit.
    pub(crate) gaps: Vec<i32>,
    /// Which rules have something to say about a line, as bits.
    pub(crate) notes: Vec<u64>,
    /// The hashes of the lines' texts.
    pub(crate) hashes: Vec<u64>,
    pub(crate) zones: Zones,
    pub(crate) tally: Tally,
    /// Whether lines tell of a recovery, as far as somebody asked.
    pub(crate) recoveries: Recoveries,
    /// The date that the surroundings give, and the order that numbers are read in.
    pub(crate) date: Option<Date>,
    pub(crate) order: Option<DateOrder>,
    pub(crate) twelve: bool,
    /// Some of its hours have am or pm, and others lack it.
    pub(crate) halved: bool,
    /// The zone that stamps without one share with the others: the only one that is written, where the first
    /// time has it or most have.
    pub(crate) shared: Option<Zone>,
    /// Where relative stamps count from.
    pub(crate) zero: Option<Zero>,
    /// Full dates known from elsewhere, the nearest first, as numbers of days.
    pub(crate) known: Vec<i32>,
    /// Its days run backwards: it is written newest first.
    pub(crate) backwards: bool,
    /// The first line that rises over the one before it, where it is known that one does.
    pub(crate) rise: usize,
    /// Relative stamps stand among others, and nothing says what they count from.
    pub(crate) adrift: bool,
    /// Its times are in more than one zone.
    pub(crate) torn: bool,
}

/// A stretch in which nothing was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// How long it was.
    pub gap: SignedDuration,
    /// The last line before it whose time is known.
    pub before: usize,
    /// The line behind it.
    pub line: usize,
    /// When it began, as a reader would say it: at the end of a span.
    pub from: String,
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

impl Timeline {
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

    /// Whether it is written newest first.
    pub fn is_backwards(&self) -> bool {
        self.backwards
    }

    /// How long after the entry marked T0, Incident Start, else the first entry, the entry of a line was.
    pub fn since_start(&self, line: usize) -> Option<SignedDuration> {
        let at = self.facts.get(line).filter(|facts| facts.at != i64::MIN)?.at;
        let from = match (&self.zero, self.marks.get(line)) {
            (Some(zero), Some(mark)) if mark.how.real == zero.real => {
                // Where it says no zone, it is in that of the first entry, and the others count from the same moment.
                let first =
                    || self.items.iter().find(|item| item.kind == ItemKind::Entry && item.has_clock());
                let offset = || self.zones.offset(first().map_or(0, |item| item.zone), zero.day, zero.second);
                zero.at.unwrap_or_else(|| i64::from(zero.day) * DAY + zero.second - offset())
            }
            _ if self.backwards => {
                self.facts.iter().map(|facts| facts.at).filter(|at| *at != i64::MIN).min()?
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

    /// The zones that stamps name, none twice and none that may be several.
    pub fn zones_written(&self) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for line in self.lines.iter().filter(|line| line.role == Role::Entry) {
            let written = line.stamp.as_deref().and_then(|stamp| stamp.start.zone.as_ref());
            let zone = written.map(|part| &part.zone).or(line.zone());
            if let Some(zone) = zone.filter(|zone| !zone.is_ambiguous())
                && !zones.iter().any(|other| other.region() == zone.region())
            {
                zones.push(zone.clone());
            }
        }
        zones
    }

    /// Whether an entry has a time, and a place for its words: `~16:40 …`.
    pub(crate) fn is_placeholder(&self, line: usize) -> bool {
        let line = self.lines.get(line).filter(|line| line.role == Role::Entry);
        let words = line.and_then(|line| Some(line.stamp.as_deref()?.text(&line.text)));
        words.is_some_and(|words| matches!(words.trim_matches([' ', '|', '*', '_']), "…" | "..."))
    }

    /// Whether the entry of a line tells of a recovery.
    pub(crate) fn is_recovery(&self, line: usize) -> bool {
        if let Some(known) = self.recoveries.known(line) {
            return known;
        }
        let content = self.lines.get(line).filter(|line| line.role == Role::Entry);
        let behind = content.and_then(|content| content.text.get(content.stamp.as_ref()?.rest..));
        let recovers = behind.is_some_and(|text| tells_of_recovery(text, &self.context.words));
        self.recoveries.tell(line, recovers);
        recovers
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

    /// A bare stamp counts where one of its neighbours has the same shape.
    pub(crate) fn accepts(&self, at: usize, stamp: &Stamp) -> bool {
        let own = shape(stamp);
        // Below a line that bears a day alone, `08.46` is a time.
        let padded = stamp.written.len() == 5 && own == Some(Shape::Point);
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        if padded && before.is_some_and(|line| line.role == Role::Separator) {
            return true;
        }
        let near = at.saturating_sub(2)..at + 3;
        // `2019` is a year, unless all around it are hours and minutes.
        let is_year = |stamp: &Stamp| {
            stamp.bare
                && stamp.written.len() == 4
                && (stamp.written.starts_with("19") || stamp.written.starts_with("20"))
        };
        if is_year(stamp) {
            let mut others =
                near.filter(|near| *near != at).filter_map(|near| self.lines.get(near)?.stamp.as_deref());
            let mut times = 0;
            let all = others.all(|other| {
                times += usize::from(shape(other) == own && !is_year(other));
                shape(other) == own
            });
            return all && times > 0;
        }
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
