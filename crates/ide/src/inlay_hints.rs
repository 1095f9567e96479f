//! Inlay hints: how long after the beginning each entry of a timeline was, and how long it was quiet before it, where it
//! was.

use askhow_document::Span;
use askhow_review::{LineAt, LineKind, TimelinePart};
use askhow_timeline::Role;

use crate::Snapshot;
use crate::timeline::{lines_in, since, spoken};

/// Something to be shown behind a stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Behind which byte.
    pub offset: usize,
    /// What is shown: `+12m`, `+1h 25m, quiet for 51m`.
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
    let lines = lines_in(snapshot, timeline, span);
    let here = lines.clone().zip(timeline.lines.get(lines).into_iter().flatten());
    let quiet = timeline.timeline.quiet_stretches();
    here.filter_map(|(line, at)| {
        let row = timeline.rows().get(line).filter(|row| row.role == Role::Entry)?;
        let stamp = row.stamp.as_ref()?;
        let offset = review.line_span(*at, stamp.span).end;
        if !span.touches(offset) {
            return None;
        }
        let from_start = timeline.timeline.since_start(line).filter(|since| !since.is_zero())?;
        if stamp.is_late() || stamp.is_lent() || is_aligned_row(snapshot, *at) {
            return None;
        }
        let mut label = since(from_start);
        let gap = timeline.timeline.gap_before(line).filter(|_| quiet.binary_search(&line).is_ok());
        let tooltip = gap.map(|gap| {
            label.push_str(&format!(", quiet for {}", spoken(gap.unsigned_abs())));
            "What was going on, when it seems that nothing was happening?".to_owned()
        });
        Some(InlayHint { offset, label, tooltip })
    })
    .collect()
}

/// Whether a row stands in a table whose columns are aligned by blanks: a hint would push them apart.
fn is_aligned_row(snapshot: &Snapshot, at: LineAt) -> bool {
    let Some((_, line, start)) = snapshot.review().line(at) else { return false };
    if !matches!(line.kind, LineKind::Row { .. }) {
        return false;
    }
    let text = snapshot.text();
    let own = text.line_of(start + line.content.start);
    let row = |line: usize| text.slice(text.line_span(line)).into_owned();
    let bars = |row: &str| -> Vec<usize> {
        row.chars().enumerate().filter(|(_, c)| *c == '|').map(|(at, _)| at).collect()
    };
    let (here, above) = (row(own), own.checked_sub(1).map(row).unwrap_or_default());
    let is_padded = here.contains("  |") || above.contains("  |");
    is_padded && bars(&here).len() > 1 && bars(&here) == bars(&above)
}
