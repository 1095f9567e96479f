//! `timeline/future`: later than now.

use askhow_document::{Level, Rule};
use jiff::tz::TimeZone;

use super::at_stamp;
use crate::line::Finding;
use crate::timeline::Timeline;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/future",
    level: Level::Warning,
    summary: "An entry later than now",
    about: "What lies ahead has no place in a timeline yet; mostly the date has a slip. A day of slack is \
            left for zones.",
    questions: &["How was this moment found?"],
    fires: &["## Timeline (UTC)\n\n- 2919-03-25 16:40 The alert fires.\n- 2919-03-25 16:50 Ada is paged.\n"],
    quiet: &["## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n"],
};

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    let (Some(now), Some(reading)) = (timeline.context.now, timeline.readings().get(line)) else {
        return false;
    };
    // A line that is out of order has its finding already.
    let how = timeline.how(line);
    if !how.read || how.out || how.slip {
        return false;
    }
    let utc = |local: jiff::civil::DateTime| TimeZone::UTC.to_timestamp(local).ok();
    let moment = reading
        .instant
        .or_else(|| reading.local.and_then(utc))
        .or_else(|| reading.date.and_then(|date| utc(date.at(0, 0, 0, 0))));
    moment.is_some_and(|moment| moment.duration_since(now).as_hours() >= 24)
}

/// One finding for neighbours of the same kind.
pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let mut last = None;
    for line in lines {
        let goes_on = last.is_some_and(|last| last + 3 >= *line);
        last = Some(*line);
        if let (false, Some(stamp)) = (goes_on, timeline.stamp(*line)) {
            findings.push(at_stamp(&RULE, *line, stamp, format!("{} is yet to come.", stamp.written)));
        }
    }
}
