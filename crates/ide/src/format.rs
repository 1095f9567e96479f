//! Formatting of timelines, and the stamp that a new line behind an entry begins with.

use std::sync::Arc;

use askhow_document::{Edit, Span};
use askhow_review::{Review, Surroundings, TimelinePart, Want, fix};
use askhow_timeline::{Change, Finding, rules::order};

use crate::{Analysis, Snapshot};

/// Texts that take more rounds than these go in a circle.
const MAX_ROUNDS: usize = 200;

/// The edits that format all timelines, or the lines of `range` in them; nothing else is touched.
pub fn format(snapshot: &Snapshot, range: Option<Span>) -> Vec<Edit> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    fix::format_timelines(snapshot.review(), range)
}

/// A text with all its timelines formatted and, where it is asked to `sort`, with each entry that `timeline/order`
/// names in its place, as far as it is clear where that is. One may make room for the other, so the text is read again
/// until nothing is left to do; doing it again changes nothing.
pub fn format_all(text: &str, surroundings: &Arc<Surroundings>, sort: bool) -> String {
    let mut analysis = Analysis::new(text, Arc::clone(surroundings));
    for _ in 0..MAX_ROUNDS {
        let snapshot = analysis.snapshot();
        let mut edits = format(&snapshot, None);
        if edits.is_empty() && sort {
            edits = put_in_order(&snapshot);
        }
        if edits.is_empty() {
            break;
        }
        edits.sort_by_key(|edit| edit.span);
        // From the end on, so that what is still to be edited stays where it is.
        for edit in edits.iter().rev() {
            analysis.edit(edit.span, &edit.new_text);
        }
    }
    analysis.text().to_string()
}

/// The edits that move entries of the first timeline in which that can be done.
fn put_in_order(snapshot: &Snapshot) -> Vec<Edit> {
    let review = snapshot.review();
    let mut named = review.findings(Want::Messages);
    named.retain(|finding| finding.rule == &order::RULE);
    if named.is_empty() {
        return Vec::new();
    }
    let named: Vec<usize> = named.iter().map(|finding| finding.span.start).collect();
    let edits = review.timelines.iter().map(|timeline| in_order(review, timeline, &named));
    edits.into_iter().find(|edits| !edits.is_empty()).unwrap_or_default()
}

/// All entries at once where each that is out of order is `named` (where its stamp begins); where a comment says that
/// one stays out of order, only another one that has a place of its own.
fn in_order(review: &Review, timeline: &TimelinePart, named: &[usize]) -> Vec<Edit> {
    let is_named = |finding: &Finding| {
        let at = timeline.lines.get(finding.line).copied();
        at.is_some_and(|at| named.contains(&review.line_span(at, finding.span).start))
    };
    let mut found = timeline.timeline.findings();
    found.retain(|finding| finding.rule == &order::RULE);
    if found.iter().all(is_named) {
        return fix::sort_timeline(review, timeline);
    }
    let fixes = found.iter().filter(|finding| is_named(finding)).flat_map(|finding| &finding.fixes);
    let moves = fixes.filter(|fix| matches!(fix.change, Change::Move { .. }) && fix.preferred);
    let edits = moves.map(|fix| fix::carry_out(review, timeline, &fix.change));
    edits.into_iter().find(|edits| !edits.is_empty()).unwrap_or_default()
}

/// The edits that go on with the next entry, right after `typed` (a line break) was typed behind one and the cursor
/// stands at `offset`; see [`fix::next_entry`].
pub fn next_entry(snapshot: &Snapshot, offset: usize, typed: &str) -> Vec<Edit> {
    if !snapshot.is_review() || typed != "\n" {
        return Vec::new();
    }
    fix::next_entry(snapshot.review(), offset)
}
