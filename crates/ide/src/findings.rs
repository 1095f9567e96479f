//! Findings: levels as set, ignore comments heeded, spans in the whole text.

use askhow_document::Finding;

use crate::Snapshot;

/// All findings, in the order of the text.
pub fn findings(snapshot: &Snapshot) -> Vec<Finding> {
    let _ = snapshot;
    Vec::new()
}

/// The findings nearest to a place, for documents that have more than an editor can be sent at each key.
#[derive(Clone, Debug, Default)]
pub struct Nearest {
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub left_out: usize,
}

/// At most `limit` findings, those nearest to `offset`; costs what it gives, not what the document holds.
pub fn findings_near(snapshot: &Snapshot, offset: usize, limit: usize) -> Nearest {
    let _ = (snapshot, offset, limit);
    Nearest::default()
}
