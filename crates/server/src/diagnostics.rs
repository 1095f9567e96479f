//! Findings as diagnostics: the same list whether it is pushed, asked for, or attached to an action.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::sync::Mutex;

use askhow_document::Finding;
use serde::Serialize;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Range, Uri,
};

use crate::convert::{Positions, View, severity};

/// What `source` says.
pub const SOURCE: &str = "askhow";

/// A document up to this size, in bytes, is sent all its findings.
pub const SMALL: usize = 65_536;

/// A larger one is sent so many at a time.
const SHOWN: usize = 100;

/// The pages of the rules met so far.
#[derive(Debug, Default)]
pub struct Pages {
    known: Mutex<HashMap<&'static str, Option<CodeDescription>>>,
}

impl Pages {
    fn of(&self, rule: &'static str) -> Option<CodeDescription> {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let page = || Some(CodeDescription { href: Uri::from_str(&askhow_ide::docs_link(rule)).ok()? });
        known.entry(rule).or_insert_with(page).clone()
    }
}

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
        let snapshot = &self.view.snapshot;
        let (findings, left_out) = if snapshot.text().len() <= SMALL {
            (askhow_ide::messages(snapshot), 0)
        } else {
            let nearest = askhow_ide::findings_near(snapshot, near, SHOWN);
            (nearest.findings, nearest.left_out)
        };
        let mut diagnostics = Vec::with_capacity(findings.len() + 1);
        diagnostics.extend((left_out > 0).then(|| note(left_out)));
        let mut positions = self.positions();
        diagnostics.extend(findings.into_iter().map(|finding| self.diagnostic(finding, &mut positions)));
        diagnostics
    }

    /// Positions in the document.
    pub fn positions(&self) -> Positions<'_> {
        Positions::new(self.view.snapshot.text(), self.view.encoding)
    }

    /// One of them.
    pub fn diagnostic(&self, finding: Finding, positions: &mut Positions<'_>) -> Diagnostic {
        let range = positions.range(finding.span);
        let has_related = self.related && !finding.related.is_empty();
        let related = finding.related.into_iter().map(|related| DiagnosticRelatedInformation {
            location: Location { uri: self.uri.clone(), range: positions.range(related.span) },
            message: related.message,
        });
        Diagnostic {
            range,
            severity: Some(severity(finding.level)),
            code: Some(NumberOrString::String(finding.rule.id.to_owned())),
            code_description: self.pages.of(finding.rule.id),
            source: Some(SOURCE.to_owned()),
            message: finding.message.into_owned(),
            related_information: has_related.then(|| related.collect()),
            tags: None,
            data: None,
        }
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

/// The notification that pushes a list, written straight to bytes.
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

/// Tells one list from another, for clients that ask whether anything is new.
pub fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_vec(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
