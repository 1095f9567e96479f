//! Front matter in JSON: an object at the very start (Hugo), or its members alone up to `;;;` (Hexo).
//!
//! Much Markdown begins with a brace and is none: `{: .notice}`, `{% raw %}`, `{{ template }}`. So the brace stands
//! alone in its line, or a key in quotes and a colon follow it. Where it ends is told by its brackets, or, where those
//! are broken, by a closing one alone in a line at column 0.

use super::{Front, FrontMatter, LONGEST_MARK, MOST, is_mark, is_whole, unclosed};
use crate::FrontSyntax;
use crate::lines::{Line, is_blank, line_at, lines};

/// What closes members without braces, and may stand behind an object.
const CLOSER: &str = ";;;";

/// An object that begins at `start`.
pub(super) fn object(text: &str, start: usize, to_end: bool) -> Option<Front> {
    let opening = line_at(text, start)?;
    if !is_whole(text, opening, to_end) {
        return None;
    }
    let inside = opening.of(text).strip_prefix('{').unwrap_or_default();
    let begins = if is_blank(inside) {
        // `key: value` without quotes is named as broken; anything else is nobody's object.
        next_line(text, opening, to_end)?.is_some_and(|next| next.of(text).contains(':'))
    } else {
        begins_member(inside.trim_start())
    };
    if !begins {
        return Some(Front::None);
    }
    let mut brackets = Brackets::default();
    for line in lines(text, start) {
        if line.end >= MOST {
            return Some(Front::Unclosed { looked: MOST + LONGEST_MARK });
        }
        if !to_end && line.next >= text.len() {
            return None;
        }
        let words = line.of(text);
        if let Some(end) = brackets.close(words) {
            if !is_blank(words.get(end..).unwrap_or_default()) {
                return Some(Front::None);
            }
            let next = next_line(text, line, to_end)?;
            let closer = next.filter(|next| is_mark(next.of(text), CLOSER));
            return Some(closed(start, closer.unwrap_or(line), line.next));
        }
        if line.start > start && words.trim_end() == "}" {
            let next = next_line(text, line, to_end)?;
            // An object inside that is not indented.
            if !next.is_some_and(|next| next.of(text).trim_start().starts_with(['}', ']', ','])) {
                return Some(closed(start, line, line.next));
            }
        }
    }
    unclosed(text, to_end)
}

/// Members without braces.
pub(super) fn members(text: &str, start: usize, to_end: bool) -> Option<Front> {
    let opening = line_at(text, start)?;
    if !is_whole(text, opening, to_end) {
        return None;
    }
    if !begins_member(opening.of(text)) {
        return Some(Front::None);
    }
    for line in lines(text, opening.next) {
        if line.start >= MOST {
            return Some(Front::Unclosed { looked: MOST + LONGEST_MARK });
        }
        if !is_whole(text, line, to_end) {
            return None;
        }
        if is_mark(line.of(text), CLOSER) {
            return Some(closed(start, line, line.next));
        }
    }
    unclosed(text, to_end)
}

/// Whether a line begins with a key in quotes and a colon.
fn begins_member(line: &str) -> bool {
    let Some((_, rest)) = line.strip_prefix('"').and_then(|key| key.split_once('"')) else { return false };
    rest.trim_start().starts_with(':')
}

/// The line behind another; no line at the end of the text. `None` asks for more.
fn next_line(text: &str, line: Line, to_end: bool) -> Option<Option<Line>> {
    match line_at(text, line.next) {
        Some(next) if is_whole(text, next, to_end) => Some(Some(next)),
        None if to_end => Some(None),
        _ => None,
    }
}

fn closed(start: usize, last: Line, decided: usize) -> Front {
    Front::Closed(FrontMatter {
        syntax: FrontSyntax::Json,
        start,
        content_start: start,
        content_end: last.end,
        end: last.end,
        next: last.next,
        looked: decided + LONGEST_MARK + 2,
    })
}

/// The brackets that are open, those in texts left out.
#[derive(Default)]
struct Brackets {
    n_open: usize,
}

impl Brackets {
    /// Reads a line; where in it the first bracket of all was closed. A text ends with its line at the latest.
    fn close(&mut self, line: &str) -> Option<usize> {
        let (mut in_text, mut escaped) = (false, false);
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_text => escaped = true,
                b'"' => in_text = !in_text,
                b'{' | b'[' if !in_text => self.n_open += 1,
                b'}' | b']' if !in_text => {
                    self.n_open = self.n_open.saturating_sub(1);
                    if self.n_open == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
