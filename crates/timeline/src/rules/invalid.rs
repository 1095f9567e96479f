//! `timeline/invalid`: a stamp that no calendar or clock knows.

use askhow_document::{Edit, Level, Rule};

use super::order::{in_order, reach};
use super::{at_span, edit};
use crate::date::wrong_weekday;
use crate::item::{ItemDate, date_of};
use crate::line::Finding;
use crate::stamp::{DateValue, Part, PartKind, Problem};
use crate::timeline::Timeline;
use crate::write::part_text;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/invalid",
    level: Level::Error,
    summary: "A date or time that cannot be",
    about: "A reader can only guess which moment was meant. Where one writing alone is possible, it is \
            offered; else a log or a chat of that day will know.",
    questions: &["How was this moment found, and where could it be looked up again?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 24:61 The alert fires.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 13:55 PM The alert fires.\n",
        "## Timeline (UTC)\n\n- 2019-02-30 16:40 The alert fires.\n",
        "## Timeline (UTC)\n\n- Tue 2019-03-25 16:40 The alert fires.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:Ada is paged.\n",
    ],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 24:00 The alert fires.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 1:55 PM The alert fires.\n",
        "## Timeline (UTC)\n\n- Mon 2019-03-25 16:40 The alert fires.\n",
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 3:Deploy is rolled back.\n- 16:50 Errors stop.\n",
    ],
};

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    timeline.stamp(line).is_some_and(|stamp| !stamp.problems.is_empty())
        || late_weekday(timeline, line).is_some()
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    for line in lines {
        check_line(timeline, *line, findings);
    }
}

fn check_line(timeline: &Timeline, line: usize, findings: &mut Vec<Finding>) {
    let Some(stamp) = timeline.stamp(line) else { return };
    let late = late_weekday(timeline, line);
    // One slip is one finding: the first problem stands for all.
    let Some(problem) = stamp.problems.first().or(late.as_ref()) else { return };
    let written = part_text(stamp, problem.span);
    let mut finding = at_span(&RULE, line, problem.span, format!("“{written}” {}.", problem.what));
    let instead = problem.instead.clone().or_else(|| shorter_year(timeline, line, problem));
    // Before noon by its letters and behind it by its digits: one of the two is a slip.
    if let Some((digits, letters)) = before_noon(written) {
        finding.fixes.extend([digits.to_owned(), letters].map(|instead| {
            edit(format!("Write {instead}"), vec![(line, Edit::new(problem.span, instead.as_str()))])
        }));
    } else if let Some(instead) = instead {
        let mut fix =
            edit(format!("Write {instead}"), vec![(line, Edit::new(problem.span, instead.as_str()))]);
        fix.preferred = !is_weekday_nearby(timeline, line, problem);
        // What the digits say stays the same; a date or weekday would be a guess.
        fix.safe = written.starts_with(instead.as_str()) && fits(timeline, line);
        finding.fixes.push(fix);
    }
    findings.push(finding);
}

/// `14:10 AM`: as its digits have it, and as its letters have it.
fn before_noon(written: &str) -> Option<(&str, String)> {
    let at = written.find(['a', 'A'])?;
    let (time, letters) = written.split_at_checked(at)?;
    let digits = time.trim_end();
    let n_digits = digits.find(|c: char| !c.is_ascii_digit())?;
    let (hour, rest) = digits.split_at_checked(n_digits)?;
    let hour: u8 = hour.parse().ok().filter(|hour| (13..24).contains(hour))?;
    let blank = time.get(digits.len()..)?;
    Some((digits, format!("{}{rest}{blank}{letters}", hour - 12)))
}

/// Whether a time as its digits have it lies between its neighbours.
fn fits(timeline: &Timeline, line: usize) -> bool {
    const NEAR: usize = 100;
    let Some(own) = reach(timeline, line) else { return true };
    let is_known = |at: &usize| in_order(timeline, *at);
    let other = |at: Option<usize>| at.and_then(|at| reach(timeline, at));
    let before = other((0..line).rev().take(NEAR).find(is_known));
    let after = other((line + 1..timeline.marks.len()).take(NEAR).find(is_known));
    before.is_none_or(|before| before.0 <= own.1) && after.is_none_or(|after| own.0 <= after.1)
}

/// Whether a weekday that is not its date's is that of an entry beside it: then the slip may be in the date.
fn is_weekday_nearby(timeline: &Timeline, line: usize, problem: &Problem) -> bool {
    const NEAR: usize = 100;
    let date = timeline.stamp(line).and_then(|stamp| stamp.start.date.as_ref());
    let is_it = |part: &Part| part.kind == PartKind::Weekday && part.span == problem.span;
    let Some(weekday) = date.filter(|date| date.parts.iter().any(is_it)).and_then(|date| date.weekday) else {
        return false;
    };
    let is_known = |at: &usize| in_order(timeline, *at);
    let before = (0..line).rev().take(NEAR).find(is_known);
    let after = (line + 1..timeline.marks.len()).take(NEAR).find(is_known);
    let own = timeline.marks.get(line).map_or(0, |mark| mark.day);
    before.into_iter().chain(after).filter_map(|at| timeline.marks.get(at)).any(|mark| {
        let is_near = mark.how.real && (mark.day - own).abs() < 7;
        is_near && date_of(mark.day).is_some_and(|day| day.weekday() == weekday)
    })
}

/// A weekday that is not that of a date whose year came from elsewhere.
fn late_weekday(timeline: &Timeline, line: usize) -> Option<Problem> {
    let date = timeline.stamp(line)?.start.date.as_ref()?;
    if matches!(date.value, DateValue::Full(_) | DateValue::Weekday(_)) {
        return None;
    }
    let weekday = date.weekday?;
    let span = date.parts.iter().find(|part| part.kind == PartKind::Weekday)?.span;
    let day = timeline.readings().get(line)?.local.map(|local| local.date())?;
    (day.weekday() != weekday).then(|| wrong_weekday(span, day))
}

/// `20202`: the year of the neighbours, where it is in the digits.
fn shorter_year(timeline: &Timeline, line: usize, problem: &Problem) -> Option<String> {
    let stamp = timeline.stamp(line)?;
    let written = part_text(stamp, problem.span);
    if written.len() != 5 || !matches!(timeline.items.get(line)?.date, ItemDate::MonthDay(..)) {
        return None;
    }
    let mark = timeline.marks.get(line).filter(|mark| mark.how.real)?;
    let year = format!("{:04}", date_of(mark.day)?.year());
    let drops = (0..written.len()).map(|at| -> String {
        written.char_indices().filter(|(index, _)| *index != at).map(|(_, c)| c).collect()
    });
    drops.into_iter().any(|shorter| shorter == year).then_some(year)
}
