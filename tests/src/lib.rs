//! End-to-end tests: what they all need.

pub mod answers;
pub mod lsp;
mod message;
pub mod requests;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of the whole repository.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies in a folder of the workspace")
}

/// The binary to be tested: the one that `ASKHOW_BIN` names, else one that is built now.
pub fn askhow() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match std::env::var_os("ASKHOW_BIN") {
        Some(binary) => binary.into(),
        None => build(),
    })
}

fn build() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--package", "askhow", "--message-format", "json-render-diagnostics"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs, since it runs this test");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "askhow can't be built:\n{said}");
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut binaries = messages.filter_map(|message| Some(message.get("executable")?.as_str()?.into()));
    binaries.next_back().expect("cargo names the binary it has built")
}

/// A line of its own for the person who runs the tests, also where a test passes.
pub fn say(line: &str) {
    // The macros that print are caught by the test runner, the stream itself is not.
    let _ = writeln!(std::io::stderr(), "\n{line}");
}

/// The entries of all reviews of a folder as the binary reports them, in its own process: the name of the file and what
/// `--timeline` says.
pub fn timeline_entries(folder: &Path) -> Vec<(String, serde_json::Value)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|end| end == "md"));
    let args = ["check", "--timeline", "--format", "json"];
    let output = std::process::Command::new(askhow()).args(args).args(files).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut entries = Vec::new();
    for file in report["files"].as_array().unwrap() {
        let name = file["path"].as_str().unwrap().rsplit('/').next().unwrap();
        for entry in file["timeline"]["entries"].as_array().unwrap() {
            entries.push((name.to_owned(), entry.clone()));
        }
    }
    entries
}
