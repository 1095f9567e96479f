//! `askhow fix`: what it changes, and what it leaves alone.

use std::fs;

use crate::helpers::{Folder, WHY};

const HOW: &str = "# Outage\n\n## Open Questions\n\n- How did the deploy come to fail at 16:40?\n";

#[test]
fn safe_fixes_are_written_and_the_second_time_there_are_none() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["fix", "a.md"]).ends_with(0);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "a.md: 1 fix\n1 fix in 1 file\n");
    assert_eq!(folder.read("a.md"), HOW);
    let ran = folder.run(&["fix", "a.md"]).ends_with(0);
    assert_eq!(ran.stderr, "no safe fix to apply\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left behind");
}

#[test]
fn a_diff_writes_nothing_and_patches() {
    let folder = Folder::new(&[("incidents/a.md", WHY)]);
    let ran = folder.run(&["fix", "--diff", "incidents/a.md"]).ends_with(0);
    assert_eq!(
        ran.stdout,
        "--- a/incidents/a.md\n+++ b/incidents/a.md\n@@ -2,4 +2,4 @@\n \n ## Open Questions\n \n\
         -- Why did the deploy fail at 16:40?\n+- How did the deploy come to fail at 16:40?\n"
    );
    assert_eq!(folder.read("incidents/a.md"), WHY);
}

#[test]
fn line_endings_and_the_byte_order_mark_stay() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = Folder::new(&[("a.md", crlf(WHY))]);
    folder.run(&["fix", "a.md"]).ends_with(0);
    assert_eq!(folder.read("a.md"), crlf(HOW));
}

#[test]
fn mixed_line_endings_stay_as_mixed_as_they_were() {
    let mixed = |text: &str| text.replacen('\n', "\r\n", 2);
    let folder = Folder::new(&[("a.md", mixed(WHY)), ("b.md", WHY.replace("Questions\n", "Questions\r\n"))]);
    folder.run(&["fix", "a.md", "b.md"]).ends_with(0);
    assert_eq!(folder.read("a.md"), mixed(HOW));
    assert_eq!(folder.read("b.md"), HOW.replace("Questions\n", "Questions\r\n"));
}

#[test]
fn standard_input_comes_back_fixed() {
    let folder = Folder::empty();
    let ran = folder.run_with(&["fix", "-"], &[], WHY.as_bytes()).ends_with(0);
    assert_eq!(ran.stdout, HOW);
}

#[test]
fn a_readme_in_a_folder_stays_as_it_is() {
    let readme = "# Tool\n\nWhy did the deploy fail?\n";
    let folder = Folder::new(&[("README.md", readme)]);
    folder.run(&["fix"]).ends_with(0);
    assert_eq!(folder.read("README.md"), readme);
}

#[test]
fn another_rule_alone_changes_nothing() {
    let folder = Folder::new(&[("a.md", WHY)]);
    folder.run(&["fix", "--rule", "timeline/*", "a.md"]).ends_with(0);
    assert_eq!(folder.read("a.md"), WHY);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real/a.md", WHY)]);
    let real = folder.path().join("real/a.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.md");
    symlink("real/a.md", &link).unwrap();
    folder.run(&["fix", "link.md"]).ends_with(0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(folder.read("real/a.md"), HOW);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_and_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.md", WHY), ("b.md", WHY)]);
    let path = folder.path().join("a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = folder.run(&["fix", "a.md", "b.md"]).ends_with(2);
    assert!(ran.stderr.contains("a.md: left as it is: it is read-only\n"), "{}", ran.stderr);
    assert_eq!(folder.read("a.md"), WHY);
    assert_eq!(folder.read("b.md"), HOW);
    // It has a fix, so nobody says that there is none.
    let ran = folder.run(&["fix", "a.md"]).ends_with(2);
    assert_eq!(ran.stderr, "a.md: left as it is: it is read-only\nnothing was changed\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_so_long_is_left_and_named() {
    let long = format!("{WHY}{}", "A quiet line of the report.\n".repeat(100));
    let folder = Folder::new(&[("a.md", &*long), ("b.md", WHY)]);
    // In blocks of half a kilobyte or of a whole one; whoever writes on past it is ended by the system.
    let fix = format!("ulimit -f 1; exec {} fix a.md b.md", askhow_tests::askhow().display());
    let output =
        std::process::Command::new("sh").args(["-c", &fix]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "b.md: 1 fix\na.md: left as it is: file too large\n1 fix in 1 file\n");
    assert_eq!((folder.read("a.md"), folder.read("b.md")), (long, HOW.to_owned()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left behind");
}

#[test]
fn what_can_not_be_read_is_named_and_the_others_are_fixed() {
    let folder = Folder::new(&[("a.md", b"\xff".as_slice()), ("b.md", WHY.as_bytes())]);
    let ran = folder.run(&["fix", "a.md", "gone.md", "b.md"]).ends_with(2);
    assert!(ran.stderr.contains("a.md:1:1: not UTF-8"), "{}", ran.stderr);
    assert!(ran.stderr.contains("gone.md: no such file or folder"), "{}", ran.stderr);
    assert_eq!(folder.read("b.md"), HOW);
}

#[test]
fn a_check_writes_nothing_and_ends_with_1_where_something_would_change() {
    let folder = Folder::new(&[("a.md", WHY), ("b.md", HOW), ("c.md", WHY)]);
    let ran = folder.run(&["fix", "--check", "a.md", "b.md", "c.md"]).ends_with(1);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "a.md: 1 fix\nc.md: 1 fix\n2 fixes in 2 files, not applied\n");
    assert_eq!(folder.read("a.md"), WHY);
    let ran = folder.run(&["fix", "--check", "b.md"]).ends_with(0);
    assert_eq!(ran.stderr, "no safe fix to apply\n");
    let ran = folder.run(&["fix", "--check", "--diff", "a.md"]).ends_with(1);
    assert!(ran.stdout.starts_with("--- a/a.md\n") && ran.stderr.starts_with("a.md: 1 fix\n"), "{ran:?}");
    let ran = folder.run_with(&["fix", "--check", "-"], &[], WHY.as_bytes()).ends_with(1);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "-: 1 fix\n1 fix in 1 file, not applied\n"));
    folder.run(&["fix", "--check", "a.md", "gone.md"]).ends_with(2);
    assert_eq!(folder.read("a.md"), WHY);
}
