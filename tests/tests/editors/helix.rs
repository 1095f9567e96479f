//! Helix, on a terminal, with what its page says to copy in an empty home.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use askhow_tests::say;

use crate::features::Seen;
use crate::helix_around;
use crate::home::{Home, editor};
use crate::pages::copied;
use crate::screen::{Screen, is_rewritten, message_behind_the_question, row, there_is_a_terminal};

#[test]
fn helix_25_01() {
    in_helix("Helix 25.01", "ASKHOW_HELIX_25_01");
}

#[test]
fn helix_25_07() {
    in_helix("Helix 25.07", "ASKHOW_HELIX_25_07");
}

#[track_caller]
fn in_helix(name: &str, variable: &str) {
    let Some(hx) = editor(name, variable) else { return };
    if !there_is_a_terminal(name) {
        return;
    }
    let mut seen = Seen::default();
    newcomer(name, &hx, &mut seen);
    beside_marksman(name, &hx, &mut seen);
    helix_around::around(name, &hx, &mut seen);
    helix_around::another_program(name, &hx, &mut seen);
    helix_around::no_program(name, &hx, &mut seen);
    helix_around::other_names(name, &hx);
    seen.check(name);
    say(&format!("{name}: a newcomer's path, and what stands around it, on the screen"));
}

/// A Helix with a review open, in a home of its own.
pub struct Session {
    pub name: String,
    pub home: Home,
    pub screen: Screen,
}

impl Session {
    #[track_caller]
    pub fn open(name: &str, hx: &Path, home: Home) -> Self {
        let mut command = Command::new(hx);
        command.arg(home.review());
        let screen = Screen::open(&home, command);
        Self { name: name.to_owned(), home, screen }
    }

    pub fn keys(&self, keys: &[&str]) {
        self.screen.keys(keys);
    }

    #[track_caller]
    pub fn wait(&self, otherwise: &str, is_right: impl FnMut(&str) -> bool) {
        self.screen.wait(&self.name, otherwise, is_right);
    }

    /// Answers the question of trust, where there is one.
    #[track_caller]
    pub fn wait_for_findings(&self) {
        let mut trusted = false;
        self.wait("no finding behind its line", |seen| {
            if !trusted && seen.contains("Trust this workspace?") {
                self.keys(&["Enter"]);
                trusted = true;
            }
            message_behind_the_question(seen)
        });
    }

    /// Takes an action from the menu, which opens below the line of the cursor, its first action chosen.
    #[track_caller]
    pub fn choose_at(&self, line: &str, action: &str) {
        self.keys(&["Space", "a"]);
        let mut n_steps = 0;
        self.wait(&format!("no menu with “{action}”"), |seen| {
            let steps = row(seen, line)
                .zip(row(seen, action))
                .and_then(|(line, action)| action.checked_sub(line + 1));
            n_steps = steps.unwrap_or_default();
            steps.is_some()
        });
        self.keys(&vec!["Down"; n_steps]);
        self.keys(&["Enter"]);
    }

    #[track_caller]
    pub fn choose(&self, action: &str) {
        self.choose_at("Why did the deploy fail", action);
    }

    #[track_caller]
    pub fn end(&self) {
        self.keys(&["Escape", ":qa!", "Enter"]);
        self.screen.wait_for_the_end(&self.name);
    }
}

/// A home with the settings that the page shows in the block in which `languages` stands.
pub fn installed(languages: &str) -> Home {
    let home = Home::new();
    let settings = home.0.path().join(".config/helix");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("languages.toml"), copied("helix/README.md", languages)).unwrap();
    fs::write(settings.join("config.toml"), copied("helix/README.md", "end-of-line-diagnostics")).unwrap();
    home
}

pub const ALONE: &str = "language-servers = [\"askhow\"]";
const BESIDE: &str = "except-features";

/// See a finding, read its questions, take rewrites from the menu, complete, restart.
#[track_caller]
fn newcomer(name: &str, hx: &Path, seen: &mut Seen) {
    let helix = Session::open(name, hx, installed(ALONE));
    helix.wait_for_findings();
    seen.add("findings");
    helix.keys(&["]", "d", "]", "d"]);
    helix.wait("`]` `d` goes nowhere", |seen| seen.contains("sel  17:"));
    helix.keys(&["Space", "k"]);
    helix.wait("no questions", |seen| seen.contains("How did it come about, step by step?"));
    seen.add("hover");
    if name.ends_with("25.07") {
        helix.wait("no hints", |seen| seen.contains("+26m"));
        helix.screen.picture("helix.svg");
    }
    helix.keys(&["Escape", "Space", "d"]);
    helix.wait("no list of findings", |seen| seen.contains("phrasing/why-question"));
    helix.keys(&["Escape"]);

    helix.choose("Ask “How did the deploy come to fail");
    helix.wait("the action changes nothing", is_rewritten);
    seen.add("fix");
    helix.keys(&["u"]);
    helix.wait("the finding does not come back", message_behind_the_question);
    // At the question itself it is the rewrite, which stands there once.
    helix.keys(&["gg"]);
    helix.choose_at("# Checkout slow", "Apply the one safe fix of this review");
    helix.wait("nothing safe is applied", is_rewritten);
    seen.add("fix-all");
    helix.keys(&["u", "gg", "/Why did", "Enter"]);
    helix.wait("the finding does not come back", message_behind_the_question);
    helix.choose("Sort the timeline by time");
    helix.wait("the timeline is not sorted", |seen| {
        row(seen, "Jiří stops the deploy") < row(seen, "Zoë rolls the limits back")
    });
    seen.add("sort");
    helix.keys(&["u"]);
    complete(&helix, seen);

    // Stopped first: 25.07 keeps what the old server found beside what the new one finds.
    helix.keys(&[":lsp-stop", "Enter"]);
    helix.wait("the findings do not go", |seen| !message_behind_the_question(seen));
    helix.keys(&[":lsp-restart", "Enter"]);
    helix.wait_for_findings();
    helix.wait("the warning is counted twice", |seen| seen.contains("● 1  1 sel"));
    helix.keys(&["gg", "/Why did", "Enter"]);
    helix.choose("Ask “How did the deploy come to fail");
    helix.wait("the restarted server changes nothing", is_rewritten);
    seen.add("restart");
    other_files(&helix, seen);
    helix.end();
}

/// Opens an entry below the cursor, takes the next stamp from the list, and writes behind it.
#[track_caller]
fn next_stamp(helix: &Session, seen: &mut Seen) {
    helix.keys(&["o", "- "]);
    // Helix asks by itself as the blank is typed; where it was busy just then, a person asks with `C-x`.
    let typed = Instant::now();
    let mut asked = false;
    helix.wait("no next stamp", |seen| {
        if !asked && typed.elapsed() > Duration::from_secs(5) {
            helix.keys(&["C-x"]);
            asked = true;
        }
        seen.contains("2024-03-05 16:59 UTC")
    });
    seen.add("stamp");
    // A list that was asked for at the bullet gives way to that of the blank behind it; a person reads meanwhile.
    std::thread::sleep(Duration::from_millis(800));
    helix.keys(&["C-n", "Enter"]);
    helix.keys(&["Ben writes UTC"]);
}

/// An entry for now, the next stamp, a section; and the outline that has it.
#[track_caller]
fn complete(helix: &Session, seen: &mut Seen) {
    helix.keys(&["/back at their", "Enter"]);
    helix.choose_at("back at their", "Insert an entry for now");
    helix.wait("no entry for now", |seen| {
        let below = row(seen, "back at their").and_then(|row| seen.lines().nth(row + 1)).unwrap_or_default();
        below.contains("- 2") && below.trim_end().ends_with(" UTC")
    });
    seen.add("entry");
    helix.keys(&["u"]);
    // The list gives way to another while one chooses, where the machine is busy; a person then takes it back and
    // chooses again.
    let stands = (1..=3).any(|_| {
        helix.keys(&["/back at their", "Enter"]);
        next_stamp(helix, seen);
        let stands = helix.screen.wait_for(Duration::from_secs(10), |seen| {
            seen.contains("- 2024-03-05 16:59 UTC Ben writes UTC")
                || seen.contains("16:59 UTC T+27m, 1m later Ben writes UTC")
        });
        let Err(otherwise) = stands else { return true };
        say(&format!("{}: another list came, seen was:\n{otherwise}", helix.name));
        helix.keys(&["Escape", "u"]);
        helix.wait("the entry does not go", |seen| !seen.contains("Ben writes"));
        false
    });
    assert!(stands, "{}: what was typed does not stand behind the stamp", helix.name);
    helix.keys(&["Escape", "u"]);
    helix.wait("the entry does not go", |seen| !seen.contains("Ben writes"));
    helix.keys(&["/## Risks", "Enter"]);
    helix.keys(&["O", "## "]);
    helix.wait("no sections are offered", |seen| {
        seen.contains("Open Questions") && seen.contains("Difficulties in Handling ")
    });
    helix.keys(&["Miti"]);
    helix.wait("the offers are not narrowed down", |seen| !seen.contains("Open Questions "));
    helix.keys(&["C-n"]);
    helix.wait("the section does not come", |seen| seen.contains("How did things go right, and who"));
    helix.keys(&["Enter", "Escape"]);
    helix.wait("the section does not stay", |seen| {
        row(seen, "How did things go right, and who") < row(seen, "## Risks")
    });
    seen.add("section");
    helix.keys(&["Space", "s"]);
    helix.wait("no outline", |seen| seen.contains("Mitigators") && seen.contains("event"));
    seen.add("outline");
    helix.keys(&["Escape"]);
}

/// A new review, a file that is none, and the log.
#[track_caller]
fn other_files(helix: &Session, seen: &mut Seen) {
    helix.keys(&[":sh askhow new incidents/exports.md --title Exports", "Enter"]);
    let new = helix.home.review().with_file_name("exports.md");
    helix.wait("no review is begun", |_| new.is_file());
    helix.keys(&["Escape", ":open incidents/exports.md", "Enter"]);
    helix.wait("the new review is not opened", |seen| seen.contains("# Exports"));
    seen.add("new");
    fs::write(new.with_file_name("README.md"), "# Tool\n\nWhy did nobody write a manual?\n").unwrap();
    helix.keys(&[":open incidents/README.md", "Enter"]);
    helix.wait("the file is not opened", |seen| {
        // What the command has said may come late, and lies over the text.
        if seen.contains("written; it is a review") {
            helix.keys(&["Escape"]);
        }
        seen.contains("Why did nobody write a manual?")
    });
    std::thread::sleep(Duration::from_millis(500));
    helix.wait("a file that is no review has findings", |seen| {
        seen.lines().any(|line| line.trim_end().ends_with("Why did nobody write a manual?"))
    });
    seen.add("quiet");
    helix.keys(&[":sh askhow --version", "Enter"]);
    helix
        .wait("the version is not told", |seen| seen.contains(concat!("askhow ", env!("CARGO_PKG_VERSION"))));
    seen.add("health");
    helix.keys(&["Escape", ":log-open", "Enter"]);
    helix.wait("the log is not opened", |seen| seen.contains("helix.log"));
    seen.add("log");
}

/// With the settings for two servers findings come from us, and the outline from the other, once: a server of our tests
/// that stands where marksman would.
#[track_caller]
fn beside_marksman(name: &str, hx: &Path, seen: &mut Seen) {
    let home = installed(BESIDE);
    let languages = home.0.path().join(".config/helix/languages.toml");
    let other = env!("CARGO_BIN_EXE_other-markdown-server");
    let text = fs::read_to_string(&languages).unwrap();
    fs::write(&languages, format!("{text}\n[language-server.marksman]\ncommand = \"{other}\"\n")).unwrap();
    let helix = Session::open(name, hx, home);
    helix.wait_for_findings();
    helix.keys(&["Space", "s"]);
    helix.wait("the outline is not the other's, or twice", |seen| {
        seen.contains("Risks (other)") && seen.contains("6/6")
    });
    seen.add("beside");
    helix.end();
}
