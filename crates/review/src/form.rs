//! The form of a review: which fields there are, under which names, and what they ask.
//!
//! Forms are met as lists, tables, lines and front matter. Here a key is recognised and a line is split;
//! where lines and cells are is left to who knows the document, front matter to [`crate::front_matter`].

use std::collections::HashMap;
use std::sync::LazyLock;

use askhow_document::Span;
use askhow_english::class::begins_as;

use crate::catalogue;
use crate::prompts;
use crate::vocabulary::Vocabulary;

/// A field of the form, in the order of the template; those after `StabilizationTime` are known besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What kind of incident.
    Type,
    /// Which regions it touched.
    Regions,
    /// How grave.
    Severity,
    /// What it cost in signups.
    SignupImpact,
    /// Who was told.
    Notifications,
    /// How people came to notice.
    SourceOfDetection,
    /// Where the review stands.
    Status,
    /// Who looks after it.
    Assignee,
    /// Who follows it.
    Watchers,
    /// When the review was begun.
    Created,
    /// When it was last changed.
    Updated,
    /// When it started.
    IncidentStart,
    /// When people noticed.
    IncidentDetected,
    /// When it was stable again.
    StabilizationTime,
    /// Who wrote it.
    Authors,
    /// What it meant to people.
    Impact,
    /// The day, where no part of the incident is said.
    Date,
    /// How long it took.
    Duration,
    /// How long until people noticed: a length of time.
    TimeToDetect,
    /// How long until it was stable: a length of time.
    TimeToRepair,
    /// Who may read it.
    Level,
    /// The title, in front matter.
    Title,
    /// Words to find it by.
    Tags,
    /// The zone of its times.
    Timezone,
    /// Whether it is read as a review.
    Askhow,
}

/// A field with its key and value, in a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFact {
    /// Its block.
    pub block: usize,
    /// All of it.
    pub span: Span,
    /// Its key.
    pub key: Span,
    /// Its value; empty where none is filled in.
    pub value: Span,
    /// Which field.
    pub field: Field,
    /// The value without Markdown.
    pub text: String,
}

/// The parts of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What it was.
    Details,
    /// What is being done about it.
    Activity,
    /// When.
    Dates,
}

impl Group {
    /// `Details`, `Activity` or `Dates`.
    pub fn name(self) -> &'static str {
        match self {
            Group::Details => "Details",
            Group::Activity => "Activity",
            Group::Dates => "Dates",
        }
    }
}

impl Field {
    /// All of them, in order.
    pub const ALL: [Field; 25] = [
        Field::Type,
        Field::Regions,
        Field::Severity,
        Field::SignupImpact,
        Field::Notifications,
        Field::SourceOfDetection,
        Field::Status,
        Field::Assignee,
        Field::Watchers,
        Field::Created,
        Field::Updated,
        Field::IncidentStart,
        Field::IncidentDetected,
        Field::StabilizationTime,
        Field::Authors,
        Field::Impact,
        Field::Date,
        Field::Duration,
        Field::TimeToDetect,
        Field::TimeToRepair,
        Field::Level,
        Field::Title,
        Field::Tags,
        Field::Timezone,
        Field::Askhow,
    ];

    /// The canonical name: `Source of Detection`.
    pub fn name(self) -> &'static str {
        match self {
            Field::Type => "Type",
            Field::Regions => "Regions",
            Field::Severity => "Severity",
            Field::SignupImpact => "Signup Impact",
            Field::Notifications => "Notifications",
            Field::SourceOfDetection => "Source of Detection",
            Field::Status => "Status",
            Field::Assignee => "Assignee",
            Field::Watchers => "Watchers",
            Field::Created => "Created",
            Field::Updated => "Updated",
            Field::IncidentStart => "Incident Start",
            Field::IncidentDetected => "Incident Detected",
            Field::StabilizationTime => "Stabilization Time",
            Field::Authors => "Authors",
            Field::Impact => "Impact",
            Field::Date => "Date",
            Field::Duration => "Duration",
            Field::TimeToDetect => "Time to Detect",
            Field::TimeToRepair => "Time to Repair",
            Field::Level => "Level",
            Field::Title => "Title",
            Field::Tags => "Tags",
            Field::Timezone => "Timezone",
            Field::Askhow => "askhow",
        }
    }

    /// The field of that canonical name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name.trim()))
    }

    /// The part of the form it stands in; `None` for those that are known besides.
    pub fn group(self) -> Option<Group> {
        match self {
            Field::Type
            | Field::Regions
            | Field::Severity
            | Field::SignupImpact
            | Field::Notifications
            | Field::SourceOfDetection => Some(Group::Details),
            Field::Status | Field::Assignee | Field::Watchers => Some(Group::Activity),
            Field::Created
            | Field::Updated
            | Field::IncidentStart
            | Field::IncidentDetected
            | Field::StabilizationTime => Some(Group::Dates),
            _ => None,
        }
    }

    /// Whether its value is a date, with or without a time.
    pub fn is_people(self) -> bool {
        matches!(self, Field::Assignee | Field::Watchers | Field::Authors)
    }

    /// Whether its value is a moment or a day.
    pub fn is_date(self) -> bool {
        self.group() == Some(Group::Dates) || self == Field::Date
    }

    /// What it asks, the best first; none for fields that ask nothing.
    pub fn questions(self) -> Vec<&'static str> {
        prompts::about_field(self.name())
    }
}

/// Fields by their names, and whether a name is one in front matter too.
static NAMES: LazyLock<HashMap<String, (Field, bool)>> = LazyLock::new(|| {
    let canonical = Field::ALL.into_iter().map(|field| (normal(field.name()), (field, true)));
    let others = catalogue::lines(include_str!("../data/fields.txt")).filter_map(|line| {
        Some((line.value.to_owned(), (Field::from_name(line.heading)?, line.mark == "name")))
    });
    // Canonical names come last and win: `Impact` is a field of its own.
    others.chain(canonical).collect()
});

/// Keys longer than this are sentences.
const LONGEST_KEY: usize = 48;

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
    NAMES.get(&normal(key)).copied()
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

/// Splits a line `Key: value`, `**Key**: value`, `**Key:** value`, `- Key: value`, `Key = value` or
/// `Key<Tab>value` into key and value, without their marks; relative to `line`. The value may be empty.
/// `None` where the line is none of these; whether the key is that of a field is not asked.
///
/// ```
/// use askhow_review::form::split_field;
/// let line = "- **Severity:** SEV2";
/// let (key, value) = split_field(line).unwrap();
/// assert_eq!((key.of(line), value.of(line)), ("Severity", "SEV2"));
/// assert!(split_field("16:40 Ana sees slow orders").is_none());
/// ```
pub fn split_field(line: &str) -> Option<(Span, Span)> {
    let start = line.len() - without_bullet(line).len();
    let rest = line.get(start..)?;
    let head = rest.char_indices().take(LONGEST_KEY + 8);
    let (at, sign) = head.clone().find(|(at, c)| match c {
        '\t' => *at > 0,
        ':' | '：' => {
            // The colon of `https://` parts nothing, nor does that of `16:40`.
            let behind = rest.get(at + c.len_utf8()..).unwrap_or_default();
            behind.is_empty() || behind.starts_with([' ', '\t', '*', '_', '`', '\u{a0}', '\r', '\n'])
        }
        '=' => rest.get(at + 1..).is_some_and(|behind| behind.starts_with(' ')),
        _ => false,
    })?;
    let key = undressed(rest, Span::new(0, at))?;
    let letters = key.of(rest);
    let begins_well = letters.chars().next().is_some_and(char::is_alphabetic);
    if !begins_well || letters.len() > LONGEST_KEY || letters.contains(['.', '!', '?', ';', '\n']) {
        return None;
    }
    let mut from = at + sign.len_utf8();
    // The marks that close the key: `**Key:** value`.
    let open = rest.get(..at).is_some_and(|before| before.trim_start().starts_with(['*', '_', '`']));
    if open {
        let behind = rest.get(from..).unwrap_or_default();
        from += behind.len() - behind.trim_start_matches(['*', '_', '`']).len();
    }
    let value = rest.get(from..)?;
    let lead = value.len() - value.trim_start().len();
    let value = Span::new(from + lead, (from + lead).max(from + value.trim_end().len()));
    Some((key.shift(start), value.shift(start)))
}

/// Splits a line that is a field's name and a stamp without a colon, as in `Resolved 2023-01-11 15:51`;
/// relative to `line`. To be asked only where other lines of the list have colons.
pub fn split_bare_field(line: &str) -> Option<(Span, Span)> {
    let start = line.len() - without_bullet(line).len();
    let rest = line.get(start..)?;
    let digit = rest.char_indices().take(LONGEST_KEY).find(|(_, c)| c.is_ascii_digit())?.0;
    let key = undressed(rest, Span::new(0, digit))?;
    recognise_field(key.of(rest))?;
    Some((key.shift(start), Span::new(digit, rest.trim_end().len()).shift(start)))
}

fn without_bullet(line: &str) -> &str {
    let trimmed = line.trim_start();
    let bare = trimmed.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t']));
    bare.map_or(trimmed, str::trim_start)
}

/// `span` without blanks and emphasis marks around it; `None` where nothing is left.
fn undressed(text: &str, span: Span) -> Option<Span> {
    let dress = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '|');
    let inside = span.of(text);
    let start = span.start + (inside.len() - inside.trim_start_matches(dress).len());
    let end = span.start + inside.trim_end_matches(dress).len();
    (start < end).then(|| Span::new(start, end))
}

/// Whether a value says that it is left open: empty, `TBD`, `?`, `not known yet`, `n/a`, `<severity>` …
pub fn is_open_value(value: &str) -> bool {
    let value = value.trim().trim_matches(['*', '_', '`']).trim();
    let lower = value.to_lowercase();
    let bracketed = (value.starts_with('<') && value.ends_with('>'))
        || (value.starts_with("{{") && value.ends_with("}}"))
        || (value.starts_with('[') && value.ends_with(']'));
    bracketed
        || !value.contains(char::is_alphanumeric)
        || begins_as(&lower, Vocabulary::OpenValue)
        || matches!(lower.split(' ').next(), Some("not" | "na"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_split(line: &str, key: &str, value: &str) {
        let (key_span, value_span) = split_field(line).unwrap_or_else(|| panic!("not a field: {line}"));
        assert_eq!((key_span.of(line), value_span.of(line)), (key, value), "{line}");
    }

    #[test]
    fn lines_of_a_form_are_split_whatever_their_dress() {
        check_split("Severity: SEV2", "Severity", "SEV2");
        check_split("**Severity**: SEV2", "Severity", "SEV2");
        check_split("**Severity:** SEV2 ", "Severity", "SEV2");
        check_split("- Incident Start: 2019-03-25 16:40", "Incident Start", "2019-03-25 16:40");
        check_split("* **Watchers** : @ana, @ben", "Watchers", "@ana, @ben");
        check_split("  - _Status_:", "Status", "");
        check_split("Severity\tSEV2", "Severity", "SEV2");
        check_split("Region:\teu-west", "Region", "eu-west");
        check_split("Severity: **SEV2**", "Severity", "**SEV2**");
        check_split("Start (UTC): 16:40", "Start (UTC)", "16:40");
        check_split("Größe: 3", "Größe", "3");
    }

    #[test]
    fn other_lines_are_not() {
        for line in [
            "16:40 Ana sees slow orders",
            "2019-03-25 16:40: Ana sees slow orders",
            "https://example.org/graph",
            "see https://example.org/graph",
            "The cache was full. Then: nothing",
            "A sentence that goes on for longer than any key of a form would: yes",
            "",
            "-",
            "- : x",
            "plain words",
        ] {
            assert!(split_field(line).is_none(), "{line}");
        }
    }

    #[test]
    fn a_name_and_a_stamp_need_no_colon() {
        let line = "- Resolved 2023-01-11 15:51";
        let (key, value) = split_bare_field(line).unwrap();
        assert_eq!((key.of(line), value.of(line)), ("Resolved", "2023-01-11 15:51"));
        assert!(split_bare_field("- Ben rolled back 2 hosts").is_none());
        assert!(split_bare_field("- 2023-01-11 15:51").is_none());
    }

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
        for line in catalogue::lines(include_str!("../data/fields.txt")) {
            assert!(matches!(line.mark, "name" | "listed"), "{line:?}");
            assert!(Field::from_name(line.heading).is_some(), "{line:?}");
            assert_eq!(normal(line.value), line.value);
            assert!(seen.insert(line.value), "{} is there twice", line.value);
        }
    }

    #[test]
    fn the_form_asks() {
        for field in Field::ALL.into_iter().filter(|field| field.group().is_some()) {
            let asks_nothing = matches!(field, Field::Type | Field::Created | Field::Updated);
            assert_eq!(field.questions().is_empty(), asks_nothing, "{}", field.name());
        }
    }

    #[test]
    fn open_values_are_told_from_others() {
        for value in
            ["", " - ", "TBD", "?", "not known yet", "n/a", "<severity>", "{{ date }}", "??:??", "NA"]
        {
            assert!(is_open_value(value), "{value}");
        }
        for value in ["SEV2", "high", "2019-03-25", "Nora", "notified all"] {
            assert!(!is_open_value(value), "{value}");
        }
    }
}
