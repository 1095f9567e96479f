//! Templates of other houses, which people begin a review with: what is still to be filled in is no fault.

use std::path::Path;

use askhow_tests::say;

use crate::read::{check, files};

/// The wording in their instructions that is spoken of, each place read by a person: how a file begins, line, rule.
const WORDING: &[(&str, usize, &str)] = &[
    ("govuk-one-login", 40, "phrasing/root-cause"),
    ("iasql", 29, "phrasing/root-cause"),
    ("iasql", 33, "phrasing/why-clause"),
    ("jupyterhub", 43, "phrasing/why-clause"),
    ("learningequality", 14, "phrasing/root-cause"),
    ("usdigitalresponse", 8, "phrasing/five-whys"),
    ("usdigitalresponse", 8, "phrasing/root-cause"),
];

/// What a template lacks, leaves empty or calls by a name that steers.
const STRUCTURE: &[&str] = &["section/missing", "section/mitigators", "section/empty", "section/rename"];

#[test]
fn templates_are_asked_and_not_corrected() {
    let files = files("templates");
    if files.is_empty() {
        return say("corpus absent: skipped");
    }
    let mut silly = Vec::new();
    for file in check(&files).files {
        let name = Path::new(&file.path).file_name().unwrap().to_string_lossy().into_owned();
        for finding in &file.findings {
            let line = file.text[..finding.range.start].matches('\n').count() + 1;
            let is_judged = STRUCTURE.contains(&finding.rule.as_str())
                || WORDING.iter().any(|(begins, at, rule)| {
                    name.starts_with(begins) && *at == line && *rule == finding.rule
                });
            if !is_judged || !matches!(finding.severity.as_str(), "information" | "hint") {
                silly.push(format!("{name}:{line}: {} {}", finding.severity, finding.rule));
            }
        }
    }
    assert!(silly.is_empty(), "not read yet, or louder than a template deserves: {silly:#?}");
}
