//! The place at which is completed.

use askhow_document::{Edit, Span};
use askhow_review::{Outline, Section};

use super::{CompletionOptions, in_line};
use crate::Snapshot;

/// The line with the cursor, cut in two.
pub(super) struct Cursor<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) options: CompletionOptions<'a>,
    /// In bytes of the text.
    pub(super) offset: usize,
    /// The line, its break left out.
    pub(super) line: Span,
    /// The line up to the cursor.
    pub(super) before: String,
    /// The line from the cursor on.
    pub(super) after: String,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, offset: usize, options: CompletionOptions<'a>) -> Self {
        let text = snapshot.text();
        let offset = text.floor(offset);
        let whole = text.line_span(text.line_of(offset));
        let line_text = text.slice(whole);
        let line = Span::new(whole.start, whole.start + line_text.trim_end_matches(['\n', '\r']).len());
        let offset = offset.min(line.end.max(line.start));
        let before = text.slice(Span::new(line.start, offset)).into_owned();
        let after = text.slice(Span::new(offset, line.end)).into_owned();
        Self { snapshot, options, offset, line, before, after }
    }

    /// An edit that replaces the line from `from` (in bytes of the line) up to the cursor.
    pub(super) fn edit(&self, from: usize, new_text: impl Into<String>) -> Edit {
        Edit::new(in_line(self.line, from, self.before.len()), new_text.into())
    }

    /// The same, up to `beyond` bytes behind the cursor.
    pub(super) fn edit_beyond(&self, from: usize, beyond: usize, new_text: impl Into<String>) -> Edit {
        Edit::new(in_line(self.line, from, self.before.len() + beyond), new_text.into())
    }

    /// The text from `from` (in bytes of the line) up to the cursor.
    pub(super) fn typed(&self, from: usize) -> &str {
        self.before.get(from..).unwrap_or_default()
    }

    /// The line that is `n` above, without its break.
    pub(super) fn line_above(&self, n: usize) -> Option<String> {
        let text = self.snapshot.text();
        let line = text.line_of(self.line.start).checked_sub(n)?;
        Some(text.slice(text.line_span(line)).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The line that is `n` below, without its break.
    pub(super) fn line_below(&self, n: usize) -> Option<String> {
        let text = self.snapshot.text();
        let line = text.line_of(self.line.start) + n;
        let is_there = line < text.n_lines();
        is_there.then(|| text.slice(text.line_span(line)).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The offset by which the section of the cursor is to be looked up. A bullet that has just been typed under
    /// a line of text makes a heading of that line, until the item has a word: there it is the place before.
    pub(super) fn place(&self) -> usize {
        let outline: &Outline = &self.snapshot.review().outline;
        let is_dash = matches!(self.before.trim(), "-" | "=") && self.after.trim().is_empty();
        let heading = outline.parts.iter().find(|part| part.heading.touches(self.line.start));
        match heading.filter(|part| is_dash && part.heading.start < self.line.start) {
            Some(part) => part.heading.start.saturating_sub(1),
            None => self.offset,
        }
    }

    /// The section in which the cursor stands.
    pub(super) fn section(&self) -> Option<Section> {
        self.snapshot.review().outline.section_at(self.place())
    }

    /// Whether nothing but blanks and marks that editors close by themselves follow in the line.
    pub(super) fn is_at_end(&self) -> bool {
        self.after.trim_matches([' ', '|', '\t', ']', ')', '"', '\'', '*']).is_empty()
    }
}

/// How long the bullet at the start of a line is, the blank behind it and a task's box included.
pub(super) fn bullet_len(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = line.get(indent..)?;
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match number {
        0 if rest.starts_with(['-', '*', '+']) => 1,
        1..=9 if rest.get(number..)?.starts_with(['.', ')']) => number + 1,
        _ => return None,
    };
    let rest = rest.get(mark..)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if blank == 0 {
        return None;
    }
    let rest = rest.get(blank..)?;
    let task =
        ["[ ] ", "[x] ", "[X] "].iter().find(|task| rest.starts_with(**task)).map_or(0, |task| task.len());
    Some(indent + mark + blank + task)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_all_kinds_are_known() {
        let length = |line: &str| bullet_len(line);
        assert_eq!(length("- "), Some(2));
        assert_eq!(length("  * How"), Some(4));
        assert_eq!(length("12. x"), Some(4));
        assert_eq!(length("- [ ] x"), Some(6));
        assert_eq!(length("-\tx"), Some(2));
        assert_eq!(length("-x"), None);
        assert_eq!(length("text"), None);
    }
}
