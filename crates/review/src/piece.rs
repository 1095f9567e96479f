//! What holds of an item or a paragraph of a section, as far as questions differ: what it tells is not asked.

use askhow_document::{Block, Span};
use askhow_english::class::{Class, is};
use askhow_english::lexicon::{is_also_noun, is_determiner, is_verb};
use askhow_english::verb::{Auxiliary, auxiliary};
use askhow_english::{Doer, Hints, Kind, Moment, read_moments};

use crate::ask::Condition;
use crate::facts::{Facts, words};
use crate::review::Review;
use crate::said::{Said, is_measured};
use crate::vocabulary::Vocabulary;

/// So many words are more than a name.
const SENTENCE: usize = 8;

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
        let said = Said::of(text);
        // `Orders failed. Logins were unaffected`: what comes first is what it is about.
        let first = Said::of(text.split(['.', ';']).next().unwrap_or_default());
        // `Replace the pool`: to be done, or in the form of it.
        let is_asked_for = is_asked_for(&said.words);
        let begins_without = said.words.first().is_some_and(|word| is(word, Vocabulary::Nobody));
        let of_harm = first.words.iter().any(|word| is(word, Vocabulary::Harm));
        // `Data lost: none`
        let ends_without = first.words.last().is_some_and(|word| is(word, Vocabulary::Nobody));
        let told = |moment: &Moment| moment.kind.is_some();
        let seen = |moment: &Moment| moment.kind == Some(Kind::Observation);
        let found = [
            (Condition::AskedFor, is_asked_for),
            (Condition::Told, moments.iter().any(told) || said.words.len() >= SENTENCE),
            (
                Condition::Trouble,
                moments.iter().any(seen)
                    || said.words.iter().any(|it| is(it, Class::Trouble) || is(it, Vocabulary::Crowd)),
            ),
            (Condition::Standing, is_standing(&said.words)),
            (Condition::Measured, is_measured(text)),
            (Condition::Lasted, said.holds(Vocabulary::Lasting)),
            (Condition::Seen, said.holds(Vocabulary::Seen)),
            (Condition::Unnoticed, said.holds(Vocabulary::Unnoticed)),
            (
                Condition::Unharmed,
                of_harm && (begins_without || ends_without) || first.holds(Vocabulary::Unharmed),
            ),
            (Condition::Lucky, said.holds(Vocabulary::Luck)),
            (Condition::RuledOut, said.holds(Vocabulary::RulesOut)),
            (Condition::Drill, self.is_drill()),
            (Condition::Story, said.holds(Vocabulary::ReviewName)),
            (Condition::Chosen, !begins_without && !is_asked_for && !self.is_drill() && is_deed(&moments)),
        ];
        let found = found.into_iter().filter_map(|(condition, holds)| holds.then_some(condition));
        Some([Condition::One, Condition::Piece].into_iter().chain(found).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
