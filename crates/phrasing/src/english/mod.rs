//! English: its words, its clauses, and the families of wording that are looked for.
//!
//! Everything that belongs to the language stands below here. What is outside (words of a page, changes of
//! a source, one automaton for all phrases) would serve a second language as well.

pub(crate) mod clause;
pub(crate) mod families;
mod lexicon;
mod names;
mod people;
mod verb;
pub(crate) mod why;
mod words;

pub(crate) use names::is_person;

/// A small number in words or digits.
pub(crate) fn number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|char| char.is_ascii_digit())
        || ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].contains(&word)
}
