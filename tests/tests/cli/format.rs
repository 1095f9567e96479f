//! `askhow format`: timelines in one shape, and in order where that is asked for.

use std::fs;

use crate::helpers::{Folder, sample};

const HEAD: &str = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n";
const ODD: &str = "- 2024-05-21 16:40 a\n- 2024-05-21 5:30 PM d\n- 2024-05-21 16:50 b\n- 2024-05-21 17:00 c\n- 2024-05-21 17:40 e\n";

fn odd() -> String {
    format!("{HEAD}{ODD}")
}

fn shaped() -> String {
    odd().replace("5:30 PM", "17:30")
}

fn sorted() -> String {
    let d = "- 2024-05-21 17:30 d\n";
    shaped().replace(d, "").replace("- 2024-05-21 17:40", &format!("{d}- 2024-05-21 17:40"))
}

#[test]
fn times_get_the_notation_that_most_have_and_the_second_time_nothing_is_to_do() {
    let folder = Folder::new(&[("a.md", odd()), ("b.md", shaped())]);
    let ran = folder.run(&["format", "a.md", "b.md"]).ends_with(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "a.md: formatted\n1 file formatted\n"));
    assert_eq!(folder.read("a.md"), shaped());
    let ran = folder.run(&["format", "a.md", "b.md"]).ends_with(0);
    assert_eq!(ran.stderr, "nothing to format\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left behind");
}

#[test]
fn entries_that_are_out_of_order_move_where_that_is_asked_for() {
    let folder = Folder::new(&[("a.md", odd()), ("deploy.md", sample("deploy-slips.md"))]);
    folder.run(&["format", "--sort", "a.md", "deploy.md"]).ends_with(0);
    assert_eq!(folder.read("a.md"), sorted());
    let text = folder.read("deploy.md");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    assert!(at("17:05 | Amira finds") < at("17:21 | Amira rolls"), "{text}");
    assert!(at("| Time             | Entry |") < at("17:05"), "{text}");
    let ran = folder.run(&["check", "--rule", "timeline/order", "a.md", "deploy.md"]).ends_with(0);
    assert_eq!(ran.stdout, "");
    let ran = folder.run(&["format", "--sort", "a.md", "deploy.md"]).ends_with(0);
    assert_eq!(ran.stderr, "nothing to format\n");
}

#[test]
fn a_check_writes_nothing_and_ends_with_1_where_something_would_change() {
    let folder = Folder::new(&[("a.md", odd()), ("b.md", shaped())]);
    let ran = folder.run(&["format", "--check", "a.md", "b.md"]).ends_with(1);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "a.md: would be formatted\n1 file would be formatted\n");
    assert_eq!(folder.read("a.md"), odd());
    folder.run(&["format", "--check", "b.md"]).ends_with(0);
    folder.run(&["format", "--check", "--sort", "b.md"]).ends_with(1);
    folder.run(&["format", "--check", "a.md", "gone.md"]).ends_with(2);
}

#[test]
fn a_diff_writes_nothing_and_patches() {
    let folder = Folder::new(&[("incidents/a.md", odd())]);
    let ran = folder.run(&["format", "--diff", "incidents"]).ends_with(0);
    assert!(ran.stdout.starts_with("--- a/incidents/a.md\n+++ b/incidents/a.md\n@@ "), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n-- 2024-05-21 5:30 PM d\n+- 2024-05-21 17:30 d\n"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "1 file would be formatted\n");
    assert_eq!(folder.read("incidents/a.md"), odd());
}

#[test]
fn standard_input_comes_back_formatted() {
    let folder = Folder::new(&[(
        "askhow.toml",
        "[[overrides]]\nfiles = [\"old/\"]\nrules = { \"timeline/*\" = \"off\" }\n",
    )]);
    let ran = folder.run_with(&["format", "-"], &[], odd().as_bytes()).ends_with(0);
    assert_eq!(ran.stdout, shaped());
    // The name says whose settings count: what no rule names stays where it is.
    for (name, expected) in [("a.md", sorted()), ("old/a.md", shaped())] {
        let args = ["format", "--sort", "-", "--stdin-filename", name];
        let ran = folder.run_with(&args, &[], odd().as_bytes()).ends_with(0);
        assert_eq!(ran.stdout, expected, "{name}");
    }
    let ran = folder.run(&["format", "--stdin-filename", "a.md"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow: `--stdin-filename` goes with"), "{}", ran.stderr);
}

#[test]
fn line_endings_and_the_byte_order_mark_stay() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = Folder::new(&[("a.md", crlf(&odd()))]);
    folder.run(&["format", "--sort", "a.md"]).ends_with(0);
    assert_eq!(folder.read("a.md"), crlf(&sorted()));
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real/a.md", odd())]);
    let real = folder.path().join("real/a.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.md", folder.path().join("link.md")).unwrap();
    folder.run(&["format", "link.md"]).ends_with(0);
    assert!(fs::symlink_metadata(folder.path().join("link.md")).unwrap().is_symlink());
    assert_eq!(folder.read("real/a.md"), shaped());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
    let ran = folder.run(&["format", "--sort", "real/a.md"]).ends_with(2);
    assert!(ran.stderr.starts_with("real/a.md: left as it is: it is read-only\n"), "{}", ran.stderr);
}

#[test]
fn folders_are_walked_and_other_markdown_stays_as_it_is() {
    let other = "# Tool\n\n|a|b|\n|-|-|\n|16:40|2|\n";
    let table = "# Outage\n\n## Timeline\n\n|Time|What|\n|-|-|\n|2024-05-21 16:40|a|\n|2024-05-21 16:50|b|\n";
    let folder = Folder::new(&[("README.md", other), ("incidents/a.md", table), ("incidents/b.md", table)]);
    let ran = folder.run(&["format", "--exclude", "**/b.md"]).ends_with(0);
    assert_eq!(ran.stderr, "incidents/a.md: formatted\n1 file formatted\n");
    assert_eq!((folder.read("README.md").as_str(), folder.read("incidents/b.md").as_str()), (other, table));
    assert!(folder.read("incidents/a.md").contains("| 2024-05-21 16:50 | b |\n"));
}
