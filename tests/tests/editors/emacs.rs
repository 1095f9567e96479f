//! Emacs in batch mode and on a terminal: `editors/emacs/askhow.el` with Eglot in an empty home.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use askhow_tests::{askhow, say, workspace};

use crate::features::Seen;
use crate::home::{Home, editor, run};
use crate::pages::copied;
use crate::screen::{Screen, is_rewritten, row, there_is_a_terminal};

#[test]
fn emacs_28() {
    in_emacs("Emacs 28", "ASKHOW_EMACS_28");
}

#[test]
fn emacs_30() {
    in_emacs("Emacs 30", "ASKHOW_EMACS_30");
}

/// Every feature, and the package without a warning of the compiler or a complaint about documentation.
#[track_caller]
fn in_emacs(name: &str, variable: &str) {
    let Some(emacs) = editor(name, variable) else { return };
    let package = workspace().join("editors/emacs");
    let scripts = workspace().join("tests/editors/emacs");
    let home = in_repository();
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
    say(&format!("{name}: {count}"));
    if there_is_a_terminal(name) {
        newcomer(name, &emacs, &mut seen);
        seen.check(name);
    }
}

/// Eglot asks git for the files of a project; a folder that only looks like a repository is not enough.
fn in_repository() -> Home {
    let home = Home::new();
    let work = home.0.path().join("work");
    fs::remove_dir_all(work.join(".git")).unwrap();
    assert!(Command::new("git").args(["init", "--quiet"]).arg(work).status().unwrap().success());
    home
}

/// With what the page says to put into `init.el`: see a finding, read its questions, take the rewrite, complete a
/// section, restart.
#[track_caller]
fn newcomer(name: &str, emacs: &Path, seen: &mut Seen) {
    let home = in_repository();
    let settings = home.0.path().join(".emacs.d");
    fs::create_dir_all(&settings).unwrap();
    let page = "emacs/README.md";
    let key = if name.ends_with("28") { copied(page, "(kbd \"C-M-i\")") } else { String::new() };
    fs::write(settings.join("init.el"), copied(page, "(require 'askhow)") + &key).unwrap();
    // What a package manager has done when the mode for Markdown is installed.
    fs::write(settings.join("early-init.el"), "(load \"markdown-mode-autoloads\")").unwrap();
    let mut command = Command::new(emacs);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    let command = |command: &str| screen.keys(&["M-x", command, "Enter"]);
    // The number in the middle is that of warnings.
    screen.wait(name, "no findings", |seen| seen.contains("Flymake[0 1 4]") && seen.contains("[eglot:work]"));
    if name.ends_with("30") {
        screen.wait(name, "no hints", |seen| seen.contains("16:36 UTC +4m The alert"));
        seen.add("hints");
    }
    // The title has more than one.
    screen.wait(name, "the finding is not told", |seen| {
        let is_told = seen.contains("“Why” asks for one cause");
        if !is_told {
            command("flymake-goto-next-error");
            std::thread::sleep(Duration::from_millis(500));
        }
        is_told
    });
    command("eldoc-doc-buffer");
    screen.wait(name, "no questions", |seen| {
        // As Flymake would tell it once more.
        let is_told_once = !seen.contains("[phrasing/why-question]: “Why”");
        is_told_once && seen.contains("How did it come about, step by step?") && seen.contains("*eldoc")
    });
    if name.ends_with("30") {
        screen.picture("emacs.svg");
    }
    screen.keys(&["C-x", "1"]);
    command("eglot-code-actions");
    screen.wait(name, "no menu", |seen| seen.contains("Pick an action"));
    screen.keys(&["Explain phrasing/why-question", "Enter"]);
    screen.wait(name, "no explanation that can be read", |seen| {
        let page =
            ["A question after a cause tends to end at the first", "We rolled back. Why?", "*askhow rule*"];
        page.iter().all(|words| seen.contains(words))
    });
    screen.keys(&["C-x", "1"]);
    command("eglot-code-actions");
    screen.wait(name, "no menu", |seen| {
        seen.contains("Pick an action (default Ask “How did the deploy come to")
    });
    screen.keys(&["Enter"]);
    screen.wait(name, "the action changes nothing", is_rewritten);
    screen.keys(&["C-_"]);
    screen.wait(name, "the question does not come back", |seen| !is_rewritten(seen));

    screen.keys(&["C-s", "## Risks", "Enter", "C-a", "C-o", "C-o", "## Miti"]);
    screen.wait(name, "nothing is typed", |seen| seen.contains("## Miti"));
    screen.keys(&["C-M-i"]);
    screen.wait(name, "the section does not come", |seen| {
        let item = row(seen, "How did things go right, and who");
        item.is_some() && item < row(seen, "## Risks") && row(seen, "## Mitigators") < item
    });

    command("askhow-restart");
    screen.wait(name, "no other server", |seen| seen.contains("Reconnected!"));
    command("askhow-fix");
    screen.wait(name, "the restarted server changes nothing", is_rewritten);
    // Times begin alike; nothing of them is put in before one is chosen.
    screen.keys(&["C-s", "usual pace", "Enter", "C-e", "C-q", "C-j", "- ", "C-M-i"]);
    screen.wait(name, "the next stamps are not offered whole", |seen| {
        let is_untouched = seen.lines().any(|line| line.trim() == "-");
        is_untouched && seen.contains("2024-03-05 16:59 UTC the minute after")
    });
    command("kill-emacs");
    screen.wait_for_the_end(name);
    say(&format!("{name}: a newcomer's path, on the screen"));
}
