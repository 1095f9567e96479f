//! From byte offsets to the protocol and back.

use std::collections::HashMap;
use std::sync::Arc;

use askhow_document::{Edit, Encoding, Level, Span, Text};
use askhow_ide::{Features, Snapshot};
use tower_lsp::ls_types::{
    DiagnosticSeverity, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

/// A document at one version, and how its client counts.
#[derive(Clone, Debug)]
pub struct View {
    /// The document.
    pub snapshot: Arc<Snapshot>,
    /// Its version.
    pub version: i32,
    /// How characters are counted.
    pub encoding: Encoding,
}

impl View {
    /// Whether the settings leave a feature on for this document.
    pub fn offers(&self, feature: impl FnOnce(&Features) -> bool) -> bool {
        feature(self.snapshot.features())
    }

    /// The byte at a position.
    pub fn offset(&self, position: Position) -> usize {
        offset(self.snapshot.text(), position, self.encoding)
    }

    /// The bytes of a range, turned where it is reversed.
    pub fn span(&self, range: Range) -> Span {
        span(self.snapshot.text(), range, self.encoding)
    }

    /// The range of some bytes.
    pub fn range(&self, span: Span) -> Range {
        range(self.snapshot.text(), span, self.encoding)
    }

    /// An edit.
    pub fn text_edit(&self, edit: Edit) -> TextEdit {
        TextEdit { range: self.range(edit.span), new_text: edit.new_text }
    }
}

/// Edits of one document; bound to its version where the client takes such.
pub fn workspace_edit(uri: &Uri, view: &View, versioned: bool, edits: Vec<Edit>) -> WorkspaceEdit {
    let edits = edits.into_iter().map(|edit| view.text_edit(edit)).collect();
    edit_of(uri, Some(view.version), versioned, edits)
}

/// An edit of a file that need not be open.
pub fn edit_elsewhere(
    uri: &Uri,
    text: &str,
    encoding: Encoding,
    versioned: bool,
    edit: Edit,
) -> WorkspaceEdit {
    let range = range(&Text::new(text), edit.span, encoding);
    edit_of(uri, None, versioned, vec![TextEdit { range, new_text: edit.new_text }])
}

fn edit_of(uri: &Uri, version: Option<i32>, versioned: bool, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if !versioned {
        return WorkspaceEdit::new(HashMap::from([(uri.clone(), edits)]));
    }
    let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    let document = TextDocumentEdit { text_document, edits };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![document])),
        ..WorkspaceEdit::default()
    }
}

/// The byte at a position.
pub fn offset(text: &Text, position: Position, encoding: Encoding) -> usize {
    let position = askhow_document::Position { line: position.line, character: position.character };
    text.offset(position, encoding)
}

/// The bytes of a range, turned where it is reversed.
pub fn span(text: &Text, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    Span::new(start.min(end), start.max(end))
}

/// The range of some bytes.
pub fn range(text: &Text, span: Span, encoding: Encoding) -> Range {
    let position = |offset| {
        let position = text.position(offset, encoding);
        Position { line: position.line, character: position.character }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// How loudly, in the protocol.
pub fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Information => DiagnosticSeverity::INFORMATION,
        Level::Hint => DiagnosticSeverity::HINT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reversed_ranges_are_turned() {
        let text = Text::new("abc\ndef\n");
        let range = Range { start: Position::new(1, 2), end: Position::new(0, 1) };
        assert_eq!(span(&text, range, Encoding::Utf16), Span::new(1, 6));
    }
}
