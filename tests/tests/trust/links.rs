//! Where links lead, over the wire.

use askhow_tests::lsp::{Client, file_uri};
use serde_json::{Value, json};

use crate::write;

/// A text whose links lead everywhere but one place where they may.
const TEXT: &str = "# Incident review of the queue\n\n\
    [a](command:workbench.action.quit) [b](javascript:alert) [c](vscode://file/x) [d](data:text/html,x)\n\
    [e](file:///etc/passwd) [f](file://evil/share) [g](//evil/share) [h](../../../../../../etc/passwd)\n\
    [i](%2e%2e/%2e%2e/%2e%2e/x.md) [j][ref] [k](https://a.example) [l](graphs/x.png) OPS-12 RUN-3 BAD-4\n\n\
    [ref]: command:workbench.action.quit\n";

#[test]
fn a_link_leads_to_the_web_to_mail_and_into_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[links]\n\"OPS-#\" = \"https://t.example/#\"\n\"RUN-#\" = \"runbooks/#.md\"\n\
                    \"BAD-#\" = \"command:workbench.action.terminal.sendSequence?%7B%7D\"\n";
    write(folder.path(), "askhow.toml", settings);
    write(folder.path(), "incidents/a.md", TEXT);
    let folders = json!([{ "uri": file_uri(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": {}, "workspaceFolders": folders }));
    let uri = file_uri(&folder.path().join("incidents/a.md"));
    client.open(&uri, TEXT);
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    let targets: Vec<&str> =
        links.as_array().unwrap().iter().filter_map(|link| link["target"].as_str()).collect();
    let here = file_uri(folder.path());
    let here = here.trim_end_matches('/');
    assert_eq!(
        targets,
        [
            "https://a.example",
            &format!("{here}/incidents/graphs/x.png"),
            "https://t.example/12",
            &format!("{here}/runbooks/3.md"),
        ]
    );
    client.take("a message about the settings", |message| message["method"] == "window/showMessage");
    // The pattern that leads elsewhere is wrong where it stands.
    let file = folder.path().join("askhow.toml");
    client.open_quietly(&file_uri(&file), 1, settings);
    let of_settings = |message: &Value| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == file_uri(&file)
    };
    client.take("what is wrong with the settings", of_settings);
    let listed = client.take("the same of the open file", of_settings);
    let wrong = &listed["params"]["diagnostics"][0];
    assert_eq!(wrong["range"]["start"], json!({ "line": 3, "character": 10 }));
    assert!(wrong["message"].as_str().unwrap().contains("leads nowhere that a link may lead"), "{wrong}");
}

#[cfg(unix)]
#[test]
fn a_link_of_the_disk_leads_where_it_points() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "x.md", "secret\n");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/b.md", "# B\n");
    symlink(outside.path().join("x.md"), folder.path().join("incidents/out.md")).unwrap();
    symlink(outside.path(), folder.path().join("incidents/folder")).unwrap();
    symlink("b.md", folder.path().join("incidents/in.md")).unwrap();
    let text = "# Incident review of the queue\n\n[a](out.md) [b](folder/x.md) [c](in.md) [d](none.md)\n";
    let folders = json!([{ "uri": file_uri(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": {}, "workspaceFolders": folders }));
    let uri = file_uri(&folder.path().join("incidents/a.md"));
    client.open(&uri, text);
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    let name = |link: &Value| link["target"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let names: Vec<_> = links.as_array().unwrap().iter().map(name).collect();
    assert_eq!(names, ["in.md", "none.md"]);
}

#[test]
fn the_command_line_names_the_pattern_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "askhow.toml", "[links]\n\"OPS-#\" = \"javascript:alert(#)\"\n");
    write(folder.path(), "a.md", crate::REVIEW);
    let run = crate::run(folder.path(), &["check", "a.md"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.starts_with("askhow.toml:2:11: `javascript:alert(#)` leads nowhere"),
        "{}",
        run.stderr
    );
}

/// VS Code makes links of what stands so in a message, and runs those with `command:`.
#[test]
fn a_message_about_the_settings_holds_no_link() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "askhow.toml", "\"[click](command:workbench.action.quit)\" = 1\n");
    let mut client = Client::start(json!({}));
    client.open(&file_uri(&folder.path().join("a.md")), crate::REVIEW);
    let message = client.take("a message", |message| message["method"] == "window/showMessage");
    let message = message["params"]["message"].as_str().unwrap();
    assert!(message.contains("[click] (command:workbench.action.quit)"), "{message}");
    client.take("the same at its place", |message| {
        let uri = message["params"]["uri"].as_str().unwrap_or_default();
        message["method"] == "textDocument/publishDiagnostics" && uri.ends_with("/askhow.toml")
    });
}
