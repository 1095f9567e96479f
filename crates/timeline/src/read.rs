//! Puts a stamp together from its parts: dates, times, zones, spans and what marks them as loose.

use askhow_document::Span;
use jiff::SignedDuration;

use crate::date::{Need, pass_link, read_date};
use crate::lex::Lex;
use crate::stamp::{Cells, End, Problem, Stamp, TimeValue, Writing, ZonePart};
use crate::stated::read_amount;
use crate::time::{Clock, read_part_of_day, read_time};
use crate::words;
use crate::zone::read_zone;

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

/// Joins the cells of a table's row and reads the stamp in the first of them, which may go on over several
/// (`Sun | Oct 31 | 21:33`). Cells before it that are empty or hold a running number are passed over.
pub fn read_cells(cells: &[&str]) -> Cells {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(cells.len());
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push_str(" | ");
        }
        starts.push(text.len());
        text.push_str(cell);
    }
    let is_number = |cell: &str| cell.trim_matches(['#', '.', ' ']).bytes().all(|byte| byte.is_ascii_digit());
    for (start, cell) in starts.iter().zip(cells).take(3) {
        let stamp = text.get(*start..).and_then(read_stamp).filter(|stamp| {
            // A number by itself in the first cell counts the rows.
            !stamp.bare || stamp.has_date || !is_number(cell) || stamp.span.len() == 4
        });
        if let Some(mut stamp) = stamp {
            stamp.shift(*start);
            return Cells { text, starts, stamp: Some(stamp) };
        }
        if !is_number(cell) {
            break;
        }
    }
    Cells { text, starts, stamp: None }
}

/// Passes over what may stand before a stamp.
fn pass_lead(lex: &mut Lex<'_>) {
    loop {
        lex.blanks();
        match lex.peek() {
            Some(b'[') if ["[ ]", "[x]", "[X]"].into_iter().any(|mark| lex.eat_str(mark)) => {}
            Some(byte @ (b'[' | b'(' | b'*' | b'_' | b'`' | b'|' | b'>' | b'"')) => {
                lex.eat(byte);
            }
            Some(b'-') if lex.peek_at(1) == Some(b' ') => {
                lex.eat(b'-');
            }
            Some(byte) if !byte.is_ascii() => {
                // Emoji and bullets, but no letters.
                let Some(mark) =
                    lex.rest().chars().next().filter(|c| !c.is_alphanumeric() && *c != '≈' && *c != '−')
                else {
                    return;
                };
                lex.go(lex.at() + mark.len_utf8());
            }
            _ => return,
        }
    }
}

/// Whether the text may start with a stamp at all: most lines say no by their first letters.
fn may_start(lex: &Lex<'_>) -> bool {
    match lex.peek() {
        None => false,
        Some(byte) if !byte.is_ascii_alphabetic() => true,
        Some(_) => {
            let rest = lex.rest();
            let word_end = rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
            let word = rest.get(..word_end).unwrap_or_default();
            const STARTS: [&str; 29] = [
                "at",
                "on",
                "by",
                "since",
                "the",
                "between",
                "from",
                "around",
                "about",
                "approx",
                "approximately",
                "roughly",
                "circa",
                "ca",
                "c",
                "shortly",
                "just",
                "sometime",
                "noon",
                "midday",
                "midnight",
                "early",
                "late",
                "mid",
                "t",
                "hh",
                "x",
                "xx",
                "xxxx",
            ];
            words::month(word).is_some()
                || words::weekday(word).is_some()
                || STARTS.into_iter().any(|start| start.eq_ignore_ascii_case(word))
                || words::PARTS_OF_DAY.into_iter().any(|(name, ..)| name.eq_ignore_ascii_case(word))
        }
    }
}

/// Reads the loose marks before a stamp or a time.
fn read_loose(lex: &mut Lex<'_>) -> bool {
    let mut found = false;
    if lex
        .peek()
        .is_none_or(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() && !b"ACJRS".contains(&byte))
    {
        return false;
    }
    loop {
        let start = lex.at();
        if lex.eat(b'~') || lex.eat_str("≈") || lex.eat_str("±") {
            found = true;
        } else if words::LOOSE
            .into_iter()
            .any(|word| if word.ends_with('.') { lex.eat_str(word) } else { lex.word(word) })
        {
            found = true;
            lex.eat(b'.');
        } else if (lex.word("c") || lex.word("ca")) && lex.eat(b'.') {
            found = true;
        } else {
            lex.go(start);
            return found;
        }
        lex.blanks();
    }
}

#[derive(Default)]
struct Reader {
    /// The line began with *between* or *from*.
    between: bool,
    approximate: bool,
    bare: bool,
    settled: bool,
    problems: Vec<Problem>,
}

impl Reader {
    fn read(mut self, lex: &mut Lex<'_>) -> Option<Stamp> {
        let start = lex.at();
        self.approximate = read_loose(lex);
        if let Some(relative) = lex.attempt(read_relative) {
            return Some(self.finish(lex, start, Writing::default(), None, None, Some(relative)));
        }
        let mut writing = self.read_writing(lex, None)?;
        let mut end = lex.attempt(|lex| self.read_end(lex, &writing));
        self.lend(&mut writing, &mut end);
        let other = lex.attempt(|lex| self.read_other(lex, &writing));
        if writing.time.is_none() && end.is_none() && !is_date_alone(lex, &writing) {
            return None;
        }
        Some(self.finish(lex, start, writing, end, other, None))
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
            written: span.of(lex.text()).into(),
            // With a date or a zone, four digits are an hour and a minute.
            bare: self.bare && writing.date.is_none() && writing.zone.is_none(),
            start: writing,
            end: end.map(Box::new),
            other: other.map(Box::new),
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
            writing.zone = lex.attempt(|lex| read_zone_behind(lex, &writing));
        }
        if writing.date.is_none() {
            writing.date = lex.attempt(|lex| self.read_date_behind(lex));
            if writing.date.is_some() && writing.zone.is_none() {
                writing.zone = lex.attempt(|lex| read_zone_behind(lex, &writing));
            }
        }
        Some(writing)
    }

    /// What stands between a date and its time.
    fn pass_to_time(&mut self, lex: &mut Lex<'_>) {
        if matches!(lex.peek(), Some(b'T' | b't')) && lex.peek_at(1).is_some_and(|byte| byte.is_ascii_digit())
        {
            lex.go(lex.at() + 1);
            return;
        }
        lex.eat(b'.');
        pass_link(lex);
        let here = lex.at();
        let dashes = ["---", "--", "-", "–", "—", "·", "@", ":"].into_iter().any(|dash| lex.eat_str(dash));
        let leads_on = lex.blanks() && lex.peek().is_some_and(|byte| byte.is_ascii_digit() || byte == b'~');
        if !(dashes && leads_on || lex.since(here).starts_with('@')) {
            lex.go(here);
        }
        if lex.word("at") || lex.word("@") {
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
            if bare
                && (lex.in_word()
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
        let date = read_date(lex, Need::Alone, &mut problems)?;
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

    /// `–16:55`, ` to 16:55`, ` +15m`.
    fn read_end(&mut self, lex: &mut Lex<'_>, start: &Writing) -> Option<End> {
        let blank = lex.blanks();
        if lex.eat(b'+') {
            start.time.as_ref()?;
            let seconds = read_amount(lex)?;
            return Some(End::After(seconds));
        }
        let links = ["->", "--", "-", "–", "—", "→", "‐", "‑", "−"];
        let word = (blank && ["to", "until", "till", "through"].into_iter().any(|word| lex.word(word)))
            || (blank && self.between && lex.word("and"));
        if !word && !links.into_iter().any(|link| lex.eat_str(link)) {
            return None;
        }
        lex.blanks();
        let loose = read_loose(lex);
        let (bare, settled, problems) = (self.bare, self.settled, self.problems.len());
        self.bare = false;
        let writing = self.read_writing(lex, Some(start));
        let end_is_bare = std::mem::replace(&mut self.bare, bare);
        let fits = writing.as_ref().is_some_and(|end| match (&start.time, &end.time) {
            // `16:40 - 1640 users`: both ends are written alike.
            (Some(_), Some(_)) => !end_is_bare || bare || start.date.is_some() && end.date.is_some(),
            (None, None) => end.date.as_ref().is_some_and(|date| {
                matches!(date.value, crate::stamp::DateValue::Full(_) | crate::stamp::DateValue::MonthDay(..))
            }),
            _ => false,
        });
        let fits = fits && !lex.in_word();
        if !fits {
            self.settled = settled;
            self.problems.truncate(problems);
            return None;
        }
        self.approximate |= loose;
        writing.map(End::At)
    }

    /// What the end of a span lends to its start: `15:00 to 19:30 UTC`, `4:06 - 5:30pm`.
    fn lend(&mut self, start: &mut Writing, end: &mut Option<End>) {
        let Some(End::At(end)) = end else { return };
        if start.zone.is_none() && start.time.is_some() {
            start.zone = end.zone.clone();
        } else if end.zone.is_none() {
            end.zone = start.zone.clone();
        }
        let meridiem = |writing: &Writing| {
            writing.time.as_ref().is_some_and(|time| {
                time.parts.iter().any(|part| part.kind == crate::stamp::PartKind::Meridiem)
            })
        };
        if meridiem(start) || !meridiem(end) {
            return;
        }
        let (Some(first), Some(last)) = (start.time.as_mut(), end.time.as_ref()) else { return };
        if let (TimeValue::At { time, grain }, TimeValue::At { time: until, .. }) = (first.value, last.value)
        {
            let later = time.saturating_add(SignedDuration::from_hours(12));
            if (1..12).contains(&time.hour()) && later <= until {
                first.value = TimeValue::At { time: later, grain };
            }
        }
    }

    /// `(17:14 UTC)`, `/ 17:14 UTC` behind a time with a zone.
    fn read_other(&mut self, lex: &mut Lex<'_>, first: &Writing) -> Option<Writing> {
        first.time.as_ref()?;
        lex.blanks();
        let opened = lex.eat(b'(') || lex.eat(b'[');
        if !opened && !lex.eat(b'/') && !lex.eat(b'=') && !lex.eat(b',') {
            return None;
        }
        lex.blanks();
        let mut reader = Reader::default();
        read_loose(lex);
        let other = reader.read_writing(lex, Some(first))?;
        if other.time.is_none() || other.zone.is_none() {
            return None;
        }
        if opened {
            // More zones in the same brackets: `(17:14 UTC / 19:14 CEST)`.
            let rest = lex.rest();
            let close = rest.find([')', ']']).filter(|close| {
                rest.get(..*close).is_some_and(|inside| {
                    inside.trim().is_empty() || inside.trim_start().starts_with(['/', ','])
                })
            })?;
            lex.go(lex.at() + close + 1);
        }
        Some(other)
    }
}

impl Stamp {
    /// Moves all its places further on.
    pub(crate) fn shift(&mut self, by: usize) {
        let shift_writing = |writing: &mut Writing| {
            if let Some(date) = &mut writing.date {
                date.span = date.span.shift(by);
                date.parts.iter_mut().for_each(|part| part.span = part.span.shift(by));
            }
            if let Some(time) = &mut writing.time {
                time.span = time.span.shift(by);
                time.parts.iter_mut().for_each(|part| part.span = part.span.shift(by));
            }
            if let Some(zone) = &mut writing.zone {
                zone.span = zone.span.shift(by);
            }
        };
        self.span = self.span.shift(by);
        self.rest += by;
        shift_writing(&mut self.start);
        if let Some(End::At(end)) = self.end.as_deref_mut() {
            shift_writing(end);
        }
        if let Some(other) = self.other.as_deref_mut() {
            shift_writing(other);
        }
        self.problems.iter_mut().for_each(|problem| problem.span = problem.span.shift(by));
    }
}

fn read_zone_behind(lex: &mut Lex<'_>, writing: &Writing) -> Option<ZonePart> {
    let time = writing.time.as_ref()?;
    let touches = !lex.blanks();
    let open = [b'(', b'['].into_iter().find(|open| lex.eat(*open));
    // `23:15-00:30` is a span; an offset with a minus stands behind seconds and a date.
    if matches!(lex.peek(), Some(b'-')) || lex.rest().starts_with('−') {
        let has_seconds = time.parts.iter().any(|part| part.kind == crate::stamp::PartKind::Second);
        if writing.date.is_none() || !has_seconds {
            return None;
        }
    }
    let (span, zone) = read_zone(lex, false)?;
    if lex.in_word() {
        return None;
    }
    // `16:40 Z …` with a blank is nobody's zone, and `A` neither.
    if !touches && span.of(lex.text()) == "Z" && lex.peek() == Some(b' ') && open.is_none() {
        return None;
    }
    match open {
        Some(b'(') if !lex.eat(b')') => return None,
        Some(b'[') if !lex.eat(b']') => return None,
        _ => {}
    }
    // `2019-03-25T16:40+01:00[Europe/Berlin]`
    if touches && open.is_none() && lex.peek() == Some(b'[') {
        let named = lex.attempt(|lex| {
            lex.eat(b'[');
            let named = read_zone(lex, false)?;
            lex.eat(b']').then_some(named)
        });
        if let Some((span, zone)) = named {
            return Some(ZonePart { span, zone });
        }
    }
    Some(ZonePart { span, zone })
}

/// `T+5m`, `T-10`, `T0`, `+00:15`, `+15 min`: seconds.
fn read_relative(lex: &mut Lex<'_>) -> Option<i64> {
    let t = lex.eat(b'T') || lex.eat(b't');
    if t {
        lex.blanks();
        if (lex.eat(b'=') || lex.peek() == Some(b'0')) && lex.eat(b'0') {
            return (!lex.in_word()).then_some(0);
        }
    }
    let sign = if lex.eat(b'+') {
        1
    } else if t && (lex.eat(b'-') || lex.eat_str("–") || lex.eat_str("−")) {
        -1
    } else {
        return None;
    };
    lex.blanks();
    // `+00:15` is hours and minutes, `T+00:15:30` has seconds.
    let clock = lex.attempt(|lex| {
        let hours: i64 = lex.digits(1, 3)?.parse().ok()?;
        let minutes: i64 = if lex.eat(b':') { lex.digits(2, 2)?.parse().ok()? } else { return None };
        let seconds: i64 = match lex.attempt(|lex| if lex.eat(b':') { lex.digits(2, 2) } else { None }) {
            Some(digits) => digits.parse().ok()?,
            None => 0,
        };
        (!lex.in_word() && minutes < 60 && seconds < 60).then_some(hours * 3600 + minutes * 60 + seconds)
    });
    if let Some(seconds) = clock {
        return Some(sign * seconds);
    }
    if let Some(seconds) = lex.attempt(read_amount) {
        return Some(sign * seconds);
    }
    // `T-10`: minutes.
    let minutes: i64 = if t { lex.digits(1, 5)?.parse().ok()? } else { return None };
    (!lex.in_word()).then_some(sign * minutes * 60)
}

/// Whether a date without a time may stand as a stamp.
fn is_date_alone(lex: &Lex<'_>, writing: &Writing) -> bool {
    use crate::stamp::DateValue;
    let Some(date) = &writing.date else { return false };
    let ends =
        matches!(lex.peek(), None | Some(b':' | b'|' | b',' | b']' | b')')) || lex.rest().trim().is_empty();
    match date.value {
        DateValue::Weekday(_) => ends,
        // `03/25` and `12-05` are dates beside a time only.
        _ if date.parts.iter().all(|part| {
            !matches!(part.kind, crate::stamp::PartKind::MonthName | crate::stamp::PartKind::Year)
        }) =>
        {
            false
        }
        _ => {
            !lex.in_word()
                && !matches!((lex.peek(), lex.peek_at(1)), (Some(b'.' | b'-' | b'/'), Some(b'0'..=b'9')))
        }
    }
}

/// Whether what follows says that the time is not known well: `(maybe earlier?)`, `(not sure exact time)`.
fn is_doubted(rest: &str) -> bool {
    let Some(note) = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split(')').next()) else {
        return false;
    };
    let note = note.to_ascii_lowercase();
    note.len() < 40
        && [
            "maybe",
            "approx",
            "not sure",
            "est.",
            "estimated",
            "roughly",
            "around",
            "unsure",
            "probably",
            "?",
        ]
        .into_iter()
        .any(|doubt| note.contains(doubt))
}

/// Passes over closing brackets and what separates a stamp from its text.
fn pass_separator(lex: &mut Lex<'_>) {
    let mut marks = 0;
    loop {
        lex.blanks();
        let here = lex.at();
        match lex.peek() {
            Some(byte @ (b')' | b']' | b'*' | b'_' | b'`')) => {
                lex.eat(byte);
            }
            Some(b':' | b'-' | b'|' | b',' | b';' | b'=' | b'>') if marks < 3 => {
                let byte = lex.peek().unwrap_or_default();
                let run = lex.take_while(|other| other == byte);
                // A minus belongs to the number behind it.
                if byte == b'-' && run.len() == 1 && lex.peek().is_some_and(|next| next.is_ascii_digit()) {
                    lex.go(here);
                    return;
                }
                marks += 1;
            }
            Some(b'.') if lex.peek_at(1).is_none_or(|next| next == b' ') => {
                lex.eat(b'.');
                marks += 1;
            }
            Some(0xE2)
                if marks < 3 && ["–", "—", "→", "―", "•"].into_iter().any(|mark| lex.eat_str(mark)) =>
            {
                marks += 1
            }
            Some(0xC2) if marks < 3 && lex.eat_str("·") => marks += 1,
            _ => {
                lex.go(here);
                return;
            }
        }
    }
}
