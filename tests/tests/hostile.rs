//! What careless, broken and hostile clients send, and what has to come back.
//!
//! Most of it is one table: each session says what is sent and which messages must come back, no more and no
//! less. Afterwards the server must still be there, unless the session says how it ends.

use askhow_tests::lsp::{Client, file_uri, frame, place, range};
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

#[test]
fn what_is_no_message() {
    let answered = || vec![error(Value::Null, PARSE_ERROR), result(1, Value::Null)];
    let refused = || vec![error(Value::Null, INVALID_REQUEST), result(1, Value::Null)];
    let deep =
        [br#"{"params":"#.to_vec(), b"[".repeat(100_000), b"]".repeat(100_000), b"}".to_vec()].concat();
    check(vec![
        session("no JSON", vec![framed("{"), hover(1)], answered()),
        session("an empty body", vec![framed(""), hover(1)], answered()),
        session("no UTF-8", vec![framed(b"{\"method\":\"\xff\xfe\"}"), hover(1)], answered()),
        session("JSON nested without end", vec![framed(deep), hover(1)], answered()),
        session("half a surrogate pair", vec![framed(r#"{"method":"\ud800"}"#), hover(1)], answered()),
        session("JSON that is no object", vec![framed("[]"), hover(1)], refused()),
        session("an object that says nothing", vec![framed("{}"), hover(1)], refused()),
        session("a method that is a number", vec![framed(r#"{"method":7}"#), hover(1)], refused()),
        session("an id that is an object", vec![framed(r#"{"id":{},"method":"x"}"#), hover(1)], refused()),
        session(
            "an answer that nobody asked for",
            vec![framed(r#"{"id":77,"result":1}"#), hover(1)],
            vec![result(1, Value::Null)],
        ),
        session(
            "an answer to nothing",
            vec![framed(r#"{"id":null,"error":{"code":1,"message":""}}"#), hover(1)],
            vec![result(1, Value::Null)],
        ),
    ]);
}

#[test]
fn headers() {
    let hover_body = r#"{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.md"},"position":{"line":0,"character":0}}}"#;
    let length = hover_body.len();
    let answered = || vec![result(1, Value::Null)];
    let broken = || vec![error(Value::Null, PARSE_ERROR), result(2, Value::Null)];
    check(vec![
        session(
            "lower case",
            vec![bytes(format!("content-length: {length}\r\n\r\n{hover_body}"))],
            answered(),
        ),
        session(
            "no space, spaces",
            vec![bytes(format!("Content-Length:{length}  \r\n\r\n{hover_body}"))],
            answered(),
        ),
        session(
            "line feeds alone",
            vec![bytes(format!("Content-Length: {length}\n\n{hover_body}"))],
            answered(),
        ),
        session(
            "others before and after",
            vec![bytes(format!(
                "X-A: 1\r\nContent-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{hover_body}"
            ))],
            answered(),
        ),
        session(
            "blank lines between messages",
            vec![bytes(format!("\r\n\r\nContent-Length: {length}\r\n\r\n{hover_body}\r\n\r\n"))],
            answered(),
        ),
        session("no length", vec![bytes("X-A: 1\r\n\r\n"), hover(2)], broken()),
        session("no header at all", vec![bytes("hello?\r\n\r\n"), hover(2)], broken()),
        session(
            "a length that is no number",
            vec![bytes("Content-Length: many\r\n\r\n"), hover(2)],
            broken(),
        ),
        session("a length below zero", vec![bytes("Content-Length: -1\r\n\r\n"), hover(2)], broken()),
        session(
            "a length beyond all memory",
            vec![bytes("Content-Length: 99999999999999\r\n\r\n"), hover(2)],
            broken(),
        ),
        session(
            "a length too short by one",
            vec![bytes(format!("Content-Length: {}\r\n\r\n{hover_body}", length - 1)), hover(2)],
            broken(),
        ),
        session("bytes that are no text", vec![bytes(b"\xff\xfe\x00\r\n\r\n"), hover(2)], broken()),
        ended(
            "a length of half a gigabyte, and then the end",
            true,
            vec![bytes("Content-Length: 536870912\r\n\r\n{}"), End],
            vec![],
            1,
        ),
    ]);
}

#[test]
fn methods_and_parameters() {
    check(vec![
        session(
            "an unknown request",
            vec![call(1, "textDocument/unheardOf", json!({}))],
            vec![error(1, METHOD_NOT_FOUND)],
        ),
        session(
            "a request that we do not offer",
            vec![call(1, "textDocument/rangesFormatting", json!({}))],
            vec![error(1, METHOD_NOT_FOUND)],
        ),
        session(
            "an unknown notification",
            vec![tell("unheard/of", json!({})), tell("$/unheardOf", json!(1)), hover(1)],
            vec![result(1, Value::Null)],
        ),
        session(
            "progress and traces",
            vec![
                tell("$/setTrace", json!({ "value": "verbose" })),
                tell("window/workDoneProgress/cancel", json!({ "token": 1 })),
                hover(1),
            ],
            vec![result(1, Value::Null)],
        ),
        session(
            "parameters of the wrong sort",
            vec![call(1, "textDocument/hover", json!(7))],
            vec![error(1, INVALID_PARAMS)],
        ),
        session(
            "parameters that lack something",
            vec![call(1, "textDocument/hover", json!({}))],
            vec![error(1, INVALID_PARAMS)],
        ),
        session(
            "no parameters",
            vec![framed(r#"{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}"#)],
            vec![error(1, INVALID_PARAMS)],
        ),
        session(
            "a line below zero",
            vec![call(
                1,
                "textDocument/hover",
                json!({ "textDocument": { "uri": URI }, "position": { "line": -1, "character": 0 } }),
            )],
            vec![error(1, INVALID_PARAMS)],
        ),
        session(
            "a notification of the wrong sort",
            vec![
                tell("textDocument/didOpen", json!([])),
                tell("textDocument/didChange", json!({ "textDocument": 1 })),
                hover(1),
            ],
            vec![result(1, Value::Null)],
        ),
        session(
            "a notification sent as a request",
            vec![call(1, "textDocument/didSave", json!({ "textDocument": { "uri": URI } }))],
            vec![error(1, INVALID_REQUEST)],
        ),
        session(
            "a request sent as a notification",
            vec![tell("textDocument/hover", place(URI, 0, 0)), hover(1)],
            vec![result(1, Value::Null)],
        ),
        session(
            "an id that is a string",
            vec![call("one", "textDocument/hover", place(URI, 0, 0))],
            vec![json!({ "id": "one", "result": null })],
        ),
        session(
            "greeted twice",
            vec![call(1, "initialize", json!({ "capabilities": {} }))],
            vec![error(1, INVALID_REQUEST)],
        ),
        session(
            "saved without being open",
            vec![
                tell("textDocument/didSave", json!({ "textDocument": { "uri": URI } })),
                tell("textDocument/willSave", json!({ "textDocument": { "uri": URI }, "reason": 1 })),
                hover(1),
            ],
            vec![result(1, Value::Null)],
        ),
        session(
            "closed and changed without being open",
            vec![
                tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } })),
                change(URI, 2, json!([{ "text": "x" }])),
                hover(1),
            ],
            vec![result(1, Value::Null)],
        ),
    ]);
}

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

#[test]
fn uris() {
    let odd = [
        "untitled:Untitled-1",
        "untitled:/home/me/review.md",
        "vscode-notebook-cell:/home/me/a.ipynb#W0sZmlsZQ%3D%3D",
        "file:///c%3A/Users/me/review.md",
        "file:///C:/Users/me/review.md",
        "file:///home/me/a%20review%20%C3%A9.md",
        "file:///home/me/a review.md",
        "file:///home/me/%zz%.md",
        "file:///home/me/%FF%00.md",
        "file://host/share/review.md",
        "file:",
        "file:///",
        "git:/home/me/review.md?%7B%7D",
        "http://[::1]:80/a.md",
        "review.md",
        "",
        "\u{0}\n",
        "C:\\Users\\me\\review.md",
        "file:///home/me/ünïcödé/📄.md",
    ];
    let sessions = odd.iter().map(|uri| {
        let edit = json!([{ "range": range((0, 0), (0, 1)), "text": "y" }]);
        let sent = vec![
            open(uri, 1, "x"),
            change(uri, 2, edit),
            text_of(1, uri),
            call(2, "textDocument/hover", place(uri, 0, 0)),
        ];
        // The first list may have been replaced by the second before it was sent.
        let mut client = Client::start(json!({}));
        for sent in &sent {
            if let Message(message) = sent {
                client.send(message);
            }
        }
        client.findings(uri, 2);
        let id = json!(2);
        client.take("the hover", |message| message["id"] == id);
        let text = client.take("the text", |message| message["id"] == 1 && message.get("method").is_none());
        (uri, text)
    });
    for (uri, text) in sessions {
        // A custom request is not mended, so a URI that is none is refused there.
        assert!(text["result"] == "y" || text["error"]["code"] == INVALID_PARAMS, "{uri:?}: {text}");
    }
}

/// Opens `text`, makes one change, and compares.
#[track_caller]
fn check_change(text: &str, change: Value, expected: &str) {
    let mut client = Client::start(json!({}));
    client.open(URI, text);
    client.change(URI, 2, json!([change]));
    assert_eq!(client.text(URI), expected);
}

#[test]
fn ranges() {
    let put = |start, end| json!({ "range": range(start, end), "text": "X" });
    check_change("abc\ndef\n", put((1, 2), (0, 1)), "aXf\n"); // Reversed.
    check_change("abc\ndef", put((0, 99), (0, 99)), "abcX\ndef"); // Beyond the line.
    check_change("abc\ndef", put((9, 9), (99, 0)), "abc\ndefX"); // Beyond the text.
    check_change("abc", put((0, 1), (4_294_967_295, 4_294_967_295)), "aX");
    check_change("a🚒b", put((0, 2), (0, 2)), "aX🚒b"); // Inside a surrogate pair.
    check_change("", put((0, 0), (5, 5)), "X");
    check_change("a\r\nb\r\n", put((0, 5), (1, 0)), "aXb\r\n");
    check_change("a\rb\rc", put((1, 0), (2, 0)), "a\rXc"); // Lone carriage returns end lines.
    check_change("a\u{2028}b\u{b}c\nd", put((1, 0), (1, 1)), "a\u{2028}b\u{b}c\nX"); // These do not.
    check_change("\u{feff}# T\n", put((0, 1), (0, 2)), "\u{feff}X T\n");
    check_change("a\0b", put((0, 1), (0, 2)), "aXb");
}

#[test]
fn several_changes_are_applied_in_order() {
    let mut client = Client::start(json!({}));
    client.open(URI, "one\n");
    let changes = json!([
        { "range": range((0, 0), (0, 3)), "text": "two\nthree" },
        { "range": range((1, 0), (1, 5)), "text": "four" },
        { "text": "five\nsix" },
        { "range": range((1, 3), (1, 3)), "rangeLength": 0, "text": "ty" },
    ]);
    client.change(URI, 2, changes);
    assert_eq!(client.text(URI), "five\nsixty");
}

#[test]
fn versions_that_do_not_rise_are_taken_as_they_are() {
    let mut client = Client::start(json!({}));
    client.open_quietly(URI, 7, "a");
    client.findings(URI, 7);
    for (version, text) in [(7, "b"), (3, "c"), (-1, "d"), (2_147_483_647, "e")] {
        client.change_quietly(URI, version, json!([{ "text": text }]));
        assert_eq!(client.text(URI), text);
        client.take("its list", |message| message["params"]["version"] == version);
    }
}

#[test]
fn a_document_that_is_opened_twice_is_replaced() {
    let mut client = Client::start(json!({}));
    client.open(URI, "a");
    client.open_quietly(URI, 5, "b");
    client.findings(URI, 5);
    assert_eq!(client.text(URI), "b");
    client.close(URI);
    client.open(URI, "c");
    assert_eq!(client.text(URI), "c");
}

/// A small generator of numbers, the same each time.
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

/// Edits of single characters at random places, and the text that they end in.
fn edits(text: &str, count: usize) -> (Vec<Value>, String) {
    let mut next = numbers(1);
    let mut lines: Vec<Vec<char>> = text.split('\n').map(|line| line.chars().collect()).collect();
    let new = ['a', ' ', '-', '#', '>', '`', 'é', '🚒', '?'];
    let mut changes = Vec::new();
    for _ in 0..count {
        let row = next(lines.len());
        let line = &mut lines[row];
        let column = next(line.len() + 1);
        let units = |chars: &[char]| chars.iter().map(|it| it.len_utf16() as u32).sum::<u32>();
        let start = (row as u32, units(&line[..column]));
        if column < line.len() && next(3) == 0 {
            let end = (start.0, start.1 + line[column].len_utf16() as u32);
            line.remove(column);
            changes.push(json!({ "range": range(start, end), "text": "" }));
        } else {
            let put = new[next(new.len())];
            line.insert(column, put);
            changes.push(json!({ "range": range(start, start), "text": put.to_string() }));
        }
    }
    let lines: Vec<String> = lines.into_iter().map(String::from_iter).collect();
    (changes, lines.join("\n"))
}

const SMALL_REVIEW: &str = "# Outage of the search page\n\nThe index was rebuilt.\n\n## Timeline\n\n- 10:00 UTC deploy\n- 10:20 UTC alarm\n\n## Contributors\n\n- Why did the rebuild start?\n";

#[test]
fn ten_thousand_edits_back_to_back_and_then_the_right_answer() {
    let mut client = Client::start(json!({}));
    client.open(URI, SMALL_REVIEW);
    let (changes, expected) = edits(SMALL_REVIEW, 10_000);
    let mut frames = Vec::new();
    for (at, change) in changes.into_iter().enumerate() {
        let document = json!({ "uri": URI, "version": at + 2 });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        frames.extend(frame(message.to_string().as_bytes()));
    }
    client.send_bytes(&frames);
    assert_eq!(client.text(URI), expected);
    let found = client.findings(URI, 10_001);

    // A server that knows nothing of the way there finds the same.
    let mut fresh = Client::start(json!({}));
    assert_eq!(fresh.open(URI, &expected), found);
}

#[test]
fn a_client_that_reads_nothing_for_three_thousand_changes() {
    let mut client = Client::spawn_deaf();
    client.send(
        &json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } }),
    );
    client.notify("initialized", json!({}));
    let mut text = SMALL_REVIEW.to_owned();
    client.open_quietly(URI, 1, &text);
    for version in 2..=3_001 {
        text.insert(0, 'x');
        client.change_quietly(URI, version, json!([{ "range": range((0, 0), (0, 0)), "text": "x" }]));
        if version % 100 == 0 {
            // A pause in which a list is made that nobody takes.
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
    client.listen();
    client.take("the answer to initialize", |message| message["id"] == 0);
    client.findings(URI, 3_001);
    assert_eq!(client.text(URI), text);
}

#[test]
fn a_thousand_documents() {
    let mut client = Client::start(json!({}));
    let uri = |n: i32| format!("file:///home/me/reviews/{n}.md");
    for n in 0..1_000 {
        client.open_quietly(&uri(n), 1, SMALL_REVIEW);
    }
    for n in 0..1_000 {
        client.findings(&uri(n), 1);
    }
    let found = client.change(&uri(500), 2, json!([{ "range": range((0, 2), (0, 2)), "text": "x" }]));
    let same = client.change(&uri(501), 2, json!([{ "range": range((0, 2), (0, 2)), "text": "x" }]));
    assert_eq!(found, same);
    for n in 0..1_000 {
        client.close(&uri(n));
    }
}

/// Opens something, types into it, and asks all questions; an answer is enough.
#[track_caller]
fn check_shape(name: &str, text: &str) {
    let mut client = Client::start(json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } }
    }));
    eprintln!("{name}");
    client.open(URI, text);
    for (version, (line, character)) in (2..).zip([(0, 0), (1, 1), (1_000_000, 0)]) {
        let place_of = range((line, character), (line, character));
        client.change(URI, version, json!([{ "range": place_of, "text": "w" }]));
        client.hover(URI, line, character);
        client.completions(URI, line, character);
        client.actions(URI, &place_of, Value::Null);
    }
    client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
}

#[test]
fn very_deep_shapes() {
    check_shape("quotes", &format!("# Incident\n\n{} Why?\n", ">".repeat(10_000)));
    let mut lists = "# Incident\n\n".to_owned();
    for level in 0..1_000 {
        lists.push_str(&" ".repeat(2 * level));
        lists.push_str("- Why?\n");
    }
    check_shape("lists", &lists);
    check_shape("lists on one line", &format!("# Incident\n\n{}Why?\n", "- ".repeat(10_000)));
    check_shape("brackets", &format!("# Incident\n\n{}Why?{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    check_shape("emphasis", &format!("# Incident\n\n{}Why?\n", "*a ".repeat(10_000)));
    check_shape("headings", &"# Why?\n".repeat(10_000));
}

#[test]
fn odd_characters() {
    check_shape("NUL", "# Inc\0ident\n\n\0Why\0 did it?\n\0");
    check_shape("CRLF", "# Incident\r\n\r\nWhy did it fail?\r\n");
    check_shape("BOM", "\u{feff}# Incident\n\nWhy did it fail?\n");
    check_shape("lone CR", "# Incident\r\rWhy did it fail?\r");
    check_shape("blanks alone", "\n \t\r\n\u{a0}\u{3000}\n");
    check_shape("combining marks", &format!("# Incident\n\nWhy a{} did it?\n", "\u{301}".repeat(10_000)));
}

#[test]
fn very_long_lines() {
    check_shape("a line of twenty megabytes", &format!("# Incident\n\n{}\n", "x".repeat(20_000_000)));
    check_shape("words", &"Why did it fail then? ".repeat(2_000_000 / 22));
    check_shape("a row", &format!("# Incident\n\n{}\n|-|\n", "| Why? ".repeat(100_000)));
}

#[test]
fn a_folder_of_settings_that_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("askhow.toml");
    std::fs::create_dir(&settings).expect("a folder in place of a file");
    let uri = file_uri(&folder.path().join("review.md"));
    let mut client = Client::start(json!({}));
    client.open(&uri, SMALL_REVIEW);
    // Whatever is said about that file is not about the review.
    let id = client.ask("textDocument/hover", place(&uri, 0, 0));
    client.answer(id);
    let said: Vec<Value> = client.unread().cloned().collect();
    for message in said {
        assert_eq!(message["params"]["uri"], file_uri(&settings));
        client.take("what is said about it", |it| *it == message);
    }
}
