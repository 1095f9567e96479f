//! Tickets and what they link to: `OPS-#` in the text becomes an address.
//!
//! A pattern is a literal with runs in it: `#` (also written `\d+` or `[0-9]+`) is a run of digits, `*` (also
//! `\w+`) one of letters, digits, `-` and `_`. In the address `#` stands for the first run, `$0` or `{0}` for
//! all that was found, `$1` or `{1}` for the first run, and so on.
//!
//! Where a link may lead at all is said here once, for what stands in a text and for what the settings make of a ticket.

use askhow_document::Span;

/// Where a link may lead. Editors run some of what stands in an address (`command:`, `vscode:`), and other programs the
/// rest (`javascript:`, `file://host/share`); so there is a list of what leads anywhere, and all else leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination<'t> {
    /// An address with one of [`SCHEMES`].
    Address(&'t str),
    /// A file as seen from another one, with `/`, and what stands behind its `#`. It may still climb out of the folder.
    File(&'t str, Option<&'t str>),
    /// A place in the same document: what stands behind the `#`.
    Place(&'t str),
}

/// What an address begins with, in small letters.
pub const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

impl<'t> Destination<'t> {
    /// Where `text` leads, as it stands in a link; `None` where that is nowhere.
    pub fn read(text: &'t str) -> Option<Self> {
        if let Some(place) = text.strip_prefix('#') {
            return Some(Self::Place(place));
        }
        if is_address(text) {
            return Some(Self::Address(text));
        }
        // What begins at the root of a site or a disk is nothing that lies beside the review, and one letter is a drive.
        let is_elsewhere = text.starts_with(['/', '\\', '~']) || text.chars().any(char::is_control);
        if text.is_empty() || is_elsewhere || scheme(text).is_some() {
            return None;
        }
        let (path, anchor) = text.split_once('#').unwrap_or((text, ""));
        Some(Self::File(path, (!anchor.is_empty()).then_some(anchor)))
    }
}

fn is_address(text: &str) -> bool {
    let begins = |scheme: &&str| text.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    let scheme = SCHEMES.iter().find(|scheme| begins(scheme));
    scheme.is_some_and(|scheme| text.len() > scheme.len()) && !text.chars().any(char::is_control)
}

/// What stands before a colon and may name a kind of address.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    is_scheme.then_some(scheme)
}

/// Checks what a pattern of tickets leads to, runs and all.
///
/// # Errors
/// Says where it may lead.
pub fn check_address(text: &str) -> Result<(), String> {
    const RIGHT: &str = "write an address that begins with `https://`, `http://` or `mailto:`, or a file as seen from \
                         this folder, as in `runbooks/#.md`";
    let host = text.split(['/', '#', '$', '{']).next().unwrap_or_default();
    let names_scheme = text.split('/').next().is_some_and(|first| first.contains(':'));
    match Destination::read(text) {
        Some(Destination::Address(_)) => Ok(()),
        // What looks like a site lacks its scheme.
        Some(Destination::File(..)) if host.len() < text.len() && is_site(host) => {
            Err(format!("`{text}` lacks its scheme: write `https://{text}`"))
        }
        Some(Destination::File(..)) if !names_scheme => Ok(()),
        _ => Err(format!("`{text}` leads nowhere that a link may lead: {RIGHT}")),
    }
}

/// `tickets.example.org`, and neither `..` nor `v1.2`: the last of several parts is a word.
fn is_site(host: &str) -> bool {
    let is_word = |part: &str| part.len() > 1 && part.chars().all(char::is_alphabetic);
    host.rsplit_once('.').is_some_and(|(before, last)| !before.is_empty() && is_word(last))
}

/// A pattern of tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPattern {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Digits,
    Word,
}

/// Other ways to write a run, longest first, and the short one.
const SPELLINGS: [(&str, char); 6] =
    [("([0-9]+)", '#'), ("(\\d+)", '#'), ("[0-9]+", '#'), ("\\d+", '#'), ("(\\w+)", '*'), ("\\w+", '*')];

impl LinkPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says what is wrong with it and what would be right.
    pub fn parse(pattern: &str) -> Result<Self, String> {
        let mut plain = pattern.trim().to_owned();
        for (spelling, short) in SPELLINGS {
            plain = plain.replace(spelling, &short.to_string());
        }
        if let Some(sign) =
            plain.chars().find(|c| matches!(c, '\\' | '[' | ']' | '(' | ')' | '+' | '?' | '|' | '^'))
        {
            return Err(format!(
                "`{pattern}` can't be read at `{sign}`: write `#` for digits and `*` for a word, as in `OPS-#`"
            ));
        }
        let mut parts = Vec::new();
        let mut literal = String::new();
        for c in plain.chars() {
            let run = match c {
                '#' => Part::Digits,
                '*' => Part::Word,
                _ => {
                    literal.push(c);
                    continue;
                }
            };
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            } else if parts.last() == Some(&Part::Word) || (parts.last().is_some() && run == Part::Word) {
                return Err(format!("`{pattern}` has two runs with nothing in between"));
            }
            parts.push(run);
        }
        let has_literal =
            !literal.trim().is_empty() || parts.iter().any(|part| matches!(part, Part::Literal(_)));
        if !has_literal {
            return Err(format!("`{pattern}` would fit any word: begin it with letters, as in `OPS-#`"));
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self { parts })
    }

    /// Where the pattern stands in `text` as a word of its own, and the address that `url` makes of it.
    pub fn find(&self, text: &str, url: &str) -> Vec<(Span, String)> {
        let mut found = Vec::new();
        let mut before = ' ';
        let mut done = 0;
        for (at, c) in text.char_indices() {
            let begins_word = !before.is_alphanumeric() && before != '_';
            before = c;
            if at < done || !begins_word {
                continue;
            }
            let Some((end, runs)) = text.get(at..).and_then(|rest| self.fit(rest)) else { continue };
            let span = Span::new(at, at + end);
            found.push((span, address(url, span.of(text), &runs)));
            done = span.end;
        }
        found
    }

    /// How long the pattern is at the start of `text`, and its runs.
    fn fit<'t>(&self, text: &'t str) -> Option<(usize, Vec<&'t str>)> {
        let mut rest = text;
        let mut runs = Vec::new();
        for part in &self.parts {
            let run = match part {
                Part::Literal(literal) => {
                    rest = rest.strip_prefix(literal.as_str())?;
                    continue;
                }
                Part::Digits => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
                Part::Word => {
                    rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
                }
            };
            let (taken, behind) = rest.split_at_checked(rest.len() - run.len())?;
            // Longer runs are no numbers of tickets.
            if taken.is_empty() || taken.len() > 64 {
                return None;
            }
            runs.push(taken);
            rest = behind;
        }
        let ends_word = rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        ends_word.then_some((text.len() - rest.len(), runs))
    }
}

fn address(url: &str, all: &str, runs: &[&str]) -> String {
    let mut out = url.replace("$0", all).replace("{0}", all).replace("{}", all);
    for (index, run) in runs.iter().enumerate() {
        let number = index + 1;
        out = out.replace(&format!("${number}"), run).replace(&format!("{{{number}}}"), run);
    }
    match runs.first() {
        Some(first) => out.replace('#', first),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, url: &str, text: &str, expected: &[(&str, &str)]) {
        let found = LinkPattern::parse(pattern).unwrap().find(text, url);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(span, url)| (span.of(text), url.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tickets_become_addresses() {
        let url = "https://example.org/OPS-#";
        check("OPS-#", url, "see OPS-12, OPS-x and XOPS-3", &[("OPS-12", "https://example.org/OPS-12")]);
        check("OPS-\\d+", "https://example.org/$0", "(OPS-7)", &[("OPS-7", "https://example.org/OPS-7")]);
        check(
            "(\\w+)!(\\d+)",
            "https://example.org/{1}/{2}",
            "web!9",
            &[("web!9", "https://example.org/web/9")],
        );
        check("INC#", "https://example.org/{}", "INC1 INC22x", &[("INC1", "https://example.org/INC1")]);
    }

    #[test]
    fn a_link_leads_to_an_address_or_a_file_and_nowhere_else() {
        for text in ["https://a.example/x#y", "HTTP://a.example", "mailto:ops@a.example"] {
            assert_eq!(Destination::read(text), Some(Destination::Address(text)));
        }
        for text in [
            "command:workbench.action.quit",
            "COMMAND:x",
            "javascript:alert(1)",
            "vscode://file/etc/passwd",
            "vscode:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "file://evil/share",
            "//evil/share",
            "\\\\evil\\share",
            "/etc/passwd",
            "~/x",
            "c:/x",
            "https:",
            "https://",
            "mailto:",
            "https:command",
            "java\tscript:x",
            "\u{1}command:x",
            "x\0.md",
            "",
        ] {
            assert_eq!(Destination::read(text), None, "{text}");
        }
        assert_eq!(Destination::read("a b.md#top"), Some(Destination::File("a b.md", Some("top"))));
        assert_eq!(Destination::read("at 10:00.md"), Some(Destination::File("at 10:00.md", None)));
        assert_eq!(Destination::read("#top"), Some(Destination::Place("top")));
    }

    #[test]
    fn what_tickets_lead_to_is_checked() {
        for text in
            ["https://a.example/#", "http://{1}.example", "runbooks/#.md", "../docs/$1.md", "v1.2/#.md", "x"]
        {
            assert_eq!(check_address(text), Ok(()), "{text}");
        }
        for text in
            ["command:x?#", "$1:x", "javascript:#", "vscode:#", "file:///#", "/srv/#", "a.example:80/#"]
        {
            let said = check_address(text).unwrap_err();
            assert!(said.starts_with(&format!("`{text}` leads nowhere")), "{said}");
        }
        let said = check_address("tickets.example.org/browse/OPS-#").unwrap_err();
        assert!(said.ends_with("write `https://tickets.example.org/browse/OPS-#`"), "{said}");
    }

    #[test]
    fn patterns_that_fit_anything_are_refused() {
        for pattern in ["#", "*", "", "##", "a**", "(?i)ops", "OPS-[A-Z]"] {
            assert!(LinkPattern::parse(pattern).is_err(), "{pattern}");
        }
    }
}
