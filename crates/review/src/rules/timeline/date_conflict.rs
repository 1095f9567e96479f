//! `timeline/date-conflict`, where a review has both a title and a file's name.

use askhow_document::{Edit, Finding, Fix};
use askhow_timeline::rules::date_conflict;

use crate::context;
use crate::findings::Want;
use crate::review::Review;

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let Some((title, file)) = context::title(review).zip(review.file_name.as_deref()) else { return };
    let Some(conflict) = date_conflict::date_conflict(&title, file) else { return };
    let Some(title) = review.title() else { return };
    let span = review.heading_span(title, conflict.span);
    let mut finding = Finding::new(&date_conflict::RULE, span, conflict.message);
    if want == Want::Fixes {
        let title = format!("Write {}, the date of the file\u{2019}s name", conflict.new_text);
        let edits = vec![Edit::new(span, conflict.new_text)];
        finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
    }
    found.push(finding);
}
