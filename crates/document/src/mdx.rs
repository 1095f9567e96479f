//! MDX: what in a text belongs to components and is no prose. `import` and `export`, `{/* comments */}`, tags.
//!
//! The grammars know plain Markdown. So what stands on lines of its own is handed to the block grammar in the dress of
//! an HTML instruction (`<? … ?>`), byte for byte at its place, and what stands among words is blanked out for the
//! inline grammar. Only `.mdx` files are read so: elsewhere a brace is a brace.

use crate::Span;
use crate::lines::{Line, is_blank, line_at, lines};
use crate::state::HtmlEnd;

/// What begins and ends an HTML instruction.
const OPENER: [u8; 2] = *b"<?";
const CLOSER: [u8; 2] = *b"?>";

/// A tag that is longer is none.
const LONGEST_TAG: usize = 4 << 10;

/// What begins a line and ends with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Flow {
    /// Behind its last byte; `None` where it is a comment that goes on beyond the text.
    end: Option<usize>,
}

/// Dresses up what is no Markdown in `out`, which holds `text` as the block grammar is to see it. `free` says that
/// nothing is open where it begins.
pub(crate) fn for_blocks(text: &str, free: bool, out: &mut [u8]) {
    let (mut at, mut free) = (0, free);
    let mut fence: Option<(u8, usize)> = None;
    while let Some(line) = line_at(text, at) {
        at = line.next;
        let words = line.of(text);
        let inner = words.trim_start_matches([' ', '\t', '>']);
        if let Some((marker, length)) = fence {
            let run = inner.bytes().take_while(|byte| *byte == marker).count();
            if run >= length && is_blank(inner.get(run..).unwrap_or_default()) {
                fence = None;
            }
            free = false;
            continue;
        }
        fence = opens_fence(words);
        let start = line.end - inner.len();
        let flow = if fence.is_none() { flow_at(text, start, free && start == line.start) } else { None };
        free = flow.is_some() || is_blank(words);
        if let Some(flow) = flow {
            let end = flow.end.unwrap_or(text.len());
            dress(Span::new(start, end), flow.end.is_some(), out);
            at = line_at(text, end).map_or(end, |line| line.next);
        }
    }
}

/// What ends the HTML block that was made of this; `None` where it has ended.
pub(crate) fn end_of(html: &str) -> Option<HtmlEnd> {
    match flow_at(html, 0, true) {
        Some(Flow { end: Some(_) }) => None,
        Some(Flow { end: None }) => Some(HtmlEnd::MdxComment),
        None => Some(HtmlEnd::of(html)),
    }
}

/// Whether a line at the start of a group begins `import` or `export`.
pub(crate) fn begins_module(line: &str) -> bool {
    let Some((word, rest)) = line.split_once([' ', '\t', '{', '*', '"', '\'']) else { return false };
    let behind = line.get(word.len()..).unwrap_or_default().trim_start();
    match word {
        "import" => is_import(behind, rest),
        "export" => {
            let next: String = behind.chars().take_while(char::is_ascii_alphanumeric).collect();
            behind.starts_with(['{', '*']) || DECLARES.contains(&next.as_str()) && behind.len() > next.len()
        }
        _ => false,
    }
}

/// What `export` declares.
const DECLARES: [&str; 10] =
    ["const", "let", "var", "function", "class", "default", "async", "type", "interface", "enum"];

/// `import x from 'y'`, `import {x} from`, `import * as x`, `import 'y'`; not “import jobs were late”.
fn is_import(behind: &str, rest: &str) -> bool {
    let quoted = |text: &str| text.trim_start().starts_with(['"', '\'']);
    behind.starts_with(['{', '*'])
        || quoted(behind)
        || rest.split_once(" from").is_some_and(|(_, path)| quoted(path))
}

/// Whether `text` begins with a comment.
pub(crate) fn begins_comment(text: &str) -> bool {
    comment_at(text, 0).is_some()
}

/// The comments and tags among words, outside code.
pub(crate) fn inline_marks(source: &str) -> Vec<Span> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) =
        source.get(at..).and_then(|rest| rest.find(['`', '{', '<'])).map(|found| at + found)
    {
        at = found + 1;
        let before = source.get(..found).unwrap_or_default();
        if (before.len() - before.trim_end_matches('\\').len()) % 2 == 1 {
            continue;
        }
        match source.as_bytes().get(found) {
            Some(b'`') => at = behind_code(source, found),
            Some(b'{') => match comment_at(source, found) {
                Some(Flow { end: Some(end) }) => {
                    marks.push(Span::new(found, end));
                    at = end;
                }
                // Nothing behind it is closed either.
                Some(Flow { end: None }) => break,
                None => {}
            },
            _ => {
                // `<br>` is a break, which the grammar knows.
                let is_break =
                    source.get(found + 1..found + 3).is_some_and(|name| name.eq_ignore_ascii_case("br"));
                if let Some(end) = tag_at(source, found).filter(|_| !is_break) {
                    marks.push(Span::new(found, end));
                    at = end;
                }
            }
        }
    }
    marks
}

/// Behind the code span that begins at `at`, or behind its marks where nothing closes it.
fn behind_code(source: &str, at: usize) -> usize {
    let run = |from: usize| source.bytes().skip(from).take_while(|byte| *byte == b'`').count();
    let n_marks = run(at);
    let mut from = at + n_marks;
    while let Some(found) = source.get(from..).and_then(|rest| rest.find('`')).map(|found| from + found) {
        let closing = run(found);
        from = found + closing;
        if closing == n_marks {
            return from;
        }
    }
    at + n_marks
}

/// `<?` and `?>` at the ends, and nothing inside that would end it earlier.
fn dress(span: Span, is_closed: bool, out: &mut [u8]) {
    let Some(bytes) = out.get_mut(span.start..span.end) else { return };
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    if bytes.len() < OPENER.len() + CLOSER.len() || bytes.iter().take(OPENER.len()).any(is_break) {
        return;
    }
    bytes.iter_mut().filter(|byte| **byte == b'>').for_each(|byte| *byte = b' ');
    bytes.iter_mut().zip(OPENER).for_each(|(to, from)| *to = from);
    if is_closed {
        // Where the last line is one byte, the break before it goes; both lines are of the same block.
        bytes.iter_mut().rev().zip(CLOSER.into_iter().rev()).for_each(|(to, from)| *to = from);
    }
}

/// What stands on lines of its own from `at` on, which is the first byte of a line that is no blank.
fn flow_at(text: &str, at: usize, free: bool) -> Option<Flow> {
    let ends_line = |end: usize| {
        let rest = text.get(end..).unwrap_or_default();
        is_blank(rest.split(['\n', '\r']).next().unwrap_or_default())
    };
    match text.as_bytes().get(at)? {
        b'{' => comment_at(text, at).filter(|flow| flow.end.is_none_or(ends_line)),
        b'<' => {
            let mut end = component_at(text, at)?;
            while !ends_line(end) {
                let rest = text.get(end..)?;
                end = tag_at(text, end + rest.len() - rest.trim_start_matches([' ', '\t']).len())?;
            }
            Some(Flow { end: Some(end) })
        }
        b'i' | b'e' if free => {
            let line = line_at(text, at)?;
            begins_module(line.of(text)).then(|| Flow { end: Some(module_end(text, line)) })
        }
        _ => None,
    }
}

/// A module's lines go on to an empty one, and over it where what follows is indented or closes something.
fn module_end(text: &str, first: Line) -> usize {
    let mut end = first.end;
    let mut after_blank = false;
    for line in lines(text, first.next) {
        let words = line.of(text);
        if is_blank(words) {
            after_blank = true;
            continue;
        }
        let goes_on = words.starts_with([' ', '\t', '}', ')', ']']);
        if (after_blank && !goes_on) || opens_fence(words).is_some() {
            break;
        }
        end = line.start + words.trim_end().len();
        after_blank = false;
    }
    end.max(first.start + first.of(text).trim_end().len())
}

/// `{/* … */}`, blanks inside the braces allowed.
fn comment_at(text: &str, at: usize) -> Option<Flow> {
    let inside = text.get(at..)?.strip_prefix('{')?;
    let words = inside.trim_start().strip_prefix("/*")?;
    let Some(close) = words.find("*/") else { return Some(Flow { end: None }) };
    let behind = words.get(close + 2..)?.trim_start().strip_prefix('}')?;
    Some(Flow { end: Some(text.len() - behind.len()) })
}

/// A tag of a component: its name begins with a capital or has a dot in it. Shorter ones are HTML to the grammar.
fn component_at(text: &str, at: usize) -> Option<usize> {
    let name = text.get(at + 1..)?.trim_start_matches('/');
    let end = name.find(|c: char| !is_of_name(c)).unwrap_or(name.len());
    let name = name.get(..end)?;
    let is_component =
        name.len() > 1 && (name.starts_with(|c: char| c.is_ascii_uppercase()) || name.contains('.'));
    if is_component { tag_at(text, at) } else { None }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.' | '-' | ':')
}

/// The end of the tag at `at`: `<Note kind={["a", "b"]}>`, `</Note>`, `<Graph {...props} />`, `<>`.
fn tag_at(text: &str, at: usize) -> Option<usize> {
    let limit = (at + LONGEST_TAG).min(text.len());
    let bytes = text.as_bytes().get(..limit)?;
    let mut tag = Tag { bytes, at: at + 1 };
    if bytes.get(at) != Some(&b'<') {
        return None;
    }
    tag.skip(|byte| byte == b'/', 1);
    if tag.peek().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':' | b'$')) {
        return None;
    }
    let is_named = tag.skip(|byte| is_of_name(char::from(byte)), usize::MAX) > 0;
    if !is_named {
        return (tag.peek() == Some(b'>')).then_some(tag.at + 1);
    }
    loop {
        let n_blanks = tag.skip(|byte| byte.is_ascii_whitespace(), usize::MAX);
        match tag.peek()? {
            b'>' => return Some(tag.at + 1),
            b'/' if bytes.get(tag.at + 1) == Some(&b'>') => return Some(tag.at + 2),
            b'{' if n_blanks > 0 => tag.braces()?,
            byte if n_blanks > 0 && is_of_name(char::from(byte)) => tag.attribute()?,
            _ => return None,
        }
    }
}

struct Tag<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Tag<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes over at most `most` bytes of a kind; how many there were.
    fn skip(&mut self, is: impl Fn(u8) -> bool, most: usize) -> usize {
        let n_bytes = self.bytes.iter().skip(self.at).take(most).take_while(|byte| is(**byte)).count();
        self.at += n_bytes;
        n_bytes
    }

    fn attribute(&mut self) -> Option<()> {
        self.skip(|byte| is_of_name(char::from(byte)), usize::MAX);
        if self.peek()? != b'=' {
            return Some(());
        }
        self.at += 1;
        match self.peek()? {
            b'{' => self.braces(),
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => {
                let is_plain = |byte: u8| !byte.is_ascii_whitespace() && !b"\"'=<>`{}".contains(&byte);
                (self.skip(is_plain, usize::MAX) > 0).then_some(())
            }
        }
    }

    fn quoted(&mut self, quote: u8) -> Option<()> {
        self.at += 1;
        self.skip(|byte| byte != quote, usize::MAX);
        self.peek()?;
        self.at += 1;
        Some(())
    }

    /// To the brace that closes the one here; those in quotes do not count.
    fn braces(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                quote @ (b'"' | b'\'' | b'`') => {
                    self.quoted(quote)?;
                    continue;
                }
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }
}

/// The mark of a fence that a line opens, in a list or a quote too, and how often it stands there.
fn opens_fence(line: &str) -> Option<(u8, usize)> {
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')');
    let rest = line.trim_start_matches(is_mark);
    let marker = *rest.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|byte| *byte == marker).count();
    let info = rest.get(length..).unwrap_or_default();
    (length >= 3 && !(marker == b'`' && info.contains('`'))).then_some((marker, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut out = text.as_bytes().to_vec();
        for_blocks(text, true, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn what_stands_on_lines_of_its_own_is_dressed_as_html() {
        check("import A from './a'\n\nWhy?\n", "<?port A from './?>\n\nWhy?\n");
        check(
            "export const a = {\n  b: 1,\n\n  c: () => 2,\n}\n\nWhy?\n",
            "<?port const a = {\n  b: 1,\n\n  c: () =  2,?>\n\nWhy?\n",
        );
        check("Why?\n{/* why > how */}\nHow?\n", "Why?\n<?* why   how *?>\nHow?\n");
        check("{/* a\n\nb */}\nc\n", "<?* a\n\nb *?>\nc\n");
        check("> {/* a */}\n", "> <?* a *?>\n");
        check("<Note kind={() => 1}>\nWhy?\n</Note>\n", "<?ote kind={() =  1?>\nWhy?\n<?Not?>\n");
        check("<Graph\n  of=\"errors\"\n/>\n", "<?raph\n  of=\"errors\"\n?>\n");
        check("<Tabs><Tab a>\n", "<?abs <Tab ?>\n");
        check("{/* open\n\nx > y\n", "<?* open\n\nx   y\n");
    }

    #[test]
    fn what_only_looks_like_it_keeps_its_bytes() {
        for text in [
            "import jobs were late from five on\n",
            "export of orders stopped\n",
            "exporting const\n",
            "Why?\nimport a from 'b'\n",
            "{/* a */} why\n",
            "{ a: 1 }\n",
            "{% raw %}\n",
            "<div>\n",
            "<https://a.example>\n",
            "<Ana said so\n",
            "```mdx\n{/* a */}\n\nimport a from 'b'\n<Note>\n```\n",
            "- ```\n  {/* a */}\n  ```\n",
            "a < b > c\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn among_words_comments_and_tags_are_found_outside_code() {
        let found = |source: &str| {
            inline_marks(source).into_iter().map(|span| span.of(source).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("a {/* b */} c"), ["{/* b */}"]);
        assert_eq!(
            found("a { /* b\nc */ } <B x={1}>d</B> <>e</>"),
            ["{ /* b\nc */ }", "<B x={1}>", "</B>", "<>", "</>"]
        );
        assert_eq!(found("`{/* b */}` ``<B>`` \\{/* c */} {d} <br/> a < b > c <https://x.y>"), [""; 0]);
        assert_eq!(found("{/* open"), [""; 0]);
    }

    #[test]
    fn a_long_run_of_openers_takes_no_time_to_speak_of() {
        let started = std::time::Instant::now();
        for text in ["<A \"", "{/*", "`", "``` ` ", "<A x='", "{ /* x */ y"] {
            inline_marks(&text.repeat(20_000));
            let text = format!("{text}\n").repeat(20_000);
            for_blocks(&text, true, &mut text.as_bytes().to_vec());
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
    }
}
