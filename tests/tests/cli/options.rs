//! Every option of every command is there for a reason: some test uses it. And those that only show in passing: the
//! bar of a long check, the log.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use askhow_tests::{askhow, say, workspace};

use crate::helpers::{Folder, WHY};

#[test]
fn every_option_is_tried() {
    let help = |command: &str| Folder::empty().run(&[command, "--help"]).ends_with(0).stdout;
    let words: String = fs::read_dir(workspace().join("tests/tests/cli"))
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let (mut n_options, mut untried) = (0, Vec::new());
    for command in
        ["check", "fix", "format", "rephrase", "new", "rules", "config", "lsp", "completions", "man", "demo"]
    {
        let text = help(command);
        let options = text.lines().filter_map(|line| line.trim_start().strip_prefix("--"));
        for option in options.map(|line| line.split(' ').next().unwrap_or_default()) {
            n_options += 1;
            if !words.contains(&format!("\"--{option}\"")) {
                untried.push(format!("{command} --{option}"));
            }
        }
    }
    assert!(n_options > 15, "{n_options}");
    assert!(untried.is_empty(), "no test tries {untried:?}");
}

#[test]
fn a_log_is_written_where_it_is_wanted_and_holds_no_text() {
    let folder = Folder::empty();
    let log = folder.path().join("askhow.log");
    let output = serve_with_log(&log);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("DEBUG") && log.contains("version"), "{log}");
    assert!(!log.contains("deploy"), "a log holds no text of a review: {log}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_costs_the_log_alone() {
    let output = serve_with_log(Path::new("/dev/full"));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("\"capabilities\"") && said.contains("\"id\":2"), "it serves to the end: {said}");
}

/// A whole short life of a server: a review is opened, and it takes its leave.
fn serve_with_log(log: &Path) -> Output {
    let mut child = Command::new(askhow())
        .args(["lsp", "--log"])
        .arg(log)
        .env("ASKHOW_LOG", "debug")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for message in [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#.to_owned(),
        r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#.to_owned(),
        format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"file:///incidents/a.md","languageId":"markdown","version":1,"text":{}}}}}}}"#,
            serde_json::Value::from(WHY)
        ),
        r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#.to_owned(),
        r#"{"jsonrpc":"2.0","method":"exit"}"#.to_owned(),
    ] {
        write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    output
}

#[test]
fn a_log_that_can_not_be_written_is_said() {
    let folder = Folder::empty();
    let ran = folder.run(&["lsp", "--log", "no/such/folder/askhow.log"]);
    assert!(ran.status != Some(0) && ran.stderr.contains("no/such/folder/askhow.log"), "{ran:?}");
    let ran = folder.run(&["lsp", "--log", "no/\u{1b}]0;x\u{7}\n::error::y"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow: the log no/␛]0;x␇␊::error::y can't be written: "), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn no_half_review_stays_where_there_is_no_room() {
    let folder = Folder::empty();
    let new = format!("ulimit -f 1; exec {} new a.md", askhow().display());
    let output = Command::new("sh").args(["-c", &new]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("a.md: "), "{output:?}");
    assert!(!folder.path().join("a.md").exists());
}

/// A text that takes three seconds to come is a pipe that nobody fills before.
#[cfg(target_os = "linux")]
#[test]
fn a_check_that_lasts_shows_how_far_it_is_on_a_terminal_alone() {
    if Command::new("script").arg("--version").output().is_err() {
        return say("no program `script` here: the bar of a long check is skipped");
    }
    let folder = Folder::new(&[("b.md", WHY), ("c.md", WHY)]);
    let pipe = folder.path().join("a.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let run = |on_terminal: bool| {
        let check = format!("{} check --jobs 1 - b.md c.md < a.md", askhow().display());
        let mut command = if on_terminal { Command::new("script") } else { Command::new("sh") };
        match on_terminal {
            true => command.args(["-qec", &check, "/dev/null"]),
            false => command.args(["-c", &check]),
        };
        let mut child = command
            .current_dir(folder.path())
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Open at both ends, so that nobody waits for anybody.
        let mut file = fs::OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
        std::thread::sleep(Duration::from_secs(3));
        file.write_all(WHY.as_bytes()).unwrap();
        drop(file);
        let deadline = Instant::now() + Duration::from_secs(30);
        while child.try_wait().unwrap().is_none() {
            if Instant::now() > deadline {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = child.wait_with_output().unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let shown = run(true);
    assert!(shown.contains(" of 3 files"), "{shown}");
    let shown = run(false);
    assert!(!shown.contains(" of 3 files") && shown.contains("in 3 reviews"), "{shown}");
}
