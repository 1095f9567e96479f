//! What in a piece of prose is no prose though it looks like it: formulas and MDX expressions. Nothing in them is
//! found or rewritten. And what may be a name: nothing in it is rewritten unseen. Who says it is left to `review`.

use askhow_document::{PieceKind, Prose, Span};
use askhow_english::class::is;
use askhow_english::page::{Kind, Page};

use crate::words::Words;

/// Formulas (`$x$`, `$$x$$`) and expressions (`{x}`, `{/* x */}`) in the source, in order.
pub(crate) fn expressions(prose: &Prose<'_>) -> Vec<Span> {
    let source = prose.source;
    if !source.contains(['$', '{']) {
        return Vec::new();
    }
    let is_code = |at: usize| {
        let idx = prose.pieces.partition_point(|piece| piece.span.end <= at);
        prose.pieces.get(idx).is_some_and(|piece| {
            matches!(piece.kind, PieceKind::Code | PieceKind::Address) && piece.span.start <= at
        })
    };
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find(['$', '{'])) {
        let start = at + found;
        let rest = source.get(start..).unwrap_or_default();
        let escaped = source.get(..start).is_some_and(|before| before.ends_with('\\'));
        let len = if escaped || is_code(start) { None } else { formula(rest).or_else(|| braces(rest)) };
        spans.extend(len.map(|len| Span::new(start, start + len)));
        at = start + len.unwrap_or(1);
    }
    spans
}

/// The length of the formula that `rest` begins with. A price (`$5 and $6`) is none: a formula holds no blank at
/// its edges, and no digit follows it.
fn formula(rest: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix("$$") {
        return inside.find("$$").map(|len| len + 4);
    }
    let inside = rest.strip_prefix('$')?;
    let len = inside.find('$')?;
    let text = inside.get(..len)?;
    let behind = inside.get(len + 1..)?.chars().next();
    let edge = |char: Option<char>| char.is_none_or(char::is_whitespace);
    let fits = !edge(text.chars().next()) && !edge(text.chars().next_back());
    (fits && !behind.is_some_and(|char| char.is_ascii_digit())).then_some(len + 2)
}

/// The length of the expression in braces that `rest` begins with.
fn braces(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in rest.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether what is found at a place may be a name: the words of a link, the title of a ticket or of another work, tags.
/// It is offered to be written otherwise, and never done unseen. Who says it is left to `review`.
pub(crate) fn may_be_named(page: &Page<'_>, span: Span) -> bool {
    let at = page.token_of_source(span.start);
    let (start, end) = page.sentence(at);
    let before = |idx: usize| idx.checked_sub(1);
    // `[why it took so long](#…)`, `[[Why was login down?]]`
    let in_link = page.is_in_link(at) || before(at).is_some_and(|idx| page.is_sign(idx, "["));
    // `Why was login down? https://tickets/AUTH-3`, `AUTH-1: Why was login down?`
    let is_address = |idx: usize| {
        page.get(idx).is_some_and(|token| token.kind == Kind::Name) && page.written(idx).contains("://")
    };
    let label = (start.saturating_sub(4)..at).rev().find(|idx| page.is_sign(*idx, ":"));
    let is_ticket = |idx: usize| {
        let (key, number) = page.written(idx).rsplit_once('-').unwrap_or_default();
        !key.is_empty()
            && key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && number.parse::<u32>().is_ok()
    };
    let is_tags = |idx: usize| is(page.word(idx), Words::Tags);
    let of_ticket =
        is_address(end) || label.and_then(before).is_some_and(|idx| is_ticket(idx) || is_tags(idx));
    // `*Root cause analysis considered harmful*`
    let source = page.prose.source;
    let opens = source.get(..span.start).unwrap_or_default();
    let in_italics =
        at > start && opens.ends_with(['*', '_']) && !opens.ends_with("**") && !opens.ends_with("__");
    in_link || of_ticket || in_italics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: &str) -> Vec<&str> {
        let prose = Prose::of_plain(source);
        expressions(&prose).into_iter().map(|span| span.of(source)).collect()
    }

    #[test]
    fn formulas_and_expressions_are_kept() {
        assert_eq!(kept("a $x = \\text{why}$ b"), ["$x = \\text{why}$"]);
        assert_eq!(kept("a $$why did$$ b $y$"), ["$$why did$$", "$y$"]);
        assert_eq!(kept("{/* why did it fail? */} b {why}"), ["{/* why did it fail? */}", "{why}"]);
        assert_eq!(kept("{ a: { b } } c"), ["{ a: { b } }"]);
    }

    #[test]
    fn prices_and_lone_braces_are_prose() {
        for source in ["It cost $5, why did it cost $6?", "why { did it", "a } b", "$ why $ did", "\\$why\\$"]
        {
            assert_eq!(kept(source), Vec::<&str>::new(), "{source}");
        }
    }
}
