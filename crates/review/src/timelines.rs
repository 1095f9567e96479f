//! The timelines of a review: which lines they have, what their surroundings say, and how they read.

mod loose;
mod quoted;
mod reread;

use std::sync::Arc;

use askhow_document::{Block, BlockKind, Span};
use askhow_timeline::{Line, Role, Timeline, says_unknown};
use loose::loose;
use quoted::{is_quoted, quotes_alone_between};
pub(crate) use reread::read;

use crate::columns::{is_unknown, time_columns};
use crate::facts::{Facts, LineFact, LineKind};
use crate::frames::framed;
use crate::outline::Outline;
use crate::section::Section;

/// Where a line of a timeline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineAt {
    /// The segment.
    pub segment: usize,
    /// The index into [`Facts::lines`].
    pub line: usize,
}

/// A timeline of the review.
#[derive(Clone, Debug)]
pub struct TimelinePart {
    /// The section whose heading names it; `None` for a list or table elsewhere that reads as one.
    pub part: Option<usize>,
    /// From its first line to the end of its last, in the document.
    pub span: Span,
    /// Where each of its lines stands; the indices are those of [`Timeline::readings`].
    pub lines: Vec<LineAt>,
    /// How it reads.
    pub timeline: Arc<Timeline>,
}

impl TimelinePart {
    /// Its lines as they are read, in the order of [`TimelinePart::lines`].
    pub fn rows(&self) -> &[Line] {
        self.timeline.lines()
    }
}

/// Which lines belong to which timeline.
#[derive(Debug)]
pub(crate) struct Draft {
    pub part: Option<usize>,
    pub span: Span,
    pub lines: Vec<LineAt>,
    pub rows: Vec<Line>,
}

/// Finds the timelines: under a heading that names one, and elsewhere lists and tables of stamps.
pub(crate) fn find(facts: &[Arc<Facts>], starts: &[usize], outline: &Outline) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut covered = 0;
    for (index, part) in outline.parts.iter().enumerate() {
        if !part.is(Section::Timeline) || part.heading.start < covered {
            continue;
        }
        drafts.extend(loose(facts, starts, outline, Span::new(covered, part.heading.start)));
        let body = with_dated_headings(facts, starts, outline, index);
        covered = body.end;
        let lines = lines_in(facts, starts, body);
        drafts.extend(draft(facts, starts, outline, Some(index), &lines));
    }
    drafts.extend(loose(facts, starts, outline, Span::new(covered, usize::MAX)));
    drafts
}

/// A timeline goes on below headings that begin with a stamp (`## Feb 22, 07:13`), of whatever level they are.
fn with_dated_headings(facts: &[Arc<Facts>], starts: &[usize], outline: &Outline, index: usize) -> Span {
    let Some(part) = outline.parts.get(index) else { return Span::empty(0) };
    let mut body = part.body;
    for next in outline.parts.iter().skip(index + 1) {
        if next.heading.start < body.end {
            continue;
        }
        let heading = Span::new(next.heading.start, next.body.start.max(next.heading.end));
        let lines = lines_in(facts, starts, heading);
        let is_dated = lines.iter().filter_map(|at| fact(facts, at)).any(|line| {
            matches!(line.kind, LineKind::Heading { .. })
                && line
                    .stamp
                    .as_ref()
                    .is_some_and(|stamp| !stamp.bare && line.text.trim().len() <= stamp.span.end + 1)
        });
        if !is_dated {
            break;
        }
        body.end = next.body.end;
    }
    body
}

fn lines_in(facts: &[Arc<Facts>], starts: &[usize], body: Span) -> Vec<LineAt> {
    let first = starts.partition_point(|start| *start <= body.start).saturating_sub(1);
    let mut lines = Vec::new();
    for (segment, (facts, start)) in facts.iter().zip(starts).enumerate().skip(first) {
        if *start >= body.end {
            break;
        }
        for (line, fact) in facts.lines.iter().enumerate() {
            if body.contains(start + fact.content.start) {
                lines.push(LineAt { segment, line });
            }
        }
    }
    lines
}

fn fact<'a>(facts: &'a [Arc<Facts>], at: &LineAt) -> Option<&'a LineFact> {
    facts.get(at.segment)?.lines.get(at.line)
}

/// What the last stamped line was: items without a stamp below it may belong to it.
#[derive(Clone, Copy)]
enum Above {
    Nothing,
    /// A heading or a line of text: a list below it tells more about it.
    Text,
    /// An item of this depth.
    Item(u8),
}

/// A line of a timeline, and what it is for.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    pub at: LineAt,
    pub role: Role,
    /// The line above that bears nothing but its stamp.
    pub lent_by: Option<LineAt>,
}

/// A timeline of these lines, if any of them bears a stamp.
fn draft(
    facts: &[Arc<Facts>],
    starts: &[usize],
    outline: &Outline,
    part: Option<usize>,
    lines: &[LineAt],
) -> Option<Draft> {
    let mut kept: Vec<Kept> = Vec::new();
    let mut above = Above::Nothing;
    // The last line that bears a stamp and nothing else.
    let mut lends: Option<usize> = None;
    let mut columns = Vec::new();
    // The line of a day, or of a quotation below one.
    let mut quotes_from: Option<LineAt> = None;
    for at in lines {
        let Some(line) = fact(facts, at) else { continue };
        let stamped = line.stamp.is_some();
        let above_quote = quotes_from.take();
        let role = match line.kind {
            LineKind::Paragraph if is_quoted(facts, at) => {
                if !above_quote.is_some_and(|above| quotes_alone_between(facts, above, *at)) {
                    continue;
                }
                quotes_from = Some(*at);
                above = Above::Text;
                lends = None;
                Role::Entry
            }
            LineKind::Item { .. } | LineKind::Row { header: false } if is_day_line(line) => {
                above = Above::Text;
                Role::Separator
            }
            LineKind::Item { depth } if stamped => {
                // A stamped item below a stamped one is an entry too, and what is below belongs to the outer.
                above = match above {
                    Above::Item(outer) if outer < depth => above,
                    _ => Above::Item(depth),
                };
                Role::Entry
            }
            LineKind::Item { depth } => {
                let belongs = match above {
                    Above::Nothing => depth > 0,
                    Above::Text => true,
                    Above::Item(outer) => depth != outer,
                };
                // Under the heading of a day, an item without a time among timed ones lacks it.
                let is_timed =
                    kept.last().is_some_and(|last| last.lent_by.is_none() && last.role == Role::Entry);
                let of_heading = lends.and_then(|index| kept.get(index)).is_some_and(|lender| {
                    fact(facts, &lender.at).is_some_and(|line| line.kind != LineKind::Paragraph)
                });
                let offset = |at: &LineAt| Some(starts.get(at.segment)? + fact(facts, at)?.content.start);
                let part = |at: &LineAt| offset(at).and_then(|offset| outline.part_at(offset));
                let in_one_place = lends
                    .and_then(|index| kept.get(index))
                    .is_some_and(|lender| part(&lender.at) == part(at));
                let lends = lends.filter(|_| in_one_place && !(of_heading && is_timed));
                let lender = lends.and_then(|index| kept.get_mut(index)).filter(|_| depth == 0);
                if let Some(lender) = lender.filter(|_| !line.text.trim().is_empty()) {
                    lender.role = Role::Separator;
                    let lent_by = Some(lender.at);
                    kept.push(Kept { at: *at, role: Role::Entry, lent_by });
                    continue;
                }
                if belongs || opens_with_label(&line.text) || line.text.trim().is_empty() {
                    continue;
                }
                Role::Entry
            }
            LineKind::Row { header: true } => {
                columns = time_columns(&line.text);
                continue;
            }
            LineKind::Row { header: false } => {
                if !stamped && (line.text.trim().is_empty() || is_unknown(&columns, line)) {
                    continue;
                }
                Role::Entry
            }
            LineKind::Paragraph | LineKind::Heading { .. } => {
                let Some(stamp) = &line.stamp else { continue };
                above = Above::Text;
                let is_day = !stamp.has_time && stamp.last_day().is_none();
                let alone = (line.kind == LineKind::Paragraph || is_day) && bears_nothing_else(line);
                lends = alone.then_some(kept.len());
                let is_day_alone = alone && is_day && line.kind == LineKind::Paragraph;
                quotes_from = is_day_alone.then_some(*at);
                if stamp.has_time { Role::Entry } else { Role::Separator }
            }
        };
        kept.push(Kept { at: *at, role, lent_by: None });
    }
    let stamped = kept.iter().any(|kept| fact(facts, &kept.at).is_some_and(|line| line.stamp.is_some()));
    // A section of that name with items and no time at all is a timeline that waits for its times.
    if !stamped && (part.is_none_or(|part| is_reasoning(facts, outline, part, &kept)) || kept.len() < 2) {
        return None;
    }
    introductions_are_none(facts, &mut kept);
    undated_are_entries(facts, &mut kept);
    let rows = framed(facts, starts, outline, part, lines, &kept);
    let lines: Vec<LineAt> = kept.iter().map(|kept| kept.at).collect();
    let span_of = |at: &LineAt| Some(fact(facts, at)?.content.shift(*starts.get(at.segment)?));
    let span = lines.iter().filter_map(span_of).reduce(Span::cover)?;
    Some(Draft { part, span, lines, rows })
}

/// Whether numbered items under a heading of several words (`Establishing the timeline`) are no course of events.
fn is_reasoning(facts: &[Arc<Facts>], outline: &Outline, part: usize, kept: &[Kept]) -> bool {
    let heading = outline.parts.get(part).and_then(|part| facts.get(part.at.0)?.headings.get(part.at.1));
    let is_numbered = |kept: &Kept| {
        let facts = facts.get(kept.at.segment)?;
        let block = facts.segment.blocks().get(facts.lines.get(kept.at.line)?.block)?;
        Some(is_numbered(block, facts.segment.text()))
    };
    heading.is_some_and(|heading| heading.name.split_whitespace().count() > 2)
        && kept.iter().all(|kept| is_numbered(kept) == Some(true))
}

/// Whether a block of a segment with this text is an item with a number: `1.`, `2)`.
pub(crate) fn is_numbered(block: &Block, text: &str) -> bool {
    let BlockKind::Item { marker, .. } = &block.kind else { return false };
    marker.of(text).starts_with(|c: char| c.is_ascii_digit())
}

/// An item or row that bears a date, perhaps with a zone, and nothing that happened.
pub(crate) fn is_day_line(line: &LineFact) -> bool {
    let Some(stamp) = line.stamp.as_deref().filter(|stamp| stamp.has_date && !stamp.has_time) else {
        return false;
    };
    let nothing = |text: &str| !text.contains(|c: char| c.is_alphanumeric());
    let before = line.text.get(..stamp.span.start).unwrap_or_default();
    let behind = line.text.get(stamp.span.end..).unwrap_or_default();
    let is_zone = || line.zone.is_some() && behind.split_whitespace().count() <= 5;
    let is_day = stamp.end.is_none() || stamp.last_day().is_some();
    is_day && nothing(before) && (nothing(behind) || is_zone())
}

/// A line with a stamp and no word behind it: `16:40:`, `**2019-08-09**`.
pub(crate) fn bears_nothing_else(line: &LineFact) -> bool {
    let stamp = line.stamp.as_deref().filter(|stamp| !stamp.bare && !stamp.is_late());
    let behind = stamp.and_then(|stamp| line.text.get(stamp.span.end..));
    behind.is_some_and(|behind| !behind.contains(char::is_alphanumeric))
}

/// A paragraph that introduces a list of stamps is no entry; its date is that of the list.
fn introductions_are_none(facts: &[Arc<Facts>], kept: &mut Vec<Kept>) {
    let is_listed = |at: &LineAt| {
        fact(facts, at).is_some_and(|line| {
            matches!(line.kind, LineKind::Item { .. } | LineKind::Row { .. }) && line.stamp.is_some()
        })
    };
    let mut at = 0;
    while let Some((here, next)) = kept.get(at).copied().zip(kept.get(at + 1).copied()) {
        let line = fact(facts, &here.at).filter(|line| here.role == Role::Entry && introduces(line));
        let Some(line) = line.filter(|_| is_listed(&next.at)) else {
            at += 1;
            continue;
        };
        if line.stamp.as_ref().is_some_and(|stamp| stamp.has_date) {
            if let Some(place) = kept.get_mut(at) {
                place.role = Role::Separator;
            }
            at += 1;
        } else {
            kept.remove(at);
        }
    }
}

/// A paragraph that has a sentence behind its stamp.
pub(crate) fn introduces(line: &LineFact) -> bool {
    let rest = || line.stamp.as_ref().and_then(|stamp| line.text.get(stamp.rest..)).unwrap_or_default();
    line.kind == LineKind::Paragraph
        && line.text.trim_start().starts_with(char::is_alphabetic)
        && rest().split_whitespace().count() > 5
}

/// A heading or line with a date alone gives its date to the entries under it; where none follow, it is an
/// entry itself.
fn undated_are_entries(facts: &[Arc<Facts>], kept: &mut [Kept]) {
    let mut entry_follows = false;
    for Kept { at, role, lent_by } in kept.iter_mut().rev() {
        let timed = fact(facts, at).and_then(|line| line.stamp.as_ref()).is_some_and(|stamp| stamp.has_time);
        let timed = timed || lent_by.is_some();
        match role {
            Role::Separator if !entry_follows => *role = Role::Entry,
            // A time by itself says no day.
            Role::Separator => entry_follows = timed,
            Role::Entry => entry_follows |= timed,
        }
    }
}

/// `**Note:**`, `Before the incident:` and the like at the start of an item.
fn opens_with_label(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(':') else { return false };
    let is_short = label.len() <= 40 && label.split_whitespace().count() <= 5;
    is_short && (rest.is_empty() || rest.starts_with([' ', '*']))
}

/// Whether two lines without a stamp count alike wherever they stand.
pub(crate) fn unstamped_alike(a: &LineFact, b: &LineFact) -> bool {
    // What a column of times may say.
    let says_time = |line: &LineFact| {
        matches!(line.kind, LineKind::Row { .. })
            && (line.text.contains(|c: char| c.is_ascii_digit()) || line.text.split(" | ").any(says_unknown))
    };
    a.kind == b.kind
        && (a.text == b.text || !says_time(a) && !says_time(b))
        && a.text.trim().is_empty() == b.text.trim().is_empty()
        && opens_with_label(&a.text) == opens_with_label(&b.text)
}
