//! Puts blocks together, whoever found them: the grammar or the scan.

use crate::lines::{is_space, line_at, trim};
use crate::state::Open;
use crate::{Block, BlockKind, Flavour, Span, table};

/// The blocks of a segment so far, and the containers around the next one.
pub(crate) struct Build<'t> {
    /// The segment's text.
    pub text: &'t str,
    /// In which Markdown it is written.
    pub flavour: Flavour,
    /// In the order of the text.
    pub blocks: Vec<Block>,
    /// The marks of quotes and lists (indentation too) at the start of the lines inside paragraphs, in order.
    pub marks: Vec<Span>,
    /// How many quotes are around.
    pub quotes: u8,
    /// How many lists are around.
    pub lists: u8,
    /// The items around, as indices of blocks.
    pub items: Vec<usize>,
    /// What the last block at the top level leaves open.
    pub last: Open,
}

impl<'t> Build<'t> {
    pub(crate) fn new(text: &'t str, flavour: Flavour) -> Self {
        let (blocks, marks, items) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, flavour, blocks, marks, quotes: 0, lists: 0, items, last: Open::Nothing }
    }

    /// An item begins, one list deeper than those around it if `lists` says so.
    pub(crate) fn begin_item(&mut self, start: usize) {
        let depth = self.lists.saturating_sub(1);
        self.push(BlockKind::Item { marker: Span::empty(start), depth, task: None }, start, start);
        self.items.push(self.blocks.len() - 1);
    }

    /// The innermost item ends; the one around it reaches as far.
    pub(crate) fn end_item(&mut self) {
        let end = self.items.pop().and_then(|item| self.blocks.get(item)).map(|item| item.span.end);
        self.grow_item(end.unwrap_or_default());
    }

    /// A block with nothing to read in it.
    pub(crate) fn push(&mut self, kind: BlockKind, start: usize, end: usize) {
        self.push_with(kind, Span::new(start, end), Span::empty(end.max(start)));
    }

    pub(crate) fn push_with(&mut self, kind: BlockKind, span: Span, content: Span) {
        // Indentation before the first mark is left out; indented code begins with it.
        let start =
            if kind == BlockKind::Code { span.start } else { trim(self.text, span.start, span.end).0 };
        let span = Span::new(start, span.end.max(start));
        let content = Span::new(content.start.max(start), content.end.max(start));
        self.grow_item(span.end);
        self.blocks.push(Block {
            kind,
            span,
            content,
            item: self.items.last().copied(),
            quotes: self.quotes,
        });
    }

    /// The innermost item reaches to `end` at least.
    pub(crate) fn grow_item(&mut self, end: usize) {
        if let Some(item) = self.items.last().and_then(|&item| self.blocks.get_mut(item)) {
            item.span.end = item.span.end.max(end);
        }
    }

    pub(crate) fn innermost(&mut self) -> Option<&mut Block> {
        self.items.last().and_then(|&item| self.blocks.get_mut(item))
    }

    pub(crate) fn marker(&mut self, span: Span) {
        let (start, end) = trim(self.text, span.start, span.end);
        let end = without_break(self.text, end);
        if let Some(block) = self.innermost()
            && let BlockKind::Item { marker, .. } = &mut block.kind
            // An item has one mark; what the grammar was at a loss with may bring another.
            && marker.is_empty()
        {
            *marker = Span::new(start, end);
            block.span = Span::new(start, end);
            block.content = Span::empty(end);
        }
    }

    pub(crate) fn task(&mut self, span: Span, is_done: bool) {
        if let Some(block) = self.innermost()
            && let BlockKind::Item { task, .. } = &mut block.kind
        {
            *task = Some(is_done);
            block.span.end = block.span.end.max(span.end);
            block.content = Span::empty(span.end);
        }
    }

    /// The end of the last line of `span` that is more than the marks of containers.
    pub(crate) fn end_of(&self, span: Span) -> usize {
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

    pub(crate) fn find_table(&self, rows: &[Span]) -> Option<usize> {
        let (first, last) = (rows.first()?, rows.last()?);
        first.cover(*last).of(self.text).contains('|').then(|| table::find_rule(self.text, rows)).flatten()
    }

    pub(crate) fn plain_paragraph(&mut self, content: Span, underline: Option<(Span, u8)>) {
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

    pub(crate) fn row(&mut self, line: Span, header: bool) {
        let cells = table::cells(self.text, line);
        let content = match (cells.first(), cells.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::empty(line.end),
        };
        self.push_with(BlockKind::Row { cells, header }, line, content);
    }

    /// A heading whose marks are `marker`, blanks around them allowed.
    pub(crate) fn atx_heading(&mut self, marker: Span) {
        let (marker_start, marker_end) = trim(self.text, marker.start, marker.end);
        let level = u8::try_from(marker_end - marker_start).unwrap_or(6);
        let line_end = line_at(self.text, marker_start).map_or(marker.end, |line| line.end);
        let (start, end) = trim(self.text, marker_end, line_end);
        let words = self.text.get(start..end).unwrap_or_default();
        let without_closer = words.trim_end_matches('#');
        let is_closer = without_closer.is_empty() || without_closer.ends_with([' ', '\t']);
        let words = if is_closer { without_closer.trim_end_matches([' ', '\t']) } else { words };
        let kind = BlockKind::Heading { level, setext: false };
        self.push_with(kind, Span::new(marker_start, line_end), Span::new(start, start + words.len()));
    }

    /// A paragraph of these lines, the table in it, or a heading that is underlined. `before` is what it goes
    /// on with: a table, a paragraph, or nothing. Gives what it leaves open.
    pub(crate) fn paragraph_of(
        &mut self,
        rows: &[Span],
        underline: Option<(Span, u8)>,
        before: Open,
    ) -> Open {
        let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else {
            return before;
        };
        let table_is_open = before == Open::Table;
        let rule = if table_is_open { None } else { self.find_table(rows) };
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
}

/// `end`, or where the line break before it begins.
pub(crate) fn without_break(text: &str, end: usize) -> usize {
    let text = text.get(..end).unwrap_or_default();
    let kept = text.strip_suffix('\n').unwrap_or(text);
    let kept = if kept.len() < text.len() { kept.strip_suffix('\r').unwrap_or(kept) } else { kept };
    if kept.len() < text.len() { kept.len() } else { text.strip_suffix('\r').unwrap_or(text).len() }
}
