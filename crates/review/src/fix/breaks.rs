//! What parts a stamp from its text, and an entry from the next one in a paragraph.

use askhow_document::Span;

use super::extent;
use crate::facts::{Facts, LineFact};
use crate::review::Review;
use crate::timelines::TimelinePart;

/// The hard break at the end of a text: `<br>`, two blanks or more, a backslash; with the blanks before it.
pub(super) fn hard_break(text: &str) -> &str {
    let words = text.trim_end_matches([' ', '\t']);
    let ends = |tag: &&str| {
        let end = words.len().checked_sub(tag.len()).and_then(|at| words.as_bytes().get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(tag.as_bytes()))
    };
    let tag = ["<br>", "<br/>", "<br />"].into_iter().find(ends);
    let n_slashes = words.len() - words.trim_end_matches('\\').len();
    let kept = match tag {
        Some(tag) => words.len() - tag.len(),
        None if words.len() == text.len() && n_slashes % 2 == 1 => words.len() - 1,
        None if text.len() - words.len() >= 2 => words.len(),
        None => text.len(),
    };
    let kept = text.get(..kept).map_or(text.len(), |kept| kept.trim_end_matches([' ', '\t']).len());
    if kept == words.len() && text.len() - words.len() < 2 {
        ""
    } else {
        text.get(kept..).unwrap_or_default()
    }
}

/// Whether blank lines part an entry from the one above it, or from the one below where there is none: both items of
/// one list.
pub(super) fn is_loose(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let item = |line: usize| {
        let (facts, fact, _) = review.line(*timeline.lines.get(line)?)?;
        Some((fact.kind, facts.segment.blocks().get(fact.block)?.item))
    };
    let place = |line: usize| extent(review, timeline, line);
    let gap = |above: usize, below: usize| {
        let (one, two) = (place(above)?, place(below)?);
        let is_apart = item(above).is_some() && item(above) == item(below) && one.end <= two.start;
        let between = is_apart.then(|| review.text.slice(Span::new(one.end, two.start)))?;
        between
            .trim_matches(['>', ' ', '\t', '\r', '\n'])
            .is_empty()
            .then(|| between.matches('\n').count() > 1)
    };
    let below = || gap(line, line + 1);
    line.checked_sub(1).and_then(|above| gap(above, line)).or_else(below).unwrap_or(false)
}

/// The hard break (two blanks, a backslash, `<br>`) that parts the lines of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hard {
    /// As it is written, with the blanks before it; empty where nothing parts them.
    pub(super) written: String,
    /// Whether the line has it at its own end.
    pub(super) at_end: bool,
    /// Whether another line follows in the paragraph.
    pub(super) goes_on: bool,
}

impl Hard {
    pub(super) fn of(facts: &Facts, fact: &LineFact) -> Self {
        let source = facts.segment.text();
        let own = hard_break(fact.content.of(source));
        let lines = || facts.lines.iter().filter(|line| line.block == fact.block);
        let of_others = || lines().map(|line| hard_break(line.content.of(source))).find(|it| !it.is_empty());
        let written = Some(own).filter(|own| !own.is_empty()).or_else(of_others).unwrap_or_default();
        let goes_on = lines().any(|line| line.content.start > fact.content.start);
        Self { written: written.to_owned(), at_end: !own.is_empty(), goes_on }
    }
}

/// Marks before a stamp, and those behind it with what separates it from the text: of an entry whose stamp stands
/// between `lead` and `between` in the source. What opens behind the separator belongs to the text.
pub(super) fn marks(lead: &str, between: &str) -> (String, String) {
    let opens: String = lead.chars().filter(|c| matches!(c, '*' | '_' | '`' | '[' | '(')).collect();
    let close = |c| match c {
        '[' => ']',
        '(' => ')',
        other => other,
    };
    let closes: String = opens.chars().rev().map(close).collect();
    // Where a stamp leads to is that entry's own.
    let (linked, between) = match between.split_once("](") {
        Some((before, link)) => {
            (true, format!("{before}{}", link.split_once(')').map_or("", |(_, rest)| rest)))
        }
        None => (false, between.to_owned()),
    };
    let closed = between.find(&closes).filter(|_| !opens.is_empty() && !linked).map(|at| at + closes.len());
    let (kept, rest) = between.split_at(closed.unwrap_or(0));
    let begins =
        |c: char| matches!(c, '*' | '_' | '`' | '[' | ']' | ')' | '~' | '<' | '!' | '\\' | '\n' | '\r');
    let rest = rest.get(..rest.find(begins).unwrap_or(rest.len())).unwrap_or_default();
    let (lead, kept) = if closed.is_some() { (opens.as_str(), kept) } else { ("", "") };
    let blank = if rest.ends_with(char::is_whitespace) { "" } else { " " };
    // All of an entry may be marked: a new one need not be.
    let is_open = kept.contains('\n');
    if is_open { (String::new(), " ".to_owned()) } else { (lead.to_owned(), format!("{kept}{rest}{blank}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_breaks_are_seen_behind_any_character() {
        for (text, expected) in [
            ("looks<br>", "<br>"),
            ("5 €<br>", "<br>"),
            ("für 5 € <BR/>", " <BR/>"),
            ("ö<br />", "<br />"),
            ("looks  ", "  "),
            ("looks\\", "\\"),
            ("looks\\\\", ""),
            ("<br>", "<br>"),
            ("€", ""),
            ("br>", ""),
        ] {
            assert_eq!(hard_break(text), expected, "{text}");
        }
    }
}
