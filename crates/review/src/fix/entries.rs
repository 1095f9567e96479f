//! New entries of a timeline: an entry for a moment, and where entries go.

use std::sync::Arc;

use askhow_document::{Edit, Span};
use askhow_timeline::{Line, Role, Scribe, Timeline};
use jiff::Timestamp;
use jiff::civil::Date;

use super::bullets::{Step, counted};
use super::extent;
use super::shape::Shape;
use crate::context;
use crate::facts::LineKind;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;
use crate::timelines::{Draft, LineAt, TimelinePart};

/// An entry for `moment`: in the empty line at `offset`, else in its place where that is known, else behind the one there.
pub fn entry_at(review: &Review, offset: usize, moment: Timestamp) -> Option<Edit> {
    let line = review.text.line_span(review.text.line_of(offset));
    let source = review.text.slice(line);
    let words = source.trim_end_matches(['\n', '\r']);
    let is_free = words.trim_matches([' ', '\t', '-', '*', '+']).is_empty();
    let place = Place::find(
        review,
        if is_free { Span::new(line.start, line.start + words.len()) } else { Span::empty(line.end) },
    )?;
    let stamp = place.scribe().write_moment(moment, false);
    let entry = place.shape.write(&stamp, None, &[]);
    if is_free && !place.shape.is_row() {
        return Some(Edit::new(Span::new(line.start, line.start + words.len()), entry));
    }
    let (timeline, above) = place.timeline.zip(place.above)?;
    if let Some((edit, _)) = in_place(review, timeline, moment, false, (None, &[])) {
        return Some(edit);
    }
    let end = extent(review, timeline, above)?.end;
    let edits = counted(review, timeline, above, end, Step::On(1));
    Some(joined(review, Edit::new(Span::empty(end), place.shape.behind(&entry)), edits))
}

/// An entry for a moment in its place, to be filled in.
pub fn entry_of_moment(review: &Review, timeline: &TimelinePart, moment: Timestamp) -> Option<Edit> {
    in_place(review, timeline, moment, true, (None, &["…".to_owned()])).map(|(edit, _)| edit)
}

/// An entry for a moment in its place, to the minute or as exactly as its neighbours: who tells it, and the lines of what
/// is told. The edit may number other entries anew; the second is what stands there of this one.
pub fn told_at(
    review: &Review,
    timeline: &TimelinePart,
    moment: Timestamp,
    who: Option<&str>,
    words: &[String],
) -> Option<(Edit, String)> {
    in_place(review, timeline, moment, false, (who, words))
}

fn in_place(
    review: &Review,
    timeline: &TimelinePart,
    moment: Timestamp,
    seconds: bool,
    (who, words): (Option<&str>, &[String]),
) -> Option<(Edit, String)> {
    let instants: Vec<(usize, Timestamp)> = timeline
        .timeline
        .readings()
        .iter()
        .enumerate()
        .filter_map(|(line, reading)| Some((line, reading.instant?)))
        .collect();
    let is_before = |(_, instant): &&(usize, Timestamp)| *instant <= moment;
    let is_behind = |(_, instant): &&(usize, Timestamp)| *instant > moment;
    let above = match timeline.timeline.is_backwards() {
        true => instants.iter().rev().find(is_behind),
        false => instants.iter().rev().find(is_before),
    };
    let above = above.map(|(line, _)| *line);
    let timed = above.or_else(|| instants.first().map(|(line, _)| *line))?;
    let shape = Shape::of(review, timeline, timed)?;
    // What has no time goes along with the entry above it.
    let kind = |line: usize| review.line(*timeline.lines.get(line)?).map(|(_, fact, _)| fact.kind);
    let in_list = matches!(kind(timed), Some(LineKind::Item { .. } | LineKind::Row { .. }));
    let untimed = |line: &usize| {
        let row = timeline.rows().get(*line).filter(|row| row.role == Role::Entry);
        let told = |row: &Line| row.stamp.is_none() && row.text.contains(char::is_alphanumeric);
        in_list && row.is_some_and(told) && kind(*line) == kind(timed) && is_next(review, timeline, *line)
    };
    let near = match above {
        Some(above) => (above + 1..timeline.rows().len()).take_while(untimed).last().unwrap_or(above),
        None => timed,
    };
    let mut scribe = Scribe::behind(&timeline.timeline, above);
    scribe.zone()?;
    let stamp = scribe.write_moment(moment, seconds);
    let words = shape.laid_out(words);
    let span = extent(review, timeline, near)?;
    let shape = if above.is_some() { shape } else { shape.in_place() };
    let entry = shape.write(&stamp, who, &words);
    let (at, written) = match above {
        Some(_) => match free_item(review, span.end) {
            // What waits for it stands there already.
            Some(end) => {
                let edit = Edit::new(Span::new(span.end, end), shape.behind(&entry));
                return Some((edit, entry));
            }
            None => (span.end, shape.behind(&entry)),
        },
        None => {
            let start = review.text.line_span(review.text.line_of(span.start)).start;
            (start, shape.before(&entry))
        }
    };
    let edits = counted(review, timeline, near, at, Step::On(1));
    Some((joined(review, Edit::new(Span::empty(at), written), edits), entry))
}

/// Whether a line stands right behind the one before it: what stands in between begins something else.
pub(super) fn is_next(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let above = line.checked_sub(1).and_then(|line| extent(review, timeline, line));
    let between = above.zip(extent(review, timeline, line)).map(|(above, own)| (above.end, own.start));
    between.is_some_and(|(end, start)| {
        // What is nested lies inside.
        start < end || review.text.slice(Span::new(end, start)).trim().is_empty()
    })
}

/// Where the bullet or the row of empty cells ends that stands alone in the line behind `at`.
fn free_item(review: &Review, at: usize) -> Option<usize> {
    let text = &review.text;
    let line = text.line_span(text.line_of(at) + 1);
    let source = text.slice(line);
    let words = source.trim_end_matches(['\n', '\r']);
    let bullet = words.trim();
    let is_number =
        bullet.strip_suffix(['.', ')']).is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    let is_row = || {
        bullet.len() > 1 && bullet.starts_with('|') && bullet.chars().all(|c| matches!(c, '|' | ' ' | '\t'))
    };
    let is_free = matches!(bullet, "-" | "*" | "+") || is_number && bullet.len() > 1 || is_row();
    let is_free = is_free && line.start > at;
    is_free.then_some(line.start + words.len())
}

/// An edit and those behind it as one.
fn joined(review: &Review, first: Edit, behind: Vec<Edit>) -> Edit {
    let Edit { mut span, mut new_text } = first;
    for edit in behind {
        new_text.push_str(&review.text.slice(Span::new(span.end, edit.span.start)));
        new_text.push_str(&edit.new_text);
        span.end = edit.span.end;
    }
    Edit::new(span, new_text)
}

/// Where entries are to go.
pub(super) struct Place<'r> {
    /// The timeline that is there already, and the line above the place.
    pub(super) timeline: Option<&'r TimelinePart>,
    pub(super) above: Option<usize>,
    /// The timeline without what is to be replaced.
    pub(super) read: Arc<Timeline>,
    pub(super) read_above: Option<usize>,
    /// The date that the headings of the timeline say.
    pub(super) date: Option<Date>,
    pub(super) shape: Shape,
}

impl<'r> Place<'r> {
    pub(super) fn find(review: &'r Review, span: Span) -> Option<Self> {
        let section = review.outline.part_at(span.start).and_then(|index| timeline_section(review, index));
        let within = |timeline: &&TimelinePart| match section {
            Some((index, _)) => timeline.part == Some(index),
            None => {
                timeline.span.touches(span.start)
                    || timeline.span.end + 2 >= span.start && timeline.span.start < span.start
            }
        };
        let timeline = review.timelines.iter().find(within);
        if timeline.is_none() && section.is_none() {
            return None;
        }
        let Some(timeline) = timeline else {
            let (index, part) = section?;
            let draft = Draft { part: Some(index), span: part.body, lines: Vec::new(), rows: Vec::new() };
            let read = Timeline::new(context::of(review, &context::Reaches::of(review), &draft), Vec::new());
            return Some(Self {
                timeline: None,
                above: None,
                read: Arc::new(read),
                read_above: None,
                date: context::date_beside(review, Some(index), part.body.start),
                shape: Shape::plain(review),
            });
        };
        let start = |at: &LineAt| review.line(*at).map_or(0, |(_, line, start)| start + line.content.start);
        let n_above = timeline.lines.partition_point(|at| start(at) < span.start);
        let n_inside = timeline.lines.iter().skip(n_above).take_while(|at| span.contains(start(at))).count();
        let mut read = Arc::clone(&timeline.timeline);
        if n_inside > 0 {
            Arc::make_mut(&mut read).splice(n_above..n_above + n_inside, Vec::new());
        }
        let above = n_above.checked_sub(1);
        let is_entry = |line: &usize| {
            timeline.rows().get(*line).is_some_and(|row| row.role == Role::Entry && row.stamp.is_some())
        };
        let mut near = (0..n_above).rev().chain(n_above + n_inside..timeline.lines.len());
        let shape = near.find(is_entry).and_then(|line| Shape::of(review, timeline, line));
        let shape = shape.unwrap_or_else(|| Shape::plain(review));
        let date = context::date_beside(review, timeline.part, timeline.span.start);
        Some(Self { timeline: Some(timeline), above, read, read_above: above, date, shape })
    }

    pub(super) fn scribe(&self) -> Scribe<'_> {
        Scribe::behind(&self.read, self.read_above)
    }
}

/// The section of that kind in which a part lies.
fn timeline_section(review: &Review, index: usize) -> Option<(usize, &Part)> {
    std::iter::successors(Some(index), |index| review.outline.parts.get(*index)?.parent)
        .filter_map(|index| Some((index, review.outline.parts.get(index)?)))
        .find(|(_, part)| part.is(Section::Timeline))
}
