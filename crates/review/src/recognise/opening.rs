//! What the first lines of a text speak of: something that was down, or something that is planned.

use std::sync::Arc;

use askhow_document::BlockKind;
use askhow_english::class::is;

use super::title::words;
use crate::facts::Facts;
use crate::vocabulary::Vocabulary;

/// What is told later tells little of what the text is.
const FEW_SEGMENTS: usize = 2;
/// So many paragraphs of each are the opening.
const FEW_PARAGRAPHS: usize = 3;

/// What the first lines speak of, wherever headings stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Something was down, or an incident.
    pub was_down: bool,
    /// Something is planned for a day, or proposed.
    pub is_planned: bool,
}

impl Opening {
    pub(crate) fn of(facts: &[Arc<Facts>]) -> Self {
        let mut all = Self::default();
        for one in facts.iter().take(FEW_SEGMENTS).map(|facts| Self::of_segment(facts)) {
            all.was_down |= one.was_down;
            all.is_planned |= one.is_planned;
        }
        all
    }

    fn of_segment(facts: &Facts) -> Self {
        let text = facts.segment.text();
        let blocks = facts.segment.blocks().iter().filter(|block| block.kind == BlockKind::Paragraph);
        let mut opening = Self::default();
        for line in blocks.take(FEW_PARAGRAPHS).map(|block| block.content.of(text)) {
            let mut before = String::new();
            for word in words(line).map(|(_, word)| word.to_lowercase()) {
                opening.was_down |= is(&word, Vocabulary::WasDown);
                opening.is_planned |= is(&format!("{before} {word}"), Vocabulary::SpeaksOfPlan);
                before = word;
            }
        }
        opening
    }
}

/// Whether the beginning of a text speaks of the same with other facts for one of its segments.
pub(crate) fn opens_alike(segment: usize, old: &Facts, new: &Facts) -> bool {
    segment >= FEW_SEGMENTS || Opening::of_segment(old) == Opening::of_segment(new)
}
