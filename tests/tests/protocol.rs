//! What well-behaved editors rely on: lists for every version, encodings, settings, edits that fit.

use askhow_tests::lsp::{Client, apply, cache_folder, file_uri, place, range};
use serde_json::{Value, json};

const URI: &str = "file:///home/me/incidents/search.md";

/// A review in which one *why* question is asked, behind two characters that each encoding counts
/// differently.
const REVIEW: &str = "# Outage of the search page\n\nThe index was rebuilt on 4 March 2024.\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n- 2024-03-04 10:20 UTC alarm\n\n## Contributors\n\n- 🚒· Why did the rebuild start?\n";

/// Where the question stands, in UTF-16.
const WHY: (u32, u32) = (11, 6);

const RULE: &str = "phrasing/why-question";

fn encodings(offered: &[&str]) -> Value {
    json!({ "general": { "positionEncodings": offered } })
}

fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

fn acting() -> Value {
    json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

/// The finding of a rule, if it is there.
fn of_rule<'a>(diagnostics: &'a [Value], rule: &str) -> Option<&'a Value> {
    diagnostics.iter().find(|diagnostic| diagnostic["code"] == rule)
}

#[track_caller]
fn the_question(diagnostics: &[Value]) -> &Value {
    of_rule(diagnostics, RULE).unwrap_or_else(|| panic!("no {RULE} in {diagnostics:#?}"))
}

#[test]
fn it_says_exactly_what_it_can() {
    let mut client = Client::spawn();
    let result = client.initialize(json!({ "capabilities": {} }));
    assert_eq!(result["serverInfo"]["name"], "askhow");
    let can = &result["capabilities"];
    assert_eq!(can["positionEncoding"], "utf-16");
    assert_eq!(can["textDocumentSync"]["change"], 2);
    assert_eq!(can["diagnosticProvider"], Value::Null);
    assert_eq!(can["codeActionProvider"], Value::Null, "a client without literals can't show them");
    // Whatever it says it can is answered, and nothing else.
    let requests = [
        ("hoverProvider", "textDocument/hover"),
        ("completionProvider", "textDocument/completion"),
        ("documentSymbolProvider", "textDocument/documentSymbol"),
        ("codeLensProvider", "textDocument/codeLens"),
        ("documentFormattingProvider", "textDocument/formatting"),
        ("foldingRangeProvider", "textDocument/foldingRange"),
        ("renameProvider", "textDocument/rename"),
        ("inlayHintProvider", "textDocument/inlayHint"),
        ("documentLinkProvider", "textDocument/documentLink"),
        ("selectionRangeProvider", "textDocument/selectionRange"),
        ("definitionProvider", "textDocument/definition"),
        ("referencesProvider", "textDocument/references"),
        ("documentHighlightProvider", "textDocument/documentHighlight"),
        ("workspaceSymbolProvider", "workspace/symbol"),
        ("declarationProvider", "textDocument/declaration"),
    ];
    for (capability, method) in requests {
        let offered = can.get(capability).is_some_and(|it| !it.is_null() && *it != false);
        let mut params = place(URI, 0, 0);
        for (key, value) in [
            ("newName", json!("x")),
            ("query", json!("x")),
            ("context", json!({ "includeDeclaration": true })),
            ("range", range((0, 0), (0, 0))),
            ("positions", json!([])),
        ] {
            params[key] = value;
        }
        params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        let id = client.ask(method, params);
        let error = client.answer(id)["error"]["code"].as_i64();
        assert_eq!(error == Some(-32601), !offered, "{method} answers {error:?}");
    }
}

#[test]
fn findings_say_what_where_and_where_to_read_on() {
    let mut client = Client::start(json!({}));
    let found = client.open(URI, REVIEW);
    let question = the_question(&found);
    assert_eq!(question["source"], "askhow");
    assert_eq!(question["range"], range(WHY, (WHY.0, WHY.1 + 7)));
    assert_eq!(question["severity"], 3);
    // A page that came with the program, at the line of its heading.
    let page = question["codeDescription"]["href"].as_str().expect("a page");
    let (file, line) = page.rsplit_once("/rules.md#L").expect("a line of a page");
    let folder = file_uri(&cache_folder().join("docs"));
    assert!(file.starts_with(&folder), "{file} {folder}");
    let version = file.rsplit('/').next().expect("a version");
    let rules = std::fs::read_to_string(cache_folder().join("docs").join(version).join("rules.md"));
    let line: usize = line.parse().expect("a number");
    assert_eq!(rules.expect("the page").lines().nth(line - 1), Some("## `phrasing/why-question`"));
    let hover = client.hover(URI, WHY.0, WHY.1).to_string();
    assert!(hover.contains(&format!("({page})")), "{hover}");
    assert!(question["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[test]
fn each_version_gets_a_list() {
    let mut client = Client::start(json!({}));
    let found = client.open(URI, REVIEW);
    for version in 2..30 {
        // Neither an edit that changes nothing nor one far away keeps the list back.
        let text = if version % 3 == 0 { "" } else { "\n" };
        let found_now =
            client.change(URI, version, json!([{ "range": range((99, 0), (99, 0)), "text": text }]));
        assert_eq!(found_now, found);
    }
    assert_eq!(client.open("file:///home/me/README.md", "# My tool\n\nWhy use it?\n"), Vec::<Value>::new());
    let gone = client.change(URI, 30, json!([{ "text": "# Soup\n\nWhy not?\n" }]));
    assert_eq!(gone, Vec::<Value>::new());
}

#[test]
fn positions_in_each_encoding() {
    // Before the question stand `- ` and a space, a character of 4, 2 or 1 units, one of 2, 1 or 1.
    let offers: [(&[&str], &str, u32); 6] = [
        (&[], "utf-16", 6),
        (&["utf-16"], "utf-16", 6),
        (&["utf-8", "utf-16", "utf-32"], "utf-8", 9),
        (&["utf-32", "utf-8", "utf-16"], "utf-8", 9),
        (&["utf-32", "utf-16"], "utf-32", 5),
        (&["utf-7"], "utf-16", 6),
    ];
    for (offered, chosen, start) in offers {
        let mut client = Client::spawn();
        let capabilities = if offered.is_empty() { json!({}) } else { encodings(offered) };
        let result = client.initialize(json!({ "capabilities": capabilities }));
        assert_eq!(result["capabilities"]["positionEncoding"], chosen);
        let found = client.open(URI, REVIEW);
        assert_eq!(the_question(&found)["range"]["start"], json!({ "line": 11, "character": start }));
        let why = range((11, start), (11, start + 3));
        let found = client.change(URI, 2, json!([{ "range": why, "text": "How" }]));
        assert!(of_rule(&found, RULE).is_none(), "{found:#?}");
        assert_eq!(client.text(URI), REVIEW.replace("Why", "How"));
    }
}

#[test]
fn who_asks_is_not_told() {
    let mut client = Client::spawn();
    let result = client.initialize(json!({ "capabilities": pulling() }));
    let provider = &result["capabilities"]["diagnosticProvider"];
    assert_eq!(provider["interFileDependencies"], false);
    assert_eq!(provider["workspaceDiagnostics"], true);
    client.open_quietly(URI, 1, REVIEW);
    let first = client.pull(URI);
    assert_eq!(first["kind"], "full");
    the_question(first["items"].as_array().expect("items"));
    let again = json!({ "textDocument": { "uri": URI }, "previousResultId": first["resultId"] });
    let unchanged = client.request("textDocument/diagnostic", again.clone());
    assert_eq!(unchanged, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    client.change_quietly(URI, 2, json!([{ "range": range((0, 0), (0, 0)), "text": "\n" }]));
    let moved = client.request("textDocument/diagnostic", again);
    assert_eq!(moved["kind"], "full");
    assert_ne!(moved["resultId"], first["resultId"]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.pull(URI)["items"], json!([]));
}

#[test]
fn who_asks_is_told_what_others_are_sent() {
    for (text, empty) in [("# Outage\n", true), (REVIEW, false), (&*REVIEW.repeat(3_000), false)] {
        let sent = Client::start(json!({})).open(URI, text);
        assert_eq!(sent.is_empty(), empty);
        let mut client = Client::start(pulling());
        client.open_quietly(URI, 1, text);
        // What asks may call itself anything.
        let params = json!({ "textDocument": { "uri": URI } });
        let id = "\"items\":[]";
        client.send(
            &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/diagnostic", "params": params }),
        );
        let answer = client.take("an answer", |message| message["id"] == id);
        assert_eq!(answer["result"]["items"], json!(sent));
    }
}

#[test]
fn a_long_review_is_told_its_first_findings_while_the_rest_is_read() {
    let text = format!("{REVIEW}\n{}", "Ana looked at it, and at the one behind it.\n\n".repeat(100_000));
    let mut client = Client::start(json!({}));
    let first = client.open(URI, &text);
    the_question(&first);
    let all = client.findings(URI, 1);
    assert!(all.iter().any(|finding| finding["code"].as_str() == Some("section/missing")), "{all:?}");
    assert!(first.iter().all(|finding| all.contains(finding)));
}

#[test]
fn an_unsaved_buffer_is_a_review_too() {
    let mut client = Client::start(json!({}));
    let uri = "untitled:Untitled-1";
    assert_eq!(client.open(uri, ""), Vec::<Value>::new());
    let found = client.change(uri, 2, json!([{ "range": range((0, 0), (0, 0)), "text": REVIEW }]));
    the_question(&found);
}

/// The text after an action, and the action.
#[track_caller]
fn act(client: &mut Client, text: &str, only: Value) -> (String, Value) {
    let actions = client.actions(URI, &range(WHY, WHY), only);
    let action = actions.iter().find(|action| action["isPreferred"] == true).unwrap_or(&actions[0]).clone();
    let edits = match &action["edit"]["documentChanges"] {
        Value::Null => action["edit"]["changes"][URI].clone(),
        changes => changes[0]["edits"].clone(),
    };
    (apply(text, edits.as_array().expect("edits")), action)
}

#[test]
fn a_fix_turns_why_into_how() {
    let mut client = Client::start(acting());
    let found = client.open(URI, REVIEW);
    let (text, action) = act(&mut client, REVIEW, json!(["quickfix"]));
    assert!(text.contains("- 🚒· How did the rebuild"), "{text}");
    assert!(!text.contains("Why"), "{text}");
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"], json!([the_question(&found)]), "as it was published");
    assert_eq!(action["edit"]["documentChanges"][0]["textDocument"], json!({ "uri": URI, "version": 1 }));
    let found = client.change(URI, 2, json!([{ "text": text }]));
    assert!(of_rule(&found, RULE).is_none(), "{found:#?}");
}

#[test]
fn a_client_that_knows_no_versions_gets_plain_changes() {
    let mut capabilities = acting();
    capabilities["workspace"] = json!({});
    let mut client = Client::start(capabilities);
    client.open(URI, REVIEW);
    let (text, action) = act(&mut client, REVIEW, json!(["quickfix"]));
    assert!(!text.contains("Why"), "{text}");
    assert_eq!(action["edit"].get("documentChanges"), None);
}

#[test]
fn only_the_kinds_that_are_wanted() {
    let mut client = Client::start(acting());
    client.open(URI, REVIEW);
    for (only, prefix) in [
        ("quickfix", "quickfix"),
        ("quickfix.silence", "quickfix.silence"),
        ("source", "source."),
        ("source.fixAll", "source.fixAll"),
        ("refactor", "refactor."),
    ] {
        for action in client.actions(URI, &range(WHY, WHY), json!([only])) {
            let kind = action["kind"].as_str().expect("a kind");
            assert!(kind.starts_with(prefix), "{kind} is not below {only}");
        }
    }
    assert_eq!(client.actions(URI, &range(WHY, WHY), json!(["source.fix"])), Vec::<Value>::new());
    let all = client.actions(URI, &range(WHY, WHY), json!(["source.fixAll.askhow"]));
    assert_eq!(all.len(), 1);
}

#[test]
fn hover_and_completion() {
    let mut client = Client::start(json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } }));
    client.open(URI, REVIEW);
    let hover = client.hover(URI, WHY.0, WHY.1);
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains("How")), "{hover}");
    let text = format!("{REVIEW}\n## ");
    client.change(URI, 2, json!([{ "text": text }]));
    let items = client.completions(URI, 13, 3);
    let mitigators = items.iter().find(|item| item["label"] == "Mitigators").expect("is offered");
    assert_eq!(mitigators["insertTextFormat"], 1, "no tab stops for a client that knows none");
    assert_eq!(mitigators["textEdit"]["range"]["end"], json!({ "line": 13, "character": 3 }));
    assert!(mitigators["documentation"]["value"].is_string(), "at once, where it can't be asked for");
    let mut in_order: Vec<&str> = items.iter().filter_map(|item| item["sortText"].as_str()).collect();
    assert_eq!(in_order.len(), items.len());
    assert!(in_order.is_sorted());
    in_order.dedup();
    assert_eq!(in_order.len(), items.len());
}

#[test]
fn documentation_is_given_when_it_is_asked_for() {
    let item = json!({ "snippetSupport": true, "resolveSupport": { "properties": ["documentation"] } });
    let mut client = Client::start(json!({ "textDocument": { "completion": { "completionItem": item } } }));
    client.open(URI, &format!("{REVIEW}\n## "));
    let items = client.completions(URI, 13, 3);
    let risks = items.iter().find(|item| item["label"] == "Risks").expect("is offered").clone();
    assert_eq!(risks.get("documentation"), None);
    let resolved = client.request("completionItem/resolve", risks.clone());
    assert!(resolved["documentation"]["value"].as_str().is_some_and(|it| it.contains('?')), "{resolved}");
    assert_eq!(resolved["textEdit"], risks["textEdit"]);
}

#[test]
fn the_outline_as_a_tree_and_as_a_list() {
    let names = |symbols: &Value| -> Vec<String> {
        symbols
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|it| Some(it["name"].as_str()?.to_owned()))
            .collect()
    };
    let params = json!({ "textDocument": { "uri": URI } });
    let capabilities =
        json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
    let mut client = Client::start(capabilities);
    client.open(URI, REVIEW);
    let tree = client.request("textDocument/documentSymbol", params.clone());
    assert!(tree[0].get("selectionRange").is_some(), "{tree}");
    let mut plain = Client::start(json!({}));
    plain.open(URI, REVIEW);
    let list = plain.request("textDocument/documentSymbol", params);
    assert!(list[0].get("location").is_some(), "{list}");
    assert!(names(&list).len() >= names(&tree).len());
    assert!(names(&list).contains(&"Timeline".to_owned()), "{list}");
}

#[test]
fn a_large_document_is_sent_a_hundred_findings_and_a_note() {
    let mut text = REVIEW.to_owned();
    for n in 0..2_000 {
        text.push_str(&format!("- Why did service number {n} stop answering that day?\n"));
    }
    let mut client = Client::start(json!({}));
    let found = client.open(URI, &text);
    assert_eq!(found.len(), 101);
    assert_eq!(found[0]["range"], range((0, 0), (0, 0)));
    assert!(found[0]["message"].as_str().is_some_and(|it| it.contains("more findings")), "{}", found[0]);
    // The nearest to the last edit.
    let found = client.change(URI, 2, json!([{ "range": range((1_500, 0), (1_500, 0)), "text": "\n" }]));
    let line = |at: usize| found[at]["range"]["start"]["line"].as_u64().expect("a line");
    assert!(
        (1_400..1_501).contains(&line(1)) && (1_501..1_600).contains(&line(100)),
        "{} {}",
        line(1),
        line(100)
    );
}

#[test]
fn settings_are_asked_for_and_files_are_watched() {
    let capabilities = json!({ "workspace": {
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
        "didChangeWatchedFiles": { "dynamicRegistration": true },
    } });
    let folder = tempfile::tempdir().expect("a folder");
    let folders = json!([{ "uri": file_uri(folder.path()), "name": "reviews" }]);
    let mut client = Client::start_with(json!({ "capabilities": capabilities, "workspaceFolders": folders }));
    let registered = client.wait_until_asked("client/registerCapability");
    let registered = registered["params"]["registrations"].as_array().expect("registrations");
    let methods: Vec<&str> = registered.iter().filter_map(|it| it["method"].as_str()).collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    let asked = client.wait_until_asked("workspace/configuration");
    let items =
        json!([{ "section": "askhow" }, { "scopeUri": file_uri(folder.path()), "section": "askhow" }]);
    assert_eq!(asked["params"]["items"], items);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait_until_asked("workspace/configuration");
}

#[test]
fn a_client_that_never_answers_is_not_waited_for() {
    let mut client = Client::spawn();
    let capabilities = json!({ "workspace": { "configuration": true } });
    client.request("initialize", json!({ "capabilities": capabilities }));
    client.notify("initialized", json!({}));
    // Reading is what answers, so the request of the server stays where it is.
    client.open_quietly(URI, 1, REVIEW);
    for version in 2..500 {
        client.change_quietly(URI, version, json!([{ "range": range((0, 2), (0, 2)), "text": "x" }]));
    }
    client.findings(URI, 499);
}

#[test]
fn who_shows_messages_beside_a_hover_is_not_told_them_again() {
    let why = "asks for one cause";
    let mut plain = Client::start(json!({}));
    let found = plain.open(URI, REVIEW);
    assert!(the_question(&found)["message"].as_str().is_some_and(|it| it.contains(why)), "{found:?}");
    let hover = plain.hover(URI, WHY.0, WHY.1);
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains(why)), "{hover}");
    let mut beside = Client::start(json!({ "experimental": { "askhow": { "messagesBesideHover": true } } }));
    beside.open(URI, REVIEW);
    let hover = beside.hover(URI, WHY.0, WHY.1);
    let value = hover["contents"]["value"].as_str().expect("a hover");
    assert!(value.starts_with("- How "), "{value}");
    assert!(!value.contains("phrasing/"), "the finding links to its rule: {value}");
}

#[test]
fn a_rule_is_a_page_for_who_asks_for_it() {
    let mut client = Client::start(json!({}));
    let page = client.request("askhow/explain", json!({ "rule": "phrasing/why-question" }));
    let text = page["markdown"].as_str().expect("a page");
    assert!(text.starts_with("## `phrasing/why-question`\n"), "{text}");
    assert!(text.contains("It is quiet at:") && !text.contains("\n## "), "{text}");
    assert_eq!(client.request("askhow/explain", json!({ "rule": "phrasing/none" })), Value::Null);
}

#[test]
fn a_new_review_is_made_for_the_place_where_it_is_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = |name: &str| file_uri(&folder.path().join(name));
    let mut client = Client::start(json!({}));
    let mut made = |name: &str, title: Value| {
        let made = client.request("askhow/newReview", json!({ "uri": uri(name), "title": title }));
        made["snippet"].as_str().expect("a snippet").to_owned()
    };
    let text = made("incidents/2024-03-05-slow.md", json!("Costs $5\nmore"));
    assert!(text.starts_with("# Costs \\$5 more\n"), "{text}");
    assert!(text.contains("2024-03-05"), "the day that the name says: {text}");
    assert!(made("slow.md", Value::Null).starts_with("# ${1:"), "the title is asked in the text");
    assert!(made("slow.mdx", Value::Null).contains("{/*"));
    // The template of the team, as the settings of that folder name it.
    std::fs::write(folder.path().join("ours.md"), "# Title\n\n## What we saw\n").expect("a template");
    std::fs::write(folder.path().join("askhow.toml"), "[template]\nfile = \"ours.md\"\n").expect("settings");
    let mut client = Client::start(json!({}));
    let made = client.request("askhow/newReview", json!({ "uri": uri("slow.md"), "title": "Slow" }));
    assert_eq!(made["snippet"], "# Slow\n\n## What we saw\n$0");
}

#[test]
fn a_panel_is_told_what_is_there_and_what_is_missing() {
    let mut client = Client::start(json!({}));
    client.open(URI, REVIEW);
    let seen = client.request("askhow/overview", json!({ "textDocument": { "uri": URI } }));
    assert_eq!((&seen["version"], &seen["review"]), (&json!(1), &json!(true)), "{seen}");
    let missing = |section: &&Value| section["missing"] == true;
    let sections = seen["sections"].as_array().expect("sections");
    assert_eq!(sections.iter().filter(missing).count(), 7, "{sections:#?}");
    let timeline = sections.iter().find(|it| it["name"] == "Timeline").expect("a timeline");
    assert_eq!(timeline["range"], range((4, 3), (4, 11)));
    let risks = sections.iter().find(|it| it["name"] == "Risks").expect("a place for risks");
    let with_risks = apply(REVIEW, risks["add"].as_array().expect("edits"));
    assert!(with_risks.contains("\n## Risks\n"), "{with_risks}");
    assert_eq!(seen["entries"][1]["text"], "alarm");
    assert_eq!(seen["entries"][1]["range"], range((7, 2), (7, 28)));
    client.open("file:///home/me/README.md", "# My tool\n");
    let seen =
        client.request("askhow/overview", json!({ "textDocument": { "uri": "file:///home/me/README.md" } }));
    assert_eq!((&seen["review"], &seen["sections"]), (&json!(false), &json!([])));
    let closed =
        client.request("askhow/overview", json!({ "textDocument": { "uri": "file:///home/me/no.md" } }));
    assert_eq!(closed, Value::Null);
}
