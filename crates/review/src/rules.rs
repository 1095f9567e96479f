//! The rules of this crate as values: what the command line lists and the settings name.

pub mod form;
pub mod section;

use askhow_document::{Level, Rule};

pub use form::FORM;
pub use section::SECTION;

/// The rules of the comments that turn rules off.
pub static IGNORE: &[&Rule] = &[&UNUSED_IGNORE];

/// A comment that silences nothing.
pub static UNUSED_IGNORE: Rule = Rule {
    id: "ignore/unused",
    level: Level::Hint,
    summary: "A comment that turns rules off where none of them would speak, or names a rule that is none",
    about: "Comments that silence nothing stay behind when a text changes, and hide the next finding there. \
            Remove it, or mend the name of the rule.",
    questions: &["What was it there for, and is that still so?"],
    fires: &["# Outage\n\n<!-- askhow-ignore-next phrasing/nines -->\nThe cache was full.\n"],
    quiet: &["# Outage\n\n<!-- askhow-ignore-next phrasing/nines -->\nWe promise 99.99% availability.\n"],
};
