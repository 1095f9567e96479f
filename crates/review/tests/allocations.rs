//! Quiet text costs no allocation a word: twice the words in the same blocks are read with as many allocations.

#![allow(missing_docs, reason = "a test says what it shows by its name")]

use std::sync::Arc;

use allocation_counter::measure;
use askhow_document::Document;
use askhow_phrasing::Phrases;
use askhow_review::{Review, Surroundings};

/// Words as reviews have them, about which there is nothing to say.
const PLAIN: &str = "The pool holds forty connections for each host, and during the night the batch opened most of them. \
                     Ilse saw the graph of the edge while the replica caught up, and the lag fell within minutes. ";
const DRESSED: &str = "The **second** zone of `ledger-api` answered [slowly](../notes/slow.md#why_not), \
                       and *Ilse* saw the graph of the `edge`\nwhile the replica caught up. ";

const BLOCKS: usize = 20;

/// So many paragraphs, in each of which the words stand `times` times.
fn text(words: &str, times: usize) -> String {
    let block = words.repeat(times);
    let blocks: Vec<&str> = std::iter::repeat_n(block.trim_end(), BLOCKS).collect();
    blocks.join("\n\n")
}

/// How often memory is asked for while something is done that has been done before: what is made once is there then.
fn allocations(mut work: impl FnMut()) -> u64 {
    work();
    measure(work).count_total
}

#[test]
fn phrases_are_looked_for_without_an_allocation_a_word() {
    let phrases = Phrases::new(Vec::new());
    let look = |words: &str, times: usize| {
        let block = words.repeat(times);
        allocations(|| assert!(!phrases.may_match(block.trim_end())))
    };
    for times in [1, 10, 100] {
        assert_eq!(look(PLAIN, times), 0, "{times} times");
        // The words of a block with dress are put together once.
        assert_eq!(look(DRESSED, times), 1, "{times} times");
    }
}

#[test]
fn quiet_text_is_read_without_an_allocation_a_word() {
    let surroundings = Arc::new(Surroundings { named: true, ..Surroundings::default() });
    let read = |words: &str, times: usize| {
        let document =
            Document::new(&format!("# Orders were slow\n\n## Description\n\n{}\n", text(words, times)));
        allocations(|| drop(Review::read(&document, &surroundings, None)))
    };
    for words in [PLAIN, DRESSED] {
        let (once, often) = (read(words, 1), read(words, 16));
        // One a block is left to vectors that grow with its lines.
        assert!(often <= once + BLOCKS as u64, "{once}, and {often} for sixteen times the words: {words}");
    }
}

#[test]
fn a_string_a_word_is_seen() {
    let split = |times: usize| {
        let block = PLAIN.repeat(times);
        allocations(|| assert!(block.split(' ').map(str::to_owned).all(|word| word.len() < 20)))
    };
    assert!(split(2) > split(1) + 30);
}
