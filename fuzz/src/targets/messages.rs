//! Bytes that a client sends behind its `initialize`: no panic, an answer for each request that can be read, answers that
//! can be read themselves, and an end when the input ends.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use askhow_server::{FixedClock, Options, serve};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ide::NOW;

/// A line with `body ` in front is framed; what else there is goes as it is.
const BODY: &[u8] = b"body ";
/// Files lie below this folder, which nobody has.
const FOLDER: &str = "file:///askhow-fuzz/";
/// So long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is answered after a panic.
const INTERNAL_ERROR: i64 = -32603;

pub fn run(bytes: &[u8]) {
    if reaches_files(bytes) {
        return;
    }
    let mut sent = framed(INITIALIZE.as_bytes());
    sent.extend(framed(br#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#));
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(BODY) {
            Some(body) => sent.extend(framed(body.strip_suffix(b"\n").unwrap_or(body))),
            None => sent.extend_from_slice(line),
        }
    }
    let talk = Arc::new(Talk { asked: asked(&sent), ..Talk::default() });
    let clock = Arc::new(FixedClock(NOW.parse().expect("a moment")));
    let options = Options { log: None, clock, test_requests: false, cache: None };
    let input = Input { left: chunks(sent), talk: Arc::clone(&talk) };
    serve(&options, input, Sink { talk: Arc::clone(&talk) }).expect("threads");
    let heard = talk.lock();
    let answers = messages(&heard.bytes);
    assert_eq!(answers.rest, 0, "the last of them is cut: {}", String::from_utf8_lossy(&heard.bytes));
    for answer in &answers.bodies {
        let read: Value = serde_json::from_slice(answer).expect("an answer is JSON");
        assert_eq!(read["jsonrpc"], "2.0", "{read}");
        assert_ne!(read["error"]["code"], INTERNAL_ERROR, "{read}");
    }
    let said = counts(&answers.bodies);
    for (id, n_asked) in &talk.asked {
        let n_said = said.get(id).copied().unwrap_or(0);
        assert!(n_said >= *n_asked, "{id} was asked {n_asked} times and answered {n_said} times");
    }
}

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"capabilities":{"workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true}},"textDocument":{"diagnostic":{},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix","refactor","source"]}},"resolveSupport":{"properties":["edit"]}},"completion":{"completionItem":{"snippetSupport":true}},"publishDiagnostics":{"versionSupport":true}}},"rootUri":"file:///askhow-fuzz"}}"#;

/// Whether any file of this machine might be looked at, other than those that are not there.
fn reaches_files(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase().replace(FOLDER, "");
    text.contains("file:") || text.contains("..") || text.contains('%') || text.contains("\\u00")
}

fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// Bodies that stand one behind another without a slip.
#[derive(Default)]
struct Messages<'b> {
    bodies: Vec<&'b [u8]>,
    /// So many bytes behind the last of them.
    rest: usize,
}

/// Reads frames that are as the protocol has them, up to the first that is not.
fn messages(bytes: &[u8]) -> Messages<'_> {
    let mut found = Messages::default();
    let mut rest = bytes;
    while let Some((body, behind)) = message(rest) {
        found.bodies.push(body);
        rest = behind;
    }
    found.rest = rest.len();
    found
}

fn message(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.strip_prefix(b"Content-Length: ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length: usize = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
    rest[digits..].strip_prefix(b"\r\n\r\n")?.split_at_checked(length)
}

/// A request that can be read in one way alone: none of these stands there twice.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    jsonrpc: Value,
    id: Value,
    method: Value,
    params: Value,
    result: Value,
    error: Value,
}

/// How often an answer is due, by the id of the request: up to the first byte that is no message, up to an `exit`, and for
/// those ids that can be told from one another.
fn asked(sent: &[u8]) -> HashMap<String, usize> {
    let mut asked = HashMap::new();
    for body in messages(sent).bodies {
        let Ok(Asked { id, method, .. }) = serde_json::from_slice(body) else { continue };
        if method == "exit" {
            break;
        }
        if let (Some(id), true) = (id_of(&id), method.is_string()) {
            *asked.entry(id).or_default() += 1;
        }
    }
    asked
}

/// The ids of answers.
fn counts(bodies: &[&[u8]]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for body in bodies {
        let Ok(read) = serde_json::from_slice::<Value>(body) else { continue };
        if let Some(id) = id_of(&read["id"]).filter(|_| read.get("method").is_none()) {
            *counts.entry(id).or_default() += 1;
        }
    }
    counts
}

fn id_of(id: &Value) -> Option<String> {
    (id.is_string() || id.is_i64()).then(|| json!(id).to_string())
}

/// What was asked, and what has come of it so far.
#[derive(Default)]
struct Talk {
    asked: HashMap<String, usize>,
    heard: Mutex<Heard>,
    more: Condvar,
}

#[derive(Default)]
struct Heard {
    bytes: Vec<u8>,
    /// How many answers are still due.
    said: HashMap<String, usize>,
    n_read: usize,
}

impl Talk {
    fn lock(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn all_answered(&self, heard: &Heard) -> bool {
        self.asked.iter().all(|(id, n_asked)| heard.said.get(id).is_some_and(|n_said| n_said >= n_asked))
    }
}

/// The end of the client that sends: before it leaves, and before it ends, it waits until all has been answered.
struct Input {
    left: [io::Cursor<Vec<u8>>; 2],
    talk: Arc<Talk>,
}

/// What goes before a client leaves, and what behind.
fn chunks(mut sent: Vec<u8>) -> [io::Cursor<Vec<u8>>; 2] {
    let mut rest = sent.as_slice();
    while let Some((body, behind)) = message(rest) {
        let read = serde_json::from_slice::<Value>(body).unwrap_or_default();
        if read["method"] == "exit" {
            break;
        }
        rest = behind;
    }
    let at = sent.len() - rest.len();
    let leave = sent.split_off(at);
    [sent, leave].map(io::Cursor::new)
}

impl Read for Input {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let [stay, leave] = &mut self.left;
        let n_read = stay.read(room)?;
        if n_read > 0 {
            return Ok(n_read);
        }
        let heard = self.talk.lock();
        drop(self.talk.more.wait_timeout_while(heard, PATIENCE, |heard| !self.talk.all_answered(heard)));
        leave.read(room)
    }
}

/// The end that listens.
struct Sink {
    talk: Arc<Talk>,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut heard = self.talk.lock();
        heard.bytes.extend_from_slice(bytes);
        let new = messages(&heard.bytes[heard.n_read..]);
        let n_read = heard.bytes.len() - new.rest;
        for (id, count) in counts(&new.bodies) {
            *heard.said.entry(id).or_default() += count;
        }
        heard.n_read = n_read;
        self.talk.more.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
