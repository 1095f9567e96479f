//! Edits that only the whole document can place: sections, items, entries of a timeline.
//!
//! Everything here gives edits of the document and changes nothing itself. Text that is moved is moved byte
//! for byte; where that is not sure to come out right, there is no edit.

mod entries;
mod format;
mod headings;
mod items;
mod moves;
mod sections;
mod shape;
mod timeline;

pub use entries::{PastedChat, entry_at, entry_of_moment, next_entry, pasted_chat};
pub use format::format_timelines;
pub use headings::HeadingStyle;
pub use items::{begin_item, move_item};
pub(crate) use moves::{LEAST, is_closed, rank};
pub use moves::{merge_sections, move_section, order_sections};
pub(crate) use sections::keeps_early_timeline;
pub use sections::{add_item, add_sections, new_section};
pub use timeline::{carry_out, extent, sort_timeline};

use askhow_document::{BlockKind, Span};

use crate::review::Review;

/// The line break that the document uses.
pub fn newline(review: &Review) -> &'static str {
    let first = review.text.slice(review.text.line_span(0));
    if first.ends_with("\r\n") {
        "\r\n"
    } else if first.ends_with('\r') {
        "\r"
    } else {
        "\n"
    }
}

/// The bullet that the document uses: that of its first outermost item, `-` where there is none.
pub fn bullet(review: &Review) -> &'static str {
    let items = review.facts.iter().flat_map(|facts| {
        facts.segment.blocks().iter().filter_map(|block| match block.kind {
            BlockKind::Item { marker, depth: 0, .. } => Some(marker.of(facts.segment.text())),
            _ => None,
        })
    });
    items.filter_map(|mark| ["-", "*", "+"].into_iter().find(|known| *known == mark)).next().unwrap_or("-")
}

/// `span` without the blanks and line breaks at its end.
pub(crate) fn trimmed(review: &Review, span: Span) -> Span {
    review.text.trimmed(span)
}
