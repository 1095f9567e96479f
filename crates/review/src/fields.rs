//! The form of a review: its fields with their places, whichever dress they wear.
//!
//! Facts hold every line that looks like a field. It counts where a form stands: in front matter, above the
//! first section with a name, or under a heading of the form (Details, Activity, Dates). A heading that is
//! itself a field (`## Status`) has its value in the first line below.

use std::sync::Arc;

use askhow_document::{BlockKind, Span};

use crate::facts::{Facts, HeadingFact};
use crate::form::{Field, recognise_field, split_field};
use crate::outline::{Outline, Part};

/// A field and its value, in the document.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldRead {
    /// Which field.
    pub field: Field,
    /// All of it.
    pub span: Span,
    /// Its key.
    pub key: Span,
    /// Its value; empty where none is filled in.
    pub value: Span,
    /// The value without Markdown.
    pub text: String,
}

/// The form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// In the order of the text.
    pub fields: Vec<FieldRead>,
}

impl Form {
    /// Gathers the fields that stand where a form stands.
    pub(crate) fn read(facts: &[Arc<Facts>], starts: &[usize], outline: &Outline) -> Self {
        let is_form = |part: &Part| part.named.as_ref().is_some_and(|named| named.form);
        let is_section = |part: &&Part| part.section.is_some() && !is_form(part);
        let first_section = outline.parts.iter().find(is_section);
        let limit = first_section.map_or(usize::MAX, |part| part.heading.start);
        // Each of several incidents has its own form, above its own sections.
        let is_above = |incident: &Part, at: usize| {
            let first = outline.parts.iter().filter(|part| incident.body.contains(part.heading.start));
            first.into_iter().find(is_section).is_none_or(|part| at < part.heading.start)
        };
        let mut fields: Vec<FieldRead> = Vec::new();
        for (facts, start) in facts.iter().zip(starts) {
            for fact in &facts.fields {
                let at = start + fact.span.start;
                let counts = at < limit
                    || outline.incident_at(at).is_some_and(|incident| is_above(incident, at))
                    || outline.part_at(at).and_then(|index| outline.parts.get(index)).is_some_and(is_form);
                if counts {
                    fields.push(FieldRead {
                        field: fact.field,
                        span: fact.span.shift(*start),
                        key: fact.key.shift(*start),
                        value: fact.value.shift(*start),
                        text: fact.text.clone(),
                    });
                }
            }
        }
        fields.extend(outline.parts.iter().filter_map(|part| heading_field(facts, starts, part)));
        fields.sort_by_key(|field| field.span.start);
        Self { fields }
    }

    /// The first field of this kind with a value in an incident of several; where it says nothing, what stands outside of
    /// all of them.
    pub(crate) fn of_incident(
        &self,
        field: Field,
        outline: &Outline,
        incident: Option<&Part>,
    ) -> Option<&FieldRead> {
        let counts = |read: &&FieldRead| outline.counts_for(incident, read.span.start);
        let mut fields = self.fields.iter().filter(|it| it.field == field && !it.text.trim().is_empty());
        let own = |read: &FieldRead| incident.is_some_and(|part| part.body.contains(read.span.start));
        let all: Vec<&FieldRead> = fields.by_ref().filter(counts).collect();
        all.iter().find(|read| own(read)).or(all.first()).copied()
    }

    /// The first field of this kind that has a value.
    pub fn get(&self, field: Field) -> Option<&FieldRead> {
        self.fields.iter().find(|read| read.field == field && !read.text.trim().is_empty())
    }
}

/// Whether a heading may be a field: it is one where a value stands beside or below.
pub(crate) fn may_be_field(part: &Part, heading: &HeadingFact) -> bool {
    let name = heading.name.as_str();
    let key = split_field(name).map(|(key, _)| key.of(name));
    part.section.is_none()
        && part.level != 1
        && [Some(name), key].into_iter().flatten().any(|key| recognise_field(key).is_some())
}

/// `## Status` with the value in the paragraph below, or `## Status: draft`.
fn heading_field(facts: &[Arc<Facts>], starts: &[usize], part: &Part) -> Option<FieldRead> {
    let (facts, start) = (facts.get(part.at.0)?, starts.get(part.at.0)?);
    let heading = facts.headings.get(part.at.1).filter(|heading| may_be_field(part, heading))?;
    let Some(field) = recognise_field(&heading.name) else {
        // `## Level: Internal` has its value beside.
        let (key, value) = split_field(&heading.name).filter(|(_, value)| !value.is_empty())?;
        let field = recognise_field(key.of(&heading.name))?;
        let plain = facts.segment.prose(heading.content).plain();
        let place = |span: Span| plain.source_span(span).shift(start + heading.content.start);
        let text = value.of(&heading.name).to_owned();
        return Some(FieldRead { field, span: part.heading, key: place(key), value: place(value), text });
    };
    let block = facts.segment.blocks().get(heading.block + 1)?;
    let in_own = part.own.contains(start + block.span.start);
    if block.kind != BlockKind::Paragraph || !in_own || block.content.len() > 120 {
        return None;
    }
    let text = facts.segment.prose(block.content).plain().text;
    let value = block.content.shift(*start);
    Some(FieldRead { field, span: part.heading.cover(value), key: part.content, value, text })
}
