//! A document under edit and its immutable snapshots.

use std::sync::Arc;

use askhow_document::{Document, Span, Text};
use askhow_review::Settings;
use jiff::Timestamp;

/// What surrounds a document: everything a finding depends on besides its text.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The settings in force.
    pub settings: Arc<Settings>,
    /// Where the file is, relative to the settings' file or the workspace folder if there is one, else
    /// whole; with `/`. `None` for an unsaved buffer or standard input without a name.
    pub path: Option<String>,
    /// Whether somebody asked for this very file, which makes it a review whatever it holds.
    pub named: bool,
    /// The moment of reading, for `timeline/future`.
    pub now: Option<Timestamp>,
}

/// A document under edit. Edits are cheap; what follows from them is worked out once, by the first
/// [`Analysis::snapshot`] after them.
#[derive(Debug)]
pub struct Analysis {
    document: Document,
    surroundings: Arc<Surroundings>,
    snapshot: Option<Arc<Snapshot>>,
}

impl Analysis {
    /// Opens a text.
    pub fn new(text: &str, surroundings: Arc<Surroundings>) -> Self {
        Self { document: Document::new(text), surroundings, snapshot: None }
    }

    /// `new_text` in place of `span` (bytes, cut to the text).
    pub fn edit(&mut self, span: Span, new_text: &str) {
        self.document.edit(span, new_text);
        self.snapshot = None;
    }

    /// Another text altogether.
    pub fn replace(&mut self, text: &str) {
        self.document = Document::new(text);
        self.snapshot = None;
    }

    /// Other settings, another path or another now.
    pub fn surround(&mut self, surroundings: Arc<Surroundings>) {
        self.surroundings = surroundings;
        self.snapshot = None;
    }

    /// The text, edits included.
    pub fn text(&self) -> &Text {
        self.document.text()
    }

    /// The document as it is now, brought up to date.
    pub fn snapshot(&mut self) -> Arc<Snapshot> {
        if let Some(snapshot) = &self.snapshot {
            return Arc::clone(snapshot);
        }
        self.document.refresh();
        let snapshot = Arc::new(Snapshot {
            text: self.document.text().clone(),
            surroundings: Arc::clone(&self.surroundings),
        });
        self.snapshot = Some(Arc::clone(&snapshot));
        snapshot
    }
}

/// A document at one moment, with everything that was worked out about it. All offsets given and taken are
/// bytes of [`Snapshot::text`].
#[derive(Debug)]
pub struct Snapshot {
    text: Text,
    surroundings: Arc<Surroundings>,
}

impl Snapshot {
    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Whether the text is read as an incident review; where it is not, nothing is found or offered.
    pub fn is_review(&self) -> bool {
        self.surroundings.named
    }
}
