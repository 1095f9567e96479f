//! Links, images and notes: what closes a bracket, and what stands behind it.

use super::ByteKinds;
use super::emphasis::Emphasis;
use crate::{Leads, PieceKind, ProseLink, Span};

/// A bracket that may be closed.
struct OpenBracket {
    /// Where it stands; of an image, its `!`.
    at: usize,
    is_image: bool,
    /// How many runs of emphasis stand before it.
    n_runs: usize,
    /// Whether a bracket was closed inside it: then it is no label.
    holds_brackets: bool,
}

/// The brackets so far.
#[derive(Default)]
pub(super) struct OpenBrackets {
    open: Vec<OpenBracket>,
    /// So many of the open ones stand around a link, and can't be links themselves.
    n_spent: usize,
    links: Vec<ProseLink>,
}

impl OpenBrackets {
    /// Takes in a bracket that opens.
    pub(super) fn open(&mut self, at: usize, is_image: bool, n_runs: usize) {
        if let Some(around) = self.open.last_mut() {
            around.holds_brackets = true;
        }
        self.open.push(OpenBracket { at, is_image, n_runs, holds_brackets: false });
    }

    /// What was found, in the order in which it begins.
    pub(super) fn links(mut self) -> Vec<ProseLink> {
        self.links.sort_unstable_by_key(|link| link.span.start);
        self.links
    }

    /// Reads what the bracket at `at` closes, and what stands behind it; where to go on.
    pub(super) fn close(
        &mut self,
        source: &str,
        bytes: &[u8],
        at: usize,
        kinds: &mut ByteKinds,
        emphasis: &mut Emphasis,
    ) -> usize {
        let Some(open) = self.open.pop() else { return at + 1 };
        let is_spent = self.open.len() < self.n_spent;
        self.n_spent = self.n_spent.min(self.open.len());
        let start = open.at + usize::from(open.is_image);
        let text = Span::new(start + 1, at);
        if bytes.get(text.start) == Some(&b'^') && !text_is_empty(bytes, text) && !open.holds_brackets {
            return self.note(source, bytes, Span::new(start, at + 1), kinds, emphasis, open.n_runs);
        }
        if is_spent && !open.is_image {
            return at + 1;
        }
        let is_label = !open.holds_brackets && is_label(bytes, text);
        let target = match bytes.get(at + 1) {
            Some(b'(') => destination(bytes, at + 1).map(|(end, span)| (end, Leads::Destination(span))),
            Some(b'[') if bytes.get(at + 2) == Some(&b']') => {
                is_label.then_some((at + 3, Leads::Label(text)))
            }
            Some(b'[') => label(bytes, at + 1)
                .filter(|label| bytes.get(label.start) != Some(&b'^'))
                .map(|label| (label.end + 1, Leads::Label(label))),
            _ => None,
        };
        let Some((end, leads)) = target else {
            if is_label {
                self.links.push(ProseLink {
                    span: Span::new(start, at + 1),
                    text,
                    leads: Leads::Label(text),
                });
            }
            return at + 1;
        };
        emphasis.settle(open.n_runs, kinds);
        kinds.fill(Span::new(open.at, text.start), PieceKind::Mark);
        kinds.fill(Span::new(at, end), PieceKind::Mark);
        self.links.push(ProseLink { span: Span::new(start, end), text, leads });
        if !open.is_image {
            self.n_spent = self.open.len();
        }
        end
    }

    /// `[^name]`: nothing in it is words.
    fn note(
        &mut self,
        source: &str,
        bytes: &[u8],
        span: Span,
        kinds: &mut ByteKinds,
        emphasis: &mut Emphasis,
        n_runs: usize,
    ) -> usize {
        emphasis.forget(n_runs);
        let before = source.get(..span.start).unwrap_or_default().trim_end_matches([' ', '\t']);
        let begins_line = before.is_empty() || before.ends_with(['\n', '\r']);
        let is_itself = begins_line && bytes.get(span.end) == Some(&b':');
        let leads = if is_itself { Leads::Definition } else { Leads::Note };
        self.links.push(ProseLink { span, text: Span::new(span.start + 2, span.end - 1), leads });
        let end = span.end + usize::from(is_itself && span.start == 0);
        kinds.fill(Span::new(span.start, end), PieceKind::Mark);
        end
    }
}

fn text_is_empty(bytes: &[u8], text: Span) -> bool {
    bytes.get(text.start + 1..text.end).is_none_or(|name| name.iter().all(|&byte| is_blank(byte)))
}

/// A label is no longer than this, in bytes here, by CommonMark in characters.
const LONGEST_LABEL: usize = 999;

/// Whether this can stand between the brackets of a label: something, and no bracket, not even in code.
fn is_label(bytes: &[u8], text: Span) -> bool {
    text.len() <= LONGEST_LABEL
        && label_end(bytes, text.start) == Some(text.end)
        && bytes.get(text.start..text.end).is_some_and(|label| !label.iter().all(|&byte| is_blank(byte)))
}

/// The label whose bracket opens at `at`, without its brackets.
fn label(bytes: &[u8], at: usize) -> Option<Span> {
    let span = Span::new(at + 1, label_end(bytes, at + 1)?);
    is_label(bytes, span).then_some(span)
}

/// The bracket that closes the label whose text begins at `at`.
fn label_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    while end - at <= LONGEST_LABEL {
        match bytes.get(end)? {
            b']' => return Some(end),
            b'[' => return None,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    None
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n')
}

/// Behind blanks and the end of a line.
fn blanks(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|&&byte| is_blank(byte)).count()
}

/// `(destination "title")`, whose bracket opens at `at`: its end, and the destination alone.
fn destination(bytes: &[u8], at: usize) -> Option<(usize, Span)> {
    let start = blanks(bytes, at + 1);
    if bytes.get(start) == Some(&b')') {
        return Some((start + 1, Span::empty(at + 1)));
    }
    let (span, behind) = if bytes.get(start) == Some(&b'<') {
        let end = in_angles(bytes, start + 1)?;
        (Span::new(start + 1, end), end + 1)
    } else {
        let end = bare(bytes, start)?;
        (Span::new(start, end), end)
    };
    let next = blanks(bytes, behind);
    let end = match bytes.get(next)? {
        b')' => next,
        _ if next == behind => return None,
        _ => blanks(bytes, title(bytes, next)?),
    };
    (bytes.get(end) == Some(&b')')).then_some((end + 1, span))
}

/// The `>` that closes a destination whose text begins at `at`.
fn in_angles(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        match bytes.get(end)? {
            b'>' => return Some(end),
            b'<' | b'\n' => return None,
            b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 2,
            _ => end += 1,
        }
    }
}

/// So deep brackets are read in an address.
const DEEPEST: usize = 32;

/// The end of a destination without `<` and `>`.
fn bare(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut end, mut depth) = (at, 0);
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 1,
            b'(' if depth == DEEPEST => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b' ' => break,
            _ if byte.is_ascii_control() => break,
            _ => {}
        }
        end += 1;
    }
    (end > at && depth == 0).then_some(end)
}

/// The end of the title that begins at `at`.
fn title(bytes: &[u8], at: usize) -> Option<usize> {
    let open = *bytes.get(at)?;
    let close = match open {
        b'"' | b'\'' => open,
        b'(' => b')',
        _ => return None,
    };
    let mut end = at + 1;
    loop {
        match *bytes.get(end)? {
            byte if byte == close => return Some(end + 1),
            b'(' if open == b'(' => return None,
            b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 2,
            _ => end += 1,
        }
    }
}
