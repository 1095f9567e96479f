//! Actions that write entries of a timeline: a pasted chat, an entry for now.

use askhow_document::Span;
use askhow_review::fix;
use jiff::civil::Date;

use crate::{Action, ActionKind, Snapshot};

/// Turns the pasted chat in a selection into entries, one choice for each zone that it may be in.
pub(crate) fn pasted_chat(snapshot: &Snapshot, span: Span) -> impl Iterator<Item = Action> {
    fix::pasted_chat(snapshot.review(), span).into_iter().map(|chat| {
        let entries = match chat.n_messages {
            1 => "an entry".to_owned(),
            n => format!("{n} entries"),
        };
        let of = chat.days.map(|(first, last)| format!(" of {}", days(first, last))).unwrap_or_default();
        let title = match chat.zone {
            Some(zone) => format!("Turn pasted chat into {entries}{of} (its times are in {zone})"),
            None => format!("Turn pasted chat into {entries}{of}"),
        };
        Action::new(title, ActionKind::Rewrite, chat.edits)
    })
}

/// `28 November 2026`, `28 and 29 November 2026`.
fn days(first: Date, last: Date) -> String {
    let whole = last.strftime("%-d %B %Y");
    if first == last {
        return whole.to_string();
    }
    let joint = if first.tomorrow().ok() == Some(last) { "and" } else { "to" };
    let same_month = (first.year(), first.month()) == (last.year(), last.month());
    let lead = first.strftime(if same_month { "%-d" } else { "%-d %B %Y" });
    format!("{lead} {joint} {whole}")
}

/// At a cursor in a timeline, adds an entry for now.
pub(crate) fn entry_now(snapshot: &Snapshot, span: Span) -> Option<Action> {
    let review = snapshot.review();
    // Some editors select a character at least.
    let in_one_line = snapshot.text().line_of(span.start) == snapshot.text().line_of(span.end);
    let now = review.surroundings.now.filter(|_| in_one_line)?;
    let edit = fix::entry_at(review, span.start, now)?;
    Some(Action::new("Insert an entry for now", ActionKind::EntryNow, vec![edit]))
}
