//! `timeline/dst-gap` and `timeline/dst-fold`: local times that never were, or were twice.

use askhow_document::{Edit, Level, Rule, Span};

use super::{at_stamp, edit};
use crate::line::Finding;
use crate::timeline::{Timeline, split};
use crate::zone::{Offsets, offset_name};

/// A time that never was.
pub static GAP: Rule = Rule {
    id: "timeline/dst-gap",
    level: Level::Error,
    summary: "A local time that never was, since the clock was set forward",
    about: "On that night the clock went from 02:00 to 03:00 or the like. The time may have been taken from \
            a tool in another zone.",
    questions: &["How was this time found, and in which zone did that tool show it?"],
    fires: &["## Timeline (America/New_York)\n\n- 2019-03-10 02:30 The alert fires.\n"],
    quiet: &["## Timeline (America/New_York)\n\n- 2019-03-10 03:30 The alert fires.\n"],
};

/// A time that was twice.
pub static FOLD: Rule = Rule {
    id: "timeline/dst-fold",
    level: Level::Information,
    summary: "A local time that was twice, since the clock was set back",
    about: "On that night one hour came twice. The offset tells which of the two is meant.",
    questions: &["How could a reader tell which of the two hours this was?"],
    fires: &["## Timeline (America/New_York)\n\n- 2019-11-03 01:30 The alert fires.\n"],
    quiet: &["## Timeline (America/New_York)\n\n- 2019-11-03 03:30 The alert fires.\n"],
};

fn offsets(timeline: &Timeline, line: usize) -> Option<Offsets> {
    let local = timeline.readings().get(line)?.local?;
    let (day, second) = split(local);
    timeline.zones.offsets(timeline.items.get(line)?.zone, day, second)
}

pub(super) fn notes_gap(timeline: &Timeline, line: usize) -> bool {
    matches!(offsets(timeline, line), Some(Offsets::Gap(..)))
}

pub(super) fn notes_fold(timeline: &Timeline, line: usize) -> bool {
    matches!(offsets(timeline, line), Some(Offsets::Fold(..)))
}

pub(super) fn check_gap(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    for line in lines {
        let (Some(stamp), Some(Offsets::Gap(before, after))) =
            (timeline.stamp(*line), offsets(timeline, *line))
        else {
            continue;
        };
        let minutes = (after - before) / 60;
        let message =
            format!("{} never was: the clock was set forward by {minutes} minutes over it.", stamp.written);
        findings.push(at_stamp(&GAP, *line, stamp, message));
    }
}

/// One finding for neighbours in the same hour.
pub(super) fn check_fold(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let mut rest = lines;
    while let Some((line, behind)) = rest.split_first() {
        let near = behind.iter().zip(line + 1..).take_while(|(at, expected)| **at <= expected + 2).count();
        let (run, others) = behind.split_at_checked(near).unwrap_or((behind, &[]));
        rest = others;
        let (Some(stamp), Some(Offsets::Fold(first, second))) =
            (timeline.stamp(*line), offsets(timeline, *line))
        else {
            continue;
        };
        let message = format!("{} was twice that night: the clock was set back over it.", stamp.written);
        let mut finding = at_stamp(&FOLD, *line, stamp, message);
        for (offset, which) in [(first, "the first"), (second, "the second")] {
            let name = format!("UTC{}", offset_name(offset));
            let edits: Vec<(usize, Edit)> = std::iter::once(line)
                .chain(run)
                .filter_map(|line| {
                    let stamp = timeline.stamp(*line)?;
                    let edit = match &stamp.start.zone {
                        Some(zone) => Edit::new(zone.span, name.as_str()),
                        None => {
                            Edit::new(Span::empty(stamp.start.time.as_ref()?.span.end), format!(" {name}"))
                        }
                    };
                    Some((*line, edit))
                })
                .collect();
            finding.fixes.push(edit(format!("Add {name}: it was {which} of the two"), edits));
        }
        findings.push(finding);
    }
}
