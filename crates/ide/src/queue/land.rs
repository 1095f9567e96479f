//! The edits by which an answer lands in its place.

use askhow_document::{Edit, Finding, Span};
use askhow_review::{Review, fix};
use askhow_timeline::read_stamp;

/// The entry that a fix puts into a quiet stretch, with these words: at the time with which they begin, else at the one
/// that the fix guesses.
pub(super) fn in_between(finding: &Finding, words: &[String]) -> Vec<Edit> {
    const PLACE: &str = "…";
    let words: Vec<&str> = words.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let filled = |edit: &Edit| {
        let (before, behind) = edit.new_text.rsplit_once(PLACE)?;
        let words = words.join(" ");
        let (before, words) = match timed(&words).zip(before.rsplit_once('~')) {
            Some(((time, told), (lead, guess))) => {
                let behind = guess.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
                (format!("{lead}{time}{behind}"), told.to_owned())
            }
            None => (before.to_owned(), words),
        };
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

/// The time of day with which words begin, and what is told behind it: `10:15 Ana looks`.
fn timed(words: &str) -> Option<(&str, &str)> {
    let stamp = read_stamp(words).filter(|stamp| stamp.span.start == 0 && stamp.problems.is_empty())?;
    let is_time = stamp.has_time && !stamp.has_date && !stamp.bare && stamp.relative.is_none();
    let told = words.get(stamp.rest..).filter(|told| is_time && !told.trim().is_empty())?;
    Some((words.get(..stamp.span.end)?, told))
}

/// An answer as items below a question, whose box is ticked where it has one.
pub(super) fn below(review: &Review, item: Span, answer: &[Vec<String>]) -> Vec<Edit> {
    let text = &review.text;
    let item = text.trimmed(item);
    let source = text.slice(item);
    let line = text.line_span(text.line_of(item.start));
    let indent = text.slice(Span::new(line.start, item.start)).into_owned();
    let marker = source.find([' ', '\t']).unwrap_or(source.len());
    let behind = source.get(marker..).unwrap_or_default();
    let words = behind.trim_start_matches([' ', '\t']);
    let blanks = behind.get(..behind.len() - words.len()).unwrap_or_default();
    let begin = column_behind(0, &indent) + marker;
    let gap = column_behind(begin, blanks) - begin;
    // Further in than by four, the words would be code.
    let column = marker + if (1..=4).contains(&gap) { gap } else { 1 };
    let mut edits = Vec::new();
    if words.starts_with("[ ]") {
        let at = item.end - words.len();
        edits.push(Edit::new(Span::new(at, at + "[ ]".len()), "[x]"));
    }
    let newline = fix::newline(review);
    let inside = format!("{indent}{}", " ".repeat(column));
    let bullet = fix::bullet(review);
    let told = answer.iter().map(|lines| {
        format!("{newline}{inside}{bullet} {}", fix::below(lines, inside.len() + bullet.len() + 1, newline))
    });
    edits.push(Edit::new(Span::empty(item.end), told.collect::<String>()));
    edits
}

/// The column, from 0, that blanks from `column` on lead to: a tab leads to the next one that 4 divides.
fn column_behind(column: usize, blanks: &str) -> usize {
    blanks.chars().fold(column, |column, blank| if blank == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}
