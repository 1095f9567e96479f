//! `workspace/diagnostic`: findings of reviews that are not open, for editors that ask.

use std::fs;

use askhow_tests::lsp::{Client, file_uri, range};
use serde_json::{Value, json};

const REVIEW: &str = "# Outage of the search page\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n\n## Contributors\n\n- Why did the rebuild start?\n";

struct Workspace {
    folder: tempfile::TempDir,
    client: Client,
    /// What the client has been told: the names of files, and the ids of the lists.
    known: Vec<(String, String)>,
}

impl Workspace {
    fn new(settings: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [
            ("open.md", REVIEW),
            ("closed.md", REVIEW),
            ("README.md", "# A tool\n\nWhy did we write it?\n"),
            ("askhow.toml", settings),
        ] {
            fs::write(folder.path().join(name), text).expect("is written");
        }
        let mut client = Client::spawn();
        let said = client.initialize(json!({
            "capabilities": { "textDocument": { "diagnostic": {} } },
            "workspaceFolders": [{ "uri": file_uri(folder.path()), "name": "reviews" }],
        }));
        assert_eq!(said["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
        let mut workspace = Self { folder, client, known: Vec::new() };
        let uri = workspace.uri("open.md");
        workspace.client.open_quietly(&uri, 1, REVIEW);
        workspace
    }

    fn uri(&self, name: &str) -> String {
        file_uri(&self.folder.path().join(name))
    }

    /// Each report as the file's name, its kind, its version and how many questions with `why` it holds.
    fn pull(&mut self) -> Vec<String> {
        let ids = self.known.iter().map(|(uri, id)| json!({ "uri": uri, "value": id }));
        let params = json!({ "previousResultIds": ids.collect::<Vec<_>>() });
        let answer = self.client.request("workspace/diagnostic", params);
        let mut shown = Vec::new();
        for report in answer["items"].as_array().expect("reports") {
            let uri = report["uri"].as_str().expect("an address").to_owned();
            let name = uri.rsplit('/').next().unwrap_or_default();
            let items = report["items"].as_array();
            let is_why = |item: &&Value| item["code"] == "phrasing/why-question";
            let n_why = items.map(|items| items.iter().filter(is_why).count());
            shown.push(format!(
                "{name} {} {} {n_why:?}",
                report["kind"].as_str().unwrap(),
                report["version"]
            ));
            self.known.retain(|(known, _)| *known != uri);
            self.known.push((uri, report["resultId"].as_str().expect("an id").to_owned()));
        }
        shown
    }
}

#[test]
fn each_review_is_told_once_and_again_when_it_changes() {
    let mut workspace = Workspace::new("");
    assert_eq!(workspace.pull(), ["open.md full 1 Some(1)", "closed.md full null Some(1)"]);
    assert_eq!(workspace.pull(), ["open.md unchanged 1 None", "closed.md unchanged null None"]);
    // The list of an open one is the one that is given for it alone.
    let open = workspace.uri("open.md");
    let alone = workspace.client.pull(&open);
    assert!(workspace.known.contains(&(open.clone(), alone["resultId"].as_str().unwrap().to_owned())));

    let why = range((8, 2), (8, 5));
    workspace.client.change_quietly(&open, 2, json!([{ "range": why, "text": "How" }]));
    fs::write(workspace.folder.path().join("closed.md"), format!("{REVIEW}- Why was it slow?\n")).unwrap();
    workspace.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": open } }));
    assert_eq!(workspace.pull(), ["open.md full 2 Some(0)", "closed.md full null Some(2)"]);

    // Closed, the file counts as it lies on the disk; gone, it is told as empty, once and for all.
    workspace.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": open } }));
    fs::remove_file(workspace.folder.path().join("closed.md")).unwrap();
    assert_eq!(workspace.pull(), ["open.md full null Some(1)", "closed.md full null Some(0)"]);
    assert_eq!(workspace.pull(), ["open.md unchanged null None", "closed.md unchanged null None"]);
}

#[test]
fn what_settings_turn_off_is_told_as_empty() {
    let mut workspace = Workspace::new("[rules]\n\"phrasing/*\" = \"off\"\n");
    assert_eq!(workspace.pull(), ["open.md full 1 Some(0)", "closed.md full null Some(0)"]);
    fs::write(workspace.folder.path().join("askhow.toml"), "[features]\nworkspace-diagnostics = false\n")
        .unwrap();
    let open = workspace.uri("open.md");
    workspace.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": open } }));
    let told = workspace.pull();
    assert!(told.iter().all(|report| report.ends_with("Some(0)")), "{told:?}");
    let alone = workspace.client.pull(&open);
    assert!(!alone["items"].as_array().unwrap().is_empty(), "whoever asks about it alone is answered");
}

#[test]
fn who_no_longer_waits_is_not_read_for() {
    let mut workspace = Workspace::new("");
    let id = workspace.client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    workspace.client.notify("$/cancelRequest", json!({ "id": id }));
    let answer = workspace.client.answer(id);
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_object(), "{answer}");
    assert_eq!(workspace.pull().len(), 2);
}

#[test]
fn who_is_told_does_not_ask() {
    let mut client = Client::spawn();
    let said = client.initialize(json!({ "capabilities": {} }));
    assert_eq!(said["capabilities"]["diagnosticProvider"], Value::Null);
    let mut client = Client::spawn();
    let said = client.initialize(json!({
        "capabilities": { "textDocument": { "diagnostic": {} } },
        "initializationOptions": { "features": { "workspace-diagnostics": false } },
    }));
    assert_eq!(said["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], false);
}
