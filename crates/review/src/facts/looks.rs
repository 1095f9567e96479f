//! Quick looks at a line: most lines of a review are prose, and what they hold is dismissed by their first bytes.

use askhow_english::class::{begins_as, is, words_of};

use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// Whether a line may start with a stamp: a look at its first bytes, never wrongly `false`.
pub(super) fn may_start_with_stamp(source: &str) -> bool {
    let mut head = source;
    loop {
        // Emoji, bullets and marks of direction go before a stamp too; so do `:red_circle:` and `[x]`.
        let is_mark = |c: char| {
            c.is_whitespace()
                || "*_`[(|<~>".contains(c)
                || (!c.is_ascii() && !c.is_alphanumeric() && c != '—')
        };
        let trimmed = head.trim_start_matches(is_mark);
        let code = trimmed.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        let tick = ["x] ", "X] "].iter().find_map(|tick| trimmed.strip_prefix(tick));
        head = match (tick, code) {
            (Some(rest), _) => rest,
            (None, Some((name, rest))) if !name.is_empty() && name.len() < 32 && !name.contains(' ') => rest,
            _ => {
                head = trimmed;
                break;
            }
        };
    }
    let Some(first) = head.chars().next() else { return false };
    if first.is_ascii_digit() || "?-+—'０１２３４５６７８９".contains(first) {
        return true;
    }
    if !first.is_ascii_alphabetic() {
        return false;
    }
    let start: String = head.chars().take(40).collect::<String>().to_ascii_lowercase();
    start.bytes().any(|byte| byte.is_ascii_digit() || byte == b'?')
        || words_of(Vocabulary::PartOfDay).iter().any(|word| start.contains(word))
        || begins_as(&start, Vocabulary::MonthStart)
}

/// `Tags: checkout, rca`: names that are looked up as they are.
pub(super) fn lists_tags(source: &str) -> bool {
    let head = source.trim_start_matches(|c: char| c.is_whitespace() || "*_`".contains(c));
    let Some((label, _)) = head.split_once(':') else { return false };
    is(&label.trim_end_matches(['*', '_', '`']).to_ascii_lowercase(), Vocabulary::TagList)
}

/// What section an item's first words belong to, where they tell beyond doubt.
pub(super) fn reads_like(source: &str) -> Option<Section> {
    let head: String = source.chars().take(160).collect::<String>().to_lowercase().replace('’', "'");
    let planned = ["we will ", "we'll ", "we are going to ", "we plan to ", "todo: ", "[ ] "];
    if planned.iter().any(|words| head.starts_with(words)) {
        return Some(Section::FollowUp);
    }
    let alone = ["recovered by itself", "recovered on its own", "recovered automatically", "resolved itself"];
    alone.iter().any(|words| head.contains(words)).then_some(Section::Mitigators)
}

/// Whether a year may stand in a text: four digits that begin with 19 or 20.
pub(super) fn holds_year(source: &str) -> bool {
    source.as_bytes().windows(4).any(|four| {
        matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four.iter().all(u8::is_ascii_digit)
    })
}

/// Whether a clock time with something like a zone behind it may stand in a text: `17:46 UTC`, `17:46+02:00`.
pub(super) fn holds_clock(source: &str) -> bool {
    let bytes = source.as_bytes();
    bytes.windows(5).enumerate().any(|(at, five)| {
        let is_clock = matches!(five, [a, b':', b, c, next]
            if [a, b, c].into_iter().all(u8::is_ascii_digit) && !next.is_ascii_digit());
        let mut behind = bytes.iter().skip(at + 4).take(12);
        is_clock && behind.any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'+' | b'('))
    })
}

/// Whether a time may stand in brackets somewhere in a line.
pub(super) fn holds_late_stamp(source: &str) -> bool {
    const LONG: usize = 4_096;
    if source.len() > LONG {
        return false;
    }
    let inside = source.match_indices(['(', '[']).filter_map(|(at, _)| source.get(at + 1..));
    inside.into_iter().any(|inside| {
        inside.split([')', ']']).next().is_some_and(|inside| {
            inside.len() < 40 && inside.contains(':') && inside.contains(|c: char| c.is_ascii_digit())
        })
    })
}

/// Whether a line is a link to a place of the same document and nothing else, as in a table of contents.
pub(super) fn is_contents_link(source: &str) -> bool {
    let Some(rest) = source.trim_start().strip_prefix('[') else { return false };
    let Some((name, rest)) = rest.split_once("](#") else { return false };
    let behind = rest.split_once(')').map(|(_, behind)| behind);
    let is_empty = |behind: &str| {
        behind
            .trim()
            .trim_end_matches("<br>")
            .trim_end_matches("<br/>")
            .trim_end_matches(['.', '\\'])
            .is_empty()
    };
    !name.contains(['[', ']']) && behind.is_some_and(is_empty)
}

pub(super) fn mentions_times(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    words_of(Vocabulary::SpeaksOfTimes).iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_prose_is_not_looked_at_twice() {
        for line in ["16:40 x", "**21:45 UTC** x", "[12-05 16:21]", "June 14th", "around 5", "??:??", "- x 1"]
        {
            assert!(may_start_with_stamp(line), "{line}");
        }
        for line in ["The deploy went out to all regions in the morning of that day", "", "("] {
            assert!(!may_start_with_stamp(line), "{line}");
        }
    }
}
