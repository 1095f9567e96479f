//! `--format rdjson`: the Reviewdog Diagnostic Format. Its columns count bytes of UTF-8 from 1.

use askhow_document::{Edit, Encoding, Finding, Fix, Level, Span, apply_edits};
use serde::Serialize;

use crate::check::Checked;
use crate::report::{to_json, with_questions};

/// Fixes that reach further than this (a section that moves) are no suggestion beside a line.
const MAX_BYTES: usize = 2000;

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: DiagnosticLocation<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct DiagnosticLocation<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: DiagnosticPosition,
    end: DiagnosticPosition,
}

#[derive(Serialize)]
struct DiagnosticPosition {
    line: u32,
    column: u32,
}

/// The diagnostics of one file, joined by commas.
pub fn file(checked: &Checked) -> String {
    let diagnostics: Vec<String> =
        checked.findings.iter().map(|finding| to_json(&diagnostic(checked, finding))).collect();
    diagnostics.join(",")
}

/// What the object begins with.
pub const BEGIN: &str = "{\"source\":{\"name\":\"askhow\"},\"diagnostics\":[";

/// What it ends with.
pub const END: &str = "]}\n";

fn diagnostic<'a>(checked: &'a Checked, finding: &'a Finding) -> Diagnostic<'a> {
    Diagnostic {
        message: with_questions(finding),
        location: DiagnosticLocation { path: &checked.path, range: range(checked, finding.span) },
        severity: match finding.level {
            Level::Error => "ERROR",
            Level::Warning => "WARNING",
            Level::Information | Level::Hint => "INFO",
        },
        code: Code { value: finding.rule.id },
        suggestions: finding.fixes.iter().filter_map(|fix| suggestion(checked, fix)).collect(),
    }
}

/// A suggestion is one replacement, so what stands between the edits of a fix is told along with them.
fn suggestion(checked: &Checked, fix: &Fix) -> Option<Suggestion> {
    let whole = fix.edits.first()?.span.cover(fix.edits.last()?.span);
    if whole.len() > MAX_BYTES {
        return None;
    }
    let relative = |edit: &Edit| {
        let start = edit.span.start.saturating_sub(whole.start);
        Edit::new(Span::new(start, start + edit.span.len()), edit.new_text.as_str())
    };
    let edits: Vec<Edit> = fix.edits.iter().map(relative).collect();
    let text = apply_edits(&checked.text().slice(whole), &edits);
    Some(Suggestion { range: range(checked, whole), text })
}

fn range(checked: &Checked, span: Span) -> Range {
    Range { start: position(checked, span.start), end: position(checked, span.end) }
}

fn position(checked: &Checked, offset: usize) -> DiagnosticPosition {
    let position = checked.text().position(offset, Encoding::Utf8);
    DiagnosticPosition { line: position.line + 1, column: position.character + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;
    use crate::report::Format;
    use crate::report::stream::tests::whole;

    #[test]
    fn several_edits_are_one_suggestion() {
        let mut checked = checked("⟦why⟧ did x fail?\n", 0);
        checked.findings[0].fixes[0].edits.push(Edit::new(Span::empty(9), " come to"));
        let piece = Format::Rdjson.piece(&checked, None);
        let whole: serde_json::Value =
            serde_json::from_str(&whole(Format::Rdjson, vec![piece], &[])).unwrap();
        let suggestion = &whole["diagnostics"][0]["suggestions"][0];
        assert_eq!(suggestion["text"], "how did x come to");
        assert_eq!(suggestion["range"]["end"], serde_json::json!({ "line": 1, "column": 10 }));
    }

    #[test]
    fn columns_count_bytes() {
        let piece = Format::Rdjson.piece(&checked("ä ⟦why⟧\n", 0), None);
        let whole: serde_json::Value =
            serde_json::from_str(&whole(Format::Rdjson, vec![piece], &[])).unwrap();
        let range =
            serde_json::json!({ "start": { "line": 1, "column": 4 }, "end": { "line": 1, "column": 7 } });
        let diagnostic = &whole["diagnostics"][0];
        assert_eq!(diagnostic["location"], serde_json::json!({ "path": "a,b.md", "range": range }));
        assert_eq!(diagnostic["suggestions"], serde_json::json!([{ "range": range, "text": "how" }]));
        assert_eq!(diagnostic["severity"], "WARNING");
        assert_eq!(diagnostic["code"]["value"], "phrasing/test");
    }
}
