//! Beginning, end, and requests that do not come to theirs.

use serde_json::{Value, json};

use crate::*;

#[test]
fn beginning_and_end() {
    let leave = |params: Option<Value>| {
        let mut shutdown = json!({ "jsonrpc": "2.0", "id": 1, "method": "shutdown" });
        if let Some(params) = params {
            shutdown["params"] = params;
        }
        vec![Message(shutdown), tell("exit", Value::Null)]
    };
    let left = || vec![result(1, Value::Null)];
    check(vec![
        Session {
            name: "a request before initialize",
            greeted: false,
            sent: vec![hover(5)],
            back: vec![error(5, NOT_INITIALIZED)],
            status: None,
        },
        Session {
            name: "an unknown one",
            greeted: false,
            sent: vec![call(5, "un/known", json!({}))],
            back: vec![error(5, NOT_INITIALIZED)],
            status: None,
        },
        Session {
            name: "shutdown before initialize",
            greeted: false,
            sent: vec![call(5, "shutdown", Value::Null)],
            back: vec![error(5, NOT_INITIALIZED)],
            status: None,
        },
        Session {
            name: "a notification before initialize",
            greeted: false,
            sent: vec![open(URI, 1, "x")],
            back: vec![],
            status: None,
        },
        Session {
            name: "initialize without capabilities",
            greeted: false,
            sent: vec![call(5, "initialize", json!({}))],
            back: vec![error(5, INVALID_PARAMS)],
            status: None,
        },
        ended(
            "requests after shutdown",
            true,
            vec![
                call(1, "shutdown", Value::Null),
                hover(5),
                call(6, "un/known", json!({})),
                call(7, "shutdown", Value::Null),
                tell("exit", Value::Null),
            ],
            vec![
                result(1, Value::Null),
                error(5, INVALID_REQUEST),
                error(6, INVALID_REQUEST),
                error(7, INVALID_REQUEST),
            ],
            0,
        ),
        ended("shutdown with null", true, leave(Some(Value::Null)), left(), 0),
        ended("shutdown with an object", true, leave(Some(json!({}))), left(), 0),
        ended("shutdown with nothing", true, leave(None), left(), 0),
        ended("exit without shutdown", true, vec![tell("exit", Value::Null)], vec![], 1),
        ended("exit before initialize", false, vec![tell("exit", json!({}))], vec![], 1),
        ended("the input ends", true, vec![End], vec![], 1),
        ended("the input ends at once", false, vec![End], vec![], 1),
        ended("the input ends in a header", true, vec![bytes("Content-Le"), End], vec![], 1),
        ended(
            "the input ends in a message",
            true,
            vec![bytes("Content-Length: 100\r\n\r\n{\"jsonrpc\""), End],
            vec![],
            1,
        ),
        ended("the input ends after shutdown", true, vec![call(1, "shutdown", Value::Null), End], left(), 0),
    ]);
}

#[test]
fn requests_that_are_cancelled_or_go_wrong() {
    let cancel = |id: Value| tell("$/cancelRequest", json!({ "id": id }));
    let cancelled = |id: i32| error(id, -32800);
    check(vec![
        session(
            "one that runs",
            vec![call(1, "askhow/test/wait", Value::Null), cancel(json!(1))],
            vec![cancelled(1)],
        ),
        session(
            "many that run, and one more is answered",
            (1..=50)
                .map(|id| call(id, "askhow/test/wait", Value::Null))
                .chain([hover(99)])
                .chain((1..=50).map(|id| cancel(json!(id))))
                .collect(),
            (1..=50).map(cancelled).chain([result(99, Value::Null)]).collect(),
        ),
        session(
            "one that is done, one that never was",
            vec![hover(1), cancel(json!(1)), cancel(json!("x")), cancel(json!({}))],
            vec![result(1, Value::Null)],
        ),
        session(
            "a request that only clients of one sort know",
            vec![call(1, "$/foo", Value::Null), call(2, "$/cancelRequest", json!({ "id": 1 })), hover(3)],
            vec![error(1, -32601), error(2, -32601), result(3, Value::Null)],
        ),
        session(
            "a panic inside a request",
            vec![call(1, "askhow/test/panic", Value::Null), hover(2)],
            vec![error(1, -32603), result(2, Value::Null)],
        ),
        session(
            "panics, and documents are opened all the same",
            vec![
                call(1, "askhow/test/panic", Value::Null),
                call(2, "askhow/test/panic", Value::Null),
                open(URI, 1, "b"),
                text_of(3, URI),
            ],
            vec![list(URI, 1), error(1, -32603), error(2, -32603), result(3, json!("b"))],
        ),
    ]);
}

/// Another process may hold the client's end of the pipe open when it has gone.
#[cfg(unix)]
#[test]
fn the_server_ends_with_the_process_of_its_client() {
    use std::process::{Command, Stdio};

    let mut editor = Command::new("cat").stdin(Stdio::piped()).spawn().expect("a process");
    let mut client = Client::spawn();
    client.initialize(json!({ "processId": editor.id(), "capabilities": {} }));
    client.open_quietly(URI, 1, SMALL_REVIEW);
    assert!(!client.findings(URI, 1).is_empty());
    editor.kill().expect("it is ours");
    editor.wait().expect("it has ended");
    assert_eq!(client.status(), 1);

    // One that nobody knows here is of another machine or container.
    let mut client = Client::spawn();
    client.initialize(json!({ "processId": editor.id(), "capabilities": {} }));
    std::thread::sleep(std::time::Duration::from_secs(3));
    client.open_quietly(URI, 1, SMALL_REVIEW);
    assert!(!client.findings(URI, 1).is_empty());
}
