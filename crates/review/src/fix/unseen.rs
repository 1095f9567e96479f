//! Comments that are taken out: only where all blocks stay what they are.
//!
//! A comment can hold up what it stands on: it keeps `- x` from being an item, a list from the code below it, an item
//! from being no more than its mark. So the text is read anew without it, and what is not the same then but for the
//! comment itself is not offered.

use askhow_document::{Begin, Block, BlockKind, Document, Edit, Flavour, Open, Segment, Span, apply_edits};

use super::{cut, whole_lines_gone};
use crate::review::Review;

/// The edits that take comments out so that every block stays what it is; `None` where no way is sure to, or where more
/// would have to be read than is `left`, in bytes.
pub(crate) fn without_comments(review: &Review, comments: &[Span], left: &mut usize) -> Option<Vec<Edit>> {
    let window = window(review, comments)?;
    *left = left.checked_sub(window.len())?;
    let before = review.text.slice(window).into_owned();
    let near = |span: Span| Span::new(span.start - window.start, span.end - window.start);
    let gone: Vec<Span> = comments.iter().copied().map(near).collect();
    let flavour = review.flavour();
    let wanted = blocks(&before, flavour, &gone);
    let ways: Vec<Vec<Span>> = comments.iter().map(|comment| ways(review, *comment)).collect();
    let n_ways = ways.iter().map(Vec::len).max()?;
    let nth = |index: usize| -> Option<Vec<Edit>> {
        let spans = ways.iter().map(|ways| ways.get(index).or(ways.last()).copied());
        let mut spans = spans.collect::<Option<Vec<Span>>>()?;
        spans.sort_unstable();
        // Two may claim the blank line between them.
        let mut done = 0;
        for span in &mut spans {
            span.start = span.start.max(done);
            done = span.end.max(span.start);
        }
        Some(spans.into_iter().map(|span| Edit::new(span, "")).collect())
    };
    (0..n_ways).filter_map(nth).find(|edits| {
        let inside = edits.iter().all(|edit| window.start <= edit.span.start && edit.span.end <= window.end);
        let edits: Vec<Edit> = edits.iter().map(|edit| Edit::new(near(edit.span), "")).collect();
        inside && is_same(&wanted, &blocks(&apply_edits(&before, &edits), flavour, &[]))
    })
}

/// How a comment can go, the best way first: out of its line, or with the lines that hold nothing else but marks.
fn ways(review: &Review, comment: Span) -> Vec<Span> {
    let text = &review.text;
    let lines = Span::new(
        text.line_span(text.line_of(comment.start)).start,
        text.line_span(text.line_of(comment.end)).end.max(comment.end),
    );
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+.)[]>xX".contains(c);
    let before = text.slice(Span::new(lines.start, comment.start));
    let behind = text.slice(Span::new(comment.end, lines.end));
    let mut ways = cut(review, comment);
    if before.chars().all(is_mark) && behind.trim().is_empty() {
        ways.extend([whole_lines_gone(review, lines), lines]);
    }
    ways
}

/// The text that says what comments stand between: their segments and one on each side.
fn window(review: &Review, comments: &[Span]) -> Option<Span> {
    let first = comments.iter().map(|comment| comment.start).min()?;
    let last = comments.iter().map(|comment| comment.end).max()?;
    let own = review.starts.partition_point(|start| *start <= first).checked_sub(1)?;
    let begins_anew = |at: &usize| review.facts.get(*at).is_some_and(|facts| is_free(facts.segment.begin()));
    let from = (0..own).rev().find(begins_anew).unwrap_or(0);
    let behind = review.starts.partition_point(|start| *start < last);
    let end = review.starts.get(behind + 1).copied().unwrap_or(review.text.len());
    Some(Span::new(*review.starts.get(from)?, end))
}

fn is_free(begin: Begin) -> bool {
    matches!(begin.open, Open::Document | Open::Nothing) && !begin.inside_line
}

/// A block as it is compared: without its place.
#[derive(Debug, Default)]
struct Seen {
    kind: String,
    quotes: u8,
    depth: usize,
    /// What is written in it, without blanks.
    written: String,
    /// What is read in it, without blanks.
    words: String,
    /// HTML only because a comment stands in it.
    by_comment: bool,
}

fn is_same(before: &[Seen], after: &[Seen]) -> bool {
    let alike = |(before, after): (&Seen, &Seen)| {
        let freed = before.by_comment && after.kind == "Paragraph";
        (before.kind == after.kind || freed)
            && (before.quotes, before.depth) == (after.quotes, after.depth)
            && (&before.written, &before.words) == (&after.written, &after.words)
    };
    before.len() == after.len() && before.iter().zip(after).all(alike)
}

/// The blocks of a text, without the comments at `gone` and what holds nothing else.
fn blocks(text: &str, flavour: Flavour, gone: &[Span]) -> Vec<Seen> {
    let document = Document::of(text, flavour);
    let mut seen = Vec::new();
    for (segment, start) in document.segments().iter().zip(document.starts()) {
        let near = gone.iter().filter(|gone| *start <= gone.start);
        let gone: Vec<Span> =
            near.map(|gone| Span::new(gone.start - start, gone.end.max(*start) - start)).collect();
        let blocks = segment.blocks();
        let mut numbers: Vec<Option<u64>> = Vec::with_capacity(blocks.len());
        for (index, block) in blocks.iter().enumerate() {
            numbers.push(shown_number(segment.text(), blocks, &numbers, index));
            let number = numbers.last().copied().flatten();
            seen.extend(seen_block(segment, block, number, &gone));
        }
    }
    seen
}

fn seen_block(segment: &Segment, block: &Block, number: Option<u64>, gone: &[Span]) -> Option<Seen> {
    let text = segment.text();
    let inside: Vec<Span> = gone
        .iter()
        .copied()
        .filter(|gone| block.span.start <= gone.start && gone.end <= block.span.end)
        .collect();
    let without = |span: Span| {
        let (mut kept, mut done) = (String::new(), span.start);
        for gone in inside.iter().filter(|gone| span.start <= gone.start && gone.end <= span.end) {
            kept.push_str(Span::new(done, gone.start).of(text));
            done = gone.end;
        }
        kept.push_str(Span::new(done, span.end).of(text));
        kept.retain(|c| !c.is_whitespace() && (c != '>' || block.quotes == 0));
        kept
    };
    let depth = std::iter::successors(block.item, |item| segment.blocks().get(*item)?.item).count();
    let mut seen = Seen { quotes: block.quotes, depth, ..Seen::default() };
    if let BlockKind::Item { marker, task, .. } = block.kind {
        let rest = without(Span::new(marker.end, block.span.end));
        let is_bare = ["", "[]", "[x]", "[X]"].contains(&rest.as_str());
        seen.kind = format!("Item {task:?} {number:?}");
        return (inside.is_empty() || !is_bare).then_some(seen);
    }
    seen.written = without(block.span);
    let is_html = block.kind == BlockKind::Html;
    seen.by_comment = is_html && !inside.is_empty();
    if !inside.is_empty() && seen.written.is_empty() {
        return None;
    }
    let prose = segment.prose(if is_html { block.span } else { block.content });
    seen.words = prose.plain().text;
    for gone in &inside {
        seen.words = seen.words.replace(gone.of(text), "");
    }
    seen.words.retain(|c| !c.is_whitespace());
    seen.kind = match &block.kind {
        // Without it nothing would be left of it but its mark.
        BlockKind::Heading { .. } if !inside.is_empty() && seen.words.is_empty() => String::new(),
        BlockKind::Row { cells, header } => {
            let cells: Vec<String> = cells.iter().copied().map(without).collect();
            format!("Row {header} {cells:?}")
        }
        kind => format!("{kind:?}"),
    };
    Some(seen)
}

/// The number that a reader sees at an item: only the first one of a list is as it is written.
fn shown_number(text: &str, blocks: &[Block], shown: &[Option<u64>], index: usize) -> Option<u64> {
    let block = blocks.get(index)?;
    let BlockKind::Item { marker, .. } = block.kind else { return None };
    let marker = marker.of(text).trim();
    let own: u64 = marker.trim_end_matches(['.', ')']).parse().ok()?;
    // Right below a paragraph, no list begins with another number than 1.
    let above = index.checked_sub(1).and_then(|above| blocks.get(above));
    let touches = |above: &&Block| {
        above.kind == BlockKind::Paragraph
            && above.item == block.item
            && Span::new(above.span.end.min(block.span.start), block.span.start)
                .of(text)
                .matches('\n')
                .count()
                < 2
    };
    if own != 1 && above.is_some_and(|above| touches(&above)) {
        return Some(u64::MAX);
    }
    let is_sibling = |at: &usize| blocks.get(*at).is_some_and(|other| other.item == block.item);
    let above = (0..index).rev().find(is_sibling).and_then(|at| shown.get(at).copied().flatten());
    Some(above.map_or(own, |above| above.saturating_add(1)))
}
