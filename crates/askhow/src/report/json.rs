//! `--format json`: one object. Other programs rely on its names; `docs` describes it.

use askhow_document::{Finding, Span};
use askhow_ide::{MomentAt, TimelineEntry};
use serde::Serialize;

use crate::check::{Checked, Place};
use crate::report::{Counts, Statistics, to_json};

#[derive(Serialize)]
struct FileJson<'a> {
    path: &'a str,
    review: bool,
    findings: Vec<FindingJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<TimelineJson<'a>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    questions: Vec<&'a str>,
    range: RangeJson,
    related: Vec<RelatedJson<'a>>,
    fixes: Vec<FixJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    range: RangeJson,
}

#[derive(Serialize)]
struct FixJson<'a> {
    title: &'a str,
    preferred: bool,
    safe: bool,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    range: RangeJson,
    #[serde(rename = "newText")]
    new_text: &'a str,
}

#[derive(Serialize)]
struct RangeJson {
    start: PlaceJson,
    end: PlaceJson,
}

#[derive(Serialize)]
struct PlaceJson {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct TimelineJson<'a> {
    entries: Vec<EntryJson<'a>>,
}

#[derive(Serialize)]
struct EntryJson<'a> {
    line: usize,
    stamp: &'a str,
    instant: Option<&'a str>,
    end: Option<&'a str>,
    local: Option<&'a str>,
    zone: Option<&'a str>,
    approximate: bool,
    kind: Option<&'a str>,
    actor: Option<&'a str>,
    text: &'a str,
    moments: Vec<MomentJson<'a>>,
}

#[derive(Serialize)]
struct MomentJson<'a> {
    who: Option<&'a str>,
    kind: Option<&'a str>,
    text: &'a str,
    span: RangeJson,
}

#[derive(Serialize)]
struct SummaryJson {
    files: usize,
    reviews: usize,
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
}

/// One element of `files`.
pub fn file(checked: &Checked) -> String {
    to_json(&FileJson {
        path: &checked.path,
        review: checked.review,
        findings: checked.findings.iter().map(|finding| finding_json(checked, finding)).collect(),
        timeline: checked.timeline.as_ref().map(|entries| TimelineJson {
            entries: entries.iter().map(|entry| entry_json(checked, entry)).collect(),
        }),
    })
}

/// What the object begins with.
pub const BEGIN: &str = "{\"version\":1,\"files\":[";

/// What it ends with, behind the files.
pub fn end(counts: Counts, statistics: Option<&Statistics>) -> String {
    use askhow_document::Level;
    let summary = SummaryJson {
        files: counts.files,
        reviews: counts.reviews,
        error: counts.level(Level::Error),
        warning: counts.level(Level::Warning),
        information: counts.level(Level::Information),
        hint: counts.level(Level::Hint),
    };
    let statistics = statistics.map(Statistics::json);
    let statistics =
        statistics.map(|rules| format!(",\"statistics\":{}", to_json(&rules))).unwrap_or_default();
    format!("],\"summary\":{}{statistics}}}\n", to_json(&summary))
}

fn finding_json<'a>(checked: &Checked, finding: &'a Finding) -> FindingJson<'a> {
    FindingJson {
        rule: finding.rule.id,
        severity: finding.level.name(),
        message: &finding.message,
        questions: finding.questions.iter().map(AsRef::as_ref).collect(),
        range: range_json(checked, finding.span),
        related: finding
            .related
            .iter()
            .map(|related| RelatedJson {
                message: &related.message,
                range: range_json(checked, related.span),
            })
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| FixJson {
                title: &fix.title,
                preferred: fix.preferred,
                safe: fix.safe,
                edits: fix
                    .edits
                    .iter()
                    .map(|edit| EditJson { range: range_json(checked, edit.span), new_text: &edit.new_text })
                    .collect(),
            })
            .collect(),
    }
}

fn entry_json<'a>(checked: &Checked, entry: &'a TimelineEntry) -> EntryJson<'a> {
    EntryJson {
        line: checked.place(entry.span.start).line,
        stamp: &entry.stamp,
        instant: entry.instant.as_deref(),
        end: entry.end.as_deref(),
        local: entry.local.as_deref(),
        zone: entry.zone.as_deref(),
        approximate: entry.approximate,
        kind: entry.kind,
        actor: entry.actor.as_deref(),
        text: &entry.text,
        moments: entry.moments.iter().map(|moment| moment_json(checked, moment)).collect(),
    }
}

fn moment_json<'a>(checked: &Checked, moment: &'a MomentAt) -> MomentJson<'a> {
    MomentJson {
        who: moment.who.as_deref(),
        kind: moment.kind.map(askhow_ide::Kind::name),
        text: &moment.text,
        span: range_json(checked, moment.span),
    }
}

fn range_json(checked: &Checked, span: Span) -> RangeJson {
    let (start, end) = checked.places(span);
    RangeJson { start: place_json(start), end: place_json(end) }
}

fn place_json(place: Place) -> PlaceJson {
    PlaceJson { line: place.line, column: place.column, offset: place.offset }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;

    #[test]
    fn names_and_numbers_are_those_of_the_reference() {
        let place = |column: usize, offset: usize| serde_json::json!({ "line": 1, "column": column, "offset": offset });
        let range = serde_json::json!({ "start": place(3, 3), "end": place(6, 6) });
        let expected = serde_json::json!({
            "path": "a,b.md",
            "review": true,
            "findings": [{
                "rule": "phrasing/test",
                "severity": "warning",
                "message": "It says: why\nover two lines",
                "questions": ["How does it look, at 100 %?"],
                "range": range,
                "related": [{ "message": "after this", "range": { "start": place(1, 0), "end": place(1, 0) } }],
                "fixes": [{
                    "title": "Ask “how”",
                    "preferred": true,
                    "safe": true,
                    "edits": [{ "range": range, "newText": "how" }],
                }],
            }],
        });
        let mut checked = checked("ä ⟦why⟧\n", 0);
        checked.findings[0].related[0].span = Span::empty(0);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&file(&checked)).unwrap(), expected);
    }
}
