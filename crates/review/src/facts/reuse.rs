//! What an earlier reading of a segment knows of its blocks.
//!
//! An edit changes a block or two of the dozen in a segment. What the others say stands before the edit or
//! behind it, word for word; finding wording is most of the work of a key, so it is not done again for them.

use std::mem::discriminant;
use std::sync::Arc;

use askhow_document::{Block, BlockKind, Finding, Segment, Span};

use super::{Facts, HitFact, LineFact};

/// A block in the earlier reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Old {
    index: usize,
    start: usize,
    /// Where it begins now.
    now: usize,
}

impl Old {
    fn place(self, span: Span) -> Span {
        let offset = |offset: usize| (offset + self.now).saturating_sub(self.start);
        Span::new(offset(span.start), offset(span.end))
    }
}

/// An earlier reading beside the text as it is now.
pub(super) struct Reuse<'a> {
    before: &'a Facts,
    blocks: &'a [Block],
    /// How many bytes are the same at the start of both texts, and at their ends.
    head: usize,
    tail: usize,
    old_len: usize,
    new_len: usize,
}

impl<'a> Reuse<'a> {
    pub fn new(before: &'a Facts, segment: &'a Segment) -> Self {
        let (old, new) = (before.segment.text(), segment.text());
        let head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
        let (old_len, new_len) = (old.len(), new.len());
        Self { before, blocks: segment.blocks(), head, tail, old_len, new_len }
    }

    /// The same block in the earlier reading: its bytes, what they are read as, and the item around it.
    pub fn old(&self, block: &Block) -> Option<Old> {
        let old = self.same(block)?;
        // Whether a paragraph belongs to an entry is said by its item.
        match block.item {
            Some(item) => self.same(self.blocks.get(item)?).map(|_| old),
            None => Some(old),
        }
    }

    fn same(&self, block: &Block) -> Option<Old> {
        let now = block.span.start;
        // The byte behind a block is part of what ends it.
        let start = if block.span.end < self.head {
            now
        } else if now > self.new_len - self.tail {
            (now + self.old_len).checked_sub(self.new_len)?
        } else {
            return None;
        };
        let blocks = self.before.segment.blocks();
        let first = blocks.partition_point(|old| old.span.start < start);
        let candidates = blocks.iter().enumerate().skip(first).take_while(|(_, old)| old.span.start == start);
        candidates
            .map(|(index, old)| (Old { index, start, now }, old))
            .find(|(place, old)| {
                place.place(old.span) == block.span
                    && place.place(old.content) == block.content
                    && old.quotes == block.quotes
                    && old.item.is_some() == block.item.is_some()
                    && alike(&old.kind, &block.kind)
            })
            .map(|(place, _)| place)
    }

    /// What was found in its wording, as found in the block `index` now.
    pub fn hits(&self, old: Old, index: usize) -> impl Iterator<Item = HitFact> {
        let hits = &self.before.hits;
        let first = hits.partition_point(|hit| hit.finding.span.start < old.start);
        let of_block = hits.iter().skip(first).take_while(move |hit| hit.block <= old.index);
        of_block.filter(move |hit| hit.block == old.index && hit.alone).map(move |hit| HitFact {
            block: index,
            finding: moved(hit.finding.clone(), old),
            scope: hit.scope,
            wording: hit.wording,
            alone: true,
            item: hit.item,
        })
    }

    /// Its lines, as those of the block `index` now.
    pub fn lines(&self, old: Old, index: usize) -> impl Iterator<Item = LineFact> {
        let first = self.before.lines.partition_point(|line| line.block < old.index);
        let of_block = self.before.lines.iter().skip(first).take_while(move |line| line.block == old.index);
        of_block.map(move |line| LineFact {
            block: index,
            kind: line.kind,
            content: old.place(line.content),
            stamp: line.stamp.clone(),
            text: Arc::clone(&line.text),
            zone: line.zone.clone(),
            told: line.told.clone(),
        })
    }
}

/// Whether the same bytes are read alike.
fn alike(old: &BlockKind, new: &BlockKind) -> bool {
    match (old, new) {
        (BlockKind::Item { depth: old, .. }, BlockKind::Item { depth: new, .. }) => old == new,
        (BlockKind::Row { header: old, .. }, BlockKind::Row { header: new, .. }) => old == new,
        (BlockKind::Heading { level: old, .. }, BlockKind::Heading { level: new, .. }) => old == new,
        _ => discriminant(old) == discriminant(new),
    }
}

fn moved(mut finding: Finding, old: Old) -> Finding {
    finding.span = old.place(finding.span);
    finding.related.iter_mut().for_each(|related| related.span = old.place(related.span));
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = old.place(edit.span);
    }
    finding
}

#[cfg(test)]
mod tests {
    use askhow_document::Document;
    use proptest::prelude::*;

    use super::*;
    use crate::Surroundings;

    /// Lines whose facts depend on one another: entries and what belongs to them, ladders, tables, fields.
    const LINES: &[&str] = &[
        "",
        "",
        "# Outage of the queue",
        "## Timeline",
        "Why did the queue stall?",
        "We don't know why. Obviously it was slow.",
        "**Timeline**",
        "- 10:20 Ana saw why it failed",
        "- 10:40 we luckily had a spare",
        "  The root cause was load.",
        "",
        "  It should have been seen by the on-call.",
        "- Why did it fail?",
        "- Because it was full. Why?",
        "  - Why was it full?",
        "| Time (UTC) | What |",
        "| --- | --- |",
        "| 10:20 | Why did it stop? |",
        "**Severity:** SEV-1",
        "Status: open",
        "All times are in UTC.",
        "> Why us?",
        "```",
        "10:50 Ana restarted it",
        "10:55:",
        "1. Ana saw it",
        "<!-- askhow-ignore-next -->",
        "**10:50**",
        "- **10:55**",
        "- **Timeline**",
        "10:57 Ana",
        "===",
        "<details><summary>Times in CET</summary>",
    ];

    proptest! {
        #[test]
        fn what_is_taken_over_is_what_would_be_read(
            lines in prop::collection::vec(prop::sample::select(LINES), 1..24),
            edits in prop::collection::vec((
                0_usize..1000,
                0_usize..12,
                prop::sample::select(&["", "", "e", " ", "\n", "\n\n", "- ", "10:30 ", "why ", "> ", "|", "**", "\n---\n"][..]),
            ), 1..=6),
        ) {
            let rules = Surroundings::default().rules;
            let old = lines.join("\n");
            let mut new = old.clone();
            for (at, len, put) in edits {
                let from = new.len() * at / 1000;
                new.replace_range(from..(from + len).min(new.len()), put);
            }
            let first = |text: &str| Document::new(text).segments().first().cloned();
            let (Some(old_segment), Some(segment)) = (first(&old), first(&new)) else { return Ok(()) };
            let before = Facts::read(old_segment, &rules, None);
            let after = Facts::read(Arc::clone(&segment), &rules, Some(&before));
            let fresh = Facts::read(segment, &rules, None);
            prop_assert_eq!(format!("{after:#?}"), format!("{fresh:#?}"), "{:?} after {:?}", new, old);
        }
    }

    #[test]
    fn most_of_a_segment_is_taken_over() {
        let rules = Surroundings::default().rules;
        let old = "# A\n\nWhy did it stop?\n\n- 10:20 Ana saw why\n- 10:30 Ana looked\n\nObviously slow.\n";
        let new = old.replace("looked", "looked on");
        let read = |text: &str, before: Option<&Facts>| {
            let document = Document::new(text);
            Facts::read(Arc::clone(document.segments().first().unwrap()), &rules, before)
        };
        let before = read(old, None);
        let after = read(&new, Some(&before));
        let shared = before.lines.iter().zip(&after.lines).filter(|(a, b)| Arc::ptr_eq(&a.text, &b.text));
        assert_eq!((before.lines.len(), after.lines.len(), shared.count()), (2, 2, 1));
        let reuse = Reuse::new(&before, &after.segment);
        let n_old = after.segment.blocks().iter().filter(|block| reuse.old(block).is_some()).count();
        assert_eq!((n_old, after.segment.blocks().len()), (5, 7));
    }
}
