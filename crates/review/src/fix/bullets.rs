//! The bullets and numbers of a list in which an item is put.

use askhow_document::{Block, BlockKind, Edit, Span};

use crate::facts::Facts;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// How the numbers of a list change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// By so many that come in.
    On(u64),
    /// By one that goes.
    Back,
}

/// The edits that count the items on which stand from `from` on in the list of a line; none where they do not count
/// up one by one, or where one more digit would move what is nested away from its item.
pub(super) fn counted(
    review: &Review,
    timeline: &TimelinePart,
    line: usize,
    from: usize,
    step: Step,
) -> Vec<Edit> {
    recount(review, timeline, line, from, step).unwrap_or_default()
}

fn recount(
    review: &Review,
    timeline: &TimelinePart,
    line: usize,
    from: usize,
    step: Step,
) -> Option<Vec<Edit>> {
    let at = *timeline.lines.get(line)?;
    let (facts, fact, _) = review.line(at)?;
    let own = facts.segment.blocks().get(fact.block)?;
    let (_, end) = number(own, facts.segment.text())?;
    let parent_end = own.item.and_then(|item| facts.segment.blocks().get(item)).map(|parent| parent.span.end);
    let mut last: Option<u64> = None;
    let mut edits = Vec::new();
    let segments = review.facts.iter().zip(&review.starts).enumerate().skip(at.segment);
    'list: for (segment, (facts, start)) in segments {
        // What is nested ends with its segment.
        if segment > at.segment && parent_end.is_some() {
            break;
        }
        let text = facts.segment.text();
        let skipped = if segment == at.segment { fact.block } else { 0 };
        for block in facts.segment.blocks().iter().skip(skipped) {
            if parent_end.is_some_and(|end| block.span.start >= end) {
                break 'list;
            }
            if block.item != own.item {
                continue;
            }
            let BlockKind::Item { marker, .. } = block.kind else {
                // What comes in may stand there already, as it was pasted.
                if start + block.span.start < from {
                    continue;
                }
                break 'list;
            };
            let Some((own, _)) = number(block, text).filter(|(_, closed)| *closed == end) else {
                break 'list;
            };
            if last.is_some_and(|last| own != last + 1) {
                return None;
            }
            last = Some(own);
            if start + block.span.start < from {
                continue;
            }
            let counted = match step {
                Step::On(n_new) => own.checked_add(n_new)?,
                Step::Back => own.checked_sub(1)?,
            };
            let written = marker.of(text).trim();
            let digits = Span::new(marker.start, marker.start + written.len() - end.len());
            let width = if written.starts_with('0') { digits.len() } else { 0 };
            let new = format!("{counted:0width$}");
            let has_more = block.span.of(text).trim_end().contains('\n');
            if new.len() != digits.len() && has_more {
                return None;
            }
            edits.push(Edit::new(digits.shift(*start), new));
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

/// The bullet of the item with `marker` and that of the one behind it: the next number, unless all have the same one;
/// with a box to tick where it has one.
pub(super) fn bullets(facts: &Facts, index: usize, marker: &str) -> (String, String) {
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
    let next = if repeats { marker.to_owned() } else { later_bullet(marker, 1) };
    let is_task = own.is_some_and(|(.., task)| task.is_some());
    let boxed = |bullet: &str| if is_task { format!("{bullet} [ ]") } else { bullet.to_owned() };
    (boxed(marker), boxed(&next))
}

/// The bullet of the item that comes so many behind the one with `marker`; the same one where it is no number.
pub(super) fn later_bullet(marker: &str, n_behind: usize) -> String {
    let n_digits = marker.find(|c: char| !c.is_ascii_digit()).unwrap_or(marker.len());
    let parts = marker.split_at_checked(n_digits);
    let counted = parts.and_then(|(digits, end)| {
        let number = digits.parse::<u64>().ok()?.checked_add(u64::try_from(n_behind).ok()?)?;
        Some(format!("{number:0width$}{end}", width = digits.len()))
    });
    counted.unwrap_or_else(|| marker.to_owned())
}
