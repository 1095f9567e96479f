//! Following an edit of what entries tell. Their stamps stay as they are, and so do the days and zones of all others.

use std::ops::Range;
use std::sync::Arc;

use askhow_document::Span;
use askhow_timeline::{Line, Role};

use crate::context::{HINTING_LINES, HINTING_TEXT, hints_zone};
use crate::facts::{Facts, LineFact, LineKind};
use crate::review::Review;
use crate::timelines::{TimelinePart, bears_nothing_else, introduces, is_day_line, unstamped_alike};

/// Whether nothing hangs on which of two versions of a line stands there, but what it tells itself.
pub(super) fn alike_line(a: &LineFact, b: &LineFact) -> bool {
    let is_same = a.block == b.block && a.kind == b.kind && a.zone == b.zone && a.stamp == b.stamp;
    is_same
        && match a.kind {
            // What it says of its columns, its day or its name, is said of the lines below.
            LineKind::Row { header: true } | LineKind::Heading { .. } => a.text == b.text,
            _ if a.stamp.is_none() => unstamped_alike(a, b),
            LineKind::Paragraph => {
                bears_nothing_else(a) == bears_nothing_else(b) && introduces(a) == introduces(b)
            }
            LineKind::Item { .. } | LineKind::Row { header: false } => is_day_line(a) == is_day_line(b),
        }
}

impl TimelinePart {
    /// Which of its lines stand in a segment.
    fn lines_of(&self, segment: usize) -> Range<usize> {
        let from = self.lines.partition_point(|at| at.segment < segment);
        from..self.lines.partition_point(|at| at.segment <= segment)
    }

    pub(super) fn has_lines_of(&self, segment: usize) -> bool {
        !self.lines_of(segment).is_empty()
    }

    /// Whether it stays as it is, but for what its lines tell, now that a segment holds `new`.
    pub(super) fn stays(&self, segment: usize, new: &Facts) -> bool {
        self.lines_of(segment).all(|index| {
            let line = self.lines.get(index).and_then(|at| new.lines.get(at.line));
            line.zip(self.rows().get(index)).is_some_and(|(line, row)| {
                // The head of a column may find a stamp where none was.
                let is_told = row.role == Role::Entry
                    && !(line.stamp.is_none() && matches!(line.kind, LineKind::Row { .. }));
                is_told || line.text == row.text
            })
        })
    }

    /// Takes what its lines tell now from the facts of the segment in which they stand: from the first that tells
    /// something else to the last, at once, since each time costs what stands around.
    pub(super) fn tell(&mut self, segment: usize, new: &Facts) {
        let lines = self.lines_of(segment);
        let text =
            |index: usize| self.lines.get(index).and_then(|at| new.lines.get(at.line)).map(|it| &it.text);
        let tells_else = |index: &usize| {
            text(*index).zip(self.rows().get(*index)).is_some_and(|(text, row)| *text != row.text)
        };
        let Some(first) = lines.clone().find(tells_else) else { return };
        let end = lines.rev().find(tells_else).unwrap_or(first) + 1;
        let row = |(index, row): (usize, &Line)| {
            let text = text(index).unwrap_or(&row.text);
            Line { text: Arc::clone(text), ..row.clone() }
        };
        let rows = (first..end).zip(self.rows().get(first..end).unwrap_or_default()).map(row).collect();
        Arc::make_mut(&mut self.timeline).splice(first..end, rows);
    }
}

impl Review {
    /// Whether a timeline behind an edited segment, or in it, may be in another zone now: by a word near its first
    /// lines.
    pub(super) fn hints_another_zone(&self, segment: usize) -> bool {
        let end = self.starts.get(segment + 1).copied().unwrap_or(self.text.len());
        let is_near = |timeline: &&TimelinePart| {
            let few = timeline.lines.iter().take(HINTING_LINES).next_back();
            few.is_some_and(|last| last.segment >= segment) && timeline.span.start <= end + HINTING_TEXT
        };
        self.timelines.iter().filter(is_near).any(|timeline| {
            let context = timeline.timeline.context();
            context.zone.is_none()
                && context.zone_is_hinted
                    != hints_zone(self, timeline.part, timeline.span.start, timeline.rows())
        })
    }

    /// From the first line of a timeline to the end of its last.
    pub(super) fn extent(&self, timeline: &TimelinePart) -> Option<Span> {
        let span = |at| self.line(at).map(|(_, line, start)| line.content.shift(start));
        let first = span(*timeline.lines.first()?)?;
        Some(first.cover(span(*timeline.lines.last()?)?))
    }
}
