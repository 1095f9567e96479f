//! `askhow new`: a file to begin with, and no other touched.

use crate::helpers::{Folder, WHY};

#[test]
fn a_new_review_holds_what_was_given_and_ends_a_check_with_0() {
    let folder = Folder::empty();
    let args = ["new", "2024-05-21-exports.md", "--title", "Exports stop", "--start", "2024-05-21 16:40"];
    let ran = folder.run(&[&args[..], &["--severity", "SEV-2"]].concat()).ends_with(0);
    assert_eq!(ran.stdout, "");
    let text = folder.read("2024-05-21-exports.md");
    assert!(text.starts_with("# Exports stop\n"), "{text}");
    for part in
        ["2024-05-21 16:40", "SEV-2", "## Contributors & Enablers", "## Mitigators", "## Open Questions"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let json = folder.run(&["check", "--format", "json"]).ends_with(0).json();
    assert_eq!(json["summary"]["reviews"], 1, "a review by what it holds");
}

#[test]
fn without_anything_given_it_is_a_review_too() {
    let folder = Folder::empty();
    folder.run(&["new", "a.md"]).ends_with(0);
    folder.run(&["check", "a.md"]).ends_with(0);
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["new", "a.md"]).ends_with(2);
    assert_eq!(ran.stderr, "a.md: there is such a file already, and it stays as it is\n");
    assert_eq!(folder.read("a.md"), WHY);
    let ran = folder.run(&["new", "gone/a.md"]).ends_with(2);
    assert_eq!(ran.stderr, "gone/a.md: its folder is not there: make it first\n");
}

#[test]
fn a_start_that_can_not_be_is_said_and_nothing_is_written() {
    let folder = Folder::empty();
    let ran = folder.run(&["new", "a.md", "--start", "2024-02-30 24:61"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow: nothing is written, since “"), "{}", ran.stderr);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
