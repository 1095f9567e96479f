//! `askhow demo`, `askhow lsp` as it is started, `askhow completions`.

use std::time::{Duration, Instant};

use crate::helpers::Folder;

#[test]
fn the_demo_shows_all_four_and_ends_with_0() {
    let folder = Folder::empty();
    let started = Instant::now();
    let ran = folder.run(&["demo"]).ends_with(0);
    assert!(started.elapsed() < Duration::from_secs(20));
    assert_eq!(ran.stderr, "");
    for part in [
        "1  ",
        "phrasing/why-question",
        "timeline/order",
        "2  Hover on “## Contributors & Enablers”",
        "3  Completion",
        "Mitigators",
        "4  Quick fix: ",
        "- - Why did the pool alert not page anybody for nineteen minutes?",
        "+ - How ",
        "All four came back.",
    ] {
        assert!(ran.stdout.contains(part), "{part}\n{}", ran.stdout);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
}

#[test]
fn the_server_takes_stdio_and_ends_with_its_input() {
    let ran = Folder::empty().run(&["lsp", "--stdio"]);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.status, Some(1), "the input ended without `shutdown`: {}", ran.stderr);
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Folder::empty().run(&["completions", shell]).ends_with(0);
        assert!(ran.stdout.contains("rephrase") && ran.stdout.contains("stdin-filename"), "{shell}");
    }
    Folder::empty().run(&["completions", "csh"]).ends_with(2);
}

#[test]
fn help_and_version_are_on_standard_output() {
    for args in [&["--help"][..], &["check", "--help"], &["rephrase", "-h"], &["--version"]] {
        let ran = Folder::empty().run(args).ends_with(0);
        assert!(ran.stdout.contains("askhow"), "{args:?}");
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn what_the_commands_say_asks_how_itself() {
    let folder = Folder::empty();
    for command in ["check", "fix", "rephrase", "rules", "demo", "lsp", "completions"] {
        let help = folder.run(&[command, "--help"]).ends_with(0).stdout;
        for word in ["should", "simply", "obviously", "just ", "human error", "root cause"] {
            assert!(!help.to_lowercase().contains(word), "{word} in {help}");
        }
    }
}

#[test]
fn the_pages_of_the_reference_are_for_those_who_build_it() {
    let ran = Folder::empty().run(&["reference", "sections"]).ends_with(0);
    assert!(ran.stdout.starts_with("# Sections\n"), "{}", ran.stdout);
    assert!(!Folder::empty().run(&["help"]).ends_with(0).stdout.contains("reference"));
}
