//! What stands under a heading: words of the writer's own, or what the tool put there to be filled in.

use askhow_document::{BlockKind, Segment, Span};

use crate::facts::Facts;
use crate::outline::Part;
use crate::review::Review;

/// Whether there is nothing under a heading but comments and empty bullets.
pub(crate) fn is_empty(review: &Review, part: &Part) -> bool {
    !any_words(review, part.body, |_, _| true)
}

/// Whether the review is as a template made it: headings, a form, and no word of the writer's own below them.
pub(crate) fn is_untouched(review: &Review) -> bool {
    let parts = &review.outline.parts;
    let is_section = |part: &Part| part.named.as_ref().is_some_and(|named| named.section.is_some());
    let first = parts.first().map_or(review.text.len(), |part| part.heading.start);
    let spans = parts.iter().map(|part| part.own).chain([Span::new(0, first)]);
    let is_heading = |facts: &Facts, block: usize| facts.headings.iter().any(|it| it.block == block);
    let is_field = |facts: &Facts, block: usize| facts.fields.iter().any(|it| it.block == block);
    let own = |facts: &Facts, index: usize| {
        let item = facts.segment.blocks().get(index).and_then(|block| block.item);
        let blocks = [Some(index), item];
        blocks.into_iter().flatten().all(|block| !is_heading(facts, block) && !is_field(facts, block))
    };
    parts.iter().any(is_section) && spans.into_iter().all(|span| !any_words(review, span, own))
}

/// Whether the questions of its section stand under a heading, as a comment: then the empty place asks by itself.
pub(crate) fn asks_by_itself(review: &Review, part: &Part) -> bool {
    let Some(section) = part.named.as_ref().and_then(|named| named.section) else { return false };
    let own = review.surroundings.rules.sections.own_questions(section);
    let questions: Vec<&str> =
        section.questions().iter().copied().chain(own.iter().map(String::as_str)).collect();
    blocks(review, part.body).any(|(facts, index)| {
        let block = facts.segment.blocks().get(index).filter(|block| block.kind == BlockKind::Html);
        block.is_some_and(|block| {
            let comment = block.span.of(facts.segment.text());
            facts.segment.begins_comment(comment)
                && comment.lines().any(|line| questions.contains(&line.trim()))
        })
    })
}

/// Whether a block in `span` that `counts` holds words.
fn any_words(review: &Review, span: Span, counts: impl Fn(&Facts, usize) -> bool) -> bool {
    blocks(review, span).any(|(facts, index)| {
        facts.segment.blocks().get(index).is_some_and(|block| {
            let text = facts.segment.text();
            let holds = match &block.kind {
                BlockKind::FrontMatter { .. } => false,
                BlockKind::Html => !facts.segment.is_unseen(block),
                BlockKind::Item { .. } | BlockKind::TableRule | BlockKind::ThematicBreak => false,
                BlockKind::Row { header, cells } => !header && cells.iter().any(|cell| !cell.is_empty()),
                BlockKind::Paragraph => !is_blank_paragraph(&facts.segment, block.content.of(text)),
                _ => true,
            };
            holds && counts(facts, index)
        })
    })
}

/// The blocks that begin in `span`.
fn blocks(review: &Review, span: Span) -> impl Iterator<Item = (&Facts, usize)> {
    let first = review.starts.partition_point(|start| *start <= span.start).saturating_sub(1);
    let segments = review.facts.iter().zip(&review.starts).skip(first);
    segments.take_while(move |(_, start)| **start < span.end).flat_map(move |(facts, start)| {
        let blocks = facts.segment.blocks().iter().enumerate();
        let inside = blocks.filter(move |(_, block)| span.contains(start + block.span.start));
        inside.map(|(index, _)| (facts.as_ref(), index))
    })
}

/// Nothing but an empty task box or a comment.
fn is_blank_paragraph(segment: &Segment, text: &str) -> bool {
    let text = text.trim();
    let close = if text.starts_with("<!--") { "-->" } else { "*/}" };
    text.is_empty()
        || text == "[ ]"
        || (segment.begins_comment(text) && text.ends_with(close) && text.matches(close).count() == 1)
}
