//! Emacs in batch mode: `editors/emacs/askhow.el` with Eglot in an empty home.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use askhow_tests::{askhow, say, workspace};

use crate::features::Seen;
use crate::home::{Home, editor, run};

#[test]
fn emacs_28() {
    in_emacs("Emacs 28", "ASKHOW_EMACS_28");
}

#[test]
fn emacs_30() {
    in_emacs("Emacs 30", "ASKHOW_EMACS_30");
}

/// A newcomer's path, and the package without a warning of the compiler or a complaint about documentation.
#[track_caller]
fn in_emacs(name: &str, variable: &str) {
    let Some(emacs) = editor(name, variable) else { return };
    let package = workspace().join("editors/emacs");
    let scripts = workspace().join("tests/editors/emacs");
    let home = Home::new();
    // Eglot asks git for the files of a project; a folder that only looks like a repository is not enough.
    fs::remove_dir_all(home.0.path().join("work/.git")).unwrap();
    assert!(
        Command::new("git")
            .args(["init", "--quiet"])
            .arg(home.0.path().join("work"))
            .status()
            .unwrap()
            .success()
    );
    let bin = home.0.path().join("bin");
    fs::create_dir_all(&bin).unwrap();

    let batch = |script: &str, load: &[&Path], argument: &Path| {
        let mut command = Command::new(&emacs);
        command.args(["--batch", "-Q"]);
        load.iter().for_each(|folder| {
            command.arg("-L").arg(folder);
        });
        command.arg("-l").arg(scripts.join(script)).arg(argument);
        home.settle(&mut command);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let others = std::env::split_paths(&path).filter(|folder| !folder.join("askhow").exists());
        command.env("PATH", std::env::join_paths([bin.clone()].into_iter().chain(others)).unwrap());
        command.env("ASKHOW_TEST_BIN", &bin).env("ASKHOW_TEST_PROGRAM", askhow());
        command
    };
    let (is_clean, said) = run(batch("lint.el", &[], &package.join("askhow.el")), Duration::from_secs(60));
    assert!(is_clean, "{name}, lint:\n{said}");

    let (ended_well, report) = run(batch("walk.el", &[&package], &home.review()), Duration::from_secs(240));
    let count = report.lines().find(|line| line.ends_with("checks, 0 failed")).filter(|_| ended_well);
    let count = count.unwrap_or_else(|| panic!("{name}:\n{report}"));
    let mut seen = Seen::default();
    seen.read(&report);
    seen.check(name, "Emacs");
    say(&format!("{name}: {count}"));
}
