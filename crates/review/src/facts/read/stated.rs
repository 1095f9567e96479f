//! What lines state: fields of the form, and the days of what is folded.

use askhow_document::{Block, Span};

use super::super::looks::may_start_with_stamp;
use super::super::{LineFact, LineKind};
use super::Reader;
use crate::form::{self, FieldFact};

/// What parts fields that stand in one line.
const BAR: &str = " | ";

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
        if let Some(field) = form::recognise_field(&self.prose(key).plain().text) {
            let text = self.prose(value).plain().text;
            // `**Detection:** A shop called.` tells a story, and no time.
            let tells = text.trim_end().ends_with(['.', ':']) && text.split_whitespace().count() > 2;
            if field.is_date()
                && tells
                && !text.contains(|c: char| c.is_ascii_digit())
                && !form::is_open_value(&text)
            {
                return;
            }
            self.fields.push(FieldFact { block: index, span, key, value, field, text });
        }
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

    /// A line `Key: value`, `**Key**: value` or `Key<Tab>value`, or several of them with bars between; whether it is one.
    pub(super) fn field_line(&mut self, index: usize, content: Span) -> bool {
        let source = content.of(self.segment.text());
        let before = self.fields.len();
        let parted = |piece: &str| form::split_field(piece).is_some();
        if source.contains(BAR) && source.split(BAR).all(parted) {
            let mut at = content.start;
            for piece in source.split(BAR) {
                let span = Span::new(at, at + piece.len());
                at = span.end + BAR.len();
                self.one_field(index, span);
            }
        } else {
            self.one_field(index, content);
        }
        self.fields.len() > before
    }

    fn one_field(&mut self, index: usize, content: Span) {
        if let Some((key, value)) = form::split_field(content.of(self.segment.text())) {
            self.field(index, content, key.shift(content.start), value.shift(content.start));
        }
    }
}
