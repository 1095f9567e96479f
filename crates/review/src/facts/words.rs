//! The words of a line without Markdown, and the way back.

use askhow_document::{BlockKind, Piece, PieceKind, Plain, Segment, Span};

/// The words of a line, and where each stands in the segment.
#[derive(Debug)]
pub struct Words {
    /// The words alone; the cells of a row are joined by ` | `.
    pub text: String,
    parts: Vec<WordsPart>,
}

#[derive(Debug)]
struct WordsPart {
    /// Where it begins in the joined text.
    text_start: usize,
    /// Where its source begins in the segment.
    source_start: usize,
    plain: Plain,
}

impl Words {
    /// Where a span of the words stands in the segment.
    pub fn source_span(&self, span: Span) -> Span {
        let Some(first) = self.part(span.start) else { return Span::default() };
        let local = |part: &WordsPart, offset: usize| {
            offset.saturating_sub(part.text_start).min(part.plain.text.len())
        };
        let start = first.plain.source_offset(local(first, span.start)) + first.source_start;
        if span.is_empty() {
            return Span::empty(start);
        }
        let last = self.part(span.end - 1).unwrap_or(first);
        let last_span = Span::new(local(last, span.end).saturating_sub(1), local(last, span.end));
        let end = last.plain.source_span(last_span).end + last.source_start;
        Span::new(start, end.max(start))
    }

    /// The stretches of words between marks.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Span> + '_ {
        self.parts.iter().flat_map(|part| part.plain.pieces().map(|piece| piece.span.shift(part.text_start)))
    }

    /// Code spans and addresses.
    pub(crate) fn codes(&self) -> impl Iterator<Item = Span> + '_ {
        let is_code = |piece: &Piece| matches!(piece.kind, PieceKind::Code | PieceKind::Address);
        let codes = move |part: &WordsPart| {
            let codes: Vec<Span> =
                part.plain.pieces().filter(is_code).map(|piece| piece.span.shift(part.text_start)).collect();
            codes
        };
        self.parts.iter().flat_map(codes)
    }

    /// The cells of a row; of any other line all of it.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> + '_ {
        self.parts.iter().map(|part| part.plain.text.as_str())
    }

    fn part(&self, offset: usize) -> Option<&WordsPart> {
        let index = self.parts.partition_point(|part| part.text_start <= offset).checked_sub(1)?;
        self.parts.get(index)
    }
}

/// The words of a block or of a line of it.
pub fn words(segment: &Segment, block: usize, content: Span) -> Words {
    words_of(segment, block, content, |span| segment.prose(span).plain())
}

/// The same, with the plain words of a span as `plain` has them.
pub(crate) fn words_of(
    segment: &Segment,
    block: usize,
    content: Span,
    mut plain: impl FnMut(Span) -> Plain,
) -> Words {
    let row = segment.blocks().get(block).and_then(|block| match &block.kind {
        BlockKind::Row { cells, .. } => Some(cells.as_slice()),
        _ => None,
    });
    let spans = row.unwrap_or(std::slice::from_ref(&content));
    let plains: Vec<(usize, Plain)> = spans.iter().map(|span| (span.start, plain(*span))).collect();
    let texts: Vec<&str> = plains.iter().map(|(_, plain)| plain.text.as_str()).collect();
    let text = texts.join(CELL_JOINT);
    let mut text_start = 0;
    let mut parts = Vec::with_capacity(plains.len());
    for (source_start, plain) in plains {
        let len = plain.text.len();
        parts.push(WordsPart { text_start, source_start, plain });
        text_start += len + CELL_JOINT.len();
    }
    Words { text, parts }
}

/// What joins the cells of a row, as [`askhow_timeline::read_cells`] has it.
const CELL_JOINT: &str = " | ";
