//! Neovim, headless and on a terminal: the folder `editors/nvim` as a package in an empty home.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use askhow_tests::{askhow, say, workspace};

use crate::features::Seen;
use crate::home::{Home, copy_folder, editor, run};
use crate::pages::copied;
use crate::screen::{Screen, is_rewritten, message_behind_the_question, row, there_is_a_terminal};

const SETUP: &str = "require('askhow').setup({ on_exit = function(code) exit_status = code end })";
const ENABLE: &str = "vim.lsp.config('askhow', { on_exit = function(code) exit_status = code end })\n\
                      vim.lsp.enable('askhow')";

/// Beside another server that fills the outline.
const BESIDE: &str = "require('askhow').setup({ settings = { features = { symbols = false } } })";

#[test]
fn neovim_0_10() {
    walk("Neovim 0.10", "ASKHOW_NVIM_0_10", &[SETUP]);
}

#[test]
fn neovim_0_12() {
    walk("Neovim 0.12", "ASKHOW_NVIM_0_12", &[SETUP, ENABLE]);
}

#[test]
fn neovim_0_10_on_a_terminal() {
    on_a_terminal("Neovim 0.10 on a terminal", "ASKHOW_NVIM_0_10");
}

#[test]
fn neovim_0_12_on_a_terminal() {
    on_a_terminal("Neovim 0.12 on a terminal", "ASKHOW_NVIM_0_12");
}

/// A newcomer's path and its stumbling blocks, for each way of setting up; together they show every feature.
#[track_caller]
fn walk(name: &str, variable: &str, setups: &[&str]) {
    let Some(nvim) = editor(name, variable) else { return };
    for setup in setups {
        let mut seen = Seen::default();
        for (script, init, with_program) in [
            ("walk", *setup, true),
            ("around", setup, true),
            ("trouble", setup, false),
            ("beside", BESIDE, true),
        ] {
            let home = installed(init);
            let bin = home.0.path().join("bin");
            fs::create_dir_all(&bin).unwrap();
            let found = report(&nvim, &home, script, |command| {
                command.env("ASKHOW_TEST_PROGRAM", askhow()).env("ASKHOW_TEST_BIN", &bin);
                if !with_program {
                    let path = std::env::var_os("PATH").unwrap_or_default();
                    let others =
                        std::env::split_paths(&path).filter(|folder| !folder.join("askhow").exists());
                    command
                        .env("PATH", std::env::join_paths([bin.clone()].into_iter().chain(others)).unwrap());
                }
            });
            let (count, report) =
                found.unwrap_or_else(|report| panic!("{name}, {script} after {init}:\n{report}"));
            say(&format!("{name}, {script}: {count}"));
            seen.read(&report);
        }
        if there_is_a_terminal(name) {
            typing(name, &nvim, setup, &mut seen);
            seen.check(name);
        }
    }
}

/// The next stamp is accepted and an entry written behind it; Enter goes on with the next one, in a table too, and ends
/// the timeline behind one that says nothing.
#[track_caller]
fn typing(name: &str, nvim: &Path, setup: &str, seen: &mut Seen) {
    let home = installed(setup);
    let mut command = Command::new(nvim);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    screen.wait(name, "the review is not opened", |seen| seen.contains("Checkout slow"));
    screen.keys(&["/back at their", "Enter", "o- "]);
    screen.wait(name, "no next stamp", |seen| {
        let is_offered = seen.contains("the minute after");
        if !is_offered {
            // Where the server was not there yet.
            screen.keys(&["C-x", "C-o"]);
            std::thread::sleep(Duration::from_millis(500));
        }
        is_offered
    });
    screen.keys(&["C-y", "Ben writes UTC"]);
    let is_line = |seen: &str, line: &str| seen.lines().any(|seen| seen.trim_end() == line);
    screen.wait(name, "what was typed does not stand behind the stamp", |seen| {
        is_line(seen, "- 2024-03-05 16:59 UTC Ben writes UTC")
    });
    screen.keys(&["Enter"]);
    screen.wait(name, "no next entry", |seen| is_line(seen, "- 2024-03-05 17:00 UTC"));
    screen.keys(&["Ada looks", "Enter"]);
    screen.wait(name, "no entry after it", |seen| is_line(seen, "- 2024-03-05 17:01 UTC"));
    screen.keys(&["Enter"]);
    screen.wait(name, "the timeline does not end", |seen| !seen.contains("17:01 UTC"));
    screen.keys(&["All is quiet."]);
    screen.wait(name, "the cursor is not where one writes on", |seen| {
        let last = row(seen, "- 2024-03-05 17:00 UTC Ada looks");
        is_line(seen, "All is quiet.") && last.map(|row| row + 2) == row(seen, "All is quiet.")
    });
    screen.keys(&["Enter", "Enter", "| T | What |", "Enter", "| - | - |", "Enter", "| 18:10 | a |", "Enter"]);
    screen.wait(name, "no next row", |seen| is_line(seen, "| 18:11 |  |"));
    screen.keys(&["Ben", "Enter"]);
    screen.wait(name, "no row after it", |seen| {
        is_line(seen, "| 18:11 | Ben |") && is_line(seen, "| 18:12 |  |")
    });
    seen.add("next");
    screen.keys(&["Escape", ":qa!", "Enter"]);
    screen.wait_for_the_end(name);
}

/// By Neovim's own configuration, as the page shows it, without the plugin.
#[test]
fn neovim_0_12_without_the_plugin() {
    let Some(nvim) = editor("Neovim 0.12 without the plugin", "ASKHOW_NVIM_0_12") else { return };
    let home = with_init(&copied("nvim/README.md", "on_attach"));
    let count = report(&nvim, &home, "bare", |_| {}).unwrap_or_else(|report| panic!("{report}")).0;
    say(&format!("Neovim 0.12 without the plugin: {count}"));
}

/// Runs a script of `tests/editors/nvim`: the count of its checks and the whole report, which is the error where one
/// fails.
fn report(
    nvim: &Path,
    home: &Home,
    script: &str,
    settle: impl FnOnce(&mut Command),
) -> Result<(String, String), String> {
    let mut command = Command::new(nvim);
    let start = workspace().join("tests/editors/nvim/start.lua");
    command.arg("--headless").args(["--cmd", &format!("luafile {}", start.display())]);
    command.arg(home.review());
    home.settle(&mut command);
    command.env("ASKHOW_SCRIPT", start.with_file_name(format!("{script}.lua")));
    settle(&mut command);
    let (ended_well, report) = run(command, Duration::from_secs(180));
    let count = report.lines().find(|line| line.ends_with("checks, 0 failed")).filter(|_| ended_well);
    match count.map(str::to_owned) {
        Some(count) => Ok((count, report)),
        None => Err(report),
    }
}

/// With what the page says to do, on a terminal: see the finding, read its questions, take the rewrite from the menu,
/// complete a section, restart; and the help.
#[track_caller]
fn on_a_terminal(name: &str, variable: &str) {
    let Some(nvim) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let is_new = variable.ends_with("0_12");
    let page = "nvim/README.md";
    let since_11 = if is_new { copied(page, "winborder") } else { String::new() };
    let home = with_init(&(copied(page, "require(\"askhow\").setup()\n") + &since_11));
    fs::write(home.review().with_file_name("other.md"), "# Mails were late\n\n## Risks\n\n- x\n").unwrap();
    install_plugin(&home, &copied(page, "ln -s"));
    let mut command = Command::new(nvim);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    screen.wait(name, "no finding behind its line", message_behind_the_question);
    screen.keys(&["/Why did", "Enter"]);
    screen.keys(&["K"]);
    screen.wait(name, "no questions", |seen| seen.contains("How did it come about, step by step?"));
    if is_new {
        screen.picture("neovim.svg");
        screen.keys(&["gra"]);
    } else {
        screen.keys(&[":lua vim.lsp.buf.code_action()", "Enter"]);
    }
    screen.wait(name, "no menu of actions", |seen| seen.contains("1: Ask “How did the deploy come to fail"));
    screen.keys(&["1", "Enter"]);
    screen.wait(name, "the action changes nothing", is_rewritten);
    screen.keys(&["u", "gg", "/## Risks", "Enter"]);
    screen.keys(&["O## Miti", "C-x", "C-o"]);
    screen.wait(name, "the section is not completed", |seen| row(seen, "## Mitigators").is_some());
    screen.keys(&["C-y"]);
    screen.wait(name, "its questions do not come", |seen| {
        let asked = row(seen, "How did things go right, and who");
        asked.is_some() && row(seen, "## Mitigators") < asked && asked < row(seen, "## Risks")
    });
    screen.keys(&["the alert was new"]);
    screen.wait(name, "the cursor is not where one writes on", |seen| {
        row(seen, "- the alert was new").is_some()
    });
    link_then_question(name, &screen);
    screen.keys(&[":edit!", "Enter", ":edit incidents/new.md", "Enter", "i"]);
    screen.wait(name, "the template is not offered", |seen| {
        let is_offered = seen.contains("Incident review");
        if !is_offered {
            // Where the server was not there yet.
            screen.keys(&["C-x", "C-o"]);
            std::thread::sleep(Duration::from_millis(500));
        }
        is_offered
    });
    screen.keys(&["C-y"]);
    screen.wait(name, "the template does not come, or the cursor leaves its title", |seen| {
        row(seen, "# Incident review").is_some() && row(seen, "- Severity: not known yet").is_some()
    });
    screen.keys(&["Escape", ":edit incidents/checkout.md", "Enter", ":Askhow restart", "Enter"]);
    screen.wait(name, "no finding after the restart", message_behind_the_question);
    screen.keys(&[":helptags ALL", "Enter", ":help askhow", "Enter"]);
    screen.wait(name, "no help", |seen| seen.contains("askhow completes the sections of an incident review"));
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    say(&format!("{name}: a newcomer's path, on the screen"));
}

/// Right after a link was completed, beginnings of questions are offered where they belong.
#[track_caller]
fn link_then_question(name: &str, screen: &Screen) {
    screen.keys(&["Escape", "Go", "Enter", "## Artifacts", "Enter", "Enter", "- See [Mai", "C-x", "C-o"]);
    screen
        .wait(name, "no link to the other review", |seen| seen.contains("- See [Mails were late](other.md)"));
    screen.keys(&["C-y", "Enter", "C-u", "Enter", "## Open Questions", "Enter", "Enter", "- ", "C-x", "C-o"]);
    screen.wait(name, "no beginnings of questions", |seen| seen.contains("How did Zoë come to"));
    screen.keys(&["C-e", "Escape"]);
}

/// Installs the plugin as the page says, in a clone of this repository.
fn install_plugin(home: &Home, script: &str) {
    let clone = home.0.path().join("clone");
    copy_folder(&workspace().join("editors/nvim"), &clone.join("editors/nvim"));
    let mut command = Command::new("sh");
    home.settle(&mut command);
    assert!(command.args(["-ec", script]).current_dir(clone).status().unwrap().success());
}

/// A home in which the plugin lies where Neovim looks for packages, and `init` is the user's `init.lua`.
pub fn installed(init: &str) -> Home {
    let home = with_init(init);
    let packages = home.0.path().join(".local/share/nvim/site/pack/a/start");
    copy_folder(&workspace().join("editors/nvim"), &packages.join("askhow"));
    home
}

/// A home with this `init.lua`.
fn with_init(init: &str) -> Home {
    let home = Home::new();
    let settings = home.0.path().join(".config/nvim");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("init.lua"), init).unwrap();
    home
}
