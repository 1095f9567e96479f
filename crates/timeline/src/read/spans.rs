//! The other end of a span, and the same moment in another zone.

use jiff::SignedDuration;

use super::Reader;
use super::edges::read_loose;
use crate::lex::Lex;
use crate::stamp::{DateValue, End, TimeValue, Writing, second_of};
use crate::stated::read_amount;

/// Zones are quarters of an hour apart, in seconds.
const QUARTER: i64 = 900;
/// From this hour to that one a list of times may go over midnight.
const EVENING: i8 = 20;
const MORNING: i8 = 5;

impl Reader {
    /// `–16:55`, ` to 16:55`, ` +15m`.
    pub(super) fn read_end(&mut self, lex: &mut Lex<'_>, start: &Writing) -> Option<End> {
        let blank = lex.blanks();
        if lex.eat(b'+') {
            start.time.as_ref()?;
            let seconds = read_amount(lex)?;
            return Some(End::After(seconds));
        }
        let links = ["->", "--", "-", "–", "—", "→", "‐", "‑", "−"];
        // `23:35:26~23:36:50`
        let tilde = !blank && lex.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) && lex.eat(b'~');
        let word = (blank && ["to", "until", "till", "through"].into_iter().any(|word| lex.word(word)))
            || (blank && self.between && lex.word("and"));
        if !tilde && !word && !links.into_iter().any(|link| lex.eat_str(link)) {
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
            (None, None) => end
                .date
                .as_ref()
                .is_some_and(|date| matches!(date.value, DateValue::Full(_) | DateValue::MonthDay(..))),
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
    pub(super) fn lend(&mut self, start: &mut Writing, end: &mut Option<End>) {
        let Some(End::At(end)) = end else { return };
        if start.zone.is_none() && start.time.is_some() {
            start.zone = end.zone.clone();
        } else if end.zone.is_none() {
            end.zone = start.zone.clone();
        }
        // `May 9 - May 10, 2026`: the year is that of both, unless it turns between them.
        if let (Some(from), Some(to)) = (&mut start.date, &end.date) {
            from.take_year(to);
        }
        // `16:00 to 17:15 on 5 March`: a day behind both.
        if let (None, Some(date), Some(time)) = (&start.date, &end.date, &end.time)
            && date.span.start > time.span.start
            && start.time.is_some()
        {
            let mut date = date.clone();
            if let (Some(from), Some(to)) = (clock(start), clock(end))
                && to < from
                && let DateValue::Full(day) = date.value
                && let Ok(eve) = day.yesterday()
            {
                date.value = DateValue::Full(eve);
            }
            start.date = Some(date);
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

    /// `05:16 / 06:16`: what happened twice reaches to the second time.
    pub(super) fn read_second(&mut self, lex: &mut Lex<'_>, first: &Writing) -> Option<End> {
        let from = clock(first)?;
        lex.blanks();
        if self.bare || !lex.eat(b'/') {
            return None;
        }
        lex.blanks();
        let mut reader = Reader::default();
        let loose = read_loose(lex);
        let second = reader.read_writing(lex, Some(first))?;
        let is_later = second.date.is_some() || clock(&second)? > from;
        let is_time = second.time.is_some() && !reader.bare && reader.problems.is_empty() && !lex.in_word();
        // `16:40 / 17:10 / 17:25` says more than two.
        if !is_later || !is_time || lex.rest().trim_start().starts_with('/') {
            return None;
        }
        self.approximate |= loose;
        Some(End::At(second))
    }

    /// `22:02, 22:07 and 22:33`: what happened several times reaches to the last of them. Those between, and the last.
    pub(super) fn read_list(&self, lex: &mut Lex<'_>, first: &Writing) -> (Vec<Writing>, Option<End>) {
        let mut listed: Vec<Writing> = Vec::new();
        while let Some(next) = lex.attempt(|lex| self.read_next_of_list(lex, listed.last().unwrap_or(first)))
        {
            listed.push(next);
        }
        let last = listed.pop().map(End::At);
        (listed, last)
    }

    fn read_next_of_list(&self, lex: &mut Lex<'_>, before: &Writing) -> Option<Writing> {
        let from = clock(before).filter(|_| !self.bare)?;
        let mut is_joined = lex.eat(b',');
        let is_apart = lex.blanks();
        if lex.word("and") || lex.eat(b'&') {
            is_joined = true;
        }
        if !(is_joined && is_apart) {
            return None;
        }
        lex.blanks();
        let start = lex.at();
        let mut reader = Reader::default();
        let next = reader.read_writing(lex, Some(before))?;
        let is_plain = next.date.is_none() && reader.problems.is_empty() && !reader.bare && !lex.in_word();
        let has_colon =
            next.time.as_ref().is_some_and(|time| time.span.start == start) && lex.since(start).contains(':');
        let at = clock(&next)?;
        // `23:50, 00:05`: over midnight.
        let is_later = at > from || from.hour() >= EVENING && at.hour() < MORNING;
        (is_plain && has_colon && is_later).then_some(next)
    }

    /// `(17:14 UTC)`, `/ 17:14 UTC` behind a time with a zone.
    pub(super) fn read_other(
        &mut self,
        lex: &mut Lex<'_>,
        first: &Writing,
    ) -> Option<(Writing, Option<End>)> {
        first.time.as_ref()?;
        lex.blanks();
        let opened = lex.eat(b'(') || lex.eat(b'[');
        if !opened && !lex.eat(b'/') && !lex.eat(b'=') && !lex.eat(b',') {
            return None;
        }
        lex.blanks();
        let mut reader = Reader::default();
        read_loose(lex);
        let mut other = reader.read_writing(lex, Some(first))?;
        // Two writings of one span: `16:00-17:50 UTC / 09:00-10:50 PDT`.
        let mut end = lex.attempt(|lex| reader.read_end(lex, &other));
        reader.lend(&mut other, &mut end);
        if other.time.is_none() || other.zone.is_none() {
            return None;
        }
        // `22:02, 22:07 PDT` are two times: a zone is not as little ahead of another, and none ahead of itself.
        let ahead = clock(first).zip(clock(&other)).map(|(one, two)| second_of(two) - second_of(one));
        let is_one_zone = first.zone.as_ref().zip(other.zone.as_ref()).is_some_and(|(a, b)| a.zone == b.zone);
        if !opened && (is_one_zone || first.zone.is_none() && ahead.is_some_and(|ahead| ahead % QUARTER != 0))
        {
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
        Some((other, end))
    }
}

fn clock(writing: &Writing) -> Option<jiff::civil::Time> {
    match writing.time.as_ref()?.value {
        TimeValue::At { time, .. } => Some(time),
        _ => None,
    }
}
