//! The bullets and numbers of a list in which an item is put.

use askhow_document::{Block, BlockKind, Edit, Span};

use crate::facts::Facts;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// The edits that count the items on which stand from `from` on in the list of a line, where a new one behind that
/// line takes their number; none where they do not count up one by one, or where one more digit would move what is
/// nested away from its item.
pub(super) fn counted_on(review: &Review, timeline: &TimelinePart, line: usize, from: usize) -> Vec<Edit> {
    counted(review, timeline, line, from).unwrap_or_default()
}

fn counted(review: &Review, timeline: &TimelinePart, line: usize, from: usize) -> Option<Vec<Edit>> {
    let at = *timeline.lines.get(line)?;
    let (facts, fact, _) = review.line(at)?;
    let own = facts.segment.blocks().get(fact.block)?;
    let (mut last, end) = number(own, facts.segment.text())?;
    let parent_end = own.item.and_then(|item| facts.segment.blocks().get(item)).map(|parent| parent.span.end);
    let mut edits = Vec::new();
    let segments = review.facts.iter().zip(&review.starts).enumerate().skip(at.segment);
    'list: for (segment, (facts, start)) in segments {
        // What is nested ends with its segment.
        if segment > at.segment && parent_end.is_some() {
            break;
        }
        let text = facts.segment.text();
        let skipped = if segment == at.segment { fact.block + 1 } else { 0 };
        for block in facts.segment.blocks().iter().skip(skipped) {
            if parent_end.is_some_and(|end| block.span.start >= end) {
                break 'list;
            }
            if block.item != own.item {
                continue;
            }
            let BlockKind::Item { marker, .. } = block.kind else { break 'list };
            if start + block.span.start < from {
                continue;
            }
            let Some((next, closed)) = number(block, text).filter(|(_, closed)| *closed == end) else {
                break 'list;
            };
            if edits.is_empty() && next != last + 1 {
                return None;
            }
            let digits = Span::new(marker.start, marker.start + marker.of(text).trim().len() - closed.len());
            let new = format!("{:0width$}", next + 1, width = digits.len());
            let has_more = block.span.of(text).trim_end().contains('\n');
            if next != last + 1 || new.len() != digits.len() && has_more {
                return None;
            }
            edits.push(Edit::new(digits.shift(*start), new));
            last = next;
        }
    }
    Some(edits)
}

/// The number of an item, and what closes it.
fn number<'t>(block: &Block, text: &'t str) -> Option<(u64, &'t str)> {
    let BlockKind::Item { marker, .. } = block.kind else { return None };
    let marker = marker.of(text).trim();
    let digits = marker.trim_end_matches(['.', ')']);
    Some((digits.parse().ok()?, marker.get(digits.len()..)?))
}

/// The bullet of the item behind the one with `marker`: the next number, unless all have the same one; with a box to
/// tick where that one has one.
pub(super) fn next_marker(facts: &Facts, index: usize, marker: &str) -> String {
    let source = facts.segment.text();
    let blocks = facts.segment.blocks();
    let item = |block: &Block| match block.kind {
        BlockKind::Item { marker, depth, task } => Some((marker.of(source).to_owned(), depth, task)),
        _ => None,
    };
    let own = blocks.get(index).and_then(item);
    let depth = own.as_ref().map(|(_, depth, _)| *depth);
    let mut above = blocks.get(..index).unwrap_or_default().iter().rev().filter_map(item);
    let before = above.find(|(_, other, _)| Some(*other) == depth).map(|(marker, ..)| marker);
    let parent = blocks.get(index).and_then(|block| block.item);
    let mut below = blocks.get(index + 1..).unwrap_or_default().iter().filter(|block| block.item == parent);
    let behind = below.next().and_then(item).map(|(marker, ..)| marker);
    let repeats = [before, behind].into_iter().flatten().any(|other| other == marker);
    let digits = marker.trim_end_matches(['.', ')']);
    let number = digits.parse::<u64>().ok().filter(|_| !repeats);
    let next = match number {
        Some(number) => {
            let end = marker.get(digits.len()..).unwrap_or_default();
            format!("{:0width$}{end}", number + 1, width = digits.len())
        }
        None => marker.to_owned(),
    };
    let is_task = own.is_some_and(|(.., task)| task.is_some());
    if is_task { format!("{next} [ ]") } else { next }
}
