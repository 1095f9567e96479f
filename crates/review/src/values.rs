//! Values of fields that many teams share, as data.

use crate::catalogue;
use crate::form::Field;

/// The values of a field that many teams share, in the order in which they are offered. Where they come in several
/// notations, those of the notation of `written`, the values that a team has used so far, the most frequent first.
///
/// ```
/// use askhow_review::{Field, shared_values};
/// assert_eq!(shared_values(Field::Severity, &[]).first().unwrap(), "SEV1");
/// assert_eq!(shared_values(Field::Severity, &["Sev-2"]).first().unwrap(), "Sev-1");
/// assert!(shared_values(Field::Authors, &[]).is_empty());
/// ```
pub fn shared_values(field: Field, written: &[&str]) -> Vec<String> {
    let scales: Vec<Vec<&str>> = rows(field, "scale").map(|row| row.split_whitespace().collect()).collect();
    let Some(usual) = scales.first() else { return rows(field, "value").map(str::to_owned).collect() };
    if let Some(lead) = written.iter().find_map(|value| before_number(value)) {
        let begins_at_zero = written.iter().any(|value| value.strip_prefix(lead) == Some("0"));
        let first = if begins_at_zero { 0 } else { 1 };
        return (first..=usual.len()).map(|grade| format!("{lead}{grade}")).collect();
    }
    let Some(used) = written.first() else { return usual.iter().map(|value| (*value).to_owned()).collect() };
    let n_used = |scale: &Vec<&str>| {
        scale.iter().filter(|value| written.iter().any(|used| used.eq_ignore_ascii_case(value))).count()
    };
    // Of several that hold as many, the first.
    let scale = scales.iter().rev().max_by_key(|scale| n_used(scale)).filter(|scale| n_used(scale) > 0);
    let is_small = !used.contains(char::is_uppercase);
    let cased = |value: &&str| if is_small { value.to_lowercase() } else { (*value).to_owned() };
    scale.map(|scale| scale.iter().map(cased).collect()).unwrap_or_default()
}

/// What the data has of a field under this mark.
fn rows(field: Field, mark: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = catalogue::lines(include_str!("../data/values.txt"));
    lines.filter(move |line| line.mark == mark && line.heading == field.name()).map(|line| line.value)
}

/// What stands before the number of a grade: `SEV-` of `SEV-2`.
fn before_number(value: &str) -> Option<&str> {
    let value = value.trim();
    let lead = value.strip_suffix(|c: char| c.is_ascii_digit())?;
    let is_word = lead.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_' | '.'));
    (is_word && lead.len() <= LONGEST_LEAD).then_some(lead)
}

/// A grade is no longer, its number left out; in bytes.
const LONGEST_LEAD: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &[&str], expected: &str) {
        assert_eq!(shared_values(Field::Severity, written).join(" "), expected, "{written:?}");
    }

    #[test]
    fn severities_keep_the_notation_that_is_in_use() {
        check(&[], "SEV1 SEV2 SEV3 SEV4 SEV5");
        check(&["P2", "P1"], "P1 P2 P3 P4 P5");
        check(&["P0", "P2"], "P0 P1 P2 P3 P4 P5");
        check(&["sev-2"], "sev-1 sev-2 sev-3 sev-4 sev-5");
        check(&["Major"], "Critical Major Minor");
        check(&["high", "low"], "critical high medium low");
        check(&["Sehr hoch"], "");
        check(&["about 300 carts"], "");
    }

    #[test]
    fn every_row_names_a_field_and_a_mark() {
        for line in catalogue::lines(include_str!("../data/values.txt")) {
            assert!(Field::from_name(line.heading).is_some(), "{line:?}");
            assert!(matches!(line.mark, "value" | "scale"), "{line:?}");
        }
        assert_eq!(shared_values(Field::Status, &["whatever"]).first().map(String::as_str), Some("Draft"));
    }
}
