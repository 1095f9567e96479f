//! `timeline/unstamped`: an entry without a time.

use askhow_document::{Edit, Level, QUOTED, Rule, Span, beginning};

use super::{at_span, at_stamp, dated_like, edit};
use crate::line::{Finding, Role};
use crate::stamp::TimeValue;
use crate::timeline::Timeline;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/unstamped",
    level: Level::Hint,
    summary: "An entry without a time among timed ones",
    about: "Without a time a reader cannot tell what people knew when this happened. An unknown one can be \
            written as such (`16:??`).",
    questions: &["How could the moment be found: in a chat, a log, somebody's memory?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- Ada is paged.\n- 16:50 Errors stop.\n",
        "## Timeline (UTC)\n\n- The alert fires.\n- Ada is paged.\n",
    ],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- **Note:** Ada was on call.\n- 16:50 Errors stop.\n",
    ],
};

/// Whether a line opens with a label of its own (`Note:`, `Before the incident:`).
pub(crate) fn has_label(text: &str) -> bool {
    let text = text.trim();
    let Some((label, _)) = text.split_once(':') else { return text.is_empty() };
    // `2019: The module is written.`
    if label.len() == 4 && label.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    label.len() <= 40 && label.split_whitespace().count() <= 4 && label.starts_with(char::is_alphabetic)
}

/// A timeline without any time: said once.
pub(super) fn check_all(timeline: &Timeline, findings: &mut Vec<Finding>) {
    if timeline.tally.stamped > 0 || timeline.tally.unstamped < 2 {
        return;
    }
    let first = timeline.lines.iter().position(|line| line.role == Role::Entry && !has_label(&line.text));
    if let Some(line) = first {
        findings.push(at_span(
            &RULE,
            line,
            first_words(timeline, line),
            "No entry of this timeline has a time.".into(),
        ));
    }
}

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    let content = timeline.lines.get(line).filter(|line| line.role == Role::Entry);
    content.is_some_and(|content| timeline.stamp(line).is_none() && !has_label(&content.text))
        && is_among(timeline, line)
        && !super::minutes::notes(timeline, line)
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    // Where most have none, the times are what stands out.
    if timeline.tally.unstamped < timeline.tally.stamped {
        findings.extend(lines.iter().map(|line| unstamped(timeline, *line)));
    }
}

pub(super) fn notes_unknown(timeline: &Timeline, line: usize) -> bool {
    timeline.tally.unknown > 0
        && timeline.lines.get(line).is_some_and(|line| line.role == Role::Entry)
        && timeline
            .stamp(line)
            .and_then(|stamp| stamp.start.time.as_ref())
            .is_some_and(|time| time.value == TimeValue::Unknown)
}

/// Unknown on purpose: said once.
pub(super) fn check_unknown(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let Some((line, stamp)) = lines.first().and_then(|line| Some((*line, timeline.stamp(*line)?))) else {
        return;
    };
    let mut finding =
        at_stamp(&RULE, line, stamp, format!("{} leaves the time of this entry open.", stamp.written));
    finding.related = lines.iter().skip(1).map(|line| (*line, "unknown too".to_owned())).collect();
    findings.push(finding);
}

/// Whether stamped entries stand before and behind it.
fn is_among(timeline: &Timeline, line: usize) -> bool {
    let stamped = |at: usize| timeline.how(at).read;
    (0..line).rev().take(5).any(stamped) && (line + 1..timeline.lines.len()).take(5).any(stamped)
}

fn unstamped(timeline: &Timeline, line: usize) -> Finding {
    let span = first_words(timeline, line);
    let words =
        timeline.lines.get(line).map(|line| beginning(span.of(&line.text), QUOTED)).unwrap_or_default();
    let message = format!("“{words}” has no time, though its neighbours have.");
    let mut finding = at_span(&RULE, line, span, message);
    let before = (0..line).rev().take(5).find(|at| timeline.how(*at).read);
    let after = (line + 1..timeline.lines.len()).take(5).find(|at| timeline.how(*at).read);
    let hour = |at: Option<usize>| {
        let reading = timeline.readings().get(at?)?;
        reading.local.map(|local| local.time()).or(reading.time).map(|time| time.hour())
    };
    if let (Some(first), Some(last)) = (hour(before), hour(after)) {
        // As much as the neighbours agree on, and nothing invented.
        let time = if first == last { format!("{first:02}:??") } else { "??:??".to_owned() };
        // Where both have a date, so does what stands between them.
        let is_dated = |at: Option<usize>| timeline.stamp(at?).map(|stamp| stamp.has_date);
        let day = |at: Option<usize>| {
            timeline.readings().get(at?).and_then(|it| it.local.map(|it| it.date()).or(it.date))
        };
        let day = day(before).filter(|own| day(after) == Some(*own));
        let is_dated = is_dated(before) == Some(true) && is_dated(after) == Some(true);
        let time = match day.filter(|_| is_dated) {
            Some(day) => format!("{} {time}", dated_like(timeline, line, day)),
            None => time,
        };
        let separator = before.and_then(|at| {
            let line = timeline.lines.get(at)?;
            let stamp = line.stamp.as_deref()?;
            line.text
                .get(stamp.span.end..stamp.rest)
                .filter(|between| !between.contains(['\n', '|', ']', ')', '`', '*', '_']))
        });
        let text = format!("{time}{}", separator.filter(|between| !between.is_empty()).unwrap_or(" "));
        finding
            .fixes
            .push(edit(format!("Put {time} before it"), vec![(line, Edit::new(Span::empty(0), text))]));
    }
    finding
}

/// The words at a line's start, as a place to point at.
fn first_words(timeline: &Timeline, line: usize) -> Span {
    let text = timeline.lines.get(line).map(|line| &*line.text).unwrap_or_default();
    let start = text.len() - text.trim_start().len();
    let end = text.char_indices().skip_while(|(at, _)| *at < start).take_while(|(_, c)| *c != '\n').take(40);
    let end = end.last().map_or(start, |(at, c)| at + c.len_utf8());
    Span::new(start, end.max(start))
}
