//! Puts a stamp together from its parts: dates, times, zones, spans and what marks them as loose.

mod cells;
mod edges;
mod ends;
mod late;
mod note;
mod plain;
mod spans;
mod unix;

use askhow_document::Span;

pub use cells::{read_cells, read_time_cell, says_unknown};
pub(crate) use edges::read_loose;
use edges::{
    is_date_alone, is_doubted, may_start, pass_lead, pass_separator, read_relative, read_zone_behind,
};
use ends::{pass_open_end, read_short_end};
pub(crate) use late::end_of_text;
pub use late::read_late_stamp;
use note::read_zone_cell;
use plain::Plain;
use unix::read_unix;

use crate::date::{Need, pass_link, read_date, read_year_last};
use crate::lex::Lex;
use crate::stamp::{End, Problem, Stamp, TimeValue, Writing};
use crate::stated::pass_number;
use crate::time::{Clock, is_zulu, read_part_of_day, read_time};

/// Reads the stamp at the start of `text` (the words of a line, without Markdown); blanks, brackets and
/// bullets of chat before it are passed over.
///
/// ```
/// let stamp = askhow_timeline::read_stamp("16:40 UTC: the alert fires").unwrap();
/// assert_eq!(&*stamp.written, "16:40 UTC");
/// assert_eq!(stamp.rest, "16:40 UTC: ".len());
/// assert!(askhow_timeline::read_stamp("localhost:80 answers").is_none());
/// ```
pub fn read_stamp(text: &str) -> Option<Stamp> {
    let Some(plain) = Plain::of(text) else { return read_plain(text) };
    let mut stamp = read_plain(&plain.text)?;
    stamp.map(|at| plain.source(at));
    stamp.written = stamp.span.of(text).into();
    Some(stamp)
}

fn read_plain(text: &str) -> Option<Stamp> {
    let mut lex = Lex::new(text);
    pass_lead(&mut lex);
    if !may_start(&lex) {
        return None;
    }
    let start = lex.at();
    let stamp = Reader::default().read(&mut lex);
    if stamp.is_some() {
        return stamp;
    }
    // `Day 2 – 5 May`: a line that dates what is below it.
    lex.go(start);
    if lex.attempt(pass_number).is_some() {
        let day = Reader::default().read(&mut lex).filter(|stamp| stamp.has_date && !stamp.has_time);
        return day.filter(|stamp| {
            !text.get(stamp.rest..).is_some_and(|rest| rest.contains(char::is_alphanumeric))
        });
    }
    // `At 16:40 UTC the …`, `On March 5, …`, `Between 16:40 and 16:55 …`.
    lex.go(start);
    let between = lex.word("between") || lex.word("from");
    if !between && !["at", "on", "by", "since"].into_iter().any(|word| lex.word(word)) {
        return None;
    }
    lex.blanks();
    lex.word("the");
    lex.blanks();
    Reader { between, ..Reader::default() }.read(&mut lex)
}

#[derive(Default)]
struct Reader {
    /// The line began with *between* or *from*.
    between: bool,
    approximate: bool,
    bare: bool,
    settled: bool,
    /// Something behind its time says that it is of the next day.
    next_day: bool,
    problems: Vec<Problem>,
}

impl Reader {
    fn read(mut self, lex: &mut Lex<'_>) -> Option<Stamp> {
        let start = lex.at();
        self.approximate = read_loose(lex);
        if let Some(relative) = lex.attempt(read_relative) {
            return Some(self.finish(lex, start, Writing::default(), None, None, Some(relative)));
        }
        if let Some(writing) = lex.attempt(read_unix) {
            return Some(self.finish(lex, start, writing, None, None, None));
        }
        let mut writing = self.read_writing(lex, None)?;
        let mut end = lex.attempt(|lex| self.read_end(lex, &writing));
        if end.is_none() {
            end = lex.attempt(|lex| read_short_end(lex, &writing));
            if end.is_none() && writing.time.is_some() {
                pass_open_end(lex);
            }
            // `16:05:57-58 UTC`, `08:44+ UTC`, `22:00 | CET |`
            if writing.time.is_some() && writing.zone.is_none() {
                writing.zone = lex.attempt(|lex| read_zone_behind(lex, &writing));
                writing.zone = writing.zone.or_else(|| lex.attempt(read_zone_cell));
            }
        }
        self.lend(&mut writing, &mut end);
        let other = lex.attempt(|lex| self.read_other(lex, &writing));
        let mut between = Vec::new();
        if end.is_none() && other.is_none() {
            end = lex.attempt(|lex| self.read_second(lex, &writing));
            if end.is_none() && writing.time.is_some() {
                (between, end) = self.read_list(lex, &writing);
            }
            self.lend(&mut writing, &mut end);
        }
        if writing.time.is_none() && end.is_none() && !is_date_alone(lex, &writing) {
            return None;
        }
        let (other, other_end) = other.unzip();
        let mut stamp = self.finish(lex, start, writing, end, other, None);
        stamp.between = between;
        stamp.other_end = other_end.flatten().map(Box::new);
        Some(stamp)
    }

    fn finish(
        mut self,
        lex: &mut Lex<'_>,
        start: usize,
        writing: Writing,
        end: Option<End>,
        other: Option<Writing>,
        relative: Option<i64>,
    ) -> Stamp {
        if lex.peek() == Some(b'?') {
            lex.eat(b'?');
            self.approximate = true;
        }
        let span = Span::new(start, lex.at());
        self.approximate |= is_doubted(lex.rest())
            || matches!(writing.time.as_ref().map(|time| time.value), Some(TimeValue::Between(..)));
        pass_separator(lex);
        Stamp {
            span,
            rest: lex.at(),
            has_time: writing.time.is_some() || relative.is_some(),
            has_date: writing.date.is_some(),
            approximate: self.approximate,
            next_day: self.next_day,
            written: span.of(lex.text()).into(),
            // With a date or a zone, four digits are an hour and a minute.
            bare: self.bare && writing.date.is_none() && writing.zone.is_none(),
            start: writing,
            end: end.map(Box::new),
            other: other.map(Box::new),
            between: Vec::new(),
            other_end: None,
            relative,
            problems: self.problems,
        }
    }

    /// A date, a time and a zone in any order that people write them in. `after` is the start of a span.
    fn read_writing(&mut self, lex: &mut Lex<'_>, after: Option<&Writing>) -> Option<Writing> {
        let mut writing = Writing::default();
        let mut problems = Vec::new();
        let start = lex.at();
        // A part of the day goes before a date too: `early morning July 12th`.
        if let Some(part) = read_part_of_day(lex) {
            pass_link(lex);
            if lex.word("of") || lex.word("on") {
                lex.blanks();
            }
            let date = lex.attempt(|lex| read_date(lex, Need::Alone, &mut problems));
            if date.is_none() {
                lex.go(start);
            } else {
                writing.time = Some(part);
                writing.date = date;
                self.problems.append(&mut problems);
                return Some(writing);
            }
        }
        writing.date = lex.attempt(|lex| read_date(lex, Need::Beside, &mut problems));
        if writing.date.is_some() {
            let behind_date = lex.at();
            let loose = self.approximate;
            writing.time = lex.attempt(|lex| {
                self.pass_to_time(lex);
                self.read_clock(lex, &mut problems, true).or_else(|| {
                    lex.eat(b'(');
                    let part = read_part_of_day(lex)?;
                    lex.eat(b')');
                    Some(part)
                })
            });
            if writing.time.is_none() {
                self.approximate = loose;
                lex.go(behind_date);
            }
        } else {
            problems.clear();
            writing.time =
                self.read_clock(lex, &mut problems, after.is_some_and(|after| after.date.is_some()));
        }
        if writing.time.is_none() && writing.date.is_none() {
            return None;
        }
        self.problems.append(&mut problems);
        if writing.time.is_some() {
            // `16:40h`, `16:40 hrs`
            let next = if lex.peek() == Some(b' ') { lex.peek_at(1) } else { lex.peek() };
            let may_be_unit = matches!(next, Some(b'h' | b'H' | b'U' | b'u'));
            if may_be_unit && writing.time.as_ref().is_some_and(|time| time.parts.len() > 1) {
                lex.attempt(|lex| {
                    lex.blanks();
                    ["hrs", "hours", "h", "Uhr"].into_iter().any(|word| lex.word(word)).then_some(())
                });
            }
            writing.zone = lex.attempt(|lex| read_zone_behind(lex, &writing));
            if let Some(date) = &mut writing.date {
                lex.attempt(|lex| read_year_last(lex, date, &mut self.problems));
            }
        }
        if writing.date.is_none() {
            writing.date = lex.attempt(|lex| self.read_date_behind(lex));
            if writing.date.is_some() && writing.zone.is_none() {
                writing.zone = lex.attempt(|lex| read_zone_behind(lex, &writing));
            }
        }
        self.read_note(lex, &mut writing, after.is_some());
        Some(writing)
    }

    /// What stands between a date and its time.
    fn pass_to_time(&mut self, lex: &mut Lex<'_>) {
        if matches!(lex.peek(), Some(b'T' | b't')) && lex.peek_at(1).is_some_and(|byte| byte.is_ascii_digit())
        {
            lex.go(lex.at() + 1);
            return;
        }
        // `2024-05-21_16:40`
        if lex.peek() == Some(b'_') && lex.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
            lex.eat(b'_');
            return;
        }
        lex.eat(b'.');
        pass_link(lex);
        // `21/May/2024:16:40:03`
        if lex.peek() == Some(b':')
            && lex.peek_at(1).is_some_and(|byte| byte.is_ascii_digit())
            && lex.peek_at(3) == Some(b':')
        {
            lex.eat(b':');
            return;
        }
        let here = lex.at();
        let dashes = ["---", "--", "-", "–", "—", "·", "@", ":"].into_iter().any(|dash| lex.eat_str(dash));
        let leads_on = lex.blanks()
            && (lex.peek().is_some_and(|byte| byte.is_ascii_digit() || byte == b'~')
                || lex.rest().starts_with("At ")
                || lex.rest().starts_with("at "));
        if !(dashes && leads_on || lex.since(here).starts_with('@')) {
            lex.go(here);
        }
        // `6 mai 2024 à 9h00`, `6. Mai 2024 um 9:00 Uhr`
        if ["at", "@", "um", "à"].into_iter().any(|word| lex.word(word)) {
            lex.blanks();
        }
        self.approximate |= read_loose(lex);
    }

    fn read_clock(
        &mut self,
        lex: &mut Lex<'_>,
        problems: &mut Vec<Problem>,
        dated: bool,
    ) -> Option<crate::stamp::TimePart> {
        let start = lex.at();
        if let Some(Clock { part, bare, settled }) = read_time(lex, problems) {
            // Behind a date, `16.40` and `1640` are times; a number that goes on is none.
            if bare && goes_on_like_a_date(lex) {
                lex.go(start);
                return None;
            }
            if bare
                && (lex.in_word() && !is_zulu(lex)
                    || matches!((lex.peek(), lex.peek_at(1)), (Some(b'.' | b','), Some(b'0'..=b'9'))))
            {
                lex.go(start);
                return None;
            }
            self.bare |= bare;
            self.settled |= settled;
            return Some(part);
        }
        // `2022-02-02 X:`
        if dated && (lex.eat(b'X') || lex.eat(b'?')) {
            let span = Span::new(start, lex.at());
            if lex.peek() == Some(b':') {
                return Some(crate::stamp::TimePart { span, value: TimeValue::Unknown, parts: Vec::new() });
            }
        }
        lex.go(start);
        None
    }

    /// `22:30 UTC (Oct 29)`, `18:00 PST Saturday Oct 30th:`, `16:40 on 2019-03-25`.
    fn read_date_behind(&mut self, lex: &mut Lex<'_>) -> Option<crate::stamp::DatePart> {
        pass_link(lex);
        let opened = lex.eat(b'(');
        let on = lex.word("on");
        lex.blanks();
        let mut problems = Vec::new();
        let date = read_date(lex, Need::Amid, &mut problems)?;
        if opened && !lex.eat(b')') {
            return None;
        }
        let is_weekday = matches!(date.value, crate::stamp::DateValue::Weekday(_));
        let has_year = date.parts.iter().any(|part| part.kind == crate::stamp::PartKind::Year);
        // Without a year it may be the subject of the sentence: `16:40 May 5 was chosen`.
        let closed = matches!(lex.peek(), None | Some(b':' | b'|' | b']' | b',' | b')'))
            || lex.rest().starts_with(" -")
            || lex.rest().starts_with(" –")
            || lex.rest().starts_with(" —");
        let named_day = date.weekday.is_some() && !is_weekday;
        if !(opened || on || has_year || named_day || closed) || (is_weekday && !opened && !closed) {
            return None;
        }
        self.problems.append(&mut problems);
        Some(date)
    }
}

/// Whether four digits go on with a hyphen or dash as dates and names do, and not as a span of two such times does.
fn goes_on_like_a_date(lex: &Lex<'_>) -> bool {
    let Some(rest) = ["-", "–", "—", "‑", "−"].into_iter().find_map(|dash| lex.rest().strip_prefix(dash))
    else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends = rest
        .get(digits..)
        .and_then(|rest| rest.chars().next())
        .is_none_or(|c| !c.is_alphanumeric() && c != '-');
    match digits {
        0 => rest.starts_with(|c: char| c.is_alphanumeric()),
        4 => !ends,
        _ => true,
    }
}
