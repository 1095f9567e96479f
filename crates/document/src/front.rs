//! Front matter: `---`, `+++` or JSON at the very start of a document. No empty line stands right behind `---` (that
//! would be a thematic break, and another one somewhere below would hide what stands between them).

mod json;

use crate::FrontSyntax;
use crate::lines::{Line, is_blank, line_at, lines};

/// Front matter must end within this many bytes, so that a rule at the top of a long text stays one.
const MOST: usize = 16 << 10;
/// A line of the mark and more blanks than this opens and closes nothing.
const LONGEST_MARK: usize = 64;

/// What stands at the start of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Front {
    /// No front matter.
    None,
    /// A line that would open front matter, and none that closes it within `looked` bytes.
    Unclosed {
        /// How far was looked.
        looked: usize,
    },
    /// Front matter.
    Closed(FrontMatter),
}

/// Where front matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// What it is written in.
    pub syntax: FrontSyntax,
    /// The opening line.
    pub start: usize,
    /// Where its lines begin.
    pub content_start: usize,
    /// Where its lines end, the last line break included.
    pub content_end: usize,
    /// The end of the closing line.
    pub end: usize,
    /// Behind that line's break.
    pub next: usize,
    /// How many bytes from the start of the text were looked at to decide that, beyond its own.
    pub looked: usize,
}

/// The lines that open front matter, and those that close it.
const MARKS: [(&str, &str, FrontSyntax); 4] = [
    ("---", "---", FrontSyntax::Yaml),
    ("+++", "+++", FrontSyntax::Toml),
    ("---json", "---", FrontSyntax::Json),
    (";;;", ";;;", FrontSyntax::Json),
];

/// How many bytes a byte order mark takes at the start of `text`: 3 or none.
pub(crate) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Looks for front matter at the start of `text`; `None` asks for more text (where it is not `to_end`).
pub(crate) fn find(text: &str, to_end: bool) -> Option<Front> {
    let start = bom(text);
    match text.as_bytes().get(start) {
        Some(b'-' | b'+' | b';') => marked(text, start, to_end),
        Some(b'{') => json::object(text, start, to_end),
        Some(b'"') => json::members(text, start, to_end),
        Some(_) => Some(Front::None),
        None => to_end.then_some(Front::None),
    }
}

/// Between two lines of marks.
fn marked(text: &str, start: usize, to_end: bool) -> Option<Front> {
    let opening = line_at(text, start)?;
    if !is_whole(text, opening, to_end) {
        return None;
    }
    let Some((_, closer, syntax)) = MARKS.iter().find(|(opener, ..)| is_mark(opening.of(text), opener))
    else {
        return Some(Front::None);
    };
    for line in lines(text, opening.next) {
        if line.start >= MOST {
            return Some(Front::Unclosed { looked: MOST + LONGEST_MARK });
        }
        if !is_whole(text, line, to_end) {
            return None;
        }
        if line.start == opening.next && is_blank(line.of(text)) {
            return Some(Front::None);
        }
        if is_mark(line.of(text), closer) {
            return Some(Front::Closed(FrontMatter {
                syntax: *syntax,
                start,
                content_start: opening.next,
                content_end: line.start,
                end: line.end,
                next: line.next,
                looked: 0,
            }));
        }
    }
    unclosed(text, to_end)
}

/// Nothing closes it in the text at hand.
fn unclosed(text: &str, to_end: bool) -> Option<Front> {
    (to_end || text.len() > MOST + LONGEST_MARK).then_some(Front::Unclosed { looked: MOST + LONGEST_MARK })
}

/// Whether a line is there to its end, or is longer than any mark.
fn is_whole(text: &str, line: Line, to_end: bool) -> bool {
    to_end || line.next < text.len() || line.end - line.start > LONGEST_MARK
}

fn is_mark(line: &str, marker: &str) -> bool {
    line.len() <= LONGEST_MARK && line.strip_prefix(marker).is_some_and(is_blank)
}
