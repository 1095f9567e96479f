//! Editors on a terminal that nobody sees.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use askhow_tests::{say, workspace};

use crate::home::{Home, skip};
use crate::picture;

/// How long anything may take; many times what it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether there are terminals; where there are none, the test says so.
#[track_caller]
pub fn there_is_a_terminal(name: &str) -> bool {
    let found = Command::new("tmux").arg("-V").output().is_ok();
    if !found {
        skip(name, "tmux is not installed");
    }
    found
}

/// A terminal that nobody sees; its socket lies in the home of the test.
pub struct Screen(PathBuf);

impl Screen {
    /// Starts a program in it, 120 columns and 40 lines.
    #[track_caller]
    pub fn open(home: &Home, program: Command) -> Self {
        Self::open_sized(home, program, 120, 40)
    }

    /// Starts a program in one of another size.
    #[track_caller]
    pub fn open_sized(home: &Home, program: Command, columns: u16, lines: u16) -> Self {
        let screen = Self(home.0.path().join("tmux"));
        let mut session = screen.tmux();
        session.args(["-f", "/dev/null", "new-session", "-d"]);
        session.args(["-x", &columns.to_string(), "-y", &lines.to_string()]);
        session.arg(program.get_program()).args(program.get_args());
        home.settle(&mut session);
        assert!(session.status().unwrap().success(), "tmux starts no session");
        screen
    }

    /// Looks at the screen until it is as it is to be.
    #[track_caller]
    pub fn wait(&self, name: &str, otherwise: &str, is_right: impl FnMut(&str) -> bool) {
        if let Err(seen) = self.wait_for(PATIENCE, is_right) {
            panic!("{name}: {otherwise}:\n{seen}");
        }
        if std::env::var_os("ASKHOW_SHOW_SCREENS").is_some() {
            say(&format!("{name}\n{}", self.capture()));
        }
    }

    /// Looks at the screen until it is as it is to be, or for so long.
    ///
    /// # Errors
    /// What was last seen, where it never was.
    pub fn wait_for(&self, patience: Duration, mut is_right: impl FnMut(&str) -> bool) -> Result<(), String> {
        let until = Instant::now() + patience;
        loop {
            let seen = self.capture();
            if is_right(&seen) {
                return Ok(());
            }
            if Instant::now() >= until {
                return Err(seen);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    #[track_caller]
    pub fn wait_for_the_end(&self, name: &str) {
        let until = Instant::now() + PATIENCE;
        while self.is_there() {
            assert!(Instant::now() < until, "{name} does not end:\n{}", self.capture());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(&self.0).stdin(Stdio::null());
        command
    }

    pub fn capture(&self) -> String {
        let output = self.tmux().args(["capture-pane", "-p"]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A picture of the screen as it is, where the environment asks for pictures.
    pub fn picture(&self, file: &str) {
        let Some(folder) = std::env::var_os("ASKHOW_PICTURES") else { return };
        let folder = workspace().join(folder);
        let output = self.tmux().args(["capture-pane", "-e", "-p"]).output().unwrap();
        let drawn = picture::svg(&String::from_utf8_lossy(&output.stdout), 120);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), drawn).unwrap();
    }

    /// Presses keys. Behind an escape comes a moment of rest, or it would be the first half of another key.
    pub fn keys(&self, keys: &[&str]) {
        for some in keys.split_inclusive(|key| *key == "Escape") {
            self.tmux().arg("send-keys").args(some).status().unwrap();
            if some.ends_with(&["Escape"]) {
                std::thread::sleep(Duration::from_millis(200));
            }
        }
    }

    pub fn is_there(&self) -> bool {
        self.tmux().arg("has-session").stderr(Stdio::null()).status().unwrap().success()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").stderr(Stdio::null()).status();
    }
}

/// The first row in which `text` stands.
pub fn row(seen: &str, text: &str) -> Option<usize> {
    seen.lines().position(|line| line.contains(text))
}

/// Whether something stands behind the question, or below it where the cursor is, whatever the message says this year.
pub fn message_behind_the_question(seen: &str) -> bool {
    let mut lines = seen.lines().skip_while(|line| !line.contains("Why did the deploy fail"));
    let line = lines.next();
    line.and_then(|line| line.split_once("16:40?")).is_some_and(|(_, behind)| behind.trim().len() > 10)
        || lines.next().is_some_and(|line| line.contains("└─"))
}

/// Whether the question in the text, at the edge of the window, has become the one that it is to be.
pub fn is_rewritten(seen: &str) -> bool {
    seen.lines().any(|line| {
        let line = line.trim_start_matches(|it: char| !it.is_alphabetic());
        line.starts_with("How did the deploy come to fail at 16:40?")
    })
}
