//! Writes stamps anew: another time, another zone, the notation of another stamp. Every number and name is
//! written the way it was (padded, long, upper case), and all between them stays.

use askhow_document::{Edit, Span, apply_edits};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use crate::lex::Lex;
use crate::line::Reading;
use crate::read::read_loose;
use crate::stamp::{DatePart, End, Part, PartKind, Stamp, TimePart, TimeValue, second_of, span_length};
use crate::words;

/// The stamp of a new entry so many minutes after this one, or after its end: same notation, same zone, without what
/// is this one's alone (its end, its second writing, its looseness). A date that nobody wrote in full is kept as it
/// stands, and there is none where it would be another day.
///
/// ```
/// use askhow_timeline::{Context, Line, Role, Timeline, next_stamp};
/// let timeline = Timeline::new(Context::default(), vec![Line::read(Role::Entry, "4:55 PM PST - paged")]);
/// let stamp = timeline.lines()[0].stamp.as_deref().unwrap();
/// assert_eq!(next_stamp(stamp, &timeline.readings()[0], 10).as_deref(), Some("5:05 PM PST"));
/// ```
pub fn next_stamp(stamp: &Stamp, reading: &Reading, minutes: i64) -> Option<String> {
    let later = SignedDuration::from_mins(minutes);
    if let Some(seconds) = stamp.relative {
        return Some(relative(&stamp.written, seconds.checked_add(minutes.checked_mul(60)?)?));
    }
    let later = length(stamp, reading).checked_add(later)?;
    if let Some(local) = reading.local {
        let then = local.checked_add(later).ok()?;
        // No notation has a year before the first, to which a slip can lead.
        return if then.year() > 0 { stamp_at(stamp, then) } else { None };
    }
    // Without a date: one that is as good as any, and is not written.
    let then = Date::constant(2000, 1, 1).to_datetime(reading.time?);
    let local = then.checked_add(later).ok()?;
    let has_date = stamp.start.date.is_some();
    (!has_date || local.date() == then.date()).then(|| write(stamp, local, false)).flatten()
}

/// The stamp of a moment in the notation of a relative one (`T+00:05`); `None` for one that names its time.
pub(crate) fn relative_at(stamp: &Stamp, reading: &Reading, moment: jiff::Timestamp) -> Option<String> {
    let seconds = moment.duration_since(reading.instant?).as_secs();
    Some(relative(&stamp.written, stamp.relative?.checked_add(seconds)?))
}

/// How long a span lasts; nothing where it is none, or ends before it begins.
fn length(stamp: &Stamp, reading: &Reading) -> SignedDuration {
    let length = match (reading.instant, reading.end) {
        (Some(start), Some(end)) => start.duration_until(end),
        _ => {
            let from = reading.local.map(|local| local.time()).or(reading.time).unwrap_or_default();
            SignedDuration::from_secs(span_length(stamp, second_of(from)))
        }
    };
    length.max(SignedDuration::ZERO)
}

/// A stamp like this one for another date and time, which are in the zone that it names: the date only
/// where this one has a date.
pub fn stamp_at(stamp: &Stamp, local: DateTime) -> Option<String> {
    write(stamp, local, true)
}

/// The same; without `dated` the date stays as it is.
fn write(stamp: &Stamp, local: DateTime, dated: bool) -> Option<String> {
    let time = stamp.start.time.as_ref().filter(|_| !stamp.is_lent())?;
    let spans = [
        stamp.start.date.as_ref().map(|date| date.span),
        Some(time.span),
        stamp.start.zone.as_ref().filter(|zone| zone.span.end <= stamp.span.end).map(|zone| zone.span),
    ];
    let mut edits = time_edits(stamp, time, local.time());
    if let Some(date) = &stamp.start.date {
        edits.extend(date_edits(stamp, date, local.date()).into_iter().filter(|_| dated));
        edits.extend(exact(stamp, date.span, time.span));
    }
    if is_twenty_four(stamp, time) {
        without_meridiem(stamp, time, &mut edits);
    }
    let ends_before = |span: &Span| stamp.end.as_ref().is_none_or(|_| span.end <= end_start(stamp));
    let own = spans.into_iter().flatten().filter(ends_before).reduce(Span::cover)?;
    edits.sort_by_key(|edit| edit.span);
    let text = apply_edits(&stamp.written, &edits);
    // What stands before and behind the parts is no part of the new one.
    let lead = own.start.checked_sub(stamp.span.start)?;
    let tail = stamp.span.end.checked_sub(own.end)?;
    let mut kept = text.get(lead..text.len().checked_sub(tail)?)?.to_owned();
    let zone = stamp.start.zone.as_ref().filter(|zone| stamp.end.is_some() && !own.contains(zone.span.start));
    if let Some(zone) = zone {
        kept.push(' ');
        kept.push_str(part_text(stamp, zone.span));
    }
    let opens = kept.matches(['(', '[']).count();
    match opens.cmp(&kept.matches([')', ']']).count()) {
        std::cmp::Ordering::Greater => kept.push(if kept.contains('(') { ')' } else { ']' }),
        std::cmp::Ordering::Less => kept = kept.trim_end_matches([')', ']']).to_owned(),
        std::cmp::Ordering::Equal => {}
    }
    Some(kept)
}

/// The edit (relative to the stamp's own text) that takes out what says that a time behind its date is not known well:
/// `25 March, ~16:40`.
fn exact(stamp: &Stamp, date: Span, time: Span) -> Option<Edit> {
    let between = part_text(stamp, Span::new(date.end, time.start.max(date.end)));
    let mut lex = Lex::new(between);
    let begins =
        |at: &usize| between.get(..*at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
    let mut words =
        between.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).filter(begins);
    words.find_map(|at| {
        lex.go(at);
        let start = date.end.saturating_sub(stamp.span.start);
        read_loose(&mut lex).then(|| {
            // `25.03.2024~16:40`: nothing else would part them.
            let is_all = at == 0 && lex.at() == between.len();
            Edit::new(Span::new(start + at, start + lex.at()), if is_all { " " } else { "" })
        })
    })
}

/// Where the end of a span begins, in the text read.
fn end_start(stamp: &Stamp) -> usize {
    match stamp.end.as_deref() {
        Some(End::At(writing)) => {
            let date = writing.date.as_ref().map(|date| date.span.start);
            let time = writing.time.as_ref().map(|time| time.span.start);
            date.into_iter().chain(time).min().unwrap_or(stamp.span.end)
        }
        _ => stamp.start.time.as_ref().map_or(stamp.span.end, |time| time.span.end),
    }
}

/// The edits (relative to the stamp's own text) that make its date another one.
pub(crate) fn date_edits(stamp: &Stamp, date: &DatePart, day: Date) -> Vec<Edit> {
    let padded = date.parts.iter().any(|part| {
        matches!(part.kind, PartKind::Month | PartKind::Day) && part_text(stamp, part.span).starts_with('0')
    }) || date
        .parts
        .iter()
        .filter(|part| matches!(part.kind, PartKind::Month | PartKind::Day))
        .all(|part| part.span.len() == 2)
        && date.parts.iter().any(|part| part.kind == PartKind::Month);
    let two = |number: i8| if padded { format!("{number:02}") } else { number.to_string() };
    edits(stamp, &date.parts, |part, old| {
        Some(match part.kind {
            PartKind::Year if old.len() == 2 => format!("{:02}", day.year().rem_euclid(100)),
            PartKind::Year => format!("{:04}", day.year()),
            PartKind::Month => two(day.month()),
            PartKind::Day => two(day.day()),
            PartKind::MonthName => {
                let index = usize::try_from(day.month() - 1).ok()?;
                cased(
                    old,
                    words::MONTHS.get(index)?,
                    old.len() > 4 || old.eq_ignore_ascii_case("June") || old.eq_ignore_ascii_case("July"),
                )
            }
            PartKind::Weekday => {
                let index = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
                cased(old, words::WEEKDAYS.get(index)?, old.len() > 5)
            }
            PartKind::Ordinal => cased(old, ordinal(day.day()), true),
            _ => return None,
        })
    })
}

/// The edits (relative to the stamp's own text) that make its time another one.
pub(crate) fn time_edits(stamp: &Stamp, part: &TimePart, time: Time) -> Vec<Edit> {
    let twelve =
        part.parts.iter().any(|part| part.kind == PartKind::Meridiem) && !is_twenty_four(stamp, part);
    // `4 p.m.` has no place for minutes of its own.
    let has_minutes = part.parts.iter().any(|part| part.kind == PartKind::Minute);
    let minutes =
        if has_minutes || time.minute() == 0 { String::new() } else { format!(":{:02}", time.minute()) };
    edits(stamp, &part.parts, |part, old| {
        Some(match part.kind {
            PartKind::Hour => {
                let hour = if twelve { (time.hour() + 11) % 12 + 1 } else { time.hour() };
                if old.len() == 2 && (!twelve || old.starts_with('0')) {
                    format!("{hour:02}{minutes}")
                } else {
                    format!("{hour}{minutes}")
                }
            }
            PartKind::Minute => format!("{:02}", time.minute()),
            PartKind::Second => format!("{:02}", time.second()),
            PartKind::Fraction => format!("{:09}", time.subsec_nanosecond()).get(..old.len())?.to_owned(),
            PartKind::Meridiem => {
                let morning = time.hour() < 12;
                let first = old.chars().next()?;
                // Full-width letters have their neighbours at the same distance.
                let letter = match first {
                    'a' | 'p' => {
                        if morning {
                            'a'
                        } else {
                            'p'
                        }
                    }
                    'A' | 'P' => {
                        if morning {
                            'A'
                        } else {
                            'P'
                        }
                    }
                    'ａ' | 'ｐ' => {
                        if morning {
                            'ａ'
                        } else {
                            'ｐ'
                        }
                    }
                    'Ａ' | 'Ｐ' => {
                        if morning {
                            'Ａ'
                        } else {
                            'Ｐ'
                        }
                    }
                    _ => return Some(if morning { "am" } else { "pm" }.to_owned()),
                };
                let rest = old.get(first.len_utf8()..)?;
                let is_short =
                    rest.chars().all(|c| !c.is_alphabetic() || matches!(c, 'm' | 'M' | 'ｍ' | 'Ｍ'));
                if is_short { format!("{letter}{rest}") } else { format!("{letter}m") }
            }
            PartKind::Word => format!("{:02}:{:02}", time.hour(), time.minute()),
            _ => return None,
        })
    })
}

/// Whether a time with am or pm was written on a 24-hour clock all the same.
fn is_twenty_four(stamp: &Stamp, part: &TimePart) -> bool {
    let TimeValue::At { time, .. } = part.value else { return false };
    let hour = part.parts.iter().find(|part| part.kind == PartKind::Hour);
    let written = hour.and_then(|hour| part_text(stamp, hour.span).parse::<i8>().ok());
    written.is_some_and(|hour| hour > 12 && hour == time.hour())
}

/// Takes am or pm out, with the blank before it: a slip of the stamp above is none of the new one.
fn without_meridiem(stamp: &Stamp, time: &TimePart, edits: &mut Vec<Edit>) {
    let Some(part) = time.parts.iter().find(|part| part.kind == PartKind::Meridiem) else { return };
    let Some(start) = part.span.start.checked_sub(stamp.span.start) else { return };
    let before = stamp.written.get(..start).unwrap_or_default();
    let span = Span::new(before.trim_end().len(), start + part.span.len());
    edits.retain(|edit| !edit.span.meets(span));
    edits.push(Edit::new(span, ""));
}

fn edits(stamp: &Stamp, parts: &[Part], write: impl Fn(&Part, &str) -> Option<String>) -> Vec<Edit> {
    let edits = parts.iter().filter_map(|part| {
        let new = write(part, part_text(stamp, part.span))?;
        let start = part.span.start.checked_sub(stamp.span.start)?;
        Some(Edit::new(Span::new(start, start + part.span.len()), new))
    });
    edits.collect()
}

/// The text of one of a stamp's places.
pub(crate) fn part_text(stamp: &Stamp, span: Span) -> &str {
    let start = span.start.saturating_sub(stamp.span.start);
    stamp.written.get(start..start + span.len()).unwrap_or_default()
}

/// `name` in full or cut to three letters, in the case of `old`.
fn cased(old: &str, name: &str, long: bool) -> String {
    let name = if long { name } else { name.get(..3).unwrap_or(name) };
    if old.len() > 1 && old.chars().all(|c| !c.is_lowercase()) {
        name.to_uppercase()
    } else {
        name.to_owned()
    }
}

fn ordinal(day: i8) -> &'static str {
    match (day % 10, day / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// `T+5m`, `+00:15` with other seconds, in the same notation.
fn relative(written: &str, seconds: i64) -> String {
    let lead = written
        .split(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '–' | '−' | '='))
        .next()
        .unwrap_or_default();
    // In a column of such times there is no sign.
    let is_signed = written.contains(['+', '-', '–', '−']) || !lead.trim().is_empty();
    let sign = match seconds {
        ..0 => "-",
        _ if is_signed => "+",
        _ => "",
    };
    let minutes = seconds.abs() / 60;
    if let Some((hours, rest)) = written.split_once(':') {
        let width = hours.bytes().rev().take_while(u8::is_ascii_digit).count();
        let seconds = if rest.contains(':') { format!(":{:02}", seconds.abs() % 60) } else { String::new() };
        return format!("{lead}{sign}{:0width$}:{:02}{seconds}", minutes / 60, minutes % 60);
    }
    let unit = written.trim_start_matches(lead).trim_start_matches(|c: char| !c.is_alphabetic() && c != ' ');
    if unit.trim().is_empty() && !written.contains('0') {
        return format!("{lead}{sign}{minutes}");
    }
    let blank = if unit.starts_with(' ') { " " } else { "" };
    let unit = if unit.trim().starts_with("min") { "min" } else { "m" };
    format!("{lead}{sign}{minutes}{blank}{unit}")
}

/// The notation of a date without one to follow.
pub(crate) fn iso(date: Date) -> String {
    date.to_string()
}
