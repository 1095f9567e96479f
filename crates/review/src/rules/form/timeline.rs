//! `form/timeline`: a start, detection or stabilization without an entry in the timeline.

use askhow_document::{Edit, Finding, Fix, Level, Rule, Span};
use askhow_timeline::Reading;

use super::moments::Moments;
use crate::findings::Want;
use crate::fix;
use crate::form::Field;
use crate::outline::Part;
use crate::review::Review;

/// A time of the form that the timeline does not have.
pub static RULE: Rule = Rule {
    id: "form/timeline",
    level: Level::Information,
    summary: "A start, detection or stabilization without an entry in the timeline",
    about: "These are the moments that people ask about first. An entry tells who saw what then; a field \
            alone tells a number. Not where the fields are all the timeline there is.",
    questions: &["What was there to see at that moment, and who saw it?"],
    fires: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:10 UTC\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n- 2019-03-25 16:45 UTC Ana calls Ben.\n",
    ],
    quiet: &[
        "# Checkout was slow\n\n- Incident Start: 2019-03-25 16:40 UTC\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n- 2019-03-25 16:45 UTC Ana calls Ben.\n",
    ],
};

/// Start, detection and stabilization without an entry within a minute.
pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for (incident, moments) in review.outline.scopes().into_iter().zip(Moments::of(review)) {
        of_incident(review, incident, moments, want, found);
    }
}

fn of_incident(
    review: &Review,
    incident: Option<&Part>,
    moments: &Moments,
    want: Want,
    found: &mut Vec<Finding>,
) {
    let in_form = |span: Span| review.form.fields.iter().any(|field| field.span.meets(span));
    let counts = |span: Span| review.outline.counts_for(incident, span.start) && !in_form(span);
    let timelines: Vec<_> = review.timelines.iter().filter(|timeline| counts(timeline.span)).collect();
    let readings = || timelines.iter().flat_map(|timeline| timeline.timeline.readings());
    if readings().filter(|reading| reading.local.is_some()).count() < 2 {
        return;
    }
    for field in [Field::IncidentStart, Field::IncidentDetected, Field::StabilizationTime] {
        let Some((read, moment)) = moments.get(field) else { continue };
        // Where the moments cannot be compared, nothing can be said.
        let comparable = readings().any(|it| can_compare(moment, it));
        if !comparable || readings().any(|it| is_near(moment, it) || covers(it, moment)) {
            continue;
        }
        // A timeline that has not come so far is being written, as long as other sections are.
        if readings().all(|it| is_before(it, moment)) && !review.progress().is_complete() {
            continue;
        }
        let message = timeline_message(read.field.name(), read.text.trim());
        let mut finding = Finding::new(&RULE, read.value, message);
        let place = timelines.iter().find(|it| it.timeline.readings().iter().any(|it| it.instant.is_some()));
        if let (Want::Fixes, Some(timeline), Some(instant)) = (want, place, moment.instant) {
            let edits: Vec<Edit> = fix::entry_of_moment(review, timeline, instant).into_iter().collect();
            let title = format!("Insert an entry for {} in the timeline", read.field.name());
            if !edits.is_empty() {
                finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
            }
        }
        found.push(finding);
    }
}

fn can_compare(one: &Reading, two: &Reading) -> bool {
    one.instant.is_some() && two.instant.is_some() || one.local.is_some() && two.local.is_some()
}

/// Whether `one` is not known to be at `two` or after it.
fn is_before(one: &Reading, two: &Reading) -> bool {
    match (one.instant.zip(two.instant), one.local.zip(two.local)) {
        (Some((one, two)), _) => one < two,
        (None, Some((one, two))) => one < two,
        (None, None) => true,
    }
}

/// Whether they are a minute apart at the most.
fn is_near(one: &Reading, two: &Reading) -> bool {
    if let (Some(one), Some(two)) = (one.instant, two.instant) {
        return (one.as_second() - two.as_second()).abs() <= 60;
    }
    let both = one.local.zip(two.local);
    both.is_some_and(|(one, two)| one.duration_since(two).as_secs().abs() <= 60)
}

/// Whether an entry that goes from one time to another has the moment in it.
fn covers(entry: &Reading, moment: &Reading) -> bool {
    match (moment.instant, entry.instant, entry.end) {
        (Some(moment), Some(start), Some(end)) => start <= moment && moment <= end,
        _ => false,
    }
}

/// A time of the form, as written, that no entry of the timeline has.
fn timeline_message(field: &str, time: &str) -> String {
    format!("{field} ({time}) has no entry in the timeline.")
}
