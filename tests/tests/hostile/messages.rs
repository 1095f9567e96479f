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

/// An editor that keeps texts in UTF-16 may part a pair between two keys.
#[test]
fn half_a_character_is_put_in_as_the_sign_for_one_that_is_unknown() {
    let mut client = Client::spawn();
    client.initialize(json!({ "capabilities": {} }));
    client.open(URI, "x\n");
    let mut typed = |version: i32, change: &str, expected: &str| {
        let document = format!(r#"{{"uri":"{URI}","version":{version}}}"#);
        let params = format!(r#"{{"textDocument":{document},"contentChanges":[{change}]}}"#);
        let body = format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#);
        client.send_bytes(&frame(body.as_bytes()));
        client.findings(URI, version);
        assert_eq!(client.text(URI), expected);
    };
    let start = r#""start":{"line":0,"character":0}"#;
    let at = |end: u32, text: &str| {
        format!(r#"{{"range":{{{start},"end":{{"line":0,"character":{end}}}}},"text":"{text}"}}"#)
    };
    typed(2, &at(0, r"\ud83d\n\n"), "\u{fffd}\n\nx\n");
    // The other half comes: the whole stands for both.
    typed(3, &at(1, r"\ud83d\ude92"), "🚒\n\nx\n");
    typed(4, r#"{"text":"\ud83d\ude92\ude92\\ud83d"}"#, "🚒\u{fffd}\\ud83d");
}

/// A text that is opened may hold one as well, and so may what is asked. It is one unit of UTF-16, as is what stands for it.
#[test]
fn half_a_character_in_a_text_that_is_opened_moves_nothing() {
    let mut client = Client::spawn();
    client.initialize(json!({ "capabilities": {} }));
    let mut places = Vec::new();
    for (version, half) in [(1, "x"), (2, r"\ud83d"), (3, r"\uDE92"), (4, r"\ufffd")] {
        let text = format!(
            r"# Incident review of the queue\n\n{half} Why did it fail?\n\n## Risks\n\n{half}{half}\n"
        );
        let document =
            format!(r#"{{"uri":"{URI}","languageId":"markdown","version":{version},"text":"{text}"}}"#);
        let params = format!(r#"{{"textDocument":{document}}}"#);
        let body = format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{params}}}"#);
        client.send_bytes(&frame(body.as_bytes()));
        let found = client.findings(URI, version);
        let of_why = found.iter().find(|it| it["code"] == "phrasing/why-question").expect("a finding");
        places.push(of_why["range"].clone());
        let shown = if version == 1 { "x" } else { "\u{fffd}" };
        let expected = format!(
            "# Incident review of the queue\n\n{shown} Why did it fail?\n\n## Risks\n\n{shown}{shown}\n"
        );
        assert_eq!(client.text(URI), expected, "{half}");
        assert!(!client.hover(URI, 2, 2).is_null(), "{half}");
    }
    assert_eq!(places[0]["start"], json!({ "line": 2, "character": 2 }));
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    let body = r#"{"jsonrpc":"2.0","id":99,"method":"\ud83d","params":{"\udc00":"\ud83d"}}"#;
    client.send_bytes(&frame(body.as_bytes()));
    assert_eq!(client.answer(99)["error"]["code"], METHOD_NOT_FOUND);
}

/// Findings at places that have moved would be worse than none.
#[test]
fn after_a_change_that_can_not_be_read_there_are_no_findings_until_the_whole_text_comes() {
    let findings = |client: &mut Client, version| client.findings(URI, version).len();
    let broken: [&[u8]; 3] = [
        br#""contentChanges":[{"text":"\"#,
        b"\"contentChanges\":[{\"text\":\"\xff\"}]}}",
        br#""contentChanges":[{"range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"text":"\n"}]}}"#,
    ];
    for rest in broken {
        let mut client = Client::spawn();
        client.initialize(json!({ "capabilities": {} }));
        client.open_quietly(URI, 1, SMALL_REVIEW);
        assert!(findings(&mut client, 1) > 0);
        let head = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{URI}","version":2}},"#
        );
        client.send_bytes(&frame(&[head.as_bytes(), rest].concat()));
        // The version that was lost is not known.
        assert_eq!(findings(&mut client, 1), 0, "{}", String::from_utf8_lossy(rest));
        let typed = json!([{ "range": askhow_tests::lsp::range((0, 0), (0, 0)), "text": "x" }]);
        client.change_quietly(URI, 3, typed);
        assert_eq!(findings(&mut client, 3), 0);
        assert_eq!(client.hover(URI, 10, 4), Value::Null);
        client.change_quietly(URI, 4, json!([{ "text": SMALL_REVIEW }]));
        assert!(findings(&mut client, 4) > 0);
        let refusals: Vec<Value> = client.unread().cloned().collect();
        for refusal in refusals {
            client.take("the refusal", |message| *message == refusal);
            assert_eq!(refusal["error"]["code"], PARSE_ERROR);
        }
    }
}
