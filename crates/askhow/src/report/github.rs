//! `--format github`: annotations of GitHub Actions, one line for each finding.

use std::fmt::Write;

use askhow_document::Level;

use crate::check::Checked;
use crate::output::in_line;
use crate::report::with_questions;

/// The lines of one file.
pub fn file(checked: &Checked) -> String {
    let mut out = String::new();
    for finding in &checked.findings {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Information | Level::Hint => "notice",
        };
        let (start, end) = checked.places(finding.span);
        let _ = write!(
            out,
            "::{command} file={},line={},endLine={}",
            of_path(&checked.path),
            start.line,
            end.line.max(start.line)
        );
        // Columns are heeded within one line alone, and a range over several lines with them is refused.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let message = with_questions(finding);
        let _ = writeln!(out, ",title={}::{}", property(finding.rule.id), data(&message));
    }
    out
}

/// A message: what would end the line is escaped.
fn data(text: &str) -> String {
    let lines = text.split('\n').map(|line| in_line(line.trim_end_matches('\r')).replace('%', "%25"));
    lines.collect::<Vec<_>>().join("%0A")
}

/// A property: what would end the property is escaped too.
fn property(text: &str) -> String {
    data(&in_line(text)).replace(':', "%3A").replace(',', "%2C")
}

/// The name of a file, which is to be found by it, be it odd.
fn of_path(path: &str) -> String {
    let escape = |c: char| match c {
        '%' | '\r' | '\n' | ':' | ',' => format!("%{:02X}", u32::from(c)),
        _ => in_line(c.encode_utf8(&mut [0; 4])),
    };
    path.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;

    #[test]
    fn one_line_for_each_finding_with_everything_escaped() {
        assert_eq!(
            file(&checked("ä ⟦why⟧\n", 0)),
            "::warning file=a%2Cb.md,line=1,endLine=1,col=3,endColumn=6,title=phrasing/test\
             ::It says: why%0Aover two lines%0AHow does it look, at 100 %25?\n"
        );
    }

    #[test]
    fn a_finding_over_several_lines_has_no_columns() {
        assert!(file(&checked("⟦a\nb⟧\n", 0)).starts_with("::warning file=a%2Cb.md,line=1,endLine=2,title="));
    }

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        assert_eq!(data("100 % a\r\nb::c\u{1b}[31m"), "100 %25 a%0Ab::c␛[31m");
        assert_eq!(of_path("C:\\a\nb,\u{1b}.md"), "C%3A\\a%0Ab%2C␛.md");
        assert_eq!(property("C:\\a,b %.md"), "C%3A\\a%2Cb %25.md");
    }
}
