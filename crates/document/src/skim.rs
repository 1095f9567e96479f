//! A scan that reads the plainest Markdown without the grammar: headings, paragraphs, tables, lists of the usual
//! shape, quotes of one paragraph, closed fences. Most lines of most reviews are no more than that, and
//! scanning them takes a fiftieth of the time.
//!
//! It reads group by group (a group ends with an empty line and begins at column 0, so nothing is open
//! between two). Before a group with a line that it is not sure of it stops: that one is the grammar's. What it
//! reads, the grammar reads alike; a test holds the two against each other.

use crate::build::{Build, without_break};
use crate::lines::{Line, is_blank, line_at, lines};
use crate::state::Open;
use crate::{BlockKind, Flavour, Span, mdx};

/// Deeper lists are left to the grammar.
const DEEPEST: usize = 8;

/// Reads groups from `at` on; gives where it stopped: the end of the text or the start of a group.
pub(crate) fn read(build: &mut Build<'_>, at: usize) -> usize {
    let text = build.text;
    let mut at = at;
    while at < text.len() {
        let (n_blocks, n_marks, last) = (build.blocks.len(), build.marks.len(), build.last);
        let mut skim = Skim { build, rows: Vec::new(), levels: Vec::new(), in_quote: false };
        match skim.group(at) {
            Some(next) => at = next,
            None => {
                build.blocks.truncate(n_blocks);
                build.marks.truncate(n_marks);
                build.items.clear();
                (build.lists, build.quotes, build.last) = (0, 0, last);
                return at;
            }
        }
    }
    at
}

/// One group.
struct Skim<'t, 'b> {
    build: &'b mut Build<'t>,
    /// The lines of the paragraph that is being read, without the marks in front.
    rows: Vec<Span>,
    /// The items around: the columns of their marks and of their words.
    levels: Vec<(usize, usize)>,
    in_quote: bool,
}

/// What a line begins with, where that is plain.
enum Start {
    Words,
    Heading { n_marks: usize },
    Bullet,
    Ordered { n_digits: usize },
    Quote,
    Fence { marker: u8, length: usize },
    Underline { level: u8 },
}

impl Skim<'_, '_> {
    /// Reads a group and the empty lines behind it; `None` where something is not plain.
    fn group(&mut self, start: usize) -> Option<usize> {
        let text = self.build.text;
        let mut at = start;
        if self.build.flavour == Flavour::Mdx
            && line_at(text, start).is_some_and(|line| mdx::begins_module(line.of(text)))
        {
            return None;
        }
        while let Some(line) = line_at(text, at) {
            let words = line.of(text);
            if is_blank(words) {
                self.end_all();
                let is_blank_line = |line: &Line| is_blank(line.of(text));
                let next = lines(text, line.next)
                    .find(|line| !is_blank_line(line))
                    .map_or(text.len(), |line| line.start);
                // Indentation behind an empty line may go on with an item, or be code.
                let is_indented = text.as_bytes().get(next).is_some_and(|byte| matches!(byte, b' ' | b'\t'));
                return (!is_indented).then_some(next);
            }
            if words.bytes().any(|byte| matches!(byte, 0 | b'\t' | 0x0b | 0x0c)) || line.next == line.end {
                return None;
            }
            if line.next == line.end + 1 && text.as_bytes().get(line.end) == Some(&b'\r') {
                return None;
            }
            at = self.line(line)?;
        }
        self.end_all();
        Some(text.len())
    }

    /// Reads a line (all lines of a fence); gives the next.
    fn line(&mut self, line: Line) -> Option<usize> {
        let words = line.of(self.build.text);
        let rest = words.trim_start_matches(' ');
        let indent = words.len() - rest.len();
        if indent == 0 && rest.starts_with('[') && rest.contains("]:") {
            return self.definition(line);
        }
        match start_of(rest)? {
            Start::Words if self.in_quote => return None,
            Start::Words => self.words(line, indent)?,
            Start::Underline { level: 2 }
                if indent == 0
                    && self.rows.is_empty()
                    && self.levels.is_empty()
                    && !self.in_quote
                    && words.starts_with("---") =>
            {
                self.build.push(BlockKind::ThematicBreak, line.start, line.end);
                self.build.last = Open::Nothing;
            }
            Start::Underline { level } => {
                if indent > 0 || self.rows.is_empty() || !self.levels.is_empty() || self.in_quote {
                    return None;
                }
                let rows = std::mem::take(&mut self.rows);
                let underline = Span::new(line.start, line.start + words.trim_end_matches(' ').len());
                self.build.last = self.build.paragraph_of(&rows, Some((underline, level)), Open::Nothing);
            }
            Start::Heading { n_marks } if indent == 0 => {
                self.end_all();
                self.build.atx_heading(Span::new(line.start, line.start + n_marks));
                self.build.last = Open::Nothing;
            }
            Start::Bullet => self.item(line, indent, 1)?,
            Start::Ordered { n_digits } => {
                // After a paragraph at the same level only some numbers begin a list: leave it to the grammar.
                let is_sibling = self.levels.iter().any(|&(mark, _)| mark == indent);
                if !self.rows.is_empty() && !is_sibling {
                    return None;
                }
                self.item(line, indent, n_digits + 1)?;
            }
            Start::Quote
                if indent == 0 && self.levels.is_empty() && (self.in_quote || self.rows.is_empty()) =>
            {
                let rest = words.strip_prefix("> ")?;
                if !matches!(start_of(rest)?, Start::Words) {
                    return None;
                }
                if !self.rows.is_empty() {
                    self.build.marks.push(Span::new(line.start, line.start + 2));
                }
                self.in_quote = true;
                self.build.quotes = 1;
                self.row(line, line.start + 2);
            }
            Start::Fence { marker, length } if indent == 0 => return self.fence(line, marker, length),
            _ => return None,
        }
        Some(line.next)
    }

    /// `[label]: address "title"` in one line, above an empty line or another of them.
    fn definition(&mut self, line: Line) -> Option<usize> {
        let text = self.build.text;
        let is_apart = |rest: &str| rest.is_empty() || rest.starts_with(['\n', '[']);
        if !self.rows.is_empty()
            || !self.levels.is_empty()
            || self.in_quote
            || !is_apart(text.get(line.next..)?)
        {
            return None;
        }
        let words = line.of(text);
        let (label, rest) = words.strip_prefix('[')?.split_once("]: ")?;
        let (address, title) =
            rest.split_once(' ').map_or((rest, None), |(address, title)| (address, Some(title)));
        let is_label = |byte: u8| !matches!(byte, b'[' | b']' | b'\\' | b'^' | b'&' | b'<');
        let is_address =
            |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'(' | b')' | b'\\' | b'&');
        let is_title = |title: &str| {
            let inside = title.strip_prefix('"').and_then(|inside| inside.strip_suffix('"'));
            inside.is_some_and(|inside| {
                !inside.is_empty() && inside.bytes().all(|byte| !matches!(byte, b'"' | b'\\' | b'&'))
            })
        };
        let is_plain = label.bytes().any(|byte| byte.is_ascii_alphanumeric())
            && label.bytes().all(is_label)
            && !address.is_empty()
            && address.bytes().all(is_address)
            && title.is_none_or(is_title);
        if !is_plain {
            return None;
        }
        let start = line.start + 1 + label.len() + "]: ".len();
        let label = Span::new(line.start + 1, line.start + 1 + label.len());
        let destination = Span::new(start, start + address.len());
        self.build.push(BlockKind::LinkDefinition { label, destination }, line.start, line.end);
        self.build.last = Open::Nothing;
        Some(line.next)
    }

    /// A line of a paragraph.
    fn words(&mut self, line: Line, indent: usize) -> Option<()> {
        let column = self.levels.last().map_or(0, |&(_, words)| words);
        if indent != column || (self.rows.is_empty() && column > 0) {
            return None;
        }
        if column > 0 {
            self.build.marks.push(Span::new(line.start, line.start + column));
        }
        self.row(line, line.start + column);
        Some(())
    }

    fn row(&mut self, line: Line, start: usize) {
        let words = Span::new(start, line.end).of(self.build.text);
        self.rows.push(Span::new(start, start + words.trim_end_matches(' ').len()));
    }

    /// An item whose mark takes `width` bytes, and the words behind it.
    fn item(&mut self, line: Line, indent: usize, width: usize) -> Option<()> {
        if self.in_quote {
            return None;
        }
        self.end_paragraph();
        let is_child = self.levels.last().is_none_or(|&(_, words)| words == indent);
        if is_child && (indent == 0) != self.levels.is_empty() {
            return None;
        }
        if !is_child {
            let sibling = self.levels.iter().position(|&(mark, _)| mark == indent)?;
            while self.levels.len() > sibling {
                self.end_level();
            }
        }
        if self.levels.len() >= DEEPEST {
            return None;
        }
        let start = line.start + indent;
        let mut words = start + width + 1;
        self.build.lists += 1;
        self.build.begin_item(start);
        self.build.marker(Span::new(start, start + width));
        self.levels.push((indent, indent + width + 1));
        let text = Span::new(words, line.end).of(self.build.text);
        if let Some((task, _)) =
            text.split_at_checked(4).filter(|(task, _)| matches!(*task, "[ ] " | "[x] " | "[X] "))
        {
            self.build.task(Span::new(words, words + 3), task != "[ ] ");
            words += 4;
        }
        match start_of(Span::new(words, line.end).of(self.build.text))? {
            Start::Words => self.row(line, words),
            _ => return None,
        }
        self.build.last = Open::Nothing;
        Some(())
    }

    /// A fence that is closed in this segment.
    fn fence(&mut self, opening: Line, marker: u8, length: usize) -> Option<usize> {
        let text = self.build.text;
        let length_needed = u32::try_from(length).ok()?;
        let closing = lines(text, opening.next)
            .find(|line| crate::read::closes_fence(line.of(text), marker, length_needed))?;
        let inside = Span::new(opening.next, closing.end).of(text);
        if inside.bytes().any(|byte| byte == b'\r') || !closing.of(text).bytes().all(|byte| byte == marker) {
            return None;
        }
        self.end_all();
        let content = Span::new(opening.next, without_break(text, closing.start).max(opening.next));
        self.build.push_with(BlockKind::Code, Span::new(opening.start, closing.end), content);
        self.build.last = Open::Nothing;
        Some(closing.next)
    }

    fn end_paragraph(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        let open = self.build.paragraph_of(&rows, None, Open::Nothing);
        self.build.last = if self.levels.is_empty() && !self.in_quote { open } else { Open::Nothing };
    }

    fn end_level(&mut self) {
        self.levels.pop();
        self.build.end_item();
        self.build.lists -= 1;
    }

    fn end_all(&mut self) {
        self.end_paragraph();
        while !self.levels.is_empty() {
            self.end_level();
        }
        self.in_quote = false;
        self.build.quotes = 0;
    }
}

/// Letters, dashes and signs beyond ASCII mean nothing to Markdown; some of the blanks there might.
fn is_beyond_markdown(first: char) -> bool {
    !first.is_ascii() && !first.is_whitespace() && !first.is_control() && first != '\u{feff}'
}

/// How a line begins behind its indentation; `None` where that is not plain.
fn start_of(line: &str) -> Option<Start> {
    let bytes = line.as_bytes();
    let n_digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_word = |at: usize| {
        let first = line.get(at..).and_then(|rest| rest.chars().next());
        first.is_some_and(|first| {
            first.is_ascii_alphanumeric() || "*_`[(\"!@$".contains(first) || is_beyond_markdown(first)
        })
    };
    match bytes {
        [0x80..=0xff, ..] => line.chars().next().is_some_and(is_beyond_markdown).then_some(Start::Words),
        [b'a'..=b'z' | b'A'..=b'Z' | b'(' | b'"' | b'|' | b'$' | b'@', ..] => Some(Start::Words),
        // Neither a task's box nor a link's definition.
        [b'[', ..] => {
            let (label, rest) = line.get(1..)?.split_once(']')?;
            let is_plain = !matches!(label, " " | "x" | "X" | "") && !label.contains(['[', '\\']);
            (is_plain && !rest.starts_with(':')).then_some(Start::Words)
        }
        [b'*', b'*', byte, ..] | [b'_', b'_', byte, ..] | [b'*' | b'_', byte, ..]
            if byte.is_ascii_alphanumeric() =>
        {
            Some(Start::Words)
        }
        [b'!', b'[', ..] => Some(Start::Words),
        [b'`', byte, ..] if *byte != b'`' => Some(Start::Words),
        [b'0'..=b'9', ..] => match bytes.get(n_digits..).unwrap_or_default() {
            [b'.' | b')', b' ', ..] if n_digits < 10 && is_word(n_digits + 2) => {
                Some(Start::Ordered { n_digits })
            }
            [b'.' | b')', byte, ..] if byte.is_ascii_alphanumeric() => Some(Start::Words),
            [b'.' | b')', ..] => None,
            _ => Some(Start::Words),
        },
        [b'-' | b'*' | b'+', b' ', ..] if is_word(2) => Some(Start::Bullet),
        [b'>', b' ', ..] if is_word(2) => Some(Start::Quote),
        [b'#', ..] => {
            let n_marks = bytes.iter().take_while(|byte| **byte == b'#').count();
            match bytes.get(n_marks..) {
                Some([b' ', byte, ..]) if n_marks <= 6 && *byte != b'#' && *byte != b' ' => {
                    Some(Start::Heading { n_marks })
                }
                _ => None,
            }
        }
        [marker @ (b'`' | b'~'), ..] => {
            let length = bytes.iter().take_while(|byte| *byte == marker).count();
            let info = bytes.get(length..).unwrap_or_default();
            let is_plain = info.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
            (length >= 3 && is_plain).then_some(Start::Fence { marker: *marker, length })
        }
        [b'=' | b'-', b'=' | b'-', ..] => {
            let line = line.trim_end_matches(' ');
            let level = if line.bytes().all(|byte| byte == b'=') { 1 } else { 2 };
            (level == 1 || line.bytes().all(|byte| byte == b'-')).then_some(Start::Underline { level })
        }
        _ => None,
    }
}
