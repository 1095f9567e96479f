//! How much a section holds, as a person counts it: its items, or its headings where each of them is one.

use std::collections::BTreeMap;

use askhow_document::{Block, BlockKind, Segment, Span};
use askhow_english::class::is;

use crate::facts::BOLD_LINE;
use crate::held;
use crate::names::Named;
use crate::outline::Part;
use crate::review::Review;
use crate::said::is_placeholder;
use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// How much a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many items, rows or headings of its own.
    Items(usize),
    /// Words that are no list: so many paragraphs, none where they stand in tables and steps alone.
    Prose(usize),
    /// Nothing yet.
    Nothing,
}

/// What stands under one heading of a section.
#[derive(Default)]
struct Held {
    n_items: usize,
    n_topics: usize,
    /// Whether each of its headings has a number.
    is_numbered: bool,
    has_prose: bool,
    n_paragraphs: usize,
}

/// How much `section` holds, under all of its headings.
pub fn count(review: &Review, section: Section) -> Count {
    let mut held: BTreeMap<usize, Held> = BTreeMap::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let text = facts.segment.text();
        for block in facts.segment.blocks() {
            let at = start + block.span.start;
            let Some(index) = review.outline.part_at(at) else { continue };
            let Some(place) = Place::of(review, index, section) else { continue };
            let held = held.entry(place.root).or_default();
            let is_ours = || !review.surroundings.is_boilerplate(&facts.segment, block);
            let weight = weigh(block, &facts.segment).filter(|_| is_ours());
            held.n_paragraphs += usize::from(weight == Some(false));
            match weight {
                Some(_) if place.topic.is_some() => held.has_prose = true,
                Some(true) if !is_of_the_other_half(review, place.root, section, block, text) => {
                    held.n_items += 1;
                }
                Some(false) => held.has_prose = true,
                _ => {}
            }
        }
    }
    for (index, part) in review.outline.parts.iter().enumerate() {
        let Some(place) = Place::of(review, index, section).filter(|place| place.topic == Some(index)) else {
            continue;
        };
        let held = held.entry(place.root).or_default();
        let is_numbered = is_numbered(&review.text.slice(part.content));
        held.is_numbered = is_numbered && (held.is_numbered || held.n_topics == 0);
        held.n_topics += 1;
    }
    let mut of_all = Held::default();
    for (root, held) in held {
        let Some(part) = review.outline.parts.get(root) else { continue };
        let (n_items, has_prose) = held.items(review, part, section);
        of_all.n_paragraphs += held.n_paragraphs;
        of_all.n_items += n_items;
        of_all.has_prose |= has_prose;
    }
    match (of_all.n_items, of_all.has_prose) {
        (0, true) => Count::Prose(of_all.n_paragraphs),
        (0, false) => Count::Nothing,
        (n, _) => Count::Items(n),
    }
}

impl Held {
    /// How many of the section's things these are, and whether there are words besides.
    fn items(&self, review: &Review, root: &Part, section: Section) -> (usize, bool) {
        let has_words = self.has_prose || self.n_items + self.n_topics > 0;
        if is_story(review, root) {
            return (0, has_words);
        }
        // Below *Root cause analysis* headings part a story; below a name of many things each is one of them.
        let names_many = section != Section::Contributors
            || root.named.as_ref().is_some_and(|named| named.canonical || is_of_many(review, root, named));
        let are_items = self.is_numbered || self.n_topics > 1 && names_many;
        let n_topics = if are_items { self.n_topics } else { 0 };
        (self.n_items.max(n_topics), has_words)
    }
}

/// Where a block stands in a section.
struct Place {
    /// The heading that names the section.
    root: usize,
    /// The heading of the writer's own below it that tells of one thing.
    topic: Option<usize>,
}

impl Place {
    /// That of what stands directly under the heading `index`; `None` outside of the section.
    fn of(review: &Review, index: usize, section: Section) -> Option<Self> {
        let mut topic = None;
        let mut index = index;
        loop {
            let part = review.outline.parts.get(index).filter(|part| part.section == Some(section))?;
            if part.named.is_some() {
                return Some(Self { root: index, topic });
            }
            if part.level <= BOLD_LINE && !is_group(review, part) {
                topic = Some(index);
            }
            index = part.parent?;
        }
    }
}

/// Whether a block is an item or row with words in it (`true`), other words (`false`) or nothing.
fn weigh(block: &Block, segment: &Segment) -> Option<bool> {
    let text = segment.text();
    let is_empty = |words: &str| {
        segment.begins_comment(words)
            || is_placeholder(words)
            || held::in_item(segment, words) <= held::Held::Prompt
    };
    match &block.kind {
        BlockKind::Item { marker, depth: 0, .. } if block.quotes == 0 => {
            let words = Span::new(marker.end, block.span.end).of(text);
            (!is_empty(words)).then_some(true)
        }
        BlockKind::Row { header: false, cells } => {
            let is_filled = |cell: &Span| held::in_item(segment, cell.of(text)) > held::Held::Prompt;
            cells.iter().any(is_filled).then_some(true)
        }
        BlockKind::Paragraph => {
            let is_told =
                || !is_placeholder(block.content.of(text)) && held::held(segment, block) > held::Held::Prompt;
            (block.item.is_none() && is_told()).then_some(false)
        }
        _ => None,
    }
}

/// `- **Resolution**: …` under *Root cause and resolution*.
fn is_of_the_other_half(review: &Review, root: usize, section: Section, block: &Block, text: &str) -> bool {
    let BlockKind::Item { marker, .. } = block.kind else { return false };
    let words = Span::new(marker.end, block.span.end).of(text);
    let line = words.trim_start().lines().next().unwrap_or_default();
    let Some((label, _)) = line.split_once(':') else { return false };
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let other = || {
        let named = review.surroundings.rules.sections.recognise(&label);
        named.is_some_and(|named| !named.is(section) || named.section != Some(section))
    };
    let heading = review.outline.parts.get(root).map(|part| review.name(part).to_lowercase());
    !label.is_empty()
        && heading.is_some_and(|heading| heading != label && heading.contains(&label))
        && other()
}

/// `Lead-up`, `5 Whys`: what is told there in a list is a story, step by step.
fn is_story(review: &Review, root: &Part) -> bool {
    let name = review.name(root).to_lowercase();
    let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    is(&words.collect::<Vec<_>>().join(" "), Vocabulary::ToldInSteps)
}

/// `Technical`, `People and process`: a heading over several things of a sort.
fn is_group(review: &Review, part: &Part) -> bool {
    let name = review.text.slice(part.content).to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| is(word, Vocabulary::SortOfThings))
}

/// `Contributing factors`, `Root causes`, not `Root cause` and `Root cause analysis`.
fn is_of_many(review: &Review, root: &Part, named: &Named) -> bool {
    let name = review.text.slice(root.content);
    name.get(named.span.start..named.span.end)
        .is_some_and(|name| name.ends_with('s') && !name.ends_with("is") && !name.ends_with("ss"))
}

/// `1. Old images`, `#2: no alert`.
fn is_numbered(heading: &str) -> bool {
    let heading = heading.trim_start_matches(['*', '_', '#', ' ']);
    let behind = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < heading.len() && behind.starts_with(['.', ')', ':'])
}
