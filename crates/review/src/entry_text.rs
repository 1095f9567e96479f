//! What an entry of a timeline says, behind its stamp or in the paragraph below it.

use askhow_document::{BlockKind, Span};

use crate::columns::who_column;
use crate::facts::{self, Facts, LineKind, Words};
use crate::fix::extent;
use crate::form::is_open_value;
use crate::review::Review;
use crate::timelines::{LineAt, TimelinePart};

/// The words of an entry.
#[derive(Debug)]
pub struct EntryText {
    /// Where they stand, Markdown included: in two places where the stamp stands between them.
    pub spans: Vec<Span>,
    /// The words alone.
    pub words: String,
    /// The line of their stamp.
    pub(crate) at: LineAt,
    /// What is bold or a link in them.
    pub(crate) marked: Vec<Span>,
    /// Code spans in them.
    pub(crate) code: Vec<Span>,
    /// Who acted, where a column of the table says so.
    pub(crate) who: Option<Span>,
    /// The line that holds them, where in it they stand, and where its segment begins.
    line: Words,
    parts: Vec<Span>,
    start: usize,
}

impl EntryText {
    /// What the entry of a line says; of a heading or a stamp alone, the first paragraph below it.
    pub fn of(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Self> {
        let at = *timeline.lines.get(line)?;
        let stamp = timeline.rows().get(line)?.stamp.as_ref()?;
        let (facts, fact, start) = review.line(at)?;
        let source = facts.segment.text();
        let own = facts.line_words(fact);
        let parts = stamp.text_spans(&own.text);
        let mut low = fact.content.start;
        let place = |part: &Span| {
            let from = own.source_span(Span::empty(part.start)).start.min(fact.content.end);
            let from = with_marks(source, low, from);
            let is_open = part.end == own.text.len();
            let to = if is_open { fact.content.end } else { own.source_span(*part).end.max(from) };
            low = to;
            Span::new(from, to.max(from)).shift(start)
        };
        let own_text = Self {
            at,
            spans: parts.iter().map(place).collect(),
            words: stamp.text(&own.text).into_owned(),
            marked: marked(&own, source, &parts),
            code: code(&own, &parts),
            who: who(review, at, fact.kind, &own.text, &parts),
            line: own,
            parts,
            start,
        };
        if !own_text.words.trim_matches([' ', '|', ':', '-', '*', '_']).is_empty() {
            return Some(own_text);
        }
        if let Some(next) = next_lines(facts, at, start) {
            return Some(next);
        }
        let end = match fact.kind {
            LineKind::Paragraph => end_below(review, timeline, line)?,
            _ => extent(review, timeline, line)?.end,
        };
        // Marks that close what the stamp opened say nothing.
        let last = own_text.spans.last().map_or(start + fact.content.end, |span| span.end);
        let nothing = Self { spans: vec![Span::empty(last)], words: String::new(), ..own_text };
        Some(below(review, at, start + fact.content.end, end).unwrap_or(nothing))
    }

    /// Where a span of the words stands in the document.
    pub fn place(&self, span: Span) -> Span {
        let mut begins = 0;
        let mut in_line = span;
        for part in &self.parts {
            if begins <= span.start {
                in_line = Span::new(span.start - begins + part.start, span.end - begins + part.start);
            }
            begins += part.len() + JOINT.len();
        }
        self.line.source_span(in_line).shift(self.start)
    }
}

/// What joins the words before a stamp and those behind it.
const JOINT: &str = " | ";

/// Where a span of a line stands in the words that are these parts of it.
fn in_words(parts: &[Span], span: Span) -> Option<Span> {
    let mut begins = 0;
    for part in parts {
        if part.start <= span.start && span.end <= part.end {
            return Some(Span::new(span.start - part.start + begins, span.end - part.start + begins));
        }
        begins += part.len() + JOINT.len();
    }
    None
}

/// Where the text begins, the marks that open right before its first word included: `**Ada** joins`.
fn with_marks(source: &str, low: usize, from: usize) -> usize {
    let before = Span::new(low.min(from), from).of(source);
    let words = before.trim_end_matches(['*', '_', '`', '[', '!']);
    // What stands right behind a stamp closes what opened before it.
    if words.ends_with([' ', '\t', '|']) { low + words.len() } else { from }
}

/// The cell of a row that says who acted, relative to the words behind the stamp.
fn who(review: &Review, at: LineAt, kind: LineKind, row: &str, parts: &[Span]) -> Option<Span> {
    if !matches!(kind, LineKind::Row { .. }) {
        return None;
    }
    let column = who_column(review, at)?;
    let cell = row.split(" | ").nth(column)?;
    let from = row.split(" | ").take(column).map(|cell| cell.len() + " | ".len()).sum::<usize>();
    let name = cell.trim();
    let start = from + cell.find(name)?;
    let is_name = (1..=40).contains(&name.len()) && name.contains(char::is_alphabetic);
    in_words(parts, Span::new(start, start + name.len())).filter(|_| is_name && !is_open_value(name))
}

/// What stands in the same paragraph below a stamp that has its line for itself, up to the next line with a stamp.
fn next_lines(facts: &Facts, at: LineAt, start: usize) -> Option<EntryText> {
    let line = at.line;
    let fact = facts.lines.get(line).filter(|fact| fact.kind == LineKind::Paragraph)?;
    let block = facts.segment.blocks().get(fact.block)?;
    let next = facts.lines.get(line + 1).filter(|next| next.block == fact.block);
    let end = next.map_or(block.content.end, |next| next.content.start);
    let below = Span::new(fact.content.end.min(end), end);
    let text = below.of(facts.segment.text());
    let from = below.start + text.len() - text.trim_start().len();
    let span = Span::new(from, from.max(below.start + text.trim_end().len()));
    let line = facts::words(&facts.segment, fact.block, span);
    let parts = vec![Span::new(0, line.text.len())];
    let marked = marked(&line, facts.segment.text(), &parts);
    let (words, spans) = (line.text.clone(), vec![span.shift(start)]);
    let code = code(&line, &parts);
    let said = EntryText { at, spans, words, marked, code, who: None, line, parts, start };
    (!said.words.trim().is_empty()).then_some(said)
}

/// Where ends what may stand below a line of a timeline: at the next one, or with its section.
fn end_below(review: &Review, timeline: &TimelinePart, line: usize) -> Option<usize> {
    let place = |line: usize| {
        let (_, fact, start) = review.line(*timeline.lines.get(line)?)?;
        Some(start + fact.content.start)
    };
    let here = place(line)?;
    let part = review.outline.part_at(here).and_then(|part| review.outline.parts.get(part));
    let end = part.map_or(review.text.len(), |part| part.own.end);
    Some(place(line + 1).map_or(end, |next| next.min(end)))
}

/// The first paragraph between two places.
fn below(review: &Review, at: LineAt, from: usize, end: usize) -> Option<EntryText> {
    let first = review.starts.partition_point(|start| *start <= from).checked_sub(1)?;
    let near = review.facts.iter().zip(&review.starts).skip(first).take_while(|(_, start)| **start < end);
    for (facts, start) in near {
        for (index, block) in facts.segment.blocks().iter().enumerate() {
            let content = block.content.shift(*start);
            if block.kind != BlockKind::Paragraph || content.start < from || content.end > end {
                continue;
            }
            let words = facts::words(&facts.segment, index, block.content);
            let parts = vec![Span::new(0, words.text.len())];
            let marked = marked(&words, facts.segment.text(), &parts);
            let code = code(&words, &parts);
            let (text, spans) = (words.text.clone(), vec![content]);
            return Some(EntryText {
                at,
                spans,
                words: text,
                marked,
                code,
                who: None,
                line: words,
                parts,
                start: *start,
            });
        }
    }
    None
}

/// What is bold or a link, relative to the words that are these parts of a line.
fn marked(words: &Words, source: &str, parts: &[Span]) -> Vec<Span> {
    let is_marked = |span: &Span| {
        let span = words.source_span(*span);
        let (before, behind) = (source.get(..span.start), source.get(span.end..));
        let opens = before
            .is_some_and(|before| before.ends_with("**") || before.ends_with("__") || before.ends_with('['));
        opens
            && behind.is_some_and(|behind| {
                behind.starts_with("**") || behind.starts_with("__") || behind.starts_with(']')
            })
    };
    let rest = parts.first().map_or(0, |part| part.start);
    let spans = words.pieces().filter(|span| span.start >= rest).take(8).filter(is_marked);
    spans.filter_map(|span| in_words(parts, span)).collect()
}

/// Code spans, relative to the words that are these parts of a line.
fn code(words: &Words, parts: &[Span]) -> Vec<Span> {
    let rest = parts.first().map_or(0, |part| part.start);
    let codes = words.codes().filter(|span| span.start >= rest).take(16);
    codes.filter_map(|span| in_words(parts, span)).collect()
}
