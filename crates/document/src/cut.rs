//! Where segments end.
//!
//! A cut depends on the text from the segment's start to a little behind the cut, on nothing else: not on
//! what is open there, not on earlier edits. So the same text always has the same segments, and cutting
//! again after an edit meets the old cuts soon: a cut is accepted by a hash of the line behind it, which an
//! edit elsewhere does not change. Only a text that repeats itself exactly may be cut anew to its end when a
//! line is added; what is read again there is found by its text.
//!
//! Cuts, the best first:
//! 1. behind an empty line, before a line at column 0: no container reaches across that;
//! 2. from two kilobytes on, before a list item, table row or heading at column 0;
//! 3. from eight kilobytes on, before any line at column 0, from 32 on before any line;
//! 4. inside a line, where it reaches beyond sixteen kilobytes.

use crate::front::{self, Front};
use crate::lines::{is_blank, line_at};

/// A segment is at least this long, unless the text ends.
const LEAST: usize = 768;
/// From here on any cut of the first kind will do.
const ENOUGH: usize = 1536;
/// From here on cuts of the second kind count, and from `TIGHT_ENOUGH` on any of them.
const TIGHT: usize = 2048;
const TIGHT_ENOUGH: usize = 3072;
/// From here on any line at column 0 may begin a segment.
const DENSE: usize = 8 << 10;
const DENSE_ENOUGH: usize = 10 << 10;
/// From here on any line at all.
const ANY_LINE: usize = 32 << 10;
/// A line that reaches beyond this is cut inside, at most `LINE_SLACK` from there.
const LONG_LINE: usize = 16 << 10;
const LINE_SLACK: usize = 4 << 10;
/// How much of a line a decision looks at.
const LOOK: usize = 48;

/// No decision looks farther than this from the start of its segment.
pub(crate) const REACH: usize = 64 << 10;

/// A segment's extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Its length in bytes.
    pub len: usize,
    /// How many bytes from its start were looked at to decide that: an edit behind them changes nothing.
    pub looked: usize,
}

/// The segment at the start of `text`. `is_first`: of the document. `to_end`: the text is complete;
/// otherwise more may follow, and `None` asks for more of it.
pub(crate) fn cut(text: &str, is_first: bool, to_end: bool) -> Option<Cut> {
    let mut looked = 0;
    let mut at = 0;
    if is_first {
        match front::find(text, to_end)? {
            Front::None => {}
            Front::Unclosed { looked: reach } => looked = reach,
            Front::Closed(front) => (at, looked) = (front.next, front.looked),
        }
    }
    let mut after_blank = at > 0;
    let found = |len: usize, reach: usize| Cut { len, looked: looked.max(reach) };
    loop {
        if at > 0 && at < text.len() {
            if !to_end && text.len() < at + LOOK {
                return None;
            }
            if is_cut(text, at, after_blank) {
                return Some(found(at, at + LOOK));
            }
        }
        let Some(line) = line_at(text, at) else {
            return to_end.then(|| found(text.len(), text.len() + LOOK));
        };
        let is_open = line.next == text.len() && !to_end;
        let first = at.max(LONG_LINE - LINE_SLACK);
        if line.end > first + LINE_SLACK {
            let last = first + 2 * LINE_SLACK;
            if is_open && text.len() < last + LOOK {
                return None;
            }
            return Some(found(inside_line(text, first, last.min(line.end)), last + LOOK));
        }
        if is_open {
            return None;
        }
        after_blank = is_blank(line.of(text));
        at = line.next;
    }
}

/// Whether the line at `at` begins a segment.
fn is_cut(text: &str, at: usize, after_blank: bool) -> bool {
    if at < LEAST {
        return false;
    }
    let bytes = text.as_bytes().get(at..(at + LOOK).min(text.len())).unwrap_or_default();
    let hash = || hash_of_line(bytes);
    let Some(first) = bytes.first() else { return false };
    if matches!(first, b' ' | b'\t' | b'\n' | b'\r') {
        return at >= ANY_LINE;
    }
    (after_blank && (at >= ENOUGH || hash() & 1 == 0))
        || (at >= TIGHT && begins_block(bytes) && (at >= TIGHT_ENOUGH || hash() & 3 == 0))
        || (at >= DENSE && (at >= DENSE_ENOUGH || hash() & 7 == 0) && !is_rule_like(bytes))
}

/// Whether a line begins with a list item's mark and words, a table's pipe (and is no row of dashes), or a
/// heading's mark.
fn begins_block(line: &[u8]) -> bool {
    let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let rest = line.get(digits..).unwrap_or_default();
    match rest {
        [b'.' | b')', b' ', word, ..] if (1..10).contains(&digits) => !word.is_ascii_whitespace(),
        [b'-' | b'*' | b'+', b' ', word, ..] if digits == 0 => !word.is_ascii_whitespace(),
        [b'|', ..] if digits == 0 => !is_rule_like(rest),
        [b'#', b' ', word, ..] | [b'#', b'#', b' ', word, ..] if digits == 0 => !word.is_ascii_whitespace(),
        _ => false,
    }
}

/// Whether a line may be a table's row of dashes or a heading's underline, as far as it can be seen: it
/// belongs to the line above.
fn is_rule_like(line: &[u8]) -> bool {
    line.iter()
        .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
        .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'=' | b'>'))
}

fn hash_of_line(bytes: &[u8]) -> u32 {
    let line = bytes.iter().take(32).take_while(|byte| !matches!(byte, b'\n' | b'\r'));
    let hash = line.fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash >> 13
}

/// Where to cut inside a long line, between `first` and `last`: behind the blank before which the bytes have
/// the least hash, or where they have it if there is no blank. The least of a window is found again even in
/// a line that repeats itself, where a hash alone would say yes everywhere or nowhere.
fn inside_line(text: &str, first: usize, last: usize) -> usize {
    let mut hash = 0_u32;
    let (mut at_blank, mut anywhere) = (None, None);
    let window = text.as_bytes().get(first..last).unwrap_or_default();
    for (index, &byte) in window.iter().enumerate() {
        // Shifted out after 32 bytes: the hash is one of the last 32.
        hash = (hash << 1).wrapping_add(u32::from(byte).wrapping_mul(0x9e37_79b1));
        let place = first + index + 1;
        if index < 32 || place >= last || !text.is_char_boundary(place) {
            continue;
        }
        let least = if byte == b' ' { &mut at_blank } else { &mut anywhere };
        if least.is_none_or(|(known, _)| hash < known) {
            *least = Some((hash, place));
        }
    }
    let last_boundary = || (1..last).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(last);
    at_blank.or(anywhere).map_or_else(last_boundary, |(_, place)| place)
}
