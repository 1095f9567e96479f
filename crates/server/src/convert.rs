//! From byte offsets to the protocol and back.

use std::borrow::Cow;
use std::sync::Arc;

use askhow_document::{Edit, Encoding, Level, Span, Text};
use askhow_ide::Snapshot;
use tower_lsp::ls_types::{DiagnosticSeverity, Position, Range, TextEdit};

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

/// Turns many offsets into positions. Neighbours mostly stand in one line, which is looked up once.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a Text,
    encoding: Encoding,
    line: Option<Line<'a>>,
}

#[derive(Debug)]
struct Line<'a> {
    number: u32,
    span: Span,
    text: Cow<'a, str>,
}

/// Longer lines, in bytes, are left to the rope.
const LONG_LINE: usize = 4096;

impl<'a> Positions<'a> {
    /// Of places in `text`.
    pub fn new(text: &'a Text, encoding: Encoding) -> Self {
        Self { text, encoding, line: None }
    }

    /// The range of some bytes.
    pub fn range(&mut self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        if self.line.as_ref().is_none_or(|line| offset < line.span.start || line.span.end <= offset) {
            self.line = self.line_at(offset);
        }
        let (encoding, text) = (self.encoding, self.text);
        let in_line = self.line.as_ref().and_then(|line| {
            let before = line.text.get(..offset - line.span.start)?;
            let units = match encoding {
                Encoding::Utf16 if !before.is_ascii() => before.encode_utf16().count(),
                Encoding::Utf32 => before.chars().count(),
                Encoding::Utf8 | Encoding::Utf16 => before.len(),
            };
            Some(Position { line: line.number, character: u32::try_from(units).ok()? })
        });
        in_line.unwrap_or_else(|| {
            let position = text.position(offset, encoding);
            Position { line: position.line, character: position.character }
        })
    }

    fn line_at(&self, offset: usize) -> Option<Line<'a>> {
        let number = self.text.line_of(offset);
        let span = self.text.line_span(number);
        let fits = span.len() <= LONG_LINE && (span.start..=span.end).contains(&offset);
        let number = u32::try_from(number).ok()?;
        fits.then(|| Line { number, span, text: self.text.slice(span) })
    }
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
    fn many_positions_are_what_each_is() {
        let long = "w🚒é ".repeat(2_000);
        for text in ["", "a", "a\n", "é🚒\r\nb\rc\n\n", "\u{feff}a\u{2028}b\nc", long.as_str()] {
            let text = Text::new(text);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let mut positions = Positions::new(&text, encoding);
                // There and back, inside characters and beyond the end too.
                for offset in (0..text.len() + 3).chain((0..text.len()).rev().step_by(7)) {
                    let expected = text.position(offset, encoding);
                    let found = positions.position(offset);
                    assert_eq!(
                        (found.line, found.character),
                        (expected.line, expected.character),
                        "{offset}"
                    );
                }
            }
        }
    }

    #[test]
    fn reversed_ranges_are_turned() {
        let text = Text::new("abc\ndef\n");
        let range = Range { start: Position::new(1, 2), end: Position::new(0, 1) };
        assert_eq!(span(&text, range, Encoding::Utf16), Span::new(1, 6));
    }
}
