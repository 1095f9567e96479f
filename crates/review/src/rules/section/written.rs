//! How far a review is written: what stands under a heading, whether anything of the writer's own stands anywhere, and
//! what is open by now.
//!
//! People write one section after another, and gather some on the way. So what is still empty is no matter while most
//! of it is; it is open where the writer has gone past it, or where it is the last that is left.

use askhow_document::{Block, BlockKind, Span};

use crate::closing;
use crate::facts::{BOLD_LINE, Facts};
use crate::held::{Held, in_item};
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// How far a review is written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Progress {
    /// How many sections it has.
    n_sections: usize,
    /// How many of them hold words of the writer's own.
    n_written: usize,
    /// Where the last of those begins to which writers come in turn.
    reached: usize,
}

impl Progress {
    pub(crate) fn of(review: &Review) -> Self {
        let mut progress = Self::default();
        for part in review.outline.parts.iter().filter(|part| part.level <= BOLD_LINE) {
            let Some(section) = part.named.as_ref().and_then(|named| named.section) else { continue };
            progress.n_sections += 1;
            if is_written(review, part) {
                progress.n_written += 1;
                if !is_gathered(section) {
                    progress.reached = part.heading.start;
                }
            }
        }
        progress
    }

    /// Whether at least half of its sections are written: then it can be asked for what it has no place for.
    pub(crate) fn is_under_way(&self) -> bool {
        2 * self.n_written >= self.n_sections
    }

    /// Whether all of its sections are written.
    pub(crate) fn is_complete(&self) -> bool {
        self.n_written == self.n_sections
    }

    /// Whether a section in which nothing stands is open: the writer has gone past it, or hardly any other is left.
    pub(crate) fn is_open(&self, part: &Part) -> bool {
        part.heading.start < self.reached || self.n_sections - self.n_written <= (self.n_sections / 5).max(1)
    }
}

/// What is gathered while the others are written tells nothing of how far they are.
fn is_gathered(section: Section) -> bool {
    matches!(section, Section::Timeline | Section::Artifacts | Section::References | Section::OpenQuestions)
}

/// Whether there is nothing under a heading but comments and empty bullets.
pub(crate) fn is_empty(review: &Review, part: &Part) -> bool {
    blocks(review, part.body).all(|block| block.held() == Held::Nothing)
}

/// Whether nothing stands under a heading but what a template puts there.
pub(crate) fn waits(review: &Review, part: &Part) -> bool {
    blocks(review, part.body).all(|block| block.held() <= Held::Prompt)
}

/// Whether words of the writer's own stand under a heading.
pub(crate) fn is_written(review: &Review, part: &Part) -> bool {
    // Somebody who asks there may well ask alone.
    let asks = part.is(Section::OpenQuestions);
    let least = if asks { Held::Doubtful } else { Held::Denial };
    // What closes the review is no part of its last section; but there links are what is told.
    let keeps_links = part.is(Section::References) || part.is(Section::Artifacts);
    let end = *review.asked.closing.get_or_init(|| closing::begin(review, Span::new(0, review.text.len())));
    let is_told = |it: &BlockAt<'_>| {
        it.at < end
            || match it.block.kind {
                BlockKind::LinkDefinition { .. } => keeps_links,
                // A sentence that begins as such a line does may tell something all the same.
                BlockKind::Paragraph => !closing::is_certain(it.block.content.of(it.facts.segment.text())),
                _ => false,
            }
    };
    blocks(review, part.body).any(|it| it.is_own() && it.held() >= least && is_told(&it))
}

/// A longer text is somebody's, in bytes; nobody looks through it at each key.
const LONGEST_TEMPLATE: usize = 1 << 18;

/// Whether the review is as a template made it: headings, a form, and no word of the writer's own below them.
pub(crate) fn is_untouched(review: &Review) -> bool {
    if review.text.len() > LONGEST_TEMPLATE {
        return false;
    }
    let parts = &review.outline.parts;
    let is_section = |part: &&Part| part.named.as_ref().is_some_and(|named| named.section.is_some());
    let first = parts.iter().find(is_section).map_or(0, |part| part.heading.start);
    let is_form = |at: usize| {
        let part = review.outline.part_at(at).and_then(|index| parts.get(index));
        at < first || part.and_then(|part| part.named.as_ref()).is_some_and(|named| named.form)
    };
    let asks = |at: usize| review.outline.section_at(at) == Some(Section::OpenQuestions);
    blocks(review, Span::new(0, review.text.len())).all(|it| {
        let held = it.held();
        // A form may have fields of a team's own.
        let is_line = || it.block.item.is_some() || matches!(it.block.kind, BlockKind::Row { .. });
        held < Held::Doubtful
            || held < Held::Words && !asks(it.at)
            || !it.is_own()
            || is_line() && is_form(it.at)
    })
}

/// Whether the questions of its section stand under a heading, as a comment: then the empty place asks by itself.
pub(crate) fn asks_by_itself(review: &Review, part: &Part) -> bool {
    let Some(section) = part.named.as_ref().and_then(|named| named.section) else { return false };
    let own = review.surroundings.rules.sections.own_questions(section);
    let questions: Vec<&str> =
        section.questions().iter().copied().chain(own.iter().map(String::as_str)).collect();
    blocks(review, part.body).filter(|it| it.block.kind == BlockKind::Html).any(|it| {
        let segment = &it.facts.segment;
        let comment = it.block.span.of(segment.text());
        segment.begins_comment(comment) && comment.lines().any(|line| questions.contains(&line.trim()))
    })
}

/// A block of a review.
struct BlockAt<'r> {
    review: &'r Review,
    facts: &'r Facts,
    index: usize,
    block: &'r Block,
    /// Where it begins in the text.
    at: usize,
}

impl BlockAt<'_> {
    fn held(&self) -> Held {
        self.review.surroundings.held(&self.facts.segment, self.block)
    }

    /// Whether it is no field, and no heading but one that is an entry of a timeline.
    fn is_own(&self) -> bool {
        let is_heading =
            |block: usize| self.facts.headings.iter().any(|it| it.block == block) && !self.is_entry(block);
        let is_field = |block: usize| self.facts.fields.iter().any(|it| it.block == block);
        let blocks = [Some(self.index), self.block.item];
        blocks.into_iter().flatten().all(|block| !is_heading(block) && !is_field(block))
    }

    /// Whether a line of a block has a time of day, and words behind it.
    fn is_entry(&self, block: usize) -> bool {
        let mut lines = self.facts.lines.iter().filter(|line| line.block == block);
        lines.any(|line| {
            let stamp = line.stamp.as_ref().filter(|stamp| stamp.has_time);
            stamp.is_some_and(|stamp| in_item(&self.facts.segment, &stamp.text(&line.text)) == Held::Words)
        })
    }
}

/// The blocks that begin in `span`.
fn blocks(review: &Review, span: Span) -> impl Iterator<Item = BlockAt<'_>> {
    let first = review.starts.partition_point(|start| *start <= span.start).saturating_sub(1);
    let segments = review.facts.iter().zip(&review.starts).skip(first);
    let blocks = segments.take_while(move |(_, start)| **start < span.end).flat_map(move |(facts, start)| {
        let blocks = facts.segment.blocks().iter().enumerate();
        blocks.map(move |(index, block)| BlockAt {
            review,
            facts,
            index,
            block,
            at: start + block.span.start,
        })
    });
    blocks.filter(move |it| span.contains(it.at))
}
