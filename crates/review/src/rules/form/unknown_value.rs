//! `form/unknown-value`: a severity that is none of the configured ones.

use askhow_document::{Edit, Finding, Fix, Level, Rule};

use crate::fields::FieldRead;
use crate::findings::Want;
use crate::form::{Field, is_open_value};
use crate::nearest::nearest;
use crate::review::Review;
use crate::rules::listed;

/// A severity that is none of the configured ones.
pub static RULE: Rule = Rule {
    id: "form/unknown-value",
    level: Level::Warning,
    summary: "A severity that is none of those in the settings",
    about: "Reviews are counted and found by this value; one that is spelt in its own way is left out. \
            Choose one of the configured ones, or add it to `severities`.",
    questions: &["How was it decided, and did anyone see it differently at the time?"],
    fires: &[],
    quiet: &["# Checkout was slow\n\n- Severity: quite bad\n"],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let known = &review.surroundings.rules.settings.severities;
    if known.is_empty() {
        return;
    }
    for incident in review.outline.scopes() {
        let read = review.form.of_incident(Field::Severity, &review.outline, incident);
        found.extend(read.and_then(|read| of_severity(review, read, known, want)));
    }
}

fn of_severity(review: &Review, read: &FieldRead, known: &[String], want: Want) -> Option<Finding> {
    let value = read.text.trim();
    if is_open_value(value) || known.iter().any(|severity| severity.eq_ignore_ascii_case(value)) {
        return None;
    }
    let near = nearest(value, known.iter().map(String::as_str));
    let message = unknown_value_message(read.field.name(), value, known, near);
    // Of several lines none is written over.
    let is_one = !review.text.slice(read.value).contains('\n');
    let mut finding = Finding::new(&RULE, read.value, message);
    if let (Want::Fixes, Some(near), true) = (want, near, is_one) {
        let edits = vec![Edit::new(read.value, near)];
        finding.fixes.push(Fix {
            title: format!("Write {near}"),
            preferred: true,
            safe: false,
            edits,
            item: None,
        });
    }
    Some(finding)
}

/// A value that is none of `known` (in the order of the settings), and the nearest of them.
fn unknown_value_message(field: &str, value: &str, known: &[String], nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => {
            format!("{field} “{value}” is none of the configured values: did you mean “{nearest}”?")
        }
        None => format!("{field} “{value}” is none of the configured values: {}.", listed(known, "or")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_what_would_be_right() {
        let known = ["SEV1".to_owned(), "SEV2".to_owned(), "SEV3".to_owned()];
        assert_eq!(
            unknown_value_message("Severity", "SEV22", &known, Some("SEV2")),
            "Severity “SEV22” is none of the configured values: did you mean “SEV2”?"
        );
        assert_eq!(
            unknown_value_message("Severity", "bad", &known, None),
            "Severity “bad” is none of the configured values: SEV1, SEV2 or SEV3."
        );
    }
}
