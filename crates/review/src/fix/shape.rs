//! How an entry of a timeline is written, so that a new one looks like its neighbours.

use askhow_document::{BlockKind, Span};

use super::newline;
use crate::columns::{WHO, heads};
use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::TimelinePart;

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
    /// A list item: its indentation and its bullet.
    Item { indent: String, marker: String },
    /// A table's row: how many cells, which ones are the stamp's, where the text goes and who acted.
    Row { n_cells: usize, first: usize, text: usize, who: Option<usize> },
    /// A heading of this level, with the text below.
    Heading { level: u8 },
    /// A paragraph, or a line of one.
    Line { apart: bool },
}

impl Shape {
    /// That of an entry as it is written where there is none to follow.
    pub(crate) fn plain(review: &Review) -> Self {
        let kind = ShapeKind::Item { indent: String::new(), marker: "-".to_owned() };
        Self { kind, lead: String::new(), between: " ".to_owned(), newline: newline(review) }
    }

    /// That of a line of a timeline.
    pub(crate) fn of(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Self> {
        let at = *timeline.lines.get(line)?;
        let (facts, fact, start) = review.line(at)?;
        let block = facts.segment.blocks().get(fact.block)?;
        let source = facts.segment.text();
        let stamp = fact.stamp.as_ref();
        let (lead, between) = match (stamp, fact.kind) {
            (Some(stamp), LineKind::Item { .. } | LineKind::Paragraph | LineKind::Heading { .. }) => {
                let words = facts.line_words(fact);
                let own = words.source_span(stamp.span);
                let rest = words.source_span(Span::empty(stamp.rest)).start;
                let lead = Span::new(fact.content.start, own.start.max(fact.content.start)).of(source);
                let between = Span::new(own.end, rest.max(own.end)).of(source);
                marks(lead, between)
            }
            _ => (String::new(), " ".to_owned()),
        };
        let kind = match (&block.kind, fact.kind) {
            (BlockKind::Item { marker, .. }, _) => {
                let here = start + block.span.start;
                let line_start = review.text.line_span(review.text.line_of(here)).start;
                let indent = review.text.slice(Span::new(line_start, here)).into_owned();
                ShapeKind::Item { indent, marker: marker.of(source).to_owned() }
            }
            (BlockKind::Row { cells, .. }, _) => {
                let first = stamp.map_or(0, |stamp| cell_of(&fact.text, stamp.span.start));
                let last = stamp.map_or(0, |stamp| cell_of(&fact.text, stamp.span.end.saturating_sub(1)));
                let heads = heads(review, at);
                let free = |index: &usize| *index > last && *index < cells.len();
                let named = |words: &[&str]| {
                    heads
                        .iter()
                        .flat_map(|it| it.iter())
                        .position(|head| words.contains(&head.as_str()))
                        .filter(free)
                };
                let who = named(&WHO);
                let text =
                    named(&WHAT).or_else(|| (last + 1..cells.len()).rev().find(|index| Some(*index) != who));
                ShapeKind::Row { n_cells: cells.len(), first, text: text.unwrap_or(last), who }
            }
            (_, LineKind::Heading { level }) => ShapeKind::Heading { level },
            _ => {
                let before = line.checked_sub(1).and_then(|line| timeline.lines.get(line));
                let same_block = before.and_then(|at| Some((at.segment, review.line(*at)?.1.block)));
                ShapeKind::Line { apart: same_block != Some((at.segment, fact.block)) }
            }
        };
        Some(Self { kind, lead, between, newline: newline(review) })
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
        match self.kind {
            ShapeKind::Heading { .. } | ShapeKind::Line { apart: true } => self.newline.repeat(2),
            _ => self.newline.to_owned(),
        }
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
            ShapeKind::Item { indent, marker } => {
                let inside = " ".repeat(marker.len() + 1);
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
            ShapeKind::Row { n_cells, first: first_cell, text, who: who_cell } => {
                let mut cells = vec![String::new(); *n_cells];
                for (index, part) in stamp.split(" | ").enumerate() {
                    if let Some(cell) = cells.get_mut(first_cell + index) {
                        *cell = part.to_owned();
                    }
                }
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
                        cell.push(' ');
                    }
                    cell.push_str(&told);
                }
                format!("| {} |", cells.join(" | "))
            }
            ShapeKind::Heading { level } => {
                let marks = "#".repeat(usize::from(*level));
                let gap = self.newline.repeat(2);
                let text = std::iter::once(told(who, first)).chain(rest.iter().cloned());
                let text: Vec<String> = text.collect();
                format!("{marks} {stamp}{gap}{}", text.join(self.newline))
            }
            ShapeKind::Line { .. } => {
                format!("{}{stamp}{}{}", self.lead, self.between, told(who, &lines.join(" ")))
            }
        }
    }
}

/// The heads of columns that say what happened, in lower case.
const WHAT: [&str; 16] = [
    "what",
    "event",
    "events",
    "description",
    "details",
    "message",
    "what happened",
    "action",
    "actions",
    "note",
    "notes",
    "summary",
    "activity",
    "entry",
    "text",
    "comment",
];

/// Which cell of a joined row an offset lies in.
fn cell_of(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(0, |before| before.matches(" | ").count())
}

/// Marks before a stamp and behind it, where those that open are closed before the text.
fn marks(lead: &str, between: &str) -> (String, String) {
    let opens: String = lead.chars().filter(|c| !c.is_whitespace()).collect();
    let pairs = [
        ("**", "**"),
        ("*", "*"),
        ("__", "__"),
        ("_", "_"),
        ("`", "`"),
        ("[", "]"),
        ("(", ")"),
        ("**[", "]**"),
        ("`[", "]`"),
        ("[**", "**]"),
    ];
    let closes = pairs.iter().any(|(open, close)| opens == *open && between.contains(close));
    let is_bare = !between.contains(['*', '_', '`', ']', ')', '\n']);
    let (lead, between) = match (closes && !between.contains('\n'), is_bare) {
        (true, _) => (opens, between),
        // All of the entry is marked: a new one need not be.
        (false, true) => (String::new(), between),
        (false, false) => (String::new(), ""),
    };
    let blank = if between.ends_with(char::is_whitespace) { "" } else { " " };
    (lead, format!("{between}{blank}"))
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
