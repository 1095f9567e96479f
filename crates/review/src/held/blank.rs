//! What stands in for words that are still to come: `<who was affected>`, `HH:MM - [what happened]`, `$ROOT_CAUSE`,
//! `Action 1 (owner)`, `Lorem ipsum`.

use askhow_english::class::is;

use crate::vocabulary::Vocabulary;

/// Whether a text is nothing but places to be filled in, one behind the other.
pub(super) fn is_to_be_filled(text: &str) -> bool {
    let mut rest = text.trim();
    while !is_filler(rest) {
        let Some(length) = blank(rest) else { return false };
        rest = rest.get(length..).unwrap_or_default().trim_start_matches(BETWEEN);
        if rest.is_empty() {
            return true;
        }
    }
    true
}

/// What stands between two of them.
const BETWEEN: [char; 10] = [' ', '\t', '`', '*', '_', '-', '–', '—', ':', '|'];

/// How long the blank is that a text begins with, in bytes.
fn blank(text: &str) -> Option<usize> {
    let begin = text.trim_start_matches(BETWEEN);
    let length = bracketed(begin).or_else(|| mask(begin)).or_else(|| variable(begin))?;
    Some(text.len() - begin.len() + length)
}

/// How long `<who was affected>`, `[how it was seen]` or `{{ summary }}` is: no link, no tag with a value.
fn bracketed(text: &str) -> Option<usize> {
    const PAIRS: [(&str, &str); 4] = [("{{", "}}"), ("<", ">"), ("[", "]"), ("{", "}")];
    PAIRS.into_iter().find_map(|(open, close)| {
        let (inside, behind) = text.strip_prefix(open)?.split_once(close)?;
        let is_tag = open == "<" && inside.contains(['=', '@', '/']);
        let is_link = open == "[" && behind.starts_with(['(', '[', ':']);
        let has_words = inside.chars().filter(|c| c.is_alphabetic()).count() > 1;
        (has_words && !inside.contains(open) && !is_tag && !is_link).then_some(text.len() - behind.len())
    })
}

/// How long `YYYY-MM-DD HH:mm UTC`, `20xx-MM-DD`, `XXX` or `T+0` is: where a time or a number is to stand.
fn mask(text: &str) -> Option<usize> {
    let is_letter = |c: char| matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | 'x');
    let is_part = |c: char| c.is_ascii_digit() || " -/.:+?T".contains(c) || is_letter(c);
    let run = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    // A word that goes on with other letters is none of its parts.
    let cut = text.get(run..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let run = if cut { text.get(..run)?.rfind(' ')? } else { run };
    let mask = text.get(..run)?.trim_end_matches([' ', '-', ':', '.', '/']);
    let n_letters = mask.chars().filter(|c| is_letter(*c)).count();
    // A place for the first time, and for the first of the clock.
    let is_first = matches!(mask, "T+0" | "00:00");
    let is_pattern = n_letters > 3 && mask.contains(['-', '/', ':', '.']);
    let is_unknown = n_letters > 2 && mask.chars().all(|c| c.eq_ignore_ascii_case(&'x'));
    let zone = if text.get(mask.len()..)?.starts_with(" UTC") { 4 } else { 0 };
    (is_first || is_pattern || is_unknown).then_some(mask.len() + zone)
}

/// How long `$ROOT_CAUSE`, `${summary}` or `%TITLE%` is.
fn variable(text: &str) -> Option<usize> {
    let is_name = |name: &str| name.contains('_') || name.chars().count() > 3;
    let is_upper = |c: char| c.is_ascii_uppercase() || c == '_';
    if let Some(braced) = text.strip_prefix("${") {
        return braced.find('}').map(|end| end + 3);
    }
    let mark = text.chars().next().filter(|mark| matches!(mark, '$' | '%'))?;
    let name = text.get(1..)?;
    let end = name.find(|c| !is_upper(c)).unwrap_or(name.len());
    let closes = mark == '$' || name.get(end..)?.starts_with('%');
    let length = 1 + end + usize::from(mark == '%');
    (closes && is_name(name.get(..end)?)).then_some(length)
}

/// `Action 1 (owner)`, `Lorem ipsum dolor sit amet`.
fn is_filler(text: &str) -> bool {
    const LATIN: &str = "lorem ipsum";
    text.get(..LATIN.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(LATIN)) || is_numbered(text)
}

/// `Action 1 (owner)`, `Contributing factor #2:`, where behind the number there is nothing of its own.
fn is_numbered(text: &str) -> bool {
    const LONG: usize = 48;
    if text.len() > LONG {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &&str| {
        let digits = word.trim_matches(['#', ':', '.']);
        !digits.is_empty() && digits.len() < 3 && digits.chars().all(|c| c.is_ascii_digit())
    };
    let Some(at) = words.iter().take(3).position(is_number) else { return false };
    let (name, behind) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
    let behind = behind.join(" ");
    let says_nothing = behind.is_empty() || behind.starts_with('(') && behind.ends_with(')');
    says_nothing && is(&name.join(" ").to_lowercase(), Vocabulary::Numbered)
}
