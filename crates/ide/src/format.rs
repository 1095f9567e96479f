//! Formatting of timelines, and the stamp that a new line behind an entry begins with.

use askhow_document::{Edit, Span};
use askhow_review::fix;

use crate::Snapshot;

/// The edits that format all timelines, or the lines of `range` in them; nothing else is touched.
pub fn format(snapshot: &Snapshot, range: Option<Span>) -> Vec<Edit> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    fix::format_timelines(snapshot.review(), range)
}

/// What a new line behind an entry begins with, right after `typed` (a line break) was typed at `offset`:
/// the moment where the review is of today, else the minute after the entry above.
pub fn next_entry(snapshot: &Snapshot, offset: usize, typed: &str) -> Option<Edit> {
    if !snapshot.is_review() || typed != "\n" {
        return None;
    }
    fix::next_entry(snapshot.review(), offset)
}
