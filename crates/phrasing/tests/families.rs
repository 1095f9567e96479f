//! Wording told apart from what only looks like it.

use askhow_document::{Document, Prose};
use askhow_phrasing::{Phrases, Place};

/// The rules that speak of a line of Markdown, without their family.
fn rules(phrases: &Phrases, line: &str) -> Vec<&'static str> {
    let mut document = Document::new(line);
    document.refresh();
    let segments = document.segments();
    let prose = segments.iter().flat_map(|segment| {
        let blocks = segment.blocks().iter().filter(|block| !block.content.is_empty());
        blocks.map(|block| segment.prose(block.content))
    });
    let found = |prose: Prose<'_>| phrases.check(&prose, Place::default());
    prose.flat_map(found).map(|hit| hit.finding.rule.id.trim_start_matches("phrasing/")).collect()
}

#[test]
fn wording_is_told_apart_from_what_only_looks_like_it() {
    let phrases = Phrases::new(Vec::new());
    let rows = include_str!("families.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for (wanted, line) in rows.filter_map(|row| row.split_once('\t')) {
        n_rows += 1;
        let found = rules(&phrases, line);
        let right = if wanted == "quiet" { found.is_empty() } else { found.contains(&wanted) };
        if !right {
            wrong.push(format!("{line}\n  wanted {wanted}, found {found:?}"));
        }
    }
    assert!(n_rows > 250, "the file has lost sentences");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
