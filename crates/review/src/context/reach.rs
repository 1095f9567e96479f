//! How far it reaches what a review says in one place of its times: folded once, and asked by each timeline.
//!
//! What is said in a section is said of those beside it, too, up to a section that tells of one incident: none is heard
//! in another. Some of it is said of all times; the rest stays in its timeline.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::iter::{once, successors};
use std::sync::Arc;

use askhow_document::Span;
use askhow_timeline::{Stated, Zone, read_stamp};
use jiff::civil::Date;

use super::head::MOMENTS;
use crate::fields::FieldRead;
use crate::form::{Field, recognise_field};
use crate::review::Review;
use crate::section::Section;

/// So many days apart, dates of a description may be those of one incident.
const ONE_INCIDENT: i32 = 3;

/// What a review says in one place of its times, by the section that it is not heard outside of: the index of a part,
/// `None` for what is heard everywhere.
pub(crate) struct Reaches<'r> {
    review: &'r Review,
    near: HashMap<Option<usize>, Near<'r>>,
    far: HashMap<Option<usize>, Far<'r>>,
}

/// What is not heard outside of a timeline either, each in the order of the text.
#[derive(Default)]
struct Near<'r> {
    /// Zones that sentences state, with where each stands.
    zones: Vec<(usize, &'r Zone)>,
    /// Sentences that date all events, likewise.
    dates: Vec<(usize, &'r Stated)>,
    /// The first field of each kind that has a value.
    fields: Vec<&'r FieldRead>,
    /// Values that say when something was.
    moments: Vec<&'r str>,
    /// In which zones those say it.
    zones_of_moments: OnceCell<Vec<Zone>>,
}

/// What is said of all times.
#[derive(Default)]
struct Far<'r> {
    /// The first sentence that states a zone, and where it stands.
    zone: Option<(usize, &'r Zone)>,
    /// The first heading of a timeline that does.
    zone_of_heading: Option<(usize, &'r Zone)>,
    /// Full dates in prose, with where each stands first.
    days: Vec<(usize, Date)>,
    known: HashSet<Date>,
    /// All of them, for places that hear no others.
    alone: OnceCell<Arc<Vec<Date>>>,
    /// Those of the description.
    described: Option<Described>,
    /// Zones of the clock times in the description, by the minute of the day, with where each is first named.
    clocks: HashMap<i64, Vec<(usize, &'r Zone)>>,
}

/// The dates of a description.
#[derive(Clone, Copy)]
struct Described {
    /// Where the first stands.
    at: usize,
    first: Date,
    earliest: Date,
    latest: Date,
}

/// The innermost sections out of which nothing is heard that is said in a section.
#[derive(Clone, Copy)]
struct Bounds {
    near: Option<usize>,
    far: Option<usize>,
    /// Whether the section describes the incident: the text below the title or a heading that holds the timeline, a
    /// summary, a heading that asks when.
    describes: bool,
}

/// Those of what stands in no section.
const OPEN: Bounds = Bounds { near: None, far: None, describes: true };

/// What of all that is heard at one place.
pub(super) struct Heard<'a, 'r> {
    start: usize,
    /// Whether it is a list or table outside any section for timelines.
    is_loose: bool,
    near: Vec<&'a Near<'r>>,
    far: Vec<&'a Far<'r>>,
}

impl<'r> Reaches<'r> {
    pub(crate) fn of(review: &'r Review) -> Self {
        let mut all = Self { review, near: HashMap::new(), far: HashMap::new() };
        let bounds = bounds(review);
        let bounds_at = |at: usize| {
            let part = review.outline.part_at(at);
            part.and_then(|part| bounds.get(part)).copied().unwrap_or(OPEN)
        };
        for (facts, start) in review.facts.iter().zip(&review.starts) {
            for (span, stated) in &facts.statements {
                let at = start + span.start;
                let bounds = bounds_at(at);
                all.near.entry(bounds.near).or_default().statement(at, stated);
                if let Some(zone) = zone_of_all(stated) {
                    all.far.entry(bounds.far).or_default().zone.get_or_insert((at, zone));
                }
            }
            for (span, day) in &facts.days {
                let at = start + span.start;
                let bounds = bounds_at(at);
                all.far.entry(bounds.far).or_default().day(at, *day, bounds.describes);
            }
            for (span, clocks) in &facts.clocks {
                let at = start + span.start;
                let bounds = bounds_at(at);
                if bounds.describes {
                    all.far.entry(bounds.far).or_default().clocks(at, clocks);
                }
            }
        }
        for part in review.outline.parts.iter().filter(|part| part.is(Section::Timeline)) {
            let at = part.heading.start;
            if let Some(zone) = review.heading(part).and_then(|heading| zone_of_all(heading.stated())) {
                all.far.entry(bounds_at(at).far).or_default().zone_of_heading.get_or_insert((at, zone));
            }
        }
        for read in review.form.fields.iter().filter(|read| !read.text.trim().is_empty()) {
            all.near.entry(bounds_at(read.span.start).near).or_default().field(read);
        }
        all
    }

    /// What is heard at `start`, in bytes of the document.
    pub(super) fn heard_at(&self, start: usize, is_loose: bool) -> Heard<'_, 'r> {
        let outline = &self.review.outline;
        let around = successors(outline.part_at(start), |index| outline.parts.get(*index)?.parent);
        let around = around.filter(|index| {
            let part = outline.parts.get(*index);
            part.is_some_and(|part| part.body.contains(start) || part.heading.contains(start))
        });
        let around: Vec<Option<usize>> = once(None).chain(around.map(Some)).collect();
        let near = around.iter().filter_map(|bound| self.near.get(bound)).collect();
        let far = around.iter().filter_map(|bound| self.far.get(bound)).collect();
        Heard { start, is_loose, near, far }
    }
}

impl<'r> Near<'r> {
    fn statement(&mut self, at: usize, stated: &'r Stated) {
        self.zones.extend(stated.zone.as_ref().map(|(zone, _)| (at, zone)));
        self.dates.extend((stated.for_all && stated.date.is_some()).then_some((at, stated)));
    }

    fn field(&mut self, read: &'r FieldRead) {
        if self.fields.iter().all(|other| other.field != read.field) {
            self.fields.push(read);
        }
        self.moments.extend(MOMENTS.contains(&read.field).then_some(read.text.trim()));
    }

    fn zones_of_moments(&self) -> &[Zone] {
        self.zones_of_moments.get_or_init(|| {
            let mut zones = Vec::new();
            for text in &self.moments {
                let stamp = read_stamp(text).filter(|stamp| stamp.has_time && !stamp.bare);
                let zone = stamp.and_then(|stamp| stamp.start.zone).map(|part| part.zone);
                zones.extend(zone.filter(|zone| !zones.contains(zone)));
            }
            zones
        })
    }
}

impl<'r> Far<'r> {
    fn day(&mut self, at: usize, day: Date, is_described: bool) {
        if self.known.insert(day) {
            self.days.push((at, day));
        }
        if is_described {
            let all = self.described.get_or_insert(Described { at, first: day, earliest: day, latest: day });
            all.earliest = all.earliest.min(day);
            all.latest = all.latest.max(day);
        }
    }

    fn clocks(&mut self, at: usize, clocks: &'r [(i64, Zone)]) {
        for (second, zone) in clocks {
            let zones = self.clocks.entry(second / 60).or_default();
            if zones.iter().all(|(_, other)| *other != zone) {
                zones.push((at, zone));
            }
        }
    }
}

impl<'r> Heard<'_, 'r> {
    /// The zone that a sentence in another section states for all: the nearest above, else one that says so of all
    /// times of the review.
    pub(super) fn zone(&self) -> Option<Zone> {
        let above = self.near.iter().filter_map(|near| last(&near.zones, |at| at <= self.start));
        let above = above.max_by_key(|(at, _)| *at);
        let of_all = || {
            let sentences = self.far.iter().filter_map(|far| far.zone).min_by_key(|(at, _)| *at);
            let headings = || self.far.iter().filter_map(|far| far.zone_of_heading).min_by_key(|(at, _)| *at);
            sentences.or_else(headings).filter(|_| self.is_loose)
        };
        above.or_else(of_all).map(|(_, zone)| zone.clone())
    }

    /// What sentences in other sections say about the date of all events.
    pub(super) fn date(&self) -> Option<Stated> {
        let above = self.near.iter().filter_map(|near| last(&near.dates, |at| at < self.start));
        above.max_by_key(|(at, _)| *at).map(|(_, stated)| stated.clone())
    }

    /// The field of the form that is said of this place: the first, where a review holds several forms.
    pub(super) fn field(&self, field: Field) -> Option<&'r FieldRead> {
        let fields = self.near.iter().flat_map(|near| near.fields.iter().copied());
        fields.filter(|read| read.field == field).min_by_key(|read| read.span.start)
    }

    /// The date of the incident, where the description has one.
    pub(super) fn described(&self) -> Option<Stated> {
        let described = || self.far.iter().filter_map(|far| far.described);
        let first = described().min_by_key(|all| all.at)?.first;
        let is_near = |day: Date| first.until(day).is_ok_and(|span| span.get_days().abs() <= ONE_INCIDENT);
        described()
            .all(|all| is_near(all.earliest) && is_near(all.latest))
            .then(|| Stated { date: Some((first, Span::default())), ..Stated::default() })
    }

    /// The full dates in the prose around, each where it stands first.
    pub(super) fn days(&self) -> Arc<Vec<Date>> {
        let far: Vec<&Far<'_>> = self.far.iter().copied().filter(|far| !far.days.is_empty()).collect();
        if let [far] = far.as_slice() {
            let all = || Arc::new(far.days.iter().map(|(_, day)| *day).collect());
            return Arc::clone(far.alone.get_or_init(all));
        }
        let mut days: Vec<(usize, Date)> = far.iter().flat_map(|far| far.days.iter().copied()).collect();
        days.sort_by_key(|(at, _)| *at);
        let mut known = HashSet::new();
        Arc::new(days.into_iter().map(|(_, day)| day).filter(|day| known.insert(*day)).collect())
    }

    /// The zones in which the fields of the form say their clock times.
    pub(super) fn zones_of_fields(&self) -> impl Iterator<Item = &Zone> {
        self.near.iter().flat_map(|near| near.zones_of_moments())
    }

    /// The clock times that the fields of the form say with a zone, as seconds of the day.
    pub(super) fn clocks_of_fields(&self) -> impl Iterator<Item = i64> {
        let texts = self.near.iter().flat_map(|near| near.moments.iter());
        let stamps = texts.filter_map(|text| read_stamp(text));
        let zoned = stamps.filter(|stamp| stamp.start.zone.is_some() && !stamp.bare);
        zoned.filter_map(|stamp| stamp.second())
    }

    /// The zones of the clock times above, in the description, of this minute of the day.
    pub(super) fn zones_at(&self, minute: i64) -> impl Iterator<Item = &'r Zone> {
        let told = self.far.iter().filter_map(move |far| far.clocks.get(&minute)).flatten();
        told.filter(|(at, _)| *at < self.start).map(|(_, zone)| *zone)
    }
}

/// The last of these that stands where it is to; they rise.
fn last<T: Copy>(all: &[(usize, T)], is_above: impl Fn(usize) -> bool) -> Option<(usize, T)> {
    all.get(all.partition_point(|(at, _)| is_above(*at)).checked_sub(1)?).copied()
}

fn zone_of_all(stated: &Stated) -> Option<&Zone> {
    stated.zone.as_ref().filter(|_| stated.for_all).map(|(zone, _)| zone)
}

/// The bounds of each section.
fn bounds(review: &Review) -> Vec<Bounds> {
    let parts = &review.outline.parts;
    let mut holds_timeline = vec![false; parts.len()];
    let mut next_timeline = usize::MAX;
    for (part, holds) in parts.iter().zip(&mut holds_timeline).rev() {
        *holds = next_timeline < part.body.end;
        if part.is(Section::Timeline) {
            next_timeline = part.heading.start;
        }
    }
    // Where several headings of the first level tell of an incident each, the first is one of them.
    let n_reviews =
        parts.iter().zip(&holds_timeline).filter(|(part, holds)| part.level == 1 && **holds).count();
    let title = review.title().filter(|title| n_reviews < 2 || title.level > 1).map(|title| title.at);
    let mut bounds: Vec<Bounds> = Vec::with_capacity(parts.len());
    for ((index, part), holds_timeline) in parts.iter().enumerate().zip(holds_timeline) {
        let around = part.parent.and_then(|parent| bounds.get(parent)).copied().unwrap_or(OPEN);
        // Another heading of the first level has a review of its own.
        let is_closed = part.level == 1 || holds_timeline;
        let near = if is_closed || part.is(Section::Timeline) { Some(index) } else { around.near };
        let far = if is_closed { Some(index) } else { around.far };
        let is_title = Some(part.at) == title;
        // What stands right below a heading that holds the timeline introduces it.
        let introduces = holds_timeline && part.named.is_none();
        let describes = is_title
            || introduces
            || part.level == 1 && holds_timeline
            || part.section == Some(Section::Description)
            || asks_when(review.name(part));
        bounds.push(if is_title { OPEN } else { Bounds { near, far, describes } });
    }
    bounds
}

fn asks_when(name: &str) -> bool {
    matches!(recognise_field(name), Some(Field::Date | Field::Duration | Field::IncidentStart))
}
