//! Days that run backwards: a timeline that is written newest first, or a day line that goes back.

use askhow_document::Level;

use super::{at_stamp, order};
use crate::line::Finding;
use crate::timeline::Timeline;

/// A day line that lies before the day above it.
pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    timeline.how(line).back
}

/// Said once: what is written newest first is read so, and its entries are in order.
pub(super) fn check_all(timeline: &Timeline, findings: &mut Vec<Finding>) {
    if timeline.backwards {
        let first = |is: &dyn Fn(&crate::Stamp) -> bool| {
            (0..timeline.lines.len()).find_map(|line| Some((line, timeline.stamp(line).filter(|it| is(it))?)))
        };
        let first = first(&|stamp| stamp.has_date).or_else(|| first(&|stamp| stamp.has_time));
        let Some((line, stamp)) = first else { return };
        let message = format!("This timeline is written newest first, from {} on.", stamp.written);
        let mut finding = at_stamp(&order::RULE, line, stamp, message);
        finding.level = Level::Hint;
        findings.push(finding);
    }
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    if timeline.backwards {
        return;
    }
    for line in lines.iter().copied() {
        let Some(stamp) = timeline.stamp(line) else { continue };
        let above = (0..line).rev().find(|at| timeline.how(*at).read);
        let day = above
            .and_then(|above| timeline.readings().get(above))
            .and_then(|reading| reading.local.map(|local| local.date()).or(reading.date));
        let beside = day.map(|day| format!(", {day}")).unwrap_or_default();
        let message = format!("{} lies before the day above it{beside}.", stamp.written);
        let mut finding = at_stamp(&order::RULE, line, stamp, message);
        finding.level = Level::Information;
        finding.related.extend(above.map(|above| (above, "the entry above it".to_owned())));
        findings.push(finding);
    }
}
