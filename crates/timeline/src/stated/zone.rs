//! Which zone a text states for times.

use askhow_document::Span;

use crate::Zone;
use crate::lex::Lex;
use crate::zone::{named, of_abbreviation, of_city, read_zone};

/// Where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// By itself: a heading, a line that dates what follows, the head of a column.
    Apart,
    /// In a paragraph, where zones are mentioned for other reasons too.
    InProse,
}

/// Words that may stand between *times* and the zone they are in, sorted.
static FILLERS: [&str; 86] = [
    "12-hour",
    "12h",
    "24-hour",
    "24h",
    "above",
    "all",
    "and",
    "approximate",
    "approximately",
    "are",
    "as",
    "at",
    "be",
    "been",
    "below",
    "british",
    "central",
    "converted",
    "coordinated",
    "date",
    "dates",
    "daylight",
    "described",
    "displayed",
    "document",
    "documented",
    "european",
    "event",
    "events",
    "expressed",
    "for",
    "from",
    "given",
    "greenwich",
    "happened",
    "have",
    "here",
    "in",
    "incident",
    "india",
    "indian",
    "is",
    "japan",
    "listed",
    "local",
    "logged",
    "marked",
    "mean",
    "noted",
    "occurred",
    "of",
    "otherwise",
    "presented",
    "quoted",
    "recorded",
    "report",
    "reported",
    "section",
    "should",
    "shown",
    "specified",
    "standard",
    "stated",
    "summer",
    "taken",
    "the",
    "this",
    "time",
    "timeline",
    "times",
    "timestamp",
    "timestamps",
    "timezone",
    "to",
    "tracked",
    "universal",
    "unless",
    "use",
    "uses",
    "using",
    "was",
    "were",
    "western",
    "will",
    "written",
    "zone",
];

/// Words that may lead a statement about times.
const LEADS: [&str; 10] =
    ["note", "nb", "please", "that", "key", "full", "detailed", "outage", "response", "what"];

/// Words that make what follows a statement about times.
const TIMES: [&str; 9] =
    ["times", "time", "timestamps", "timestamp", "timezone", "timeline", "chronology", "clock", "tz"];

pub(super) fn read_stated_zone(text: &str, said: Said) -> Option<(Zone, Span)> {
    let may = text.bytes().any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'+' | b'/'))
        || ["utc", "gmt"].into_iter().any(|name| text.contains(name))
        || said == Said::Apart && text.contains(['(', '[']);
    if !may {
        return None;
    }
    let mut lex = Lex::new(text);
    // A zone alone, in brackets or not: `UTC`, `(CET)`.
    let alone = lex.attempt(|lex| {
        lex.take_while(|byte| matches!(byte, b' ' | b'(' | b'[' | b'*' | b'_'));
        let (span, zone) = read_zone(lex, true)?;
        let rest = lex.rest().trim_start_matches([' ', ')', ']', ':', '*', '_', '.']);
        let is_all = rest.is_empty() && span.len() > 1
            || ["time", "times", "timestamp"].into_iter().any(|word| rest.eq_ignore_ascii_case(word));
        (is_all && !is_word(span.of(text))).then_some((zone, span))
    });
    if alone.is_some() {
        return alone;
    }
    // In a paragraph nothing else makes it a statement about times.
    let names_times = || {
        ["ime", "lock", "ronology", "tz", "IME", "LOCK", "RONOLOGY", "TZ", "Tz"]
            .iter()
            .any(|part| text.contains(part))
    };
    if said == Said::InProse && !names_times() {
        return None;
    }
    // About times are we once a word says so early in a sentence or bracket, until a word that is no filler.
    let mut about = false;
    let mut early = true;
    let mut waiting: Option<(Zone, Span)> = None;
    // Within brackets whose words so far are all fillers: `(all CET)`.
    let mut in_brackets = false;
    // Behind a slash that leads to a zone: `local/CEST`.
    let mut is_slashed = false;
    while !lex.is_at_end() {
        let here = lex.at();
        let at_word =
            lex.before().is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'/' && byte != b'_')
                || is_slashed;
        if at_word
            && lex.peek().is_some_and(|byte| {
                byte.is_ascii_uppercase()
                    || matches!(byte, b'+' | b'-')
                    || byte.is_ascii_lowercase() && (about || lex.before().is_some_and(opens))
            })
        {
            let bracketed = said == Said::Apart && in_brackets;
            if let Some((span, zone)) =
                read_zone(&mut lex, about || bracketed).filter(|(span, _)| span.len() > 1)
            {
                if about {
                    return Some((zone, span));
                }
                // The zone of a time of its own (`16:40 UTC`) says nothing about others.
                let before = text.get(..span.start).unwrap_or_default();
                let is_of_time = ends_with_clock(before);
                let closes = matches!(lex.peek(), Some(b')' | b']' | b',' | b';'));
                let written = span.of(text);
                let is_named = written.contains(' ') && said == Said::Apart;
                if !is_of_time && (bracketed && closes && !is_word(written) || is_named) {
                    return Some((zone, span));
                }
                waiting = (early && !is_of_time && !is_word(written)).then_some((zone, span));
                continue;
            }
            lex.go(here);
        }
        let word = lex.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'\'');
        if word.is_empty() {
            let next = lex.rest().chars().next();
            in_brackets = matches!(next, Some('(' | '[')) || in_brackets && next == Some(' ');
            is_slashed = next == Some('/') && zone_behind_slash(lex);
            if matches!(next, Some('.' | ';' | '!' | '?' | '/')) && !is_slashed {
                about = false;
                waiting = None;
            }
            early |= matches!(
                next,
                Some('.' | ';' | '!' | '?' | '(' | '[' | ',' | '-' | '–' | '—' | ':' | '*' | '_' | '|')
            );
            lex.go(here + next.map_or(1, char::len_utf8));
            continue;
        }
        if word.bytes().all(|byte| byte == b'-') {
            early = true;
            continue;
        }
        let lower = word.to_ascii_lowercase();
        // `When / CEST`
        let is_when =
            || said == Said::Apart && lower == "when" && lex.rest().trim_start().starts_with(['/', '(']);
        let is_about = TIMES.contains(&lower.as_str()) || is_when();
        // `UTC is used for all times`, `UTC timestamps`.
        if is_about && waiting.is_some() {
            return waiting;
        }
        // `Berlin / CEST`, `(Warsaw, CEST)`
        let is_city = || {
            let behind = lex.rest().trim_start();
            about && behind.starts_with(['/', ',']) && of_city(word).is_some()
        };
        let is_filler = FILLERS.binary_search(&lower.as_str()).is_ok() || is_city();
        in_brackets &= is_filler;
        about = (is_about && early) || (about && (is_filler || is_about));
        early &= is_filler || is_about || LEADS.contains(&lower.as_str());
        if !is_filler && !matches!(lower.as_str(), "used" | "throughout") {
            waiting = None;
        }
    }
    None
}

/// Whether the abbreviation of a zone follows a slash, with nothing behind it that it may be the name of.
fn zone_behind_slash(mut lex: Lex<'_>) -> bool {
    lex.eat(b'/');
    lex.blanks();
    read_zone(&mut lex, false).is_some_and(|(span, _)| span.len() > 2)
        && matches!(lex.peek(), None | Some(b')' | b']' | b'.' | b',' | b':'))
}

/// Whether a text that says nothing certain about the zone of times names one all the same: who reads it knows more.
pub fn mentions_zone(text: &str) -> bool {
    const HALVES: [&str; 4] = ["Pacific", "Mountain", "Central", "Eastern"];
    const SAYS: [&str; 6] = ["local", "clock", "time", "times", "timestamps", "zone"];
    let words = || text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '+'));
    let says_times = words().any(|word| SAYS.iter().any(|says| word.eq_ignore_ascii_case(says)));
    let is_zone = |word: &str| {
        let begins = word.starts_with(|c: char| c.is_ascii_uppercase());
        let is_short = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        begins
            && (is_short && (of_abbreviation(word).is_some() || matches!(word, "MEZ" | "MESZ"))
                || word.split(['+', '/']).any(|part| matches!(part, "UTC" | "GMT"))
                || word.contains('/') && named(word).is_some()
                || says_times && (of_city(word).is_some() || HALVES.contains(&word)))
    };
    words().any(is_zone) || ["local time", "local clock", "in local"].iter().any(|local| text.contains(local))
}

fn opens(byte: u8) -> bool {
    matches!(byte, b'(' | b'[')
}

/// Whether it may be a word or the name of a place rather than a zone: `Berlin`, `Pacific`, `met`.
fn is_word(written: &str) -> bool {
    written.bytes().any(|byte| byte.is_ascii_lowercase())
        && written.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !["utc", "gmt"].into_iter().any(|name| written.eq_ignore_ascii_case(name))
}

/// Whether a text ends with a time of day.
fn ends_with_clock(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '(', '[', '\u{a0}']);
    let last = text.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let lower = last.to_ascii_lowercase();
    let of_digits = last.ends_with(|c: char| c.is_ascii_digit());
    let is_date = last.len() > 5 && last.contains(['-', '/', '.']) && !last.contains(':');
    let is_year = last.len() == 4 && (last.starts_with("19") || last.starts_with("20"));
    // `10am`, `10 a.m.`, not `team`.
    let half = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    of_digits && !is_date && !is_year || ["am", "pm", "a.m.", "p.m."].contains(&half)
}

/// `2024-01-09 UTC`, `9 Jan, CEST:`: a zone behind a date, with nothing behind it.
pub(super) fn zone_behind_date(mut lex: Lex<'_>) -> Option<(Zone, Span)> {
    lex.blanks();
    if !["--", "-", "–", "—", ",", "@", "/", "·", ":"].into_iter().any(|mark| lex.eat_str(mark)) {
        lex.word("in");
    }
    lex.blanks();
    let opened = lex.eat(b'(') || lex.eat(b'[');
    let (span, zone) = read_zone(&mut lex, opened)?;
    let rest = lex.rest().trim_start_matches([' ', ')', ']', ':', '*', '_', '.', '|']);
    (span.len() > 1 && (rest.is_empty() || rest.eq_ignore_ascii_case("time"))).then_some((zone, span))
}
