//! What lines state: fields of the form, and the days of what is folded.

use askhow_document::{Block, BlockKind, Span};

use super::super::looks::may_start_with_stamp;
use super::super::{LineFact, LineKind};
use super::Reader;
use crate::form::{self, FieldFact};

/// A key is no longer, its marks included; in bytes.
const MOST_OF_KEY: usize = 64;

impl Reader<'_> {
    /// A day in the `<summary>` of what may be folded dates what stands in it.
    pub(super) fn summary(&mut self, index: usize, block: &Block) {
        let source = block.content.of(self.segment.text());
        let Some((before, rest)) = source.split_once("<summary>") else { return };
        let Some((inside, _)) = rest.split_once("</summary>") else { return };
        let start = block.content.start + before.len() + "<summary>".len();
        let n_before = self.lines.len();
        self.line(index, Span::new(start, start + inside.len()), LineKind::Paragraph);
        let is_day =
            |line: &LineFact| line.stamp.as_ref().is_some_and(|stamp| stamp.has_date && !stamp.has_time);
        if !self.lines.last().is_some_and(is_day) {
            self.lines.truncate(n_before);
        }
    }

    /// A paragraph of a quotation that begins with a clock time may be an entry below the line of its day. One in which
    /// several lines do is chat.
    pub(super) fn quoted_entry(&mut self, index: usize, block: &Block) {
        let source = block.content.of(self.segment.text());
        let is_timed = |line: &str| {
            let line = line.trim_start_matches(['>', ' ', '\t']);
            may_start_with_stamp(line)
                && askhow_timeline::read_stamp(line).is_some_and(|stamp| stamp.has_time && !stamp.bare)
        };
        let mut lines = source.lines();
        let first = lines.next().unwrap_or_default();
        if is_timed(first) && !lines.any(is_timed) {
            let content = Span::new(block.content.start, block.content.start + first.len());
            self.line(index, content, LineKind::Paragraph);
        }
    }

    pub(super) fn field(&mut self, index: usize, span: Span, key: Span, value: Span) {
        let name = self.prose(key).plain().text;
        let Some(field) = form::recognise_field(&name) else { return };
        let text = self.prose(value).plain().text;
        // `**Detection:** A shop called.` tells a story, and `From: Ada` who wrote it.
        let is_other = || !text.is_empty() && form::recognise_key(&name).is_none();
        let is_timed = || text.contains(|c: char| c.is_ascii_digit()) || form::is_open_value(&text);
        if field.is_date() && (form::tells_no_time(&text) || is_other() && !is_timed()) {
            return;
        }
        self.fields.push(FieldFact { block: index, span, key, value, field, text, is_bare: false });
    }

    /// Items without a colon (`Resolved 2023-01-11 15:51`) beside one that is a field.
    pub(super) fn bare_fields(&mut self) {
        if self.fields.is_empty() {
            return;
        }
        let items: Vec<(usize, Span)> = self
            .lines
            .iter()
            .filter(|line| matches!(line.kind, LineKind::Item { .. }))
            .map(|line| (line.block, line.content))
            .collect();
        let is_field = |block: usize| self.fields.iter().any(|field| field.block == block);
        let mut found = Vec::new();
        for (nth, (block, content)) in items.iter().enumerate() {
            let before = nth.checked_sub(1).and_then(|before| items.get(before));
            let beside = before.into_iter().chain(items.get(nth + 1));
            let source = content.of(self.segment.text());
            if is_field(*block) || !beside.into_iter().any(|(other, _)| is_field(*other)) {
                continue;
            }
            found.extend(form::split_bare_field(source).map(|(key, value)| {
                (*block, *content, key.shift(content.start), value.shift(content.start))
            }));
        }
        for (block, content, key, value) in found {
            self.field(block, content, key, value);
        }
    }

    /// The lines of a paragraph: fields, values that go on, and what may be of a timeline.
    pub(super) fn paragraph_lines(&mut self, index: usize, block: &Block) {
        let text = self.segment.text();
        let mut at = block.content.start;
        // Whether the line above is a key with nothing beside it, or goes on with its value.
        let mut waits = false;
        for line in block.content.of(text).split_inclusive('\n') {
            let content = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
            at += line.len();
            if self.field_line(index, content) {
                waits = self.fields.last().is_some_and(|field| field.text.is_empty());
                continue;
            }
            let n_fields = self.fields.len();
            if waits {
                self.field_goes_on(content);
            }
            waits &= self.fields.len() == n_fields;
            self.line(index, content, LineKind::Paragraph);
        }
    }

    /// A line `Key: value`, `**Key**: value` or `Key<Tab>value`, or several of them side by side; whether it is one.
    pub(super) fn field_line(&mut self, index: usize, content: Span) -> bool {
        let before = self.fields.len();
        let source = content.of(self.segment.text());
        if form::split_field(source).is_none() {
            return false;
        }
        for piece in form::pieces(source) {
            let piece = piece.shift(content.start);
            if let Some((key, value)) = form::split_field(piece.of(self.segment.text())) {
                self.field(index, piece, key.shift(piece.start), value.shift(piece.start));
            }
        }
        self.fields.len() > before
    }

    /// A line behind that of a key, in the same paragraph: it is the value, or goes on with it.
    pub(super) fn field_goes_on(&mut self, content: Span) {
        let source = content.of(self.segment.text());
        let words = self.prose(content).plain().text;
        let Some(last) = self.fields.last_mut() else { return };
        let (is_date, is_length) = (last.field.is_date(), last.field.is_length());
        let goes_on = !last.text.is_empty();
        // A time has one line.
        if (is_date || is_length) && goes_on || is_date && form::tells_no_time(&words) {
            self.fields.pop();
            return;
        }
        let value = Span::new(
            content.start + (source.len() - source.trim_start().len()),
            content.start + source.trim_end().len(),
        );
        last.value = if goes_on { last.value.cover(value) } else { value };
        last.text = if goes_on { format!("{} {}", last.text, words.trim()) } else { words.trim().to_owned() };
        last.span = last.span.cover(value);
    }

    /// A key in bold without a colon, alone in its line: a field, if a value stands below.
    pub(super) fn bold_key(&mut self, index: usize, content: Span) {
        let source = content.of(self.segment.text());
        let dress = source.trim();
        let is_bold = |mark| {
            let inside = dress.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(mark));
            inside.is_some_and(|inside| !inside.contains(['*', '_', ':']))
        };
        if is_bold("**") || is_bold("__") {
            self.bare_key(index, content);
        }
    }

    /// A key without a colon.
    pub(super) fn bare_key(&mut self, index: usize, content: Span) {
        if content.len() > MOST_OF_KEY {
            return;
        }
        let words = self.prose(content).plain().text;
        // `SEV1` is the value of one.
        let is_value = words.contains(|c: char| c.is_ascii_digit());
        if let Some(field) = form::recognise_field(&words).filter(|_| !is_value) {
            let (span, value, text) = (content, Span::empty(content.end), String::new());
            self.fields.push(FieldFact {
                block: index,
                span,
                key: content,
                value,
                field,
                text,
                is_bare: true,
            });
        }
    }

    /// A table whose first row holds the keys and whose only other one their values.
    pub(super) fn fields_of_head(&mut self, index: usize, keys: &[Span]) {
        let mut rows = self.segment.blocks().iter().skip(index + 1).map(|block| &block.kind);
        let (Some(BlockKind::TableRule), Some(BlockKind::Row { cells, .. })) = (rows.next(), rows.next())
        else {
            return;
        };
        let is_only = !matches!(rows.next(), Some(BlockKind::Row { .. }));
        let is_key = |key: &Span| form::recognise_field(&self.prose_of(*key)).is_some();
        if keys.len() < 2 || cells.len() != keys.len() || !is_only || !keys.iter().all(is_key) {
            return;
        }
        for (key, value) in keys.iter().zip(cells) {
            self.field(index, key.cover(*value), *key, *value);
        }
    }

    fn prose_of(&self, span: Span) -> String {
        self.segment.prose(span).plain().text
    }

    /// A row without a key goes on with the value above it.
    pub(super) fn row_goes_on(&mut self, index: usize, value: Span) {
        let above = index.checked_sub(1).and_then(|above| self.segment.blocks().get(above));
        let words = self.prose(value).plain().text;
        let Some((above, last)) = above.zip(self.fields.last_mut()) else { return };
        let is_row = matches!(above.kind, BlockKind::Row { .. });
        if words.is_empty()
            || !is_row
            || !above.span.contains(last.value.start.max(last.value.end.saturating_sub(1)))
        {
            return;
        }
        let is_first = last.text.trim().is_empty();
        last.text = if is_first { words } else { format!("{}, {words}", last.text.trim()) };
        last.value = if is_first { value } else { last.value.cover(value) };
        last.span = last.span.cover(value);
    }
}
