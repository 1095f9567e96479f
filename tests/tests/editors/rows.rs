//! The cases of `tests/rows` in Neovim.

use std::fs;
use std::process::Command;
use std::time::Duration;

use askhow_tests::{say, workspace};

use crate::home::{editor, run};
use crate::neovim::installed;

#[test]
fn every_row_in_neovim_0_10() {
    walk("Neovim 0.10", "ASKHOW_NVIM_0_10");
}

#[test]
fn every_row_in_neovim_0_12() {
    walk("Neovim 0.12", "ASKHOW_NVIM_0_12");
}

#[track_caller]
fn walk(name: &str, variable: &str) {
    let Some(nvim) = editor(name, variable) else { return };
    let home = installed("require('askhow').setup()");
    let reviews = home.0.path().join("work");
    let rows = workspace().join("tests/rows");
    fs::create_dir(reviews.join("team")).unwrap();
    for settings in ["askhow.toml", "team/askhow.toml"] {
        fs::copy(rows.join(settings), reviews.join(settings)).unwrap();
    }
    fs::write(reviews.join("incidents/earlier.md"), "# Mails were late\n\n## Risks\n\n- x\n").unwrap();
    let mut command = Command::new(nvim);
    let start = workspace().join("tests/editors/nvim/start.lua");
    command.arg("--headless").args(["--cmd", &format!("luafile {}", start.display())]);
    command.arg(home.review());
    home.settle(&mut command);
    command.env("ASKHOW_SCRIPT", start.with_file_name("rows.lua")).env("ASKHOW_ROWS", rows);
    let (ended_well, report) = run(command, Duration::from_secs(300));
    let count = report.lines().find(|line| line.ends_with("checks, 0 failed")).filter(|_| ended_well);
    let wrong = || {
        let lines = report.lines().filter(|line| !line.starts_with("ok  "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let count = count.unwrap_or_else(|| panic!("{name}:\n{}", wrong()));
    say(&format!("{name}, rows: {count}"));
}
