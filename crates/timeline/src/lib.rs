//! Reads the stamps of a timeline and checks them.
//!
//! This crate knows times and their notations, zones, midnight and order. It knows no Markdown (plain text
//! in, spans of that text out), no files and no clock: `now`, zones and dates of the surroundings come in
//! through [`Context`]. What it finds is said relative to an entry; `review` puts it into the document.

use std::borrow::Cow;
use std::sync::Arc;

use askhow_document::{Edit, Rule, Span};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// A stamp as written at the start of a line: what was read, before anything is inherited.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The whole stamp in the plain text it was read from, without the colon or dash behind it.
    pub span: Span,
    /// Where the text behind it begins.
    pub rest: usize,
    /// Whether there is a clock time in it (known or unknown), not a date alone.
    pub has_time: bool,
    /// Whether there is a date in it.
    pub has_date: bool,
    /// Whether it is marked as loose (`~16:40`).
    pub approximate: bool,
}

/// Reads the stamp at the start of `text` (the words of a line, without Markdown); blanks, brackets and
/// bullets of chat before it are passed over.
pub fn read_stamp(text: &str) -> Option<Stamp> {
    let _ = text;
    None
}

/// A date or zone stated in free text, such as a title, a file name or "all times in UTC".
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Stated {
    /// The date and where it stands in the text.
    pub date: Option<(Date, Span)>,
    /// The zone and where it stands in the text.
    pub zone: Option<(Zone, Span)>,
}

/// Reads what a title, a file name, a heading or a sentence says about date and zone.
pub fn read_stated(text: &str) -> Stated {
    let _ = text;
    Stated::default()
}

/// A zone as a timeline names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// As it is printed: an IANA name, `UTC` or an offset such as `+02:00`.
    pub name: String,
}

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
}

/// What the surroundings of a timeline say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// The date that lines without one begin with, from the heading, the title, the file name or the form.
    pub date: Option<Date>,
    /// The zone stated for the whole timeline.
    pub zone: Option<Zone>,
    /// The moment of reading; nothing is "in the future" without it.
    pub now: Option<Timestamp>,
    /// Incident Start, Detected and Stabilization, where the form has them.
    pub start: Option<DateTime>,
}

/// An entry as read with everything it inherits.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// Date and time as read, without zone.
    pub local: Option<DateTime>,
    /// The moment, where date and zone are to be had.
    pub instant: Option<Timestamp>,
    /// The other end of a span.
    pub end: Option<Timestamp>,
    /// The zone's name as in [`Zone::name`].
    pub zone: Option<String>,
    /// Loose (`~16:40`).
    pub approximate: bool,
}

/// Something that a check noticed, relative to one line.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// Its level here; some checks are quieter where less is known.
    pub level: askhow_document::Level,
    /// The line, counted from 0.
    pub line: usize,
    /// Relative to [`Line::text`].
    pub span: Span,
    /// In one sentence.
    pub message: Cow<'static, str>,
    /// Other lines that belong to it, and what they are.
    pub related: Vec<(usize, String)>,
    /// What can be done, the preferred first.
    pub fixes: Vec<Fix>,
}

/// Something that can be done about a [`Finding`].
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
    /// All lines in this order (stable); separators and what belongs to them as the order says.
    Sort(Vec<usize>),
    /// The line goes.
    Remove(usize),
    /// A new line behind this one: stamp and text, without its bullet.
    InsertAfter(usize, String),
    /// The timeline's heading or first line states this zone (`UTC`).
    StateZone(String),
    /// The timeline's heading states this date.
    StateDate(Date),
}

/// A timeline under edit: lines in, readings and findings out.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    readings: Vec<Reading>,
}

impl Timeline {
    /// Reads and checks all lines.
    pub fn new(context: Context, lines: Vec<Line>) -> Self {
        let _ = context;
        Self { readings: vec![Reading::default(); lines.len()] }
    }

    /// One reading a line; that of a separator or a line without a stamp is empty.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// What was noticed, in the order of the lines.
    pub fn findings(&self) -> Vec<Finding> {
        Vec::new()
    }
}

/// The rules of this crate, in the order of the reference.
pub static RULES: &[&Rule] = &[];
