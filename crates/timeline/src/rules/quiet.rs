//! `timeline/quiet`: a long time in which nothing was written down.

use std::borrow::Cow;

use askhow_document::{Level, Rule};

use super::{at_stamp, dated_like, said};
use crate::item::{DAY, day_number};
use crate::line::{Begins, Change, Finding, Fix};
use crate::read::read_stamp;
use crate::stamp::{Stamp, Writing};
use crate::timeline::{Timeline, split};
use crate::write::next_stamp;
use crate::zone::Offsets;

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
    let (asked, open): (Vec<_>, Vec<_>) =
        stretches(timeline).into_iter().partition(|(_, line)| has_place(timeline, *line));
    for (gap, line) in open.into_iter().take(AT_MOST.saturating_sub(asked.len())) {
        findings.extend(report(timeline, line, gap));
    }
}

/// Whether the stretch before a line has an entry that waits for its words: what is asked there has its place.
fn has_place(timeline: &Timeline, line: usize) -> bool {
    let before = known_before(timeline, line).map_or(0, |before| before + 1);
    (before..line).any(|at| timeline.is_placeholder(at))
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
    let mut quiet: Vec<(i64, usize)> = long_gaps(&timeline.gaps, least)
        .into_iter()
        .map(|(gap, line)| {
            let Some(before) = known_before(timeline, line) else { return (gap, line) };
            // An entry further up may go on for longer than the one right above.
            let until = timeline.facts.get(before).map(|facts| facts.until);
            let at = timeline.facts.get(line).map(|facts| facts.at);
            let gap = at.zip(until).map_or(gap, |(at, until)| gap.min(at - until));
            (gap - told(timeline, before), line)
        })
        .filter(|(gap, _)| *gap > least)
        .collect();
    if quiet.is_empty() {
        return quiet;
    }
    // What came after the last recovery was no longer the incident.
    let first = quiet.iter().map(|(_, line)| *line).min().unwrap_or(0);
    let recovered = last_recovery(timeline, first);
    // How long it was between times whose zones can't be told, nobody can say.
    let is_vague = |line: usize| {
        timeline.items.get(line).is_some_and(|item| item.vague) || super::dst::notes_fold(timeline, line)
    };
    quiet.retain(|(gap, line)| {
        recovered.is_none_or(|recovered| *line <= recovered)
            && is_within(timeline, *line, *gap, recovered)
            && !is_vague(*line)
            && !from(timeline, *line).is_some_and(|(before, _)| is_vague(before))
    });
    quiet.sort_by_key(|(gap, line)| (std::cmp::Reverse(*gap), *line));
    quiet
}

/// The gaps of more than so many seconds, with the line behind each. Most are short, so they are passed over by the
/// hundred.
fn long_gaps(gaps: &[i32], least: i64) -> Vec<(i64, usize)> {
    const MANY: usize = 128;
    let is_long = |gap: i32| i64::from(gap) > least;
    let mut long = Vec::new();
    for (chunk, gaps) in gaps.chunks(MANY).enumerate() {
        if !is_long(gaps.iter().fold(-1, |longest, gap| longest.max(*gap))) {
            continue;
        }
        let here = gaps.iter().enumerate().filter(|(_, gap)| is_long(**gap));
        long.extend(here.map(|(at, gap)| (i64::from(*gap), chunk * MANY + at)));
    }
    long
}

/// Whether the gap before a line lies between the start of an incident and its end.
fn is_within(timeline: &Timeline, line: usize, gap: i64, recovered: Option<usize>) -> bool {
    const LONG: i64 = 12 * 3_600;
    const MINUTE: i64 = 60;
    const AT_ONCE: i64 = 2 * 3_600;
    /// So many entries before it say that people were at it.
    const BUSY: usize = 4;
    let begins = |line: usize| timeline.lines.get(line).map(|line| line.begins);
    // Whether a new day began here is asked already.
    if begins(line) == Some(Begins::Incident) || timeline.how(line).new_day {
        return false;
    }
    let Some(at) = timeline.facts.get(line).map(|facts| facts.at) else { return false };
    let Some(item) = timeline.items.get(line) else { return false };
    let moment = |local: jiff::civil::DateTime| {
        let (day, second) = split(local);
        i64::from(day) * DAY + second - timeline.zones.offset(item.zone, day, second)
    };
    let before = at - gap;
    if timeline.how(line).real {
        let start = timeline.context.start;
        // Without a start, the incident is of the day that its review names.
        let day = || timeline.date.map(|date| date.to_datetime(jiff::civil::Time::midnight()));
        let began = start.or_else(|| day().filter(|_| gap >= LONG)).map(moment);
        if began.is_some_and(|start| at <= start || before < start && gap >= LONG)
            || timeline.context.stabilized.is_some_and(|end| before >= moment(end))
        {
            return false;
        }
    }
    // Many hours are a night before or a meeting after, unless people were in the midst of it: they went on at once.
    let clocks = |lines: std::ops::Range<usize>| {
        let facts = timeline.facts.get(lines).unwrap_or_default();
        facts.iter().map(|facts| facts.at).filter(|at| *at != i64::MIN)
    };
    // After a night people come back to an entry every few hours, to one that they had worked on until then.
    let pause = if clocks(0..line).nth(BUSY).is_some() { AT_ONCE.max(gap / 4) } else { AT_ONCE };
    let goes_on = || clocks(line + 1..timeline.facts.len()).next().is_some_and(|next| next - at < pause);
    let ends = recovered.is_some() || timeline.context.stabilized.is_some();
    // The form says that it began before the stretch and was over behind it.
    let context = &timeline.context;
    let is_stated = timeline.how(line).real
        && context
            .start
            .zip(context.stabilized)
            .is_some_and(|(start, end)| moment(start) - MINUTE < before && at <= moment(end) + MINUTE);
    let in_midst = is_stated || clocks(0..line).take(2).count() > 1 && (ends || goes_on());
    (gap < LONG || in_midst) && !is_meeting(timeline, line)
}

/// Whether an entry tells of the talk about an incident rather than of the incident.
fn is_meeting(timeline: &Timeline, line: usize) -> bool {
    let text = timeline.lines.get(line).map(|line| line.text.to_lowercase()).unwrap_or_default();
    const WORDS: [&str; 8] = [
        "postmortem",
        "post-mortem",
        "post mortem",
        "retrospective",
        "debrief",
        "incident review",
        "review meeting",
        "review call",
    ];
    WORDS.into_iter().any(|word| text.contains(word))
}

/// The last entry that tells of a recovery, where it stands before the last entries: from the line before
/// `from` on.
fn last_recovery(timeline: &Timeline, from: usize) -> Option<usize> {
    if timeline.recoveries.are_none() {
        return None;
    }
    let behind = (from..timeline.lines.len()).rev().find(|line| timeline.is_recovery(*line));
    behind.or_else(|| (0..from).rev().find(|line| timeline.is_recovery(*line)))
}

fn report(timeline: &Timeline, line: usize, gap: i64) -> Option<Finding> {
    let stamp = timeline.stamp(line)?;
    let (before, from) = from(timeline, line)?;
    // Beside a date that has a slip, the gap has one too.
    if timeline.how(line).slip || timeline.how(before).slip {
        return None;
    }
    let to = said(timeline, line, before);
    let question =
        format!("What was going on between {from} and {to}, when it seems that nothing was happening?");
    let message = format!("{from} to {to} has no entry; what was going on, while nothing seemed to happen?");
    let mut finding = at_stamp(&RULE, line, stamp, message);
    finding.questions = vec![question, RULE.questions.last().copied().unwrap_or_default().to_owned()];
    finding.related.push((before, format!("the entry before, at {from}")));
    finding.fixes.extend(insert(timeline, line, before, gap));
    Some(finding)
}

/// *Insert an entry in between*, in the middle of a gap; none where that time was twice.
fn insert(timeline: &Timeline, line: usize, before: usize, gap: i64) -> Option<Fix> {
    let earlier = timeline.stamp(before)?;
    let shift = shift_of_middle(timeline, before, told(timeline, before) + gap / 2)?;
    let later = told(timeline, before) + gap / 2 + shift;
    let earlier = undated(timeline, line, before, later).map_or(Cow::Borrowed(earlier), Cow::Owned);
    let stub = next_stamp(&earlier, timeline.readings().get(before)?, later / 60)?;
    let day = day_of_middle(timeline, before, later).filter(|_| earlier.start.date.is_none());
    let stub = match day {
        Some(day) => format!("{} {stub}", dated_like(timeline, line, day)),
        None => stub,
    };
    Some(Fix {
        title: "Insert an entry in between".into(),
        preferred: true,
        safe: false,
        change: Change::InsertAfter {
            line: last_before(timeline, line)?,
            stamp: loose(timeline, &stub),
            text: "…".into(),
        },
    })
}

/// The stamp of an entry without its date, where the one behind it names none and the day is still the same.
fn undated(timeline: &Timeline, line: usize, before: usize, later: i64) -> Option<Stamp> {
    let (earlier, behind) = (timeline.stamp(before)?, timeline.stamp(line)?);
    let local = timeline.readings().get(before)?.local?;
    let middle = local.checked_add(jiff::SignedDuration::from_secs(later)).ok()?;
    // A column of its own stays as it is.
    let is_bare = behind.start.date.is_none() && !behind.is_lent() && !earlier.written.contains('|');
    (is_bare && middle.date() == local.date())
        .then(|| Stamp { start: Writing { date: None, ..earlier.start.clone() }, ..earlier.clone() })
}

/// By how many seconds the clock was set on between the start of an entry and so many seconds behind its end; nothing
/// where the time there was twice.
fn shift_of_middle(timeline: &Timeline, before: usize, later: i64) -> Option<i64> {
    let number = timeline.items.get(before)?.zone;
    let local = timeline.readings().get(before).and_then(|reading| reading.local);
    let is_relative = timeline.stamp(before).is_some_and(|stamp| stamp.relative.is_some());
    let (Some(local), Some(zone)) = (local.filter(|_| !is_relative), timeline.zones.get(number)) else {
        return Some(0);
    };
    let (day, second) = split(local);
    let offset = timeline.zones.offset(number, day, second);
    let middle = jiff::Timestamp::from_second(timeline.facts.get(before)?.until + later).ok()?;
    let there = zone.time_zone().to_datetime(middle);
    match zone.offsets(there) {
        Offsets::One(at) | Offsets::Gap(_, at) => Some(i64::from(at) - offset),
        Offsets::Fold(..) => None,
    }
}

/// The day so many seconds behind an entry, where a time without it would not be read as of that day.
fn day_of_middle(timeline: &Timeline, before: usize, later: i64) -> Option<jiff::civil::Date> {
    let local = timeline.readings().get(before)?.local?;
    let middle = local.checked_add(jiff::SignedDuration::from_secs(later)).ok()?;
    let days = day_number(middle.date()) - day_number(local.date());
    let back = local.time().duration_since(middle.time()).as_secs();
    (days > 1 || days == 1 && back <= DAY / 2).then(|| middle.date())
}

/// The stamp marked as loose, once: where the others have the mark, which may be behind their dates.
fn loose(timeline: &Timeline, stamp: &str) -> String {
    if stamp.contains('~') {
        return stamp.to_owned();
    }
    let marks = || timeline.lines.iter().filter_map(|line| line.stamp.as_deref()?.written.find('~'));
    let time = read_stamp(stamp).and_then(|read| {
        let (date, time) = (read.start.date?.span, read.start.time?.span);
        (date.end < time.start).then_some(time.start)
    });
    // A cell of its own for the date stays as it is.
    let is_apart = |time: &usize| stamp.get(..*time).is_some_and(|date| date.contains('|'));
    let is_marked_late = || marks().next().is_some() && marks().all(|at| at > 0);
    match time.filter(|time| is_apart(time) || is_marked_late()) {
        Some(time) => {
            let (date, time) = stamp.split_at_checked(time).unwrap_or((stamp, ""));
            format!("{date}~{time}")
        }
        None => format!("~{stamp}"),
    }
}

/// The last line before a stretch whose time is known, and when it was over.
pub(crate) fn from(timeline: &Timeline, line: usize) -> Option<(usize, String)> {
    let before = known_before(timeline, line)?;
    Some((before, said_end(timeline, before, line)))
}

fn last_before(timeline: &Timeline, line: usize) -> Option<usize> {
    let is_known = |at: &usize| timeline.facts.get(*at).is_some_and(|facts| facts.at != i64::MIN);
    (0..line).rev().find(is_known)
}

/// The line before a stretch that was over last: a span may reach beyond the entries below it.
fn known_before(timeline: &Timeline, line: usize) -> Option<usize> {
    const NEAR: usize = 32;
    let last = last_before(timeline, line)?;
    let at = timeline.facts.get(line)?.at;
    let until =
        |at: usize| timeline.facts.get(at).filter(|facts| facts.at != i64::MIN).map(|facts| facts.until);
    let is_span = |before: &usize| {
        let how = timeline.how(*before);
        timeline.stamp(*before).is_some_and(|stamp| stamp.end.is_some())
            && (how.real, how.yearless) == (timeline.how(last).real, timeline.how(last).yearless)
    };
    let longer = (last.saturating_sub(NEAR)..last)
        .filter(is_span)
        .filter(|before| until(*before).is_some_and(|until| until < at))
        .max_by_key(|before| until(*before))
        .filter(|before| until(*before) > until(last));
    Some(longer.unwrap_or(last))
}

/// How many seconds behind its end the text of an entry goes on, by the latest time that it tells (`timeouts
/// (03:09–03:31)`).
fn told(timeline: &Timeline, line: usize) -> i64 {
    let until = until(timeline, line);
    until.zip(latest_told(timeline, line)).map_or(0, |(until, told)| told - until)
}

/// The second of the day at which the stamp of an entry ends, for one that ends on its day.
fn until(timeline: &Timeline, line: usize) -> Option<i64> {
    let facts = timeline.facts.get(line)?;
    let reading = timeline.readings().get(line)?;
    let time = reading.local.map(|local| local.time()).or(reading.time)?;
    let (_, second) = split(jiff::civil::Date::ZERO.to_datetime(time));
    Some(second + facts.until - facts.at).filter(|until| *until < DAY)
}

/// The latest time of the same day that the text of an entry tells, behind its stamp.
fn latest_told(timeline: &Timeline, line: usize) -> Option<i64> {
    let until = until(timeline, line)?;
    let content = timeline.lines.get(line)?;
    let text = content.stamp.as_deref()?.text(&content.text);
    clock_times(&text).filter(|told| *told > until).max()
}

/// The times of day that stand in a text with two digits each, in seconds: no versions, ratios or ports.
fn clock_times(text: &str) -> impl Iterator<Item = i64> {
    let number = |at: usize| {
        let digits = text.get(at..at.checked_add(2)?)?;
        digits.parse::<i64>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.match_indices(':').filter_map(move |(colon, _)| {
        let start = colon.checked_sub(2)?;
        let (hour, minute) = (number(start)?, number(colon + 1)?);
        let before = text.get(..start)?.chars().next_back();
        let behind = text.get(colon + 3..)?;
        let second = behind.strip_prefix(':').and_then(|_| number(colon + 4));
        let behind = if second.is_some() { behind.get(3..)? } else { behind };
        let mut behind = behind.chars();
        let ends = match behind.next() {
            Some(c) if c.is_alphanumeric() || c == '%' => false,
            Some(':' | '.' | ',') => !behind.next().is_some_and(|c| c.is_ascii_digit()),
            _ => true,
        };
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ':' | '.' | ',' | '/' | '-'));
        (begins && ends && hour < 24 && minute < 60)
            .then_some(hour * 3_600 + minute * 60 + second.unwrap_or(0))
    })
}

/// When the entry before was over.
fn said_end(timeline: &Timeline, line: usize, beside: usize) -> String {
    let end = timeline.stamp(line).and_then(|stamp| match stamp.end.as_deref() {
        Some(crate::End::At(end)) => crate::timeline::known_time(end),
        _ => None,
    });
    if let Some(told) = latest_told(timeline, line) {
        return format!("{:02}:{:02}", told / 3_600, told / 60 % 60);
    }
    match end {
        Some(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
        None => said(timeline, line, beside),
    }
}
