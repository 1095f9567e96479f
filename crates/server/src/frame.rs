//! Messages cut out of a stream of bytes: headers, a blank line, a body.
//!
//! Tolerant where a client is careless: unknown headers, names in any case, lone line feeds and stray blank
//! lines are fine, and after something that is no header the next message is found again. What a body holds
//! is left to [`crate::message`].

use std::io::{BufRead, Read};

/// No message is longer, in bytes; a header that says so is taken for a broken one.
const LONGEST_BODY: u64 = 1 << 30;
/// A header line is cut after so many bytes: what is longer is no header.
const LONGEST_LINE: u64 = 1 << 14;
/// How much is set aside for a body before its bytes arrive.
const SET_ASIDE: usize = 1 << 16;

const NAME: &[u8] = b"content-length";

/// What was cut out.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// A body, of the length that its header gave.
    Body(Vec<u8>),
    /// Headers without a length that can be read.
    Broken,
}

/// Cuts `input` into frames.
#[derive(Debug)]
pub struct Frames<R> {
    input: R,
}

impl<R: BufRead> Frames<R> {
    /// Reads from `input`.
    pub fn new(input: R) -> Self {
        Self { input }
    }

    /// The next frame, `None` where the input ends, be it in the middle of a message.
    pub fn next(&mut self) -> Option<Frame> {
        let (mut length, mut n_headers) = (None, 0_usize);
        loop {
            let line = self.line()?;
            let line = line.trim_ascii();
            if !line.is_empty() {
                n_headers += 1;
                length = header_value(line).or(length);
                continue;
            }
            match length {
                Some(Some(length)) => return self.body(length),
                Some(None) => return Some(Frame::Broken),
                // Blank lines between messages, as some clients leave them.
                None if n_headers == 0 => {}
                None => return Some(Frame::Broken),
            }
        }
    }

    fn body(&mut self, length: u64) -> Option<Frame> {
        // Grown as bytes arrive: a header may promise more than will ever come.
        let mut body = Vec::with_capacity(usize::try_from(length).unwrap_or(SET_ASIDE).min(SET_ASIDE));
        let n_read = self.input.by_ref().take(length).read_to_end(&mut body).ok()?;
        (n_read as u64 == length).then_some(Frame::Body(body))
    }

    /// A line, its line feed included; of one that is too long the end.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let n_read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).ok()?;
            if n_read == 0 {
                return None;
            }
            if line.ends_with(b"\n") {
                return Some(line);
            }
            // The rest of a body whose length was given too short; the next header may be glued to its end.
            let n_spare = line.len().saturating_sub(256);
            line.drain(..n_spare);
        }
    }
}

/// The length that a line gives: `None` where it is another header, `Some(None)` where it can't be read.
fn header_value(line: &[u8]) -> Option<Option<u64>> {
    let lower = line.to_ascii_lowercase();
    let colon = lower.iter().position(|byte| *byte == b':')?;
    let (name, value) = lower.split_at_checked(colon + 1)?;
    let value = if name.strip_suffix(b":").is_some_and(|name| name.trim_ascii() == NAME) {
        value
    } else {
        // Glued to the rest of the body before it.
        let at = lower.windows(NAME.len()).rposition(|window| window == NAME)?;
        let (before, value) = lower.split_at_checked(at)?;
        let value = value.strip_prefix(NAME).filter(|_| before.ends_with(b"}"))?;
        value.trim_ascii().strip_prefix(b":")?
    };
    let value = std::str::from_utf8(value).ok();
    let length = value.and_then(|value| value.trim().parse::<u64>().ok());
    Some(length.filter(|length| *length <= LONGEST_BODY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &[u8], expected: &[&str]) {
        let mut frames = Frames::new(input);
        let mut found = Vec::new();
        while let Some(frame) = frames.next() {
            found.push(match frame {
                Frame::Body(body) => String::from_utf8_lossy(&body).into_owned(),
                Frame::Broken => "(broken)".to_owned(),
            });
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn careless_headers() {
        check(b"Content-Length: 2\r\n\r\n{}", &["{}"]);
        check(b"content-length:2\n\n{}CONTENT-LENGTH : 2\r\n\r\n[]", &["{}", "[]"]);
        check(b"\r\n\r\nX-Other: 1\r\nContent-Length: 2\r\nContent-Type: y\r\n\r\n{}\r\n", &["{}"]);
        check(b"Content-Length: 9\r\nContent-Length: 2\r\n\r\n{}", &["{}"]);
        check(b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}", &["", "{}"]);
    }

    #[test]
    fn broken_headers_do_not_hide_the_next_message() {
        check(b"hello\r\n\r\nContent-Length: 2\r\n\r\n{}", &["(broken)", "{}"]);
        check(b"Content-Length: two\r\n\r\nContent-Length: 2\r\n\r\n{}", &["(broken)", "{}"]);
        check(b"Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n[]", &["(broken)", "[]"]);
        check(b"Content-Length: 99999999999\r\n\r\n{}Content-Length: 2\r\n\r\n[]", &["(broken)", "[]"]);
        check(b"\xff\xfe\r\n\r\nContent-Length: 2\r\n\r\n{}", &["(broken)", "{}"]);
    }

    #[test]
    fn a_length_too_short_costs_one_message() {
        check(b"Content-Length: 5\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}", &["{\"a\":", "{}"]);
        let long =
            [b"Content-Length: 1\r\n\r\n{", &[b' '; 100_000][..], b"}Content-Length: 2\r\n\r\n{}"].concat();
        check(&long, &["{", "{}"]);
    }

    #[test]
    fn the_input_may_end_anywhere() {
        let whole = b"Content-Length: 2\r\n\r\n{}";
        for end in 0..whole.len() {
            check(&whole[..end], &[]);
        }
        check(b"Content-Length: 1000000000\r\n\r\n{}", &[]);
    }
}
