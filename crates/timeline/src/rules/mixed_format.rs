//! `timeline/mixed-format`: several notations in one timeline.

use askhow_document::{Edit, Level, Rule};

use super::{at_stamp, edit};
use crate::item::{Item, ItemKind};
use crate::line::Finding;
use crate::stamp::Stamp;
use crate::tally::{DateShape, Shape};
use crate::timeline::{Timeline, known_time};
use crate::write::{date_edits, part_text, time_edits};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/mixed-format",
    level: Level::Hint,
    summary: "several notations of times or dates in one timeline",
    about: "Eyes run down a column of times that look alike, and stumble where they do not.",
    questions: &["How would somebody search these times all at once?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:50 Ada is paged.\n- 2019-03-25 5:05 PM Errors stop.\n",
    ],
    quiet: &["## Timeline (UTC)\n\n- 2019-03-25 9:49 The alert fires.\n- 2019-03-25 10:25 Ada is paged.\n"],
};

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    let times = majority(timeline.tally.shapes.iter().map(|(shape, count)| (*shape, *count)));
    if let Some(main) = times {
        report(timeline, |item| item.shape.map(|own| own == main), main_title(main), time_like, findings);
        return;
    }
    if let Some(main) = majority(timeline.tally.date_shapes.iter().map(|(shape, count)| (*shape, *count))) {
        let title = match main {
            DateShape::YearFirst => "Write all dates as 2019-03-25 is",
            DateShape::Numbers => "Write all dates in numbers",
            DateShape::MonthName => "Write all dates month first",
            DateShape::DayAndName => "Write all dates day first",
        };
        report(timeline, |item| item.date_shape.map(|own| own == main), title, date_like, findings);
    }
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

fn report(
    timeline: &Timeline,
    is_main: impl Fn(&Item) -> Option<bool> + Copy,
    title: &str,
    write: fn(&Stamp, &Stamp, &Timeline, usize) -> Option<Edit>,
    findings: &mut Vec<Finding>,
) {
    let of = |wanted: bool| {
        let entries = timeline.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Entry);
        let lines = entries.filter(move |(_, item)| is_main(item) == Some(wanted)).map(|(line, _)| line);
        lines.filter_map(|line| Some((line, timeline.stamp(line)?)))
    };
    let Some((model_line, model)) = of(true).next() else { return };
    let odd: Vec<(usize, &Stamp)> = of(false).collect();
    let Some((line, stamp)) = odd.first().copied() else { return };
    let mut finding =
        at_stamp(&RULE, line, stamp, format!("{} is written in another notation than most.", stamp.written));
    finding.related.push((model_line, format!("most are written like {}", model.written)));
    let edits: Option<Vec<(usize, Edit)>> = odd
        .iter()
        .filter(|(_, stamp)| stamp.problems.is_empty())
        .map(|(line, stamp)| Some((*line, write(stamp, model, timeline, *line)?)))
        .collect();
    if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
        let mut fix = edit(title, edits);
        fix.preferred = true;
        finding.fixes.push(fix);
    }
    findings.push(finding);
}

/// The edit that writes a stamp's time like the model's. A span is left alone.
fn time_like(stamp: &Stamp, model: &Stamp, _: &Timeline, _: usize) -> Option<Edit> {
    if stamp.end.is_some() {
        return None;
    }
    let (own, like) = (stamp.start.time.as_ref()?, model.start.time.as_ref()?);
    let time = known_time(&stamp.start)?;
    let text = askhow_document::apply_edits(&model.written, &time_edits(model, like, time));
    let lead = like.span.start.checked_sub(model.span.start)?;
    let tail = model.span.end.checked_sub(like.span.end)?;
    Some(Edit::new(own.span, text.get(lead..text.len().checked_sub(tail)?)?))
}

/// The edit that writes a stamp's date like the model's, weekday and year as the model has them.
fn date_like(stamp: &Stamp, model: &Stamp, timeline: &Timeline, line: usize) -> Option<Edit> {
    let (own, like) = (stamp.start.date.as_ref()?, model.start.date.as_ref()?);
    let reading = timeline.readings().get(line)?;
    let day = reading.local.map(|local| local.date()).or(reading.date)?;
    let text = askhow_document::apply_edits(&model.written, &date_edits(model, like, day));
    let lead = like.span.start.checked_sub(model.span.start)?;
    let tail = model.span.end.checked_sub(like.span.end)?;
    let text = text.get(lead..text.len().checked_sub(tail)?)?;
    (text != part_text(stamp, own.span)).then(|| Edit::new(own.span, text))
}
