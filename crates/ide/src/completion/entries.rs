//! A new entry of the timeline: the stamp that comes next, in the notation of the entry above; now; and who and
//! what the review has already named.

use askhow_document::BlockKind;
use askhow_review::fix::{self, Opening};
use askhow_review::{Field, LineKind, Section, TimelinePart, template};
use askhow_timeline::{Reading, Stamp, Zone};
use jiff::Timestamp;

use super::place::{Cursor, bullet_len};
use super::{Completion, CompletionKind};
use crate::hover::questions;
use crate::named::Named;

/// Longer beginnings are no stamps any more.
const LONGEST_TYPED: usize = 32;
/// So many of the people, services and tickets are offered, each.
const MOST_NAMES: usize = 12;

/// Behind a bullet, in a row's cell, or in a line below one that is an entry.
pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let above =
        cursor.snapshot.review().timelines.iter().rev().find_map(|timeline| entry_above(cursor, timeline));
    let Some(from) = start_of_entry(cursor, above) else { return Vec::new() };
    if above.is_none() && cursor.section() != Some(Section::Timeline) {
        return Vec::new();
    }
    if let Some(from) = behind_stamp(cursor, from, above) {
        return names(cursor, from);
    }
    if cursor.typed(from).len() > LONGEST_TYPED || !cursor.is_at_end() {
        return Vec::new();
    }
    let mut offers = match above {
        Some((timeline, line)) => stamps(cursor, from, timeline, line),
        None => first_stamps(cursor, from),
    };
    if let Some(first) = offers.first_mut() {
        first.preselect = true;
    }
    // A line that is empty waits for its stamp.
    if !cursor.typed(from).is_empty() && !is_row(cursor) {
        offers.extend(names(cursor, from));
    }
    offers
}

/// Where the words of an entry begin in the line, if the line can be one.
fn start_of_entry(cursor: &Cursor<'_>, above: Option<(&TimelinePart, usize)>) -> Option<usize> {
    // What is quoted begins behind the marks of the quotation.
    let quote = cursor.before.len() - cursor.before.trim_start_matches(['>', ' ']).len();
    let quote = if cursor.before.trim_start().starts_with('>') { quote } else { 0 };
    if let Some(from) = bullet_len(cursor.typed(quote)) {
        return Some(quote + from);
    }
    let indent = quote.max(cursor.before.len() - cursor.before.trim_start().len());
    let line = above.and_then(|(timeline, line)| cursor.snapshot.review().line(*timeline.lines.get(line)?));
    if cursor.before.trim_start().starts_with('|') {
        let cell = cursor.before.rfind('|')? + 1;
        let typed = cursor.typed(cell);
        return Some(cell + typed.len() - typed.trim_start().len());
    }
    let is_blank = cursor.before.trim().is_empty() && cursor.after.trim().is_empty();
    let Some((timeline, above)) = above else {
        // The line waits for the first entry.
        return (is_blank && cursor.section() == Some(Section::Timeline)).then_some(0);
    };
    let (_, fact, _) = line?;
    if let LineKind::Heading { level } = fact.kind {
        let typed = cursor.before.trim_start_matches('#');
        let marks = cursor.before.len() - typed.len();
        let blank = typed.len() - typed.trim_start().len();
        return (marks == usize::from(level) && blank > 0).then_some(marks + blank);
    }
    // Below an entry; paragraphs have a blank line in between, and rows have none.
    let review = cursor.snapshot.review();
    let end = fix::extent(review, timeline, above)?.end;
    let text = cursor.snapshot.text();
    let n_below = text.line_of(cursor.line.start).checked_sub(text.line_of(end))?;
    let is_parted = |line: &str| line.trim_matches(['>', ' ', '\t']).is_empty();
    let is_next = n_below == 1 || (1..n_below).all(|n| cursor.line_above(n).is_some_and(|it| is_parted(&it)));
    match fact.kind {
        LineKind::Paragraph => (n_below <= 2 && is_next).then_some(indent),
        LineKind::Row { .. } => (n_below == 1 && is_blank).then_some(0),
        _ => (is_next && is_blank).then_some(0),
    }
}

/// The stamps that can come next, in the order in which they are offered.
fn stamps(cursor: &Cursor<'_>, from: usize, timeline: &TimelinePart, line: usize) -> Vec<Completion> {
    let stamp = timeline.rows().get(line).and_then(|row| row.stamp.as_ref());
    let Some((stamp, reading)) = stamp.zip(timeline.timeline.readings().get(line)) else { return Vec::new() };
    if !is_in_its_cell(cursor, timeline, line) {
        return Vec::new();
    }
    let now = now(cursor, stamp, reading);
    let offer = |stamp: &str, detail: &str| {
        let opening = fix::open_entry(cursor.snapshot.review(), timeline, line, stamp);
        offer(cursor, from, opening.unwrap_or_else(|| plain(stamp)), stamp, detail)
    };
    let mut offers = Vec::new();
    if let Some((stamp, true)) = &now {
        offers.push(offer(stamp, "now"));
    }
    const LATER: [(i64, &str); 3] = [
        (1, "the minute after the entry above"),
        (5, "five minutes after it"),
        (15, "a quarter of an hour after it"),
    ];
    for (minutes, detail) in LATER {
        let next = askhow_timeline::next_stamp(stamp, reading, minutes);
        offers.extend(next.map(|next| offer(&next, detail)));
    }
    let of_form = moments_behind(cursor, timeline, stamp, reading).into_iter();
    offers.extend(of_form.map(|(stamp, field)| of_field(cursor, field, offer(&stamp, field.name()))));
    if let Some((stamp, false)) = &now {
        offers.push(offer(stamp, "now"));
    }
    offers
}

/// The moments of the form that a timeline tells of, in their order.
const MOMENTS: [Field; 3] = [Field::IncidentStart, Field::IncidentDetected, Field::StabilizationTime];

/// A moment of the form asks what the form asks of it.
fn of_field(cursor: &Cursor<'_>, field: Field, offer: Completion) -> Completion {
    let asked = cursor.snapshot.review().surroundings.rules.about_field(field);
    if asked.is_empty() { offer } else { offer.documented(questions(field.name(), asked)) }
}

/// The moments of the form that come behind an entry and are not told yet, as entries like it have them.
fn moments_behind(
    cursor: &Cursor<'_>,
    timeline: &TimelinePart,
    stamp: &Stamp,
    reading: &Reading,
) -> Vec<(String, Field)> {
    let zone = reading.zone.as_deref().and_then(Zone::from_name);
    let (Some(zone), Some(above)) = (zone.filter(|_| stamp.relative.is_none()), reading.instant) else {
        return Vec::new();
    };
    let is_told = |at: Timestamp| timeline.timeline.readings().iter().any(|it| it.instant == Some(at));
    let of_form = |field: Field| {
        let at = cursor.snapshot.review().moment(field)?.instant.filter(|at| *at > above && !is_told(*at))?;
        let local = zone.time_zone().to_datetime(at);
        let is_same_day = reading.local.is_some_and(|above| above.date() == local.date());
        let stamp = askhow_timeline::stamp_at(stamp, local).filter(|_| stamp.has_date || is_same_day)?;
        Some((stamp, field))
    };
    MOMENTS.into_iter().filter_map(of_form).collect()
}

/// Stamps for a timeline that has none yet: the moments of the form as they stand there, else the day of the review, and
/// now.
fn first_stamps(cursor: &Cursor<'_>, from: usize) -> Vec<Completion> {
    let review = cursor.snapshot.review();
    let mut offers = Vec::new();
    for field in MOMENTS {
        let Some(value) = review.form.get(field) else { continue };
        let text = value.text.trim();
        let stamp = askhow_timeline::read_stamp(text);
        if stamp.is_some_and(|stamp| stamp.has_time && stamp.problems.is_empty() && !text.contains('?')) {
            offers.push(of_field(cursor, field, offer(cursor, from, plain(text), text, field.name())));
        }
    }
    let name = review.surroundings.rules.settings.timezone.clone().unwrap_or_else(|| "UTC".to_owned());
    if let Some((now, zone)) = cursor.options.now.zip(Zone::from_name(&name)) {
        let local = zone.time_zone().to_datetime(now);
        // What happened on another day is not told with the date of this one.
        if let Some(day) = review.day().filter(|day| offers.is_empty() && *day != local.date()) {
            let day = day.to_string();
            offers.push(offer(cursor, from, plain(&day), &day, "the day of this review"));
        }
        let stamp = format!("{} {name}", local.strftime("%Y-%m-%d %H:%M"));
        offers.push(offer(cursor, from, plain(&stamp), &stamp, "now"));
    }
    offers
}

/// Now, as an entry like this one has it, and whether the review is of today. Where entries have no date, now is
/// only told on the day itself.
fn now(cursor: &Cursor<'_>, stamp: &Stamp, reading: &Reading) -> Option<(String, bool)> {
    let zone = Zone::from_name(reading.zone.as_deref()?)?;
    let local = zone.time_zone().to_datetime(cursor.options.now?);
    let is_today = reading.local.map(|it| it.date()).or(reading.date) == Some(local.date());
    if !stamp.has_date && !is_today || stamp.relative.is_some() {
        return None;
    }
    Some((askhow_timeline::stamp_at(stamp, local)?, is_today))
}

/// A stamp that is offered. Nothing of it is a tab stop: what is typed next is what happened.
fn offer(cursor: &Cursor<'_>, from: usize, opening: Opening, stamp: &str, detail: &str) -> Completion {
    let Opening { mark, stamp: own, rest } = opening;
    if is_row(cursor) {
        let (closing, beyond) = behind_cell(cursor);
        let own = own.trim_end_matches([' ', '|']);
        let edit = cursor.edit_beyond(from, beyond, format!("{own}{closing}"));
        return Completion::new(stamp, CompletionKind::Entry, edit).detail(detail);
    }
    let is_begun = from > 0;
    let (mark, rest) = if is_begun { (String::new(), String::new()) } else { (mark, rest) };
    let snippet = cursor.options.snippets && !rest.is_empty();
    let new_text = match snippet {
        true => format!("{}$0{}", template::escaped(&format!("{mark}{own}")), template::escaped(&rest)),
        false => format!("{mark}{own}"),
    };
    let edit = cursor.edit(from, new_text);
    Completion { snippet, ..Completion::new(stamp, CompletionKind::Entry, edit) }.detail(detail)
}

fn is_row(cursor: &Cursor<'_>) -> bool {
    cursor.before.trim_start().starts_with('|')
}

/// What leads from the cell of the cursor into the next one, and how much of the line behind the cursor that replaces:
/// the bar that is there already where the next cell is empty; nothing leads there where it has words.
fn behind_cell(cursor: &Cursor<'_>) -> (&'static str, usize) {
    let blank = cursor.after.len() - cursor.after.trim_start().len();
    let Some(next) = cursor.after.trim_start().strip_prefix('|') else { return (" | ", 0) };
    match next.split_once('|') {
        None if next.trim().is_empty() => (" | ", 0),
        Some((cell, _)) if cell.trim().is_empty() => (" | ", blank + 1 + usize::from(cell.starts_with(' '))),
        _ => ("", 0),
    }
}

/// The beginning of an entry where there is none to follow.
fn plain(stamp: &str) -> Opening {
    Opening { mark: "- ".to_owned(), stamp: format!("{stamp} "), rest: String::new() }
}

/// Whether the cursor is in the cell in which the entry above has its stamp; always outside tables.
fn is_in_its_cell(cursor: &Cursor<'_>, timeline: &TimelinePart, line: usize) -> bool {
    let review = cursor.snapshot.review();
    if cursor.before.trim().is_empty() {
        return true;
    }
    let found = timeline.lines.get(line).and_then(|at| Some((*at, review.line(*at)?)));
    let Some((at, (facts, fact, start))) = found else { return false };
    let is_row = cursor.before.trim_start().starts_with('|');
    let cells = facts.segment.blocks().get(fact.block).and_then(|block| match &block.kind {
        BlockKind::Row { cells, .. } => Some(cells),
        _ => None,
    });
    let Some(cells) = cells.filter(|_| is_row) else { return is_row == cells.is_some() };
    let stamp = timeline.rows().get(line).and_then(|row| row.stamp.as_ref()).map(|stamp| stamp.span);
    let stamp = review.line_span(at, stamp.unwrap_or_default()).start;
    let column = cells.iter().position(|cell| cell.shift(start).touches(stamp));
    column.is_some_and(|column| column + 1 == cursor.before.matches('|').count())
}

/// Where a name begins behind the stamp of the line, if the cursor stands at one.
fn behind_stamp(cursor: &Cursor<'_>, from: usize, above: Option<(&TimelinePart, usize)>) -> Option<usize> {
    let is_row = cursor.before.trim_start().starts_with('|');
    let rest = if is_row {
        // A cell behind that of the stamp.
        let (timeline, line) = above?;
        let first = cursor.before.split('|').nth(1)?;
        let is_behind = !is_in_its_cell(cursor, timeline, line) && !first.trim().is_empty();
        is_behind.then_some(from)?
    } else {
        let typed = cursor.typed(from);
        let stamp = askhow_timeline::read_stamp(typed).filter(|stamp| !stamp.bare)?;
        let parted = typed.get(stamp.span.end..)?.starts_with([' ', ':', '-', '\t', '–', '—', ',']);
        (parted && typed.ends_with([' ', '\t']) || stamp.rest < typed.len())
            .then_some(from + stamp.rest.min(typed.len()))?
    };
    let words = cursor.typed(rest);
    let word = rest + words.rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    // The first words can be a name of several; later ones are offered once they begin like one.
    let all = Named::read_at(cursor.snapshot, cursor.offset);
    let fits = |typed: &str| {
        let typed = typed.trim_start_matches('`').to_lowercase();
        !typed.is_empty()
            && all
                .people
                .iter()
                .chain(&all.teams)
                .chain(all.running())
                .chain(&all.tickets)
                .any(|name| name.to_lowercase().starts_with(&typed))
    };
    if words.is_empty() || fits(words) {
        Some(rest)
    } else {
        Some(word).filter(|word| fits(cursor.typed(*word)))
    }
}

/// Who and what the review has named, as far as it begins like what was typed.
fn names(cursor: &Cursor<'_>, from: usize) -> Vec<Completion> {
    let ends_word = cursor.after.chars().next().is_none_or(|c| !c.is_alphanumeric());
    if !ends_word {
        return Vec::new();
    }
    let named = Named::read_at(cursor.snapshot, cursor.offset);
    let typed = cursor.typed(from).to_lowercase();
    let is_code = typed.starts_with('`');
    let blank = if cursor.after.starts_with(' ') { "" } else { " " };
    let mut offers = Vec::new();
    let mut add = |names: &[String], detail: &str, code: bool| {
        let fitting = names.iter().filter(|name| {
            let written = if code && is_code { format!("`{name}") } else { (*name).clone() };
            written.to_lowercase().starts_with(&typed)
        });
        offers.extend(fitting.take(MOST_NAMES).map(|name| {
            let closed = if code && cursor.after.starts_with('`') { "" } else { "`" };
            let written = if code { format!("`{name}{closed}") } else { name.clone() };
            let edit = cursor.edit(from, format!("{written}{blank}"));
            let filter_text = if is_code { written } else { name.clone() };
            Completion { filter_text, ..Completion::new(name, CompletionKind::Reference, edit) }
                .detail(detail)
        }));
    };
    add(&named.people, "acts in this review", false);
    add(&named.teams, "acts in this review", false);
    add(&named.running().cloned().collect::<Vec<_>>(), "named in this review", true);
    add(&named.tickets, "a ticket of this review", false);
    offers
}

/// The last stamped entry above the cursor, where the cursor stands in or right behind its timeline.
fn entry_above<'a>(cursor: &Cursor<'a>, timeline: &'a TimelinePart) -> Option<(&'a TimelinePart, usize)> {
    let review = cursor.snapshot.review();
    let section = timeline.part.and_then(|index| review.outline.parts.get(index));
    let end = section.map_or(timeline.span.end + 8, |part| part.body.end.max(timeline.span.end));
    if cursor.line.start < timeline.span.start || cursor.place() > end {
        return None;
    }
    let above = |line: &usize| {
        let at = timeline.lines.get(*line).copied();
        let stamped = timeline.timeline.is_stamped(*line);
        let line = at.and_then(|at| review.line(at));
        stamped && line.is_some_and(|(_, line, start)| start + line.content.start < cursor.line.start)
    };
    (0..timeline.lines.len()).rev().find(above).map(|line| (timeline, line))
}
