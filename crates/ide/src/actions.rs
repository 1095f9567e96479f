//! Code actions: fixes of findings, and refactorings of a place.

use askhow_document::{Edit, Finding, Span};

use crate::Snapshot;

/// Something that can be done to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What will happen.
    pub title: String,
    /// What sort of action it is.
    pub kind: ActionKind,
    /// The one an editor applies without asking which.
    pub preferred: bool,
    /// In order, not overlapping.
    pub edits: Vec<Edit>,
    /// The finding that it takes care of.
    pub finding: Option<Finding>,
}

/// The kinds of actions, as editors name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// `quickfix`
    QuickFix,
    /// `refactor.rewrite`
    Rewrite,
    /// `source.fixAll.askhow`
    FixAll,
    /// `source.sortTimeline`
    SortTimeline,
    /// `source.organizeSections`
    OrganizeSections,
}

impl ActionKind {
    /// The name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::QuickFix => "quickfix",
            Self::Rewrite => "refactor.rewrite",
            Self::FixAll => "source.fixAll.askhow",
            Self::SortTimeline => "source.sortTimeline",
            Self::OrganizeSections => "source.organizeSections",
        }
    }
}

/// What can be done at `span`, in the fixed order: rewrites, to an open question, move, ignore here, ignore
/// rule, explain; then source actions.
pub fn actions(snapshot: &Snapshot, span: Span) -> Vec<Action> {
    let _ = (snapshot, span);
    Vec::new()
}
