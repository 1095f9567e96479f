//! The page about many reviews: what it shows is run as it stands there, on a folder of reviews. What somebody has not
//! installed is skipped by name.

#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output};

use askhow_tests::{askhow, workspace};

/// The pieces of the page in one language.
fn pieces(language: &str) -> Vec<String> {
    let page = std::fs::read_to_string(workspace().join("docs/many.md")).unwrap();
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn run(folder: &Path, program: &str, args: &[&str]) -> Output {
    let path = std::env::var("PATH").unwrap();
    let own = askhow().parent().unwrap().display().to_string();
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).env("PATH", format!("{own}:{path}"));
    command.output().unwrap_or_else(|error| panic!("{program}: {error}"))
}

/// Two reviews, and a page that is none.
fn reviews() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("incidents")).unwrap();
    let review = "# Incident review: orders\n\n## Timeline (UTC)\n\n- 2024-05-04 16:40 Ana restarts it\n\n## Lessons\n\n";
    write("incidents/a.md", &format!("{review}- Why did the deploy fail?\n"));
    write("incidents/b b.md", &format!("{review}- Why did the pager stay quiet?\n- Luckily, Bo saw it.\n"));
    write("guide.md", "# How to use the queue\n\nWhy did the deploy fail?\n");
    write("names.txt", "incidents/a.md\nincidents/b b.md\nguide.md\n");
    folder
}

#[test]
fn a_line_is_written_for_each_file_that_git_lists() {
    let folder = reviews();
    for args in [&["init", "-q"][..], &["add", "."]] {
        assert!(run(folder.path(), "git", args).status.success());
    }
    let sh = pieces("sh");
    assert_eq!(sh.len(), 1);
    let ran = run(folder.path(), "sh", &["-c", &sh[0]]);
    assert!(ran.status.success(), "{ran:?}");
    let found = std::fs::read_to_string(folder.path().join("found.jsonl")).unwrap();
    let files: Vec<serde_json::Value> =
        found.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |file: &serde_json::Value| {
        let n_findings = file["findings"].as_array().unwrap().len();
        (file["path"].as_str().unwrap().to_owned(), file["review"].as_bool().unwrap(), n_findings > 0)
    };
    let told: Vec<_> = files.iter().map(told).collect();
    let expected =
        [("guide.md", false, false), ("incidents/a.md", true, true), ("incidents/b b.md", true, true)];
    assert_eq!(told, expected.map(|(path, review, found)| (path.to_owned(), review, found)));
}

#[test]
fn what_the_page_asks_of_others_is_answered() {
    let folder = reviews();
    let ran = run(
        folder.path(),
        "sh",
        &["-c", "askhow check --files-from names.txt --format jsonl --fail-on never > found.jsonl"],
    );
    assert!(ran.status.success(), "{ran:?}");
    let python = pieces("python");
    assert_eq!(python.len(), 3);
    for (piece, (package, said)) in python.iter().zip([
        ("duckdb", "phrasing/why-question"),
        ("pyspark", "incidents/b b.md"),
        ("ray", "incidents/b b.md"),
    ]) {
        assert!(
            piece.contains(&format!("import {package}\n")) || piece.contains(&format!("from {package}."))
        );
        if !run(folder.path(), "python3", &["-c", &format!("import {package}")]).status.success() {
            println!("no package `{package}` here: its piece of the page is skipped");
            continue;
        }
        let ran = run(folder.path(), "python3", &["-c", piece]);
        let out = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success() && out.contains(said), "{package}: {ran:?}");
    }
}
