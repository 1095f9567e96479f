//! Reads the dates of all notations.

mod numbers;

use askhow_document::Span;
use jiff::civil::{Date, Weekday};

use numbers::read_numbers;

use crate::lex::Lex;
use crate::line::DateOrder;
use crate::stamp::{DatePart, DateValue, Part, PartKind, Problem};
use crate::words;

/// How much a date must say to be one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Anything that can be a date beside a clock time: `12-05`, `Tue`.
    Beside,
    /// What is a date by itself: `9 Jan`, `7/6/23`.
    Alone,
}

/// Reads a date with its weekday, before or behind it.
pub(crate) fn read_date(lex: &mut Lex<'_>, need: Need, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let weekday = lex.attempt(read_weekday);
    if weekday.is_some() {
        let behind = lex.at();
        pass_link(lex);
        let date = lex.attempt(|lex| read_plain_date(lex, Need::Beside, problems));
        let Some(mut date) = date else {
            lex.go(behind);
            let (weekday, part) = weekday?;
            let value = DateValue::Weekday(weekday);
            return Some(DatePart {
                span: Span::new(start, behind),
                value,
                weekday: Some(weekday),
                parts: vec![part],
            });
        };
        add_weekday(&mut date, weekday, problems);
        return Some(date);
    }
    let mut date = lex.attempt(|lex| read_plain_date(lex, need, problems))?;
    let behind = lex.at();
    pass_link(lex);
    let opened = lex.eat(b'(');
    let weekday = lex.attempt(read_weekday);
    if weekday.is_none() || (opened && !lex.eat(b')')) {
        lex.go(behind);
        return Some(date);
    }
    add_weekday(&mut date, weekday, problems);
    Some(date)
}

/// What may stand between the parts of a stamp: blanks, a comma, the border of a table's cell.
pub(crate) fn pass_link(lex: &mut Lex<'_>) -> bool {
    let start = lex.at();
    lex.blanks();
    if lex.eat(b',') || lex.eat(b'|') || lex.eat(b';') {
        lex.blanks();
    }
    // An empty cell in between.
    if lex.eat(b'|') {
        lex.blanks();
    }
    lex.at() > start
}

impl DatePart {
    /// The same date with its numbers read in this order; `None` where they make no date so.
    pub(crate) fn ordered(&self, order: DateOrder) -> Option<DatePart> {
        let DateValue::Numbers { numbers } = self.value else { return Some(self.clone()) };
        let kinds = match order {
            DateOrder::DayFirst => [PartKind::Day, PartKind::Month, PartKind::Year],
            DateOrder::MonthFirst => [PartKind::Month, PartKind::Day, PartKind::Year],
            DateOrder::YearFirst => [PartKind::Year, PartKind::Month, PartKind::Day],
        };
        let value = ordered_value(numbers, order)?;
        let mut kinds = kinds.into_iter();
        let parts = self.parts.iter().map(|part| match part.kind {
            PartKind::Day | PartKind::Month | PartKind::Year => {
                Part { span: part.span, kind: kinds.next().unwrap_or(part.kind) }
            }
            _ => *part,
        });
        Some(DatePart { span: self.span, value, weekday: self.weekday, parts: parts.collect() })
    }

    /// Which order its numbers prove, where they could have stood in another one.
    pub(crate) fn proves(&self) -> Option<DateOrder> {
        let numbers: Vec<PartKind> = self
            .parts
            .iter()
            .map(|part| part.kind)
            .filter(|kind| {
                matches!(kind, PartKind::Day | PartKind::Month | PartKind::Year | PartKind::MonthName)
            })
            .collect();
        match (numbers.as_slice(), self.value) {
            (_, DateValue::Numbers { .. } | DateValue::Wrong) => None,
            ([PartKind::Day, PartKind::Month, ..], _) => Some(DateOrder::DayFirst),
            ([PartKind::Month, PartKind::Day, PartKind::Year], _) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// What three numbers say in this order.
pub(crate) fn ordered_value(numbers: (i16, i16, Option<i16>), order: DateOrder) -> Option<DateValue> {
    let (year, month, day) = match (order, numbers) {
        (DateOrder::DayFirst, (day, month, year)) => (year, month, day),
        (DateOrder::MonthFirst, (month, day, year)) => (year, month, day),
        (DateOrder::YearFirst, (year, month, Some(day))) if year < 100 && day < 100 => {
            (Some(year), month, day)
        }
        (DateOrder::YearFirst, _) => return None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    match year {
        Some(year) => {
            Date::new(if year < 100 { 2000 + year } else { year }, month, day).ok().map(DateValue::Full)
        }
        None => month_day(month, day),
    }
}

fn month_day(month: i8, day: i8) -> Option<DateValue> {
    // A leap year, so that the 29th of February counts.
    Date::new(2000, month, day).ok().map(|_| DateValue::MonthDay(month, day))
}

fn add_weekday(date: &mut DatePart, weekday: Option<(Weekday, Part)>, problems: &mut Vec<Problem>) {
    let Some((weekday, part)) = weekday else { return };
    date.span = date.span.cover(part.span);
    date.weekday = Some(weekday);
    date.parts.push(part);
    date.parts.sort_by_key(|part| part.span.start);
    if let DateValue::Numbers { numbers } = date.value {
        // The weekday may tell which order is meant.
        let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
        let mut fitting = orders.into_iter().filter(|order| {
            matches!(ordered_value(numbers, *order), Some(DateValue::Full(day)) if day.weekday() == weekday)
        });
        if let (Some(order), None) = (fitting.next(), fitting.next())
            && let Some(ordered) = date.ordered(order)
        {
            *date = ordered;
        }
    }
    if let DateValue::Full(day) = date.value
        && day.weekday() != weekday
    {
        problems.push(wrong_weekday(part.span, day));
    }
}

/// The problem of a weekday that is not its date's.
pub(crate) fn wrong_weekday(span: Span, day: Date) -> Problem {
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    let name = words::WEEKDAYS.get(index).copied().unwrap_or_default();
    let name = if span.len() > 4 && !(span.len() == 5 && name.len() != 6) {
        name
    } else {
        name.get(..3).unwrap_or(name)
    };
    Problem { span, what: format!("is not the weekday of {day}, a {name}"), instead: Some(name.to_owned()) }
}

fn read_weekday(lex: &mut Lex<'_>) -> Option<(Weekday, Part)> {
    let start = lex.at();
    let word = lex.take_while(|byte| byte.is_ascii_alphabetic());
    let weekday = words::weekday(word)?;
    let span = Span::new(start, lex.at());
    if lex.in_word() {
        return None;
    }
    lex.eat(b'.');
    Some((weekday, Part { span, kind: PartKind::Weekday }))
}

fn read_plain_date(lex: &mut Lex<'_>, need: Need, problems: &mut Vec<Problem>) -> Option<DatePart> {
    match lex.peek()? {
        b'0'..=b'9' => lex
            .attempt(|lex| read_numbers(lex, need, problems))
            .or_else(|| lex.attempt(|lex| read_day_first(lex, problems))),
        b'A'..=b'Z' => read_month_first(lex, problems),
        _ => None,
    }
}

/// `March 25th, 2019`, `Oct 29-30, 2025`.
fn read_month_first(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let (month, name) = read_month_name(lex)?;
    lex.eat(b'.');
    let has_blank = lex.blanks();
    if !has_blank && !lex.eat(b'-') {
        return None;
    }
    let (day, mut parts) = read_day(lex)?;
    parts.insert(0, name);
    let mut end = lex.at();
    if lex.attempt(read_second_day).is_some() {
        end = lex.at();
    }
    let (year, end) = read_year_behind(lex, &mut parts, end);
    named_date(lex, Span::new(start, end), (year, month, day), parts, problems)
}

/// `25 March 2019`, `8th of January`, `19. April`, `23-April-2025`.
fn read_day_first(lex: &mut Lex<'_>, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let (day, mut parts) = read_day(lex)?;
    lex.attempt(read_second_day);
    lex.eat(b'.');
    if !lex.blanks() && !lex.eat(b'-') {
        return None;
    }
    if lex.word("of") {
        lex.blanks();
    }
    let (month, name) = read_month_name(lex)?;
    parts.push(name);
    lex.eat(b'.');
    let end = lex.at();
    let (year, end) = read_year_behind(lex, &mut parts, end);
    named_date(lex, Span::new(start, end), (year, month, day), parts, problems)
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
    Some(DatePart { span, value, weekday: None, parts })
}

fn read_month_name(lex: &mut Lex<'_>) -> Option<(i8, Part)> {
    let start = lex.at();
    let word = lex.take_while(|byte| byte.is_ascii_alphabetic());
    let month = words::month(word)?;
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
