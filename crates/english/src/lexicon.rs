//! What words can be: a generated list of verbs and adjectives, and the small closed classes by hand.

use crate::class::{Class, Classes, ends_as, is};

/// `word kinds`, sorted; see the head of the file for where it comes from.
const LEXICON: &str = include_str!("../data/lexicon.txt");

/// Where the words begin that start with a letter and those behind it. It is worked out by the compiler, and the list is
/// searched as it stands: reading it into a map would take longer than most reviews take as a whole.
static STARTS: [usize; PAIRS + 1] = starts(LEXICON.as_bytes());

#[expect(clippy::indexing_slicing, reason = "the compiler runs it, and refuses what lies outside")]
const fn starts(list: &[u8]) -> [usize; PAIRS + 1] {
    let mut starts = [0; PAIRS + 1];
    let (mut at, mut reached) = (0, 0);
    while at < list.len() {
        if list[at] != b'#' {
            let pair = letter(list[at]) * 27 + letter(list[at + 1]);
            while reached < pair {
                reached += 1;
                starts[reached] = at;
            }
        } else if reached == 0 {
            // The words begin behind the head.
            starts[0] = at;
        }
        while list[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    while reached < PAIRS {
        reached += 1;
        starts[reached] = at;
    }
    starts
}

/// Letters from 1; what is none comes before them.
const fn letter(byte: u8) -> usize {
    if byte.is_ascii_lowercase() { (byte - b'a') as usize + 1 } else { 0 }
}

/// So many pairs of first letters there are; what is no letter comes before all of them.
const PAIRS: usize = 27 * 27;

/// The place of a word's first two letters among all pairs, which is in the order of the list.
fn pair_of(word: &str) -> usize {
    let place = |at: usize| word.as_bytes().get(at).map_or(0, |byte| letter(*byte));
    place(0) * 27 + place(1)
}

/// What the list says a word can be.
fn kinds_of(word: &str) -> Option<&'static str> {
    let pair = pair_of(word);
    let rows = LEXICON.get(*STARTS.get(pair)?..*STARTS.get(pair + 1)?)?;
    let rows = rows.lines().filter_map(|row| row.split_once(' '));
    rows.take_while(|(listed, _)| *listed <= word).find(|(listed, _)| *listed == word).map(|(_, kinds)| kinds)
}

/// Whether the list has a word as this: `v`, `n`, `a`.
fn listed(word: &str, kind: u8) -> bool {
    kinds_of(word).is_some_and(|kinds| kinds.as_bytes().contains(&kind))
}

/// The plain form of a verb: `fail`, `deploy`, `run`.
pub fn is_verb(word: &str) -> bool {
    listed(word.strip_prefix("re-").unwrap_or(word), b'v') && !is_function_word(word) && !is_particle(word)
}

/// What belongs to a verb before it: `fill up`, `shut down`.
pub fn is_particle(word: &str) -> bool {
    is(word, Class::Particle)
}

/// A verb that can be a noun as well: `change`, `alert`.
pub fn is_also_noun(word: &str) -> bool {
    listed(word, b'n')
}

/// A verb that is seldom a noun in a review, although dictionaries have it as one.
pub fn leans_to_verb(word: &str) -> bool {
    is(word, Class::LeansToVerb)
}

/// Listed as an adjective, or looking like one.
pub fn is_adjective(word: &str) -> bool {
    let looks = || word.len() > 5 && ends_as(word, Class::AdjectiveEnding) && !listed(word, b'v');
    (listed(word, b'a') || looks()) && !is_function_word(word) && !is_particle(word)
}

/// Words that the grammar owns; none of them is ever a main verb, a noun or an adjective here.
pub fn is_function_word(word: &str) -> bool {
    let classes = Classes::of(word);
    [Class::Preposition, Class::SubjectPronoun, Class::Conjunction, Class::Function, Class::Determiner]
        .iter()
        .any(|class| classes.has(*class))
        || is_possessive(word)
        || super::verb::auxiliary(word).is_some()
}

/// `the`, `our`, `every`, and names with `'s`.
pub fn is_determiner(word: &str) -> bool {
    is(word, Class::Determiner) || is_possessive(word)
}

/// `Ada's`, `the users'`.
pub(crate) fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("s'")
}

/// `of`, `behind`, `without`.
pub fn is_preposition(word: &str) -> bool {
    is(word, Class::Preposition)
}

/// `it`, `nobody`, `everything`.
pub fn is_subject_pronoun(word: &str) -> bool {
    is(word, Class::SubjectPronoun)
}

/// `I`, `you`, `we` and `they`, which go with a plain verb form in the present.
pub fn is_plain_form_pronoun(word: &str) -> bool {
    is(word, Class::PlainPronoun)
}

/// `me` for `i`; none for what stays as it is.
pub fn object_form(pronoun: &str) -> Option<&'static str> {
    Some(match pronoun {
        "i" => "me",
        "he" => "him",
        "she" => "her",
        "we" => "us",
        "they" => "them",
        _ => return None,
    })
}

/// `and`, `because`, `while`.
pub fn is_conjunction(word: &str) -> bool {
    is(word, Class::Conjunction)
}

/// Adverbs that stand between subject and verb, or before what is said of the subject.
pub fn is_adverb(word: &str) -> bool {
    let classes = Classes::of(word);
    classes.has(Class::Adverb)
        || word.len() > 4 && word.ends_with("ly") && !word.ends_with("-only") && !classes.has(Class::NoAdverb)
}

/// `not`, `nobody`, `no one`, `none`, `never`, `nothing`, `neither`: a sentence with one of them denies.
pub fn denies(word: &str) -> bool {
    is(word, Class::Denies) || word.ends_with("n't")
}

/// `never`, and what comes close to it: *how* asks for what it denies.
pub fn is_never(word: &str) -> bool {
    is(word, Class::Never)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_small() {
        assert!(LEXICON.len() < 100_000);
        let rows: Vec<&str> = LEXICON.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted(), "a word is found by eye");
        assert!(rows.len() > 8_000);
    }

    #[test]
    fn every_word_of_the_list_is_found_and_no_other() {
        for row in LEXICON.lines().filter(|line| !line.starts_with('#')) {
            let (word, kinds) = row.split_once(' ').unwrap();
            assert_eq!(kinds_of(word), Some(kinds), "{word}");
            for other in [format!("{word}zq"), format!("{word}-"), word.to_uppercase()] {
                assert_eq!(kinds_of(&other), None, "{other}");
            }
        }
        assert!(["", "zzzz", "a", "é", "-", "1", "a b"].iter().all(|word| kinds_of(word).is_none()));
    }

    #[test]
    fn words_of_operations_are_there() {
        for word in ["fail", "deploy", "restart", "page", "autoscale", "merge", "catch"] {
            assert!(is_verb(word), "{word}");
        }
        for word in ["cold", "stale", "unreachable", "different", "important"] {
            assert!(is_adjective(word), "{word}");
        }
        for word in ["the", "was", "we", "of", "not"] {
            assert!(!is_verb(word) && !is_adjective(word), "{word}");
        }
        assert!(is_also_noun("change") && !is_also_noun("occur"));
    }
}
