//! stub
use crate::facts::Facts;
use crate::outline::Outline;
use askhow_document::Span;
use std::sync::Arc;
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFact {
    pub block: usize,
    pub span: Span,
    pub key: Span,
    pub value: Span,
    pub field: Field,
    pub text: String,
}
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Status,
}
#[allow(missing_docs)]
impl Field {
    pub fn name(self) -> &'static str {
        "Status"
    }
    pub fn questions(self) -> &'static [&'static str] {
        &[]
    }
}
#[allow(missing_docs)]
pub fn recognise_field(_: &str) -> Option<Field> {
    None
}
#[allow(missing_docs)]
pub fn read_front_matter(_: &str, _: bool, _: usize) -> Vec<FieldFact> {
    Vec::new()
}
#[allow(missing_docs)]
pub fn split_field(_: &str) -> Option<(Span, Span)> {
    None
}
