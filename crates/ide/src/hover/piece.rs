//! What an item or a paragraph of a section asks: what its section asks of one, as far as it does not tell that itself.

use std::borrow::Cow;

use askhow_document::{BlockKind, Span};
use askhow_review::form::is_open_value;
use askhow_review::prompts::{Condition, Ground};
use askhow_review::{Beside, Part, Review, Section};

use super::{Hover, escape, questions, with_footer, with_footer_beside};
use crate::{Page, Snapshot};

/// The most that is asked of one: rather a question that fits than three.
const MOST_QUESTIONS: usize = 2;

/// An item or paragraph of a section.
pub(super) fn of_block(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    let review = snapshot.review();
    let part = review.outline.part_at(offset).and_then(|index| review.outline.parts.get(index))?;
    let place = Place::of(review, part)?;
    let (facts, start) = review.segment_at(offset)?;
    let text = facts.segment.text();
    let is_piece = |block: &askhow_document::Block| {
        let is_piece = match block.kind {
            BlockKind::Item { depth, .. } => depth == 0,
            BlockKind::Paragraph => block.item.is_none() && !introduces(block.content.of(text)),
            _ => false,
        };
        is_piece && block.quotes == 0 && block.span.shift(start).touches(offset)
    };
    let blocks = facts.segment.blocks();
    let index = blocks.iter().position(is_piece)?;
    let block = blocks.get(index)?;
    // `None known.`, `N/A`
    let words = block.span.of(text).trim().trim_start_matches(['-', '*', '+', ' ', '[', 'x', ']']);
    if words.split_whitespace().count() < 4 && is_open_value(words) {
        return None;
    }
    // What is struck out is withdrawn, and what asks is no answer.
    let asks = words.ends_with('?') && !matches!(place, Place::Section(Section::OpenQuestions));
    if words.starts_with("~~") && words.ends_with("~~") || asks {
        return None;
    }
    // The words of an item are those of the paragraph in it.
    let own = blocks.iter().position(|inner| inner.item == Some(index) && inner.kind == BlockKind::Paragraph);
    let own = own.unwrap_or(index);
    let holds = review.conditions_of_block(facts, own, blocks.get(own)?);
    // What people looked at is named, and no more.
    let is_artifact = matches!(place, Place::Section(Section::Artifacts));
    let holds = holds.or_else(|| is_artifact.then(|| vec![Condition::One, Condition::Piece]))?;
    let span = Span::new(block.span.start, block.span.start + block.span.of(text).trim_end().len());
    hover(review, place, holds, span.shift(start))
}

/// A heading below that of a section, where such headings are what the section tells: `### 1. Old images`.
pub(super) fn of_heading(review: &Review, part: &Part) -> Option<Hover> {
    if part.named.is_some() {
        return None;
    }
    let place = Place::of(review, part)?;
    let is_list = matches!(
        place,
        Place::Section(
            Section::Contributors
                | Section::Mitigators
                | Section::Risks
                | Section::Difficulties
                | Section::FollowUp
        )
    );
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ');
    let name = review.name(part).trim_start_matches(is_number);
    let holds = review.conditions_of_words(name, &[]).filter(|_| is_list)?;
    hover(review, place, holds, part.content)
}

/// The section that a part belongs to.
#[derive(Clone, Copy)]
enum Place {
    Section(Section),
    Beside(Beside),
}

impl Place {
    /// By the name of the part, or by that of the nearest around it that has one of these.
    fn of(review: &Review, part: &Part) -> Option<Self> {
        let mut around = Some(part);
        while let Some(part) = around {
            let named = part.named.as_ref();
            let beside = named.and_then(|named| named.beside).map(Self::Beside);
            let place = beside.or_else(|| named?.section.map(Self::Section));
            if place.is_some() {
                return place;
            }
            around = part.parent.and_then(|parent| review.outline.parts.get(parent));
        }
        None
    }
}

fn hover(review: &Review, place: Place, holds: Vec<Condition>, span: Span) -> Option<Hover> {
    let rules = &review.surroundings.rules;
    let ground = Ground::of(holds);
    let asked = match place {
        Place::Section(section) => rules.about_section_at(section, &ground),
        Place::Beside(beside) => rules.about_beside_at(beside, &ground),
    };
    if asked.is_empty() {
        return None;
    }
    let asked = || asked.iter().map(Cow::as_ref).take(MOST_QUESTIONS);
    let markdown = match place {
        Place::Beside(beside) => {
            let purpose = format!("{}: {}", beside.name(), beside.purpose());
            with_footer_beside(questions(&purpose, asked()), beside)
        }
        Place::Section(section) => {
            let name = rules.sections.name(section);
            let purpose = format!("{name}: {}", section.purpose());
            let label = format!("section {}", escape(&name));
            with_footer(questions(&purpose, asked()), &label, Page::Sections, section.name())
        }
    };
    Some(Hover { span, markdown })
}

/// `Two pages were closed:`
fn introduces(paragraph: &str) -> bool {
    paragraph.trim_end().trim_end_matches(['*', '_']).ends_with(':')
}
