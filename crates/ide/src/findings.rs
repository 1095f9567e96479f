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

/// A text of more bytes takes so long to read that its first findings come before the rest is read.
const LONG: usize = 1 << 20;

/// So much of it is read first, in bytes.
const START: usize = 16 << 10;

/// The whole blocks that a long text starts with; `None` where it is not long, or the first of them is.
pub fn start_of(text: &str) -> Option<&str> {
    if text.len() <= LONG {
        return None;
    }
    // What follows an empty line changes no word before it.
    let start = text.as_bytes().get(..START)?;
    let last =
        start.windows(3).rposition(|bytes| matches!(bytes, [b'\n', b'\n', _] | [b'\n', b'\r', b'\n']))?;
    text.get(..=last)
}

/// What is found in the start of a text and stays so whatever follows: wording. Sections, entries and their order may
/// look otherwise beside the rest.
pub fn first_findings(start: &Snapshot) -> Vec<Finding> {
    let mut found = messages(start);
    found.retain(|finding| finding.rule.family() == "phrasing");
    found
}
