//! What stands between `<` and `>` in prose: addresses, tags, comments.

use memchr::memmem;

/// The end of `<https://example.com>` or `<ada@example.com>` that begins at `at`.
pub(super) fn address(bytes: &[u8], at: usize) -> Option<usize> {
    let inside = bytes.get(at + 1..)?;
    let is_outside = |&byte: &u8| matches!(byte, b'<' | b'>' | b' ') || byte.is_ascii_control();
    let length = inside.iter().position(is_outside)?;
    let text = inside.get(..length).filter(|_| inside.get(length) == Some(&b'>'))?;
    (is_uri(text) || is_email(text)).then_some(at + 1 + length + 1)
}

/// `scheme:` and anything.
fn is_uri(text: &[u8]) -> bool {
    let is_of_scheme = |&byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-');
    let length = text.iter().take_while(|byte| is_of_scheme(byte)).take(33).count();
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && (2..=32).contains(&length)
        && text.get(length) == Some(&b':')
}

fn is_email(text: &[u8]) -> bool {
    let Some(at) = text.iter().position(|&byte| byte == b'@') else { return false };
    let (name, domain) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    let is_of_name = |&byte: &u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let is_label = |label: &[u8]| {
        let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        label.len() <= 63
            && is_edge(label.first())
            && is_edge(label.last())
            && label.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    !name.is_empty() && name.iter().all(is_of_name) && domain.split(|&byte| byte == b'.').all(is_label)
}

/// Looks for the ends of tags, and for none twice that there is not.
#[derive(Default)]
pub(super) struct TagEnds {
    /// Those that are not found any more.
    gone: [bool; 4],
}

/// What begins with these ends with those.
const LONG: [(&[u8], &[u8]); 3] = [(b"<!--", b"-->"), (b"<?", b"?>"), (b"<![CDATA[", b"]]>")];

impl TagEnds {
    /// The end of the tag, comment, instruction, declaration or CDATA section that begins at `at`.
    pub(super) fn tag(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = bytes.get(at..)?;
        match rest.get(1)? {
            b'/' => closing_tag(rest).map(|length| at + length),
            b'!' | b'?' => self.long(rest).map(|length| at + length),
            byte if byte.is_ascii_alphabetic() => opening_tag(rest).map(|length| at + length),
            _ => None,
        }
    }

    fn long(&mut self, rest: &[u8]) -> Option<usize> {
        // The shortest comments have their end in their beginning.
        if let Some(short) = [&b"<!-->"[..], b"<!--->"].into_iter().find(|it| rest.starts_with(it)) {
            return Some(short.len());
        }
        for ((open, close), gone) in LONG.iter().zip(&mut self.gone) {
            if rest.starts_with(open) {
                let found = if *gone { None } else { memmem::find(rest.get(open.len()..)?, close) };
                *gone |= found.is_none();
                return found.map(|found| open.len() + found + close.len());
            }
        }
        let is_declaration = rest.get(2).is_some_and(u8::is_ascii_alphabetic);
        let gone = self.gone.last_mut().filter(|gone| is_declaration && !**gone)?;
        let found = memchr::memchr(b'>', rest);
        *gone |= found.is_none();
        found.map(|found| found + 1)
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n')
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|&&byte| is_blank(byte)).count()
}

fn name(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'-').count()
}

/// `</b>`: how long it is.
fn closing_tag(rest: &[u8]) -> Option<usize> {
    rest.get(2).filter(|byte| byte.is_ascii_alphabetic())?;
    let at = blanks(rest, name(rest, 2));
    (rest.get(at) == Some(&b'>')).then_some(at + 1)
}

/// `<b>`, `<a href="x" hidden/>`: how long it is.
fn opening_tag(rest: &[u8]) -> Option<usize> {
    let mut at = name(rest, 1);
    loop {
        let behind = blanks(rest, at);
        match rest.get(behind)? {
            b'>' => return Some(behind + 1),
            b'/' => return (rest.get(behind + 1) == Some(&b'>')).then_some(behind + 2),
            _ if behind == at => return None,
            _ => at = attribute(rest, behind)?,
        }
    }
}

/// The end of the attribute that begins at `at`.
fn attribute(rest: &[u8], at: usize) -> Option<usize> {
    rest.get(at).filter(|&&byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':'))?;
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-');
    let end = at + rest.get(at..)?.iter().take_while(|&&byte| is_of_name(byte)).count();
    let sign = blanks(rest, end);
    if rest.get(sign) != Some(&b'=') {
        return Some(end);
    }
    let value = blanks(rest, sign + 1);
    match *rest.get(value)? {
        quote @ (b'"' | b'\'') => {
            let length = memchr::memchr(quote, rest.get(value + 1..)?)?;
            Some(value + 1 + length + 1)
        }
        _ => {
            let is_outside = |byte: u8| is_blank(byte) || b"\"'=<>`".contains(&byte);
            let length = rest.get(value..)?.iter().take_while(|&&byte| !is_outside(byte)).count();
            (length > 0).then_some(value + length)
        }
    }
}
