//! A stamp that breaks off behind its hour, since what was typed next took the place of its minutes: `10:Ben looks`.
//! It is told by `timeline/invalid`.

use askhow_document::{Edit, Span};

use super::{at_span, edit};
use crate::line::{Finding, Role};
use crate::stamp::DateValue;
use crate::tally::Shape;
use crate::timeline::Timeline;

/// An hour with a colon, and words right behind it.
struct Broken<'t> {
    /// The hour and its colon.
    span: Span,
    /// The first word.
    word: &'t str,
}

/// Whether a line begins with such a stamp, and the times of its neighbours say that it is one: `3:Deploy` is a step.
pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    broken(timeline, line).is_some()
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    for line in lines {
        let Some(broken) = broken(timeline, *line) else { continue };
        let text = timeline.lines.get(*line).map(|line| &*line.text).unwrap_or_default();
        let hour = broken.span.of(text);
        let message = format!(
            "“{hour}{}” names an hour and no minutes; which were they ({hour}05, say, or {hour}?? where nobody knows)?",
            broken.word
        );
        let span = Span::new(broken.span.start, broken.span.end + broken.word.len());
        let mut finding = at_span(&super::invalid::RULE, *line, span, message);
        // The zone that stood behind the minutes is now the last word.
        let zone = neighbours(timeline, *line).find_map(|at| {
            let stamp = timeline.stamp(at)?;
            let zone = stamp.start.zone.as_ref()?.span.of(&timeline.lines.get(at)?.text);
            let end = text.strip_suffix(zone)?;
            end.ends_with(' ').then(|| (format!(" {zone}"), Span::new(end.trim_end().len(), text.len())))
        });
        let (behind, moved) = zone.unwrap_or_default();
        let mut edits = vec![(*line, Edit::new(Span::empty(broken.span.end), format!("??{behind} ")))];
        if !moved.is_empty() {
            edits.push((*line, Edit::new(moved, "")));
        }
        let mut fix = edit(format!("Write {hour}??{behind}"), edits);
        fix.preferred = true;
        finding.fixes.push(fix);
        findings.push(finding);
    }
}

fn broken(timeline: &Timeline, line: usize) -> Option<Broken<'_>> {
    let content = timeline.lines.get(line)?;
    let text = &*content.text;
    let (start, dated) = match timeline.stamp(line) {
        Some(stamp) => {
            let date = stamp.start.date.as_ref().filter(|_| !stamp.has_time && stamp.end.is_none())?;
            (stamp.rest, !matches!(date.value, DateValue::Weekday(_)))
        }
        None if content.role == Role::Entry => {
            (text.len() - text.trim_start_matches([' ', '|', '*', '_', '`', '[', '(', '~']).len(), false)
        }
        None => return None,
    };
    let rest = text.get(start..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let hour: i8 =
        rest.get(..digits).filter(|_| (1..=2).contains(&digits))?.parse().ok().filter(|hour| *hour < 24)?;
    let words = rest.get(digits..)?.strip_prefix(':')?;
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let word = words.get(..end).filter(|word| word.starts_with(char::is_alphabetic))?;
    // `10:mm` and `10:xx` wait to be filled in.
    let waits = word.bytes().all(|byte| matches!(byte, b'x' | b'X' | b'm' | b'M'));
    let fits =
        if dated { neighbours(timeline, line).next().is_some() } else { fits(timeline, line, hour, digits) };
    let span = Span::new(start, start + digits + 1);
    (fits && !waits).then_some(Broken { span, word })
}

/// The nearest lines with a clock time, before and behind.
fn neighbours(timeline: &Timeline, line: usize) -> impl Iterator<Item = usize> + '_ {
    [before(timeline, line), behind(timeline, line)].into_iter().flatten()
}

/// So many lines are looked at on each side.
const NEAR: usize = 5;

fn before(timeline: &Timeline, line: usize) -> Option<usize> {
    (0..line).rev().take(NEAR).find(|at| hour_of(timeline, *at).is_some())
}

fn behind(timeline: &Timeline, line: usize) -> Option<usize> {
    (line + 1..timeline.lines.len()).take(NEAR).find(|at| hour_of(timeline, *at).is_some())
}

fn hour_of(timeline: &Timeline, line: usize) -> Option<i8> {
    let reading = timeline.readings().get(line)?;
    let time = reading.local.map(|local| local.time()).or(reading.time)?;
    timeline.stamp(line).filter(|stamp| stamp.has_time && stamp.relative.is_none()).map(|_| time.hour())
}

/// Whether an hour written with so many digits lies between those of the neighbours, or goes on from the one above.
fn fits(timeline: &Timeline, line: usize, hour: i8, digits: usize) -> bool {
    let of = |at: Option<usize>| at.and_then(|at| hour_of(timeline, at));
    let between = |hour: i8| match (of(before(timeline, line)), of(behind(timeline, line))) {
        (Some(first), Some(last)) => (first..=last).contains(&hour) || hour == first || hour == last,
        (Some(first), None) if digits == 2 => first <= hour,
        (Some(first), None) => (first..=first + 1).contains(&hour),
        (None, Some(last)) => (last - 1..=last).contains(&hour),
        (None, None) => false,
    };
    // `4:Ben` among `4:40 PM`.
    between(hour)
        || hour < 12
            && between(hour + 12)
            && timeline.tally.shapes.get(&Shape::TwelveHours).is_some_and(|count| *count > 0)
}
