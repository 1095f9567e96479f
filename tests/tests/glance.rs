//! The review at a glance, over the protocol: the queue of questions and its answers, an incident that is going on.

use askhow_tests::lsp::{Client, apply, range};
use serde_json::{Value, json};

const URI: &str = "file:///home/me/incidents/search%20page.md";

const OVER: &str = "# Outage of the search page\n\n## Description\n\nSearches took 20 s.\n\n## Mitigators\n\n-\n\n## Timeline (UTC)\n\n- 2024-03-04 16:40 Ana 🚒 sees it\n- 16:43 Ben restarts it\n\n## Open Questions\n\n- [ ] How full was it?";

fn applying() -> Value {
    json!({ "workspace": { "applyEdit": true, "workspaceEdit": { "documentChanges": true } } })
}

fn asked(client: &mut Client) -> Value {
    client.request("askhow/overview", json!({ "textDocument": { "uri": URI } }))
}

fn run(client: &mut Client, command: &str, argument: Value) -> Value {
    client.request("workspace/executeCommand", json!({ "command": command, "arguments": [argument] }))
}

#[track_caller]
fn refused(client: &mut Client, command: &str, arguments: Value) -> String {
    let id = client.ask("workspace/executeCommand", json!({ "command": command, "arguments": arguments }));
    let error = client.answer(id)["error"].clone();
    assert_eq!(error["code"], -32602, "{error}");
    error["message"].as_str().expect("a message").to_owned()
}

fn edits(edit: &Value) -> &[Value] {
    edit["documentChanges"][0]["edits"].as_array().expect("versioned edits")
}

/// A time so many minutes ago, as a timeline writes it.
fn ago(minutes: i64) -> String {
    let then = jiff::Timestamp::now() - jiff::SignedDuration::from_mins(minutes);
    then.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[test]
fn the_questions_that_wait_come_with_the_overview_and_one_by_one() {
    let mut client = Client::start(applying());
    client.open(URI, OVER);
    let seen = asked(&mut client);
    let queue = seen["queue"].as_array().expect("a queue");
    let first = &queue[0];
    assert_eq!(first["id"], "empty/Mitigators");
    assert_eq!(first["text"], "How did things go right, and who or what made that happen?");
    assert_eq!((&first["section"], &first["range"]), (&json!("Mitigators"), &range((6, 3), (6, 13))));
    assert_eq!(&run(&mut client, "askhow.nextQuestion", json!({ "uri": URI })), first);
    let ids: Vec<&Value> = queue.iter().map(|question| &question["id"]).collect();
    let second = run(&mut client, "askhow.nextQuestion", json!({ "uri": URI, "skip": [ids[0]] }));
    assert_eq!(&second, &queue[1]);
    assert_eq!(run(&mut client, "askhow.nextQuestion", json!({ "uri": URI, "skip": ids })), Value::Null);
}

#[test]
fn an_answer_is_written_into_its_section_and_is_asked_for_no_more() {
    let mut client = Client::start(applying());
    client.open(URI, OVER);
    let answer = json!({ "uri": URI, "id": "empty/Mitigators", "answer": "Ana knew it.\n# For years." });
    let written = run(&mut client, "askhow.answer", answer);
    assert_eq!(written, json!({ "message": "Written under “Mitigators”.", "line": 8 }));
    let edit = client.wait_until_asked("workspace/applyEdit")["params"]["edit"].clone();
    assert_eq!(edit["documentChanges"][0]["textDocument"], json!({ "uri": URI, "version": 1 }));
    let after = apply(OVER, edits(&edit));
    assert_eq!(after, OVER.replace("\n-\n", "\n- Ana knew it.\n  \\# For years.\n"));
    // Nobody has carried it out here.
    let said = client.take("a message", |message| message["method"] == "window/showMessage");
    assert_eq!(
        (&said["params"]["type"], said["params"]["message"].as_str().unwrap().contains("once more")),
        (&json!(2), true)
    );
    client.change(URI, 2, json!([{ "text": after }]));
    let queue = asked(&mut client)["queue"].clone();
    let question =
        queue.as_array().unwrap().iter().find(|it| it["text"] == "How full was it?").unwrap().clone();
    assert!(!queue.to_string().contains("empty/Mitigators"), "{queue}");
    // Where the client is not to be asked, it gets the edit.
    let answer = json!({ "uri": URI, "id": question["id"], "answer": "Full.", "apply": false });
    let written = run(&mut client, "askhow.answer", answer);
    let whole = apply(&after, edits(&written["edit"]));
    assert!(whole.ends_with("- [x] How full was it?\n  - Full."), "{whole}");
    let line = usize::try_from(written["line"].as_u64().unwrap()).unwrap();
    assert_eq!(whole.lines().nth(line), Some("  - Full."));
    // A section that comes along stands above.
    let section =
        queue.as_array().unwrap().iter().find(|it| it["id"] == "empty/Risks").expect("it is missing");
    let answer = json!({ "uri": URI, "id": section["id"], "answer": "The index.", "apply": false });
    let written = run(&mut client, "askhow.answer", answer);
    let whole = apply(&after, edits(&written["edit"]));
    let line = usize::try_from(written["line"].as_u64().unwrap()).unwrap();
    assert_eq!(whole.lines().nth(line), Some("- The index."));
}

#[test]
fn an_incident_that_is_going_on_is_told_by_its_moments_and_asked_nothing() {
    let mut client = Client::start(applying());
    let entries = format!("- {} Ana sees it\n- {} Ben looks\n", ago(37), ago(12));
    let text = OVER.replace("- 2024-03-04 16:40 Ana 🚒 sees it\n- 16:43 Ben restarts it\n", &entries);
    client.open(URI, &text);
    let seen = asked(&mut client);
    assert_eq!(seen["live"]["running"], true, "{seen}");
    let moment = |key: &str| seen["live"][key].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(moment("last").duration_since(moment("start")).as_mins(), 25);
    assert_eq!(seen["queue"], json!([]));
    assert_eq!((&seen["timeline"]["entries"], &seen["timeline"]["length"]), (&json!(2), &json!("25m")));
    // Of long ago, it waits for its answers.
    client.change(URI, 2, json!([{ "text": OVER }]));
    let seen = asked(&mut client);
    assert_eq!(seen["live"]["running"], false, "{seen}");
    assert_ne!(seen["queue"], json!([]));
}

#[test]
fn an_entry_for_now_is_written_from_anywhere_and_says_who() {
    let mut client = Client::spawn();
    client.initialize(json!({
        "processId": null, "rootUri": null, "capabilities": applying(),
        "initializationOptions": { "me": "ana", "people": { "Ana Lima": { "also": ["ana"] } } },
    }));
    let text = format!("# Outage\r\n\r\n## Timeline\r\n\r\n- {} Ana sees it\r\n\r\n## Risks\r\n", ago(12));
    client.open(URI, &text);
    let (before, written, after) = loop {
        let before = ago(0);
        let written =
            run(&mut client, "askhow.entryNow", json!({ "uri": URI, "text": "rolls back", "apply": false }));
        // The minute may turn meanwhile.
        if before == ago(0) {
            let after = apply(&text, edits(&written["edit"]));
            break (before, written, after);
        }
    };
    let entry = format!("- {before} **Ana Lima**: rolls back");
    assert_eq!(after, text.replace("sees it\r\n", &format!("sees it\r\n{entry}\r\n")));
    assert_eq!(written["message"], format!("Written into search page.md: {entry}"));
    assert_eq!(written["line"], 5);
    run(&mut client, "askhow.entryNow", json!({ "uri": URI, "text": "rolls back" }));
    client.wait_until_asked("workspace/applyEdit");
    client.take("a message", |message| message["method"] == "window/showMessage");
}

#[test]
fn what_can_not_be_written_is_told_in_words() {
    let mut client = Client::start(applying());
    client.open(URI, OVER);
    client.open("file:///home/me/README.md", "# My tool\n");
    let uri = json!(URI);
    for (command, arguments, words) in [
        (
            "askhow.answer",
            json!([{ "uri": uri, "id": "empty/Risks/none", "answer": "x" }]),
            "not asked any more",
        ),
        (
            "askhow.answer",
            json!([{ "uri": uri, "id": "empty/Mitigators", "answer": " \n" }]),
            "nothing was answered",
        ),
        ("askhow.answer", json!([{ "uri": uri, "answer": "x" }]), "missing field `id`"),
        ("askhow.answer", json!([]), "takes one argument"),
        ("askhow.entryNow", json!([{ "uri": uri, "text": "" }]), "nothing was told"),
        ("askhow.entryNow", json!([{ "uri": uri, "text": "x", "who": "Ana" }]), "unknown field `who`"),
        (
            "askhow.entryNow",
            json!([{ "uri": "file:///home/me/README.md", "text": "x" }]),
            "not read as a review",
        ),
        ("askhow.nextQuestion", json!([{ "uri": "file:///home/me/none.md" }]), "is not open"),
        ("askhow.none", json!([]), "there is no command `askhow.none`"),
    ] {
        let message = refused(&mut client, command, arguments.clone());
        assert!(message.contains(words), "{command} {arguments}: {message}");
    }
}
