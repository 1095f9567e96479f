//! Following an edit that leaves the structure of a review as it is.
//!
//! Nearly every key changes some words of one paragraph or item: no heading, no stamp, no field. Then the
//! outline and the form stay, and only move; so do the timelines, but for what an entry in the segment tells. This
//! costs the segment that changed and a walk over plain numbers; anything else is read as a whole by
//! [`Review::read`], with the same result.
//!
//! One reading may follow many edits, so nothing is said of where an edit was. A place before the segment stays, and
//! one behind it moves by as much as the segment has grown. Inside it nothing has a place but its headings, and those
//! are taken from what was read there now; the outline is then worked out as for a new review.

mod entries;

use std::sync::{Arc, OnceLock};

use askhow_document::{Block, BlockKind, Document, Finding, Span, Splice};

use crate::facts::{BOLD_BULLET, Facts, LineKind};
use crate::fields::{FieldRead, may_be_field};
use crate::recognise::opens_alike;
use crate::review::{Review, Surroundings};
use crate::timelines::is_numbered;
use entries::alike_line;

impl Review {
    /// The review of a document that has changed as `splices` say since this one was read.
    pub fn follow(self, document: &Document, surroundings: &Arc<Surroundings>, splices: &[Splice]) -> Self {
        let Some((segment, facts)) = self.changed(document, surroundings, splices) else {
            return Self::read_after(document, surroundings, self, None);
        };
        if !self.keeps_structure(segment, &facts) {
            return Self::read_after(document, surroundings, self, Some(&facts));
        }
        let moved = self.moved(document, segment, facts);
        if moved.hints_another_zone(segment) || moved.verdict.asked_entries {
            return Self::read_after(document, surroundings, moved, None);
        }
        moved
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

    /// Whether nothing but the places of outline, form and timelines can differ now that `segment` holds `new`.
    fn keeps_structure(&self, segment: usize, new: &Facts) -> bool {
        let (Some(old), Some(start)) = (self.facts.get(segment), self.starts.get(segment)) else {
            return false;
        };
        let whole = Span::new(*start, start + old.segment.text().len());
        // A field stands where it stood, unless its value is looked for below it.
        let stands = |read: &FieldRead| {
            old.fields.iter().any(|field| field.span.shift(*start) == read.span && field.text == read.text)
        };
        let in_form = self.form.fields.iter().any(|field| field.span.meets(whole) && !stands(field))
            || self.form.waiting.iter().any(|below| below.meets(whole));
        let timelines_stay = || self.timelines.iter().all(|timeline| timeline.stays(segment, new));
        // What stands below the heading of a field is its value where it is short enough.
        let of_segment = || self.outline.parts.iter().filter(|part| part.at.0 == segment);
        let is_field =
            || of_segment().any(|part| self.heading(part).is_some_and(|heading| may_be_field(part, heading)));
        !in_form
            && opens_alike(segment, old, new)
            && alike(old, new, &self.surroundings)
            && !is_field()
            && timelines_stay()
    }

    fn moved(mut self, document: &Document, segment: usize, facts: Arc<Facts>) -> Self {
        let Some((old, start)) = self.facts.get(segment).zip(self.starts.get(segment)) else { return self };
        let shift =
            Shift { start: *start, old_len: old.segment.text().len(), new_len: facts.segment.text().len() };
        let before = std::mem::take(&mut self.asked);
        let structure = before.structure.into_inner();
        // What entries tell says what is missing.
        let is_told = self.timelines.iter().any(|timeline| timeline.has_lines_of(segment));
        let structure = structure.filter(|_| !is_told);
        let structure = structure.and_then(|found| shift.findings(found, old, &facts));
        self.asked.structure = structure.map_or_else(OnceLock::new, OnceLock::from);
        // The heads of a table count in the segments behind, too.
        if !facts.lines.iter().any(|line| matches!(line.kind, LineKind::Row { .. })) {
            self.asked.open_heads = before.open_heads;
        }
        self.outline.follow(shift, segment, &facts, document.text().len());
        for read in &mut self.form.fields {
            let fields = old.fields.iter().zip(&facts.fields);
            let here = fields.into_iter().find(|(old, _)| old.span.shift(shift.start) == read.span);
            (read.span, read.key, read.value) = match here {
                Some((_, new)) => {
                    let place = |span: Span| span.shift(shift.start);
                    (place(new.span), place(new.key), place(new.value))
                }
                None => (shift.outside(read.span), shift.outside(read.key), shift.outside(read.value)),
            };
        }
        for below in &mut self.form.waiting {
            *below = shift.outside(*below);
        }
        for timeline in &mut self.timelines {
            timeline.span = shift.outside(timeline.span);
            timeline.tell(segment, &facts);
        }
        if let Some(old) = self.facts.get_mut(segment) {
            self.n_hits = self.n_hits - old.hits.len() + facts.hits.len();
            *old = facts;
        }
        self.starts.clear();
        self.starts.extend_from_slice(document.starts());
        self.text = document.text().clone();
        let extents: Vec<_> = self.timelines.iter().map(|timeline| self.extent(timeline)).collect();
        for (timeline, extent) in self.timelines.iter_mut().zip(extents) {
            timeline.span = extent.unwrap_or(timeline.span);
        }
        self
    }
}

/// Where places go when one segment has changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shift {
    /// Where the segment begins, before and after.
    pub start: usize,
    /// How long it was, in bytes.
    old_len: usize,
    /// How long it is.
    new_len: usize,
}

impl Shift {
    /// Where a span behind the segment stands now.
    pub fn behind(self, span: Span) -> Span {
        let offset = |offset: usize| (offset + self.new_len).saturating_sub(self.old_len);
        Span::new(offset(span.start), offset(span.end))
    }

    /// Where a span before or behind the segment stands now.
    fn outside(self, span: Span) -> Span {
        if span.start >= self.start + self.old_len { self.behind(span) } else { span }
    }

    /// Findings at their new places. In the segment there are none but those about its headings and fields; `None` where
    /// one stands anywhere else.
    fn findings(self, mut found: Vec<Finding>, old: &Facts, new: &Facts) -> Option<Vec<Finding>> {
        // Their words are the same, so what lies in them has moved with them.
        let headings = old.headings.iter().zip(&new.headings).map(|(old, new)| (old.span, new.span));
        let fields = old.fields.iter().zip(&new.fields).map(|(old, new)| (old.span, new.span));
        let holders: Vec<(Span, Span)> = headings.chain(fields).collect();
        let end = self.start + self.old_len;
        let place = |span: Span| {
            if span.end <= self.start || end <= span.start {
                return Some(self.outside(span));
            }
            let holds = |old: Span| {
                let old = old.shift(self.start);
                old.start <= span.start && span.end <= old.end
            };
            let (old, new) = holders.iter().find(|(old, _)| holds(*old))?;
            let offset = |offset: usize| (offset + new.start).saturating_sub(old.start);
            Some(Span::new(offset(span.start), offset(span.end)))
        };
        for finding in &mut found {
            finding.span = place(finding.span)?;
            for related in &mut finding.related {
                related.span = place(related.span)?;
            }
        }
        Some(found)
    }
}

/// Whether two readings of a segment differ in nothing that counts anywhere but in the blocks themselves.
fn alike(old: &Facts, new: &Facts, surroundings: &Surroundings) -> bool {
    let headings = || {
        old.headings.len() == new.headings.len()
            && old.headings.iter().zip(&new.headings).all(|(a, b)| {
                // What stands in a bold bullet is a matter of where its item ends.
                a.level != BOLD_BULLET
                    && a.level == b.level
                    && a.block == b.block
                    && a.named == b.named
                    && a.span.of(old.segment.text()) == b.span.of(new.segment.text())
                    // The words of an empty one stand behind its blanks.
                    && a.content.start.saturating_sub(a.span.start) == b.content.start.saturating_sub(b.span.start)
            })
    };
    let lines = || {
        old.lines.len() == new.lines.len() && old.lines.iter().zip(&new.lines).all(|(a, b)| alike_line(a, b))
    };
    let blocks = || {
        let (old_text, new_text) = (old.segment.text(), new.segment.text());
        let of = |a: &Block, b: &Block| {
            let is_same = a.span.of(old_text) == b.span.of(new_text);
            alike_block(a, old_text, b, new_text)
                && (is_same || surroundings.held(&old.segment, a) == surroundings.held(&new.segment, b))
        };
        let (old, new) = (old.segment.blocks(), new.segment.blocks());
        old.len() == new.len() && old.iter().zip(new).all(|(a, b)| of(a, b))
    };
    // The same fields in the same words; what is looked for below a key is none of them.
    let fields = || {
        let words = |facts: &Facts, span: Span| span.of(facts.segment.text()).to_owned();
        old.fields.len() == new.fields.len()
            && old.fields.iter().zip(&new.fields).all(|(a, b)| {
                a.block == b.block
                    && a.field == b.field
                    && words(old, a.span) == words(new, b.span)
                    && !a.text.trim().is_empty()
            })
    };
    is_plain(old) && is_plain(new) && says_alike(old, new) && headings() && fields() && lines() && blocks()
}

/// Whether a segment holds nothing that counts elsewhere, its headings, lines and blocks aside, and what it says of
/// days and zones.
fn is_plain(facts: &Facts) -> bool {
    // All fields are named, so that whoever adds one has to say what becomes of it. Wording is found in the segment
    // alone, and counted where it is asked for; lines that are alike are timed alike.
    let Facts {
        segment: _,
        hits: _,
        headings: _,
        lines: _,
        statements: _,
        days: _,
        clocks: _,
        directives,
        misspelt,
        fields: _,
        n_timed: _,
        labels,
        near,
        misplaced,
        ladders: _,
        quote_marks: _,
        item_keys: _,
    } = facts;
    directives.is_empty()
        && misspelt.is_empty()
        && labels.is_empty()
        && near.is_empty()
        && misplaced.is_empty()
}

/// Whether two readings of a segment say the same of days and zones, in the same blocks.
fn says_alike(old: &Facts, new: &Facts) -> bool {
    fn alike<T: PartialEq>(old: &Facts, a: &[(Span, T)], new: &Facts, b: &[(Span, T)]) -> bool {
        let block = |facts: &Facts, span: Span| {
            facts.segment.blocks().partition_point(|block| block.span.start <= span.start)
        };
        a.len() == b.len()
            && a.iter().zip(b).all(|((at, a), (behind, b))| a == b && block(old, *at) == block(new, *behind))
    }
    alike(old, &old.statements, new, &new.statements)
        && alike(old, &old.days, new, &new.days)
        && alike(old, &old.clocks, new, &new.clocks)
}

/// Words so long hold more than an empty box or a comment.
const CLEARLY_WORDS: usize = 16;

fn alike_block(a: &Block, old: &str, b: &Block, new: &str) -> bool {
    let place = a.item == b.item && a.quotes == b.quotes;
    let kind = match (&a.kind, &b.kind) {
        (BlockKind::Item { depth: one, task: x, .. }, BlockKind::Item { depth: two, task: y, .. }) => {
            one == two && x == y && is_numbered(a, old) == is_numbered(b, new)
        }
        (BlockKind::Row { cells: a, header: x }, BlockKind::Row { cells: b, header: y }) => {
            x == y && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_empty() == b.is_empty())
        }
        (BlockKind::Paragraph, BlockKind::Paragraph) => {
            let words = |content: Span, text| content.of(text).trim().len() > CLEARLY_WORDS;
            let comment = |content: Span, text: &str| {
                let words = content.of(text);
                words.contains("<!--") || words.contains("{/*")
            };
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
