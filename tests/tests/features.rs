//! What editors draw around a review: folding, selection, links, lenses, renaming, tokens; and what actions
//! do about rules. Each as it goes over the wire.

use askhow_tests::lsp::{Client, apply, file_uri, place, range};
use serde_json::{Value, json};

const URI: &str = "file:///home/me/incidents/search.md";

/// Characters that each encoding counts differently stand before what is asked about.
const REVIEW: &str = "# Outage of the search page\n\n<!--\nnote\n-->\n\n## Timeline\n\n- 2024-03-04 10:00 UTC 🚒 Ana sees `web-api` fail\n- 2024-03-04 10:20 UTC Ana thinks it is the index\n\n## Contributors\n\n- é🚒 [The graph](graphs/a%20b.png#x) of `web-api`, OPS-12\n- Why did it fail?[^1]\n\n[^1]: As Ana saw it.\n";

fn here() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

fn open() -> Client {
    let mut client = Client::start(json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }));
    client.open(URI, REVIEW);
    client
}

#[test]
fn sections_items_and_comments_fold() {
    let folds = open().request("textDocument/foldingRange", here());
    let lines = |fold: &Value| {
        (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap(), fold["kind"].clone())
    };
    let folds: Vec<_> = folds.as_array().unwrap().iter().map(lines).collect();
    let expected = [
        (0, 16, json!("region")),
        (2, 4, json!("comment")),
        (6, 9, json!("region")),
        (11, 16, json!("region")),
    ];
    assert_eq!(folds, expected);
}

#[test]
fn selection_grows_at_each_place() {
    let mut params = here();
    params["positions"] = json!([{ "line": 13, "character": 10 }, { "line": 99, "character": 0 }]);
    let ranges = open().request("textDocument/selectionRange", params);
    assert_eq!(ranges.as_array().unwrap().len(), 2);
    assert_eq!(ranges[0]["range"], range((13, 7), (13, 10)), "a word");
    assert_eq!(
        ranges[0]["parent"]["range"]["start"],
        json!({ "line": 13, "character": 2 }),
        "the item's words"
    );
    let mut outermost = &ranges[0];
    while let Some(parent) = outermost.get("parent") {
        outermost = parent;
    }
    assert_eq!(outermost["range"]["start"], json!({ "line": 0, "character": 0 }));
}

#[test]
fn links_lead_to_tickets_files_and_notes() {
    let mut client = Client::start_with(json!({
        "capabilities": {},
        "initializationOptions": { "links": { "OPS-#": "https://tickets.example/OPS-#" } },
    }));
    client.open(URI, REVIEW);
    let links = client.request("textDocument/documentLink", here());
    let found: Vec<_> = links
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (link["range"].clone(), link["target"].as_str().unwrap().to_owned()))
        .collect();
    let expected = [
        (range((13, 6), (13, 37)), "file:///home/me/incidents/graphs/a%20b.png#x".to_owned()),
        (range((13, 52), (13, 58)), "https://tickets.example/OPS-12".to_owned()),
        (range((14, 18), (14, 22)), format!("{URI}#L17")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn lenses_are_lines_to_be_read() {
    let lenses = open().request("textDocument/codeLens", here());
    let titles: Vec<_> =
        lenses.as_array().unwrap().iter().map(|lens| lens["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["2 contributors · no mitigators yet · no open questions yet", "2 entries · 20m"]);
    assert_eq!(lenses[1]["range"], range((6, 3), (6, 11)));
    assert_eq!(lenses[0]["command"]["command"], "");
}

#[test]
fn a_service_is_renamed_everywhere() {
    let prepares = json!({ "textDocument": { "rename": { "prepareSupport": true } } });
    let mut client = Client::spawn();
    let can = client.initialize(json!({ "capabilities": prepares }))["capabilities"].clone();
    assert_eq!(can["renameProvider"], json!({ "prepareProvider": true }));
    client.open(URI, REVIEW);
    let name = client.request("textDocument/prepareRename", place(URI, 8, 38));
    assert_eq!(name, json!({ "range": range((8, 36), (8, 43)), "placeholder": "web-api" }));
    assert_eq!(client.request("textDocument/prepareRename", place(URI, 14, 8)), Value::Null);
    let mut params = place(URI, 8, 38);
    params["newName"] = json!("search");
    let edit = client.request("textDocument/rename", params.clone());
    let edits = edit["changes"][URI].as_array().expect("plain changes for a client that knows no versions");
    assert_eq!(apply(REVIEW, edits), REVIEW.replace("web-api", "search"));
    params["newName"] = json!("a`b");
    let id = client.ask("textDocument/rename", params);
    assert!(client.answer(id)["error"]["message"].as_str().is_some_and(|it| it.contains("name")));
}

#[test]
fn stamps_and_people_have_tokens() {
    let mut client = Client::spawn();
    let can = client.initialize(json!({ "capabilities": {} }))["capabilities"].clone();
    let legend = &can["semanticTokensProvider"]["legend"];
    // Editors keep their colours by these.
    assert_eq!(legend["tokenTypes"], json!(["number", "variable", "keyword", "string"]));
    assert_eq!(legend["tokenModifiers"], json!(["stamp", "actor", "observation", "hypothesis"]));
    client.open(URI, REVIEW);
    let all = client.request("textDocument/semanticTokens/full", here());
    let expected = json!([
        8, 2, 20, 0, 1, 0, 24, 3, 1, 2, 0, 4, 4, 2, 4, // the first entry
        1, 2, 20, 0, 1, 0, 21, 3, 1, 2, 0, 4, 6, 3, 8, // the second
    ]);
    assert_eq!(all["data"], expected);
    let mut params = here();
    params["range"] = range((9, 0), (10, 0));
    let some = client.request("textDocument/semanticTokens/range", params);
    assert_eq!(some["data"], json!([9, 2, 20, 0, 1, 0, 21, 3, 1, 2, 0, 4, 6, 3, 8]));
}

fn acting() -> Value {
    json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

#[test]
fn a_rule_is_explained_in_a_message() {
    let mut client = Client::start(acting());
    client.open(URI, REVIEW);
    let actions = client.actions(URI, &range((14, 3), (14, 3)), json!(["quickfix"]));
    let titles: Vec<_> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    let last: Vec<_> = titles[titles.len() - 3..].to_vec();
    assert_eq!(
        last,
        [
            "Ignore phrasing/why-question here",
            "Turn phrasing/why-question off in this review",
            "Explain phrasing/why-question"
        ],
        "the order is fixed"
    );
    let silencing = client.actions(URI, &range((14, 3), (14, 3)), json!(["quickfix.silence"]));
    let titles_of = |actions: &[Value]| actions.iter().map(|it| it["title"].clone()).collect::<Vec<_>>();
    let last_but_one = titles_of(&actions[titles.len() - 3..titles.len() - 1]);
    assert_eq!(titles_of(&silencing), last_but_one, "an editor can ask for these alone");
    assert!(actions.iter().all(|action| action["kind"] == "quickfix"), "{actions:#?}");
    let command = &actions[titles.len() - 1]["command"];
    client.request(
        "workspace/executeCommand",
        json!({ "command": command["command"], "arguments": command["arguments"] }),
    );
    let is_message = |message: &Value| message["method"] == "window/showMessage";
    assert!(
        client.unread().any(is_message),
        "it comes before the answer, behind which Emacs 28 stops reading"
    );
    let message = client.take("the explanation", is_message);
    let message = message["params"]["message"].as_str().unwrap();
    assert!(message.starts_with("phrasing/why-question: ") && message.contains('?'), "{message}");
    let id = client
        .ask("workspace/executeCommand", json!({ "command": "askhow.explain", "arguments": ["none/such"] }));
    assert_eq!(client.answer(id)["error"]["code"], -32602);
}

/// Helix has one line for messages, and a window only where there is something to choose.
#[test]
fn an_editor_with_one_line_for_messages_explains_as_well_as_it_can() {
    let explained = |window: Value| {
        let mut capabilities = acting();
        capabilities["window"] = window;
        let mut client = Client::start_with(json!({
            "processId": null, "rootUri": null, "capabilities": capabilities, "clientInfo": { "name": "helix" },
        }));
        let arguments = json!({ "command": "askhow.explain", "arguments": ["phrasing/why-question"] });
        client.request("workspace/executeCommand", arguments);
        client
    };
    let mut client = explained(json!({}));
    let message = client.take("the explanation", |message| message["method"] == "window/showMessage");
    let text = message["params"]["message"].as_str().unwrap();
    assert!(text.contains(" · How did it come about, step by step? · ") && !text.contains('\n'), "{text}");

    let mut client = explained(json!({ "showMessage": {} }));
    let message = client.wait_until_asked("window/showMessageRequest");
    assert!(
        message["params"]["message"].as_str().unwrap().contains("\n• How did it come about"),
        "{message}"
    );
    assert_eq!(message["params"]["actions"], json!([{ "title": "Close" }]));
}

#[test]
fn a_rule_is_turned_off_in_the_file_of_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("askhow.toml");
    std::fs::write(&settings, "# ours: é\n[rules]\n\"phrasing/luck\" = \"off\"\n")
        .expect("it can be written");
    let uri = file_uri(&folder.path().join("outage.md"));
    let mut client = Client::start(acting());
    let found = client.open(&uri, REVIEW);
    assert!(found.iter().any(|finding| finding["code"] == "phrasing/why-question"));
    let actions = client.actions(&uri, &range((14, 3), (14, 3)), Value::Null);
    let off =
        actions.iter().find(|action| action["title"] == "Turn phrasing/why-question off in askhow.toml");
    let change = &off.expect("there is a file")["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": file_uri(&settings), "version": null }));
    let text = std::fs::read_to_string(&settings).expect("it can be read");
    let text = apply(&text, change["edits"].as_array().expect("edits"));
    assert_eq!(
        text,
        "# ours: é\n[rules]\n\"phrasing/why-question\" = \"off\"\n\"phrasing/luck\" = \"off\"\n"
    );
    // As an editor does it: the file is changed in a buffer, and saved.
    client.notify(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": file_uri(&settings), "languageId": "toml", "version": 1, "text": text } }),
    );
    let problems = client.findings(&file_uri(&settings), 1);
    assert_eq!(problems, Vec::<Value>::new());
    let found = client.findings(&uri, 1);
    assert!(found.iter().all(|finding| finding["code"] != "phrasing/why-question"), "{found:#?}");
}

#[test]
fn sections_are_put_in_order_when_asked() {
    let review = "# Outage\n\n## Timeline\n\n- 2024-03-04 10:00 UTC a\n\n## Risks\n\n- r\n\n## Mitigators\n\n- m\n\n## References\n\n- s\n";
    let mut client = Client::start(acting());
    client.open(URI, review);
    let actions = client.actions(URI, &range((0, 0), (0, 0)), json!(["source.organizeSections"]));
    assert_eq!(actions.len(), 1, "{actions:#?}");
    let text = apply(review, actions[0]["edit"]["documentChanges"][0]["edits"].as_array().expect("edits"));
    let headings: Vec<_> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, ["## Mitigators", "## Risks", "## Timeline", "## References"]);
    client.change(URI, 2, json!([{ "text": text }]));
    let actions = client.actions(URI, &range((0, 0), (0, 0)), json!(["source.organizeSections"]));
    assert!(actions.is_empty(), "they are in order now: {actions:#?}");
}
