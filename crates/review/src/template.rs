//! stub
use crate::Section;
#[allow(missing_docs)]
#[derive(Clone, Debug, Default)]
pub struct TemplateOptions {
    pub now: Option<jiff::Timestamp>,
    pub newline: &'static str,
    pub title: Option<String>,
}
#[allow(missing_docs)]
pub fn review(_: &TemplateOptions) -> String {
    String::new()
}
#[allow(missing_docs)]
pub fn review_snippet(_: &TemplateOptions) -> String {
    String::new()
}
#[allow(missing_docs)]
pub fn section_stub(_: Section, name: &str, level: u8, nl: &str) -> String {
    format!("{} {name}{nl}{nl}- ", "#".repeat(level.into()))
}
#[allow(missing_docs)]
pub fn section_snippet(s: Section, name: &str, level: u8, nl: &str) -> String {
    section_stub(s, name, level, nl)
}
