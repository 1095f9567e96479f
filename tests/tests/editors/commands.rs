//! What can be called by name in each editor: `tests/editors/commands.tsv`, which `editors/README.md` shows. A command of
//! one editor that the table does not know fails here, and so does one that the table has and the editor has not.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use askhow_tests::workspace;
use serde_json::Value;

use crate::features::{check_page, read_table};
use crate::home::Home;
use crate::pages::copied;

fn table() -> Vec<Vec<String>> {
    read_table("commands.tsv")
}

/// The cells of a column, below its head.
#[track_caller]
fn column(head: &str) -> Vec<String> {
    let table = table();
    let place = table[0].iter().position(|it| it == head).unwrap_or_else(|| panic!("no column {head}"));
    table[1..].iter().map(|row| row[place].clone()).collect()
}

/// The names in code that begin with `prefix`, without it.
fn named(cells: &[String], prefix: &str) -> BTreeSet<String> {
    let code = cells.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2));
    code.filter_map(|code| code.strip_prefix(prefix)).map(str::to_owned).collect()
}

/// The words that follow `before` in a text, up to something that is no part of a name.
fn words_after(text: &str, before: &str) -> BTreeSet<String> {
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '-';
    let found = text.split(before).skip(1);
    found.map(|rest| rest.split(|it| !is_name(it)).next().unwrap_or_default().to_owned()).collect()
}

fn editors(file: &str) -> String {
    let path = workspace().join("editors").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The ids of the rows that have a command of ours in this column.
fn ids_with(head: &str, prefix: &str) -> BTreeSet<String> {
    let cells = column(head).into_iter().zip(column("id"));
    cells.filter(|(cell, _)| cell.contains(&format!("`{prefix}"))).map(|(_, id)| id).collect()
}

#[test]
fn neovim_has_the_commands_of_the_table_by_their_names() {
    let names = ids_with("Neovim", ":Askhow ");
    assert_eq!(named(&column("Neovim"), ":Askhow "), names);
    assert_eq!(words_after(&editors("nvim/lua/askhow/commands.lua"), "function commands."), names);
    let help = editors("nvim/doc/askhow.txt");
    let missing: Vec<_> = names.iter().filter(|it| !help.contains(&format!("*:Askhow-{it}*"))).collect();
    assert!(missing.is_empty(), "the help lacks {missing:?}");
}

#[test]
fn emacs_has_the_commands_of_the_table_by_their_names() {
    let names = ids_with("Emacs", "askhow-");
    assert_eq!(named(&column("Emacs"), "askhow-"), names);
    let text = editors("emacs/askhow.el");
    let functions = text.split("\n(defun ").skip(1);
    let commands = functions.filter(|it| it.contains("\n  (interactive"));
    let commands = commands.filter_map(|it| it.split([' ', '\n']).next()?.strip_prefix("askhow-"));
    // This one is for the hook of a mode.
    let commands = commands.filter(|name| *name != "ensure").map(str::to_owned);
    assert_eq!(commands.collect::<BTreeSet<_>>(), names);
}

#[test]
fn vs_code_has_the_commands_of_the_table_by_their_titles() {
    let manifest: Value = serde_json::from_str(&editors("vscode/package.json")).unwrap();
    let parts = &manifest["contributes"];
    let is_hidden = |id: &Value| {
        let palette = parts["menus"]["commandPalette"].as_array().into_iter().flatten();
        palette.into_iter().any(|it| it["command"] == *id && it["when"] == "false")
    };
    let commands = parts["commands"].as_array().unwrap().iter().filter(|it| !is_hidden(&it["command"]));
    let titles = commands.map(|it| it["title"].as_str().unwrap().to_owned());
    assert_eq!(named(&column("VS Code"), "askhow: "), titles.collect::<BTreeSet<_>>());
}

/// Whoever looks into the page of one editor finds there what the table says of it.
#[test]
fn the_page_of_each_editor_has_its_commands() {
    for (head, page) in [("Neovim", "nvim"), ("Emacs", "emacs"), ("Helix", "helix"), ("Zed", "zed")] {
        let text = editors(&format!("{page}/README.md"));
        let shown: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
        for cell in column(head) {
            for code in cell.split('`').skip(1).step_by(2) {
                // With what it takes, or behind `M-x`.
                let is_there = shown.iter().any(|it| it.trim_start_matches("M-x ").starts_with(code));
                assert!(is_there, "editors/{page}/README.md does not show `{code}`");
            }
            let action = cell.split('*').nth(1).unwrap_or_default().trim_end_matches('…').trim();
            assert!(text.contains(action), "editors/{page}/README.md does not show “{action}”");
        }
    }
}

#[test]
fn the_page_shows_the_table_of_commands() {
    check_page("commands", &table());
}

/// Zed is not to be had here; its shell runs the same words.
#[test]
fn the_tasks_of_zed_do_what_they_say() {
    let tasks: Vec<Value> = serde_json::from_str(&copied("zed/README.md", "\"label\"")).unwrap();
    let home = Home::new();
    let run = |label: &str| {
        let task = tasks.iter().find(|task| task["label"] == label).expect("a task of that name");
        let mut shell = Command::new("sh");
        // In place of Zed, which opens the file.
        shell.args(["-ec", &format!("zed() {{ test -f \"$1\"; }}; {}", task["command"].as_str().unwrap())]);
        home.settle(&mut shell);
        let output = shell.env("ZED_FILE", home.review()).output().unwrap();
        assert!(output.status.success(), "{label}: {output:?}");
    };
    run("askhow: new");
    run("askhow: fix");
    let fixed = fs::read_to_string(home.review()).unwrap();
    assert!(fixed.contains("How did the deploy come to fail at 16:40?"), "{fixed}");
    let settings: Value = serde_json::from_str(&copied("zed/README.md", "\"lsp\"")).unwrap();
    assert_eq!(settings["file_types"]["Markdown"], serde_json::json!(["mdx", "qmd", "Rmd"]));
}
