//! A pasted chat as entries of a timeline.

use askhow_document::{BlockKind, Edit, Span};
use askhow_timeline::{Begins, Context, Line, Message, Role, Timeline, Zone, read_chat};
use jiff::Timestamp;
use jiff::civil::Date;

use super::bullets::{Step, counted};
use super::entries::Place;
use super::shape::Shape;
use super::{extent, newline};
use crate::review::Review;

/// A pasted chat as entries, its times read in one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedChat {
    /// How many messages it has.
    pub n_messages: usize,
    /// The first and the last day of its messages, in the zone of the timeline; `None` where none is to be had.
    pub days: Option<(Date, Date)>,
    /// The zone in which its times are read; `None` where they say it themselves, or are left as they are.
    pub zone: Option<String>,
    /// What changes.
    pub edits: Vec<Edit>,
}

/// The first and the last day of a chat, where they are to be had.
type Days = Option<(Date, Date)>;

/// The nearest moment above a paste.
#[derive(Clone, Copy)]
struct Above {
    moment: Timestamp,
    /// An entry's; else that of Incident Start.
    is_entry: bool,
}

impl Above {
    /// How far a chat that begins at a moment would be from it: what follows an entry may overlap with it, and is not
    /// hours before it.
    fn distance(self, first: Timestamp) -> i64 {
        const OVERLAP: i64 = 6 * 3_600;
        const DAY: i64 = 24 * 3_600;
        let later = first.as_second() - self.moment.as_second();
        later.abs() + if self.is_entry && later < -OVERLAP { 2 * DAY } else { 0 }
    }
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
        let Some((stamps, days)) = place.stamps(&messages, zone.as_ref()) else { continue };
        choices.push(PastedChat {
            n_messages: messages.len(),
            days,
            zone: zone.map(|zone| zone.region().to_owned()),
            edits: place.written(review, replaced, &messages, &stamps),
        });
    }
    choices
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
    // A block of code in one of the messages.
    if lines.start < whole.start && whole.end <= lines.end {
        return Some((lines, lines));
    }
    let is_all = lines.start <= content.start && content.end <= lines.end;
    let within = whole.start <= lines.start && lines.end <= whole.end + newline(review).len();
    (is_all && within && fence.item.is_none()).then_some((content, whole))
}

impl Place<'_> {
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

    /// The day that times here are of, and the nearest moment above that is of the incident. A line above that dates
    /// what follows comes first, then the section's own date, Incident Start, the title and the name of the file;
    /// an entry of another day, far behind those before it, tells of a meeting about it.
    fn day(&self) -> (Option<Date>, Option<Above>) {
        const LATER: i64 = 12 * 3600;
        let rows = self.read.lines().iter().zip(self.read.readings()).enumerate();
        let above = || rows.clone().take(self.read_above.map_or(0, |above| above + 1));
        let line = above().rfind(|(_, (line, _))| line.role == Role::Separator).map(|(line, _)| line);
        let dated = line.and_then(|line| self.read.date_behind(line));
        let context = self.read.context();
        let own = dated.or(self.date);
        let is_own = |start: &jiff::civil::DateTime| self.date.is_none_or(|own| own == start.date());
        let start = context.start.filter(|start| dated.is_none() && is_own(start));
        let start_day = start.map(|start| start.date());
        let stated = context.stated.iter().find_map(|stated| stated.date.as_ref()).map(|(date, _)| *date);
        let frame = own.or(start_day).or(context.date).or(stated);
        let zone = self.scribe().zone().cloned();
        let moment = |local: jiff::civil::DateTime| zone.as_ref()?.time_zone().to_timestamp(local).ok();
        let mut last = start.and_then(moment);
        let mut is_entry = false;
        let mut day = frame;
        for (line, (_, reading)) in above().skip_while(|(at, _)| line.is_some_and(|line| *at <= line)) {
            let Some(instant) = reading.instant else {
                // Without a zone, days alone are compared.
                let own = reading.local.map(|local| local.date()).filter(|_| last.is_none());
                let is_near = |own: &Date| {
                    day.is_none_or(|day| [Some(day), day.tomorrow().ok()].contains(&Some(*own)))
                        && frame.is_none()
                };
                day = own.filter(is_near).or(day);
                continue;
            };
            let is_of_frame =
                || frame.is_none_or(|day| reading.local.is_some_and(|local| local.date() == day));
            let goes_on = match last {
                Some(last) => (instant.as_second() - last.as_second()).abs() < LATER,
                None => is_of_frame(),
            };
            if goes_on {
                (last, is_entry) = (Some(instant), true);
                day = self.read.date_behind(line).or(day);
            }
        }
        (day, last.map(|moment| Above { moment, is_entry }))
    }

    /// The stamps of messages whose times are in `zone`, with the first and the last day; `None` where one of them
    /// can't be told.
    fn stamps(&self, messages: &[Message], zone: Option<&Zone>) -> Option<(Vec<String>, Days)> {
        let (day, moment) = self.day();
        let mut days: Days = None;
        let mut scribe = self.scribe();
        // Of today, behind what is of yesterday, only a day that is known can tell.
        if day.is_none() && messages.iter().any(|message| message.is_next_day) {
            return None;
        }
        let lines = |date: Option<Date>| {
            let next = date.and_then(|date| askhow_timeline::read_stamp(&date.tomorrow().ok()?.to_string()));
            let lines = messages.iter().flat_map(|message| {
                let line = |role, stamp: &askhow_timeline::Stamp| Line {
                    role,
                    stamp: Some(stamp.clone().into()),
                    text: (&*stamp.written).into(),
                    frame: None,
                    begins: Begins::Nothing,
                };
                let next = next.as_ref().filter(|_| message.is_next_day);
                let day = message.day.as_ref().or(next).map(|day| line(Role::Separator, day));
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
        let mut read = Timeline::new(context(day), lines(day));
        let undated = messages.first().is_some_and(|first| first.day.is_none() && !first.stamp.has_date);
        if let (true, Some(date), Some(above)) = (undated, day, moment) {
            // In its own zone the paste may begin on the day before or after.
            let candidates = [date, date.yesterday().ok()?, date.tomorrow().ok()?];
            let distance = |timeline: &Timeline| {
                let first = timeline.readings().iter().find_map(|reading| reading.instant);
                first.map_or(i64::MAX, |first| above.distance(first))
            };
            let readings =
                candidates.into_iter().map(|date| Timeline::new(context(Some(date)), lines(Some(date))));
            read = readings.min_by_key(distance)?;
        }
        let entries = read.lines().iter().zip(read.readings()).filter(|(line, _)| line.role == Role::Entry);
        let stamps: Option<Vec<String>> = entries
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
                if dated {
                    days = Some((days.map_or(there.date(), |(first, _)| first), there.date()));
                }
                let mut stamp = scribe.write(there, dated, has_seconds(message));
                if let (Some(from), None) = (from, &to) {
                    stamp.push(' ');
                    stamp.push_str(from.region());
                }
                Some(stamp)
            })
            .collect();
        Some((stamps?, days))
    }

    /// The edits that put entries in place of what was pasted.
    fn written(&self, review: &Review, pasted: Span, messages: &[Message], stamps: &[String]) -> Vec<Edit> {
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
            .enumerate()
            .map(|(index, (message, stamp))| {
                let who = Some(message.name.as_str()).filter(|name| !name.is_empty());
                shape.later(index).write(stamp, who, &shape.laid_out(&message.lines))
            })
            .collect();
        let mut new = format!("{lead}{}", entries.join(&format!("{}{}", shape.hard_break(), shape.joint())));
        // Words below would go on with the last entry.
        let next = text.line_span(text.line_of(pasted.end) + 1);
        let below = text.slice(next);
        let goes_on = below.trim_start().starts_with(|c: char| c.is_alphanumeric());
        if next.start >= pasted.end && goes_on {
            new.push_str(newline(review));
        }
        let mut edits = vec![Edit::new(Span::new(start, pasted.end), new)];
        if let (Some((timeline, above)), Ok(n_new)) =
            (self.timeline.zip(self.above), u64::try_from(messages.len()))
        {
            edits.extend(counted(review, timeline, above, pasted.end, Step::On(n_new)));
        }
        edits
    }
}

fn has_seconds(message: &Message) -> bool {
    let time = message.stamp.start.time.as_ref();
    time.is_some_and(|time| time.parts.iter().any(|part| part.kind == askhow_timeline::PartKind::Second))
}
