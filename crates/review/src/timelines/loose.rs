//! Timelines that no heading names.

use std::sync::Arc;

use askhow_document::Span;

use super::quoted::is_quoted;
use super::{Draft, LineAt, draft, fact, lines_in};
use crate::facts::{Facts, LineFact, LineKind};
use crate::outline::Outline;

/// So many entries with a clock time make a list a timeline, whatever stands above it.
const LEAST: usize = 3;

/// Lists and tables outside any Timeline section whose lines nearly all begin with a clock time.
pub(super) fn loose(facts: &[Arc<Facts>], starts: &[usize], outline: &Outline, body: Span) -> Vec<Draft> {
    let first = starts.partition_point(|start| *start <= body.start).saturating_sub(1);
    let n_inside = starts.partition_point(|start| *start < body.end).saturating_sub(first);
    let n_timed: usize = facts.iter().skip(first).take(n_inside).map(|facts| facts.n_timed).sum();
    // Most documents end here: what follows looks at every line.
    if n_timed < LEAST {
        return Vec::new();
    }
    let mut lines = lines_in(facts, starts, body);
    lines.retain(|at| !is_quoted(facts, at));
    // Segments at the edges may hold lines of a timeline beside.
    let is_timed = |at: &&LineAt| fact(facts, at).is_some_and(LineFact::is_timed_item);
    if lines.iter().filter(is_timed).count() < LEAST {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for group in lines.chunk_by(|a, b| same_container(facts, starts, outline, a, b)) {
        if is_mostly_timed(facts, group, 0) {
            drafts.extend(draft(facts, starts, outline, None, group));
            continue;
        }
        // A list below a bold item that serves as a heading (`- **Context**:`).
        for inner in group.chunk_by(|_, b| depth(facts, b) != Some(0)) {
            let below = inner.split_first().filter(|(first, _)| depth(facts, first) == Some(0));
            let inner = below.map_or(inner, |(_, below)| below);
            if is_mostly_timed(facts, inner, 1) {
                drafts.extend(draft(facts, starts, outline, None, inner));
            }
        }
    }
    drafts
}

fn depth(facts: &[Arc<Facts>], at: &LineAt) -> Option<u8> {
    match fact(facts, at)?.kind {
        LineKind::Item { depth } => Some(depth),
        _ => None,
    }
}

/// Whether nearly all items of this depth, or rows, begin with a clock time.
fn is_mostly_timed(facts: &[Arc<Facts>], lines: &[LineAt], depth: u8) -> bool {
    let lines = lines.iter().filter_map(|at| fact(facts, at));
    let top: Vec<&LineFact> = lines
        .filter(|line| match line.kind {
            LineKind::Item { depth: own } => own == depth,
            LineKind::Row { header } => !header && depth == 0,
            _ => false,
        })
        .collect();
    let is_timed = |line: &&&LineFact| match line.kind {
        LineKind::Row { .. } => line.is_timed_item(),
        _ => line.stamp.as_ref().is_some_and(|stamp| stamp.has_time),
    };
    let timed = top.iter().filter(is_timed).count();
    timed >= LEAST && timed * 10 >= top.len() * 9
}

fn same_container(facts: &[Arc<Facts>], starts: &[usize], outline: &Outline, a: &LineAt, b: &LineAt) -> bool {
    let (Some(one), Some(two)) = (fact(facts, a), fact(facts, b)) else { return false };
    let listed = |line: &LineFact| matches!(line.kind, LineKind::Item { .. });
    let rows = |line: &LineFact| matches!(line.kind, LineKind::Row { .. });
    let alike = listed(one) && listed(two) || rows(one) && rows(two);
    let header = matches!(two.kind, LineKind::Row { header: true });
    let place = |at: &LineAt, line: &LineFact| {
        outline.part_at(starts.get(at.segment).copied().unwrap_or_default() + line.content.start)
    };
    alike && !header && place(a, one) == place(b, two)
}
