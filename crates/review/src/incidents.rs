//! Several incidents in one file.
//!
//! A page of a year's outages tells each below a heading of its own, with its own form, timeline and sections. What is
//! asked of a review (is it all there, do its times agree) is then asked of each. Headings side by side are incidents
//! where two of them at least tell the same sections, one of which says what happened when or how it came about.

use std::collections::{BTreeMap, HashMap};

use askhow_document::Span;

use crate::outline::{Outline, Part};
use crate::section::Section;

/// Deeper headings part an incident, and are none.
const DEEPEST: u8 = 4;
/// A file of more incidents than these is a log: what each of them lacks nobody asks, nor whether its form agrees with its
/// times.
const MOST: usize = 100;
/// So many sections of the same kind have to stand in two of them.
const SHARED: usize = 2;

impl Outline {
    /// The headings of several incidents, in order; none where the file tells one.
    pub fn incidents(&self) -> impl Iterator<Item = &Part> {
        self.incidents.iter().filter_map(|index| self.parts.get(*index))
    }

    /// The incident, of several, in which `offset` (in bytes) lies, its heading included.
    pub fn incident_at(&self, offset: usize) -> Option<&Part> {
        let n_begun = self
            .incidents
            .partition_point(|index| self.parts.get(*index).is_some_and(|part| part.heading.start <= offset));
        let last = self.parts.get(*self.incidents.get(n_begun.checked_sub(1)?)?)?;
        whole(last).contains(offset).then_some(last)
    }

    /// What is asked for all that a review has: of each incident from its heading to its end, or of the document; of none
    /// where there are too many of them.
    pub(crate) fn scopes(&self) -> Vec<Option<&Part>> {
        let several: Vec<_> = self.incidents().map(Some).take(MOST + 1).collect();
        match several.len() {
            0 => vec![None],
            1..=MOST => several,
            _ => Vec::new(),
        }
    }

    /// Whether `offset` counts for an incident of several (or for the document): it lies there, or in none of them.
    pub(crate) fn counts_for(&self, incident: Option<&Part>, offset: usize) -> bool {
        let Some(incident) = incident else { return true };
        self.incident_at(offset).is_none_or(|part| part.at == incident.at)
    }

    /// Works out which headings are those of incidents. Their names are titles, whatever they begin with.
    pub(crate) fn find_incidents(&mut self) {
        let mut candidates: Vec<(usize, Vec<Section>)> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let is_title = part.named.as_ref().is_none_or(|named| named.whole.is_none());
            let around = part.parent.and_then(|parent| self.parts.get(parent));
            let stands_free = around.is_none_or(|around| around.section.is_none());
            if !is_title || !stands_free || part.level > DEEPEST {
                continue;
            }
            let inside =
                self.parts.iter().skip(index + 1).take_while(|it| part.body.contains(it.heading.start));
            let mut told: Vec<Section> = inside.filter_map(|it| it.named.as_ref()?.section).collect();
            told.sort();
            told.dedup();
            if !told.is_empty() {
                candidates.push((index, told));
            }
        }
        let are_alike = |one: &[Section], two: &[Section]| {
            let tells = |section: &Section| matches!(section, Section::Timeline | Section::Contributors);
            let shared: Vec<&Section> = one.iter().filter(|section| two.contains(section)).collect();
            shared.len() >= SHARED && shared.into_iter().any(tells)
        };
        // Those that stand beside each other, by what they tell: there are few ways to tell something.
        let mut beside: HashMap<_, BTreeMap<&[Section], usize>> = HashMap::new();
        let place = |index: usize| self.parts.get(index).map(|part| (part.level, part.parent));
        for (index, told) in &candidates {
            *beside.entry(place(*index)).or_default().entry(told).or_default() += 1;
        }
        let is_one = |(index, told): &&(usize, Vec<Section>)| {
            // A heading of the first level begins a text of its own: with a timeline in each, they are told apart by
            // that alone.
            let is_first = place(*index).is_some_and(|(level, _)| level == 1);
            let are_whole = |other: &[Section]| {
                is_first && [told, other].iter().all(|told| told.contains(&Section::Timeline))
            };
            let mut others = beside.get(&place(*index)).into_iter().flatten();
            others.any(|(other, n)| {
                (*other != told.as_slice() || *n > 1) && (are_alike(told, other) || are_whole(other))
            })
        };
        self.incidents = candidates.iter().filter(is_one).map(|(index, _)| *index).collect();
        let found = std::mem::take(&mut self.incidents);
        self.incidents = found.iter().copied().filter(|index| !self.is_group(*index, &found)).collect();
        // What stands in an incident is a part of it.
        let mut end = 0;
        self.incidents.retain(|index| {
            let part = self.parts.get(*index).filter(|part| part.heading.start >= end);
            end = part.map_or(end, |part| whole(part).end);
            part.is_some()
        });
        for index in &self.incidents {
            if let Some(part) = self.parts.get_mut(*index) {
                part.named = None;
            }
        }
    }

    /// Whether a heading only gathers incidents, as a year does: all sections below it are theirs.
    fn is_group(&self, index: usize, incidents: &[usize]) -> bool {
        let Some(part) = self.parts.get(index) else { return false };
        let n_before = incidents.partition_point(|other| *other <= index);
        let mut inner = incidents.iter().skip(n_before).filter_map(|other| self.parts.get(*other)).peekable();
        let mut below =
            self.parts.iter().skip(index + 1).take_while(|it| part.body.contains(it.heading.start));
        let holds_one = inner.peek().is_some_and(|one| part.body.contains(one.heading.start));
        holds_one
            && below.all(|it| {
                while inner.next_if(|one| whole(one).end <= it.heading.start).is_some() {}
                let is_theirs = inner.peek().is_some_and(|one| whole(one).contains(it.heading.start));
                is_theirs || it.named.as_ref().is_none_or(|named| named.section.is_none())
            })
    }
}

/// An incident with its heading, in the document.
pub(crate) fn whole(part: &Part) -> Span {
    Span::new(part.heading.start, part.body.end.max(part.heading.end))
}
