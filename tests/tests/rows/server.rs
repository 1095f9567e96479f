//! The cases over standard input and output.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use askhow_tests::lsp::{Client, PATIENCE, apply, file_uri};
use askhow_tests::workspace;
use serde_json::{Value, json};

use crate::cases::{Case, Step, all};

#[test]
fn every_row_holds_over_the_wire() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("incidents")).unwrap();
    fs::write(root.join("incidents/earlier.md"), "# Mails were late\n\n## Risks\n\n- x\n").unwrap();
    fs::create_dir(root.join("team")).unwrap();
    for settings in ["askhow.toml", "team/askhow.toml"] {
        fs::copy(workspace().join("tests/rows").join(settings), root.join(settings)).unwrap();
    }
    let mut client = Client::spawn();
    let said = client.initialize(json!({
        "capabilities": {
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "textDocument": {
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
                "completion": { "completionItem": { "snippetSupport": true } },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            },
        },
        "workspaceFolders": [{ "uri": file_uri(root), "name": "reviews" }],
    }));
    let types = &said["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    let mut wrong = Vec::new();
    let cases = all();
    for case in &cases {
        let mut open = Open::new(&mut client, case, root, types);
        for step in &case.steps {
            if let Err(seen) = open.walk(step) {
                let below = if step.below.len() > 1 { format!("\n{}", step.below) } else { String::new() };
                wrong.push(format!(
                    "== {}\n%{} {}{below}\n--- seen\n{seen}",
                    case.name, step.verb, step.words
                ));
            }
        }
        let uri = open.uri;
        client.close(&uri);
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

/// A case that is open in the server.
struct Open<'a> {
    client: &'a mut Client,
    case: &'a Case,
    uri: String,
    types: &'a Value,
    found: Vec<Value>,
    /// What was found last.
    last: Option<Value>,
}

impl<'a> Open<'a> {
    fn new(client: &'a mut Client, case: &'a Case, root: &Path, types: &'a Value) -> Self {
        let uri = file_uri(&root.join(&case.file));
        let found = client.open(&uri, &case.text);
        Self { client, case, uri, types, found, last: None }
    }

    /// Takes one step; what was seen instead where it does not go as it says.
    fn walk(&mut self, step: &Step) -> Result<(), String> {
        let words = step.words.as_str();
        let (seen, holds) = match step.verb.as_str() {
            "finds" => {
                let (rule, text) = words.split_once(" @ ").expect("a rule @ a text");
                let finding = self
                    .found
                    .iter()
                    .find(|it| it["code"] == rule && self.text_of(it).replace('\n', "\\n") == text);
                self.last = finding.cloned();
                let seen: Vec<_> =
                    self.found.iter().map(|it| format!("{} @ {}", it["code"], self.text_of(it))).collect();
                (seen.join("\n"), finding.is_some())
            }
            "quiet" => {
                let speaks = self.found.iter().find(|it| it["code"] == words);
                (format!("{speaks:?}"), speaks.is_none())
            }
            "does" => self.action(words, &Value::Null, step),
            "menu" => {
                let titles = self.titles();
                let wanted: Vec<_> = words.split(" | ").map(str::to_owned).collect();
                let holds = titles.windows(wanted.len()).any(|titles| titles == wanted);
                (titles.join("\n"), holds)
            }
            "runs" => self.action("", &json!([words]), step),
            "asks" | "says" => {
                let hover = self.ask("textDocument/hover");
                let said = hover["contents"]["value"].as_str().unwrap_or_default().to_owned();
                let asked = format!("- {words}");
                let holds = match step.verb.as_str() {
                    "asks" => said.lines().any(|line| line == asked),
                    _ => said.contains(words),
                };
                (said, holds)
            }
            "offers" | "lacks" => {
                let labels: Vec<_> = self.offers().iter().map(|it| text(it, "label")).collect();
                let fits = |label: &String| match words.strip_prefix("first ").unwrap_or(words) {
                    words if words.ends_with(" …") => label.starts_with(&words[..words.len() - "…".len()]),
                    words => label == words,
                };
                let holds = match words.starts_with("first ") {
                    true => labels.first().is_some_and(fits),
                    false => labels.iter().any(fits) == (step.verb == "offers"),
                };
                (labels.join("\n"), holds)
            }
            "takes" => {
                let offers = self.offers();
                let item = offers.iter().find(|it| it["label"] == words).ok_or("no such offer")?;
                let mut edit = item["textEdit"].clone();
                if item["insertTextFormat"] == 2 {
                    edit["newText"] = expanded(&text(&edit, "newText")).into();
                }
                self.becomes(&[edit], step)
            }
            "renames" => {
                let mut params = self.here();
                params["newName"] = words.into();
                let edit = self.client.request("textDocument/rename", params);
                self.becomes(&edits(&edit), step)
            }
            "formats" => {
                let mut params = self.here();
                params["options"] = json!({ "tabSize": 4, "insertSpaces": true });
                let line = &params["position"]["line"];
                let end = json!({ "line": line.as_u64().unwrap_or(0) + 1, "character": 0 });
                params["range"] = json!({ "start": { "line": line, "character": 0 }, "end": end });
                let whole = words.is_empty();
                let method = if whole { "textDocument/formatting" } else { "textDocument/rangeFormatting" };
                let edits = self.client.request(method, params);
                self.becomes(list(&edits), step)
            }
            "outline" => {
                let symbols = self.ask("textDocument/documentSymbol");
                let (parent, child) = words.split_once(" / ").expect("A / B");
                let parent = symbol(&symbols, parent);
                let holds = list(&parent["children"]).iter().any(|it| text(it, "name").starts_with(child));
                (symbols.to_string(), holds)
            }
            "folds" => {
                let folds = self.ask("textDocument/foldingRange");
                let lines: Vec<_> = self.case.text.lines().collect();
                let starts = list(&folds).iter().filter_map(|it| lines.get(number(&it["startLine"])));
                let starts: Vec<_> = starts.copied().collect();
                (starts.join("\n"), starts.contains(&words))
            }
            "grows" => {
                let mut params = self.here();
                params["positions"] = json!([params["position"]]);
                let ranges = self.client.request("textDocument/selectionRange", params);
                let mut texts = Vec::new();
                let mut selected = &ranges[0];
                while selected.is_object() {
                    texts.push(self.text_of(selected).replace('\n', "\\n"));
                    selected = &selected["parent"];
                }
                (texts.join("\n"), texts.iter().any(|it| it.trim_end_matches("\\n") == words))
            }
            "links" => {
                let (from, to) = words.split_once(" -> ").expect("a text -> an address");
                let links = self.ask("textDocument/documentLink");
                let holds = list(&links)
                    .iter()
                    .any(|it| self.text_of(it) == from && text(it, "target").ends_with(to));
                (links.to_string(), holds)
            }
            "leads" => {
                let place = self.ask("textDocument/definition");
                let seen = self.lines_from(std::slice::from_ref(&place));
                let holds = seen.first().is_some_and(|line| line.starts_with(words));
                (seen.join("\n"), holds)
            }
            "stands" => {
                let mut params = self.here();
                params["context"] = json!({ "includeDeclaration": true });
                let places = self.client.request("textDocument/references", params);
                let seen = self.lines_of(list(&places));
                let wanted: Vec<_> = words.split(" | ").collect();
                let holds = seen.len() == wanted.len()
                    && seen.iter().zip(&wanted).all(|(line, wanted)| line.starts_with(wanted));
                (seen.join("\n"), holds)
            }
            "names" => {
                let found = self.client.request("workspace/symbol", json!({ "query": words }));
                let mut here = list(&found).iter().filter(|it| text(&it["location"], "uri") == self.uri);
                (found.to_string(), here.any(|it| it["name"] == words))
            }
            "lens" => {
                let lenses = self.ask("textDocument/codeLens");
                let holds = list(&lenses).iter().any(|it| text(&it["command"], "title").contains(words));
                (lenses.to_string(), holds)
            }
            "colours" => {
                let (of, kind) = words.rsplit_once(": ").expect("a text: a type");
                let answer = self.ask("textDocument/semanticTokens/full");
                let tokens = tokens(&answer, self.types);
                let shown: Vec<_> =
                    tokens.iter().map(|(range, kind)| (self.text_of(range), kind.as_str())).collect();
                (format!("{shown:?}"), shown.contains(&(of.to_owned(), kind)))
            }
            "hints" => {
                let mut params = self.here();
                params["range"] =
                    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } });
                let hints = self.client.request("textDocument/inlayHint", params);
                let holds = list(&hints).iter().any(|it| text(it, "label") == words);
                (hints.to_string(), holds)
            }
            other => panic!("{}: there is no step %{other}", self.case.name),
        };
        if holds { Ok(()) } else { Err(seen) }
    }

    /// The document, and in it the place of the cursor.
    fn here(&self) -> Value {
        let before = self.case.cursor.map_or("", |at| &self.case.text[..at]);
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": line, "character": character },
        })
    }

    /// The lines in which places of this review begin, from the place on; and whole.
    fn lines_from(&self, places: &[Value]) -> Vec<String> {
        let here = places.iter().filter(|place| text(place, "uri") == self.uri);
        let begins = here.map(|place| (number(&place["range"]["start"]["line"]), self.text_of(place)));
        begins
            .map(|(line, of)| {
                let line = self.case.text.lines().nth(line).unwrap_or_default();
                line.find(of.as_str()).map_or(of.clone(), |at| line[at..].to_owned())
            })
            .collect()
    }

    fn lines_of(&self, places: &[Value]) -> Vec<String> {
        let here = places.iter().filter(|place| text(place, "uri") == self.uri);
        let lines: Vec<_> = self.case.text.lines().collect();
        here.filter_map(|place| lines.get(number(&place["range"]["start"]["line"])))
            .map(|line| (*line).to_owned())
            .collect()
    }

    fn ask(&mut self, method: &str) -> Value {
        let here = self.here();
        self.client.request(method, here)
    }

    fn offers(&mut self) -> Vec<Value> {
        // A list that is not whole yet is asked for again, as an editor does at the next key.
        let start = Instant::now();
        let mut list = self.ask("textDocument/completion");
        while list["isIncomplete"] == true && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
            list = self.ask("textDocument/completion");
        }
        list["items"].as_array().or(list.as_array()).cloned().unwrap_or_default()
    }

    /// The titles of all that can be done at the cursor.
    fn titles(&mut self) -> Vec<String> {
        let here = self.here()["position"].clone();
        let range = json!({ "start": here, "end": here });
        let actions = self.client.actions(&self.uri, &range, Value::Null);
        actions.iter().map(|it| text(it, "title")).collect()
    }

    /// What an action makes of the review: of this title or kind, at the cursor or at what was found last.
    fn action(&mut self, title: &str, only: &Value, step: &Step) -> (String, bool) {
        let here = self.here()["position"].clone();
        let range = match (&self.last, self.case.cursor) {
            (Some(finding), None) => finding["range"].clone(),
            _ => json!({ "start": here, "end": here }),
        };
        let actions = self.client.actions(&self.uri, &range, only.clone());
        let Some(action) = actions.iter().find(|it| title.is_empty() || it["title"] == title) else {
            let titles: Vec<_> = actions.iter().map(|it| text(it, "title")).collect();
            return (titles.join("\n"), false);
        };
        self.becomes(&edits(&action["edit"]), step)
    }

    /// Whether edits give the text below the step; blanks at the end of a line are not seen in a case.
    fn becomes(&self, edits: &[Value], step: &Step) -> (String, bool) {
        let text = apply(&self.case.text, edits);
        let shown: Vec<_> = text.lines().map(str::trim_end).collect();
        let shown = shown.join("\n");
        let holds = shown.trim_end() == step.below.trim_end();
        (shown, holds)
    }

    fn text_of(&self, ranged: &Value) -> String {
        // What an edit that takes the range away leaves out.
        let edit = |new: &str| json!({ "range": ranged["range"], "newText": new });
        let marked = apply(&self.case.text, &[edit("\u{0}")]);
        let (before, behind) = marked.split_once('\u{0}').expect("the mark is there");
        self.case.text[before.len()..self.case.text.len() - behind.len()].to_owned()
    }
}

/// A snippet with each stop at its default.
fn expanded(snippet: &str) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    while let Some((before, behind)) = rest.split_once('$') {
        out.push_str(before);
        let stop = behind.strip_prefix('{').and_then(|braced| braced.split_once('}'));
        rest = match stop {
            Some((stop, behind)) => {
                out.push_str(stop.split_once(':').map_or("", |(_, default)| default));
                behind
            }
            None => behind.trim_start_matches(|sign: char| sign.is_ascii_digit()),
        };
    }
    out + rest
}

/// The edits of a workspace edit of one document.
fn edits(edit: &Value) -> Vec<Value> {
    list(&edit["documentChanges"][0]["edits"]).to_vec()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX)
}

/// The symbol of this name, however deep, or null.
fn symbol(symbols: &Value, name: &str) -> Value {
    for it in list(symbols) {
        if text(it, "name") == name {
            return it.clone();
        }
        let inside = symbol(&it["children"], name);
        if !inside.is_null() {
            return inside;
        }
    }
    Value::Null
}

/// The tokens of an answer: a range each, and the type.
fn tokens(answer: &Value, types: &Value) -> Vec<(Value, String)> {
    let numbers: Vec<_> = list(&answer["data"]).iter().map(number).collect();
    let (mut line, mut column) = (0, 0);
    let place = |line: usize, character: usize| json!({ "line": line, "character": character });
    numbers
        .chunks_exact(5)
        .map(|token| {
            if token[0] > 0 {
                (line, column) = (line + token[0], 0);
            }
            column += token[1];
            let range = json!({ "start": place(line, column), "end": place(line, column + token[2]) });
            (json!({ "range": range }), types[token[3]].as_str().unwrap_or_default().to_owned())
        })
        .collect()
}
