//! Inlay hints: how long after the beginning each entry of a timeline was, and after how long a gap.

use askhow_document::Span;
use askhow_review::TimelinePart;
use askhow_timeline::Role;

use crate::Snapshot;
use crate::timeline::{since, spoken};

/// Something to be shown behind a stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Behind which byte.
    pub offset: usize,
    /// What is shown: `T+12m, 7m later`.
    pub label: String,
    /// The question that a quiet stretch asks.
    pub tooltip: Option<String>,
}

/// The hints of the entries whose stamps end in `span`.
pub fn inlay_hints(snapshot: &Snapshot, span: Span) -> Vec<InlayHint> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let near = snapshot.review().timelines.iter().filter(|timeline| timeline.span.meets(span));
    near.flat_map(|timeline| of_timeline(snapshot, timeline, span)).collect()
}

fn of_timeline(snapshot: &Snapshot, timeline: &TimelinePart, span: Span) -> Vec<InlayHint> {
    let review = snapshot.review();
    let start_of = |at| review.line(at).map_or(0, |(_, line, start)| start + line.content.start);
    let end_of = |at| review.line(at).map_or(0, |(_, line, start)| start + line.content.end);
    let first = timeline.lines.partition_point(|at| end_of(*at) < span.start);
    let here = timeline.lines.iter().enumerate().skip(first).take_while(|(_, at)| start_of(**at) <= span.end);
    let quiet = timeline.timeline.quiet_stretches();
    here.filter_map(|(line, at)| {
        let row = timeline.rows().get(line).filter(|row| row.role == Role::Entry)?;
        let stamp = row.stamp.as_ref()?;
        let offset = review.line_span(*at, stamp.span).end;
        if !span.touches(offset) {
            return None;
        }
        let mut label = vec![since(timeline.timeline.since_start(line)?)];
        let gap = timeline.timeline.gap_before(line).filter(|gap| !gap.is_zero());
        let tooltip = match (gap, quiet.binary_search(&line).is_ok()) {
            (Some(gap), true) => {
                label.push(format!("quiet for {}", spoken(gap.unsigned_abs())));
                Some("What was going on, when it seems that nothing was happening?".to_owned())
            }
            (Some(gap), false) => {
                label.push(format!("{} later", spoken(gap.unsigned_abs())));
                None
            }
            (None, _) => None,
        };
        Some(InlayHint { offset, label: label.join(", "), tooltip })
    })
    .collect()
}
