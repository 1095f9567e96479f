//! From a clone of the repository to the first finding that an editor draws, by what the pages say: `README.md` and that of
//! the editor. The steps are the numbered ones under *Install*, and what is copied from them is what is run here.
//!
//! `cargo xtask first-finding` takes all of them, measures, and writes the table in `README.md`. That takes a whole build,
//! so the tests beside it look at the steps alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use askhow_tests::{say, workspace};

use crate::home::Home;
use crate::screen::{Screen, row};

/// An editor, its page, and what is typed to write below everything that a new review has.
struct Newcomer {
    name: &'static str,
    variable: &'static str,
    page: &'static str,
    to_the_end: &'static [&'static str],
}

const NEWCOMERS: [Newcomer; 7] = [
    // What is typed there is in `first-finding.mjs`.
    Newcomer { name: "VS Code", variable: "ASKHOW_CODE_SERVER", page: "vscode", to_the_end: &[] },
    Newcomer { name: "Neovim 0.10", variable: "ASKHOW_NVIM_0_10", page: "nvim", to_the_end: &["G", "A"] },
    Newcomer { name: "Neovim 0.12", variable: "ASKHOW_NVIM_0_12", page: "nvim", to_the_end: &["G", "A"] },
    Newcomer {
        name: "Helix 25.01",
        variable: "ASKHOW_HELIX_25_01",
        page: "helix",
        to_the_end: &["g", "e", "A"],
    },
    Newcomer {
        name: "Helix 25.07",
        variable: "ASKHOW_HELIX_25_07",
        page: "helix",
        to_the_end: &["g", "e", "A"],
    },
    Newcomer { name: "Emacs 28", variable: "ASKHOW_EMACS_28", page: "emacs", to_the_end: &["M->"] },
    Newcomer { name: "Emacs 30", variable: "ASKHOW_EMACS_30", page: "emacs", to_the_end: &["M->"] },
];

/// What somebody types who writes a review for the first time.
const QUESTION: &str = "Why did the deploy fail?";

const BEGIN: &str = "<!-- first finding -->\n";
const END: &str = "<!-- end of first finding -->";

/// A numbered step of a page.
#[derive(Debug)]
struct Step {
    words: String,
    /// Language and text of what is to be copied.
    blocks: Vec<(String, String)>,
}

impl Step {
    /// Whether it is for this version: `Since 0.11 …` and `Before 30 …` are not for all.
    fn is_for(&self, version: &str) -> bool {
        let mut words = self.words.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let numbers = |text: &str| -> Vec<u32> { text.split('.').filter_map(|it| it.parse().ok()).collect() };
        match first {
            "Since" => numbers(version) >= numbers(second),
            "Before" => numbers(version) < numbers(second),
            _ => true,
        }
    }

    /// The file below the home into which it is copied, if it names one.
    fn file(&self) -> Option<&str> {
        self.words.split('`').skip(1).step_by(2).find_map(|code| code.strip_prefix("~/"))
    }
}

/// The numbered steps under the heading `Install` of a page.
fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = page.lines().skip_while(|line| *line != "## Install").skip(1);
    while let Some(line) = lines.next().filter(|line| !line.starts_with("## ")) {
        let inner = line.trim_start();
        let numbered = line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok());
        if let Some((_, words)) = numbered {
            steps.push(Step { words: words.to_owned(), blocks: Vec::new() });
        } else if let Some(step) = steps.last_mut().filter(|_| line.starts_with("   ")) {
            match inner.strip_prefix("```") {
                Some(language) => {
                    let indent = line.len() - inner.len();
                    let block = lines.by_ref().take_while(|line| line.trim() != "```");
                    let text = block.map(|line| line.get(indent..).unwrap_or_default().to_owned() + "\n");
                    step.blocks.push((language.to_owned(), text.collect()));
                }
                None => step.words.extend([" ", inner]),
            }
        }
    }
    steps
}

fn steps_of(newcomer: &Newcomer) -> Vec<Step> {
    let page = workspace().join("editors").join(newcomer.page).join("README.md");
    let version = newcomer.name.rsplit(' ').next().unwrap_or_default();
    let mut steps = steps(&fs::read_to_string(page).unwrap());
    steps.retain(|step| step.is_for(version));
    steps
}

/// How many steps that are, with the clone before them and the review behind them, and how many are to be copied.
fn counted(newcomer: &Newcomer) -> String {
    let steps = steps_of(newcomer);
    let copied = steps.iter().filter(|step| !step.blocks.is_empty()).count();
    format!("{}, of which {} to copy", steps.len() + 2, copied + 2)
}

/// The commands that `README.md` shows before and behind those of the editor: the clone, and the review.
fn around() -> (String, String) {
    let page = fs::read_to_string(workspace().join("README.md")).unwrap();
    let (_, rest) =
        page.split_once("## From the clone to the first finding\n").expect("the section is there");
    let mut blocks =
        rest.split("```sh\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()));
    (blocks.next().expect("the clone"), blocks.next().expect("the review"))
}

/// Runs commands of a page as a person does, and says how long that took.
#[track_caller]
fn run(commands: &str, folder: &Path, settle: impl Fn(&mut Command)) -> Duration {
    let begun = Instant::now();
    let mut shell = Command::new("sh");
    shell.args(["-ec", commands]);
    settle(&mut shell);
    assert!(shell.current_dir(folder).status().unwrap().success(), "{commands}");
    begun.elapsed()
}

/// One home for what is the same for all: the clone, and the program that is built from it.
struct Ground {
    home: Home,
    program: PathBuf,
    clone: Duration,
    build: Duration,
}

impl Ground {
    #[track_caller]
    fn new() -> Self {
        let home = Home::new();
        let folder = home.0.path().to_path_buf();
        let command = around().0.replace("REPOSITORY", &workspace().display().to_string());
        let clone = run(&command, &folder, |_| {});
        let install = steps_of(&NEWCOMERS[1]).swap_remove(0).blocks.swap_remove(0).1;
        let build = run(&install, &folder.join("askhow"), |shell| {
            shell.env("CARGO_INSTALL_ROOT", folder.join(".cargo")).env_remove("CARGO_TARGET_DIR");
        });
        Self { program: folder.join(".cargo/bin"), home, clone, build }
    }
}

/// All steps of one editor: how long they took without the build.
#[track_caller]
fn first_finding(newcomer: &Newcomer, editor: &Path, ground: &Ground) -> Duration {
    let name = newcomer.name;
    let home = Home::new();
    let clone = ground.home.0.path().join("askhow");
    let settle = |command: &mut Command| {
        home.settle(command);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(ground.program.clone()).chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(path).unwrap());
    };
    if newcomer.page == "emacs" {
        // What `package-install` of the first step leaves behind; the mode itself comes with the Emacs of the tests.
        let settings = home.0.path().join(".emacs.d");
        fs::create_dir_all(&settings).unwrap();
        fs::write(settings.join("early-init.el"), "(load \"markdown-mode-autoloads\")").unwrap();
    }
    let begun = Instant::now();
    let mut file = None;
    for step in steps_of(newcomer) {
        file = step.file().map(|file| home.0.path().join(file)).or(file);
        for (language, text) in &step.blocks {
            if language != "sh" {
                let file = file.as_ref().unwrap_or_else(|| panic!("{name}: no file is named for {text}"));
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                let before = fs::read_to_string(file).unwrap_or_default();
                fs::write(file, before + &text.replace("/path/to/askhow", &clone.display().to_string()))
                    .unwrap();
            } else if !text.contains("cargo install") {
                run(text, &clone, settle);
            }
        }
    }
    let work = home.0.path().join("work");
    run(&around().1, &work, settle);
    let mut command = Command::new(editor);
    command.arg("incidents/first.md");
    let mut wrapped = Command::new("env");
    wrapped.arg(format!("PATH={}:{}", ground.program.display(), std::env::var("PATH").unwrap_or_default()));
    wrapped.arg(command.get_program()).args(command.get_args());
    let screen = Screen::open(&home, wrapped);
    let mut is_trusted = false;
    screen.wait(name, "the review is not opened", |seen| {
        if !is_trusted && seen.contains("Trust this workspace?") {
            screen.keys(&["Enter"]);
            is_trusted = true;
        }
        row(seen, "# ").is_some()
    });
    screen.keys(newcomer.to_the_end);
    screen.keys(&[QUESTION]);
    if newcomer.page != "emacs" {
        screen.keys(&["Escape"]);
    }
    screen.wait(name, "no finding is drawn", is_drawn);
    begun.elapsed() + ground.clone
}

/// The same in a workbench, which is driven from its own folder.
#[track_caller]
fn first_in_workbench(editor: &Path, ground: &Ground) -> Duration {
    let script = workspace().join("editors/vscode/test/first-finding.mjs");
    let mut node = Command::new("node");
    node.arg(script).env("ASKHOW_CODE_SERVER", editor).env("ASKHOW_BIN", ground.program.join("askhow"));
    let output = node.output().unwrap();
    let written = String::from_utf8_lossy(&output.stdout);
    let seen: serde_json::Value = serde_json::from_str(written.trim())
        .unwrap_or_else(|error| panic!("{error}: {written}{}", String::from_utf8_lossy(&output.stderr)));
    let count = |key: &str| seen[key].as_u64().unwrap();
    let steps = format!("{}, of which {} to copy", count("steps"), count("copied"));
    assert_eq!(steps, counted(&NEWCOMERS[0]), "both read the page in the same way");
    Duration::from_secs_f64(seen["seconds"].as_f64().unwrap())
}

/// Whether a message stands behind the question or below it, or the mode line of Emacs counts one.
fn is_drawn(seen: &str) -> bool {
    let mut lines = seen.lines().skip_while(|line| !line.contains(QUESTION));
    let behind = lines.next().and_then(|line| line.split_once(QUESTION));
    let is_behind = behind.is_some_and(|(_, behind)| behind.trim().len() > 10);
    let is_below = lines.next().is_some_and(|line| line.contains("└─"));
    let counts = seen.split_once("Flymake[").and_then(|(_, rest)| rest.split_once(']'));
    is_behind
        || is_below
        || counts.is_some_and(|(counts, _)| counts.contains(|it: char| ('1'..='9').contains(&it)))
}

/// A row of the table: the editor, its steps, the minutes of the build and the seconds of all else.
fn line(newcomer: &Newcomer, build: &str, rest: &str) -> String {
    format!("| {} | {} | {build} | {rest} |\n", newcomer.name, counted(newcomer))
}

fn minutes(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() / 60.0)
}

/// The rows of the table in `README.md`, what stands before them, and what behind.
fn shown() -> (String, Vec<String>, String) {
    let page = fs::read_to_string(workspace().join("README.md")).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the page says where the table begins");
    let (table, after) = rest.split_once(END).expect("the page says where the table ends");
    let rows = table.lines().skip_while(|line| !line.starts_with("|--")).skip(1);
    let rows = rows.filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    (before.to_owned(), rows, after.to_owned())
}

#[test]
#[ignore = "it builds the program anew; `cargo xtask first-finding` takes the time"]
fn from_the_clone_to_the_first_finding() {
    let ground = Ground::new();
    say(&format!("clone {:.0} s, build {:.0} s", ground.clone.as_secs_f64(), ground.build.as_secs_f64()));
    let (before, old, after) = shown();
    let mut rows = String::new();
    for (idx, newcomer) in NEWCOMERS.iter().enumerate() {
        let Some(editor) = std::env::var_os(newcomer.variable) else {
            say(&format!("SKIPPED {}: it can't be had, and its row stays", newcomer.name));
            rows.push_str(old.get(idx).map_or("", String::as_str));
            continue;
        };
        let rest = match newcomer.page {
            "vscode" => first_in_workbench(Path::new(&editor), &ground),
            _ => first_finding(newcomer, Path::new(&editor), &ground),
        };
        say(&format!("{}: {:.1} s without the build", newcomer.name, rest.as_secs_f64()));
        rows.push_str(&line(newcomer, &minutes(ground.build), &format!("{:.1}", rest.as_secs_f64())));
    }
    let head = "| editor | steps | minutes of the build | seconds of all else |\n|---|---|---|---|\n";
    let page = format!("{before}{BEGIN}\n{head}{rows}\n{END}{after}");
    fs::write(workspace().join("README.md"), page).unwrap();
}

#[test]
fn the_table_has_the_steps_of_the_pages() {
    let (_, rows, _) = shown();
    assert_eq!(rows.len(), NEWCOMERS.len(), "{rows:?}");
    for (row, newcomer) in rows.iter().zip(&NEWCOMERS) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, _, build, rest, _] = cells[..] else { panic!("{row}") };
        assert!(build.parse::<f64>().is_ok() && rest.parse::<f64>().is_ok(), "measured: {row}");
        assert_eq!(*row, line(newcomer, build, rest), "`cargo xtask first-finding` writes the table");
    }
}

#[test]
fn every_step_can_be_taken() {
    for newcomer in &NEWCOMERS {
        let steps = steps_of(newcomer);
        let install =
            &steps.iter().find(|step| step.blocks.iter().any(|(_, text)| text.contains("cargo install")));
        assert!(install.is_some(), "{}: {steps:#?}", newcomer.name);
        let is_named = |idx: usize| steps[..=idx].iter().any(|step| step.file().is_some());
        for (idx, step) in steps.iter().enumerate() {
            let is_copied = step.blocks.iter().any(|(language, _)| language != "sh");
            assert!(!is_copied || is_named(idx), "{}: no file for {step:#?}", newcomer.name);
        }
    }
    // The program is built in the same way for all of them.
    let of = |page: &str| steps_of(NEWCOMERS.iter().find(|it| it.page == page).unwrap());
    let build = |page: &str| {
        let blocks = of(page).into_iter().flat_map(|step| step.blocks);
        blocks.map(|(_, text)| text).find(|text| text.contains("cargo install"))
    };
    for page in ["vscode", "helix", "emacs"] {
        assert_eq!(build("nvim"), build(page));
    }
}

#[test]
fn a_step_that_is_not_for_all_is_for_some() {
    let page = "# X\n\n## Install\n\n1. Both, in\n   `~/a/b.lua`:\n\n   ```lua\n   x\n   ```\n2. Since 0.11 more:\n\n   ```lua\n   y\n   ```\n3. Before 30 less.\n\nEnd.\n\n## Use\n\n1. Nothing.\n";
    let steps = steps(page);
    assert_eq!(steps.len(), 3, "{steps:#?}");
    assert_eq!((steps[0].file(), &*steps[0].blocks[0].1), (Some("a/b.lua"), "x\n"));
    let is_for = |idx: usize, version: &str| steps[idx].is_for(version);
    assert!(is_for(1, "0.12") && is_for(1, "0.11") && !is_for(1, "0.10"));
    assert!(is_for(2, "28") && !is_for(2, "30") && is_for(0, "0.10"));
}
