//! Names of fields, as they are met.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use askhow_english::class::is;

use super::Field;
use super::line::LONGEST_KEY;
use crate::catalogue;
use crate::vocabulary::Vocabulary;

/// Fields by their names, and whether a name is one in front matter too.
static NAMES: LazyLock<FxHashMap<String, (Field, bool)>> = LazyLock::new(|| {
    let canonical = Field::ALL.into_iter().map(|field| (normal(field.name()), (field, true)));
    let others = catalogue::lines(include_str!("../../data/fields.txt")).filter_map(|line| {
        Some((line.value.to_owned(), (Field::from_name(line.heading)?, line.mark == "name")))
    });
    // Canonical names come last and win: `Impact` is a field of its own.
    others.chain(canonical).collect()
});

/// The field of a key as written: without Markdown, in any case, with or without a colon.
///
/// ```
/// use askhow_review::form::{Field, recognise_field};
/// assert_eq!(recognise_field("First detected:"), Some(Field::IncidentDetected));
/// assert_eq!(recognise_field("incident_start"), Some(Field::IncidentStart));
/// assert_eq!(recognise_field("The cache"), None);
/// ```
pub fn recognise_field(key: &str) -> Option<Field> {
    named(key).map(|(field, _)| field)
}

/// The field of a key of front matter.
pub(crate) fn recognise_key(key: &str) -> Option<Field> {
    named(key).filter(|(_, in_front)| *in_front).map(|(field, _)| field)
}

fn named(key: &str) -> Option<(Field, bool)> {
    if key.len() > LONGEST_KEY {
        return None;
    }
    let key = normal(key);
    NAMES.get(&key).copied().or_else(|| Some((of_incident(&key)?, true)))
}

/// A field under a longer name that says of what it is: `Outage date`, `Duration of the incident`. Only what happened
/// has a time, a length and a severity, so only these are taken for the same.
fn of_incident(key: &str) -> Option<Field> {
    let what = |word: &str| is(word, Vocabulary::Incident) || is(word, Vocabulary::FieldOf);
    let (first, behind) = key.split_once(' ')?;
    let (before, last) = key.rsplit_once(' ')?;
    let behind = Some(behind).filter(|_| what(first));
    let before = Some(before).filter(|_| what(last)).map(|before| {
        let before = before.strip_suffix(" the").unwrap_or(before);
        before.strip_suffix(" of").unwrap_or(before)
    });
    let fields = [behind, before].into_iter().flatten();
    let fields = fields.filter_map(|name| NAMES.get(name).map(|(field, _)| *field));
    let mut fields = fields.filter(|field| {
        let is_filed = matches!(field, Field::Created | Field::Updated);
        field.is_date() && !is_filed || field.is_length() || *field == Field::Severity
    });
    fields.next()
}

/// Lower case, words parted by one space, brackets (`Start (UTC)`) and everything but letters and digits left
/// out; `incidentStart` is two words.
fn normal(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut depth = 0usize;
    let mut before = ' ';
    for c in key.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '\'' | '’' => {}
            _ if depth > 0 => {}
            _ if c.is_alphanumeric() => {
                if c.is_uppercase() && before.is_lowercase() {
                    out.push(' ');
                }
                out.extend(c.to_lowercase());
            }
            _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_are_known() {
        let names = [
            ("Sev", Field::Severity),
            ("Priority", Field::Severity),
            ("Start time", Field::IncidentStart),
            ("Began", Field::IncidentStart),
            ("First detected", Field::IncidentDetected),
            ("TTD", Field::TimeToDetect),
            ("Repaired", Field::StabilizationTime),
            ("Resolved", Field::StabilizationTime),
            ("Owner", Field::Assignee),
            ("Commander", Field::Assignee),
            ("Author(s)", Field::Authors),
            ("Start (UTC)", Field::IncidentStart),
            ("source-of-detection", Field::SourceOfDetection),
            ("incidentStart", Field::IncidentStart),
            ("SEVERITY", Field::Severity),
            ("timezone", Field::Timezone),
            ("askhow", Field::Askhow),
        ];
        for (name, field) in names {
            assert_eq!(recognise_field(name), Some(field), "{name}");
        }
        for field in Field::ALL {
            assert_eq!(recognise_field(field.name()), Some(field));
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
        for name in ["", "Note", "Cache", "Ana", "Before the incident"] {
            assert_eq!(recognise_field(name), None, "{name}");
        }
    }

    #[test]
    fn every_name_of_the_catalogue_is_in_normal_form_and_there_once() {
        let mut seen = std::collections::HashSet::new();
        for line in catalogue::lines(include_str!("../../data/fields.txt")) {
            assert!(matches!(line.mark, "name" | "listed"), "{line:?}");
            assert!(Field::from_name(line.heading).is_some(), "{line:?}");
            assert_eq!(normal(line.value), line.value);
            assert!(seen.insert(line.value), "{} is there twice", line.value);
        }
    }

    #[test]
    fn a_name_may_say_of_what_it_is() {
        for (name, field) in [
            ("Outage date", Field::Date),
            ("Date of the outage", Field::Date),
            ("Duration of incident", Field::Duration),
            ("Impact period", Field::Duration),
            ("Degradation start time", Field::IncidentStart),
            ("Severity of the event", Field::Severity),
            ("time_of_impact", Field::Duration),
        ] {
            assert_eq!(recognise_field(name), Some(field), "{name}");
        }
        for name in [
            "Outage",
            "Date of the release",
            "Incident status page",
            "Cost of the outage",
            "Owner of the event",
        ] {
            assert_eq!(recognise_field(name), None, "{name}");
        }
    }
}
