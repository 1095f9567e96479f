//! What goes wrong in us and around us: a handler or a rule that panics, a disk that is full, settings that are nonsense for
//! a while. Each costs what it must, and nothing else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[cfg(unix)]
mod full;
mod handlers;
mod rules;
mod settings;

use askhow_tests::lsp::Client;
use serde_json::{Value, json};

/// What the server answers where it has stumbled.
const INTERNAL_ERROR: i64 = -32603;

/// Says where the next panic is to be; whether the last one was met.
#[track_caller]
fn plant(client: &mut Client, plant: Value) -> bool {
    client.request("askhow/test/plant", plant).as_bool().unwrap()
}

/// Reads past what the server shows and publishes besides.
fn read_past(client: &mut Client) {
    let unread: Vec<Value> = client.unread().cloned().collect();
    for message in unread {
        client.take("what was read before", |it| *it == message);
    }
}

/// Asks that each finding is told by rule and place.
fn places(findings: &[Value]) -> Vec<String> {
    let mut places: Vec<String> =
        findings.iter().map(|it| format!("{} {}", it["code"].as_str().unwrap(), it["range"])).collect();
    places.sort();
    places
}

/// The answer to a request, whatever it is.
#[track_caller]
fn asked(client: &mut Client, method: &str, params: &Value) -> Value {
    let id = client.ask(method, params.clone());
    let mut answer = client.answer(id);
    match answer.get("error") {
        Some(error) => json!({ "error": error["code"] }),
        None => answer["result"].take(),
    }
}
