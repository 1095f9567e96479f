//! Front matter in JSON: the members of the object, with their places. What is broken is named, and what can be read
//! counts all the same.

use askhow_document::Span;

use super::{Entry, FrontMatter, Problem};
use crate::form::recognise_key;

/// Reads an object, or members without braces; lines of marks around it are passed over.
pub(super) fn read(text: &str) -> FrontMatter {
    let is_mark = |line: &str| line.starts_with(';') || line.starts_with("---");
    let at = text.split_inclusive('\n').take_while(|line| is_mark(line)).map(str::len).sum();
    let last = text.trim_end();
    let end = last.rfind('\n').map_or(last.len(), |at| {
        if is_mark(last.get(at + 1..).unwrap_or_default()) { at } else { last.len() }
    });
    let mut reader = Reader { text: text.get(..end).unwrap_or(text), at, front: FrontMatter::default() };
    reader.members();
    if reader.front.problem.is_none() {
        reader.front.problem = refused(text.get(at..end).unwrap_or_default(), at);
    }
    reader.front
}

/// What the grammar of JSON still has against it.
fn refused(text: &str, at: usize) -> Option<Problem> {
    let lead = if text.trim_start().starts_with('{') { "" } else { "{" };
    let whole = if lead.is_empty() { text.to_owned() } else { format!("{{{text}}}") };
    let error = serde_json::from_str::<serde::de::IgnoredAny>(&whole).err()?;
    let line_start: usize =
        whole.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = (line_start + error.column().saturating_sub(1)).saturating_sub(lead.len());
    let start = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let message = format!("This is not JSON from here on: {words}.");
    Some(Problem { span: Span::new(at + start, at + start + length), message })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    front: FrontMatter,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == Some(byte);
        self.at += usize::from(is_here);
        is_here
    }

    fn problem(&mut self, span: Span, message: &str) {
        self.front.problem.get_or_insert(Problem { span, message: message.to_owned() });
    }

    /// From here to the end of the line, without what parts it from the next.
    fn rest_of_line(&self) -> Span {
        let line = self.rest().split(['\n', '\r']).next().unwrap_or_default();
        Span::new(self.at, self.at + line.trim_end().trim_end_matches(',').trim_end().len())
    }

    fn members(&mut self) {
        self.blanks();
        let opening = self.at;
        let is_braced = self.takes(b'{');
        let mut comma: Option<Span> = None;
        let mut needs_comma = false;
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    if is_braced {
                        self.problem(
                            Span::new(opening, opening + 1),
                            "This is not closed: a `}` is missing.",
                        );
                    }
                    break;
                }
                Some(b'}') if is_braced => {
                    self.at += 1;
                    break;
                }
                Some(b',') if needs_comma => {
                    comma = Some(Span::new(self.at, self.at + 1));
                    needs_comma = false;
                    self.at += 1;
                    continue;
                }
                Some(b'"') => {
                    if needs_comma {
                        let key = self.rest_of_line();
                        self.problem(key, "A comma is missing at the end of the line before this one.");
                    }
                    self.member();
                }
                Some(_) => {
                    let line = self.rest_of_line();
                    let line = if line.is_empty() { Span::new(self.at, self.at + 1) } else { line };
                    self.problem(
                        line,
                        "A key stands in double quotes, a colon behind it: `\"key\": \"value\"`.",
                    );
                    self.skip_line(line.end);
                }
            }
            comma = None;
            needs_comma = true;
        }
        if let Some(comma) = comma {
            self.problem(comma, "Nothing follows this comma: leave it out.");
        }
    }

    fn skip_line(&mut self, to: usize) {
        self.at = to.max(self.at);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn member(&mut self) {
        let line = self.rest_of_line();
        let Some(key) = self.quoted() else {
            self.problem(line, "This text is not closed: its quotes are missing.");
            return self.skip_line(line.end);
        };
        self.blanks();
        if !self.takes(b':') {
            self.problem(line, "This line has no colon between key and value: `\"key\": \"value\"`.");
            return self.skip_line(line.end);
        }
        self.blanks();
        let Some((value, text)) = self.value() else { return };
        let field = recognise_key(key.of(self.text));
        self.front.entries.push(Entry { key, value, field, text });
    }

    /// The inside of a text in quotes, which ends with its line at the latest.
    fn quoted(&mut self) -> Option<Span> {
        let start = self.at + 1;
        let mut escaped = false;
        for (at, c) in self.text.get(start..)?.char_indices() {
            match c {
                '\n' | '\r' => return None,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    self.at = start + at + 1;
                    return Some(Span::new(start, start + at));
                }
                _ => {}
            }
        }
        None
    }

    /// A value and what it means; nothing where it is none of ours: an object, `null`, or broken.
    fn value(&mut self) -> Option<(Span, String)> {
        let line = self.rest_of_line();
        match self.peek() {
            Some(b'"') => {
                let Some(value) = self.quoted() else {
                    self.problem(line, "This text is not closed: its quotes are missing.");
                    self.skip_line(line.end);
                    return None;
                };
                Some((value, unescaped(value.of(self.text))))
            }
            Some(b'[') => self.list(),
            Some(b'{') => {
                let start = self.at;
                if self.closing().is_none() {
                    self.problem(Span::new(start, start + 1), "This is not closed: a `}` is missing.");
                    self.skip_line(line.end);
                }
                None
            }
            _ => self.bare(line),
        }
    }

    /// A number, `true`, `false` or `null`.
    fn bare(&mut self, line: Span) -> Option<(Span, String)> {
        let rest = self.rest();
        let length = rest.find([',', '}', ']', '\n', '\r']).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default().trim_end().to_owned();
        let value = Span::new(self.at, self.at + word.len());
        self.at += length;
        if serde_json::from_str::<serde_json::Value>(&word).is_err() {
            let span = if value.is_empty() { line } else { value };
            self.problem(span, "A text stands in double quotes: `\"key\": \"value\"`.");
            return None;
        }
        (word != "null").then_some((value, word))
    }

    /// The texts and numbers of a list, joined by commas.
    fn list(&mut self) -> Option<(Span, String)> {
        let start = self.at;
        let line = self.rest_of_line();
        let Some(end) = self.closing() else {
            self.problem(Span::new(start, line.end), "This list is not closed: a `]` is missing.");
            self.skip_line(line.end);
            return None;
        };
        let value = Span::new(start, end);
        let items: Vec<serde_json::Value> = serde_json::from_str(value.of(self.text)).unwrap_or_default();
        let items = items.into_iter().filter_map(|item| match item {
            serde_json::Value::String(text) => Some(text),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        Some((value, items.collect::<Vec<_>>().join(", ")))
    }

    /// Behind the bracket that closes the one here.
    fn closing(&mut self) -> Option<usize> {
        let from = self.at;
        let mut n_open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    if self.quoted().is_none() {
                        break;
                    }
                    continue;
                }
                b'{' | b'[' => n_open += 1,
                b'}' | b']' => n_open = n_open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if n_open == 0 {
                return Some(self.at);
            }
        }
        self.at = from;
        None
    }
}

fn unescaped(raw: &str) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Field;

    fn shown(text: &str) -> Vec<(String, String, String)> {
        let front = read(text);
        let of = |span: Span| span.of(text).to_owned();
        front.entries.iter().map(|entry| (of(entry.key), of(entry.value), entry.text.clone())).collect()
    }

    #[track_caller]
    fn check_problem(text: &str, place: &str, message: &str) {
        let problem = read(text).problem.expect("a problem");
        assert_eq!((problem.span.of(text), problem.message.as_str()), (place, message), "{text}");
    }

    #[test]
    fn members_are_read_with_their_places() {
        let text = "{\n  \"title\": \"“Slow” \\\"again\\\"\",\n  \"severity\": \"SEV2\",\n  \"authors\": [\"Ana\", \"Ben, C\"],\n  \
                    \"askhow\": false,\n  \"params\": {\"severity\": \"x\"},\n  \"weight\": 3,\n  \"status\": null\n}";
        let expected = [
            ("title", "“Slow” \\\"again\\\"", "“Slow” \"again\""),
            ("severity", "SEV2", "SEV2"),
            ("authors", "[\"Ana\", \"Ben, C\"]", "Ana, Ben, C"),
            ("askhow", "false", "false"),
            ("weight", "3", "3"),
        ];
        let expected: Vec<_> =
            expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into_iter().collect();
        assert_eq!(shown(text), expected);
        let front = read(text);
        assert_eq!((front.problem.clone(), front.askhow()), (None, Some(false)));
        assert_eq!(front.get(Field::Severity), Some("SEV2"));
    }

    #[test]
    fn every_dress_is_read() {
        for text in [
            "{ \"severity\": \"SEV2\" }",
            "---json\n{\"severity\": \"SEV2\"}\n---",
            ";;;\n\"severity\": \"SEV2\"\n;;;",
            "\"severity\": \"SEV2\"\r\n;;;",
            "{\"severity\": \"SEV2\"}\n;;;",
        ] {
            assert_eq!(read(text).problem, None, "{text}");
            assert_eq!(
                shown(text),
                [("severity".to_owned(), "SEV2".to_owned(), "SEV2".to_owned())],
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_broken_is_named_and_the_rest_counts() {
        let quotes = "This text is not closed: its quotes are missing.";
        check_problem("{\n  \"title\": \"Slow,\n  \"askhow\": true\n}", "\"Slow", quotes);
        check_problem("{\n  \"title: 1,\n  \"askhow\": true\n}", "\"title: 1", quotes);
        check_problem(
            "{\n  \"title\" \"Slow\",\n  \"askhow\": true\n}",
            "\"title\" \"Slow\"",
            "This line has no colon between key and value: `\"key\": \"value\"`.",
        );
        check_problem(
            "{\n  \"title\": \"Slow\"\n  \"askhow\": true\n}",
            "\"askhow\": true",
            "A comma is missing at the end of the line before this one.",
        );
        check_problem("{\n  \"askhow\": true,\n}", ",", "Nothing follows this comma: leave it out.");
        check_problem(
            "{\n  title: \"Slow\",\n  \"askhow\": true\n}",
            "title: \"Slow\"",
            "A key stands in double quotes, a colon behind it: `\"key\": \"value\"`.",
        );
        check_problem(
            "{\n  \"title\": Slow,\n  \"askhow\": true\n}",
            "Slow",
            "A text stands in double quotes: `\"key\": \"value\"`.",
        );
        check_problem(
            "{\n  \"tags\": [\"a\",\n  \"askhow\": true\n",
            "[\"a\"",
            "This list is not closed: a `]` is missing.",
        );
        check_problem("{\n  \"askhow\": true\n", "{", "This is not closed: a `}` is missing.");
        check_problem(
            "{\n  \"tags\": [1,,2],\n  \"askhow\": true\n}",
            ",",
            "This is not JSON from here on: expected value.",
        );
        for text in
            ["{\n  \"title\": \"Slow,\n  \"askhow\": true\n}", "{\n  title: \"Slow\",\n  \"askhow\": true\n}"]
        {
            assert_eq!(read(text).askhow(), Some(true), "{text}");
        }
    }

    #[test]
    fn odd_texts_are_read_without_harm() {
        for text in [
            "",
            "{",
            "}",
            "{}",
            "{\"",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":}",
            "{é: ü}",
            "{\"a\": \"é",
            ";;;",
            "---json\n---",
            "{[[[",
            "{\"\\",
        ] {
            for entry in read(text).entries {
                assert!(text.get(entry.key.start..entry.value.end).is_some(), "{text}");
            }
            if let Some(problem) = read(text).problem {
                assert!(text.get(problem.span.start..problem.span.end).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn many_open_brackets_take_no_time_to_speak_of() {
        let started = std::time::Instant::now();
        read(&format!("{{{}", "\"a\": [\"b\",\n".repeat(1_000)));
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
    }
}
