//! Neovim in a window of 60 columns: no message of ours waits for Enter, and behind its line a finding asks its question.

use std::fs;
use std::process::Command;

use askhow_tests::say;

use crate::home::{Home, editor};
use crate::neovim::installed;
use crate::screen::{Screen, row, there_is_a_terminal};

/// A review that waits for answers, and whose slip leaves room for the question that goes with it.
const REVIEW: &str = "# Payments were slow\n\n## Description\n\nIt was slow.\n\nWhy did the deploy fail?\n\n## Contributors\n\n- The pool\n\n\
                      ## Timeline\n\n- 2024-03-05 16:32 UTC Jiří pushes the new limits\n\n## Risks\n\n- It is back.\n";

const MESSAGES: &str = "vim.diagnostic.config({ virtual_text = true })";

#[test]
fn neovim_0_10_with_60_columns() {
    narrow("Neovim 0.10 with 60 columns", "ASKHOW_NVIM_0_10");
}

#[test]
fn neovim_0_12_with_60_columns() {
    narrow("Neovim 0.12 with 60 columns", "ASKHOW_NVIM_0_12");
}

#[track_caller]
fn narrow(name: &str, variable: &str) {
    let Some(nvim) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let open = |init: &str| {
        let home = installed(init);
        fs::write(home.review(), REVIEW).unwrap();
        let mut command = Command::new(&nvim);
        command.arg(home.review());
        (Screen::open_sized(&home, command, 60, 24), home)
    };

    let (screen, home) = open(&format!("require('askhow').setup()\n{MESSAGES}"));
    screen.wait(name, "the question does not stand behind the slip", |seen| {
        has_line(seen, "Why did the deploy fail?     ■ how did it come about?")
    });
    messages(name, &screen);
    screen.keys(&[":vsplit", "Enter"]);
    screen.wait(name, "a question too long for its window is shown", |seen| {
        !seen.contains("how did it") && seen.matches('■').count() >= 2
    });
    end(name, &screen);
    settings(name, &nvim, &home);

    let own = "vim.diagnostic.config({ virtual_text = { format = function() return 'in my words' end } })";
    let (screen, _home) = open(&format!("require('askhow').setup()\n{own}"));
    screen.wait(name, "a format of one's own is overruled", |seen| {
        has_line(seen, "Why did the deploy fail?     ■ in my words")
    });
    end(name, &screen);

    let (screen, _home) = open("require('askhow').setup({ cmd = { '/nowhere/askhow', 'lsp' } })");
    told(name, &screen, "askhow: not on the PATH, see :Askhow health");
    end(name, &screen);
    say(&format!("{name}: nothing waits for Enter"));
}

/// Each is told on the last line, cut where a word ends.
#[track_caller]
fn messages(name: &str, screen: &Screen) {
    for (command, message) in [
        ("later", "askhow: left for later: Mitigators: How did …"),
        ("again", "askhow: what was left for later is asked again"),
        ("again", "askhow: nothing was left for later"),
        ("sort", "askhow: times are in order, or there are none"),
        ("fix", "askhow: 1 line changed"),
        ("", "askhow: Tab lists them: new, entry, answer …"),
        ("new incidents/checkout.md/x.md Mails", "askhow: there can be no folder …"),
        ("nonsense", "askhow: no `:Askhow nonsense`; Tab lists them"),
        ("new incidents/checkout.md", "askhow: checkout.md: there is such a file …"),
    ] {
        screen.keys(&[&format!(":Askhow {command}"), "Enter"]);
        told(name, screen, message);
    }
    screen.keys(&[":1", "Enter", "/The pool", "Enter", ":Askhow explain", "Enter"]);
    told(name, screen, "askhow: no rule speaks in this line");
    // The question takes two lines, and what is told behind it one.
    screen.keys(&[":Askhow answer", "Enter"]);
    screen.wait(name, "no question", |seen| row(seen, "Mitigators: How did things go right").is_some());
    screen.keys(&["The alert was new", "Enter"]);
    screen.wait(name, "the answer is not written", |seen| {
        no_enter(seen) && has_line(seen, "- The alert was new") && seen.contains("under “Mitigators”")
    });
    screen.keys(&["u"]);
    screen.wait(name, "the answer is not taken back", |seen| !seen.contains("- The alert was new"));
}

/// Settings that can't be read are told at the start.
#[track_caller]
fn settings(name: &str, nvim: &std::path::Path, home: &Home) {
    fs::write(home.0.path().join("work/askhow.toml"), "[rules]\n\"phrasing/why-question\" = \"maybe\"\n")
        .unwrap();
    let mut command = Command::new(nvim);
    command.arg(home.review());
    let screen = Screen::open_sized(home, command, 60, 24);
    screen.wait(name, "settings that can't be read are not told", |seen| {
        no_enter(seen)
            && seen.lines().any(|line| line.starts_with("askhow: askhow.toml:2:") && line.ends_with(" …"))
    });
    end(name, &screen);
}

#[track_caller]
fn told(name: &str, screen: &Screen, message: &str) {
    screen.wait(name, &format!("not told: {message}"), |seen| {
        no_enter(seen) && seen.lines().any(|line| line.trim_end() == message)
    });
}

fn has_line(seen: &str, line: &str) -> bool {
    seen.lines().any(|seen| seen.trim_end().ends_with(line))
}

/// Whether Neovim waits for nothing.
fn no_enter(seen: &str) -> bool {
    !seen.contains("Press ENTER")
}

#[track_caller]
fn end(name: &str, screen: &Screen) {
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
}
