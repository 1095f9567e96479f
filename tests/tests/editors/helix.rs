//! Helix, on a terminal, with `editors/helix/languages.toml` in an empty home.

use std::fs;
use std::process::Command;
use std::time::Duration;

use askhow_tests::{say, workspace};

use crate::features::Seen;
use crate::home::{Home, editor, run};
use crate::screen::{Screen, is_rewritten, message_behind_the_question, there_is_a_terminal};

#[test]
fn helix_25_01() {
    in_helix("Helix 25.01", "ASKHOW_HELIX_25_01");
}

#[test]
fn helix_25_07() {
    in_helix("Helix 25.07", "ASKHOW_HELIX_25_07");
}

/// A newcomer's path: see a finding, read its questions, take rewrites from the menu, complete, restart.
#[track_caller]
fn in_helix(name: &str, variable: &str) {
    let Some(hx) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let home = installed("languages.toml");
    let mut seen = Seen::default();

    let mut health = Command::new(&hx);
    health.args(["--health", "markdown"]);
    home.settle(&mut health);
    let (_, said) = run(health, Duration::from_secs(30));
    assert!(said.lines().any(|line| line.contains('✓') && line.contains("askhow")), "{name}:\n{said}");
    seen.add("health");

    let mut command = Command::new(&hx);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    wait_for_findings(name, &screen);
    seen.add("findings");
    screen.keys(&["/Why did", "Enter"]);
    screen.keys(&["Space", "k"]);
    screen.wait(name, "no questions", |seen| seen.contains("How did it come about, step by step?"));
    seen.add("hover");
    if variable.ends_with("25_07") {
        screen.picture("helix.svg");
    }
    screen.keys(&["Escape"]);

    // The menu opens below the line of the cursor, its first action chosen.
    let choose_at = |line: &str, action: &str| {
        screen.keys(&["Space", "a"]);
        let mut n_steps = 0;
        screen.wait(name, &format!("no menu with “{action}”"), |seen| {
            let row = |text: &str| seen.lines().position(|line| line.contains(text));
            let steps = row(line).zip(row(action)).and_then(|(line, action)| action.checked_sub(line + 1));
            n_steps = steps.unwrap_or_default();
            steps.is_some()
        });
        screen.keys(&vec!["Down"; n_steps]);
        screen.keys(&["Enter"]);
    };
    let choose = |action: &str| choose_at("Why did the deploy fail", action);
    choose("Ask “How did the deploy come to fail");
    screen.wait(name, "the action changes nothing", is_rewritten);
    seen.add("fix");
    screen.keys(&["u"]);
    screen.wait(name, "the finding does not come back", message_behind_the_question);
    choose("Apply the one safe fix of this review");
    screen.wait(name, "nothing safe is applied", is_rewritten);
    seen.add("fix-all");
    screen.keys(&["u"]);
    screen.wait(name, "the finding does not come back", message_behind_the_question);
    choose("Sort the timeline by time");
    let row = |seen: &str, text: &str| seen.lines().position(|line| line.contains(text));
    screen.wait(name, "the timeline is not sorted", |seen| {
        row(seen, "Jiří stops the deploy") < row(seen, "Zoë rolls the limits back")
    });
    seen.add("sort");
    screen.keys(&["u"]);

    screen.keys(&["/back at their", "Enter"]);
    choose_at("back at their", "Insert an entry for now");
    screen.wait(name, "no entry for now", |seen| {
        let below = row(seen, "back at their").and_then(|row| seen.lines().nth(row + 1)).unwrap_or_default();
        below.contains("- 2") && below.trim_end().ends_with(" UTC")
    });
    seen.add("entry");
    screen.keys(&["u"]);
    screen.keys(&["/back at their", "Enter"]);
    screen.keys(&["o", "- "]);
    screen.wait(name, "no next stamp", |seen| seen.contains("2024-03-05 16:59 UTC"));
    seen.add("stamp");
    screen.keys(&["Escape", "u"]);
    screen.keys(&["/## Risks", "Enter"]);
    screen.keys(&["O", "## "]);
    screen.wait(name, "no sections are offered", |seen| {
        seen.contains("Open Questions") && seen.contains("Difficulties in Handling ")
    });
    screen.keys(&["Miti"]);
    screen.wait(name, "the offers are not narrowed down", |seen| !seen.contains("Open Questions "));
    screen.keys(&["C-n"]);
    screen.wait(name, "the section does not come", |seen| seen.contains("How did things go right, and who"));
    screen.keys(&["Enter", "Escape"]);
    screen.wait(name, "the section does not stay", |seen| {
        row(seen, "How did things go right, and who") < row(seen, "## Risks")
    });
    seen.add("section");
    screen.keys(&["Space", "s"]);
    screen.wait(name, "no outline", |seen| seen.contains("Mitigators") && seen.contains("event"));
    seen.add("outline");
    screen.keys(&["Escape"]);

    screen.keys(&[":lsp-restart", "Enter"]);
    screen.keys(&["gg", "O"]);
    screen.keys(&["Escape", "/Why did", "Enter"]);
    choose("Ask “How did the deploy come to fail");
    screen.wait(name, "the restarted server changes nothing", is_rewritten);
    seen.add("restart");

    screen.keys(&[":sh askhow new incidents/exports.md --title Exports", "Enter"]);
    screen.wait(name, "no review is begun", |_| home.review().with_file_name("exports.md").is_file());
    screen.keys(&["Escape", ":open incidents/exports.md", "Enter"]);
    screen.wait(name, "the new review is not opened", |seen| seen.contains("# Exports"));
    seen.add("new");
    fs::write(home.review().with_file_name("README.md"), "# Tool\n\nWhy did nobody write a manual?\n")
        .unwrap();
    screen.keys(&[":open incidents/README.md", "Enter"]);
    screen.wait(name, "the file is not opened", |seen| {
        // What the command has said may come late, and lies over the text.
        if seen.contains("written; it is a review") {
            screen.keys(&["Escape"]);
        }
        seen.contains("Why did nobody write a manual?")
    });
    std::thread::sleep(Duration::from_millis(500));
    screen.wait(name, "a file that is no review has findings", |seen| {
        seen.lines().any(|line| line.trim_end().ends_with("Why did nobody write a manual?"))
    });
    seen.add("quiet");
    screen.keys(&[":log-open", "Enter"]);
    screen.wait(name, "the log is not opened", |seen| seen.contains("helix.log"));
    seen.add("log");
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    beside_marksman(name, Command::new(hx));
    seen.add("beside");
    seen.check(name, "Helix");
    say(&format!("{name}: a newcomer's path, on the screen"));
}

/// With the settings for two servers findings come from us, and the outline is left to the other; which is not
/// installed here, so there is none.
#[track_caller]
fn beside_marksman(name: &str, mut command: Command) {
    let home = installed("beside-marksman.toml");
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    wait_for_findings(name, &screen);
    screen.keys(&["Space", "s"]);
    screen.wait(name, "the outline is not left to the other", |seen| {
        // As 25.01 says it, and 25.07.
        ["No configured language server", "No language server"].iter().any(|it| seen.contains(it))
            && seen.contains("document symbols")
    });
    screen.keys(&["Escape", ":qa!", "Enter"]);
    screen.wait_for_the_end(name);
}

/// A home with one of our settings for languages, and messages at the end of their lines.
fn installed(languages: &str) -> Home {
    let home = Home::new();
    let settings = home.0.path().join("config/helix");
    fs::create_dir_all(&settings).unwrap();
    fs::copy(workspace().join("editors/helix").join(languages), settings.join("languages.toml")).unwrap();
    fs::write(settings.join("config.toml"), "[editor]\nend-of-line-diagnostics = \"hint\"\n").unwrap();
    home
}

/// Answers the question of trust, where there is one.
#[track_caller]
fn wait_for_findings(name: &str, screen: &Screen) {
    let mut trusted = false;
    screen.wait(name, "no finding behind its line", |seen| {
        if !trusted && seen.contains("Trust this workspace?") {
            screen.keys(&["Enter"]);
            trusted = true;
        }
        message_behind_the_question(seen)
    });
}
