//! How the head of a message is told: its time, its name, and what is neither.

use super::PastedLine;
use crate::Stamp;
use crate::read::read_stamp;

pub(super) fn is_text(line: Option<&PastedLine<'_>>) -> bool {
    line.is_some_and(|line| !line.text.trim().is_empty() && stamp_first(line.text.trim()).is_none())
}

/// A line that begins with its time, and what follows that. Items and rows of a timeline are none.
pub(super) fn stamp_first(line: &str) -> Option<(Stamp, &str)> {
    if !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(')) {
        pass_day(line)?;
    }
    let inside = line.strip_prefix('[').unwrap_or(line);
    let line = pass_day(inside).unwrap_or(line);
    let stamp = clock(line)?;
    let rest = line.get(stamp.span.end..)?.trim_start_matches([']', ')', ':', ',', ' ', '\t']);
    let rest = ["- ", "– ", "— ", "| "].into_iter().find_map(|dash| rest.strip_prefix(dash)).unwrap_or(rest);
    Some((stamp, rest))
}

/// `<name> text`, `name: text`, `* name waves`.
pub(super) fn named_text(rest: &str) -> Option<(&str, &str)> {
    if let Some(inside) = rest.strip_prefix('<') {
        // `<@ada> text`
        let (name, said) = inside.split_once('>')?;
        return Some((name_of(name.trim_start_matches(['@', '+', '%', '&', '~', ' ']))?, said));
    }
    if let Some(acts) = rest.strip_prefix("* ") {
        let (name, _) = acts.split_once(' ')?;
        return Some((name_of(name)?, acts));
    }
    let (name, said) = rest.split_once(':')?;
    Some((name_of(name.trim_start_matches('@'))?, said))
}

/// A line that begins with a name and ends with the time: the text is on the lines below, or before the time.
pub(super) fn name_first(line: &str) -> Option<(Stamp, &str, &str)> {
    let (before, stamp) = line
        .match_indices(['[', '(', ',', ' ', '—', '–', '\t'])
        .map(|(at, mark)| (at, at + mark.len()))
        .find_map(|(at, behind)| Some((line.get(..at)?, time_alone(line.get(behind..)?.trim())?)))?;
    let before = before.trim_end_matches([',', ' ', '\t', '—', '–', '[', '(']);
    let (name, said) = before.split_once(": ").unwrap_or((before, ""));
    Some((stamp, name_of(name)?, said))
}

/// A line that holds nothing but a time, with or without brackets and *Today at*.
pub(super) fn time_alone(line: &str) -> Option<Stamp> {
    let line = line.strip_prefix(['[', '(']).unwrap_or(line);
    let line = pass_day(line).unwrap_or(line);
    let stamp = clock(line)?;
    line.get(stamp.span.end..)?.trim_matches([']', ')', ' ', ':']).is_empty().then_some(stamp)
}

/// What stands behind *Today at* and the like: chats say it of the day on which they are read.
fn pass_day(text: &str) -> Option<&str> {
    let words =
        ["Today at ", "Yesterday at ", "today at ", "at ", "Today ", "Yesterday ", "Today, ", "Yesterday, "];
    words.into_iter().find_map(|word| text.strip_prefix(word))
}

/// The day of which a head says that its message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SaidDay {
    Yesterday,
    Today,
}

/// *Yesterday* or *Today* in a head, without what is said behind it.
pub(super) fn said_day(head: &str) -> Option<SaidDay> {
    let mut words = head.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| match word {
        "Yesterday" | "yesterday" => Some(SaidDay::Yesterday),
        "Today" | "today" => Some(SaidDay::Today),
        _ => None,
    })
}

fn clock(text: &str) -> Option<Stamp> {
    read_stamp(text).filter(|stamp| stamp.has_time && stamp.relative.is_none() && !stamp.bare)
}

/// A line that holds nothing but a date.
pub(super) fn day_alone(line: &str) -> Option<Stamp> {
    let line = line.trim_matches(['-', '—', '–', '=', ' ']);
    let stamp = read_stamp(line).filter(|stamp| stamp.has_date && !stamp.has_time)?;
    let is_all =
        stamp.span.start == 0 && line.get(stamp.span.end..)?.trim_matches([':', ',', ' ']).is_empty();
    is_all.then_some(stamp)
}

/// Whether the time at the end of a line stands by itself: in brackets, behind a comma, a tab, two blanks or *Today
/// at*, or behind the mark of a bot.
pub(super) fn is_set_apart(line: &str, stamp: &Stamp) -> bool {
    if line.ends_with([']', ')']) {
        return true;
    }
    let Some(before) = line.get(..line.rfind(&*stamp.written).unwrap_or(0)) else { return false };
    let said =
        ["Today at ", "Yesterday at ", "Today ", "Yesterday "].into_iter().any(|word| before.ends_with(word));
    let marks = ["  ", "\t", ", ", " — ", " – ", "\u{a0} ", " APP ", " BOT ", " Bot "];
    said || marks.into_iter().any(|mark| before.ends_with(mark))
}

/// One word, as a handle is.
pub(super) fn is_handle(name: &str) -> bool {
    !name.contains(char::is_whitespace)
}

/// What stands before a time in a sentence: no name.
pub(super) fn is_preposition(word: &str) -> bool {
    let words = [
        "about", "after", "approx", "around", "at", "before", "between", "by", "ca", "circa", "eta", "for",
        "from", "now", "on", "since", "then", "till", "to", "until",
    ];
    words.contains(&word.trim_end_matches('.').to_ascii_lowercase().as_str())
}

/// Whether a single word before a time may be said of it (`Deployed 16:42`, `restart 16:42`): a name has a
/// capital, and is no word of work.
pub(super) fn may_be_a_word(word: &str) -> bool {
    let words = [
        "alert", "back", "begin", "begun", "deploy", "done", "down", "edit", "end", "finish", "green",
        "last", "next", "paged", "red", "release", "restart", "revert", "rollback", "start", "status",
        "still", "stop", "time", "update", "up",
    ];
    let lower = word.to_lowercase();
    !word.starts_with(char::is_uppercase)
        || word.len() > 1 && !word.contains(char::is_lowercase)
        || words.contains(&lower.as_str())
        || words.iter().any(|stem| lower.strip_suffix('s') == Some(stem))
        || ["ed", "ing"].into_iter().any(|ending| lower.ends_with(ending))
}

/// `Mary van Dyke`: several words of which the first and the last have capitals.
pub(super) fn frames_a_name(name: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = name.split_whitespace();
    words.next().is_some_and(is_capital) && words.next_back().is_some_and(is_capital)
}

/// What stands before a colon in a log: no name.
pub(super) fn is_level(name: &str) -> bool {
    let levels = ["error", "warn", "warning", "info", "debug", "trace", "fatal", "critical", "notice"];
    levels.contains(&name.to_ascii_lowercase().as_str())
}

pub(super) fn has_meridiem(stamp: &Stamp) -> bool {
    let time = stamp.start.time.as_ref();
    time.is_some_and(|time| time.parts.iter().any(|part| part.kind == crate::stamp::PartKind::Meridiem))
}

/// Names are short; a sentence that happens to hold a time is none.
pub(super) fn name_of(name: &str) -> Option<&str> {
    let mut name = name.trim();
    // Bold and the like around all of it.
    while let Some(inside) =
        ['*', '_', '`'].into_iter().find_map(|mark| name.strip_prefix(mark)?.strip_suffix(mark))
    {
        name = inside;
    }
    let words = name.split_whitespace().count();
    let is_name = (1..=5).contains(&words)
        && name.len() <= 48
        && name.chars().any(char::is_alphabetic)
        && !name.starts_with(['-', '#', '|'])
        && !name.ends_with(['.', ',', '!', '?'])
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    ' ' | '-'
                        | '_'
                        | '.'
                        | '\''
                        | '’'
                        | '('
                        | ')'
                        | '|'
                        | '['
                        | ']'
                        | '@'
                        | '/'
                        | '*'
                        | '+'
                        | '&'
                )
                || !c.is_ascii() && !c.is_control()
        });
    is_name.then_some(name)
}

/// Two to four words with capitals, as names and surnames are.
pub(super) fn looks_like_names(name: &str) -> bool {
    let words = name.split_whitespace();
    name_of(name).is_some()
        && (2..=4).contains(&words.clone().count())
        && words.clone().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
}

/// A stamp whose places are those of its own text.
pub(super) fn alone(stamp: Stamp) -> Stamp {
    read_stamp(&stamp.written).unwrap_or(stamp)
}
