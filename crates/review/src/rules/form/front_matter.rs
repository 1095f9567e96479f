//! `form/front-matter`: front matter that can't be read.

use askhow_document::{BlockKind, Finding, Level, Rule};

use crate::findings::Want;
use crate::front_matter::read_front_matter;
use crate::review::Review;

/// Front matter that can't be read.
pub static RULE: Rule = Rule {
    id: "form/front-matter",
    level: Level::Warning,
    summary: "Front matter that can't be read",
    about: "A line of the front matter is no field; the lines that can be read count all the same.",
    questions: &["What was this line to tell?"],
    fires: &[
        "---\nseverity SEV2\naskhow: true\n---\n\n# Checkout was slow\n",
        "{\n  \"severity\": \"SEV2\"\n  \"askhow\": true\n}\n\n# Checkout was slow\n",
    ],
    quiet: &[
        "---\nseverity: SEV2\naskhow: true\n---\n\n# Checkout was slow\n",
        "{\n  \"severity\": \"SEV2\",\n  \"askhow\": true\n}\n\n# Checkout was slow\n",
    ],
};

pub(crate) fn check(review: &Review, _: Want, found: &mut Vec<Finding>) {
    let Some(facts) = review.facts.first() else { return };
    let Some(block) = facts.segment.blocks().first() else { return };
    let BlockKind::FrontMatter { syntax } = block.kind else { return };
    let problem = read_front_matter(block.span.of(facts.segment.text()), syntax).problem;
    found.extend(
        problem.map(|problem| Finding::new(&RULE, problem.span.shift(block.span.start), problem.message)),
    );
}
