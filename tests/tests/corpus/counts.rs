//! How often each rule speaks, against the committed table.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use askhow_tests::workspace;

use crate::read::{corpus, walked};

#[test]
fn counts_are_as_committed() {
    let Some(corpus) = corpus() else { return };
    let mut counts = BTreeMap::<&str, (usize, usize)>::new();
    for (_, finding) in corpus.findings() {
        let count = counts.entry(&finding.rule).or_default();
        count.0 += 1;
        count.1 += usize::from(finding.fixes.iter().any(|fix| fix.preferred));
    }
    let mut text = "# Findings in the real reviews, and those with a preferred fix.\n".to_owned();
    for (rule, (n_findings, n_fixes)) in counts {
        let _ = writeln!(text, "{rule:<32}{n_findings:>6}{n_fixes:>6}");
    }
    let entries = || corpus.files.iter().flat_map(|file| &file.entries);
    let dated = entries().filter(|entry| !entry["instant"].is_null()).count();
    let local = entries().filter(|entry| !entry["local"].is_null()).count();
    let n_reviews = walked(corpus).files.iter().filter(|file| file.is_review).count();
    let _ = writeln!(
        text,
        "# Taken for reviews in a folder; stamped entries: all, with a time, with an instant."
    );
    let _ = writeln!(text, "reviews {n_reviews}\nentries {} {local} {dated}", entries().count());
    for entry in entries() {
        assert!(entry["stamp"].as_str().is_some_and(|stamp| !stamp.is_empty()), "{entry}");
    }

    let committed = workspace().join("tests/corpus-counts.txt");
    if std::env::var_os("UPDATE_COUNTS").is_some() {
        fs::write(&committed, &text).unwrap();
    }
    let before = fs::read_to_string(&committed).unwrap_or_default();
    let gone = before.lines().filter(|line| !text.contains(line)).map(|line| format!("- {line}\n"));
    let come = text.lines().filter(|line| !before.contains(line)).map(|line| format!("+ {line}\n"));
    let change: String = gone.chain(come).collect();
    assert!(
        before == text,
        "the counts changed; look at the findings, then run with UPDATE_COUNTS=1:\n{change}"
    );
}
