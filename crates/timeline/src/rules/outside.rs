//! `timeline/outside`: an entry far from the incident, as a slip in the date gives.

use askhow_document::{Edit, Level, Rule};
use jiff::civil::Date;

use super::{at_stamp, edit, said};
use crate::item::{DAY, ItemDate, date_of, day_number};
use crate::line::Finding;
use crate::timeline::{Timeline, split};
use crate::write::date_edits;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/outside",
    level: Level::Information,
    summary: "An entry days away from the incident, as a slip in the date gives",
    about: "In January one's fingers still write last year's number. If the entry does lie that far back, it \
            may want a word on how it bears on the incident.",
    questions: &["How does something that long before bear on the incident?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2021-01-09 18:40 The alert fires.\n- 2021-01-09 18:50 Ada is paged.\n- 2022-01-09 19:05 Ada rolls back.\n- 2022-01-09 19:20 Errors stop.\n",
    ],
    quiet: &[
        "## Timeline (UTC)\n\n- 2021-06-09 18:40 The job is written.\n- 2022-01-09 19:05 The alert fires.\n- 2022-01-09 19:20 Errors stop.\n",
    ],
};

/// Written a year or a month away from where it would lie within the incident.
pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    meant_by_form(timeline, line).is_some()
}

fn meant_by_form(timeline: &Timeline, line: usize) -> Option<Date> {
    let start = timeline.context.start?;
    let end = timeline.context.stabilized.filter(|end| *end >= start)?;
    let (item, how) = (timeline.items.get(line)?, timeline.how(line));
    let ItemDate::Day(day) = item.date else { return None };
    if !how.read || how.out || how.slip || !item.has_clock() {
        return None;
    }
    let (from, to) = (split(start), split(end));
    if (from.0 - 2..=to.0 + 2).contains(&day) {
        return None;
    }
    let written = date_of(day)?;
    let second = item.range().0;
    let inside = |date: &Date| {
        let at = i64::from(day_number(*date)) * DAY + second;
        (i64::from(from.0) * DAY + from.1 - 3_600..=i64::from(to.0) * DAY + to.1 + 3_600).contains(&at)
    };
    let year = |by: i16| Date::new(written.year().checked_add(by)?, written.month(), written.day()).ok();
    let month = |by: i8| Date::new(written.year(), written.month().checked_add(by)?, written.day()).ok();
    [year(1), year(-1), month(1), month(-1)].into_iter().flatten().find(inside)
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let mut rest = lines;
    while let Some((first, behind)) = rest.split_first() {
        // Neighbours with the same slip share a finding.
        let near = behind
            .iter()
            .zip(std::iter::once(first).chain(behind))
            .take_while(|(next, before)| **next <= **before + 3)
            .count();
        let (run, others) = behind.split_at_checked(near).unwrap_or((behind, &[]));
        rest = others;
        let run: Vec<(usize, Date)> = std::iter::once(first)
            .chain(run)
            .filter_map(|line| Some((*line, meant_by_form(timeline, *line)?)))
            .collect();
        let start =
            timeline.context.start.map(|start| start.to_string().replace('T', " ")).unwrap_or_default();
        report(
            timeline,
            &run,
            format!("is days away from the incident, which began at {start}"),
            None,
            findings,
        );
    }
}

/// The first entries with last year's number.
pub(super) fn check_first(timeline: &Timeline, findings: &mut Vec<Finding>) {
    const LONG: i32 = 300 * 86_400;
    if !timeline.tally.has_gap_over(DAY) {
        return;
    }
    let Some(jump) = timeline.gaps.iter().position(|gap| *gap >= LONG) else { return };
    let Some(next) = timeline
        .items
        .get(jump)
        .zip(timeline.marks.get(jump))
        .map(|(item, mark)| i64::from(mark.day) * DAY + item.range().1)
    else {
        return;
    };
    let mut run = Vec::new();
    for line in 0..jump {
        let (Some(item), Some(mark)) = (timeline.items.get(line), timeline.marks.get(line)) else { return };
        if !mark.how.read {
            continue;
        }
        let Some(date) = date_of(mark.day) else { return };
        let Some(meant) =
            date.year().checked_add(1).and_then(|year| Date::new(year, date.month(), date.day()).ok())
        else {
            return;
        };
        let at = i64::from(day_number(meant)) * DAY + item.range().0;
        if at > next || next - at > 7 * DAY || mark.how.out {
            return;
        }
        if matches!(item.date, ItemDate::Day(_)) {
            run.push((line, meant));
        }
    }
    // Noted with the form's help already.
    if run.iter().any(|(line, _)| meant_by_form(timeline, *line).is_some()) {
        return;
    }
    let message = "is a year before the entries after it, and would fit a year later".to_owned();
    report(timeline, &run, message, Some(jump), findings);
}

fn report(
    timeline: &Timeline,
    run: &[(usize, Date)],
    what: String,
    beside: Option<usize>,
    findings: &mut Vec<Finding>,
) {
    let Some(((line, meant), stamp)) = run.first().and_then(|first| Some((*first, timeline.stamp(first.0)?)))
    else {
        return;
    };
    let mut finding = at_stamp(&RULE, line, stamp, format!("{} {what}.", stamp.written));
    finding
        .related
        .extend(beside.map(|beside| (beside, format!("the next one at {}", said(timeline, beside, line)))));
    let mut edits = Vec::new();
    for (line, meant) in run {
        let Some(stamp) = timeline.stamp(*line) else { continue };
        let Some(date) = &stamp.start.date else { continue };
        edits.extend(
            date_edits(stamp, date, *meant)
                .into_iter()
                .map(|edit| (*line, Edit::new(edit.span.shift(stamp.span.start), edit.new_text))),
        );
    }
    let title = if run.len() > 1 {
        format!("Write {meant} and the like in these {}", run.len())
    } else {
        format!("Write {meant}")
    };
    let mut fix = edit(title, edits);
    fix.preferred = true;
    finding.fixes.push(fix);
    findings.push(finding);
}
