//! Front matter: `---` or `+++` at the very start of a document, and no empty line right behind it (that
//! would be a thematic break, and another one somewhere below would hide what stands between them).

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
    /// `+++` rather than `---`.
    pub toml: bool,
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
}

/// How many bytes a byte order mark takes at the start of `text`: 3 or none.
pub(crate) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Looks for front matter at the start of `text`; `None` asks for more text (where it is not `to_end`).
pub(crate) fn find(text: &str, to_end: bool) -> Option<Front> {
    let start = bom(text);
    let rest = text.get(start..).unwrap_or_default();
    let marker = match rest.as_bytes().first() {
        Some(b'-') => "---",
        Some(b'+') => "+++",
        Some(_) => return Some(Front::None),
        None if to_end => return Some(Front::None),
        None => return None,
    };
    let opening = line_at(text, start)?;
    let is_whole = |line: Line| to_end || line.next < text.len() || line.end - line.start > LONGEST_MARK;
    if !is_whole(opening) {
        return None;
    }
    if !is_mark(opening.of(text), marker) {
        return Some(Front::None);
    }
    for line in lines(text, opening.next) {
        if line.start >= MOST {
            return Some(Front::Unclosed { looked: MOST + LONGEST_MARK });
        }
        if !is_whole(line) {
            return None;
        }
        if line.start == opening.next && is_blank(line.of(text)) {
            return Some(Front::None);
        }
        if is_mark(line.of(text), marker) {
            return Some(Front::Closed(FrontMatter {
                toml: marker == "+++",
                start,
                content_start: opening.next,
                content_end: line.start,
                end: line.end,
                next: line.next,
            }));
        }
    }
    (to_end || text.len() > MOST + LONGEST_MARK).then_some(Front::Unclosed { looked: MOST + LONGEST_MARK })
}

fn is_mark(line: &str, marker: &str) -> bool {
    line.len() <= LONGEST_MARK && line.strip_prefix(marker).is_some_and(is_blank)
}
