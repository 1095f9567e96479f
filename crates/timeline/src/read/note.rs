//! A note in brackets behind a time, all of which is said of it: `(08-04)`, `(7th)`, `(3 July, UTC)`, `(approx.)`,
//! `(next day)`, `(+1)`; and the zone in a cell behind it.

use askhow_document::Span;

use super::{Reader, edges::read_zone_behind};
use crate::date::{Need, read_date};
use crate::lex::Lex;
use crate::stamp::{DatePart, DateValue, Part, PartKind, Problem, Writing, ZonePart};
use crate::zone::read_zone;

/// What says that a time is not known well, and nothing else.
const LOOSE: [&str; 10] = [
    "approx",
    "approximate",
    "approximately",
    "approximated",
    "est",
    "estimate",
    "estimated",
    "roughly",
    "circa",
    "ca",
];

const NEXT_DAY: [&str; 7] =
    ["next day", "the next day", "following day", "the following day", "day after", "+1d", "+1"];

#[derive(Default)]
struct Note {
    date: Option<DatePart>,
    zone: Option<ZonePart>,
    is_loose: bool,
    is_next_day: bool,
    problems: Vec<Problem>,
}

impl Reader {
    /// Reads such a note behind a time, or a bare `+1d`. `of_end` says that it is the end of a span.
    pub(super) fn read_note(&mut self, lex: &mut Lex<'_>, writing: &mut Writing, of_end: bool) {
        if writing.time.is_none() {
            return;
        }
        if lex.attempt(read_day_later).is_some() {
            self.next_day |= !of_end;
            return;
        }
        let note = lex.attempt(|lex| read(lex)).filter(|note| {
            // What is said twice is no note.
            (writing.date.is_none() || note.date.is_none()) && (writing.zone.is_none() || note.zone.is_none())
        });
        let Some(mut note) = note else { return };
        writing.date = writing.date.take().or(note.date);
        writing.zone = writing.zone.take().or(note.zone);
        self.approximate |= note.is_loose;
        self.next_day |= note.is_next_day && !of_end;
        self.problems.append(&mut note.problems);
        if writing.zone.is_none() {
            writing.zone = lex.attempt(|lex| read_zone_behind(lex, writing));
        }
    }
}

fn read(lex: &mut Lex<'_>) -> Option<Note> {
    lex.blanks();
    if !lex.eat(b'(') {
        return None;
    }
    let mut note = Note::default();
    loop {
        lex.blanks();
        if LOOSE.into_iter().any(|word| lex.word(word)) {
            lex.eat(b'.');
            note.is_loose = true;
        } else if NEXT_DAY.into_iter().any(|word| lex.word(word)) {
            note.is_next_day = true;
        } else if let Some(date) = lex.attempt(|lex| read_short(lex, &mut note.problems)) {
            note.date = Some(date).filter(|_| note.date.is_none());
            note.date.as_ref()?;
        } else {
            // A zone alone is read where it stands behind a time.
            let (span, zone) = read_zone(lex, false)?;
            note.zone = Some(ZonePart { span, zone }).filter(|_| note.zone.is_none());
            note.zone.as_ref()?;
        }
        lex.blanks();
        if lex.eat(b')') {
            return Some(note);
        }
        if !lex.eat(b',') && !lex.eat(b';') && !lex.eat(b'/') {
            return None;
        }
    }
}

/// A date that may be as short as brackets behind a time allow.
fn read_short(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<DatePart> {
    if let Some(day) = lex.attempt(read_day_of_month) {
        return Some(day);
    }
    let date = read_date(lex, Need::Beside, problems)?;
    // `(3/4)` counts something.
    let is_long = |part: &Part| part.span.len() > 1;
    let has_more = date.parts.iter().any(|part| !matches!(part.kind, PartKind::Day | PartKind::Month));
    (has_more || date.parts.iter().all(is_long)).then_some(date)
}

/// `7th`.
fn read_day_of_month(lex: &mut Lex<'_>) -> Option<DatePart> {
    lex.word("the");
    lex.blanks();
    let start = lex.at();
    let day: i8 = lex.digits(1, 2)?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let digits = Span::new(start, lex.at());
    if !["st", "nd", "rd", "th"].into_iter().any(|ending| lex.word(ending)) {
        return None;
    }
    lex.blanks();
    if lex.peek() != Some(b')') && lex.peek() != Some(b',') {
        return None;
    }
    let ordinal = Span::new(digits.end, digits.end + 2);
    let parts =
        vec![Part { span: digits, kind: PartKind::Day }, Part { span: ordinal, kind: PartKind::Ordinal }];
    let span = Span::new(start, ordinal.end);
    Some(DatePart { span, value: DateValue::Day(day), last: None, weekday: None, parts })
}

/// `01:10 +1d`: on the next day.
fn read_day_later(lex: &mut Lex<'_>) -> Option<()> {
    lex.blanks();
    if !lex.eat(b'+') || lex.digits(1, 1)? != "1" {
        return None;
    }
    lex.blanks();
    ["d", "day"].into_iter().any(|unit| lex.word(unit)).then_some(())
}

/// The zone in a cell of its own, right behind that of the time; others than these may be somebody's initials.
pub(super) fn read_zone_cell(lex: &mut Lex<'_>) -> Option<ZonePart> {
    const SURE: [&str; 20] = [
        "UTC", "GMT", "CET", "CEST", "EET", "EEST", "BST", "PST", "PDT", "MST", "MDT", "CST", "CDT", "EST",
        "EDT", "JST", "IST", "AEST", "AEDT", "SGT",
    ];
    lex.blanks();
    if !lex.eat(b'|') {
        return None;
    }
    lex.blanks();
    let (span, zone) = read_zone(lex, false)?;
    let written = span.of(lex.text());
    let is_sure = SURE.contains(&written) || written.contains(['+', '/']);
    lex.blanks();
    (is_sure && matches!(lex.peek(), None | Some(b'|'))).then_some(ZonePart { span, zone })
}
