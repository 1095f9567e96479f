//! Reads the clock times of all notations.

use askhow_document::Span;
use jiff::civil::Time;

use crate::lex::Lex;
use crate::stamp::{Part, PartKind, Problem, TimePart, TimeValue};
use crate::words;

/// A clock time, and whether its shape needs company to be one.
pub(crate) struct Clock {
    pub(crate) part: TimePart,
    /// `1640`, `16.40`.
    pub(crate) bare: bool,
    /// `4:40 PM`, or beyond the twelfth hour.
    pub(crate) settled: bool,
}

/// Reads a clock time with its am or pm.
pub(crate) fn read_time(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<Clock> {
    lex.attempt(|lex| read_numbers(lex, problems))
        .or_else(|| lex.attempt(read_unknown))
        .or_else(|| lex.attempt(read_word))
}

/// `early morning`, `evening`: meant as a time only beside a date.
pub(crate) fn read_part_of_day(lex: &mut Lex<'_>) -> Option<TimePart> {
    let start = lex.at();
    if !lex.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let (_, from, to) = words::PARTS_OF_DAY.into_iter().find(|(name, ..)| lex.word(name))?;
    let span = Span::new(start, lex.at());
    let last = if to >= 24 { Time::constant(23, 59, 59, 0) } else { Time::new(to, 0, 0, 0).ok()? };
    let value = TimeValue::Between(Time::new(from, 0, 0, 0).ok()?, last);
    Some(TimePart { span, value, parts: vec![Part { span, kind: PartKind::Word }] })
}

fn read_numbers(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<Clock> {
    let start = lex.at();
    let hour = lex.digits(1, 6)?;
    let mut parts = Vec::with_capacity(4);
    let mut push = |start: usize, text: &str, kind| {
        if !text.is_empty() {
            parts.push(Part { span: Span::new(start, start + text.len()), kind });
        }
    };
    let mut bare = false;
    let (mut minute, mut second, mut fraction) = ("", "", "");
    let hour = match (hour.len(), lex.peek()) {
        (1 | 2, Some(b':')) => {
            lex.eat(b':');
            push(start, hour, PartKind::Hour);
            let at = lex.at();
            // `08:4:31` lacks a digit.
            if lex.peek_at(1) == Some(b':')
                && lex
                    .peek_at(2)
                    .zip(lex.peek_at(3))
                    .is_some_and(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit())
                && lex.peek_at(4).is_none_or(|byte| !byte.is_ascii_digit() && byte != b':')
                && lex.digits(1, 1).is_some()
                && hour.len() == 2
            {
                lex.eat(b':');
                lex.digits(2, 2)?;
                let span = Span::new(start, lex.at());
                let what = "is no time of day: its minutes have one digit".into();
                problems.push(Problem { span, what, instead: None });
                let part = TimePart { span, value: TimeValue::Wrong, parts: Vec::new() };
                return Some(Clock { part, bare: false, settled: true });
            }
            lex.go(at);
            minute = lex.digits(2, 2)?;
            push(at, minute, PartKind::Minute);
            if lex.eat(b':') {
                let at = lex.at();
                match lex.digits(2, 2) {
                    Some(digits) => {
                        second = digits;
                        push(at, second, PartKind::Second);
                    }
                    // `16:40: the deploy`, but neither `1:20:3` nor `1:20:300`.
                    None if lex.peek().is_some_and(|byte| byte.is_ascii_digit()) => return None,
                    None => lex.go(at - 1),
                }
                if matches!((lex.peek(), lex.peek_at(1)), (Some(b'.' | b','), Some(b'0'..=b'9')))
                    && !second.is_empty()
                {
                    lex.go(lex.at() + 1);
                    let at = lex.at();
                    fraction = lex.digits(1, 9)?;
                    push(at, fraction, PartKind::Fraction);
                } else if !second.is_empty()
                    && lex.peek() == Some(b':')
                    && lex.peek_at(1).is_some_and(|b| b.is_ascii_digit())
                {
                    return None;
                }
            }
            hour
        }
        (1 | 2, Some(b'h' | b'H')) => {
            lex.go(lex.at() + 1);
            push(start, hour, PartKind::Hour);
            let at = lex.at();
            minute = lex.digits(2, 2)?;
            push(at, minute, PartKind::Minute);
            hour
        }
        // `0.55` is a number.
        (1 | 2, Some(b'.')) if hour != "0" && lex.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) => {
            lex.eat(b'.');
            push(start, hour, PartKind::Hour);
            let at = lex.at();
            minute = lex.digits(2, 2)?;
            push(at, minute, PartKind::Minute);
            if matches!((lex.peek(), lex.peek_at(1)), (Some(b'.'), Some(b'0'..=b'9')))
                || lex.peek() == Some(b'%')
            {
                return None;
            }
            bare = true;
            hour
        }
        (4 | 6, _) => {
            let (first, rest) = hour.split_at_checked(2)?;
            let (middle, last) = rest.split_at_checked(2)?;
            push(start, first, PartKind::Hour);
            push(start + 2, middle, PartKind::Minute);
            push(start + 4, last, PartKind::Second);
            (minute, second) = (middle, last);
            if hour.len() == 6 && lex.text().get(..start).is_none_or(|before| !before.ends_with('T')) {
                return None;
            }
            bare = true;
            first
        }
        (1 | 2, _) => {
            push(start, hour, PartKind::Hour);
            hour
        }
        _ => return None,
    };
    let digits_end = lex.at();
    let meridiem = lex.attempt(|lex| read_meridiem(lex, !minute.is_empty()));
    if let Some((span, _)) = meridiem {
        parts.push(Part { span, kind: PartKind::Meridiem });
        bare = false;
    } else if minute.is_empty() || (lex.in_word() && !is_zulu(lex) && !is_hour_sign(lex)) {
        return None;
    }
    let span = Span::new(start, lex.at());
    let value = Value {
        hour: hour.parse().ok()?,
        minute: if minute.is_empty() { 0 } else { minute.parse().ok()? },
        second: if second.is_empty() { 0 } else { second.parse().ok()? },
        nanosecond: if fraction.is_empty() { 0 } else { format!("{fraction:0<9}").parse().unwrap_or(0) },
        grain: if second.is_empty() { if minute.is_empty() { 3600 } else { 60 } } else { 1 },
    };
    let digits = Span::new(start, digits_end);
    let read = value.read(meridiem.map(|(span, is_pm)| (span, is_pm, digits.of(lex.text()))), span, problems);
    if bare && read == TimeValue::Wrong {
        problems.pop();
        return None;
    }
    let settled = meridiem.is_some() || value.hour > 12 || value.hour == 0;
    Some(Clock { part: TimePart { span, value: read, parts }, bare, settled })
}

#[derive(Clone, Copy)]
struct Value {
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    grain: u32,
}

impl Value {
    /// What the numbers say together; what is wrong goes to `problems`.
    fn read(
        self,
        meridiem: Option<(Span, bool, &str)>,
        span: Span,
        problems: &mut Vec<Problem>,
    ) -> TimeValue {
        let Value { mut hour, minute, second, nanosecond, grain } = self;
        let mut wrong = |span, what: &str, instead: Option<String>| {
            problems.push(Problem { span, what: what.into(), instead });
        };
        if minute > 59 || second > 60 || hour > 24 || (hour == 24 && (minute, second) != (0, 0)) {
            let what = if minute > 59 {
                "is no time of day: an hour has 60 minutes"
            } else if second > 60 {
                "is no time of day: a minute has 60 seconds"
            } else {
                "is no time of day: a day ends at 24:00"
            };
            wrong(span, what, None);
            return TimeValue::Wrong;
        }
        if hour == 24 {
            return TimeValue::EndOfDay;
        }
        // A leap second is the end of its minute.
        let second = second.min(59);
        match meridiem {
            Some((_, true, digits)) if hour > 12 => {
                wrong(span, "is a 24-hour time with PM", Some(digits.to_owned()));
            }
            // Past twelve, the digits leave no doubt, whatever the letters say.
            Some((_, false, digits)) if hour > 12 => {
                wrong(span, "is a 24-hour time with AM", Some(digits.to_owned()));
            }
            Some((_, false, digits)) if hour == 0 => {
                wrong(span, "is a 24-hour time with AM", Some(digits.to_owned()))
            }
            Some((_, true, _)) if hour == 0 => {
                wrong(span, "is a 24-hour time with PM", None);
                return TimeValue::Wrong;
            }
            Some((_, true, _)) if hour < 12 => hour += 12,
            Some((_, false, _)) if hour == 12 => hour = 0,
            _ => {}
        }
        Time::new(hour, minute, second, nanosecond)
            .map_or(TimeValue::Wrong, |time| TimeValue::At { time, grain })
    }
}

/// `PM`, `pm`, `p.m.`, and `4:40p` where it touches the digits.
fn read_meridiem(lex: &mut Lex<'_>, has_minutes: bool) -> Option<(Span, bool)> {
    let touches = !lex.blanks();
    let start = lex.at();
    let is_pm = match lex.peek()? {
        b'p' | b'P' => true,
        b'a' | b'A' => false,
        b'n' | b'N' if !has_minutes && lex.word("noon") => return Some((Span::new(start, lex.at()), true)),
        b'm' if !has_minutes && lex.word("midnight") => return Some((Span::new(start, lex.at()), false)),
        _ => return None,
    };
    lex.go(start + 1);
    let dotted = lex.eat(b'.');
    // `p. m.`, `p m`
    let apart = *lex;
    if lex.blanks() && !((lex.eat(b'm') || lex.eat(b'M')) && !lex.in_word()) {
        *lex = apart;
    } else if apart.at() < lex.at() {
        if dotted {
            lex.eat(b'.');
        }
        return Some((Span::new(start, lex.at()), is_pm));
    }
    if lex.eat(b'm') || lex.eat(b'M') {
        if dotted {
            lex.eat(b'.');
        }
    } else if dotted || !touches || !has_minutes {
        return None;
    }
    (!lex.in_word()).then(|| (Span::new(start, lex.at()), is_pm))
}

/// `16:42h`
fn is_hour_sign(lex: &Lex<'_>) -> bool {
    lex.rest().strip_prefix('h').is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

pub(crate) fn is_zulu(lex: &Lex<'_>) -> bool {
    let behind = lex.rest().strip_prefix(['Z', 'z']);
    behind.is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

/// `--:--`, `??:??`, `14:??`, `22:XX`, `16:4x`, `HH:mm`.
fn read_unknown(lex: &mut Lex<'_>) -> Option<Clock> {
    let start = lex.at();
    let mark = |byte: u8| matches!(byte, b'?' | b'x' | b'X' | b'-' | b'_') || byte.is_ascii_digit();
    let clock = |lex: &Lex<'_>, value| {
        let part = TimePart { span: Span::new(start, lex.at()), value, parts: Vec::new() };
        Some(Clock { part, bare: false, settled: true })
    };
    if ["HH:mm:ss", "HH:mm", "HH:MM", "hh:mm"].into_iter().any(|template| lex.word(template)) {
        return clock(lex, TimeValue::Unknown);
    }
    let hour = lex.take_while(mark);
    if !(1..=2).contains(&hour.len()) || !lex.eat(b':') {
        return None;
    }
    let minute = lex.take_while(mark);
    if minute.len() != 2 || lex.in_word() || minute.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // `16:--` is a span or a rule before it is a time.
    if hour.bytes().all(|byte| byte.is_ascii_digit()) && minute == "--" {
        return clock(lex, hour_of(hour, minute)?);
    }
    let value = hour_of(hour, minute)?;
    let seconds = lex.attempt(|lex| {
        if lex.eat(b':') { Some(lex.take_while(mark).len()) } else { None }.filter(|n| *n > 0)
    });
    if seconds.is_some_and(|count| count != 2) {
        return None;
    }
    clock(lex, value)
}

/// The earliest and latest time that a pattern allows.
fn hour_of(hour: &str, minute: &str) -> Option<TimeValue> {
    let bound = |text: &str, blank: char| -> Option<i8> {
        let filled: String = text.chars().map(|c| if c.is_ascii_digit() { c } else { blank }).collect();
        filled.parse().ok()
    };
    if !hour.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(TimeValue::Unknown);
    }
    // `24:XX` is written in the small hours by people who have not been to bed.
    if bound(hour, '0')? >= 24 {
        return Some(TimeValue::Unknown);
    }
    let from = Time::new(bound(hour, '0')?, bound(minute, '0')?.min(59), 0, 0).ok()?;
    let to = Time::new(bound(hour, '9')?.min(23), bound(minute, '9')?.min(59), 59, 0).ok()?;
    Some(TimeValue::Between(from, to))
}

/// `noon`, `midnight`.
fn read_word(lex: &mut Lex<'_>) -> Option<Clock> {
    let start = lex.at();
    let time = if lex.word("noon") || lex.word("midday") {
        Time::midnight().saturating_add(jiff::SignedDuration::from_hours(12))
    } else if lex.word("midnight") {
        Time::midnight()
    } else {
        return None;
    };
    let span = Span::new(start, lex.at());
    // `Midnight Commander` is a name.
    let next = lex.rest().trim_start().chars().next();
    if lex.before() == Some(b'-')
        || (next.is_some_and(char::is_uppercase) && lex.since(start).starts_with(char::is_uppercase))
    {
        let mut ahead = *lex;
        ahead.blanks();
        crate::zone::read_zone(&mut ahead, false)?;
    }
    let part = TimePart {
        span,
        value: TimeValue::At { time, grain: 60 },
        parts: vec![Part { span, kind: PartKind::Word }],
    };
    Some(Clock { part, bare: false, settled: true })
}
