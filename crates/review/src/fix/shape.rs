//! How an entry of a timeline is written, so that a new one looks like its neighbours.

use askhow_document::{Block, BlockKind, Span};
use askhow_english::class::is;
use askhow_timeline::Stamp;

use super::breaks::{Hard, is_loose, marks};
use super::bullets::{bullets, later_bullet};
use super::newline;
use crate::columns::heads;
use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::TimelinePart;
use crate::vocabulary::Vocabulary;

/// The beginning of an entry, up to where its text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What stands before the stamp and is the line's: indentation and bullet, `### `, `| `.
    pub mark: String,
    /// The stamp in its marks, and what separates it from the text: `**16:41** - `, `16:41 | `.
    pub stamp: String,
    /// What closes the line behind the text: the rest of a row.
    pub rest: String,
}

/// The marks around an entry's stamp and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    kind: ShapeKind,
    /// Marks before the stamp: `**`, `[`.
    lead: String,
    /// What stands between stamp and text: `: `, `** - `.
    between: String,
    newline: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ShapeKind {
    /// A list item: its indentation, its own bullet and that of the next one, boxes to tick included; whether blank
    /// lines part it from the others.
    Item { indent: String, own: String, marker: String, loose: bool },
    /// A table's row: how many cells, the first and last of the stamp's, where the text goes and who acted.
    Row { n_cells: usize, first: usize, last: usize, text: usize, who: Option<usize> },
    /// A heading of this level, with the text behind the stamp or below.
    Heading { level: u8, inline: bool },
    /// A paragraph, or a line of one.
    Line { apart: bool, hard: Hard },
}

impl Shape {
    /// That of an entry as it is written where there is none to follow.
    pub(crate) fn plain(review: &Review) -> Self {
        let marker = "-".to_owned();
        let kind = ShapeKind::Item { indent: String::new(), own: marker.clone(), marker, loose: false };
        Self { kind, lead: String::new(), between: " ".to_owned(), newline: newline(review) }
    }

    /// That of a line of a timeline.
    pub(crate) fn of(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Self> {
        let at = *timeline.lines.get(line)?;
        let (facts, fact, start) = review.line(at)?;
        let block = facts.segment.blocks().get(fact.block)?;
        let source = facts.segment.text();
        let own = timeline.rows().get(line).and_then(|row| row.stamp.as_ref());
        let stamp = own.filter(|stamp| !stamp.is_lent()).or(fact.stamp.as_ref());
        let (lead, between) = match stamp {
            Some(stamp) => {
                let words = facts.line_words(fact);
                let written = words.source_span(stamp.span);
                let cell = cell_around(block, fact.content, written);
                let own = words.source_span(Span::empty(own_start(stamp))).start;
                let rest = words.source_span(Span::empty(stamp.rest)).start.min(cell.end);
                let lead = Span::new(cell.start, own.max(cell.start)).of(source);
                let between = Span::new(written.end, rest.max(written.end)).of(source);
                marks(lead, between)
            }
            None => (String::new(), " ".to_owned()),
        };
        let kind = match (&block.kind, fact.kind) {
            (BlockKind::Item { marker, .. }, _) => {
                let here = start + block.span.start;
                let line_start = review.text.line_span(review.text.line_of(here)).start;
                let indent = review.text.slice(Span::new(line_start, here)).into_owned();
                let (own, marker) = bullets(facts, fact.block, marker.of(source));
                ShapeKind::Item { indent, own, marker, loose: is_loose(review, timeline, line) }
            }
            (BlockKind::Row { cells, .. }, _) => {
                let first = stamp.map_or(0, |stamp| cell_of(&fact.text, stamp.span.start));
                let last = stamp.map_or(0, |stamp| cell_of(&fact.text, stamp.span.end.saturating_sub(1)));
                let heads = heads(review, at);
                let free = |index: &usize| *index > last && *index < cells.len();
                let named = |class| {
                    heads.iter().flat_map(|it| it.iter()).position(|head| is(head, class)).filter(free)
                };
                let who = named(Vocabulary::ColumnWho);
                let text = named(Vocabulary::ColumnWhat)
                    .or_else(|| (last + 1..cells.len()).rev().find(|index| Some(*index) != who));
                ShapeKind::Row { n_cells: cells.len(), first, last, text: text.unwrap_or(last), who }
            }
            (_, LineKind::Heading { level }) => {
                let said = stamp.and_then(|stamp| fact.text.get(stamp.rest..)).unwrap_or_default();
                ShapeKind::Heading { level, inline: !said.trim().is_empty() }
            }
            _ => {
                let near = [line.checked_sub(1), Some(line + 1)].into_iter().flatten();
                let mut near = near.filter_map(|line| timeline.lines.get(line));
                let apart = !near.any(|other| {
                    let block = review.line(*other).map(|(_, fact, _)| fact.block);
                    (other.segment, block) == (at.segment, Some(fact.block))
                });
                ShapeKind::Line { apart, hard: Hard::of(facts, fact) }
            }
        };
        Some(Self { kind, lead, between, newline: newline(review) })
    }

    /// That of the entry so many behind the next one.
    pub(crate) fn later(&self, n_behind: usize) -> Self {
        let mut shape = self.clone();
        if let ShapeKind::Item { own, marker, .. } = &mut shape.kind
            && own != marker
        {
            *marker = later_bullet(marker, n_behind);
        }
        shape
    }

    /// That of an entry which takes the place of this one.
    pub(crate) fn in_place(mut self) -> Self {
        if let ShapeKind::Item { own, marker, .. } = &mut self.kind {
            marker.clone_from(own);
        }
        self
    }

    /// Whether entries of this shape are rows of a table.
    pub(crate) fn is_row(&self) -> bool {
        matches!(self.kind, ShapeKind::Row { .. })
    }

    /// The lines of a text as they can stand in an entry of this shape: a block of code begins on a line of its own,
    /// and one that does not end is none, since it would take in the entries below.
    pub(crate) fn laid_out(&self, lines: &[String]) -> Vec<String> {
        let mut laid: Vec<String> = lines.to_vec();
        if !matches!(self.kind, ShapeKind::Item { .. } | ShapeKind::Heading { .. }) {
            return laid;
        }
        let mut open: Option<(usize, String)> = None;
        for (index, line) in lines.iter().enumerate() {
            let words = line.trim();
            let length = words.len() - words.trim_start_matches(['`', '~']).len();
            let mark = words.get(..length).filter(|mark| mark.starts_with("```") || mark.starts_with("~~~"));
            let Some(mark) = mark else { continue };
            match &open {
                Some((_, other)) if mark.starts_with(other.as_str()) && mark.len() == words.len() => {
                    open = None
                }
                Some(_) => {}
                None => open = Some((index, mark.to_owned())),
            }
        }
        if let Some((index, _)) = open
            && let Some(line) = laid.get_mut(index)
        {
            let blank = line.len() - line.trim_start().len();
            line.insert(blank, '\\');
        }
        if laid.first().is_some_and(|first| {
            first.trim_start().starts_with("```") || first.trim_start().starts_with("~~~")
        }) {
            laid.insert(0, String::new());
        }
        laid
    }

    /// What stands between two entries.
    pub(crate) fn joint(&self) -> String {
        match &self.kind {
            ShapeKind::Heading { .. }
            | ShapeKind::Line { apart: true, .. }
            | ShapeKind::Item { loose: true, .. } => self.newline.repeat(2),
            _ => self.newline.to_owned(),
        }
    }

    /// An entry with what parts it from the line behind which it is put, and from the one that follows.
    pub(crate) fn behind(&self, entry: &str) -> String {
        let joint = self.joint();
        let hard = self.hard().cloned().unwrap_or_default();
        let before = if hard.at_end { "" } else { hard.written.as_str() };
        let after = if hard.at_end || hard.goes_on { hard.written.as_str() } else { "" };
        format!("{before}{joint}{entry}{after}")
    }

    /// An entry with what parts it from the line before which it is put.
    pub(crate) fn before(&self, entry: &str) -> String {
        format!("{entry}{}{}", self.hard_break(), self.joint())
    }

    /// What parts the lines of its paragraph; empty where nothing does, and for other shapes.
    pub(crate) fn hard_break(&self) -> &str {
        self.hard().map_or("", |hard| hard.written.as_str())
    }

    /// Whether entries of this shape are lines of one paragraph.
    pub(crate) fn parts_lines(&self) -> bool {
        self.hard().is_some()
    }

    fn hard(&self) -> Option<&Hard> {
        match &self.kind {
            ShapeKind::Line { apart: false, hard } => Some(hard),
            _ => None,
        }
    }

    /// Whether an entry of this shape takes up a line of its own, its text behind the stamp, and the next one stands
    /// in the line below.
    pub(crate) fn goes_on(&self) -> bool {
        !matches!(self.kind, ShapeKind::Heading { .. } | ShapeKind::Line { apart: true, .. })
    }

    /// An entry that is begun, for somebody to write on.
    pub(crate) fn open(&self, stamp: &str) -> Opening {
        let own = format!("{}{stamp}{}", self.lead, self.between);
        let (mark, stamp, rest) = match &self.kind {
            ShapeKind::Item { indent, marker, .. } => (format!("{indent}{marker} "), own, String::new()),
            ShapeKind::Heading { level, inline } => {
                let own = if *inline { own } else { own.trim_end().to_owned() };
                (format!("{} ", "#".repeat(usize::from(*level))), own, String::new())
            }
            ShapeKind::Line { .. } => (String::new(), own, String::new()),
            ShapeKind::Row { first, last, text, .. } => {
                let cells = self.cells(stamp);
                let first = &first_cell(*first, *last, stamp);
                let behind = first + stamp.split(" | ").count();
                // The cell behind the stamp; where there is none, that of the text.
                let caret = if behind < cells.len() { behind } else { *text };
                let row =
                    |cells: &[String]| cells.iter().map(|cell| format!("{cell} | ")).collect::<String>();
                let (before, after) = cells.split_at(caret.min(cells.len()));
                let (mark, own) = before.split_at((*first).min(before.len()));
                let rest = after.get(1..).unwrap_or_default();
                (format!("| {}", row(mark)), row(own), format!(" | {}", row(rest)).trim_end().to_owned())
            }
        };
        Opening { mark, stamp, rest }
    }

    /// The cells of a row that bears a stamp and nothing else.
    fn cells(&self, stamp: &str) -> Vec<String> {
        let ShapeKind::Row { n_cells, first, last, .. } = &self.kind else { return Vec::new() };
        let first = first_cell(*first, *last, stamp);
        let mut cells = vec![String::new(); *n_cells];
        let parts: Vec<&str> = stamp.split(" | ").collect();
        for (index, part) in parts.iter().enumerate() {
            if let Some(cell) = cells.get_mut(first + index) {
                *cell = match parts.len() {
                    1 => format!("{}{part}{}", self.lead, self.between.trim_end()),
                    _ => (*part).to_owned(),
                };
            }
        }
        cells
    }

    /// An entry. Further lines of its text go where they belong to it.
    pub(crate) fn write(&self, stamp: &str, who: Option<&str>, lines: &[String]) -> String {
        let first = lines.first().map_or("", String::as_str);
        let rest = lines.get(1..).unwrap_or_default();
        let who = who.map(in_bold);
        let who = who.as_deref();
        let told = |who: Option<&str>, text: &str| match (who, text.is_empty()) {
            (Some(who), true) => format!("**{who}**"),
            (Some(who), false) => format!("**{who}**: {text}"),
            (None, _) => text.to_owned(),
        };
        match &self.kind {
            ShapeKind::Item { indent, marker, .. } => {
                let inside = " ".repeat(marker.trim_end_matches([' ', '[', ']']).len() + 1);
                let mut text =
                    format!("{indent}{marker} {}{stamp}{}{}", self.lead, self.between, told(who, first));
                let mut in_code = false;
                for line in rest {
                    text.push_str(self.newline);
                    in_code ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
                    // A line of dashes would make a heading of what is above it.
                    let quoted = if underlines(line) && !in_code { "\\" } else { "" };
                    if !line.is_empty() {
                        text.push_str(&format!("{indent}{inside}{quoted}{line}"));
                    }
                }
                text
            }
            ShapeKind::Row { text, who: who_cell, .. } => {
                let mut cells = self.cells(stamp);
                let joined = lines.join("<br>");
                let told = match (who_cell.and_then(|index| cells.get_mut(index)), who) {
                    (Some(cell), Some(who)) => {
                        *cell = in_cell(who);
                        in_cell(&joined)
                    }
                    _ => in_cell(&told(who, &joined)),
                };
                if let Some(cell) = cells.get_mut(*text) {
                    if !cell.is_empty() {
                        cell.push_str(if self.between.trim().is_empty() { " " } else { &self.between });
                    }
                    cell.push_str(&told);
                }
                format!("| {} |", cells.join(" | "))
            }
            ShapeKind::Heading { level, inline } => {
                let marks = "#".repeat(usize::from(*level));
                let gap = self.newline.repeat(2);
                let (head, below) = match inline {
                    true => (format!("{}{}", self.between, told(who, first)), rest.to_vec()),
                    false => {
                        let text = std::iter::once(told(who, first)).chain(rest.iter().cloned());
                        (self.between.trim_end().to_owned(), text.collect())
                    }
                };
                let below = if below.is_empty() { String::new() } else { gap + &below.join(self.newline) };
                format!("{marks} {}{stamp}{head}{below}", self.lead)
            }
            ShapeKind::Line { .. } => {
                format!("{}{stamp}{}{}", self.lead, self.between, told(who, &lines.join(" ")))
            }
        }
    }
}

/// Which cell of a joined row an offset lies in.
fn cell_of(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(0, |before| before.matches(" | ").count())
}

/// Where the first date or time of a stamp begins: what stands before it (`~`, `At`) is that entry's own.
fn own_start(stamp: &Stamp) -> usize {
    let date = stamp.start.date.as_ref().map(|date| date.span.start);
    let time = stamp.start.time.as_ref().map(|time| time.span.start);
    date.into_iter().chain(time).min().unwrap_or(stamp.span.start)
}

/// The cell in which a stamp is written; all of `content` outside tables.
fn cell_around(block: &Block, content: Span, stamp: Span) -> Span {
    let BlockKind::Row { cells, .. } = &block.kind else { return content };
    cells.iter().copied().find(|cell| cell.touches(stamp.start)).unwrap_or(content)
}

/// A name in bold: its own marks are shown.
fn in_bold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '*' | '`' | '<' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn underlines(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && ["-", "=", "*", "_"].iter().any(|mark| line.replace(*mark, "").is_empty())
}

/// A text in a cell: its pipes do not end the cell.
fn in_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// The first cell of a stamp in a row where the neighbour's reaches from `first` to `last`: the date of a new day goes into
/// the cell that its neighbour left empty.
fn first_cell(first: usize, last: usize, stamp: &str) -> usize {
    let n_parts = stamp.split(" | ").count();
    if n_parts > last + 1 - first { (last + 1).saturating_sub(n_parts) } else { first }
}
