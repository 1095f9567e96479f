//! The outline: which sections a review has, where each ends, and which stands in which.

use std::sync::Arc;

use askhow_document::{BlockKind, Span};

use crate::facts::{BOLD_BULLET, Facts, HeadingFact};
use crate::form::Field;
use crate::names::Named;
use crate::section::Section;

/// A section: a heading and what stands under it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The segment of its heading and the heading's index there.
    pub at: (usize, usize),
    /// 1 to 6, 7 for a bold line, 8 for a bold bullet.
    pub level: u8,
    /// The heading, in the document.
    pub heading: Span,
    /// The heading's words, in the document.
    pub content: Span,
    /// From behind the heading's line to the next heading of its level or above, in the document.
    pub body: Span,
    /// To the first heading of any level: its own text.
    pub own: Span,
    /// The section it stands in.
    pub parent: Option<usize>,
    /// What its name is known as.
    pub named: Option<Named>,
    /// What of the nine (or Description) it belongs to: by its own name, or by that of a section around it.
    pub section: Option<Section>,
}

/// All sections in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// In the order of the text.
    pub parts: Vec<Part>,
}

impl Outline {
    /// Builds the outline of a document that is `len` bytes long.
    pub fn new(facts: &[Arc<Facts>], starts: &[usize], len: usize) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut title = title(facts);
        for (segment, (facts, start)) in facts.iter().zip(starts).enumerate() {
            for (index, heading) in facts.headings.iter().enumerate() {
                let at = start + heading.span.start;
                close(&mut parts, &mut open, heading, at);
                if let Some(part) = parts.last_mut() {
                    part.own.end = part.own.end.min(at).max(part.own.start);
                }
                let parent = open.last().copied();
                let end = start + heading.span.end;
                let limit = if heading.level == BOLD_BULLET { start + heading.item_end } else { len };
                let is_title = title.take().is_some_and(|title| title == (segment, index));
                let named = heading.named.clone().filter(|_| !is_title);
                let section = named
                    .as_ref()
                    .and_then(|named| named.section)
                    .or_else(|| parent.and_then(|parent| parts.get(parent)).and_then(|part| part.section));
                parts.push(Part {
                    at: (segment, index),
                    level: heading.level,
                    heading: heading.span.shift(*start),
                    content: heading.content.shift(*start),
                    body: Span::new(end, limit.max(end)),
                    own: Span::new(end, limit.max(end)),
                    parent,
                    named,
                    section,
                });
                open.push(parts.len() - 1);
            }
        }
        Self { parts }
    }

    /// The innermost section in which `offset` lies, its heading included.
    pub fn part_at(&self, offset: usize) -> Option<usize> {
        let mut index = self.parts.partition_point(|part| part.heading.start <= offset).checked_sub(1);
        while let Some(part) = index.and_then(|index| self.parts.get(index)) {
            if offset <= part.body.end.max(part.heading.end) {
                return index;
            }
            index = part.parent;
        }
        None
    }

    /// What of the nine `offset` belongs to.
    pub fn section_at(&self, offset: usize) -> Option<Section> {
        self.part_at(offset).and_then(|index| self.parts.get(index)).and_then(|part| part.section)
    }

    /// The first section known as `section` by its own name.
    pub fn first(&self, section: Section) -> Option<&Part> {
        self.parts.iter().find(|part| part.is(section))
    }
}

impl Part {
    /// Whether its own name is one of `section`'s.
    pub fn is(&self, section: Section) -> bool {
        self.named.as_ref().and_then(|named| named.section) == Some(section)
    }
}

/// The heading that is the title whatever it begins with (`RCA: checkout down`), and no section: the first one, where
/// no other is of the first level and the front matter has no title. `# Timeline` alone, by its canonical name and
/// without a word more, is a section of a text that has no title.
fn title(facts: &[Arc<Facts>]) -> Option<(usize, usize)> {
    let of_segments = facts.iter().enumerate();
    let mut headings = of_segments.flat_map(|(segment, facts)| {
        facts.headings.iter().enumerate().map(move |(index, heading)| ((segment, index), heading))
    });
    let (at, first) = headings.next().filter(|(_, first)| first.level == 1)?;
    let is_bare = first.named.as_ref().is_some_and(|named| named.canonical && named.whole.is_some());
    let is_titled = facts.first().is_some_and(|facts| has_title(facts));
    (!is_bare && !is_titled && headings.all(|(_, heading)| heading.level > 1)).then_some(at)
}

/// Whether front matter gives the title.
fn has_title(facts: &Facts) -> bool {
    let is_front = |block: usize| {
        let block = facts.segment.blocks().get(block);
        block.is_some_and(|block| matches!(block.kind, BlockKind::FrontMatter { .. }))
    };
    let mut fields = facts.fields.iter();
    fields.any(|it| it.field == Field::Title && !it.text.trim().is_empty() && is_front(it.block))
}

/// Ends the sections that a heading at `at` ends.
fn close(parts: &mut [Part], open: &mut Vec<usize>, heading: &HeadingFact, at: usize) {
    while let Some(part) = open.last().and_then(|index| parts.get_mut(*index)) {
        let over = part.level >= heading.level || part.body.end <= at;
        if !over {
            break;
        }
        part.body.end = part.body.end.min(at).max(part.body.start);
        open.pop();
    }
}
