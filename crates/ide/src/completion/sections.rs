//! The sections that are still missing, in canonical order, and the whole template.

use askhow_document::{BlockKind, Span};
use askhow_review::fix::HeadingStyle;
use askhow_review::{Review, Section, fix, template};

use super::place::Cursor;
use super::{Completion, CompletionKind};
use crate::hover::questions;
use crate::new_review::{NewReview, new_review};

/// The missing sections: behind `#`s at a line's start (`**` where the sections of the file are bold lines), or on a
/// blank line between sections.
pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let typed = cursor.before.trim_start_matches('#');
    let n_marks = cursor.before.len() - typed.len();
    let heading = (1..=6).contains(&n_marks) && (typed.is_empty() || typed.starts_with(' '));
    let blank = cursor.before.is_empty() && is_between_sections(cursor);
    let review = cursor.snapshot.review();
    let bold = cursor.before.strip_prefix("**").is_some_and(|typed| !typed.contains('*'))
        && HeadingStyle::of(review) == HeadingStyle::Bold;
    if !blank && !heading && !bold || !cursor.after.trim().is_empty() {
        return Vec::new();
    }
    // The heading that is being typed is not yet a section of the review.
    let here = review.outline.parts.iter().position(|part| part.heading.start == cursor.line.start);
    let others = || review.outline.parts.iter().enumerate().filter(|(index, _)| Some(*index) != here);
    let there = |section: Section| others().any(|(_, part)| part.is(section));
    // As the file has them; what was typed counts where it has no sections yet, or where they bear no marks.
    let typed_level = u8::try_from(n_marks).ok().filter(|marks| *marks >= 2);
    let style = match (HeadingStyle::of(review), typed_level) {
        (HeadingStyle::Atx(level), Some(typed)) => {
            let has_sections = others().any(|(_, part)| part.named.is_some() && part.level <= 6);
            HeadingStyle::Atx(if has_sections { level } else { typed })
        }
        (HeadingStyle::Setext(level), Some(_)) => HeadingStyle::Atx(level),
        (HeadingStyle::Bold, Some(typed)) => HeadingStyle::Atx(typed),
        (style, None) => style,
    };
    let missing = Section::ALL
        .into_iter()
        .filter(|section| !there(*section))
        .filter(|section| *section != Section::Description || !has_words_under_title(review));
    let newline = fix::newline(review);
    let number = fix::number_at(review, cursor.line.start);
    let rules = &review.surroundings.rules;
    let snippet = cursor.options.snippets;
    let parts_from_next = cursor.line_below(1).is_some_and(|below| !below.trim().is_empty());
    missing
        .enumerate()
        .map(|(index, section)| {
            let name = rules.sections.name(section);
            let mut stub = template::section_of_team(
                &rules.sections,
                section,
                &number,
                style,
                fix::bullet(review),
                newline,
                snippet,
            );
            stub = review.flavour().with_own_comments(stub);
            if parts_from_next {
                stub.push_str(newline);
            }
            let filter_text = match style {
                HeadingStyle::Atx(level) => {
                    let n_shown = if n_marks == 0 { usize::from(level) } else { n_marks };
                    format!("{} {name}", "#".repeat(n_shown))
                }
                HeadingStyle::Setext(_) => name.clone(),
                HeadingStyle::Bold => format!("**{name}"),
            };
            Completion {
                filter_text,
                preselect: index == 0,
                snippet,
                ..Completion::new(name, CompletionKind::Section, cursor.edit(0, stub))
            }
            .detail("section")
            .documented(questions(section.purpose(), rules.about_section(section)))
        })
        .collect()
}

/// Whether the line is blank, the one above is too, and a heading or the end of the text comes next.
fn is_between_sections(cursor: &Cursor<'_>) -> bool {
    let text = cursor.snapshot.text();
    let is_blank = |line: &String| line.trim().is_empty();
    if !cursor.after.trim().is_empty() || !cursor.line_above(1).is_none_or(|line| is_blank(&line)) {
        return false;
    }
    let below =
        (1..).map_while(|n| cursor.line_below(n).map(|line| (n, line))).find(|(_, line)| !is_blank(line));
    let Some((n, _)) = below else { return true };
    let next = text.line_span(text.line_of(cursor.line.start) + n);
    cursor.snapshot.review().outline.parts.iter().any(|part| next.contains(part.heading.start))
}

/// Whether prose stands between the title and the first heading: it is the description of a review that has none.
fn has_words_under_title(review: &Review) -> bool {
    let Some(title) = review.title() else { return false };
    let is_prose = |span: Span| !review.form.fields.iter().any(|field| field.span.meets(span));
    review.facts.iter().zip(&review.starts).take_while(|(_, start)| **start < title.own.end).any(
        |(facts, start)| {
            facts.segment.blocks().iter().any(|block| {
                let span = block.span.shift(*start);
                let words = block.content.of(facts.segment.text());
                block.kind == BlockKind::Paragraph
                    && block.item.is_none()
                    && title.own.contains(span.start)
                    && words.split_whitespace().count() >= 5
                    && is_prose(span)
            })
        },
    )
}

/// The whole review, for an empty file.
pub(super) fn template(cursor: &Cursor<'_>, typed: &str) -> Vec<Completion> {
    let review = cursor.snapshot.review();
    let snippet = cursor.options.snippets;
    let new = NewReview {
        now: cursor.options.now,
        newline: fix::newline(review),
        title: None,
        severity: None,
        start: None,
        snippet,
    };
    // Nothing is given that could have no place.
    let text = new_review(&review.surroundings, &new).unwrap_or_default();
    let text = review.flavour().with_own_comments(text);
    let start = if typed.is_empty() {
        cursor.before.len()
    } else {
        cursor.before.len() - cursor.before.trim_start_matches(['\u{feff}', ' ', '\t']).len()
    };
    let label = "Incident review";
    let about = match review.surroundings.template {
        Some(_) => "The template of the team, as the settings name it.",
        None => "A title, the form, a description and the nine sections, each with its questions.",
    };
    vec![
        Completion {
            filter_text: if typed.is_empty() { "review".to_owned() } else { typed.to_owned() },
            preselect: true,
            snippet,
            ..Completion::new(label, CompletionKind::Template, cursor.edit(start, text))
        }
        .detail("the whole template")
        .documented(about),
    ]
}
