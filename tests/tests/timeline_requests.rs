//! What editors ask of timelines, over the protocol: a pasted chat, an entry for now, hints, formatting.

use askhow_tests::lsp::{Client, apply, range};
use serde_json::{Value, json};

const URI: &str = "file:///home/me/incidents/search.md";

const PASTED: &str = "# Outage of the search page\n\n## Timeline (UTC)\n\n- 2024-03-04 16:40 🚒 alarm\nAda Lovelace  [4:41 PM]\nqueues grow\nGrace  [4:43 PM]\nlooking\n\n## Risks\n";

fn acting() -> Value {
    json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

fn titled<'a>(actions: &'a [Value], words: &str) -> &'a Value {
    let has = |action: &&Value| action["title"].as_str().is_some_and(|title| title.contains(words));
    actions.iter().find(has).unwrap_or_else(|| panic!("no {words:?} in {actions:#?}"))
}

fn edits(action: &Value) -> &[Value] {
    action["edit"]["documentChanges"][0]["edits"].as_array().expect("versioned edits")
}

#[test]
fn a_pasted_chat_becomes_entries() {
    let mut client = Client::start(acting());
    client.open(URI, PASTED);
    let actions = client.actions(URI, &range((5, 0), (9, 0)), json!(["refactor.rewrite"]));
    let action = titled(&actions, "Turn pasted chat into 2 entries of 4 March 2024 (its times are in UTC)");
    assert_eq!(action["kind"], "refactor.rewrite");
    assert_eq!(
        apply(PASTED, edits(action)),
        "# Outage of the search page\n\n## Timeline (UTC)\n\n- 2024-03-04 16:40 🚒 alarm\n- 2024-03-04 16:41 **Ada Lovelace**: queues grow\n- 2024-03-04 16:43 **Grace**: looking\n\n## Risks\n"
    );
    let quick = client.actions(URI, &range((5, 0), (9, 0)), json!(["quickfix"]));
    assert!(
        quick.iter().all(|action| action["kind"].as_str().unwrap().starts_with("quickfix")),
        "{quick:#?}"
    );
}

#[test]
fn a_chat_may_show_the_times_of_the_machine() {
    let mut client = Client::spawn_in_zone("Asia/Kolkata");
    client.listen();
    client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": acting() }));
    client.open(URI, PASTED);
    let actions = client.actions(URI, &range((5, 0), (9, 0)), json!(["refactor.rewrite"]));
    let action =
        titled(&actions, "Turn pasted chat into 2 entries of 4 March 2024 (its times are in Asia/Kolkata)");
    assert!(apply(PASTED, edits(action)).contains("- 2024-03-04 11:11 **Ada Lovelace**"), "{action}");
    assert!(actions.iter().any(|action| action["title"].as_str().unwrap().ends_with("in UTC)")));
}

#[test]
fn an_entry_for_now_says_now() {
    let mut client = Client::start(acting());
    client.open(URI, PASTED);
    let before = today();
    let actions = client.actions(URI, &range((4, 8), (4, 8)), json!(["refactor.rewrite.entryNow"]));
    let [action] = actions.as_slice() else { panic!("{actions:#?}") };
    assert_eq!(action["title"], "Insert an entry for now");
    let after = apply(PASTED, edits(action));
    let entry = after.lines().find(|line| !PASTED.contains(line)).expect("a new line");
    assert!(
        entry.starts_with(&format!("- {before}")) || entry.starts_with(&format!("- {}", today())),
        "{entry}"
    );
}

const UNEVEN: &str = "# Outage of the search page\n\n## Timeline\n\n|Time (UTC)|What|\n|-|-|\n|2024-03-04 16:40|🚒 alarm|\n|2024-03-04 4:50 PM|paged|\n|2024-03-04 17:05|ends|\n";

#[test]
fn hints_stand_behind_the_stamps_of_the_range() {
    let mut client = Client::start(json!({}));
    client.open(URI, UNEVEN);
    let params = json!({ "textDocument": { "uri": URI }, "range": range((7, 0), (8, 0)) });
    let hints = client.request("textDocument/inlayHint", params);
    assert_eq!(hints.as_array().map(Vec::len), Some(1), "{hints:#}");
    assert_eq!(hints[0]["position"], json!({ "line": 7, "character": 19 }));
    assert_eq!(hints[0]["label"], "+10m");
}

#[test]
fn formatting_touches_the_timeline_and_a_range_its_lines() {
    let mut client = Client::start(json!({}));
    client.open(URI, UNEVEN);
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "options": options });
    let edits = client.request("textDocument/formatting", params);
    assert_eq!(
        apply(UNEVEN, edits.as_array().expect("edits")),
        "# Outage of the search page\n\n## Timeline\n\n| Time (UTC)       | What |\n| ---------------- | ---- |\n| 2024-03-04 16:40 | 🚒 alarm |\n| 2024-03-04 16:50 | paged |\n| 2024-03-04 17:05 | ends |\n"
    );
    let params =
        json!({ "textDocument": { "uri": URI }, "options": options, "range": range((8, 0), (8, 4)) });
    let edits = client.request("textDocument/rangeFormatting", params);
    let lines: Vec<_> =
        edits.as_array().expect("edits").iter().map(|edit| &edit["range"]["start"]["line"]).collect();
    assert_eq!(lines, [8]);
}

#[test]
fn a_line_break_behind_an_entry_brings_the_next_stamp() {
    let mut client = Client::start(json!({}));
    let text = "# Outage of the search page\n\n## Timeline (UTC)\n\n- 2024-03-04 16:40 alarm\n- \n";
    client.open(URI, text);
    let params = json!({
        "textDocument": { "uri": URI },
        "position": { "line": 5, "character": 2 },
        "ch": "\n",
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = client.request("textDocument/onTypeFormatting", params);
    assert!(
        apply(text, edits.as_array().expect("edits")).ends_with("alarm\n- 2024-03-04 16:41 \n"),
        "{edits:#}"
    );
}

/// The text after a line break was typed at the end of the line that ends with `behind`.
#[track_caller]
fn entered(client: &mut Client, text: &str, behind: &str) -> String {
    let at = text.find(behind).expect("a line of the text") + behind.len();
    let text = format!("{}\n{}", &text[..at], &text[at..]);
    client.open(URI, &text);
    let line = text[..=at].matches('\n').count();
    let params = json!({
        "textDocument": { "uri": URI },
        "position": { "line": line, "character": 0 },
        "ch": "\n",
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = client.request("textDocument/onTypeFormatting", params);
    client.close(URI);
    edits.as_array().map_or(text.clone(), |edits| apply(&text, edits))
}

#[test]
fn enter_goes_on_with_a_row_and_ends_a_list() {
    let mut client = Client::start(json!({}));
    let table = "# Outage of the search page\n\n## Timeline\n\n| Time (UTC) | Who | What |\n| - | - | - |\n| `2024-03-04 16:40` | Ada | 🚒 alarm |\n";
    assert_eq!(entered(&mut client, table, "alarm |"), format!("{table}| `2024-03-04 16:41` |  |  |\n"));
    let list = "# Outage of the search page\n\n## Timeline (UTC)\n\n1. 2024-03-04 16:40 🚒 alarm\n2. 2024-03-04 16:41 \n";
    assert_eq!(entered(&mut client, list, "16:41 "), list.replace("2. 2024-03-04 16:41 \n", "\n\n"));
    assert_eq!(entered(&mut client, list, "16:40 🚒"), list.replace(" alarm", "\n alarm"));
}

#[test]
fn where_formatting_is_off_enter_is_not_asked_for() {
    let mut client = Client::spawn();
    let answer = client.initialize(json!({
        "processId": null,
        "rootUri": null,
        "capabilities": {},
        "initializationOptions": { "features": { "formatting": false } },
    }));
    assert_eq!(answer["capabilities"]["documentOnTypeFormattingProvider"], Value::Null);
    let text = "# Outage of the search page\n\n## Timeline (UTC)\n\n- 2024-03-04 16:40 alarm\n";
    assert_eq!(entered(&mut client, text, "alarm"), format!("{text}\n"));
}

#[test]
fn a_stamp_that_is_accepted_is_text_with_the_cursor_behind_it() {
    let mut client = Client::start(
        json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } }),
    );
    for (body, line, stamp) in [
        ("- 2024-03-04 16:40 UTC: alarm\n- ", 5, "2024-03-04 16:41 UTC: "),
        ("| T | What |\n| - | - |\n| 2024-03-04 17:20:05 | alarm |\n| ", 7, "2024-03-04 17:21:05 | "),
    ] {
        let text = format!("# Outage of the search page\n\n## Timeline (UTC)\n\n{body}\n");
        client.open(URI, &text);
        let params = json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": 2 } });
        let list = client.request("textDocument/completion", params);
        let items = list["items"].as_array().expect("offers");
        let item = items.iter().find(|item| item["textEdit"]["newText"] == stamp);
        let item = item.unwrap_or_else(|| panic!("no {stamp:?} in {items:#?}"));
        assert_eq!(item["insertTextFormat"], 1, "plain text");
        client.close(URI);
    }
}

/// Today in UTC, without another package: days since 1970 as a date.
fn today() -> String {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    let mut days = i64::try_from(seconds / 86_400).expect("few days");
    let mut year = 1970;
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    while days >= 365 + i64::from(leap(year)) {
        days -= 365 + i64::from(leap(year));
        year += 1;
    }
    let months = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= months[month] {
        days -= months[month];
        month += 1;
    }
    format!("{year}-{:02}-{:02}", month + 1, days + 1)
}
