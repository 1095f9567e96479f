//! `--format checkstyle`: the XML of Checkstyle's reports, which many tools read for any language.
//! Columns count Unicode scalar values from 1.

use askhow_document::{Finding, Level};

use crate::check::Checked;
use crate::report::with_questions;
use crate::report::xml::{HEAD, tag};
use crate::trouble::Trouble;

/// The element of one file; none where nothing is found.
pub fn file(checked: &Checked) -> String {
    let errors: String = checked.findings.iter().map(|finding| error(checked, finding)).collect();
    if errors.is_empty() { errors } else { of_file(&checked.path, &errors) }
}

/// What the document begins with. The version is that of the format's first readers; nobody asks for another.
pub fn begin() -> String {
    format!("{HEAD}<checkstyle version=\"4.3\">\n")
}

/// What it ends with: what could not be read.
pub fn end(troubles: &[Trouble]) -> String {
    let others: String = troubles.iter().filter_map(trouble).collect();
    format!("{others}</checkstyle>\n")
}

fn of_file(path: &str, errors: &str) -> String {
    format!("  <{}>\n{errors}  </file>\n", tag("file", &[("name", path)]))
}

fn error(checked: &Checked, finding: &Finding) -> String {
    let place = checked.place(finding.span.start);
    let severity = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "info",
    };
    // A name with dots, as of a class: what stands behind the last one is the rule.
    let source = format!("askhow.{}", finding.rule.id);
    line((place.line, place.column), severity, &with_questions(finding), &source)
}

fn trouble(trouble: &Trouble) -> Option<String> {
    let path = trouble.path.as_deref()?;
    let error = line(trouble.place.unwrap_or((1, 1)), "error", &trouble.message, "askhow");
    Some(of_file(path, &error))
}

fn line(place: (usize, usize), severity: &str, message: &str, source: &str) -> String {
    let attributes = [
        ("line", place.0.to_string()),
        ("column", place.1.to_string()),
        ("severity", severity.to_owned()),
        ("message", message.to_owned()),
        ("source", source.to_owned()),
    ];
    let attributes = attributes.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("    <{}/>\n", tag("error", &attributes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;
    use crate::report::Format;
    use crate::report::stream::tests::whole;

    #[test]
    fn each_file_has_its_errors_and_what_could_not_be_read_is_one() {
        let piece = Format::Checkstyle.piece(&checked("ä ⟦why⟧\n", 0), None);
        let troubles = [Trouble::at("b&c.md", (2, 7), "not \"UTF-8\""), Trouble::new("about no file")];
        assert_eq!(
            whole(Format::Checkstyle, vec![piece], &troubles),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n  <file name=\"a,b.md\">\n    \
             <error line=\"1\" column=\"3\" severity=\"warning\" message=\"It says: why&#10;over two lines&#10;\
             How does it look, at 100 %?\" source=\"askhow.phrasing/test\"/>\n  </file>\n  <file name=\"b&amp;c.md\">\n    \
             <error line=\"2\" column=\"7\" severity=\"error\" message=\"not &quot;UTF-8&quot;\" source=\"askhow\"/>\n  \
             </file>\n</checkstyle>\n"
        );
    }
}
