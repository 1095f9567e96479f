//! `form/order`: times of the form in an order that can't be.

use askhow_document::{Finding, Level, Rule};

use super::moments::Moments;
use crate::findings::{Want, related};
use crate::form::Field;
use crate::review::Review;

/// Dates of the form in an impossible order.
pub static RULE: Rule = Rule {
    id: "form/order",
    level: Level::Warning,
    summary: "Times of the form in an order that can't be",
    about: "An incident starts, is detected and is stable again, in this order; a review is created before \
            it is updated. One of the two times may have slipped, or stand in another zone.",
    questions: &["How was each of the two moments found?"],
    fires: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n- Incident Detected: 2019-03-25 16:10 UTC\n",
    ],
    quiet: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n- Incident Detected: 2019-03-25 16:52 UTC\n",
    ],
};

/// What comes before what.
const PAIRS: [(Field, Field); 4] = [
    (Field::IncidentStart, Field::IncidentDetected),
    (Field::IncidentDetected, Field::StabilizationTime),
    (Field::IncidentStart, Field::StabilizationTime),
    (Field::Created, Field::Updated),
];

/// Each time is told of once.
pub(crate) fn check(review: &Review, _: Want, found: &mut Vec<Finding>) {
    for moments in Moments::of(review) {
        of_incident(moments, found);
    }
}

fn of_incident(moments: &Moments, found: &mut Vec<Finding>) {
    let mut told = Vec::new();
    for (first, second) in PAIRS {
        let both = moments.get(first).zip(moments.get(second));
        let Some(((first, one), (second, two))) = both else { continue };
        let before = match (one.instant, two.instant) {
            (Some(one), Some(two)) => two < one,
            _ => matches!((one.local, two.local), (Some(one), Some(two)) if two < one),
        };
        if before && !told.contains(&second.value) {
            told.push(second.value);
            let message = order_message(first.field.name(), second.field.name());
            let mut finding = Finding::new(&RULE, second.value, message);
            finding.related.push(related(first.value, format!("{} is here", first.field.name())));
            found.push(finding);
        }
    }
}

/// `later` has a time before that of `earlier`.
fn order_message(earlier: &str, later: &str) -> String {
    format!("{later} lies before {earlier}.")
}
