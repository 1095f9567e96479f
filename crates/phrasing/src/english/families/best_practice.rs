//! `phrasing/best-practice`: practice borrowed from nowhere in particular.

use askhow_document::{Level, Rule};

use super::tell::{each, report};
use crate::family::{Family, always};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/best-practice",
    level: Level::Information,
    summary: "A practice that is best without a place and a time",
    about: "What is best depends on where the work is done. Calling it so ends the talk about how it is done \
            here, and about the reasons that people have for it.",
    questions: &["How is it done here on an ordinary day, and how did that way come about?"],
    fires: &["This goes against best practices.", "It is the industry standard."],
    quiet: &["The best days for practice are quiet ones.", "We follow the way that works here."],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "best-practice",
    peek: always,
    look: |page, hits, found| {
        each(page, hits, found, |page, hit| {
            // `There is no best practice for this`
            let none = matches!(page.before(hit.0), "no" | "any" | "without");
            (!none).then(|| {
                report(
                    page,
                    &RULE,
                    hit,
                    "leaves out where and for whom; how is it done here on an ordinary day?",
                )
            })
        });
    },
};
