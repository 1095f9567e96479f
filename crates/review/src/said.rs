//! The words of an entry, an item or a title, and what stands in them: phrases of the vocabulary, quantities, nothing yet.

use askhow_english::class::{WordClass, is};

use crate::vocabulary::Vocabulary;

/// So many words are looked at.
const MOST_WORDS: usize = 120;

/// So many words has the longest phrase of the vocabulary that is looked for here.
const LONGEST: usize = 5;

/// Words in small letters, and all that stands in a row of a few of them.
pub(crate) struct Said {
    pub(crate) words: Vec<String>,
    phrases: Vec<String>,
}

impl Said {
    pub(crate) fn of(text: &str) -> Self {
        Self::new(lower_words(text).take(MOST_WORDS).collect())
    }

    pub(crate) fn new(words: Vec<String>) -> Self {
        let rows = (2..=LONGEST).flat_map(|len| words.windows(len));
        let phrases = rows.map(|row| row.join(" ")).collect();
        Self { words, phrases }
    }

    /// Whether a word or a phrase of a class stands in these words.
    pub(crate) fn holds(&self, class: impl WordClass) -> bool {
        self.words.iter().chain(&self.phrases).any(|said| is(said, class))
    }
}

/// The words of a text in small letters, without signs around them.
pub(crate) fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && !"-'’".contains(c));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
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

/// Whether an item or a paragraph, its marks included, says that nothing stands there yet, or no more: `TBD`, `none known so
/// far`, `~~The pool was small.~~`
pub fn is_placeholder(source: &str) -> bool {
    let begins_list = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+');
    let bare = source.trim().trim_start_matches(begins_list);
    let bare = ["[ ]", "[x]", "[X]"].iter().find_map(|task| bare.strip_prefix(task)).unwrap_or(bare).trim();
    let is_struck = [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>")].iter().any(|(open, close)| {
        let inside = bare.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| !inside.contains(close))
    });
    let first = lower_words(bare).next();
    let begins_so = first.is_none_or(|word| is(&word, Vocabulary::BeginsPlaceholder));
    is_struck || begins_so || is_short_for(bare, Vocabulary::Placeholder)
}

/// Whether all words of a text are a phrase of a class; no phrase is longer than [`LONGEST_SOURCE`].
fn is_short_for(text: &str, class: impl WordClass) -> bool {
    text.len() <= LONGEST_SOURCE && is(&lower_words(text).collect::<Vec<_>>().join(" "), class)
}

/// The words of a text so long, in bytes, are no phrase, whatever marks stand around them.
const LONGEST_SOURCE: usize = 160;

/// `TBD`, and no word besides: what is lost with it nobody misses.
pub(crate) fn only_waits(source: &str) -> bool {
    let source = source.trim();
    let source = source.strip_prefix("[ ]").unwrap_or(source);
    let mut words = lower_words(source);
    let Some(first) = words.next() else { return false };
    words.next().is_none() && is(&first, Vocabulary::BeginsPlaceholder)
        || is_short_for(source, Vocabulary::Placeholder)
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
            "Two thirds of the shops",
        ] {
            assert!(is_measured(text), "{text}");
        }
        for text in ["Relay 2 was full", "since 4.2.3", "PR #12 went out", "at 10:40", "The pool was small"] {
            assert!(!is_measured(text), "{text}");
        }
    }

    #[test]
    fn phrases_are_found_wherever_they_stand() {
        let said = Said::of("This is not a real production incident: a rehearsal");
        assert!(said.holds(Vocabulary::Drill));
        assert!(!said.holds(Vocabulary::Unharmed));
    }

    #[test]
    fn what_is_left_open_or_struck_out_is_a_placeholder() {
        for text in [
            "TBD",
            "- None",
            "* n/a",
            "TBD: ask the storage team.",
            "None known so far.",
            "(none)",
            "- ???",
            "—",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        assert!(
            is_placeholder("- ~~The pool was small.~~") && is_placeholder("<del>The disk was full.</del>")
        );
        for text in
            ["None of the alerts fired", "~~The pool~~ the disk was ~~small~~", "Nothing was tested", "Redis"]
        {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
