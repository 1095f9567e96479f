//! What runs of the command line may take, in instructions of the processor: a figure that no busy machine moves. It is
//! counted by valgrind in the build that tests run.
//!
//! A limit is raised where what was bought is worth it, and lowered where three tenths are saved.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::path::Path;
use std::process::Command;

use askhow_tests::askhow;

/// What is run in a folder with `small.md` (10 KB) and `large.md` (1 MB), and how many millions of instructions it may
/// take.
const LIMITS: &[(&[&str], f64)] = &[
    (&["--version"], 1.6),
    (&["check", "small.md"], 56.0),
    (&["check", "large.md"], 2000.0),
    (&["fix", "--check", "small.md"], 53.0),
    (&["rephrase", "Why did the deploy fail?"], 21.0),
];

/// What takes less than this part of its limit has a limit that says nothing.
const SPARE: f64 = 0.7;

/// Millions of instructions that a run takes.
fn count(arguments: &[&str], folder: &Path) -> f64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(askhow()).args(arguments);
    // One thread, so that nothing is counted that waits for another.
    let output = command.current_dir(folder).env("RAYON_NUM_THREADS", "1").output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    let (_, counted) = said.lines().find_map(|line| line.split_once("Collected : ")).unwrap();
    counted.trim().parse::<f64>().unwrap() / 1e6
}

#[test]
fn runs_take_no_more_instructions_than_they_may() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("skipped: valgrind is not installed, and it is what counts");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("small.md"), askhow_bench::review(10_000)).unwrap();
    std::fs::write(folder.path().join("large.md"), askhow_bench::review(1_000_000)).unwrap();
    let mut wrong = Vec::new();
    for (arguments, limit) in LIMITS {
        let millions = count(arguments, folder.path());
        eprintln!("{arguments:?}: {millions:.1} million instructions, of {limit}");
        if millions > *limit {
            wrong.push(format!(
                "{arguments:?} takes {millions:.1} million instructions, and may take {limit}"
            ));
        } else if millions < limit * SPARE {
            wrong.push(format!("{arguments:?} takes {millions:.1} million instructions: lower {limit}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
