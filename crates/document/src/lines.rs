//! Lines as this crate counts them: they end with LF, CRLF or CR.

use memchr::memchr2;

/// One line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its first byte.
    pub start: usize,
    /// Its end, the line break left out.
    pub end: usize,
    /// Behind its line break; equal to `end` where the text ends without one.
    pub next: usize,
}

impl Line {
    /// Its text without the line break.
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The line that begins at `start`; `None` at the end of the text.
pub(crate) fn line_at(text: &str, start: usize) -> Option<Line> {
    let rest = text.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
    let Some(length) = memchr2(b'\n', b'\r', rest) else {
        return Some(Line { start, end: text.len(), next: text.len() });
    };
    let end = start + length;
    let is_crlf = rest.get(length) == Some(&b'\r') && rest.get(length + 1) == Some(&b'\n');
    Some(Line { start, end, next: end + 1 + usize::from(is_crlf) })
}

/// The lines of `text` from `start` on.
pub(crate) fn lines(text: &str, start: usize) -> impl Iterator<Item = Line> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        let line = line_at(text, at)?;
        at = line.next;
        Some(line)
    })
}

/// Whether a line holds blanks at most.
pub(crate) fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Whether `byte` is a space or a tab.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// `start..end` without the spaces and tabs at both ends.
pub(crate) fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let Some(part) = text.get(start..end) else { return (start, start) };
    let kept = part.trim_start_matches([' ', '\t']);
    let start = start + (part.len() - kept.len());
    (start, start + kept.trim_end_matches([' ', '\t']).len())
}
