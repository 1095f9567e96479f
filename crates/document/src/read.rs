//! Reads one segment into blocks.
//!
//! The block grammar reads what begins with nothing open. What an earlier segment left open is read here
//! line by line (the inside of a fence or of HTML is not looked into), or, for the rows of a table and the
//! lines of a paragraph, by putting a line in front that opens a paragraph for the grammar.

use crate::build::{Build, without_break};
use crate::front::{self, Front};
use crate::lines::{is_blank, line_at, lines, trim};
use crate::state::{Begin, HtmlEnd, Open};
use crate::{Block, BlockKind, Span, skim, tree};

/// What a segment holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// In the order of the text.
    pub blocks: Vec<Block>,
    /// The marks of quotes and lists (indentation too) at the start of the lines inside paragraphs, in order.
    pub marks: Vec<Span>,
    /// What is open at the end.
    pub end: Open,
}

/// Reads a segment.
pub(crate) fn read(text: &str, begin: Begin) -> Reading {
    read_with(text, begin, true)
}

/// `scan`: read what is plain without the grammar.
pub(crate) fn read_with(text: &str, begin: Begin, scan: bool) -> Reading {
    let mut build = Build::new(text, begin.flavour);
    let mut at = 0;
    let mut open = begin.open;
    if begin.inside_line && !matches!(open, Open::Fence { .. } | Open::Html(_)) {
        // The rest of a long line: words.
        let Some(line) = line_at(text, 0) else { return build.reading(open) };
        let (start, end) = trim(text, 0, line.end);
        if start < end {
            build.push_leaf(BlockKind::Paragraph, Span::new(start, end), Span::new(start, end));
        }
        at = line.next;
        if at == text.len() && line.end == line.next {
            return build.reading(open);
        }
    }
    if open == Open::Document {
        at = front::bom(text);
        open = Open::Nothing;
        if let Some(Front::Closed(front)) = front::find(text, true) {
            let content = Span::new(front.content_start, without_break(text, front.content_end));
            let kind = BlockKind::FrontMatter { syntax: front.syntax };
            let content =
                if content.start < front.content_end { content } else { Span::empty(front.content_start) };
            build.push_leaf(kind, Span::new(front.start, front.end), content);
            at = front.next;
        }
    }
    match open {
        Open::Fence { marker, length } => {
            let closing = lines(text, 0)
                .skip(usize::from(begin.inside_line))
                .find(|line| closes_fence(line.of(text), marker, length));
            let end = closing.map_or(text.len(), |line| line.end);
            let content_end = closing.map_or(text.len(), |line| line.start);
            let content = Span::new(0, without_break(text, content_end));
            build.push_leaf(BlockKind::Code, Span::new(0, without_break(text, end)), content);
            match closing {
                Some(line) => (at, open) = (line.next, Open::Nothing),
                None => at = text.len(),
            }
        }
        Open::Html(html_end) => {
            let last = lines(text, 0).find(|line| html_end.ends_on(line.of(text)));
            let end = last.map_or(text.len(), |line| line.end);
            let span = Span::new(0, without_break(text, end));
            if !span.is_empty() {
                build.push_leaf(BlockKind::Html, span, span);
            }
            match last {
                Some(line) => (at, open) = (line.next, Open::Nothing),
                None => at = text.len(),
            }
        }
        Open::Document | Open::Nothing | Open::Table | Open::Paragraph => {}
    }
    if at < text.len() {
        if scan && open == Open::Nothing {
            read_by_groups(&mut build, at);
        } else {
            tree::read(&mut build, Span::new(at, text.len()), open);
        }
        open = open_at_end(text, build.last);
    }
    build.reading(open)
}

/// Reads what begins with nothing open: plain groups by the scan, others by the grammar, and once one of them
/// leaves something open the rest as a whole.
fn read_by_groups(build: &mut Build<'_>, at: usize) {
    let text = build.text;
    let mut at = skim::read(build, at);
    while at < text.len() {
        let (n_blocks, n_marks) = (build.blocks.len(), build.marks.len());
        let end = group_end(text, at);
        tree::read(build, Span::new(at, end), Open::Nothing);
        if end < text.len() && !matches!(build.last, Open::Nothing | Open::Paragraph | Open::Table) {
            build.blocks.truncate(n_blocks);
            build.marks.truncate(n_marks);
            tree::read(build, Span::new(at, text.len()), Open::Nothing);
            return;
        }
        at = skim::read(build, end);
    }
}

/// Where the group that holds `at` ends: at a line at column 0 behind an empty one, to which no container
/// reaches.
fn group_end(text: &str, at: usize) -> usize {
    let mut after_blank = false;
    for line in lines(text, at) {
        let words = line.of(text);
        if after_blank && !words.starts_with([' ', '\t']) && !is_blank(words) {
            return line.start;
        }
        after_blank = is_blank(words);
    }
    text.len()
}

/// What the text leaves open, if `last` is what its last block does.
fn open_at_end(text: &str, last: Open) -> Open {
    let ends_inside_line = !text.ends_with(['\n', '\r']);
    let ends_blank = !ends_inside_line && {
        let line = without_break(text, text.len());
        let start = text.get(..line).and_then(|text| text.rfind(['\n', '\r'])).map_or(0, |found| found + 1);
        is_blank(text.get(start..).unwrap_or_default())
    };
    match last {
        Open::Fence { .. } => last,
        Open::Html(HtmlEnd::EmptyLine) | Open::Table | Open::Paragraph if ends_blank => Open::Nothing,
        Open::Nothing | Open::Document if ends_inside_line => Open::Paragraph,
        _ => last,
    }
}

pub(crate) fn closes_fence(line: &str, marker: u8, length: u32) -> bool {
    let rest = line.trim_start_matches(' ');
    let run = rest.bytes().take_while(|&byte| byte == marker).count();
    line.len() - rest.len() <= 3 && run >= length as usize && is_blank(rest.get(run..).unwrap_or_default())
}

impl Build<'_> {
    fn push_leaf(&mut self, kind: BlockKind, span: Span, content: Span) {
        self.blocks.push(Block { kind, span, content, item: None, quotes: 0 });
    }

    fn reading(self, end: Open) -> Reading {
        Reading { blocks: self.blocks, marks: self.marks, end }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::oracle::scan_and_grammar_agree;

    /// Lines that the scan reads, and some that it leaves to the grammar.
    const LINES: &[&str] = &[
        "",
        "",
        "",
        "Ana looked at it.",
        "10:32 **paged** ",
        "`a` b",
        "| a | b |",
        "|---|---|",
        "| 1 | |",
        "a | b",
        "--- | ---",
        "# T",
        "## T ##",
        "### C#",
        "####### no",
        "#",
        "#no",
        "===",
        "---",
        "-",
        "--",
        "= =",
        "----  ",
        "- a",
        "- [x] b",
        "- [ ]  c",
        "- [ ]",
        "- ",
        "-  a",
        "* a",
        "+ a",
        "* * *",
        "***",
        "1. a",
        "2. b",
        "10. c",
        "1) d",
        "2019. e",
        "3.5 f",
        "  - n",
        "  * n",
        "    - nn",
        "  more",
        "    more",
        "   1. o",
        "   more",
        "      more",
        " one",
        "  ",
        "   - odd",
        "> q",
        "> r",
        ">",
        "> - i",
        "> > s",
        ">t",
        "> ---",
        "> | a |",
        "> |---|",
        "> 1. x",
        "> 2. y",
        "```",
        "```rs",
        "````",
        "~~~",
        "``` a",
        "```a`b```",
        "<div>",
        "<!-- c -->",
        "<b>x</b>",
        "[a]: b",
        "[a]: http://x/y#z \"t u\"",
        "[a b-1]: ../x.md",
        "[a]: b c",
        "[a]: <b>",
        "[^a]: b",
        "[a]:b",
        "[ ]: b",
        "\"t\"",
        "![a](b.png)",
        "!a",
        "- ![a](b)",
        "- @a",
        "*a",
        "__a__ b",
        "_a* b",
        "[a](b)",
        "*a*",
        "_a_",
        "**",
        "**a",
        "\\# a",
        "é",
        "– a",
        "- é",
        "- “a”",
        "1. 🔥 a",
        "> é",
        "- \u{a0}x",
        "  é",
        "A\u{a0}",
        "\u{2028}x",
        "a\tb",
        "\ta",
        "- a | b",
        "  - | a |",
        "  |---|",
        "1. ```",
        "- # h",
        "- > q",
        "- - a",
        "- 1. a",
        "- `a`",
        "- **a**",
        "- *a*",
        "- (a)",
        "- [a](b)",
        "- [10:32] x",
        "[10:32] x",
        "[a] b",
        "[a]",
        "  - [1:2]: x",
        "- [x]y",
        "- [x",
        "- [a [b]] c",
        "[a\\] b]: c",
        "- [a]: b",
        "(a)",
        "\"a\"",
        "$5",
        "@ana",
        "a  ",
        "a\\",
        "+++",
        "---a",
        "-a",
        "=a",
        "12",
        "12.",
        "12. ",
        "1.a",
        "- 12",
        "- 1. ",
        "# ",
        "#  a",
        "# #",
        "# a #",
        "# a #b",
        "```  ",
        "~~~ x",
    ];

    fn text() -> impl Strategy<Value = String> {
        let line = prop_oneof![3 => 0..LINES.len(), 1 => 0..7_usize, 2 => 23..48_usize];
        (prop::collection::vec(line, 0..14), prop_oneof![9 => Just("\n"), 1 => Just("\r\n")], any::<bool>())
            .prop_map(|(lines, line_break, ends)| {
                let lines: Vec<&str> = lines.into_iter().map(|index| LINES[index]).collect();
                lines.join(line_break) + if ends { line_break } else { "" }
            })
    }

    proptest! {
        #[test]
        fn the_scan_and_the_grammar_agree(text in text()) {
            scan_and_grammar_agree(&text);
        }
    }
}
