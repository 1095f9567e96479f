//! `<!-- askhow-…`: the comments that turn rules off, with the rules found where they would count.

use std::sync::Arc;

use askhow_document::{Edit, Finding, Span};
use askhow_review::Want;

use super::place::Cursor;
use super::{Completion, CompletionKind, with_edit};
use crate::Snapshot;

const KINDS: [(&str, &str); 4] = [
    ("askhow-ignore", "silences the block it stands in"),
    ("askhow-ignore-next", "silences the block that follows"),
    ("askhow-disable", "silences everything from here on"),
    ("askhow-enable", "ends what a disable has begun"),
];

/// Longer texts are not read anew for the sake of a comment.
const LONGEST: usize = 512 * 1024;

/// Whether the cursor stands in a comment of this line.
pub(super) fn is_open(cursor: &Cursor<'_>) -> bool {
    start(cursor).is_some()
}

/// What comments begin and end with here.
fn marks(cursor: &Cursor<'_>) -> (&'static str, &'static str) {
    cursor.snapshot.review().flavour().comment_marks()
}

/// Where the comment begins in the line.
fn start(cursor: &Cursor<'_>) -> Option<usize> {
    let (open, close) = marks(cursor);
    let start = cursor.before.rfind(open)?;
    let inside = cursor.before.get(start + open.len()..)?;
    let typed = inside.trim_start();
    let is_ours = typed.is_empty() || "askhow-".starts_with(typed) || typed.starts_with("askhow-");
    (!inside.contains(close) && is_ours).then_some(start)
}

/// The text as it is without the comment that is being typed: what it silences is found there, and what it hides
/// while it is not closed is read there. Lines keep their numbers.
pub(super) fn without_comment(cursor: &Cursor<'_>) -> Option<Arc<Snapshot>> {
    let start = start(cursor)?;
    if cursor.snapshot.text().len() > LONGEST {
        return None;
    }
    let (_, close) = marks(cursor);
    let end = cursor.after.find(close).map_or(0, |at| at + close.len());
    let comment = Span::new(cursor.line.start + start, cursor.offset + end);
    Some(with_edit(cursor.snapshot, &Edit::new(comment, "")))
}

pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let Some(start) = start(cursor) else { return Vec::new() };
    let (open, close) = marks(cursor);
    let inside = cursor.typed(start + open.len());
    let typed = inside.trim_start();
    let close =
        if cursor.after.trim_start().starts_with(close) { String::new() } else { format!(" {close}") };
    // What is known of the place is known without the comment: by its line, and by where the line ends there.
    let next = found_in_next_block(cursor);
    let here = found_here(cursor, start);
    let Some((_, named)) = typed.split_once(' ') else {
        let from = cursor.before.len() - typed.len();
        let pad = if inside.is_empty() { " " } else { "" };
        let offer = |text: String, detail: &str| {
            let edit = cursor.edit(from, format!("{pad}{text}{close}"));
            Completion::new(text, CompletionKind::Ignore, edit).detail(detail)
        };
        let mut offers: Vec<Completion> = Vec::new();
        for (id, summary) in here {
            offers.push(offer(format!("askhow-ignore {id}"), summary));
        }
        for (id, summary) in next {
            offers.push(offer(format!("askhow-ignore-next {id}"), summary));
        }
        offers.extend(KINDS.iter().map(|(name, what)| offer((*name).to_owned(), what)));
        offers.iter_mut().take(1).for_each(|first| first.preselect = true);
        return offers;
    };
    let from = cursor.before.rfind(' ').map_or(0, |blank| blank + 1);
    let mut near = if typed.starts_with("askhow-ignore-next") { next } else { Vec::new() };
    if typed.starts_with("askhow-ignore ") {
        near = here;
    }
    let all = askhow_review::rules().into_iter().map(|rule| (rule.id, rule.summary));
    let written: Vec<&str> =
        named.split_whitespace().filter(|name| !cursor.typed(from).contains(*name)).collect();
    near.extend(all);
    near.into_iter()
        .filter(|(id, _)| !written.contains(id))
        .map(|(id, summary)| {
            let edit = cursor.edit(from, format!("{id}{close}"));
            Completion::new(id, CompletionKind::Ignore, edit).detail(summary)
        })
        .collect()
}

type Rules = Vec<(&'static str, &'static str)>;

/// The rules that speak in the line of the comment.
fn found_here(cursor: &Cursor<'_>, start: usize) -> Rules {
    if cursor.before.get(..start).is_none_or(|before| before.trim().is_empty()) {
        return Vec::new();
    }
    let text = cursor.snapshot.text();
    rules_in(cursor, text.line_span(text.line_of(cursor.line.start)))
}

/// The rules that speak in the block below the line of the comment.
fn found_in_next_block(cursor: &Cursor<'_>) -> Rules {
    let text = cursor.snapshot.text();
    let mut line = text.line_of(cursor.line.start) + 1;
    while line < text.n_lines() && text.slice(text.line_span(line)).trim().is_empty() {
        line += 1;
    }
    if line >= text.n_lines() {
        return Vec::new();
    }
    let first = text.line_span(line);
    let review = cursor.snapshot.review();
    let block = review.segment_at(first.start).and_then(|(facts, start)| {
        let blocks = facts.segment.blocks().iter();
        blocks
            .map(|block| block.span.shift(start))
            .find(|span| span.start >= first.start && span.start < first.end)
    });
    rules_in(cursor, block.unwrap_or(first))
}

fn rules_in(cursor: &Cursor<'_>, span: Span) -> Rules {
    let mut rules = Rules::new();
    let found: Vec<Finding> = cursor.snapshot.review().findings_at(span, Want::Messages);
    for rule in found.iter().filter(|finding| span.contains(finding.span.start)).map(|finding| finding.rule) {
        if !rules.iter().any(|(id, _)| *id == rule.id) {
            rules.push((rule.id, rule.summary));
        }
    }
    rules
}
