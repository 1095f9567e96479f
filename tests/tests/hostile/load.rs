//! More than a person types: bursts, clients that do not read, many documents.

use askhow_tests::lsp::{Client, frame, range};
use serde_json::{Value, json};

use crate::*;

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
