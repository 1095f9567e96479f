//! The pieces that messages are made of.

use std::path::Path;

use serde_json::{Value, json};

/// A body with the header before it.
pub fn frame(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// A document and a place in it, as most requests name them.
pub fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

/// A range: line and character of its start, then of its end.
pub fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let position = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

/// The URI of a file whose path holds nothing that has to be escaped.
pub fn file_uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}

/// `text` with edits as the protocol gives them (UTF-16), the last one done first.
pub fn apply(text: &str, edits: &[Value]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let offset = |position: &Value| {
        let (line, character) = (position["line"].as_u64(), position["character"].as_u64());
        let line = usize::try_from(line.expect("a line")).expect("a line of the text");
        let starts = units.iter().enumerate().filter(|(_, unit)| **unit == u16::from(b'\n'));
        let mut starts = std::iter::once(0).chain(starts.map(|(at, _)| at + 1));
        let start = starts.nth(line).unwrap_or(units.len());
        (start + usize::try_from(character.expect("a character")).expect("small")).min(units.len())
    };
    let place = |edit: &Value| (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
    let mut edits: Vec<_> = edits.iter().map(|edit| (place(edit), edit["newText"].as_str())).collect();
    edits.sort_by_key(|(place, _)| *place);
    let mut edited = units.clone();
    for ((start, end), new_text) in edits.into_iter().rev() {
        edited.splice(start..end, new_text.expect("a text").encode_utf16());
    }
    String::from_utf16(&edited).expect("edits do not cut characters")
}
