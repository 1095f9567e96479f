//! Texts that nobody writes: very deep, very long, of odd characters.

use askhow_tests::lsp::{Client, range};
use serde_json::{Value, json};

use crate::*;

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
