//! Completion: the template, sections, items, entries, the form, references, ignore comments.
//!
//! Each row of the table of what is offered where is a module of its own; the first that has something to offer
//! at a place has the place to itself. All offers of one list replace the same span, since some editors compare
//! what is typed with one span only.

mod comments;
mod entries;
mod form;
mod items;
mod place;
mod references;
mod sections;
mod starters;
mod values;

use std::sync::Arc;

use askhow_document::{BlockKind, Edit, FrontSyntax, Span};
use jiff::Timestamp;

use crate::others::OtherReview;
use crate::{Analysis, Snapshot};

use place::Cursor;

/// What the editor can do, when it asks, and what else there is.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompletionOptions<'a> {
    /// Whether it knows tab stops (`$1`, `${1:text}`).
    pub snippets: bool,
    /// The moment, for templates and new entries.
    pub now: Option<Timestamp>,
    /// The other reviews of the workspace, as far as they are known.
    pub others: &'a [OtherReview],
}

/// What is offered at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// In the order in which they are to be shown; never 100 or more, and no two alike.
    pub items: Vec<Completion>,
    /// Whether typing on may bring others.
    pub incomplete: bool,
    /// Whether the other reviews of the workspace have something to add at this place.
    pub asks_others: bool,
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

impl Completion {
    /// An offer of plain text, compared with its label.
    fn new(label: impl Into<String>, kind: CompletionKind, edit: Edit) -> Self {
        let label = label.into();
        let filter_text = label.clone();
        Self {
            label,
            kind,
            detail: None,
            documentation: None,
            filter_text,
            preselect: false,
            edit,
            snippet: false,
        }
    }

    fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    fn documented(self, documentation: impl Into<String>) -> Self {
        Self { documentation: Some(documentation.into()), ..self }
    }
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

/// At most so many offers: a list that is longer is no help.
const MOST: usize = 99;

/// What fits at `offset`.
pub fn completions(snapshot: &Snapshot, offset: usize, options: CompletionOptions<'_>) -> Completions {
    let mut cursor = Cursor::new(snapshot, offset, options);
    let template = template(&cursor);
    if !template.is_empty() {
        return Completions { items: template, ..Completions::default() };
    }
    // A comment that is not closed yet hides all that follows: what is looked at is the text without it.
    let uncovered = comments::without_comment(&cursor);
    if let Some(snapshot) = &uncovered {
        cursor.snapshot = snapshot;
    }
    if !cursor.snapshot.is_review() {
        return Completions::default();
    }
    let offers = match enclosed(snapshot, cursor.offset) {
        _ if comments::is_open(&cursor) => Offers::of(comments::complete(&cursor)),
        Some(Enclosed::FrontMatter { syntax }) => form::in_front_matter(&cursor, syntax),
        Some(Enclosed::Other) => Offers::default(),
        None => in_text(&cursor),
    };
    let mut items: Vec<Completion> = Vec::new();
    for item in offers.items {
        // Whoever resolves an offer finds it by its label.
        if !items.iter().any(|other| other.label == item.label) {
            items.push(item);
        }
    }
    let incomplete = items.len() > MOST;
    items.truncate(MOST);
    Completions { items, incomplete, asks_others: offers.asks_others }
}

/// What one row of the table offers.
#[derive(Default)]
struct Offers {
    items: Vec<Completion>,
    /// Whether other reviews have something to add, were there any.
    asks_others: bool,
}

impl Offers {
    fn of(items: Vec<Completion>) -> Self {
        Self { items, asks_others: false }
    }

    fn is_empty(&self) -> bool {
        self.items.is_empty() && !self.asks_others
    }
}

fn in_text(cursor: &Cursor<'_>) -> Offers {
    let places: [fn(&Cursor<'_>) -> Offers; 5] = [
        references::complete,
        form::complete,
        entries_and_sections,
        |cursor| Offers::of(items::complete(cursor)),
        |cursor| Offers::of(sections::complete(cursor)),
    ];
    let offers = places.into_iter().map(|complete| complete(cursor));
    offers.into_iter().find(|offers| !offers.is_empty()).unwrap_or_default()
}

/// A blank line below a timeline may go on with it, or with another section.
fn entries_and_sections(cursor: &Cursor<'_>) -> Offers {
    let mut items = entries::complete(cursor);
    if !items.is_empty() && cursor.before.trim().is_empty() {
        let sections = sections::complete(cursor).into_iter();
        items.extend(sections.map(|section| Completion { preselect: false, ..section }));
    }
    Offers::of(items)
}

/// The whole template, in a file that holds nothing but perhaps the beginning of a word for it.
fn template(cursor: &Cursor<'_>) -> Vec<Completion> {
    let text = cursor.snapshot.text();
    if text.len() > 64 {
        return Vec::new();
    }
    let typed = text.to_string().trim().trim_start_matches('\u{feff}').to_lowercase();
    let words = ["review", "incident", "postmortem", "post-mortem", "# "];
    if !typed.is_empty() && !words.iter().any(|word| word.starts_with(&typed)) {
        return Vec::new();
    }
    sections::template(cursor, &typed)
}

/// What the cursor stands in, where that is no prose.
enum Enclosed {
    FrontMatter {
        syntax: FrontSyntax,
    },
    /// Code, or a comment of several lines.
    Other,
}

fn enclosed(snapshot: &Snapshot, offset: usize) -> Option<Enclosed> {
    let (facts, start) = snapshot.review().segment_at(offset)?;
    let text = facts.segment.text();
    facts.segment.blocks().iter().find_map(|block| {
        let span = block.span.shift(start);
        if !(span.start < offset && offset < span.end) {
            return None;
        }
        match block.kind {
            BlockKind::FrontMatter { syntax } => Some(Enclosed::FrontMatter { syntax }),
            BlockKind::Code => Some(Enclosed::Other),
            BlockKind::Html => facts.segment.begins_comment(block.span.of(text)).then_some(Enclosed::Other),
            _ => None,
        }
    })
}

/// A snapshot of this text with `edit` made, under the same surroundings.
fn with_edit(snapshot: &Snapshot, edit: &Edit) -> Arc<Snapshot> {
    let mut text = snapshot.text().clone();
    text.replace(edit.span, &edit.new_text);
    let surroundings = Arc::clone(&snapshot.review().surroundings);
    Analysis::new(&text.to_string(), surroundings).snapshot()
}

/// The whole of a span of bytes of a line, in the document.
fn in_line(line: Span, from: usize, to: usize) -> Span {
    Span::new(line.start + from, line.start + to.max(from))
}
