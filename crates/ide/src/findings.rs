//! Findings: levels as set, ignore comments heeded, spans in the whole text.

use askhow_document::Finding;
use askhow_review::{Nearest, Want};

use crate::Snapshot;

/// All findings with their fixes, in the order of the text.
pub fn findings(snapshot: &Snapshot) -> Vec<Finding> {
    snapshot.review().findings(Want::Fixes)
}

/// All findings, in the order of the text, without their fixes: what an editor shows.
pub fn messages(snapshot: &Snapshot) -> Vec<Finding> {
    snapshot.review().findings(Want::Messages)
}

/// At most `limit` findings without their fixes, those nearest to `offset`, for documents that have more
/// than an editor can be sent at each key.
pub fn findings_near(snapshot: &Snapshot, offset: usize, limit: usize) -> Nearest {
    snapshot.review().findings_near(offset, limit)
}
