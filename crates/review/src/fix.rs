//! Edits that only the whole document can place: sections, items, entries of a timeline.
//!
//! Everything here gives edits of the document and changes nothing itself. Text that is moved is moved byte
//! for byte; where that is not sure to come out right, there is no edit.

mod arrange;
mod breaks;
mod bullets;
mod entries;
mod format;
mod headings;
mod items;
mod moves;
mod next;
mod numbers;
mod pasted;
mod place;
mod removal;
mod sections;
mod shape;
mod timeline;
mod unseen;
mod zone;

pub use arrange::{followers, sort_timeline};
pub use entries::{entry_at, entry_of_moment, told_at};
pub use format::format_timelines;
pub use headings::HeadingStyle;
pub use items::{begin_item, move_item};
pub(crate) use moves::{LEAST, is_closed, rank};
pub use moves::{merge_sections, move_behind, move_section, order_sections};
pub use next::{next_entry, open_entry};
pub(crate) use numbers::Numbers;
pub use pasted::{PastedChat, pasted_chat};
pub(crate) use place::keeps_early_timeline;
pub(crate) use removal::cut;
pub(crate) use sections::LastItem;
pub use sections::{
    add_below_heading, add_item, add_items, add_paragraph, add_sections, add_to_incident, below, number_at,
};
pub use shape::Opening;
pub(crate) use timeline::source_of;
pub use timeline::{carry_out, extent};
pub(crate) use unseen::without_comments;

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
    review.asked.bullet.get_or_init(|| {
        let items = review.facts.iter().flat_map(|facts| {
            facts.segment.blocks().iter().filter_map(|block| match block.kind {
                BlockKind::Item { marker, depth: 0, .. } => Some(marker.of(facts.segment.text())),
                _ => None,
            })
        });
        let known = |mark| ["-", "*", "+"].into_iter().find(|known| *known == mark);
        items.filter_map(known).next().unwrap_or("-")
    })
}

/// Whole lines that go, and what is gone with them: one of two blank lines that would be left together, and the break
/// before them where they end the document without one.
pub(crate) fn whole_lines_gone(review: &Review, lines: Span) -> Span {
    let text = &review.text;
    let is_blank = |line: Span| text.slice(line).chars().all(|c| c.is_whitespace() || c == '>');
    let above = text.line_of(lines.start).checked_sub(1).map(|line| text.line_span(line));
    let ends_open = lines.end >= text.len() && !text.slice(lines).ends_with(['\n', '\r']);
    if ends_open && let Some(above) = above.filter(|above| !is_blank(*above)) {
        let words = text.slice(above);
        return Span::new(above.start + words.trim_end_matches(['\n', '\r']).len(), lines.end);
    }
    if lines.end >= text.len() {
        // Nothing follows that blank lines above could part it from.
        let lines_above = (0..text.line_of(lines.start)).rev().map(|line| text.line_span(line));
        let blank = lines_above.take_while(|line| is_blank(*line)).last();
        return Span::new(blank.map_or(lines.start, |line| line.start), lines.end);
    }
    let below = Span::new(lines.end, text.line_span(text.line_of(lines.end)).end);
    let alike = |above: Span| text.slice(above).trim_end() == text.slice(below).trim_end();
    let is_twice = above.is_none_or(|above| is_blank(above) && alike(above));
    if is_blank(below) && is_twice {
        return Span::new(lines.start, below.end);
    }
    lines
}

/// `span` without the blanks and line breaks at its end.
pub(crate) fn trimmed(review: &Review, span: Span) -> Span {
    review.text.trimmed(span)
}
