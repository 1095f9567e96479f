//! `--format junit`: a suite for each review, and in it a case for each finding. Those that make `check` end with 1 are
//! failures, all others are cases that pass and tell what was found; a review without findings is one case that passes.

use askhow_document::{Finding, Level};

use crate::check::Checked;
use crate::report::xml::{HEAD, tag, text};
use crate::report::{Piece, with_questions};
use crate::trouble::Trouble;

/// The suite of one file; none where it is no review.
pub fn file(checked: &Checked, fail_on: Option<Level>) -> String {
    if !checked.review {
        return String::new();
    }
    let path = &checked.path;
    let mut cases: Vec<String> =
        checked.findings.iter().map(|finding| case(checked, finding, fails(finding, fail_on))).collect();
    if cases.is_empty() {
        cases.push(format!("    <{}/>\n", tag("testcase", &[("classname", path), ("name", "check")])));
    }
    let n_failures = checked.findings.iter().filter(|finding| fails(finding, fail_on)).count();
    suite(path, CaseNumbers { tests: cases.len(), failures: n_failures, errors: 0 }, &cases.concat())
}

/// The document. What could not be read is a case with an error.
pub fn whole(pieces: &[Piece], troubles: &[Trouble]) -> String {
    let suites: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let errors: String = troubles.iter().map(trouble).collect();
    let all = pieces.iter().filter(|piece| !piece.text.is_empty()).map(|piece| piece.counts);
    let tests: usize = all.map(|counts| counts.at_or_above(Level::Hint).max(1)).sum();
    let numbers = CaseNumbers {
        tests: tests + troubles.len(),
        failures: pieces.iter().map(|piece| piece.failures).sum(),
        errors: troubles.len(),
    };
    let head = tag(
        "testsuites",
        &numbers.attributes("askhow").each_ref().map(|(name, value)| (*name, value.as_str())),
    );
    format!("{HEAD}<{head}>\n{suites}{errors}</testsuites>\n")
}

fn fails(finding: &Finding, fail_on: Option<Level>) -> bool {
    fail_on.is_some_and(|level| finding.level >= level)
}

/// What stands in the head of a suite.
struct CaseNumbers {
    tests: usize,
    failures: usize,
    errors: usize,
}

impl CaseNumbers {
    fn attributes(&self, name: &str) -> [(&'static str, String); 4] {
        [
            ("name", name.to_owned()),
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", self.errors.to_string()),
        ]
    }
}

fn suite(name: &str, numbers: CaseNumbers, cases: &str) -> String {
    let attributes = numbers.attributes(name);
    let head = tag("testsuite", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())));
    format!("  <{head}>\n{cases}  </testsuite>\n")
}

fn case(checked: &Checked, finding: &Finding, fails: bool) -> String {
    let place = checked.place(finding.span.start);
    let (path, line) = (&checked.path, place.line.to_string());
    // Readers take two cases of one name for the same, so the place is part of it.
    let name = format!("{} {}:{}", finding.rule.id, place.line, place.column);
    let head = tag("testcase", &[("classname", path), ("name", &name), ("file", path), ("line", &line)]);
    let level = finding.level.name();
    let words = format!("{path}:{}:{}: {level}: {}", place.line, place.column, with_questions(finding));
    let told = if fails {
        let failure = tag("failure", &[("type", level), ("message", &finding.message)]);
        format!("<{failure}>{}</failure>", text(&words))
    } else {
        format!("<system-out>{}</system-out>", text(&words))
    };
    format!("    <{head}>\n      {told}\n    </testcase>\n")
}

fn trouble(trouble: &Trouble) -> String {
    let path = trouble.path.as_deref().unwrap_or("askhow");
    let head = tag("testcase", &[("classname", path), ("name", "read"), ("file", path)]);
    let error = tag("error", &[("type", "unread"), ("message", &trouble.message)]);
    let case =
        format!("    <{head}>\n      <{error}>{}</error>\n    </testcase>\n", text(&trouble.to_string()));
    suite(path, CaseNumbers { tests: 1, failures: 0, errors: 1 }, &case)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;
    use crate::report::Format;

    const CASE: &str =
        "<testcase classname=\"a,b.md\" name=\"phrasing/test 1:3\" file=\"a,b.md\" line=\"1\">";
    const WORDS: &str = "a,b.md:1:3: warning: It says: why\nover two lines\nHow does it look, at 100 %?";

    fn written(fail_on: Option<Level>, troubles: &[Trouble]) -> String {
        let mut quiet = checked("⟦why⟧\n", 0);
        quiet.findings.clear();
        let mut other = checked("⟦why⟧\n", 0);
        (other.review, other.path) = (false, "README.md".into());
        other.findings.clear();
        let pieces =
            [checked("ä ⟦why⟧\n", 0), quiet, other].map(|checked| Format::Junit.piece(&checked, fail_on));
        whole(&pieces, troubles)
    }

    #[test]
    fn a_finding_that_fails_the_check_is_a_failure() {
        let failure = "<failure type=\"warning\" message=\"It says: why&#10;over two lines\">";
        let quiet = "  <testsuite name=\"a,b.md\" tests=\"1\" failures=\"0\" errors=\"0\">\n    \
                     <testcase classname=\"a,b.md\" name=\"check\"/>\n  </testsuite>\n";
        assert_eq!(
            written(Some(Level::Warning), &[]),
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <testsuites name=\"askhow\" tests=\"2\" failures=\"1\" errors=\"0\">\n  \
                 <testsuite name=\"a,b.md\" tests=\"1\" failures=\"1\" errors=\"0\">\n    \
                 {CASE}\n      {failure}{WORDS}</failure>\n    </testcase>\n  </testsuite>\n{quiet}</testsuites>\n"
            )
        );
    }

    #[test]
    fn any_other_is_told_in_a_case_that_passes_and_what_was_not_read_is_an_error() {
        for fail_on in [None, Some(Level::Error)] {
            let written = written(fail_on, &[Trouble::at("b.md", (2, 7), "not <UTF-8>")]);
            assert!(written.contains("<testsuites name=\"askhow\" tests=\"3\" failures=\"0\" errors=\"1\">"));
            assert!(
                written.contains(&format!("{CASE}\n      <system-out>{WORDS}</system-out>\n")),
                "{written}"
            );
            assert!(written.contains(
                "<error type=\"unread\" message=\"not &lt;UTF-8&gt;\">b.md:2:7: not &lt;UTF-8&gt;</error>"
            ));
        }
    }
}
