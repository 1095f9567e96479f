//! The form of a review: its fields with their places, whichever dress they wear.
//!
//! Facts hold every line that looks like a field. It counts where a form stands: in front matter, above the
//! first section with a name, or under a heading of the form (Details, Activity, Dates). A key with nothing beside
//! it, and a heading that is itself a field (`## Status`), may have their value below.

mod below;

use std::sync::Arc;

use askhow_document::Span;

use self::below::{Below, Key, REACH, below};
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
    /// Keys with nothing beside them, and how far below them a value is looked for.
    pub(crate) waiting: Vec<Span>,
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
        let mut form = Self::default();
        for (segment, (held, start)) in facts.iter().zip(starts).enumerate() {
            for fact in &held.fields {
                let at = start + fact.span.start;
                let counts = at < limit
                    || outline.incident_at(at).is_some_and(|incident| is_above(incident, at))
                    || outline.part_at(at).and_then(|index| outline.parts.get(index)).is_some_and(is_form);
                if !counts {
                    continue;
                }
                let read = FieldRead {
                    field: fact.field,
                    span: fact.span.shift(*start),
                    key: fact.key.shift(*start),
                    value: fact.value.shift(*start),
                    text: fact.text.clone(),
                };
                if !fact.text.trim().is_empty() {
                    form.fields.push(read);
                    continue;
                }
                let at = (segment, fact.block);
                let key = Key { field: fact.field, at, span: read.key, is_heading: false };
                form.waiting.push(reach(read.key));
                match below(facts, starts, key) {
                    Below::Value(value, text) => form.fields.push(read.with(value, text)),
                    Below::Nothing if !fact.is_bare => form.fields.push(read),
                    Below::Nothing | Below::Story => {}
                }
            }
        }
        for part in &outline.parts {
            form.heading(facts, starts, part);
        }
        form.fields.sort_by_key(|field| field.span.start);
        form
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

    /// `## Status` with the value below, or `## Status: draft`.
    fn heading(&mut self, facts: &[Arc<Facts>], starts: &[usize], part: &Part) {
        let Some((held, start)) = facts.get(part.at.0).zip(starts.get(part.at.0)) else { return };
        let heading = held.headings.get(part.at.1).filter(|heading| may_be_field(part, heading));
        let Some(heading) = heading else { return };
        let Some(field) = recognise_field(&heading.name) else {
            self.fields.extend(beside(held, *start, part, heading));
            return;
        };
        self.waiting.push(reach(part.heading));
        let key = Key { field, at: (part.at.0, heading.block), span: part.heading, is_heading: true };
        if let Below::Value(value, text) = below(facts, starts, key)
            && part.own.contains(value.start)
        {
            let span = part.heading.cover(value);
            self.fields.push(FieldRead { field, span, key: part.content, value, text });
        }
    }
}

impl FieldRead {
    /// With a value that stands below.
    fn with(self, value: Span, text: String) -> Self {
        Self { span: self.span.cover(value), value, text, ..self }
    }
}

/// A key, and how far below it a value is looked for.
fn reach(key: Span) -> Span {
    Span::new(key.start, key.end + REACH + 1)
}

/// Whether a heading may be a field: it is one where a value stands beside or below.
pub(crate) fn may_be_field(part: &Part, heading: &HeadingFact) -> bool {
    let name = heading.name.as_str();
    let key = split_field(name).map(|(key, _)| key.of(name));
    part.section.is_none()
        && part.level != 1
        && [Some(name), key].into_iter().flatten().any(|key| recognise_field(key).is_some())
}

/// `## Level: Internal` has its value beside.
fn beside(facts: &Facts, start: usize, part: &Part, heading: &HeadingFact) -> Option<FieldRead> {
    let (key, value) = split_field(&heading.name).filter(|(_, value)| !value.is_empty())?;
    let field = recognise_field(key.of(&heading.name))?;
    let plain = facts.segment.prose(heading.content).plain();
    let place = |span: Span| plain.source_span(span).shift(start + heading.content.start);
    let text = value.of(&heading.name).to_owned();
    Some(FieldRead { field, span: part.heading, key: place(key), value: place(value), text })
}
