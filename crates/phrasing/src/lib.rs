//! Finds wording that hides how things came about, asks *how* questions about it, and rewrites *why* as
//! *how* where the result is sure to read well.
//!
//! This crate knows English and incident reviews' ways of speaking. It knows no Markdown: it is handed
//! [`Prose`], in which the dress of the words is already told apart, and gives edits of the source that
//! leave that dress as it is. All English lives in one module and its data.

mod english;
mod family;
mod finder;
mod kept;
mod ladder;
mod lookalike;
mod mention;
mod retell;
mod rewrite;
mod words;

pub use askhow_english::Place;
pub use ladder::{RUNGS, Rung, ladder};

use std::borrow::Cow;

use askhow_document::{Finding, PieceKind, Prose, Rule, Span, stumble, undress};

use askhow_english::page::Page;
use english::families::{FAMILIES, own};
use finder::Finder;

/// In which parts of a review a finding counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    #[default]
    Anywhere,
    /// Description, Impact or the form only.
    Description,
    /// Everywhere but under Mitigators (and its synonyms).
    OutsideMitigators,
    /// Under Contributors & Enablers only.
    Contributors,
}

/// A finding in prose. Its spans and edits are relative to [`Prose::source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What is said, asked and offered.
    pub finding: Finding,
    /// Where it counts; who knows the sections decides.
    pub scope: Scope,
    /// The wording in lower case: the same one in a section is reported once at its level, then as a hint.
    pub wording: String,
}

/// A team's own phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnPhrase {
    /// What is looked for: whole words, in any case.
    pub find: String,
    /// What is said about it.
    pub message: String,
    /// What is asked.
    pub questions: Vec<String>,
    /// What it can be replaced with.
    pub replace: Option<String>,
}

/// Everything that is looked for, compiled once per set of settings.
#[derive(Debug)]
pub struct Phrases {
    own: Vec<OwnPhrase>,
    finder: Finder,
}

/// So often at most a sentence says what one family listens for; more are words in a row, and no sentence. Each is read
/// with the words around it, which would cost much there and bring nothing.
const MOST_IN_A_SENTENCE: usize = 16;

/// Keeps the first hits of each sentence.
fn keep_first(page: &Page<'_>, hits: &mut Vec<(usize, usize)>) {
    let mut here = (0, 0);
    hits.retain(|(from, _)| {
        let (start, _) = page.whole_sentence(*from);
        here = if here.0 == start { (start, here.1 + 1) } else { (start, 1) };
        here.1 <= MOST_IN_A_SENTENCE
    });
}

impl Phrases {
    /// The built-in phrases and a team's own.
    pub fn new(own: Vec<OwnPhrase>) -> Self {
        let built_in = FAMILIES.iter().enumerate().flat_map(|(group, family)| {
            words::phrases(family.phrases).iter().map(move |phrase| (Cow::Borrowed(*phrase), group))
        });
        let of_team = own.iter().enumerate();
        let of_team = of_team.map(|(nth, phrase)| (Cow::Owned(normal(&phrase.find)), FAMILIES.len() + nth));
        let finder = Finder::new(built_in.chain(of_team));
        Self { own, finder }
    }

    /// Whether anything might be found in this source: cheap, and never wrongly `false`. Where the words can't be told
    /// from their dress at a glance, something might.
    pub fn may_match(&self, source: &str) -> bool {
        undress(source).is_none_or(|text| self.finder.hits(&text).any(|hit| is_worth_reading(&text, hit)))
    }

    /// What is found in a piece of prose, in the order of the text.
    pub fn check(&self, prose: &Prose<'_>, place: Place) -> Vec<Hit> {
        let plain = prose.plain();
        let text = plain.text.as_str();
        let is_text = |span: Span| plain.kind_at(span.start) == Some(PieceKind::Text);
        let hits = self.finder.hits(text).filter(|hit| is_text(hit.1) && is_worth_reading(text, *hit));
        let mut hits: Vec<(usize, Span)> = hits.collect();
        if hits.is_empty() {
            return Vec::new();
        }
        let page = Page::new(prose, plain, place);
        let mut found = Vec::new();
        // Groups without hits cost nothing.
        hits.sort_by_key(|(group, _)| *group);
        for hits in hits.chunk_by(|(one, _), (next, _)| one == next) {
            let Some((group, _)) = hits.first() else { continue };
            let mut tokens = page.longest(hits.iter().map(|(_, span)| *span));
            match FAMILIES.get(*group) {
                Some(family) if !tokens.is_empty() => {
                    keep_first(&page, &mut tokens);
                    stumble::add(family.rules, &mut found, |found| (family.look)(&page, &tokens, found));
                }
                Some(_) => {}
                None => {
                    let phrase = self.own.get(*group - FAMILIES.len());
                    stumble::add(&[&own::RULE], &mut found, |found| {
                        found.extend(
                            phrase
                                .into_iter()
                                .flat_map(|phrase| tokens.iter().map(|hit| own::found(&page, *hit, phrase))),
                        );
                    });
                }
            }
        }
        found.sort_by_key(|found| (found.finding.span.start, found.finding.span.end));
        let expressions = kept::expressions(prose);
        let is_kept = |span: Span| {
            expressions.iter().any(|kept| span.start < kept.end && kept.start < span.end.max(span.start + 1))
        };
        found
            .into_iter()
            .filter(|found| !is_kept(found.finding.span))
            .filter(|found| {
                let (rule, span) = (found.finding.rule, found.finding.span);
                // A team's own phrase is meant wherever it stands.
                rule == &own::RULE
                    || !mention::is_mention(&page, span) && !lookalike::is_look_alike(&page, rule, span)
            })
            .map(|mut found| {
                let quoted = page.is_source_quoted(found.finding.span.start);
                if place.quoted || quoted {
                    found.finding.level = found.finding.level.lowered();
                }
                // Formulas, and the words of a link to another document, stay as they are.
                let is_name = |span: Span| {
                    let token = page.token_of_source(span.start);
                    // What takes the brackets along leaves the name whole.
                    let inside = page
                        .get(token)
                        .is_some_and(|it| page.plain.source_offset(it.span.start) == span.start);
                    let close = page.link_around(token).filter(|_| inside);
                    place.named || is_kept(span) || close.is_some_and(|close| !close.starts_with("](#"))
                };
                found.finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| is_name(edit.span)));
                if place.is_kept() || quoted || kept::may_be_named(&page, found.finding.span) {
                    for fix in &mut found.finding.fixes {
                        fix.safe = false;
                    }
                }
                found = found.asked_at_least(&page);
                Hit { finding: found.finding, scope: found.scope, wording: found.wording }
            })
            .collect()
    }
}

/// How far a peek looks, in bytes.
const PEEK: usize = 64;

/// Whether the family of a hit in the words of a text has anything to say with these neighbours.
fn is_worth_reading(text: &str, (group, span): (usize, Span)) -> bool {
    FAMILIES.get(group).is_none_or(|family| {
        let (mut before, mut behind) = ([0; PEEK], [0; PEEK]);
        let before = in_small(around(text, span.start.saturating_sub(PEEK), span.start), &mut before);
        let behind = in_small(around(text, span.end, span.end + PEEK), &mut behind);
        (family.peek)(before, span.of(text), behind)
    })
}

/// `text[from..to]`, drawn in to the borders of characters and the end of the text.
fn around(text: &str, from: usize, to: usize) -> &str {
    let to = (0..=to.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let from = (from..=to).find(|at| text.is_char_boundary(*at)).unwrap_or(to);
    text.get(from..to).unwrap_or_default()
}

/// A text no longer than the room for it, in small letters.
fn in_small<'r>(text: &str, room: &'r mut [u8; PEEK]) -> &'r str {
    let letters = room.iter_mut().zip(text.bytes());
    letters.for_each(|(room, byte)| *room = byte.to_ascii_lowercase());
    room.get(..text.len()).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// As phrases are compared: lower case, straight apostrophes, single blanks.
fn normal(phrase: &str) -> String {
    let lower = phrase.to_lowercase().replace(['’', '‘'], "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rules of this crate, in the order of the reference. The last is that of a team's own phrases.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    english::families::rules()
}

/// The rules that others ask about.
pub mod rules {
    pub use crate::english::families::{five_whys, reason_why, root_cause, why};
}

#[cfg(test)]
mod tests;
