//! The review at a glance, for a panel beside the text: which sections are there and how much they hold, the timeline
//! with its gaps, the questions that are open and those that wait, and whether the incident is going on.

use askhow_document::{Edit, Span};
use askhow_review::{Count, Live, OpenQuestion, Review, Section, TimelinePart};
use askhow_review::{count, fix, open_questions};

use crate::Snapshot;
use crate::lenses::Spanned;
use crate::queue::{Queued, queue};
use crate::timeline::{entry, spoken};

/// What a panel shows. All of it is empty where the text is no review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Whether it is read as a review.
    pub is_review: bool,
    /// How that came about, in a sentence.
    pub reason: String,
    /// Description and the nine, in canonical order.
    pub sections: Vec<OverviewSection>,
    /// The stamped entries of all timelines, in the order of the text.
    pub entries: Vec<OverviewEntry>,
    /// What Open Questions holds and nobody has ticked off.
    pub questions: Vec<OpenQuestion>,
    /// What the timeline spans; of several, how many entries they have together.
    pub timeline: Option<Spanned>,
    /// The questions that wait for an answer, the next one first.
    pub queue: Vec<Queued>,
    /// The moments of an incident that is not called stable.
    pub live: Option<Live>,
}

/// A section that is there, or one that could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewSection {
    /// Which of them: its canonical name.
    pub section: &'static str,
    /// As its heading says it; where it is missing, as the team calls it.
    pub name: String,
    /// What it is for, in half a sentence.
    pub purpose: &'static str,
    /// What it asks, the best first.
    pub questions: &'static [&'static str],
    /// Its heading's words; empty where it is missing, at the place where it belongs.
    pub span: Span,
    /// What adds it; empty where it is there.
    pub add: Vec<Edit>,
    /// Whether it is one of those that a review is to have. Description is welcome, never missed.
    pub missing: bool,
    /// Whether words of the writer's own stand in it.
    pub written: bool,
    /// How many items it holds, where it is a list.
    pub items: Option<usize>,
    /// How many paragraphs, where it is none.
    pub paragraphs: Option<usize>,
}

/// A stamped entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewEntry {
    /// The stamp as written.
    pub stamp: String,
    /// What follows it, in one line.
    pub text: String,
    /// `observation`, `hypothesis`, `action`, `communication` or `recovery`.
    pub kind: Option<&'static str>,
    /// From its stamp to the end of its first line.
    pub span: Span,
    /// How long before it nothing was written: `1h 05m`. Only from the length on that counts as quiet.
    pub gap: Option<String>,
}

/// The review at a glance.
pub fn overview(snapshot: &Snapshot) -> Overview {
    let review = snapshot.review();
    let reason = review.verdict.sentence();
    if !snapshot.is_review() {
        return Overview { reason, ..Overview::default() };
    }
    Overview {
        is_review: true,
        reason,
        sections: sections(review),
        entries: review.timelines.iter().flat_map(|timeline| entries(snapshot, timeline)).collect(),
        questions: open_questions(review),
        timeline: spanned(review),
        queue: queue(snapshot),
        live: review.live(),
    }
}

fn spanned(review: &Review) -> Option<Spanned> {
    let mut all = review.timelines.iter().filter_map(|timeline| Spanned::of(review, timeline));
    let first = all.next()?;
    let n_others: usize = all.map(|other| other.n_entries).sum();
    match n_others {
        0 => Some(first),
        n => Some(Spanned { n_entries: first.n_entries + n, length: None, quiet: None }),
    }
}

fn sections(review: &Review) -> Vec<OverviewSection> {
    let of = |section: Section| {
        let part = review.outline.first(section);
        // A section is there too where a heading speaks of it together with another.
        let is_there = part.is_some() || review.may_have(section);
        if section == Section::Description && part.is_none() {
            return None;
        }
        let name = match part {
            Some(part) => review.name(part).trim().to_owned(),
            None => review.surroundings.rules.sections.name(section),
        };
        let add = if is_there { Vec::new() } else { fix::add_sections(review, &[section]) };
        let place = add.first().map_or(Span::default(), |edit| Span::empty(edit.span.start));
        let (items, paragraphs) = match count(review, section) {
            Count::Items(n) if is_there => (Some(n), None),
            Count::Prose(n) if is_there && n > 0 => (None, Some(n)),
            _ => (None, None),
        };
        Some(OverviewSection {
            section: section.name(),
            name,
            purpose: section.purpose(),
            questions: section.questions(),
            span: part.map_or(place, |part| part.content),
            add,
            missing: !is_there,
            written: is_there && review.is_written(section),
            items,
            paragraphs,
        })
    };
    Section::ALL.into_iter().filter_map(of).collect()
}

fn entries(snapshot: &Snapshot, timeline: &TimelinePart) -> Vec<OverviewEntry> {
    let quiet = timeline.timeline.quiet_stretches();
    let shown = |(line, reading)| {
        let entry = entry(snapshot, timeline, line, reading)?;
        let gap = timeline.timeline.gap_before(line).map(|gap| gap.unsigned_abs());
        Some(OverviewEntry {
            text: entry.words.split_whitespace().collect::<Vec<_>>().join(" "),
            stamp: entry.stamp,
            kind: entry.kind,
            span: entry.span,
            gap: gap.filter(|_| quiet.binary_search(&line).is_ok()).map(spoken),
        })
    };
    (0..timeline.lines.len()).zip(timeline.timeline.readings()).filter_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Analysis;

    #[test]
    fn a_heading_that_nobody_knows_ticks_no_section_and_one_can_be_added() {
        let (seen, _) = of(
            "# Outage of 2024-03-05\n\n## Risks\n\n- The disk.\n\n## The long night\n\nMail was late.\n\n## Timeline (UTC)\n\n- 2024-03-05 16:32 Ada looks\n",
        );
        let contributors = seen.sections.iter().find(|it| it.name == "Contributors & Enablers").unwrap();
        assert!(contributors.missing && !contributors.written && !contributors.add.is_empty());
    }

    const REVIEW: &str = "# Outage of 2024-03-05\n\n## Contributing factors\n\n- A pool.\n\n\
        ## Timeline (UTC)\n\n- 2024-03-05 16:32 Ada pushes the limits\n- 2024-03-05 17:40 Jo sees\n  the alert\n\n\
        ## Open Questions\n\n<!-- How? -->\n\nHow does *Ada* know?\n\nNothing else.\n\n- [ ] How long\n  did it last?\n  - a thought\n- [x] How was it seen?\n- Who knows\n";

    fn of(text: &str) -> (Overview, Arc<Snapshot>) {
        let snapshot = Analysis::new(text, Arc::default()).snapshot();
        (overview(&snapshot), snapshot)
    }

    #[test]
    fn sections_are_there_or_missing_and_each_has_its_place() {
        let (seen, snapshot) = of(REVIEW);
        assert!(seen.is_review, "{}", seen.reason);
        let there: Vec<&str> =
            seen.sections.iter().filter(|it| !it.missing).map(|it| it.name.as_str()).collect();
        assert_eq!(there, ["Contributing factors", "Timeline (UTC)", "Open Questions"]);
        let risks = seen.sections.iter().find(|it| it.name == "Risks").unwrap();
        assert!(risks.missing && risks.span.is_empty());
        assert_eq!(Span::new(risks.span.start, risks.span.start + 11).of(REVIEW), "## Timeline");
        let mut text = snapshot.text().to_string();
        let edit = &risks.add[0];
        text.replace_range(edit.span.start..edit.span.end, &edit.new_text);
        let (with_risks, _) = of(&text);
        assert_eq!(with_risks.sections.iter().filter(|it| it.missing).count(), 5);
        assert!(with_risks.sections.iter().any(|it| it.name == "Risks" && !it.missing));
    }

    #[test]
    fn entries_show_the_gap_before_them() {
        let busy = REVIEW.replacen(
            "- 2024-03-05 17:40",
            "- 16:34 Ada looks\n- 16:36 Ada waits\n- 2024-03-05 17:40",
            1,
        );
        let (seen, _) = of(&busy);
        let gaps: Vec<_> = seen.entries.iter().map(|it| it.gap.as_deref()).collect();
        assert_eq!(gaps, [None, None, None, Some("1h 04m")]);
        // Of two entries nobody can say that the time between them was long.
        let (seen, _) = of(REVIEW);
        let shown: Vec<_> = seen.entries.iter().map(|it| (it.text.as_str(), it.gap.as_deref())).collect();
        assert_eq!(shown, [("Ada pushes the limits", None), ("Jo sees the alert", None)]);
        assert!(seen.entries[1].span.of(REVIEW).starts_with("2024-03-05 17:40"));
    }

    #[test]
    fn open_questions_are_items_without_a_tick_and_paragraphs_that_ask() {
        let (seen, _) = of(REVIEW);
        let shown: Vec<&str> = seen.questions.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(shown, ["How does Ada know?", "How long did it last?", "Who knows"]);
        assert!(seen.questions[1].span.of(REVIEW).starts_with("How long"));
    }

    #[test]
    fn what_is_no_review_has_a_reason_and_nothing_else() {
        let (seen, _) = of("# Soup\n\nWhy not?\n");
        assert!(!seen.is_review && !seen.reason.is_empty());
        assert_eq!(seen.sections, []);
    }
}
