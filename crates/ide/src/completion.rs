//! Completion: sections, entries, fields.

use askhow_document::Edit;
use jiff::Timestamp;

use crate::Snapshot;

/// What the editor can do, and when it asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompletionOptions {
    /// Whether it knows tab stops (`$1`, `${1:text}`).
    pub snippets: bool,
    /// The moment, for templates and new entries.
    pub now: Option<Timestamp>,
}

/// What is offered at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// In the order in which they are to be shown; never 100 or more.
    pub items: Vec<Completion>,
    /// Whether typing on may bring others.
    pub incomplete: bool,
}

/// One offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A short word beside the label.
    pub detail: Option<String>,
    /// Markdown: the questions.
    pub documentation: Option<String>,
    /// What typed text is compared with.
    pub filter_text: String,
    /// Whether it is the one selected at first.
    pub preselect: bool,
    /// What is written, and what it replaces. The replaced span holds the cursor and lies in its line.
    pub edit: Edit,
    /// Whether `edit` holds tab stops.
    pub snippet: bool,
}

/// What is offered, for the editor's icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// The whole template.
    Template,
    /// A section.
    Section,
    /// An item or a question to begin one.
    Item,
    /// A timeline entry.
    Entry,
    /// A field of the form.
    Field,
    /// A value.
    Value,
    /// A person, artifact or reference of the review.
    Reference,
    /// A comment that turns a rule off.
    Ignore,
}

/// What fits at `offset`.
pub fn completions(snapshot: &Snapshot, offset: usize, options: CompletionOptions) -> Completions {
    let _ = (snapshot, offset, options);
    Completions::default()
}
