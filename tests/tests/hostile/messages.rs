//! What is no message, or one that nobody understands.

use askhow_tests::lsp::place;
use serde_json::{Value, json};

use crate::*;

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
