//! Code lenses: what a review holds, above its title; what a timeline spans, above it.
//!
//! They say in a line what can be read off the text too: an editor without lenses misses nothing.

use askhow_document::{BlockKind, Span};
use askhow_review::{Field, Review, Section, TimelinePart};
use askhow_timeline::{Reading, Role};
use jiff::SignedDuration;

use crate::Snapshot;
use crate::timeline::spoken;

/// A line above a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it stands above.
    pub span: Span,
    /// What it says.
    pub title: String,
}

/// The lenses, in the order of the text.
pub fn lenses(snapshot: &Snapshot) -> Vec<Lens> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let review = snapshot.review();
    let title = review.title().map_or_else(Span::default, |title| title.content);
    let mut lenses = vec![Lens { span: title, title: of_review(review) }];
    lenses.retain(|lens| !lens.title.is_empty());
    lenses.extend(review.timelines.iter().filter_map(|timeline| of_timeline(snapshot, timeline)));
    lenses.sort_by_key(|lens| lens.span);
    lenses
}

/// `3 contributors · no mitigators yet · 2 open questions · detected after 1m`.
fn of_review(review: &Review) -> String {
    let counted = [
        (Section::Contributors, "contributor"),
        (Section::Mitigators, "mitigator"),
        (Section::OpenQuestions, "open question"),
    ];
    let mut said: Vec<String> = Vec::new();
    let untouched = review.is_untouched();
    for (section, name) in counted {
        match count(review, section) {
            Count::Items(1) => said.push(format!("1 {name}")),
            Count::Items(n) => said.push(format!("{n} {name}s")),
            Count::Prose => {}
            Count::Nothing if untouched => {}
            Count::Nothing => said.push(format!("no {name}s yet")),
        }
    }
    let start = review.moment(Field::IncidentStart);
    let after = |field, words: &str| {
        let passed = between(start.as_ref()?, &review.moment(field)?)?;
        (!passed.is_negative()).then(|| format!("{words} after {}", spoken(passed.unsigned_abs())))
    };
    said.extend(after(Field::IncidentDetected, "detected"));
    said.extend(after(Field::StabilizationTime, "stable"));
    said.join(" · ")
}

/// How long after one moment the other was.
fn between(one: &Reading, other: &Reading) -> Option<SignedDuration> {
    match (one.instant, other.instant) {
        (Some(one), Some(other)) => Some(other.duration_since(one)),
        _ => Some(other.local?.duration_since(one.local?)),
    }
}

/// How much a section holds.
enum Count {
    /// So many items, rows or headings of its own.
    Items(usize),
    /// Words that are no list.
    Prose,
    /// Nothing yet.
    Nothing,
}

fn count(review: &Review, section: Section) -> Count {
    let (mut n_items, mut prose) = (0, false);
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let text = facts.segment.text();
        for block in facts.segment.blocks() {
            let at = start + block.span.start;
            if review.outline.section_at(at) != Some(section) {
                continue;
            }
            let is_empty = |words: &str| words.trim().is_empty() || words.trim_start().starts_with("<!--");
            match &block.kind {
                BlockKind::Item { marker, depth: 0, .. } if block.quotes == 0 => {
                    let words = Span::new(marker.end, block.span.end).of(text);
                    n_items += usize::from(!is_empty(words.trim_start().trim_start_matches("[ ]")));
                }
                BlockKind::Row { header: false, cells } => {
                    n_items += usize::from(cells.iter().any(|cell| !cell.is_empty()));
                }
                BlockKind::Paragraph => {
                    let words = block.content.of(text);
                    prose |= block.item.is_none() && !is_empty(words);
                }
                _ => {}
            }
        }
    }
    match (n_items, prose) {
        (0, true) => Count::Prose,
        (0, false) => Count::Nothing,
        (n, _) => Count::Items(n),
    }
}

/// `12 entries · 1h 25m · longest quiet stretch 31m, from 17:02`.
fn of_timeline(snapshot: &Snapshot, timeline: &TimelinePart) -> Option<Lens> {
    let review = snapshot.review();
    let readings = timeline.timeline.readings();
    let entries: Vec<usize> = (0..timeline.lines.len()).filter(|line| is_entry(timeline, *line)).collect();
    let mut said = match entries.len() {
        0 => return None,
        1 => vec!["1 entry".to_owned()],
        n => vec![format!("{n} entries")],
    };
    let since = |line: &usize| timeline.timeline.since_start(*line);
    let lasts = |line: &usize| {
        let reading = readings.get(*line)?;
        Some(reading.end?.duration_since(reading.instant?))
    };
    let ends = entries.iter().filter_map(|line| Some(since(line)? + lasts(line).unwrap_or_default()));
    if let (Some(first), Some(last)) = (entries.iter().filter_map(since).min(), ends.max())
        && first < last
    {
        said.push(spoken((last - first).unsigned_abs()));
    }
    if let Some(quiet) = timeline.timeline.longest_quiet() {
        let long = spoken(quiet.gap.unsigned_abs());
        said.push(format!("longest quiet stretch {long}, from {}", quiet.from));
    }
    let heading = timeline.part.and_then(|index| review.outline.parts.get(index));
    let span = heading.map_or(Span::empty(timeline.span.start), |part| part.content);
    Some(Lens { span, title: said.join(" · ") })
}

fn is_entry(timeline: &TimelinePart, line: usize) -> bool {
    let row = timeline.rows().get(line);
    row.is_some_and(|row| row.role == Role::Entry) && timeline.timeline.is_stamped(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{crlf, no_review, snapshot};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        for text in [text.to_owned(), crlf(text)] {
            let found = lenses(&snapshot(&text));
            let found: Vec<_> = found.iter().map(|lens| (lens.span.of(&text), lens.title.as_str())).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_review_and_its_timeline_in_a_line_each() {
        check(
            "# Slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n- Incident Detected: 2019-03-25 16:41 UTC\n- Stabilization Time: 2019-03-25 18:05 UTC\n\n\
             ## Root cause\n\n- The cache held sessions.\n  - And carts.\n- [ ] Nobody saw its size.\n\n## Mitigators\n\n-\n\n\
             ## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n- 16:41 UTC Ben is paged.\n- 16:45 UTC Ben looks.\n- 17:56 UTC Ben restarts it.\n- 18:05 UTC Orders recover.\n\n\
             ## Open Questions\n\n- How did the cache come to hold both?\n",
            &[
                (
                    "Slow",
                    "2 contributors · no mitigators yet · 1 open question · detected after 1m · stable after 1h 25m",
                ),
                ("Timeline", "5 entries · 1h 25m · longest quiet stretch 1h 11m, from 16:45"),
            ],
        );
    }

    #[test]
    fn prose_is_not_counted() {
        check(
            "# Slow\n\n## Causes\n\nThe cache held sessions.\n\n## What went well\n\n| What | Who |\n| --- | --- |\n| Desk | Ana |\n| | |\n",
            &[("Slow", "1 mitigator · no open questions yet")],
        );
    }

    #[test]
    fn a_timeline_without_dates_has_a_length_all_the_same() {
        check(
            "# Slow\n\n## Timeline\n\n- 23:50 Ana sees slow orders.\n- 00:10 Ben restarts it.\n",
            &[
                ("Slow", "no contributors yet · no mitigators yet · no open questions yet"),
                ("Timeline", "2 entries · 20m"),
            ],
        );
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        assert_eq!(lenses(&no_review()), []);
    }
}
