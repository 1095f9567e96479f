//! The text as the grammars are given it: every byte at its own place, those that would mislead them
//! replaced by one that means nothing.

use crate::Span;

/// Neither a letter nor punctuation nor blank, to either grammar.
const NOTHING: u8 = 0x01;

/// `text` for the block grammar, appended to `out`.
///
/// Pipes go because this crate reads tables itself (the grammar loses a table at its first empty cell), and
/// empty lines in a row become one (behind HTML in an item the grammar gives up at the second). At a paragraph that begins
/// with `[&lt;` it gives up as well, in search of a definition: instead of `&` there is a sign that means nothing to it,
/// and may stand in an address.
pub(crate) fn for_blocks(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    mask(text, b'|', out);
    let masked = out.get_mut(start..).unwrap_or_default();
    masked.iter_mut().filter(|byte| **byte == b'&').for_each(|byte| *byte = b'%');
    join_empty_lines(masked);
}

fn join_empty_lines(text: &mut [u8]) {
    let (mut is_empty, mut end_of_empty) = (true, None);
    for at in 0..text.len() {
        match text.get(at) {
            Some(b'\n') => {
                let before = end_of_empty.take().and_then(|end: usize| text.get_mut(end));
                if is_empty {
                    before.into_iter().for_each(|end| *end = b' ');
                    end_of_empty = Some(at);
                }
                is_empty = true;
            }
            Some(b' ' | b'\t') => {}
            _ => is_empty = false,
        }
    }
}

/// `text` for the inline grammar, appended to `out`: without dollar signs (an amount is no formula), and with
/// blanks for the marks of quotes and lists at the start of its lines (`marks`, relative to `text`). Signs of emphasis by
/// the dozen emphasise nothing that anybody wrote, and the grammar would look for the other end of each.
pub(crate) fn for_inlines(text: &str, marks: &[Span], out: &mut Vec<u8>) {
    let start = out.len();
    mask(text, b'$', out);
    hyphens_of_comments(text, out.get_mut(start..).unwrap_or_default());
    endless_runs(out.get_mut(start..).unwrap_or_default());
    for mark in marks {
        if let Some(bytes) = out.get_mut(start + mark.start..start + mark.end) {
            bytes.fill(b' ');
        }
    }
}

/// Runs of more signs than this are a line of stars.
const MOST_SIGNS: usize = 32;

fn endless_runs(out: &mut [u8]) {
    for run in out.chunk_by_mut(|one, next| one == next) {
        if run.len() > MOST_SIGNS && run.first().is_some_and(|sign| b"*_~".contains(sign)) {
            run.fill(NOTHING);
        }
    }
}

/// In `<!-- a -- b -->` the hyphens inside go: the grammar goes by the rule of old that there can be none.
fn hyphens_of_comments(text: &str, out: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<!--")).map(|found| at + found + 4) {
        let Some(end) = text.get(start..).and_then(|rest| rest.find("-->")).map(|found| start + found) else {
            return;
        };
        let inside = out.get_mut(start..end).unwrap_or_default();
        inside.iter_mut().filter(|byte| **byte == b'-').for_each(|byte| *byte = NOTHING);
        at = end;
    }
}

/// NUL goes because the grammars take it for the end, and lone CR becomes LF because they know no other.
fn mask(text: &str, unwanted: u8, out: &mut Vec<u8>) {
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            0 => NOTHING,
            b'\r' if bytes.peek() == Some(&b'\n') => b' ',
            b'\r' => b'\n',
            other if other == unwanted => NOTHING,
            other => other,
        });
    }
}
