//! Document symbols: sections, fields, entries.

use askhow_document::Span;
use askhow_review::Review;

use crate::{Snapshot, timeline_entries};

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
    if !snapshot.is_review() {
        return Vec::new();
    }
    let review = snapshot.review();
    let mut leaves = fields(review);
    leaves.extend(entries(snapshot));
    leaves.sort_by_key(|leaf| leaf.span.start);
    let mut leaves = leaves.into_iter().peekable();
    // Sections still open, the outermost first; leaves go to the innermost.
    let mut roots: Vec<Symbol> = Vec::new();
    let mut open: Vec<(Option<usize>, Symbol)> = Vec::new();
    for (index, part) in review.outline.parts.iter().enumerate() {
        while let Some(leaf) = leaves.next_if(|leaf| leaf.span.start < part.heading.start) {
            place(&mut roots, &mut open, leaf);
        }
        while open.last().is_some_and(|(id, _)| *id != part.parent && part.parent < *id) {
            shut(&mut roots, &mut open);
        }
        while open.last().is_some_and(|(id, _)| *id != part.parent) {
            shut(&mut roots, &mut open);
        }
        let name = review.name(part).trim();
        let is_title = review.title().is_some_and(|title| title.at == part.at);
        let symbol = Symbol {
            name: if name.is_empty() { "(untitled)".to_owned() } else { name.to_owned() },
            detail: part
                .named
                .as_ref()
                .filter(|named| !named.canonical)
                .and_then(|named| named.section)
                .map(|it| it.name().to_owned()),
            kind: if is_title { SymbolKind::Title } else { SymbolKind::Section },
            span: part.heading.cover(part.body),
            selection: part.content,
            children: Vec::new(),
        };
        open.push((Some(index), symbol));
    }
    for leaf in leaves {
        place(&mut roots, &mut open, leaf);
    }
    while !open.is_empty() {
        shut(&mut roots, &mut open);
    }
    roots
}

/// Puts a leaf into the innermost open section that reaches so far.
fn place(roots: &mut Vec<Symbol>, open: &mut [(Option<usize>, Symbol)], leaf: Symbol) {
    match open.iter_mut().rev().find(|(_, section)| leaf.span.start < section.span.end) {
        Some((_, section)) => section.children.push(leaf),
        None => roots.push(leaf),
    }
}

fn shut(roots: &mut Vec<Symbol>, open: &mut Vec<(Option<usize>, Symbol)>) {
    let Some((_, symbol)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, parent)) => parent.children.push(symbol),
        None => roots.push(symbol),
    }
}

fn fields(review: &Review) -> Vec<Symbol> {
    let symbol = |field: &askhow_review::FieldRead| Symbol {
        name: field.field.name().to_owned(),
        detail: Some(field.text.trim().to_owned()).filter(|text| !text.is_empty()),
        kind: SymbolKind::Field,
        span: field.span,
        selection: field.key,
        children: Vec::new(),
    };
    review.form.fields.iter().map(symbol).collect()
}

fn entries(snapshot: &Snapshot) -> Vec<Symbol> {
    let symbol = |entry: crate::TimelineEntry| {
        let words: String = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
        Symbol {
            name: format!("{} {}", entry.stamp, words.chars().take(60).collect::<String>()).trim().to_owned(),
            detail: entry.kind.map(str::to_owned),
            kind: SymbolKind::Entry,
            span: entry.span,
            selection: Span::new(entry.span.start, entry.span.start + entry.stamp_len),
            children: Vec::new(),
        }
    };
    timeline_entries(snapshot).into_iter().map(symbol).collect()
}
