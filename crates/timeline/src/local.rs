//! Words behind a time that name a zone which is not read as one: `12:10 local time`, `12:10 (Berlin time)`.

use crate::lex::Lex;
use crate::zone::read_written_out;

/// Whether a text, what follows a time, begins with the name of somebody's own time.
pub(crate) fn names_local_time(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '(', '[', ',']);
    if !text.starts_with("local") {
        return read_written_out(&mut Lex::new(text), false).is_some();
    }
    let phrase = text.split([')', ']', ',', '.', ':', ';', '|', '–', '—']).next().unwrap_or_default();
    let mut words = phrase.split_whitespace();
    words.next() == Some("local") && words.next().is_none_or(|word| word == "time")
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
            "Eastern time, Ada looks",
            "Ruritanian Summer Time",
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
