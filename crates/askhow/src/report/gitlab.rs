//! `--format gitlab`: the list of findings that GitLab shows as code quality. A finding keeps its fingerprint where the
//! lines around it come and go, so that a merge request shows what it brings and nothing else.

use std::path::Path;

use askhow_document::{Finding, Level};
use serde::Serialize;

use crate::check::{Checked, fingerprints};
use crate::files::near;
use crate::report::to_json;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: IssueLocation<'a>,
}

#[derive(Serialize)]
struct IssueLocation<'a> {
    path: &'a str,
    lines: IssueLines,
}

#[derive(Serialize)]
struct IssueLines {
    begin: usize,
    end: usize,
}

/// The findings of one file, joined by commas.
pub fn file(checked: &Checked) -> String {
    let path = below_here(&checked.path);
    let known = fingerprints(&path, checked.text(), &checked.findings);
    let issues = checked.findings.iter().zip(known);
    let issues: Vec<String> =
        issues.map(|(finding, known)| to_json(&issue(checked, finding, &path, known))).collect();
    issues.join(",")
}

/// What the list begins with.
pub const BEGIN: &str = "[";

/// What it ends with.
pub const END: &str = "]\n";

/// GitLab knows paths from the root of the repository, in which it runs what it runs.
fn below_here(path: &str) -> String {
    let path = near(Path::new(path));
    path.strip_prefix("./").map_or_else(|| path.clone(), str::to_owned)
}

fn issue<'a>(checked: &Checked, finding: &'a Finding, path: &'a str, fingerprint: String) -> Issue<'a> {
    let (start, end) = checked.places(finding.span);
    Issue {
        description: finding.message.split_whitespace().collect::<Vec<_>>().join(" "),
        check_name: finding.rule.id,
        fingerprint,
        severity: match finding.level {
            Level::Error => "critical",
            Level::Warning => "major",
            Level::Information => "minor",
            Level::Hint => "info",
        },
        location: IssueLocation { path, lines: IssueLines { begin: start.line, end: end.line } },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::check::tests::checked;
    use crate::report::Format;
    use crate::report::stream::tests::whole;

    fn listed(marked: &str) -> Vec<Value> {
        let piece = Format::Gitlab.piece(&checked(marked, 0), None);
        serde_json::from_str(&whole(Format::Gitlab, vec![piece], &[])).unwrap()
    }

    #[test]
    fn an_issue_has_all_that_gitlab_asks_for() {
        let mut issues = listed("ä ⟦why⟧\n");
        let fingerprint = issues[0]["fingerprint"].take();
        assert_eq!(fingerprint.as_str().map(str::len), Some(16));
        let expected = json!([{
            "description": "It says: why over two lines",
            "check_name": "phrasing/test",
            "fingerprint": null,
            "severity": "major",
            "location": { "path": "a,b.md", "lines": { "begin": 1, "end": 1 } },
        }]);
        assert_eq!(Value::from(issues), expected);
        assert_eq!(whole(Format::Gitlab, Vec::new(), &[]), "[]\n");
    }

    #[test]
    fn a_finding_that_moves_keeps_its_fingerprint() {
        let fingerprint = |marked: &str| listed(marked)[0]["fingerprint"].clone();
        assert_eq!(fingerprint("a ⟦why⟧ b\n"), fingerprint("# A\n\nmore\n\n  a ⟦why⟧  b\r\n"));
        assert_ne!(fingerprint("a ⟦why⟧ b\n"), fingerprint("a ⟦why⟧ c\n"));
    }

    #[test]
    fn paths_are_those_of_the_repository() {
        let here = std::env::current_dir().unwrap().join("incidents/a.md");
        for path in ["./incidents/a.md", "incidents/a.md", here.to_str().unwrap()] {
            assert_eq!(below_here(path), "incidents/a.md");
        }
    }
}
