//! The review as a whole, as its title tells it: whether and how the file came to be read as a review, how long it
//! took, and what the whole asks.

use askhow_document::{Finding, Rule, Span};
use askhow_review::rules::section::{filed, mitigators};
use askhow_review::{EntryText, Field, Part, Review, Section, Want, prompts};
use askhow_timeline::{Kind, Reading, Role};
use jiff::SignedDuration;

use super::{Shown, list};
use crate::Page;
use crate::timeline::spoken;

/// The hover of a review's title.
pub(super) fn of_title(review: &Review, title: &Part) -> Shown {
    let found = review.findings_at(title.content, Want::Messages);
    let structural: Vec<&Finding> =
        found.iter().filter(|finding| finding.rule.family() != "phrasing").collect();
    let questions_of = |rule: &Rule| -> Vec<String> {
        let of_rule = structural.iter().filter(|finding| finding.rule == rule);
        of_rule.flat_map(|finding| finding.questions.iter().map(ToString::to_string)).collect()
    };
    // How things went right comes before everything else.
    let mut asked: Vec<String> = questions_of(&mitigators::RULE).into_iter().take(1).collect();
    if leaves_no_question(review) {
        asked.extend(prompts::about_no_questions().into_iter().map(str::to_owned));
    }
    asked.extend(questions_of(&filed::RULE));
    let mut body = list(asked);
    let lasted: Vec<String> = [Field::IncidentDetected, Field::StabilizationTime]
        .into_iter()
        .filter_map(|field| lasted(review, field))
        .collect();
    if !lasted.is_empty() {
        body.push_str(&format!("\n\n{}.", super::capitalised(&lasted.join(", "))));
    }
    of_whole(review, title, body).with(structural)
}

/// Whether a file that is no review could be meant as one, so that its title says that it is none.
pub(super) fn could_be(review: &Review) -> bool {
    let is_nine = |part: &Part| part.named.as_ref().is_some_and(|named| named.section.is_some());
    review.outline.parts.iter().any(is_nine)
        || !review.timelines.is_empty()
        || review.form.get(Field::Askhow).is_some()
}

/// The hover of the title of a file that is no review.
pub(super) fn of_other(review: &Review, title: &Part) -> Shown {
    of_whole(review, title, String::new())
}

fn of_whole(review: &Review, title: &Part, body: String) -> Shown {
    let (label, place) = ("how a file is read as a review", (Page::Features, "Which files are reviews"));
    Shown::new(title.content, review.verdict.sentence(), body, label, place)
}

/// How long it took to this moment of the form: `detected after 4m`, `stable after 26m`; of the start, to both.
pub(super) fn lasted(review: &Review, field: Field) -> Option<String> {
    let words = match field {
        Field::IncidentDetected => "detected",
        Field::StabilizationTime => "stable",
        Field::IncidentStart => {
            let both = [Field::IncidentDetected, Field::StabilizationTime];
            let both: Vec<String> = both.into_iter().filter_map(|field| lasted(review, field)).collect();
            return (!both.is_empty()).then(|| both.join(", "));
        }
        _ => return None,
    };
    let passed = between(&review.moment(Field::IncidentStart)?, &review.moment(field)?)?;
    // The other way round is a finding of its own.
    (!passed.is_negative()).then(|| format!("{words} after {}", spoken(passed.unsigned_abs())))
}

fn between(one: &Reading, other: &Reading) -> Option<SignedDuration> {
    match (one.instant, other.instant) {
        (Some(one), Some(other)) => Some(other.duration_since(one)),
        _ => Some(other.local?.duration_since(one.local?)),
    }
}

/// Whether the timeline is finished and nothing is asked under Open Questions.
fn leaves_no_question(review: &Review) -> bool {
    let is_asked = |span: Span| review.text.slice(span).contains('?');
    let questions = || review.outline.parts.iter().filter(|part| part.is(Section::OpenQuestions));
    is_finished(review) && !questions().any(|part| is_asked(without_comment(review, part.body)))
}

/// A body from behind its comment of questions on.
fn without_comment(review: &Review, body: Span) -> Span {
    let text = review.text.slice(body);
    let (open, close) = review.flavour().comment_marks();
    let is_first = text.trim_start().starts_with(open);
    let end = text.find(close).filter(|_| is_first).map_or(0, |at| at + close.len());
    Span::new(body.start + end, body.end)
}

/// A timeline that ends with a recovery, or whose review says when it was stable.
fn is_finished(review: &Review) -> bool {
    let is_stable = review.moment(Field::StabilizationTime).is_some();
    review.timelines.iter().any(|timeline| {
        let rows = timeline.rows().iter().enumerate();
        let stamped = rows.filter(|(_, row)| row.role == Role::Entry && row.stamp.is_some());
        let stamped: Vec<usize> = stamped.map(|(line, _)| line).collect();
        let last = stamped.last().and_then(|line| EntryText::of(review, timeline, *line));
        let recovers =
            last.is_some_and(|said| said.parts(&said.moments(review)).kind == Some(Kind::Recovery));
        stamped.len() >= 2 && (recovers || is_stable)
    })
}
