//! Beginnings that the writer goes on from: open questions with the names and times of the review.

use askhow_review::prompts::{self, Ground};
use askhow_review::{TimelinePart, template};

use super::place::Cursor;
use super::{Completion, CompletionKind};
use crate::named::Named;
use crate::timeline::stamp_text;

/// So many people and services are asked about.
const MOST_NAMES: usize = 8;
/// So many times.
const MOST_TIMES: usize = 6;

/// Open questions about who and what the review names.
pub(super) fn complete(cursor: &Cursor<'_>, from: usize) -> Vec<Completion> {
    let named = Named::read(cursor.snapshot, cursor.offset);
    let mut offers = Vec::new();
    let mut add = |detail: &str, texts: Vec<std::borrow::Cow<'static, str>>| {
        offers
            .extend(texts.iter().map(|text| begun(cursor, from, text, CompletionKind::Item).detail(detail)));
    };
    for person in named.people.iter().take(MOST_NAMES) {
        add("who acted", prompts::starters("actor", &Ground::default().with("actor", Some(person))));
    }
    for service in named.running().take(MOST_NAMES) {
        let written = format!("`{service}`");
        add("a service", prompts::starters("service", &Ground::default().with("service", Some(&written))));
    }
    for timeline in &cursor.snapshot.review().timelines {
        for (before, line) in quiet_stretches(timeline) {
            let (Some(from), Some(to)) = (stamp_text(timeline, before), stamp_text(timeline, line)) else {
                continue;
            };
            add(
                "a quiet stretch",
                prompts::starters(
                    "quiet",
                    &Ground::default().with("from", Some(&from)).with("to", Some(&to)),
                ),
            );
        }
        let stamped = (0..timeline.lines.len()).filter(|line| timeline.timeline.is_stamped(*line));
        for time in stamped.filter_map(|line| stamp_text(timeline, line)).take(MOST_TIMES) {
            add(
                "a moment of the timeline",
                prompts::starters("time", &Ground::default().with("time", Some(&time))),
            );
        }
    }
    offers
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
