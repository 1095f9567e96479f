//! Values that stand below their key: a list, or a short paragraph.
//!
//! What stands there may also be a story (`**Resolution:**` and what was done): then the key is that of no field.

use std::sync::Arc;

use askhow_document::{Block, BlockKind, Span};

use crate::facts::Facts;
use crate::form::{Field, is_open_value, tells_no_time};

/// No part of a value begins farther below its key, in bytes. Segments are longer than that: what is looked at
/// stands in that of the key or in the next one.
pub(super) const REACH: usize = 512;

/// A paragraph that is longer tells a story; in bytes.
const MOST_OF_PARAGRAPH: usize = 120;

/// So does an item below a heading, and what stands where a length of time does.
const MOST_OF_ITEM: usize = 60;

/// What stands below a key.
#[derive(Debug, PartialEq)]
pub(super) enum Below {
    /// Its value: where it stands, and its words.
    Value(Span, String),
    /// A story, or fields and sections of their own.
    Story,
    /// Nothing of it.
    Nothing,
}

/// A key with nothing beside it.
#[derive(Clone, Copy)]
pub(super) struct Key {
    pub(super) field: Field,
    /// Its segment and block.
    pub(super) at: (usize, usize),
    /// Where it stands, in bytes of the document.
    pub(super) span: Span,
    /// Whether the key is a heading, below which more may stand.
    pub(super) is_heading: bool,
}

/// A paragraph, or the first of an item.
struct Piece {
    span: Span,
    text: String,
}

/// What stands below a key.
pub(super) fn below(facts: &[Arc<Facts>], starts: &[usize], key: Key) -> Below {
    let Some((own, start)) = facts.get(key.at.0).zip(starts.get(key.at.0)) else { return Below::Nothing };
    let Some(block) = own.segment.blocks().get(key.at.1) else { return Below::Nothing };
    let is_alone = match block.kind {
        BlockKind::Heading { .. } => true,
        BlockKind::Item { .. } | BlockKind::Paragraph => {
            let Some((is_first, is_last)) = place(own, *start, key) else { return Below::Nothing };
            if !is_last {
                return Below::Nothing;
            }
            is_first
        }
        _ => return Below::Nothing,
    };
    let item = matches!(block.kind, BlockKind::Item { .. }).then(|| block.span.shift(*start));
    let (pieces, is_list) = pieces(facts, starts, key, item);
    if is_list || item.is_some() { list(key, &pieces) } else { paragraph(key, &pieces, is_alone) }
}

/// Whether a key begins its paragraph, and whether it ends it.
fn place(facts: &Facts, start: usize, key: Key) -> Option<(bool, bool)> {
    let blocks = facts.segment.blocks();
    let block = blocks.get(key.at.1)?;
    let content = match block.kind {
        BlockKind::Item { .. } => blocks.get(key.at.1 + 1)?.content,
        _ => block.content,
    };
    let text = facts.segment.text();
    let inside = |from: usize, to: usize| text.get(from..to.max(from)).unwrap_or_default();
    let is_bare =
        |text: &str| text.chars().all(|c| c.is_whitespace() || matches!(c, ':' | '：' | '*' | '_' | '`'));
    let before = inside(content.start, key.span.start.checked_sub(start)?);
    let behind = inside(key.span.end.checked_sub(start)?, content.end);
    Some((is_bare(before), is_bare(behind)))
}

/// What is read below a key, and whether it is a list: of an item what stands in it.
fn pieces(facts: &[Arc<Facts>], starts: &[usize], key: Key, item: Option<Span>) -> (Vec<Piece>, bool) {
    let mut pieces = Vec::new();
    let mut is_list = false;
    // The first paragraph of an item holds the key.
    let first = key.at.1 + if item.is_some() { 2 } else { 1 };
    for (facts, start, index, block) in blocks_from(facts, starts, (key.at.0, first)) {
        let span = block.span.shift(start);
        let is_beyond = span.start > key.span.end + REACH || item.is_some_and(|item| span.start >= item.end);
        if is_beyond || block.quotes > 0 || is_other(facts, index) {
            break;
        }
        match block.kind {
            BlockKind::Item { .. } if is_list || pieces.is_empty() => is_list = true,
            BlockKind::Paragraph if block.item.is_some() && (is_list || item.is_some()) => {
                pieces.extend(piece(facts, start, block));
            }
            BlockKind::Paragraph if pieces.is_empty() && !is_list => {
                pieces.extend(piece(facts, start, block));
                break;
            }
            _ => break,
        }
    }
    (pieces, is_list)
}

fn blocks_from<'f>(
    facts: &'f [Arc<Facts>],
    starts: &'f [usize],
    (segment, block): (usize, usize),
) -> impl Iterator<Item = (&'f Facts, usize, usize, &'f Block)> {
    let segments = facts.iter().zip(starts).skip(segment).take(2).enumerate();
    segments.flat_map(move |(nth, (facts, start))| {
        let blocks = facts.segment.blocks().iter().enumerate().skip(if nth == 0 { block } else { 0 });
        blocks.map(move |(index, block)| (facts.as_ref(), *start, index, block))
    })
}

/// Whether a block is a field of its own, or names a section.
fn is_other(facts: &Facts, index: usize) -> bool {
    facts.fields.iter().any(|it| it.block == index) || facts.headings.iter().any(|it| it.block == index)
}

fn piece(facts: &Facts, start: usize, block: &Block) -> Option<Piece> {
    let words = facts.segment.prose(block.content).plain().text;
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Piece { span: block.content.shift(start), text })
}

fn list(key: Key, pieces: &[Piece]) -> Below {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Below::Nothing };
    let is_time = key.field.is_date() || key.field.is_length();
    let is_told = match pieces {
        [only] if is_time => !is_time_value(key.field, &only.text),
        _ => is_time || key.is_heading && pieces.iter().any(|piece| piece.text.len() > MOST_OF_ITEM),
    };
    if is_told {
        return Below::Story;
    }
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    Below::Value(first.span.cover(last.span), texts.join(", "))
}

/// What stands below in a paragraph of its own is the value where it is no sentence; below a heading a short one will
/// do. Where the key ends a paragraph of fields, it may also be what the review goes on with.
fn paragraph(key: Key, pieces: &[Piece], is_alone: bool) -> Below {
    let [only] = pieces else { return Below::Nothing };
    let is_sentence = only.text.ends_with(['.', ':', '!', '?']) || only.span.len() > MOST_OF_PARAGRAPH;
    if key.field.is_date() || key.field.is_length() {
        return match is_time_value(key.field, &only.text) {
            true if only.span.len() <= MOST_OF_PARAGRAPH => Below::Value(only.span, only.text.clone()),
            _ if is_alone => Below::Story,
            _ => Below::Nothing,
        };
    }
    let fits = if key.is_heading { only.span.len() <= MOST_OF_PARAGRAPH } else { !is_sentence };
    if fits || key.field.is_prose() { Below::Value(only.span, only.text.clone()) } else { Below::Nothing }
}

fn is_time_value(field: Field, text: &str) -> bool {
    let is_date = || text.contains(|c: char| c.is_ascii_digit()) && !tells_no_time(text);
    is_open_value(text) || if field.is_length() { text.len() <= MOST_OF_ITEM } else { is_date() }
}
