//! Reads the dates of all notations.

mod named;
mod numbers;

use askhow_document::Span;
use jiff::civil::{Date, Weekday};

pub(crate) use named::read_year_last;
use named::{read_day_first, read_month_first, read_week_or_day, read_year_and_name};
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
    /// What is a date amid other words, where a year and a number count incidents: `2026-001`.
    Amid,
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
                last: None,
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
        // Numbers with the year last are read day first.
        let order = match order {
            DateOrder::YearFirst if ordered_value(numbers, order).is_none() => DateOrder::DayFirst,
            order => order,
        };
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
        Some(DatePart {
            span: self.span,
            value,
            last: self.last,
            weekday: self.weekday,
            parts: parts.collect(),
        })
    }

    /// The year that is written behind the last of several days alone: `May 9 – May 10, 2026`.
    pub(crate) fn take_year(&mut self, last: &DatePart) {
        if let (DateValue::MonthDay(month, day), DateValue::Full(last)) = (self.value, last.value) {
            let year = last.year() - i16::from((month, day) > (last.month(), last.day()));
            self.value = Date::new(year, month, day).map_or(self.value, DateValue::Full);
        }
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
            // `1/30`: there is no such month.
            ([PartKind::Month, PartKind::Day], DateValue::MonthDay(_, 13..)) => Some(DateOrder::MonthFirst),
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
            .attempt(|lex| read_year_and_name(lex, problems))
            .or_else(|| lex.attempt(|lex| read_week_or_day(lex, need)))
            .or_else(|| lex.attempt(|lex| read_numbers(lex, need, problems)))
            .or_else(|| lex.attempt(|lex| read_day_first(lex, problems))),
        b'A'..=b'Z' => read_month_first(lex, problems),
        _ => None,
    }
}
