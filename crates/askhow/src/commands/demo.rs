//! `askhow demo`: the real server as a child, a sample review opened as an editor opens it, and what comes
//! back. It is the shortest proof that the server runs on this machine.

mod client;

use std::time::{Duration, Instant};

use askhow_document::{Edit, Encoding, Position, Span, Text, apply_edits};
use askhow_phrasing::rules::why;
use serde_json::{Value, json};

use crate::Status;
use crate::output::{self, Paint, wrapped};
use crate::trouble::{Trouble, tell};
use client::Client;

const SAMPLE: &str = include_str!("demo/sample.md");
const URI: &str = "file:///askhow-demo/incidents/checkout-timeouts.md";
/// What starts the server in each editor.
const EDITORS: &[(&str, &str)] = &[
    ("Neovim", "link editors/nvim into a pack folder, and put require(\"askhow\").setup() into init.lua"),
    ("Helix", "copy editors/helix/languages.toml into ~/.config/helix/languages.toml"),
    ("Emacs", "load editors/emacs/askhow.el, then (add-hook 'markdown-mode-hook #'askhow-ensure)"),
    ("VS Code", "in the view Extensions, choose Install from VSIX… and the package for your system"),
    ("Zed", "run zed: install dev extension, and choose editors/zed"),
    ("others", "let the client for language servers start `askhow lsp` for Markdown"),
];
/// How long each answer may take; an editor's user would have given up long before.
const PATIENCE: Duration = Duration::from_secs(5);

/// See askhow at work on a sample review
///
/// Starts the language server as an editor does, opens a sample review in it, and shows what comes back:
/// findings, a hover, a completion and a quick fix. Ends with 0 when all four came. Nothing is written.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Status {
    let mut demo = match Demo::start() {
        Ok(demo) => demo,
        Err(message) => {
            tell(&[Trouble::new(format!("the server did not start: {message}"))]);
            return Status::Findings;
        }
    };
    let missing = demo.show();
    demo.client.end(PATIENCE);
    if missing.is_empty() {
        return Status::Clean;
    }
    tell(&[Trouble::new(format!("the server did not send {}", missing.join(", ")))]);
    Status::Findings
}

/// The session.
struct Demo {
    client: Client,
    encoding: Encoding,
    text: Text,
    version: i64,
    paint: Paint,
}

impl Demo {
    fn start() -> Result<Self, String> {
        let mut client = Client::start()?;
        let answer = client
            .request("initialize", &initialize_params(), PATIENCE)
            .ok_or("it did not answer to `initialize`")?;
        client.notify("initialized", &json!({}));
        let encoding = match answer.pointer("/capabilities/positionEncoding").and_then(Value::as_str) {
            Some("utf-8") => Encoding::Utf8,
            Some("utf-32") => Encoding::Utf32,
            _ => Encoding::Utf16,
        };
        Ok(Self { client, encoding, text: Text::new(SAMPLE), version: 1, paint: Paint::stdout() })
    }

    /// Goes through the four, and says which of them did not come.
    fn show(&mut self) -> Vec<&'static str> {
        let lines = SAMPLE.lines().count();
        say(&format!(
            "{}\n\n{}\n",
            self.paint.bold("askhow demo: the language server, as an editor sees it"),
            self.paint.dim(&format!(
                "The sample is the review of an incident, {lines} lines of Markdown with a few slips in it."
            )),
        ));
        let started = Instant::now();
        self.client.notify(
            "textDocument/didOpen",
            &json!({ "textDocument": { "uri": URI, "languageId": "markdown", "version": 1, "text": SAMPLE } }),
        );
        let diagnostics = self.client.diagnostics(URI, self.version, PATIENCE).unwrap_or_default();
        let parts = [
            ("findings", self.findings(&diagnostics, started.elapsed())),
            ("a hover", self.hover()),
            ("a completion", self.completion()),
            ("a quick fix", self.quick_fix(&diagnostics)),
        ];
        let mut missing = Vec::new();
        for (name, part) in parts {
            match part {
                Some(text) => say(&text),
                None => missing.push(name),
            }
        }
        if missing.is_empty() {
            say(&self.advice());
        }
        missing
    }

    /// What to do now, a line for each editor.
    fn advice(&self) -> String {
        let head = "All four came back. In your editor, with the folder `editors` that comes with askhow:";
        let mut out = format!("{}\n\n", self.paint.bold(head));
        for (editor, deed) in EDITORS {
            out.push_str(&format!("        {editor:<9} {}\n", self.paint.dim(deed)));
        }
        out
    }

    fn findings(&self, diagnostics: &[Value], took: Duration) -> Option<String> {
        if diagnostics.is_empty() {
            return None;
        }
        let mut out = self
            .headline(1, &format!("{} findings, {:.1} ms after opening", diagnostics.len(), millis(took)));
        for diagnostic in diagnostics {
            let span = self.span(diagnostic.get("range")?)?;
            let message = diagnostic.get("message")?.as_str()?;
            let code = diagnostic.get("code").and_then(Value::as_str).unwrap_or_default();
            let line = self.text.line_of(span.start) + 1;
            out.push_str(&format!(
                "{} {}\n",
                self.paint.cyan(&format!("{line:>6}  {code:<26}")),
                self.line(span)
            ));
            for part in wrapped(message.lines().next().unwrap_or_default(), 86) {
                out.push_str(&format!("        {}\n", self.paint.dim(&part)));
            }
        }
        out.push('\n');
        Some(out)
    }

    fn hover(&mut self) -> Option<String> {
        let heading = "## Contributors & Enablers";
        let offset = SAMPLE.find(heading)? + "## ".len();
        let answer = self.ask_at("textDocument/hover", offset)?;
        let contents = answer.get("contents")?;
        let markdown = contents.get("value").or(Some(contents))?.as_str()?;
        let mut out = self.headline(2, &format!("Hover on “{heading}”"));
        for line in markdown.lines().filter(|line| !line.trim().is_empty()) {
            for part in wrapped(line, 90) {
                out.push_str(&format!("        {part}\n"));
            }
        }
        out.push('\n');
        Some(out)
    }

    fn completion(&mut self) -> Option<String> {
        let place = SAMPLE.find("## Difficulties in Handling")?;
        let typed = "## \n\n";
        self.change(Span::empty(place), typed);
        let answer = self.ask_at("textDocument/completion", place + "## ".len());
        self.change(Span::new(place, place + typed.len()), "");
        let answer = answer?;
        let items = answer.get("items").unwrap_or(&answer).as_array()?;
        if items.is_empty() {
            return None;
        }
        let mut out = self.headline(3, "Completion after typing “## ” between two sections");
        for item in items.iter().take(5) {
            let label = item.get("label")?.as_str()?;
            let detail = item.get("detail").and_then(Value::as_str).unwrap_or_default();
            out.push_str(&format!("        {label:<28} {}\n", self.paint.dim(detail)));
        }
        out.push('\n');
        Some(out)
    }

    fn quick_fix(&mut self, diagnostics: &[Value]) -> Option<String> {
        let of_rule =
            |rule: &str| diagnostics.iter().find(|it| it.get("code").and_then(Value::as_str) == Some(rule));
        let diagnostic = of_rule(why::QUESTION.id).or_else(|| diagnostics.first())?;
        let range = diagnostic.get("range")?;
        let span = self.span(range)?;
        let params = json!({
            "textDocument": { "uri": URI },
            "range": range,
            "context": { "diagnostics": [diagnostic], "only": ["quickfix"], "triggerKind": 1 },
        });
        let answer = self.client.request("textDocument/codeAction", &params, PATIENCE)?;
        let actions = answer.as_array()?;
        let preferred = |action: &&Value| action.get("isPreferred").and_then(Value::as_bool) == Some(true);
        let mut action = actions.iter().find(preferred).or_else(|| actions.first())?.clone();
        if action.get("edit").is_none() {
            action = self.client.request("codeAction/resolve", &action, PATIENCE)?;
        }
        let title = action.get("title")?.as_str()?;
        let before = self.line(span);
        let after = apply_edits(SAMPLE, &self.edits(action.get("edit")?)?);
        let line = self.text.line_of(span.start);
        let after = after.lines().nth(line)?;
        let mut out = self.headline(4, &format!("Quick fix: {title}"));
        let (old, new) = without_bullet(&before, after);
        out.push_str(&format!("      {}\n", self.paint.red(&format!("- {old}"))));
        out.push_str(&format!("      {}\n\n", self.paint.green(&format!("+ {new}"))));
        (after != before).then_some(out)
    }

    fn headline(&self, number: usize, text: &str) -> String {
        format!("{}  {}\n", self.paint.cyan(&number.to_string()), self.paint.bold(text))
    }

    fn change(&mut self, span: Span, new_text: &str) {
        self.version += 1;
        let range = json!({ "start": self.position(span.start), "end": self.position(span.end) });
        self.client.notify(
            "textDocument/didChange",
            &json!({
                "textDocument": { "uri": URI, "version": self.version },
                "contentChanges": [{ "range": range, "text": new_text }],
            }),
        );
        self.text.replace(span, new_text);
    }

    fn ask_at(&mut self, method: &str, offset: usize) -> Option<Value> {
        let params = json!({ "textDocument": { "uri": URI }, "position": self.position(offset) });
        self.client.request(method, &params, PATIENCE)
    }

    fn position(&self, offset: usize) -> Value {
        let position = self.text.position(offset, self.encoding);
        json!({ "line": position.line, "character": position.character })
    }

    fn span(&self, range: &Value) -> Option<Span> {
        let offset = |end: &str| {
            let at = range.get(end)?;
            let number = |name: &str| at.get(name)?.as_u64().and_then(|number| u32::try_from(number).ok());
            let position = Position { line: number("line")?, character: number("character")? };
            Some(self.text.offset(position, self.encoding))
        };
        Some(Span::new(offset("start")?, offset("end")?))
    }

    /// The line in which a span begins, without its line end.
    fn line(&self, span: Span) -> String {
        let line = self.text.line_span(self.text.line_of(span.start));
        self.text.slice(line).trim_end().to_owned()
    }

    /// The edits of the sample in either of the two forms that the protocol has for them.
    fn edits(&self, edit: &Value) -> Option<Vec<Edit>> {
        let edits = match edit.get("documentChanges") {
            Some(changes) => changes.as_array()?.first()?.get("edits")?,
            None => edit.get("changes")?.get(URI)?,
        };
        let mut edits: Vec<Edit> = edits
            .as_array()?
            .iter()
            .map(|edit| Some(Edit::new(self.span(edit.get("range")?)?, edit.get("newText")?.as_str()?)))
            .collect::<Option<_>>()?;
        edits.sort_by_key(|edit| edit.span);
        Some(edits)
    }
}

fn initialize_params() -> Value {
    json!({
        "processId": std::process::id(),
        "clientInfo": { "name": "askhow demo", "version": env!("CARGO_PKG_VERSION") },
        "rootUri": null,
        "capabilities": {
            "general": { "positionEncodings": ["utf-8", "utf-16"] },
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "textDocument": {
                "publishDiagnostics": { "versionSupport": true, "relatedInformation": true },
                "hover": { "contentFormat": ["markdown", "plaintext"] },
                "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
                "codeAction": {
                    "isPreferredSupport": true,
                    "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                },
            },
        },
    })
}

/// Two items of a list without the bullet that they share: behind the mark of a diff it reads as another one.
fn without_bullet<'t>(before: &'t str, after: &'t str) -> (&'t str, &'t str) {
    let words = |line: &'t str| line.trim_start().strip_prefix("- ");
    words(before).zip(words(after)).unwrap_or((before, after))
}

fn say(text: &str) {
    // That nobody reads on is no reason to end with another status than the server deserves.
    let _ = output::print(text);
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bullet_is_left_out_where_both_lines_have_it() {
        assert_eq!(without_bullet("- Why?", "- How?"), ("Why?", "How?"));
        assert_eq!(without_bullet("  - Why?", "  - How?"), ("Why?", "How?"));
        assert_eq!(without_bullet("- Why?", "How?"), ("- Why?", "How?"));
        assert_eq!(without_bullet("Why?", "How?"), ("Why?", "How?"));
    }
}
