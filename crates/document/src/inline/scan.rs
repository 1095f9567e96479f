//! One walk over the bytes of a piece of prose, by the rules of CommonMark 0.31 with GitHub's strikethrough. What a link
//! definition elsewhere would decide is not asked: `[a][b]` is a link, and `[x]` alone keeps its brackets as words, since
//! in reviews they are mostly just brackets.
//!
//! Its cost is linear in the text: nothing looks for an end that was not found before.

use std::borrow::Cow;

use super::brackets::OpenBrackets;
use super::emphasis::Emphasis;
use super::{ByteKinds, html};
use crate::{PieceKind, ProseLink, Span};

/// Whether a byte may begin markup.
pub(super) fn is_special(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'~')
}

/// Reads `source`; `marks` are the marks of containers at the start of its lines.
pub(super) fn read(source: &str, marks: &[Span], kinds: &mut ByteKinds) -> Vec<ProseLink> {
    let bytes = as_read(source, marks);
    let mut scan = Scan {
        source,
        bytes: &bytes,
        kinds,
        at: 0,
        ticks: Ticks::default(),
        ends: html::TagEnds::default(),
        brackets: OpenBrackets::default(),
        emphasis: Emphasis::default(),
    };
    while scan.step().is_some() {}
    scan.emphasis.settle(0, scan.kinds);
    scan.brackets.links()
}

/// The bytes of `source` with blanks where a container has its marks, and line ends of one sort.
fn as_read<'t>(source: &'t str, marks: &[Span]) -> Cow<'t, [u8]> {
    let mut bytes = Cow::Borrowed(source.as_bytes());
    if memchr::memchr(b'\r', source.as_bytes()).is_some() {
        let all = bytes.to_mut();
        for at in 0..all.len() {
            let is_before_line_feed = all.get(at + 1) == Some(&b'\n');
            if let Some(byte @ b'\r') = all.get_mut(at) {
                *byte = if is_before_line_feed { b' ' } else { b'\n' };
            }
        }
    }
    for mark in marks {
        if let Some(part) = bytes.to_mut().get_mut(mark.start..mark.end) {
            part.fill(b' ');
        }
    }
    bytes
}

struct Scan<'t, 'k> {
    source: &'t str,
    bytes: &'t [u8],
    kinds: &'k mut ByteKinds,
    at: usize,
    ticks: Ticks,
    ends: html::TagEnds,
    brackets: OpenBrackets,
    emphasis: Emphasis,
}

impl Scan<'_, '_> {
    /// Goes to the next byte that may begin markup, and reads what it begins; `None` at the end.
    fn step(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        self.at += rest.iter().position(|&byte| is_special(byte) || matches!(byte, b'!' | b']'))?;
        self.at = match self.byte(self.at)? {
            b'\\' => self.backslash(),
            b'`' => self.code(),
            b'<' => self.angle(),
            b'&' => self.entity(),
            b'*' | b'_' | b'~' => self.emphasis.run(self.source, self.bytes, self.at),
            b'!' if self.byte(self.at + 1) == Some(b'[') => {
                self.brackets.open(self.at, true, self.emphasis.len());
                self.at + 2
            }
            b'[' => {
                self.brackets.open(self.at, false, self.emphasis.len());
                self.at + 1
            }
            b']' => self.brackets.close(self.source, self.bytes, self.at, self.kinds, &mut self.emphasis),
            _ => self.at + 1,
        };
        Some(())
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn backslash(&mut self) -> usize {
        if !self.byte(self.at + 1).is_some_and(|byte| byte.is_ascii_punctuation()) {
            return self.at + 1;
        }
        self.kinds.fill(Span::new(self.at, self.at + 1), PieceKind::Mark);
        self.at + 2
    }

    /// Code between marks of the same length, which are part of nothing else.
    fn code(&mut self) -> usize {
        let from = self.at + run_length(self.bytes, self.at);
        let n_marks = from - self.at;
        let Some(to) = self.ticks.closing(self.bytes, from, n_marks) else { return from };
        let mut inside = Span::new(from, to);
        let words = self.bytes.get(from..to).unwrap_or_default();
        // One blank at both ends is no part of it, as in ``` `` `x` `` ```.
        let is_padded = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b' ' | b'\n'));
        let is_word = |byte: &u8| !matches!(byte, b' ' | b'\n');
        if words.len() > 2 && is_padded(words.first()) && is_padded(words.last()) && words.iter().any(is_word)
        {
            inside = Span::new(from + 1, to - 1);
        }
        self.kinds.fill(Span::new(self.at, to + n_marks), PieceKind::Mark);
        self.kinds.fill(inside, PieceKind::Code);
        to + n_marks
    }

    /// An address or a tag.
    fn angle(&mut self) -> usize {
        if let Some(end) = html::address(self.bytes, self.at) {
            self.kinds.fill(Span::new(self.at, end), PieceKind::Mark);
            self.kinds.fill(Span::new(self.at + 1, end - 1), PieceKind::Address);
            return end;
        }
        let Some(end) = self.ends.tag(self.bytes, self.at) else { return self.at + 1 };
        let span = Span::new(self.at, end);
        let name = span.of(self.source).trim_matches(['<', '>', '/', ' ']);
        let kind = if name.eq_ignore_ascii_case("br") { PieceKind::Break } else { PieceKind::Mark };
        self.kinds.fill(span, kind);
        end
    }

    /// Of the entities only the blank that joins is told from its letters.
    fn entity(&mut self) -> usize {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let blank = ["&nbsp;", "&#160;", "&#xA0;", "&#xa0;"].into_iter().find(|it| rest.starts_with(it));
        let Some(blank) = blank else { return self.at + 1 };
        let end = self.at + blank.len();
        self.kinds.fill(Span::new(self.at, end), PieceKind::Break);
        end
    }
}

/// How many times the byte at `at` stands there.
pub(super) fn run_length(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take_while(|byte| Some(*byte) == rest.first()).count()
}

/// Longer marks than this are none.
const MOST_TICKS: usize = 80;

/// Where marks of code stand, found once.
#[derive(Default)]
struct Ticks {
    /// For each length, the last place where marks of it stand that was seen.
    seen: Vec<usize>,
    /// Up to here the text was looked through.
    upto: usize,
}

impl Ticks {
    /// The first marks of this length at or behind `from`.
    fn closing(&mut self, bytes: &[u8], from: usize, length: usize) -> Option<usize> {
        if length > MOST_TICKS {
            return None;
        }
        let last = self.seen.get(length).copied().unwrap_or_default();
        if self.upto == bytes.len() && last < from {
            return None;
        }
        let mut at = from;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'`', rest)) {
            let start = at + found;
            let n = run_length(bytes, start);
            at = start + n;
            if n <= MOST_TICKS {
                self.seen.resize(self.seen.len().max(n + 1), 0);
                if let Some(seen) = self.seen.get_mut(n) {
                    *seen = start.max(*seen);
                }
            }
            if n == length {
                return Some(start);
            }
        }
        self.upto = bytes.len();
        None
    }
}
