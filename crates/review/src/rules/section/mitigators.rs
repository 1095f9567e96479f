//! `section/mitigators`: nothing tells what went right.

use askhow_document::{Finding, Level, Rule};

use super::place::{WHOLE, add, begin_item, title_span};
use super::written::waits;
use crate::findings::Want;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// No section that tells what went right, or an empty one.
pub static RULE: Rule = Rule {
    id: "section/mitigators",
    level: Level::Information,
    summary: "No section that tells what went right, or an empty one",
    about: "Things went right, or it would have been worse: people noticed, knew whom to call, had the tools \
            and the slack. What is not told is the first thing to be saved away. Add the section and begin \
            with one thing that helped.",
    questions: &[
        "How did things go right?",
        "How did people know what to do, and where had they learned it?",
        "How much of it was designed, how much adapted on the spot, how much luck?",
    ],
    fires: &[
        "# Checkout was slow\n\n## Contributors & Enablers\n\n- The cache held sessions and carts.\n",
        "# Checkout was slow\n\n## Mitigators\n\n-\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
    ],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n## Where we got lucky\n\n- Ana was looking at the graph anyway.\n",
    ],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for incident in review.outline.scopes() {
        found.extend(of_incident(review, incident, want));
    }
}

/// What is to be said about one incident of several, or about the review.
fn of_incident(review: &Review, incident: Option<&Part>, want: Want) -> Option<Finding> {
    let counts = |part: &&Part| review.outline.counts_for(incident, part.heading.start);
    let parts = review.outline.parts.iter().filter(|part| part.is(Section::Mitigators)).filter(counts);
    let parts: Vec<&Part> = parts.collect();
    let own = parts
        .iter()
        .find(|part| part.named.as_ref().is_some_and(|named| named.section == Some(Section::Mitigators)));
    let Some(part) = own.or(parts.first()) else {
        let is_early = || !review.progress().is_under_way() || review.is_early();
        if review.may_tell_in(incident, Section::Mitigators) || is_early() {
            return None;
        }
        let span = incident.map_or_else(|| title_span(review), |part| part.content);
        let mut finding = Finding::new(&RULE, span, "Nothing here tells yet how things went right.");
        if want == Want::Fixes {
            let name = review.surroundings.rules.sections.name(Section::Mitigators);
            let title = format!("Add the section “{name}”");
            finding.fixes.push(add(review, incident, title, &[Section::Mitigators], true));
        }
        return Some(finding);
    };
    if !review.progress().is_open(part) || !parts.iter().all(|part| waits(review, part)) {
        return None;
    }
    let mut finding = Finding::new(&RULE, part.content, "Nobody has told here yet how things went right.");
    if want == Want::Fixes {
        finding.fixes.extend(begin_item(review, part, Section::Mitigators));
    }
    Some(finding)
}
