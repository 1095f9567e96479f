//! A conversation about one document, and how long it takes until something is said.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use askhow_bench::Result;
use askhow_bench::talk::{Talk, encode, read, text};
use serde_json::{Value, json};

/// The document.
pub const URI: &str = "file:///reviews/incidents/2024-03-01-payments.md";

/// A longer review is sent twice, in bytes: what is found in its start, and when all is read everything.
pub const LONG: usize = 1 << 20;

/// Behind a word of a sentence, in UTF-16.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub line: usize,
    pub character: usize,
}

impl Place {
    /// In the first line of words at that line or behind it, or in the last there is.
    pub fn near(text: &str, line: usize) -> Self {
        let is_told =
            |line: &str| line.len() > 40 && !line.starts_with(['|', '#', '`', '>']) && !line.contains("](");
        let places =
            text.lines().enumerate().filter(|(_, words)| is_told(words)).filter_map(|(line, words)| {
                let (at, _) = words.char_indices().find(|(at, it)| *at > 28 && *it == ' ')?;
                Some(Self { line, character: words.get(..at)?.encode_utf16().count() })
            });
        let behind = places.clone().find(|place| place.line >= line);
        behind.or_else(|| places.last()).unwrap_or(Self { line: 0, character: 0 })
    }
}

/// A client that is sent findings, or asks for them.
fn capabilities(asks: bool) -> Value {
    let diagnostic = asks.then(|| json!({ "relatedDocumentSupport": false }));
    json!({ "textDocument": {
        "diagnostic": diagnostic,
        "publishDiagnostics": { "versionSupport": true, "relatedInformation": true },
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
    } })
}

/// A server, and how far the conversation has come.
#[derive(Debug)]
pub struct Session {
    /// It, and our end of the conversation.
    pub server: Talk,
    version: usize,
    id: u32,
}

impl Session {
    /// With a server that tells its findings, or is asked for them.
    pub fn start(program: &Path, arguments: &[&str], asks: bool) -> Result<Self> {
        Ok(Self { server: Talk::start(program, arguments, capabilities(asks))?, version: 1, id: 10 })
    }

    /// A document is opened.
    pub fn opening(uri: &str, text: &str) -> Result<Vec<u8>> {
        let opened = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        notification("textDocument/didOpen", &json!({ "textDocument": opened }))
    }

    /// The next change: a letter comes, and goes with the one after it.
    pub fn key(&mut self, Place { line, character }: Place) -> Result<Vec<u8>> {
        let typed = (self.version + 1) % 2;
        let end = Place { line, character: character + typed };
        self.change(Place { line, character }, end, if typed == 0 { "e" } else { "" })
    }

    /// The next change: `new_text` from `start` to `end`.
    pub fn change(&mut self, start: Place, end: Place, new_text: &str) -> Result<Vec<u8>> {
        self.version += 1;
        let position = |at: Place| json!({ "line": at.line, "character": at.character });
        let change = json!({ "range": { "start": position(start), "end": position(end) }, "text": new_text });
        let document = json!({ "uri": URI, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        notification("textDocument/didChange", &params)
    }

    /// What is asked about the document at a line, and the id under which it is answered.
    pub fn request(&mut self, method: &str, line: usize) -> Result<(u32, Vec<u8>)> {
        self.request_of(URI, method, line)
    }

    /// The same about another.
    pub fn request_of(&mut self, uri: &str, method: &str, line: usize) -> Result<(u32, Vec<u8>)> {
        self.id += 1;
        let position = json!({ "line": line, "character": 4 });
        let screen = json!({ "start": { "line": line.saturating_sub(25), "character": 0 },
            "end": { "line": line + 25, "character": 0 } });
        let range = if method.ends_with("codeAction") {
            json!({ "start": position, "end": position })
        } else {
            screen
        };
        let params = json!({ "textDocument": { "uri": uri }, "position": position, "range": range,
            "context": { "diagnostics": [], "triggerKind": 1 } });
        let message = json!({ "jsonrpc": "2.0", "id": self.id, "method": method, "params": params });
        Ok((self.id, encode(&message)?))
    }

    /// Milliseconds until the list of findings of this version, and the list.
    pub fn until_list(&mut self, frame: &[u8]) -> Result<(f64, Vec<u8>)> {
        let version = json!(self.version);
        self.until(frame, |message| {
            text(message, "method") == Some("textDocument/publishDiagnostics")
                && message.pointer("/params/version") == Some(&version)
        })
    }

    /// Milliseconds until the document is read as it is then.
    pub fn until_read(&mut self, mut frame: Vec<u8>) -> Result<f64> {
        let (id, hover) = self.request("textDocument/hover", 0)?;
        frame.extend(hover);
        self.until_answer(&frame, id)
    }

    /// Milliseconds until the answer, which is no error.
    pub fn until_answer(&mut self, frame: &[u8], id: u32) -> Result<f64> {
        let id = json!(id);
        let is_answer = |message: &Value| message.get("id") == Some(&id) && message.get("method").is_none();
        let (took, body) = self.until(frame, is_answer)?;
        match serde_json::from_slice::<Value>(&body)?.get("error") {
            Some(error) => Err(format!("{error}").into()),
            None => Ok(took),
        }
    }

    /// Milliseconds from the first byte sent until the last byte of what is waited for, and its body.
    fn until(&mut self, frame: &[u8], wanted: impl Fn(&Value) -> bool) -> Result<(f64, Vec<u8>)> {
        let started = Instant::now();
        self.server.input.write_all(frame)?;
        loop {
            let body = read(&mut self.server.output)?;
            let took = started.elapsed().as_secs_f64() * 1e3;
            let message: Value = serde_json::from_slice(&body)?;
            if wanted(&message) {
                return Ok((took, body));
            }
            self.server.answer(&message)?;
        }
    }
}

fn notification(method: &str, params: &Value) -> Result<Vec<u8>> {
    encode(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

/// What a process holds in memory, in megabytes of a million bytes; not a number where the system does not tell.
pub fn resident(process: u32) -> Result<f64> {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) else { return Ok(f64::NAN) };
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}
