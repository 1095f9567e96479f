//! `timeline/date-conflict`: title and file name bear dates that differ by a slip.

use askhow_document::{Level, Rule, Span};
use jiff::civil::Date;

use crate::Stated;

/// The rule as a value. It looks at a title and a file's name, so whoever knows them asks
/// [`date_conflict`].
pub static RULE: Rule = Rule {
    id: "timeline/date-conflict",
    level: Level::Information,
    summary: "Title and file name bear dates that differ in the month or the year alone",
    about: "One of the two has a slip, and entries without a date of their own take theirs from the title.",
    questions: &["How would somebody who looks for the day of the incident find this review?"],
    // Whether it fires hangs on the file's name, which no text shows.
    fires: &[],
    quiet: &["# Outage of 2020-10-28\n\n## Timeline (UTC)\n\n- 16:40 The alert fires.\n"],
};

/// A title's date and a file name's that differ in the month alone or the year alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateConflict {
    /// Where the title's date stands in the title.
    pub span: Span,
    /// The title's date.
    pub title: Date,
    /// The file name's date.
    pub file: Date,
    /// What says so, in one sentence.
    pub message: String,
    /// The file's date, as text for the place of the title's.
    pub new_text: String,
}

/// Compares what title and file name state.
///
/// ```
/// use askhow_timeline::{date_conflict, read_stated};
/// let title = read_stated("2020-08-28 - Memory runs out");
/// let conflict = date_conflict(&title, &read_stated("2020-10-28-memory.md")).unwrap();
/// assert_eq!(conflict.new_text, "2020-10-28");
/// assert!(date_conflict(&title, &read_stated("2020-08-29-memory.md")).is_none());
/// ```
pub fn date_conflict(title: &Stated, file: &Stated) -> Option<DateConflict> {
    let ((title, span), (file, _)) = (title.date.as_ref()?, file.date.as_ref()?);
    let month_alone =
        title.year() == file.year() && title.month() != file.month() && title.day() == file.day();
    let year_alone =
        title.year() != file.year() && title.month() == file.month() && title.day() == file.day();
    (month_alone || year_alone).then(|| DateConflict {
        span: *span,
        title: *title,
        file: *file,
        message: format!("The title says {title}, the file's name {file}."),
        new_text: file.to_string(),
    })
}
