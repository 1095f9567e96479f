//! Helix, on a terminal.

use std::fs;
use std::process::Command;

use askhow_tests::{say, workspace};

use crate::home::{Home, editor};
use crate::screen::{Screen, is_rewritten, message_behind_the_question, there_is_a_terminal};

#[test]
fn helix_25_01() {
    in_helix("Helix 25.01", "ASKHOW_HELIX_25_01");
}

#[test]
fn helix_25_07() {
    in_helix("Helix 25.07", "ASKHOW_HELIX_25_07");
}

/// Starts Helix in a terminal, waits for the finding, and takes the first code action there.
#[track_caller]
fn in_helix(name: &str, variable: &str) {
    let Some(hx) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let home = Home::new();
    let settings = home.0.path().join("config/helix");
    fs::create_dir_all(&settings).unwrap();
    fs::copy(workspace().join("editors/helix/languages.toml"), settings.join("languages.toml")).unwrap();
    fs::write(settings.join("config.toml"), "[editor]\nend-of-line-diagnostics = \"hint\"\n").unwrap();
    let mut command = Command::new(hx);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    let mut trusted = false;
    screen.wait(name, "no finding behind its line", |seen| {
        if !trusted && seen.contains("Trust this workspace?") {
            screen.keys(&["Enter"]);
            trusted = true;
        }
        message_behind_the_question(seen)
    });
    screen.keys(&["/Why did", "Enter"]);
    screen.keys(&["Space", "a"]);
    screen.wait(name, "no menu of actions", |seen| seen.contains("Ask “How did the deploy come to fail"));
    screen.keys(&["Enter"]);
    screen.wait(name, "the action changes nothing", is_rewritten);
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    say(&format!("{name}: the finding is on the screen, and its rewrite in the text"));
}
