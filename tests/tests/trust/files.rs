//! What lies about in a folder: devices, pipes, links out of it, and a great many files.

#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use askhow_tests::lsp::{Client, file_uri};
use serde_json::json;

use crate::{REVIEW, run, write};

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// A folder in which settings and `.gitignore` are what they should not be.
fn odd(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "r.md", REVIEW);
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    match settings {
        "pipe" => pipe(&folder.path().join("askhow.toml")),
        "large" => write(folder.path(), "askhow.toml", "# x\n".repeat(300_000)),
        device => symlink(device, folder.path().join("askhow.toml")).unwrap(),
    }
    folder
}

#[test]
fn settings_that_are_no_file_are_an_error_and_nobody_waits() {
    for (settings, said) in [
        ("/dev/zero", "a link out of its folder"),
        ("/dev/stdin", "a link out of its folder"),
        ("/etc/passwd", "a link out of its folder"),
        ("pipe", "a device or a pipe"),
        ("large", "larger than 1 MB"),
    ] {
        let folder = odd(settings);
        let run = run(folder.path(), &["check", "r.md"]);
        assert_eq!(run.status, Some(2), "{settings}: {}", run.stderr);
        let expected = format!("askhow.toml:1:1: this file can't be read: {said}");
        assert!(run.stderr.starts_with(&expected), "{settings}: {}", run.stderr);
        assert!(run.stdout.contains("r.md:3:1"), "{settings}: what is built in counts");
        // An editor that opens the review hears of it and gets its findings.
        let mut client = Client::start(json!({}));
        let findings = client.open(&file_uri(&folder.path().join("r.md")), REVIEW);
        assert!(!findings.is_empty(), "{settings}");
        client.take("a message", |message| message["method"] == "window/showMessage");
        client.take("what is wrong with the settings", |message| {
            let uri = message["params"]["uri"].as_str().unwrap_or_default();
            message["method"] == "textDocument/publishDiagnostics" && uri.ends_with("/askhow.toml")
        });
        client.take_leave();
    }
}

#[test]
fn three_hundred_folders_with_a_device_for_settings_take_no_time() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..300 {
        write(folder.path(), format!("incidents/{number}/r.md"), REVIEW);
        symlink("/dev/zero", folder.path().join(format!("incidents/{number}/askhow.toml"))).unwrap();
        symlink("/dev/zero", folder.path().join(format!("incidents/{number}/.gitignore"))).unwrap();
    }
    let run = run(folder.path(), &["check", "--quiet", "."]);
    assert_eq!(run.status, Some(2));
    assert_eq!(run.stderr.matches("can't be read").count(), 300, "{}", run.stderr);
}

#[test]
fn a_gitignore_that_is_no_file_is_passed_over_or_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a/r.md", REVIEW);
    write(folder.path(), "b/r.md", REVIEW);
    symlink("/dev/zero", folder.path().join("a/.gitignore")).unwrap();
    pipe(&folder.path().join("b/.gitignore"));
    let run = run(folder.path(), &["check", "."]);
    assert_eq!(run.status, Some(2));
    assert!(run.stdout.contains("a/r.md:3:1"), "git follows no such link: {}", run.stdout);
    assert!(run.stderr.starts_with("b/.gitignore: a device or a pipe"), "{}", run.stderr);
}

#[test]
fn a_hundred_thousand_files_are_walked() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        std::fs::create_dir(folder.path().join(format!("{number}"))).unwrap();
        for file in 0..1000 {
            std::fs::File::create(folder.path().join(format!("{number}/{file}.txt"))).unwrap();
        }
    }
    write(folder.path(), "99/r.md", REVIEW);
    let run = run(folder.path(), &["check", "--format", "github", "."]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[test]
fn a_link_out_of_the_repository_is_neither_checked_nor_written() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "out/victim.md", REVIEW);
    write(folder.path(), "in/incidents/a.md", "# Incident review\n\nFine.\n");
    std::fs::create_dir(folder.path().join("in/.git")).unwrap();
    symlink("../../out/victim.md", folder.path().join("in/incidents/v.md")).unwrap();
    let ran = run(&folder.path().join("in"), &["fix", "incidents"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("out/victim.md")).unwrap(), REVIEW);
    let ran = run(&folder.path().join("in"), &["check", "."]);
    assert!(!ran.stdout.contains("v.md"), "{}", ran.stdout);
    // Who names it means it.
    let ran = run(&folder.path().join("in"), &["check", "incidents/v.md"]);
    assert!(ran.stdout.contains("v.md:3:1"), "{}", ran.stdout);
}

#[test]
fn what_git_ignores_is_offered_to_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let earlier =
        |title: &str| format!("# Incident review: {title}\n\n## Timeline\n\n- 2024-05-04 16:40 UTC a\n");
    write(folder.path(), ".gitignore", "secret/\n");
    write(folder.path(), "secret/x.md", earlier("Quietus"));
    write(folder.path(), "y.md", earlier("Yonder"));
    let text = "# Incident review of now\n\n## Timeline\n\n- 2024-05-04 16:40 UTC a\n\nSee [\n";
    write(folder.path(), "now.md", text);
    let folders = json!([{ "uri": file_uri(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": {}, "workspaceFolders": folders }));
    let uri = file_uri(&folder.path().join("now.md"));
    client.open(&uri, text);
    let labels = |client: &mut Client| {
        let offers = client.completions(&uri, 6, 5);
        offers.iter().filter_map(|item| Some(item["label"].as_str()?.to_owned())).collect::<Vec<_>>()
    };
    let mut offered = labels(&mut client);
    for _ in 0..50 {
        if offered.iter().any(|label| label.contains("Yonder")) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        offered = labels(&mut client);
    }
    assert!(offered.iter().any(|label| label.contains("Yonder")), "{offered:?}");
    assert!(!offered.iter().any(|label| label.contains("Quietus")), "{offered:?}");
}

#[test]
fn a_file_opened_alone_makes_nobody_read_what_lies_below_its_folder() {
    let home = tempfile::tempdir().unwrap();
    let earlier =
        |title: &str| format!("# Incident review: {title}\n\n## Timeline\n\n- 2024-05-04 16:40 UTC a\n");
    write(home.path(), "work/notes/x.md", earlier("Quietus"));
    write(home.path(), "beside.md", earlier("Beside"));
    let text = "# Incident review of now\n\n## Timeline\n\n- 2024-05-04 16:40 UTC a\n\nSee [\n";
    write(home.path(), "now.md", text);
    let mut client = Client::start(json!({}));
    let uri = file_uri(&home.path().join("now.md"));
    client.open(&uri, text);
    let mut offered = String::new();
    for _ in 0..50 {
        offered = format!("{:?}", client.completions(&uri, 6, 5));
        if offered.contains("Beside") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(offered.contains("Beside"), "{offered}");
    assert!(!offered.contains("Quietus"), "{offered}");
}

#[test]
fn settings_that_somebody_names_may_be_a_link() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "shared/ours.toml", "[rules]\n\"phrasing/*\" = \"off\"\n");
    write(folder.path(), "repo/r.md", REVIEW);
    std::fs::create_dir(folder.path().join("repo/.git")).unwrap();
    symlink("../shared/ours.toml", folder.path().join("repo/ours.toml")).unwrap();
    let run = run(&folder.path().join("repo"), &["check", "--config", "ours.toml", "r.md"]);
    assert!(run.status != Some(2) && !run.stdout.contains("phrasing/"), "{}{}", run.stdout, run.stderr);
}
