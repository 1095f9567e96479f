//! The findings of timelines, put into the document.

use askhow_document::{Finding, Fix, Related, Span};

use crate::findings::Want;
use crate::fix;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// What the timelines of a review have found.
pub(crate) fn timeline(review: &Review, want: Want) -> Vec<Finding> {
    review.timelines.iter().flat_map(|timeline| of_one(review, timeline, want)).collect()
}

fn of_one(review: &Review, timeline: &TimelinePart, want: Want) -> Vec<Finding> {
    timeline
        .timeline
        .findings()
        .into_iter()
        .filter_map(|found| placed(review, timeline, found, want))
        .collect()
}

fn placed(
    review: &Review,
    timeline: &TimelinePart,
    found: askhow_timeline::Finding,
    want: Want,
) -> Option<Finding> {
    let at = *timeline.lines.get(found.line)?;
    let mut finding =
        Finding::new(found.rule, whole_words(review, review.line_span(at, found.span)), found.message);
    finding.level = found.level;
    if !found.questions.is_empty() {
        finding.questions = found.questions.into_iter().map(Into::into).collect();
    }
    for (line, message) in found.related {
        let Some(other) = timeline.lines.get(line) else { continue };
        let span = timeline.rows.get(line).and_then(|row| row.stamp.as_ref()).map(|stamp| stamp.span);
        finding.related.push(Related { span: review.line_span(*other, span.unwrap_or_default()), message });
    }
    if want == Want::Fixes {
        for offer in found.fixes {
            let edits = fix::carry_out(review, timeline, &offer.change);
            if !edits.is_empty() {
                finding.fixes.push(Fix {
                    title: offer.title,
                    preferred: offer.preferred,
                    safe: offer.safe,
                    edits,
                    item: None,
                });
            }
        }
    }
    Some(finding)
}

/// A line without a stamp is pointed at by its first word.
fn whole_words(review: &Review, span: Span) -> Span {
    if !span.is_empty() {
        return span;
    }
    let line = review.text.line_span(review.text.line_of(span.start));
    let rest = review.text.slice(Span::new(span.start, line.end));
    let word = rest.trim_end_matches(['\n', '\r']).split(' ').next().map_or(0, str::len);
    Span::new(span.start, span.start + word)
}
