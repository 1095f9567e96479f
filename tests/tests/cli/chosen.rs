//! `--config` and `--no-config`: other settings than those beside the reviews.

use crate::helpers::{Folder, WHY};

const OFF: &str = "[rules]\n\"phrasing/*\" = \"off\"\n";
const ERROR: &str = "[rules]\n\"phrasing/why-question\" = \"error\"\n";

#[test]
fn the_file_that_is_named_counts_and_none_beside_the_reviews() {
    let folder = Folder::new(&[("askhow.toml", OFF), ("ci/strict.toml", ERROR), ("incidents/a.md", WHY)]);
    let severities = |args: &[&str]| -> Vec<String> {
        let args = [&["check", "--format", "json", "--rule", "phrasing/why-question"][..], args].concat();
        let json = folder.run(&args).json();
        let findings = json["files"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["severity"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(severities(&[]), [""; 0]);
    assert_eq!(severities(&["--config", "ci/strict.toml"]), ["error"]);
    assert_eq!(severities(&["--no-config"]), ["information"]);
    // Fixing goes by the same settings.
    assert_eq!(folder.run(&["fix", "--diff"]).ends_with(0).stdout, "");
    for chosen in [&["--config", "ci/strict.toml"][..], &["--no-config"]] {
        let ran = folder.run(&[&["fix", "--diff"], chosen].concat()).ends_with(0);
        assert!(ran.stdout.contains("+- How did the deploy come to fail"), "{}", ran.stdout);
        let timeline =
            "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 16:40 a\n- 17:21 c\n- 17:05 b\n- 17:30 d\n";
        let format = |more: &[&str]| {
            let args = [&["format", "--sort", "-"], more].concat();
            folder.run_with(&args, &[], timeline.as_bytes()).ends_with(0).stdout
        };
        folder.write("askhow.toml", "[rules]\n\"timeline/order\" = \"off\"\n");
        assert_eq!(format(&[]), timeline);
        assert_ne!(format(chosen), timeline);
        folder.write("askhow.toml", OFF);
    }
}

#[test]
fn globs_of_the_file_that_is_named_are_seen_from_the_current_folder() {
    let settings = "reviews = [\"notes/\"]\n\n[[overrides]]\nfiles = [\"notes/b.md\"]\nrules = { \"phrasing/*\" = \"off\" }\n";
    let note = "# Notes\n\nWhy did the deploy fail?\n";
    let folder = Folder::new(&[("ci/a.toml", settings), ("notes/a.md", note), ("notes/b.md", note)]);
    let args = ["check", "--format", "json", "--rule", "phrasing/*", "--config", "ci/a.toml"];
    let ran = folder.run(&args).ends_with(0);
    assert_eq!(ran.json()["summary"]["reviews"], 2);
    assert_eq!((ran.rules(0).len(), ran.rules(1).len()), (1, 0));
}

#[test]
fn config_shows_what_was_chosen() {
    let folder = Folder::new(&[("askhow.toml", OFF), ("ci.toml", ERROR)]);
    let shown = |args: &[&str]| folder.run(&[&["config"], args].concat()).ends_with(0).stdout;
    assert!(
        shown(&["--config", "ci.toml"]).starts_with("# from ci.toml\n[rules]\n\"phrasing/why-question\"")
    );
    assert!(shown(&["--no-config"]).starts_with("# no askhow.toml is read\n"));
    let ran = folder.run(&["config", "--schema", "--no-config"]).ends_with(2);
    assert!(ran.stderr.contains("--no-config"), "{}", ran.stderr);
}

#[test]
fn a_file_that_is_not_there_or_not_right_is_said_in_a_line() {
    let folder = Folder::new(&[
        ("a.md", WHY),
        ("odd.toml", "timezone = \"UTC\"\nreviws = []\n"),
        ("bad.toml", "x = \n"),
    ]);
    for command in ["check", "fix", "format", "config"] {
        let path = if command == "config" { "." } else { "a.md" };
        let said = |config: &str| {
            let ran = folder.run(&[command, "--config", config, path]).ends_with(2);
            assert!(!config.starts_with("gone") || ran.stdout.is_empty(), "{}", ran.stdout);
            ran.stderr
        };
        let what = "`--config` takes a file of settings, such as askhow.toml";
        assert_eq!(said("gone.toml"), format!("gone.toml: no such file: {what}\n"));
        assert_eq!(said("."), format!(".: a folder, where a file is needed: {what}\n"));
        let odd = said("odd.toml");
        let slip = "odd.toml:2:1: unknown key `reviws`: did you mean `reviews`?";
        assert!(odd.lines().any(|line| line == slip), "{odd}");
        let bad = said("bad.toml");
        assert!(bad.lines().any(|line| line.starts_with("bad.toml:1:")), "{bad}");
        let ran = folder.run(&[command, "--config", "odd.toml", "--no-config"]).ends_with(2);
        assert!(ran.stderr.contains("--config") && ran.stderr.contains("--no-config"), "{}", ran.stderr);
    }
    folder.write("a.md", WHY);
    // As with an askhow.toml that is not right, the reviews are checked all the same.
    let ran = folder.run(&["check", "--config", "bad.toml", "--format", "json", "a.md"]).ends_with(2);
    assert!(ran.rules(0).contains(&"phrasing/why-question".to_owned()));
}
