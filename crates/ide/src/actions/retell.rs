//! At the cursor: a sentence that tells with *why* how something came about, told with *how*.

use askhow_document::{BlockKind, Edit, Span};
use askhow_phrasing::Place;

use super::{Action, ActionKind};
use crate::Snapshot;

/// `That's why we rolled back` is nothing to flag, and can be told anew by who asks for it:
///
/// ```text
/// That's how we came to roll back.
/// ```
pub(super) fn retell(snapshot: &Snapshot, span: Span) -> Option<Action> {
    let review = snapshot.review();
    let (facts, start) = review.segment_at(span.start)?;
    let at = span.start.checked_sub(start)?;
    let here = |content: &Span| content.start <= at && at <= content.end && !content.is_empty();
    let (content, place) = facts.segment.blocks().iter().find_map(|block| {
        let place = Place {
            heading: matches!(block.kind, BlockKind::Heading { .. }),
            quoted: block.quotes > 0,
            entry: false,
            ..Place::default()
        };
        let content = match &block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => Some(block.content).filter(here),
            BlockKind::Row { cells, .. } => cells.iter().copied().find(here),
            _ => None,
        };
        content.map(|content| (content, place))
    })?;
    let phrases = &review.surroundings.rules.phrases;
    let fix = phrases.retell(&facts.segment.prose(content), place, at - content.start)?;
    let shift = |edit: Edit| Edit::new(edit.span.shift(start + content.start), edit.new_text);
    Some(Action::new(fix.title, ActionKind::Rewrite, fix.edits.into_iter().map(shift).collect()))
}
