//! What a log holds: nothing of a review, also where something goes wrong over it.

use askhow_tests::lsp::{Client, file_uri};
use askhow_tests::requests::{REVIEW, able, requests};
use serde_json::json;

/// A word that stands nowhere but in what is confidential.
const SECRET: &str = "zanzibar";

#[test]
fn a_log_holds_nothing_of_a_review_its_name_or_what_is_asked_about_it() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = std::process::Command::new(askhow_tests::askhow());
    command.args(["lsp", "--log"]).arg(&log).env("ASKHOW_LOG", "trace").env("ASKHOW_TEST_REQUESTS", "1");
    let mut client = Client::spawn_by(command.env("ASKHOW_CACHE", ""));
    let root = folder.path().join("work");
    std::fs::create_dir(&root).unwrap();
    client.initialize(json!({ "rootUri": file_uri(&root), "capabilities": able() }));
    let uri = file_uri(&root.join(format!("{SECRET}.md")));
    let text = REVIEW.replace("queue", SECRET).replace("Ana", SECRET);
    client.open_quietly(&uri, 1, &text);
    for (_, method, params) in requests(&uri) {
        let params =
            params.to_string().replace("queue", SECRET).replace("fine", SECRET).replace("zoe", SECRET);
        let params: serde_json::Value = serde_json::from_str(&params).unwrap();
        let id = client.ask(method, params.clone());
        client.answer(id);
        client.request("askhow/test/plant", json!({ "method": method, "step": 1 }));
        let id = client.ask(method, params);
        client.answer(id);
    }
    // Rules that stumble over it, changes that can't be read, files that are not there.
    client.request("askhow/test/plant", json!({ "rule": "phrasing/luck" }));
    client.change_quietly(&uri, 2, json!([{ "text": text }]));
    client.change_quietly(&uri, 3, json!([{ "range": SECRET, "text": SECRET }]));
    client.change_quietly(&file_uri(&root.join("zanzibar-2.md")), 3, json!([{ "text": SECRET }]));
    client.send_bytes(format!("Content-Length: 20\r\n\r\n{{\"method\":\"{SECRET}\"").as_bytes());
    let id = client.ask(SECRET, json!({ SECRET: SECRET }));
    client.answer(id);
    client.request("shutdown", json!(null));
    client.notify("exit", json!(null));
    assert_eq!(client.status(), 0);
    let unread: Vec<_> = client.unread().cloned().collect();
    unread.iter().for_each(|message| drop(client.take("what else came", |it| it == message)));
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("panicked at") && said.contains("opened version 1"), "{said}");
    let told = said.lines().filter(|line| line.to_lowercase().contains(SECRET)).collect::<Vec<_>>();
    assert!(told.is_empty(), "{told:#?}");
}
