//! What careless, broken and hostile clients send, and what has to come back.
//!
//! Most of it is one table: each session says what is sent and which messages must come back, no more and no
//! less. Afterwards the server must still be there, unless the session says how it ends.

mod documents;
mod load;
mod messages;
mod phases;
mod shapes;

use askhow_tests::lsp::{Client, frame, place};
use serde_json::{Value, json};

const URI: &str = "file:///home/me/review.md";

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;

/// A piece of what a client sends.
enum Sent {
    /// As it is.
    Bytes(Vec<u8>),
    /// With a header before it.
    Message(Value),
    /// Nothing more: the client closes its end.
    End,
}

use Sent::{Bytes, End, Message};

/// One conversation.
struct Session {
    name: &'static str,
    greeted: bool,
    sent: Vec<Sent>,
    /// What comes back: parts of messages, in any order.
    back: Vec<Value>,
    /// The exit status, where the server has to end by itself.
    status: Option<i32>,
}

/// A conversation that begins properly, and after which the server goes on.
fn session(name: &'static str, sent: Vec<Sent>, back: Vec<Value>) -> Session {
    Session { name, greeted: true, sent, back, status: None }
}

fn ended(name: &'static str, greeted: bool, sent: Vec<Sent>, back: Vec<Value>, status: i32) -> Session {
    Session { name, greeted, sent, back, status: Some(status) }
}

fn bytes(bytes: impl AsRef<[u8]>) -> Sent {
    Bytes(bytes.as_ref().to_vec())
}

fn framed(body: impl AsRef<[u8]>) -> Sent {
    Bytes(frame(body.as_ref()))
}

fn call(id: impl Into<Value>, method: &str, params: Value) -> Sent {
    Message(json!({ "jsonrpc": "2.0", "id": id.into(), "method": method, "params": params }))
}

fn tell(method: &str, params: Value) -> Sent {
    Message(json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

fn open(uri: &str, version: i32, text: &str) -> Sent {
    let document = json!({ "uri": uri, "languageId": "markdown", "version": version, "text": text });
    tell("textDocument/didOpen", json!({ "textDocument": document }))
}

fn change(uri: &str, version: i32, changes: Value) -> Sent {
    let document = json!({ "uri": uri, "version": version });
    tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }))
}

fn text_of(id: i32, uri: &str) -> Sent {
    call(id, "askhow/test/text", json!({ "uri": uri }))
}

fn error(id: impl Into<Value>, code: i64) -> Value {
    json!({ "id": id.into(), "error": { "code": code } })
}

fn result(id: i32, result: Value) -> Value {
    json!({ "id": id, "result": result })
}

fn list(uri: &str, version: i32) -> Value {
    json!({ "method": "textDocument/publishDiagnostics", "params": { "uri": uri, "version": version } })
}

fn hover(id: i32) -> Sent {
    call(id, "textDocument/hover", place(URI, 0, 0))
}

/// Whether everything that `part` says holds of `whole`.
fn holds(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            part.iter().all(|(key, part)| whole.get(key).is_some_and(|whole| holds(part, whole)))
        }
        _ => part == whole,
    }
}

fn run(session: &Session) {
    let mut client = Client::spawn();
    if session.greeted {
        client.initialize(json!({ "capabilities": {} }));
    }
    for sent in &session.sent {
        match sent {
            Bytes(bytes) => client.send_bytes(bytes),
            Message(message) => client.send(message),
            End => client.close_input(),
        }
    }
    for part in &session.back {
        client.take(&part.to_string(), |message| holds(part, message));
    }
    match session.status {
        Some(status) => assert_eq!(client.status(), status),
        None if session.greeted => {
            let id = client.ask("textDocument/hover", place("file:///nowhere.md", 0, 0));
            assert!(client.answer(id).get("error").is_none(), "the server lives on");
        }
        None => {
            client.initialize(json!({ "capabilities": {} }));
        }
    }
}

#[track_caller]
fn check(sessions: Vec<Session>) {
    let mut failed = Vec::new();
    for session in &sessions {
        if std::panic::catch_unwind(|| run(session)).is_err() {
            failed.push(session.name);
        }
    }
    assert!(failed.is_empty(), "failed: {failed:#?}");
}

/// A short review with findings of several sorts.
const SMALL_REVIEW: &str = "# Outage of the search page\n\nThe index was rebuilt.\n\n## Timeline\n\n- 10:00 UTC deploy\n- 10:20 UTC alarm\n\n## Contributors\n\n- Why did the rebuild start?\n";
