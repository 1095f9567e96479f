//! The stamp of a table's row: in its first cell, over several, in one behind, in a column that holds times.

use askhow_document::Span;

use super::{edges::pass_separator, read_stamp};
use crate::date::{Need, read_date};
use crate::lex::Lex;
use crate::stamp::{Cells, DateValue, PartKind, Stamp, Writing};

/// What joins the cells of a row.
const JOINT: &str = " | ";

/// Whether a cell is empty, or counts the rows.
fn is_number(cell: &str) -> bool {
    cell.trim_matches(['#', '.', ' ']).bytes().all(|byte| byte.is_ascii_digit())
}

/// Joins the cells of a table's row and reads the stamp in the first of them, which may go on over several
/// (`Sun | Oct 31 | 21:33`). Cells before it that are empty or hold a running number are passed over.
pub fn read_cells(cells: &[&str]) -> Cells {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(cells.len());
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push_str(JOINT);
        }
        starts.push(text.len());
        text.push_str(cell);
    }
    for (start, cell) in starts.iter().zip(cells).take(3) {
        let stamp = text.get(*start..).and_then(read_stamp).filter(|stamp| {
            // A number by itself in the first cell counts the rows.
            !stamp.bare || stamp.has_date || !is_number(cell) || stamp.span.len() == 4
        });
        if let Some(mut stamp) = stamp {
            stamp.shift(*start);
            return Cells { text, starts, stamp: Some(stamp) };
        }
        if !is_number(cell) {
            break;
        }
    }
    // The text before it begins behind a running number.
    let first = starts.iter().zip(cells).find(|(_, cell)| !is_number(cell)).map_or(0, |(start, _)| *start);
    let late = starts.iter().skip(1).take(5).find_map(|start| {
        // Cells in the middle that are a time, with its date perhaps, and nothing else.
        let rest = text.get(*start..)?;
        let mut stamp = read_stamp(rest).filter(|stamp| stamp.has_time && !stamp.bare)?;
        let behind = rest.get(stamp.span.end..)?.split('|').next().unwrap_or_default();
        let is_all = !behind.contains(char::is_alphanumeric);
        let (has_words, lead) = (*start > first, rest.get(..stamp.span.start)?);
        stamp.shift(*start);
        stamp.rest = first;
        (is_all && has_words && !lead.contains(['|'])).then_some(stamp)
    });
    Cells { text, starts, stamp: late }
}

/// Reads the stamp in a cell of a column that holds times: a date or time at its start, whatever stands behind it, or a
/// day behind words that doubt it (`unknown clock time, 2026-08-15`). `row` is the text of a row, its cells joined.
pub fn read_time_cell(row: &str, column: usize) -> Option<Stamp> {
    let start: usize = row.split(JOINT).take(column).map(|cell| cell.len() + JOINT.len()).sum();
    let cell = row.split(JOINT).nth(column)?;
    let is_plain = |stamp: &Stamp| {
        let has_digit = stamp.written.bytes().any(|byte| byte.is_ascii_digit());
        // `10/10` beside words counts something.
        let is_fraction = !stamp.has_time
            && stamp.start.date.as_ref().is_some_and(|date| {
                date.parts.iter().all(|part| matches!(part.kind, PartKind::Day | PartKind::Month))
            });
        has_digit && !stamp.bare && stamp.relative.is_none() && !is_fraction
    };
    let mut stamp = read_stamp(cell).filter(is_plain).or_else(|| read_doubted(cell))?;
    stamp.shift(start);
    let mut at = 0;
    let words = row.split(JOINT).take(column).find_map(|cell| {
        let here = at;
        at += cell.len() + JOINT.len();
        (!is_number(cell)).then_some(here)
    });
    stamp.rest = words.unwrap_or_else(|| {
        let behind = row.get(stamp.rest..).unwrap_or_default();
        stamp.rest + behind.len() - behind.trim_start_matches([' ', '|']).len()
    });
    Some(stamp)
}

/// Whether a cell says that its time is not known.
pub fn says_unknown(cell: &str) -> bool {
    const SAYS: [&str; 9] = [
        "unknown",
        "unclear",
        "unrecorded",
        "not recorded",
        "not known",
        "not logged",
        "no clock time",
        "no time recorded",
        "no timestamp",
    ];
    let cell = cell.trim_matches([' ', '|', '*', '_', '(']);
    SAYS.into_iter().any(|says| Lex::new(cell).word(says))
}

/// `unknown — some point on 2026-08-09`, `no clock time recorded, 2026-08-15`: a day that is doubted, and no word
/// before it that says anything else.
fn read_doubted(cell: &str) -> Option<Stamp> {
    const DOUBTS: [&str; 9] =
        ["unknown", "unclear", "unrecorded", "recorded", "known", "logged", "exact", "sometime", "point"];
    const AMONG: [&str; 14] = [
        "no",
        "not",
        "some",
        "clock",
        "time",
        "timestamp",
        "hour",
        "at",
        "on",
        "in",
        "the",
        "day",
        "date",
        "of",
    ];
    let mut lex = Lex::new(cell);
    lex.blanks();
    let start = lex.at();
    let mut is_doubted = false;
    loop {
        while lex.blanks()
            || [",", ";", ":", "(", "~", "-", "–", "—"].into_iter().any(|mark| lex.eat_str(mark))
        {}
        let mut problems = Vec::new();
        let date = lex.attempt(|lex| read_date(lex, Need::Amid, &mut problems));
        if let Some(date) = date {
            let is_day = matches!(date.value, DateValue::Full(_) | DateValue::MonthDay(..));
            let span = Span::new(start, lex.at());
            pass_separator(&mut lex);
            return (is_doubted && is_day && problems.is_empty()).then(|| Stamp {
                span,
                rest: lex.at(),
                has_time: false,
                has_date: true,
                approximate: true,
                next_day: false,
                written: span.of(cell).into(),
                start: Writing { date: Some(date), ..Writing::default() },
                end: None,
                other: None,
                between: Vec::new(),
                other_end: None,
                relative: None,
                bare: false,
                problems,
            });
        }
        let word = lex.take_while(|byte| byte.is_ascii_alphabetic()).to_ascii_lowercase();
        let doubts = DOUBTS.contains(&word.as_str());
        if !doubts && !AMONG.contains(&word.as_str()) || lex.in_word() {
            return None;
        }
        is_doubted |= doubts;
    }
}
