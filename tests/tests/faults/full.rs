//! A disk that is full: what is there stays, what can't be written is said, and nothing is left half.
//!
//! Where folders can be mounted it is a real one of 64 kB; everywhere files may not grow, by a limit of the process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use askhow_tests::lsp::{Client, file_uri};
use askhow_tests::requests::REVIEW;
use askhow_tests::{askhow, say};
use serde_json::json;

use crate::read_past;

/// No file grows; the signal that says so is turned off, as an error comes as well.
const LIMITED: &str = "trap '' XFSZ; cd \"$1\"; shift; ulimit -f 0; exec \"$@\"";

/// The folder becomes a disk of its own, with the same files, filled up to the last byte. What is left is copied back.
const FULL: &str = "mount -t tmpfs -o size=64k tmpfs \"$2\" && cp -a \"$1/.\" \"$2\" || exit 99
    cp /dev/zero \"$2/fill\" 2>/dev/null
    cd \"$2\"; before=$1; shift 2
    \"$@\"; status=$?
    rm fill; rm -rf \"$before\"; mkdir \"$before\"; cp -a . \"$before\"; exit $status";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Disk {
    Limited,
    Full,
}

/// Those that can be had here.
fn disks() -> Vec<Disk> {
    let mount = "mount -t tmpfs -o size=64k tmpfs /mnt";
    let can_mount =
        Command::new("unshare").args(["--user", "--map-root-user", "--mount", "sh", "-c", mount]).output();
    if can_mount.is_ok_and(|output| output.status.success()) {
        return vec![Disk::Limited, Disk::Full];
    }
    say("SKIPPED a disk that is full: none can be mounted here; files that may not grow are tried");
    vec![Disk::Limited]
}

/// A command in a folder on such a disk.
fn on(disk: Disk, folder: &Path, place: &Path) -> Command {
    let mut command = match disk {
        Disk::Limited => Command::new("sh"),
        Disk::Full => {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "--mount", "sh"]);
            command
        }
    };
    command.arg("-c").arg(if disk == Disk::Limited { LIMITED } else { FULL }).arg("sh").arg(folder);
    if disk == Disk::Full {
        command.arg(place);
    }
    command.arg(askhow());
    command
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), b"a folder".to_vec());
                waiting.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_can_not_be_written_leaves_what_is_there() {
    let is_full = |said: &str| {
        ["no space left", "no storage space", "too large"].iter().any(|it| said.to_lowercase().contains(it))
    };
    for disk in disks() {
        for (args, named) in [
            (&["fix", "."][..], "incidents/a.md: left as it is: "),
            (&["format", "--sort", "."], "incidents/a.md: left as it is: "),
            (&["new", "incidents/b.md"], "incidents/b.md: "),
            (&["new", "incidents/more/b.md"], "incidents/more/b.md: "),
            (&["check", "--baseline", "baseline.json", "--quiet", "."], "baseline.json: "),
        ] {
            let (ground, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let folder = ground.path().join("work");
            std::fs::create_dir_all(folder.join("incidents")).unwrap();
            std::fs::write(folder.join("incidents/a.md"), REVIEW).unwrap();
            let before = files(&folder);
            let output = on(disk, &folder, place.path()).args(args).stdin(Stdio::null()).output().unwrap();
            let said = said(&output);
            assert_eq!(output.status.code(), Some(2), "{disk:?} {args:?}: {said}");
            let line = said.lines().find(|line| line.trim_start_matches("./").starts_with(named));
            assert!(line.is_some_and(is_full), "{disk:?} {args:?}: {said}");
            assert_eq!(files(&folder), before, "{disk:?} {args:?}");
            // With room it is written.
            let output =
                Command::new(askhow()).args(args).current_dir(&folder).stdin(Stdio::null()).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{args:?}: {}", self::said(&output));
            assert_ne!(files(&folder), before, "{args:?}");
        }
    }
}

/// What is printed into a file on such a disk.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_can_not_be_written_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("incidents")).unwrap();
    let review = folder.path().join("incidents/a.md");
    std::fs::write(&review, REVIEW).unwrap();
    for args in [
        &["check", "--fail-on", "never", "."][..],
        &["check", "--fail-on", "never", "--format", "json", "."],
        &["check", "--fail-on", "never", "--timeline", "."],
        &["fix", "--diff", "."],
        &["fix", "-"],
        &["format", "-"],
        &["rephrase", "Why did it fail?"],
        &["rephrase"],
        &["rules"],
        &["config"],
        &["config", "--schema"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let input = std::fs::File::open(&review).unwrap();
        let mut command = Command::new(askhow());
        command.args(args).current_dir(folder.path()).stdin(input).stdout(full).stderr(Stdio::piped());
        let output = command.spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(said(&output).contains("output: no space left on device"), "{args:?}: {}", said(&output));
        assert_eq!(std::fs::read_to_string(&review).unwrap(), REVIEW, "{args:?}");
    }
}

#[test]
fn the_server_goes_on_without_its_log_and_its_pages() {
    for disk in disks() {
        let (ground, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folder = ground.path().join("work");
        std::fs::create_dir_all(folder.join("cache")).unwrap();
        let there = if disk == Disk::Full { place.path() } else { &folder };
        let mut command = on(disk, &folder, place.path());
        command
            .args(["lsp", "--log", "log"])
            .env("ASKHOW_CACHE", there.join("cache"))
            .env("ASKHOW_LOG", "trace");
        let mut client = Client::spawn_by(command.env("ASKHOW_TEST_REQUESTS", "1"));
        client.initialize(json!({ "capabilities": {} }));
        let uri = file_uri(Path::new("/reviews/incidents/a.md"));
        let found = client.open(&uri, REVIEW);
        assert!(!found.is_empty() && found.iter().all(|it| it.get("codeDescription").is_none()), "{found:?}");
        assert!(!client.hover(&uri, 6, 2).is_null());
        assert_eq!(client.text(&uri), REVIEW);
        client.request("shutdown", json!(null));
        client.notify("exit", json!(null));
        assert_eq!(client.status(), 0, "{disk:?}");
        read_past(&mut client);
        let left = files(&folder);
        let pages: Vec<_> = left
            .iter()
            .filter(|(path, text)| path.starts_with("cache/docs") && *text != b"a folder")
            .collect();
        assert!(pages.is_empty(), "{disk:?}: {pages:?}");
    }
}
