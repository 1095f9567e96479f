//! `section/filed`: a form and a description, and nothing else.

use askhow_document::{Finding, Level, Rule};

use super::place::{WHOLE, is_filed, title_span};
use crate::findings::Want;
use crate::review::Review;

/// A form and a description and no more.
pub static RULE: Rule = Rule {
    id: "section/filed",
    level: Level::Hint,
    summary: "A form and a description, and nothing else",
    about: "Fields and a paragraph are enough to file an incident. Somebody who was not there learns from \
            what people saw, what helped and what is still open.",
    questions: &[
        "Will it be filed, or will it be read?",
        "How would somebody who was not there learn from it?",
    ],
    fires: &["# Checkout was slow\n\n- Severity: SEV2\n\n## Description\n\nOrders took a minute.\n"],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n- Severity: SEV2\n\n## Description\n\nOrders took a minute.\n\n## The second upgrade\n\nAna doubled the cache, and nothing changed.\n",
    ],
};

pub(crate) fn check(review: &Review, _: Want, found: &mut Vec<Finding>) {
    if is_filed(review) {
        let message = "A form and a description: will it be filed, or will it be read?";
        found.push(Finding::new(&RULE, title_span(review), message));
    }
}
