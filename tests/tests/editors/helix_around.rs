//! What stands around the text of a review in Helix: hints, another name for a service, formatting, pasted chat, links,
//! and rules that are explained and turned off; and another program in our place.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::features::Seen;
use crate::helix::{ALONE, Session, installed};
use crate::screen::{Screen, message_behind_the_question, row};

/// The review with a stamp in another notation, and chat below the timeline.
fn prepared(review: &str) -> String {
    review
        .replace("16:58 UTC Pay", "4:58 PM UTC Pay")
        .replace("usual pace\n", "usual pace\nZoë  [4:59 PM]\nall is quiet\n")
}

#[track_caller]
pub fn around(name: &str, hx: &Path, seen: &mut Seen) {
    let home = installed(ALONE);
    fs::write(home.review(), prepared(&fs::read_to_string(home.review()).unwrap())).unwrap();
    let helix = Session::open(name, hx, home);
    helix.wait_for_findings();
    helix.wait("no hints", |seen| seen.contains("16:36 UTC +4m  The alert"));
    seen.add("hints");

    helix.keys(&["/ledger", "Enter", "Space", "r"]);
    helix.wait("the name is not asked for", |seen| seen.contains("rename-to:ledger"));
    helix.keys(&["C-u", "book", "Enter"]);
    helix.wait("the service keeps its name", |seen| {
        seen.matches("`book`").count() == 2 && !seen.contains("`ledger`")
    });
    seen.add("rename");

    let stamp = |seen: &str| {
        let line = seen.lines().find(|line| line.contains("Payments are back")).unwrap_or_default();
        line.contains("- 2024-03-05 16:58 UTC")
    };
    helix.keys(&[":format", "Enter"]);
    helix.wait("`:format` changes nothing", stamp);
    helix.keys(&["u"]);
    helix.wait("the stamp does not come back", |seen| !stamp(seen));
    helix.keys(&["/back at their", "Enter", "x", "="]);
    helix.wait("`=` changes nothing", stamp);
    seen.add("format");

    helix.keys(&["/4:59", "Enter", "x", "x"]);
    helix.choose_at("all is quiet", "Turn pasted chat into an entry");
    helix.wait("the chat does not become an entry", |seen| {
        seen.contains("- 2024-03-05 16:59 UTC") && seen.contains("**Zoë**: all is quiet")
    });
    seen.add("chat");

    // At the cursor the whole message stands below its line, however narrow the window is.
    helix.keys(&["gg", "/Why did", "Enter"]);
    helix.wait("the message is not whole", |seen| {
        let below = row(seen, "Why did the deploy fail").and_then(|row| seen.lines().nth(row + 1));
        below.is_some_and(|line| line.contains("└─“Why” asks for one cause")) && seen.contains("come about?")
    });
    helix.choose("Explain phrasing/why-question");
    helix.wait("no explanation", |seen| seen.contains("asks for a cause where it could ask for a"));
    seen.add("explain");
    // Where it is a window, Enter is “Close”.
    helix.keys(&["Enter"]);
    helix.wait("the explanation stays", |seen| !seen.contains("Close"));
    helix.keys(&["gg", "/Why did", "Enter"]);
    helix.choose("Turn phrasing/why-question off in this review");
    helix.wait("the rule is not turned off", |seen| {
        row(seen, "<!-- askhow-disable phrasing/why-question -->").is_some()
            && !message_behind_the_question(seen)
    });
    seen.add("off");

    // 25.01 takes the words under the cursor for a path; the later one asks us first.
    if name.ends_with("25.07") {
        helix.keys(&["gg", "/the graph", "Enter", "gf"]);
        helix.wait("the link is not followed", |seen| seen.contains("NOR   incidents/graphs/pool.png"));
        seen.add("links");
    }
    helix.end();
}

/// A program that is another one ends at once, and Helix says so.
#[track_caller]
pub fn another_program(name: &str, hx: &Path, seen: &mut Seen) {
    let home = installed(ALONE);
    let languages = home.0.path().join(".config/helix/languages.toml");
    let text = fs::read_to_string(&languages).unwrap();
    fs::write(&languages, text.replace("args = [\"askhow\"", "args = [\"echo\"")).unwrap();
    let helix = Session::open(name, hx, home);
    helix
        .wait("nothing is said of a program that is another", |seen| seen.contains("Language server exited"));
    seen.add("wrong");
    helix.end();
}

/// Where there is no program of that name, Helix says so, and the log which.
#[track_caller]
pub fn no_program(name: &str, hx: &Path, seen: &mut Seen) {
    let home = installed(ALONE);
    let languages = home.0.path().join(".config/helix/languages.toml");
    let text = fs::read_to_string(&languages).unwrap();
    fs::write(&languages, text.replace("\"askhow\", \"lsp\"", "\"no-askhow-here\", \"lsp\"")).unwrap();
    let helix = Session::open(name, hx, home);
    helix
        .wait("nothing is said of a program that is missing", |seen| seen.contains("Language server exited"));
    helix.keys(&[":log-open", "Enter", "G"]);
    helix.wait("the log does not name it", |seen| seen.contains("no-askhow-here’: No such file"));
    seen.add("missing");
    helix.end();
}

/// Findings come in what is written in Markdown under another name too; at 60 columns the message is read whole.
#[track_caller]
pub fn other_names(name: &str, hx: &Path) {
    for file in ["night.mdx", "night.qmd", "night.Rmd"] {
        let home = installed(ALONE);
        let path = home.review().with_file_name(file);
        fs::copy(home.review(), &path).unwrap();
        let mut command = Command::new(hx);
        command.arg(&path);
        let screen = Screen::open_sized(&home, command, 60, 30);
        screen.wait(name, "no findings under another name", |seen| {
            if seen.contains("Trust this workspace?") {
                screen.keys(&["Enter"]);
            }
            message_behind_the_question(seen)
        });
        screen.keys(&["/Why did", "Enter"]);
        screen.wait(name, "the message is cut off", |seen| {
            seen.contains("“Why” asks for one") && seen.contains("come about?")
        });
        screen.keys(&["Escape", ":qa!", "Enter"]);
        screen.wait_for_the_end(name);
    }
}
