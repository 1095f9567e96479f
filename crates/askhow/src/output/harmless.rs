//! What a terminal or the log of a build would obey, made to be read.
//!
//! Names of files, keys of settings and words of reviews are anybody's. A terminal obeys control characters in them; a
//! build of GitHub obeys lines that begin with `::`, and those that hold `##[`; one of Azure obeys `##vso[`. GitHub reads
//! standard error as well.

use std::borrow::Cow;

/// What is written, and so what in it is nobody's but ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// Words for people, in lines; with `colours` those that we have put in are kept.
    Words {
        /// Whether there are any.
        colours: bool,
    },
    /// Lines that a build of GitHub is to obey, each written by us from its first to its last character.
    Commands,
    /// JSON, whose control characters are escaped already.
    Json,
    /// XML, likewise.
    Xml,
    /// A text on its way into a file or another program, which is to come out as it is.
    Document,
}

impl Outgoing {
    /// The text as it may be written.
    pub fn harmless(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Document => Cow::Borrowed(text),
            Self::Words { colours } => {
                Cow::Owned(unbracketed(&unled(&visible(text, colours, false), "\\::"), "\\["))
            }
            Self::Commands => Cow::Owned(unbracketed(&visible(text, false, false), "\\[")),
            // `#` stands nowhere in them but in texts, which mean the same.
            Self::Json => {
                let text = instead_of_odd(text, |c| format!("\\u{:04x}", u32::from(c)));
                Cow::Owned(unbracketed(&text, "\\u005b"))
            }
            Self::Xml => {
                let text = instead_of_odd(text, |c| format!("&#x{:x};", u32::from(c)));
                Cow::Owned(unbracketed(&unled(&text, "&#58;:"), "&#91;"))
            }
        }
    }
}

/// A text as a part of one line: line ends are shown as well.
pub fn in_line(text: &str) -> String {
    unbracketed(&visible(text, false, true), "\\[")
}

/// A text as a line of its own.
pub fn as_line(text: &str) -> String {
    unled(&in_line(text), "\\::")
}

/// Control characters as the pictures that Unicode has for them, and those that turn the direction as the sign for what
/// can't be shown.
fn visible(text: &str, colours: bool, is_line: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = if colours && c == '\u{1b}' { colour(rest) } else { 0 };
        let (kept, behind) = rest.split_at_checked(colour.max(c.len_utf8())).unwrap_or((rest, ""));
        rest = behind;
        match c {
            _ if colour > 0 => out.push_str(kept),
            '\n' | '\t' if !is_line => out.push(c),
            '\u{7f}' => out.push('\u{2421}'),
            '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            _ if is_odd(c) => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// Controls that no format escapes by itself: those behind ASCII, and what ends a line or turns the direction.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text with those in another spelling.
fn instead_of_odd(text: &str, spelt: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_odd(c) { out.push_str(&spelt(c)) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// How long what sets a colour or a weight is, at the start of a text; 0 where nothing of that kind stands.
fn colour(text: &str) -> usize {
    let Some(inside) = text.strip_prefix("\u{1b}[") else { return 0 };
    let end = inside.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(inside.len());
    if inside.get(end..).is_some_and(|rest| rest.starts_with('m')) { "\u{1b}[m".len() + end } else { 0 }
}

/// `::` at the start of a line in another spelling.
fn unled(text: &str, instead: &str) -> String {
    let line = |line: &str| {
        let words = line.trim_start();
        let blanks = line.get(..line.len() - words.len()).unwrap_or_default();
        words.strip_prefix("::").map_or_else(|| line.to_owned(), |rest| format!("{blanks}{instead}{rest}"))
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The bracket of `##[` and `##vso[` in another spelling.
fn unbracketed(text: &str, instead: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("##") {
        // Of several signs the last two count.
        let n_more = rest.get(at + 2..).map_or(0, |more| more.len() - more.trim_start_matches('#').len());
        let (before, behind) = rest.split_at_checked(at + 2 + n_more).unwrap_or((rest, ""));
        out.push_str(before);
        let word = behind.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(behind.len());
        let (word, behind) = behind.split_at_checked(word).unwrap_or((behind, ""));
        out.push_str(word);
        rest = behind;
        if let Some(behind) = behind.strip_prefix('[') {
            out.push_str(instead);
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Outgoing = Outgoing::Words { colours: false };

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        let hostile = "a\u{1b}[31mb\u{1b}]0;title\u{7}\r\u{8}\u{9b}2J\u{202e}\u{2066}\u{7f}\0é🚒\tz\n";
        assert_eq!(WORDS.harmless(hostile), "a␛[31mb␛]0;title␇␍␈\u{fffd}2J\u{fffd}\u{fffd}␡␀é🚒\tz\n");
        assert_eq!(in_line("a\nb\tc\u{2028}"), "a␊b␉c\u{fffd}");
        let coloured = Outgoing::Words { colours: true };
        assert_eq!(
            coloured.harmless("\u{1b}[1;31ma\u{1b}[0m\u{1b}[2J\u{1b}[31"),
            "\u{1b}[1;31ma\u{1b}[0m␛[2J␛[31"
        );
    }

    #[test]
    fn nothing_is_left_that_a_build_obeys() {
        assert_eq!(
            WORDS.harmless("::error::x\n  ::add-mask::y\na::b\n"),
            "\\::error::x\n  \\::add-mask::y\na::b\n"
        );
        assert_eq!(
            WORDS.harmless("x ##[error]y ##vso[task.x]z ## [a] ##"),
            "x ##\\[error]y ##vso\\[task.x]z ## [a] ##"
        );
        assert_eq!(WORDS.harmless("###[a] ##\n[b]"), "###\\[a] ##\n[b]");
        assert_eq!(as_line("::error title=x::y\n::z.md"), "\\::error title=x::y␊::z.md");
        assert_eq!(
            Outgoing::Commands.harmless("::error file=a::##[x]\u{1b}\n"),
            "::error file=a::##\\[x]␛\n"
        );
        assert_eq!(Outgoing::Json.harmless("{\"a\":\"##[x]\"}"), "{\"a\":\"##\\u005bx]\"}");
        assert_eq!(Outgoing::Xml.harmless("<a>x\n::error::##[y]</a>"), "<a>x\n&#58;:error::##&#91;y]</a>");
        assert_eq!(Outgoing::Json.harmless("\"\u{202e}\u{9b}é\""), "\"\\u202e\\u009bé\"");
        assert_eq!(Outgoing::Xml.harmless("\u{202e}é"), "&#x202e;é");
        assert_eq!(Outgoing::Document.harmless("::x\u{1b}"), "::x\u{1b}");
    }
}
