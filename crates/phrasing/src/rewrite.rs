//! Changes of words, carried back to the source so that their dress stays.

use askhow_document::{Edit, PieceKind, Span};

use askhow_english::page::{Kind, Page};

/// A change of words; tokens are indices into [`Page::tokens`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Other words in place of one token.
    Replace(usize, String),
    /// Words and a space before a token.
    Insert(usize, String),
    /// Tokens `from..to` go, with the space before them.
    Delete(usize, usize),
    /// Tokens `from..to` become these words.
    Over(usize, usize, String),
    /// Tokens `from..to` with the marks around them become this source.
    Swap(usize, usize, String),
}

impl Change {
    /// The first token that changes.
    pub fn at(&self) -> usize {
        match self {
            Change::Replace(at, _)
            | Change::Insert(at, _)
            | Change::Delete(at, _)
            | Change::Over(at, ..)
            | Change::Swap(at, ..) => *at,
        }
    }
}

/// The changes as edits of the source, in order; `None` where the words cannot be changed without touching
/// their dress.
pub(crate) fn edits(page: &Page<'_>, changes: &[Change]) -> Option<Vec<Edit>> {
    let mut edits = Vec::with_capacity(changes.len());
    for change in changes {
        edits.push(match change {
            Change::Replace(idx, words) => {
                let token = page.get(*idx)?;
                Edit::new(solid(page, token.span)?, words.clone())
            }
            Change::Insert(idx, words) => {
                Edit::new(Span::empty(gap_before(page, *idx)?), format!("{words} "))
            }
            Change::Delete(from, to) => Edit::new(solid(page, gone(page, *from, *to)?)?, ""),
            Change::Over(from, to, words) => Edit::new(solid(page, page.span(*from, *to))?, words.clone()),
            Change::Swap(from, to, source) => Edit::new(dressed(page, *from, *to)?.0, source.clone()),
        });
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let apart = edits.iter().zip(edits.iter().skip(1)).all(|(one, next)| one.span.end <= next.span.start);
    apart.then_some(edits)
}

/// The tokens `from..to` with the space before them; with the one behind them where they begin a line, so that the
/// lines stay what they are.
fn gone(page: &Page<'_>, from: usize, to: usize) -> Option<Span> {
    let span = page.span(from, to);
    let Some(before) = from.checked_sub(1).and_then(|idx| page.get(idx)) else { return Some(span) };
    let source = |from: usize, to: usize| {
        let (from, to) = (page.plain.source_offset(from), page.plain.source_offset(to));
        Span::new(from, to.max(from)).of(page.prose.source)
    };
    let breaks = source(before.span.end, span.start);
    if !breaks.contains('\n') {
        return Some(Span::new(before.span.end, span.end));
    }
    match page.get(to) {
        Some(next) if next.spaced && !source(span.end, next.span.start).contains('\n') => {
            Some(Span::new(span.start, next.span.start))
        }
        // A hard break stands before what is alone on its line.
        _ if breaks.contains("  ") || breaks.contains(['\\', '<']) => None,
        _ => Some(Span::new(before.span.end, span.end)),
    }
}

/// The source of a plain span that no mark interrupts.
fn solid(page: &Page<'_>, span: Span) -> Option<Span> {
    let source = page.plain.source_span(span);
    let pieces = &page.prose.pieces;
    let first = pieces.partition_point(|piece| piece.span.end <= source.start);
    let marked = pieces
        .iter()
        .skip(first)
        .take_while(|piece| piece.span.start < source.end)
        .any(|piece| matches!(piece.kind, PieceKind::Mark | PieceKind::Code | PieceKind::Address));
    (!marked).then_some(source)
}

/// The place in the source where words can be put in before a token: outside the marks right before it.
fn gap_before(page: &Page<'_>, idx: usize) -> Option<usize> {
    let token = page.get(idx)?;
    let inside = page.plain.source_offset(token.span.start);
    let blank = token.span.start.checked_sub(1).filter(|_| token.spaced);
    match blank {
        Some(blank) if page.plain.kind_at(blank) == Some(PieceKind::Text) => {
            let text = page.plain.text.as_str();
            let is_space = text.as_bytes().get(blank) == Some(&b' ');
            is_space
                .then(|| page.plain.source_offset(blank) + 1)
                .or((token.kind != Kind::Name).then_some(inside))
        }
        // At the start of a line the marks of quotes and lists stay first.
        _ => (token.kind != Kind::Name).then_some(inside),
    }
}

/// The source of tokens `from..to` with the marks around them, where these are whole.
pub(crate) fn dressed(page: &Page<'_>, from: usize, to: usize) -> Option<(Span, String)> {
    let inner = page.plain.source_span(page.span(from, to));
    let pieces = &page.prose.pieces;
    let first = pieces.partition_point(|piece| piece.span.end <= inner.start);
    let last = pieces.partition_point(|piece| piece.span.start < inner.end);
    let mut span = inner;
    if let Some(mark) = first.checked_sub(1).and_then(|idx| pieces.get(idx))
        && mark.kind == PieceKind::Mark
        && mark.span.end == inner.start
    {
        span.start = mark.span.start;
    }
    if let Some(mark) = pieces.get(last)
        && mark.kind == PieceKind::Mark
        && mark.span.start == inner.end
    {
        span.end = mark.span.end;
    }
    [span, inner].into_iter().find_map(|span| {
        let source = span.of(page.prose.source);
        is_whole(source).then(|| (span, source.to_owned()))
    })
}

/// Every mark that opens in it closes in it.
fn is_whole(source: &str) -> bool {
    let even = |mark: char| source.matches(mark).count().is_multiple_of(2);
    let paired = |open: char, close: char| source.matches(open).count() == source.matches(close).count();
    ['*', '`', '~'].into_iter().all(even)
        && paired('[', ']')
        && paired('(', ')')
        && paired('<', '>')
        && !source.contains('\n')
}
