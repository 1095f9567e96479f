//! The text, as a rope that speaks bytes and positions.

use std::borrow::Cow;

use ropey::Rope;

use crate::{Encoding, Position, Span};

/// A text of any size. Cloning is cheap and shares what is alike. Offsets beyond the end are cut to it, and
/// offsets inside a character go to its start: nothing here panics.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// From a string.
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines; a text that ends with a line break has an empty last one.
    pub fn n_lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The nearest character boundary at or before `offset`.
    pub fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.len());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }

    /// What `span` covers, cut to the text; borrowed where it lies in one piece of the rope.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let (start, end) = (self.floor(span.start), self.floor(span.end));
        self.rope.get_byte_slice(start..end.max(start)).map_or(Cow::Borrowed(""), Cow::from)
    }

    /// The line (from 0) in which `offset` lies.
    pub fn line_of(&self, offset: usize) -> usize {
        self.rope.byte_to_line(offset.min(self.len()))
    }

    /// The bytes of a line, its line break included; empty at the end for lines that are not there.
    pub fn line_span(&self, line: usize) -> Span {
        let start = |line: usize| self.rope.line_to_byte(line.min(self.rope.len_lines()));
        Span::new(start(line), start(line + 1))
    }

    /// `span` without the blanks and line breaks at its end.
    pub fn trimmed(&self, span: Span) -> Span {
        const PIECE: usize = 256;
        let mut end = self.floor(span.end);
        while end > span.start {
            let start = self.floor(end.saturating_sub(PIECE).max(span.start));
            let words = self.slice(Span::new(start, end)).trim_end().len();
            if words > 0 {
                return Span::new(span.start, start + words);
            }
            end = start;
        }
        Span::empty(span.start)
    }

    /// `new_text` in place of `span`.
    pub fn replace(&mut self, span: Span, new_text: &str) {
        let start = self.rope.byte_to_char(span.start.min(self.len()));
        let end = self.rope.byte_to_char(span.end.min(self.len()));
        self.rope.remove(start..end.max(start));
        self.rope.insert(start, new_text);
    }

    /// Where `offset` is, as an editor counts.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        self.position_in_chunk(offset, encoding).unwrap_or_else(|| self.position_by_lines(offset, encoding))
    }

    /// The quick way, where the line begins in the piece of the rope that holds `offset`: lists of findings
    /// ask for hundreds of positions at each key, and each way down the rope costs.
    fn position_in_chunk(&self, offset: usize, encoding: Encoding) -> Option<Position> {
        let offset = offset.min(self.len());
        let (chunk, chunk_start, _, first_line) = self.rope.chunk_at_byte(offset);
        let before = chunk.get(..offset.checked_sub(chunk_start)?)?;
        let line_start = memchr::memrchr2(b'\n', b'\r', before.as_bytes())? + 1;
        // Between the two halves of a CRLF the line has not ended yet.
        if before.ends_with('\r') && chunk.as_bytes().get(before.len()) == Some(&b'\n') {
            return None;
        }
        let words = before.get(line_start..)?;
        let character = match encoding {
            Encoding::Utf8 => words.len(),
            Encoding::Utf16 => words.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => words.chars().count(),
        };
        let line = match memchr::memchr(b'\r', before.as_bytes()) {
            None => first_line + memchr::memchr_iter(b'\n', before.as_bytes()).count(),
            Some(_) => self.rope.byte_to_line(offset),
        };
        Some(Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            character: u32::try_from(character).unwrap_or(u32::MAX),
        })
    }

    fn position_by_lines(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.rope.byte_to_line(offset);
        let line_start = self.rope.line_to_byte(line);
        let character = match encoding {
            Encoding::Utf8 => offset - line_start,
            Encoding::Utf32 => self.rope.byte_to_char(offset) - self.rope.byte_to_char(line_start),
            Encoding::Utf16 => {
                let unit = |byte| self.rope.char_to_utf16_cu(self.rope.byte_to_char(byte));
                unit(offset) - unit(line_start)
            }
        };
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            character: u32::try_from(character).unwrap_or(u32::MAX),
        }
    }

    /// The byte at a position; beyond the end of a line it is the line's end before its line break, beyond
    /// the last line the end of the text, inside a character that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let span = self.line_span(line);
        let Some(slice) = self.rope.get_byte_slice(span.start..span.end) else { return span.start };
        let mut line_end = slice.len_chars();
        while line_end > 0 && matches!(slice.get_char(line_end - 1), Some('\n' | '\r')) {
            line_end -= 1;
        }
        let character = position.character as usize;
        let chars = match encoding {
            Encoding::Utf8 => slice.byte_to_char(character.min(slice.len_bytes())),
            Encoding::Utf16 => slice.utf16_cu_to_char(character.min(slice.len_utf16_cu())),
            Encoding::Utf32 => character,
        };
        span.start + slice.char_to_byte(chars.min(line_end))
    }

    /// The text in pieces, in order.
    pub fn chunks(&self) -> impl Iterator<Item = &str> {
        self.rope.chunks()
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test says so by failing")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PIECES: &[&str] = &[
        "a", "é", "🔥", "\n", "\r\n", "\r", "\t", "\u{2028}", "\u{b}", "\u{85}", "word ", "", "\0",
        "e\u{301}",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(0..PIECES.len(), 0..60)
            .prop_map(|pieces| pieces.into_iter().map(|index| PIECES[index]).collect())
    }

    /// The lines of the model: where each starts, and its text without the line break.
    fn model_lines(text: &str) -> Vec<(usize, &str)> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let length =
                if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
            if length == 0 {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
            lines.push((start, &text[start..at]));
            at += length;
            start = at;
        }
        lines.push((start, &text[start..]));
        lines
    }

    fn width(text: &str, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
            Encoding::Utf32 => text.chars().count(),
        }
    }

    proptest! {
        #[test]
        fn blanks_at_the_end_are_left_out(words in "[a é]{0,4}", blanks in prop::sample::select(vec!["", " ", "\n", "\r\n", "\u{2003}\t"]), n in 0..300_usize, from in 0..4_usize) {
            let text = format!("{words}{}", blanks.repeat(n));
            let rope = Text::new(&text);
            let start = rope.floor(from);
            let kept = text[start..].trim_end().len();
            prop_assert_eq!(rope.trimmed(Span { start, end: text.len() + 9 }), Span { start, end: start + kept });
        }

        #[test]
        fn positions_agree_with_a_string(text in text()) {
            let rope = Text::new(&text);
            let lines = model_lines(&text);
            prop_assert_eq!(rope.n_lines(), lines.len());
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                for (number, (start, line)) in lines.iter().enumerate() {
                    for (at, _) in line.char_indices().chain([(line.len(), ' ')]) {
                        let position = Position {
                            line: u32::try_from(number).unwrap(),
                            character: u32::try_from(width(&line[..at], encoding)).unwrap(),
                        };
                        prop_assert_eq!(rope.position(start + at, encoding), position);
                        prop_assert_eq!(rope.offset(position, encoding), start + at);
                    }
                    let beyond = Position { line: u32::try_from(number).unwrap(), character: u32::MAX };
                    prop_assert_eq!(rope.offset(beyond, encoding), start + line.len());
                }
                prop_assert_eq!(rope.offset(Position { line: u32::MAX, character: 0 }, encoding), text.len());
            }
        }

        #[test]
        fn any_offsets_and_positions_are_survived(text in text(), from in 0..200_usize, to in 0..200_usize, line in 0..80_u32, character in 0..80_u32) {
            let mut rope = Text::new(&text);
            prop_assert!(text.is_char_boundary(rope.floor(from)));
            prop_assert!(text.get(rope.line_span(from).start..rope.line_span(from).end).is_some());
            let start = rope.floor(from);
            let end = rope.floor(to).max(start);
            prop_assert_eq!(&*rope.slice(Span { start, end }), &text[start..end]);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let offset = rope.offset(Position { line, character }, encoding);
                prop_assert!(text.is_char_boundary(offset));
            }
            let mut model = text.clone();
            model.replace_range(start..end, "é\r");
            rope.replace(Span { start: from, end: to.max(from) }, "é\r");
            prop_assert_eq!(rope.to_string(), model);
        }
    }
}
