//! What the surroundings of a timeline say about dates and zones.
//!
//! Most entries carry neither. A date comes from the timeline's heading, the title, the file's name or
//! Incident Start; a zone from the heading, a sentence above, the front matter or the settings; each in this
//! order.

use std::path::Path;
use std::sync::Arc;

use askhow_timeline::{Context, DateOrder, Line, Reading, Role, Stated, Timeline, Zone};
use jiff::civil::DateTime;

use crate::fields::FieldRead;
use crate::form::Field;
use crate::review::{Review, Surroundings};
use crate::settings;
use crate::timelines::Draft;

/// The context of one timeline.
pub(crate) fn of(review: &Review, draft: &Draft) -> Context {
    let mut stated: Vec<Stated> = headings(review, draft).cloned().collect();
    let zone = stated.iter().find_map(|stated| stated.zone.clone()).map(|(zone, _)| zone);
    let zone = zone.or_else(|| sentence_zone(review, draft.span.start)).or_else(|| front_matter_zone(review));
    stated.extend(sentence_date(review, draft.span.start));
    stated.extend(title(review));
    stated.extend(review.file_name.as_deref().cloned());
    let mut context = Context { zone, ..surrounding(review) };
    let start = review.form.get(Field::IncidentStart).or_else(|| review.form.get(Field::Date));
    stated.extend(start.map(|start| askhow_timeline::read_stated(&start.text)));
    context.stated = stated;
    let moment = |field| review.form.get(field).and_then(|read| local(read, &context));
    let (start, detected) = (moment(Field::IncidentStart), moment(Field::IncidentDetected));
    let stabilized = moment(Field::StabilizationTime);
    Context { start, detected, stabilized, ..context }
}

impl Review {
    /// The moment that a field of the form says, where it has a date and a time.
    pub fn moment(&self, field: Field) -> Option<Reading> {
        moment(self.form.get(field)?, &of_form(self))
    }
}

/// What a field of the form says, read with what its review says about dates and zones.
pub(crate) fn of_form(review: &Review) -> Context {
    let zone = sentence_zone(review, 0).or_else(|| front_matter_zone(review));
    let stated = title(review).into_iter().chain(review.file_name.as_deref().cloned()).collect();
    Context { zone, stated, ..surrounding(review) }
}

/// Reads the value of a field as a moment.
pub(crate) fn moment(read: &FieldRead, context: &Context) -> Option<Reading> {
    let line = Line::read(Role::Entry, &read.text);
    let stamp = line.stamp.as_ref()?;
    if !stamp.has_date || !stamp.has_time || stamp.span.start > 0 {
        return None;
    }
    Timeline::new(context.clone(), vec![line]).readings().first().cloned()
}

/// The date that the title states, as written there.
pub(crate) fn title(review: &Review) -> Option<Stated> {
    let heading = review.title().and_then(|title| review.heading(title));
    let field = || review.form.get(Field::Title).map(|read| askhow_timeline::read_stated(&read.text));
    heading.map(|heading| heading.stated().clone()).or_else(field)
}

/// The date that the file's name states.
pub(crate) fn file_name(surroundings: &Surroundings) -> Option<Stated> {
    let path = surroundings.path.as_deref()?;
    Path::new(path).file_name()?.to_str().map(askhow_timeline::read_stated)
}

/// What the headings of the timeline's section and of those around it say, but not the title.
fn headings<'r>(review: &'r Review, draft: &Draft) -> impl Iterator<Item = &'r Stated> {
    let parts = std::iter::successors(draft.part, |index| review.outline.parts.get(*index)?.parent);
    let title = review.title().map(|title| title.at);
    parts
        .filter_map(|index| review.outline.parts.get(index))
        .filter(move |part| Some(part.at) != title)
        .filter_map(|part| review.heading(part))
        .map(|heading| heading.stated())
}

fn surrounding(review: &Review) -> Context {
    let settings = &review.surroundings.rules.settings;
    Context {
        configured_zone: settings.timezone.as_deref().and_then(Zone::from_name),
        date_order: settings.date_order.map(|order| match order {
            settings::DateOrder::Dmy => DateOrder::DayFirst,
            settings::DateOrder::Mdy => DateOrder::MonthFirst,
            settings::DateOrder::Ymd => DateOrder::YearFirst,
        }),
        now: review.surroundings.now,
        words: Arc::clone(&review.surroundings.rules.kinds),
        quiet_gap: settings.quiet_gap.map(|gap| gap.0),
        ..Context::default()
    }
}

fn front_matter_zone(review: &Review) -> Option<Zone> {
    review.form.get(Field::Timezone).and_then(|read| Zone::from_name(read.text.trim()))
}

/// The zone that the nearest sentence above `offset` states for times; where none stands above, the first.
fn sentence_zone(review: &Review, offset: usize) -> Option<Zone> {
    let above = review.facts.iter().zip(&review.starts).rev().filter(|(_, start)| **start <= offset);
    above
        .flat_map(|(facts, start)| {
            facts.zones.iter().rev().map(move |(span, zone)| (start + span.start, zone))
        })
        .find(|(at, _)| *at <= offset)
        .map(|(_, zone)| zone.clone())
}

/// What the nearest sentence above `offset` says about the date of all events.
fn sentence_date(review: &Review, offset: usize) -> Option<Stated> {
    let above = review.facts.iter().zip(&review.starts).rev().filter(|(_, start)| **start <= offset);
    let mut dates = above.flat_map(|(facts, start)| {
        facts.dates.iter().rev().map(move |(span, date)| (start + span.start, date))
    });
    dates.find(|(at, _)| *at <= offset).map(|(_, date)| date.clone())
}

/// The moment of a field as a clock in the timeline's zone shows it.
fn local(read: &FieldRead, context: &Context) -> Option<DateTime> {
    let reading = moment(read, context)?;
    match (reading.instant, &context.zone) {
        (Some(instant), Some(zone)) => Some(zone.time_zone().to_datetime(instant)),
        _ => reading.local,
    }
}
