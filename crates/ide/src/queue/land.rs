//! The edits by which an answer lands in its place.

use askhow_document::{Edit, Finding, Span};
use askhow_review::{Review, Section, fix};

/// The entry that a fix puts into a quiet stretch, with these words.
pub(super) fn in_between(finding: &Finding, words: &[String]) -> Vec<Edit> {
    const PLACE: &str = "…";
    let words: Vec<&str> = words.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let filled = |edit: &Edit| {
        let (before, behind) = edit.new_text.rsplit_once(PLACE)?;
        let words = words.join(" ");
        let is_row = before.trim_start().starts_with('|');
        let words = if is_row { words.replace('|', "\\|") } else { words };
        Some(Edit::new(edit.span, format!("{before}{words}{behind}")))
    };
    let fix = finding.fixes.iter().find(|fix| fix.preferred);
    let mut edits = fix.map(|fix| fix.edits.clone()).unwrap_or_default();
    // Others number what follows anew.
    match edits.iter().enumerate().find_map(|(index, edit)| Some((index, filled(edit)?))) {
        Some((index, answer)) => {
            if let Some(edit) = edits.get_mut(index) {
                *edit = answer;
            }
            edits
        }
        None => Vec::new(),
    }
}

/// An answer as an item below a question, whose box is ticked where it has one.
pub(super) fn below(review: &Review, item: Span, words: &[String]) -> Vec<Edit> {
    let text = &review.text;
    let item = text.trimmed(item);
    let source = text.slice(item);
    let line = text.line_span(text.line_of(item.start));
    let indent = text.slice(Span::new(line.start, item.start)).into_owned();
    let marker = source.find([' ', '\t']).unwrap_or(source.len());
    let behind = source.get(marker..).unwrap_or_default();
    let gap = behind.len() - behind.trim_start_matches(' ').len();
    // Further in than by four, the words would be code.
    let column = marker + if (1..=4).contains(&gap) { gap } else { 1 };
    let mut edits = Vec::new();
    let at = item.start + marker + gap;
    if behind.trim_start().starts_with("[ ]") {
        edits.push(Edit::new(Span::new(at, at + "[ ]".len()), "[x]"));
    }
    let newline = fix::newline(review);
    let inside = format!("{indent}{}", " ".repeat(column));
    let bullet = fix::bullet(review);
    let told = fix::below(words, inside.len() + 2, newline);
    edits.push(Edit::new(Span::empty(item.end), format!("{newline}{inside}{bullet} {told}")));
    edits
}

/// A paragraph at the end of the description.
pub(super) fn described(review: &Review, words: &[String]) -> Vec<Edit> {
    let Some(part) = review.outline.first(Section::Description) else {
        return fix::add_lines(review, Section::Description, words);
    };
    // Not into what its own headings tell.
    let end = review.text.trimmed(part.own).end.max(part.heading.end);
    let newline = fix::newline(review);
    // A bullet that waits for words would take the paragraph for its own.
    let told = review.text.slice(part.own);
    let last = told.trim_end().lines().last().unwrap_or_default().trim();
    if matches!(last, "-" | "*" | "+") {
        return fix::add_lines(review, Section::Description, words);
    }
    vec![Edit::new(Span::empty(end), format!("{newline}{newline}{}", fix::below(words, 0, newline)))]
}
