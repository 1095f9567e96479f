//! What the structure of a review adds to the findings: timelines, sections, form.

mod form;
mod sections;
mod timeline;

pub(crate) use form::form;
pub use sections::missing_sections;
pub(crate) use sections::sections;
pub(crate) use timeline::timeline;
