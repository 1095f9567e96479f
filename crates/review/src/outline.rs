//! The outline: which sections a review has, where each ends, and which stands in which.

use std::cmp::Ordering;
use std::sync::Arc;

use askhow_document::{BlockKind, Span};

use crate::facts::{BOLD_BULLET, Facts, HeadingFact};
use crate::follow::Shift;
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
    /// Where the list item of a bold bullet ends, in the document.
    item_end: usize,
}

/// All sections in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// In the order of the text.
    pub parts: Vec<Part>,
    /// Those of the parts that are incidents, where the file tells several.
    pub(crate) incidents: Vec<usize>,
}

impl Outline {
    /// Builds the outline of a document that is `len` bytes long.
    pub fn new(facts: &[Arc<Facts>], starts: &[usize], len: usize) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for (segment, (facts, start)) in facts.iter().zip(starts).enumerate() {
            let headings = facts.headings.iter().enumerate();
            parts.extend(headings.map(|(index, heading)| Part::new((segment, index), heading, *start)));
        }
        let title = title(facts);
        if let Some(part) = parts.iter_mut().find(|part| Some(part.at) == title) {
            part.named = None;
        }
        let mut outline = Self { parts, incidents: Vec::new() };
        outline.arrange(len);
        outline.leave_topics();
        outline.arrange(len);
        outline.find_incidents();
        if !outline.incidents.is_empty() {
            outline.arrange(len);
        }
        outline
    }

    /// The headings of one segment have moved inside it, and all behind it by as much as it has grown: `facts` is the
    /// segment as it is now, with as many headings as before, alike in level and name. What is left to do is what
    /// [`Outline::new`] does once it has the headings.
    pub(crate) fn follow(&mut self, shift: Shift, segment: usize, facts: &Facts, len: usize) {
        for part in &mut self.parts {
            match part.at.0.cmp(&segment) {
                Ordering::Less => {}
                Ordering::Equal => {
                    if let Some(heading) = facts.headings.get(part.at.1) {
                        part.place(heading, shift.start);
                    }
                }
                Ordering::Greater => {
                    part.heading = shift.behind(part.heading);
                    part.content = shift.behind(part.content);
                    part.item_end = shift.behind(Span::empty(part.item_end)).end;
                }
            }
        }
        self.arrange(len);
    }

    /// Works out where each section ends, and which stands in which, from where the headings stand.
    fn arrange(&mut self, len: usize) {
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.parts.len() {
            let Some((before, [part, ..])) = self.parts.split_at_mut_checked(index) else { return };
            close(before, &mut open, part);
            if let Some(last) = before.last_mut() {
                last.own.end = last.own.end.min(part.heading.start).max(last.own.start);
            }
            part.parent = open.last().copied();
            let around = part.parent.and_then(|parent| before.get(parent)).and_then(|around| around.section);
            part.section = part.named.as_ref().and_then(|named| named.section).or(around);
            let end = part.heading.end;
            let limit = if part.level == BOLD_BULLET { part.item_end } else { len };
            part.body = Span::new(end, limit.max(end));
            part.own = part.body;
            open.push(index);
        }
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

    /// The first section known as `section` by its own name; where there is none, one that it shares with others.
    pub fn first(&self, section: Section) -> Option<&Part> {
        let of = |part: &&Part| part.named.as_ref().is_some_and(|named| named.section == Some(section));
        self.parts.iter().find(of).or_else(|| self.parts.iter().find(|part| part.is(section)))
    }

    /// `#### Cause of the retry storm`, deep in a section, tells of something in it, and is no section of its own.
    fn leave_topics(&mut self) {
        for index in 0..self.parts.len() {
            let is_topic = self.parts.get(index).is_some_and(|part| {
                let named = part.named.as_ref();
                named.is_some_and(|named| named.is_topic && !named.is(Section::Timeline))
                    && self.around(part).is_some_and(|around| around.level + 2 <= part.level)
            });
            // `### Summary` of the lessons: no description of what happened.
            let is_inner = self.parts.get(index).is_some_and(|part| {
                part.named.as_ref().is_some_and(|named| named.section == Some(Section::Description))
                    && self.is_inside_another(part)
            });
            if (is_topic || is_inner)
                && let Some(part) = self.parts.get_mut(index)
            {
                part.named = None;
            }
        }
    }

    /// The innermost part around `part` whose own name is a section's.
    fn around(&self, part: &Part) -> Option<&Part> {
        let mut around = part.parent;
        while let Some(part) = around.and_then(|index| self.parts.get(index)) {
            if part.named.as_ref().is_some_and(|named| named.section.is_some()) {
                return Some(part);
            }
            around = part.parent;
        }
        None
    }
}

impl Outline {
    /// Whether a part stands in one that tells of something else than what happened.
    fn is_inside_another(&self, part: &Part) -> bool {
        let mut around = part.parent;
        while let Some(part) = around.and_then(|index| self.parts.get(index)) {
            let named = part.named.as_ref();
            if named.is_some_and(|named| named.beside.is_some() || named.section.is_some()) {
                return named.is_some_and(|named| named.section != Some(Section::Description));
            }
            around = part.parent;
        }
        false
    }
}

impl Part {
    /// The heading alone, as if nothing stood around it.
    fn new(at: (usize, usize), heading: &HeadingFact, start: usize) -> Self {
        let mut part = Self {
            at,
            level: heading.level,
            heading: Span::default(),
            content: Span::default(),
            body: Span::default(),
            own: Span::default(),
            parent: None,
            named: heading.named.clone(),
            section: None,
            item_end: 0,
        };
        part.place(heading, start);
        part
    }

    /// Puts the heading where it stands in a segment that begins at `start`.
    fn place(&mut self, heading: &HeadingFact, start: usize) {
        self.heading = heading.span.shift(start);
        self.content = heading.content.shift(start);
        self.item_end = start + heading.item_end;
    }

    /// Whether its own name is one of `section`'s, alone or joined with others (`Timeline & impact`).
    pub fn is(&self, section: Section) -> bool {
        self.named.as_ref().is_some_and(|named| named.is(section))
    }
}

/// The heading that is the title whatever it begins with (`RCA: checkout down`), and no section: the first one, where
/// the front matter has no title and no other is of the first level, or all others of that level are names of sections. `# Timeline` alone, by its canonical name and
/// without a word more, is a section of a text that has no title.
fn title(facts: &[Arc<Facts>]) -> Option<(usize, usize)> {
    let of_segments = facts.iter().enumerate();
    let mut headings = of_segments.flat_map(|(segment, facts)| {
        facts.headings.iter().enumerate().map(move |(index, heading)| ((segment, index), heading))
    });
    let (at, first) = headings.next().filter(|(_, first)| first.level == 1)?;
    let is_bare = first.named.as_ref().is_some_and(|named| named.canonical && named.whole.is_some());
    let is_titled = facts.first().is_some_and(|facts| has_title(facts));
    let is_whole = |heading: &HeadingFact| heading.named.as_ref().is_some_and(|named| named.whole.is_some());
    let mut others = headings.filter(|(_, heading)| heading.level == 1).peekable();
    let alone = others.peek().is_none();
    let beside_sections = !is_whole(first) && others.all(|(_, heading)| is_whole(heading));
    (!is_bare && !is_titled && (alone || beside_sections)).then_some(at)
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

/// Ends the sections that the heading of `next` ends.
fn close(parts: &mut [Part], open: &mut Vec<usize>, next: &Part) {
    let at = next.heading.start;
    while let Some(part) = open.last().and_then(|index| parts.get_mut(*index)) {
        let over = part.level >= next.level || part.body.end <= at;
        if !over {
            break;
        }
        part.body.end = part.body.end.min(at).max(part.body.start);
        open.pop();
    }
}
