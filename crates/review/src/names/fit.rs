//! What of a heading is a name: all of it, its end, what stands before *of* or *for*, its parts where it joins several.

use askhow_document::Span;
use askhow_english::class::is;

use super::grammar;
use super::meaning::{Meaning, NAMES, Target};
use super::words::Words;
use super::{MOST_PIECES, MOST_WORDS, TeamSections};
use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// So many words say where or when, behind a question.
const MOST_OF_A_PLACE: usize = 6;

/// What of a heading a name fits.
pub(super) struct Fit {
    pub(super) meaning: Meaning,
    /// Where the name stands in the heading, in bytes.
    pub(super) span: Span,
    /// As in [`Named`](super::Named).
    pub(super) also: Vec<Section>,
    pub(super) is_topic: bool,
}

impl Fit {
    fn new(meaning: Meaning, span: Span) -> Self {
        Self { meaning, span, also: Vec::new(), is_topic: false }
    }
}

impl TeamSections {
    pub(super) fn read(&self, words: &Words) -> Option<Fit> {
        let found = self.fit(words);
        let is_certain = found.as_ref().is_some_and(|found| {
            found.meaning.is_section() || self.exact(words, 0, words.n_words()).is_some()
        });
        if is_certain { found } else { self.by_noun(words, 0, words.end()).or(found) }
    }

    /// What the head noun of the words `from..to` surely says.
    fn by_noun(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let reading = grammar::read(words, from, to).filter(|reading| reading.is_sure)?;
        let target = Target::Section(reading.section);
        // Among others it counts where they are known as well.
        let meaning = Meaning { target, whole: true, ..Meaning::OWN };
        Some(Fit::new(meaning, words.span(reading.words.0, reading.words.1)))
    }

    pub(super) fn fit(&self, words: &Words) -> Option<Fit> {
        let n = words.n_words();
        let all = self.exact(words, 0, n);
        if all.is_some() {
            return all;
        }
        let there = self.asked_there(words, 0, words.end());
        if there.is_some() {
            return there;
        }
        // `Timeline - all times in UTC`, `Lessons learned: what went well`.
        if let Some(cut) = words.cut.filter(|cut| 0 < *cut && *cut < n) {
            let part = |from, to| self.exact(words, from, to).or_else(|| self.joined(words, from, to));
            let (head, rest) = (part(0, cut), part(cut, n));
            let is_section = |found: &Fit| found.meaning.is_section();
            let (is_head, is_rest) =
                (head.as_ref().is_some_and(is_section), rest.as_ref().is_some_and(is_section));
            let part = if !is_head && is_rest { rest } else { head.or(rest) };
            if part.is_some() {
                return part;
            }
        }
        let tail = self.tail(words, 1, n).filter(|_| n <= MOST_WORDS);
        // `All corrective and preventive actions` are one name.
        let is_one = tail.as_ref().is_some_and(|found| {
            found.meaning.is_section() && words.between_source(found.span).any(|word| word == "and")
        });
        if !is_one {
            let joined = self.joined(words, 0, n);
            if joined.is_some() {
                return joined;
            }
        }
        let head = self.before_of(words, 0, n);
        if head.is_some() || n > MOST_WORDS || tail.as_ref().is_some_and(|found| found.meaning.is_section()) {
            return head.or(tail);
        }
        // `Root cause and resolution` is about the first where the second stands for none of the nine.
        let mut ands = (1..n).filter(|index| words.word(*index) == "and");
        let (and, is_list) = (ands.next(), ands.next().is_some());
        // `Links, buttons and forms` begin with another thing than `Links`.
        let exact = |cut| self.exact(words, 0, cut).filter(|found| !(is_list && found.meaning.whole));
        let head = and.and_then(|cut| exact(cut).or_else(|| self.tail(words, 1, cut)));
        head.filter(|found| found.meaning.is_section()).or(tail)
    }

    /// `What went well in the response`, `Where we got lucky during the failover`: a question, and where or when.
    fn asked_there(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let cut = (from + 2..to).find(|index| is(words.word(*index), Vocabulary::BeginsPlace))?;
        let asks = is(words.word(from), Vocabulary::AsksAbout);
        self.exact(words, from, cut)
            .filter(|found| asks && to - cut <= MOST_OF_A_PLACE && !found.meaning.alone)
    }

    /// `Root cause of the outage`, `Questions for the team`: what stands before *of* or *for*.
    fn before_of(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let cut = (from + 1..to).find(|index| matches!(words.word(*index), "of" | "for"))?;
        let exact = self.exact(words, from, cut).filter(|found| !found.meaning.alone);
        let head = exact.or_else(|| self.tail(words, from + 1, cut))?;
        let is_topic = cut + 1 < to && !(cut + 1..to).any(|index| is_the_incident(words.word(index)));
        Some(Fit { is_topic, ..head })
    }

    /// `Timeline & impact`, `Root cause + remediation`: every piece is looked up, several together where they are one
    /// name (`scope and impact`). A name that has to be all of a heading counts where all other pieces are known.
    fn joined(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let ands = (from..to).filter(|index| words.word(*index) == "and");
        let mut starts: Vec<usize> = vec![from];
        let mut ends: Vec<usize> = Vec::new();
        for and in ands {
            ends.push(and);
            starts.push(and + 1);
        }
        ends.push(to);
        let n = starts.len();
        if !(2..=MOST_PIECES).contains(&n) {
            return None;
        }
        let (mut found, mut all_known, mut piece) = (Vec::new(), true, 0);
        while let Some((start, end)) = starts.get(piece).copied().zip(ends.get(piece).copied()) {
            let several = ends
                .iter()
                .enumerate()
                .skip(piece + 1)
                .rev()
                .find_map(|(last, end)| self.exact(words, start, *end).map(|found| (last, found)));
            let (last, fit) = match several {
                Some((last, fit)) => (last, Some(fit)),
                None => (piece, self.piece(words, start, end)),
            };
            all_known &= fit.is_some();
            found.extend(fit);
            piece = last + 1;
        }
        // A sentence is none.
        if !all_known && to - from > MOST_WORDS {
            return None;
        }
        found.retain(|fit| all_known || !fit.meaning.whole);
        let mut sections: Vec<Section> = Vec::new();
        for section in found.iter().filter_map(|fit| fit.meaning.section()) {
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        // Entries are looked for under a timeline; what it looked like is told everywhere.
        let first = sections.iter().find(|section| **section == Section::Timeline);
        let first = first.or_else(|| sections.iter().find(|section| **section != Section::Description));
        let first = *first.or(sections.first())?;
        found.retain(|fit| fit.meaning.section() == Some(first));
        sections.retain(|section| *section != first);
        let steers = found.iter().any(|fit| fit.meaning.steers);
        let fit = found.into_iter().next()?;
        let meaning = Meaning { canonical: false, steers, ..fit.meaning };
        Some(Fit { meaning, also: sections, is_topic: false, ..fit })
    }

    fn piece(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let found = self.exact(words, from, to).or_else(|| self.before_of(words, from, to));
        let found = found.or_else(|| self.tail(words, from + 1, to).filter(|_| to - from <= MOST_WORDS));
        found.or_else(|| self.by_noun(words, from, to))
    }

    /// The words `from..to` as a name of their names.
    fn exact(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let bare =
            (from..to).find(|index| !matches!(words.word(*index), "the" | "our" | "a")).unwrap_or(from);
        self.look_up(words, from, to).or_else(|| self.look_up(words, bare, to))
    }

    /// The longest name that the words up to `to` end with, beginning at `from` or later.
    fn tail(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let found = (from..to).find_map(|start| {
            self.look_up(words, start, to).filter(|found| !found.meaning.whole).map(|found| (start, found))
        });
        found.map(|(start, Fit { meaning, span, .. })| {
            // Words that say no more than "this one" belong to the name: `The incident timeline`.
            let plain = (0..start).all(|index| is(words.word(index), Vocabulary::HeadingFiller));
            let start = if plain { words.span(0, to).start } else { span.start };
            Fit::new(Meaning { canonical: false, ..meaning }, Span::new(start, span.end))
        })
    }

    fn look_up(&self, words: &Words, from: usize, to: usize) -> Option<Fit> {
        let name = words.between(from, to)?;
        let meaning = *self.names.get(name).or_else(|| NAMES.get(name))?;
        Some(Fit::new(meaning, words.span(from, to)))
    }
}

/// The name with what goes when it goes, where nothing else is left of the heading then.
pub(super) fn whole(heading: &str, name: Span) -> Option<Span> {
    let (before, behind) = (heading.get(..name.start)?, heading.get(name.end..)?);
    let tail = behind.trim_start();
    let unasked = tail.trim_start_matches(['?', '？']);
    let end = if unasked.len() < tail.len() { heading.len() - unasked.len() } else { name.end };
    if behind.contains(char::is_alphanumeric) {
        return None;
    }
    let spaced = before.trim_end();
    let last = spaced.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_article = is(&last.to_lowercase(), Vocabulary::HeadingArticle);
    let start =
        if is_article && spaced.len() < before.len() { spaced.len() - last.len() } else { name.start };
    // `3.`, `IV.`, `B)`
    let numbering = before.get(..start.min(before.len()))?;
    let mut numbers = numbering.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| {
        word.chars().all(char::is_numeric)
            || word.chars().count() == 1
            || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    };
    numbers.all(is_number).then_some(Span::new(start, end))
}

/// What the whole review is about.
pub(super) fn is_the_incident(word: &str) -> bool {
    is(word, Vocabulary::PointsAtIncident) || is(word.strip_suffix('s').unwrap_or(word), Vocabulary::Incident)
}
