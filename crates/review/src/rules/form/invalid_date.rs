//! `form/invalid-date`: a date or time of the form that can't be.

use askhow_document::{Edit, Finding, Fix, Level, Rule};
use askhow_timeline::rules::invalid;
use askhow_timeline::{Change, Line, Role, Timeline};

use crate::context;
use crate::fields::FieldRead;
use crate::findings::Want;
use crate::review::Review;

/// A date that is none.
pub static RULE: Rule = Rule {
    id: "form/invalid-date",
    level: Level::Error,
    summary: "A date or time of the form that can't be",
    about: "The times of the form are the frame of the timeline: one that does not exist leaves it without a \
            start or an end.",
    questions: &["How was this moment found?"],
    fires: &["# Checkout was slow\n\n- Incident Start: 2019-02-30 16:40 UTC\n"],
    quiet: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n",
        "# Checkout was slow\n\n- Incident Start: not known yet\n",
    ],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    found.extend(review.form.fields.iter().filter_map(|read| of_field(review, read, want)));
}

/// A date that cannot be, as the rule for stamps finds it.
fn of_field(review: &Review, read: &FieldRead, want: Want) -> Option<Finding> {
    if !read.field.is_date() || read.text.trim().is_empty() {
        return None;
    }
    let line = Line::read(Role::Entry, &read.text);
    let is_doubtful = line.stamp.as_ref().is_some_and(|stamp| {
        let weekday = stamp.start.date.as_ref().is_some_and(|date| date.weekday.is_some());
        !stamp.problems.is_empty() || weekday
    });
    if !is_doubtful {
        return None;
    }
    let incident = review.outline.incident_at(read.span.start);
    let timeline = Timeline::new(context::of_form(review, incident), vec![line]);
    let problem = timeline.findings().into_iter().find(|it| it.rule == &invalid::RULE)?;
    let message = invalid_date_message(read.field.name(), read.text.trim(), &problem.message);
    let mut finding = Finding::new(&RULE, read.value, message);
    // The value is written without Markdown nearly always; where it is not, the words do not match.
    if want == Want::Fixes && read.value.len() == read.text.len() {
        finding.fixes.extend(problem.fixes.into_iter().filter_map(|fix| placed(fix, read.value.start)));
    }
    Some(finding)
}

/// What is offered for a value by itself, where the value stands.
fn placed(fix: askhow_timeline::Fix, start: usize) -> Option<Fix> {
    let Change::Edit(edits) = fix.change else { return None };
    let edits = edits.into_iter().map(|(_, edit)| Edit::new(edit.span.shift(start), edit.new_text)).collect();
    Some(Fix { title: fix.title, preferred: fix.preferred, safe: fix.safe, edits, item: None })
}

/// A value that is no date, and what is wrong with it.
fn invalid_date_message(field: &str, value: &str, problem: &str) -> String {
    format!("{field} “{value}” can't be: {problem}")
}
