//! Reads dates in numbers: `2019-03-25`, `25.03.2019`, `7/6/23`, `12-05`.

use askhow_document::Span;
use jiff::civil::Date;

use super::{Need, ordered_value};
use crate::lex::Lex;
use crate::line::DateOrder;
use crate::stamp::{DatePart, DateValue, Part, PartKind, Problem};
use crate::words;

/// Dates in numbers.
pub(super) fn read_numbers(lex: &mut Lex<'_>, need: Need, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let start = lex.at();
    let first = number(lex, 1, 8)?;
    match first.len() {
        8 => return compact(lex, first),
        4 | 5 => return year_first(lex, start, problems),
        1 | 2 => {}
        _ => return None,
    }
    let separator = lex.peek().filter(|byte| matches!(byte, b'/' | b'.' | b'-'))?;
    lex.eat(separator);
    let second = number(lex, 1, 2)?;
    let behind_second = lex.at();
    let third =
        lex.attempt(
            |lex| if lex.eat(separator) { number(lex, 2, 4).filter(|span| span.len() != 3) } else { None },
        );
    let text = lex.text();
    let parsed = |span: Span| span.of(text).parse::<i16>().ok();
    let numbers = (parsed(first)?, parsed(second)?, third.and_then(parsed));
    let padded = first.len() == 2 && second.len() == 2;
    match third {
        Some(third) if third.len() == 2 && separator == b'.' && !padded => return None,
        // `24-05-21 16:40`, but no number of two hyphens before words.
        Some(third) if third.len() == 2 && separator == b'-' => {
            let behind = lex.rest().trim_start_matches([' ', ',']).bytes().next();
            let is_beside = behind.is_none_or(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'|'));
            if !padded || need == Need::Beside && !is_beside {
                return None;
            }
        }
        None if need != Need::Beside => return None,
        // `25.03. 16:40`, but neither `1.11` nor `16.40`.
        None if separator == b'.' && !lex.eat(b'.') => return None,
        None => lex.go(if separator == b'.' { lex.at() } else { behind_second }),
        _ => {}
    }
    let span = Span::new(start, lex.at());
    if lex.in_word() || matches!((lex.peek(), lex.peek_at(1)), (Some(b'.' | b'/' | b':'), Some(b'0'..=b'9')))
    {
        return None;
    }
    let part = |span, kind| Part { span, kind };
    let mut parts = vec![part(first, PartKind::Day), part(second, PartKind::Month)];
    parts.extend(third.map(|third| part(third, PartKind::Year)));
    let mut date = DatePart { span, value: DateValue::Numbers { numbers }, last: None, weekday: None, parts };
    let by_day = ordered_value(numbers, DateOrder::DayFirst);
    let by_month = ordered_value(numbers, DateOrder::MonthFirst);
    let by_year = ordered_value(numbers, DateOrder::YearFirst);
    let order = match (by_day, by_month, by_year) {
        // Numbers with points are written day first, two with a dash month first.
        (Some(_), _, _) if separator == b'.' => DateOrder::DayFirst,
        (_, Some(_), _) if separator == b'-' && third.is_none() => DateOrder::MonthFirst,
        (Some(day), Some(month), _) if day == month => DateOrder::DayFirst,
        (Some(_), Some(_), _) => return Some(date),
        // `24/05/21` may begin with the year.
        (Some(_), None, Some(_)) if padded => return Some(date),
        (Some(_), None, _) => DateOrder::DayFirst,
        (None, Some(_), _) => DateOrder::MonthFirst,
        (None, None, Some(_)) => DateOrder::YearFirst,
        // Only a year of four digits makes sure that these numbers were meant as a date.
        (None, None, None) if third.is_some_and(|third| third.len() == 4) && padded => {
            problems.push(Problem { span, what: "is no day of the calendar".into(), instead: None });
            date.value = DateValue::Wrong;
            return Some(date);
        }
        _ => return None,
    };
    date.ordered(order)
}

/// `20190325T…`.
fn compact(lex: &mut Lex<'_>, span: Span) -> Option<DatePart> {
    let date = Date::strptime("%Y%m%d", span.of(lex.text())).ok()?;
    let cut = |from, to| Span::new(span.start + from, span.start + to);
    let parts = vec![
        Part { span: cut(0, 4), kind: PartKind::Year },
        Part { span: cut(4, 6), kind: PartKind::Month },
        Part { span: cut(6, 8), kind: PartKind::Day },
    ];
    (1970..2100).contains(&date.year()).then_some(DatePart {
        span,
        value: DateValue::Full(date),
        last: None,
        weekday: None,
        parts,
    })
}

/// `2019-03-25` with any of three separators, and what people leave or slip into it.
fn year_first(lex: &mut Lex<'_>, start: usize, problems: &mut Vec<Problem>) -> Option<DatePart> {
    let year = Span::new(start, lex.at());
    let separator = lex.peek().filter(|byte| matches!(byte, b'/' | b'.' | b'-'))?;
    lex.eat(separator);
    let month = number_or_unknown(lex)?;
    if !lex.eat(separator) {
        return None;
    }
    let day = number_or_unknown(lex)?;
    let span = Span::new(start, lex.at());
    if lex.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = lex.text();
    let parts = [(year, PartKind::Year), (month, PartKind::Month), (day, PartKind::Day)];
    let parts: Vec<Part> = parts.into_iter().map(|(span, kind)| Part { span, kind }).collect();
    let part = |value| Some(DatePart { span, value, last: None, weekday: None, parts });
    let (Ok(month), Ok(day)) = (month.of(text).parse::<i8>(), day.of(text).parse::<i8>()) else {
        return part(DateValue::Unknown);
    };
    if separator == b'.' && (year.len() != 4 || !(1970..2100).contains(&year.of(text).parse::<i16>().ok()?)) {
        return None;
    }
    let value = year.of(text).parse::<i16>().ok().filter(|_| year.len() == 4);
    let Some(value) = value else {
        problems.push(Problem { span: year, what: "is no year of four digits".into(), instead: None });
        return part(DateValue::Wrong);
    };
    if let Ok(date) = Date::new(value, month, day) {
        let last = lex.attempt(|lex| read_last(lex, date));
        let span = Span::new(start, if last.is_some() { lex.at() } else { span.end });
        return Some(DatePart { span, last, ..part(DateValue::Full(date))? });
    }
    // Month and day the other way round are the one other reading.
    let sep = char::from(separator);
    let swapped =
        Date::new(value, day, month).ok().map(|_| format!("{}{sep}{day:02}{sep}{month:02}", year.of(text)));
    let what = if (1..=12).contains(&month) {
        format!("is no day of the calendar: {} has {}", month_name(month), days_in(value, month))
    } else {
        format!("is no day of the calendar: there is no month {month}")
    };
    problems.push(Problem { span, what, instead: swapped });
    part(DateValue::Wrong)
}

/// ` to 17` behind a whole date: the last day, where nothing follows that it may count.
fn read_last(lex: &mut Lex<'_>, first: Date) -> Option<DateValue> {
    let has_blank = lex.blanks();
    let word = has_blank && ["to", "until", "till", "through"].into_iter().any(|word| lex.word(word));
    let links_on =
        word || ["–", "—", "→", "->"].into_iter().any(|link| lex.eat_str(link)) || has_blank && lex.eat(b'-');
    if !links_on {
        return None;
    }
    lex.blanks();
    let day: i8 = lex.digits(1, 2)?.parse().ok().filter(|day| *day > first.day())?;
    let behind = lex.rest().trim_start_matches(['*', '_', ')', ']']);
    let is_apart = behind.starts_with(' ');
    let next = behind.trim_start();
    let ends = next.is_empty()
        || is_apart && ["- ", "– ", "— "].into_iter().any(|dash| next.starts_with(dash))
        || next.starts_with('|')
        || next.starts_with([':', ','])
            && !next.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let last = Date::new(first.year(), first.month(), day).ok().filter(|_| ends)?;
    Some(DateValue::Full(last))
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| words::MONTHS.get(index)).copied().unwrap_or_default()
}

fn days_in(year: i16, month: i8) -> String {
    Date::new(year, month, 1)
        .map(|date| format!("{} days that year", date.days_in_month()))
        .unwrap_or_default()
}

fn number(lex: &mut Lex<'_>, min: usize, max: usize) -> Option<Span> {
    let start = lex.at();
    lex.digits(min, max).map(|digits| Span::new(start, start + digits.len()))
}

fn number_or_unknown(lex: &mut Lex<'_>) -> Option<Span> {
    let start = lex.at();
    if let Some(span) = number(lex, 1, 2) {
        return Some(span);
    }
    let unknown = lex.take_while(|byte| matches!(byte, b'?' | b'x' | b'X'));
    (1..=2).contains(&unknown.len()).then(|| Span::new(start, lex.at()))
}
