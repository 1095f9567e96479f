//! What holds of an item or a paragraph of a section, as far as questions differ: what it tells is not asked.

use std::time::Duration;

use askhow_document::{Block, BlockKind, Span};
use askhow_english::class::{Class, WordClass, is};
use askhow_english::lexicon::{is_also_noun, is_determiner, is_verb};
use askhow_english::verb::{Auxiliary, auxiliary};
use askhow_english::{Doer, Hints, Kind, Moment, read_moments};

use crate::ask::Condition;
use crate::facts::{Facts, words};
use crate::review::Review;
use crate::timelines::TimelinePart;
use crate::vocabulary::Vocabulary;

/// So many words of a piece are looked at.
const MOST_WORDS: usize = 120;

/// So many words are more than a name.
const SENTENCE: usize = 8;

/// So long without an entry is a quiet stretch, whatever the setting says.
const LONG: Duration = Duration::from_secs(3600);

/// So many bytes at the start of a review say what it is about.
const HEAD: usize = 1500;

impl Review {
    /// What holds of a block of a section; `None` where it has no words of its own: a name, a version, a link.
    pub fn conditions_of_block(&self, facts: &Facts, index: usize, block: &Block) -> Option<Vec<Condition>> {
        let said = words(&facts.segment, index, block.content);
        let codes: Vec<Span> = said.codes().collect();
        self.conditions_of_words(&said.text, &codes)
    }

    /// The same of words and the code spans and addresses in them.
    pub fn conditions_of_words(&self, text: &str, codes: &[Span]) -> Option<Vec<Condition>> {
        if !tells_something(text, codes) {
            return None;
        }
        let rules = &self.surroundings.rules;
        let hints = Hints { code: codes, words: &rules.kinds, names: self.actors(), ..Hints::default() };
        let moments = read_moments(text, hints);
        let said: Vec<String> = lower_words(text).take(MOST_WORDS).collect();
        // `Orders failed. Logins were unaffected`: what comes first is what it is about.
        let first: Vec<String> = lower_words(text.split(['.', ';']).next().unwrap_or_default()).collect();
        // `Replace the pool`: to be done, or in the form of it.
        let is_asked_for = is_asked_for(&said);
        let begins_without = said.first().is_some_and(|word| is(word, Vocabulary::Nobody));
        let of_harm = first.iter().any(|word| is(word, Vocabulary::Harm));
        // `Data lost: none`
        let ends_without = first.last().is_some_and(|word| is(word, Vocabulary::Nobody));
        let told = |moment: &Moment| moment.kind.is_some();
        let found = [
            (Condition::AskedFor, is_asked_for),
            (Condition::Told, moments.iter().any(told) || said.len() >= SENTENCE),
            (Condition::Trouble, said.iter().any(|it| is(it, Class::Trouble) || is(it, Vocabulary::Crowd))),
            (Condition::Standing, is_standing(&said)),
            (Condition::Measured, is_measured(text)),
            (Condition::Lasted, holds(&said, Vocabulary::Lasting)),
            (Condition::Seen, holds(&said, Vocabulary::Seen)),
            (Condition::Unnoticed, holds(&said, Vocabulary::Unnoticed)),
            (
                Condition::Unharmed,
                of_harm && (begins_without || ends_without) || holds(&first, Vocabulary::Unharmed),
            ),
            (Condition::Lucky, holds(&said, Vocabulary::Luck)),
            (Condition::RuledOut, holds(&said, Vocabulary::RulesOut)),
            (Condition::Drill, self.is_drill()),
            (Condition::Story, holds(&said, Vocabulary::ReviewName)),
            (Condition::Chosen, !begins_without && !is_asked_for && !self.is_drill() && is_deed(&moments)),
        ];
        let found = found.into_iter().filter_map(|(condition, holds)| holds.then_some(condition));
        Some([Condition::One, Condition::Piece].into_iter().chain(found).collect())
    }

    /// Whether what was done was done to try it out, as the beginning of the review says.
    pub fn is_drill(&self) -> bool {
        let end = self.outline.parts.get(1).map_or(HEAD, |second| second.heading.start.min(HEAD));
        let mut said = Vec::new();
        for (facts, start) in self.facts.iter().zip(&self.starts).take_while(|(_, start)| **start < end) {
            let told =
                |block: &&Block| !matches!(block.kind, BlockKind::Html | BlockKind::FrontMatter { .. });
            for block in facts.segment.blocks().iter().filter(told) {
                if start + block.content.start < end {
                    said.extend(lower_words(&facts.segment.prose(block.content).plain().text));
                }
            }
        }
        holds(&said, Vocabulary::Drill)
    }

    /// Whether there are timelines, and none of them has a quiet stretch.
    pub fn is_steady(&self) -> bool {
        let gaps = |timeline: &TimelinePart| -> Vec<Duration> {
            let read = &timeline.timeline;
            let gaps = (0..timeline.lines.len()).filter_map(|line| read.gap_before(line));
            gaps.map(|gap| gap.unsigned_abs()).collect()
        };
        let all: Vec<Duration> = self.timelines.iter().flat_map(gaps).collect();
        let is_quiet = |timeline: &TimelinePart| !timeline.timeline.quiet_stretches().is_empty();
        !all.is_empty() && all.iter().all(|gap| *gap < LONG) && !self.timelines.iter().any(is_quiet)
    }
}

/// Whether the first thing told is somebody's deed that is done.
fn is_deed(moments: &[Moment]) -> bool {
    let first = moments.iter().find(|moment| moment.kind.is_some());
    first.is_some_and(|moment| moment.kind == Some(Kind::Action) && moment.doer != Doer::Thing)
}

/// `Replace the pool`, and not `Cache misses had been seen before`.
fn is_asked_for(said: &[String]) -> bool {
    let next = said.get(1).map_or("", String::as_str);
    said.first().is_some_and(|word| is_verb(word) && (!is_also_noun(word) || is_determiner(next)))
}

/// `Still open: nothing checks it`, `The check is in place`: how it is, and nothing that is to be done.
fn is_standing(said: &[String]) -> bool {
    let is_finite = |word: &String| {
        auxiliary(word).is_some_and(|it| {
            matches!(it.which, Auxiliary::Be | Auxiliary::Have) && !matches!(word.as_str(), "be" | "have")
        })
    };
    let is_asked = |word: &String| {
        auxiliary(word).is_some_and(|it| !matches!(it.which, Auxiliary::Be | Auxiliary::Have | Auxiliary::Do))
    };
    let near = said.get(..said.len().min(8)).unwrap_or_default();
    let first = near.first();
    first.is_some_and(|word| is(word, Vocabulary::StandsAlready))
        || near.iter().any(is_finite)
            && !near.iter().any(is_asked)
            && !first.is_some_and(|word| is_verb(word))
}

/// Words of the writer's own: three, or fewer where nothing else stands there.
fn tells_something(text: &str, codes: &[Span]) -> bool {
    let mut at = 0;
    let mut n_words = 0;
    let mut others = !codes.is_empty();
    for word in text.split_whitespace() {
        let start = text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |found| at + found);
        at = start + word.len();
        if codes.iter().any(|code| code.start <= start && start < code.end) {
            continue;
        }
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_word = !letters.is_empty() && letters.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
        n_words += usize::from(is_word);
        others |= letters.contains(|c: char| c.is_ascii_digit()) || letters.contains("://");
    }
    n_words >= 3 || n_words > 0 && !others
}

/// Whether a text tells how many or how much: `every API request`, `41 users`, `12 %`.
pub(crate) fn is_measured(text: &str) -> bool {
    let said: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_lowercase();
    said.iter().enumerate().any(|(idx, word)| {
        let word = plain(word);
        if is(&word, Vocabulary::Quantity) {
            return true;
        }
        let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
        let (number, unit) = word.split_at(end.unwrap_or(word.len()));
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.matches('.').count() < 2;
        let next = said.get(idx + 1).map(|next| plain(next)).unwrap_or_default();
        let is_unit = |word: &str| word.starts_with('%') || is(word, Vocabulary::Unit);
        is_number && (is_unit(unit) || unit.is_empty() && is_unit(&next))
    })
}

/// The words of a text in small letters, without signs around them.
pub(crate) fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && !"-'’".contains(c));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a word or a phrase of a class stands in these words.
pub(crate) fn holds(said: &[String], class: impl WordClass) -> bool {
    const LONGEST: usize = 5;
    (0..said.len()).any(|from| {
        (from + 1..=(from + LONGEST).min(said.len())).any(|to| {
            let phrase = said.get(from..to).unwrap_or_default();
            match phrase {
                [word] => is(word, class),
                words => is(&words.join(" "), class),
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_measured_and_what_is_named_is_not() {
        for text in [
            "Every API request failed.",
            "41 users saw it",
            "p95 rose to 350ms",
            "12% of orders",
            "3,000 requests",
        ] {
            assert!(is_measured(text), "{text}");
        }
        for text in ["Relay 2 was full", "since 4.2.3", "PR #12 went out", "at 10:40", "The pool was small"] {
            assert!(!is_measured(text), "{text}");
        }
    }

    #[test]
    fn a_name_or_a_link_alone_has_no_words_of_its_own() {
        let code = |text: &str| {
            let from = text.find('`').unwrap();
            vec![Span::new(from, text.rfind('`').unwrap() + 1)]
        };
        for text in ["`CheckCash`", "`relay-2` (2.0.1)", "4.2.3 – 4.2.4"] {
            let codes = if text.contains('`') { code(text) } else { Vec::new() };
            assert!(!tells_something(text, &codes), "{text}");
        }
        for text in ["Full disk", "Redis", "`relay-2` had no room left", "The pool of 20 was full"] {
            let codes = if text.contains('`') { code(text) } else { Vec::new() };
            assert!(tells_something(text, &codes), "{text}");
        }
    }

    #[test]
    fn phrases_are_found_wherever_they_stand() {
        let said: Vec<String> = lower_words("Not a real incident: a rehearsal").collect();
        assert!(holds(&said, Vocabulary::Drill));
        assert!(!holds(&said, Vocabulary::Unharmed));
    }
}
