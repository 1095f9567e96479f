//! What goes into a timeline and what comes out of it: plain data, shared by reading, checks and callers.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use askhow_document::{Edit, Level, Rule, Span};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use crate::stamp::DatePart;
use crate::{Kind, Stamp, Stated, Zone};

/// What a line of a timeline is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It should start with a stamp: a list item, a row, a line, a heading with a time.
    Entry,
    /// A heading or line that may date what follows (`### 9 Jan`), and is no entry.
    Separator,
}

/// One line of a timeline, in the order of the text.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is for.
    pub role: Role,
    /// The stamp at its start, if there is one.
    pub stamp: Option<Arc<Stamp>>,
    /// The plain text of the line, from its stamp on.
    pub text: Arc<str>,
    /// What the places around this line say that are nearer to it than the [`Context`]: a day line, a heading
    /// inside the timeline, the head of its column. A separator bears the frame that it opens.
    pub frame: Option<Arc<Frame>>,
    /// What begins with it.
    pub begins: Begins,
}

/// What begins with a line of a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Begins {
    /// Nothing: it goes on.
    #[default]
    Nothing,
    /// A list or table: an entry's own date holds within its own.
    List,
    /// Another incident in the same timeline, which has a list of its own.
    Incident,
}

impl Line {
    /// A line of this role with the stamp that its text starts with, in no frame of its own.
    pub fn read(role: Role, text: &str) -> Self {
        let stamp = crate::read_stamp(text).map(Arc::new);
        Self { role, stamp, text: text.into(), frame: None, begins: Begins::Nothing }
    }

    /// This line in other words, at the same place.
    pub(crate) fn rewritten(&self, text: &str) -> Self {
        Self { frame: self.frame.clone(), begins: self.begins, ..Self::read(self.role, text) }
    }

    /// The zone that the places around this line state, nearer than the [`Context`].
    pub fn zone(&self) -> Option<&Zone> {
        self.frame.as_deref().and_then(|frame| frame.zone.as_ref())
    }
}

/// What the places around a line state inside a timeline, each by the innermost that states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The date, as written there.
    pub date: Option<DatePart>,
    /// Whether it is one of several that the place states, and nobody knows which: nothing rests on it.
    pub doubtful: bool,
    /// The last day, where the place states several.
    pub last: Option<DatePart>,
    /// Which place states it: two day lines may bear the same date.
    pub place: u32,
    /// The zone.
    pub zone: Option<Zone>,
}

/// Which of day and month comes first in `03/04/2019`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// The fourth of March is `04/03/2019`.
    DayFirst,
    /// The fourth of March is `03/04/2019`.
    MonthFirst,
    /// The fourth of March is `19/03/04`; numbers with the year last are read day first.
    YearFirst,
}

/// What the surroundings of a timeline say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// The date that lines without one begin with, where the caller knows it; asked before `stated`.
    pub date: Option<Date>,
    /// What the heading, the line under it, the title, the file name and the form say, in this order; the
    /// first with a date wins. Those without a year (`## Timeline, 9 Jan`) take it from the others.
    pub stated: Vec<Stated>,
    /// Full dates that stand in the prose around: they decide a year or an order of numbers, and date nothing.
    pub known: Arc<Vec<Date>>,
    /// The zone stated for the whole timeline: heading, a sentence, front matter.
    pub zone: Option<Zone>,
    /// Whether a zone is named around, though it can't be told what of: none is offered in its stead.
    pub zone_is_hinted: bool,
    /// The zone of the settings: used where nothing else is to be had, and offered by fixes.
    pub configured_zone: Option<Zone>,
    /// The order of the settings, asked after the document's own dates.
    pub date_order: Option<DateOrder>,
    /// The moment of reading; nothing is "in the future" without it.
    pub now: Option<Timestamp>,
    /// Incident Start, where the form has it, in the timeline's zone.
    pub start: Option<DateTime>,
    /// The moment of Incident Start, where its zone is to be had.
    pub start_at: Option<Timestamp>,
    /// Incident Detected, likewise.
    pub detected: Option<DateTime>,
    /// Stabilization Time, likewise.
    pub stabilized: Option<DateTime>,
    /// From which gap on a timeline is quiet; half an hour where the settings say nothing.
    pub quiet_gap: Option<Duration>,
    /// A team's own words and emoji, with the kind of entry that each names.
    pub words: Arc<Vec<(String, Kind)>>,
}

/// An entry as read with everything it inherits.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// Date and time as read, without zone.
    pub local: Option<DateTime>,
    /// The date alone, where there is no clock time or an unknown one.
    pub date: Option<Date>,
    /// Date and time where the year is not to be had: month and day count, the year is any.
    pub yearless: Option<DateTime>,
    /// The time alone, where no date is to be had.
    pub time: Option<Time>,
    /// The moment, where date and zone are to be had.
    pub instant: Option<Timestamp>,
    /// The other end of a span.
    pub end: Option<Timestamp>,
    /// The last day, where it says several: `2026-05-09 → 2026-05-12`, `06-12 → 06-18`.
    pub last: Option<Date>,
    /// The zone's name as in [`Zone::name`].
    pub zone: Option<Arc<str>>,
    /// Loose (`~16:40`).
    pub approximate: bool,
}

impl Reading {
    /// What stands in the JSON of `check --timeline`: `2019-03-25T16:40:00`, `--03-25T16:40` without a year,
    /// `16:40:00` without a date, `2019-03-25` without a time, nothing where neither is known.
    pub fn local_text(&self) -> Option<String> {
        let yearless = self.yearless.map(|local| {
            let day = local.strftime("--%m-%d");
            match (self.time, local.second()) {
                (None, _) => day.to_string(),
                (Some(_), 0) => format!("{day}{}", local.strftime("T%H:%M")),
                _ => format!("{day}{}", local.strftime("T%H:%M:%S")),
            }
        });
        self.local
            .map(|local| local.to_string())
            .or_else(|| self.date.map(|date| date.to_string()))
            .or(yearless)
            .or_else(|| self.time.map(|time| time.to_string()))
    }
}

/// Something that a check noticed, relative to one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// Its level here; some checks are quieter where less is known.
    pub level: Level,
    /// The line, counted from 0.
    pub line: usize,
    /// Relative to [`Line::text`].
    pub span: Span,
    /// In one sentence.
    pub message: Cow<'static, str>,
    /// Questions for this very place; empty where those of the rule fit.
    pub questions: Vec<String>,
    /// Other lines that belong to it, and what they are.
    pub related: Vec<(usize, String)>,
    /// What can be done, the preferred first.
    pub fixes: Vec<Fix>,
}

/// Something that can be done about a [`Finding`].
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What will happen.
    pub title: String,
    /// The one to apply without asking which.
    pub preferred: bool,
    /// Whether it may be applied unseen.
    pub safe: bool,
    /// What changes.
    pub change: Change,
}

/// What a fix changes; whoever knows the text around the lines carries it out.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Replacements in lines, relative to [`Line::text`].
    Edit(Vec<(usize, Edit)>),
    /// The line goes to before another one (`None`: to the end).
    Move {
        /// Which line.
        line: usize,
        /// Before which.
        before: Option<usize>,
    },
    /// A zone that is not written in the stamps is named by its offset, where it stands.
    NameZone {
        /// As it is written: `CST`.
        written: String,
        /// What to write: `UTC-06:00`.
        name: String,
    },
    /// All lines as [`crate::Timeline::sorted`] has them, which is as long as the timeline and therefore
    /// worked out by whoever carries this out.
    Sort,
    /// The line goes.
    Remove(usize),
    /// A new line behind another one, written like that.
    InsertAfter {
        /// Which line.
        line: usize,
        /// Its stamp.
        stamp: String,
        /// Its text.
        text: String,
    },
    /// The timeline's heading or first line states this zone (`UTC`).
    StateZone(String),
    /// The timeline's heading states this date, or has a place for one.
    StateDate(Option<Date>),
}
