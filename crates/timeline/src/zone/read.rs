//! The one reader of zones: behind a time, in a heading, a sentence, a column or a field.

use askhow_document::Span;

use super::names::{of_city, read_written_out};
use super::{Zone, named, of_abbreviation};
use crate::lex::Lex;

/// Reads a zone where the lexer stands, and its span. `alone` allows what would be taken for a word or an
/// hour in running text: lower case, `Pacific`, `Berlin`.
pub(crate) fn read_zone(lex: &mut Lex<'_>, alone: bool) -> Option<(Span, Zone)> {
    let start = lex.at();
    // By itself, `Japan Standard Time` is more than `Japan`; behind a time, most zones are short.
    let zone = lex.attempt(|lex| read_offset(lex, alone));
    let zone = match alone {
        true => zone.or_else(|| lex.attempt(|lex| read_written_out(lex, alone))),
        false => zone,
    };
    let zone = zone.or_else(|| lex.attempt(|lex| read_name(lex, alone)));
    let zone = match alone {
        true => zone,
        false => zone.or_else(|| lex.attempt(|lex| read_written_out(lex, alone))),
    };
    let Some(zone) = zone else {
        lex.go(start);
        return None;
    };
    let span = Span::new(start, lex.at());
    if alone
        && zone.is_ambiguous()
        && !zone.is_unknown()
        && let Some(decided) = lex.attempt(read_decision)
    {
        return Some((Span::new(start, lex.at()), decided));
    }
    Some((span, zone))
}

/// An offset beside an abbreviation decides it: `IST, UTC+5:30`, `IST (UTC+05:30`.
fn read_decision(lex: &mut Lex<'_>) -> Option<Zone> {
    lex.take_while(|byte| matches!(byte, b' ' | b',' | b'(' | b'/' | b'=' | b'[' | b';'));
    lex.word("i.e.");
    lex.blanks();
    let zone = match read_offset(lex, true) {
        Some(zone) => zone,
        None => {
            let start = lex.at();
            let zone = read_name(lex, false)?;
            lex.since(start).contains(['+', '-', '−', '–', '/']).then_some(zone)?
        }
    };
    (!zone.is_ambiguous()).then_some(zone)
}

fn read_name(lex: &mut Lex<'_>, alone: bool) -> Option<Zone> {
    let start = lex.at();
    if !lex.peek()?.is_ascii_alphabetic() {
        return None;
    }
    let name =
        lex.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+'));
    // A dash or plus belongs to the name in `America/Port-au-Prince` and `Etc/GMT+5` only.
    let name = if name.contains('/') {
        name.trim_end_matches(['-', '/', '_', '+'])
    } else {
        name.split(['-', '+', '_']).next()?
    };
    lex.go(start + name.len());
    if lex.in_word() {
        return None;
    }
    if let Some((before, region)) = name.split_once('/') {
        return read_region(lex, start, (name, before, region), alone);
    }
    let upper = name.to_ascii_uppercase();
    if matches!(upper.as_str(), "UTC" | "GMT") {
        return Some(read_from_utc(lex, start, &upper));
    }
    match name {
        "Pacific" | "Mountain" | "Central" | "Eastern" => {
            // `Pacific Ocean` is no zone, and `16:40 Central confirms` neither.
            let ends = lex.rest().trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric());
            return of_abbreviation(name).filter(|_| alone && ends);
        }
        "z" if alone => return of_abbreviation("Z"),
        _ => {}
    }
    // In lower case these are words.
    let is_word =
        name != upper && matches!(upper.as_str(), "EST" | "ART" | "CAT" | "EAT" | "MT" | "PT" | "CT" | "ET");
    if name == upper || (alone && upper.len() > 1 && !is_word) {
        let zone =
            of_abbreviation(&upper).or_else(|| (alone && upper.len() > 3).then(|| named(name)).flatten());
        if zone.is_some() {
            return zone;
        }
    }
    // `(Berlin)`: a city and nothing behind it.
    if alone && name.starts_with(|c: char| c.is_ascii_uppercase()) {
        lex.attempt(|lex| {
            // `(New York)`
            let blank = lex.blanks();
            let word = lex.take_while(|byte| byte.is_ascii_alphabetic());
            (blank && word.starts_with(|c: char| c.is_ascii_uppercase())).then_some(())
        });
        let ends = lex.rest().trim_start().chars().next().is_none_or(|c| matches!(c, ')' | ']' | '*' | '_'));
        return of_city(lex.since(start)).filter(|_| ends);
    }
    None
}

/// `UTC`, `UTC+5:30`, `GMT+25`.
fn read_from_utc(lex: &mut Lex<'_>, start: usize, name: &str) -> Zone {
    let utc = || of_abbreviation(name).unwrap_or_else(Zone::utc);
    if let Some(zone) = lex.attempt(|lex| read_signed(lex, true)) {
        return zone;
    }
    // What is signed and no offset is named, not cut.
    let is_signed = lex.attempt(|lex| {
        read_sign(lex)?;
        lex.digits(1, 9)?;
        lex.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
        Some(())
    });
    match is_signed {
        Some(()) => Zone::unknown(lex.since(start)),
        None => utc(),
    }
}

/// `Europe/Berlin`, `UTC/GMT`, `UC/Pacific`, `Foo/Bar`.
fn read_region(
    lex: &mut Lex<'_>,
    start: usize,
    (name, before, region): (&str, &str, &str),
    alone: bool,
) -> Option<Zone> {
    if let Some(zone) = of_abbreviation(name).or_else(|| named(name)) {
        return Some(zone);
    }
    // `UC/Pacific`: the part behind the slash says enough.
    if before.len() <= 3 && matches!(region, "Pacific" | "Mountain" | "Central" | "Eastern") {
        return of_abbreviation(region);
    }
    // `UTC/GMT`, `16:40 UTC/noon`: the part before the slash is the zone.
    if let Some(zone) = of_abbreviation(before) {
        lex.go(start + before.len());
        return Some(zone);
    }
    let is_place = |part: &str| {
        part.len() > 2
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let ends =
        lex.rest().trim_start().chars().next().is_none_or(|c| matches!(c, ')' | ']' | '*' | '_' | '.'));
    // `Problems/Timeline` is all of a heading, and no zone behind a time.
    let is_behind = lex.at() > name.len() && alone && ends;
    (is_behind && name.split('/').all(is_place)).then(|| Zone::unknown(name))
}

/// `+02:00`, `+0200`, `+2`, `+5.5` behind UTC or GMT. An en dash is a minus there.
fn read_signed(lex: &mut Lex<'_>, named: bool) -> Option<Zone> {
    let sign = if named && lex.eat_str("–") { -1 } else { read_sign(lex)? };
    let hours = lex.digits(1, 4)?;
    if hours.len() == 3 {
        return None;
    }
    let (hours, minutes) = match hours.split_at_checked(2) {
        Some((hours, minutes)) if !minutes.is_empty() => (hours.parse().ok()?, minutes.parse().ok()?),
        _ => {
            let hours: i32 = hours.parse().ok()?;
            let minutes = lex.attempt(|lex| {
                if lex.eat(b':') {
                    return lex.digits(2, 2)?.parse().ok();
                }
                // `UTC+5.5`
                if !named || !lex.eat(b'.') {
                    return None;
                }
                match lex.digits(1, 2)? {
                    "5" | "50" => Some(30),
                    "75" => Some(45),
                    "25" => Some(15),
                    "0" | "00" => Some(0),
                    _ => None,
                }
            });
            (hours, minutes.unwrap_or(0))
        }
    };
    let seconds = sign * (hours * 3600 + minutes * 60);
    if lex.peek().is_some_and(|byte| byte.is_ascii_digit())
        || minutes > 59
        || !(-12 * 3600..=14 * 3600).contains(&seconds)
    {
        return None;
    }
    if seconds == 0 { Some(Zone::utc()) } else { Zone::fixed(seconds) }
}

/// An offset by itself: with minutes, since `+2` behind a time is anything.
fn read_offset(lex: &mut Lex<'_>, alone: bool) -> Option<Zone> {
    let start = lex.at();
    let zone = read_signed(lex, false)?;
    let n_digits = lex.since(start).bytes().filter(u8::is_ascii_digit).count();
    let has_minutes = n_digits == 4 || lex.since(start).contains(':');
    (has_minutes || alone).then_some(zone)
}

fn read_sign(lex: &mut Lex<'_>) -> Option<i32> {
    if lex.eat(b'+') {
        Some(1)
    } else if lex.eat(b'-') || lex.eat_str("−") || lex.eat_str("‑") {
        Some(-1)
    } else {
        None
    }
}
