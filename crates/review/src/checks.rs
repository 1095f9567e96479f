//! What the structure of a review adds to the findings: timelines, sections, form.

mod form;
mod order;
mod rename;
mod sections;
mod timeline;
mod written;

pub(crate) use form::form;
pub(crate) use rename::steering;
pub use sections::missing_sections;
pub(crate) use sections::sections;
pub(crate) use timeline::timeline;
pub(crate) use written::is_untouched;
