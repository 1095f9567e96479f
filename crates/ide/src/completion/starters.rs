//! Beginnings that the writer goes on from: open questions with the names and times of the review.

use askhow_review::prompts::{self, Ground};
use askhow_review::{TimelinePart, template};

use super::place::Cursor;
use super::{Completion, CompletionKind};
use crate::named::Named;
use crate::timeline::stamp_text;

/// So many people and teams are asked about.
const MOST_PEOPLE: usize = 3;
/// So many services.
const MOST_SERVICES: usize = 2;
/// So many times.
const MOST_TIMES: usize = 2;

/// Open questions about who and what acts in the timelines of the review, then about their times: a handful.
pub(super) fn complete(cursor: &Cursor<'_>, from: usize) -> Vec<Completion> {
    let named = Named::read_at(cursor.snapshot, cursor.offset);
    let mut offers = Vec::new();
    let mut add = |detail: &str, texts: Vec<std::borrow::Cow<'static, str>>| {
        offers
            .extend(texts.iter().map(|text| begun(cursor, from, text, CompletionKind::Item).detail(detail)));
    };
    for (nth, person) in named.acting.iter().take(MOST_PEOPLE).enumerate() {
        let mut asked = prompts::starters("actor", &Ground::default().with("actor", Some(person)));
        // Of the first alone more than one.
        asked.truncate(if nth == 0 { asked.len() } else { 1 });
        add("who acted", asked);
    }
    for (nth, service) in named.running_then().take(MOST_SERVICES).enumerate() {
        let written = format!("`{service}`");
        let asked = prompts::starters("service", &Ground::default().with("service", Some(&written)));
        add("a service", asked.into_iter().skip(nth).collect());
    }
    let (mut n_quiet, mut n_times) = (0, 0);
    for timeline in &cursor.snapshot.review().timelines {
        for (before, line) in quiet_stretches(timeline).into_iter().take(1 - n_quiet) {
            let (Some(from), Some(to)) = (stamp_text(timeline, before), stamp_text(timeline, line)) else {
                continue;
            };
            n_quiet = 1;
            add(
                "a quiet stretch",
                prompts::starters(
                    "quiet",
                    &Ground::default().with("from", Some(&from)).with("to", Some(&to)),
                ),
            );
        }
        let lines = (0..timeline.lines.len()).filter(|line| is_as_its_neighbours(timeline, *line));
        for time in lines.filter_map(|line| stamp_text(timeline, line)).take(MOST_TIMES - n_times) {
            n_times += 1;
            add(
                "a moment of the timeline",
                prompts::starters("time", &Ground::default().with("time", Some(&time))),
            );
        }
    }
    offers
}

/// Whether the stamp of a line is a time without a slip, and stands in order with those beside it.
fn is_as_its_neighbours(timeline: &TimelinePart, line: usize) -> bool {
    let stamp = timeline.rows().get(line).and_then(|row| row.stamp.as_ref());
    let is_right = stamp.is_some_and(|stamp| stamp.has_time && stamp.problems.is_empty());
    let since = |line: usize| timeline.timeline.since_start(line);
    let is_stamped = |line: &usize| timeline.timeline.is_stamped(*line);
    let before = (0..line).rev().find(is_stamped).and_then(since);
    let next = (line + 1..timeline.lines.len()).find(is_stamped).and_then(since);
    let is_between = |since| before.is_none_or(|it| it <= since) && next.is_none_or(|it| it >= since);
    is_right && timeline.timeline.is_stamped(line) && since(line).is_none_or(is_between)
}

/// The longest stretches between two entries, as those entries, in the order of the text.
fn quiet_stretches(timeline: &TimelinePart) -> Vec<(usize, usize)> {
    let gap = |line: usize| Some((timeline.timeline.gap_before(line)?.as_secs(), line));
    let mut gaps: Vec<(i64, usize)> =
        timeline.timeline.quiet_stretches().into_iter().filter_map(gap).collect();
    gaps.sort_by_key(|(seconds, line)| (std::cmp::Reverse(*seconds), *line));
    gaps.truncate(2);
    let before = |line: usize| (0..line).rev().find(|line| timeline.timeline.is_stamped(*line));
    let mut stretches: Vec<(usize, usize)> =
        gaps.into_iter().filter_map(|(_, line)| Some((before(line)?, line))).collect();
    stretches.sort_unstable();
    stretches
}

/// An offer of a text that the writer goes on from where `…` stands.
pub(super) fn begun(cursor: &Cursor<'_>, from: usize, text: &str, kind: CompletionKind) -> Completion {
    let (head, tail) = text.split_once('…').unwrap_or((text, ""));
    let snippet = cursor.options.snippets && !tail.is_empty();
    let new_text = match snippet {
        true => format!("{}${{1:…}}{}$0", template::escaped(head), template::escaped(tail)),
        false => head.to_owned(),
    };
    let new_text = if new_text.ends_with([',', ':']) { format!("{new_text} ") } else { new_text };
    let label = text.trim_end_matches('…').trim_end();
    Completion { snippet, ..Completion::new(label, kind, cursor.edit(from, new_text)) }
}
