//! `timeline/span`: a span that ends before it starts.

use askhow_document::{Edit, Level, Rule};

use super::{at_stamp, edit};
use crate::line::Finding;
use crate::stamp::End;
use crate::timeline::Timeline;
use crate::write::part_text;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/span",
    level: Level::Warning,
    summary: "A span that ends before it starts",
    about: "Start and end may have changed places, or one of them has a slip. A span over midnight \
            (`23:15-00:30`) is read as one.",
    questions: &["How long did this go on, and how did people know that it was over?"],
    fires: &["## Timeline (UTC)\n\n- 2019-03-25 16:55-16:40 The queue grows.\n"],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40-16:55 The queue grows.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 23:15-00:30 The queue grows.\n",
    ],
};

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    backwards(timeline, line).is_some()
}

fn backwards(timeline: &Timeline, line: usize) -> Option<()> {
    let stamp = timeline.stamp(line)?;
    let end = stamp.end.as_deref()?;
    let reading = timeline.readings().get(line)?;
    let start = reading
        .local
        .or_else(|| reading.time.map(|time| jiff::civil::Date::constant(2000, 1, 1).to_datetime(time)));
    if let Some(start) = start {
        let (until, zone) = timeline.end_of(stamp, end, start)?;
        if zone.is_some() {
            let (from, to) = (reading.instant?, reading.end?);
            return (to < from).then_some(());
        }
        return (until < start).then_some(());
    }
    // Dates alone.
    let End::At(writing) = end else { return None };
    let (crate::DateValue::Full(from), crate::DateValue::Full(to)) =
        (stamp.start.date.as_ref()?.value, writing.date.as_ref()?.value)
    else {
        return None;
    };
    (to < from && stamp.start.time.is_none()).then_some(())
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    for line in lines {
        check_line(timeline, *line, findings);
    }
}

fn check_line(timeline: &Timeline, line: usize, findings: &mut Vec<Finding>) {
    let Some(stamp) = timeline.stamp(line) else { return };
    let mut finding = at_stamp(&RULE, line, stamp, format!("{} ends before it starts.", stamp.written));
    if let Some(End::At(end)) = stamp.end.as_deref() {
        // Only what both ends have can change places.
        let times =
            stamp.start.time.as_ref().zip(end.time.as_ref()).map(|(start, end)| (start.span, end.span));
        let dates =
            stamp.start.date.as_ref().zip(end.date.as_ref()).map(|(start, end)| (start.span, end.span));
        let alike = stamp.start.date.is_some() || end.date.is_none();
        let mut edits = Vec::new();
        for (first, second) in [dates, times].into_iter().flatten() {
            edits.push((line, Edit::new(first, part_text(stamp, second))));
            edits.push((line, Edit::new(second, part_text(stamp, first))));
        }
        edits.sort_by_key(|(_, edit)| edit.span);
        if alike && !edits.is_empty() {
            let mut fix = edit("Swap start and end", edits);
            fix.preferred = true;
            finding.fixes.push(fix);
        }
    }
    findings.push(finding);
}
