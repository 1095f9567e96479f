//! `section/duplicate`: two sections of the same name under the same heading.

use std::collections::HashMap;

use askhow_document::{Finding, Fix, Level, Rule};

use super::place::WHOLE;
use crate::facts::BOLD_LINE;
use crate::findings::{Want, related};
use crate::fix;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// The same name twice.
pub static RULE: Rule = Rule {
    id: "section/duplicate",
    level: Level::Information,
    summary: "Two sections of the same name under the same heading",
    about: "What stands in the second of two sections is easily overlooked. Move its content to the first, \
            or give it a name of its own.",
    questions: &["How do the two differ?"],
    fires: &[
        "# Checkout was slow\n\n## Risks\n\n- The other cache.\n\n## Mitigators\n\n- The desk.\n\n## Risks\n\n- No alert.\n",
    ],
    quiet: &[
        WHOLE,
        "# Two slow days\n\n## Monday\n\n### Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n\n## Tuesday\n\n### Timeline\n\n- 2019-03-26 09:10 UTC Ben sees slow orders.\n",
    ],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let mut seen: HashMap<(Option<usize>, String), (usize, &Part)> = HashMap::new();
    for (index, part) in review.outline.parts.iter().enumerate().filter(|(_, part)| part.level <= BOLD_LINE) {
        let known = part.named.as_ref().and_then(|named| named.section);
        // A Timeline for each incident of several is no repetition.
        if known.is_none_or(|section| section == Section::Timeline) {
            continue;
        }
        let key = (part.parent, review.name(part).trim().to_lowercase());
        let Some((first_index, first)) = seen.get(&key) else {
            seen.insert(key, (index, part));
            continue;
        };
        let mut finding = Finding::new(&RULE, part.content, duplicate_message(review.name(part)));
        finding.related.push(related(first.content, "the first one is here"));
        let edits = if want == Want::Fixes { fix::merge_sections(review, *first_index, index) } else { None };
        if let Some(edits) = edits {
            let title = format!("Move its content to the first “{}”", review.name(first));
            finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
        }
        found.push(finding);
    }
}

/// A section of this name is already there.
fn duplicate_message(section: &str) -> String {
    format!("“{}” stands here twice, and readers may miss this one.", section.trim())
}
