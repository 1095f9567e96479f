//! Words that begin with a digit.

use crate::class::{Class, is};

/// What a word is that begins with a digit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// `312`, `3rd`
    Plain,
    /// `502s`, `5xxs`
    Many,
    /// `30s`, `2GB`
    Measure,
}

impl Number {
    /// By the unit behind the digits.
    pub fn of(word: &str) -> Self {
        let unit = word.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
        let digits = word.len() - unit.len();
        match unit {
            _ if digits == 0 => Number::Plain,
            "s" if digits == 3 && word.starts_with(['4', '5']) => Number::Many,
            "xx" | "xxs" => Number::Many,
            it if is(it, Class::Unit) => Number::Measure,
            _ => Number::Plain,
        }
    }
}
