//! Facts: what one segment holds, whatever stands around it.
//!
//! Facts depend on the segment's text and the settings alone, so an edit elsewhere leaves them as they are.
//! All spans are relative to the segment. What depends on the rest of the document (inherited dates, the
//! section a sentence stands in, order) is worked out in [`crate::Review`] from these.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use askhow_document::{Block, BlockKind, Finding, Plain, Segment, Span};
use askhow_phrasing::{Hit, Place, Scope};
use askhow_timeline::{Stamp, Stated, Zone};

use crate::Rules;
use crate::form::{self, FieldFact};
use crate::front_matter;
use crate::ignore::{Directive, read_directives};
use crate::ladder::ladders;
use crate::names::Named;
use crate::section::Section;

/// What one segment holds.
#[derive(Debug)]
pub struct Facts {
    /// The segment.
    pub segment: Arc<Segment>,
    /// What the wording rules found, in order.
    pub hits: Vec<HitFact>,
    /// Headings and what is used as one, in order.
    pub headings: Vec<HeadingFact>,
    /// Lines that bear a stamp, and those that could, in order.
    pub lines: Vec<LineFact>,
    /// Sentences that state a zone, in order.
    pub zones: Vec<(Span, Zone)>,
    /// Sentences that date all events, in order.
    pub dates: Vec<(Span, Stated)>,
    /// Comments that turn rules off, in order.
    pub directives: Vec<Directive>,
    /// Fields of the form, in order.
    pub fields: Vec<FieldFact>,
    /// How many items and rows begin with a clock time.
    pub n_timed: usize,
    /// Outermost items that read like another section's, in order.
    pub misplaced: Vec<MisplacedFact>,
}

/// A list item that reads like an item of a certain section.
#[derive(Debug)]
pub struct MisplacedFact {
    /// Its block.
    pub block: usize,
    /// Its words.
    pub content: Span,
    /// Where it seems to belong.
    pub section: Section,
}

/// A finding of a wording rule.
#[derive(Debug)]
pub struct HitFact {
    /// Its block.
    pub block: usize,
    /// What is said; spans relative to the segment.
    pub finding: Finding,
    /// Where it counts.
    pub scope: Scope,
    /// Rule and wording: the same in one section is told once aloud.
    pub wording: u64,
}

/// A heading, or a bold line or bullet that serves as one.
#[derive(Debug)]
pub struct HeadingFact {
    /// Its block.
    pub block: usize,
    /// 1 to 6; [`BOLD_LINE`] or [`BOLD_BULLET`] for what is no heading to Markdown.
    pub level: u8,
    /// All of it: for a bullet its own line alone.
    pub span: Span,
    /// Its words.
    pub content: Span,
    /// Its words without Markdown.
    pub name: String,
    /// What it is known as.
    pub named: Option<Named>,
    /// What it says about dates and zones, read when it is first asked.
    pub(crate) stated: OnceLock<Stated>,
    /// Where a bullet's list item ends; the heading's own end for the others.
    pub item_end: usize,
}

impl HeadingFact {
    /// What it says about dates and zones.
    pub fn stated(&self) -> &Stated {
        self.stated.get_or_init(|| askhow_timeline::read_stated(&self.name))
    }
}

/// The level of a bold line used as a heading.
pub const BOLD_LINE: u8 = 7;
/// The level of a bold list item used as a heading of what is nested in it.
pub const BOLD_BULLET: u8 = 8;

/// A line that may be an entry of a timeline.
#[derive(Debug)]
pub struct LineFact {
    /// Its block: an item, a row, a paragraph, a heading.
    pub block: usize,
    /// What it is to Markdown.
    pub kind: LineKind,
    /// Its words in the segment: one line of a paragraph, an item's first paragraph, a row's cells.
    pub content: Span,
    /// The stamp at its start; `stamp.span` is relative to `text`.
    pub stamp: Option<Arc<Stamp>>,
    /// Its words without Markdown; the cells of a row are joined by ` | `.
    pub text: Arc<str>,
    /// The zone that a table's header states for its column (`Time (UTC)`).
    pub zone: Option<Arc<Zone>>,
}

impl LineFact {
    /// An item or a row that begins with a clock time.
    pub(crate) fn is_timed_item(&self) -> bool {
        let listed = matches!(self.kind, LineKind::Item { .. } | LineKind::Row { .. });
        listed && self.stamp.as_ref().is_some_and(|stamp| stamp.has_time)
    }
}

/// What a line is to Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// A list item.
    Item {
        /// How deep, 0 for the outermost.
        depth: u8,
    },
    /// A table's row.
    Row {
        /// The one above the dashes.
        header: bool,
    },
    /// A line of a paragraph.
    Paragraph,
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
    },
}

impl Facts {
    /// Reads a segment.
    pub fn read(segment: Arc<Segment>, rules: &Rules) -> Self {
        let mut reader = Reader {
            segment: &segment,
            rules,
            hits: Vec::new(),
            headings: Vec::new(),
            lines: Vec::new(),
            zones: Vec::new(),
            dates: Vec::new(),
            fields: Vec::new(),
            misplaced: Vec::new(),
        };
        for (index, block) in segment.blocks().iter().enumerate() {
            reader.block(index, block);
        }
        reader.ladders();
        reader.bare_fields();
        let Reader { hits, headings, lines, zones, dates, mut fields, misplaced, .. } = reader;
        fields.sort_by_key(|field| field.span.start);
        let directives = directives(&segment);
        let n_timed = lines.iter().filter(|line| line.is_timed_item()).count();
        Self { hits, headings, lines, zones, dates, directives, fields, n_timed, misplaced, segment }
    }

    /// The words of a line and the way back to the segment.
    pub fn line_words(&self, line: &LineFact) -> Words {
        words(&self.segment, line.block, line.content)
    }
}

/// The words of a line, and where each stands in the segment.
#[derive(Debug)]
pub struct Words {
    /// The words alone; the cells of a row are joined by ` | `.
    pub text: String,
    parts: Vec<WordsPart>,
}

#[derive(Debug)]
struct WordsPart {
    /// Where it begins in the joined text.
    text_start: usize,
    /// Where its source begins in the segment.
    source_start: usize,
    plain: Plain,
}

impl Words {
    /// Where a span of the words stands in the segment.
    pub fn source_span(&self, span: Span) -> Span {
        let Some(first) = self.part(span.start) else { return Span::default() };
        let local = |part: &WordsPart, offset: usize| {
            offset.saturating_sub(part.text_start).min(part.plain.text.len())
        };
        let start = first.plain.source_offset(local(first, span.start)) + first.source_start;
        if span.is_empty() {
            return Span::empty(start);
        }
        let last = self.part(span.end - 1).unwrap_or(first);
        let last_span = Span::new(local(last, span.end).saturating_sub(1), local(last, span.end));
        let end = last.plain.source_span(last_span).end + last.source_start;
        Span::new(start, end.max(start))
    }

    /// The stretches of words between marks.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Span> + '_ {
        self.parts.iter().flat_map(|part| part.plain.pieces().map(|piece| piece.span.shift(part.text_start)))
    }

    fn part(&self, offset: usize) -> Option<&WordsPart> {
        let index = self.parts.partition_point(|part| part.text_start <= offset).checked_sub(1)?;
        self.parts.get(index)
    }
}

/// The words of a block or of a line of it.
pub fn words(segment: &Segment, block: usize, content: Span) -> Words {
    let row = segment.blocks().get(block).and_then(|block| match &block.kind {
        BlockKind::Row { cells, .. } => Some(cells.as_slice()),
        _ => None,
    });
    let spans = row.unwrap_or(std::slice::from_ref(&content));
    let plains: Vec<(usize, Plain)> =
        spans.iter().map(|span| (span.start, segment.prose(*span).plain())).collect();
    let texts: Vec<&str> = plains.iter().map(|(_, plain)| plain.text.as_str()).collect();
    let text = texts.join(CELL_JOINT);
    let mut text_start = 0;
    let mut parts = Vec::with_capacity(plains.len());
    for (source_start, plain) in plains {
        let len = plain.text.len();
        parts.push(WordsPart { text_start, source_start, plain });
        text_start += len + CELL_JOINT.len();
    }
    Words { text, parts }
}

/// What joins the cells of a row, as [`askhow_timeline::read_cells`] has it.
const CELL_JOINT: &str = " | ";

fn directives(segment: &Segment) -> Vec<Directive> {
    let text = segment.text();
    if !text.contains("askhow-") {
        return Vec::new();
    }
    // A comment inside code is an example of one.
    let in_code = |at: usize| {
        segment.blocks().iter().any(|block| match block.kind {
            BlockKind::Code => block.span.contains(at),
            _ => false,
        })
    };
    read_directives(text).into_iter().filter(|directive| !in_code(directive.span.start)).collect()
}

struct Reader<'a> {
    segment: &'a Segment,
    rules: &'a Rules,
    hits: Vec<HitFact>,
    headings: Vec<HeadingFact>,
    lines: Vec<LineFact>,
    zones: Vec<(Span, Zone)>,
    dates: Vec<(Span, Stated)>,
    fields: Vec<FieldFact>,
    misplaced: Vec<MisplacedFact>,
}

impl Reader<'_> {
    fn block(&mut self, index: usize, block: &Block) {
        match &block.kind {
            BlockKind::FrontMatter { toml } => {
                let source = block.span.of(self.segment.text());
                self.front_matter(index, source, *toml, block.span.start);
            }
            BlockKind::Heading { level, .. } => self.heading(index, block, *level),
            BlockKind::Paragraph => self.paragraph(index, block),
            BlockKind::Item { depth, .. } => self.item(index, block, *depth),
            BlockKind::Row { cells, header } => {
                for cell in cells {
                    self.wording(index, *cell, Place { quoted: block.quotes > 0, ..Place::default() });
                }
                self.line(index, block.content, LineKind::Row { header: *header });
                if let [key, value] = cells.as_slice() {
                    // A table needs a first row: one with a number in it is no name of a column.
                    let source = value.of(self.segment.text());
                    if !header || source.contains(|c: char| c.is_ascii_digit()) {
                        self.field(index, block.span, *key, *value);
                    }
                }
            }
            _ => {}
        }
    }

    fn front_matter(&mut self, index: usize, source: &str, toml: bool, at: usize) {
        let entries = front_matter::read_front_matter(source, toml).entries;
        self.fields.extend(entries.into_iter().filter_map(|entry| {
            let (key, value) = (entry.key.shift(at), entry.value.shift(at));
            let field = entry.field?;
            Some(FieldFact { block: index, span: key.cover(value), key, value, field, text: entry.text })
        }));
    }

    fn heading(&mut self, index: usize, block: &Block, level: u8) {
        let name = words(self.segment, index, block.content).text;
        let named = self.rules.sections.recognise(&name);
        let place = Place { heading: true, quoted: block.quotes > 0, entry: false };
        self.wording(index, block.content, place);
        if block.quotes > 0 {
            return;
        }
        self.line(index, block.content, LineKind::Heading { level });
        let (span, content) = (block.span, block.content);
        self.headings.push(HeadingFact {
            block: index,
            level,
            span,
            content,
            name,
            named,
            stated: OnceLock::new(),
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
                item_end: block.span.end,
            });
        }
        let place = Place { heading: bold.is_some(), quoted: block.quotes > 0, entry: false };
        let first_line = self.lines.len();
        if !in_item && block.quotes == 0 {
            self.paragraph_lines(index, block);
        }
        let of_item = |line: &LineFact| Some(line.block) == block.item && line.stamp.is_some();
        let entry = self.lines.len() > first_line || self.lines.last().is_some_and(of_item);
        self.wording(index, block.content, Place { entry: place.entry || entry, ..place });
        if block.quotes == 0 {
            self.zone(block.content);
        }
    }

    fn paragraph_lines(&mut self, index: usize, block: &Block) {
        let text = self.segment.text();
        let mut at = block.content.start;
        for line in block.content.of(text).split_inclusive('\n') {
            let content = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
            at += line.len();
            if !self.field_line(index, content) {
                self.line(index, content, LineKind::Paragraph);
            }
        }
    }

    fn item(&mut self, index: usize, block: &Block, depth: u8) {
        if block.quotes > 0 {
            return;
        }
        let first = self.segment.blocks().get(index + 1).filter(|next| next.item == Some(index));
        let content = match first {
            Some(next) if next.kind == BlockKind::Paragraph => next.content,
            _ => Span::empty(block.content.start.max(block.span.start)),
        };
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
                item_end: block.span.end,
            });
            return;
        }
        self.field_line(index, content);
        self.line(index, content, LineKind::Item { depth });
        if let (0, Some(section)) = (depth, reads_like(content.of(self.segment.text()))) {
            self.misplaced.push(MisplacedFact { block: index, content, section });
        }
    }

    /// The name of a section that is all of a bold line.
    fn bold_label(&self, content: Span) -> Option<(String, Named)> {
        let source = content.of(self.segment.text()).trim();
        let source = source.strip_suffix(':').unwrap_or(source);
        let inside =
            ["**", "__"].into_iter().find_map(|mark| source.strip_prefix(mark)?.strip_suffix(mark))?;
        if inside.contains(['\n', '*', '_']) {
            return None;
        }
        let name = inside.trim().trim_end_matches(':').to_owned();
        let named = self.rules.sections.recognise(&name)?;
        Some((name, named))
    }

    fn wording(&mut self, index: usize, content: Span, place: Place) {
        let source = content.of(self.segment.text());
        if source.is_empty() || !self.rules.phrases.may_match(source) {
            return;
        }
        for hit in self.rules.phrases.check(&self.segment.prose(content), place) {
            let finding = shift(hit.finding, content.start);
            self.hits.push(hit_fact(index, Hit { finding, ..hit }));
        }
    }

    /// Whys that climb over the items of a list.
    fn ladders(&mut self) {
        let n_whys = self.hits.iter().filter(|hit| hit.finding.rule.id.contains("/why-")).count();
        let ladders = ladders(self.segment, self.rules, n_whys);
        for (block, hit) in ladders {
            // One ladder is told once: a piece may have rungs of its own.
            let told = self.hits.iter().any(|it| it.block == block && it.finding.rule == hit.finding.rule);
            if !told {
                self.hits.push(hit_fact(block, hit));
            }
        }
        self.hits.sort_by_key(|hit| hit.finding.span.start);
    }

    fn line(&mut self, index: usize, content: Span, kind: LineKind) {
        let keeps_unstamped = !matches!(kind, LineKind::Paragraph | LineKind::Heading { .. });
        let source = content.of(self.segment.text());
        let may = match kind {
            LineKind::Row { header: true } => true,
            // The stamp may stand behind a running number or an empty cell.
            LineKind::Row { header: false } => source.split('|').take(4).any(may_start_with_stamp),
            _ => may_start_with_stamp(source),
        };
        if !may {
            if keeps_unstamped {
                // Its words are only asked whether there are any and whether they begin with a label.
                let text = Arc::from(source.trim());
                self.lines.push(LineFact { block: index, kind, content, stamp: None, text, zone: None });
            }
            return;
        }
        let words = words(self.segment, index, content);
        let mut zone = None;
        let stamp = match kind {
            LineKind::Row { header: true } => {
                zone = askhow_timeline::read_stated(&words.text).zone.map(|(zone, _)| Arc::new(zone));
                None
            }
            LineKind::Row { header: false } => {
                let cells: Vec<&str> = words.parts.iter().map(|part| part.plain.text.as_str()).collect();
                askhow_timeline::read_cells(&cells).stamp
            }
            _ => askhow_timeline::read_stamp(&words.text),
        };
        let stamp = stamp.map(Arc::new);
        if stamp.is_some() || keeps_unstamped {
            self.lines.push(LineFact {
                block: index,
                kind,
                content,
                stamp,
                text: Arc::from(words.text),
                zone,
            });
        }
    }

    fn zone(&mut self, content: Span) {
        let source = content.of(self.segment.text());
        if source.len() > 4096 || !mentions_times(source) {
            return;
        }
        let plain = self.segment.prose(content).plain();
        let stated = askhow_timeline::read_stated(&plain.text);
        if stated.for_all {
            self.dates.push((content, stated.clone()));
        }
        if let Some((zone, span)) = stated.zone {
            self.zones.push((plain.source_span(span).shift(content.start), zone));
        }
    }

    fn field(&mut self, index: usize, span: Span, key: Span, value: Span) {
        let plain = |span: Span| self.segment.prose(span).plain().text;
        if let Some(field) = form::recognise_field(&plain(key)) {
            self.fields.push(FieldFact { block: index, span, key, value, field, text: plain(value) });
        }
    }

    /// Items without a colon (`Resolved 2023-01-11 15:51`) beside one that is a field.
    fn bare_fields(&mut self) {
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

    /// A line `Key: value`, `**Key**: value` or `Key<Tab>value`; whether it is one.
    fn field_line(&mut self, index: usize, content: Span) -> bool {
        let Some((key, value)) = form::split_field(content.of(self.segment.text())) else { return false };
        let (key, value) = (key.shift(content.start), value.shift(content.start));
        let before = self.fields.len();
        self.field(index, content, key, value);
        self.fields.len() > before
    }
}

fn hit_fact(block: usize, hit: Hit) -> HitFact {
    let mut hasher = DefaultHasher::new();
    (hit.finding.rule.id, &hit.wording).hash(&mut hasher);
    HitFact { block, finding: hit.finding, scope: hit.scope, wording: hasher.finish() }
}

fn shift(mut finding: Finding, by: usize) -> Finding {
    finding.span = finding.span.shift(by);
    finding.related.iter_mut().for_each(|related| related.span = related.span.shift(by));
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = edit.span.shift(by);
    }
    finding
}

/// Whether a line may start with a stamp: a look at its first bytes, never wrongly `false`.
fn may_start_with_stamp(source: &str) -> bool {
    let head = source.trim_start_matches(|c: char| c.is_whitespace() || "*_`[(|<~".contains(c));
    let Some(first) = head.chars().next() else { return false };
    if first.is_ascii_digit() || "?-+—".contains(first) {
        return true;
    }
    if !first.is_ascii_alphabetic() {
        return false;
    }
    let start: String = head.chars().take(40).collect::<String>().to_ascii_lowercase();
    start.bytes().any(|byte| byte.is_ascii_digit() || byte == b'?')
        || ["noon", "midnight", "hh:mm", "x:", "morning", "evening", "afternoon", "night"]
            .iter()
            .any(|word| start.contains(word))
        || ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            .iter()
            .any(|month| start.starts_with(month))
}

/// What section an item's first words belong to, where they tell beyond doubt.
fn reads_like(source: &str) -> Option<Section> {
    let head: String = source.chars().take(160).collect::<String>().to_lowercase().replace('’', "'");
    let planned = ["we will ", "we'll ", "we are going to ", "we plan to ", "todo: ", "[ ] "];
    if planned.iter().any(|words| head.starts_with(words)) {
        return Some(Section::FollowUp);
    }
    let alone = ["recovered by itself", "recovered on its own", "recovered automatically", "resolved itself"];
    alone.iter().any(|words| head.contains(words)).then_some(Section::Mitigators)
}

fn mentions_times(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    ["times", "utc", "gmt", "clock", "timezone", "time zone"].iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_prose_is_not_looked_at_twice() {
        for line in ["16:40 x", "**21:45 UTC** x", "[12-05 16:21]", "June 14th", "around 5", "??:??", "- x 1"]
        {
            assert!(may_start_with_stamp(line), "{line}");
        }
        for line in ["The deploy went out to all regions in the morning of that day", "", "("] {
            assert!(!may_start_with_stamp(line), "{line}");
        }
    }
}
