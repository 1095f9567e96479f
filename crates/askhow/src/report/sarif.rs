//! `--format sarif`: SARIF 2.1.0, written by hand with the few properties that code scanning shows.
//! Columns count Unicode code points, as the file says itself.

use std::fmt::Write;

use askhow_document::{Edit, Finding, Level, Rule, Span};
use serde::Serialize;

use crate::check::Checked;
use crate::report::{to_json, with_questions};
use crate::trouble::Trouble;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultJson<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: MessageJson,
    locations: [LocationJson; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<LocationJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFixJson<'a>>,
}

#[derive(Serialize)]
struct MessageJson {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LocationJson {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<MessageJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFixJson<'a> {
    description: MessageJson,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: ContentJson<'a>,
}

#[derive(Serialize)]
struct ContentJson<'a> {
    text: &'a str,
}

/// The results of one file, joined by commas.
pub fn file(checked: &Checked) -> String {
    let rules = askhow_ide::rules();
    let results: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| {
            let rule_index = rules.iter().position(|rule| rule.id == finding.rule.id);
            to_json(&result(checked, finding, rule_index))
        })
        .collect();
    results.join(",")
}

/// What the log begins with: the tool and its rules.
pub fn begin() -> String {
    let rules: Vec<serde_json::Value> = askhow_ide::rules().into_iter().map(rule).collect();
    let driver = serde_json::json!({
        "name": "askhow",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
         \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// What it ends with, behind the results: what could not be read.
pub fn end(troubles: &[Trouble]) -> String {
    let notifications: Vec<serde_json::Value> = troubles.iter().map(notification).collect();
    let invocation = serde_json::json!({
        "executionSuccessful": troubles.is_empty(),
        "toolExecutionNotifications": notifications,
    });
    format!("],\"invocations\":[{invocation}]}}]}}\n")
}

fn rule(rule: &'static Rule) -> serde_json::Value {
    let questions = rule.questions.iter().fold(String::new(), |mut acc, question| {
        let _ = write!(acc, "\n- {question}");
        acc
    });
    serde_json::json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.about },
        "help": {
            "text": format!("{}\n{questions}", rule.about),
            "markdown": format!("{}\n{questions}", rule.about),
        },
        "defaultConfiguration": { "level": level(rule.level) },
    })
}

fn notification(trouble: &Trouble) -> serde_json::Value {
    let mut notification =
        serde_json::json!({ "level": "error", "message": { "text": trouble.to_string() } });
    if let Some(path) = &trouble.path
        && let Some(object) = notification.as_object_mut()
    {
        let (line, column) = trouble.place.unwrap_or((1, 1));
        let locations = serde_json::json!([{ "physicalLocation": {
            "artifactLocation": { "uri": uri(path) },
            "region": { "startLine": line, "startColumn": column },
        }}]);
        object.insert("locations".to_owned(), locations);
    }
    notification
}

fn result<'a>(checked: &Checked, finding: &'a Finding, rule_index: Option<usize>) -> ResultJson<'a> {
    ResultJson {
        rule_id: finding.rule.id,
        rule_index,
        level: level(finding.level),
        message: MessageJson { text: unlinked(with_questions(finding)) },
        locations: [location(checked, finding.span, None)],
        related_locations: finding
            .related
            .iter()
            .map(|related| location(checked, related.span, Some(related.message.clone())))
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .filter(|fix| !fix.edits.is_empty())
            .map(|fix| SarifFixJson {
                description: MessageJson { text: unlinked(fix.title.clone()) },
                artifact_changes: [ArtifactChange {
                    artifact_location: ArtifactLocation { uri: uri(&checked.path) },
                    replacements: fix.edits.iter().map(|edit| replacement(checked, edit)).collect(),
                }],
            })
            .collect(),
    }
}

/// A message of SARIF may hold links, `[text](address)`; words of a review that look like one are none.
fn unlinked(text: String) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text }
}

fn location(checked: &Checked, span: Span, message: Option<String>) -> LocationJson {
    LocationJson {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(&checked.path) },
            region: region(checked, span),
        },
        message: message.map(|text| MessageJson { text: unlinked(text.to_string()) }),
    }
}

fn replacement<'a>(checked: &Checked, edit: &'a Edit) -> Replacement<'a> {
    Replacement {
        deleted_region: region(checked, edit.span),
        inserted_content: ContentJson { text: &edit.new_text },
    }
}

fn region(checked: &Checked, span: Span) -> Region {
    let (start, end) = checked.places(span);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: start.offset,
        byte_length: end.offset - start.offset,
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "note",
    }
}

/// A path as a relative or absolute reference, percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;
    use crate::report::Format;
    use crate::report::stream::tests::whole;

    #[test]
    fn a_run_holds_results_with_regions_and_fixes_and_what_went_wrong() {
        let piece = Format::Sarif.piece(&checked("ä ⟦why⟧\n", 0), None);
        let trouble = Trouble::at("b c.md", (2, 7), "not UTF-8");
        let whole: serde_json::Value =
            serde_json::from_str(&whole(Format::Sarif, vec![piece], &[trouble])).unwrap();
        assert_eq!(whole["version"], "2.1.0");
        let run = &whole["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let result = &run["results"][0];
        assert_eq!(result["ruleId"], "phrasing/test");
        assert_eq!(result["level"], "warning");
        let region = serde_json::json!({
            "startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6, "byteOffset": 3, "byteLength": 3,
        });
        let place = serde_json::json!({ "artifactLocation": { "uri": "a%2Cb.md" }, "region": region });
        assert_eq!(result["locations"], serde_json::json!([{ "physicalLocation": place }]));
        let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(change["deletedRegion"], region);
        assert_eq!(change["insertedContent"]["text"], "how");
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        let said = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(said["message"]["text"], "b c.md:2:7: not UTF-8");
        assert_eq!(said["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "b%20c.md");
    }

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./a b/ü.md"), "a%20b/%C3%BC.md");
        assert_eq!(uri("/srv/100%.md"), "file:///srv/100%25.md");
        assert_eq!(uri("C:/a.md"), "C%3A/a.md");
    }
}
