//! What a timeline's fixes change in the text; how entries are moved is in [`super::arrange`].

use askhow_document::{Edit, Span};
use askhow_timeline::Change;

use super::arrange::{move_line, sort_timeline};
use super::breaks::hard_break;
use super::bullets::{Step, counted};
use super::shape::Shape;
use super::zone::name_zone;
use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// The edits of a change to a timeline; none where it can't be done without guessing.
pub fn carry_out(review: &Review, timeline: &TimelinePart, change: &Change) -> Vec<Edit> {
    match change {
        Change::Edit(edits) => replace(review, timeline, edits),
        Change::Move { line, before } => move_line(review, timeline, *line, *before).unwrap_or_default(),
        Change::Sort => sort_timeline(review, timeline),
        Change::Remove(line) => remove(review, timeline, *line).unwrap_or_default(),
        Change::InsertAfter { line, stamp, text } => {
            insert_after(review, timeline, *line, stamp, text).unwrap_or_default()
        }
        Change::NameZone { written, name } => name_zone(review, timeline, written, name),
        Change::StateZone(zone) => state(review, timeline, &format!(" ({zone})")),
        Change::StateDate(Some(date)) => state(review, timeline, &format!(", {date}")),
        Change::StateDate(None) => state(review, timeline, ", YYYY-MM-DD"),
    }
}

fn replace(review: &Review, timeline: &TimelinePart, edits: &[(usize, Edit)]) -> Vec<Edit> {
    let placed = edits.iter().filter_map(|(line, edit)| {
        let at = *timeline.lines.get(*line)?;
        Some(in_cell(review, Edit::new(review.line_span(at, edit.span), edit.new_text.clone())))
    });
    let mut placed: Vec<Edit> = placed.collect();
    placed.sort_by_key(|edit| edit.span);
    placed
}

/// The edit, where it fills an empty cell with a space on either side.
fn in_cell(review: &Review, edit: Edit) -> Edit {
    let Span { start, end } = edit.span;
    let is_bar = |span: Span| review.text.slice(span) == "|";
    let before = start > 0 && is_bar(Span::new(start - 1, start));
    let behind = end < review.text.len() && is_bar(Span::new(end, end + 1));
    if start < end || !(before || behind) {
        return edit;
    }
    let (before, behind) = (if before { " " } else { "" }, if behind { " " } else { "" });
    Edit::new(edit.span, format!("{before}{}{behind}", edit.new_text))
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
        // The marks of a quotation would have to go along.
        LineKind::Paragraph if block.quotes > 0 => None,
        LineKind::Paragraph => {
            let next = facts.lines.get(at.line + 1).filter(|next| next.block == fact.block);
            let Some(next) = next else {
                return Some(without_break(Span::new(fact.content.start, block.span.end)).shift(start));
            };
            // Up to the line of the next one: the marks of a quote before that are its own.
            let end = review.text.line_span(review.text.line_of(start + next.content.start)).start;
            let own = Span::new(start + fact.content.start, end.max(start + fact.content.start));
            let words = review.text.slice(own);
            Some(Span::new(own.start, own.start + words.trim_end_matches(['\n', '\r']).len()))
        }
        LineKind::Heading { .. } => {
            let here = start + block.span.start;
            let next = timeline.lines.get(line + 1..)?.iter().find_map(|at| {
                let (facts, fact, start) = review.line(*at)?;
                Some(start + facts.segment.blocks().get(fact.block)?.span.start)
            });
            let parts = &review.outline.parts;
            let part = parts.get(parts.partition_point(|part| part.heading.start < here))?;
            if part.heading.start != here {
                return None;
            }
            Some(super::trimmed(review, Span::new(here, next.unwrap_or(part.body.end).min(part.body.end))))
        }
    }
}

/// A line of a timeline as it is written, but for the blanks in it and the break at its end.
pub(crate) fn source_of(review: &Review, timeline: &TimelinePart, line: usize) -> Option<String> {
    let (facts, fact, _) = review.line(*timeline.lines.get(line)?)?;
    let source = fact.content.of(facts.segment.text());
    let source = source.strip_suffix(hard_break(source)).unwrap_or(source);
    Some(source.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Takes an entry out that stands above already; not one that has more below it than the one above.
fn remove(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Vec<Edit>> {
    let text = &review.text;
    let span = extent(review, timeline, line)?;
    let words = |span: Span| text.slice(span).trim_end().to_owned();
    let own = words(span);
    let has_more = own.contains(['\n', '\r']);
    let below = |words: &str| words.split_once(['\n', '\r']).map(|(_, below)| below.trim_start().to_owned());
    let stands_above = |other: usize| {
        extent(review, timeline, other).is_some_and(|other| below(&words(other)) == below(&own))
    };
    if has_more && !(line.saturating_sub(8)..line).any(stands_above) {
        return None;
    }
    let first = text.line_span(text.line_of(span.start));
    let last = text.line_span(text.line_of(span.end));
    let lead = text.slice(Span::new(first.start, span.start));
    let behind = text.slice(Span::new(span.end, last.end));
    if !lead.chars().all(|c| c.is_whitespace() || c == '>') || !behind.trim().is_empty() {
        return None;
    }
    let mut gone = super::whole_lines_gone(review, Span::new(first.start, last.end));
    // A break at the end of the line above led to this one.
    let above = text.line_of(first.start).checked_sub(1).map(|line| text.line_span(line));
    let next = text.slice(text.line_span(text.line_of(last.end)));
    let is_last = last.end >= text.len() || next.trim_matches(['>', ' ', '\t', '\n', '\r']).is_empty();
    let mut edits = Vec::new();
    if let Some(above) = above.filter(|_| is_last && is_line(review, timeline, line)) {
        let source = text.slice(above);
        let source = source.trim_end_matches(['\n', '\r']);
        let kept = source.len() - hard_break(source).len();
        if kept < source.len() && above.start + source.len() <= gone.start {
            edits.push(Edit::new(Span::new(above.start + kept, above.start + source.len()), ""));
        }
    }
    gone.start = gone.start.max(edits.last().map_or(0, |edit: &Edit| edit.span.end));
    edits.push(Edit::new(gone, ""));
    edits.extend(counted(review, timeline, line, span.end, Step::Back));
    Some(edits)
}

fn is_line(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let fact = timeline.lines.get(line).and_then(|at| review.line(*at));
    fact.is_some_and(|(_, fact, _)| fact.kind == LineKind::Paragraph)
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
    let entry = shape.behind(&shape.write(stamp, None, &[text.to_owned()]));
    let mut edits = vec![Edit::new(Span::empty(span.end), entry)];
    edits.extend(counted(review, timeline, line, span.end, Step::On(1)));
    Some(edits)
}

/// Adds something to the heading of a timeline.
fn state(review: &Review, timeline: &TimelinePart, words: &str) -> Vec<Edit> {
    let part = timeline.part.and_then(|index| review.outline.parts.get(index));
    // A place that waits for its date is not made twice.
    let part = part.filter(|part| !review.name(part).contains(words));
    part.map(|part| Edit::new(Span::empty(part.content.end), words)).into_iter().collect()
}
