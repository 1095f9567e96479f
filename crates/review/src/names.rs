//! Which section a heading names.
//!
//! Teams call the same section by many names, number them, dress them with emoji and put zones in brackets.
//! A name fits when it is all of a heading, its last words (`Incident summary`), or what stands before a
//! colon, *of* or *for* (`Root cause of the outage`). Each try is one look into a table; a heading takes at
//! most a few dozen of them, however long it is.

mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use askhow_document::Span;

use crate::catalogue;
use crate::section::{CATALOGUE, Section};
use crate::settings::{Preset, SectionSetting, Settings};
use words::Words;

/// Headings with more words than this are sentences; only their start can be a name.
const MOST_WORDS: usize = 9;

/// What a heading is known as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which section; `None` for one that is known and stands for none of them (`Detection`), for the form,
    /// and for a section that the team has added.
    pub section: Option<Section>,
    /// Whether it bears the name that the section has in this team.
    pub canonical: bool,
    /// Whether the name leads to one answer (`Root cause`).
    pub steers: bool,
    /// Whether it is a part of the form (`Details`, `Dates`).
    pub form: bool,
    /// Where the name stands in the heading's text, in bytes; numbering, emoji and brackets are outside.
    pub span: Span,
    /// Where the heading has no words besides the name: what another name would take the place of, in bytes of the
    /// heading's text. The article in front and the question mark behind belong to it, numbering and a colon do not.
    pub whole: Option<Span>,
}

/// The names of sections as a team uses them: the catalogue's, its presets' and its names.
#[derive(Clone, Debug)]
pub struct TeamSections {
    /// In the order of [`Section::ALL`].
    display: Vec<String>,
    /// The catalogue's names and the team's names.
    names: HashMap<String, Meaning>,
    added: Vec<AddedSection>,
    /// The team's own questions, in the order of [`Section::ALL`].
    asks: Vec<Vec<String>>,
}

/// The names by which the catalogue knows a section, in the order of the catalogue.
pub fn known_names(section: Section) -> Vec<&'static str> {
    let lines = catalogue::lines(CATALOGUE).filter(|line| Section::from_name(line.heading) == Some(section));
    lines.filter(|line| matches!(line.mark, "name" | "whole" | "steers")).map(|line| line.value).collect()
}

/// A section that a team has added to the nine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedSection {
    /// As it is to be written.
    pub name: String,
    /// What it asks.
    pub questions: Vec<String>,
}

impl Default for TeamSections {
    fn default() -> Self {
        Self::new(&Settings::default())
    }
}

impl TeamSections {
    /// Reads presets, names and synonyms from the settings. A team's own names beat those of a preset, and
    /// those beat the catalogue's.
    pub fn new(settings: &Settings) -> Self {
        let mut display: Vec<String> = Section::ALL.iter().map(|section| section.name().to_owned()).collect();
        let mut known: HashMap<String, Meaning> =
            NAMES.iter().map(|(name, meaning)| ((*name).to_owned(), *meaning)).collect();
        let mut added = Vec::new();
        let mut asks: Vec<Vec<String>> =
            Section::ALL.iter().map(|section| settings.own_questions(section.name())).collect();
        for preset in settings.preset.iter().rev() {
            for (section, name) in preset_names(*preset) {
                if let Some(shown) = display.get_mut(section as usize) {
                    *shown = name.to_owned();
                }
            }
        }
        for (key, setting) in &settings.sections {
            // `"Homework" = "Follow-up Items"` says the same as `"Follow-up Items" = ["Homework"]`.
            let section = match setting {
                SectionSetting::Same(name) => Self::section_of_key(name),
                _ => Self::section_of_key(key),
            };
            if let (Some(section), Some(name)) = (section, setting.name())
                && let Some(shown) = display.get_mut(section as usize)
            {
                *shown = name.to_owned();
            }
            if let Some(asks) = section.and_then(|section| asks.get_mut(section as usize)) {
                asks.extend_from_slice(setting.questions());
            }
            let meaning = Meaning { target: section.map_or(Target::Other, Target::Section), ..Meaning::OWN };
            let names = setting.synonyms().iter().map(String::as_str).chain(setting.name());
            let is_name = Section::from_name(key).is_none();
            known.extend(
                names.chain(is_name.then_some(key.as_str())).map(|name| (Words::read(name).normal, meaning)),
            );
            if section.is_none() {
                let name = setting.name().unwrap_or(key).to_owned();
                added.push(AddedSection { name, questions: setting.questions().to_vec() });
            }
        }
        for (section, name) in Section::ALL.into_iter().zip(&display) {
            let normal = Words::read(name).normal;
            let whole = NAMES.get(normal.as_str()).is_some_and(|meaning| meaning.whole);
            let target = Target::Section(section);
            known.insert(normal, Meaning { target, canonical: true, steers: false, whole });
        }
        known.remove("");
        Self { display, names: known, added, asks }
    }

    /// The section that a key of `[sections]` names: by its canonical name or one of the catalogue's.
    pub fn section_of_key(key: &str) -> Option<Section> {
        let by_catalogue = || match NAMES.get(Words::read(key).normal.as_str())?.target {
            Target::Section(section) => Some(section),
            Target::Form | Target::Other => None,
        };
        Section::from_name(key).or_else(by_catalogue)
    }

    /// What the section is called in this team.
    pub fn name(&self, section: Section) -> String {
        self.display.get(section as usize).cloned().unwrap_or_else(|| section.name().to_owned())
    }

    /// The questions that the team has added to those of a section.
    pub fn own_questions(&self, section: Section) -> &[String] {
        self.asks.get(section as usize).map_or(&[], Vec::as_slice)
    }

    /// The section of the team's own that a heading of this text names.
    pub fn added_section(&self, heading: &str) -> Option<&AddedSection> {
        let words = Words::read(heading).normal;
        self.added.iter().find(|section| Words::read(&section.name).normal == words)
    }

    /// The sections that the team has added, in the order of their keys.
    pub fn added(&self) -> &[AddedSection] {
        &self.added
    }

    /// What a heading of this text (without Markdown) is known as.
    ///
    /// ```
    /// use askhow_review::{Section, TeamSections};
    /// let sections = TeamSections::default();
    /// let named = sections.recognise("3. Root cause of the outage (DNS):").unwrap();
    /// assert_eq!(named.section, Some(Section::Contributors));
    /// assert!(named.steers);
    /// ```
    pub fn recognise(&self, heading: &str) -> Option<Named> {
        let words = Words::read(heading);
        let found = self.fit(&words).or_else(|| {
            // What stands in brackets may be the name: `Working theory (root cause)`.
            let with_brackets = Words::read_all(heading);
            (with_brackets.n_words() > words.n_words()).then(|| self.fit(&with_brackets)).flatten()
        });
        let (meaning, span) = found?;
        let section = match meaning.target {
            Target::Section(section) => Some(section),
            Target::Form | Target::Other => None,
        };
        Some(Named {
            section,
            canonical: meaning.canonical,
            steers: meaning.steers,
            form: meaning.target == Target::Form,
            span,
            whole: whole(heading, span),
        })
    }

    fn fit(&self, words: &Words) -> Option<(Meaning, Span)> {
        let n = words.n_words();
        let all = self.exact(words, 0, n);
        if all.is_some() {
            return all;
        }
        // `Timeline - all times in UTC`, `Lessons learned: what went well`.
        if let Some(cut) = words.cut.filter(|cut| 0 < *cut && *cut < n) {
            let (head, rest) = (self.exact(words, 0, cut), self.exact(words, cut, n));
            let is_section = |found: &(Meaning, Span)| found.0.is_section();
            let part = head.filter(is_section).or(rest.filter(is_section)).or(head).or(rest);
            if part.is_some() {
                return part;
            }
        }
        // `Root cause of the outage`, `Questions for the team`.
        if let Some(cut) = (1..n).find(|index| matches!(words.word(*index), "of" | "for")) {
            let head = self.exact(words, 0, cut).or_else(|| self.tail(words, 1, cut));
            if head.is_some() {
                return head;
            }
        }
        if n > MOST_WORDS {
            return None;
        }
        let tail = self.tail(words, 1, n);
        if tail.is_some_and(|(meaning, _)| meaning.is_section()) {
            return tail;
        }
        // `Root cause and resolution` is about the first where the second stands for none of the nine.
        let and = (1..n).find(|index| words.word(*index) == "and");
        let head = and.and_then(|cut| self.exact(words, 0, cut).or_else(|| self.tail(words, 1, cut)));
        head.filter(|(meaning, _)| meaning.is_section()).or(tail)
    }

    /// The words `from..to` as a name of their names.
    fn exact(&self, words: &Words, from: usize, to: usize) -> Option<(Meaning, Span)> {
        let bare =
            (from..to).find(|index| !matches!(words.word(*index), "the" | "our" | "a")).unwrap_or(from);
        self.look_up(words, from, to).or_else(|| self.look_up(words, bare, to))
    }

    /// The longest name that the words up to `to` end with, beginning at `from` or later.
    fn tail(&self, words: &Words, from: usize, to: usize) -> Option<(Meaning, Span)> {
        let found = (from..to).find_map(|start| {
            self.look_up(words, start, to).filter(|(meaning, _)| !meaning.whole).map(|found| (start, found))
        });
        found.map(|(start, (meaning, span))| {
            // Words that say no more than "this one" belong to the name: `The incident timeline`.
            let plain = (0..start).all(|index| is_filler(words.word(index)));
            let start = if plain { words.span(0, to).start } else { span.start };
            (Meaning { canonical: false, ..meaning }, Span::new(start, span.end))
        })
    }

    fn look_up(&self, words: &Words, from: usize, to: usize) -> Option<(Meaning, Span)> {
        let name = words.between(from, to)?;
        let meaning = self.names.get(name).copied()?;
        Some((meaning, words.span(from, to)))
    }
}

/// The name with what goes when it goes, where nothing else is left of the heading then.
fn whole(heading: &str, name: Span) -> Option<Span> {
    let (before, behind) = (heading.get(..name.start)?, heading.get(name.end..)?);
    let tail = behind.trim_start();
    let unasked = tail.trim_start_matches(['?', '？']);
    let end = if unasked.len() < tail.len() { heading.len() - unasked.len() } else { name.end };
    if behind.contains(char::is_alphanumeric) {
        return None;
    }
    let spaced = before.trim_end();
    let last = spaced.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_article = matches!(last.to_lowercase().as_str(), "the" | "our" | "a" | "an" | "this");
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

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "our"
            | "a"
            | "an"
            | "this"
            | "incident"
            | "issue"
            | "outage"
            | "postmortem"
            | "post"
            | "mortem"
    )
}

/// What the presets call a section.
fn preset_names(preset: Preset) -> impl Iterator<Item = (Section, &'static str)> {
    let mark = match preset {
        Preset::Howie => "howie",
        Preset::Sre => "sre",
        Preset::Pagerduty => "pagerduty",
        Preset::Etsy => "etsy",
        Preset::Strict => "strict",
    };
    catalogue::lines(CATALOGUE)
        .filter(move |line| line.mark == mark)
        .filter_map(|line| Some((Section::from_name(line.heading)?, line.value)))
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Meaning {
    target: Target,
    canonical: bool,
    steers: bool,
    /// It has to be all of the heading.
    whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Section(Section),
    Form,
    Other,
}

impl Meaning {
    const OWN: Meaning = Meaning { target: Target::Other, canonical: false, steers: false, whole: false };

    fn is_section(self) -> bool {
        matches!(self.target, Target::Section(_))
    }
}

/// The catalogue's names.
static NAMES: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    catalogue::lines(CATALOGUE)
        .filter(|line| matches!(line.mark, "name" | "whole" | "steers"))
        .filter_map(|line| {
            let target = match line.heading {
                "form" => Target::Form,
                "other" => Target::Other,
                name => Target::Section(Section::from_name(name)?),
            };
            let (steers, whole) = (line.mark == "steers", line.mark == "whole");
            Some((line.value, Meaning { target, canonical: false, steers, whole }))
        })
        .collect()
});

#[cfg(test)]
mod tests;
