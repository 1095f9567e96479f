//! Tickets and what they link to: `OPS-#` in the text becomes an address.
//!
//! A pattern is a literal with runs in it: `#` (also written `\d+` or `[0-9]+`) is a run of digits, `*` (also
//! `\w+`) one of letters, digits, `-` and `_`. In the address `#` stands for the first run, `$0` or `{0}` for
//! all that was found, `$1` or `{1}` for the first run, and so on.

use askhow_document::Span;

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
    fn patterns_that_fit_anything_are_refused() {
        for pattern in ["#", "*", "", "##", "a**", "(?i)ops", "OPS-[A-Z]"] {
            assert!(LinkPattern::parse(pattern).is_err(), "{pattern}");
        }
    }
}
