//! Completion over the protocol: what other reviews of the workspace have, and lists that say whether they are whole.

use std::path::Path;
use std::time::{Duration, Instant};

use askhow_tests::lsp::{Client, apply, file_uri, place};
use serde_json::{Value, json};

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    std::fs::write(&path, text).expect("a file can be written");
    file_uri(&path)
}

fn labels(list: &Value) -> Vec<&str> {
    list["items"].as_array().into_iter().flatten().filter_map(|item| item["label"].as_str()).collect()
}

/// Asks until the list is whole.
fn whole_list(client: &mut Client, uri: &str, line: u32, character: u32) -> Value {
    let begin = Instant::now();
    loop {
        let list = client.request("textDocument/completion", place(uri, line, character));
        if list["isIncomplete"] == false {
            return list;
        }
        assert!(begin.elapsed() < Duration::from_secs(30), "the list stays incomplete");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn values_and_links_come_from_the_other_reviews_of_the_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let other = "# The long night\n\n- Regions: eu-west, us-east\n- Severity: high\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n";
    write(root, "incidents/2024/night.md", other);
    write(root, "incidents/2024/broken.md", "\u{0}\u{1}# Broken\n\n- Regions: nowhere");
    write(root, "README.md", "# Tool\n\n- Regions: all of them\n");
    write(
        root,
        "node_modules/x/incidents/y.md",
        "# Other people\n\n- Regions: elsewhere\n\n## Timeline\n\n- x\n",
    );
    let text = "# Outage\n\n- Regions: \n- Severity: h\n\n## References\n\n- [\n";
    let uri = write(root, "incidents/2025/outage.md", text);
    let mut client = Client::start_with(json!({
        "capabilities": {}, "workspaceFolders": [{ "uri": file_uri(root), "name": "reviews" }],
    }));
    client.open(&uri, text);
    let begin = Instant::now();
    let first = client.request("textDocument/completion", place(&uri, 2, 11));
    let took_long = begin.elapsed() >= Duration::from_millis(300);
    assert!(first["isIncomplete"] == false || took_long, "the first answer waits for the others to be read");
    let list = whole_list(&mut client, &uri, 2, 11);
    assert_eq!(labels(&list), ["eu-west", "us-east"]);
    assert_eq!(labels(&whole_list(&mut client, &uri, 3, 13)), ["high"]);
    let links = whole_list(&mut client, &uri, 7, 3);
    assert_eq!(labels(&links), ["The long night"]);
    let edit = links["items"][0]["textEdit"].clone();
    let completed = apply(text, &[edit]);
    assert!(completed.ends_with("- [The long night](../2024/night.md)\n"), "{completed}");

    // One that is open counts as it is in the editor.
    let night = file_uri(&root.join("incidents/2024/night.md"));
    client.open(&night, &other.replace("eu-west, us-east", "ap-south"));
    assert_eq!(labels(&whole_list(&mut client, &uri, 2, 11)), ["ap-south"]);
}

#[test]
fn the_first_list_is_whole_where_there_are_no_other_reviews() {
    let folder = tempfile::tempdir().expect("a folder");
    // Long enough that an empty folder is read before its own names are.
    let text = format!(
        "# Outage\n\n{}## References\n\n- [\n",
        "Ana asked `ledger` about the queue.\n\n".repeat(1_500)
    );
    let line = u32::try_from(text.lines().count() - 1).expect("a short text");
    for nth in 0..6 {
        let uri = file_uri(&folder.path().join(format!("outage-{nth}.md")));
        let mut client = Client::start(json!({}));
        client.open(&uri, &text);
        let begin = Instant::now();
        let list = client.request("textDocument/completion", place(&uri, line, 3));
        let took_long = begin.elapsed() >= Duration::from_millis(300);
        assert!(list["isIncomplete"] == false || took_long, "nobody else is to be read");
    }
}

#[test]
fn a_list_that_needs_nobody_else_is_whole_at_once() {
    let mut client = Client::start(json!({}));
    let uri = "file:///home/me/incidents/outage.md";
    client.open(uri, "# Outage\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n- \n\n## Risks\n\n- \n");
    for line in [5, 9] {
        let list = client.request("textDocument/completion", place(uri, line, 2));
        assert_eq!(list["isIncomplete"], false);
        let sorted: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|item| item["sortText"].as_str().unwrap()).collect();
        assert!(!sorted.is_empty() && sorted.is_sorted());
    }
}

#[test]
fn every_kind_of_offer_is_documented_when_it_is_shown() {
    let item = json!({ "snippetSupport": true, "resolveSupport": { "properties": ["documentation"] } });
    let mut client = Client::start(json!({ "textDocument": { "completion": { "completionItem": item } } }));
    let uri = "file:///home/me/incidents/outage.md";
    let text = "# Outage\n\n- Incident Detected: 2024-03-04 10:04 UTC\n- \n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n- \n\n## Open Questions\n\n- \n\n## \n";
    client.open(uri, text);
    for (line, character, label) in [
        (3, 2, "Incident Start"),
        (8, 2, "2024-03-04 10:04 UTC"),
        (12, 2, "How would anyone notice"),
        (14, 3, "Risks"),
    ] {
        let items = client.completions(uri, line, character);
        let item = items.iter().find(|item| item["label"] == label);
        let item = item.unwrap_or_else(|| panic!("no {label} in {items:#?}"));
        assert_eq!(item["documentation"], Value::Null, "it would be sent for nothing");
        let resolved = client.request("completionItem/resolve", item.clone());
        let documentation = resolved["documentation"]["value"].as_str().unwrap_or_default();
        assert!(documentation.contains('?'), "{label}: {documentation}");
    }
}

/// Neovim before 0.11 completes words of one line and shows a line break in one as `^@`.
#[test]
fn a_word_of_one_line_has_the_lines_below_in_an_edit_of_their_own() {
    let text = "# Outage\n\n## Timeline\n\n- 2024-03-04 10:00 UTC deploy\n\n## Miti\n\n## Risks\n";
    let written = |name: &str, text: &str| {
        let mut client = Client::start_with(json!({
            "processId": null, "rootUri": null, "clientInfo": { "name": name },
            "capabilities": { "textDocument": { "completion": { "completionItem": { "snippetSupport": false } } } },
        }));
        client.open("file:///w/r.md", text);
        let line = text.lines().position(|line| line == "## Miti").unwrap();
        let offers = client.completions("file:///w/r.md", line as u32, 7);
        let item = offers.into_iter().find(|item| item["label"] == "Mitigators").expect("it is offered");
        let below = item["additionalTextEdits"].as_array().cloned().unwrap_or_default();
        let first = item["textEdit"]["newText"].as_str().unwrap().to_owned();
        (apply(text, &[vec![item["textEdit"].clone()], below].concat()), first)
    };
    let in_one_line = written("Neovim", text);
    assert_eq!(in_one_line.1, "## Mitigators");
    assert_eq!(in_one_line.0, written("another editor", text).0, "the review becomes the same");
    let last = text.strip_suffix("## Risks\n").unwrap();
    assert_eq!(written("Neovim", last).0, written("another editor", last).0);
    // Behind a last line without a break the two edits would meet.
    let unbroken = text.strip_suffix("\n\n## Risks\n").unwrap();
    assert_eq!(written("Neovim", unbroken).0, unbroken.replace("## Miti", "## Mitigators"));
    let windows = text.replace('\n', "\r\n");
    assert_eq!(written("Neovim", &windows).0, written("another editor", &windows).0);
}

#[test]
fn an_empty_file_is_offered_the_template_of_the_team_as_it_is_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "askhow.toml", "[template]\nfile = \"docs/ours.md\"\n");
    write(root, "docs/ours.md", "---\nseverity: TBD\n---\n\n# Ours\n");
    let uri = write(root, "incidents/outage.md", "");
    // Files of settings are watched, templates are not.
    let watched = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::start_with(json!({
        "capabilities": watched, "workspaceFolders": [{ "uri": file_uri(root), "name": "reviews" }],
    }));
    for (uri, title) in [(uri.as_str(), "Ours"), ("untitled:Untitled-1", "Theirs"), (uri.as_str(), "Theirs")]
    {
        write(root, "docs/ours.md", &format!("---\nseverity: TBD\n---\n\n# {title}\n"));
        client.open(uri, "");
        let begin = Instant::now();
        let expected = format!("---\nseverity: TBD\n---\n\n# {title}\n");
        loop {
            let list = client.completions(uri, 0, 0);
            assert_eq!(list.len(), 1);
            let written = list[0]["textEdit"]["newText"].as_str().expect("an edit");
            if written == expected {
                break;
            }
            assert!(begin.elapsed() < Duration::from_secs(30), "{written}");
            std::thread::sleep(Duration::from_millis(5));
        }
        client.close(uri);
    }
}

/// Neovim shows the word beside a label, and what is called detail once more above the documentation.
#[test]
fn the_word_beside_a_label_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "# Outage\n\n- Incident Start: 2025-03-04 16:32 UTC\n\n## Timeline\n\n- \n";
    let uri = write(folder.path(), "incidents/outage.md", text);
    let able =
        json!({ "textDocument": { "completion": { "completionItem": { "labelDetailsSupport": true } } } });
    for (name, is_beside) in [("Neovim", true), ("Visual Studio Code", false)] {
        let mut client = Client::start_with(json!({ "capabilities": able, "clientInfo": { "name": name } }));
        client.open(&uri, text);
        let list = client.request("textDocument/completion", place(&uri, 6, 2));
        let item = &list["items"][0];
        let (beside, detail) = (&item["labelDetails"]["description"], &item["detail"]);
        let (told, silent) = if is_beside { (beside, detail) } else { (detail, beside) };
        assert_eq!((told, silent), (&json!("Incident Start"), &Value::Null), "{name}: {item}");
    }
}
