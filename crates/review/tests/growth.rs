//! A key in a text of many incidents takes as long as the text is: what each timeline asks of its surroundings is
//! worked out once for all of them.

#![allow(clippy::panic, missing_docs, reason = "a test says so by failing")]

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use askhow_document::{Document, Span};
use askhow_review::{Review, Surroundings};

/// So many incidents, with what their timelines ask for: fields, dates, sentences about zones, clock times.
fn incidents(n: usize, heading: &str) -> String {
    let mut text = "# Incidents of the year\n\nThe year began well.\n".to_owned();
    for nth in 0..n {
        let (month, day) = (nth / 28 % 12 + 1, nth % 28 + 1);
        let _ = write!(
            text,
            "\n## Outage of queue {nth}\n\n### Details\n\n- Incident Start: 2025-{month:02}-{day:02} 16:40\n- Assignee: Ada\n\n\
             ### Summary\n\nAll times in UTC. On 2025-{month:02}-{day:02} at 16:40 UTC orders were slow.\n\n{heading}\
             - 16:40 The deploy starts\n- 16:45 An alert fires\n- 16:50 Ada looks\n"
        );
    }
    text
}

/// Types the minute of an entry in the middle, and reads what came of it.
fn work(text: &str) -> Duration {
    let surroundings = Arc::new(Surroundings { named: true, ..Surroundings::default() });
    let mut document = Document::new(text);
    let mut review = Review::read(&document, &surroundings, None);
    let middle = text.get(text.len() / 2..).and_then(|rest| rest.find("- 16:45"));
    let at = text.len() / 2 + middle.unwrap_or_default() + "- 16:4".len();
    let mut best = Duration::MAX;
    for digit in ["6", "7", "8", "9"] {
        document.edit(Span::new(at, at + 1), digit);
        document.refresh();
        let start = Instant::now();
        review = Review::read(&document, &surroundings, Some(&review));
        best = best.min(start.elapsed());
    }
    best
}

/// Four times the text takes about four times as long; eight times is a pass on a busy machine, and so is the best of
/// three tries.
#[track_caller]
fn check(heading: &str) {
    let (small, large) = (incidents(200, heading), incidents(800, heading));
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (one, four) = (work(&small), work(&large));
        if four < one * 8 + Duration::from_millis(5) {
            return;
        }
        seen.push((one, four));
    }
    panic!("not linear: {seen:?}");
}

#[test]
fn an_edit_among_many_timelines_takes_as_long_as_the_text_is() {
    check("### Timeline\n\n");
}

#[test]
fn an_edit_among_many_lists_of_times_does_so_too() {
    check("");
}

/// The best of several keys typed over one character of an entry in the middle of a long timeline.
fn key(text: &str, place: &str, keys: [&str; 8]) -> Duration {
    let surroundings = Arc::new(Surroundings { named: true, ..Surroundings::default() });
    let mut document = Document::new(text);
    let mut review = Review::read(&document, &surroundings, None);
    let at = text.find(place).unwrap_or_else(|| panic!("{place:?}")) + place.len();
    let mut best = Duration::MAX;
    for key in keys {
        document.edit(Span::new(at, at + 1), key);
        let splices = document.refresh();
        let start = Instant::now();
        review = review.follow(&document, &surroundings, &splices);
        best = best.min(start.elapsed());
    }
    best
}

#[test]
fn a_key_in_the_words_of_an_entry_costs_a_part_of_one_in_its_time() {
    let mut text = "# Outage of the queue\n\n## Timeline (UTC)\n\n".to_owned();
    for nth in 0..20_000 {
        let (day, hour, minute) = (nth / 1440 % 28 + 1, nth / 60 % 24, nth % 60);
        let _ = writeln!(text, "- 2025-03-{day:02} {hour:02}:{minute:02} Ada looks at shard {nth}");
    }
    let mut seen = Vec::new();
    for _ in 0..3 {
        let words = key(&text, "Ada looks at shard 1000", ["a", "b", "c", "d", "e", "f", "g", "h"]);
        let time = key(&text, "- 2025-03-07 22:4", ["1", "2", "3", "4", "5", "6", "7", "8"]);
        if words * 3 < time {
            return;
        }
        seen.push((words, time));
    }
    panic!("a key in words, a key in a time: {seen:?}");
}
