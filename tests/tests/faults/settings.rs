//! Settings that are nonsense for a while: the last good ones stay, what is wrong is said at its place, and once they are
//! right again they count.

use std::path::Path;

use askhow_tests::lsp::{Client, file_uri};
use askhow_tests::requests::{REVIEW, able, requests};
use serde_json::{Value, json};

use crate::{asked, read_past};

const RULE: &str = "phrasing/luck";

/// Settings that turn the rule off.
const OFF: &str = "[rules]\n\"phrasing/luck\" = \"off\"\n";

/// What can't be read at all, and the line in which it is wrong.
const UNREADABLE: &[(&str, u64)] = &[
    ("[rules\n", 0),
    ("# what\ntimezone = \"UTC\n", 1),
    ("timezone = \"UTC\"\n\n}}}}\n", 2),
    ("\u{0}\u{1}\u{feff}", 0),
    ("= = =", 0),
    ("[rules]\n[rules]\n", 1),
    ("a = [[[[[[[[[[[[", 0),
    ("🚒", 0),
];

/// What can be read and can't be: it is named, and all else counts.
const WRONG: &[(&str, u64)] = &[
    ("[rules]\n\"phrasing/luck\" = \"off\"\n\"phrasing/blame\" = \"loud\"\n", 2),
    ("timezone = \"Erewhon\"\n[rules]\n\"phrasing/luck\" = \"off\"\n", 0),
    ("rules = { \"phrasing/luck\" = \"off\", \"phrasing/lcuk\" = \"off\" }\n", 0),
    ("quiet-gap = 30\n[rules]\n\"phrasing/luck\" = \"off\"\n", 0),
    ("reviews = \"incidents/**\"\nsections = 7\n[rules]\n\"phrasing/luck\" = \"off\"\n", 0),
    ("[[phrases]]\nfind = \"\"\n[rules]\n\"phrasing/luck\" = \"off\"\n", 1),
];

/// A review in a folder with settings, open in an editor.
struct Bench {
    folder: tempfile::TempDir,
    client: Client,
    version: i32,
}

impl Bench {
    fn new(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        std::fs::write(folder.path().join("askhow.toml"), settings).unwrap();
        let mut client = Client::spawn();
        let mut capabilities = able();
        capabilities["textDocument"].as_object_mut().unwrap().remove("diagnostic");
        capabilities["workspace"] = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
        client.initialize(json!({ "rootUri": file_uri(folder.path()), "capabilities": capabilities }));
        let mut bench = Self { folder, client, version: 0 };
        bench.client.open_quietly(&bench.review(), 0, REVIEW);
        bench
    }

    fn review(&self) -> String {
        file_uri(&self.folder.path().join("incidents/a.md"))
    }

    fn settings(&self) -> String {
        file_uri(&self.folder.path().join("askhow.toml"))
    }

    /// Whether the rule says something now.
    #[track_caller]
    fn is_told(&mut self) -> bool {
        self.version += 1;
        let (review, version) = (self.review(), self.version);
        let list = self.client.change(&review, version, json!([{ "text": REVIEW }]));
        assert!(
            list.iter().any(|it| it["code"] == "phrasing/why-question"),
            "others say what they say: {list:?}"
        );
        list.iter().any(|it| it["code"] == RULE)
    }

    /// The settings as somebody writes them, without an editor that has them open.
    fn write(&mut self, text: &str) {
        std::fs::write(self.folder.path().join("askhow.toml"), text).unwrap();
        self.client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": self.settings(), "type": 2 }] }),
        );
    }

    /// The lines of what is wrong with the file, as it was last said.
    fn wrong_lines(&mut self) -> Vec<u64> {
        let uri = self.settings();
        // What was sent before the answer has come by then.
        self.client.text(&self.review());
        let of_file =
            |it: &&Value| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri;
        let last = self.client.unread().filter(of_file).last().cloned().unwrap_or_default();
        read_past(&mut self.client);
        let problems = last["params"]["diagnostics"].as_array().cloned().unwrap_or_default();
        problems.iter().map(|it| it["range"]["start"]["line"].as_u64().unwrap()).collect()
    }

    /// No request is refused for the sake of the settings.
    #[track_caller]
    fn ask_everything(&mut self) {
        let review = self.review();
        for (_, method, params) in requests(&review) {
            let answer = asked(&mut self.client, method, &params);
            let may_be_refused = ["askhow.answer"].contains(&params["command"].as_str().unwrap_or_default());
            assert!(
                answer.get("error").is_none() || may_be_refused || method == "askhow/newReview",
                "{method}: {answer}"
            );
        }
    }
}

#[test]
fn nonsense_in_the_file_leaves_the_last_good_settings() {
    let mut bench = Bench::new(OFF);
    assert!(!bench.is_told());
    for (text, line) in UNREADABLE {
        bench.write(text);
        assert!(!bench.is_told(), "{text:?}: the last good ones count");
        assert_eq!(bench.wrong_lines(), [*line], "{text:?}");
        bench.ask_everything();
        read_past(&mut bench.client);
        bench.write("");
        assert!(bench.is_told(), "behind {text:?}");
        assert_eq!(bench.wrong_lines(), [0; 0], "{text:?}");
        bench.write(OFF);
        assert!(!bench.is_told(), "behind {text:?}");
        read_past(&mut bench.client);
    }
    for (text, line) in WRONG {
        bench.write("");
        assert!(bench.is_told());
        read_past(&mut bench.client);
        bench.write(text);
        assert!(!bench.is_told(), "{text:?}: all else counts");
        assert!(bench.wrong_lines().contains(line), "{text:?}");
        bench.ask_everything();
        read_past(&mut bench.client);
    }
    // Gone, and back.
    std::fs::remove_file(bench.folder.path().join("askhow.toml")).unwrap();
    bench.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(bench.is_told());
    bench.write(OFF);
    assert!(!bench.is_told());
    read_past(&mut bench.client);
}

#[test]
fn nonsense_that_is_typed_leaves_them_too_and_each_version_is_told() {
    let mut bench = Bench::new("");
    let uri = bench.settings();
    assert_eq!(bench.client.open(&uri, OFF), Vec::<Value>::new());
    assert!(!bench.is_told());
    let mut version = 1;
    for (text, line) in UNREADABLE {
        version += 1;
        let problems = bench.client.change(&uri, version, json!([{ "text": text }]));
        assert_eq!(problems.len(), 1, "{text:?}: {problems:?}");
        assert_eq!(problems[0]["range"]["start"]["line"], *line, "{text:?}: {problems:?}");
        assert!(!bench.is_told(), "{text:?}");
        version += 1;
        assert_eq!(bench.client.change(&uri, version, json!([{ "text": OFF }])), Vec::<Value>::new());
        assert!(!bench.is_told(), "behind {text:?}");
    }
    version += 1;
    assert_eq!(bench.client.change(&uri, version, json!([{ "text": "" }])), Vec::<Value>::new());
    assert!(bench.is_told());
    read_past(&mut bench.client);
}

#[test]
fn nonsense_from_the_beginning_leaves_what_is_built_in() {
    for (text, line) in UNREADABLE {
        let mut bench = Bench::new(text);
        assert!(bench.is_told(), "{text:?}");
        assert_eq!(bench.wrong_lines(), [*line], "{text:?}");
        bench.write(OFF);
        assert!(!bench.is_told(), "behind {text:?}");
        read_past(&mut bench.client);
    }
}

#[test]
fn nonsense_from_the_editor_is_named_and_leaves_the_rest() {
    let mut bench = Bench::new("");
    let off = json!({ "rules": { RULE: "off" } });
    for nonsense in [
        json!(7),
        json!("rules"),
        json!([1, 2]),
        json!({ "rules": 7 }),
        json!({ "rules": { RULE: "loud" } }),
        json!({ "rules": { RULE: { "level": "off" } } }),
        json!({ "features": "all", "timezone": ["UTC"], "sections": [[]], "phrases": { "find": 1 } }),
        json!({ "template": { "file": "../../../etc/passwd" } }),
        json!({ "links": { "OPS-#": "javascript:alert(#)" } }),
    ] {
        let tell = |bench: &mut Bench, settings: &Value| {
            let params = json!({ "settings": { "askhow": settings } });
            bench.client.notify("workspace/didChangeConfiguration", params);
        };
        tell(&mut bench, &nonsense);
        assert!(bench.is_told(), "{nonsense}");
        bench.client.take("what is wrong", |it| it["method"] == "window/showMessage");
        bench.ask_everything();
        read_past(&mut bench.client);
        tell(&mut bench, &off);
        assert!(!bench.is_told(), "behind {nonsense}");
        read_past(&mut bench.client);
    }
}

/// The command line says the same, and fails.
#[test]
fn the_command_line_names_the_place_and_goes_on_with_what_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), REVIEW).unwrap();
    let run = |folder: &Path| {
        let args = ["check", "--level", "hint", "--format", "github", "a.md"];
        let output = std::process::Command::new(askhow_tests::askhow())
            .args(args)
            .current_dir(folder)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    for (text, line) in UNREADABLE {
        std::fs::write(folder.path().join("askhow.toml"), text).unwrap();
        let (status, stdout, stderr) = run(folder.path());
        assert_eq!(status, Some(2), "{text:?}");
        assert!(stdout.contains(RULE), "{text:?}: {stdout}");
        assert!(stderr.starts_with(&format!("askhow.toml:{}:", line + 1)), "{text:?}: {stderr}");
    }
}
