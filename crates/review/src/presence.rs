//! What is there: which sections a review has or may have, and what of it a writer has written.

use std::sync::Arc;

use askhow_timeline::Role;

use crate::facts::Facts;
use crate::fix::HeadingStyle;
use crate::outline::Part;
use crate::review::Review;
use crate::rules::section::{Progress, is_untouched, is_written};
use crate::rules::timeline::is_place;
use crate::section::Section;
use crate::timelines::TimelinePart;

impl Review {
    /// Whether it is as a template made it: headings, a form, and no word of the writer's own.
    pub fn is_untouched(&self) -> bool {
        *self.asked.untouched.get_or_init(|| is_untouched(self))
    }

    /// Whether a line of a timeline is an entry, and no place for one as templates have it (`HH:MM`).
    pub fn is_entry(&self, timeline: &TimelinePart, line: usize) -> bool {
        let row = timeline.rows().get(line);
        row.is_some_and(|row| row.role == Role::Entry) && !is_place(self, timeline, line)
    }

    /// How far it is written.
    pub(crate) fn progress(&self) -> &Progress {
        self.asked.progress.get_or_init(|| Progress::of(self))
    }

    /// Whether words of the writer's own stand in `section`, wherever it is told.
    pub fn is_written(&self, section: Section) -> bool {
        let mut parts = self.outline.parts.iter().filter(|part| part.is(section)).peekable();
        match parts.peek() {
            _ if self.is_untouched() => false,
            Some(_) => parts.any(|part| is_written(self, part)),
            None => self.may_have(section),
        }
    }

    /// Whether a heading stands word by word in the template from which the review was made.
    pub(crate) fn is_of_template(&self, part: &Part) -> bool {
        let (segment, heading) = part.at;
        let block = self.facts.get(segment).and_then(|facts| {
            let heading = facts.headings.get(heading)?;
            Some((&facts.segment, facts.segment.blocks().get(heading.block)?))
        });
        block.is_some_and(|(segment, block)| self.surroundings.is_boilerplate(segment, block))
    }

    /// Whether by now something could be told in `section`, in which nothing is.
    pub fn is_open(&self, section: Section) -> bool {
        let progress = self.progress();
        let part = self.outline.first(section);
        !self.is_untouched() && part.map_or(progress.is_under_way(), |part| progress.is_open(part))
    }

    /// Whether `section` is there under one of its names: as a heading, or as a label in front of its text.
    pub fn has(&self, section: Section) -> bool {
        self.has_in(None, section)
    }

    /// The same of one incident of several; what stands in none of them counts for each.
    fn has_in(&self, incident: Option<&Part>, section: Section) -> bool {
        let counts = |at: usize| self.outline.counts_for(incident, at);
        let mut parts = self.outline.parts.iter().filter(|part| part.is(section));
        let is_label = |(facts, start): (&Arc<Facts>, &usize)| {
            let mut labels = facts.labels.iter().filter(|it| it.section == section && !it.fills_in);
            labels.any(|label| counts(start + label.span.start))
        };
        parts.any(|part| counts(part.heading.start)) || self.facts.iter().zip(&self.starts).any(is_label)
    }

    /// Whether `section` is there, or a heading outside the others that may be it (`Fixes`): no reason to add another.
    pub fn may_have(&self, section: Section) -> bool {
        self.may_have_in(None, section)
    }

    fn may_have_in(&self, incident: Option<&Part>, section: Section) -> bool {
        let counts = |at: usize| self.outline.counts_for(incident, at);
        let names = &self.surroundings.rules.sections;
        let may_be = |part: &Part| is_free(part) && names.may_be(self.name(part)) == Some(section);
        self.has_in(incident, section)
            || section == Section::Timeline && self.timelines.iter().any(|it| counts(it.span.start))
            || self.heads(incident).any(may_be)
    }

    /// Whether something of `section` may be told under any heading or label, so that nobody can say for sure that it is
    /// missing. Nearly every review tells the contributors and the follow-ups, under names of all kinds: they are missed
    /// where each heading is known for something else.
    pub(crate) fn may_tell_in(&self, incident: Option<&Part>, section: Section) -> bool {
        let counts = |at: usize| self.outline.counts_for(incident, at);
        let names = &self.surroundings.rules.sections;
        let is_common = matches!(section, Section::Contributors | Section::FollowUp);
        let tells = |part: &Part| {
            is_common && is_free(part) && part.named.is_none() || names.is_near(self.name(part), section)
        };
        let mut near = self.facts.iter().zip(&self.starts).flat_map(|(facts, start)| {
            facts.near.iter().filter(|(near, _)| *near == section).map(move |(_, at)| start + at)
        });
        self.may_have_in(incident, section) || near.any(counts) || self.heads(incident).any(tells)
    }

    /// The headings of sections, and those right below, that count for an incident of several; no titles.
    fn heads<'r>(&'r self, incident: Option<&'r Part>) -> impl Iterator<Item = &'r Part> {
        let level = HeadingStyle::of(self).level();
        let title = self.title().map(|title| title.at);
        let is_title = move |index: usize, part: &Part| {
            Some(part.at) == title || self.outline.incidents.binary_search(&index).is_ok()
        };
        let heads = self.outline.parts.iter().enumerate().filter(move |(index, part)| {
            part.level <= level.saturating_add(1)
                && !is_title(*index, part)
                && self.outline.counts_for(incident, part.heading.start)
        });
        heads.map(|(_, part)| part)
    }
}

/// Whether a heading stands in no other section, or in one that describes.
fn is_free(part: &Part) -> bool {
    part.section.is_none_or(|around| around == Section::Description)
}
