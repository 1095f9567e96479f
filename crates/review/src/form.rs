//! The form of a review: which fields there are, under which names, and what they ask.
//!
//! Forms are met as lists, tables, lines and front matter. Here a key is recognised and a line is split;
//! where lines and cells are is left to who knows the document, front matter to [`crate::front_matter`].

mod line;
mod names;

use askhow_document::Span;
use askhow_english::class::begins_as;

use crate::prompts;
use crate::vocabulary::Vocabulary;

pub use line::{pieces, split_bare_field, split_field};
pub use names::recognise_field;
pub(crate) use names::recognise_key;

/// A field of the form, in its order; those after `StabilizationTime` are known besides.
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
    /// Whether its key stands alone without a colon: then it is a field if a value stands below.
    pub is_bare: bool,
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

    /// Those of the template, where a team has set no others: what any incident has.
    pub const TEMPLATE: [Field; 8] = [
        Field::Severity,
        Field::Regions,
        Field::SourceOfDetection,
        Field::Status,
        Field::Assignee,
        Field::IncidentStart,
        Field::IncidentDetected,
        Field::StabilizationTime,
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

    /// Whether its value is a length of time, or from when to when it was.
    pub fn is_length(self) -> bool {
        matches!(self, Field::Duration | Field::TimeToDetect | Field::TimeToRepair)
    }

    /// Whether its value may be told in sentences.
    pub fn is_prose(self) -> bool {
        matches!(self, Field::SignupImpact | Field::Notifications | Field::SourceOfDetection | Field::Impact)
    }

    /// Whether several values may stand side by side, with commas.
    pub fn is_list(self) -> bool {
        self.is_people() || matches!(self, Field::Regions | Field::Notifications | Field::Tags)
    }

    /// Whether its value is people.
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

/// Whether a value says that it is left open: empty, `TBD`, `?`, `not known yet`, `n/a`, `<severity>` …
pub fn is_open_value(value: &str) -> bool {
    let value = value.trim().trim_matches(['*', '_', '`']).trim();
    let lower = value.to_lowercase();
    let bracketed = (value.starts_with('<') && value.ends_with('>'))
        || (value.starts_with("{{") && value.ends_with("}}"))
        || (value.starts_with('[') && value.ends_with(']'));
    bracketed
        || is_pattern(&lower)
        || !value.contains(char::is_alphanumeric)
        || begins_as(&lower, Vocabulary::OpenValue)
        || matches!(lower.split(' ').next(), Some("not" | "na"))
}

/// Whether a value begins with the letters that stand for a date or a time: `YYYY-MM-DD`, `hh:mm UTC`.
fn is_pattern(lower: &str) -> bool {
    let word = lower.split_whitespace().next().unwrap_or_default();
    let mut letters = word.chars().filter(|c| c.is_alphanumeric()).peekable();
    let mut runs = letters.clone().zip(letters.clone().skip(1));
    word.len() > 2
        && letters.peek().is_some()
        && letters.all(|c| matches!(c, 'y' | 'm' | 'd' | 'h' | 's' | 't'))
        && runs.any(|(one, two)| one == two)
}

/// Whether the value of a date tells a story and no time: `A shop called`, `Ada rolled the release back at 15:40`.
pub fn tells_no_time(value: &str) -> bool {
    let is_digits = |word: &&str| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(|c: char| c.is_ascii_digit()) || word.starts_with("T+")
    };
    if is_open_value(value) {
        return false;
    }
    let n_words = value.split_whitespace().count();
    if !value.contains(|c: char| c.is_ascii_digit()) {
        return n_words > WORDS_OF_TIME;
    }
    let begins = value.split_whitespace().take(WORDS_BEFORE_TIME).any(|word| is_digits(&word));
    !begins && n_words > WORDS_OF_STORY && askhow_timeline::read_stated(value).written.is_none()
}

/// A value of so many words may be a time that holds no number: `Monday morning`.
const WORDS_OF_TIME: usize = 2;

/// The first number of a time stands among so many words: `On May 1 at 15:40`.
const WORDS_BEFORE_TIME: usize = 3;

/// So many words tell no story, wherever their number stands.
const WORDS_OF_STORY: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_asks() {
        for field in Field::ALL.into_iter().filter(|field| field.group().is_some()) {
            let asks_nothing = matches!(field, Field::Type | Field::Created | Field::Updated);
            assert_eq!(field.questions().is_empty(), asks_nothing, "{}", field.name());
        }
    }

    #[test]
    fn a_story_is_no_time() {
        for value in [
            "A shop called",
            "Two steps were taken:",
            "Ada rolled the release back at 15:40",
            "by the night shift, after three reports",
        ] {
            assert!(tells_no_time(value), "{value}");
        }
        for value in [
            "",
            "not known yet, to be found",
            "Monday morning",
            "On May 1 at around 15:40 in the morning",
            "the night of May 1, 2024, it seems",
            "~15:40 UTC (as far as the graphs tell)",
            "T+15, when the cache was warm again",
        ] {
            assert!(!tells_no_time(value), "{value}");
        }
    }

    #[test]
    fn open_values_are_told_from_others() {
        for value in [
            "",
            " - ",
            "TBD",
            "?",
            "not known yet",
            "n/a",
            "<severity>",
            "{{ date }}",
            "??:??",
            "NA",
            "YYYY-MM-DD",
            "yyyy-mm-dd hh:mm UTC",
            "HH:MM",
            "dd/mm/yyyy",
        ] {
            assert!(is_open_value(value), "{value}");
        }
        for value in ["SEV2", "high", "2019-03-25", "Nora", "notified all", "Smyth", "mm", "ddos"] {
            assert!(!is_open_value(value), "{value}");
        }
    }
}
