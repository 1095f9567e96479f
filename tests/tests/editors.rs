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

/// What people copy from the page is what the tests run.
#[test]
fn the_page_on_neovim_shows_the_configuration() {
    let folder = workspace().join("editors/nvim");
    let page = fs::read_to_string(folder.join("README.md")).unwrap();
    for file in ["lsp/askhow.lua", "askhow-0.10.lua"] {
        let code = fs::read_to_string(folder.join(file)).unwrap();
        let code: Vec<&str> = code.lines().filter(|line| !line.starts_with("--")).collect();
        assert!(page.contains(&code.join("\n")), "editors/nvim/README.md does not show {file} as it is");
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
    let screen = Screen::new(&home);
    let mut session = screen.tmux();
    session.args(["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40"]).arg(nvim);
    session.args(["--clean", "--cmd", &start, "--cmd", show]).arg(home.review());
    home.settle(&mut session);
    assert!(session.status().unwrap().success(), "{name}: tmux starts no session");

    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let seen = screen.capture();
        let line = seen.lines().find(|line| line.contains("Why did the deploy fail"));
        // Behind the sentence stands the message, whatever it says this year.
        let behind = line.and_then(|line| line.split_once("16:40?")).map(|(_, behind)| behind.trim());
        if behind.is_some_and(|behind| behind.len() > 10) {
            if std::env::var_os("ASKHOW_SHOW_SCREENS").is_some() {
                say(&seen);
            }
            break;
        }
        assert!(Instant::now() < until, "{name}: no finding on the screen:\n{seen}");
        std::thread::sleep(Duration::from_millis(50));
    }
    screen.keys(&["Escape", ":qa!", "Enter"]);
    let until = Instant::now() + Duration::from_secs(20);
    while screen.is_there() {
        assert!(Instant::now() < until, "{name} does not end:\n{}", screen.capture());
        std::thread::sleep(Duration::from_millis(50));
    }
    say(&format!("{name}: the finding is on the screen"));
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
    fn new(home: &Home) -> Self {
        Self(home.0.path().join("tmux"))
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
