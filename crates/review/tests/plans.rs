//! Forty plans, proposals and run sheets with times, risks and next steps, of which some speak of incidents: none is taken
//! for a review, whatever its file is called.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::PathBuf;
use std::sync::Arc;

use askhow_document::Document;
use askhow_review::{Review, Surroundings};

#[test]
fn no_plan_is_a_review() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/gold/plans");
    let mut n_plans = 0;
    let mut taken = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        n_plans += 1;
        for shown in ["docs/page.md".to_owned(), format!("docs/{name}")] {
            let surroundings = Surroundings { path: Some(shown.clone()), ..Surroundings::default() };
            let verdict = Review::read(&Document::new(&text), &Arc::new(surroundings), None).verdict;
            if verdict.is_review {
                taken.push(format!("{name} as {shown}: {:?}", verdict.evidence));
            }
        }
    }
    assert_eq!(n_plans, 40);
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

#[test]
fn an_entry_of_now_is_not_still_to_come_where_the_day_has_begun_already() {
    let is_review = |now: &str, stamp: &str| {
        let text = format!("# Outage of search\n\n## Timeline\n\n- {stamp} Ada is paged\n");
        let now = Some(now.parse().unwrap());
        let surroundings = Arc::new(Surroundings { now, ..Surroundings::default() });
        Review::read(&Document::new(&text), &surroundings, None).verdict.is_review
    };
    assert!(is_review("2026-11-30T18:43:00Z", "2026-12-01 00:13 +05:30"));
    assert!(is_review("2026-11-30T18:43:00Z", "2026-12-01 00:13"));
    assert!(!is_review("2026-11-30T18:43:00Z", "2026-12-01 10:00 UTC"));
    assert!(!is_review("2026-11-30T18:43:00Z", "2026-12-03 10:00"));
}
