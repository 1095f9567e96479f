//! Entries that change places, one or all that are out of order.
//!
//! They are moved by permuting their texts among the places where entries stand: what lies between two entries (line
//! breaks, the blank lines of a loose list) stays where it is, and so do the numbers of a list and the hard breaks of
//! a paragraph. What belongs to an entry (nested items, wrapped lines, a comment right above) travels along.

mod company;

use std::collections::HashMap;
use std::ops::Range;

use askhow_document::{BlockKind, Edit, Span, apply_edits};
use askhow_timeline::{Rearranged, Role};

use super::breaks::hard_break;
use super::{extent, newline};
use crate::columns::{Heads, heads};
use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::{LineAt, TimelinePart};

/// The edits that put what is out of order in its place; none where nothing is, or where it can't be done without
/// changing what somebody reads.
pub fn sort_timeline(review: &Review, timeline: &TimelinePart) -> Vec<Edit> {
    if !timeline.timeline.has_disorder() {
        return Vec::new();
    }
    let mut layout = Layout::of(review, timeline);
    for line in (0..timeline.lines.len()).filter(|line| timeline.timeline.is_stamped(*line)) {
        layout.take_along(line);
    }
    let may = |line, target| layout.may(line, target);
    let sorted = timeline.timeline.sorted(&layout.ends, &may);
    sorted.and_then(|sorted| layout.permuted(&sorted)).unwrap_or_default()
}

/// How many lines without a stamp stand right behind one, and go along where that is moved.
pub fn followers(review: &Review, timeline: &TimelinePart, line: usize) -> usize {
    Layout::of(review, timeline).take_along(line)
}

/// The edits that put a line before another one, or behind all; what has no time goes along with the entry above it.
pub(super) fn move_line(
    review: &Review,
    timeline: &TimelinePart,
    line: usize,
    before: Option<usize>,
) -> Option<Vec<Edit>> {
    let mut layout = Layout::of(review, timeline);
    layout.take_along(line);
    let moved = timeline.timeline.moved(&layout.ends, line, before)?;
    let target = before.unwrap_or(timeline.lines.len());
    if layout.may(line, target) { layout.permuted(&moved) } else { layout.moved_far(line, target, &moved) }
}

/// Where the lines of a timeline stand, and which are nested in which.
struct Layout<'r> {
    review: &'r Review,
    timeline: &'r TimelinePart,
    extents: Vec<Option<Span>>,
    parents: Vec<Option<usize>>,
    /// Behind which line those nested in each line end.
    ends: Vec<usize>,
    /// Lines of the same number are written in the same way, in one table if in any; `None` where there is no such line.
    alike: Vec<Option<usize>>,
    /// How many before each line can't change places with the line above: most lines pass many others.
    n_unlike: Vec<usize>,
}

/// What is alike of the lines of a timeline, by numbers.
fn alike(review: &Review, timeline: &TimelinePart) -> Vec<Option<usize>> {
    let mut known: Vec<(LineKind, Option<u8>, Option<Heads>)> = Vec::new();
    let number = |at: &LineAt| {
        let (facts, fact, _) = review.line(*at)?;
        let quotes = facts.segment.blocks().get(fact.block).map(|block| block.quotes);
        let is_row = matches!(fact.kind, LineKind::Row { .. });
        let heads = if is_row { heads(review, *at) } else { None };
        let like = known.iter().position(|(kind, of, other)| {
            (kind, of) == (&fact.kind, &quotes) && (!is_row || *other == heads)
        });
        Some(like.unwrap_or_else(|| {
            known.push((fact.kind, quotes, heads));
            known.len() - 1
        }))
    };
    timeline.lines.iter().map(number).collect()
}

impl<'r> Layout<'r> {
    fn of(review: &'r Review, timeline: &'r TimelinePart) -> Self {
        let n_lines = timeline.lines.len();
        let extents: Vec<Option<Span>> = (0..n_lines).map(|line| extent(review, timeline, line)).collect();
        let mut parents = vec![None; n_lines];
        let mut ends: Vec<usize> = (1..=n_lines).collect();
        let mut open: Vec<(usize, Span)> = Vec::new();
        for (line, span) in extents.iter().enumerate() {
            let Some(span) = span else { continue };
            open.retain(|(_, outer)| outer.start <= span.start && span.end <= outer.end);
            if let Some(parent) = parents.get_mut(line) {
                *parent = open.last().map(|(outer, _)| *outer);
            }
            for (outer, _) in &open {
                if let Some(end) = ends.get_mut(*outer) {
                    *end = line + 1;
                }
            }
            open.push((line, *span));
        }
        let alike = alike(review, timeline);
        let mut n_unlike = vec![0];
        for line in 0..n_lines {
            let of = |line: usize| {
                let is_nested = parents.get(line).copied().flatten().is_some();
                let span = extents.get(line).copied().flatten().filter(|_| !is_nested)?;
                Some((span, alike.get(line).copied().flatten()?))
            };
            let above = line.checked_sub(1).and_then(of);
            let is_like = above
                .zip(of(line))
                .is_some_and(|((above, one), (span, other))| above.end <= span.start && one == other);
            n_unlike.push(n_unlike.last().copied().unwrap_or_default() + usize::from(!is_like));
        }
        Self { review, timeline, extents, parents, ends, alike, n_unlike }
    }

    /// Whether a range of lines is a list, a table or lines of one, with nothing nested and nothing between.
    fn is_plain(&self, range: &Range<usize>) -> bool {
        let n_before = |line: usize| self.n_unlike.get(line).copied();
        range.len() > 1 && n_before(range.start + 1) == n_before(range.end)
    }

    /// Whether a line can go to before another one (or to the end) by changing places with its like.
    fn may(&self, line: usize, target: usize) -> bool {
        if self.is_followed(line) {
            return false;
        }
        let end = self.ends.get(line).map_or(line + 1, |end| *end);
        let range = if target <= line { target..end } else { line..target };
        if self.is_plain(&range) {
            return true;
        }
        let parent = self.parents.get(line).copied().flatten();
        let mut last_end = 0;
        range.clone().all(|other| {
            let of = self.parents.get(other).copied().flatten();
            if of != parent {
                return of.is_some_and(|of| range.contains(&of));
            }
            let Some(span) = self.extents.get(other).copied().flatten() else { return false };
            let is_apart = span.start >= last_end;
            last_end = span.end;
            is_apart && self.is_alike(line, other)
        })
    }

    fn is_alike(&self, line: usize, other: usize) -> bool {
        let of = |line: usize| self.alike.get(line).copied().flatten();
        line == other || of(line).is_some() && of(line) == of(other)
    }

    /// The edits that bring this about, by changing the texts of places alone.
    fn permuted(&self, wanted: &Rearranged) -> Option<Vec<Edit>> {
        let order = &wanted.order;
        let first = order.iter().enumerate().position(|(place, line)| place != *line)?;
        let last = order.iter().enumerate().rposition(|(place, line)| place != *line)?;
        let mut slots: Vec<(usize, Slot)> = Vec::new();
        for line in first..=last {
            let parent = self.parents.get(line).copied().flatten();
            // An entry nested in another travels along with it.
            if parent.is_none_or(|parent| parent < first) {
                slots.push((line, self.slot(line)?));
            }
        }
        if self.parts_company(order, &slots) {
            return None;
        }
        let places: HashMap<usize, &Slot> = slots.iter().map(|(line, slot)| (*line, slot)).collect();
        let sources = order.get(first..=last)?.iter().filter_map(|line| places.get(line));
        let whole = Span::new(slots.first()?.1.lead.start, slots.last()?.1.span.end);
        let dates = self.dates(wanted);
        let inside = |edit: &&Edit| whole.start <= edit.span.start && edit.span.end <= whole.end;
        let text = &self.review.text;
        let mut new = String::with_capacity(whole.len());
        let mut done = whole.start;
        for ((_, slot), source) in slots.iter().zip(sources) {
            new.push_str(&text.slice(Span::new(done, slot.lead.start)));
            new.push_str(&text.slice(source.lead));
            new.push_str(&text.slice(slot.indent));
            new.push_str(&text.slice(slot.number));
            new.push_str(&self.body(source, slot, dates.iter().filter(inside))?);
            new.push_str(&text.slice(slot.hard_break));
            done = slot.span.end;
        }
        if text.slice(whole) == new {
            return None;
        }
        let mut edits: Vec<Edit> = dates.iter().filter(|edit| !inside(edit)).cloned().collect();
        edits.push(Edit::new(whole, new));
        edits.sort_by_key(|edit| edit.span);
        Some(edits)
    }

    /// The dates that have to be written, in the document.
    fn dates(&self, wanted: &Rearranged) -> Vec<Edit> {
        let placed = wanted.dates.iter().filter_map(|(line, edit)| {
            let at = *self.timeline.lines.get(*line)?;
            Some(Edit::new(self.review.line_span(at, edit.span), edit.new_text.clone()))
        });
        placed.collect()
    }

    /// The text of an entry as it stands in another place: what is below it keeps its distance to the number.
    fn body<'e>(&self, source: &Slot, place: &Slot, dates: impl Iterator<Item = &'e Edit>) -> Option<String> {
        let own =
            dates.filter(|edit| source.body.start <= edit.span.start && edit.span.end <= source.body.end);
        let own: Vec<Edit> = own
            .map(|edit| {
                Edit::new(
                    Span::new(edit.span.start - source.body.start, edit.span.end - source.body.start),
                    edit.new_text.clone(),
                )
            })
            .collect();
        let body = apply_edits(&self.review.text.slice(source.body), &own);
        let (from, to) = (source.number.len(), place.number.len());
        if from == to {
            return Some(body);
        }
        let column = source.column + from + 1;
        let mut lines = body.split_inclusive('\n');
        let mut new = lines.next()?.to_owned();
        for line in lines {
            let blank = line.len() - line.trim_start_matches(' ').len();
            match (blank >= column && !line.trim().is_empty(), to > from) {
                (false, _) => new.push_str(line),
                (true, true) => {
                    new.push_str(&" ".repeat(to - from));
                    new.push_str(line);
                }
                (true, false) => new.push_str(line.get(from - to..)?),
            }
        }
        Some(new)
    }

    /// What of a line stays and what of it goes.
    fn slot(&self, line: usize) -> Option<Slot> {
        let at = *self.timeline.lines.get(line)?;
        let (facts, fact, start) = self.review.line(at)?;
        let block = facts.segment.blocks().get(fact.block)?;
        let text = &self.review.text;
        let span = self.extents.get(line).copied().flatten()?;
        let is_item = matches!(fact.kind, LineKind::Item { .. });
        let number = match &block.kind {
            BlockKind::Item { marker, .. }
                if marker.of(facts.segment.text()).starts_with(|c: char| c.is_ascii_digit()) =>
            {
                marker.shift(start)
            }
            _ => Span::empty(span.start),
        };
        // What is nested in a quote has its marks before its columns.
        let number = if block.quotes > 0 { Span::empty(span.start) } else { number };
        let mut hard = Span::empty(span.end);
        if is_item || fact.kind == LineKind::Paragraph {
            hard.start = span.end - hard_break(&text.slice(span)).len();
        }
        let lead = if is_item { self.comments_above(line, span)? } else { Span::empty(span.start) };
        let indent = Span::new(lead.end, span.start);
        let body = Span::new(number.end.max(span.start), hard.start.max(number.end));
        let column = span.start - text.line_span(text.line_of(span.start)).start;
        Some(Slot { span, lead, indent, column, number, body, hard_break: hard })
    }

    /// The lines of comments right above an item, which speak of it: those between it and another entry, and those
    /// that turn a rule off in it.
    fn comments_above(&self, line: usize, span: Span) -> Option<Span> {
        let text = &self.review.text;
        let own_line = text.line_of(span.start);
        let own = text.line_span(own_line);
        let is_first = text.slice(Span::new(own.start, span.start)).trim().is_empty();
        let floor = line.checked_sub(1).and_then(|above| self.extents.get(above).copied().flatten());
        let (mut start, mut speaks) = (own.start, false);
        for above in (0..own_line).rev() {
            let above = text.line_span(above);
            let words = text.slice(above);
            let (open, close) = self.review.flavour().comment_marks();
            let is_within =
                |open: &str, close: &str| words.trim().starts_with(open) && words.trim().ends_with(close);
            let is_comment = is_within("<!--", "-->") || is_within(open, close);
            if !is_comment || floor.is_some_and(|floor| above.start < floor.end) {
                break;
            }
            start = above.start;
            speaks |= words.contains("askhow-ignore-next");
        }
        let is_between = floor.is_some_and(|floor| {
            floor.end <= start
                && text.slice(Span::new(floor.end, start)).trim_matches(' ').len() <= 2
                && !text.slice(Span::new(floor.end, start)).is_empty()
        });
        let is_own = start < own.start && is_first && (speaks || is_between);
        Some(if is_own { Span::new(start, own.start) } else { Span::empty(span.start) })
    }

    /// Moves an item or a row past something else, such as the line that dates what follows: its whole lines go
    /// to before the target, or behind the entry above what lies in between.
    fn moved_far(&self, line: usize, target: usize, wanted: &Rearranged) -> Option<Vec<Edit>> {
        let (review, timeline) = (self.review, self.timeline);
        let own = review.line(*timeline.lines.get(line)?)?.1.kind;
        if !matches!(own, LineKind::Item { .. } | LineKind::Row { .. }) {
            return None;
        }
        if self.is_followed(line) || self.is_explained(line) {
            return None;
        }
        let alike = |other: &usize| self.is_alike(line, *other);
        let is_entry = |other: usize| timeline.rows().get(other).is_some_and(|row| row.role == Role::Entry);
        let day = timeline.timeline.readings().get(line).and_then(day_of);
        let dated = timeline.rows().get(line)?.stamp.as_ref().is_some_and(|stamp| stamp.has_date);
        let above = (0..target).rev().find(|other| *other != line)?;
        // Behind a line that dates what follows, only what is of that day.
        let follows = is_entry(above) || dated && timeline.timeline.date_behind(above) == day;
        let text = &review.text;
        let moved = whole_lines(review, self.extents.get(line).copied().flatten()?)?;
        let dates = self.dates(wanted);
        let (inside, outside): (Vec<&Edit>, Vec<&Edit>) =
            dates.iter().partition(|edit| moved.start <= edit.span.start && edit.span.end <= moved.end);
        let own: Vec<Edit> = inside
            .into_iter()
            .map(|edit| {
                Edit::new(
                    Span::new(edit.span.start - moved.start, edit.span.end - moved.start),
                    edit.new_text.clone(),
                )
            })
            .collect();
        let words = apply_edits(&text.slice(moved), &own);
        let newline = newline(review);
        let words = words.trim_end_matches(['\n', '\r']);
        let place_of = |line: usize| self.extents.get(line).copied().flatten();
        let insert = if follows && is_entry(target) && alike(&target) {
            let place = whole_lines(review, place_of(target)?)?;
            Edit::new(Span::empty(place.start), format!("{words}{newline}"))
        } else {
            let entry = (0..target).rev().find(|other| *other != line && is_entry(*other)).filter(alike)?;
            if self.is_explained(entry) {
                return None;
            }
            Edit::new(Span::empty(place_of(entry)?.end), format!("{newline}{words}"))
        };
        if moved.touches(insert.span.start) {
            return None;
        }
        let mut edits: Vec<Edit> = outside.into_iter().cloned().collect();
        edits.extend([insert, Edit::new(moved, "")]);
        edits.sort_by_key(|edit| edit.span);
        Some(edits)
    }
}

/// The parts of an entry, in their order in the document.
struct Slot {
    /// From its mark to its end.
    span: Span,
    /// Comments above it; they go.
    lead: Span,
    /// The blanks before its mark where there are comments above; they stay.
    indent: Span,
    /// How far from the start of its line its mark stands, in bytes.
    column: usize,
    /// Its number in the list; it stays.
    number: Span,
    /// The rest; it goes.
    body: Span,
    /// The break at its end that leads to the next line; it stays.
    hard_break: Span,
}

fn day_of(reading: &askhow_timeline::Reading) -> Option<jiff::civil::Date> {
    reading.local.map(|local| local.date()).or(reading.date)
}

/// The lines of an entry, line breaks included; `None` where something else stands on them.
fn whole_lines(review: &Review, span: Span) -> Option<Span> {
    let text = &review.text;
    let first = text.line_span(text.line_of(span.start));
    let last = text.line_span(text.line_of(span.end));
    let before = text.slice(Span::new(first.start, span.start));
    let behind = text.slice(Span::new(span.end, last.end));
    (before.trim().is_empty() && behind.trim().is_empty()).then(|| Span::new(first.start, last.end))
}
