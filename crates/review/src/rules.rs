//! The rules of this crate: one file each, with its value, what it says and how it is checked. A new rule is one file
//! and one line in the list of its family.

pub mod form;
pub mod ignore;
pub mod section;
pub(crate) mod timeline;

use askhow_document::{Finding, Rule, stumble};

use crate::findings::Want;
use crate::review::Review;

/// A rule about the structure of a review.
pub(crate) struct ReviewRule {
    rule: &'static Rule,
    /// Adds what the rule has to say, in the order of the text.
    check: fn(&Review, Want, &mut Vec<Finding>),
}

/// Every rule there is, in the order of the reference.
pub fn rules() -> Vec<&'static Rule> {
    let of_review = section::SECTION.iter().chain(form::FORM).map(|it| it.rule);
    let of_lines = askhow_phrasing::rules().chain(askhow_timeline::RULES.iter().copied());
    let of_comments = [&ignore::unused::RULE].into_iter().chain(ignore::IGNORE.iter().map(|it| it.rule));
    of_lines.chain(of_review).chain(of_comments).collect()
}

/// What the structure of a review adds to the findings: timelines, sections, form.
pub(crate) fn check(review: &Review, want: Want) -> Vec<Finding> {
    let mut found = Vec::new();
    timeline::check(review, want, &mut found);
    let of_sections = if section::asks_nothing(review) { &[] } else { section::SECTION };
    for rule in of_sections.iter().chain(form::FORM).chain(ignore::IGNORE) {
        stumble::add(&[rule.rule], &mut found, |found| (rule.check)(review, want, found));
    }
    found
}

/// `a, b and c`.
pub(crate) fn listed(names: &[String], joint: &str) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {joint} {last}", others.join(", ")),
        None => String::new(),
    }
}
