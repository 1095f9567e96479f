//! Front matter as fields: the keys and values of YAML (`---`), TOML (`+++`) and JSON with their places.
//!
//! Forms are flat, so this reads flat: one `key: value` or `key = value` a line, and lists below a key. What
//! is nested deeper belongs to other tools and is passed over. It takes time in proportion to the text.

mod json;

use askhow_document::{FrontSyntax, Span};

use crate::form::{Field, recognise_key};

/// Front matter as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Its fields in order, known or not.
    pub entries: Vec<Entry>,
    /// The first line that can't be read.
    pub problem: Option<Problem>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, without quotes.
    pub key: Span,
    /// The value as written, without quotes and comments; of a list its lines.
    pub value: Span,
    /// What the key is known as.
    pub field: Option<Field>,
    /// The value as meant: of a list its items, joined by commas.
    pub text: String,
}

/// Why front matter can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong and what would be right.
    pub message: String,
}

impl FrontMatter {
    /// The text of the last value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.entries.iter().rev().find(|entry| entry.field == Some(field)).map(|entry| entry.text.as_str())
    }

    /// What `askhow: true` or `askhow: false` says.
    pub fn askhow(&self) -> Option<bool> {
        self.get(Field::Askhow).and_then(truth)
    }
}

/// Whether a value says yes or no.
pub fn truth(value: &str) -> Option<bool> {
    match value.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Reads front matter. `text` may hold the lines of marks or not; spans are relative to it.
pub fn read_front_matter(text: &str, syntax: FrontSyntax) -> FrontMatter {
    if syntax == FrontSyntax::Json {
        return json::read(text);
    }
    let toml = syntax == FrontSyntax::Toml;
    let mut reader = Reader { front: FrontMatter::default(), toml, skipping: false, open: None };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line(line.trim_end_matches(['\n', '\r']), at);
        at += line.len();
    }
    if let Some(open) = reader.open {
        let message = match open.end {
            "]" => "This list is not closed: a `]` is missing.",
            _ => "This text is not closed: its quotes are missing.",
        };
        reader.front.problem.get_or_insert(Problem { span: open.span, message: message.to_owned() });
    }
    reader.front
}

struct Reader {
    front: FrontMatter,
    toml: bool,
    /// Inside a table or a block of text that is passed over.
    skipping: bool,
    /// A value that goes on over lines.
    open: Option<Open>,
}

struct Open {
    end: &'static str,
    span: Span,
}

impl Reader {
    fn line(&mut self, line: &str, at: usize) {
        if let Some(open) = &self.open {
            if line.contains(open.end) {
                self.open = None;
            }
            if let Some(entry) = self.front.entries.last_mut() {
                entry.value.end = at + line.trim_end().len();
                let inside = line.split(']').next().unwrap_or_default();
                push_items(&mut entry.text, inside);
            }
            return;
        }
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') || matches!(trimmed, "---" | "+++" | "...") {
            return;
        }
        let indented = line.starts_with([' ', '\t']);
        if self.toml {
            self.toml_line(line, trimmed, at);
        } else if indented || trimmed.starts_with("- ") || trimmed == "-" {
            self.yaml_below(line, trimmed, at);
        } else {
            self.yaml_line(line, at);
        }
    }

    fn yaml_line(&mut self, line: &str, at: usize) {
        self.skipping = false;
        let Some((key, rest)) = split_key(line, ':') else {
            let near = line.split_whitespace().next().unwrap_or_default();
            let known = recognise_key(near).is_some();
            let example = if known { format!("{near}: …") } else { "key: value".to_owned() };
            return self.problem(
                line,
                at,
                format!("This line has no colon between key and value: `{example}`."),
            );
        };
        let value = rest.of(line);
        if value.starts_with('|') || value.starts_with('>') {
            self.skipping = true;
        }
        self.entry(line, at, key, rest);
    }

    /// An item of a list, or a line that belongs to the key above.
    fn yaml_below(&mut self, line: &str, trimmed: &str, at: usize) {
        let Some(entry) = self.front.entries.last_mut() else {
            let message = "This line belongs to no key: begin with `key:` in the first column.".to_owned();
            return self.problem(line, at, message);
        };
        if self.skipping {
            return;
        }
        let Some(item) = trimmed.strip_prefix('-') else {
            // A map below a key is not ours; neither is what follows it.
            self.skipping = true;
            return;
        };
        if entry.value.is_empty() {
            entry.value.start = at + (line.len() - line.trim_start().len());
        }
        entry.value.end = at + line.trim_end().len();
        push_items(&mut entry.text, scalar(item.trim(), Span::new(0, item.trim().len())).1);
    }

    fn toml_line(&mut self, line: &str, trimmed: &str, at: usize) {
        if trimmed.starts_with('[') {
            self.skipping = true;
            if !trimmed.split('#').next().unwrap_or_default().trim_end().ends_with(']') {
                self.problem(line, at, "this table's name is not closed: a `]` is missing".to_owned());
            }
            return;
        }
        if self.skipping {
            return;
        }
        let Some((key, rest)) = split_key(line, '=') else {
            let message = "This line has no `=` between key and value: `key = \"value\"`.".to_owned();
            return self.problem(line, at, message);
        };
        if rest.is_empty() {
            return self.problem(line, at, "this key has no value: `key = \"value\"`".to_owned());
        }
        self.entry(line, at, key, rest);
    }

    fn entry(&mut self, line: &str, at: usize, key: Span, rest: Span) {
        let (value, text) = scalar(line, rest);
        let raw = rest.of(line);
        if text.is_empty() && raw.starts_with(['"', '\'']) && value == rest && raw.len() > 1 {
            let quotes = ["\"\"\"", "'''"].into_iter().find(|quotes| raw.starts_with(quotes));
            match quotes {
                Some(end) => self.open = Some(Open { end, span: rest.shift(at) }),
                None => {
                    let message = "This text is not closed: its quotes are missing.".to_owned();
                    self.front.problem.get_or_insert(Problem { span: rest.shift(at), message });
                }
            }
        }
        let field = recognise_key(key.of(line));
        let mut entry = Entry { key: key.shift(at), value: value.shift(at), field, text: text.to_owned() };
        if let Some(items) = raw.strip_prefix('[') {
            entry.text.clear();
            push_items(&mut entry.text, items.split(']').next().unwrap_or_default());
            if !items.contains(']') {
                self.open = Some(Open { end: "]", span: rest.shift(at) });
            }
        }
        self.front.entries.push(entry);
    }

    fn problem(&mut self, line: &str, at: usize, message: String) {
        let start = at + (line.len() - line.trim_start().len());
        let span = Span::new(start, at + line.trim_end().len());
        self.front.problem.get_or_insert(Problem { span, message });
    }
}

/// The key and what stands behind `sign`, both trimmed; relative to `line`.
fn split_key(line: &str, sign: char) -> Option<(Span, Span)> {
    let start = line.len() - line.trim_start().len();
    let rest = line.get(start..)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (key, behind) = match quote {
        Some(quote) => {
            let end = rest.get(1..)?.find(quote)? + 1;
            (Span::new(1, end), end + 1)
        }
        None => {
            let end = rest.match_indices(sign).map(|(at, _)| at).find(|at| {
                // `http://x` is no key.
                sign != ':' || rest.get(at + 1..).is_some_and(|b| b.is_empty() || b.starts_with([' ', '\t']))
            })?;
            (Span::new(0, rest.get(..end)?.trim_end().len()), end)
        }
    };
    if key.is_empty() {
        return None;
    }
    let after = rest.get(behind..)?;
    let gap = after.len() - after.trim_start().len();
    let value_start = behind + gap + after.trim_start().strip_prefix(sign).map(|_| sign.len_utf8())?;
    let value = rest.get(value_start..)?;
    let lead = value.len() - value.trim_start().len();
    let value = Span::new(value_start + lead, (value_start + lead).max(value_start + value.trim_end().len()));
    Some((key.shift(start), value.shift(start)))
}

/// A value without quotes and comments: its place and its text. Unclosed quotes have no text.
fn scalar(line: &str, span: Span) -> (Span, &str) {
    let raw = span.of(line);
    if let Some(quote) = raw.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = raw.get(1..).unwrap_or_default();
        let mut escaped = false;
        let end = inside.char_indices().find(|(_, c)| {
            let closes = *c == quote && !escaped;
            escaped = *c == '\\' && quote == '"' && !escaped;
            closes
        });
        return match end {
            // `"""` opens a text of several lines.
            Some((0, _)) if inside.len() >= 2 && inside.starts_with(&quote.to_string().repeat(2)) => {
                (span, "")
            }
            Some((end, _)) => {
                let value = Span::new(span.start + 1, span.start + 1 + end);
                (value, value.of(line))
            }
            None => (span, ""),
        };
    }
    let end = raw.find(" #").map_or(raw.len(), |at| raw.get(..at).unwrap_or_default().trim_end().len());
    let value = Span::new(span.start, span.start + end);
    (value, value.of(line))
}

fn push_items(text: &mut String, items: &str) {
    let items =
        items.split(',').map(|item| item.trim().trim_matches(['"', '\''])).filter(|item| !item.is_empty());
    for item in items {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(item);
    }
}

#[cfg(test)]
mod tests {
    use askhow_document::FrontSyntax::{Toml, Yaml};

    use super::*;

    /// Key, value as written and text of each field.
    fn read(text: &str, syntax: FrontSyntax) -> Vec<(String, String, String)> {
        let front = read_front_matter(text, syntax);
        assert_eq!(front.problem, None, "{text}");
        let of = |span: Span| span.of(text).to_owned();
        front.entries.iter().map(|entry| (of(entry.key), of(entry.value), entry.text.clone())).collect()
    }

    fn triple(key: &str, value: &str, text: &str) -> (String, String, String) {
        (key.to_owned(), value.to_owned(), text.to_owned())
    }

    #[test]
    fn yaml_is_read_with_its_places() {
        let text = "---\ntitle: \"Checkout: slow\"\nseverity: SEV2 # for now\r\nauthors:\n  - Ana\n  - Ben\n\
                    tags: [cache, \"slow\"]\naskhow: true\nparams:\n  deep: 1\nlong: >\n  some: words\nstatus: open\n---\n";
        assert_eq!(
            read(text, Yaml),
            [
                triple("title", "Checkout: slow", "Checkout: slow"),
                triple("severity", "SEV2", "SEV2"),
                triple("authors", "- Ana\n  - Ben", "Ana, Ben"),
                triple("tags", "[cache, \"slow\"]", "cache, slow"),
                triple("askhow", "true", "true"),
                triple("params", "", ""),
                triple("long", ">", ">"),
                triple("status", "open", "open"),
            ]
        );
        let front = read_front_matter(text, Yaml);
        assert_eq!(front.askhow(), Some(true));
        assert_eq!(front.get(Field::Severity), Some("SEV2"));
    }

    #[test]
    fn toml_is_read_with_its_places() {
        let text = "+++\ntitle = \"Checkout was slow\"\ndate = 2019-03-25T16:40:00Z\nauthors = [\n  \"Ana\",\n  \"Ben\",\n]\n\
                    draft = false\n[extra]\nseverity = \"x\"\n+++\n";
        assert_eq!(
            read(text, Toml),
            [
                triple("title", "Checkout was slow", "Checkout was slow"),
                triple("date", "2019-03-25T16:40:00Z", "2019-03-25T16:40:00Z"),
                triple("authors", "[\n  \"Ana\",\n  \"Ben\",\n]", "Ana, Ben"),
                triple("draft", "false", "false"),
            ]
        );
    }

    #[test]
    fn a_line_that_is_none_is_named_and_the_others_count() {
        let text = "severity SEV2\naskhow: true\n";
        let front = read_front_matter(text, Yaml);
        let problem = front.problem.clone().unwrap();
        assert_eq!(problem.span.of(text), "severity SEV2");
        assert_eq!(problem.message, "This line has no colon between key and value: `severity: …`.");
        assert_eq!(front.askhow(), Some(true));
        for (text, syntax) in [
            ("title: \"open\nseverity: x\n", Yaml),
            ("title = \"open\n", Toml),
            ("title =\n", Toml),
            ("title\n", Toml),
            ("tags = [\n\"a\"\n", Toml),
            ("[extra\n", Toml),
            ("  - item\n", Yaml),
        ] {
            assert!(read_front_matter(text, syntax).problem.is_some(), "{text}");
        }
    }

    #[test]
    fn fifty_thousand_fields_take_no_time_to_speak_of() {
        let text = "severity: \"SEV2\" # x\nauthors: [a, b\n".repeat(25_000);
        let started = std::time::Instant::now();
        read_front_matter(&text, Yaml);
        read_front_matter(&text, Toml);
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
    }

    #[test]
    fn odd_texts_are_read_without_harm() {
        for text in [
            "", "---", ":", ": x", "\"", "'", "\"\"\"", "=", "- ", "é: ü", "\u{a0}", "a:\tb", "'k': v", "\"k",
        ] {
            for syntax in [Yaml, Toml] {
                let front = read_front_matter(text, syntax);
                for entry in &front.entries {
                    assert!(text.get(entry.key.start..entry.key.end).is_some(), "{text}");
                    assert!(text.get(entry.value.start..entry.value.end).is_some(), "{text}");
                }
            }
        }
    }
}
