//! Every review is answered, alone and in its folder, in order and inside its text.

use std::ops::Range;

use crate::read::{File, corpus, number, report, walked};

/// How many reviews there are.
const N_FILES: usize = 109;

#[test]
fn every_file_is_answered() {
    let Some(corpus) = corpus() else { return };
    assert_eq!(corpus.files.len(), N_FILES);
    assert_eq!(number(&corpus.report, "/version"), 1);
    assert_eq!(number(&corpus.report, "/summary/files"), N_FILES);
    assert!(corpus.files.is_sorted_by_key(|file| &file.path), "files come in the order of their paths");
    assert_eq!(number(&corpus.report, "/summary/reviews"), N_FILES, "a file that is named is a review");
    for level in ["error", "warning", "information", "hint"] {
        let n_findings = corpus.findings().filter(|(_, finding)| finding.severity == level).count();
        assert_eq!(number(&corpus.report, &format!("/summary/{level}")), n_findings, "{level}");
    }
    let loud = corpus.findings().any(|(_, it)| it.severity == "error" || it.severity == "warning");
    assert_eq!(corpus.status, i32::from(loud), "the exit status says whether there is a warning or an error");
}

#[test]
fn a_folder_is_read_as_its_files_are() {
    let Some(corpus) = corpus() else { return };
    let walked = walked(corpus);
    assert_eq!(walked.files.len(), N_FILES);
    for (file, named) in walked.files.iter().zip(&corpus.files) {
        assert_eq!(file.path, named.path);
        let findings = |file: &File| -> Vec<(String, Range<usize>)> {
            file.findings.iter().map(|it| (it.rule.clone(), it.range.clone())).collect()
        };
        let expected = if file.is_review { findings(named) } else { Vec::new() };
        assert_eq!(findings(file), expected, "{}", file.path);
    }
}

#[test]
fn ranges_lie_in_their_files() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for (file, finding) in corpus.findings() {
        wrong.extend(
            finding.ranges.iter().filter_map(|range| Some((file, finding, range.wrong_in(&file.text)?))),
        );
    }
    report("ranges", &wrong);
}

#[test]
fn findings_come_in_the_order_of_the_text() {
    let Some(corpus) = corpus() else { return };
    for file in &corpus.files {
        assert!(file.findings.is_sorted_by_key(|it| it.range.start), "{}", file.path);
    }
}

#[test]
fn findings_speak() {
    let Some(corpus) = corpus() else { return };
    for (file, finding) in corpus.findings() {
        let place = format!("{}: {} {}", file.path, finding.rule, finding.message);
        assert!(finding.message.len() > 10 && finding.rule.contains('/'), "{place}");
        assert!(finding.questions.iter().all(|it| it.ends_with('?') && !it.starts_with("Why")), "{place}");
        assert!(
            finding.fixes.iter().filter(|fix| fix.preferred).count() <= 1,
            "{place}: several are preferred"
        );
        assert!(finding.fixes.iter().all(|fix| !fix.title.is_empty() && !fix.edits.is_empty()), "{place}");
    }
}
