//! Document symbols: sections, fields, entries, items.

use askhow_document::Span;

use crate::Snapshot;

/// A place in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// As the outline shows it; never empty.
    pub name: String,
    /// A word beside it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// The part to select, inside `span`.
    pub selection: Span,
    /// What it holds.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// The review.
    Title,
    /// A section.
    Section,
    /// A field of the form.
    Field,
    /// A timeline entry.
    Entry,
    /// A list item.
    Item,
}

/// The outline.
pub fn symbols(snapshot: &Snapshot) -> Vec<Symbol> {
    let _ = snapshot;
    Vec::new()
}
