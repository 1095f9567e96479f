//! What titles, file names, headings and sentences state about date and zone, and lengths of time.

mod zone;

use std::time::Duration;

use askhow_document::Span;
use jiff::civil::Date;

pub use zone::mentions_zone;
use zone::{Said, read_stated_zone, zone_behind_date};

use crate::Zone;
use crate::date::{Need, read_date};
use crate::lex::Lex;
use crate::line::DateOrder;
use crate::read::read_stamp;
use crate::stamp::{DatePart, DateValue, PartKind, known_time, second_of};

/// A date or zone stated in free text, such as a title, a file name or "all times in UTC".
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Stated {
    /// The date and where it stands in the text.
    pub date: Option<(Date, Span)>,
    /// The zone and where it stands in the text.
    pub zone: Option<(Zone, Span)>,
    /// The date as written, also where it has no year or fits two orders and `date` is therefore `None`.
    pub written: Option<DatePart>,
    /// The last day, where it goes on for several: `9–10 May`, `May 9 – May 10, 2026`.
    pub last: Option<DatePart>,
    /// The year alone, where no full date is stated (`Outages of October 2025`, `PM2020-003.md`).
    pub year: Option<i16>,
    /// Whether the date is said of all events, those behind a dated one included (`all events happened on
    /// 2019-10-21 unless otherwise noted`).
    pub for_all: bool,
    /// Which order of day and month the date proves, where its numbers could have stood in another one.
    pub order: Option<DateOrder>,
}

/// Reads what a title, a file name, a heading or a cell says about date and zone.
///
/// A date counts wherever it stands, the first full one before one without a year. A zone counts only where
/// it is said about times: `Time (UTC)`, `22 May (CEST)`, `All times in UTC+1`, not `at 16:40 UTC`.
pub fn read_stated(text: &str) -> Stated {
    read(text, Said::Apart)
}

/// Reads what a sentence says about date and zone: a zone counts only where the sentence is about times.
pub fn read_sentence(text: &str) -> Stated {
    read(text, Said::InProse)
}

/// All full dates of a text, in order.
pub fn read_dates(text: &str) -> Vec<Date> {
    let mut lex = Lex::new(text);
    let dates = std::iter::from_fn(|| holds_year(lex.rest()).then(|| next_date(&mut lex)).flatten());
    dates
        .filter_map(|date| match date.value {
            DateValue::Full(day) => Some(day),
            _ => None,
        })
        .collect()
}

/// Whether a year may stand in a text: four digits that begin with 19 or 20.
pub fn holds_year(source: &str) -> bool {
    source.as_bytes().windows(4).any(|four| {
        matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four.iter().all(u8::is_ascii_digit)
    })
}

/// All clock times of a text that bear a zone (`at 17:46 UTC`), in order: the second of the day.
pub fn read_clocks(text: &str) -> Vec<(i64, Zone)> {
    let colons = text.match_indices(':').filter_map(|(colon, _)| {
        let before = text.get(..colon)?;
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | '/' | '-');
        if start == colon || before.get(..start)?.ends_with(is_word) {
            return None;
        }
        let stamp =
            read_stamp(text.get(start..)?).filter(|stamp| stamp.problems.is_empty() && !stamp.bare)?;
        let time = known_time(&stamp.start)?;
        Some((second_of(time), stamp.start.zone?.zone))
    });
    colons.collect()
}

fn read(text: &str, said: Said) -> Stated {
    let zone = read_stated_zone(text, said);
    let mut stated = Stated { zone, year: read_year(text), ..Stated::default() };
    let mut lex = Lex::new(text);
    while let Some(mut date) = next_date(&mut lex) {
        let last = last_day(lex, &date);
        if let Some(last) = &last {
            date.take_year(last);
        }
        if stated.zone.is_none() && said == Said::Apart {
            stated.zone = zone_behind_date(lex);
        }
        let full = match date.value {
            DateValue::Full(day) => Some((day, date.span)),
            _ => None,
        };
        if full.is_some() || stated.written.is_none() {
            stated.order = date.proves();
            stated.last = last;
            stated.written = Some(date);
            stated.date = full;
        }
        if full.is_some() {
            break;
        }
    }
    stated.for_all = (stated.date.is_some() || stated.zone.is_some()) && says_all(text);
    stated
}

/// The last of several days that begin with this one.
fn last_day(mut lex: Lex<'_>, first: &DatePart) -> Option<DatePart> {
    if let Some(value) = first.last {
        return Some(DatePart { span: first.span, value, last: None, weekday: None, parts: Vec::new() });
    }
    lex.blanks();
    if !["->", "–", "—", "-", "→", "to ", "and ", "& "].into_iter().any(|link| lex.eat_str(link)) {
        return None;
    }
    lex.blanks();
    let date = read_date(&mut lex, Need::Amid, &mut Vec::new())?;
    matches!(date.value, DateValue::Full(_) | DateValue::MonthDay(..)).then_some(date)
}

/// The next date of a text, wherever it stands.
fn next_date(lex: &mut Lex<'_>) -> Option<DatePart> {
    while !lex.is_at_end() {
        let start = lex.at();
        let starts_word =
            lex.before().is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'.' && byte != b':')
                && lex.peek().is_some_and(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if starts_word {
            let mut problems = Vec::new();
            let date = lex.attempt(|lex| read_date(lex, Need::Amid, &mut problems)).filter(|date| {
                date.parts.iter().any(|part| matches!(part.kind, PartKind::MonthName | PartKind::Year))
                    && !matches!(
                        date.value,
                        DateValue::Weekday(_) | DateValue::Day(_) | DateValue::Wrong | DateValue::Unknown
                    )
            });
            if date.is_some() {
                return date;
            }
            lex.go(start);
        }
        if lex.attempt(pass_number).is_some() {
            continue;
        }
        let step = lex.rest().chars().next().map_or(1, char::len_utf8);
        lex.go(start + step);
    }
    None
}

/// `Day 2 – `, `Phase 1: `: what counts the parts of a text is no day.
pub(crate) fn pass_number(lex: &mut Lex<'_>) -> Option<()> {
    const PARTS: [&str; 9] = ["day", "part", "phase", "step", "stage", "week", "chapter", "round", "wave"];
    let may_be = |byte: u8| matches!(byte.to_ascii_lowercase(), b'c' | b'd' | b'p' | b'r' | b's' | b'w');
    let is_begin =
        lex.peek().is_some_and(may_be) && lex.before().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let is_part = is_begin && PARTS.into_iter().any(|part| lex.word(part));
    (is_part && lex.blanks()).then_some(())?;
    lex.eat(b'#');
    lex.digits(1, 2)?;
    lex.blanks();
    let links = ["-", "–", "—", ":", "·", "|"];
    (links.into_iter().any(|link| lex.eat_str(link)) && lex.blanks()).then_some(())
}

/// The first number of four digits that is a likely year.
fn read_year(text: &str) -> Option<i16> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ':');
    runs.find_map(|run| {
        let year = run.parse::<i16>().ok().filter(|year| run.len() == 4 && (1990..2100).contains(year))?;
        let start = run.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        // `INC2021-notes` is a number of its own; that of `PM2020-003` counts within its year.
        let is_glued = text.get(..start)?.ends_with(char::is_alphabetic);
        let counts = || {
            let behind = text.get(start + 4..)?.strip_prefix(['-', '_'])?;
            Some(behind.bytes().take_while(u8::is_ascii_digit).count() > 1)
        };
        (!is_glued || counts() == Some(true)).then_some(year)
    })
}

/// Whether a sentence speaks of all events or times.
fn says_all(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["all events", "all times", "all entries", "all timestamps"].into_iter().any(|all| lower.contains(all))
}

/// Reads a length of time: `30m`, `1h 30m`, `45 minutes`, `1 hour and 5 min`, `PT1H30M`, `90s`.
pub fn read_duration(text: &str) -> Option<Duration> {
    let mut lex = Lex::new(text.trim());
    lex.eat(b'~');
    if lex.eat_str("PT") || lex.eat(b'P') {
        lex.eat(b'T');
    }
    let seconds = read_amount(&mut lex)?;
    lex.is_at_end().then(|| Duration::from_secs(seconds.unsigned_abs()))
}

/// Reads amounts with units, one behind the other: seconds.
pub(crate) fn read_amount(lex: &mut Lex<'_>) -> Option<i64> {
    let mut total: i64 = 0;
    let mut found = false;
    loop {
        let here = lex.at();
        if found {
            lex.blanks();
            if lex.word("and") || lex.eat(b',') {
                lex.blanks();
            }
        }
        let part = lex.attempt(|lex| {
            let whole: i64 = lex.digits(1, 6)?.parse().ok()?;
            // Of `0.02s` the tenths.
            let digits = lex.attempt(|lex| if lex.eat(b'.') { lex.digits(1, 9) } else { None });
            let tenths: i64 = digits.and_then(|digits| digits.get(..1)).unwrap_or("0").parse().ok()?;
            lex.blanks();
            let unit = lex.take_while(|byte| byte.is_ascii_alphabetic()).to_ascii_lowercase();
            let seconds = match unit.as_str() {
                "s" | "sec" | "secs" | "second" | "seconds" => 1,
                "m" | "min" | "mins" | "minute" | "minutes" => 60,
                "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
                "d" | "day" | "days" => 86_400,
                "w" | "week" | "weeks" => 604_800,
                _ => return None,
            };
            (whole * 10 + tenths).checked_mul(seconds).map(|tenths| tenths / 10)
        });
        match part {
            Some(seconds) => {
                total += seconds;
                found = true;
                // `1h10`
                let is_hours = lex.before().is_some_and(|byte| matches!(byte, b'h' | b'H'));
                let minutes = lex.attempt(|lex| {
                    let minutes: i64 = lex.digits(2, 2)?.parse().ok()?;
                    (is_hours && minutes < 60 && !lex.in_word()).then_some(minutes)
                });
                if let Some(minutes) = minutes {
                    return Some(total + minutes * 60);
                }
            }
            None => {
                lex.go(here);
                return found.then_some(total);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, date: &str, zone: &str) {
        let stated = read_stated(text);
        let read = (
            stated.date.map(|(date, _)| date.to_string()).unwrap_or_default(),
            stated.zone.map(|(zone, _)| zone.name).unwrap_or_default(),
        );
        assert_eq!((read.0.as_str(), read.1.as_str()), (date, zone), "{text}");
    }

    #[test]
    fn zones_are_stated_about_times() {
        check("Time (UTC)", "", "UTC");
        check("Timeline (UTC)", "", "UTC");
        check("UTC", "", "UTC");
        check("Timestamp [CET]", "", "+01:00");
        check("All times in UTC+1 (Zurich time)", "", "+01:00");
        check("*(All times US/Pacific, 24-hour clock.)*", "", "US/Pacific");
        check("Timeline (all times PST)", "", "-08:00");
        check("All times in Central European Time (CET)", "", "+01:00");
        check("All events are documented in UTC time.", "", "UTC");
        check("Note that all timestamps below are in UTC.", "", "UTC");
        check("UTC is used for all times.", "", "UTC");
        check("All times are in 24-hour PST8PDT.", "", "America/Los_Angeles");
        check("All times are 24-hour UTC.", "", "UTC");
        check("Time (EST5EDT)", "", "America/New_York");
        check("Timeline of events, times are PDT (UTC-7)", "", "-07:00");
        check("Timeline of the other team (CET)", "", "+01:00");
        check("Reported at 10 a.m. (CET)", "", "");
        check("Reported at 10am (CET)", "", "");
    }

    #[test]
    fn a_time_in_prose_states_no_zone() {
        check("At 16:40 UTC the timeline of the deploy began to slip.", "", "");
        check("By that time the IST team had gone home.", "", "");
        check("The queue stopped at 22:16 UTC time for an hour.", "", "");
        check("People had a hard time with EST and PST.", "", "");
        check("One screen shows timestamps in UTC+2 of a laptop.", "", "");
    }

    #[test]
    fn dates_stand_anywhere() {
        check("2022-01-09-queues-grow.md", "2022-01-09", "");
        check("Outage on March 25th, 2019: queues grow", "2019-03-25", "");
        check("Queues grow (25 Mar 2019)", "2019-03-25", "");
        check("Version 1.24.0 and 10.0.0.1", "", "");
        check("Queues grow on 9 Jan", "", "");
        check("2024-W36-4: queues grow", "2024-09-05", "");
        assert!(read_stated("Queues grow on 9 Jan").written.is_some());
        assert!(read_stated("03/04/2019").written.is_some());
    }

    #[test]
    fn the_number_of_an_incident_is_no_day_of_its_year() {
        for text in [
            "INC-2026-001: API latency",
            "INC-2026-002",
            "PM2026-003",
            "CVE-2026-123 and PR-2024-100",
            "GH-2024-005",
            "Incident 2026-001",
            "2026-001 Queue stuck",
            "2026/014 Queue stuck",
            "2026-001-queue-stuck.md",
            "As in 2025-117, the queue stuck.",
        ] {
            check(text, "", "");
            assert!(read_dates(text).is_empty() && read_stated(text).written.is_none(), "{text}");
        }
        check("2026-001, 2026-06-22: queues grow", "2026-06-22", "");
        assert_eq!(read_stated("Incident 2026-001").year, Some(2026));
    }

    #[test]
    fn lengths_of_time() {
        for (text, seconds) in [
            ("30m", 1_800),
            ("1h 30m", 5_400),
            ("45 minutes", 2_700),
            ("1 hour and 5 min", 3_900),
            ("PT1H30M", 5_400),
            ("~90s", 90),
            ("2d 1h 29m", 178_140),
            ("1.5 hours", 5_400),
        ] {
            assert_eq!(read_duration(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "30", "m", "30 apples", "soon"] {
            assert_eq!(read_duration(text), None, "{text}");
        }
    }
}
