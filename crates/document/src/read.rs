//! Reads one segment into blocks.
//!
//! The block grammar reads what begins with nothing open. What an earlier segment left open is read here
//! line by line (the inside of a fence or of HTML is not looked into), or, for the rows of a table and the
//! lines of a paragraph, by putting a line in front that opens a paragraph for the grammar.

use std::cell::RefCell;

use tree_sitter::{Node, Parser, Tree};

use crate::front::{self, Front};
use crate::lines::{is_blank, is_space, line_at, lines, trim};
use crate::state::{Begin, HtmlEnd, Open};
use crate::{Block, BlockKind, Span, mask, table};

/// What a segment holds.
#[derive(Debug)]
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
    let mut reading = Reading { blocks: Vec::new(), marks: Vec::new(), end: begin.open };
    let mut at = 0;
    let mut open = begin.open;
    if begin.inside_line && !matches!(open, Open::Fence { .. } | Open::Html(_)) {
        // The rest of a long line: words.
        let Some(line) = line_at(text, 0) else { return reading };
        let (start, end) = trim(text, 0, line.end);
        if start < end {
            reading.push_leaf(BlockKind::Paragraph, Span::new(start, end), Span::new(start, end));
        }
        at = line.next;
        if at == text.len() && line.end == line.next {
            return reading;
        }
    }
    if open == Open::Document {
        at = front::bom(text);
        open = Open::Nothing;
        if let Some(Front::Closed(front)) = front::find(text, true) {
            let content = Span::new(front.content_start, without_break(text, front.content_end));
            let kind = BlockKind::FrontMatter { toml: front.toml };
            let content =
                if content.start < front.content_end { content } else { Span::empty(front.content_start) };
            reading.push_leaf(kind, Span::new(front.start, front.end), content);
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
            reading.push_leaf(BlockKind::Code, Span::new(0, without_break(text, end)), content);
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
                reading.push_leaf(BlockKind::Html, span, span);
            }
            match last {
                Some(line) => (at, open) = (line.next, Open::Nothing),
                None => at = text.len(),
            }
        }
        Open::Document | Open::Nothing | Open::Table | Open::Paragraph => {}
    }
    if at < text.len() {
        open = read_tree(text, at, open, &mut reading);
    }
    reading.end = open;
    reading
}

impl Reading {
    fn push_leaf(&mut self, kind: BlockKind, span: Span, content: Span) {
        self.blocks.push(Block { kind, span, content, item: None, quotes: 0 });
    }
}

/// `end`, or where the line break before it begins.
fn without_break(text: &str, end: usize) -> usize {
    let text = text.get(..end).unwrap_or_default();
    let kept = text.strip_suffix('\n').unwrap_or(text);
    let kept = if kept.len() < text.len() { kept.strip_suffix('\r').unwrap_or(kept) } else { kept };
    if kept.len() < text.len() { kept.len() } else { text.strip_suffix('\r').unwrap_or(text).len() }
}

fn closes_fence(line: &str, marker: u8, length: u32) -> bool {
    let rest = line.trim_start_matches(' ');
    let run = rest.bytes().take_while(|&byte| byte == marker).count();
    line.len() - rest.len() <= 3 && run >= length as usize && is_blank(rest.get(run..).unwrap_or_default())
}

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

/// Reads `text` from `at` on; gives what is open at its end.
fn read_tree(text: &str, at: usize, open: Open, reading: &mut Reading) -> Open {
    // An empty line keeps the grammar from seeing front matter.
    let lead: &str = if matches!(open, Open::Table | Open::Paragraph) { "x\n" } else { "\n" };
    let tree = PARSER.with_borrow_mut(|(parser, buffer)| {
        buffer.clear();
        buffer.extend_from_slice(lead.as_bytes());
        mask::for_blocks(text.get(at..).unwrap_or_default(), buffer);
        parser.parse(&buffer, None)
    });
    let Some(tree) = tree else { return Open::Nothing };
    let mut walk = Walk {
        text,
        at,
        lead: lead.len(),
        open,
        quotes: 0,
        lists: 0,
        items: Vec::new(),
        last: Open::Nothing,
        reading,
    };
    walk.tree(&tree);
    let last = walk.last;
    let ends_blank =
        lines(text, at).last().is_none_or(|line| line.next > line.end && is_blank(line.of(text)));
    let ends_inside_line = !text.ends_with(['\n', '\r']);
    match last {
        Open::Fence { .. } => last,
        Open::Html(HtmlEnd::EmptyLine) | Open::Table | Open::Paragraph if ends_blank => Open::Nothing,
        Open::Nothing | Open::Document if ends_inside_line => Open::Paragraph,
        _ => last,
    }
}

struct Walk<'t, 'r> {
    text: &'t str,
    /// Where the tree's text begins in `text`, behind the `lead` bytes that were put in front.
    at: usize,
    lead: usize,
    open: Open,
    quotes: u8,
    lists: u8,
    /// The items around, as indices of blocks.
    items: Vec<usize>,
    /// What the last block at the top level leaves open.
    last: Open,
    reading: &'r mut Reading,
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
        if self.quotes == 0
            && self.lists == 0
            && !matches!(kind, "document" | "section" | "block_continuation")
        {
            self.last = Open::Nothing;
        }
        match kind {
            "document" | "section" | "ERROR" => return node.child_count() > 0,
            "block_quote" if node.child_count() > 0 => {
                self.quotes = self.quotes.saturating_add(1);
                return true;
            }
            "list" if node.child_count() > 0 => {
                self.lists = self.lists.saturating_add(1);
                return true;
            }
            "list_item" if node.child_count() > 0 => {
                let depth = self.lists.saturating_sub(1);
                self.push(
                    BlockKind::Item { marker: Span::empty(span.start), depth, task: None },
                    span.start,
                    span.start,
                );
                self.items.push(self.reading.blocks.len() - 1);
                return true;
            }
            "list_marker_minus"
            | "list_marker_plus"
            | "list_marker_star"
            | "list_marker_dot"
            | "list_marker_parenthesis" => self.marker(span),
            "task_list_marker_checked" => self.task(span, true),
            "task_list_marker_unchecked" => self.task(span, false),
            "atx_heading" => self.atx_heading(node, span),
            "setext_heading" => self.setext_heading(node),
            "paragraph" => {
                let open = self.paragraph(node, None);
                if self.quotes == 0 && self.lists == 0 {
                    self.last = open;
                }
            }
            "fenced_code_block" => self.fence(node, span),
            "indented_code_block" => {
                let end = self.end_of(span);
                self.push_with(BlockKind::Code, Span::new(span.start, end), Span::new(span.start, end));
            }
            "html_block" => self.html(span),
            "link_reference_definition" => self.link_definition(span),
            "thematic_break" => {
                let end = self.end_of(span);
                self.push(BlockKind::ThematicBreak, span.start, end);
            }
            _ => {}
        }
        false
    }

    fn leave(&mut self, kind: &str) {
        match kind {
            "block_quote" => self.quotes = self.quotes.saturating_sub(1),
            "list" => self.lists = self.lists.saturating_sub(1),
            "list_item" => {
                let end =
                    self.items.pop().and_then(|item| self.reading.blocks.get(item)).map(|item| item.span.end);
                self.grow_item(end.unwrap_or_default());
            }
            _ => {}
        }
    }

    /// Where a node stands in the segment.
    fn span(&self, node: Node<'_>) -> Span {
        let place = |byte: usize| (byte.max(self.lead) - self.lead + self.at).min(self.text.len());
        Span::new(place(node.start_byte()), place(node.end_byte()))
    }

    /// A block with nothing to read in it.
    fn push(&mut self, kind: BlockKind, start: usize, end: usize) {
        self.push_with(kind, Span::new(start, end), Span::empty(end.max(start)));
    }

    fn push_with(&mut self, kind: BlockKind, span: Span, content: Span) {
        // Indentation before the first mark is left out; indented code begins with it.
        let start =
            if kind == BlockKind::Code { span.start } else { trim(self.text, span.start, span.end).0 };
        let span = Span::new(start, span.end.max(start));
        let content = Span::new(content.start.max(start), content.end.max(start));
        self.grow_item(span.end);
        self.reading.blocks.push(Block {
            kind,
            span,
            content,
            item: self.items.last().copied(),
            quotes: self.quotes,
        });
    }

    /// The innermost item reaches to `end` at least.
    fn grow_item(&mut self, end: usize) {
        if let Some(item) = self.items.last().and_then(|&item| self.reading.blocks.get_mut(item)) {
            item.span.end = item.span.end.max(end);
        }
    }

    fn innermost(&mut self) -> Option<&mut Block> {
        self.items.last().and_then(|&item| self.reading.blocks.get_mut(item))
    }

    fn marker(&mut self, span: Span) {
        let (start, end) = trim(self.text, span.start, span.end);
        let end = without_break(self.text, end);
        if let Some(block) = self.innermost()
            && let BlockKind::Item { marker, .. } = &mut block.kind
        {
            *marker = Span::new(start, end);
            block.span = Span::new(start, end);
            block.content = Span::empty(end);
        }
    }

    fn task(&mut self, span: Span, is_done: bool) {
        if let Some(block) = self.innermost()
            && let BlockKind::Item { task, .. } = &mut block.kind
        {
            *task = Some(is_done);
            block.span.end = block.span.end.max(span.end);
            block.content = Span::empty(span.end);
        }
    }

    /// The end of the last line of `span` that is more than the marks of containers.
    fn end_of(&self, span: Span) -> usize {
        let mut end = span.end;
        let mut is_whole_line = self.text.get(..end).is_some_and(|text| text.ends_with(['\n', '\r']));
        while end > span.start {
            let part = self.text.get(span.start..end).unwrap_or_default();
            let line_start = part.rfind(['\n', '\r']).map_or(0, |found| found + 1);
            let line = part.get(line_start..).unwrap_or_default();
            let is_empty = line.bytes().all(|byte| is_space(byte) || (byte == b'>' && !is_whole_line));
            if !is_empty || line_start == 0 {
                break;
            }
            end = without_break(self.text, span.start + line_start);
            is_whole_line = true;
        }
        end
    }

    fn atx_heading(&mut self, node: Node<'_>, span: Span) {
        let marker = node.child(0).map_or(span, |marker| self.span(marker));
        let (marker_start, marker_end) = trim(self.text, marker.start, marker.end);
        let level = u8::try_from(marker_end - marker_start).unwrap_or(6);
        let line_end = line_at(self.text, marker_start).map_or(span.end, |line| line.end);
        let (start, end) = trim(self.text, marker_end, line_end);
        let words = self.text.get(start..end).unwrap_or_default();
        let without_closer = words.trim_end_matches('#');
        let is_closer = without_closer.is_empty() || without_closer.ends_with([' ', '\t']);
        let words = if is_closer { without_closer.trim_end_matches([' ', '\t']) } else { words };
        let kind = BlockKind::Heading { level, setext: false };
        self.push_with(kind, Span::new(marker_start, line_end), Span::new(start, start + words.len()));
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
                    let line_end = line_at(self.text, span.start).map_or(span.end, |line| line.end);
                    let (start, end) = trim(self.text, span.start, line_end);
                    let underline = (Span::new(start, end), level);
                    if let Some(paragraph) = paragraph {
                        self.paragraph(paragraph, Some(underline));
                    }
                }
                _ => {}
            }
        }
    }

    /// A paragraph, the table in it, or a heading that is underlined. Gives what it leaves open.
    fn paragraph(&mut self, node: Node<'_>, underline: Option<(Span, u8)>) -> Open {
        let continues = node.start_byte() < self.lead;
        let mut cursor = node.walk();
        let Some(inline) = node.children(&mut cursor).find(|child| child.kind() == "inline") else {
            return Open::Nothing;
        };
        let span = self.span(inline);
        let first_mark = self.reading.marks.len();
        let mut cursor = inline.walk();
        for child in inline.children(&mut cursor).filter(|child| child.kind() == "block_continuation") {
            let mark = self.span(child);
            if !mark.is_empty() && mark.start >= span.start {
                self.reading.marks.push(mark);
            }
        }
        let mut marks = self.reading.marks.iter().skip(first_mark).peekable();
        let mut rows = Vec::new();
        for line in lines(self.text, span.start).take_while(|line| line.start < span.end) {
            let mut start = line.start;
            while let Some(mark) = marks.next_if(|mark| mark.start <= start) {
                start = start.max(mark.end);
            }
            let (start, end) = trim(self.text, start, line.end);
            if start < end {
                rows.push(Span::new(start, end));
            }
        }
        let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else {
            return if continues { self.open } else { Open::Nothing };
        };
        let table_is_open = continues && self.open == Open::Table;
        let rule = if table_is_open { None } else { self.find_table(&rows) };
        if rule.is_none() && !table_is_open {
            self.plain_paragraph(first.cover(last), underline);
            return if underline.is_some() { Open::Nothing } else { Open::Paragraph };
        }
        let header = rule.map(|rule| rule - 1);
        if let Some(above) = header.and_then(|header| rows.get(..header))
            && let (Some(first), Some(last)) = (above.first(), above.last())
        {
            self.plain_paragraph(first.cover(*last), None);
        }
        for (index, row) in rows.iter().enumerate().skip(header.unwrap_or(0)) {
            if Some(index) == rule {
                self.push(BlockKind::TableRule, row.start, row.end);
            } else {
                self.row(*row, Some(index) == header);
            }
        }
        match underline {
            // Under a table, dashes are a thematic break and anything else is one more row.
            Some((line, 2)) if line.of(self.text).bytes().filter(|byte| *byte == b'-').count() > 2 => {
                self.push(BlockKind::ThematicBreak, line.start, line.end);
                Open::Nothing
            }
            Some((line, _)) => {
                self.row(line, false);
                Open::Table
            }
            None => Open::Table,
        }
    }

    fn find_table(&self, rows: &[Span]) -> Option<usize> {
        let (first, last) = (rows.first()?, rows.last()?);
        first.cover(*last).of(self.text).contains('|').then(|| table::find_rule(self.text, rows)).flatten()
    }

    fn plain_paragraph(&mut self, content: Span, underline: Option<(Span, u8)>) {
        match underline {
            Some((line, level)) => {
                let kind = BlockKind::Heading { level, setext: true };
                self.push_with(kind, content.cover(line), content);
            }
            None => {
                let end = line_at(self.text, content.end).map_or(content.end, |line| line.end);
                self.push_with(BlockKind::Paragraph, Span::new(content.start, end), content);
            }
        }
    }

    fn row(&mut self, line: Span, header: bool) {
        let cells = table::cells(self.text, line);
        let content = match (cells.first(), cells.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::empty(line.end),
        };
        self.push_with(BlockKind::Row { cells, header }, line, content);
    }

    fn fence(&mut self, node: Node<'_>, span: Span) {
        let mut cursor = node.walk();
        let mut delimiters = Vec::new();
        for child in node.children(&mut cursor).filter(|child| child.kind() == "fenced_code_block_delimiter")
        {
            let delimiter = self.span(child);
            let (start, end) = trim(self.text, delimiter.start, delimiter.end);
            delimiters.push(Span::new(start, end));
        }
        let Some(opening) = delimiters.first().copied() else { return };
        let closing = delimiters.get(1).copied();
        let content_start = line_at(self.text, opening.start).map_or(opening.end, |line| line.next);
        let end = match closing {
            Some(closing) => line_at(self.text, closing.start).map_or(closing.end, |line| line.end),
            None => self.end_of(span).max(opening.end),
        };
        let content_end = match closing {
            Some(closing) => {
                let before = self.text.get(..closing.start).unwrap_or_default();
                without_break(self.text, before.rfind(['\n', '\r']).map_or(0, |found| found + 1))
            }
            None => end,
        };
        let content = Span::new(content_start, content_end.max(content_start));
        self.push_with(BlockKind::Code, Span::new(opening.start, end.max(opening.end)), content);
        if closing.is_none() && self.quotes == 0 && self.lists == 0 {
            let marker = opening.of(self.text).bytes().next().unwrap_or(b'`');
            self.last = Open::Fence { marker, length: u32::try_from(opening.len()).unwrap_or(u32::MAX) };
        }
    }

    fn html(&mut self, span: Span) {
        let end = self.end_of(span);
        let span = Span::new(trim(self.text, span.start, end).0, end);
        self.push_with(BlockKind::Html, span, span);
        let html_end = HtmlEnd::of(span.of(self.text));
        let is_closed =
            lines(span.of(self.text), 0).any(|line| html_end.ends_on(line.of(span.of(self.text))));
        if !is_closed && self.quotes == 0 && self.lists == 0 {
            self.last = Open::Html(html_end);
        }
    }

    /// A footnote's text is to be read; the grammar takes it for a link definition where it is one word.
    fn link_definition(&mut self, span: Span) {
        let end = self.end_of(span);
        let (start, end) = trim(self.text, span.start, end);
        let span = Span::new(start, end);
        if span.of(self.text).starts_with("[^") {
            self.push_with(BlockKind::Paragraph, span, span);
        } else {
            self.push(BlockKind::LinkDefinition, start, end);
        }
    }
}
