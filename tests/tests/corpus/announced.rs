//! The number of fixes that `askhow check` announces is that which `askhow fix` and the editor's *fix all* apply, and
//! both leave the same text.

use std::fs;
use std::process::Command;

use askhow_tests::askhow;
use askhow_tests::lsp::{Client, apply, file_uri, range};
use serde_json::{Value, json};

use crate::read::corpus;

#[test]
fn what_is_announced_is_what_is_applied() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(acting());
    let mut n_fixes = 0;
    // What the command line takes for a review since it is named, an editor is to take for one, too.
    fs::write(folder.path().join("askhow.toml"), "reviews = [\"*.md\"]\n").unwrap();
    let reviews = corpus.files.iter().filter(|file| file.is_review);
    for (nth, file) in reviews.enumerate() {
        let path = folder.path().join(format!("{nth}.md"));
        fs::write(&path, &file.text).unwrap();
        let say = |arguments: &[&str]| {
            let output = Command::new(askhow()).args(arguments).arg(&path).output().unwrap();
            String::from_utf8(output.stderr).unwrap()
        };
        let announced = number_behind(&say(&["check", "--fail-on", "never"]), "`askhow fix` takes care of ");
        let shown = say(&["fix", "--diff"]);
        assert!(shown.contains("no safe fix") || shown.contains(", not applied"), "{shown}");
        assert_eq!(number_behind(&shown, ""), announced, "{}: `fix --diff` says otherwise", file.path);

        let uri = file_uri(&path);
        client.open(&uri, &file.text);
        let actions = client.actions(&uri, &range((0, 0), (1_000_000, 0)), json!(["source.fixAll.askhow"]));
        let of_editor = actions.first();
        let title = of_editor.and_then(|it| it["title"].as_str()).unwrap_or_default();
        let wanted = match announced {
            0 => "",
            1 => "Apply the one safe fix of this review",
            _ => &format!("Apply all {announced} safe fixes of this review"),
        };
        assert_eq!((title, actions.len()), (wanted, usize::from(announced > 0)), "{}", file.path);
        client.close(&uri);

        say(&["fix"]);
        let text = of_editor.map_or_else(|| file.text.clone(), |action| apply(&file.text, &edits(action)));
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{}: another text in the editor", file.path);
        n_fixes += announced;
    }
    assert!(n_fixes > corpus.files.len() / 4, "{n_fixes} fixes: is anything announced at all?");
}

/// The number behind these words, 0 where there is none.
fn number_behind(said: &str, words: &str) -> usize {
    let digits = said.split_once(words).map_or("", |(_, rest)| rest);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().unwrap_or(0)
}

fn edits(action: &Value) -> Vec<Value> {
    let edit = &action["edit"];
    let of_changes = edit["changes"].as_object().into_iter().flat_map(|changes| changes.values());
    let of_documents = edit["documentChanges"].as_array().into_iter().flatten().map(|it| &it["edits"]);
    of_changes.chain(of_documents).filter_map(Value::as_array).flatten().cloned().collect()
}

/// A client that applies actions itself.
fn acting() -> Value {
    json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}
