//! What stands by the entries of a timeline without being one: whether an entry that moves would leave it behind.

use askhow_document::{BlockKind, Span};
use askhow_timeline::Role;

use super::super::entries::is_next;
use super::{Layout, Slot};
use crate::facts::LineKind;
use crate::timelines::LineAt;

impl Layout<'_> {
    /// Whether a line without a stamp stands right behind one, beside it: it may go on with it.
    pub(super) fn is_followed(&self, line: usize) -> bool {
        let Some(next) = self.ends.get(line).copied() else { return false };
        let is_entry = self.timeline.rows().get(next).is_some_and(|row| row.role == Role::Entry);
        is_entry
            && is_next(self.review, self.timeline, next)
            && !self.timeline.timeline.is_stamped(next)
            && self.is_alike(line, next)
    }

    /// Has those that follow a line go along with it; how many these are.
    pub(super) fn take_along(&mut self, line: usize) -> usize {
        let mut n_along = 0;
        while self.is_followed(line) {
            let next = self.ends.get(line).and_then(|next| self.ends.get(*next)).copied();
            if let Some((end, next)) = self.ends.get_mut(line).zip(next) {
                *end = next;
                n_along += 1;
            }
        }
        n_along
    }

    /// Whether what follows an entry, and is none itself, may belong to it: anything below a paragraph, and what shows
    /// something below an item or a line.
    pub(super) fn is_explained(&self, line: usize) -> bool {
        let (Some(span), Some(at)) =
            (self.extents.get(line).copied().flatten(), self.timeline.lines.get(line).copied())
        else {
            return true;
        };
        let next = self.ends.get(line).and_then(|next| self.extents.get(*next).copied().flatten());
        // A comment right above the next one speaks of that.
        let lead = self.ends.get(line).zip(next).and_then(|(next, span)| self.comments_above(*next, span));
        let limit = lead.or(next).map_or(usize::MAX, |next| next.start);
        let segments = self.review.facts.iter().zip(&self.review.starts).skip(at.segment);
        let mut blocks = segments.flat_map(|(facts, start)| {
            let blocks = facts.segment.blocks().iter();
            blocks.map(move |block| (facts, block, block.span.shift(*start)))
        });
        let Some((facts, block, place)) = blocks.find(|(.., place)| place.start >= span.end) else {
            return false;
        };
        if place.start >= limit {
            return false;
        }
        let shows = match block.kind {
            BlockKind::Code | BlockKind::Html => true,
            BlockKind::Paragraph => block.content.of(facts.segment.text()).trim_start().starts_with("!["),
            _ => false,
        };
        let ends = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::ThematicBreak);
        match self.review.line(at).map(|(_, fact, _)| fact.kind) {
            Some(LineKind::Row { .. } | LineKind::Heading { .. }) => false,
            Some(LineKind::Paragraph) if self.stands_alone(at) => !ends,
            _ => shows || block.quotes > 0,
        }
    }

    /// Whether a line is all of its paragraph.
    fn stands_alone(&self, at: LineAt) -> bool {
        self.review.line(at).is_some_and(|(facts, fact, _)| {
            facts.lines.iter().filter(|other| other.block == fact.block).count() == 1
        })
    }

    /// Whether something stands between the entries that change places which may belong to one of them.
    pub(super) fn parts_company(&self, order: &[usize], slots: &[(usize, Slot)]) -> bool {
        let text = &self.review.text;
        let is_blank = |span: Span| text.slice(span).chars().all(|c| c.is_whitespace() || c == '>');
        let moves = |line: usize| order.get(line) != Some(&line);
        let mut furthest = 0;
        let mut done = 0;
        for pair in slots.windows(2) {
            let [(line, slot), (next, below)] = pair else { continue };
            // Whether an entry from above goes to below what stands here.
            let until = order.get(done..*next).unwrap_or_default();
            furthest = until.iter().copied().max().unwrap_or(0).max(furthest);
            done = *next;
            let is_crossed = furthest >= *next || moves(*line);
            if is_crossed && !is_blank(Span::new(slot.span.end.min(below.lead.start), below.lead.start)) {
                return true;
            }
        }
        slots.last().is_some_and(|(line, _)| moves(*line) && self.is_explained(*line))
    }
}
