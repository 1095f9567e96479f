//! Reads dates with the name of their month, and days of weeks and years.

use askhow_document::Span;
use jiff::civil::{Date, Weekday};

use super::{Need, month_day};
use crate::lex::Lex;
use crate::stamp::{DatePart, DateValue, Part, PartKind, Problem};
use crate::words;

/// `2024-Sep-05`, `2024 May 21`, `2024/May/21`.
pub(super) fn read_year_and_name(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let year: i16 = lex.digits(4, 4)?.parse().ok()?;
    let year_part = Part { span: Span::new(start, lex.at()), kind: PartKind::Year };
    let separator = lex.peek().filter(|byte| matches!(byte, b'-' | b'/' | b' ' | b',' | b'.'))?;
    lex.eat(separator);
    lex.blanks();
    let (month, name) = read_month_name(lex)?;
    lex.eat(b'.');
    if !lex.eat(separator) && !lex.blanks() {
        return None;
    }
    let (day, mut parts) = read_day(lex)?;
    parts.insert(0, name);
    parts.insert(0, year_part);
    let span = Span::new(start, lex.at());
    let value = (Some(year).filter(|year| (1970..2100).contains(year))?, month, day);
    named_date(lex, span, (Some(value.0), value.1, value.2), parts, problems)
}

/// `2024-W36-4`, `2024-249`, `2024/249`: the day of a week, and of a year.
pub(super) fn read_week_or_day(lex: &mut Lex<'_>, need: Need) -> Option<DatePart> {
    let start = lex.at();
    let year: i16 = lex.digits(4, 4)?.parse().ok()?;
    let parts = vec![Part { span: Span::new(start, lex.at()), kind: PartKind::Year }];
    let slash = lex.peek() == Some(b'/');
    if !(1970..2100).contains(&year) || !lex.eat(b'-') && !lex.eat(b'/') {
        return None;
    }
    let date = if !slash && lex.eat(b'W') {
        let week: i8 = lex.digits(2, 2)?.parse().ok()?;
        lex.eat(b'-');
        let day: i8 = lex.digits(1, 1)?.parse().ok()?;
        let day = Weekday::from_monday_one_offset(day).ok()?;
        jiff::civil::ISOWeekDate::new(year, week, day).ok()?.date()
    } else if need == Need::Amid {
        return None;
    } else {
        let day: i64 = lex.digits(3, 3)?.parse().ok()?;
        let date =
            Date::new(year, 1, 1).ok()?.checked_add(jiff::Span::new().days(day.checked_sub(1)?)).ok()?;
        Some(date).filter(|date| date.year() == year)?
    };
    let span = Span::new(start, lex.at());
    let goes_on = lex.in_word() || matches!(lex.peek(), Some(b'-' | b'/'));
    (!goes_on).then_some(DatePart { span, value: DateValue::Full(date), last: None, weekday: None, parts })
}

/// `March 25th, 2019`, `Oct 29-30, 2025`.
pub(super) fn read_month_first(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let (month, name) = read_month_name(lex)?;
    lex.eat(b'.');
    let has_blank = lex.blanks();
    if !has_blank && !lex.eat(b'-') {
        return None;
    }
    let (day, mut parts) = read_day(lex)?;
    parts.insert(0, name);
    let last = lex.attempt(read_second_day);
    let end = lex.at();
    let (year, end) = match lex.attempt(|lex| read_short_year(lex, None, &mut parts)) {
        Some(year) => (Some(year), lex.at()),
        None => read_year_behind(lex, &mut parts, end),
    };
    let date = named_date(lex, Span::new(start, end), (year, month, day), parts, problems)?;
    Some(up_to(date, last))
}

/// `Wed Jul 3 09:02:00 UTC 2024`: the year of a date, behind its time.
pub(crate) fn read_year_last(
    lex: &mut Lex<'_>,
    date: &mut DatePart,
    problems: &mut Vec<Problem>,
) -> Option<()> {
    let DateValue::MonthDay(month, day) = date.value else { return None };
    lex.blanks().then_some(())?;
    let start = lex.at();
    let year: i16 = lex.digits(4, 4)?.parse().ok().filter(|year| (1970..2100).contains(year))?;
    let next = (lex.peek(), lex.peek_at(1));
    let goes_on = lex.in_word() || matches!(next, (Some(b'.' | b':' | b'-' | b'/'), Some(b'0'..=b'9')));
    // Behind a month and a day alone it may be the subject of the sentence.
    let is_closed = matches!(next.0, None | Some(b']' | b')' | b'|'));
    if goes_on || !is_closed && date.weekday.is_none() {
        return None;
    }
    let full = Date::new(year, month, day).ok()?;
    let part = date.parts.iter().find(|part| part.kind == PartKind::Weekday);
    if let Some(part) = part.filter(|_| date.weekday.is_some_and(|weekday| weekday != full.weekday())) {
        problems.push(super::wrong_weekday(part.span, full));
    }
    date.value = DateValue::Full(full);
    date.parts.push(Part { span: Span::new(start, lex.at()), kind: PartKind::Year });
    Some(())
}

/// `25 March 2019`, `8th of January`, `19. April`, `23-April-2025`.
pub(super) fn read_day_first(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let (day, mut parts) = read_day(lex)?;
    let last = lex.attempt(read_second_day);
    lex.eat(b'.');
    let joint = lex.peek().filter(|byte| matches!(byte, b'-' | b'/'));
    if !lex.blanks() && !lex.eat(b'-') && !lex.eat(b'/') {
        return None;
    }
    if lex.word("of") || lex.word("de") {
        lex.blanks();
    }
    let (month, name) = read_month_name(lex)?;
    parts.push(name);
    lex.eat(b'.');
    let end = lex.at();
    let (year, end) = match lex.attempt(|lex| read_short_year(lex, joint, &mut parts)) {
        Some(year) => (Some(year), lex.at()),
        None => read_year_behind(lex, &mut parts, end),
    };
    let date = named_date(lex, Span::new(start, end), (year, month, day), parts, problems)?;
    Some(up_to(date, last))
}

/// The date that goes on to a later day of its month.
fn up_to(date: DatePart, last: Option<i8>) -> DatePart {
    let last = match (last, date.value) {
        (Some(last), DateValue::Full(day)) if last > day.day() => {
            Date::new(day.year(), day.month(), last).ok().map(DateValue::Full)
        }
        (Some(last), DateValue::MonthDay(month, day)) if last > day => month_day(month, last),
        _ => None,
    };
    DatePart { last, ..date }
}

/// `-24`, `/24` as the day is joined, or ` '24`.
fn read_short_year(lex: &mut Lex<'_>, joint: Option<u8>, parts: &mut Vec<Part>) -> Option<i16> {
    let joined = joint.is_some_and(|joint| lex.eat(joint));
    if !joined {
        lex.eat(b',');
        lex.blanks();
        if !lex.eat(b'\'') && !lex.eat_str("’") {
            return None;
        }
    }
    let at = lex.at();
    let digits = lex.digits(2, if joined { 4 } else { 2 })?;
    let year: i16 = digits.parse().ok()?;
    let year = match digits.len() {
        2 => 2000 + year,
        4 if (1970..2100).contains(&year) => year,
        _ => return None,
    };
    if lex.in_word() {
        return None;
    }
    parts.push(Part { span: Span::new(at, lex.at()), kind: PartKind::Year });
    Some(year)
}

fn named_date(
    lex: &mut Lex<'_>,
    span: Span,
    (year, month, day): (Option<i16>, i8, i8),
    parts: Vec<Part>,
    problems: &mut Vec<Problem>,
) -> Option<DatePart> {
    lex.go(span.end);
    if lex.in_word() {
        return None;
    }
    let value = match year {
        Some(year) => Date::new(year, month, day).ok().map(DateValue::Full),
        None => month_day(month, day),
    };
    let value = value.unwrap_or_else(|| {
        problems.push(Problem { span, what: "is no day of the calendar".into(), instead: None });
        DateValue::Wrong
    });
    Some(DatePart { span, value, last: None, weekday: None, parts })
}

fn read_month_name(lex: &mut Lex<'_>) -> Option<(i8, Part)> {
    let start = lex.at();
    let letters = lex.rest().find(|c: char| !c.is_alphabetic()).unwrap_or(lex.rest().len());
    lex.go(start + letters);
    let word = lex.since(start);
    let month = words::month(word).or_else(|| words::foreign_month(word))?;
    Some((month, Part { span: Span::new(start, lex.at()), kind: PartKind::MonthName }))
}

/// A day of one or two digits, with its `th`.
fn read_day(lex: &mut Lex<'_>) -> Option<(i8, Vec<Part>)> {
    let start = lex.at();
    let day: i8 = lex.digits(1, 2)?.parse().ok()?;
    let mut parts = vec![Part { span: Span::new(start, lex.at()), kind: PartKind::Day }];
    let behind = lex.at();
    if ["st", "nd", "rd", "th"].into_iter().any(|ordinal| lex.word(ordinal)) {
        parts.push(Part { span: Span::new(behind, lex.at()), kind: PartKind::Ordinal });
    }
    // `May 5.2` and `25:30` are no days.
    let next = (lex.peek(), lex.peek_at(1));
    let goes_on = lex.in_word() || matches!(next, (Some(b'.' | b':' | b'/'), Some(b'0'..=b'9')));
    (!goes_on && (1..=39).contains(&day)).then_some((day, parts))
}

/// `-30`, ` & 28`, ` to 30` behind a day.
fn read_second_day(lex: &mut Lex<'_>) -> Option<i8> {
    lex.blanks();
    let links = ["-", "–", "—", "&", "and ", "to "];
    if !links.into_iter().any(|link| lex.eat_str(link)) {
        return None;
    }
    lex.blanks();
    let (day, _) = read_day(lex)?;
    // `25 - 16:40` was refused by the day; `25-2019` has four digits.
    (day <= 31).then_some(day)
}

/// `, 2019` or ` 2019` behind day and month. Four digits that are an hour and minute followed by a zone or
/// colon (`Feb 2 1625:`) are left to the clock when they are no likely year.
fn read_year_behind(lex: &mut Lex<'_>, parts: &mut Vec<Part>, end: usize) -> (Option<i16>, usize) {
    lex.go(end);
    let year = lex.attempt(|lex| {
        lex.eat(b',');
        if !lex.blanks() && !lex.eat(b'-') {
            lex.eat(b'/');
        }
        // `12 de marzo de 2024`
        if lex.word("de") {
            lex.blanks();
        }
        let start = lex.at();
        let digits = lex.digits(4, 4)?;
        let year: i16 = digits.parse().ok()?;
        let is_decimal = matches!((lex.peek(), lex.peek_at(1)), (Some(b'.' | b':'), Some(b'0'..=b'9')));
        let likely = (1970..2100).contains(&year);
        (likely && !lex.in_word() && !is_decimal).then_some((year, start))
    });
    match year {
        Some((year, start)) => {
            parts.push(Part { span: Span::new(start, lex.at()), kind: PartKind::Year });
            (Some(year), lex.at())
        }
        None => (None, end),
    }
}
