//! `timeline/ambiguous-date`: `03/04/2019`, with nothing that says which number is the month.

use askhow_document::{Edit, Level, Rule};

use super::{at_span, edit};
use crate::line::{DateOrder, Finding};
use crate::stamp::DateValue;
use crate::timeline::Timeline;
use crate::write::{iso, part_text};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/ambiguous-date",
    level: Level::Information,
    summary: "A date whose day and month could change places",
    about: "Half of the readers will take this for another month. `2019-04-03` is read alike everywhere.",
    questions: &["How would a reader from another country read this date?"],
    fires: &["## Timeline (UTC)\n\n- 03/04/2019 16:40 The alert fires.\n- 03/04/2019 16:50 Ada is paged.\n"],
    quiet: &[
        "## Timeline (UTC)\n\n- 03/25/2019 16:40 The alert fires.\n- 03/04/2019 16:50 Ada is paged.\n",
        "# Outage of 4 March 2019\n\n## Timeline (UTC)\n\n- 03/04/2019 16:40 The alert fires.\n",
    ],
};

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    timeline.order.is_none()
        && timeline.tally.is_undecided()
        && timeline
            .stamp(line)
            .and_then(|stamp| stamp.start.date.as_ref())
            .is_some_and(|date| matches!(date.value, DateValue::Numbers { .. }))
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let date = |line: usize| {
        let stamp = timeline.stamp(line)?;
        Some((stamp, stamp.start.date.as_ref()?))
    };
    let Some((line, (stamp, first))) = lines.iter().find_map(|line| Some((*line, date(*line)?))) else {
        return;
    };
    let mut said = Vec::new();
    let mut fixes = Vec::new();
    for order in [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst] {
        let Some(DateValue::Full(day)) = first.ordered(order).map(|date| date.value) else { continue };
        let edits: Vec<(usize, Edit)> = lines
            .iter()
            .filter_map(|line| {
                let (_, date) = date(*line)?;
                let DateValue::Full(day) = date.ordered(order)?.value else { return None };
                Some((*line, Edit::new(date.span, iso(day))))
            })
            .collect();
        let words = day.strftime("%-d %B %Y").to_string();
        if said.contains(&words) {
            continue;
        }
        said.push(words);
        fixes.push(edit(format!("Write {day}"), edits));
    }
    if said.len() < 2 {
        return;
    }
    let message = format!("{} may be the {}.", part_text(stamp, first.span), said.join(" or the "));
    let mut finding = at_span(&RULE, line, first.span, message);
    finding.fixes = fixes;
    findings.push(finding);
}
