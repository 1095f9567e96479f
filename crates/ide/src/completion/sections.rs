//! The sections that are still missing, in canonical order, and the whole template.

use askhow_document::Span;
use askhow_review::{Section, fix, template};

use super::{Completion, CompletionKind, Cursor};
use crate::hover::questions;

/// The missing sections: behind `#`s at a line's start, or on a blank line between blocks.
pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let typed = cursor.before.trim_start_matches('#');
    let n_marks = cursor.before.len() - typed.len();
    let blank = cursor.before.is_empty() && cursor.after.trim().is_empty() && after_blank_line(cursor);
    let heading = (1..=6).contains(&n_marks) && (typed.is_empty() || typed.starts_with(' '));
    if !blank && !heading || !cursor.after.trim().is_empty() {
        return Vec::new();
    }
    let review = cursor.snapshot.review();
    // The heading that is being typed is not yet a section of the review.
    let here = review.outline.parts.iter().position(|part| part.heading.start == cursor.line.start);
    let there = |section: Section| {
        review.outline.parts.iter().enumerate().any(|(index, part)| Some(index) != here && part.is(section))
    };
    let level = match u8::try_from(n_marks) {
        Ok(marks @ 2..) => marks,
        _ => fix::section_level(review),
    };
    let with_description = std::iter::once(Section::Description).chain(Section::NINE);
    let missing = with_description.filter(|section| !there(*section));
    let newline = fix::newline(review);
    missing
        .enumerate()
        .map(|(index, section)| {
            let name = review.surroundings.rules.sections.name(section);
            let snippet = cursor.options.snippets;
            let stub = if snippet {
                template::section_snippet(section, &name, level, newline)
            } else {
                template::section_stub(section, &name, level, newline)
            };
            Completion {
                filter_text: format!("{} {name}", "#".repeat(n_marks.max(1))),
                detail: Some("section".to_owned()),
                documentation: Some(questions(section.purpose(), section.questions())),
                label: name,
                kind: CompletionKind::Section,
                preselect: index == 0,
                edit: cursor.edit(0, stub),
                snippet,
            }
        })
        .collect()
}

fn after_blank_line(cursor: &Cursor<'_>) -> bool {
    let text = cursor.snapshot.text();
    match text.line_of(cursor.line.start).checked_sub(1) {
        Some(above) => text.slice(text.line_span(above)).trim().is_empty(),
        None => true,
    }
}

/// The whole review, for an empty file.
pub(super) fn template(cursor: &Cursor<'_>, typed: &str) -> Vec<Completion> {
    let newline = fix::newline(cursor.snapshot.review());
    let options = template::TemplateOptions { now: cursor.options.now, newline, ..Default::default() };
    let snippet = cursor.options.snippets;
    let text = if snippet { template::review_snippet(&options) } else { template::review(&options) };
    let start = if typed.is_empty() {
        cursor.before.len()
    } else {
        cursor.before.len() - cursor.before.trim_start().len()
    };
    let mut edit = cursor.edit(start, text);
    edit.span = Span::new(edit.span.start.min(cursor.offset), cursor.offset);
    vec![Completion {
        label: "Incident review".to_owned(),
        kind: CompletionKind::Template,
        detail: Some("the whole template".to_owned()),
        documentation: Some(
            "A title, the form, a description and the nine sections, each with its questions.".to_owned(),
        ),
        filter_text: if typed.is_empty() { "review".to_owned() } else { typed.to_owned() },
        preselect: true,
        edit,
        snippet,
    }]
}
