//! Completion: the template, sections, items, entries, ignore comments.

mod comments;
mod entries;
mod items;
mod sections;

use askhow_document::{BlockKind, Edit, Span};
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
    /// What is written, and what it replaces. The replaced span ends at the cursor and lies in its line.
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

/// The place at which is completed.
struct Cursor<'a> {
    snapshot: &'a Snapshot,
    options: CompletionOptions,
    /// In bytes of the text.
    offset: usize,
    /// The line, its break left out.
    line: Span,
    /// The line up to the cursor.
    before: String,
    /// The line from the cursor on.
    after: String,
}

impl Cursor<'_> {
    /// An edit that replaces the line from `from` (in bytes of the line) up to the cursor.
    fn edit(&self, from: usize, new_text: String) -> Edit {
        Edit::new(Span::new(self.line.start + from, self.offset), new_text)
    }
}

/// At most so many offers: a list that is longer is no help.
const MOST: usize = 99;

/// What fits at `offset`.
pub fn completions(snapshot: &Snapshot, offset: usize, options: CompletionOptions) -> Completions {
    let text = snapshot.text();
    let offset = text.floor(offset);
    let whole = text.line_span(text.line_of(offset));
    let line_text = text.slice(whole);
    let line = Span::new(whole.start, whole.start + line_text.trim_end_matches(['\n', '\r']).len());
    let offset = offset.min(line.end.max(line.start));
    let before = text.slice(Span::new(line.start, offset)).into_owned();
    let after = text.slice(Span::new(offset, line.end)).into_owned();
    let cursor = Cursor { snapshot, options, offset, line, before, after };
    let mut items = template(&cursor);
    if snapshot.is_review() && items.is_empty() {
        items = if in_code(snapshot, offset) { Vec::new() } else { in_review(&cursor) };
    }
    items.truncate(MOST);
    Completions { items, incomplete: false }
}

fn in_review(cursor: &Cursor<'_>) -> Vec<Completion> {
    let places: [fn(&Cursor<'_>) -> Vec<Completion>; 4] =
        [comments::complete, entries::complete, items::complete, sections::complete];
    places.into_iter().map(|complete| complete(cursor)).find(|items| !items.is_empty()).unwrap_or_default()
}

/// The whole template, in a file that holds nothing but perhaps the beginning of a word for it.
fn template(cursor: &Cursor<'_>) -> Vec<Completion> {
    let text = cursor.snapshot.text();
    if text.len() > 64 {
        return Vec::new();
    }
    let typed = text.to_string().trim().trim_start_matches('\u{feff}').to_lowercase();
    let words = ["review", "incident", "postmortem", "# "];
    if !typed.is_empty() && !words.iter().any(|word| word.starts_with(&typed)) {
        return Vec::new();
    }
    sections::template(cursor, &typed)
}

/// Whether the cursor stands in a code block or in the front matter, where nothing is prose.
fn in_code(snapshot: &Snapshot, offset: usize) -> bool {
    let review = snapshot.review();
    let Some((facts, start)) = review.segment_at(offset) else { return false };
    facts.segment.blocks().iter().any(|block| {
        let closed = matches!(block.kind, BlockKind::Code | BlockKind::FrontMatter { .. });
        closed && block.span.shift(start).start < offset && offset < block.span.shift(start).end
    })
}
