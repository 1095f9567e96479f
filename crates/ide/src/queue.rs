//! The queue of questions: what the review asks next, and the edits by which an answer lands in its place.
//!
//! Rather few that fit than many. A question is asked of a section in which no word of the writer's own stands, of a
//! quiet stretch, and of an open question below which nothing is told. It is answered once words stand there, whoever
//! wrote them and how; nothing in the file says that a question was asked. While the incident is going on, nothing is.

mod land;

use std::collections::HashMap;

use askhow_document::{Edit, Finding, Span, stable_hash};
use askhow_review::prompts::{Condition, Ground};
use askhow_review::{
    OpenQuestion, QuestionForm, Review, Section, TimelinePart, Want, fix, missing_sections, open_questions,
};
use askhow_timeline::rules::quiet;

use self::land::{below, in_between, timed};
use crate::Snapshot;
use crate::answer::{items, lines};

/// A question that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// By which it is answered or skipped: the same as long as the same is asked of the same place. It holds no word of
    /// the review.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// The section in which the answer lands, as its heading says it, or as the team calls it where it is missing.
    pub section: String,
    /// Where it is asked: the heading, the entry behind the stretch, the open question. Empty where the section is missing.
    pub span: Span,
}

/// An answer as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LandedAnswer {
    /// In order, not overlapping.
    pub edits: Vec<Edit>,
    /// Which of them holds the words; what comes before it leaves the lines as they are.
    pub told: usize,
    /// The question that it answers.
    pub question: Queued,
}

/// Why an answer can't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// The question is not asked, or not any more.
    NotAsked,
    /// There are no words in it.
    NoWords,
}

/// In which order is asked: first what somebody needs who was not there, then what is most often left out, then what
/// follows from it.
const ORDER: [Posed; 11] = [
    Posed::Section(Section::Description),
    Posed::Section(Section::Mitigators),
    Posed::Section(Section::Contributors),
    Posed::Quiet,
    Posed::Section(Section::Difficulties),
    Posed::Open,
    Posed::Section(Section::Risks),
    Posed::Section(Section::FollowUp),
    Posed::Section(Section::OpenQuestions),
    Posed::Section(Section::Artifacts),
    Posed::Section(Section::References),
];

/// Of what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Posed {
    Section(Section),
    Quiet,
    Open,
}

/// Where an answer goes.
enum Landing {
    Section(Section),
    Stretch(Finding),
    Below(Span),
    Under(usize),
}

/// The questions that wait, the one that helps the review most first.
pub fn queue(snapshot: &Snapshot) -> Vec<Queued> {
    places(snapshot).into_iter().map(|(question, _)| question).collect()
}

/// What writes an answer to the question of that name.
///
/// # Errors
/// Says why it can't be written.
pub fn answer(snapshot: &Snapshot, id: &str, typed: &str) -> Result<LandedAnswer, Unwritten> {
    let asked = places(snapshot).into_iter().find(|(question, _)| question.id == id);
    let (question, place) = asked.ok_or(Unwritten::NotAsked)?;
    let review = snapshot.review();
    let items = items(typed, review.flavour());
    if items.is_empty() {
        return Err(Unwritten::NoWords);
    }
    // In a paragraph a list stays one.
    let words = || match items.as_slice() {
        [_] => lines(typed, review.flavour()),
        items => items.iter().map(|item| format!("- {}", fix::below(item, 2, "\n"))).collect(),
    };
    // In a quiet stretch what follows may be numbered anew.
    let is_first = matches!(place, Landing::Stretch(_));
    let edits = match place {
        Landing::Section(Section::Description) => fix::add_paragraph(review, Section::Description, &words()),
        Landing::Section(section) => fix::add_items(review, section, &items),
        Landing::Stretch(finding) => {
            let words = items.concat();
            timed(review, &finding, &words).unwrap_or_else(|| in_between(&finding, &words))
        }
        Landing::Below(item) => below(review, item, &items),
        Landing::Under(part) => fix::add_below_heading(review, part, &words()),
    };
    let last = edits.len().checked_sub(1).ok_or(Unwritten::NotAsked)?;
    Ok(LandedAnswer { edits, told: if is_first { 0 } else { last }, question })
}

fn places(snapshot: &Snapshot) -> Vec<(Queued, Landing)> {
    let review = snapshot.review();
    if !snapshot.is_review() || review.is_running() {
        return Vec::new();
    }
    // To which of several incidents a section belongs that is to be written, nobody can say.
    let is_one = review.outline.incidents().next().is_none();
    let missing = missing_sections(review);
    let mut places: Vec<(Queued, Landing)> = ORDER
        .into_iter()
        .flat_map(|asked| match asked {
            Posed::Section(section) if is_one => of_section(review, section, &missing).into_iter().collect(),
            Posed::Section(_) => Vec::new(),
            Posed::Quiet => of_stretches(review),
            Posed::Open => of_open_questions(review),
        })
        .collect();
    // The same question twice is told apart by its order.
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (question, _) in &mut places {
        let nth = seen.entry(question.id.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            question.id.push_str(&format!("-{nth}"));
        }
    }
    places
}

/// What a section asks in which nothing is told; one that is missing, once others are written.
fn of_section(review: &Review, section: Section, missing: &[Section]) -> Option<(Queued, Landing)> {
    let part = review.outline.first(section);
    let is_asked = match part {
        Some(_) => !review.is_written(section),
        None => missing.contains(&section) && review.is_open(section),
    };
    if !is_asked {
        return None;
    }
    let sections = &review.surroundings.rules.sections;
    let holds = part.map(|part| review.conditions_of_section(part)).unwrap_or_default();
    let ground = Ground::of(holds.into_iter().filter(|it| *it != Condition::One)).and([Condition::Several]);
    let own = sections.own_questions(section).first().cloned();
    let text = own.or_else(|| section.opening_question(&ground).map(Into::into))?;
    let name = part.map_or_else(|| sections.name(section), |part| review.name(part).trim().to_owned());
    let span = part.map(|part| part.content).or_else(|| {
        let edits = fix::add_sections(review, &[section]);
        edits.first().map(|edit| Span::empty(edit.span.start))
    })?;
    let id = format!("empty/{}", section.name());
    Some((Queued { id, text, section: name, span }, Landing::Section(section)))
}

/// What quiet stretches ask, in their order, as long as their rule is on.
fn of_stretches(review: &Review) -> Vec<(Queued, Landing)> {
    let timelines =
        review.timelines.iter().filter(|timeline| !timeline.timeline.quiet_stretches().is_empty());
    let found = timelines.flat_map(|timeline| {
        let found = review.findings_at(timeline.span, Want::Messages).into_iter();
        found.filter(|it| it.rule == &quiet::RULE && !is_answered(review, timeline, it.span))
    });
    // What a fix changes is worked out for those alone.
    let quiet = found.filter_map(|finding| {
        let mut here = review.findings_at(finding.span, Want::Fixes).into_iter();
        here.find(|other| other.rule == finding.rule && !in_between(other, &[]).is_empty())
    });
    let queued = quiet.filter_map(|finding| {
        let text = finding.questions.first()?.to_string();
        let part =
            review.outline.part_at(finding.span.start).and_then(|index| review.outline.parts.get(index));
        let section =
            part.map_or_else(|| Section::Timeline.name().to_owned(), |part| review.name(part).to_owned());
        let id = format!("quiet/{:016x}", stable_hash([text.as_str()]));
        Some((Queued { id, text, section, span: finding.span }, Landing::Stretch(finding)))
    });
    queued.collect()
}

/// Whether an answer begins or ends a stretch, which is asked of the entry at `span`: one that has its time by guess.
fn is_answered(review: &Review, timeline: &TimelinePart, span: Span) -> bool {
    let stamps = timeline.rows().iter().zip(&timeline.lines);
    let stamps = stamps.filter_map(|(row, at)| Some((row.stamp.as_deref()?, *at)));
    let mut before = false;
    for (stamp, at) in stamps {
        let is_guess = stamp.approximate;
        if review.line_span(at, stamp.span).touches(span.start) {
            return before || is_guess;
        }
        before = is_guess;
    }
    false
}

/// The writers' own questions below which nothing is told.
fn of_open_questions(review: &Review) -> Vec<(Queued, Landing)> {
    let of = |question: OpenQuestion| {
        let landing = match question.form {
            QuestionForm::Item { span, is_told: false } if question.text.ends_with('?') => {
                Landing::Below(span)
            }
            QuestionForm::Heading(part) => Landing::Under(part),
            QuestionForm::Item { .. } | QuestionForm::Paragraph => return None,
        };
        let part = review.outline.part_at(question.span.start).and_then(|it| review.outline.parts.get(it))?;
        let id = format!("open/{:016x}", stable_hash([question.text.as_str()]));
        let section = review.name(part).trim().to_owned();
        Some((Queued { id, text: question.text, section, span: question.span }, landing))
    };
    open_questions(review).into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests;
