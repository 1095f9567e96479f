//! Sentences with the rewrites that are right for them.
//!
//! `gold.tsv` holds sentences of our own. `gold_corpus.tsv` points at sentences of real reviews that are not
//! ours to copy: a line number in a file kept elsewhere, a hash of the sentence, and the words that change.

#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

use std::{env, fs, path::PathBuf, sync::LazyLock};

use askhow_document::{Document, Edit, apply_edits};
use askhow_phrasing::{Phrases, Place};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Vec::new()));

/// At least this share of the sentences is right.
const SHARE: f64 = 0.98;

/// The changes of the preferred rewrites of a line of Markdown by the rules of *why*, found as the real path
/// finds them; `Err` says `none` where there is a finding without a rewrite, `quiet` without a finding.
fn edits(line: &str) -> Result<Vec<Edit>, &'static str> {
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
                    Edit::new(edit.span.shift(base + block.content.start), edit.new_text.clone())
                }));
            }
        }
        base += segment.text().len();
    }
    match (found, edits.is_empty()) {
        (false, _) => Err("quiet"),
        (true, true) => Err("none"),
        (true, false) => Ok(edits),
    }
}

fn rewrite(line: &str) -> String {
    edits(line).map_or_else(str::to_owned, |edits| apply_edits(line, &edits))
}

/// The changes alone: `offset:old→new`, with bars between them.
fn changes(line: &str) -> String {
    let change = |edit: &Edit| format!("{}:{}→{}", edit.span.start, edit.span.of(line), edit.new_text);
    edits(line).map_or_else(str::to_owned, |edits| edits.iter().map(change).collect::<Vec<_>>().join(" | "))
}

/// FNV-1a, to know a sentence by.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
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
    assert!(right + misses.len() >= 800, "the file has lost sentences");
    demand(right, &misses);
}

/// The sentences are not ours to copy, so the file has the number of a line, a hash and the changes. Where
/// the sentences are not at hand there is nothing to compare.
#[test]
fn sentences_of_real_reviews() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = env::var_os("ASKHOW_CORPUS").map_or(beside, PathBuf::from);
    let Ok(sentences) = fs::read_to_string(folder.join("why_sentences.tsv")) else {
        println!("skipped: no why_sentences.tsv in {} (set ASKHOW_CORPUS)", folder.display());
        return;
    };
    let sentences: Vec<&str> = sentences.lines().map(|line| line.split('\t').next().unwrap()).collect();
    let mut right = 0;
    let mut misses = Vec::new();
    for row in include_str!("gold_corpus.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = row.split('\t');
        let line: usize = fields.next().unwrap().parse().unwrap();
        let known = fields.next().unwrap();
        let accepted: Vec<&str> = fields.collect();
        let sentence = sentences[line - 1];
        assert_eq!(format!("{:016x}", hash(sentence)), known, "line {line} is another sentence now");
        let got = changes(sentence);
        if accepted.contains(&got.as_str()) {
            right += 1;
        } else {
            misses.push(format!("line {line}: wanted {}\n  got {got}", accepted.join(" or ")));
        }
    }
    assert!(right + misses.len() >= 220, "the file has lost sentences");
    demand(right, &misses);
}

/// Prints the rows of `gold_corpus.tsv` as they would be today, to be read by a person before they are kept.
#[test]
fn rows_can_be_printed() {
    let Some(folder) = env::var_os("ASKHOW_PRINT_GOLD").map(PathBuf::from) else { return };
    let sentences = fs::read_to_string(folder.join("why_sentences.tsv")).unwrap();
    for (idx, line) in sentences.lines().enumerate().skip(1) {
        let sentence = line.split('\t').next().unwrap();
        println!("GOLD {}\t{:016x}\t{}", idx + 1, hash(sentence), changes(sentence));
    }
}
