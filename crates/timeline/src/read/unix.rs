//! Seconds and milliseconds since 1970, as logs and dashboards print them.

use askhow_document::Span;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Zone;
use crate::lex::Lex;
use crate::stamp::{DatePart, DateValue, TimePart, TimeValue, Writing, ZonePart};

/// `1677948000`, `1677948000123`: of the years from 2001 to 2033, with nothing of a word behind.
pub(super) fn read_unix(lex: &mut Lex<'_>) -> Option<Writing> {
    let start = lex.at();
    let digits = lex.digits(10, 13)?;
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        10 => number,
        13 => number / 1_000,
        _ => return None,
    };
    let goes_on =
        lex.in_word() || matches!(lex.peek(), Some(b'.' | b'-' | b'/') if lex.peek_at(1) != Some(b' '));
    if goes_on || !(1_000_000_000..2_000_000_000).contains(&seconds) {
        return None;
    }
    let local = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    let span = Span::new(start, lex.at());
    let value = TimeValue::At { time: local.time(), grain: 1 };
    Some(Writing {
        date: Some(DatePart {
            span,
            value: DateValue::Full(local.date()),
            last: None,
            weekday: None,
            parts: Vec::new(),
        }),
        time: Some(TimePart { span, value, parts: Vec::new() }),
        zone: Some(ZonePart { span: Span::empty(lex.at()), zone: Zone::utc() }),
    })
}
