//! `timeline/mixed-format`: several notations in one timeline.

use askhow_document::{Edit, Level, Rule, apply_edits};

use super::{at_stamp, edit};
use crate::item::{Half, Item, ItemKind};
use crate::line::Finding;
use crate::stamp::{PartKind, Stamp};
use crate::tally::{DateShape, Shape};
use crate::timeline::{Timeline, known_time};
use crate::write::{date_edits, part_text, time_edits};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/mixed-format",
    level: Level::Hint,
    summary: "Several notations of times or dates in one timeline",
    about: "Eyes run down a column of times that look alike, and stumble where they do not.",
    questions: &["How would somebody search these times all at once?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:50 Ada is paged.\n- 2019-03-25 5:05 PM Errors stop.\n",
    ],
    quiet: &["## Timeline (UTC)\n\n- 2019-03-25 9:49 The alert fires.\n- 2019-03-25 10:25 Ada is paged.\n"],
};

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    if let Some(main) = main_time(timeline) {
        report(timeline, is_time(main), main_title(main), time_like, findings);
    } else if let Some(main) = main_date(timeline) {
        let title = match main {
            DateShape::YearFirst => "Write all dates as 2019-03-25 is",
            DateShape::Numbers => "Write all dates in numbers",
            DateShape::MonthName => "Write all dates month first",
            DateShape::DayAndName => "Write all dates day first",
        };
        report(timeline, is_date(main), title, date_like, findings);
    }
}

/// The edits that write times and dates in the notation that most have, as far as nothing is lost.
pub(crate) fn one_notation(timeline: &Timeline) -> Vec<(usize, Edit)> {
    let mut edits = Vec::new();
    if let Some(main) = main_time(timeline) {
        let Parted { models, odd } = Parted::new(timeline, is_time(main));
        let odd = if keeps_halves(timeline, &odd) { odd } else { Vec::new() };
        edits.extend(
            odd.iter().filter_map(|(line, stamp)| Some((*line, time_like(stamp, &models, timeline, *line)?))),
        );
    }
    if let Some(main) = main_date(timeline) {
        let Parted { models, odd } = Parted::new(timeline, is_date(main));
        edits.extend(
            odd.iter().filter_map(|(line, stamp)| Some((*line, date_like(stamp, &models, timeline, *line)?))),
        );
    }
    edits.sort_by_key(|(line, edit): &(usize, Edit)| (*line, edit.span));
    edits
}

fn main_time(timeline: &Timeline) -> Option<Shape> {
    majority(timeline.tally.shapes.iter().map(|(shape, count)| (*shape, *count)))
}

fn main_date(timeline: &Timeline) -> Option<DateShape> {
    majority(timeline.tally.date_shapes.iter().map(|(shape, count)| (*shape, *count)))
}

fn is_time(main: Shape) -> impl Fn(&Item) -> Option<bool> + Copy {
    move |item| item.shape.map(|own| own == main)
}

fn is_date(main: DateShape) -> impl Fn(&Item) -> Option<bool> + Copy {
    move |item| item.date_shape.map(|own| own == main)
}

fn main_title(main: Shape) -> &'static str {
    match main {
        Shape::Colon => "Write all as HH:MM",
        Shape::Letter => "Write all as HHhMM",
        Shape::Point => "Write all as HH.MM",
        Shape::Bare => "Write all as HHMM",
        Shape::TwelveHours => "Write all with AM and PM",
    }
}

/// The one most used, where there are several.
fn majority<S: Copy + Ord>(counts: impl Iterator<Item = (S, usize)>) -> Option<S> {
    let live: Vec<(S, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    let best = live.iter().rev().max_by_key(|(_, count)| *count)?;
    (live.len() > 1).then_some(best.0)
}

/// Stamps in the notation that most have, and the others that are sound.
struct Parted<'t> {
    models: Vec<&'t Stamp>,
    odd: Vec<(usize, &'t Stamp)>,
}

impl<'t> Parted<'t> {
    fn new(timeline: &'t Timeline, is_main: impl Fn(&Item) -> Option<bool> + Copy) -> Self {
        let of = |wanted: bool| {
            let entries = timeline.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Entry);
            let lines = entries.filter(move |(_, item)| is_main(item) == Some(wanted)).map(|(line, _)| line);
            lines.filter_map(|line| Some((line, timeline.stamp(line)?)))
        };
        // A few show how it is written with seconds and without.
        let sound = |stamp: &&Stamp| stamp.problems.is_empty() && stamp.end.is_none();
        let models = of(true).map(|(_, stamp)| stamp).filter(sound).take(200).collect();
        Self { models, odd: of(false).filter(|(_, stamp)| stamp.problems.is_empty()).collect() }
    }
}

fn report(
    timeline: &Timeline,
    is_main: impl Fn(&Item) -> Option<bool> + Copy,
    title: &str,
    write: fn(&Stamp, &[&Stamp], &Timeline, usize) -> Option<Edit>,
    findings: &mut Vec<Finding>,
) {
    let of = |wanted: bool| {
        let mut entries = timeline.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Entry);
        let line = entries.find(|(_, item)| is_main(item) == Some(wanted)).map(|(line, _)| line)?;
        Some((line, timeline.stamp(line)?))
    };
    let (Some((model_line, model)), Some((line, stamp))) = (of(true), of(false)) else { return };
    let mut finding =
        at_stamp(&RULE, line, stamp, format!("{} is written in another notation than most.", stamp.written));
    finding.related.push((model_line, format!("most are written like {}", model.written)));
    let Parted { models, odd } = Parted::new(timeline, is_main);
    let edits: Option<Vec<(usize, Edit)>> =
        odd.iter().map(|(line, stamp)| Some((*line, write(stamp, &models, timeline, *line)?))).collect();
    if let Some(edits) = edits.filter(|edits| !edits.is_empty() && keeps_halves(timeline, &odd)) {
        let mut fix = edit(title, edits);
        fix.preferred = true;
        finding.fixes.push(fix);
    }
    findings.push(finding);
}

/// The edit that writes a stamp's time like a model with as much precision. A span is left alone.
fn time_like(stamp: &Stamp, models: &[&Stamp], timeline: &Timeline, line: usize) -> Option<Edit> {
    let half = timeline.items.get(line)?.half;
    let text = &timeline.lines.get(line)?.text;
    if stamp.end.is_some() || stamp.is_followed_by_time(text) || !matches!(half, Half::Written | Half::Other)
    {
        return None;
    }
    let precision = |stamp: &Stamp| {
        let parts = stamp.start.time.as_ref().map(|time| time.parts.as_slice()).unwrap_or_default();
        let has = |kind| parts.iter().any(|part| part.kind == kind);
        (has(PartKind::Second), has(PartKind::Fraction))
    };
    let model = models.iter().find(|model| precision(model) == precision(stamp))?;
    let (own, like) = (stamp.start.time.as_ref()?, model.start.time.as_ref()?);
    let reading = timeline.readings().get(line)?;
    let time = reading.local.map(|local| local.time()).or(reading.time)?;
    let text = apply_edits(&model.written, &time_edits(model, like, time));
    let lead = like.span.start.checked_sub(model.span.start)?;
    let tail = model.span.end.checked_sub(like.span.end)?;
    let text = text.get(lead..text.len().checked_sub(tail)?)?;
    whole(timeline, line, stamp, Edit::new(own.span, text))
}

/// Whether no hour is read as one of another half of the day where am and pm of the others go.
fn keeps_halves(timeline: &Timeline, odd: &[(usize, &Stamp)]) -> bool {
    let is_marked = |(line, _): &(usize, &Stamp)| {
        timeline.items.get(*line).is_some_and(|item| item.shape == Some(Shape::TwelveHours))
    };
    !odd.iter().any(is_marked) || timeline.items.iter().all(|item| item.half == Half::Written)
}

/// The edit, where it makes a sound stamp of the same moment, and leaves nothing of the old one behind.
fn whole(timeline: &Timeline, line: usize, stamp: &Stamp, edit: Edit) -> Option<Edit> {
    let entry = timeline.lines.get(line)?;
    let text = apply_edits(&entry.text, std::slice::from_ref(&edit));
    let read = entry.rewritten(&text).stamp?;
    let date = |stamp: &Stamp| stamp.start.date.as_ref().map(|date| (date.value, date.last));
    let zone = |stamp: &Stamp| stamp.start.zone.as_ref().map(|zone| zone.zone.clone());
    let is_same = read.problems.is_empty()
        && text.get(read.rest..) == entry.text.get(stamp.rest..)
        && zone(&read) == zone(stamp)
        && (known_time(&read.start) == known_time(&stamp.start) || date(&read) == date(stamp))
        && known_time(&read.start).is_some() == known_time(&stamp.start).is_some()
        && read.last_day().is_some() == stamp.last_day().is_some();
    // In `20190325T164000` and `[25/Mar/2019:16:40:00]` date and time are one.
    let parts = read.start.date.as_ref().zip(read.start.time.as_ref());
    let is_apart = parts.is_none_or(|(date, time)| {
        let between = text.get(date.span.end..time.span.start);
        between.is_none_or(|between| {
            between.contains([' ', '|']) || !between.contains(':') && !is_compact(stamp)
        })
    });
    (is_same && is_apart).then_some(edit)
}

/// Whether the numbers of a date touch each other: `20190325`.
fn is_compact(stamp: &Stamp) -> bool {
    let parts = stamp.start.date.as_ref().map(|date| date.parts.as_slice()).unwrap_or_default();
    parts.windows(2).any(|pair| matches!(pair, [first, second] if first.span.end == second.span.start && second.kind != PartKind::Ordinal))
}

/// The edit that writes a stamp's date like the model's, weekday and year as the model has them.
fn date_like(stamp: &Stamp, models: &[&Stamp], timeline: &Timeline, line: usize) -> Option<Edit> {
    let model = models.first()?;
    let (own, like) = (stamp.start.date.as_ref()?, model.start.date.as_ref()?);
    let reading = timeline.readings().get(line)?;
    let day = reading.local.map(|local| local.date()).or(reading.date)?;
    let text = apply_edits(&model.written, &date_edits(model, like, day));
    let lead = like.span.start.checked_sub(model.span.start)?;
    let tail = model.span.end.checked_sub(like.span.end)?;
    let text = text.get(lead..text.len().checked_sub(tail)?)?;
    (text != part_text(stamp, own.span)).then(|| whole(timeline, line, stamp, Edit::new(own.span, text)))?
}
