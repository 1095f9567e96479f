//! What a fix has written elsewhere in the review: *Record it under Mitigators*, *Ask how …, under Open Questions*.
//!
//! A sentence that is recorded is quiet, and so is the item that records it: doing as told leads to less being said,
//! never to more. An item counts as recorded where it reads as the fix would write it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use askhow_document::{NewItem, Span};

use crate::facts::{Facts, HitFact, LineKind};
use crate::review::Review;
use crate::section::Section;

/// The recorded items of a review.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// What is recorded, by section and words.
    known: HashSet<(Section, u64)>,
    /// Where the items stand, in the document; in order.
    items: Vec<Span>,
}

/// The words of an item, without what an edit of its neighbours may change.
fn words_key(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let text = text.trim().trim_end_matches('.');
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// The key of the item that a fix of a finding would add: the section that it is for, and its words.
pub(crate) fn key_of(item: &NewItem) -> Option<(Section, u64)> {
    Some((Section::from_name(item.section)?, words_key(&item.text)))
}

impl Facts {
    /// The list items by their words, read when they are first asked for.
    fn item_keys(&self) -> &[(Span, u64)] {
        self.item_keys.get_or_init(|| {
            let text = self.segment.text();
            let lines = self.lines.iter().filter(|line| matches!(line.kind, LineKind::Item { .. }));
            lines.map(|line| (line.content, words_key(line.content.of(text)))).collect()
        })
    }
}

impl Recorded {
    pub(crate) fn read(review: &Review) -> Self {
        let offered = || review.facts.iter().flat_map(|facts| &facts.hits).filter_map(|hit| hit.item);
        let mut recorded = Self::default();
        if offered().next().is_none() {
            return recorded;
        }
        let offered: HashSet<(Section, u64)> = offered().collect();
        let mut items: Vec<((Section, u64), Span)> = Vec::new();
        for part in &review.outline.parts {
            let Some(section @ (Section::Mitigators | Section::OpenQuestions)) = part.section else {
                continue;
            };
            let first = review.starts.partition_point(|start| *start <= part.own.start).saturating_sub(1);
            for (facts, start) in review.facts.iter().zip(&review.starts).skip(first) {
                if *start >= part.own.end {
                    break;
                }
                let keys = facts.item_keys().iter().map(|(content, words)| (content.shift(*start), *words));
                let inside = keys.filter(|(content, _)| part.own.contains(content.start));
                let here = inside.map(|(content, words)| ((section, words), content));
                items.extend(here.filter(|(key, _)| offered.contains(key)));
            }
        }
        items.sort_by_key(|(_, span)| *span);
        recorded.known = items.iter().map(|(key, _)| *key).collect();
        recorded.items = items.into_iter().map(|(_, span)| span).collect();
        recorded
    }

    /// Whether what `hit` is about is recorded, or `at` (in the document) lies in an item that records something.
    pub(crate) fn covers(&self, hit: &HitFact, at: usize) -> bool {
        if self.items.is_empty() {
            return false;
        }
        let before = self.items.partition_point(|span| span.start <= at).checked_sub(1);
        let around = before.and_then(|index| self.items.get(index));
        hit.item.is_some_and(|item| self.known.contains(&item)) || around.is_some_and(|span| span.touches(at))
    }
}

/// Whether `at` (in the document) stands in quotation marks under Open Questions: a question may quote what it is
/// about, and is not asked to tell it in another way.
pub(crate) fn is_quoted_question(review: &Review, at: usize) -> bool {
    if review.outline.section_at(at) != Some(Section::OpenQuestions) {
        return false;
    }
    let line = review.text.line_span(review.text.line_of(at));
    let before = review.text.slice(Span::new(line.start, at));
    let behind = review.text.slice(Span::new(at, line.end));
    let open = before.matches('“').count() > before.matches('”').count();
    open && behind.contains('”')
}
