//! Document symbols: sections, fields, entries, items.

use std::collections::HashSet;

use askhow_document::{Block, BlockKind, Span};
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
    /// A timeline entry whose words do not tell what it records.
    Entry,
    /// An entry that records what somebody saw.
    Observation,
    /// An entry that records what somebody thought.
    Hypothesis,
    /// An entry that records what somebody did.
    Action,
    /// An entry that records what somebody told or asked.
    Communication,
    /// An entry that records that it got better.
    Recovery,
    /// A list item.
    Item,
}

/// An outline of more entries and items than this shows sections and fields alone: nobody reads it otherwise, and an editor
/// asks for it behind every key.
const MOST_LEAVES: usize = 2_000;

/// How many entries and items there may be.
fn n_leaves(review: &Review) -> usize {
    let is_item = |block: &&Block| matches!(block.kind, BlockKind::Item { depth: 0, .. });
    let items = review.facts.iter().map(|facts| facts.segment.blocks().iter().filter(is_item).count());
    let lines = review.timelines.iter().map(|timeline| timeline.lines.len());
    // Most entries are items.
    items.sum::<usize>().max(lines.sum())
}

/// The outline.
pub fn symbols(snapshot: &Snapshot) -> Vec<Symbol> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let review = snapshot.review();
    let mut leaves = fields(review);
    if n_leaves(review) <= MOST_LEAVES {
        leaves.extend(entries(snapshot));
        leaves.extend(items(review, &leaves));
    }
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
        let words: String = entry.words.split_whitespace().collect::<Vec<_>>().join(" ");
        Symbol {
            name: format!("{} {}", entry.stamp, shortened(&words)).trim().to_owned(),
            detail: entry.kind.map(str::to_owned),
            kind: match entry.kind {
                Some("observation") => SymbolKind::Observation,
                Some("hypothesis") => SymbolKind::Hypothesis,
                Some("action") => SymbolKind::Action,
                Some("communication") => SymbolKind::Communication,
                Some("recovery") => SymbolKind::Recovery,
                _ => SymbolKind::Entry,
            },
            span: entry.span,
            selection: Span::new(entry.span.start, entry.span.start + entry.stamp_len),
            children: Vec::new(),
        }
    };
    timeline_entries(snapshot).into_iter().map(symbol).collect()
}

/// The outermost items of lists in sections, but for those that are fields, entries or headings.
fn items(review: &Review, others: &[Symbol]) -> Vec<Symbol> {
    let others: HashSet<usize> = others.iter().map(|other| line_start(review, other.span.start)).collect();
    let headings: HashSet<usize> = review.outline.parts.iter().map(|part| part.heading.start).collect();
    let mut items = Vec::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let blocks = facts.segment.blocks();
        for (index, block) in blocks.iter().enumerate() {
            let at = start + block.span.start;
            let BlockKind::Item { depth: 0, .. } = block.kind else { continue };
            if block.quotes > 0 || headings.contains(&at) || review.outline.part_at(at).is_none() {
                continue;
            }
            let first = blocks.get(index + 1).filter(|next| next.item == Some(index));
            let Some(words) = first.filter(|next| next.kind == BlockKind::Paragraph) else { continue };
            let plain = facts.segment.prose(words.content).plain().text;
            let name = shortened(plain.lines().next().unwrap_or_default().trim());
            if name.is_empty() || name == "[ ]" || others.contains(&line_start(review, at)) {
                continue;
            }
            items.push(Symbol {
                name,
                detail: None,
                kind: SymbolKind::Item,
                span: review.text.trimmed(block.span.shift(*start)),
                selection: review.text.trimmed(words.content.shift(*start)),
                children: Vec::new(),
            });
        }
    }
    items
}

fn line_start(review: &Review, at: usize) -> usize {
    review.text.line_span(review.text.line_of(at)).start
}

/// The first words, as many as an outline shows.
fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{crlf, no_review, snapshot};

    fn lines(symbols: &[Symbol], depth: usize, text: &str, out: &mut Vec<String>) {
        for symbol in symbols {
            let detail = symbol.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
            out.push(format!("{}{:?} {}{detail}", "  ".repeat(depth), symbol.kind, symbol.name));
            let (span, selection) = (symbol.span, symbol.selection);
            assert!(span.start <= selection.start && selection.end <= span.end, "{symbol:?}");
            assert!(text.get(span.start..span.end).is_some());
            for child in &symbol.children {
                assert!(
                    span.start <= child.span.start && child.span.end <= span.end,
                    "{child:?} in {symbol:?}"
                );
            }
            lines(&symbol.children, depth + 1, text, out);
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        for text in [text.to_owned(), crlf(text)] {
            let mut found = Vec::new();
            lines(&symbols(&snapshot(&text)), 0, &text, &mut found);
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn sections_hold_fields_entries_and_items() {
        check(
            "# Slow\n\n- Severity: SEV1\n\n## Root cause\n\n- The **cache** held `carts`.\n  - And more.\n-\n\n### Deeper\n\n1. One\n\n## Timeline\n\n- 16:40 Ana sees slow orders.\n- 16:41 Ben thinks it is the cache.\n- 16:42 Ben restarts it.\n- 16:43 [Orders](orders.png) **are** `late`\n- Nobody knows when.\n",
            &[
                "Title Slow",
                "  Field Severity (SEV1)",
                "  Section Root cause (Contributors & Enablers)",
                "    Item The cache held carts.",
                "    Section Deeper",
                "      Item One",
                "  Section Timeline",
                "    Observation 16:40 Ana sees slow orders. (observation)",
                "    Hypothesis 16:41 Ben thinks it is the cache. (hypothesis)",
                "    Action 16:42 Ben restarts it. (action)",
                "    Entry 16:43 Orders are late",
                "    Item Nobody knows when.",
            ],
        );
    }

    #[test]
    fn an_outline_that_nobody_could_read_has_sections_and_fields_alone() {
        let text = |n| format!("# Slow\n\n- Severity: SEV1\n\n## Risks\n\n{}", "- One\n".repeat(n));
        let n_leaves = |text: &str| {
            let mut found = Vec::new();
            lines(&symbols(&snapshot(text)), 0, text, &mut found);
            found.iter().filter(|line| line.contains("Item")).count()
        };
        assert_eq!(n_leaves(&text(MOST_LEAVES - 1)), MOST_LEAVES - 1);
        assert_eq!(n_leaves(&text(MOST_LEAVES)), 0);
    }

    #[test]
    fn bold_lines_and_bullets_are_sections() {
        check(
            "# Slow\n\n**Risks**\n\n- One\n\n- **Mitigators**:\n  - Two\n",
            &["Title Slow", "  Section Risks", "    Item One", "    Section Mitigators"],
        );
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        assert_eq!(symbols(&no_review()), []);
    }
}
