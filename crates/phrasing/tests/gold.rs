//! Sentences with the rewrites that are right for them.
//!
//! `gold.tsv` holds sentences of our own. `gold_corpus.tsv` points at sentences of real reviews that are not
//! ours to copy: a line number in a file kept elsewhere, a hash of the sentence, and the words that change.

#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

use std::{env, fs, path::PathBuf, sync::LazyLock};

use askhow_document::{Document, Edit, apply_edits};
use askhow_phrasing::{Phrases, Place};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Vec::new()));

/// Above the rows that are wrong today; a row that comes or goes there is said so in its commit.
const MISSES: &str = "# known misses";

/// At least so many of a thousand rewrites that are safe are right, and of those that are offered.
const SAFE: usize = 995;
const OFFERED: usize = 980;

/// What the preferred rewrites of a line of Markdown change, and whether all of it may be written unseen; `Err`
/// says `none` where there is a finding without a rewrite, `quiet` without a finding.
fn edits(line: &str) -> Result<(Vec<Edit>, bool), &'static str> {
    let mut document = Document::new(line);
    document.refresh();
    let (mut found, mut safe) = (false, true);
    let mut edits = Vec::new();
    let mut base = 0;
    let place = Place { heading: line.starts_with('#'), ..Place::default() };
    for segment in document.segments() {
        for block in segment.blocks().iter().filter(|block| !block.content.is_empty()) {
            for hit in PHRASES.check(&segment.prose(block.content), place) {
                found = true;
                let fix = hit.finding.fixes.iter().find(|fix| fix.preferred && !fix.edits.is_empty());
                safe &= fix.is_none_or(|fix| fix.safe);
                edits.extend(fix.into_iter().flat_map(|fix| &fix.edits).map(|edit| {
                    Edit::new(edit.span.shift(base + block.content.start), edit.new_text.clone())
                }));
            }
        }
        base += segment.text().len();
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    match (found, edits.is_empty()) {
        (false, _) => Err("quiet"),
        (true, true) => Err("none"),
        (true, false) => Ok((edits, safe)),
    }
}

/// The changes alone: `offset:old→new`, with bars between them.
fn changes(line: &str) -> String {
    let change = |edit: &Edit| format!("{}:{}→{}", edit.span.start, edit.span.of(line), edit.new_text);
    edits(line)
        .map_or_else(str::to_owned, |(edits, _)| edits.iter().map(change).collect::<Vec<_>>().join(" | "))
}

/// FNV-1a, to know a sentence by.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// A row of `gold.tsv`, and what comes out today.
struct Row {
    written: &'static str,
    accepted: Vec<&'static str>,
    /// `safe` or `offered`, where the row says which it has to be.
    wanted: Option<&'static str>,
    got: String,
    /// `safe`, `offered`, `none` or `quiet`.
    state: &'static str,
    is_known_miss: bool,
}

impl Row {
    fn is_right(&self) -> bool {
        self.accepted.contains(&self.got.as_str()) && self.wanted.is_none_or(|wanted| wanted == self.state)
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let (gold, misses) = include_str!("gold.tsv").split_once(MISSES).unwrap();
    let rows = |text: &'static str, is_known_miss| {
        text.lines().filter(|line| !line.starts_with('#') && line.contains('\t')).map(move |line| {
            let mut fields: Vec<&str> = line.split('\t').collect();
            let written = fields.remove(0);
            let wanted = fields.pop_if(|last| matches!(*last, "!safe" | "!offered")).map(|it| &it[1..]);
            assert!(!fields.is_empty(), "no rewrite given for {written}");
            let (got, state) = match edits(written) {
                Ok((edits, safe)) => (apply_edits(written, &edits), if safe { "safe" } else { "offered" }),
                Err(state) => (state.to_owned(), state),
            };
            Row { written, accepted: fields, wanted, got, state, is_known_miss }
        })
    };
    rows(gold, false).chain(rows(misses, true)).collect()
});

#[test]
fn every_sentence_of_our_own_is_right_but_the_known_misses() {
    let wrong: Vec<String> = ROWS
        .iter()
        .filter(|row| row.is_right() == row.is_known_miss)
        .map(|row| match row.is_known_miss {
            true => format!("{}\n  is right now: take it from the known misses", row.written),
            false => {
                let wanted = row.wanted.unwrap_or_default();
                format!(
                    "{}\n  wanted {wanted} {}\n     got {} {}",
                    row.written,
                    row.accepted.join(" | "),
                    row.state,
                    row.got
                )
            }
        })
        .collect();
    assert!(ROWS.len() >= 1140, "the file has lost sentences");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_may_be_written_unseen_is_certain() {
    let share = |states: &[&str]| {
        let rows: Vec<&Row> = ROWS.iter().filter(|row| states.contains(&row.state)).collect();
        let right = rows.iter().filter(|row| row.is_right()).count();
        (right * 1000).checked_div(rows.len()).unwrap()
    };
    assert!(share(&["safe"]) >= SAFE && share(&["safe", "offered"]) >= OFFERED);
    let count = |states: &[&str]| ROWS.iter().filter(|row| states.contains(&row.state)).count();
    let (safe, rewritten) = (count(&["safe"]), count(&["safe", "offered"]));
    assert!(safe * 2 > rewritten, "most of what is plain stays safe: {safe} of {rewritten}");
}

/// The figures of `docs/precision.md` are those of this file; `UPDATE_GOLD=1` writes them.
#[test]
fn the_page_has_the_figures_of_the_gold() {
    const FROM: &str = "<!-- made from crates/phrasing/tests/gold.tsv -->\n";
    const TO: &str = "<!-- until here: gold -->\n";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/precision.md");
    let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let mut table = "| what comes out | sentences | right |\n| --- | --- | --- |\n".to_owned();
    for (state, said) in [
        ("safe", "a rewrite that may be written unseen"),
        ("offered", "a rewrite that is offered"),
        ("none", "a finding with questions alone"),
        ("quiet", "nothing"),
    ] {
        let rows = ROWS.iter().filter(|row| row.state == state);
        let (all, right) = (rows.clone().count(), rows.filter(|row| row.is_right()).count());
        table.push_str(&format!("| {said} | {all} | {right} |\n"));
    }
    let (before, rest) = page.split_once(FROM).expect("the page marks where the figures begin");
    let (_, after) = rest.split_once(TO).expect("the page marks where the figures end");
    let wanted = format!("{before}{FROM}\n{table}\n{TO}{after}");
    if env::var_os("UPDATE_GOLD").is_some() {
        fs::write(&path, wanted).unwrap();
    } else {
        assert_eq!(
            page, wanted,
            "`UPDATE_GOLD=1 cargo test -p askhow-phrasing --test gold` writes the figures"
        );
    }
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
    let (gold, known_misses) = include_str!("gold_corpus.tsv").split_once(MISSES).unwrap();
    let is_row = |line: &&str| !line.starts_with('#') && line.contains('\t');
    let rows = gold.lines().filter(is_row).map(|row| (row, false));
    let rows = rows.chain(known_misses.lines().filter(is_row).map(|row| (row, true)));
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for (row, is_known_miss) in rows {
        n_rows += 1;
        let mut fields = row.split('\t');
        let line: usize = fields.next().unwrap().parse().unwrap();
        let known = fields.next().unwrap();
        let accepted: Vec<&str> = fields.collect();
        let sentence = sentences[line - 1];
        assert_eq!(format!("{:016x}", hash(sentence)), known, "line {line} is another sentence now");
        let got = changes(sentence);
        if accepted.contains(&got.as_str()) == is_known_miss {
            wrong.push(format!("line {line}: wanted {}\n  got {got}", accepted.join(" or ")));
        }
    }
    assert!(n_rows >= 220, "the file has lost sentences");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
