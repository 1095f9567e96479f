//! What closes a review or a section: a line that says when it was last changed, the rule above it, targets of links,
//! notes at the foot. What is added goes before it, and it tells nothing of what happened.

use askhow_document::{Block, BlockKind, Segment, Span};
use askhow_english::class::begins_as;

use crate::review::Review;
use crate::vocabulary::Vocabulary;

/// Where what closes `span` begins: at its end where nothing does, at its beginning where nothing else stands there.
pub(crate) fn begin(review: &Review, span: Span) -> usize {
    // Words in italics alone are rather what a template asks for.
    match begin_of(review, span, true) {
        at if at == span.start => begin_of(review, span, false),
        at => at,
    }
}

fn begin_of(review: &Review, span: Span, with_italics: bool) -> usize {
    let mut at = span.end;
    let n_before = review.starts.partition_point(|start| *start < span.end);
    for (facts, start) in review.facts.iter().zip(&review.starts).take(n_before).rev() {
        for block in facts.segment.blocks().iter().rev() {
            let begins = start + block.span.start;
            if begins >= span.end {
                continue;
            }
            if begins < span.start {
                return span.start;
            }
            if !closes(&facts.segment, block, with_italics) {
                return at;
            }
            at = review.text.line_span(review.text.line_of(begins)).start;
        }
    }
    span.start
}

/// Whether a block closes what is told above it, if nothing else follows.
fn closes(segment: &Segment, block: &Block, with_italics: bool) -> bool {
    let text = segment.text();
    block.item.is_none()
        && block.quotes == 0
        && match block.kind {
            BlockKind::LinkDefinition { .. } | BlockKind::ThematicBreak => true,
            BlockKind::Paragraph => is_closing(block.content.of(text), with_italics),
            // A badge, small print; nobody hides a part of the story there.
            BlockKind::Html => {
                let html = block.span.of(text).trim_start();
                ["<div", "<center", "<sup", "<sub", "<footer"].iter().any(|tag| html.starts_with(tag))
            }
            _ => false,
        }
}

/// `*Last updated 2024-05-01*`, `— Ana, for the storage team`, `[^1]: The settings of 2024.`
fn is_closing(paragraph: &str, with_italics: bool) -> bool {
    let text = paragraph.trim();
    if is_note(text) {
        return true;
    }
    if text.len() > 240 || text.lines().count() > 4 {
        return false;
    }
    let plain = text.trim_matches(|c: char| matches!(c, '*' | '_') || c.is_whitespace());
    let is_slanted = with_italics
        && ['*', '_'].into_iter().any(|mark| {
            let inner = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark) && !inner.ends_with('?'))
        });
    let lower = plain.to_lowercase();
    is_slanted || plain.starts_with(['—', '–', '©']) || begins_as(&lower, Vocabulary::ClosesReview)
}

/// Whether a paragraph that closes a review tells nothing else: a note at the foot, a short line with a date.
pub(crate) fn is_certain(paragraph: &str) -> bool {
    let text = paragraph.trim();
    is_note(text) || text.len() <= 60 && askhow_timeline::read_stated(text).date.is_some()
}

/// What a note at the foot says.
fn is_note(paragraph: &str) -> bool {
    let label = paragraph.strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
    label.is_some_and(|(label, _)| !label.is_empty() && !label.contains(char::is_whitespace))
}
