//! Hover: the questions that fit the place.
//!
//! A hover has one bold line that says what this place is for, two to four questions, and a page of the reference to
//! read on. The same place and text give the same questions.

mod overview;
mod section;

use askhow_document::{Finding, Span};
use askhow_review::form::is_open_value;
use askhow_review::rules::form::missing;
use askhow_review::{Field, FieldRead, Part, Review, Want};
use askhow_timeline::rules::quiet;

use self::section::Place;
use crate::timeline::{EntryAt, entry_at};
use crate::{Page, Snapshot};

/// What a hover shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown: one bold line, two to four questions.
    pub markdown: String,
    /// Where to read on, if that is not at hand.
    pub more: Option<More>,
}

/// A heading of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    /// What to call it, in Markdown: a rule, a section.
    pub label: String,
    /// On which page.
    pub page: Page,
    /// As it stands there.
    pub heading: String,
}

/// The most questions that are asked at once.
const MOST_QUESTIONS: usize = 4;

/// A hover, with what findings say in it apart from the rest.
struct Shown {
    span: Span,
    /// What the place is for, or what a finding says of it.
    title: String,
    /// Whether a finding says the title.
    is_message: bool,
    /// What is asked, and what else is told of the place, in Markdown.
    body: String,
    /// What findings say, as paragraphs.
    notes: Vec<String>,
    more: More,
}

/// What is to be asked at `offset`: about a flagged phrase first, then about the heading, field, entry or item.
pub fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    let shown = shown(snapshot, offset)?;
    let title = format!("**{}**\n{}", escape(&shown.title), shown.body);
    let markdown = shown.notes.iter().fold(title, |text, note| format!("{text}\n\n{note}"));
    Some(Hover { span: shown.span, markdown: markdown.trim_end().to_owned(), more: Some(shown.more) })
}

/// The same for who is shown the messages of the findings beside it: the sentences that they say, and the reference of
/// their rules, are left out here.
pub fn hover_beside_messages(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    let shown = shown(snapshot, offset)?;
    let title = if shown.is_message { String::new() } else { format!("**{}**\n", escape(&shown.title)) };
    let markdown = format!("{title}{}", shown.body).trim().to_owned();
    let more = Some(shown.more).filter(|more| more.page != Page::Rules);
    (!markdown.is_empty()).then_some(Hover { span: shown.span, markdown, more })
}

fn shown(snapshot: &Snapshot, offset: usize) -> Option<Shown> {
    let review = snapshot.review();
    let offset = snapshot.text().floor(offset);
    let heading = review.outline.parts.iter().find(|part| part.heading.touches(offset));
    let is_title = |part: &Part| review.title().is_some_and(|title| title.at == part.at);
    let title = heading.filter(|part| is_title(part));
    if !snapshot.is_review() {
        return title.filter(|_| overview::could_be(review)).map(|title| overview::of_other(review, title));
    }
    if let Some(title) = title {
        return Some(overview::of_title(review, title));
    }
    let found = review.findings_at(Span::empty(offset), Want::Messages);
    // The shortest range is the most particular thing said about this place.
    let shortest = |family: &str| {
        found
            .iter()
            .filter(|finding| finding.rule.family() == family)
            .min_by_key(|finding| finding.span.len())
    };
    let phrase = shortest("phrasing");
    if let Some(entry) = entry_at(snapshot, offset) {
        return Some(of_entry(&entry, shortest("timeline"), phrase));
    }
    if let Some(finding) = phrase {
        return Some(of_finding(finding));
    }
    if let Some(part) = heading
        && let Some(hover) = of_heading(snapshot, part, &found)
    {
        return Some(hover);
    }
    // A date that holds none is a story: `## Detection` and what is told below it.
    let is_story = |read: &FieldRead| {
        read.field.is_date()
            && !read.text.contains(|c: char| c.is_ascii_digit())
            && read.text.split_whitespace().count() > 2
    };
    let fields = || review.form.fields.iter().filter(|read| !is_story(read));
    // Of a table whose first row holds the keys, one field lies across another.
    let nearest = |read: &&FieldRead| read.key.touches(offset) || read.value.touches(offset);
    let field = fields().find(nearest).or_else(|| fields().find(|field| field.span.touches(offset)));
    if let Some(field) = field {
        return of_field(review, field, &found);
    }
    found.first().map(of_finding).or_else(|| section::of_block(snapshot, offset))
}

/// A bold line and questions as a list.
pub(crate) fn questions<Q: AsRef<str>>(purpose: &str, questions: impl IntoIterator<Item = Q>) -> String {
    format!("**{}**\n{}", escape(purpose), list(questions))
}

/// Questions as a list, each once, and no more than are asked at once.
fn list<Q: AsRef<str>>(questions: impl IntoIterator<Item = Q>) -> String {
    let mut markdown = String::new();
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

impl Shown {
    fn new(span: Span, title: String, body: String, label: &str, (page, heading): (Page, &str)) -> Self {
        let more = More { label: label.to_owned(), page, heading: heading.to_owned() };
        Self { span, title, is_message: false, body, notes: Vec::new(), more }
    }

    /// With what else is found at the place, without its questions; nothing that is asked above already.
    fn with<'f>(mut self, found: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut told = format!("{}\n{}", escape(&self.title), self.body);
        for finding in found {
            let is_asked = finding.questions.iter().any(|question| told.contains(&escape(question)));
            let message = if is_asked { statement(finding) } else { &finding.message };
            let message_lower = escape(message).to_lowercase();
            let asked = |question: &str| {
                let question = escape(question);
                told.contains(&question) && message_lower.contains(&question.to_lowercase())
            };
            if finding.questions.iter().any(|question| asked(question)) {
                continue;
            }
            let note = note(message);
            told.push_str(&note);
            self.notes.push(note);
        }
        self
    }
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

fn of_finding(finding: &Finding) -> Shown {
    let (id, body) = (finding.rule.id, list(&finding.questions));
    let shown = Shown::new(finding.span, capitalised(&finding.message), body, id, (Page::Rules, id));
    Shown { is_message: true, ..shown }
}

fn capitalised(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn of_heading(snapshot: &Snapshot, part: &Part, found: &[Finding]) -> Option<Shown> {
    let review = snapshot.review();
    let sections = &review.surroundings.rules.sections;
    let is_own = part.named.as_ref().is_some_and(|named| named.section.is_some());
    if !is_own && let Some(added) = sections.added_section(review.name(part)) {
        let mut asked: Vec<String> = review.surroundings.rules.settings.own_questions(&added.name);
        asked.extend(added.questions.iter().cloned());
        let label = format!("section {}", escape(&added.name));
        let (title, place) = (added.name.clone(), (Page::Settings, "sections"));
        return Some(Shown::new(part.content, title, list(asked), &label, place).with(found));
    }
    match Place::named(part) {
        Some(place) => section::hover(
            review,
            place,
            review.conditions_of_section(part),
            MOST_QUESTIONS,
            part.content,
            found,
        ),
        None => found.first().map(of_finding).or_else(|| section::of_item(review, part)),
    }
}

fn of_field(review: &Review, read: &FieldRead, found: &[Finding]) -> Option<Shown> {
    let mut asked = review.surroundings.rules.about_field(read.field);
    // Where all regions were touched, no other one stayed well.
    let is_all = ["all", "every", "global", "world"]
        .iter()
        .any(|word| read.text.trim().to_lowercase().starts_with(word));
    if read.field == Field::Regions && is_all {
        asked.clear();
    }
    // Of what nobody knows yet, nothing but who could.
    if is_open_value(&read.text) {
        asked = missing::RULE.questions.iter().copied().map(Into::into).collect();
    }
    let lasted = overview::lasted(review, read.field);
    if asked.is_empty() && lasted.is_none() {
        return found.first().map(of_finding);
    }
    let heading = match lasted {
        Some(lasted) => format!("{}: {lasted}", read.field.name()),
        None => read.field.name().to_owned(),
    };
    let place = (Page::Questions, "Fields of the form");
    Some(Shown::new(read.span, heading, list(asked), "the form", place).with(found))
}

/// Of an entry first what it tells, then what its wording does: neither hides the other.
fn of_entry(entry: &EntryAt, stamp: Option<&Finding>, phrase: Option<&Finding>) -> Shown {
    // What is asked about a quiet stretch is asked here and nowhere else.
    let quiet = stamp.filter(|finding| finding.rule == &quiet::RULE);
    let first = quiet.into_iter().flat_map(|finding| finding.questions.iter().map(AsRef::as_ref));
    let own = entry.questions.iter().map(String::as_str);
    let worded = phrase.into_iter().flat_map(|finding| finding.questions.iter().map(AsRef::as_ref));
    // Two of each, where both ask.
    let most = if phrase.is_some() { MOST_QUESTIONS / 2 } else { MOST_QUESTIONS };
    let asked: Vec<&str> = first.chain(own).take(most).chain(worded).collect();
    let (label, place) = match phrase {
        Some(finding) => (finding.rule.id, (Page::Rules, finding.rule.id)),
        None => {
            let kind = entry.kind.unwrap_or("an entry of the timeline");
            (kind, (Page::Questions, "Entries of the timeline"))
        }
    };
    let shown = Shown::new(entry.span, entry.heading.clone(), list(asked), label, place);
    shown.with(phrase.into_iter().chain(stamp))
}

/// What a finding says, without what its message asks.
fn statement(finding: &Finding) -> &str {
    match finding.message.split_once("; ") {
        Some((statement, question)) if question.ends_with('?') => statement,
        _ => &finding.message,
    }
}

/// What is found, as a paragraph.
fn note(message: &str) -> String {
    let said = escape(&capitalised(message));
    let stop = if said.ends_with(['?', '!', '…']) { "" } else { "." };
    format!("{said}{stop}")
}
