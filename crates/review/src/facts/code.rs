//! What stands in code is an example, and means nothing.

use askhow_document::{BlockKind, PieceKind, Segment, Span};

/// Those of `found` that stand in no code: neither in a block nor in a code span. `at` gives the place of one in the
/// segment; they are in the order of the text, and each block is looked into once.
pub(crate) fn outside_code<T>(segment: &Segment, mut found: Vec<T>, at: impl Fn(&T) -> usize) -> Vec<T> {
    if found.is_empty() {
        return found;
    }
    let mut code: Vec<Span> = Vec::new();
    for block in segment.blocks() {
        let holds_one = |span: Span| {
            let first = found.partition_point(|one| at(one) < span.start);
            found.get(first).is_some_and(|one| span.contains(at(one)))
        };
        match block.kind {
            BlockKind::Code if holds_one(block.span) => code.push(block.span),
            BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Row { .. }
                if holds_one(block.content) =>
            {
                let pieces = segment.prose(block.content).pieces;
                let spans = pieces.iter().filter(|piece| piece.kind == PieceKind::Code);
                code.extend(spans.map(|piece| piece.span.shift(block.content.start)));
            }
            _ => {}
        }
    }
    code.sort_unstable_by_key(|span| span.start);
    found.retain(|one| {
        let behind = code.partition_point(|span| span.start <= at(one));
        !behind.checked_sub(1).and_then(|near| code.get(near)).is_some_and(|span| span.contains(at(one)))
    });
    found
}

#[cfg(test)]
mod tests {
    use askhow_document::Document;

    use super::*;

    #[test]
    fn marks_in_code_are_left_out_and_many_cost_no_more_than_one_each() {
        let kept = |text: &str| {
            let document = Document::new(text);
            let segment = document.segments().first().expect("a segment");
            let found: Vec<usize> = segment.text().match_indices('<').map(|(at, _)| at).collect();
            outside_code(segment, found, |at| *at).len()
        };
        assert_eq!(kept("<q> `<q>` <q>\n"), 2);
        assert_eq!(kept("- `<a>` and <b>\n- <c>\n"), 2);
        assert_eq!(kept("```\n<q>\n```\n"), 0);
        assert_eq!(kept("# `<q>` <b>\n"), 1);
        // One paragraph of marks is looked into once: looked into for each of them, this takes long.
        assert_eq!(kept(&"<q>x</q> `<q>` ".repeat(500)), 1_000);
    }
}
