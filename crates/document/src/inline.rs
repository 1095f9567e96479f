//! Prose from inline Markdown: which bytes are words, and which are dress.

mod brackets;
mod emphasis;
mod html;
mod scan;

use memchr::memmem;

use crate::lines::{is_space, lines};
use crate::{Piece, PieceKind, Prose, ProseLink, Span};

/// Reads `source`. `marks` are the marks of containers at the start of its lines, relative to it; `in_row`
/// says that it stands in a table, where `\|` is a pipe even in code.
pub(crate) fn prose<'t>(source: &'t str, marks: &[Span], in_row: bool) -> Prose<'t> {
    let has_breaks = memchr::memchr2(b'\n', b'\r', source.as_bytes()).is_some();
    let has_dress = source.bytes().any(scan::is_special);
    let has_addresses = memmem::find(source.as_bytes(), b"://").is_some();
    if !has_breaks && !has_dress && !has_addresses && marks.is_empty() {
        return Prose::of_plain(source);
    }
    let mut kinds = ByteKinds(vec![PieceKind::Text; source.len()]);
    let mut links = if has_dress { scan::read(source, marks, &mut kinds) } else { Vec::new() };
    if in_row {
        escaped_pipes(source, &mut kinds);
    }
    if has_addresses {
        addresses(source, &mut kinds);
        // A bracket in an address is a part of it.
        links.retain(|link| kinds.at(link.span.start) != Some(PieceKind::Address));
    }
    if has_breaks {
        breaks(source, &mut kinds);
    }
    for mark in marks {
        kinds.fill(*mark, PieceKind::Mark);
    }
    Prose { source, pieces: kinds.pieces(source), links }
}

/// What each byte of a source is by its dress alone, and its links.
pub(crate) fn dress(source: &str) -> (Vec<PieceKind>, Vec<ProseLink>) {
    let mut kinds = ByteKinds(vec![PieceKind::Text; source.len()]);
    let links = scan::read(source, &[], &mut kinds);
    (kinds.0, links)
}

/// What each byte of a source is.
struct ByteKinds(Vec<PieceKind>);

impl ByteKinds {
    fn at(&self, at: usize) -> Option<PieceKind> {
        self.0.get(at).copied()
    }

    fn fill(&mut self, span: Span, kind: PieceKind) {
        if let Some(part) = self.0.get_mut(span.start..span.end) {
            part.fill(kind);
        }
    }

    /// Bytes that follow each other and are the same.
    fn pieces(&self, source: &str) -> Vec<Piece> {
        let mut start = 0;
        let same = self.0.chunk_by(|one, next| one == next).filter_map(|chunk| {
            let span = Span::new(start, start + chunk.len());
            start = span.end;
            chunk.first().map(|&kind| Piece { span, kind })
        });
        let mut pieces: Vec<_> = same.collect();
        if pieces.is_empty() {
            pieces.push(Piece { span: Span::new(0, source.len()), kind: PieceKind::Text });
        }
        pieces
    }
}

fn escaped_pipes(source: &str, kinds: &mut ByteKinds) {
    for (at, _) in source.match_indices("\\|") {
        if kinds.at(at) == Some(PieceKind::Code) {
            kinds.fill(Span::new(at, at + 1), PieceKind::Mark);
        }
    }
}

/// Bare addresses, to the next blank or mark, without the punctuation of the sentence around them.
fn addresses(source: &str, kinds: &mut ByteKinds) {
    let mut from = 0;
    while let Some(found) = source.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + found;
        from = colon + 3;
        let before = source.get(..colon).unwrap_or_default();
        let Some(scheme) = ["https", "http"].into_iter().find(|scheme| {
            before.len() >= scheme.len()
                && before
                    .get(before.len() - scheme.len()..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
        }) else {
            continue;
        };
        let start = colon - scheme.len();
        let joins_word =
            source.get(..start).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric()));
        let is_text = |at: usize, kinds: &ByteKinds| kinds.at(at) == Some(PieceKind::Text);
        if joins_word || !is_text(start, kinds) {
            continue;
        }
        let rest = source.get(start..).unwrap_or_default();
        let length = rest
            .char_indices()
            .find(|&(at, c)| {
                let is_emphasis = matches!(c, '_' | '*' | '~' | '&' | '\\');
                c.is_whitespace() || c == '<' || c == '"' || (!is_text(start + at, kinds) && !is_emphasis)
            })
            .map_or(rest.len(), |(at, _)| at);
        let address = without_punctuation(rest.get(..length).unwrap_or_default());
        if address.len() > scheme.len() + 3 {
            kinds.fill(Span::new(start, start + address.len()), PieceKind::Address);
            from = start + address.len();
        }
    }
}

fn without_punctuation(address: &str) -> &str {
    let mut kept = address;
    let count = |text: &str, c: char| text.matches(c).count();
    let excess = |open: char, close: char| count(address, close).saturating_sub(count(address, open));
    let (mut round, mut square) = (excess('(', ')'), excess('[', ']'));
    loop {
        kept = match kept.chars().last() {
            Some('?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '|') => kept,
            Some(')') if round > 0 => {
                round -= 1;
                kept
            }
            Some(']') if square > 0 => {
                square -= 1;
                kept
            }
            _ => return kept,
        }
        .get(..kept.len() - 1)
        .unwrap_or_default();
    }
}

/// Line breaks with the blanks before them are read as one space, the indentation behind them is not read,
/// nor is the backslash of a hard break.
fn breaks(source: &str, kinds: &mut ByteKinds) {
    for line in lines(source, 0) {
        if line.next == line.end {
            break;
        }
        let words = line.of(source).trim_end_matches([' ', '\t']).len();
        let is_mark = kinds.at(line.end) == Some(PieceKind::Mark);
        if !is_mark {
            let text = line.of(source);
            let n_backslashes = text.len() - text.trim_end_matches('\\').len();
            if n_backslashes % 2 == 1 && kinds.at(line.end - 1) == Some(PieceKind::Text) {
                kinds.fill(Span::new(line.end - 1, line.end), PieceKind::Mark);
            }
            kinds.fill(Span::new(line.start + words, line.next), PieceKind::Break);
        }
        let indent = source.as_bytes().iter().skip(line.next).take_while(|&&byte| is_space(byte)).count();
        kinds.fill(Span::new(line.next, line.next + indent), PieceKind::Mark);
    }
}
