//! What a section asks, and of an item or a paragraph in it what it asks of one, as far as that does not tell it itself.

use std::borrow::Cow;

use askhow_document::{BlockKind, Finding, Span};
use askhow_review::prompts::{Condition, Ground};
use askhow_review::{Beside, Part, Review, Section, is_placeholder};

use super::{Shown, escape, list};
use crate::{Page, Snapshot};

/// The most that is asked of one: rather a question that fits than three.
const MOST_OF_ONE: usize = 2;

/// An item or paragraph of a section.
pub(super) fn of_block(snapshot: &Snapshot, offset: usize) -> Option<Shown> {
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
    // What asks is no answer.
    let words = block.span.of(text).trim();
    let asks = words.ends_with('?') && !matches!(place, Place::Section(Section::OpenQuestions));
    if is_placeholder(words) || asks {
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
    hover(review, place, holds, MOST_OF_ONE, span.shift(start), &[])
}

/// A heading below that of a section, where such headings are what the section tells: `### 1. Old images`.
pub(super) fn of_item(review: &Review, part: &Part) -> Option<Shown> {
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
    hover(review, place, holds, MOST_OF_ONE, part.content, &[])
}

/// A section that asks.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Section(Section),
    Beside(Beside),
}

impl Place {
    /// By the name of the part itself.
    pub(super) fn named(part: &Part) -> Option<Self> {
        let named = part.named.as_ref()?;
        named.section.map(Self::Section).or(named.beside.map(Self::Beside))
    }

    /// By the name of the part, or by that of the nearest around it that has one of these.
    fn of(review: &Review, part: &Part) -> Option<Self> {
        let around = |part: &&Part| part.parent.and_then(|parent| review.outline.parts.get(parent));
        std::iter::successors(Some(part), around).find_map(Self::named)
    }
}

/// What `place` asks where these hold, `most` questions of it, with what is found there; `None` where there is nothing to
/// be shown.
pub(super) fn hover(
    review: &Review,
    place: Place,
    holds: Vec<Condition>,
    most: usize,
    span: Span,
    found: &[Finding],
) -> Option<Shown> {
    let rules = &review.surroundings.rules;
    let ground = Ground::of(holds);
    let (name, purpose, heading, asked) = match place {
        Place::Section(section) => {
            let asked = rules.about_section_at(section, &ground);
            (rules.sections.name(section), section.purpose(), section.name(), asked)
        }
        Place::Beside(beside) => {
            let asked = rules.about_beside_at(beside, &ground);
            (beside.name().to_owned(), beside.purpose(), beside.name(), asked)
        }
    };
    if asked.is_empty() && found.is_empty() {
        return None;
    }
    let asked = asked.iter().map(Cow::as_ref).take(most);
    let label = format!("section {}", escape(&name));
    let (title, place) = (format!("{name}: {purpose}"), (Page::Sections, heading));
    Some(Shown::new(span, title, list(asked), &label, place).with(found))
}

/// `Two pages were closed:`
fn introduces(paragraph: &str) -> bool {
    paragraph.trim_end().trim_end_matches(['*', '_']).ends_with(':')
}
