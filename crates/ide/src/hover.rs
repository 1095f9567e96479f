//! Hover: the questions that fit the place.
//!
//! A hover has one bold line that says what this place is for, two to four questions, and a dim last line
//! that names the rule or section. The same place and text give the same questions.

use askhow_document::{Finding, Span};
use askhow_review::{FieldRead, Part, Want};

use crate::timeline::{EntryAt, entry_at};
use crate::{Snapshot, docs_link};

/// What a hover shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown: one bold line, two to four questions, a dim last line.
    pub markdown: String,
}

/// The most questions that are asked at once.
const MOST_QUESTIONS: usize = 4;

/// What is to be asked at `offset`: about a flagged phrase first, then about the heading, field or entry.
pub fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    if !snapshot.is_review() {
        return None;
    }
    let review = snapshot.review();
    let offset = snapshot.text().floor(offset);
    let heading = review.outline.parts.iter().find(|part| part.heading.touches(offset));
    let is_title = |part: &Part| review.title().is_some_and(|title| title.at == part.at);
    if let Some(title) = heading.filter(|part| is_title(part)) {
        return Some(of_title(snapshot, title));
    }
    let here = Span::empty(offset);
    let found = review.findings_at(here, Want::Messages);
    // The shortest range is the most particular thing said about this place.
    let finding =
        found.iter().filter(|finding| finding.rule.family() == "phrasing").min_by_key(|it| it.span.len());
    let stamp =
        found.iter().filter(|finding| finding.rule.family() == "timeline").min_by_key(|it| it.span.len());
    if let Some(finding) = finding {
        return Some(of_finding(finding));
    }
    if let Some(part) = heading {
        return of_heading(snapshot, part, &found);
    }
    if let Some(field) = review.form.fields.iter().find(|field| field.span.touches(offset)) {
        return of_field(field, &found);
    }
    if let Some(entry) = entry_at(snapshot, offset) {
        return Some(of_entry(&entry, stamp));
    }
    found.first().map(of_finding)
}

/// A bold line and questions as a list.
pub(crate) fn questions<Q: AsRef<str>>(purpose: &str, questions: impl IntoIterator<Item = Q>) -> String {
    let mut markdown = format!("**{}**\n", escape(purpose));
    let mut asked: Vec<String> = Vec::new();
    for question in questions {
        let question = question.as_ref();
        if asked.len() < MOST_QUESTIONS && !asked.iter().any(|other| other == question) {
            markdown.push_str("\n- ");
            markdown.push_str(&escape(question));
            asked.push(question.to_owned());
        }
    }
    markdown
}

fn with_footer(mut markdown: String, label: &str, anchor: &str) -> String {
    markdown.push_str(&format!("\n\n*[{label}]({})*", docs_link(anchor)));
    markdown
}

/// Names from the review may hold characters that Markdown would take for marks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn of_finding(finding: &Finding) -> Hover {
    let markdown = questions(&capitalised(&finding.message), &finding.questions);
    let id = finding.rule.id;
    Hover { span: finding.span, markdown: with_footer(markdown, id, id) }
}

fn capitalised(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn of_title(snapshot: &Snapshot, title: &Part) -> Hover {
    let review = snapshot.review();
    let found = review.findings_at(title.content, Want::Messages);
    let structural: Vec<&Finding> =
        found.iter().filter(|finding| finding.rule.family() != "phrasing").collect();
    let asked = structural.iter().flat_map(|finding| &finding.questions);
    let mut markdown = questions(&review.verdict.sentence(), asked);
    for finding in structural {
        markdown.push_str("\n\n");
        markdown.push_str(&escape(&capitalised(&finding.message)));
        markdown.push('.');
    }
    Hover {
        span: title.content,
        markdown: with_footer(markdown, "how a file is read as a review", "reviews"),
    }
}

fn of_heading(snapshot: &Snapshot, part: &Part, found: &[Finding]) -> Option<Hover> {
    let own = part.named.as_ref().and_then(|named| named.section);
    let Some(section) = own else { return found.first().map(of_finding) };
    let name = snapshot.review().surroundings.rules.sections.name(section);
    let mut markdown = questions(&format!("{name}: {}", section.purpose()), section.questions());
    for finding in found {
        markdown.push_str("\n\n");
        markdown.push_str(&escape(&capitalised(&finding.message)));
        markdown.push('.');
    }
    Some(Hover {
        span: part.content,
        markdown: with_footer(markdown, &format!("section {}", escape(&name)), "sections"),
    })
}

fn of_field(field: &FieldRead, found: &[Finding]) -> Option<Hover> {
    let asked = field.field.questions();
    if asked.is_empty() {
        return found.first().map(of_finding);
    }
    let markdown = questions(field.field.name(), asked);
    Some(Hover { span: field.span, markdown: with_footer(markdown, "the form", "form") })
}

fn of_entry(entry: &EntryAt, stamp: Option<&Finding>) -> Hover {
    let mut markdown = questions(&entry.heading, &entry.questions);
    if let Some(finding) = stamp {
        markdown.push_str("\n\n");
        markdown.push_str(&escape(&capitalised(&finding.message)));
        markdown.push('.');
    }
    let kind = entry.kind.map_or("an entry of the timeline", |kind| kind);
    Hover { span: entry.span, markdown: with_footer(markdown, kind, "timeline") }
}
