//! A panic in any handler, at each of its steps: the request gets an error, and whatever comes next is right.

use std::time::Duration;

use askhow_tests::lsp::{Client, file_uri, range};
use askhow_tests::requests::{REVIEW, able, requests};
use askhow_tests::workspace;
use serde_json::{Value, json};

use crate::{INTERNAL_ERROR, asked, places, plant, read_past};

const URI: &str = "file:///reviews/incidents/2024-05-04-queue.md";

/// More steps than any handler has.
const STEPS: usize = 40;

/// Notifications, each in a test below, and what is no handler.
const OTHERS: &[&str] = &[
    "did_change",
    "did_change_configuration",
    "did_change_folders",
    "did_change_watched_files",
    "did_close",
    "did_open",
    "did_save",
    "initialized",
    // The greeting: who gets an error for it starts the server again.
    "initialize",
    // Of the tests.
    "test_requests",
    // What commands share.
    "write",
];

#[test]
fn no_handler_is_left_out() {
    let folder = std::fs::read_dir(workspace().join("crates/server/src/handlers")).unwrap();
    let mut files: Vec<String> = folder
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut known: Vec<String> = requests(URI).iter().map(|it| it.0.to_owned()).collect();
    known.extend(OTHERS.iter().map(|name| (*name).to_owned()));
    known.sort();
    known.dedup();
    assert_eq!(files, known);
    let mut client = Client::spawn();
    let greeting = client.initialize(json!({ "capabilities": able() }));
    let commands = greeting["capabilities"]["executeCommandProvider"]["commands"].as_array().unwrap().clone();
    let tried: Vec<Value> = requests(URI).iter().map(|it| it.2["command"].clone()).collect();
    assert!(commands.len() >= 4 && commands.iter().all(|command| tried.contains(command)), "{commands:?}");
}

/// What of an answer does not depend on the minute.
fn lasting(method: &str, answer: &Value) -> Value {
    let is_entry = method == "workspace/executeCommand" && answer["edit"].is_object();
    if is_entry { json!("an edit") } else { answer.clone() }
}

#[test]
fn a_request_that_stumbles_gets_an_error_and_the_next_one_is_right() {
    let mut client = Client::start(able());
    client.open_quietly(URI, 1, REVIEW);
    let mut n_met = 0;
    for (_, method, params) in requests(URI) {
        let mut params = params;
        if params["command"] == "askhow.answer" {
            let next = json!({ "command": "askhow.nextQuestion", "arguments": [{ "uri": URI }] });
            params["arguments"][0]["id"] = asked(&mut client, method, &next)["id"].clone();
        }
        let right = lasting(method, &asked(&mut client, method, &params));
        assert!(right.get("error").is_none(), "{method}: {right}");
        assert!(!right.is_null() || params["command"] == "askhow.explain", "{method} says nothing");
        let mut step = 0;
        loop {
            plant(&mut client, json!({ "method": method, "step": step }));
            let answer = asked(&mut client, method, &params);
            if !plant(&mut client, json!({})) {
                assert_eq!(lasting(method, &answer), right, "{method}, without a fault");
                break;
            }
            assert_eq!(answer, json!({ "error": INTERNAL_ERROR }), "{method}, step {step}");
            let next = asked(&mut client, method, &params);
            assert_eq!(lasting(method, &next), right, "{method}, behind step {step}");
            n_met += 1;
            step += 1;
            assert!(step < STEPS, "{method}");
        }
        assert!(step > 0, "{method} was not met");
        assert_eq!(client.text(URI), REVIEW);
        read_past(&mut client);
    }
    assert!(n_met > 60, "{n_met} panics alone");
    // The last of all.
    plant(&mut client, json!({ "method": "shutdown" }));
    assert_eq!(asked(&mut client, "shutdown", &Value::Null), json!({ "error": INTERNAL_ERROR }));
    client.notify("exit", Value::Null);
    assert!(client.status() <= 1);
}

/// Tries each step of a notification: what is done with a fault planted, and what has to hold behind it.
fn each_step(client: &mut Client, method: &str, mut session: impl FnMut(&mut Client, bool)) {
    for step in 0..STEPS {
        plant(client, json!({ "method": method, "step": step }));
        session(client, false);
        let met = plant(client, json!({}));
        session(client, true);
        read_past(client);
        if !met {
            assert!(step > 0, "{method} was not met");
            return;
        }
    }
    panic!("{method} has no end");
}

#[test]
fn an_opening_that_stumbles_is_made_up_for() {
    let mut client = Client::start(json!({}));
    let right = places(&client.open(URI, REVIEW));
    client.close(URI);
    let typed = json!([{ "range": range((6, 0), (6, 0)), "text": "How come? " }]);
    each_step(&mut client, "textDocument/didOpen", |client, behind| {
        if !behind {
            assert_eq!(places(&client.open(URI, REVIEW)), right);
            return;
        }
        client.change(URI, 2, typed.clone());
        assert!(client.text(URI).contains("\n\nHow come? Why did the deploy fail?"));
        assert!(!client.hover(URI, 6, 12).is_null());
        client.close(URI);
    });
    // A large one is read by a worker.
    let large = REVIEW.to_owned() + &"The queue was full.\n\n".repeat(5_000);
    let right = places(&client.open(URI, &large));
    client.close(URI);
    each_step(&mut client, "work", |client, behind| {
        if !behind {
            client.open(URI, &large);
            return;
        }
        client.change(URI, 2, json!([{ "range": range((2, 0), (2, 0)), "text": "" }]));
        let mut version = 2;
        // The list of a version that is still being read comes behind an empty one.
        while client.pull(URI)["items"].as_array().map(|items| places(items)) != Some(right.clone()) {
            version += 1;
            assert!(version < 5, "the findings don't come");
            client.change(URI, version, json!([{ "range": range((2, 0), (2, 0)), "text": "" }]));
        }
        assert_eq!(client.text(URI), large);
        read_past(client);
        client.close(URI);
    });
}

#[test]
fn a_change_that_stumbles_is_applied_or_known_to_be_lost() {
    let mut client = Client::start(json!({}));
    let right = places(&client.open(URI, REVIEW));
    let mut version = 1;
    each_step(&mut client, "textDocument/didChange", |client, behind| {
        version += 1;
        if !behind {
            let typed = json!([{ "range": range((0, 0), (0, 0)), "text": "\n\n" }]);
            client.change_quietly(URI, version, typed);
            let text = client.text(URI);
            let hover = client.hover(URI, 8, 2);
            // Either all is there, or nothing is said that would lie beside the text.
            assert_eq!(hover.is_null(), text == REVIEW, "{text}");
            assert!(text == REVIEW || text == format!("\n\n{REVIEW}"));
            return;
        }
        assert_eq!(places(&client.change(URI, version, json!([{ "text": REVIEW }]))), right);
    });
    // A list that gets lost on its way out costs that list.
    each_step(&mut client, "publish", |client, behind| {
        version += 1;
        let typed = json!([{ "range": range((2, 0), (2, 0)), "text": "" }]);
        if behind {
            assert_eq!(places(&client.change(URI, version, typed)), right);
        } else {
            client.change_quietly(URI, version, typed);
            // Nobody says that a list got lost.
            std::thread::sleep(Duration::from_millis(200));
        }
    });
    client.take_leave();
}

#[test]
fn a_closing_that_stumbles_closes() {
    let mut client = Client::start(json!({}));
    each_step(&mut client, "textDocument/didClose", |client, behind| {
        if behind {
            assert!(client.hover(URI, 6, 2).is_null());
            return;
        }
        assert!(!client.open(URI, REVIEW).is_empty());
        client.close(URI);
    });
    client.open(URI, REVIEW);
}

#[test]
fn news_of_settings_that_stumbles_is_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (file, uri) = (folder.path().join("askhow.toml"), file_uri(&folder.path().join("incidents/a.md")));
    let params = |rule: bool| json!({ "settings": { "askhow": { "rules": { "phrasing/luck": if rule { "hint" } else { "off" } } } } });
    let mut client = Client::spawn();
    client.initialize(json!({ "rootUri": file_uri(folder.path()), "capabilities": { "workspace": {
        "didChangeWatchedFiles": { "dynamicRegistration": true } } } }));
    client.open_quietly(&uri, 1, REVIEW);
    let mut version = 1;
    let mut told = |client: &mut Client| {
        version += 1;
        let list = client.change(&uri, version, json!([{ "text": REVIEW }]));
        list.iter().any(|it| it["code"] == "phrasing/luck")
    };
    assert!(told(&mut client));
    let off = "[rules]\n\"phrasing/luck\" = \"off\"\n";
    for method in ["workspace/didChangeWatchedFiles", "textDocument/didSave", "initialized"] {
        each_step(&mut client, method, |client, behind| {
            std::fs::write(&file, if behind { "" } else { off }).unwrap();
            match method {
                "textDocument/didSave" => {
                    client.notify(
                        method,
                        json!({ "textDocument": { "uri": file_uri(&folder.path().join("template.md")) } }),
                    );
                }
                "initialized" => {
                    client.notify(method, json!({}));
                    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
                }
                _ => client.notify(method, json!({ "changes": [] })),
            }
            assert_eq!(told(client), behind, "{method}");
        });
    }
    each_step(&mut client, "workspace/didChangeConfiguration", |client, behind| {
        client.notify("workspace/didChangeConfiguration", params(!behind));
        let is_told = told(client);
        assert!(!behind || !is_told, "the next one counts");
        // Back, for the next step.
        if behind {
            client.notify("workspace/didChangeConfiguration", params(true));
            assert!(told(client));
        }
    });
    each_step(&mut client, "workspace/didChangeWorkspaceFolders", |client, behind| {
        let folders = json!([{ "uri": file_uri(folder.path()), "name": "a" }]);
        let none = json!([]);
        let (added, removed) = if behind { (&folders, &none) } else { (&none, &folders) };
        client.notify(
            "workspace/didChangeWorkspaceFolders",
            json!({ "event": { "added": added, "removed": removed } }),
        );
        assert!(told(client));
    });
    read_past(&mut client);
    client.take_leave();
}
