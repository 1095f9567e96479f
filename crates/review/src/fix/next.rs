//! What a line break behind an entry of a timeline brings: the next entry, begun; and behind one that says nothing
//! yet, its end.

use askhow_document::{BlockKind, Edit, Span};
use askhow_timeline::{Reading, Role};

use super::breaks::hard_break;
use super::bullets::{Step, counted};
use super::entries::Place;
use super::shape::{Opening, Shape};
use super::{extent, newline};
use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// The beginning of an entry like the one of a line, with another stamp.
pub fn open_entry(review: &Review, timeline: &TimelinePart, line: usize, stamp: &str) -> Option<Opening> {
    Some(Shape::of(review, timeline, line)?.open(stamp))
}

/// The edits that go on with the next entry, right after a line break was typed behind one and the cursor stands at
/// `offset` in the new line, in which editors may have put a blank or a bullet: a stamp of now where the entry is of
/// today, else of the minute after it. Behind an entry that has nothing but its stamp, they take it away.
///
/// The first edit ends at the cursor, so that the cursor comes to stand where the text goes.
pub fn next_entry(review: &Review, offset: usize) -> Vec<Edit> {
    enter(review, offset).unwrap_or_default()
}

fn enter(review: &Review, offset: usize) -> Option<Vec<Edit>> {
    let text = &review.text;
    let number = text.line_of(offset);
    let words_of = |number: usize| {
        let line = text.line_span(number);
        let words = text.slice(line).trim_end_matches(['\n', '\r']).len();
        Span::new(line.start, line.start + words)
    };
    let (line, above_line) = (words_of(number), words_of(number.checked_sub(1)?));
    let words = text.slice(line);
    if !is_free(&words) || is_in_code(review, line.start) {
        return None;
    }
    let place = Place::find(review, line)?;
    let (timeline, above) = place.timeline.zip(place.above)?;
    let entry = Entry::of(review, timeline, above)?;
    if text.line_of(entry.end) + 1 != number
        || !text.slice(Span::new(entry.end, line.start)).trim().is_empty()
    {
        return None;
    }
    // Words below belong to what was parted.
    let whole = extent(review, timeline, above)?;
    let below = if line.end < whole.end {
        text.slice(Span::new(line.end, whole.end)).trim().to_owned()
    } else {
        String::new()
    };
    let next = if number + 1 < text.n_lines() { text.slice(words_of(number + 1)) } else { "".into() };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = text.slice(text.line_span(text.line_of(whole.start)));
    let is_nested = !next.trim().is_empty() && indent(&next) > indent(&own);
    if !below.is_empty() || is_nested || goes_on(&next) {
        return None;
    }
    let shape = Shape::of(review, timeline, above)?;
    if !shape.goes_on() {
        return None;
    }
    if entry.is_stub {
        // Only where entries say something behind their stamps, and not below.
        let before = (0..above).rev().find_map(|line| Entry::of(review, timeline, line))?;
        let start = text.line_span(number - 1).start;
        // Between two entries one line is left; at the end one more, so that what is written there is none of the last one.
        let mut edits = match next.trim().is_empty() {
            true => vec![Edit::new(Span::new(start, above_line.end), ""), Edit::new(line, "")],
            // An empty line would end the table.
            false if shape.is_row() => {
                let end = text.line_span(number).end;
                vec![Edit::new(Span::new(start, offset), ""), Edit::new(Span::new(offset, end), "")]
            }
            false => vec![Edit::new(Span::new(start, line.end), "")],
        };
        edits.extend(counted(review, timeline, above, line.end + 1, Step::Back));
        return (!before.is_stub).then_some(edits);
    }
    let (row, reading) = timeline.rows().get(above).zip(timeline.timeline.readings().get(above))?;
    let stamp = row.stamp.as_deref()?;
    let next =
        now_behind(review, &place, reading).or_else(|| askhow_timeline::next_stamp(stamp, reading, 1))?;
    let mut opening = shape.open(&next);
    // Lines that are parted by breaks are parted from the new one, too.
    let source = text.slice(above_line);
    let hard = match hard_break(&source) {
        "" => shape.hard_break(),
        own if shape.parts_lines() => own,
        _ => "",
    };
    let is_parted = hard.is_empty() || !hard_break(&source).is_empty();
    if number + 1 < text.n_lines() && !text.slice(words_of(number + 1)).trim().is_empty() {
        opening.rest.push_str(hard);
    }
    let begun = format!("{}{}", opening.mark, opening.stamp);
    // The end of a row that was typed in its last cell goes back to it.
    let is_closed = text.slice(Span::new(whole.start, entry.end)).ends_with('|');
    let closing = if shape.is_row() && !is_closed { words.trim_end() } else { "" };
    let cursor = offset.clamp(line.start, line.end);
    let mut edits = match closing.trim_start() {
        "" if !is_parted => {
            let broken = format!("{hard}{}{begun}", newline(review));
            vec![
                Edit::new(Span::new(entry.end, cursor), broken),
                Edit::new(Span::new(cursor, line.end), opening.rest),
            ]
        }
        "" if opening.rest.is_empty() => vec![Edit::new(line, begun)],
        "" => vec![
            Edit::new(Span::new(line.start, cursor), begun),
            Edit::new(Span::new(cursor, line.end), opening.rest),
        ],
        closing => {
            let broken = format!(" {closing}{}{begun}", newline(review));
            vec![Edit::new(Span::new(entry.end, line.start), broken), Edit::new(line, opening.rest)]
        }
    };
    edits.extend(counted(review, timeline, above, line.end + 1, Step::On(1)));
    Some(edits)
}

/// The line of an entry.
struct Entry {
    /// Where its own words end: what is nested in it, or stands in paragraphs below, is not among them.
    end: usize,
    /// Whether it has nothing but its stamp.
    is_stub: bool,
}

impl Entry {
    fn of(review: &Review, timeline: &TimelinePart, line: usize) -> Option<Self> {
        let row = timeline.rows().get(line).filter(|row| row.role == Role::Entry)?;
        let stamp = row.stamp.as_deref().filter(|_| timeline.timeline.is_stamped(line))?;
        let (facts, fact, start) = review.line(*timeline.lines.get(line)?)?;
        let block = facts.segment.blocks().get(fact.block).filter(|block| block.quotes == 0)?;
        let own = match fact.kind {
            LineKind::Row { .. } => block.span,
            _ => fact.content,
        };
        let said = match fact.kind {
            // Cells before the stamp may tell what happened, too.
            LineKind::Row { .. } => {
                let (before, behind) = (row.text.get(..stamp.span.start)?, row.text.get(stamp.rest..)?);
                let cells = before.split(" | ").chain(behind.split(" | "));
                cells.filter(|cell| !cell.bytes().all(|byte| byte.is_ascii_digit())).collect::<String>()
            }
            _ => row.text.get(stamp.rest..)?.to_owned(),
        };
        let end = review.text.trimmed(own.shift(start)).end;
        Some(Self { end, is_stub: said.trim_matches([' ', '|', '*', '_', '`']).is_empty() })
    }
}

/// Whether a line holds nothing but what an editor puts into a new one: blanks, a bullet, a number, the bars of a row.
fn is_free(words: &str) -> bool {
    let words = words.trim();
    let number = words.trim_end_matches(['.', ')']);
    let is_number =
        number.len() < words.len() && !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    let bullet = words.strip_prefix(['-', '*', '+']).unwrap_or(words).trim_start();
    is_number || bullet.is_empty() || bullet == "[ ]" || words.trim_matches([' ', '|']).is_empty()
}

/// Whether a line below goes on with a sentence that was begun above.
fn goes_on(line: &str) -> bool {
    let words = line.trim_start();
    let is_item = words.starts_with(['-', '*', '+', '#', '|', '>', '<', '`', '~', '=', '_']);
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < words.len() && digits.starts_with(['.', ')']);
    !(words.is_empty() || is_item || is_numbered || askhow_timeline::read_stamp(words).is_some())
}

fn is_in_code(review: &Review, offset: usize) -> bool {
    let Some((facts, start)) = review.segment_at(offset) else { return false };
    let within = |span: Span| span.shift(start).start < offset && offset <= span.shift(start).end;
    facts.segment.blocks().iter().any(|block| {
        matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::FrontMatter { .. })
            && within(block.span)
    })
}

/// The stamp of now, where the entry above is of the hours before and none below is earlier than that.
fn now_behind(review: &Review, place: &Place<'_>, above: &Reading) -> Option<String> {
    const LATELY: i64 = 12 * 3600;
    // What is written once it was stable is rather remembered.
    if review.says_stable() == Some(true) {
        return None;
    }
    let (now, then) = (review.surroundings.now?, above.instant?);
    let (timeline, line) = place.timeline.zip(place.above)?;
    let below = timeline.timeline.readings().get(line + 1..).unwrap_or_default();
    if below.iter().any(|reading| reading.instant.is_some_and(|instant| instant < now)) {
        return None;
    }
    let mut scribe = place.scribe();
    let zone = scribe.zone().cloned()?;
    let since = now.as_second() - then.as_second();
    (0..LATELY).contains(&since).then(|| scribe.write(zone.time_zone().to_datetime(now), true, false))
}
