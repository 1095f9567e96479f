//! Whatever lies in a folder: each file that can't be read is named on one line, the others are checked.

use std::time::{Duration, Instant};

use crate::helpers::{Folder, WHY};

#[track_caller]
fn check_refused(name: &str, bytes: &[u8], expected: &str) {
    let folder = Folder::new(&[(name, bytes), ("other.md", WHY.as_bytes())]);
    let ran = folder.run(&["check", "--format", "json", name, "other.md"]).ends_with(2);
    assert_eq!(ran.stderr, format!("{expected}\n"));
    let json = ran.json();
    assert_eq!(json["summary"]["files"], 1, "{json}");
    assert_eq!(json["files"][0]["path"], "other.md");
}

#[track_caller]
fn check_taken(bytes: &[u8]) {
    let folder = Folder::new(&[("a.md", bytes)]);
    let ran = folder.run(&["check", "--format", "json", "--fail-on", "never", "a.md"]).ends_with(0);
    assert_eq!(ran.stderr, "");
    assert_eq!(ran.json()["summary"]["files"], 1);
}

#[test]
fn files_that_are_no_utf8_are_named_with_line_and_column() {
    check_refused(
        "a.md",
        b"# A\n\nCaf\xe9 closed\n",
        "a.md:3:4: not UTF-8 (byte 0xE9): save it as UTF-8 to have it checked",
    );
    check_refused("a.md", b"\xff\xfe#\0", "a.md:1:1: UTF-16 text: save it as UTF-8 to have it checked");
}

#[test]
fn odd_texts_are_read_as_they_are() {
    check_taken(b"");
    check_taken(b"\xef\xbb\xbf");
    check_taken(b"\xef\xbb\xbf# A\r\n\r\n- 16:40 x\r\n");
    check_taken(b"# A\0B\n\n\0\n");
    check_taken(b"# A\r\rold Macintosh\r");
    check_taken("# \u{2028}\u{85}\u{b}\u{c} 𝄞 e\u{301}\n".as_bytes());
    check_taken(b"| a |\n| --- |\n|\n||\n- \n```\n");
    check_taken("> ".repeat(5000).as_bytes());
    check_taken("- ".repeat(5000).as_bytes());
    check_taken("[".repeat(5000).as_bytes());
}

#[test]
fn what_is_not_there_is_said() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["check", "b.md", "a.md", "c/"]).ends_with(2);
    assert!(
        ran.stderr.starts_with("b.md: no such file or folder\nc/: no such file or folder\n"),
        "{}",
        ran.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named_and_the_others_are_checked() {
    let folder = Folder::new(&[("a.md", WHY)]);
    std::os::unix::fs::symlink("gone.md", folder.path().join("link.md")).unwrap();
    for args in [&["check", "--format", "json"][..], &["check", "--format", "json", "link.md", "a.md"]] {
        let ran = folder.run(args).ends_with(2);
        assert_eq!(ran.stderr, "link.md: a link that leads nowhere: there is no “gone.md”\n");
        assert_eq!(ran.json()["files"][0]["path"], "a.md");
    }
}

#[cfg(unix)]
#[test]
fn links_to_folders_that_lead_in_circles_end() {
    let folder = Folder::new(&[("incidents/a.md", WHY)]);
    std::os::unix::fs::symlink("..", folder.path().join("incidents/up")).unwrap();
    std::os::unix::fs::symlink("loop.md", folder.path().join("loop.md")).unwrap();
    let ran = folder.run(&["check", "--format", "json"]).ends_with(2);
    assert!(ran.stderr.starts_with("loop.md: "), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1);
    assert_eq!(ran.json()["summary"]["files"], 1);
}

#[test]
fn a_folder_that_is_called_like_a_file_is_walked() {
    let folder = Folder::new(&[("x.md/a.md", WHY)]);
    let ran = folder.run(&["check", "--format", "json", "x.md"]).ends_with(0);
    assert_eq!(ran.json()["files"][0]["path"], "x.md/a.md");
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.md", WHY), ("closed/b.md", WHY)]);
    let closed = folder.path().join("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything (root, say) sees the folder all the same.
    let everything = std::fs::read_dir(&closed).is_ok();
    let ran = folder.run(&["check", "--format", "json"]);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
    if everything {
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    } else {
        assert_eq!(ran.stderr, "closed: no right to read it: see its permissions\n");
        assert_eq!(ran.status, Some(2));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_the_system_does_not_give_out_is_named() {
    // Reading this one fails for everybody, root included.
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["check", "--format", "json", "/proc/self/mem", "a.md"]).ends_with(2);
    assert!(ran.stderr.starts_with("/proc/self/mem: "), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    assert_eq!(ran.json()["summary"]["files"], 1);
}

#[test]
fn a_line_of_20_mb_is_read_in_seconds() {
    let mut text = "word ".repeat(4_000_000);
    text.push_str("\n- Why did the deploy fail?\n");
    let folder = Folder::new(&[("a.md", text.as_bytes())]);
    let started = Instant::now();
    let ran = folder.run(&["check", "a.md", "--fail-on", "never"]).ends_with(0);
    // Without optimisation; what counts is that nothing grows with the square of the line.
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    assert!(ran.stdout.lines().all(|line| line.len() < 2000), "a long line was printed whole");
}
