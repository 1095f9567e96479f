//! Entries in a quotation below the line of their day: each paragraph of it that begins with a clock time.

use std::sync::Arc;

use askhow_document::Block;

use super::{LineAt, fact};
use crate::facts::{Facts, LineKind};

/// Whether a line is that of a paragraph in a quotation.
pub(super) fn is_quoted(facts: &[Arc<Facts>], at: &LineAt) -> bool {
    let block = fact(facts, at).and_then(|line| {
        let block = facts.get(at.segment)?.segment.blocks().get(line.block)?;
        Some(block.quotes > 0 && line.kind == LineKind::Paragraph)
    });
    block == Some(true)
}

/// Whether nothing but quotations stands between two lines.
pub(super) fn quotes_alone_between(facts: &[Arc<Facts>], above: LineAt, at: LineAt) -> bool {
    let block = |at: &LineAt| fact(facts, at).map_or(0, |line| line.block);
    (above.segment..=at.segment).all(|segment| {
        let blocks = facts.get(segment).map(|facts| facts.segment.blocks()).unwrap_or_default();
        let from = if segment == above.segment { block(&above) + 1 } else { 0 };
        let to = if segment == at.segment { block(&at) } else { blocks.len() };
        blocks.get(from..to).is_some_and(|between: &[Block]| between.iter().all(|block| block.quotes > 0))
    })
}
