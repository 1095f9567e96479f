//! What a timeline's fixes change in the text.
//!
//! Entries are moved by permuting their texts among the places where entries stand: what lies between two
//! entries (line breaks, the blank lines of a loose list) stays where it is, and what belongs to an entry
//! (nested items, wrapped lines) travels along.

use std::collections::HashMap;

use askhow_document::{Edit, Span};
use askhow_timeline::{Change, Role};

use super::newline;
use super::shape::Shape;
use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::{LineAt, TimelinePart};

/// The edits of a change to a timeline; none where it can't be done without guessing.
pub fn carry_out(review: &Review, timeline: &TimelinePart, change: &Change) -> Vec<Edit> {
    match change {
        Change::Edit(edits) => replace(review, timeline, edits),
        Change::Move { line, before } => move_line(review, timeline, *line, *before).unwrap_or_default(),
        Change::Sort => {
            let order = timeline.timeline.sort_order().unwrap_or_default();
            permute(review, timeline, &order).unwrap_or_default()
        }
        Change::Remove(line) => remove(review, timeline, *line).unwrap_or_default(),
        Change::InsertAfter { line, stamp, text } => {
            insert_after(review, timeline, *line, stamp, text).unwrap_or_default()
        }
        Change::StateZone(zone) => state(review, timeline, &format!(" ({zone})")),
        Change::StateDate(Some(date)) => state(review, timeline, &format!(", {date}")),
        Change::StateDate(None) => state(review, timeline, ", YYYY-MM-DD"),
    }
}

/// The edits that put the lines of a timeline in this order.
pub fn sort_timeline(review: &Review, timeline: &TimelinePart, order: &[usize]) -> Vec<Edit> {
    permute(review, timeline, order).unwrap_or_default()
}

fn replace(review: &Review, timeline: &TimelinePart, edits: &[(usize, Edit)]) -> Vec<Edit> {
    let placed = edits.iter().filter_map(|(line, edit)| {
        let at = *timeline.lines.get(*line)?;
        Some(Edit::new(review.line_span(at, edit.span), edit.new_text.clone()))
    });
    let mut placed: Vec<Edit> = placed.collect();
    placed.sort_by_key(|edit| edit.span);
    placed
}

/// What an entry is made of, in the document: from its first mark to the end of its last line, without the
/// line break.
pub fn extent(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Span> {
    let at = *timeline.lines.get(line)?;
    let (facts, fact, start) = review.line(at)?;
    let block = facts.segment.blocks().get(fact.block)?;
    let text = facts.segment.text();
    let without_break =
        |span: Span| Span::new(span.start, span.start + span.of(text).trim_end_matches(['\n', '\r']).len());
    match fact.kind {
        LineKind::Item { .. } => Some(without_break(block.span).shift(start)),
        LineKind::Row { .. } => Some(without_break(block.span).shift(start)),
        LineKind::Paragraph => {
            let next = facts.lines.get(at.line + 1).filter(|next| next.block == fact.block);
            let end = next.map_or(block.span.end, |next| next.content.start);
            Some(without_break(Span::new(fact.content.start, end)).shift(start))
        }
        LineKind::Heading { .. } => {
            let here = start + block.span.start;
            let next = timeline.lines.get(line + 1..)?.iter().find_map(|at| {
                let (facts, fact, start) = review.line(*at)?;
                Some(start + facts.segment.blocks().get(fact.block)?.span.start)
            });
            let part = review.outline.parts.iter().find(|part| part.heading.start == here)?;
            Some(super::trimmed(review, Span::new(here, next.unwrap_or(part.body.end).min(part.body.end))))
        }
    }
}

fn kind(review: &Review, at: LineAt) -> Option<LineKind> {
    review.line(at).map(|(_, fact, _)| fact.kind)
}

fn move_line(
    review: &Review,
    timeline: &TimelinePart,
    line: usize,
    before: Option<usize>,
) -> Option<Vec<Edit>> {
    let n_lines = timeline.lines.len();
    let target = before.unwrap_or(n_lines);
    let mut order: Vec<usize> = (0..n_lines).filter(|other| *other != line).collect();
    let at = order.iter().position(|other| *other >= target).unwrap_or(order.len());
    order.insert(at, line);
    permute(review, timeline, &order).or_else(|| move_far(review, timeline, line, target))
}

/// Moves an item or a row past something else, such as the line that dates what follows: its whole lines go
/// to before the target, or behind the entry above what lies in between.
fn move_far(review: &Review, timeline: &TimelinePart, line: usize, target: usize) -> Option<Vec<Edit>> {
    let at = *timeline.lines.get(line)?;
    let own = kind(review, at)?;
    if !matches!(own, LineKind::Item { .. } | LineKind::Row { .. }) {
        return None;
    }
    let alike = |other: &usize| timeline.lines.get(*other).and_then(|at| kind(review, *at)) == Some(own);
    let is_entry = |other: usize| timeline.rows().get(other).is_some_and(|row| row.role == Role::Entry);
    let day = timeline.timeline.readings().get(line).and_then(day_of);
    let dated = timeline.rows().get(line)?.stamp.as_ref().is_some_and(|stamp| stamp.has_date);
    let above = (0..target).rev().find(|other| *other != line)?;
    // Behind a line that dates what follows, only what is of that day.
    let follows = is_entry(above) || dated && timeline.timeline.date_behind(above) == day;
    let text = &review.text;
    let moved = whole_lines(review, extent(review, timeline, line)?)?;
    let words = text.slice(moved);
    let newline = newline(review);
    let words = words.trim_end_matches(['\n', '\r']);
    let insert = if follows && is_entry(target) && alike(&target) {
        let place = whole_lines(review, extent(review, timeline, target)?)?;
        Edit::new(Span::empty(place.start), format!("{words}{newline}"))
    } else {
        let entry = (0..target).rev().find(|other| *other != line && is_entry(*other)).filter(alike)?;
        let place = extent(review, timeline, entry)?;
        Edit::new(Span::empty(place.end), format!("{newline}{words}"))
    };
    if moved.touches(insert.span.start) {
        return None;
    }
    let mut edits = vec![insert, Edit::new(moved, "")];
    edits.sort_by_key(|edit| edit.span);
    Some(edits)
}

fn day_of(reading: &askhow_timeline::Reading) -> Option<jiff::civil::Date> {
    reading.local.map(|local| local.date()).or(reading.date)
}

/// The lines of an entry, line breaks included; `None` where something else stands on them.
fn whole_lines(review: &Review, span: Span) -> Option<Span> {
    let text = &review.text;
    let first = text.line_span(text.line_of(span.start));
    let last = text.line_span(text.line_of(span.end));
    let before = text.slice(Span::new(first.start, span.start));
    let behind = text.slice(Span::new(span.end, last.end));
    (before.trim().is_empty() && behind.trim().is_empty()).then(|| Span::new(first.start, last.end))
}

/// Permutes the texts of the lines: place `n` gets what stood at place `order[n]`.
fn permute(review: &Review, timeline: &TimelinePart, order: &[usize]) -> Option<Vec<Edit>> {
    let first = order.iter().enumerate().position(|(place, line)| place != *line)?;
    let last = order.iter().enumerate().rposition(|(place, line)| place != *line)?;
    let own = kind(review, *timeline.lines.get(first)?)?;
    let mut slots: Vec<(usize, Span)> = Vec::new();
    for line in first..=last {
        let span = extent(review, timeline, line)?;
        let same_kind = kind(review, *timeline.lines.get(line)?)? == own;
        match slots.last() {
            // An entry nested in another travels along with it, if it is not asked to go anywhere itself.
            Some((_, outer)) if outer.start <= span.start && span.end <= outer.end => {}
            Some((_, before)) if before.end > span.start => return None,
            _ if same_kind => slots.push((line, span)),
            _ => return None,
        }
    }
    let places: HashMap<usize, Span> = slots.iter().copied().collect();
    let moved = order.get(first..=last)?.iter().filter_map(|line| places.get(line));
    let whole = Span::new(slots.first()?.1.start, slots.last()?.1.end);
    let mut text = String::with_capacity(whole.len());
    let mut done = whole.start;
    for ((_, slot), source) in slots.iter().zip(moved) {
        text.push_str(&review.text.slice(Span::new(done, slot.start)));
        text.push_str(&review.text.slice(*source));
        done = slot.end;
    }
    (review.text.slice(whole) != text).then(|| vec![Edit::new(whole, text)])
}

fn remove(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Vec<Edit>> {
    let span = extent(review, timeline, line)?;
    let start = review.text.line_span(review.text.line_of(span.start)).start;
    let end = review.text.line_span(review.text.line_of(span.end)).end;
    Some(vec![Edit::new(Span::new(start, end), "")])
}

fn insert_after(
    review: &Review,
    timeline: &TimelinePart,
    line: usize,
    stamp: &str,
    text: &str,
) -> Option<Vec<Edit>> {
    let span = extent(review, timeline, line)?;
    let shape = Shape::of(review, timeline, line)?;
    let entry = shape.write(stamp, None, &[text.to_owned()]);
    Some(vec![Edit::new(Span::empty(span.end), format!("{}{entry}", shape.joint()))])
}

/// Adds something to the heading of a timeline.
fn state(review: &Review, timeline: &TimelinePart, words: &str) -> Vec<Edit> {
    let part = timeline.part.and_then(|index| review.outline.parts.get(index));
    // A place that waits for its date is not made twice.
    let part = part.filter(|part| !review.name(part).contains(words));
    part.map(|part| Edit::new(Span::empty(part.content.end), words)).into_iter().collect()
}
