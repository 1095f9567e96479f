//! A new entry of the timeline: the stamp that comes next, in the notation of the entry above.

use askhow_review::{Section, TimelinePart};

use super::items::bullet_len;
use super::{Completion, CompletionKind, Cursor};
use crate::hover::questions;

/// Behind a bullet or at the start of a row's first cell, below an entry.
pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let review = cursor.snapshot.review();
    let row = cursor.before.trim_start().strip_prefix('|').filter(|cell| !cell.contains('|'));
    let from = match (bullet_len(&cursor.before), row) {
        (Some(from), _) => from,
        (None, Some(cell)) => cursor.before.len() - cell.trim_start().len(),
        (None, None) => return Vec::new(),
    };
    let typed = cursor.before.get(from..).unwrap_or_default();
    if typed.len() > 24 || !cursor.after.trim_matches([' ', '|']).is_empty() {
        return Vec::new();
    }
    let above = review.timelines.iter().rev().find_map(|timeline| entry_above(cursor, timeline));
    let Some((timeline, line)) = above else { return Vec::new() };
    let offers = [
        (1, "the minute after the entry above"),
        (5, "five minutes after it"),
        (15, "a quarter of an hour after it"),
    ];
    let documentation = questions(Section::Timeline.purpose(), Section::Timeline.questions());
    let stamp = timeline.rows().get(line).and_then(|row| row.stamp.as_ref());
    let reading = timeline.timeline.readings().get(line);
    let Some((stamp, reading)) = stamp.zip(reading) else { return Vec::new() };
    let completion = |(minutes, detail): (i64, &str)| {
        let next = askhow_timeline::next_stamp(stamp, reading, minutes)?;
        Some(Completion {
            label: next.clone(),
            kind: CompletionKind::Entry,
            detail: Some(detail.to_owned()),
            documentation: Some(documentation.clone()),
            filter_text: next.clone(),
            preselect: minutes == 1,
            edit: cursor.edit(from, format!("{next} ")),
            snippet: false,
        })
    };
    offers.into_iter().filter_map(completion).collect()
}

/// The last stamped entry above the cursor, where the cursor stands in or right behind its timeline.
fn entry_above<'a>(cursor: &Cursor<'a>, timeline: &'a TimelinePart) -> Option<(&'a TimelinePart, usize)> {
    let review = cursor.snapshot.review();
    let section = timeline.part.and_then(|index| review.outline.parts.get(index));
    let end = section.map_or(timeline.span.end + 8, |part| part.body.end);
    if cursor.offset < timeline.span.start || cursor.offset > end {
        return None;
    }
    let above = |line: &usize| {
        let at = timeline.lines.get(*line).copied();
        let stamped = timeline.timeline.is_stamped(*line);
        let line = at.and_then(|at| review.line(at));
        stamped && line.is_some_and(|(_, line, start)| start + line.content.start < cursor.line.start)
    };
    (0..timeline.lines.len()).rev().find(above).map(|line| (timeline, line))
}
