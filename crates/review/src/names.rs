//! Which section a heading names.
//!
//! Teams call the same section by many names, number them, dress them with emoji and put zones in brackets.
//! A name fits when it is all of a heading, its last words (`Incident summary`), or what stands before a
//! colon, *of* or *for* (`Root cause of the outage`). A heading may join several (`Root cause + remediation`).
//! What no table holds is read as a clause (`What slowed us down`) or by its head noun (`Key evidence`). What is looked at
//! of a heading is bounded, however long it is.

mod fit;
mod frames;
mod grammar;
mod meaning;
mod words;

use std::collections::HashMap;

use askhow_document::Span;

use crate::beside::Beside;
use crate::catalogue;
use crate::section::{CATALOGUE, Section};
use crate::settings::{Preset, SectionSetting, Settings};
use fit::{Fit, whole};
use meaning::{Meaning, NAMES, PERHAPS, Target};
use words::Words;

/// Headings with more words than this are sentences; only their start can be a name.
const MOST_WORDS: usize = 9;
/// Headings that join more pieces than this are lists.
const MOST_PIECES: usize = 4;

/// What a heading is known as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which section; `None` for one that is known and stands for none of them (`Detection`), for the form,
    /// and for a section that the team has added.
    pub section: Option<Section>,
    /// The sections that it names besides: `Root cause + remediation` holds the follow-ups, too.
    pub also: Vec<Section>,
    /// Whether it bears the name that the section has in this team.
    pub canonical: bool,
    /// Whether the name leads to one answer (`Root cause`).
    pub steers: bool,
    /// Whether it tells how the incident was handled, and stands for none of the nine: `Resolution`.
    pub handled: bool,
    /// Which one of those it is that stand for none of the nine and ask questions of their own.
    pub beside: Option<Beside>,
    /// Whether it is a part of the form (`Details`, `Dates`).
    pub form: bool,
    /// Where the name stands in the heading's text, in bytes; numbering, emoji and brackets are outside.
    pub span: Span,
    /// Where the heading has no words besides the name: what another name would take the place of, in bytes of the
    /// heading's text. The article in front and the question mark behind belong to it, numbering and a colon do not.
    pub whole: Option<Span>,
    /// Whether it tells what else it is about than the incident: `Cause of the retry storm`.
    pub is_topic: bool,
}

impl Named {
    /// Whether nothing of `heading` but words in brackets says so: `Working theory (root cause)`.
    pub(crate) fn is_in_brackets(&self, heading: &str) -> bool {
        heading.get(..self.span.start).is_some_and(|before| before.contains(['(', '[', '{']))
    }

    /// Whether it names `section`, alone or with others.
    pub fn is(&self, section: Section) -> bool {
        self.section == Some(section) || self.also.contains(&section)
    }

    /// All sections that it names.
    pub fn sections(&self) -> impl Iterator<Item = Section> {
        self.section.into_iter().chain(self.also.iter().copied())
    }
}

/// The names of sections as a team uses them: the catalogue's, its presets' and its names.
#[derive(Clone, Debug)]
pub struct TeamSections {
    /// In the order of [`Section::ALL`].
    display: Vec<String>,
    /// What the team's names mean, and those that it has for the sections; they beat the catalogue's.
    names: HashMap<String, Meaning>,
    added: Vec<AddedSection>,
    /// The team's own questions, in the order of [`Section::ALL`].
    asks: Vec<Vec<String>>,
}

/// The names by which the catalogue knows a section, in the order of the catalogue.
pub fn known_names(section: Section) -> Vec<&'static str> {
    let lines = catalogue::lines(CATALOGUE).filter(|line| Section::from_name(line.heading) == Some(section));
    lines.filter(|line| catalogue::is_name(line.mark)).map(|line| line.value).collect()
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
        let mut known: HashMap<String, Meaning> = HashMap::new();
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
            let meaning =
                Meaning { target: section.map_or(Target::Other(None), Target::Section), ..Meaning::OWN };
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
            let known_as = NAMES.get(normal.as_str()).copied().unwrap_or(Meaning::OWN);
            let target = Target::Section(section);
            known.insert(normal, Meaning { target, canonical: true, steers: false, ..known_as });
        }
        known.remove("");
        Self { display, names: known, added, asks }
    }

    /// The section that a key of `[sections]` names: by its canonical name or one of the catalogue's.
    pub fn section_of_key(key: &str) -> Option<Section> {
        let by_catalogue = || match NAMES.get(Words::read(key).normal.as_str())?.target {
            Target::Section(section) => Some(section),
            Target::Form | Target::Handled(_) | Target::Other(_) => None,
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
        let found = self.read(&words).or_else(|| {
            // What stands in brackets may be the name: `Working theory (root cause)`.
            let with_brackets = Words::read_all(heading);
            (with_brackets.n_words() > words.n_words()).then(|| self.fit(&with_brackets)).flatten()
        });
        let Fit { meaning, span, also, is_topic } = found?;
        Some(Named {
            section: meaning.section(),
            canonical: meaning.canonical,
            // Under a name that asks for several things there is room for more than one answer.
            steers: meaning.steers && also.iter().all(|section| *section == Section::Description),
            handled: matches!(meaning.target, Target::Handled(_)),
            beside: meaning.beside(),
            form: meaning.target == Target::Form,
            span,
            whole: whole(heading, span),
            also,
            is_topic,
        })
    }

    /// The section that a heading may be, though it does not name one: `Fixes`, `Cache changes`. No reason to take it
    /// for that section, and reason enough not to call the section missing.
    pub fn may_be(&self, heading: &str) -> Option<Section> {
        let words = Words::read(heading);
        let own = self.names.get(&words.normal).is_some_and(|_| !NAMES.contains_key(words.normal.as_str()));
        // What a team has named itself is known for sure.
        if own {
            return None;
        }
        let by_noun = || grammar::read(&words, 0, words.end()).map(|reading| reading.section);
        PERHAPS.get(words.normal.as_str()).copied().or_else(by_noun)
    }

    /// Whether something of a section may well be told under a heading or behind a label, though it does not name it: `The
    /// fix: two watchdogs` for what is to be done. Then the section is not called missing.
    pub fn is_near(&self, heading: &str, section: Section) -> bool {
        let words = Words::read(heading);
        let is_own = || self.names.contains_key(&words.normal) && !NAMES.contains_key(words.normal.as_str());
        grammar::is_near(&words, section) && !is_own()
    }
}

/// The lines by which headings are read that no table of names holds.
fn headings() -> impl Iterator<Item = catalogue::Line> {
    catalogue::lines(include_str!("../data/headings.txt"))
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

#[cfg(test)]
mod tests;
