//! `timeline/no-zone`: clock times with no zone to be had.

use askhow_document::{Level, Rule};

use super::at_stamp;
use crate::line::{Change, Finding, Fix};
use crate::timeline::Timeline;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/no-zone",
    level: Level::Hint,
    summary: "Clock times with no zone to be had anywhere",
    about: "People elsewhere read these times as their own, and graphs and logs use another zone again. \
            One word in the heading settles it: “Timeline (UTC)”.",
    questions: &["How would somebody in another office match these times with a graph?"],
    fires: &["## Timeline\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:50 Ada is paged.\n"],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n",
        "## Timeline\n\n- 2019-03-25 16:40 UTC The alert fires.\n- 16:50 Ada is paged.\n",
        "## Timeline\n\n- 2019-03-25 The alert fires.\n- 2019-03-26 Ada is paged.\n",
    ],
};

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    let tally = &timeline.tally;
    let stated = timeline.context.zone.is_some() || timeline.context.configured_zone.is_some();
    // A zone on one stamp or in a column's head says enough about the others.
    if stated || tally.timed == 0 || tally.zoneless < tally.timed {
        return;
    }
    let Some((line, stamp)) = (0..timeline.lines.len()).find_map(|line| {
        let stamp =
            timeline.stamp(line).filter(|stamp| crate::timeline::known_time(&stamp.start).is_some())?;
        Some((line, stamp))
    }) else {
        return;
    };
    let mut finding = at_stamp(&RULE, line, stamp, "These times name no zone.".into());
    if timeline.context.zone_is_hinted {
        findings.push(finding);
        return;
    }
    let title = "State that times are in UTC".to_owned();
    finding.fixes.push(Fix { title, preferred: true, safe: false, change: Change::StateZone("UTC".into()) });
    findings.push(finding);
}
