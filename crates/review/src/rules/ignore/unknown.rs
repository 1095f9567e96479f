//! `ignore/unknown`: a comment that was to turn a rule off, and is misspelt.

use askhow_document::{Edit, Finding, Fix, Level, Rule};

use crate::findings::Want;
use crate::review::Review;

/// A comment that is misspelt.
pub static RULE: Rule = Rule {
    id: "ignore/unknown",
    level: Level::Hint,
    summary: "A comment that looks like one that turns rules off, and is spelt otherwise",
    about: "A comment that is misspelt turns nothing off, and nobody notices. There are four of them: `askhow-ignore`, \
            `askhow-ignore-next`, and `askhow-disable` with `askhow-enable`, in small letters, the rules behind them.",
    questions: &["What was it to leave out?"],
    fires: &["# Outage\n\n<!-- askhow-ingore-next phrasing/nines -->\nThe cache was full.\n"],
    quiet: &["# Outage\n\n<!-- askhow-ignore-next phrasing/nines -->\nWe promise 99.99% availability.\n"],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        for misspelt in &facts.misspelt {
            let meant = format!("askhow-{}", misspelt.meant.name());
            let span = misspelt.span.shift(*start);
            let written = misspelt.span.of(facts.segment.text());
            let message = format!("“{written}” turns nothing off: did you mean `{meant}`?");
            let mut finding = Finding::new(&RULE, span, message);
            if want == Want::Fixes {
                let behind = facts.segment.text().get(misspelt.span.end..).unwrap_or_default();
                let blank = if behind.starts_with(char::is_whitespace) { "" } else { " " };
                finding.fixes.push(Fix {
                    title: format!("Write `{meant}`"),
                    preferred: true,
                    // It turns something off that has been shown so far.
                    safe: false,
                    edits: vec![Edit::new(span, format!("{meant}{blank}"))],
                    item: None,
                });
            }
            found.push(finding);
        }
    }
}
