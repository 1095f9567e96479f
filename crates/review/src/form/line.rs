//! Lines of a form: key and value, and several of them side by side.

use askhow_document::Span;

use super::recognise_field;

/// Keys longer than this are sentences.
pub(super) const LONGEST_KEY: usize = 48;

/// What parts fields that stand in one line.
const BARS: [&str; 3] = [" | ", " · ", " • "];

/// What parts them where what follows is a field that is known.
const STOPS: [&str; 6] = ["; ", " / ", "<br>", "<br/>", "<br />", "\n"];

/// What may stand before the next field, and is of neither.
const BETWEEN: [char; 9] = [',', ';', '|', '·', '•', '/', '–', '—', '\\'];

/// Splits a line `Key: value`, `**Key**: value`, `**Key:** value`, `- Key: value`, `Key = value` or
/// `Key<Tab>value` into key and value, without their marks; relative to `line`. The value may be empty.
/// `None` where the line is none of these; whether the key is that of a field is not asked.
///
/// ```
/// use askhow_review::form::split_field;
/// let line = "- **Severity:** SEV2";
/// let (key, value) = split_field(line).unwrap();
/// assert_eq!((key.of(line), value.of(line)), ("Severity", "SEV2"));
/// assert!(split_field("16:40 Ana sees slow orders").is_none());
/// ```
pub fn split_field(line: &str) -> Option<(Span, Span)> {
    let start = line.len() - without_bullet(line).len();
    let rest = line.get(start..)?;
    let head = rest.char_indices().take(LONGEST_KEY + 8);
    let (at, sign) = head.clone().find(|(at, c)| match c {
        '\t' => *at > 0,
        ':' | '：' => {
            // The colon of `https://` parts nothing, nor does that of `16:40`.
            let behind = rest.get(at + c.len_utf8()..).unwrap_or_default();
            behind.is_empty() || behind.starts_with([' ', '\t', '*', '_', '`', '\u{a0}', '\r', '\n'])
        }
        '=' => rest.get(at + 1..).is_some_and(|behind| behind.starts_with(' ')),
        _ => false,
    })?;
    let key = undressed(rest, Span::new(0, at))?;
    let letters = key.of(rest);
    let begins_well = letters.chars().next().is_some_and(char::is_alphabetic);
    if !begins_well || letters.len() > LONGEST_KEY || letters.contains(['.', '!', '?', ';', '\n']) {
        return None;
    }
    let mut from = at + sign.len_utf8();
    // The marks that close the key: `**Key:** value`.
    let open = rest.get(..at).is_some_and(|before| before.trim_start().starts_with(['*', '_', '`']));
    if open {
        let behind = rest.get(from..).unwrap_or_default();
        from += behind.len() - behind.trim_start_matches(['*', '_', '`']).len();
    }
    let value = rest.get(from..)?;
    let lead = value.len() - value.trim_start().len();
    let value = Span::new(from + lead, (from + lead).max(from + value.trim_end().len()));
    Some((key.shift(start), value.shift(start)))
}

/// Splits a line that is a field's name and a stamp without a colon, as in `Resolved 2023-01-11 15:51`;
/// relative to `line`. To be asked only where other lines of the list have colons.
pub fn split_bare_field(line: &str) -> Option<(Span, Span)> {
    let start = line.len() - without_bullet(line).len();
    let rest = line.get(start..)?;
    let digit = rest.char_indices().take(LONGEST_KEY).find(|(_, c)| c.is_ascii_digit())?.0;
    let key = undressed(rest, Span::new(0, digit))?;
    recognise_field(key.of(rest))?;
    Some((key.shift(start), Span::new(digit, rest.trim_end().len()).shift(start)))
}

fn without_bullet(line: &str) -> &str {
    let trimmed = line.trim_start();
    let bare = trimmed.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t']));
    bare.map_or(trimmed, str::trim_start)
}

/// `span` without blanks and emphasis marks around it; `None` where nothing is left.
fn undressed(text: &str, span: Span) -> Option<Span> {
    let dress = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '|');
    let inside = span.of(text);
    let start = span.start + (inside.len() - inside.trim_start_matches(dress).len());
    let end = span.start + inside.trim_end_matches(dress).len();
    (start < end).then(|| Span::new(start, end))
}

/// A line as the pieces that are fields, as in `**Date:** 2024-05-21 | **Duration:** 4 min`: all of it where it holds one
/// field or none.
///
/// ```
/// use askhow_review::form::pieces;
/// let line = "**Date:** 2024-05-21 · **Severity:** SEV2";
/// let parts: Vec<&str> = pieces(line).iter().map(|piece| piece.of(line)).collect();
/// assert_eq!(parts, ["**Date:** 2024-05-21", "**Severity:** SEV2"]);
/// ```
pub fn pieces(line: &str) -> Vec<Span> {
    let whole = Span::new(0, line.len());
    let Some((key, _)) = split_field(line) else { return vec![whole] };
    let all_parted = || line.contains(" | ") && line.split(" | ").all(|piece| split_field(piece).is_some());
    let is_known = recognise_field(key.of(line)).is_some() || is_bold(without_bullet(line));
    if !is_known && !all_parted() {
        return vec![whole];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for (end, next) in seams(line, key.end) {
        // A seam may be found twice: `; **Key:**`.
        if end > start {
            pieces.push(Span::new(start, end));
            start = next;
        }
    }
    pieces.push(Span::new(start, line.len()));
    pieces
}

/// Where one field ends and the next begins, in order.
fn seams(line: &str, from: usize) -> Vec<(usize, usize)> {
    let behind = line.get(from..).unwrap_or_default();
    let found = |signs: &'static [&'static str]| {
        signs.iter().flat_map(move |sign| {
            behind.match_indices(*sign).map(move |(at, sign)| (from + at, from + at + sign.len()))
        })
    };
    let is_field = |at: usize| line.get(at..).and_then(split_field).map(|(key, _)| key.shift(at));
    let is_known = |at: usize| is_field(at).is_some_and(|key| recognise_field(key.of(line)).is_some());
    let bars = found(&BARS).filter(|(_, next)| is_field(*next).is_some());
    let stops = found(&STOPS).filter(|(_, next)| is_known(*next));
    let blanks = [" **", " __"].into_iter().flat_map(|mark| behind.match_indices(mark));
    let bold = blanks.map(|(at, _)| (from + at, from + at + 1));
    let bold = bold.filter(|(_, next)| line.get(*next..).is_some_and(is_bold) && is_field(*next).is_some());
    let mut seams: Vec<(usize, usize)> = bars.chain(stops).chain(bold).collect();
    seams.sort_unstable();
    let end = |at: usize| {
        line.get(..at).map_or(at, |head| {
            head.trim_end_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c)).len()
        })
    };
    seams.into_iter().map(|(at, next)| (end(at), next)).collect()
}

/// Whether a field begins with its key in bold, colon and all.
fn is_bold(field: &str) -> bool {
    ["**", "__"].into_iter().any(|mark| {
        let key = field.strip_prefix(mark).and_then(|rest| rest.split_once(mark));
        key.is_some_and(|(key, behind)| {
            key.len() <= LONGEST_KEY && (key.ends_with(':') || behind.starts_with([':', ' ']))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_split(line: &str, key: &str, value: &str) {
        let (key_span, value_span) = split_field(line).unwrap_or_else(|| panic!("not a field: {line}"));
        assert_eq!((key_span.of(line), value_span.of(line)), (key, value), "{line}");
    }

    #[test]
    fn lines_of_a_form_are_split_whatever_their_dress() {
        check_split("Severity: SEV2", "Severity", "SEV2");
        check_split("**Severity**: SEV2", "Severity", "SEV2");
        check_split("**Severity:** SEV2 ", "Severity", "SEV2");
        check_split("- Incident Start: 2019-03-25 16:40", "Incident Start", "2019-03-25 16:40");
        check_split("* **Watchers** : @ana, @ben", "Watchers", "@ana, @ben");
        check_split("  - _Status_:", "Status", "");
        check_split("Severity\tSEV2", "Severity", "SEV2");
        check_split("Region:\teu-west", "Region", "eu-west");
        check_split("Severity: **SEV2**", "Severity", "**SEV2**");
        check_split("Start (UTC): 16:40", "Start (UTC)", "16:40");
        check_split("Größe: 3", "Größe", "3");
    }

    #[test]
    fn other_lines_are_not() {
        for line in [
            "16:40 Ana sees slow orders",
            "2019-03-25 16:40: Ana sees slow orders",
            "https://example.org/graph",
            "see https://example.org/graph",
            "The cache was full. Then: nothing",
            "A sentence that goes on for longer than any key of a form would: yes",
            "",
            "-",
            "- : x",
            "plain words",
        ] {
            assert!(split_field(line).is_none(), "{line}");
        }
    }

    #[test]
    fn a_name_and_a_stamp_need_no_colon() {
        let line = "- Resolved 2023-01-11 15:51";
        let (key, value) = split_bare_field(line).unwrap();
        assert_eq!((key.of(line), value.of(line)), ("Resolved", "2023-01-11 15:51"));
        assert!(split_bare_field("- Ben rolled back 2 hosts").is_none());
        assert!(split_bare_field("- 2023-01-11 15:51").is_none());
    }

    #[test]
    fn fields_side_by_side_are_told_apart() {
        let wanted = ["Date = 2024-05-21", "Duration = 4 min", "Severity = SEV2"];
        for line in [
            "**Date:** 2024-05-21 | **Duration:** 4 min | **Severity:** SEV2",
            "**Date**: 2024-05-21 · **Duration**: 4 min · **Severity**: SEV2",
            "- **Date:** 2024-05-21, **Duration:** 4 min, **Severity:** SEV2",
            "__Date:__ 2024-05-21  __Duration:__ 4 min  __Severity:__ SEV2",
            "Date: 2024-05-21; Duration: 4 min; Severity: SEV2",
            "Date: 2024-05-21 / Duration: 4 min / Severity: SEV2",
            "**Date:** 2024-05-21<br>**Duration:** 4 min<br />**Severity:** SEV2",
            "- Date: 2024-05-21\n  Duration: 4 min\\\n  Severity: SEV2",
        ] {
            let fields = pieces(line).into_iter().map(|piece| {
                let piece = piece.of(line);
                let (key, value) = split_field(piece).unwrap();
                format!("{} = {}", key.of(piece), value.of(piece))
            });
            assert_eq!(fields.collect::<Vec<_>>(), wanted, "{line:?}");
        }
        for line in [
            "**Type:** network | storage",
            "Impact: slow; note: carts were kept",
            "Regions: eu / us",
            "**Status:** open, **urgent** and loud",
            "Error: 500 / Status: down",
        ] {
            assert_eq!(pieces(line).len(), 1, "{line:?}");
        }
    }
}
