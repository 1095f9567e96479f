//! Documents of odd names, and changes that do not fit them.

use askhow_tests::lsp::{Client, file_uri, place, range};
use serde_json::{Value, json};

use crate::*;

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

#[test]
fn a_document_below_more_folders_than_there_can_be_is_one_without_a_file() {
    let uri = format!("file://{}/incidents/review.md", "/a".repeat(100_000));
    let mut client = Client::start(json!({}));
    client.open(&uri, "# Incident review\n\n## Questions\n\n- Why did the deploy fail?\n");
    assert!(client.request("textDocument/hover", place(&uri, 4, 5)).is_object());
}

#[test]
fn more_cursors_than_anybody_has_are_refused() {
    let mut client = Client::start(json!({}));
    client.open(URI, SMALL_REVIEW);
    let at = |n: usize| {
        let positions = vec![json!({ "line": 0, "character": 0 }); n];
        json!({ "textDocument": { "uri": URI }, "positions": positions })
    };
    assert_eq!(
        client.request("textDocument/selectionRange", at(10_000)).as_array().map(Vec::len),
        Some(10_000)
    );
    let id = client.ask("textDocument/selectionRange", at(10_001));
    assert_eq!(client.answer(id)["error"]["code"], -32602);
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
        let is_list = message["params"]["uri"] == file_uri(&settings);
        let is_shown = message["method"] == "window/showMessage";
        assert!(is_list || is_shown && message.to_string().contains("can't be read"), "{message}");
        client.take("what is said about it", |it| *it == message);
    }
}
