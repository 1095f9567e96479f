//! What words can be: a generated list of verbs and adjectives, and the small closed classes by hand.

use std::sync::LazyLock;

use crate::class::{ByWord, Class, Classes, ends_as, is};

/// `word kinds`, sorted; see the head of the file for where it comes from.
static LEXICON: &str = include_str!("../data/lexicon.txt");

static WORDS: LazyLock<ByWord<&'static str>> = LazyLock::new(|| {
    LEXICON.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

/// Whether the list has a word as this: `v`, `n`, `a`.
fn listed(word: &str, kind: u8) -> bool {
    WORDS.get(word).is_some_and(|kinds| kinds.as_bytes().contains(&kind))
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
        assert!(WORDS.len() > 8_000 && WORDS.len() == rows.len());
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
