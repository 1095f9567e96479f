//! Facts: what one segment holds, whatever stands around it.
//!
//! Facts depend on the segment's text and the settings alone, so an edit elsewhere leaves them as they are.
//! All spans are relative to the segment. What depends on the rest of the document (inherited dates, the
//! section a sentence stands in, order) is worked out in [`crate::Review`] from these.

mod author;
mod code;
mod looks;
mod read;
mod reuse;
mod said;
mod voice;
mod words;

use std::sync::{Arc, OnceLock};

use askhow_document::{Finding, Segment, Span};
use askhow_phrasing::Scope;
use askhow_timeline::{Stamp, Stated, Zone};
use jiff::civil::Date;

use crate::form::FieldFact;
use crate::ignore::{Directive, Misspelt};
use crate::names::Named;
use crate::sayings::QuoteMark;
use crate::section::Section;
use crate::told::Told;

pub(crate) use code::outside_code;
pub use voice::Voice;
pub(crate) use voice::bare;
pub use words::{Words, words};

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
    /// Sentences that state a zone, or the date of all events, in order.
    pub statements: Vec<(Span, Stated)>,
    /// Full dates in prose, in order; where several in a row are of one day, the first of them below a heading.
    pub days: Vec<(Span, Date)>,
    /// Clock times with a zone in prose and headings: the second of the day.
    pub clocks: Vec<(Span, Vec<(i64, Zone)>)>,
    /// Comments that turn rules off, in order.
    pub directives: Vec<Directive>,
    /// Comments that look like them and are none.
    pub misspelt: Vec<Misspelt>,
    /// Fields of the form, in order.
    pub fields: Vec<FieldFact>,
    /// How many items and rows begin with a clock time.
    pub n_timed: usize,
    /// Sections that are told behind a bold label: `**What went well**: Ada saw it.`
    pub labels: Vec<LabelFact>,
    /// Labels that name no section, and in whose text something of one may well be told; where they stand in the segment.
    pub(crate) near: Vec<(Section, usize)>,
    /// Outermost items that read like another section's, in order.
    pub misplaced: Vec<MisplacedFact>,
    /// Ladders of whys over the items of a list: the *why* of each rung, and whether all may be rewritten unseen.
    pub(crate) ladders: Vec<(Vec<Span>, bool)>,
    /// Marks that open and close quotations, in order.
    pub(crate) quote_marks: Vec<QuoteMark>,
    /// The list items by their words, once somebody has asked.
    pub(crate) item_keys: OnceLock<Vec<(Span, u64)>>,
}

/// A bold label that names a section in front of its text.
#[derive(Debug)]
pub struct LabelFact {
    /// The section.
    pub section: Section,
    /// The label and what it is the label of, with what is nested in it or listed below, in the segment.
    pub span: Span,
    /// Whether a word or two fill in a form behind it (`**Risk**: low`), and nothing is told.
    pub fills_in: bool,
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
    /// Whether its block alone says so; a ladder of whys climbs over several.
    pub alone: bool,
    /// The item that a fix of it would add elsewhere, by its key.
    pub(crate) item: Option<(Section, u64)>,
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
    /// Whether what stands below it are sayings, read when it is first asked.
    pub(crate) holds_sayings: OnceLock<bool>,
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
    /// The zone that a table's header states for its column (`Time (UTC)`), or a line for what it dates.
    pub zone: Option<Arc<Zone>>,
    /// What it tells, read when it is first asked.
    pub(crate) told: OnceLock<Arc<Told>>,
}

impl LineFact {
    /// An item or a row that begins with a clock time.
    pub(crate) fn is_timed_item(&self) -> bool {
        let listed = matches!(self.kind, LineKind::Item { .. } | LineKind::Row { .. });
        // A number with a point in a table is a time where the table is one of times.
        let is_row = matches!(self.kind, LineKind::Row { .. });
        listed
            && self.stamp.as_ref().is_some_and(|stamp| {
                stamp.has_time && !stamp.is_late() && !(is_row && stamp.bare && stamp.written.contains('.'))
            })
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
    /// Whether what begins here is a line that dates what stands below it: what it says about zones is said of that.
    pub(crate) fn is_day_line(&self, start: usize) -> bool {
        let first = self.lines.partition_point(|line| line.content.start < start);
        let line = self.lines.get(first).filter(|line| line.content.start == start);
        line.and_then(|line| line.stamp.as_deref()).is_some_and(|stamp| stamp.has_date && !stamp.has_time)
    }

    /// The words of a line and the way back to the segment.
    pub fn line_words(&self, line: &LineFact) -> Words {
        words(&self.segment, line.block, line.content)
    }
}
