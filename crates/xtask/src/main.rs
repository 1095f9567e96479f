//! The work of the repository, as `cargo xtask COMMAND`: the whole check, the editors it needs, the
//! benchmarks.
//!
//! It starts other programs and says how they ended. What a review is, and what is right about one, is left
//! to the crates it checks.

mod command;
mod debian;
mod editors;
mod emacs;
mod fuzz;
mod generate;
mod steps;
mod test;
mod vscode;
mod zed;

use std::process::ExitCode;

use crate::command::{Failure, cargo};
use crate::editors::Wanted;

const USAGE: &str = "\
cargo xtask test [--editors none|available|required]
    The whole check: formatting, lints, documentation, tests, our own words, generated files, editors.
    Editors that can't be had here are skipped by name (available, the default), or fail the check (required).
cargo xtask generate [--check]
    Writes the files that are made from the code, or says which of them are out of date.
cargo xtask install-editors
    Unpacks the editors of the tests into .trees/, the rest of the system left alone.
cargo xtask first-finding
    From a clone to the first finding, in each editor that can be had, by what its page says. Measures, and writes the
    table in README.md.
cargo xtask vscode
    The extension for VS Code alone, in the workbench.
cargo xtask random [CASES]
    The tests with random texts and edits, CASES of each (10000 if not said), other ones every time. 28000 make
    half a million edits of made-up reviews, and as many of real ones where those are at hand.
cargo xtask soak [--for 1h] [--edits 50] [--documents 100]
    A long session with the server: so many edits a second over so many documents, with requests between. Says each
    minute what memory and latencies are, and fails where either has grown.
cargo xtask fuzz [--for TIME] [TARGET...]
    Looks for inputs that crash a target of fuzz/, led by what the code does: two minutes each (90s, 2m, 1h), as many at a
    time as there are cores. What crashes one is made smaller and becomes a test.
cargo xtask speed [--ours PATH] [--only server|shapes|batch] [--curves FILE.svg]
    The server beside one with nothing to say, at four sizes, reviews that hurt beside half of each, and the command line
    beside another linter: a table, with what each row is to reach. With --curves, what a check costs against how much
    there is, drawn.
cargo xtask bench [ARGUMENT...]
    The benchmarks; arguments go to criterion.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Failure> {
    match words {
        ["test"] => test::run(Wanted::Available),
        ["test", "--editors", wanted] => match Wanted::from_name(wanted) {
            Some(wanted) => test::run(wanted),
            None => Err(Failure::new(format!("--editors takes none, available or required, not `{wanted}`"))),
        },
        ["generate"] => generate::write(),
        ["generate", "--check"] => generate::check(),
        ["install-editors"] => {
            editors::prepare(Wanted::Required)?;
            vscode::prepare(Wanted::Required)?;
            Ok(())
        }
        ["first-finding"] => test::first_finding(),
        ["vscode"] => test::vscode(),
        ["random"] => test::random("10000"),
        ["random", cases] if cases.parse::<u32>().is_ok() => test::random(cases),
        ["soak", options @ ..] => test::soak(options),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        ["speed", rest @ ..] => {
            let release = ["--release", "--package", "askhow", "--package", "askhow-bench", "--bins"];
            cargo().args(["build"]).args(release).run()?;
            let speed = ["run", "--release", "--quiet", "--package", "askhow-bench", "--bin", "speed", "--"];
            cargo().args(speed).args(rest.iter().copied()).run()
        }
        ["bench", rest @ ..] => {
            cargo().args(["bench", "--package", "askhow-bench", "--"]).args(rest.iter().copied()).run()
        }
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        [unknown, ..] => Err(Failure::new(format!("no command takes `{unknown}` so.\n\n{USAGE}"))),
    }
}
