//! The words of a piece of prose alone, where its dress is of the plainest: code between single marks,
//! emphasis around words, links to an address. Whoever looks for something in much text asks here first; what this is
//! not sure of is read by [`crate::Prose`]. A test holds the two against each other.

use std::borrow::Cow;

use crate::lines::is_space;

/// Behind emphasis, on the same line: what ends a word.
const ENDS_WORD: &[u8] = b".,:;!?)\"";

/// What [`Prose::plain`](crate::Prose::plain) reads in a source, byte for byte, where that can be told without parsing
/// it; `None` where it can't.
///
/// ```
/// use askhow_document::undress;
/// assert_eq!(undress("**Then** `api-7`\nwas [slow](x.md).").as_deref(), Some("Then api-7 was slow."));
/// assert_eq!(undress("x < y <b>z</b>"), None);
/// ```
pub fn undress(source: &str) -> Option<Cow<'_, str>> {
    let Some(first) = special(source, 0) else { return Some(Cow::Borrowed(source)) };
    let mut undressing =
        Undressing { source, kept: 0, at: first, plain: String::with_capacity(source.len()) };
    while let Some(at) = special(source, undressing.at) {
        undressing.at = at;
        undressing.step()?;
    }
    undressing.keep(source.len())?;
    Some(Cow::Owned(undressing.plain))
}

struct Undressing<'t> {
    source: &'t str,
    /// Up to here it is in `plain`.
    kept: usize,
    at: usize,
    plain: String,
}

impl<'t> Undressing<'t> {
    /// Reads what the special byte at `self.at` begins.
    fn step(&mut self) -> Option<()> {
        match self.byte(self.at)? {
            b'\n' | b'\r' => self.line_break(),
            b'`' => self.code(),
            mark @ (b'*' | b'_') => self.emphasis(mark),
            b'[' => self.brackets(),
            b'<' => self.address(),
            // `Q&A`, `~5 minutes`: nothing behind it closes it.
            b'&' if !self.rest(self.at)?.contains(';') => self.as_it_is(),
            b'~' if !self.rest(self.at + 1)?.contains('~') => self.as_it_is(),
            _ => None,
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn before(&self, at: usize) -> Option<u8> {
        self.byte(at.checked_sub(1)?)
    }

    fn rest(&self, at: usize) -> Option<&'t str> {
        self.source.get(at..)
    }

    /// Takes over what stands before `to`.
    fn keep(&mut self, to: usize) -> Option<()> {
        self.plain.push_str(self.source.get(self.kept..to)?);
        self.kept = to;
        Some(())
    }

    /// Takes over the words `from..to`, what stands before them and nothing of the marks around; goes on at `next`.
    fn keep_inside(&mut self, from: usize, to: usize, next: usize) -> Option<()> {
        self.keep(self.at)?;
        self.plain.push_str(self.source.get(from..to)?);
        self.kept = next;
        self.at = next;
        Some(())
    }

    fn as_it_is(&mut self) -> Option<()> {
        self.at += 1;
        Some(())
    }

    /// One space for the blanks around a break. The mark of a quote, an empty line or a lone CR is no plain one.
    fn line_break(&mut self) -> Option<()> {
        let bytes = self.source.as_bytes();
        let next = match (self.byte(self.at)?, self.byte(self.at + 1)) {
            (b'\n', _) => self.at + 1,
            (_, Some(b'\n')) => self.at + 2,
            _ => return None,
        };
        let behind = next + bytes.iter().skip(next).take_while(|&&byte| is_space(byte)).count();
        if matches!(self.byte(behind)?, b'\n' | b'\r' | b'>') {
            return None;
        }
        let words = self.source.get(self.kept..self.at)?;
        self.keep(self.kept + words.trim_end_matches([' ', '\t']).len())?;
        self.plain.push(' ');
        (self.kept, self.at) = (behind, behind);
        Some(())
    }

    /// `` `code` ``, on one line, with neither another mark nor a blank at its edges.
    fn code(&mut self) -> Option<()> {
        let from = self.at + 1;
        let length = self.rest(from)?.find(['`', '\n', '\r', '\\'])?;
        let to = from + length;
        let is_plain = length > 0
            && self.byte(to) == Some(b'`')
            && self.byte(to + 1) != Some(b'`')
            && !is_space(self.byte(from)?)
            && !is_space(self.byte(to - 1)?);
        if is_plain { self.keep_inside(from, to, to + 1) } else { None }
    }

    /// `*word*`, `**some words**`, `_word_`; the line in `snake_case` joins letters.
    fn emphasis(&mut self, mark: u8) -> Option<()> {
        let is_letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let is_plain = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic());
        if mark == b'_' && is_plain(self.before(self.at)) && is_plain(self.byte(self.at + 1)) {
            return self.as_it_is();
        }
        let n_marks = if mark == b'*' && self.byte(self.at + 1) == Some(mark) { 2 } else { 1 };
        let from = self.at + n_marks;
        if !self.before(self.at).is_none_or(|byte| is_blank(byte) || byte == b'(')
            || !is_letter(self.byte(from))
        {
            return None;
        }
        let to = special(self.source, from)?;
        let next = to + n_marks;
        let closes = self.rest(to)?.bytes().take_while(|byte| *byte == mark).count() == n_marks;
        let behind = self.byte(next);
        let has_digit =
            || self.source.get(from..to).is_none_or(|words| words.contains(|c: char| c.is_ascii_digit()));
        let is_plain = closes
            && self.before(to).is_some_and(|byte| byte.is_ascii_alphanumeric() || ENDS_WORD.contains(&byte))
            && (mark == b'*' || !has_digit())
            && behind.is_none_or(|byte| is_blank(byte) || ENDS_WORD.contains(&byte));
        if is_plain { self.keep_inside(from, to, next) } else { None }
    }

    /// `<https://example.com>`.
    fn address(&mut self) -> Option<()> {
        let from = self.at + 1;
        let length = self.rest(from)?.find('>')?;
        let address = self.source.get(from..from + length)?;
        let is_plain = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
            && address.bytes().all(is_of_address);
        if is_plain { self.keep_inside(from, from + length, from + length + 1) } else { None }
    }

    /// `[words](address)`; `[words]` alone keeps its brackets.
    fn brackets(&mut self) -> Option<()> {
        let from = self.at + 1;
        let length = self.rest(from)?.find(']')?;
        let to = from + length;
        let words = self.source.get(from..to)?;
        let is_plain = !words.is_empty()
            && !words.bytes().any(|byte| is_special(byte) || matches!(byte, b'!' | b'^'))
            && self.before(self.at) != Some(b'!');
        if !is_plain {
            return None;
        }
        match self.byte(to + 1) {
            Some(b'(') => {
                let inside = self.rest(to + 2)?;
                let length = inside.find(')')?;
                let address = inside.get(..length)?;
                let is_plain = !address.is_empty() && address.bytes().all(is_of_address);
                if is_plain { self.keep_inside(from, to, to + 2 + length + 1) } else { None }
            }
            Some(b'[' | b':') => None,
            _ => {
                self.at = to + 1;
                Some(())
            }
        }
    }
}

fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'(' | b'\\' | b'`' | b'"' | b'\'')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// What may be dress or a break.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'~' | b'\n' | b'\r')
}

fn special(source: &str, from: usize) -> Option<usize> {
    source.as_bytes().iter().skip(from).position(|byte| is_special(*byte)).map(|found| from + found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::oracle::undressed_as_it_is_read;

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        assert_eq!(undress(source).as_deref(), expected, "{source:?}");
        undressed_as_it_is_read(source);
    }

    #[test]
    fn words_in_plain_dress_are_read() {
        for (source, plain) in [
            ("", ""),
            ("The pool was full.", "The pool was full."),
            ("the `api-7` of *theirs*, **and that**: _so_", "the api-7 of theirs, and that: so"),
            ("a snake_case_name and _a name_", "a snake_case_name and a name"),
            ("see [the design](../a_b.md#x) and [it]", "see the design and [it]"),
            ("one  \ntwo\t\r\n  three [ ](x)\nfour", "one two three   four"),
            ("`a*b` & `c_d`", "a*b & c_d"),
            ("**So:** ~5 of Q&A at <https://a.b/c_d> (*yes*)", "So: ~5 of Q&A at https://a.b/c_d (yes)"),
        ] {
            check(source, Some(plain));
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_scan() {
        for source in [
            "a `b",
            "``a`` b",
            "` a`",
            "wh**y**",
            "*a",
            "a * b",
            "***a***",
            "![a](b)",
            "[a][b]",
            "[^1]",
            "[a](b c)",
            "<b>a</b>",
            "&nbsp;",
            "a\\*",
            "~~a~~",
            "a\n\nb",
            "a\n> b",
            "a\rb",
            "*a\nb*",
            "[a *b*](c)",
            "`a\nb`",
        ] {
            check(source, None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn any_dress_is_read_as_by_the_scan(
            parts in proptest::collection::vec(
                prop_oneof![
                    4 => proptest::sample::select(vec!["a", "why", "did it", "x1", "é", "日", "1", "the pool", "🙏"]),
                    4 => proptest::sample::select(vec![" ", " ", ". ", ", ", "\n", "\n  ", "  \n", "\r\n", "\t", ": ", "-", "\u{a0}"]),
                    4 => proptest::sample::select(vec![
                        "`", "``", "*", "**", "_", "__", "[", "]", "](x)", "](x_y*z)", "](https://x.y/?a=1&b=2)", "(", ")", "!", "<",
                        ">", "<b>", "&", "&amp;", "&nbsp;", "\\", "~", "~~", "$", "$5", "{", "}", "|", "\\|", "https://a_b.c/_d_", "\"", "'",
                        "^", "[^1]", ":", "#", "=", "[x] ", "@",
                    ]),
                    2 => proptest::sample::select(vec![
                        "`why`", "*why*", "**why not**", "_why_", "[why](x.md)", "[why]", "a_b", "*a*, ", "__all__", "`a_b*c`",
                        "`<b>`", "[a_b](c)", "**`a`**", "*it's*", "_x_.",
                    ]),
                ],
                0..14,
            )
        ) {
            undressed_as_it_is_read(&parts.concat());
        }

        #[test]
        fn whatever_is_in_the_dress_is_read_as_by_the_scan(
            parts in proptest::collection::vec(
                (
                    proptest::sample::select(vec![("", ""); 3].into_iter().chain([
                        ("`", "`"), ("*", "*"), ("**", "**"), ("_", "_"), ("[", "](x.md#a_b)"), ("<https://", ">"), ("~", ""), ("[", "]"),
                    ]).collect::<Vec<_>>()),
                    "[a-zA-Z0-9]{0,2}([-a-z0-9 /.:,;'\"()|%é—!?#@+=^{}$]|_){0,6}[a-zA-Z0-9]{0,2}",
                    proptest::sample::select(vec![" ", " ", ", ", ".\n", " (", ") ", "", ": "]),
                ),
                0..6,
            )
        ) {
            let part = |((open, close), words, behind): &((&str, &str), String, &str)| format!("{open}{words}{close}{behind}");
            undressed_as_it_is_read(&parts.iter().map(part).collect::<String>());
        }
    }
}
