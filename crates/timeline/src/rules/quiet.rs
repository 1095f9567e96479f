//! `timeline/quiet`: a long time in which nothing was written down.

use askhow_document::{Level, Rule};

use super::{at_stamp, said};
use crate::line::{Change, Finding, Fix};
use crate::timeline::Timeline;
use crate::write::next_stamp;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/quiet",
    level: Level::Information,
    summary: "A long time without an entry",
    about: "Where nothing is written, people were mostly hard at work: looking, waiting, ruling things out. \
            That is what others can learn from.",
    questions: &[
        "What was going on, when it seems that nothing was happening?",
        "How hard were people working to keep the system healthy?",
    ],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:45 Ada is paged.\n- 2019-03-25 16:50 Ada restarts the proxy.\n- 2019-03-25 18:40 Errors stop.\n",
    ],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 17:25 Ada is paged.\n- 2019-03-25 18:10 Ada restarts the proxy.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:45 Ada is paged.\n- 2019-03-25 16:50 Errors stop, all is back to normal.\n- 2019-03-25 18:40 The report is sent.\n",
    ],
};

/// How many of a timeline are said aloud; the others are seen in the gaps beside the entries.
const AT_MOST: usize = 3;

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    for (gap, line) in stretches(timeline).into_iter().take(AT_MOST) {
        findings.extend(report(timeline, line, gap));
    }
}

/// All quiet stretches, the longest first: their seconds, and the line behind each.
pub(crate) fn stretches(timeline: &Timeline) -> Vec<(i64, usize)> {
    let Some(median) = timeline.tally.median_gap() else { return Vec::new() };
    let configured =
        timeline.context.quiet_gap.map_or(30 * 60, |gap| i64::try_from(gap.as_secs()).unwrap_or(i64::MAX));
    let least = configured.max(median.saturating_mul(3 * 60)).max(1);
    if !timeline.tally.has_gap_over(least) {
        return Vec::new();
    }
    let long = timeline.gaps.iter().map(|gap| i64::from(*gap)).enumerate();
    let mut quiet: Vec<(i64, usize)> =
        long.filter(|(_, gap)| *gap > least && *gap < 12 * 3600).map(|(line, gap)| (gap, line)).collect();
    if quiet.is_empty() {
        return quiet;
    }
    // What came after the last recovery was no longer the incident.
    let first = quiet.iter().map(|(_, line)| *line).min().unwrap_or(0);
    let recovered = last_recovery(timeline, first);
    quiet.retain(|(_, line)| recovered.is_none_or(|recovered| *line <= recovered));
    // How long it was between times whose zones can't be told, nobody can say.
    let is_vague = |line: usize| timeline.items.get(line).is_some_and(|item| item.vague);
    quiet.retain(|(_, line)| !is_vague(*line) && !before(timeline, *line).is_some_and(is_vague));
    quiet.sort_by_key(|(gap, line)| (std::cmp::Reverse(*gap), *line));
    quiet
}

/// The last entry that tells of a recovery, where it stands before the last entries: from the line before
/// `from` on.
fn last_recovery(timeline: &Timeline, from: usize) -> Option<usize> {
    let behind = (from..timeline.lines.len()).rev().find(|line| timeline.is_recovery(*line));
    behind.or_else(|| (0..from).rev().find(|line| timeline.is_recovery(*line)))
}

/// The entry before a gap.
fn before(timeline: &Timeline, line: usize) -> Option<usize> {
    (0..line).rev().find(|at| timeline.facts.get(*at).is_some_and(|facts| facts.at != i64::MIN))
}

fn report(timeline: &Timeline, line: usize, gap: i64) -> Option<Finding> {
    let stamp = timeline.stamp(line)?;
    let before = before(timeline, line)?;
    // Beside a date that has a slip, the gap has one too.
    if timeline.how(line).slip || timeline.how(before).slip {
        return None;
    }
    let (from, to) = (said_end(timeline, before, line), said(timeline, line, before));
    let question =
        format!("What was going on between {from} and {to}, when it seems that nothing was happening?");
    let mut finding = at_stamp(&RULE, line, stamp, question.clone());
    finding.questions = vec![question, RULE.questions.last().copied().unwrap_or_default().to_owned()];
    finding.related.push((before, format!("the entry before, at {from}")));
    let earlier = timeline.stamp(before)?;
    let stub = next_stamp(earlier, timeline.readings().get(before)?, gap / 120)?;
    finding.fixes.push(Fix {
        title: "Insert an entry in between".into(),
        preferred: true,
        safe: false,
        change: Change::InsertAfter { line: before, stamp: format!("~{stub}"), text: "…".into() },
    });
    Some(finding)
}

/// When the entry before was over.
fn said_end(timeline: &Timeline, line: usize, beside: usize) -> String {
    let end = timeline.stamp(line).and_then(|stamp| match stamp.end.as_deref() {
        Some(crate::End::At(end)) => crate::timeline::known_time(end),
        _ => None,
    });
    match end {
        Some(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
        None => said(timeline, line, beside),
    }
}
