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

/// The edits that go on with the next entry, right after `typed` (a line break) was typed behind one and the cursor
/// stands at `offset`; see [`fix::next_entry`].
pub fn next_entry(snapshot: &Snapshot, offset: usize, typed: &str) -> Vec<Edit> {
    if !snapshot.is_review() || typed != "\n" {
        return Vec::new();
    }
    fix::next_entry(snapshot.review(), offset)
}
