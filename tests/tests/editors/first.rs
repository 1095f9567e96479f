//! The first minutes of a review in Neovim: real keys from the template on, and every finding that ever shows.

use std::fs;
use std::path::Path;
use std::process::Command;

use askhow_tests::say;

use crate::home::{Home, editor};
use crate::neovim::installed;
use crate::screen::{Screen, row, there_is_a_terminal};

/// Notes each change of the findings, in the order in which they come, and shows them and the lens on the screen.
const INIT: &str = r#"
require("askhow").setup()
vim.diagnostic.config({ virtual_text = true, update_in_insert = true })
vim.api.nvim_create_autocmd("DiagnosticChanged", { callback = function(event)
  local file = assert(io.open(vim.env.HOME .. "/shown.txt", "a"))
  file:write("changed\n")
  for _, it in ipairs(vim.diagnostic.get(event.buf)) do
    file:write(("%s at %s\n"):format(it.code, vim.api.nvim_get_current_line()))
  end
  file:close()
end })
vim.api.nvim_create_autocmd("LspAttach", { callback = function(event)
  if vim.lsp.codelens.enable then vim.lsp.codelens.enable(true, { bufnr = event.buf }) end
end })
"#;

#[test]
fn the_first_minutes_in_neovim_0_10() {
    first_minutes("Neovim 0.10, the first minutes", "ASKHOW_NVIM_0_10", false);
}

#[test]
fn the_first_minutes_in_neovim_0_12() {
    first_minutes("Neovim 0.12, the first minutes", "ASKHOW_NVIM_0_12", true);
}

#[track_caller]
fn first_minutes(name: &str, variable: &str, has_lens: bool) {
    let Some(nvim) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let home = installed(INIT);
    let screen = Screen::open(&home, Command::new(nvim));
    screen.keys(&[":Askhow new incidents/first.md Payments failed", "Enter"]);
    screen.wait(name, "no new review", |seen| row(seen, "# Payments failed").is_some());
    write(name, &screen);
    let at = |seen: &str| row(seen, "1 contributor").filter(|at| Some(*at) < row(seen, "# Payments failed"));
    screen.keys(&["gg"]);
    screen.wait(name, "no lens above the title, or one that reproaches", |seen| {
        row(seen, "# Payments failed").is_some() && at(seen).is_some() == has_lens && !seen.contains(" yet ·")
    });
    let shown = shown(&home);
    assert!(shown.iter().all(|line| line == "changed"), "{name}: {shown:#?}");
    // Then a slip, which is told as it is typed.
    screen.keys(&["/blank page", "Enter", "A They should have noticed the alert."]);
    screen.wait(name, "the slip is not told", |seen| {
        seen.lines()
            .any(|line| line.contains("noticed the alert.") && line.ends_with("how did it look at the time?"))
    });
    screen.keys(&["Escape", ":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    let rules: Vec<_> = self::shown(&home).into_iter().filter(|line| line != "changed").collect();
    let is_slip =
        |line: &String| line.starts_with("phrasing/counterfactual at People saw a blank page. They should");
    assert!(!rules.is_empty() && rules.iter().all(is_slip), "{name}: {rules:#?}");
    say(&format!("{name}: one finding, of the slip"));
}

/// The form, a description, a contributor and two entries, with the keys of somebody who knows the editor.
#[track_caller]
fn write(name: &str, screen: &Screen) {
    screen.keys(&["/Severity", "Enter", "WC", "SEV2", "Escape"]);
    screen.keys(&["/Incident Start", "Enter", "2WC", "2026-11-28 16:32 UTC", "Escape"]);
    screen.keys(&["/Stabilization", "Enter", "2WC", "2026-11-28 17:20 UTC", "Escape"]);
    screen.keys(&["/## Description", "Enter", "/-->", "Enter", "2ji", "People saw a blank page.", "Escape"]);
    screen.keys(&[
        "/## Contributors",
        "Enter",
        "/^- ",
        "Enter",
        "A",
        "The pool had 20 connections.",
        "Escape",
    ]);
    screen.keys(&[
        "/## Timeline",
        "Enter",
        "/^- ",
        "Enter",
        "A",
        "2026-11-28 16:32 UTC Ana deploys.",
        "Enter",
    ]);
    screen.wait(name, "no next entry", |seen| seen.contains("- 2026-11-28 16:33 UTC"));
    screen.keys(&["Ben looks.", "Escape"]);
    screen.wait(name, "the entry does not come", |seen| seen.contains("16:33 UTC Ben looks."));
}

/// What was shown so far, a line for each change and each finding.
fn shown(home: &Home) -> Vec<String> {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    read(&home.0.path().join("shown.txt")).lines().map(str::to_owned).collect()
}
