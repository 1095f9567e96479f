//! The entries of all timelines, for `check --timeline` and the outline.

use crate::Snapshot;

/// A stamped entry; see the JSON of `askhow check --timeline`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// Where its stamp stands.
    pub offset: usize,
    /// The stamp as written.
    pub stamp: String,
    /// RFC 3339 in UTC with `Z`.
    pub instant: Option<String>,
    /// The other end of a span, likewise.
    pub end: Option<String>,
    /// Date and time as read, without zone.
    pub local: Option<String>,
    /// An IANA name, `UTC` or an offset.
    pub zone: Option<String>,
    /// Loose (`~16:40`).
    pub approximate: bool,
    /// `observation`, `hypothesis`, `action`, `communication` or `recovery`.
    pub kind: Option<&'static str>,
    /// Who, as written.
    pub actor: Option<String>,
    /// What follows the stamp, Markdown kept.
    pub text: String,
}

/// The stamped entries of all timelines, in the order of the text.
pub fn timeline_entries(snapshot: &Snapshot) -> Vec<TimelineEntry> {
    let _ = snapshot;
    Vec::new()
}
