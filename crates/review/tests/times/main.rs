//! The day, the zone and the year of entries, as a careful reader takes them from the places around.

mod days;
mod head;
mod rows;
mod silence;
mod zones;

use std::sync::Arc;

use askhow_document::Document;
use askhow_review::{Review, Surroundings, Want};

fn read(path: Option<&str>, markdown: &str) -> Review {
    let surroundings = Surroundings { named: true, path: path.map(str::to_owned), ..Surroundings::default() };
    Review::read(&Document::new(markdown), &Arc::new(surroundings), None)
}

/// All entries of a review: local time, zone and, where it is asked, the text.
fn entries(review: &Review, with_text: bool) -> Vec<String> {
    let mut entries = Vec::new();
    for timeline in &review.timelines {
        for (row, reading) in timeline.rows().iter().zip(timeline.timeline.readings()) {
            let Some(stamp) = row.stamp.as_ref().filter(|_| row.role == askhow_timeline::Role::Entry) else {
                continue;
            };
            let local = reading.local_text().unwrap_or_else(|| "-".into());
            let zone = reading.zone.as_deref().unwrap_or("-");
            let text = if with_text { stamp.text(&row.text) } else { "".into() };
            entries.push(format!("{local} {zone} {text}").trim_end().to_owned());
        }
    }
    entries
}

#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    let review = read(None, markdown);
    assert_eq!(entries(&review, false), expected, "{markdown}");
}

#[track_caller]
fn check_file(path: &str, markdown: &str, expected: &[&str]) {
    assert_eq!(entries(&read(Some(path), markdown), false), expected, "{path}\n{markdown}");
}

#[track_caller]
fn check_texts(markdown: &str, expected: &[&str]) {
    assert_eq!(entries(&read(None, markdown), true), expected, "{markdown}");
}

/// The findings about times: rule, and what is pointed at.
#[track_caller]
fn check_findings(markdown: &str, expected: &[&str]) {
    let review = read(None, markdown);
    let found = review.findings(Want::Fixes);
    let found = found.iter().filter(|finding| finding.rule.id.starts_with("timeline/"));
    let found: Vec<String> =
        found.map(|finding| format!("{} {}", finding.rule.id, finding.span.of(markdown))).collect();
    assert_eq!(found, expected, "{markdown}");
}

/// The text after the first action of that name.
#[track_caller]
fn check_action(markdown: &str, title: &str, expected: &str) {
    let review = read(None, markdown);
    let found = review.findings(Want::Fixes);
    let fix = found.iter().flat_map(|finding| &finding.fixes).find(|fix| fix.title == title);
    let edits = fix.map(|fix| fix.edits.clone()).unwrap_or_default();
    assert_eq!(askhow_document::apply_edits(markdown, &edits), expected, "{markdown}");
}

/// The line that the first preferred fix of this rule puts in.
#[track_caller]
fn check_stub(markdown: &str, expected: &str) {
    let review = read(None, markdown);
    let found = review.findings(Want::Fixes);
    let quiet = found.iter().find(|finding| finding.rule.id == "timeline/quiet").expect("is asked");
    let fix = quiet.fixes.iter().find(|fix| fix.preferred).expect("is offered");
    let stubs: Vec<&str> = fix.edits.iter().map(|edit| edit.new_text.trim()).collect();
    assert_eq!(stubs, [expected], "{markdown}");
}
