//! A panic in any rule costs what that rule would have said, in an editor and on the command line.

use std::process::Command;

use askhow_tests::askhow;
use askhow_tests::lsp::{Client, file_uri, range};
use serde_json::{Value, json};

use crate::{places, plant, read_past};

/// Rules without an example in a text alone: a text for each, in a folder with the settings and the name that it takes.
const OWN_TEXTS: &[(&str, &str)] = &[
    ("phrasing/own", "The cutover was smooth.\n"),
    (
        "timeline/date-conflict",
        "# Incident review of 2024-07-04\n\n## Timeline\n\n- 2024-05-04 16:40 UTC Ana restarts it\n",
    ),
    (
        "form/unknown-value",
        "# Incident review of the queue\n\n- Severity: purple\n\n## Mitigators\n\n- The desk.\n",
    ),
];

const SETTINGS: &str = "severities = [\"SEV-1\", \"SEV2\"]\n\n\
    [[phrases]]\nfind = \"cutover\"\nmessage = \"What was cut over?\"\n";

/// What others have to say, whatever rule is tried.
const COMPANY: [&str; 2] = [
    "\n## Difficulties in Handling\n\nLuckily, we were lucky. This is a no-brainer, obviously.\n",
    "\nLuckily, we were lucky. This is a no-brainer, obviously.\n",
];

/// The rules that look at a text together: one that stumbles takes the other along.
const TOGETHER: &[[&str; 2]] = &[["phrasing/why-question", "phrasing/why-clause"]];

fn rules() -> Vec<Value> {
    let output = Command::new(askhow()).args(["rules", "--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Texts in which a rule may have something to say: its examples as they are, and in a review.
fn texts(rule: &Value) -> Vec<String> {
    let id = rule["rule"].as_str().unwrap();
    let own = OWN_TEXTS.iter().filter(|(of, _)| *of == id).map(|(_, text)| *text);
    let examples = rule["fires"].as_array().unwrap().iter().map(|it| it.as_str().unwrap());
    own.chain(examples)
        .flat_map(|text| {
            let below = |heading: &str| format!("# Incident review of the queue\n\n## {heading}\n\n{text}\n");
            [text.to_owned(), below("Description"), below("Contributors & Enablers")]
        })
        .flat_map(|text| COMPANY.map(|company| text.clone() + company))
        .collect()
}

fn code(finding: &Value) -> &str {
    finding["code"].as_str().unwrap()
}

#[test]
fn a_rule_that_stumbles_takes_its_own_findings_along_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("incidents")).unwrap();
    std::fs::write(folder.path().join("askhow.toml"), SETTINGS).unwrap();
    let mut client = Client::spawn();
    client.initialize(json!({ "rootUri": file_uri(folder.path()), "capabilities": {} }));
    let rules = rules();
    assert!(rules.len() > 50);
    for rule in &rules {
        let id = rule["rule"].as_str().unwrap();
        let name = if id == "timeline/date-conflict" { "2024-05-04-queue.md" } else { "queue.md" };
        let path = folder.path().join("incidents").join(name);
        let uri = file_uri(&path);
        let mut tried = texts(rule).into_iter().map(|text| {
            let list = client.open(&uri, &text);
            client.close(&uri);
            (text, list)
        });
        let found = tried.find(|(_, list)| list.iter().any(|it| code(it) == id));
        let (text, right) = found.unwrap_or_else(|| panic!("{id} says nothing of its examples"));
        plant(&mut client, json!({ "rule": id }));
        let left = client.open(&uri, &text);
        let is_kept = |it: &&Value| {
            code(it) != id && !TOGETHER.iter().any(|both| both.contains(&id) && both.contains(&code(it)))
        };
        let kept: Vec<Value> = right.iter().filter(is_kept).cloned().collect();
        assert!(!kept.is_empty(), "{id}: nobody else has anything to say");
        let left: Vec<Value> = left.iter().filter(is_kept).cloned().collect();
        assert_eq!(places(&left), places(&kept), "{id}");
        // It goes on stumbling at each key, and the document stays in step.
        let typed = client.change(&uri, 2, json!([{ "range": range((0, 0), (0, 0)), "text": "\n" }]));
        assert!(typed.iter().all(|it| code(it) != id), "{id}");
        assert_eq!(client.text(&uri), format!("\n{text}"));
        assert!(
            !client
                .request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))
                .is_null()
        );
        plant(&mut client, json!({}));
        assert_eq!(
            places(&client.change(&uri, 3, json!([{ "text": text }]))),
            places(&right),
            "{id}, behind it"
        );
        client.close(&uri);
        read_past(&mut client);

        std::fs::write(&path, &text).unwrap();
        let mut command = Command::new(askhow());
        command
            .args(["check", "--level", "hint", "--format", "json", "incidents"])
            .current_dir(folder.path());
        let output = command.env("ASKHOW_TEST_PANIC", id).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{id}: what is missing is owned up to");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("queue.md: askhow stumbled at crates/"), "{id}: {said}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let told = report["files"][0]["findings"].as_array().unwrap().clone();
        let told: Vec<&str> = told.iter().map(|it| it["rule"].as_str().unwrap()).collect();
        assert!(!told.contains(&id) && !told.is_empty(), "{id}: {told:?}");
        // A file is not written by what is not whole.
        let mut command = Command::new(askhow());
        let output = command
            .args(["fix", "incidents"])
            .current_dir(folder.path())
            .env("ASKHOW_TEST_PANIC", id)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{id}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{id}");
        std::fs::remove_file(&path).unwrap();
    }
}
