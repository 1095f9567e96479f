//! Taking something out of a line, so that what is left reads as if it had never been there.

use askhow_document::Span;

use super::whole_lines_gone;
use crate::review::Review;

/// What goes when `span`, which lies in running text, is taken out: its lines where it is all of them, else the blank
/// on one side of it, and never the mark of an item, a heading, a task, a quote or a cell.
pub(crate) fn cut(review: &Review, span: Span) -> Vec<Span> {
    let text = &review.text;
    let first = text.line_span(text.line_of(span.start));
    let last = text.line_span(text.line_of(span.end));
    let before = text.slice(Span::new(first.start, span.start));
    let after = text.slice(Span::new(span.end, last.end.max(span.end)));
    let after = after.trim_end_matches(['\n', '\r']);
    let in_quotes = before.chars().all(|c| c.is_whitespace() || c == '>');
    if in_quotes && after.trim().is_empty() {
        let lines = Span::new(first.start, last.end.max(span.end));
        // Words above and below would become one paragraph.
        let would_join = parts_words(review, lines);
        return vec![if would_join {
            Span::new(first.start + before.trim_end().len(), span.end + after.len())
        } else {
            whole_lines_gone(review, lines)
        }];
    }
    let blank_before = before.len() - before.trim_end_matches([' ', '\t']).len();
    let blank_after = after.len() - after.trim_start_matches([' ', '\t']).len();
    let rest = after.get(blank_after..).unwrap_or_default();
    if opens(&before) {
        // A mark keeps its blank, or loses it with the line's end.
        return vec![if rest.is_empty() {
            Span::new(span.start - blank_before, span.end + blank_after)
        } else {
            Span::new(span.start, span.end + blank_after)
        }];
    }
    let ends = rest.is_empty() || rest.starts_with('|');
    let closes = blank_after == 0 && rest.starts_with(['.', ',', ';', ':', '!', '?', ')', ']']);
    let start = if blank_after > 0 || ends || closes { span.start - blank_before } else { span.start };
    vec![Span::new(start, span.end)]
}

/// Whether nothing but marks stands in front: of a list, a task, a heading, a quote, a cell.
fn opens(before: &str) -> bool {
    let mut rest = before.trim_end();
    let number = |mark: &str| {
        let digits = mark.trim_end_matches(['.', ')']);
        digits.len() + 1 == mark.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    if rest.ends_with('|') {
        return true;
    }
    if let Some(lead) = ["[ ]", "[x]", "[X]"].into_iter().find_map(|task| rest.strip_suffix(task)) {
        rest = lead.trim_end();
        if rest.is_empty() {
            return false;
        }
    }
    rest.split_whitespace().all(|mark| {
        matches!(mark, "-" | "*" | "+" | ">") || number(mark) || mark.chars().all(|c| c == '#' || c == '>')
    })
}

/// Whether lines part two others that would run into each other without them.
fn parts_words(review: &Review, lines: Span) -> bool {
    let text = &review.text;
    let words = |line: Span| text.slice(line).trim_start_matches([' ', '\t', '>']).trim_end().to_owned();
    let Some(above) = text.line_of(lines.start).checked_sub(1).map(|line| words(text.line_span(line))) else {
        return false;
    };
    if lines.end >= text.len() {
        return false;
    }
    let below = words(text.line_span(text.line_of(lines.end)));
    if above.is_empty() || below.is_empty() {
        return false;
    }
    let is_item = |line: &str| {
        let mark = line.split(' ').next().unwrap_or_default();
        matches!(mark, "-" | "*" | "+")
            || mark.len() > 1 && mark.ends_with(['.', ')']) && mark.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_heading = |line: &str| line.starts_with('#');
    !(is_heading(&above) || is_heading(&below) || is_item(&above) && is_item(&below))
}
