//! What the columns of a timeline's table hold, by their heads.

use std::sync::Arc;

use askhow_document::Open;
use askhow_english::class::is;
use askhow_timeline::{Stamp, read_time_cell, says_unknown};

use crate::facts::{LineFact, LineKind};
use crate::review::Review;
use crate::timelines::LineAt;
use crate::vocabulary::Vocabulary;

/// The heads of the columns of a table, in lower case.
pub(crate) type Heads = Arc<[String]>;

/// Which column of the table of a line says who acted, where its heads say so.
pub(crate) fn who_column(review: &Review, at: LineAt) -> Option<usize> {
    heads(review, at)?.iter().position(|head| is(head, Vocabulary::ColumnWho))
}

/// The heads of the columns of a row.
pub(crate) fn heads(review: &Review, at: LineAt) -> Option<Heads> {
    let facts = review.facts.get(at.segment)?;
    let above = facts.lines.get(..at.line)?;
    match last_header(above) {
        Some(header) => Some(read(header)),
        None if above.iter().all(is_row) => open_heads(review).get(at.segment)?.clone(),
        None => None,
    }
}

/// For each segment the heads of the table that goes on where it begins. A long table is cut into many segments, so
/// this is worked out once for all of them.
fn open_heads(review: &Review) -> &[Option<Heads>] {
    review.asked.open_heads.get_or_init(|| {
        let mut open: Option<Heads> = None;
        let at_starts = review.facts.iter().map(|facts| {
            let here = open.take().filter(|_| facts.segment.begin().open == Open::Table);
            open = match last_header(&facts.lines) {
                Some(header) => Some(read(header)),
                None if facts.lines.iter().all(is_row) => here.clone(),
                None => None,
            };
            here
        });
        at_starts.collect()
    })
}

/// The header of the table in which these lines end.
fn last_header(lines: &[LineFact]) -> Option<&LineFact> {
    let rows = lines.iter().rev().take_while(|line| is_row(line));
    rows.into_iter().find(|line| line.kind == LineKind::Row { header: true })
}

fn is_row(line: &LineFact) -> bool {
    matches!(line.kind, LineKind::Row { .. })
}

fn read(header: &LineFact) -> Heads {
    header.text.split(" | ").map(|head| head.trim().to_lowercase()).collect()
}

/// The columns of a table that hold times, by its head.
pub(crate) fn time_columns(header: &str) -> Vec<usize> {
    let holds_times = |head: &str| {
        let head = head.split(['(', '[']).next().unwrap_or_default().to_lowercase();
        let words: Vec<&str> =
            head.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        words.iter().any(|word| is(word, Vocabulary::ColumnTime))
            && words.iter().all(|word| is(word, Vocabulary::ColumnTime) || is(word, Vocabulary::BesideTime))
    };
    let heads = header.split(" | ").enumerate();
    heads.filter(|(_, head)| holds_times(head)).map(|(column, _)| column).collect()
}

/// The stamp of a row that has none at its start: what its column of times says.
pub(crate) fn stamp_in(columns: &[usize], row: &LineFact) -> Option<Stamp> {
    columns.iter().find_map(|column| read_time_cell(&row.text, *column))
}

/// Whether a row says on purpose that its time is not known.
pub(crate) fn is_unknown(columns: &[usize], row: &LineFact) -> bool {
    let says = |column: &usize| row.text.split(" | ").nth(*column).is_some_and(says_unknown);
    columns.iter().any(says) && stamp_in(columns, row).is_none()
}
