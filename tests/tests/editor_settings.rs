//! Settings as editors and files give them, and what is found by them.

use std::path::Path;

use askhow_tests::lsp::{Client, file_uri, range};
use askhow_tests::workspace;
use serde_json::{Value, json};

const REVIEW: &str = "# Outage of the search page\n\nThe index was rebuilt on 4 March 2024.\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n- 2024-03-04 10:20 UTC alarm\n\n## Contributors\n\n- Why did the rebuild start?\n";

const RULE: &str = "phrasing/why-question";

/// Settings that turn the rule off.
const OFF: &str = "[rules]\n\"phrasing/why-question\" = \"off\"\n";

fn is_found(diagnostics: &[Value]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic["code"] == RULE)
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    std::fs::write(&path, text).expect("a file can be written");
    file_uri(&path)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn start_in(folders: &[&Path], capabilities: Value, options: Value) -> Client {
    let folders: Vec<Value> =
        folders.iter().map(|folder| json!({ "uri": file_uri(folder), "name": "reviews" })).collect();
    Client::start_with(json!({
        "capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": options,
    }))
}

#[test]
fn several_folders_each_have_their_own() {
    let (one, two) = (folder(), folder());
    write(one.path(), "askhow.toml", OFF);
    let mut client = start_in(&[one.path(), two.path()], json!({}), Value::Null);
    assert!(!is_found(&client.open(&file_uri(&one.path().join("2024/outage.md")), REVIEW)));
    assert!(is_found(&client.open(&file_uri(&two.path().join("2024/outage.md")), REVIEW)));
}

#[test]
fn options_then_answers_then_changes_then_the_file() {
    let off = || json!({ "rules": { RULE: "off" } });
    let on = || json!({ "rules": { RULE: "warning" } });
    let place = folder();
    let uri = file_uri(&place.path().join("outage.md"));

    let mut client = start_in(&[place.path()], json!({}), off());
    assert!(!is_found(&client.open(&uri, REVIEW)));
    // What is sent later counts, and what is open is checked again.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "askhow": on() } }));
    assert!(is_found(&client.findings(&uri, 1)));
    drop(client);

    let mut client = Client::spawn();
    client.settings = on();
    let folders = json!([{ "uri": file_uri(place.path()), "name": "reviews" }]);
    let capabilities = json!({ "workspace": { "configuration": true } });
    client.initialize(json!({
        "capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": off(),
    }));
    client.wait_until_asked("workspace/configuration");
    // Whether the answer or the document comes first, in the end the answer counts.
    if !is_found(&client.open(&uri, REVIEW)) {
        assert!(is_found(&client.findings(&uri, 1)));
    }
    drop(client);

    write(place.path(), "askhow.toml", OFF);
    let mut client = start_in(&[place.path()], json!({}), on());
    assert!(!is_found(&client.open(&uri, REVIEW)));
}

#[test]
fn a_file_that_is_being_edited_counts_as_it_is_in_the_editor() {
    let place = folder();
    let settings = write(place.path(), "askhow.toml", "");
    let uri = file_uri(&place.path().join("outage.md"));
    let mut client = start_in(&[place.path()], json!({}), Value::Null);
    assert!(is_found(&client.open(&uri, REVIEW)));
    assert_eq!(client.open(&settings, ""), Vec::<Value>::new());
    assert_eq!(client.change(&settings, 2, json!([{ "text": OFF }])), Vec::<Value>::new());
    assert!(!is_found(&client.findings(&uri, 1)));

    // While it is broken the last good settings stay in force, and it is said what is wrong.
    let wrong = client.change(&settings, 3, json!([{ "range": range((0, 6), (0, 7)), "text": "" }]));
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0]["severity"], 1);
    assert!(!is_found(&client.change(&uri, 2, json!([{ "range": range((0, 2), (0, 2)), "text": "x" }]))));

    // Closed unsaved, the file on the disk counts again.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": settings } }));
    assert!(is_found(&client.findings(&uri, 2)));
    client.take("the list that takes the problem back", |message| {
        message["params"]["uri"] == settings && message["params"]["diagnostics"] == json!([])
    });
}

#[test]
fn unknown_keys_are_named_in_the_file_also_to_those_who_ask_for_findings() {
    let place = folder();
    let settings = write(place.path(), "askhow.toml", "# é\nquiet-gpa = \"30m\"\n");
    let uri = file_uri(&place.path().join("outage.md"));
    let mut client = start_in(&[place.path()], json!({ "textDocument": { "diagnostic": {} } }), Value::Null);
    client.open_quietly(&uri, 1, REVIEW);
    assert!(is_found(client.pull(&uri)["items"].as_array().expect("items")));
    let said = client.take("what is wrong", |message| message["params"]["uri"] == settings);
    let problem = &said["params"]["diagnostics"][0];
    assert_eq!(problem["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert!(problem["message"].as_str().is_some_and(|it| it.contains("quiet-gap")), "{problem}");
    let shown = shown(&mut client);
    let place = place.path().join("askhow.toml").display().to_string();
    assert_eq!(shown, format!("askhow: {place}:2:1: unknown key `quiet-gpa`: did you mean `quiet-gap`?"));
    // The review's own state has it, too.
    let seen = client.request("askhow/overview", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(seen["settings"]["uri"], settings);
    assert_eq!(seen["settings"]["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert_eq!(seen["settings"]["message"], problem["message"]);
}

/// The next message that the editor shows.
#[track_caller]
fn shown(client: &mut Client) -> String {
    let message = client.take("a message", |message| message["method"] == "window/showMessage");
    assert_eq!(message["params"]["type"], 2, "a warning: {message}");
    message["params"]["message"].as_str().expect("a text").to_owned()
}

#[test]
fn what_is_wrong_in_an_editors_settings_is_shown_once() {
    let place = folder();
    let uri = |name: &str| file_uri(&place.path().join(name));
    let options = json!({ "quiet-gap": "soon", "sevrities": ["SEV1"], "rules": { RULE: "loud" } });
    let mut client = start_in(&[place.path()], json!({}), options);
    client.open(&uri("outage.md"), REVIEW);
    let mut all: Vec<String> = (0..3).map(|_| shown(&mut client)).collect();
    all.sort();
    let about = |what: &str| format!("askhow, settings of the editor: {what}");
    assert!(
        all[0].starts_with(&about("`quiet-gap`: `soon` is no length of time: write it as `30m`")),
        "{all:?}"
    );
    assert!(all[1].starts_with(&about(&format!("`rules.{RULE}` can't be `loud`: "))), "{all:?}");
    assert_eq!(all[2], about("unknown key `sevrities`: did you mean `severities`?"));
    // Neither another document nor settings that are sent again repeat them; what is new is shown.
    client.open(&uri("2024/outage.md"), REVIEW);
    let settings = json!({ "settings": { "askhow": { "sevrities": [], "timezone": "Erewhon" } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert!(shown(&mut client).contains("`timezone`: unknown time zone `Erewhon`"));
    client.take_leave();
    assert_eq!(client.unread().filter(|it| it["method"] == "window/showMessage").count(), 0);
    let seen: Vec<Value> = client.unread().cloned().collect();
    seen.iter().for_each(|list| drop(client.take("a list", |message| message == list)));
}

#[test]
fn a_file_that_breaks_while_nobody_looks_is_shown_and_one_that_is_being_written_is_not() {
    let place = folder();
    let settings = write(place.path(), "askhow.toml", "");
    let uri = file_uri(&place.path().join("outage.md"));
    let mut client = start_in(&[place.path()], json!({}), Value::Null);
    client.open(&uri, REVIEW);
    client.open(&settings, "");
    assert_eq!(client.change(&settings, 2, json!([{ "text": "[rules" }])).len(), 1);
    let seen = client.request("askhow/overview", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(seen["settings"]["uri"], settings, "{seen}");
    // Saved and closed as it is.
    write(place.path(), "askhow.toml", "[rules");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": settings } }));
    let message = shown(&mut client);
    assert!(message.contains("askhow.toml:1:") && message.contains("this is not TOML"), "{message}");
    write(place.path(), "askhow.toml", "");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    client.open(&file_uri(&place.path().join("other.md")), REVIEW);
    let seen = client.request("askhow/overview", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(seen["settings"], Value::Null);
    client.take_leave();
    let lists: Vec<Value> = client.unread().cloned().collect();
    for list in lists {
        assert_eq!(client.take("a list", |message| *message == list)["params"]["uri"], settings);
    }
}

/// An extension of ours shows the state of the settings by itself.
#[test]
fn who_shows_the_state_of_settings_gets_no_message_of_files() {
    let place = folder();
    let settings = write(place.path(), "askhow.toml", "[rules");
    let capabilities = json!({ "experimental": { "askhow": { "settingsState": true } } });
    let mut client = start_in(&[place.path()], capabilities, json!({ "quietgap": "30m" }));
    client.open(&file_uri(&place.path().join("outage.md")), REVIEW);
    assert!(shown(&mut client).contains("`quietgap`"));
    client.take("what is wrong", |message| message["params"]["uri"] == settings);
}

#[test]
fn files_that_change_on_the_disk() {
    let place = folder();
    let uri = file_uri(&place.path().join("outage.md"));
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = start_in(&[place.path()], watching, Value::Null);
    client.wait_until_asked("client/registerCapability");
    assert!(is_found(&client.open(&uri, REVIEW)));
    let settings = write(place.path(), "askhow.toml", OFF);
    let change = json!({ "changes": [{ "uri": settings, "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", change);
    assert!(!is_found(&client.findings(&uri, 1)));
    drop(client);

    // Who does not watch says when something is saved or opened.
    std::fs::remove_file(place.path().join("askhow.toml")).expect("it is there");
    let mut client = start_in(&[place.path()], json!({}), Value::Null);
    assert!(is_found(&client.open(&uri, REVIEW)));
    write(place.path(), "askhow.toml", OFF);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    assert!(!is_found(&client.findings(&uri, 1)));
    write(place.path(), "askhow.toml", "");
    let other = file_uri(&place.path().join("other.md"));
    client.open_quietly(&other, 1, REVIEW);
    assert!(is_found(&client.findings(&uri, 1)));
    // Whether it was read before or after that, in the end the new settings count.
    if !is_found(&client.findings(&other, 1)) {
        assert!(is_found(&client.findings(&other, 1)));
    }
}

#[test]
fn who_asks_for_findings_is_told_to_ask_again() {
    let place = folder();
    let uri = file_uri(&place.path().join("outage.md"));
    let capabilities = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = start_in(&[place.path()], capabilities, Value::Null);
    client.open_quietly(&uri, 1, REVIEW);
    assert!(is_found(client.pull(&uri)["items"].as_array().expect("items")));
    let settings = json!({ "settings": { "askhow": { "rules": { RULE: "off" } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.wait_until_asked("workspace/diagnostic/refresh");
    assert!(!is_found(client.pull(&uri)["items"].as_array().expect("items")));
}

#[test]
fn folders_that_come_and_go() {
    let place = folder();
    let uri = "untitled:Untitled-1";
    write(place.path(), "askhow.toml", OFF);
    let mut client = start_in(&[], json!({}), Value::Null);
    assert!(is_found(&client.open(uri, REVIEW)));
    let folder = json!([{ "uri": file_uri(place.path()), "name": "reviews" }]);
    let came = json!({ "event": { "added": folder, "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", came);
    assert!(!is_found(&client.findings(uri, 1)));
    let went = json!({ "event": { "added": [], "removed": folder } });
    client.notify("workspace/didChangeWorkspaceFolders", went);
    assert!(is_found(&client.findings(uri, 1)));
}

/// What is switched off is not answered, whichever file or editor says so.
#[test]
fn what_is_switched_off_is_not_answered() {
    let place = folder();
    let uri = file_uri(&place.path().join("outage.md"));
    let is_answered = |client: &mut Client, feature: &str| match feature {
        "hover" => !client.hover(&uri, 11, 4).is_null(),
        "completion" => !client.completions(&uri, 12, 2).is_empty(),
        "symbols" => !client
            .request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))
            .is_null(),
        "code-actions" => !client.actions(&uri, &range((11, 4), (11, 4)), Value::Null).is_empty(),
        other => panic!("nobody asks for {other}"),
    };
    let capabilities = json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
    });
    let text = format!("{REVIEW}- \n");
    let features = ["hover", "completion", "symbols", "code-actions"];
    for feature in features {
        write(place.path(), "askhow.toml", &format!("[features]\n{feature} = false\n"));
        let mut client = start_in(&[place.path()], capabilities.clone(), Value::Null);
        assert!(is_found(&client.open(&uri, &text)));
        for other in features {
            assert_eq!(is_answered(&mut client, other), other != feature, "{other} with {feature} off");
        }
    }
    write(place.path(), "askhow.toml", "[features]\ndiagnostics = false\n");
    let mut client = start_in(&[place.path()], capabilities, Value::Null);
    assert!(client.open(&uri, &text).is_empty(), "an empty list comes all the same");
    assert!(is_answered(&mut client, "code-actions"), "a rewrite can be asked for all the same");
}

/// An editor that starts us without a feature is not told of it.
#[test]
fn what_is_off_from_the_start_is_not_announced() {
    let announced = |options: Value| {
        let mut client = Client::spawn();
        let result = client.initialize(json!({ "capabilities": {}, "initializationOptions": options }));
        result["capabilities"].clone()
    };
    let all = announced(json!({}));
    let without = announced(json!({ "features": { "hover": false } }));
    assert_eq!(all["hoverProvider"], true);
    assert_eq!(without["hoverProvider"], Value::Null);
    assert_eq!(without["documentSymbolProvider"], true);
}

/// What the page of Zed says to write is what its extension reads, and what the server takes.
#[test]
fn the_settings_on_the_page_of_zed_are_read() {
    let zed = workspace().join("editors/zed");
    let read = |file: &str| std::fs::read_to_string(zed.join(file)).expect("a file of the extension");
    let (page, code) = (read("README.md"), read("src/lib.rs"));
    let blocks = page.split("```json\n").skip(1).filter_map(|block| block.split("```").next());
    let block = blocks.into_iter().find(|block| block.contains("\"lsp\"")).expect("the page shows settings");
    let shown: Value = serde_json::from_str(block).expect("they are JSON");
    let id = shown["lsp"].as_object().and_then(|servers| servers.keys().next()).expect("a server");
    assert!(read("extension.toml").contains(&format!("[language_servers.{id}]")), "{id}");
    let ours = shown["lsp"][id].as_object().expect("its settings");
    assert_eq!(ours.keys().collect::<Vec<_>>(), ["binary", "settings"]);
    for key in ours.keys().chain(ours["binary"].as_object().expect("a program").keys()) {
        assert!(code.contains(&format!(".{key}")), "the extension does not read {key}");
    }

    // They are handed over at the start, and where the server asks for its section; each is a key of `askhow.toml`.
    assert!(code.contains("settings.initialization_options.or(settings.settings)"));
    assert!(code.contains("json!({ \"askhow\": settings })"));
    let schema = std::fs::read_to_string(workspace().join("docs/askhow.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    for key in ours["settings"].as_object().expect("settings").keys() {
        assert!(schema["properties"].get(key).is_some(), "{key} is no setting");
    }
}

#[test]
fn what_a_template_beside_the_review_says_is_nobodys_words() {
    let place = folder();
    let template = "# Postmortem title\n\n## Summary\n\nNobody should have to guess here.\n\n## Timeline\n\n- 09:12 Bad thing due to human error\n\n## Root cause\n\nName the file.\n";
    write(place.path(), ".git/HEAD", "");
    write(place.path(), "incidents/template.md", template);
    let uri = write(place.path(), "incidents/2024-05-21-mail.md", template);
    let mut client = start_in(&[place.path()], json!({}), Value::Null);
    assert_eq!(client.open(&uri, template), Vec::<Value>::new());
    let own = json!([{ "range": range((4, 0), (4, 6)), "text": "It was human error. Nobody" }]);
    let found = client.change(&uri, 2, own);
    let wording: Vec<&Value> =
        found.iter().filter(|it| it["code"].as_str().is_some_and(|it| it.starts_with("phrasing/"))).collect();
    assert!(!wording.is_empty() && wording.iter().all(|it| it["range"]["start"]["line"] == 4), "{found:?}");
}
