//! Folders of files, and a run of the binary in them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use askhow_tests::{askhow, workspace};
use serde_json::Value;

/// A folder that goes away with the test.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// With files of these names and texts.
    pub fn new<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Self {
        let folder = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub fn empty() -> Self {
        Self::new::<&str>(&[])
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[], b"")
    }

    /// Runs the binary here, with more in its environment and on its standard input.
    pub fn run_with(&self, args: &[&str], env: &[(&str, &str)], input: &[u8]) -> Ran {
        let mut command = Command::new(askhow());
        command.args(args).current_dir(self.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.envs(env.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // A command that does not read its input closes it, which is no failure.
            scope.spawn(move || stdin.write_all(input));
            child.wait_with_output().unwrap()
        });
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    #[track_caller]
    pub fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }

    /// What the files are called, in their order.
    #[track_caller]
    pub fn paths(&self) -> Vec<String> {
        let json = self.json();
        let files = json["files"].as_array().unwrap().iter();
        files.map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }

    /// The rules of a file's findings, in their order.
    #[track_caller]
    pub fn rules(&self, file: usize) -> Vec<String> {
        let json = self.json();
        let findings = json["files"][file]["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    }
}

/// One of the reviews in `tests/samples`.
pub fn sample(name: &str) -> String {
    fs::read_to_string(workspace().join("tests/samples").join(name)).unwrap()
}

/// A review of one wording that has a safe rewrite, in a folder of reviews.
pub const WHY: &str = "# Outage\n\n## Open Questions\n\n- Why did the deploy fail at 16:40?\n";
