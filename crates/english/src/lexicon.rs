//! What words can be: a generated list of verbs and adjectives, and the small closed classes by hand.

use crate::class::{Class, Classes, ends_as, is};

/// `word kinds`, sorted; see the head of the file for where it comes from.
const LEXICON: &str = include_str!("../data/lexicon.txt");

/// So many slots has the table of the list, about twice as many as there are words.
const N_SLOTS: usize = 1 << 14;

/// Where the rows of the list stand, by the hashes of their words; 0, where its head begins, for an empty slot. The compiler
/// fills it, so that nothing has to be read into a map when a program starts.
static SLOTS: [u32; N_SLOTS] = slots(LEXICON.as_bytes());

#[expect(clippy::indexing_slicing, reason = "the compiler runs it, and refuses what lies outside")]
const fn slots(list: &[u8]) -> [u32; N_SLOTS] {
    let mut slots = [0; N_SLOTS];
    let mut at = 0;
    while at < list.len() {
        let row = at;
        if list[at] != b'#' {
            let mut hash = EMPTY_HASH;
            while list[at] != b' ' {
                hash = hashed(hash, list[at]);
                at += 1;
            }
            let mut slot = hash as usize % N_SLOTS;
            while slots[slot] != 0 {
                slot = (slot + 1) % N_SLOTS;
            }
            slots[slot] = row as u32;
        }
        while list[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    slots
}

/// The hash of no letter (FNV-1a).
const EMPTY_HASH: u32 = 0x811c_9dc5;

const fn hashed(hash: u32, byte: u8) -> u32 {
    let hash = (hash ^ byte as u32).wrapping_mul(0x0100_0193);
    hash ^ hash >> 15
}

/// What the list says a word can be.
fn kinds_of(word: &str) -> Option<&'static str> {
    let mut slot = word.bytes().fold(EMPTY_HASH, hashed) as usize % N_SLOTS;
    loop {
        let row = *SLOTS.get(slot).filter(|row| **row != 0)? as usize;
        let (listed, rest) = LEXICON.get(row..)?.split_at_checked(word.len())?;
        if listed == word && rest.starts_with(' ') {
            return rest.get(1..)?.split('\n').next();
        }
        slot = (slot + 1) % N_SLOTS;
    }
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
