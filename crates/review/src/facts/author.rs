//! What stands before words: a label of the writer's, or who says them.

use askhow_english::{class::is, names_somebody};

use super::voice::Voice;
use crate::vocabulary::Vocabulary;

/// How many words a label has at most: what is longer is a sentence.
const LABEL_WORDS: usize = 4;

/// Whose words follow a label, without its colon, dash or brackets. `known` are names of sections and fields.
pub(super) fn label(label: &str, stamped: bool, known: &dyn Fn(&str) -> bool) -> Voice {
    let inside = label.trim_matches(|c: char| c.is_whitespace() || "<>[](){}`|,–—-".contains(c));
    if inside.is_empty() || inside.starts_with('^') {
        return Voice::Own;
    }
    if inside.starts_with('@') || is_author(inside) {
        return Voice::Record;
    }
    let all: Vec<&str> = inside.split([' ', '\t', '/', '&', '+', ',', '(', '[', ']', ')']).collect();
    let is_clock = |word: &str| {
        word.contains(':') && word.contains(|c: char| c.is_ascii_digit()) || ["AM", "PM"].contains(&word)
    };
    let timed = all.iter().any(|word| is_clock(word));
    let words: Vec<&str> = all.into_iter().filter(|word| !word.is_empty() && !is_clock(word)).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase().replace('’', "'")).collect();
    let is_number = |word: &String| word.chars().all(|c| !c.is_alphabetic());
    let last = lower.iter().rev().find(|word| !is_number(word));
    let short = words.len() <= LABEL_WORDS;
    if last.is_none() {
        return if timed { Voice::Unsure } else { Voice::Own };
    }
    if short && last.is_some_and(|last| is(last, Vocabulary::Speaker)) {
        return Voice::Record;
    }
    let named =
        words.first().is_some_and(|word| is_author(word)) || words.last().is_some_and(|word| is_author(word));
    if short && named {
        return Voice::Record;
    }
    let numbered = !timed && words.len() == 1 && inside.contains(|c: char| c.is_ascii_digit());
    let owned = lower.iter().any(|word| word.contains("'s"));
    if !owned && (numbered || lower.iter().any(|word| is(word, Vocabulary::Label)) || known(inside)) {
        return Voice::Own;
    }
    let is_sentence = lower.len() > 2 && lower.first().is_some_and(|it| is(it, Vocabulary::OpensSentence));
    if !short || is_sentence {
        return Voice::Own;
    }
    let told = is(inside, Vocabulary::Abbreviation) || inside.contains(['/', '`', '%']);
    if (stamped && words.len() <= 2 && !told) || timed && words.len() <= 3 {
        return Voice::Record;
    }
    Voice::Unsure
}

/// Whether words begin with a name that no mark parts from what is said: `JP OK, why …`.
pub(super) fn opens(words: &str, stamped: bool) -> Voice {
    let mut rest = words.split_whitespace();
    let Some(first) = rest.next() else { return Voice::Own };
    let name = first.trim_end_matches([')', ']', '>', ',']);
    let (second, third) = (rest.next(), rest.next().unwrap_or_default());
    let speaks = |word: &str| {
        let word = word.to_lowercase().replace('’', "'");
        is(word.trim_end_matches([',', '.', '!', '?']), Vocabulary::SpeaksUp)
    };
    if name.len() > 1 && name.starts_with('@') {
        return if second.is_none() || stamped { Voice::Record } else { Voice::Unsure };
    }
    let Some(second) = second else {
        return if is_author(name) { Voice::Record } else { Voice::Own };
    };
    let both = format!("{name} {second}");
    let spoken = names_somebody(name) && (speaks(second) || name != first)
        || names_somebody(&both) && (third.is_empty() || speaks(third));
    match (is_initials(name), stamped) {
        (true, true) => Voice::Record,
        (true, false) => Voice::Unsure,
        _ if spoken => Voice::Record,
        _ => Voice::Own,
    }
}

/// A cell or a label that holds nothing but who it was.
pub(super) fn is_author(words: &str) -> bool {
    let name = words.trim();
    is_initials(name) || names_somebody(name)
}

/// `JP`, `A.C.`
fn is_initials(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    (2..=3).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase())
        && !is(&letters, Vocabulary::Abbreviation)
}
