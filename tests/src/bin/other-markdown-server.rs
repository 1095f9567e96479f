//! Another language server for Markdown, that a test puts beside ours: it knows nothing but an outline of headings,
//! each marked as its own.

use std::io::{BufRead, Write};

use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut input = std::io::stdin().lock();
    let mut text = String::new();
    while let Some(message) = read(&mut input)? {
        let result = match message["method"].as_str().unwrap_or_default() {
            "initialize" => {
                json!({ "capabilities": { "textDocumentSync": 1, "documentSymbolProvider": true } })
            }
            "textDocument/didOpen" => {
                message["params"]["textDocument"]["text"].as_str().unwrap_or_default().clone_into(&mut text);
                continue;
            }
            "textDocument/didChange" => {
                let changed = &message["params"]["contentChanges"][0]["text"];
                changed.as_str().unwrap_or_default().clone_into(&mut text);
                continue;
            }
            "textDocument/documentSymbol" => headings(&text),
            "exit" => return Ok(()),
            _ => Value::Null,
        };
        if let Some(id) = message.get("id") {
            let body = json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string();
            let mut output = std::io::stdout().lock();
            write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
            output.flush()?;
        }
    }
    Ok(())
}

fn headings(text: &str) -> Value {
    let heading = |(line, words): (usize, &str)| {
        let name = words.strip_prefix('#')?.trim_start_matches('#').trim();
        let place = |character: usize| json!({ "line": line, "character": character });
        let range = json!({ "start": place(0), "end": place(words.encode_utf16().count()) });
        Some(
            json!({ "name": format!("{name} (other)"), "kind": 15, "range": range, "selectionRange": range }),
        )
    };
    text.lines().enumerate().filter_map(heading).collect()
}

/// The next message; `None` at the end.
fn read(input: &mut impl BufRead) -> std::io::Result<Option<Value>> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim().strip_prefix("Content-Length:") {
            Some(number) => length = number.trim().parse().unwrap_or(0),
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body).ok())
}
