//! Names, keys and words that a terminal or a build would obey: they come out as what they are, on either stream.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::{REVIEW, run, write};

/// Asks that nothing in an output is obeyed: no control characters, and no line that is a command of a build.
#[track_caller]
fn check_harmless(name: &str, output: &str, commands: bool) {
    for line in output.lines() {
        let control =
            line.chars().find(|c| c.is_control() && *c != '\t' || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(control, None, "{name}: {line:?}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{name}: {line:?}");
        let is_ours = commands
            && ["::warning file=", "::notice file=", "::error file="].iter().any(|it| line.starts_with(it));
        let is_led = line.trim_start().starts_with("::");
        assert!(!is_led || is_ours, "{name}: {line:?}");
    }
}

const EVIL: &str =
    "::error title=pwn::injected \u{1b}[31mred\u{1b}]0;t\u{7} ##[error]x ##vso[task.x]y \u{202e}";

/// A folder that is hostile in its names, its settings and its words.
fn hostile(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let name = |bytes: &[u8]| path.join(OsStr::from_bytes(bytes));
    std::fs::write(name(b"x\n::error title=pwn::injected\n\x1b[31m.md"), b"\xff").unwrap();
    std::fs::write(name(b"::error title=pwn::injected ##[error].md"), b"\xff").unwrap();
    let review = format!(
        "{REVIEW}- 2024-05-04 16:50 UTC {EVIL}\n\n## {EVIL}\n\n{EVIL} ###[error]z\n::error title=pwn::y\nwhy did {EVIL} fail? why did it fail?\n\
         ::error title=pwn::z\n\nThe root cause: why {EVIL} failed\n"
    );
    write(path, OsStr::from_bytes(b"y\n::error title=pwn::injected\n\x1b[31m##[error].md"), review);
    write(path, "askhow.toml", settings);
    folder
}

const SETTINGS: &str = "\"a\\n::error title=pwn::injected\\u001b[31m\" = 1\n\
    [[phrases]]\nfind = \"queue\"\nmessage = \"::error title=pwn::m \\u001b[31m ##[error] [x](command:y)\"\n";

#[test]
fn no_way_out_lets_anything_through() {
    let folder = hostile(SETTINGS);
    let formats = ["human", "json", "sarif", "github", "rdjson", "junit", "checkstyle", "gitlab"];
    for format in formats {
        let run = run(folder.path(), &["check", "--level", "hint", "--format", format]);
        assert_eq!(run.status, Some(2), "{format}");
        assert!(run.stdout.contains("injected"), "{format}: the names are told\n{}", run.stdout);
        check_harmless(format, &run.stdout, format == "github");
        check_harmless(&format!("{format}, errors"), &run.stderr, false);
        assert!(
            run.stderr.contains("x␊::error title=pwn::injected␊␛[31m.md:1:1: not UTF-8"),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("\n\\::error title=pwn::injected ##\\[error].md:1:1"), "{}", run.stderr);
    }
    for args in [
        &["check", "--timeline", "."][..],
        &["check", "--statistics", "."],
        &["check", "--baseline", "::error title=pwn::b\n\u{1b}", "."],
        &["fix", "--diff", "."],
        &["fix", "--check", "."],
        &["format", "--diff", "."],
        &["config"],
        &["config", "--format", "json"],
        &["rephrase", EVIL, "why did \u{1b}[31m it fail?"],
        &["rephrase", "--format", "json", EVIL],
        &["new", "incidents/\n::error title=pwn::new\u{1b}.md"],
        &["rules", "--rule", "::error title=pwn::r\n\u{1b}"],
        &["check", "--since", "x\n::error::\u{1b}", "."],
        &["check", "--exclude", "a[\n::error::\u{1b}", "."],
        &["check", "--config", "a\n::error::\u{1b}", "."],
        &["check", "--nothing\n::error title=pwn::args\u{1b}"],
        &["fix", "."],
    ] {
        let run = run(folder.path(), args);
        assert!(run.status.is_some(), "{args:?}");
        check_harmless(&format!("{args:?}"), &run.stdout, false);
        check_harmless(&format!("{args:?}, errors"), &run.stderr, false);
    }
}

#[test]
fn colours_are_ours_alone() {
    let folder = hostile(SETTINGS);
    for args in [&["check", "--timeline", "."][..], &["fix", "--diff", "."]] {
        let run = run(folder.path(), &[args, &["--color", "always"]].concat());
        assert!(run.stdout.contains("\u{1b}["), "{args:?}");
        assert!(
            !run.stdout.contains("\u{1b}[31mred") && !run.stdout.contains("\u{1b}]0"),
            "{args:?}: {}",
            run.stdout
        );
    }
}

#[test]
fn words_of_a_review_are_no_link_of_a_report() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.md", REVIEW);
    let settings = "[[phrases]]\nfind = \"queue\"\nmessage = \"[click](command:x)\"\n";
    write(folder.path(), "askhow.toml", settings);
    let run = run(folder.path(), &["check", "--format", "sarif", "a.md"]);
    assert!(run.stdout.contains("\\\\[click\\\\](command:x)"), "{}", run.stdout);
}

#[test]
fn a_text_on_its_way_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{REVIEW}\n::error::x \u{1b}[31m ##[error]\n");
    write(folder.path(), "a.md", &text);
    let path: &Path = folder.path();
    let mut command = std::process::Command::new(askhow_tests::askhow());
    let input = std::fs::File::open(path.join("a.md")).unwrap();
    let output = command.args(["format", "-"]).current_dir(path).stdin(input).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("\n::error::x \u{1b}[31m ##[error]\n"));
}
