//! `section/item-kind`: an item that reads like one of another section.

use askhow_document::{BlockKind, Finding, Fix, Level, QUOTED, Rule, beginning};

use crate::findings::Want;
use crate::fix;
use crate::review::Review;
use crate::section::Section;

/// An item that reads like one of another section.
pub static RULE: Rule = Rule {
    id: "section/item-kind",
    level: Level::Hint,
    summary: "An item that reads like one of another section",
    about: "What came back without help kept things from being worse, and what somebody will do is a follow-up: \
            each is found again where people look for it. Move the item, or leave it where it makes sense.",
    questions: &["Where would somebody look for this a year from now?"],
    fires: &["# Checkout was slow\n\n## Risks\n\n- We will show the size of the cache.\n"],
    quiet: &["# Checkout was slow\n\n## Risks\n\n- The other cache will be full by May.\n"],
};

/// Items that read like another section's: plans outside the follow-ups, recoveries among contributors.
pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        for fact in &facts.misplaced {
            let at = start + fact.content.start;
            let Some(here) = review.outline.part_at(at).and_then(|index| review.outline.parts.get(index))
            else {
                continue;
            };
            let misplaced = matches!(
                (here.section, fact.section),
                (Some(Section::Contributors), _)
                    | (Some(Section::Mitigators | Section::Risks | Section::Difficulties), Section::FollowUp)
            );
            // Under `Causes and remediation` plans are at home.
            let shared = here.named.as_ref().is_some_and(|named| named.is(fact.section));
            let misplaced = misplaced && !shared;
            let Some(block) = facts.segment.blocks().get(fact.block).filter(|_| misplaced) else { continue };
            let there = review.surroundings.rules.sections.name(fact.section);
            let words = fact.content.of(facts.segment.text());
            let message = item_kind_message(words, review.name(here), &there);
            let mut finding = Finding::new(&RULE, fact.content.shift(*start), message);
            if want == Want::Fixes {
                let marker = match block.kind {
                    BlockKind::Item { marker, .. } => marker.of(facts.segment.text()),
                    _ => "",
                };
                if let Some(edits) = fix::move_item(review, block.span.shift(*start), marker, fact.section) {
                    let title = format!("Move the item to “{there}”");
                    finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
                }
            }
            found.push(finding);
        }
    }
}

/// An item under `here` reads like one of `there`.
fn item_kind_message(words: &str, here: &str, there: &str) -> String {
    format!(
        "“{}” reads like an item of “{}” rather than “{}”.",
        beginning(words, QUOTED),
        there.trim(),
        here.trim()
    )
}
