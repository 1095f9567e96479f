//! Hover: the questions that fit the place.

use askhow_document::Span;

use crate::Snapshot;

/// What a hover shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown: one bold line, two to four questions, a dim last line.
    pub markdown: String,
}

/// What is to be asked at `offset`.
pub fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    let _ = (snapshot, offset);
    None
}
