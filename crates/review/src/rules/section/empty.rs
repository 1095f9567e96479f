//! `section/empty`: a heading with nothing under it.

use askhow_document::{Finding, Level, Rule};

use super::place::{WHOLE, begin_item};
use super::written::{asks_by_itself, is_empty};
use crate::facts::BOLD_LINE;
use crate::findings::Want;
use crate::review::Review;
use crate::section::Section;

/// A heading with nothing under it.
pub static RULE: Rule = Rule {
    id: "section/empty",
    level: Level::Hint,
    summary: "A section with nothing under its heading, or an empty bullet",
    about: "An empty section may mean that there was nothing, or that nobody was asked: readers can't tell. \
            Begin a first item, or say in a few words that there was nothing.",
    questions: &["Who could know something that belongs here?"],
    fires: &[
        "# Checkout was slow\n\n## Mitigators\n\n- The desk.\n\n## Risks\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
        "# Checkout was slow\n\n## Mitigators\n\n- The desk.\n\n## Risks\n\n-\n",
    ],
    quiet: &[WHOLE],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for part in &review.outline.parts {
        let Some(section) = part.named.as_ref().and_then(|named| named.section) else { continue };
        let mitigators = section == Section::Mitigators;
        if part.level > BOLD_LINE || mitigators || !is_empty(review, part) || asks_by_itself(review, part) {
            continue;
        }
        if !review.progress().is_open(part) || review.is_early() {
            continue;
        }
        let mut finding = Finding::new(&RULE, part.content, empty_message(review.name(part)));
        if want == Want::Fixes {
            finding.fixes.extend(begin_item(review, part, section));
        }
        found.push(finding);
    }
}

/// Nothing stands under this heading.
fn empty_message(section: &str) -> String {
    format!("“{}” has nothing below it yet.", section.trim())
}
