//! `timeline/no-date`: times with no date to be had.

use askhow_document::{Level, Rule};

use super::at_stamp;
use crate::item::ItemClock;
use crate::line::{Change, Finding, Fix};
use crate::timeline::Timeline;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/no-date",
    level: Level::Information,
    summary: "Times with no date to be had anywhere",
    about: "A year from now nobody can find the logs and graphs of that day. One date in the heading, the \
            title or the first entry dates all entries.",
    questions: &["How would a reader find what was logged on that day?"],
    fires: &[
        "# The queue that grew\n\n## Timeline (UTC)\n\n- 16:40 The alert fires.\n- 16:50 Ada is paged.\n",
    ],
    quiet: &[
        "# The queue that grew\n\n## Timeline (UTC), 2019-03-25\n\n- 16:40 The alert fires.\n- 16:50 Ada is paged.\n",
    ],
};

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    if timeline.tally.timed == 0 || timeline.date.is_some() {
        return;
    }
    // The first entry with a time; a date anywhere in the timeline is one to be had.
    let (mut first, mut yearless) = (None, false);
    for (line, (item, mark)) in timeline.items.iter().zip(&timeline.marks).enumerate() {
        if mark.how.real || item.doubtful {
            return;
        }
        yearless |= mark.how.yearless;
        if first.is_none() && mark.how.read && matches!(item.clock, ItemClock::At { .. }) {
            first = Some(line);
        }
    }
    let Some((line, stamp)) = first.and_then(|line| Some((line, timeline.stamp(line)?))) else { return };
    if yearless {
        // Month and day are known; which year it was is for the writer to say.
        let message = "These dates have no year, here or in the title.".into();
        findings.push(at_stamp(&RULE, line, stamp, message));
        return;
    }
    let mut finding = at_stamp(&RULE, line, stamp, "These times have no date, here or in the title.".into());
    let date = timeline.context.start.map(|start| start.date());
    finding.fixes.push(Fix {
        title: match date {
            Some(date) => format!("State {date} as the date"),
            None => "Leave a place for the date in the heading".to_owned(),
        },
        preferred: date.is_some(),
        safe: false,
        change: Change::StateDate(date),
    });
    findings.push(finding);
}
