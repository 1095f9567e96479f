//! Quick looks at a line: most lines of a review are prose, and what they hold is dismissed by their first bytes.

use std::sync::LazyLock;

use askhow_document::{Leads, Prose, undress};
use askhow_english::class::{is, words_of};

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
    let end = head.char_indices().nth(40).map_or(head.len(), |(end, _)| end);
    static PARTS: LazyLock<WordStarts> = LazyLock::new(|| WordStarts::of(Vocabulary::PartOfDay));
    static MONTHS: LazyLock<WordStarts> = LazyLock::new(|| WordStarts::of(Vocabulary::MonthStart));
    let start = head.as_bytes().get(..end).unwrap_or_default();
    start.iter().any(|byte| byte.is_ascii_digit() || *byte == b'?')
        || PARTS.stand_in(start)
        || MONTHS.stand_at(start, 0)
}

/// The words of a class, and the bytes that they begin with: most places of a text are dismissed by these.
struct WordStarts {
    words: &'static [&'static str],
    firsts: [bool; 256],
}

impl WordStarts {
    fn of(class: Vocabulary) -> Self {
        let mut firsts = [false; 256];
        for first in words_of(class).iter().filter_map(|word| word.bytes().next()) {
            for byte in [first, first.to_ascii_uppercase()] {
                firsts.get_mut(usize::from(byte)).into_iter().for_each(|is_first| *is_first = true);
            }
        }
        Self { words: words_of(class), firsts }
    }

    /// Whether one of them stands at a place of a text, in any case.
    fn stand_at(&self, text: &[u8], at: usize) -> bool {
        let first = text.get(at).and_then(|byte| self.firsts.get(usize::from(*byte)));
        first == Some(&true) && self.words.iter().any(|word| stands(text, at, word))
    }

    /// Whether one of them stands anywhere in a text, inside of words too.
    fn stand_in(&self, text: &[u8]) -> bool {
        (0..text.len()).any(|at| self.stand_at(text, at))
    }
}

/// Whether a word in small letters stands at a place of a text, in any case.
fn stands(text: &[u8], at: usize, word: &str) -> bool {
    text.get(at..at + word.len()).is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a line plainly starts with something else: where its words can be told without parsing it, that is what a
/// reader sees of it.
pub(super) fn starts_with_no_stamp(source: &str) -> bool {
    const HEAD: usize = 80;
    undress(source).is_some_and(|words| {
        let near = words.char_indices().find(|(at, c)| *at >= HEAD && c.is_whitespace());
        let head = near.and_then(|(at, _)| words.get(..at)).unwrap_or(&words);
        askhow_timeline::read_stamp(head).is_none()
    })
}

/// `Tags: checkout, rca`: names that are looked up as they are.
pub(super) fn lists_tags(source: &str) -> bool {
    let head = source.trim_start_matches(|c: char| c.is_whitespace() || "*_`".contains(c));
    let Some((label, _)) = head.split_once(':') else { return false };
    is(&label.trim_end_matches(['*', '_', '`']).to_ascii_lowercase(), Vocabulary::TagList)
}

/// What section an item's first words belong to, where they tell beyond doubt.
pub(super) fn reads_like(source: &str) -> Option<Section> {
    let may_plan = source.starts_with(['w', 'W', 't', 'T', '[']);
    let may_tell = || ["ecovered", "esolved", "ECOVERED", "ESOLVED"].iter().any(|word| source.contains(word));
    if !may_plan && !may_tell() {
        return None;
    }
    let head: String = source.chars().take(160).collect::<String>().to_lowercase().replace('’', "'");
    let planned = ["we will ", "we'll ", "we are going to ", "we plan to ", "todo: ", "[ ] "];
    if planned.iter().any(|words| head.starts_with(words)) {
        return Some(Section::FollowUp);
    }
    let alone = ["recovered by itself", "recovered on its own", "recovered automatically", "resolved itself"];
    alone.iter().any(|words| head.contains(words)).then_some(Section::Mitigators)
}

/// Whether a clock time with something like a zone behind it may stand in a text: `17:46 UTC`, `17:46+02:00`,
/// `17:46 Berlin time`.
pub(super) fn holds_clock(source: &str) -> bool {
    const NEAR: usize = 40;
    let bytes = source.as_bytes();
    bytes.windows(5).enumerate().any(|(at, five)| {
        let is_clock = matches!(five, [a, b':', b, c, next]
            if [a, b, c].into_iter().all(u8::is_ascii_digit) && !next.is_ascii_digit());
        let behind = || bytes.get(at + 4..bytes.len().min(at + NEAR)).unwrap_or_default();
        is_clock
            && behind().windows(2).any(|two| {
                matches!(two, [b'Z' | b'+' | b'(' | b'/', _] | [_, b'Z'] | [b'i', b'm'])
                    || two.iter().all(u8::is_ascii_uppercase)
            })
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
            let is_clock = |four: &[u8]| {
                matches!(four, [a, b':', b, c] if [a, b, c].into_iter().all(u8::is_ascii_digit))
            };
            inside.len() < 40 && inside.as_bytes().windows(4).any(is_clock)
        })
    })
}

/// Whether a line may be [`is_contents_link`], before its prose is read.
pub(super) fn may_be_contents_link(source: &str) -> bool {
    source.trim_start().starts_with('[') && source.contains("](#")
}

/// Whether a line is a link to a place of the same document and nothing else, as in a table of contents.
pub(super) fn is_contents_link(line: &Prose<'_>) -> bool {
    let source = line.source;
    let Some(link) =
        line.links.first().filter(|link| link.span.start == source.len() - source.trim_start().len())
    else {
        return false;
    };
    let is_here = matches!(link.leads, Leads::Destination(target) if target.of(source).starts_with('#'));
    let behind = source.get(link.span.end..).unwrap_or_default().trim();
    let behind = behind.trim_end_matches("<br>").trim_end_matches("<br/>").trim_end_matches(['.', '\\']);
    is_here && behind.is_empty()
}

/// Whether a text may speak of the times of events or of a zone, in any case.
pub(super) fn mentions_times(source: &str) -> bool {
    static WORDS: LazyLock<WordStarts> = LazyLock::new(|| WordStarts::of(Vocabulary::SpeaksOfTimes));
    WORDS.stand_in(source.as_bytes())
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
