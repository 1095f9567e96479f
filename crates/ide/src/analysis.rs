//! A document under edit and its immutable snapshots.

use std::sync::{Arc, OnceLock};

use askhow_document::{Document, Edit, Span, Text};
use askhow_review::settings::Features;
use askhow_review::{Review, Surroundings};

use crate::fix_all::FixedText;

/// A document under edit. Edits are cheap; what follows from them is worked out once, by the first
/// [`Analysis::snapshot`] after them.
#[derive(Debug)]
pub struct Analysis {
    document: Document,
    surroundings: Arc<Surroundings>,
    /// The last one made; out of date when `fresh` is not set.
    snapshot: Option<Arc<Snapshot>>,
    fresh: bool,
}

impl Analysis {
    /// Opens a text.
    pub fn new(text: &str, surroundings: Arc<Surroundings>) -> Self {
        let document = Document::of(text, surroundings.flavour());
        Self { document, surroundings, snapshot: None, fresh: false }
    }

    /// `new_text` in place of `span` (bytes, cut to the text).
    pub fn edit(&mut self, span: Span, new_text: &str) {
        self.document.edit(span, new_text);
        self.fresh = false;
    }

    /// Another text altogether.
    pub fn replace(&mut self, text: &str) {
        self.document = Document::of(text, self.surroundings.flavour());
        self.snapshot = None;
        self.fresh = false;
    }

    /// Other settings, another path or another now.
    pub fn surround(&mut self, surroundings: Arc<Surroundings>) {
        let flavour = surroundings.flavour();
        self.surroundings = surroundings;
        self.fresh = false;
        if flavour != self.document.flavour() {
            let text = self.document.text().to_string();
            self.replace(&text);
        }
    }

    /// The text, edits included.
    pub fn text(&self) -> &Text {
        self.document.text()
    }

    /// The document as it is now, brought up to date.
    pub fn snapshot(&mut self) -> Arc<Snapshot> {
        if let (true, Some(snapshot)) = (self.fresh, &self.snapshot) {
            return Arc::clone(snapshot);
        }
        let splices = self.document.refresh();
        // Nearly always nobody else holds the last one any more, and it can be carried on as it is.
        let review = match self.snapshot.take().map(Arc::try_unwrap) {
            Some(Ok(before)) => before.review.follow(&self.document, &self.surroundings, &splices),
            Some(Err(before)) => Review::read(&self.document, &self.surroundings, Some(&before.review)),
            None => Review::read(&self.document, &self.surroundings, None),
        };
        let snapshot = Arc::new(Snapshot::new(review));
        self.snapshot = Some(Arc::clone(&snapshot));
        self.fresh = true;
        snapshot
    }
}

/// A document at one moment, with everything that was worked out about it. All offsets given and taken are
/// bytes of [`Snapshot::text`].
#[derive(Debug)]
pub struct Snapshot {
    review: Review,
    /// The text with everything safe done, once somebody has asked.
    pub(crate) fixed: OnceLock<FixedText>,
    /// The edits that sort each timeline that is out of order, once somebody has asked.
    pub(crate) sorted: OnceLock<Vec<Vec<Edit>>>,
}

impl Snapshot {
    fn new(review: Review) -> Self {
        Self { review, fixed: OnceLock::new(), sorted: OnceLock::new() }
    }

    /// The same document with `edits` made (in order, not overlapping): read again where they are, and nowhere else.
    pub(crate) fn with(&self, edits: &[Edit]) -> Self {
        let segments = self.review.facts.iter().map(|facts| Arc::clone(&facts.segment)).collect();
        let mut document = Document::of_segments(self.text().clone(), segments, self.review.flavour());
        // From the end on, so that what is still to be edited stays where it is.
        for edit in edits.iter().rev() {
            document.edit(edit.span, &edit.new_text);
        }
        document.refresh();
        Self::new(Review::read(&document, &self.review.surroundings, Some(&self.review)))
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.review.text
    }

    /// The review.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// What the settings leave on for this document. Whoever answers an editor asks; the answers themselves
    /// do not.
    pub fn features(&self) -> &Features {
        &self.review.surroundings.rules.settings.features
    }

    /// Whether the text is read as an incident review; where it is not, nothing is found or offered.
    pub fn is_review(&self) -> bool {
        self.review.verdict.is_review
    }
}
