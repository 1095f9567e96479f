//! New entries of a timeline: an entry for a moment, a pasted chat.

use askhow_document::{BlockKind, Edit, Span};
use askhow_timeline::{Begins, Context, Line, Message, Role, Scribe, Timeline, Zone, read_chat};
use jiff::Timestamp;

use super::shape::Shape;
use super::{extent, newline};
use crate::context;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;
use crate::timelines::{Draft, TimelinePart};

/// A pasted chat as entries, its times read in one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedChat {
    /// How many messages it has.
    pub n_messages: usize,
    /// The zone in which its times are read; `None` where they say it themselves, or are left as they are.
    pub zone: Option<String>,
    /// What changes.
    pub edits: Vec<Edit>,
}

/// So many zones are offered for a paste.
const MOST_ZONES: usize = 6;

/// The chat in `selection`, if it lies in a timeline's section, as entries like those around: one choice for
/// each zone that its times may be in, the likeliest first.
pub fn pasted_chat(review: &Review, selection: Span) -> Vec<PastedChat> {
    let Some((lines, whole)) = pasted_lines(review, selection) else { return Vec::new() };
    let Some(place) = Place::find(review, lines) else { return Vec::new() };
    let source = review.text.slice(lines);
    let messages = read_chat(&source);
    let (Some(first), Some(last)) = (messages.first(), messages.last()) else { return Vec::new() };
    let is_all = |message: &Message| message.span.len() * 2 > source.trim().len();
    if messages.len() == 1 && !is_all(first) {
        return Vec::new();
    }
    let pasted = Span::new(lines.start + first.span.start, lines.start + last.span.end);
    let replaced = if whole == lines { pasted } else { whole };
    if whole != lines && first.span.start > 0 {
        return Vec::new();
    }
    let says_zone = messages.iter().all(|message| message.stamp.start.zone.is_some());
    let mut choices = Vec::new();
    let mut zones: Vec<Option<Zone>> = vec![None];
    if !says_zone && place.scribe().zone().is_some() {
        zones.clear();
    }
    if !says_zone {
        zones.extend(place.plausible_zones(review).into_iter().map(Some));
    }
    for zone in zones.into_iter().take(MOST_ZONES) {
        let Some(stamps) = place.stamps(&messages, zone.as_ref()) else { continue };
        choices.push(PastedChat {
            n_messages: messages.len(),
            zone: zone.map(|zone| zone.region().to_owned()),
            edits: vec![place.written(review, replaced, &messages, &stamps)],
        });
    }
    choices
}

/// An entry for `moment` behind the one at `offset`, or in its empty line there; with where its text goes.
pub fn entry_at(review: &Review, offset: usize, moment: Timestamp) -> Option<Edit> {
    let line = review.text.line_span(review.text.line_of(offset));
    let source = review.text.slice(line);
    let words = source.trim_end_matches(['\n', '\r']);
    let is_free = words.trim_matches([' ', '\t', '-', '*', '+']).is_empty();
    let place = Place::find(
        review,
        if is_free { Span::new(line.start, line.start + words.len()) } else { Span::empty(line.end) },
    )?;
    let mut scribe = place.scribe();
    let utc = Zone::utc();
    let zone = scribe.zone().cloned();
    let local = zone.as_ref().unwrap_or(&utc).time_zone().to_datetime(moment);
    let mut stamp = scribe.write(local, true, false);
    if zone.is_none() {
        stamp.push_str(" UTC");
    }
    let entry = place.shape.write(&stamp, None, &[]);
    if is_free && !place.shape.is_row() {
        return Some(Edit::new(Span::new(line.start, line.start + words.len()), entry));
    }
    let (timeline, above) = place.timeline.zip(place.above)?;
    let end = extent(review, timeline, above)?.end;
    Some(Edit::new(Span::empty(end), format!("{}{entry}", place.shape.joint())))
}

/// An entry for a moment in its place, to be filled in.
pub fn entry_of_moment(review: &Review, timeline: &TimelinePart, moment: Timestamp) -> Option<Edit> {
    let instants: Vec<(usize, Timestamp)> = timeline
        .timeline
        .readings()
        .iter()
        .enumerate()
        .filter_map(|(line, reading)| Some((line, reading.instant?)))
        .collect();
    let above = instants.iter().rev().find(|(_, instant)| *instant <= moment).map(|(line, _)| *line);
    let near = above.or_else(|| instants.first().map(|(line, _)| *line))?;
    let shape = Shape::of(review, timeline, near)?;
    let mut scribe = Scribe::behind(&timeline.timeline, above);
    let local = scribe.zone()?.time_zone().to_datetime(moment);
    let stamp = scribe.write(local, true, local.second() != 0);
    let entry = shape.write(&stamp, None, &["…".to_owned()]);
    let span = extent(review, timeline, near)?;
    Some(match above {
        Some(_) => Edit::new(Span::empty(span.end), format!("{}{entry}", shape.joint())),
        None => {
            let start = review.text.line_span(review.text.line_of(span.start)).start;
            Edit::new(Span::empty(start), format!("{entry}{}", shape.joint()))
        }
    })
}

/// What an empty line right below an entry, or one with a bullet alone, begins with: a stamp of now where
/// the entry is of today, else of the minute after it.
pub fn next_entry(review: &Review, offset: usize) -> Option<Edit> {
    let text = &review.text;
    let number = text.line_of(offset);
    let line = text.line_span(number);
    let source = text.slice(line);
    let words = source.trim_end_matches(['\n', '\r']);
    if !words.trim_matches([' ', '\t', '-', '*', '+', '|']).is_empty() {
        return None;
    }
    let free = Span::new(line.start, line.start + words.len());
    let place = Place::find(review, free)?;
    let (timeline, above) = place.timeline.zip(place.above)?;
    let (row, reading) = timeline.rows().get(above).zip(timeline.timeline.readings().get(above))?;
    let stamp = row.stamp.as_deref().filter(|_| row.role == Role::Entry)?;
    let said = row.text.get(stamp.rest..)?.trim_matches([' ', '|']);
    let whole = extent(review, timeline, above)?;
    // The entry itself may reach to here, with its empty last line.
    let end = whole.start + text.slice(Span::new(whole.start, whole.end.min(line.start))).trim_end().len();
    if said.is_empty() || text.line_of(end) + 1 != number {
        return None;
    }
    let next =
        now_behind(review, &place, reading).or_else(|| askhow_timeline::next_stamp(stamp, reading, 1))?;
    let entry = Shape::of(review, timeline, above)?.write(&next, None, &[]);
    Some(Edit::new(free, entry))
}

/// The stamp of now, where the entry above is of the hours before.
fn now_behind(review: &Review, place: &Place<'_>, above: &askhow_timeline::Reading) -> Option<String> {
    const LATELY: i64 = 12 * 3600;
    let (now, then) = (review.surroundings.now?, above.instant?);
    let mut scribe = place.scribe();
    let zone = scribe.zone().cloned()?;
    let since = now.as_second() - then.as_second();
    (0..LATELY).contains(&since).then(|| scribe.write(zone.time_zone().to_datetime(now), true, false))
}

/// The whole lines of a selection, and what is to be replaced if they are: a fence around them too.
fn pasted_lines(review: &Review, selection: Span) -> Option<(Span, Span)> {
    if selection.is_empty() {
        return None;
    }
    let text = &review.text;
    let first = text.line_span(text.line_of(selection.start));
    // A selection that ends at a line's start does not mean that line.
    let last = text.line_span(text.line_of(selection.end));
    let end = if last.start == selection.end { last.start } else { last.end };
    let lines = Span::new(first.start, end.max(first.start));
    let (facts, start) = review.segment_at(selection.start)?;
    let fence = facts
        .segment
        .blocks()
        .iter()
        .find(|block| block.kind == BlockKind::Code && block.span.shift(start).meets(selection));
    let Some(fence) = fence else { return Some((lines, lines)) };
    let (whole, content) = (fence.span.shift(start), fence.content.shift(start));
    let is_all = lines.start <= content.start && content.end <= lines.end;
    let within = whole.start <= lines.start && lines.end <= whole.end + newline(review).len();
    (is_all && within && fence.item.is_none()).then_some((content, whole))
}

/// Where entries are to go.
struct Place<'r> {
    /// The timeline that is there already, and the line above the place.
    timeline: Option<&'r TimelinePart>,
    above: Option<usize>,
    /// The timeline without what is to be replaced.
    read: Timeline,
    read_above: Option<usize>,
    shape: Shape,
}

impl<'r> Place<'r> {
    fn find(review: &'r Review, span: Span) -> Option<Self> {
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
            let read = Timeline::new(context::of(review, &draft), Vec::new());
            return Some(Self {
                timeline: None,
                above: None,
                read,
                read_above: None,
                shape: Shape::plain(review),
            });
        };
        let starts = timeline
            .lines
            .iter()
            .map(|at| review.line(*at).map_or(0, |(_, line, start)| start + line.content.start));
        let outside: Vec<(usize, usize)> =
            starts.enumerate().filter(|(_, start)| !span.contains(*start)).collect();
        let rows = outside.iter().filter_map(|(line, _)| timeline.rows().get(*line).cloned());
        let read = Timeline::new(Context::clone(&timeline.context), rows.collect());
        let n_above = outside.iter().take_while(|(_, start)| *start < span.start).count();
        let line_of = |index: usize| outside.get(index).map(|(line, _)| *line);
        let above = n_above.checked_sub(1).and_then(line_of);
        let is_entry = |line: &usize| {
            timeline.rows().get(*line).is_some_and(|row| row.role == Role::Entry && row.stamp.is_some())
        };
        let mut near =
            outside.iter().take(n_above).rev().chain(outside.iter().skip(n_above)).map(|(line, _)| *line);
        let shape = near.find(is_entry).and_then(|line| Shape::of(review, timeline, line));
        let shape = shape.unwrap_or_else(|| Shape::plain(review));
        Some(Self { timeline: Some(timeline), above, read, read_above: n_above.checked_sub(1), shape })
    }

    fn scribe(&self) -> Scribe<'_> {
        Scribe::behind(&self.read, self.read_above)
    }

    /// The zones that a paste may be in: chat shows the local time of whoever reads it.
    fn plausible_zones(&self, review: &Review) -> Vec<Zone> {
        let context = self.read.context();
        let own = self.scribe().zone().cloned();
        let written = review.timelines.iter().flat_map(|timeline| timeline.timeline.zones_written());
        let form = review.form.fields.iter().filter(|field| field.field.is_date()).filter_map(|field| {
            let stamp = askhow_timeline::read_stamp(&field.text)?;
            stamp.start.zone.map(|part| part.zone)
        });
        let writer = review.surroundings.writer_zone.as_deref().and_then(Zone::from_name);
        let zones = context
            .configured_zone
            .clone()
            .into_iter()
            .chain(writer)
            .chain(own)
            .chain([Zone::utc()])
            .chain(written)
            .chain(form);
        let mut plausible: Vec<Zone> = Vec::new();
        for zone in zones.filter(|zone| !zone.is_ambiguous()) {
            if !plausible.iter().any(|other| other.region() == zone.region()) {
                plausible.push(zone);
            }
        }
        plausible
    }

    /// The stamps of messages whose times are in `zone`; `None` where one of them can't be told.
    fn stamps(&self, messages: &[Message], zone: Option<&Zone>) -> Option<Vec<String>> {
        let mut scribe = self.scribe();
        let lines = || {
            let lines = messages.iter().flat_map(|message| {
                let line = |role, stamp: &askhow_timeline::Stamp| Line {
                    role,
                    stamp: Some(stamp.clone().into()),
                    text: (&*stamp.written).into(),
                    frame: None,
                    begins: Begins::Nothing,
                };
                let day = message.day.as_ref().map(|day| line(Role::Separator, day));
                day.into_iter().chain([line(Role::Entry, &message.stamp)])
            });
            lines.collect::<Vec<Line>>()
        };
        let context = |date| Context {
            date,
            zone: zone.or(scribe.zone()).cloned(),
            configured_zone: None,
            now: None,
            ..self.read.context().clone()
        };
        let mut read = Timeline::new(context(scribe.date()), lines());
        let undated = messages.first().is_some_and(|first| first.day.is_none() && !first.stamp.has_date);
        if let (true, Some(date), Some(above)) = (undated, scribe.date(), scribe.moment_above()) {
            // In its own zone the paste may begin on the day before or after.
            let candidates = [date, date.yesterday().ok()?, date.tomorrow().ok()?];
            let distance = |timeline: &Timeline| {
                let first = timeline.readings().iter().find_map(|reading| reading.instant);
                first.map_or(i64::MAX, |first| (first.as_second() - above.as_second()).abs())
            };
            let readings = candidates.into_iter().map(|date| Timeline::new(context(Some(date)), lines()));
            read = readings.min_by_key(distance)?;
        }
        let entries = read.lines().iter().zip(read.readings()).filter(|(line, _)| line.role == Role::Entry);
        entries
            .zip(messages)
            .map(|((_, reading), message)| {
                let own_zone = message.stamp.start.zone.as_ref().map(|part| &part.zone);
                let from = own_zone.or(zone);
                let local = match (reading.local, reading.time) {
                    (Some(local), _) => Some((local, true)),
                    (None, Some(time)) => Some((jiff::civil::date(2000, 1, 1).to_datetime(time), false)),
                    (None, None) => None,
                };
                let (local, dated) = local?;
                let to = scribe.zone().cloned();
                let there = match (from, &to) {
                    (Some(from), Some(to)) if from.region() != to.region() => {
                        to.time_zone().to_datetime(reading.instant.filter(|_| dated)?)
                    }
                    _ => local,
                };
                let mut stamp = scribe.write(there, dated, has_seconds(message));
                if let (Some(from), None) = (from, &to) {
                    stamp.push(' ');
                    stamp.push_str(from.region());
                }
                Some(stamp)
            })
            .collect()
    }

    /// The edit that puts entries in place of what was pasted.
    fn written(&self, review: &Review, pasted: Span, messages: &[Message], stamps: &[String]) -> Edit {
        let text = &review.text;
        let mut start = pasted.start;
        let above =
            self.timeline.zip(self.above).and_then(|(timeline, above)| extent(review, timeline, above));
        let gap = above.filter(|above| above.end <= start).map(|above| Span::new(above.end, start));
        let is_next = gap.is_some_and(|gap| text.slice(gap).trim().is_empty());
        let mut shape = self.shape.clone();
        let mut lead = String::new();
        if shape.is_row() {
            match gap.filter(|_| is_next) {
                // Rows follow their table without a blank line.
                Some(gap) => {
                    start = gap.start;
                    lead.push_str(newline(review));
                }
                None => shape = Shape::plain(review),
            }
        }
        let entries: Vec<String> = messages
            .iter()
            .zip(stamps)
            .map(|(message, stamp)| {
                let who = Some(message.name.as_str()).filter(|name| !name.is_empty());
                shape.write(stamp, who, &message.lines)
            })
            .collect();
        let mut new = format!("{lead}{}", entries.join(&shape.joint()));
        // Words below would go on with the last entry.
        let next = text.line_span(text.line_of(pasted.end) + 1);
        let below = text.slice(next);
        let goes_on = below.trim_start().starts_with(|c: char| c.is_alphanumeric());
        if next.start >= pasted.end && goes_on {
            new.push_str(newline(review));
        }
        Edit::new(Span::new(start, pasted.end), new)
    }
}

fn has_seconds(message: &Message) -> bool {
    let time = message.stamp.start.time.as_ref();
    time.is_some_and(|time| time.parts.iter().any(|part| part.kind == askhow_timeline::PartKind::Second))
}

/// The section of that kind in which a part lies.
fn timeline_section(review: &Review, index: usize) -> Option<(usize, &Part)> {
    std::iter::successors(Some(index), |index| review.outline.parts.get(*index)?.parent)
        .filter_map(|index| Some((index, review.outline.parts.get(index)?)))
        .find(|(_, part)| part.is(Section::Timeline))
}
