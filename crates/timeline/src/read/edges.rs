//! What stands before, between and behind the parts of a stamp.

use askhow_document::Span;

use crate::Zone;
use crate::lex::Lex;
use crate::stamp::{DateValue, PartKind, TimePart, Writing, ZonePart};
use crate::stated::read_amount;
use crate::words;
use crate::zone::read_zone;

/// Passes over what may stand before a stamp.
pub(super) fn pass_lead(lex: &mut Lex<'_>) {
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
            // `'24-05-21`
            Some(b'\'')
                if lex.peek_at(3) == Some(b'-') && lex.peek_at(1).is_some_and(|b| b.is_ascii_digit()) =>
            {
                lex.eat(b'\'');
            }
            // `:red_circle:`
            Some(b':') => {
                let code = lex.attempt(|lex| {
                    lex.eat(b':');
                    let name = lex.take_while(|byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+')
                    });
                    (name.bytes().any(|byte| byte.is_ascii_lowercase()) && lex.eat(b':')).then_some(())
                });
                if code.is_none() {
                    return;
                }
            }
            Some(byte) if !byte.is_ascii() => {
                // Emoji and bullets, but no letters.
                let is_mark = |c: &char| !c.is_alphanumeric() && !matches!(c, '≈' | '±' | '−');
                let Some(mark) = lex.rest().chars().next().filter(is_mark) else {
                    return;
                };
                lex.go(lex.at() + mark.len_utf8());
            }
            _ => return,
        }
    }
}

/// Whether the text may start with a stamp at all: most lines say no by their first letters.
pub(super) fn may_start(lex: &Lex<'_>) -> bool {
    match lex.peek() {
        None => false,
        Some(byte) if !byte.is_ascii_alphabetic() => true,
        Some(_) => {
            let rest = lex.rest();
            let word_end = rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
            let word = rest.get(..word_end).unwrap_or_default();
            const STARTS: [&str; 42] = [
                "after",
                "before",
                "until",
                "till",
                "day",
                "part",
                "phase",
                "step",
                "stage",
                "week",
                "chapter",
                "round",
                "wave",
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
pub(crate) fn read_loose(lex: &mut Lex<'_>) -> bool {
    let mut found = false;
    if lex
        .peek()
        .is_none_or(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() && !b"ABCJRSTU".contains(&byte))
    {
        return false;
    }
    loop {
        let start = lex.at();
        if lex.eat(b'~') || lex.eat_str("≈") {
            found = true;
        } else if lex.eat_str("±") {
            found = true;
            lex.attempt(read_tolerance);
        } else if words::LOOSE
            .into_iter()
            .any(|word| if word.ends_with('.') { lex.eat_str(word) } else { lex.word(word) })
        {
            found = true;
            lex.eat(b'.');
        } else if lex.attempt(read_bound).is_some() || (lex.word("c") || lex.word("ca")) && lex.eat(b'.') {
            found = true;
        } else {
            lex.go(start);
            return found;
        }
        lex.blanks();
    }
}

/// How far off it may be, before the stamp: `±5m 10:55`, `±? 10:55`.
fn read_tolerance(lex: &mut Lex<'_>) -> Option<()> {
    if !lex.eat(b'?') {
        lex.digits(1, 3)?;
        let unit = lex.take_while(|byte| byte.is_ascii_lowercase());
        if !["s", "sec", "m", "min", "h", "d"].contains(&unit) {
            return None;
        }
    }
    lex.blanks().then_some(())
}

/// `after 10:55`, `until 11:25`, `ca 11:05`: right before the digits of a time.
fn read_bound(lex: &mut Lex<'_>) -> Option<()> {
    let is_bound = ["after", "before", "until", "till", "ca"].into_iter().any(|word| lex.word(word));
    let blank = lex.blanks();
    let n_digits = lex.rest().bytes().take_while(u8::is_ascii_digit).count();
    let is_clock = (1..=2).contains(&n_digits) && lex.peek_at(n_digits) == Some(b':');
    (is_bound && blank && is_clock).then_some(())
}

/// `T+5m`, `T-10`, `T0`, `+00:15`, `+15 min`: seconds.
pub(super) fn read_relative(lex: &mut Lex<'_>) -> Option<i64> {
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
pub(super) fn is_date_alone(lex: &Lex<'_>, writing: &Writing) -> bool {
    let Some(date) = &writing.date else { return false };
    let ends =
        matches!(lex.peek(), None | Some(b':' | b'|' | b',' | b']' | b')')) || lex.rest().trim().is_empty();
    match date.value {
        DateValue::Weekday(_) => ends,
        // `12-05` is a date beside a time only, and `03/25` where nothing else stands in the line.
        _ if date.parts.iter().all(|part| !matches!(part.kind, PartKind::MonthName | PartKind::Year)) => {
            date.span.of(lex.text()).contains('/') && !lex.rest().contains(char::is_alphanumeric)
        }
        _ => {
            !lex.in_word()
                && !matches!((lex.peek(), lex.peek_at(1)), (Some(b'.' | b'-' | b'/'), Some(b'0'..=b'9')))
        }
    }
}

/// Whether what follows says that the time is not known well: `(maybe earlier?)`, `(not sure exact time)`.
pub(super) fn is_doubted(rest: &str) -> bool {
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
pub(super) fn pass_separator(lex: &mut Lex<'_>) {
    let mut marks = 0;
    loop {
        lex.blanks();
        let here = lex.at();
        match lex.peek() {
            Some(byte @ (b')' | b']' | b'*' | b'_' | b'`')) => {
                lex.eat(byte);
            }
            // `:fire:` is an emoji of the text.
            Some(b':') if lex.before() == Some(b' ') && is_shortcode(lex.rest()) => return,
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

/// Whether a text begins with an emoji by its name: `:fire:`, `:white_check_mark:`.
fn is_shortcode(text: &str) -> bool {
    let Some(name) = text.strip_prefix(':').and_then(|rest| rest.split(':').next()) else { return false };
    let is_closed = text.get(name.len() + 1..).is_some_and(|rest| rest.starts_with(':'));
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte);
    is_closed && name.starts_with(|c: char| c.is_ascii_lowercase() || c == '+') && name.bytes().all(is_name)
}

/// Whether a text begins with a minus and the four digits of an offset: `-0700`, and no span's end or number.
fn is_long_offset(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '−']).unwrap_or_default();
    let n_digits = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, minutes) = (digits.get(..2), digits.get(2..4));
    n_digits == 4
        && hours.is_some_and(|hours| hours.starts_with('0'))
        && matches!(minutes, Some("00" | "30"))
        && digits.as_bytes().get(4).is_none_or(|next| *next == b' ')
}

pub(super) fn read_zone_behind(lex: &mut Lex<'_>, writing: &Writing) -> Option<ZonePart> {
    let time = writing.time.as_ref()?;
    if let Some(offset) = lex.attempt(|lex| read_short_offset(lex, writing)) {
        return Some(offset);
    }
    let start = lex.at();
    if lex.eat(b'z') && !lex.in_word() {
        return Some(ZonePart { span: Span::new(start, lex.at()), zone: Zone::utc() });
    }
    lex.go(start);
    let touches = !lex.blanks();
    let open = [b'(', b'['].into_iter().find(|open| lex.eat(*open));
    // `23:15-00:30` is a span; an offset with a minus stands behind seconds and a date, or in digits alone behind a
    // blank and a time that has a colon: `10:00 -0700`.
    if matches!(lex.peek(), Some(b'-')) || lex.rest().starts_with('−') {
        let has_seconds = time.parts.iter().any(|part| part.kind == PartKind::Second);
        // `16:40-0700` is one too: no end of a span is written so behind a colon.
        let n_digits = lex.rest().bytes().skip(1).take_while(u8::is_ascii_digit).count();
        let is_whole = n_digits == 4 && touches && is_with_colon(lex, time);
        let is_apart = !touches && time.span.of(lex.text()).contains(':') && is_long_offset(lex.rest());
        if (writing.date.is_none() || !has_seconds) && !is_whole && !is_apart {
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

/// Whether a colon stands between the numbers of a time that ends where the lexer stands.
fn is_with_colon(lex: &Lex<'_>, time: &TimePart) -> bool {
    time.span.of(lex.text()).contains(':')
}

/// `+02`, ` +02`, `-07`, `+5`: an offset in hours, right behind a time.
fn read_short_offset(lex: &mut Lex<'_>, writing: &Writing) -> Option<ZonePart> {
    let time = writing.time.as_ref()?;
    let behind_time = time.span.end == lex.at();
    let has_seconds = time.parts.iter().any(|part| part.kind == PartKind::Second);
    let touches = !lex.blanks();
    let start = lex.at();
    let plus = lex.eat(b'+');
    if !behind_time || !plus && !lex.eat(b'-') && !lex.eat_str("−") {
        return None;
    }
    // With a blank or a minus before them, two digits are no end of a span only behind seconds or a date.
    let digits = lex.digits(if plus && touches { 1 } else { 2 }, 2)?;
    let is_padded = digits.len() == 2 && digits.starts_with('0');
    let is_sure = if plus {
        touches || writing.date.is_some() || has_seconds || is_padded
    } else {
        touches && has_seconds
    };
    let goes_on = lex.in_word()
        || matches!((lex.peek(), lex.peek_at(1)), (Some(b':' | b'.' | b','), Some(b'0'..=b'9')))
        || matches!(lex.peek(), Some(b'-' | b'%'));
    let hours: i32 = digits.parse().ok()?;
    let sign = if plus { 1 } else { -1 };
    if !is_sure || goes_on || !(-12..=14).contains(&(sign * hours)) {
        return None;
    }
    // `+5 min` is a length of time.
    let mut ahead = *lex;
    ahead.blanks();
    let unit = ahead.take_while(|byte| byte.is_ascii_alphabetic());
    if ["m", "min", "mins", "minutes", "minute", "h", "hour", "hours", "s", "sec", "d", "day", "days"]
        .contains(&unit)
    {
        return None;
    }
    let zone = if hours == 0 { crate::Zone::utc() } else { crate::Zone::fixed(sign * hours * 3600)? };
    Some(ZonePart { span: askhow_document::Span::new(start, lex.at()), zone })
}
