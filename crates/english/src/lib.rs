//! Reads English as it is written in incident reviews: words and their forms, clauses, people, and what an
//! entry of a timeline tells.
//!
//! All that belongs to the language stands here, with its data. What is made of it (wording that is found,
//! rewrites) is left to `phrasing`; times are left to `timeline`. No Markdown: words come as a
//! [`Prose`](askhow_document::Prose), in which their dress is already told apart, or as plain text.

use crate::class::{Class, is};

pub mod class;
pub mod clause;
pub mod denial;
pub mod entry;
pub mod lexicon;
pub mod names;
pub mod page;
pub mod people;
pub mod roles;
pub mod verb;
pub mod words;

pub use entry::{
    Doer, EntryParts, Hints, Kind, Moment, read_entry, read_entry_with, read_moments, tells_of_recovery,
};
pub use names::{is_person, names_somebody};
pub use page::Place;

/// A small number in words or digits.
pub fn number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|char| char.is_ascii_digit()) || is(word, Class::NumberWord)
}
