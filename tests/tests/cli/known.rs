//! `askhow check --since` and `--baseline`: what is new, and nothing else.

use std::process::Command;

use crate::helpers::{Folder, WHY};

fn git(folder: &Folder, args: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(folder.path())
        .output()
        .expect("git is installed where this is built");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

const WHYS: [&str; 2] = ["--rule", "phrasing/why-question"];

#[test]
fn only_lines_that_changed_since_a_revision_count() {
    let folder = Folder::new(&[("incidents/a.md", WHY), ("incidents/ü b.md", WHY)]);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "reviews"]);
    let check = |args: &[&str]| {
        let args: Vec<&str> =
            ["check", "--format", "json"].iter().chain(&WHYS).chain(args).copied().collect();
        let ran = folder.run(&args);
        let lines = |file: &serde_json::Value| {
            let findings = file["findings"].as_array().unwrap().iter();
            findings.map(|it| it["range"]["start"]["line"].as_u64().unwrap()).collect::<Vec<_>>()
        };
        ran.json()["files"].as_array().unwrap().iter().map(lines).collect::<Vec<_>>()
    };
    assert_eq!(check(&["--since", "HEAD"]), [[0; 0], [0; 0]]);
    folder.write("incidents/a.md", format!("{WHY}- Why did the cache fail?\n"));
    folder.write("incidents/ü b.md", WHY.replace("16:40", "16:41"));
    folder.write("incidents/c.md", WHY);
    assert_eq!(check(&["--since", "HEAD"]), [vec![6], vec![5], vec![5]]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "more"]);
    assert_eq!(check(&["--since", "HEAD"]), [[0; 0], [0; 0], [0; 0]]);
    assert_eq!(check(&["--since", "HEAD~1", "incidents/c.md"]), [[5]]);
}

#[test]
fn a_file_that_was_renamed_is_asked_about_the_lines_that_changed() {
    let long: String = (0..20).map(|nth| format!("- How did step {nth} go?\n")).collect();
    let review = format!("{WHY}{long}");
    let folder = Folder::new(&[("incidents/a.md", review.as_str()), ("incidents/b.md", review.as_str())]);
    git(&folder, &["init", "--quiet"]);
    // Whatever somebody has configured.
    git(&folder, &["config", "diff.renames", "false"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "reviews"]);
    git(&folder, &["mv", "incidents/a.md", "incidents/2024-05-21 a.md"]);
    let lines = |args: &[&str]| -> Vec<u64> {
        let ran = folder.run(&[&["check", "--format", "json"][..], &WHYS, args].concat());
        let files = ran.json()["files"].as_array().unwrap().clone();
        let findings = files.iter().flat_map(|file| file["findings"].as_array().unwrap());
        findings.map(|it| it["range"]["start"]["line"].as_u64().unwrap()).collect()
    };
    assert_eq!(lines(&["--since", "HEAD"]), [0; 0], "it has another name, and nothing else");
    folder.write("incidents/2024-05-21 a.md", format!("{review}- Why did the cache fail?\n"));
    assert_eq!(lines(&["--since", "HEAD"]), [26]);
    // A whole folder, committed.
    git(&folder, &["commit", "--quiet", "--all", "--message", "a name"]);
    git(&folder, &["mv", "incidents", "reviews"]);
    git(&folder, &["commit", "--quiet", "--message", "a folder"]);
    assert_eq!(lines(&["--since", "HEAD~1", "reviews/2024-05-21 a.md", "reviews/b.md"]), [0; 0]);
    assert_eq!(lines(&["--since", "HEAD~2", "reviews/2024-05-21 a.md", "reviews/b.md"]), [26]);
}

#[test]
fn without_a_repository_or_a_revision_it_is_said() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["check", "--since", "HEAD", "a.md"]).ends_with(2);
    assert!(
        ran.stderr.starts_with("a.md: `--since` goes by git, and this file lies in no repository"),
        "{}",
        ran.stderr
    );
    git(&folder, &["init", "--quiet"]);
    for revision in ["gone", "--output=x"] {
        let ran = folder.run(&["check", &format!("--since={revision}"), "a.md"]).ends_with(2);
        assert_eq!(ran.stderr, format!("askhow: `--since {revision}`: git knows no such revision\n"));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_baseline_is_written_once_and_then_passes_over_what_it_holds() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let args = ["check", "--fail-on", "hint", "--baseline", "known.json", WHYS[0], WHYS[1], "a.md"];
    let ran = folder.run(&args).ends_with(0);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("known.json: 1 finding written"), "{}", ran.stderr);
    folder.run(&args).ends_with(0);
    folder.write("a.md", WHY.replace("## Open", "It rained.\n\n## Open"));
    folder.run(&args).ends_with(0);
    folder.write("a.md", format!("{WHY}- Why did the cache fail?\n"));
    let ran = folder.run(&args).ends_with(1);
    assert!(ran.stdout.contains("a.md:6:3") && !ran.stdout.contains("a.md:5:3"), "{}", ran.stdout);
    assert!(!folder.read("known.json").contains("deploy"), "the text stays where it is");
    folder.write("known.json", "[]");
    let ran = folder.run(&args).ends_with(2);
    assert!(ran.stderr.starts_with("known.json:1:"), "{}", ran.stderr);
}
