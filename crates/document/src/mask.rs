//! The text as the grammar of blocks is given it: every byte at its own place, those that would mislead it
//! replaced by one that means nothing.

/// Neither a letter nor punctuation nor blank.
const NOTHING: u8 = 0x01;

/// `text` for the grammar, appended to `out`.
///
/// Pipes go because this crate reads tables itself (the grammar loses a table at its first empty cell), and
/// empty lines in a row become one (behind HTML in an item the grammar gives up at the second). At a paragraph that begins
/// with `[&lt;` or `[\{` it gives up as well, in search of a definition: instead of `&` and `\` there is a sign that means
/// nothing to it, and may stand in an address.
pub(crate) fn for_blocks(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    mask(text, out);
    let masked = out.get_mut(start..).unwrap_or_default();
    masked.iter_mut().filter(|byte| **byte == b'&').for_each(|byte| *byte = INSTEAD);
    escapes(masked);
    join_empty_lines(masked);
}

/// What means nothing, also in an address.
const INSTEAD: u8 = b'%';

/// An escaped bracket or quotation mark does not mean anything either.
fn escapes(text: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        let escaped = text.get(at + 1).copied().filter(u8::is_ascii_punctuation);
        if let (Some(backslash), Some(_)) = (text.get_mut(at), escaped) {
            *backslash = INSTEAD;
        }
        if let (Some(escaped), true) =
            (text.get_mut(at + 1), escaped.is_some_and(|it| b"[]()\"'\\".contains(&it)))
        {
            *escaped = INSTEAD;
        }
        at += 1 + usize::from(escaped.is_some());
    }
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

/// NUL goes because the grammar takes it for the end, and lone CR becomes LF because it knows no other.
fn mask(text: &str, out: &mut Vec<u8>) {
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            0 | b'|' => NOTHING,
            b'\r' if bytes.peek() == Some(&b'\n') => b' ',
            b'\r' => b'\n',
            other => other,
        });
    }
}
