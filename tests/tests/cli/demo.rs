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
        "      - Why did the pool alert not page anybody for nineteen minutes?\n      + How ",
        "All four came back.",
    ] {
        assert!(ran.stdout.contains(part), "{part}\n{}", ran.stdout);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
}

#[test]
fn the_demo_ends_with_what_to_do_in_each_editor() {
    let ran = Folder::empty().run(&["demo"]).ends_with(0);
    let (_, advice) = ran.stdout.split_once("All four came back. In your editor").unwrap();
    let lines: Vec<&str> = advice.lines().skip(1).filter(|line| !line.is_empty()).collect();
    let mut editors = Vec::new();
    for entry in std::fs::read_dir(askhow_tests::workspace().join("editors")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            let name =
                entry.file_name().to_string_lossy().replace("nvim", "neovim").replace("vscode", "vs code");
            editors.push(name);
        }
    }
    for editor in &editors {
        let of_it = lines.iter().filter(|line| line.trim_start().to_lowercase().starts_with(editor.as_str()));
        assert_eq!(of_it.count(), 1, "{editor}: {lines:#?}");
    }
    assert_eq!(lines.len(), editors.len() + 1, "each a line, and one for all others: {lines:#?}");
    for path in advice.split([' ', ',', '\n']).filter(|word| word.starts_with("editors/")) {
        assert!(askhow_tests::workspace().join(path).exists(), "{path}");
    }
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
    for command in ["check", "fix", "format", "new", "rephrase", "rules", "demo", "lsp", "completions"] {
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
