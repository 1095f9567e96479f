//! Following an edit that leaves the structure of a review as it is.
//!
//! Nearly every key changes some words of one paragraph or item: no heading, no stamp, no field. Then the
//! outline, the form and the timelines stay, and only move. This costs the segment that changed and a walk
//! over plain numbers; anything else is read as a whole by [`Review::read`], with the same result.

use std::sync::{Arc, OnceLock};

use askhow_document::{Block, BlockKind, Document, Finding, Span, Splice};

use crate::facts::Facts;
use crate::review::{Review, Surroundings};

impl Review {
    /// The review of a document that has changed as `splices` say since this one was read.
    pub fn follow(self, document: &Document, surroundings: &Arc<Surroundings>, splices: &[Splice]) -> Self {
        let Some((segment, facts)) = self.changed(document, surroundings, splices) else {
            return Self::read(document, surroundings, Some(&self));
        };
        match Step::plan(&self, segment, &facts) {
            Some(shift) => self.moved(document, Step { segment, facts, shift }),
            None => Self::read_knowing(document, surroundings, Some(&self), Some(&facts)),
        }
    }

    /// The one segment that has changed, and what it holds now.
    fn changed(
        &self,
        document: &Document,
        surroundings: &Arc<Surroundings>,
        splices: &[Splice],
    ) -> Option<(usize, Arc<Facts>)> {
        let [splice] = splices else { return None };
        let same_number = splice.removed == splice.inserted && document.segments().len() == self.facts.len();
        if !same_number || !Arc::ptr_eq(&self.surroundings, surroundings) || self.title().is_none() {
            return None;
        }
        let has_changed = |index: &usize| match (document.segments().get(*index), self.facts.get(*index)) {
            (Some(segment), Some(facts)) => !Arc::ptr_eq(segment, &facts.segment),
            _ => true,
        };
        let mut indices = splice.inserted.clone().filter(has_changed);
        let (Some(index), None) = (indices.next(), indices.next()) else { return None };
        let segment = Arc::clone(document.segments().get(index)?);
        let before = self.facts.get(index).map(Arc::as_ref);
        Some((index, Arc::new(Facts::read(segment, &surroundings.rules, before))))
    }

    fn moved(mut self, document: &Document, step: Step) -> Self {
        let shift = &step.shift;
        for part in &mut self.outline.parts {
            for span in [&mut part.heading, &mut part.content, &mut part.body, &mut part.own] {
                *span = shift.span(*span);
            }
        }
        for field in &mut self.form.fields {
            for span in [&mut field.span, &mut field.key, &mut field.value] {
                *span = shift.span(*span);
            }
        }
        for timeline in &mut self.timelines {
            timeline.span = shift.span(timeline.span);
        }
        let structure = self.structure.take().map(|mut findings: Vec<Finding>| {
            for finding in &mut findings {
                finding.span = shift.span(finding.span);
                finding.related.iter_mut().for_each(|related| related.span = shift.span(related.span));
            }
            findings
        });
        self.structure = structure.map_or_else(OnceLock::new, OnceLock::from);
        if let Some(facts) = self.facts.get_mut(step.segment) {
            *facts = step.facts;
        }
        self.starts.clear();
        self.starts.extend_from_slice(document.starts());
        self.text = document.text().clone();
        self
    }
}

/// What has to be done to follow an edit.
struct Step {
    segment: usize,
    facts: Arc<Facts>,
    shift: Shift,
}

impl Step {
    /// How offsets move; `None` where the structure may have changed.
    fn plan(review: &Review, segment: usize, facts: &Facts) -> Option<Shift> {
        let old = review.facts.get(segment)?;
        let start = *review.starts.get(segment)?;
        let whole = Span::new(start, start + old.segment.text().len());
        let in_form = review.form.fields.iter().any(|field| field.span.meets(whole));
        let in_timeline = review.timelines.iter().any(|timeline| timeline.span.meets(whole));
        if in_form || in_timeline || !alike(old, facts) {
            return None;
        }
        Some(Shift::new(start, old.segment.text(), facts.segment.text()))
    }
}

/// Whether two readings of a segment differ in words alone.
fn alike(old: &Facts, new: &Facts) -> bool {
    let plain = |facts: &Facts| {
        facts.statements.is_empty()
            && facts.days.is_empty()
            && facts.directives.is_empty()
            && facts.fields.is_empty()
            && facts.misplaced.is_empty()
            && facts.lines.iter().all(|line| line.stamp.is_none() && line.zone.is_none())
    };
    let headings = || {
        old.headings
            .iter()
            .zip(&new.headings)
            .all(|(a, b)| a.level == b.level && a.name == b.name && a.named == b.named)
    };
    let blocks = || {
        let (old_text, new_text) = (old.segment.text(), new.segment.text());
        let pairs = old.segment.blocks().iter().zip(new.segment.blocks());
        pairs.into_iter().all(|(a, b)| alike_block(a, old_text, b, new_text))
    };
    plain(old)
        && plain(new)
        && old.lines.len() == new.lines.len()
        && old.headings.len() == new.headings.len()
        && old.segment.blocks().len() == new.segment.blocks().len()
        && headings()
        && blocks()
}

/// Words so long hold more than an empty box or a comment.
const CLEARLY_WORDS: usize = 16;

fn alike_block(a: &Block, old: &str, b: &Block, new: &str) -> bool {
    let place = a.item == b.item && a.quotes == b.quotes;
    let kind = match (&a.kind, &b.kind) {
        (BlockKind::Item { depth: a, task: x, .. }, BlockKind::Item { depth: b, task: y, .. }) => {
            a == b && x == y
        }
        (BlockKind::Row { cells: a, header: x }, BlockKind::Row { cells: b, header: y }) => {
            x == y && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_empty() == b.is_empty())
        }
        (BlockKind::Paragraph, BlockKind::Paragraph) => {
            let words = |content: Span, text| content.of(text).trim().len() > CLEARLY_WORDS;
            let comment = |content: Span, text| content.of(text).contains("<!--");
            a.content.of(old) == b.content.of(new)
                || words(a.content, old)
                    && words(b.content, new)
                    && !comment(a.content, old)
                    && !comment(b.content, new)
        }
        (BlockKind::Code, BlockKind::Code) => true,
        (one, two) => one == two && a.span.of(old) == b.span.of(new),
    };
    place && kind
}

/// Where offsets go when one segment has changed.
struct Shift {
    /// What lies before stays.
    from: usize,
    /// What lies behind, in the old text, moves.
    to: usize,
    /// Where the old segment ends: what is to hold all of it holds what was added at its end too.
    end: usize,
    old_len: usize,
    new_len: usize,
}

impl Shift {
    fn new(start: usize, old: &str, new: &str) -> Self {
        let head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
        let (from, end) = (start + head, start + old.len());
        Self { from, to: end - tail, end, old_len: old.len(), new_len: new.len() }
    }

    fn offset(&self, offset: usize) -> usize {
        if offset >= self.end {
            offset + self.new_len - self.old_len
        } else if offset <= self.from {
            offset
        } else if offset >= self.to {
            offset + self.new_len - self.old_len
        } else {
            self.from
        }
    }

    fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }
}
