//! Stamps that stand behind what they are the time of.

use super::read_stamp;
use crate::stamp::Stamp;

/// Reads a stamp that does not begin its line: in brackets at the end (`The alert fires (16:40).`), or in a label
/// (`Detection (16:40): …`).
pub fn read_late_stamp(text: &str) -> Option<Stamp> {
    // What goes on for so long is no entry of a list.
    const LONG: usize = 4_096;
    if text.len() > LONG {
        return None;
    }
    for (open, bracket) in text.match_indices(['(', '[']) {
        let close = if bracket == "(" { ')' } else { ']' };
        let inside = text.get(open + 1..)?;
        let Some((inside, behind)) = inside.split_once(close) else { break };
        let is_end = behind.trim().chars().all(|c| matches!(c, '.' | '!' | '*' | '_'));
        let is_named = behind.starts_with(':')
            || bracket == "[" && [" – ", " — ", " - "].into_iter().any(|dash| behind.starts_with(dash));
        let is_label = open < 60 && is_named && !text.get(..open)?.contains(['.', ':']);
        if !(is_end || is_label) {
            continue;
        }
        let whole = read_stamp(inside).filter(|stamp| {
            let rest = inside.get(stamp.rest..).unwrap_or_default().trim();
            stamp.has_time && !stamp.bare && rest.is_empty()
        });
        let Some(mut stamp) = whole else { continue };
        stamp.shift(open + 1);
        let behind = open + 1 + inside.len() + 1;
        stamp.rest = match is_label {
            true => {
                behind + text.get(behind..)?.len()
                    - text.get(behind..)?.trim_start_matches([':', ' ', '*', '–', '—', '-']).len()
            }
            false => 0,
        };
        return (is_label || open > 0).then_some(stamp);
    }
    None
}

/// Where the text ends that a stamp behind it is the time of: before what opens or leads to the stamp.
pub(crate) fn end_of_text(before: &str) -> usize {
    let opens: &[char] = &[' ', '|', '(', '[', '*', '_', '`'];
    let head = before.trim_end_matches(opens);
    // `(at 17:00)`
    let word = ["at", "around", "about"].into_iter().find_map(|word| head.strip_suffix(word));
    match word {
        Some(head) if head.ends_with(['(', '[']) => head.trim_end_matches(opens).len(),
        _ => head.len(),
    }
}
