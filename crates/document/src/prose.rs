//! Prose: the words of a block, told apart from their Markdown dress.
//!
//! Rules read words and must not know Markdown; fixes must keep the Markdown byte for byte. So a block's
//! content is handed on as its source and a list of pieces that cover it. [`Prose::plain`] gives the words
//! alone, with the way back to the source.

use crate::{ProseLink, Span};

/// The content of one block (a heading's text, a paragraph, a table's cell) and what its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose<'t> {
    /// The source, Markdown included.
    pub source: &'t str,
    /// Covers `source` wholly, in order, without gaps; spans are relative to `source`.
    pub pieces: Vec<Piece>,
    /// Its links, images and notes in the order in which they begin: one that stands in another comes behind it.
    pub links: Vec<ProseLink>,
}

/// A stretch of a [`Prose`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Relative to [`Prose::source`].
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
}

/// What a stretch of prose is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// Words to be read (link texts and image descriptions too).
    Text,
    /// Not seen: emphasis marks, brackets and targets of links, escaping backslashes, the marks of quotes
    /// and lists at the start of a wrapped line, HTML tags and comments.
    Mark,
    /// The inside of a code span: it is read, as a name, but its letters are nobody's prose.
    Code,
    /// A bare address (`https://…`, `<https://…>`): stands for a name.
    Address,
    /// Read as one space: a soft or hard line break, `&nbsp;`.
    Break,
}

impl<'t> Prose<'t> {
    /// A text without Markdown: all of it is words.
    pub fn of_plain(source: &'t str) -> Self {
        let span = Span::new(0, source.len());
        Self { source, pieces: vec![Piece { span, kind: PieceKind::Text }], links: Vec::new() }
    }

    /// The words alone: marks left out, breaks as one space, code and addresses as they are (a rule that
    /// must not read into them asks [`Plain::kind_at`]).
    pub fn plain(&self) -> Plain {
        let mut plain = Plain::default();
        for piece in &self.pieces {
            let words = match piece.kind {
                PieceKind::Mark => continue,
                PieceKind::Break => " ",
                PieceKind::Text | PieceKind::Code | PieceKind::Address => piece.span.of(self.source),
            };
            let start = plain.text.len();
            plain.text.push_str(words);
            plain.runs.push(Run {
                plain: Span::new(start, plain.text.len()),
                source: piece.span,
                kind: piece.kind,
            });
        }
        plain
    }
}

/// The words of a [`Prose`], and where each stands in its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// What a reader sees.
    pub text: String,
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    plain: Span,
    source: Span,
    kind: PieceKind,
}

impl Plain {
    /// Where a span of the plain text stands in the source. It starts at its first byte and ends behind
    /// its last, so marks at its edges stay outside and marks inside it are covered.
    pub fn source_span(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::empty(self.source_offset(span.start));
        }
        let start = self.source_offset(span.start);
        let last = self.run_index(span.end - 1).and_then(|index| self.runs.get(index));
        let end = last.map_or(start, |run| match run.kind {
            PieceKind::Break => run.source.end,
            _ => run.source.start + (span.end - run.plain.start),
        });
        Span::new(start, end.max(start))
    }

    /// Where the character at `offset` of the plain text stands in the source; behind the last one, the
    /// end of its run.
    pub fn source_offset(&self, offset: usize) -> usize {
        match self.run_index(offset).and_then(|index| self.runs.get(index)) {
            Some(run) if run.kind == PieceKind::Break => run.source.start,
            Some(run) => run.source.start + (offset - run.plain.start),
            None => self.runs.last().map_or(0, |run| run.source.end),
        }
    }

    /// What the character at `offset` of the plain text is: [`PieceKind::Mark`] is never the answer, and
    /// `None` means that it is behind the end.
    pub fn kind_at(&self, offset: usize) -> Option<PieceKind> {
        self.run_index(offset).and_then(|index| self.runs.get(index)).map(|run| run.kind)
    }

    /// The pieces that can be seen, in order: their spans in the plain text and what they are.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        self.runs.iter().map(|run| Piece { span: run.plain, kind: run.kind })
    }

    fn run_index(&self, offset: usize) -> Option<usize> {
        let index = self.runs.partition_point(|run| run.plain.end <= offset);
        (index < self.runs.len()).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose() -> Prose<'static> {
        // `**Why** did` with a break and a code span.
        let source = "**Why** did\n`x`?";
        let piece = |start, end, kind| Piece { span: Span::new(start, end), kind };
        Prose {
            source,
            links: Vec::new(),
            pieces: vec![
                piece(0, 2, PieceKind::Mark),
                piece(2, 5, PieceKind::Text),
                piece(5, 7, PieceKind::Mark),
                piece(7, 11, PieceKind::Text),
                piece(11, 12, PieceKind::Break),
                piece(12, 13, PieceKind::Mark),
                piece(13, 14, PieceKind::Code),
                piece(14, 15, PieceKind::Mark),
                piece(15, 16, PieceKind::Text),
            ],
        }
    }

    #[test]
    fn words_are_read_without_their_dress() {
        assert_eq!(prose().plain().text, "Why did x?");
    }

    #[test]
    fn spans_go_back_to_the_source() {
        let plain = prose().plain();
        assert_eq!(plain.source_span(Span::new(0, 3)), Span::new(2, 5));
        assert_eq!(plain.source_span(Span::new(0, 7)), Span::new(2, 11));
        assert_eq!(plain.source_span(Span::new(8, 9)), Span::new(13, 14));
        assert_eq!(plain.kind_at(8), Some(PieceKind::Code));
        assert_eq!(plain.source_offset(10), 16);
    }
}
