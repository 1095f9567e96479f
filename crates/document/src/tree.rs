//! Blocks as the block grammar sees them.

use std::cell::RefCell;

use tree_sitter::{Node, Parser, Tree};

use crate::build::Build;
use crate::build::without_break;
use crate::lines::{line_at, lines, trim};
use crate::links::without;
use crate::state::{HtmlEnd, Open};
use crate::{BlockKind, Flavour, Span, mask, mdx};

thread_local! {
    static PARSER: RefCell<(Parser, Vec<u8>)> = RefCell::new((block_parser(), Vec::new()));
}

fn block_parser() -> Parser {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_md::LANGUAGE.into())
        .expect("both crates are pinned in the lock file to versions that fit");
    parser
}

/// Reads a part of the segment. `open` says what goes on at its start: a table, a paragraph, or nothing.
pub(crate) fn read(build: &mut Build<'_>, part: Span, open: Open) {
    // An empty line keeps the grammar from seeing front matter.
    let lead: &str = if matches!(open, Open::Table | Open::Paragraph) { "x\n" } else { "\n" };
    let tree = PARSER.with_borrow_mut(|(parser, buffer)| {
        buffer.clear();
        buffer.extend_from_slice(lead.as_bytes());
        mask::for_blocks(part.of(build.text), buffer);
        if build.flavour == Flavour::Mdx {
            let out = buffer.get_mut(lead.len()..).unwrap_or_default();
            mdx::for_blocks(part.of(build.text), open == Open::Nothing, out);
        }
        // The grammar reads a last line without its end otherwise than the same line with it.
        if !buffer.ends_with(b"\n") {
            buffer.push(b'\n');
        }
        parser.parse(&buffer, None)
    });
    if let Some(tree) = tree {
        build.last = Open::Nothing;
        Walk { build, part, lead: lead.len(), open }.tree(&tree);
    }
}

struct Walk<'t, 'b> {
    build: &'b mut Build<'t>,
    /// What of the segment the tree is of, behind the `lead` bytes that were put in front.
    part: Span,
    lead: usize,
    open: Open,
}

impl Walk<'_, '_> {
    /// Without recursion: containers may be nested as deep as the grammar allows.
    fn tree(&mut self, tree: &Tree) {
        let mut cursor = tree.walk();
        loop {
            if self.enter(cursor.node()) && cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                self.leave(cursor.node().kind());
            }
        }
    }

    /// Takes in a node; whether its children are to be visited.
    fn enter(&mut self, node: Node<'_>) -> bool {
        let span = self.span(node);
        let kind = node.kind();
        if self.build.quotes == 0
            && self.build.lists == 0
            && !matches!(kind, "document" | "section" | "block_continuation")
        {
            self.build.last = Open::Nothing;
        }
        match kind {
            "document" | "section" | "ERROR" => return node.child_count() > 0,
            "block_quote" if node.child_count() > 0 => {
                self.build.quotes = self.build.quotes.saturating_add(1);
                return true;
            }
            "list" if node.child_count() > 0 => {
                self.build.lists = self.build.lists.saturating_add(1);
                return true;
            }
            "list_item" if node.child_count() > 0 => {
                self.build.begin_item(span.start);
                return true;
            }
            "list_marker_minus"
            | "list_marker_plus"
            | "list_marker_star"
            | "list_marker_dot"
            | "list_marker_parenthesis" => self.build.marker(span),
            "task_list_marker_checked" => self.build.task(span, true),
            "task_list_marker_unchecked" => self.build.task(span, false),
            "atx_heading" => {
                let marker = node.child(0).map_or(span, |marker| self.span(marker));
                self.build.atx_heading(marker);
            }
            "setext_heading" => self.setext_heading(node),
            "paragraph" => {
                self.paragraph(node, None);
            }
            "fenced_code_block" => self.fence(node, span),
            "indented_code_block" => {
                let end = self.build.end_of(span);
                self.build.push_with(BlockKind::Code, Span::new(span.start, end), Span::new(span.start, end));
            }
            "html_block" => self.html(span),
            "link_reference_definition" => self.link_definition(node, span),
            "thematic_break" => {
                let end = self.build.end_of(span);
                self.build.push(BlockKind::ThematicBreak, span.start, end);
            }
            _ => {}
        }
        false
    }

    fn leave(&mut self, kind: &str) {
        match kind {
            "block_quote" => self.build.quotes = self.build.quotes.saturating_sub(1),
            "list" => self.build.lists = self.build.lists.saturating_sub(1),
            "list_item" => self.build.end_item(),
            _ => {}
        }
    }

    /// Where a node stands in the segment.
    fn span(&self, node: Node<'_>) -> Span {
        let place = |byte: usize| (byte.max(self.lead) - self.lead + self.part.start).min(self.part.end);
        Span::new(place(node.start_byte()), place(node.end_byte()))
    }

    fn setext_heading(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        let mut paragraph = None;
        for child in node.children(&mut cursor) {
            match child.kind() {
                "paragraph" => paragraph = Some(child),
                kind @ ("setext_h1_underline" | "setext_h2_underline") => {
                    let level = if kind == "setext_h1_underline" { 1 } else { 2 };
                    let span = self.span(child);
                    let line_end = line_at(self.build.text, span.start).map_or(span.end, |line| line.end);
                    let (start, end) = trim(self.build.text, span.start, line_end);
                    let underline = (Span::new(start, end), level);
                    if let Some(paragraph) = paragraph {
                        self.paragraph(paragraph, Some(underline));
                    }
                }
                _ => {}
            }
        }
    }

    /// A paragraph, or what else it is that is underlined: a table goes on behind a row of `=`.
    fn paragraph(&mut self, node: Node<'_>, underline: Option<(Span, u8)>) {
        let open = self.rows_of(node, underline);
        if self.build.quotes == 0 && self.build.lists == 0 {
            self.build.last = open;
        }
    }

    /// Collects the lines of a paragraph, without the marks of the containers around. Gives what it leaves open.
    fn rows_of(&mut self, node: Node<'_>, underline: Option<(Span, u8)>) -> Open {
        let continues = node.start_byte() < self.lead;
        let mut cursor = node.walk();
        let Some(inline) = node.children(&mut cursor).find(|child| child.kind() == "inline") else {
            return Open::Nothing;
        };
        let span = self.span(inline);
        let first_mark = self.build.marks.len();
        let mut cursor = inline.walk();
        for child in inline.children(&mut cursor).filter(|child| child.kind() == "block_continuation") {
            let mark = self.span(child);
            if !mark.is_empty() && mark.start >= span.start {
                self.build.marks.push(mark);
            }
        }
        let mut marks = self.build.marks.iter().skip(first_mark).peekable();
        let mut rows = Vec::new();
        for line in lines(self.build.text, span.start).take_while(|line| line.start < span.end) {
            let mut start = line.start;
            while let Some(mark) = marks.next_if(|mark| mark.start <= start) {
                start = start.max(mark.end);
            }
            let (start, end) = trim(self.build.text, start, line.end);
            if start < end {
                rows.push(Span::new(start, end));
            }
        }
        let before = if continues { self.open } else { Open::Nothing };
        self.build.paragraph_of(&rows, underline, before)
    }

    fn fence(&mut self, node: Node<'_>, span: Span) {
        let mut cursor = node.walk();
        let mut delimiters = Vec::new();
        for child in node.children(&mut cursor).filter(|child| child.kind() == "fenced_code_block_delimiter")
        {
            let delimiter = self.span(child);
            let (start, end) = trim(self.build.text, delimiter.start, delimiter.end);
            delimiters.push(Span::new(start, end));
        }
        let Some(opening) = delimiters.first().copied() else { return };
        let closing = delimiters.get(1).copied();
        let content_start = line_at(self.build.text, opening.start).map_or(opening.end, |line| line.next);
        let end = match closing {
            Some(closing) => line_at(self.build.text, closing.start).map_or(closing.end, |line| line.end),
            None => self.build.end_of(span).max(opening.end),
        };
        let content_end = match closing {
            Some(closing) => {
                let before = self.build.text.get(..closing.start).unwrap_or_default();
                without_break(self.build.text, before.rfind(['\n', '\r']).map_or(0, |found| found + 1))
            }
            None => end,
        };
        let content = Span::new(content_start, content_end.max(content_start));
        self.build.push_with(BlockKind::Code, Span::new(opening.start, end.max(opening.end)), content);
        if closing.is_none() && self.build.quotes == 0 && self.build.lists == 0 {
            let marker = opening.of(self.build.text).bytes().next().unwrap_or(b'`');
            self.build.last =
                Open::Fence { marker, length: u32::try_from(opening.len()).unwrap_or(u32::MAX) };
        }
    }

    fn html(&mut self, span: Span) {
        let end = self.build.end_of(span);
        let span = Span::new(trim(self.build.text, span.start, end).0, end);
        self.build.push_with(BlockKind::Html, span, span);
        let html = span.of(self.build.text);
        let html_end = match self.build.flavour {
            Flavour::Markdown => HtmlEnd::of(html),
            Flavour::Mdx => {
                let Some(html_end) = mdx::end_of(html) else { return };
                html_end
            }
        };
        // Only its last line can have ended it, and not with the bytes that opened it (as in `<?>`).
        let last = lines(html, 0).last().map_or("", |line| line.of(html));
        let last = if last.len() == html.len() { html_end.behind_opener(last) } else { last };
        let is_closed = html_end.ends_on(last);
        if !is_closed && self.build.quotes == 0 && self.build.lists == 0 {
            self.build.last = Open::Html(html_end);
        }
    }

    /// A footnote's text is to be read; the grammar takes it for a link definition where it is one word.
    fn link_definition(&mut self, node: Node<'_>, span: Span) {
        let end = self.build.end_of(span);
        let (start, end) = trim(self.build.text, span.start, end);
        let span = Span::new(start, end);
        if span.of(self.build.text).starts_with("[^") {
            self.build.push_with(BlockKind::Paragraph, span, span);
        } else {
            let text = self.build.text;
            let [label, destination] = ["link_label", "link_destination"].map(|kind| self.child(node, kind));
            let label = without(text, label.unwrap_or_default(), ['[', ']']);
            let destination = without(text, destination.unwrap_or_default(), ['<', '>']);
            self.build.push(BlockKind::LinkDefinition { label, destination }, start, end);
        }
    }

    /// Where the first child of this kind stands in the segment.
    fn child(&self, node: Node<'_>, kind: &str) -> Option<Span> {
        let mut cursor = node.walk();
        let child = node.children(&mut cursor).find(|child| child.kind() == kind)?;
        Some(self.span(child))
    }
}
