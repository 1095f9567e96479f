//! What every test of an editor needs: the editor, a home of its own with a review in it, and a program that is
//! run to its end.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use askhow_tests::{askhow, say, workspace};

/// Where the editor is; where it is not, the test says so and passes, unless editors are required.
#[track_caller]
pub fn editor(name: &str, variable: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map(PathBuf::from);
    if found.is_none() {
        skip(name, &format!("{variable} names none (`cargo xtask test` installs it)"));
    }
    found
}

#[track_caller]
pub fn skip(name: &str, reason: &str) {
    let wanted = std::env::var("ASKHOW_EDITORS").unwrap_or_default();
    assert!(wanted != "required", "{name} is required, but {reason}");
    if wanted != "later" {
        say(&format!("SKIPPED {name}: {reason}"));
    }
}

/// An empty home and a folder of reviews with one review in it.
pub struct Home(pub tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.0.path().join("work/.git")).unwrap();
        fs::create_dir_all(home.0.path().join("work/incidents")).unwrap();
        fs::copy(workspace().join("tests/editors/review.md"), home.review()).unwrap();
        home
    }

    pub fn review(&self) -> PathBuf {
        self.0.path().join("work/incidents/checkout.md")
    }

    /// The command runs in the folder of reviews, finds our binary first, and nobody's settings.
    pub fn settle(&self, command: &mut Command) {
        let ours = askhow().parent().expect("a binary lies in a folder").to_path_buf();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([ours].into_iter().chain(std::env::split_paths(&path))).unwrap();
        command.current_dir(self.0.path().join("work")).env("PATH", path).env("HOME", self.0.path());
        command.env_remove("VIMINIT").env_remove("NVIM_APPNAME").env_remove("TMUX");
        command.env("TERM", "screen-256color").env("LC_ALL", "C.UTF-8");
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env_remove(format!("XDG_{kind}_HOME"));
        }
    }
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs a program to its end or to the end of our patience: whether it ended well, and what it printed.
pub fn run(mut command: Command, patience: Duration) -> (bool, String) {
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
