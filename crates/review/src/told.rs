//! What the entries of the timelines tell, and who acts in them.
//!
//! What the words of an entry tell by themselves is a fact of its line, and is kept with it. That a name is somebody's because
//! they act in another entry is a fold over all of them, read when it is first asked.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use askhow_document::Span;
use askhow_english::class::{Class, is};
use askhow_english::names::is_given;
use askhow_english::roles::is_anybody;
use askhow_english::{EntryParts, Hints, Kind, Moment, read_moments};

use crate::entry_text::EntryText;
use crate::review::Review;

/// What an entry tells by its own words, and what it was read from.
/// So many entries are asked whether anything has happened, and so many have to say so.
const FIRST_ENTRIES: usize = 12;
const FEW_SEEN: usize = 2;
/// What only those tell who were there.
const SEEN: [Kind; 3] = [Kind::Observation, Kind::Hypothesis, Kind::Recovery];

#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    words: String,
    marked: Vec<Span>,
    code: Vec<Span>,
    who: Option<Span>,
    kinds: Arc<Vec<(String, Kind)>>,
    moments: Vec<Moment>,
}

impl Told {
    fn is_of(&self, said: &EntryText, kinds: &Arc<Vec<(String, Kind)>>) -> bool {
        self.words == said.words
            && self.marked == said.marked
            && self.code == said.code
            && self.who == said.who
            && (Arc::ptr_eq(&self.kinds, kinds) || self.kinds == *kinds)
    }
}

impl EntryText {
    /// What it tells, clause by clause, with the words of a team's settings and the names of those who act elsewhere.
    pub fn moments(&self, review: &Review) -> Vec<Moment> {
        let names = review.actors();
        let told = self.told(review);
        let words = others(&self.words, &told.moments);
        if names.iter().any(|name| words.contains(name.as_str())) {
            read_moments(&self.words, self.hints(review, names))
        } else {
            told.moments.clone()
        }
    }

    /// Kind and actor of the whole, from its moments.
    pub fn parts(&self, moments: &[Moment]) -> EntryParts {
        EntryParts::of(&self.words, moments)
    }

    /// What it tells by its own words.
    fn told(&self, review: &Review) -> Arc<Told> {
        let kinds = &review.surroundings.rules.kinds;
        let read = || {
            Arc::new(Told {
                words: self.words.clone(),
                marked: self.marked.clone(),
                code: self.code.clone(),
                who: self.who,
                kinds: Arc::clone(kinds),
                moments: read_moments(&self.words, self.hints(review, &[])),
            })
        };
        let Some((_, fact, _)) = review.line(self.at) else { return read() };
        let told = fact.told.get_or_init(read);
        if told.is_of(self, kinds) { Arc::clone(told) } else { read() }
    }

    fn hints<'h>(&'h self, review: &'h Review, names: &'h [String]) -> Hints<'h> {
        let words = &review.surroundings.rules.kinds;
        Hints { marked: &self.marked, words, actor: self.who, code: &self.code, names }
    }
}

/// The words in small letters, without those who are known to act: they are known whoever else is.
fn others(words: &str, moments: &[Moment]) -> String {
    let mut others = String::with_capacity(words.len());
    let mut from = 0;
    for who in moments.iter().filter_map(|moment| moment.who).filter(|who| !who.is_empty()) {
        if let Some(before) = words.get(from..who.start) {
            others.push_str(before);
            from = who.end;
        }
    }
    others.push_str(words.get(from..).unwrap_or_default());
    others.make_ascii_lowercase();
    others
}

/// So many entries of a review are read for names: they come up early.
const MOST_READ: usize = 500;

impl Review {
    /// Who acts in the timelines of this review, in small letters: those who certainly do, those who may and do so twice, and
    /// those whom the form names.
    pub(crate) fn actors(&self) -> &[String] {
        self.asked.actors.get_or_init(|| {
            let mut names = Names {
                certain: self.people_of_form().chain(self.people_of_settings()).collect(),
                ..Names::default()
            };
            let lines = self
                .timelines
                .iter()
                .flat_map(|timeline| (0..timeline.lines.len()).map(move |line| (timeline, line)));
            let lines = lines.filter_map(|(timeline, line)| EntryText::of(self, timeline, line));
            for said in lines.take(MOST_READ) {
                for moment in &said.told(self).moments {
                    names.count(&said.words, moment);
                }
            }
            names.folded()
        })
    }

    /// Whether its first entries tell what was seen, thought or well again: a plan lists what is to be done.
    pub(crate) fn tells_what_happened(&self) -> bool {
        let entries = self.timelines.iter().flat_map(|timeline| {
            (0..timeline.lines.len()).filter_map(move |line| EntryText::of(self, timeline, line))
        });
        let is_seen = |said: &EntryText| {
            let told = said.told(self);
            told.moments.iter().any(|moment| moment.kind.is_some_and(|kind| SEEN.contains(&kind)))
        };
        entries.take(FIRST_ENTRIES).filter(is_seen).take(FEW_SEEN).count() == FEW_SEEN
    }

    /// All names under `[people]` in the settings, in small letters.
    fn people_of_settings(&self) -> impl Iterator<Item = String> + '_ {
        let people = self.surroundings.rules.settings.people.iter();
        let names = people.flat_map(|(name, person)| [name].into_iter().chain(&person.also));
        names.map(|name| name.trim_start_matches('@').to_lowercase()).filter(|name| !name.is_empty())
    }

    /// The names in the fields of the form that name people, in small letters.
    fn people_of_form(&self) -> impl Iterator<Item = String> + '_ {
        let fields = self.form.fields.iter().filter(|read| read.field.is_people());
        let names = fields.flat_map(|read| read.text.split([',', ';', '&', '/']));
        let names = names.map(|name| name.trim().trim_start_matches('@').to_lowercase());
        names.filter(|name| (2..=40).contains(&name.len()) && is_proper(name))
    }
}

/// Names while they are counted, in small letters.
#[derive(Default)]
struct Names {
    certain: BTreeSet<String>,
    /// Those who may be somebody, and how often.
    possible: HashMap<String, usize>,
    /// Of all of them those that are written in small letters.
    handles: BTreeSet<String>,
}

impl Names {
    fn count(&mut self, words: &str, moment: &Moment) {
        if let Some(written) = moment.who.or(moment.may_act).map(|span| span.of(words))
            && !written.contains(char::is_uppercase)
        {
            self.handles.insert(written.to_owned());
        }
        let name = |span: Span| span.of(words).to_lowercase();
        self.certain.extend(moment.who.map(name).filter(|name| is_proper(name)));
        // A program that acts twice is a program.
        if let Some(name) = moment.may_act.map(name).filter(|name| !name.ends_with("bot")) {
            *self.possible.entry(name).or_default() += 1;
        }
    }

    fn folded(mut self) -> Vec<String> {
        // Who is named in full once is called by the first name later.
        let firsts: Vec<String> = self.certain.iter().filter_map(|name| first_name(name)).collect();
        self.certain.extend(firsts);
        let (often, once): (Vec<_>, Vec<_>) = self.possible.into_iter().partition(|(_, times)| *times > 1);
        self.certain.extend(often.into_iter().map(|(name, _)| name));
        // Where several are written as handles, so are the others.
        let is_handle = |name: &String| !name.contains(' ') && self.handles.contains(name);
        if self.certain.iter().filter(|name| is_handle(name)).count() > 1 {
            let others: Vec<String> = once.into_iter().map(|(name, _)| name).filter(is_handle).collect();
            self.certain.extend(others);
        }
        // A given name is somebody's by itself.
        self.certain.into_iter().filter(|name| !is_given(name)).collect()
    }
}

/// The first of two or three names, where none says what somebody does.
fn first_name(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let is_full = matches!(words.len(), 2 | 3)
        && !words.iter().any(|word| is_anybody(word) || matches!(*word, "and" | "&" | "of"));
    words.first().filter(|_| is_full).map(|first| (*first).to_owned())
}

/// A name, and no pronoun or what somebody is by their work.
fn is_proper(name: &str) -> bool {
    !is(name, Class::PersonalSubject)
        && !is_anybody(name)
        && !name.starts_with("the ")
        && !name.starts_with("a ")
}
