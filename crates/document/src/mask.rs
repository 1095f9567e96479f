//! The text as the grammars are given it: every byte at its own place, those that would mislead them
//! replaced by one that means nothing.

use crate::Span;

/// Neither a letter nor punctuation nor blank, to either grammar.
const NOTHING: u8 = 0x01;

/// `text` for the block grammar, appended to `out`.
///
/// Pipes go because this crate reads tables itself (the grammar loses a table at its first empty cell), NUL
/// because the grammar takes it for the end, and lone CR becomes LF because the grammar knows no other.
pub(crate) fn for_blocks(text: &str, out: &mut Vec<u8>) {
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

/// `text` for the inline grammar, appended to `out`: also without dollar signs (an amount is no formula), and
/// with blanks for the marks of quotes and lists at the start of its lines (`marks`, relative to `text`).
pub(crate) fn for_inlines(text: &str, marks: &[Span], out: &mut Vec<u8>) {
    let start = out.len();
    for_blocks(text, out);
    for byte in out.iter_mut().skip(start).filter(|byte| **byte == b'$') {
        *byte = NOTHING;
    }
    for mark in marks {
        if let Some(bytes) = out.get_mut(start + mark.start..start + mark.end) {
            bytes.fill(b' ');
        }
    }
}
