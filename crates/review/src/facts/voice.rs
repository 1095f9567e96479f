//! Whose words a finding stands in: the writer's own, or what somebody said or wrote, which is kept.
//!
//! The decision is a positive one. Words are the writer's own where they begin with a sentence (behind a label of
//! theirs at most), nobody is said to say them, and nobody signs them. What surrounds the block (tags, tables,
//! sections of sayings) is looked at in `sayings.rs`.

use askhow_document::{Finding, Level, Span};
use askhow_english::class::is;

use super::author::{is_author, label, opens};
use crate::vocabulary::Vocabulary;

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The writer's: a rewrite may be safe.
    Own,
    /// Perhaps another's: a rewrite is offered, and never written unseen.
    Unsure,
    /// Another's, kept as they were said: a hint at most, and nothing is written unseen.
    Record,
}

impl Voice {
    /// What a finding in such words may do.
    pub(crate) fn weigh(self, finding: &mut Finding) {
        if self == Voice::Own {
            return;
        }
        finding.fixes.iter_mut().for_each(|fix| fix.safe = false);
        if self == Voice::Record {
            finding.level = finding.level.min(Level::Hint);
        }
    }
}

/// Phrases that say whose words follow.
const ATTRIBUTIONS: &[&str] = &[
    "according to ",
    "in the words of ",
    "'s words",
    "'s question",
    "'s comment",
    "'s message",
    "'s answer",
    "'s reply",
    "paraphras",
    "as told by ",
    "as reported by ",
    "verbatim",
];

/// Whose words `hit` (relative to `source`, a paragraph, heading or cell) stands in. `known` are names of sections
/// and fields; `asks` is whether a why begins a question there, and `entry` whether it is an entry of a timeline.
pub(super) fn voice(source: &str, hit: Span, asks: bool, entry: bool, known: &dyn Fn(&str) -> bool) -> Voice {
    let before = source.get(..hit.start).unwrap_or_default();
    let behind = source.get(hit.end..).unwrap_or_default();
    let first = before.split('\n').next().unwrap_or_default();
    let is_long = before.len() > 2 * NEAR;
    let mut voice = match is_long {
        true => lead(head(first), false, asks, known),
        false => Voice::Own,
    };
    let near = if is_long { tail(before) } else { before };
    let mut lines = near.split('\n').enumerate().peekable();
    while let Some((nth, line)) = lines.next() {
        let is_last = lines.peek().is_none();
        if is_long && nth == 0 {
            continue;
        }
        let lead = lead(line, is_last, asks, known);
        // A line that goes on from the one above begins with any words.
        voice = voice.max(if nth == 0 || lead == Voice::Record { lead } else { Voice::Own });
    }
    let words = bare(near);
    if is_told(&words)
        || entry && (is_named(&words) || addresses(source.get(hit.start..).unwrap_or_default()))
    {
        voice = voice.max(Voice::Unsure);
    }
    let line = bare(head(behind).split('\n').next().unwrap_or_default());
    let last = bare(tail(behind.trim_end()).rsplit('\n').next().unwrap_or_default());
    voice.max(signed(&line)).max(signed(&last)).max(told_behind(&line))
}

/// How many bytes on either side of a finding tell whose words it stands in.
const NEAR: usize = 600;

/// The first bytes of a text, [`NEAR`] of them at most.
fn head(text: &str) -> &str {
    (0..=NEAR.min(text.len())).rev().find_map(|at| text.get(..at)).unwrap_or_default()
}

/// The last bytes of a text, [`NEAR`] of them at most.
fn tail(text: &str) -> &str {
    (text.len().saturating_sub(NEAR)..text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

/// Whose words follow what a line begins with. `is_last`: the line is cut off where the finding begins.
fn lead(line: &str, is_last: bool, asks: bool, known: &dyn Fn(&str) -> bool) -> Voice {
    let plain = bare(line);
    let mut rest = skip(&plain);
    let stamp = askhow_timeline::read_stamp(rest).filter(|stamp| stamp.has_time);
    let stamped = stamp.is_some();
    if let Some(stamp) = stamp {
        rest = skip(rest.get(stamp.rest..).unwrap_or_default());
        if rest.starts_with(['"', '“', '«', '<']) {
            return Voice::Record;
        }
    }
    // A name above the words, with the time of day, as chat is copied.
    if !is_last && !stamped && rest.split_whitespace().count() <= 5 && rest.contains(':') {
        let voice = label(rest, false, known);
        if voice == Voice::Record {
            return voice;
        }
    }
    let mut voice = emphasised(line, known);
    for _ in 0..4 {
        rest = skip(rest);
        let Some((words, behind)) = split_label(rest) else { break };
        let bracketed = rest.starts_with(['[', '(', '{', '<', '`']);
        let whose = label(words, stamped, known);
        let is_code = rest.starts_with('`');
        if whose == Voice::Own && !(is_code && behind.trim().is_empty()) {
            if !bracketed && words.split_whitespace().count() > 4 {
                return voice;
            }
            rest = behind;
            continue;
        }
        if is_code && !behind.trim().is_empty() && !behind.starts_with([':', '>']) {
            // A program's name begins a sentence.
            return voice;
        }
        return voice.max(whose).max(Voice::Unsure);
    }
    voice = voice.max(opens(rest, stamped));
    let words: Vec<&str> = rest.split_whitespace().collect();
    // A sentence begins with a capital, a line of chat with a nickname.
    let is_nick = words.len() == 1 && rest.starts_with(char::is_lowercase);
    let asks = asks || is_nick;
    let starts = |word: &str| is(word.to_lowercase().trim_matches([',', '.', '…', '"']), Vocabulary::Starter);
    let ends = rest.trim_end().ends_with(|c: char| !c.is_alphanumeric() && !"@)]>`".contains(c));
    if is_last && asks && (1..=3).contains(&words.len()) && !ends && !words.iter().any(|word| starts(word)) {
        voice = voice.max(Voice::Unsure);
    }
    voice
}

/// Bold or italic words at the start that are no label and no beginning of a sentence: `**lena** why …`.
fn emphasised(line: &str, known: &dyn Fn(&str) -> bool) -> Voice {
    let Some(open) = line.find(['*', '_']) else { return Voice::Own };
    let (before, rest) = line.split_at_checked(open).unwrap_or_default();
    if before.chars().any(|c| c.is_lowercase()) {
        return Voice::Own;
    }
    let mark = if rest.starts_with('*') { '*' } else { '_' };
    let inside = rest.trim_start_matches(mark);
    let Some((inside, behind)) = inside.split_once(mark) else { return Voice::Own };
    let first = inside.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_sentence = askhow_timeline::read_stamp(inside).is_some()
        || inside.split_whitespace().count() > 3
        || inside.trim_end().ends_with(['.', '?', '!', ':'])
        || behind.trim_start_matches(mark).trim_start().starts_with([':', ',', '.', '?'])
        || is(&first, Vocabulary::Starter);
    if is_sentence { Voice::Own } else { label(inside, false, known) }
}

/// Words at the start that a bracket, a colon, a dash or `>` parts from what follows; and what follows.
fn split_label(rest: &str) -> Option<(&str, &str)> {
    for (open, close) in [('[', ']'), ('(', ')'), ('{', '}'), ('<', '>'), ('`', '`')] {
        if let Some(inside) = rest.strip_prefix(open)
            && let Some((words, behind)) = inside.split_once(close)
        {
            return Some((words, behind));
        }
    }
    let cuts = [": ", ":\t", " - ", " – ", " — ", " -- ", "> ", " | ", " ~ ", " » "];
    let cut = cuts.iter().filter_map(|cut| Some((rest.find(cut)?, cut.len()))).min();
    let at_end = rest.trim_end().len();
    let end = [":", ">", "-", "–", "—", "»"]
        .iter()
        .find_map(|cut| Some((rest.trim_end().strip_suffix(cut)?.len(), at_end)));
    let (at, len) = cut.or(end.map(|(at, end)| (at, end - at)))?;
    let words = rest.get(..at)?;
    let ended = words.contains(['?', '!', ';', '"']) || words.contains(". ") || words.contains(", ");
    (!ended).then(|| (words, rest.get(at + len..).unwrap_or_default()))
}

/// Whether the words before say that somebody says what follows.
fn is_told(before: &str) -> bool {
    let lower = before.to_lowercase().replace('’', "'");
    if ATTRIBUTIONS.iter().any(|words| lower.contains(words)) {
        return true;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.iter().enumerate().any(|(nth, written)| {
        let word = written.trim_matches(|c: char| !c.is_alphanumeric());
        let near = words.get(nth.saturating_sub(3)..nth).unwrap_or_default();
        let own = near.iter().any(|word| is(word, Vocabulary::Writer)) && !near.iter().any(|it| ["were", "was"].contains(it));
        if own || near.is_empty() && word != "asked" {
            return false;
        }
        let next = words.get(nth + 1).copied().unwrap_or_default();
        let clause = written.ends_with([':', ',', '—']) || ["that", "that:", "why", "how", "—", "-"].contains(&next);
        is(word, Vocabulary::Said) || is(word, Vocabulary::Wrote) && (clause || next.is_empty())
            // `asks customer support: …`, `Slack message from Lena: …`
            || is(word, Vocabulary::Wrote) && words.get(nth + 1..nth + 4).unwrap_or_default().iter().any(|it| it.ends_with(':'))
    })
}

/// Whether a name and a colon stand before the words, in their sentence: `10:36 K. Lee: Why …?`.
fn is_named(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let sentence = line.rsplit(['.', '?', '!']).next().unwrap_or_default();
    let label = sentence.rsplit_once(':').map_or("", |(label, _)| label.trim_end());
    let name = label.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// Whether the line speaks to somebody: `10:08 Why …? @kim`.
fn addresses(line: &str) -> bool {
    let line = head(line).split('\n').next().unwrap_or_default();
    line.split_whitespace().any(|word| word.trim_start_matches(['(', '*', '_']).starts_with('@'))
}

/// Whether the words behind say who said it: `Why did it stop, Lena asked.`
fn told_behind(behind: &str) -> Voice {
    let clauses = behind.split([',', '?', '!', '.', '—', '–', '"', '”']).skip(1);
    let told = clauses.into_iter().any(|clause| {
        let words: Vec<String> = clause.split_whitespace().map(str::to_lowercase).collect();
        let verb = |word: &String| is(word, Vocabulary::Said) || word == "wrote" || word == "writes";
        (2..=4).contains(&words.len())
            && words.iter().any(verb)
            && !words.iter().any(|word| is(word, Vocabulary::Writer))
    });
    if told { Voice::Unsure } else { Voice::Own }
}

/// Who signs at the end of a line: `(LP)`, `-- LP`, `~MK`, `– Lena`.
fn signed(line: &str) -> Voice {
    let line = line.trim_end();
    let name = |inside: &str, before: &str| {
        let inside = inside.trim().trim_end_matches('.');
        let words: Vec<&str> = inside.split_whitespace().collect();
        let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c == '@' || c == '(');
        if is_author(inside) || inside.starts_with('@') || words.first().is_some_and(|word| is_author(word)) {
            Voice::Record
        } else if (1..=3).contains(&words.len())
            && words.iter().all(capital)
            && before.trim_end().ends_with(['.', '?', '!', '"', '”'])
        {
            Voice::Unsure
        } else {
            Voice::Own
        }
    };
    if let Some((before, inside)) =
        line.strip_suffix([')', ']']).and_then(|line| line.rsplit_once(['(', '[']))
    {
        return name(inside, before);
    }
    let cut = [" -- ", " — ", " – ", " - ", " ~", ". —", "? —", ". –", "? –", "?—", ".—", " /"];
    let cut = cut.iter().filter_map(|cut| Some((line.rfind(cut)?, cut.len()))).max();
    let alone = line.trim_start_matches(['-', '–', '—', '~', ' ']);
    let parts = match cut {
        Some((at, len)) => line.get(..at + 1).zip(line.get(at + len..)),
        None if alone.len() < line.trim_start().len() => Some((".", alone)),
        None => None,
    };
    parts.map_or(Voice::Own, |(before, inside)| {
        name(inside.trim_start_matches(['—', '–', '-', '~', ' ']), before)
    })
}

/// What says nothing of whose words follow: blanks, marks, emoji, the number of an item.
fn skip(text: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || "|-–—:·•→#&;,.…".contains(c) || c as u32 > 0x2190;
    let text = text.trim_start_matches(is_mark);
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match number.strip_prefix(['.', ')']).filter(|rest| number.len() < text.len() && rest.starts_with(' ')) {
        Some(rest) => rest.trim_start_matches(is_mark),
        None => text,
    }
}

/// Words without emphasis, escapes, link targets and tags that dress; code and other tags keep their marks.
pub(crate) fn bare(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let source = source.replace("&lt;", "<").replace("&gt;", ">");
    let mut rest = source.as_str();
    while let Some(char) = rest.chars().next() {
        let behind = rest.get(char.len_utf8()..).unwrap_or_default();
        rest = match char {
            '*' | '\\' => behind,
            '_' if !out.ends_with(char::is_alphanumeric) || !behind.starts_with(char::is_alphanumeric) => {
                behind
            }
            '<' if is_dress(behind) => behind.split_once('>').map_or("", |(_, rest)| rest),
            '[' if link(behind).is_some() => {
                let (words, target) = link(behind).unwrap_or_default();
                out.push_str(words);
                target
            }
            _ => {
                out.push(char);
                behind
            }
        };
    }
    out
}

/// The words of a link and what follows its target.
fn link(behind: &str) -> Option<(&str, &str)> {
    let (words, rest) = behind.split_once("](")?;
    let (_, rest) = rest.split_once(')')?;
    (!words.contains(['[', ']'])).then_some((words, rest))
}

fn is_dress(tag: &str) -> bool {
    let name: String =
        tag.chars().skip_while(|c| *c == '/').take_while(|c| !c.is_whitespace() && *c != '>').collect();
    is(&name.to_lowercase(), Vocabulary::Dress)
}
