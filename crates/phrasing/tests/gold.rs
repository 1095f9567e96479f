//! Sentences with the rewrites that are right for them.
//!
//! `gold.tsv` holds sentences of our own. `gold_corpus.tsv` points at sentences of real reviews that are not
//! ours to copy: a line number in a file kept elsewhere, a hash of the sentence, and the words that change.

#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

use std::{env, fs, path::PathBuf, sync::LazyLock};

use askhow_document::{Document, apply_edits};
use askhow_phrasing::{Phrases, Place};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Vec::new()));

/// At least this share of the sentences is right.
const SHARE: f64 = 0.98;

/// The preferred rewrite of a line of Markdown by the rules of *why*, found as the real path finds it;
/// `none` where there is a finding without one, `quiet` without a finding.
fn rewrite(line: &str) -> String {
    let mut document = Document::new(line);
    document.refresh();
    let mut found = false;
    let mut edits = Vec::new();
    let mut base = 0;
    for segment in document.segments() {
        for block in segment.blocks().iter().filter(|block| !block.content.is_empty()) {
            let prose = segment.prose(block.content);
            for hit in PHRASES.check(&prose, Place::default()) {
                let id = hit.finding.rule.id;
                if !matches!(id, "phrasing/why-question" | "phrasing/why-clause" | "phrasing/reason-why") {
                    continue;
                }
                found = true;
                let fix = hit.finding.fixes.iter().find(|fix| fix.preferred && !fix.edits.is_empty());
                edits.extend(fix.into_iter().flat_map(|fix| &fix.edits).map(|edit| {
                    let mut edit = edit.clone();
                    edit.span = edit.span.shift(base + block.content.start);
                    edit
                }));
            }
        }
        base += segment.text().len();
    }
    match (found, edits.is_empty()) {
        (false, _) => "quiet".to_owned(),
        (true, true) => "none".to_owned(),
        (true, false) => apply_edits(line, &edits),
    }
}

#[track_caller]
fn demand(right: usize, misses: &[String]) {
    let all = right + misses.len();
    println!("{right} of {all} right");
    for miss in misses {
        println!("{miss}");
    }
    assert!(right as f64 >= all as f64 * SHARE, "{right} of {all} right:\n{}", misses.join("\n"));
}

#[test]
fn our_own_sentences() {
    let gold = include_str!("gold.tsv");
    let mut right = 0;
    let mut misses = Vec::new();
    for line in gold.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let written = fields.next().unwrap();
        let accepted: Vec<&str> = fields.collect();
        assert!(!accepted.is_empty(), "no rewrite given for {written}");
        let got = rewrite(written);
        if accepted.contains(&got.as_str()) {
            right += 1;
        } else {
            misses.push(format!("{written}\n  wanted {}\n     got {got}", accepted.join(" | ")));
        }
    }
    assert!(right + misses.len() >= 250, "the file has lost sentences");
    demand(right, &misses);
}
