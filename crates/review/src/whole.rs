//! What holds of a section as a whole, and of the review, as far as questions differ.

use std::time::Duration;

use askhow_document::{Block, BlockKind};
use askhow_english::class::is;

use crate::ask::Condition;
use crate::outline::Part;
use crate::review::Review;
use crate::said::{Said, is_placeholder, lower_words};
use crate::section::Section;
use crate::timelines::TimelinePart;
use crate::vocabulary::Vocabulary;

/// So long without an entry is a quiet stretch, whatever the setting says.
const LONG: Duration = Duration::from_secs(3600);

/// So many bytes at the start of a review say what it is about.
const HEAD: usize = 1500;

impl Review {
    /// What holds of a section under its heading.
    pub fn conditions_of_section(&self, part: &Part) -> Vec<Condition> {
        let number = if self.n_pieces(part) == 1 { Condition::One } else { Condition::Several };
        let is_steady = part.section == Some(Section::Timeline) && self.is_steady();
        let others = [(Condition::Steady, is_steady), (Condition::Drill, self.is_drill())];
        let others = others.into_iter().filter_map(|(condition, holds)| holds.then_some(condition));
        [number].into_iter().chain(others).collect()
    }

    /// How many things are told below a heading.
    fn n_pieces(&self, part: &Part) -> usize {
        let all = self.facts.iter().zip(&self.starts);
        let blocks = all
            .flat_map(|(facts, start)| facts.segment.blocks().iter().map(move |block| (facts, start, block)));
        let is_piece = |block: &Block| match block.kind {
            BlockKind::Item { depth, .. } => depth == 0,
            BlockKind::Paragraph => block.item.is_none(),
            _ => false,
        };
        let inside = blocks
            .filter(|(_, start, block)| is_piece(block) && part.body.contains(block.span.start + **start));
        inside.filter(|(facts, _, block)| !is_placeholder(block.span.of(facts.segment.text()))).count()
    }

    /// Whether what was done was done to try it out: its title names an exercise, or its beginning says so.
    pub(crate) fn is_drill(&self) -> bool {
        let second = self.outline.parts.get(2).map_or(HEAD, |part| part.heading.start.min(HEAD));
        let mut said = Vec::new();
        for (facts, start) in self.facts.iter().zip(&self.starts).take_while(|(_, start)| **start < second) {
            let is_told =
                |block: &&Block| !matches!(block.kind, BlockKind::Html | BlockKind::FrontMatter { .. });
            for block in facts.segment.blocks().iter().filter(is_told) {
                if start + block.content.start < second {
                    said.extend(lower_words(&facts.segment.prose(block.content).plain().text));
                }
            }
        }
        self.title().is_some_and(|title| names_exercise(self.name(title)))
            || Said::new(said).holds(Vocabulary::Drill)
    }

    /// Whether there are timelines, and none of them has a quiet stretch.
    fn is_steady(&self) -> bool {
        let gaps = |timeline: &TimelinePart| -> Vec<Duration> {
            let read = &timeline.timeline;
            let gaps = (0..timeline.lines.len()).filter_map(|line| read.gap_before(line));
            gaps.map(|gap| gap.unsigned_abs()).collect()
        };
        let all: Vec<Duration> = self.timelines.iter().flat_map(gaps).collect();
        let is_quiet = |timeline: &TimelinePart| !timeline.timeline.quiet_stretches().is_empty();
        !all.is_empty() && all.iter().all(|gap| *gap < LONG) && !self.timelines.iter().any(is_quiet)
    }
}

/// `Game day of 2024-06-03`, `Failover test: the orders`, and not `Fire drill took the checkout down`.
fn names_exercise(title: &str) -> bool {
    let first = title.split([':', '–', '—', '(', '|']).next().unwrap_or_default();
    let words: Vec<String> = lower_words(first).collect();
    let goes_on = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit()) || is(word, Vocabulary::BehindExercise)
    };
    (1..=words.len()).any(|len| {
        let name = words.get(..len).unwrap_or_default().join(" ");
        is(&name, Vocabulary::Exercise) && words.get(len).is_none_or(goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::names_exercise;

    #[test]
    fn an_exercise_is_named_as_such_and_a_real_outage_is_not() {
        for title in [
            "Game day of 2024-06-03",
            "GameDay",
            "Tabletop: the orders",
            "Failover test for the relay",
            "DR test 3",
        ] {
            assert!(names_exercise(title), "{title}");
        }
        for title in [
            "Fire drill took the checkout down",
            "Outage during a fire drill",
            "Checkout down after the tabletop",
        ] {
            assert!(!names_exercise(title), "{title}");
        }
    }
}
