//! `timeline/zone-conflict`: two writings of one moment that disagree, or winter time on a summer's date.

use askhow_document::{Edit, Level, Rule};
use jiff::SignedDuration;
use jiff::civil::Time;

use super::{at_span, at_stamp, edit};
use crate::item::DAY;
use crate::line::Finding;
use crate::stamp::{End, Stamp, Writing};
use crate::timeline::{Timeline, known_time};
use crate::write::{part_text, time_edits};
use crate::zone::Offsets;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/zone-conflict",
    level: Level::Warning,
    summary: "Two writings of one moment that disagree, or an abbreviation out of season",
    about: "`13:14 EDT (17:14 UTC)` tells readers in two places the same thing as long as both are right. \
            `PST` in July is an hour off what the clocks there showed.",
    questions: &["How was this time taken over from one zone to the other?"],
    fires: &[
        "## Timeline\n\n- 2019-07-25 13:14 EDT (18:14 UTC) The alert fires.\n",
        "## Timeline\n\n- 2019-07-25 13:14 PST The alert fires.\n- 2019-07-25 13:20 PST Ada is paged.\n",
    ],
    quiet: &[
        "## Timeline\n\n- 2019-07-25 13:14 EDT (17:14 UTC) The alert fires.\n",
        "## Timeline\n\n- 2019-07-25 13:14 PDT The alert fires.\n",
        "## Timeline\n\n- 2019-01-25 13:14 PST The alert fires.\n",
    ],
};

/// Which of two moments that are written twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Start,
    End,
}

impl Which {
    /// Its two writings.
    fn writings(self, stamp: &Stamp) -> Option<(&Writing, &Writing)> {
        match self {
            Which::Start => Some((&stamp.start, stamp.other.as_deref()?)),
            Which::End => match (stamp.end.as_deref()?, stamp.other_end.as_deref()?) {
                (End::At(end), End::At(other)) => Some((end, other)),
                _ => None,
            },
        }
    }
}

/// By how much the second writing is later than the first, where that is no whole number of days.
fn disagreement(timeline: &Timeline, line: usize, which: Which) -> Option<SignedDuration> {
    let stamp = timeline.stamp(line)?;
    let (first, other) = which.writings(stamp)?;
    let zone = timeline.zones.get(timeline.items.get(line)?.zone).filter(|zone| !zone.is_ambiguous())?;
    let zone = match (which, &first.zone) {
        (Which::End, Some(part)) if !part.zone.is_ambiguous() => &part.zone,
        _ => zone,
    };
    let other_zone = other.zone.as_ref().map(|part| &part.zone).filter(|zone| !zone.is_ambiguous())?;
    let reading = timeline.readings().get(line)?;
    let time = match which {
        Which::Start => reading.local.map(|local| local.time()).or(reading.time)?,
        Which::End => known_time(first)?,
    };
    let day = reading.local.map_or(jiff::civil::Date::constant(2000, 1, 1), |local| local.date());
    let utc = |zone: &crate::Zone, time: Time| {
        let (Offsets::One(offset) | Offsets::Gap(offset, _) | Offsets::Fold(offset, _)) =
            zone.offsets(day.to_datetime(time));
        time.duration_since(Time::midnight()).as_secs() - i64::from(offset)
    };
    // Without a date the season is not known.
    if reading.local.is_none() && (zone.fixed_offset().is_none() || other_zone.fixed_offset().is_none()) {
        return None;
    }
    let apart = (utc(other_zone, known_time(other)?) - utc(zone, time)).rem_euclid(DAY);
    let apart = if apart > DAY / 2 { apart - DAY } else { apart };
    (apart.abs() >= 60).then(|| SignedDuration::from_secs(apart))
}

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    [Which::Start, Which::End].into_iter().any(|which| disagreement(timeline, line, which).is_some())
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    for line in lines {
        let Some(stamp) = timeline.stamp(*line) else { continue };
        for which in [Which::Start, Which::End] {
            let both = which.writings(stamp).zip(disagreement(timeline, *line, which));
            let Some(((first, other), apart)) = both else { continue };
            let minutes = apart.as_secs().abs() / 60;
            let apart_text = if minutes % 60 == 0 && minutes > 0 {
                format!("{} h", minutes / 60)
            } else {
                format!("{minutes} min")
            };
            let what = if which == Which::Start { "times" } else { "ends" };
            let message = format!("{} tells two {what}, {apart_text} apart.", stamp.written);
            let mut finding = at_stamp(&RULE, *line, stamp, message);
            let by_first =
                known_time(other).and_then(|time| rewritten(stamp, other, time.wrapping_sub(apart)));
            let by_second =
                known_time(first).and_then(|time| rewritten(stamp, first, time.wrapping_add(apart)));
            for (title, edits) in [by_first, by_second].into_iter().flatten() {
                finding.fixes.push(edit(title, edits.into_iter().map(|edit| (*line, edit)).collect()));
            }
            findings.push(finding);
        }
    }
}

fn rewritten(stamp: &Stamp, writing: &Writing, time: Time) -> Option<(String, Vec<Edit>)> {
    let part = writing.time.as_ref()?;
    let edits = time_edits(stamp, part, time);
    let lead = part.span.start.checked_sub(stamp.span.start)?;
    let tail = stamp.span.end.checked_sub(part.span.end)?;
    let text = askhow_document::apply_edits(&stamp.written, &edits);
    let time = text.get(lead..text.len().checked_sub(tail)?)?;
    let zone = writing.zone.as_ref().map(|zone| part_text(stamp, zone.span)).unwrap_or_default();
    let title = format!("Write {time} {zone}");
    let edits = edits.into_iter().map(|edit| Edit::new(edit.span.shift(stamp.span.start), edit.new_text));
    Some((title.trim_end().to_owned(), edits.collect()))
}

/// `PST` in July.
pub(super) fn notes_season(timeline: &Timeline, line: usize) -> bool {
    season(timeline, line).is_some()
}

fn season(timeline: &Timeline, line: usize) -> Option<&'static str> {
    let local = timeline.readings().get(line)?.local?;
    timeline.zones.out_of_season(timeline.items.get(line)?.zone, local).map(|(twin, _)| twin)
}

/// Said once, with a fix for all.
pub(super) fn check_season(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let Some((line, stamp, twin)) =
        lines.iter().find_map(|line| Some((*line, timeline.stamp(*line)?, season(timeline, *line)?)))
    else {
        return;
    };
    let Some(zone) = timeline.items.get(line).and_then(|item| timeline.zones.get(item.zone)) else { return };
    let Some(meaning) = zone.meanings().first() else { return };
    let day = timeline
        .readings()
        .get(line)
        .and_then(|reading| reading.local)
        .map(|local| local.date().to_string())
        .unwrap_or_default();
    let text = timeline.lines.get(line).map(|line| &*line.text).unwrap_or_default();
    let words = stamp.start.zone.as_ref().map_or(&*stamp.written, |part| part.span.of(text));
    let says = format!("on {day} the clocks of {} showed {twin}; it is read as such", meaning.words);
    let message = format!("{words}: {says}.");
    let mut finding = match &stamp.start.zone {
        Some(part) => at_span(&RULE, line, part.span, message),
        None => at_stamp(&RULE, line, stamp, message),
    };
    finding.level = Level::Information;
    // A zone stated for all is out of season only where most entries are.
    if stamp.start.zone.is_none() && lines.len() * 2 < timeline.tally.timed {
        return;
    }
    let edits: Vec<(usize, Edit)> = lines
        .iter()
        .filter_map(|line| {
            let part = timeline.stamp(*line)?.start.zone.as_ref()?;
            Some((*line, Edit::new(part.span, season(timeline, *line)?)))
        })
        .collect();
    if !edits.is_empty() {
        let mut fix = edit(format!("Write {twin}"), edits);
        fix.preferred = true;
        finding.fixes.push(fix);
    }
    findings.push(finding);
}
