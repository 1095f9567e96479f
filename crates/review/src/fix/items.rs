//! Items that are begun and moved.

use askhow_document::{BlockKind, Edit, Span};

use super::{add_item, is_closed, newline};
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// Begins a first item under the heading of a section in which nothing stands: the first words of one, in
/// the empty bullet if there is one. No edits where there is a table to be filled in.
pub fn begin_item(review: &Review, part: &Part, section: Section) -> Vec<Edit> {
    let stub = section.item_stubs().first().map_or("", |stub| stub.text);
    for (facts, start) in review.facts.iter().zip(&review.starts).skip(part.at.0) {
        let text = facts.segment.text();
        if *start >= part.body.end {
            break;
        }
        for block in facts.segment.blocks() {
            if !part.body.contains(start + block.span.start) {
                continue;
            }
            match block.kind {
                BlockKind::Row { .. } => return Vec::new(),
                BlockKind::Item { marker, task, .. } => {
                    let task = if task.is_some() { "[ ] " } else { "" };
                    let words = format!("{} {task}{stub}", marker.of(text).trim());
                    let at = start + block.span.start;
                    let line = review.text.line_span(review.text.line_of(at));
                    let blank = review.text.slice(line).trim_end_matches(['\n', '\r']).len();
                    let end = (line.start + blank).max(start + block.span.end);
                    return vec![Edit::new(Span::new(at, end), words.trim_end())];
                }
                _ => {}
            }
        }
    }
    let body = review.text.trimmed(part.body);
    let at = body.end.max(part.heading.end);
    if at >= review.text.trimmed(Span::new(0, review.text.len())).end && !is_closed(review) {
        return Vec::new();
    }
    let bullet = if section == Section::Description { "" } else { "- " };
    let newline = newline(review);
    vec![Edit::new(Span::empty(at), format!("{newline}{newline}{bullet}{stub}"))]
}

/// Moves the list item at `span`, which begins with `marker`, to the end of another section, with what is
/// nested in it. `None` where that would have to be laid out anew.
pub fn move_item(review: &Review, span: Span, marker: &str, section: Section) -> Option<Vec<Edit>> {
    if !is_closed(review) {
        return None;
    }
    let text = &review.text;
    let span = text.trimmed(span);
    let first = text.line_span(text.line_of(span.start));
    let item = text.slice(span);
    let words = item.strip_prefix(marker)?.strip_prefix([' ', '\t'])?;
    let nests = words.contains(['\n', '\r']);
    // What is nested keeps its columns only where the bullet is as wide and stands at the margin.
    if nests && (marker.len() != 1 || first.start != span.start) {
        return None;
    }
    let mut edits = add_item(review, section.name(), words);
    if edits.is_empty() {
        return None;
    }
    let mut end = text.line_span(text.line_of(span.end.saturating_sub(1))).end;
    let is_blank = |line: Span| !line.is_empty() && text.slice(line).trim().is_empty();
    let above = text.line_of(first.start).checked_sub(1).map(|line| text.line_span(line));
    let below = text.line_span(text.line_of(end));
    if above.is_some_and(is_blank) && end == below.start && is_blank(below) {
        end = below.end;
    }
    edits.push(Edit::new(Span::new(first.start, end), ""));
    edits.sort_by_key(|edit| edit.span);
    Some(edits)
}
