//! The server in real editors, with the configuration that stands in `editors/`.
//!
//! `cargo xtask test` installs the editors and says where they are. Without that a test says that it skips
//! its editor; with `ASKHOW_EDITORS=required` it fails instead.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use askhow_tests::{askhow, say, workspace};

/// How long anything may take; many times what it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn neovim_0_10() {
    in_neovim("Neovim 0.10", "ASKHOW_NVIM_0_10");
}

#[test]
fn neovim_0_12() {
    in_neovim("Neovim 0.12", "ASKHOW_NVIM_0_12");
}

#[test]
fn neovim_0_10_on_a_terminal() {
    on_a_terminal("Neovim 0.10 on a terminal", "ASKHOW_NVIM_0_10");
}

#[test]
fn neovim_0_12_on_a_terminal() {
    on_a_terminal("Neovim 0.12 on a terminal", "ASKHOW_NVIM_0_12");
}

#[test]
fn helix_25_01() {
    in_helix("Helix 25.01", "ASKHOW_HELIX_25_01");
}

#[test]
fn helix_25_07() {
    in_helix("Helix 25.07", "ASKHOW_HELIX_25_07");
}

/// What people copy from the pages is what the tests run.
#[test]
fn the_pages_show_the_configuration() {
    for (page, file) in [
        ("nvim/README.md", "nvim/lsp/askhow.lua"),
        ("nvim/README.md", "nvim/askhow-0.10.lua"),
        ("helix/README.md", "helix/languages.toml"),
    ] {
        let shown = fs::read_to_string(workspace().join("editors").join(page)).unwrap();
        let code = fs::read_to_string(workspace().join("editors").join(file)).unwrap();
        let code: Vec<&str> = code.lines().filter(|line| !line.starts_with("--")).collect();
        assert!(shown.contains(&code.join("\n")), "editors/{page} does not show {file} as it is");
    }
}

/// Runs `editors/nvim.lua` and reads its report.
#[track_caller]
fn in_neovim(name: &str, variable: &str) {
    let Some(nvim) = editor(name, variable) else { return };
    let home = Home::new();
    let mut command = Command::new(nvim);
    command
        .args(["--clean", "--headless", "-l"])
        .args([workspace().join("tests/editors/nvim.lua"), workspace().join("editors/nvim")])
        .arg(home.review());
    home.settle(&mut command);
    let (ended_well, report) = run(command, Duration::from_secs(180));
    let last = report.trim_end().lines().next_back().unwrap_or_default();
    assert!(ended_well && last.ends_with("checks, 0 failed"), "{name}:\n{report}");
    say(&format!("{name}: {last}"));
}

/// Starts the editor in a terminal of 120 by 40 and waits until a person can read the finding.
#[track_caller]
fn on_a_terminal(name: &str, variable: &str) {
    let Some(nvim) = editor(name, variable) else { return };
    if Command::new("tmux").arg("-V").output().is_err() {
        return skip(name, "tmux is not installed");
    }
    let home = Home::new();
    let folder = workspace().join("editors/nvim");
    let start = if variable.ends_with("0_10") {
        format!("luafile {}", folder.join("askhow-0.10.lua").display())
    } else {
        format!("set rtp^={} | lua vim.lsp.enable('askhow')", folder.display())
    };
    let show = "lua vim.diagnostic.config({ virtual_text = true })";
    let mut command = Command::new(nvim);
    command.args(["--clean", "--cmd", &start, "--cmd", show]).arg(home.review());
    let screen = Screen::open(&home, command);
    screen.wait(name, "no finding behind its line", message_behind_the_question);
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    say(&format!("{name}: the finding is on the screen"));
}

/// Starts Helix in a terminal, waits for the finding, and takes the first code action there.
#[track_caller]
fn in_helix(name: &str, variable: &str) {
    let Some(hx) = editor(name, variable) else { return };
    if Command::new("tmux").arg("-V").output().is_err() {
        return skip(name, "tmux is not installed");
    }
    let home = Home::new();
    let settings = home.0.path().join("config/helix");
    fs::create_dir_all(&settings).unwrap();
    fs::copy(workspace().join("editors/helix/languages.toml"), settings.join("languages.toml")).unwrap();
    fs::write(settings.join("config.toml"), "[editor]\nend-of-line-diagnostics = \"hint\"\n").unwrap();
    let mut command = Command::new(hx);
    command.arg(home.review());
    let screen = Screen::open(&home, command);
    let mut trusted = false;
    screen.wait(name, "no finding behind its line", |seen| {
        if !trusted && seen.contains("Trust this workspace?") {
            screen.keys(&["Enter"]);
            trusted = true;
        }
        message_behind_the_question(seen)
    });
    screen.keys(&["/Why did", "Enter"]);
    screen.keys(&["Space", "a"]);
    screen.wait(name, "no menu of actions", |seen| seen.contains("Ask “How did the deploy come to fail"));
    screen.keys(&["Enter"]);
    screen.wait(name, "the action changes nothing", |seen| {
        seen.lines().any(|line| {
            line.trim_start_matches(|it: char| !it.is_alphabetic())
                .starts_with("How did the deploy come to fail at 16:40?")
        })
    });
    screen.keys(&[":qa!", "Enter"]);
    screen.wait_for_the_end(name);
    say(&format!("{name}: the finding is on the screen, and its rewrite in the text"));
}

/// Whether something stands behind the question, whatever the message says this year.
fn message_behind_the_question(seen: &str) -> bool {
    let line = seen.lines().find(|line| line.contains("Why did the deploy fail"));
    line.and_then(|line| line.split_once("16:40?")).is_some_and(|(_, behind)| behind.trim().len() > 10)
}

/// Where the editor is; where it is not, the test says so and passes, unless editors are required.
#[track_caller]
fn editor(name: &str, variable: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map(PathBuf::from);
    if found.is_none() {
        skip(name, &format!("{variable} names none (`cargo xtask test` installs it)"));
    }
    found
}

#[track_caller]
fn skip(name: &str, reason: &str) {
    let required = std::env::var_os("ASKHOW_EDITORS").is_some_and(|wanted| wanted == "required");
    assert!(!required, "{name} is required, but {reason}");
    say(&format!("SKIPPED {name}: {reason}"));
}

/// An empty home and a folder of reviews with one review in it.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.0.path().join("work/.git")).unwrap();
        fs::create_dir_all(home.0.path().join("work/incidents")).unwrap();
        fs::copy(workspace().join("tests/editors/review.md"), home.review()).unwrap();
        home
    }

    fn review(&self) -> PathBuf {
        self.0.path().join("work/incidents/checkout.md")
    }

    /// The command runs in the folder of reviews, finds our binary first, and nobody's settings.
    fn settle(&self, command: &mut Command) {
        let ours = askhow().parent().expect("a binary lies in a folder").to_path_buf();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([ours].into_iter().chain(std::env::split_paths(&path))).unwrap();
        command.current_dir(self.0.path().join("work")).env("PATH", path).env("HOME", self.0.path());
        command.env_remove("VIMINIT").env_remove("NVIM_APPNAME").env_remove("TMUX");
        command.env("TERM", "screen-256color").env("LC_ALL", "C.UTF-8");
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env(format!("XDG_{kind}_HOME"), self.0.path().join(kind.to_lowercase()));
        }
    }
}

/// A terminal that nobody sees; its socket lies in the home of the test.
struct Screen(PathBuf);

impl Screen {
    /// Starts a program in it, 120 columns and 40 lines.
    #[track_caller]
    fn open(home: &Home, program: Command) -> Self {
        let screen = Self(home.0.path().join("tmux"));
        let mut session = screen.tmux();
        session.args(["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40"]);
        session.arg(program.get_program()).args(program.get_args());
        home.settle(&mut session);
        assert!(session.status().unwrap().success(), "tmux starts no session");
        screen
    }

    /// Looks at the screen until it is as it is to be.
    #[track_caller]
    fn wait(&self, name: &str, otherwise: &str, mut is_right: impl FnMut(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        loop {
            let seen = self.capture();
            if is_right(&seen) {
                if std::env::var_os("ASKHOW_SHOW_SCREENS").is_some() {
                    say(&format!("{name}\n{seen}"));
                }
                return;
            }
            assert!(Instant::now() < until, "{name}: {otherwise}:\n{seen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    #[track_caller]
    fn wait_for_the_end(&self, name: &str) {
        let until = Instant::now() + PATIENCE;
        while self.is_there() {
            assert!(Instant::now() < until, "{name} does not end:\n{}", self.capture());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(&self.0).stdin(Stdio::null());
        command
    }

    fn capture(&self) -> String {
        let output = self.tmux().args(["capture-pane", "-p"]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn keys(&self, keys: &[&str]) {
        self.tmux().arg("send-keys").args(keys).status().unwrap();
    }

    fn is_there(&self) -> bool {
        self.tmux().arg("has-session").stderr(Stdio::null()).status().unwrap().success()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").stderr(Stdio::null()).status();
    }
}

/// Runs a program to its end or to the end of our patience: whether it ended well, and what it printed.
fn run(mut command: Command, patience: Duration) -> (bool, String) {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", Path::new(command.get_program()).display()));
    let outs = [
        child.stdout.take().map(|out| Box::new(out) as Box<dyn Read + Send>),
        child.stderr.take().map(|err| Box::new(err) as Box<dyn Read + Send>),
    ];
    let readers = outs.map(|out| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = out.expect("it was piped").read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    });
    let until = Instant::now() + patience;
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break Some(status),
            None if Instant::now() > until => {
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let said: String = readers.map(|reader| reader.join().unwrap()).concat();
    match status {
        Some(status) => (status.success(), said),
        None => (false, format!("{said}\nit did not end within {patience:?}")),
    }
}
