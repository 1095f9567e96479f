//! Findings as diagnostics: the same list whether it is pushed, asked for, or attached to an action.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use askhow_document::{Finding, Level, Related};
use askhow_ide::Page;
use serde::Serialize;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Range, Uri,
};

use crate::convert::{View, severity};
use crate::reference::Reference;

/// What `source` says.
pub const SOURCE: &str = "askhow";

/// A document up to this size, in bytes, is sent all its findings.
pub const SMALL: usize = 65_536;

/// A larger one is sent so many at a time.
const SHOWN: usize = 100;

/// Where rules are explained, and what is the same in each diagnostic of a rule and level, as JSON.
#[derive(Debug)]
pub struct Pages {
    reference: Reference,
    middles: Mutex<HashMap<(&'static str, Level), Middle>>,
}

type Middle = Arc<[u8]>;

impl Pages {
    /// Pages of this reference.
    pub fn new(reference: Reference) -> Self {
        Self { reference, middles: Mutex::default() }
    }

    /// The address of a heading, where its page can be opened.
    pub fn link(&self, page: Page, heading: &str) -> Option<Uri> {
        self.reference.link(page, heading)
    }

    fn of(&self, rule: &'static str) -> Option<CodeDescription> {
        Some(CodeDescription { href: self.link(Page::Rules, rule)? })
    }

    /// From the comma after the range to the colon before the message.
    fn middle(&self, rule: &'static str, level: Level) -> Middle {
        let mut middles = self.middles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(middle) = middles.get(&(rule, level)) {
            return Arc::clone(middle);
        }
        let middle: Middle = self.new_middle(rule, level).into();
        if self.reference.is_settled() {
            middles.insert((rule, level), Arc::clone(&middle));
        }
        middle
    }

    fn new_middle(&self, rule: &'static str, level: Level) -> Vec<u8> {
        let mut middle = Vec::new();
        push(&mut middle, ",\"severity\":", &severity(level));
        push(&mut middle, ",\"code\":", rule);
        if let Some(page) = self.of(rule) {
            push(&mut middle, ",\"codeDescription\":", &page);
        }
        push(&mut middle, ",\"source\":", SOURCE);
        middle.extend_from_slice(b",\"message\":");
        middle
    }
}

/// Writes a piece of JSON after `before`.
fn push(out: &mut Vec<u8>, before: &str, value: &(impl Serialize + ?Sized)) {
    out.extend_from_slice(before.as_bytes());
    serde_json::to_writer(&mut *out, value)
        .expect("a vector takes all bytes, and no key is anything but text");
}

/// How many more there are, and findings.
type List = (Option<Diagnostic>, Vec<Finding>);

/// Findings turned into diagnostics of one document.
#[derive(Debug)]
pub struct Converter<'a> {
    /// The document.
    pub uri: &'a Uri,
    /// As it was when they were found.
    pub view: &'a View,
    /// Whether the client links places to a diagnostic.
    pub related: bool,
    /// Where rules are explained.
    pub pages: &'a Pages,
}

impl Converter<'_> {
    /// What the client is to see: everything, or what is nearest to `near` and a note of how much more.
    pub fn list(&self, near: usize) -> Vec<Diagnostic> {
        let (note, findings) = self.findings(near);
        let findings = findings.into_iter().map(|finding| self.diagnostic(finding));
        note.into_iter().chain(findings).collect()
    }

    /// The notification that pushes the same list, byte for byte, without the detour over types: it is made
    /// at each key.
    pub fn publish(&self, shown_uri: &str, version: i32, near: usize) -> Vec<u8> {
        self.publish_these(shown_uri, version, self.findings(near))
    }

    /// The notification that pushes the first findings of a review of whose text this is the start, where it has some.
    pub fn publish_first(&self, shown_uri: &str, version: i32) -> Option<Vec<u8>> {
        let found = askhow_ide::first_findings(&self.view.snapshot);
        (!found.is_empty()).then(|| self.publish_these(shown_uri, version, (None, found)))
    }

    fn publish_these(&self, shown_uri: &str, version: i32, list: List) -> Vec<u8> {
        let mut out = Vec::new();
        push(
            &mut out,
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{\"uri\":",
            shown_uri,
        );
        push(&mut out, ",\"version\":", &version);
        out.extend_from_slice(b",\"diagnostics\":");
        self.push_list(&mut out, list);
        out.extend_from_slice(b"}}");
        out
    }

    /// The same list as JSON.
    pub fn written(&self, near: usize) -> Vec<u8> {
        let mut out = Vec::new();
        self.push_list(&mut out, self.findings(near));
        out
    }

    fn push_list(&self, out: &mut Vec<u8>, (note, findings): List) {
        out.reserve(384 * findings.len() + 64);
        let mut before = "[";
        if let Some(note) = note {
            push(out, before, &note);
            before = ",";
        }
        for finding in findings {
            out.extend_from_slice(before.as_bytes());
            before = ",";
            self.push_finding(out, &finding);
        }
        out.extend_from_slice(if before == "[" { b"[]" } else { b"]" });
    }

    fn push_finding(&self, out: &mut Vec<u8>, finding: &Finding) {
        let range = self.view.range(finding.span);
        push(out, "{\"range\":{\"start\":{\"line\":", &range.start.line);
        push(out, ",\"character\":", &range.start.character);
        push(out, "},\"end\":{\"line\":", &range.end.line);
        push(out, ",\"character\":", &range.end.character);
        out.extend_from_slice(b"}}");
        out.extend_from_slice(&self.pages.middle(finding.rule.id, finding.level));
        push(out, "", &*finding.message);
        if self.related && !finding.related.is_empty() {
            push(out, ",\"relatedInformation\":", &self.related_information(&finding.related));
        }
        out.push(b'}');
    }

    fn findings(&self, near: usize) -> List {
        let snapshot = &self.view.snapshot;
        if snapshot.text().len() <= SMALL {
            return (None, askhow_ide::messages(snapshot));
        }
        let nearest = askhow_ide::findings_near(snapshot, near, SHOWN);
        ((nearest.left_out > 0).then(|| note(nearest.left_out)), nearest.findings)
    }

    /// One of them.
    pub fn diagnostic(&self, finding: Finding) -> Diagnostic {
        let has_related = self.related && !finding.related.is_empty();
        Diagnostic {
            range: self.view.range(finding.span),
            severity: Some(severity(finding.level)),
            code: Some(NumberOrString::String(finding.rule.id.to_owned())),
            code_description: self.pages.of(finding.rule.id),
            source: Some(SOURCE.to_owned()),
            related_information: has_related.then(|| self.related_information(&finding.related)),
            message: finding.message.into_owned(),
            tags: None,
            data: None,
        }
    }

    fn related_information(&self, related: &[Related]) -> Vec<DiagnosticRelatedInformation> {
        let place = |related: &Related| DiagnosticRelatedInformation {
            location: Location { uri: self.uri.clone(), range: self.view.range(related.span) },
            message: related.message.clone(),
        };
        related.iter().map(place).collect()
    }
}

fn note(left_out: usize) -> Diagnostic {
    let findings = if left_out == 1 { "finding is" } else { "findings are" };
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: format!("{left_out} more {findings} further away; `askhow check` lists them all."),
        ..Diagnostic::default()
    }
}

/// The notification that pushes a short list.
#[derive(Debug, Serialize)]
pub struct Publish<'a> {
    jsonrpc: &'static str,
    method: &'static str,
    params: PublishParams<'a>,
}

#[derive(Debug, Serialize)]
struct PublishParams<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: &'a [Diagnostic],
}

impl<'a> Publish<'a> {
    /// Of a version, where the document is open.
    pub fn new(uri: &'a str, version: Option<i32>, diagnostics: &'a [Diagnostic]) -> Self {
        let params = PublishParams { uri, version, diagnostics };
        Self { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params }
    }
}

/// Tells one list, as JSON, from another, for clients that ask whether anything is new.
pub fn result_id(list: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    list.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use askhow_ide::{Analysis, Surroundings};

    use super::*;

    #[track_caller]
    fn check_same_bytes(text: &str) {
        let surroundings = Surroundings { named: true, ..Surroundings::default() };
        let snapshot = Analysis::new(text, Arc::new(surroundings)).snapshot();
        let view = View { snapshot, version: 7, encoding: askhow_document::Encoding::Utf16 };
        let uri = Uri::from_str("file:///a%20b.md").unwrap();
        for related in [true, false] {
            let pages = Pages::new(Reference::below(None));
            let converter = Converter { uri: &uri, view: &view, related, pages: &pages };
            let list = converter.list(0);
            assert_eq!(list.is_empty(), text.is_empty());
            let expected = serde_json::to_string(&Publish::new("file:///a b.md", Some(7), &list)).unwrap();
            let pushed = String::from_utf8(converter.publish("file:///a b.md", 7, 0)).unwrap();
            assert_eq!(pushed, expected);
            assert_eq!(converter.written(0), serde_json::to_vec(&list).unwrap());
        }
    }

    #[test]
    fn what_is_pushed_is_what_others_are_given() {
        let review = "# Outage \"é🚒\"\n\n## Timeline\n\n- 10:20 a\n- 10:00 b\n\n## Causes\n\n- Why?\n- Why did it fail?\n";
        check_same_bytes("");
        check_same_bytes(review);
        check_same_bytes(&review.repeat(1_000));
    }
}
