//! Reads a segment into facts, block by block.

mod labels;
mod lines;
mod stated;
mod wording;

use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use askhow_document::{Block, BlockKind, FrontSyntax, Prose, Segment, Span};
use askhow_phrasing::Place;
use askhow_timeline::{Stated, Zone};
use jiff::civil::Date;

use super::author::is_author;
use super::code::outside_code;
use super::looks::{lists_tags, reads_like};
use super::reuse::{Old, Reuse};
use super::voice::Voice;
use super::words::{Words, words_of};
use super::{
    BOLD_BULLET, BOLD_LINE, Facts, HeadingFact, HitFact, LabelFact, LineFact, LineKind, MisplacedFact,
};
use crate::Rules;
use crate::form::FieldFact;
use crate::front_matter;
use crate::ignore::{self, Directive, Misspelt};
use crate::names::Named;
use crate::sayings::quote_marks;
use crate::section::Section;

impl Facts {
    /// Reads a segment. What stands unchanged in an earlier reading of it is taken over from there.
    pub fn read(segment: Arc<Segment>, rules: &Rules, before: Option<&Facts>) -> Self {
        let mut reader = Reader {
            segment: &segment,
            rules,
            reuse: before.map(|before| Reuse::new(before, &segment)),
            proses: Vec::new(),
            old: None,
            hits: Vec::new(),
            headings: Vec::new(),
            lines: Vec::new(),
            statements: Vec::new(),
            days: Vec::new(),
            clocks: Vec::new(),
            fields: Vec::new(),
            labels: Vec::new(),
            near: Vec::new(),
            misplaced: Vec::new(),
            ladders: Vec::new(),
        };
        for (index, block) in segment.blocks().iter().enumerate() {
            reader.block(index, block);
        }
        reader.ladders();
        reader.bare_fields();
        let Reader {
            hits,
            headings,
            lines,
            statements,
            days,
            clocks,
            mut fields,
            labels,
            near,
            misplaced,
            ladders,
            ..
        } = reader;
        fields.sort_by_key(|field| field.span.start);
        let (directives, misspelt) = comments(&segment);
        let n_timed = lines.iter().filter(|line| line.is_timed_item()).count();
        let quote_marks = quote_marks(&segment);
        Self {
            hits,
            headings,
            lines,
            statements,
            days,
            clocks,
            directives,
            misspelt,
            fields,
            n_timed,
            labels,
            near,
            misplaced,
            ladders,
            quote_marks,
            item_keys: OnceLock::new(),
            segment,
        }
    }
}

/// The comments that turn rules off, and those that were meant to.
fn comments(segment: &Segment) -> (Vec<Directive>, Vec<Misspelt>) {
    let (directives, misspelt) = ignore::read_comments(segment.text(), segment.flavour());
    // A comment inside code is an example of one.
    let directives = outside_code(segment, directives, |directive| directive.span.start);
    (directives, outside_code(segment, misspelt, |misspelt| misspelt.span.start))
}

/// So many pieces of prose are kept: those of an item and its first paragraph, the cells of a row.
const FEW: usize = 8;

pub(super) struct Reader<'a> {
    pub(super) segment: &'a Segment,
    pub(super) rules: &'a Rules,
    reuse: Option<Reuse<'a>>,
    /// Prose that was read last, since several ask for the same.
    proses: Vec<(Span, Rc<Prose<'a>>)>,
    /// The block in hand as an earlier reading had it; its lines, until they are taken.
    old: Option<(Old, bool)>,
    hits: Vec<HitFact>,
    pub(super) headings: Vec<HeadingFact>,
    lines: Vec<LineFact>,
    pub(super) statements: Vec<(Span, Stated)>,
    pub(super) days: Vec<(Span, Date)>,
    pub(super) clocks: Vec<(Span, Vec<(i64, Zone)>)>,
    fields: Vec<FieldFact>,
    labels: Vec<LabelFact>,
    near: Vec<(Section, usize)>,
    misplaced: Vec<MisplacedFact>,
    ladders: Vec<(Vec<Span>, bool)>,
}

impl<'a> Reader<'a> {
    pub(super) fn prose(&mut self, span: Span) -> Rc<Prose<'a>> {
        if let Some((_, prose)) = self.proses.iter().find(|(known, _)| *known == span) {
            return Rc::clone(prose);
        }
        let prose = Rc::new(self.segment.prose(span));
        if self.proses.len() >= FEW {
            self.proses.clear();
        }
        self.proses.push((span, Rc::clone(&prose)));
        prose
    }

    fn words(&mut self, index: usize, content: Span) -> Words {
        words_of(self.segment, index, content, |span| self.prose(span).plain())
    }

    fn block(&mut self, index: usize, block: &Block) {
        self.old = self.reuse.as_ref().and_then(|reuse| reuse.old(block)).map(|old| (old, false));
        if let (Some(reuse), Some((old, _))) = (&self.reuse, self.old) {
            self.hits.extend(reuse.hits(old, index));
        }
        match &block.kind {
            BlockKind::FrontMatter { syntax } => {
                let source = block.span.of(self.segment.text());
                self.front_matter(index, source, *syntax, block.span.start);
            }
            BlockKind::Heading { level, .. } => self.heading(index, block, *level),
            BlockKind::Paragraph => self.paragraph(index, block),
            BlockKind::Item { depth, .. } => self.item(index, block, *depth),
            BlockKind::Row { cells, header } => {
                self.line(index, block.content, LineKind::Row { header: *header });
                let stamped =
                    self.lines.last().is_some_and(|line| line.block == index && line.stamp.is_some());
                let record =
                    stamped && cells.iter().skip(1).any(|cell| is_author(cell.of(self.segment.text())));
                for cell in cells {
                    let quoted = block.quotes > 0;
                    let first = self.hits.len();
                    self.wording(index, *cell, Place { quoted, ..Place::default() });
                    if record {
                        self.hits
                            .iter_mut()
                            .skip(first)
                            .for_each(|hit| Voice::Record.weigh(&mut hit.finding));
                    }
                    if *header {
                        // The name of a column tells of nothing that happened.
                        let hits = self.hits.iter_mut().skip(first);
                        hits.for_each(|hit| hit.finding.fixes.retain(|fix| fix.item.is_none()));
                    }
                }
                if *header && block.quotes == 0 {
                    self.head_label(cells, block.span);
                }
                if let [key, value] = cells.as_slice() {
                    // A table needs a first row: one with a number in it is no name of a column.
                    let source = value.of(self.segment.text());
                    if key.is_empty() {
                        self.row_goes_on(index, *value);
                    } else if !header || source.contains(|c: char| c.is_ascii_digit()) {
                        self.field(index, block.span, *key, *value);
                    }
                }
                if *header {
                    self.fields_of_head(index, cells);
                }
            }
            BlockKind::Html if block.quotes == 0 => {
                self.summary(index, block);
                self.names_in_html(block);
                if let Some(shown) = self.segment.behind_comment(block) {
                    self.wording(index, shown, Place::default());
                    if block.item.is_none() {
                        self.line(index, shown, LineKind::Paragraph);
                    }
                }
            }
            _ => {}
        }
    }

    fn front_matter(&mut self, index: usize, source: &str, syntax: FrontSyntax, at: usize) {
        let entries = front_matter::read_front_matter(source, syntax).entries;
        self.fields.extend(entries.into_iter().filter_map(|entry| {
            let (key, value) = (entry.key.shift(at), entry.value.shift(at));
            let field = entry.field?;
            let (span, text) = (key.cover(value), entry.text);
            Some(FieldFact { block: index, span, key, value, field, text, is_bare: false })
        }));
    }

    fn heading(&mut self, index: usize, block: &Block, level: u8) {
        let name = self.words(index, block.content).text;
        // Deep down a word in brackets is a remark: `Slow query (ROOT CAUSE)` among files that were changed.
        let named = self.recognise(&name).filter(|named| level < 3 || !named.is_in_brackets(&name));
        let place = Place { heading: true, quoted: block.quotes > 0, ..Place::default() };
        self.wording(index, block.content, place);
        if block.quotes > 0 {
            // Somebody else's heading, or a part of this review that is quoted as a whole.
            let named = named.iter().flat_map(Named::sections);
            self.near.extend(named.map(|section| (section, block.span.start)));
            return;
        }
        self.line(index, block.content, LineKind::Heading { level });
        let (span, content) = (block.span, block.content);
        self.clocks_of_heading(content, &name);
        self.headings.push(HeadingFact {
            block: index,
            level,
            span,
            content,
            name,
            named,
            stated: OnceLock::new(),
            holds_sayings: OnceLock::new(),
            item_end: span.end,
        });
    }

    /// A paragraph that is not an item's first: those come with their item.
    fn paragraph(&mut self, index: usize, block: &Block) {
        let in_item = block.item.is_some();
        let bold = if block.quotes == 0 { self.bold_label(block.content) } else { None };
        if let (Some((name, named)), false) = (&bold, in_item) {
            self.headings.push(HeadingFact {
                block: index,
                level: BOLD_LINE,
                span: block.span,
                content: block.content,
                name: name.clone(),
                named: Some(named.clone()),
                stated: OnceLock::new(),
                holds_sayings: OnceLock::new(),
                item_end: block.span.end,
            });
        }
        if block.quotes == 0 && block.content.of(self.segment.text()).starts_with('<') {
            self.names_in_html(block);
        }
        if block.quotes == 0 && !in_item && bold.is_none() {
            // What is listed right below belongs to it.
            let behind = self.segment.blocks().iter().skip(index + 1);
            let listed =
                behind.take_while(|next| next.item.is_some() || matches!(next.kind, BlockKind::Item { .. }));
            let end = listed.last().map_or(block.span.end, |last| last.span.end.max(block.span.end));
            // So does a table or a block of code.
            let next = self.segment.blocks().get(index + 1);
            let shown = next.filter(|next| matches!(next.kind, BlockKind::Code | BlockKind::Row { .. }));
            let end = shown.map_or(end, |next| next.span.end.max(end));
            self.labels(block.content, Span::new(block.span.start, end));
        }
        let named = lists_tags(block.content.of(self.segment.text()));
        let place = Place { heading: bold.is_some(), quoted: block.quotes > 0, named, ..Place::default() };
        let first_line = self.lines.len();
        if !in_item && block.quotes == 0 {
            self.paragraph_lines(index, block);
            if bold.is_none() {
                self.bold_key(index, block.content);
            }
        }
        let own_lines = self.lines.len();
        if !in_item && block.quotes > 0 {
            self.quoted_entry(index, block);
        }
        let of_item = |line: &LineFact| Some(line.block) == block.item && line.stamp.is_some();
        let entry = own_lines > first_line || self.lines.last().is_some_and(of_item);
        self.wording(index, block.content, Place { entry, ..place });
        self.statement(block.content, block.quotes > 0);
    }

    fn item(&mut self, index: usize, block: &Block, depth: u8) {
        let first = self.segment.blocks().get(index + 1).filter(|next| next.item == Some(index));
        let content = match first {
            Some(next) if next.kind == BlockKind::Paragraph => next.content,
            Some(next) if next.kind == BlockKind::Html => {
                self.segment.behind_comment(next).unwrap_or(Span::empty(next.content.start))
            }
            _ => Span::empty(block.content.start.max(block.span.start)),
        };
        if block.quotes > 0 {
            // A timeline may be quoted; nothing else in a quotation is said by this review.
            self.line(index, content, LineKind::Item { depth });
            return;
        }
        if let Some((name, named)) = self.bold_label(content) {
            let line_end = content.end;
            self.headings.push(HeadingFact {
                block: index,
                level: BOLD_BULLET,
                span: Span::new(block.span.start, line_end),
                content,
                name,
                named: Some(named),
                stated: OnceLock::new(),
                holds_sayings: OnceLock::new(),
                item_end: block.span.end,
            });
            return;
        }
        self.labels(content, block.span);
        // What holds more than its first paragraph may be a key with its value below.
        if !self.field_line(index, content) && block.span.end > content.end {
            self.bare_key(index, content);
        }
        self.line(index, content, LineKind::Item { depth });
        if let (0, Some(section)) = (depth, reads_like(content.of(self.segment.text()))) {
            self.misplaced.push(MisplacedFact { block: index, content, section });
        }
    }
}

#[cfg(test)]
mod tests {
    use askhow_document::{Document, Flavour};

    use super::*;
    use crate::Surroundings;

    #[track_caller]
    fn check_directives(text: &str, flavour: Flavour, expected: usize) {
        let document = Document::of(text, flavour);
        let segment = Arc::clone(document.segments().first().unwrap());
        let facts = Facts::read(segment, &Surroundings::default().rules, None);
        assert_eq!(facts.directives.len(), expected, "{text}");
    }

    #[test]
    fn a_comment_that_is_quoted_as_code_turns_nothing_off() {
        let plain = Flavour::Markdown;
        check_directives("Why? <!-- askhow-ignore -->\n", plain, 1);
        check_directives("Write `<!-- askhow-ignore -->` there.\n", plain, 0);
        check_directives("- ``<!-- askhow-ignore-next -->`` above it <!-- askhow-ignore -->\n", plain, 1);
        check_directives("```\n<!-- askhow-ignore -->\n```\n", plain, 0);
        check_directives("Why? {/* askhow-ignore */}\n", plain, 0);
        check_directives("Why? {/* askhow-ignore */}\n", Flavour::Mdx, 1);
        check_directives("Write `{/* askhow-ignore */}` there.\n", Flavour::Mdx, 0);
    }
}
