//! Stamps as they are written: what stands there, before anything is inherited or judged by its
//! neighbours. Every notation is read by the same few lexers, and keeps the places of its parts, so that a
//! stamp can be written anew with another time and look like its neighbours.

use std::borrow::Cow;

use askhow_document::Span;
use jiff::civil::{Date, Time, Weekday};

use crate::Zone;
use crate::item::DAY;
use crate::read::end_of_text;

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
    /// Whether it says that it is of the next day (`00:10 (next day)`, `00:10 (+1)`).
    pub next_day: bool,
    /// The stamp's text.
    pub written: Box<str>,
    /// Date, time and zone; of a span, those of its start.
    pub start: Writing,
    /// The other end of a span.
    pub end: Option<Box<End>>,
    /// What it lists between its start and its end: `22:02, 22:07 and 22:33`.
    pub between: Vec<Writing>,
    /// The same moment in another zone: `13:14 EDT (17:14 UTC)`.
    pub other: Option<Box<Writing>>,
    /// The end of a span in that zone: `16:00–17:50 UTC / 09:00–10:50 PDT`.
    pub other_end: Option<Box<End>>,
    /// Seconds from Incident Start or the entry marked T0 (`T+5m`, `+00:15`).
    pub relative: Option<i64>,
    /// A shape that means a time only among its like: `1640`, `16.40`. Without a date, a line that starts
    /// so counts as stamped only where a neighbour has the same shape; [`crate::Timeline`] sees to it.
    pub bare: bool,
    /// What is wrong with it by itself.
    pub problems: Vec<Problem>,
}

/// A date, a time and a zone, as far as they stand there.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Writing {
    /// The date.
    pub date: Option<DatePart>,
    /// The clock time.
    pub time: Option<TimePart>,
    /// The zone.
    pub zone: Option<ZonePart>,
}

/// The end of a span.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// `16:40–16:55`.
    At(Writing),
    /// `16:40 +15m`: seconds after the start.
    After(i64),
}

/// A date as written.
#[derive(Clone, Debug, PartialEq)]
pub struct DatePart {
    /// Where it stands, weekday included; relative to the text read.
    pub span: Span,
    /// What it says.
    pub value: DateValue,
    /// The last day, where several are written as one date: `9–10 May`.
    pub last: Option<DateValue>,
    /// The weekday written with it.
    pub weekday: Option<Weekday>,
    /// Its numbers and names.
    pub parts: Vec<Part>,
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateValue {
    /// `2019-03-25`.
    Full(Date),
    /// `25 March`, `03-25`: the year is to be had elsewhere.
    MonthDay(i8, i8),
    /// `03/04/2019`, `7/6/23`, `03/04 16:40`: two or three numbers that fit more than one order.
    Numbers {
        /// The three numbers as they stand; the third is `None` where there is no year.
        numbers: (i16, i16, Option<i16>),
    },
    /// `Tue`: the next one from the day before.
    Weekday(Weekday),
    /// `7th`: the one nearest to the day before.
    Day(i8),
    /// `2022-02-??`.
    Unknown,
    /// No date at all (`2019-02-30`); the stamp's problems say more.
    Wrong,
}

/// A clock time as written.
#[derive(Clone, Debug, PartialEq)]
pub struct TimePart {
    /// Where it stands, am and pm included; relative to the text read.
    pub span: Span,
    /// What it says.
    pub value: TimeValue,
    /// Its numbers and names.
    pub parts: Vec<Part>,
}

/// What a clock time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeValue {
    /// A time of day, exact to this many seconds (60 for `16:40`).
    At {
        /// The time.
        time: Time,
        /// Its grain in seconds.
        grain: u32,
    },
    /// `24:00`: the end of the day.
    EndOfDay,
    /// Somewhere between the two: `16:4x`, `14:??`, `early morning`.
    Between(Time, Time),
    /// `--:--`.
    Unknown,
    /// No time at all (`24:61`); the stamp's problems say more.
    Wrong,
}

/// A zone as written.
#[derive(Clone, Debug, PartialEq)]
pub struct ZonePart {
    /// Where it stands; relative to the text read.
    pub span: Span,
    /// Which one.
    pub zone: Zone,
}

/// A number or name in a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Relative to the text read.
    pub span: Span,
    /// What it stands for.
    pub kind: PartKind,
}

/// What a number or name in a stamp stands for. How it is written (padded, long, upper case) is seen from
/// its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// `2019` or `19`.
    Year,
    /// `03` or `3`.
    Month,
    /// `March`, `Mar`, `Mar.`.
    MonthName,
    /// `25`.
    Day,
    /// `th` behind a day.
    Ordinal,
    /// `Mon`, `Monday`.
    Weekday,
    /// `16`, or `4` beside [`PartKind::Meridiem`].
    Hour,
    /// `40`.
    Minute,
    /// `05`.
    Second,
    /// `123` behind a point.
    Fraction,
    /// `PM`, `p.m.`.
    Meridiem,
    /// `noon`, `midnight`.
    Word,
}

/// What is wrong with a stamp by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where; relative to the text read.
    pub span: Span,
    /// What, as the end of a sentence that begins with the text at `span`: `is past 23:59`.
    pub what: String,
    /// What could stand there instead, where there is one such writing only.
    pub instead: Option<String>,
}

/// A table row's cells, read as one text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cells {
    /// The cells joined by ` | `.
    pub text: String,
    /// Where each cell begins in `text`.
    pub starts: Vec<usize>,
    /// The stamp, which may span several cells; its spans are relative to `text`.
    pub stamp: Option<Stamp>,
}

impl Stamp {
    /// The same moment for a line below that bears no stamp of its own: nothing of it is written there.
    #[must_use]
    pub fn lent(&self) -> Self {
        let nowhere = Span::empty(0);
        let date = self.start.date.clone().map(|date| DatePart { span: nowhere, parts: Vec::new(), ..date });
        let time = self.start.time.clone().map(|time| TimePart { span: nowhere, parts: Vec::new(), ..time });
        Self {
            span: nowhere,
            rest: 0,
            written: "".into(),
            start: Writing { date, time, zone: None },
            end: None,
            between: Vec::new(),
            other: None,
            other_end: None,
            problems: Vec::new(),
            bare: false,
            ..self.clone()
        }
    }

    /// Whether another time follows it in its line that it does not hold: `22h20, 22h25 et 22h30`. One of them is not to be
    /// written otherwise than the others.
    pub(crate) fn is_followed_by_time(&self, text: &str) -> bool {
        let rest = text.get(self.span.end..).unwrap_or_default().trim_start();
        let word = rest.trim_start_matches(char::is_alphabetic);
        let joined = match rest.len() - word.len() {
            0 => rest.strip_prefix([',', '/', '&', '+']),
            1..=3 => Some(word),
            _ => None,
        };
        let Some(next) = joined.map(str::trim_start) else { return false };
        let digits = next.trim_start_matches(|c: char| c.is_ascii_digit());
        let mut behind = digits.chars();
        (1..=2).contains(&(next.len() - digits.len()))
            && matches!(behind.next(), Some(':' | '.' | 'h' | 'H'))
            && behind.next().is_some_and(|c| c.is_ascii_digit())
    }

    /// The time since the incident began that it says where its column holds such times (`Elapsed`); `None` where it says
    /// a day, a zone or more than one time.
    #[must_use]
    pub fn since_start(&self) -> Option<Self> {
        let is_plain = self.start.date.is_none()
            && self.start.zone.is_none()
            && self.end.is_none()
            && self.other.is_none()
            && self.relative.is_none();
        let second = self.second().filter(|_| is_plain)?;
        Some(Self { relative: Some(second), start: Writing::default(), bare: false, ..self.clone() })
    }

    /// The second of the day that its clock time says, where it says one; of a span, that of its start.
    pub fn second(&self) -> Option<i64> {
        match self.start.time.as_ref()?.value {
            TimeValue::At { time, .. } => Some(second_of(time)),
            _ => None,
        }
    }

    /// The last of several days: `9–10 May`, `2026-05-09 → 2026-05-10`.
    pub fn last_day(&self) -> Option<DatePart> {
        let date = self.start.date.as_ref()?;
        if let Some(value) = date.last {
            return Some(DatePart { span: date.span, value, last: None, weekday: None, parts: Vec::new() });
        }
        match self.end.as_deref() {
            Some(End::At(end)) if !self.has_time => end.date.clone(),
            _ => None,
        }
    }

    /// Whether it is a date by the day of its year and nothing else: `2024-249`. Amid other words, that is a number.
    pub fn is_day_of_year(&self) -> bool {
        let is_year = |part: &Part| part.kind == PartKind::Year;
        let date = self.start.date.as_ref().filter(|_| !self.has_time);
        date.is_some_and(|date| date.parts.iter().all(is_year) && !self.written.contains('W'))
            && !self.is_lent()
    }

    /// Whether it is that of a line above.
    pub fn is_lent(&self) -> bool {
        self.written.is_empty()
    }

    /// Whether it stands behind what it is the time of (`The alert fires (16:40).`): that text ends before it.
    pub fn is_late(&self) -> bool {
        self.rest < self.span.start
    }

    /// Where the text stands that it is the time of, in its line: of a stamp in the middle of a row, before and behind
    /// it.
    pub fn text_spans(&self, line: &str) -> Vec<Span> {
        if !self.is_late() {
            return vec![Span::new(self.rest.min(line.len()), line.len())];
        }
        let before = line.get(self.rest..self.span.start).unwrap_or_default();
        let behind = line.get(self.span.end..).unwrap_or_default();
        let marks = [' ', '|', ')', ']', '*', '_', '`', ',', ':', ';', '.', '–', '—', '-'];
        let start = line.len() - behind.trim_start_matches(marks).len();
        let mut spans = vec![Span::new(self.rest, self.rest + end_of_text(before))];
        spans.extend(behind.contains(char::is_alphanumeric).then(|| Span::new(start, line.len())));
        spans
    }

    /// The text that it is the time of.
    pub fn text<'t>(&self, line: &'t str) -> Cow<'t, str> {
        match self.text_spans(line).as_slice() {
            [only] => Cow::Borrowed(only.of(line)),
            spans => Cow::Owned(spans.iter().map(|span| span.of(line)).collect::<Vec<_>>().join(" | ")),
        }
    }

    /// Moves all its places further on.
    pub(crate) fn shift(&mut self, by: usize) {
        self.map(|at| at + by);
    }

    /// Puts all its places where `to` says.
    pub(crate) fn map(&mut self, to: impl Fn(usize) -> usize) {
        let put = |span: Span| Span::new(to(span.start), to(span.end));
        let shift_writing = |writing: &mut Writing| {
            if let Some(date) = &mut writing.date {
                date.span = put(date.span);
                date.parts.iter_mut().for_each(|part| part.span = put(part.span));
            }
            if let Some(time) = &mut writing.time {
                time.span = put(time.span);
                time.parts.iter_mut().for_each(|part| part.span = put(part.span));
            }
            if let Some(zone) = &mut writing.zone {
                zone.span = put(zone.span);
            }
        };
        self.span = put(self.span);
        self.rest = to(self.rest);
        shift_writing(&mut self.start);
        self.between.iter_mut().for_each(shift_writing);
        if let Some(End::At(end)) = self.end.as_deref_mut() {
            shift_writing(end);
        }
        if let Some(other) = self.other.as_deref_mut() {
            shift_writing(other);
        }
        if let Some(End::At(end)) = self.other_end.as_deref_mut() {
            shift_writing(end);
        }
        self.problems.iter_mut().for_each(|problem| problem.span = put(problem.span));
    }
}

/// The clock time of a writing, where it is known; the end of a day is its last second.
pub(crate) fn known_time(writing: &Writing) -> Option<Time> {
    match writing.time.as_ref()?.value {
        TimeValue::At { time, .. } => Some(time),
        TimeValue::EndOfDay => Some(Time::constant(23, 59, 59, 0)),
        _ => None,
    }
}

/// The second of the day: what is less than a second is left out.
pub(crate) fn second_of(time: Time) -> i64 {
    i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

/// The seconds from start to end of a span without dates; 0 for what is no span.
pub(crate) fn span_length(stamp: &Stamp, from: i64) -> i64 {
    match stamp.end.as_deref() {
        Some(End::After(seconds)) => *seconds,
        Some(End::At(writing)) if writing.date.is_none() => known_time(writing).map_or(0, |time| {
            let to = second_of(time);
            if to < from - DAY / 2 { to + DAY - from } else { to - from }
        }),
        _ => 0,
    }
}
