//! What an incident review is: its sections, its form, its timelines, the table of all rules, the settings,
//! and the comments that turn rules off.
//!
//! It reads a [`askhow_document::Document`] segment by segment into facts, and folds the facts into a
//! [`Review`]. It knows no protocol, no files and no clock.

mod catalogue;
pub mod names;
pub mod prompts;
pub mod section;
pub mod settings;

pub use names::{AddedSection, Named, TeamSections};
pub use section::Section;
pub use settings::Settings;
