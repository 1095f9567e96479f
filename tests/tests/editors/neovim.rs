//! Neovim, headless and on a terminal: the folder `editors/nvim` as a package in an empty home.

use std::fs;
use std::process::Command;
use std::time::Duration;

use askhow_tests::{askhow, say, workspace};

use crate::features::Seen;
use crate::home::{Home, copy_folder, editor, run};
use crate::screen::{Screen, is_rewritten, message_behind_the_question, there_is_a_terminal};

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
            let mut command = Command::new(&nvim);
            let start = workspace().join("tests/editors/nvim/start.lua");
            command.arg("--headless").args(["--cmd", &format!("luafile {}", start.display())]);
            command.arg(home.review());
            home.settle(&mut command);
            let bin = home.0.path().join("bin");
            fs::create_dir_all(&bin).unwrap();
            command.env("ASKHOW_SCRIPT", start.with_file_name(format!("{script}.lua")));
            command.env("ASKHOW_TEST_PROGRAM", askhow()).env("ASKHOW_TEST_BIN", &bin);
            if !with_program {
                let path = std::env::var_os("PATH").unwrap_or_default();
                let others = std::env::split_paths(&path).filter(|folder| !folder.join("askhow").exists());
                command.env("PATH", std::env::join_paths([bin].into_iter().chain(others)).unwrap());
            }
            let (ended_well, report) = run(command, Duration::from_secs(180));
            let count = report.lines().find(|line| line.ends_with("checks, 0 failed"));
            let count = count.filter(|_| ended_well);
            let count = count.unwrap_or_else(|| panic!("{name}, {script} after {init}:\n{report}"));
            say(&format!("{name}, {script}: {count}"));
            seen.read(&report);
        }
        seen.check(name);
    }
}

/// The same on a terminal: read the finding, its questions, take the rewrite from the menu, restart.
#[track_caller]
fn on_a_terminal(name: &str, variable: &str) {
    let Some(nvim) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let home = installed(
        "require('askhow').setup()\nvim.diagnostic.config({ virtual_text = true })\n\
         if vim.fn.exists('+winborder') == 1 then vim.o.winborder = 'rounded' end",
    );
    let mut command = Command::new(nvim);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    screen.wait(name, "no finding behind its line", message_behind_the_question);
    screen.keys(&["/Why did", "Enter"]);
    screen.keys(&["K"]);
    screen.wait(name, "no questions", |seen| seen.contains("How did it come about, step by step?"));
    if variable.ends_with("0_12") {
        screen.picture("neovim.svg");
    }
    screen.keys(&[":lua vim.lsp.buf.code_action()", "Enter"]);
    screen.wait(name, "no menu of actions", |seen| seen.contains("1: Ask “How did the deploy come to fail"));
    screen.keys(&["1", "Enter"]);
    screen.wait(name, "the action changes nothing", is_rewritten);
    screen.keys(&["u", ":Askhow restart", "Enter"]);
    screen.wait(name, "no finding after the restart", message_behind_the_question);
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    say(&format!("{name}: the finding, its questions and its rewrite are on the screen"));
}

/// A home in which the plugin lies where Neovim looks for packages, and `init` is the user's `init.lua`.
pub fn installed(init: &str) -> Home {
    let home = Home::new();
    copy_folder(&workspace().join("editors/nvim"), &home.0.path().join("data/nvim/site/pack/a/start/askhow"));
    let settings = home.0.path().join("config/nvim");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("init.lua"), init).unwrap();
    home
}
