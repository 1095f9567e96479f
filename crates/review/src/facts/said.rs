//! What headings and sentences say about times.

use askhow_document::Span;
use askhow_english::class::{is, words_of};
use jiff::civil::Date;

use super::looks::{holds_clock, mentions_times};
use super::read::Reader;
use crate::names::Named;
use crate::said::lower_words;
use crate::section::Section;
use crate::vocabulary::Vocabulary;

impl Reader<'_> {
    /// What a heading is known as. Zone and date beside the name of a timeline are no part of the name.
    pub(super) fn recognise(&self, name: &str) -> Option<Named> {
        let named = self.rules.sections.recognise(name);
        let is_timeline = named.as_ref().is_some_and(|named| named.section == Some(Section::Timeline));
        if is_timeline || !names_timeline(name) {
            return named;
        }
        let stated = askhow_timeline::read_stated(name);
        let places = stated.zone.map(|(_, span)| span.start).into_iter();
        let places = places.chain(stated.written.map(|date| date.span.start));
        let before = places.min().and_then(|cut| name.get(..cut)).map(|before| {
            let mut before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
            for word in [" in", " at", " on", " times are", " all times", " of", " for", " from"] {
                before = before.strip_suffix(word).unwrap_or(before);
                before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
            }
            before
        });
        let of_more = || {
            let (first, behind) = name.split_once(' ')?;
            let goes_on = words_of(Vocabulary::MoreOfTimeline)
                .iter()
                .any(|word| behind.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
            (first.eq_ignore_ascii_case("timeline") && goes_on).then_some(first)
        };
        let before = before.filter(|before| !before.is_empty());
        let timeline = [before, of_more()].into_iter().flatten().find_map(|it| {
            let named = self.rules.sections.recognise(it)?;
            (named.section == Some(Section::Timeline)).then_some(named)
        });
        timeline.or(named)
    }

    /// Clock times in a heading, which may say from when to when it was.
    pub(super) fn clocks_of_heading(&mut self, content: Span, name: &str) {
        if holds_clock(name) {
            self.clocks(content, name);
        }
    }

    fn clocks(&mut self, content: Span, text: &str) {
        let clocks = askhow_timeline::read_clocks(text);
        if !clocks.is_empty() {
            self.clocks.push((content, clocks));
        }
    }

    /// Sentences that state a zone or date all events, and full dates in prose.
    /// Of what is quoted only what is said of all times.
    pub(super) fn statement(&mut self, content: Span, is_quoted: bool) {
        let source = content.of(self.segment.text());
        // A line of its own may be a zone and nothing else.
        let (is_short, says_times, is_dated, has_clock) = (
            source.len() < 40,
            mentions_times(source),
            askhow_timeline::holds_year(source),
            holds_clock(source),
        );
        if source.len() > 4096 || !(is_short || says_times || is_dated || has_clock) {
            return;
        }
        let plain = self.prose(content).plain();
        if is_short || says_times {
            let read = if is_short { askhow_timeline::read_stated } else { askhow_timeline::read_sentence };
            let stated = read(&plain.text);
            let says = if is_quoted {
                stated.zone.is_some() && stated.for_all
            } else {
                stated.zone.is_some() || stated.for_all
            };
            if says {
                self.statements.push((content, stated));
            }
        }
        if is_quoted {
            return;
        }
        if has_clock {
            self.clocks(content, &plain.text);
        }
        if is_dated && !tells_another_date(&plain.text) {
            for day in askhow_timeline::read_dates(&plain.text) {
                // Most days of a list are that of the item above.
                let heading = self.headings.last().map_or(0, |heading| heading.span.start);
                let is_known = |(at, last): &(Span, Date)| *last == day && at.start >= heading;
                if !self.days.last().is_some_and(is_known) {
                    self.days.push((content, day));
                }
            }
        }
    }
}

/// Whether a line is a field whose date is none of the incident: `Next review: 2027-01-15`.
fn tells_another_date(text: &str) -> bool {
    let Some((label, value)) = text.split_once(':') else { return false };
    // `Post-incident review: the outage of 2019-03-25 began …` tells of it.
    let is_field = label.len() < LONGEST_LABEL && value.len() < LONGEST_LABEL;
    is_field && lower_words(label).any(|word| is(&word, Vocabulary::OtherDate))
}

/// A label is shorter than this, and so is a value that is a date; in bytes.
const LONGEST_LABEL: usize = 40;

/// Whether a heading speaks of the course of events.
fn names_timeline(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["timeline", "chronology", "sequence of events"].iter().any(|word| lower.contains(word))
}
