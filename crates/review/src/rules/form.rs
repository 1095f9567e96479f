//! The rules `form/*`: their values and what they say.
//!
//! Whether one applies is worked out by the checks, which know the fields and the timeline.

use askhow_document::{Level, Rule};

use super::section::listed;

/// The rules of the form, in the order of the reference.
pub static FORM: &[&Rule] = &[&UNKNOWN_VALUE, &INVALID_DATE, &ORDER, &TIMELINE, &MISSING, &FRONT_MATTER];

/// A severity that is none of the configured ones.
pub static UNKNOWN_VALUE: Rule = Rule {
    id: "form/unknown-value",
    level: Level::Warning,
    summary: "A severity that is none of those in the settings",
    about: "Reviews are counted and found by this value; one that is spelt in its own way is left out. \
            Choose one of the configured ones, or add it to `severities`.",
    questions: &["How was it decided, and did anyone see it differently at the time?"],
    fires: &[],
    quiet: &["# Checkout was slow\n\n- Severity: quite bad\n"],
};

/// A date that is none.
pub static INVALID_DATE: Rule = Rule {
    id: "form/invalid-date",
    level: Level::Error,
    summary: "A date or time of the form that can't be",
    about: "The times of the form are the frame of the timeline: one that does not exist leaves it without a \
            start or an end.",
    questions: &["How was this moment found?"],
    fires: &["# Checkout was slow\n\n- Incident Start: 2019-02-30 16:40 UTC\n"],
    quiet: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n",
        "# Checkout was slow\n\n- Incident Start: not known yet\n",
    ],
};

/// Dates of the form in an impossible order.
pub static ORDER: Rule = Rule {
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

/// A time of the form that the timeline does not have.
pub static TIMELINE: Rule = Rule {
    id: "form/timeline",
    level: Level::Information,
    summary: "A start, detection or stabilization without an entry in the timeline",
    about: "These are the moments that people ask about first. An entry tells who saw what then; a field \
            alone tells a number. Not where the fields are all the timeline there is.",
    questions: &["What was there to see at that moment, and who saw it?"],
    fires: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:10 UTC\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n- 2019-03-25 16:45 UTC Ana calls Ben.\n",
    ],
    quiet: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n- 2019-03-25 16:45 UTC Ana calls Ben.\n",
    ],
};

/// A field that is not filled in.
pub static MISSING: Rule = Rule {
    id: "form/missing",
    level: Level::Hint,
    summary: "A field of the form without a value",
    about: "A field without a value may mean that nobody knows, or that nobody asked. Fill it in, or write \
            that it is not known.",
    questions: &["Who could know?"],
    fires: &["# Checkout was slow\n\n- Severity:\n- Incident Start: 2019-03-25 16:40 UTC\n"],
    quiet: &["# Checkout was slow\n\n- Severity: not decided\n- Incident Start: 2019-03-25 16:40 UTC\n"],
};

/// Front matter that can't be read.
pub static FRONT_MATTER: Rule = Rule {
    id: "form/front-matter",
    level: Level::Warning,
    summary: "Front matter that can't be read",
    about: "A line of the front matter is no field; the lines that can be read count all the same.",
    questions: &["What was this line to tell?"],
    fires: &["---\nseverity SEV2\naskhow: true\n---\n\n# Checkout was slow\n"],
    quiet: &["---\nseverity: SEV2\naskhow: true\n---\n\n# Checkout was slow\n"],
};

/// A value that is none of `known` (in the order of the settings), and the nearest of them.
pub fn unknown_value_message(field: &str, value: &str, known: &[String], nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => {
            format!("{field} “{value}” is none of the configured values: did you mean “{nearest}”?")
        }
        None => format!("{field} “{value}” is none of the configured values: {}.", listed(known, "or")),
    }
}

/// A value that is no date, and what is wrong with it if that is known.
pub fn invalid_date_message(field: &str, value: &str, problem: Option<&str>) -> String {
    match problem {
        Some(problem) => format!("{field} “{value}” can't be: {problem}"),
        None => format!("{field} “{value}” is no date and time such as “2019-03-25 16:40 UTC”."),
    }
}

/// `later` has a time before that of `earlier`.
pub fn order_message(earlier: &str, later: &str) -> String {
    format!("{later} lies before {earlier}.")
}

/// A time of the form, as written, that no entry of the timeline has.
pub fn timeline_message(field: &str, time: &str) -> String {
    format!("{field} ({time}) has no entry in the timeline.")
}

/// A field without a value.
pub fn missing_message(field: &str) -> String {
    format!("{field} is not filled in yet.")
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
