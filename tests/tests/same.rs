//! A folder through the command line and through the server: the same files are reviews, and the same is found in
//! them, at the same places and levels.

use std::path::Path;
use std::process::Command;

use askhow_tests::lsp::{Client, file_uri};
use askhow_tests::{askhow, workspace};
use serde_json::{Value, json};

const SETTINGS: &str = "reviews = [\"notes/*.md\"]\ntimezone = \"Europe/Berlin\"\nquiet-gap = \"15m\"\nseverities = \
[\"SEV1\", \"SEV2\"]\n\n[rules]\n\"phrasing/luck\" = \"off\"\n\"section/*\" = \"hint\"\n\"phrasing/root-cause\" = \
\"warning\"\n\n[sections]\n\"Follow-up Items\" = [\"Homework\"]\n\n[[phrases]]\nfind = \"glitch\"\nmessage = \
\"what was to be seen?\"\n";

const TIMES: &str = "# Outage\n\n- Severity: SEV9\n- Incident Start: 2025-03-30 02:30\n\n## Timeline\n\n- 2025-03-30 \
02:30 Ana 🚒 sees it\n- 2025-03-30 04:40 Ben joins\n- 2025-03-30 03:50 a glitch, with é before the root cause\n\n## \
Homework\n\n- Why did it take so long?\n";

const PLAIN: &str = "# Tool\n\nWhy another one? The root cause is a glitch.\n";

/// One finding: rule, level, message, and where it begins and ends (from 0, in characters).
type Finding = (String, String, String, [u64; 4]);

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn place(start: &Value, end: &Value, column: &str, first: u64) -> [u64; 4] {
    let number = |value: &Value| value.as_u64().expect("a number") - first;
    [number(&start["line"]), number(&start[column]), number(&end["line"]), number(&end[column])]
}

fn by_command_line(root: &Path) -> Vec<(String, bool, Vec<Finding>)> {
    let mut command = Command::new(askhow());
    let output = command.args(["check", "--format", "json", "--fail-on", "never"]).current_dir(root).output();
    let json: Value = serde_json::from_slice(&output.expect("it runs").stdout).expect("it is JSON");
    let finding = |finding: &Value| {
        let range = &finding["range"];
        let at = place(&range["start"], &range["end"], "column", 1);
        (text_of(&finding["rule"]), text_of(&finding["severity"]), text_of(&finding["message"]), at)
    };
    let file = |file: &Value| {
        let findings = file["findings"].as_array().expect("a list").iter().map(finding).collect();
        (text_of(&file["path"]), file["review"] == true, findings)
    };
    json["files"].as_array().expect("a list").iter().map(file).collect()
}

fn by_server(client: &mut Client, root: &Path, name: &str) -> Vec<Finding> {
    let text = std::fs::read_to_string(root.join(name)).expect("a text");
    let found = client.open(&file_uri(&root.join(name)), &text);
    let finding = |finding: &Value| {
        let levels = ["error", "warning", "information", "hint"];
        let level = finding["severity"].as_u64().and_then(|it| levels.get(usize::try_from(it).ok()? - 1));
        let range = &finding["range"];
        let at = place(&range["start"], &range["end"], "character", 0);
        (text_of(&finding["code"]), (*level.expect("a level")).to_owned(), text_of(&finding["message"]), at)
    };
    found.iter().map(finding).collect()
}

#[test]
fn the_command_line_and_the_server_say_the_same_of_every_file_of_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    std::fs::create_dir(root.join(".git")).expect("a folder can be made");
    write(root, "askhow.toml", SETTINGS);
    write(root, "incidents/times.md", TIMES);
    write(root, "incidents/crlf.md", &TIMES.replace('\n', "\r\n"));
    write(root, "incidents/quiet/askhow.toml", "preset = \"strict\"\n[rules]\n\"timeline/*\" = \"off\"\n");
    write(root, "incidents/quiet/times.md", TIMES);
    write(root, "incidents/no.md", &format!("---\naskhow: false\n---\n\n{TIMES}"));
    write(root, "notes/plain.md", PLAIN);
    write(root, "README.md", PLAIN);
    write(root, "docs/asked.md", &format!("---\naskhow: true\n---\n\n{PLAIN}"));
    for name in ["deploy-slips.md", "login-mails.md", "readme.md"] {
        let text = std::fs::read_to_string(workspace().join("tests/samples").join(name)).expect("a sample");
        write(root, &format!("samples/{name}"), &text);
    }
    let mut client = Client::start_with(json!({
        "capabilities": { "general": { "positionEncodings": ["utf-32"] } },
        "workspaceFolders": [{ "uri": file_uri(root), "name": "reviews" }],
    }));
    let files = by_command_line(root);
    assert_eq!(files.len(), 10, "{files:#?}");
    let mut n_found = 0;
    for (name, is_review, mut wanted) in files {
        let mut found = by_server(&mut client, root, &name);
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{name}");
        assert!(is_review || wanted.is_empty(), "{name}");
        n_found += wanted.len();
        let expected = !["README.md", "incidents/no.md", "samples/readme.md"].contains(&name.as_str());
        assert_eq!(is_review, expected, "{name}");
    }
    assert!(n_found > 30, "{n_found}");
}
