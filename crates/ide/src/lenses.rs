//! Code lenses: what a review holds, above its title; what a timeline spans, above it.
//!
//! They say in a line what can be read off the text too: an editor without lenses misses nothing.

use askhow_document::Span;
use askhow_review::{Count, Field, Review, Section, TimelinePart, count as counted, open_questions};
use askhow_timeline::Reading;
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
    for (section, name) in counted {
        match count(review, section) {
            Count::Items(1) => said.push(format!("1 {name}")),
            Count::Items(n) => said.push(format!("{n} {name}s")),
            Count::Prose(_) => {}
            // Behind a label, or under a heading that may be it, it is not counted.
            Count::Nothing if !review.is_open(section) || is_label(review, section) || review.is_early() => {}
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

/// Whether a section is there without a heading of its own.
fn is_label(review: &Review, section: Section) -> bool {
    review.outline.first(section).is_none() && review.may_have(section)
}

/// How long after one moment the other was.
fn between(one: &Reading, other: &Reading) -> Option<SignedDuration> {
    match (one.instant, other.instant) {
        (Some(one), Some(other)) => Some(other.duration_since(one)),
        _ => Some(other.local?.duration_since(one.local?)),
    }
}

/// How much a section holds, with the questions that are open as the panel beside the text shows them.
fn count(review: &Review, section: Section) -> Count {
    let counted = counted(review, section);
    if section != Section::OpenQuestions {
        return counted;
    }
    match (open_questions(review).len(), counted) {
        // All of them are ticked.
        (0, Count::Items(_)) => Count::Nothing,
        (0, counted) => counted,
        (n, _) => Count::Items(n),
    }
}

/// `12 entries · 1h 25m · longest quiet stretch 31m, from 17:02`.
fn of_timeline(snapshot: &Snapshot, timeline: &TimelinePart) -> Option<Lens> {
    let review = snapshot.review();
    let Spanned { n_entries, length, quiet } = Spanned::of(review, timeline)?;
    let mut said = vec![if n_entries == 1 { "1 entry".to_owned() } else { format!("{n_entries} entries") }];
    said.extend(length);
    said.extend(quiet.map(|(long, from)| format!("longest quiet stretch {long}, from {from}")));
    let heading = timeline.part.and_then(|index| review.outline.parts.get(index));
    let span = heading.map_or(Span::empty(timeline.span.start), |part| part.content);
    Some(Lens { span, title: said.join(" · ") })
}

/// What a timeline spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned {
    /// How many entries it has.
    pub n_entries: usize,
    /// From its first entry to the end of the last: `1h 25m`.
    pub length: Option<String>,
    /// How long the longest quiet stretch is, and from when on: `31m`, `17:02`.
    pub quiet: Option<(String, String)>,
}

impl Spanned {
    /// That of a timeline with entries.
    pub(crate) fn of(review: &Review, timeline: &TimelinePart) -> Option<Self> {
        let readings = timeline.timeline.readings();
        let entries: Vec<usize> = (0..timeline.lines.len())
            .filter(|line| timeline.timeline.is_stamped(*line) && review.is_entry(timeline, *line))
            .collect();
        let since = |line: &usize| timeline.timeline.since_start(*line);
        let lasts = |line: &usize| {
            let reading = readings.get(*line)?;
            Some(reading.end?.duration_since(reading.instant?))
        };
        let ends = entries.iter().filter_map(|line| Some(since(line)? + lasts(line).unwrap_or_default()));
        let ends = entries.iter().filter_map(since).min().zip(ends.max());
        let length = ends.filter(|(first, last)| first < last);
        let quiet = timeline.timeline.longest_quiet();
        (!entries.is_empty()).then(|| Self {
            n_entries: entries.len(),
            length: length.map(|(first, last)| spoken((last - first).unsigned_abs())),
            quiet: quiet.map(|quiet| (spoken(quiet.gap.unsigned_abs()), quiet.from)),
        })
    }
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

    /// What is said of a section above the title, with what is counted in the others left out.
    #[track_caller]
    fn check_section(section: &str, expected: &str) {
        let text = format!("# Slow\n\n## Timeline\n\n- 23:50 UTC Ana sees slow orders.\n\n{section}");
        let said = lenses(&snapshot(&text)).remove(0).title;
        let said: Vec<&str> = said.split(" · ").filter(|said| !said.starts_with("no ")).collect();
        assert_eq!(said.join(" · "), expected, "{section}");
    }

    #[test]
    fn what_is_told_behind_a_label_is_not_called_missing() {
        let text = "# Slow\n\n## Description\n\nMail was late.\n\n**Root causes**: The disk of the relay was full.\n\n\
                    **What went well**: Ana saw it at once.\n\n**Open questions**: How did it fill up?\n\n\
                    ## Timeline\n\n- 16:40 UTC Ana looks.\n";
        let said = lenses(&snapshot(text)).remove(0).title;
        assert!(!said.contains("no "), "{said}");
    }

    #[test]
    fn contributors_are_counted_as_they_are_told() {
        // Headings that are items are not counted by what is listed below them.
        check_section(
            "## Root causes\n\n### 1. Old images\n\n- web\n- api\n\n### 2. No alert\n\nIt was off.\n\n### 3. A full disk\n\nLogs.\n",
            "3 contributors",
        );
        check_section(
            "## Contributing factors\n\n### Old images\n\n- web\n- api\n\n### No alert\n\n- off\n- on\n- none\n",
            "2 contributors",
        );
        check_section(
            "## What went well\n\n**The desk**\n\n- Ana\n- Ben\n\n**The chat**\n\nIt was up.\n",
            "2 mitigators",
        );
        // Headings over things of a sort are.
        check_section(
            "## Contributing factors\n\n### Technical\n\n- The disk was full.\n- The alert was off.\n\n### People and process\n\n- Nobody knew the host.\n",
            "3 contributors",
        );
        // Headings that part a story say nothing of how many they are.
        check_section(
            "## Root cause analysis\n\n### The cache\n\n- web\n- api\n\n### The limit\n\nIt was low.\n",
            "",
        );
        check_section("## Contributing factors\n\n- **Disk**: full.\n- **Alert**: off.\n", "2 contributors");
    }

    #[test]
    fn what_is_told_of_something_else_is_no_contributor() {
        let joint = "## Root cause and resolution\n\n- **Root cause**: A full disk.\n- **Resolution**: Ben emptied it.\n";
        check_section(joint, "1 contributor");
        check_section(&joint.replace("**", ""), "1 contributor");
        check_section(
            "## Causes and remediation\n\n- **Causes:** A full disk.\n- **Remediation:** Ben emptied it.\n",
            "1 contributor",
        );
        check_section("## Lead-up\n\nThree sites were moved:\n\n- Oslo\n- Rome\n- Bonn\n", "");
        check_section("## 5 Whys\n\n- The disk was full.\n- Logs were kept.\n", "");
    }

    #[test]
    fn open_questions_are_counted_under_a_name_of_ones_own() {
        check_section(
            "## Afterwards\n\n- How did the disk come to fill up?\n- Buy disks.\n",
            "1 open question",
        );
        check_section(
            "## Open points\n\n- How did the disk come to fill up?\n- [x] Who had the keys?\n",
            "1 open question",
        );
        // What is answered below is not open, and what others ask is theirs.
        check_section("## Interview\n\n- How was it?\n  - Loud.\n", "");
        check_section("## Action items\n\n- Can we buy disks?\n", "");
    }

    /// What is said above a timeline.
    #[track_caller]
    fn check_timeline(entries: &str, expected: &str) {
        let text = format!("# Slow on 2024-06-03\n\n## Timeline (UTC)\n\n{entries}");
        let said = lenses(&snapshot(&text));
        assert_eq!(said.last().map(|lens| lens.title.as_str()), Some(expected), "{entries}");
    }

    #[test]
    fn a_quiet_stretch_begins_where_something_is_known() {
        check_timeline(
            "- 09:00-09:40 Ada looks.\n- 10:40 Ben looks.\n- 10:45 Cleo looks.\n- 10:50 Dev waits.\n",
            "4 entries · 1h 50m · longest quiet stretch 1h 00m, from 09:40",
        );
        // Nobody knows how much of it an entry without a time fills.
        check_timeline(
            "- ~Jun 3 09:00 Ada looks.\n- ~Jun 3 09:05 Ben looks.\n- ~Jun 3 ??:?? Cleo waits.\n- Jun 4 12:30 Dev ends it.\n",
            "4 entries · 1d 3h",
        );
        // A day line with a colon holds the entry behind it, or the entries below it.
        check_timeline(
            "**February 3, 2024**\n\n14:05 - Ada looks.\n\n**April 9, 2024:** Ben looks again.\n\n**April 12, 2024:**\n\n13:20 - Cleo looks.\n",
            "3 entries · 68d 23h",
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
