//! Texts that are meant to hurt: no panic, no overflow of the stack, and time in proportion to the size.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says so by failing"
)]

use std::time::{Duration, Instant};

use askhow_document::{Document, Span};

/// Opens the text, reads all its prose, types in its middle.
fn work(text: &str) -> Duration {
    let start = Instant::now();
    let mut document = Document::new(text);
    let mut n_pieces = 0;
    for segment in document.segments() {
        for block in segment.blocks() {
            n_pieces += segment.prose(block.content).pieces.len();
        }
    }
    let middle = document.text().floor(text.len() / 2);
    document.edit(Span::empty(middle), "x");
    document.refresh();
    document.edit(Span::empty(0), "```\n");
    document.refresh();
    assert!(n_pieces < 20 * text.len() + 20);
    start.elapsed()
}

/// Twice the text takes about twice the time; four times is a pass on a busy machine, and so is the best of
/// three tries.
#[track_caller]
fn check_linear(name: &str, shape: impl Fn(usize) -> String, n: usize) {
    let (small, large) = (shape(n), shape(2 * n));
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (once, twice) = (work(&small), work(&large));
        if twice < once * 4 + Duration::from_millis(20) {
            return;
        }
        seen.push((once, twice));
    }
    panic!("{name}: not linear: {seen:?}");
}

#[test]
fn shapes_take_linear_time() {
    check_linear("brackets", |n| "[".repeat(n), 10_000);
    check_linear("links", |n| "[a](".repeat(n), 3_000);
    check_linear("images", |n| "![".repeat(n), 5_000);
    check_linear("stars", |n| "*a **b ".repeat(n), 2_000);
    check_linear("backticks", |n| (0..n).map(|n| "`".repeat(n % 40) + " ").collect(), 1_000);
    check_linear("tags", |n| "<a ".repeat(n), 5_000);
    check_linear("comments", |n| "<!-- ".repeat(n), 5_000);
    check_linear("quotes", |n| "> ".repeat(n) + "a\n", 10_000);
    check_linear("items on a line", |n| "- ".repeat(n) + "a\n", 10_000);
    check_linear("deeper and deeper", |n| (0..n).map(|n| " ".repeat(2 * n) + "- a\n").collect(), 300);
    check_linear("pipes", |n| "|".repeat(n) + "\n" + &"|-".repeat(n) + "\n", 20_000);
    check_linear("table", |n| "| a | | c |\n|---|---|---|\n".to_owned() + &"| 1 | | x |\n".repeat(n), 5_000);
    check_linear("tight list", |n| "- 10:32 paged\n".repeat(n), 5_000);
    check_linear("one paragraph", |n| "Ana looked at it.\n".repeat(n), 5_000);
    check_linear("one line", |n| "Ana looked at it. ".repeat(n), 20_000);
    check_linear("no blanks", |n| "x".repeat(n), 300_000);
    check_linear("fence", |n| "```\n".to_owned() + &"log line\n".repeat(n), 20_000);
    check_linear("fences", |n| "```\n".repeat(n), 5_000);
    check_linear("nul", |n| "\0".repeat(n), 50_000);
    check_linear("carriage returns", |n| "a\r\r".repeat(n), 20_000);
    check_linear("definitions", |n| "[a]: b\n".repeat(n), 3_000);
    check_linear("underlines", |n| "a\n---\n".repeat(n), 5_000);
    check_linear("addresses", |n| "http://".repeat(n), 5_000);
    check_linear("parentheses", |n| format!("http://{}", ")".repeat(n)), 20_000);
    check_linear("backslashes", |n| "\\".repeat(n), 20_000);
    check_linear("front matter without end", |n| "---\n".to_owned() + &"a: b\n".repeat(n), 20_000);
    check_linear("empty lines", |n| "\n".repeat(n), 200_000);
}

#[test]
fn a_line_of_twenty_megabytes() {
    let mut text = String::new();
    for n in 0..(20 << 20) / 26 {
        text += &format!("Ana looked at it {n:>7}. ");
    }
    let mut document = Document::new(&text);
    let longest = document.segments().iter().map(|segment| segment.text().len()).max();
    assert!(longest < Some(64 << 10));
    let start = Instant::now();
    for n in 0..20 {
        document.edit(Span::empty(10 << 20 | n), "x");
        document.refresh();
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn two_hundred_edits_are_one_reading() {
    let text = "Ana looked at it, and it was slow.\n\n".repeat(30_000);
    let mut document = Document::new(&text);
    let start = Instant::now();
    for n in 0..200 {
        document.edit(Span::empty(n * 5_000), "x");
    }
    let edits = start.elapsed();
    document.refresh();
    assert!(edits < Duration::from_millis(50), "{edits:?}");
    assert!(document.is_fresh());
}
