//! Words behind a time that name a zone which is not read as one: `12:10 local time`, `12:10 (Berlin time)`.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::tz::TimeZoneDatabase;

/// The cities and regions of the database, in lower case and with blanks.
static PLACES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = TimeZoneDatabase::bundled();
    let names = names.available().map(|name| name.as_str().to_ascii_lowercase());
    let last = names.filter_map(|name| Some(name.rsplit_once('/')?.1.replace('_', " ")));
    last.filter(|name| name.len() > 3).collect()
});

/// Whether a text, what follows a time, begins with the name of somebody's own time.
pub(crate) fn names_local_time(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '(', '[', ',']);
    let Some(first) = text.chars().next().filter(|c| c.is_alphabetic()) else { return false };
    let phrase = text.split([')', ']', ',', '.', ':', ';', '|', '–', '—']).next().unwrap_or_default();
    let words: Vec<&str> = phrase.split_whitespace().take(5).collect();
    if words.first() == Some(&"local") {
        return words.len() == 1 || words.get(1) == Some(&"time");
    }
    let Some(n_before) = words.iter().position(|word| matches!(*word, "time" | "Time")) else { return false };
    let before = words.get(..n_before).unwrap_or_default();
    let is_season = before.len() > 1
        && before.last().is_some_and(|word| ["Summer", "Standard", "Daylight"].contains(word));
    first.is_uppercase() && (is_season || PLACES.contains(&before.join(" ").to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_its_time_are_told_from_other_words() {
        for text in [
            "local time Ada looks",
            " (local) Ada looks",
            "(Berlin time) Ada looks",
            "Berlin time: Ada looks",
            "New York time, Ada looks",
            "Central European Summer Time Ada looks",
        ] {
            assert!(names_local_time(text), "{text}");
        }
        for text in [
            "Response time rises",
            "First time that Ada looks",
            "local caches are cold",
            "Ada is in Berlin this time",
            "Berlin is told in time",
            "Standard time to recover is an hour",
            "",
        ] {
            assert!(!names_local_time(text), "{text}");
        }
    }
}
