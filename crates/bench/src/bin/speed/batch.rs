//! The command line: one small file beside a program that only tells its version, and a folder beside another linter.

use std::process::{Command, Stdio};
use std::time::Instant;

use askhow_bench::Result;
use askhow_bench::talk::part;

use crate::Programs;
use crate::table::{Goal, Table};

/// So many reviews of so many bytes each are checked.
const FILES: usize = 1_000;
const BYTES: usize = 20_000;

/// Fills the table.
pub fn measure(programs: &Programs, table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let small = folder.path().join("2024-03-01-payments.md");
    std::fs::write(&small, askhow_bench::review(10_000))?;
    let (mut version, mut check) = (Vec::new(), Vec::new());
    for _ in 0..40 {
        version.push(run(Command::new(&programs.ours).arg("--version"))?);
        check.push(run(Command::new(&programs.ours).arg("check").arg(&small))?);
    }
    let (low, high) = (part(&mut version, 0.5), part(&mut check, 0.5));
    table.beside("check of one file of 10 KB beside --version", low, high, "ms", Goal::TimesAnd(1.3, 3.0));

    let reviews = folder.path().join("postmortems");
    std::fs::create_dir(&reviews)?;
    let mut bytes = 0;
    for n in 0..FILES {
        let text = askhow_bench::review(BYTES - 50 + n % 100);
        bytes += text.len();
        std::fs::write(reviews.join(format!("{n:04}.md")), text)?;
    }
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    let rumdl = has_rumdl();
    for _ in 0..5 {
        if rumdl {
            theirs.push(run(Command::new("rumdl").args(["check", "--no-cache", "."]).current_dir(&reviews))?);
        }
        ours.push(run(Command::new(&programs.ours).args(["check", "."]).current_dir(&reviews))?);
    }
    let megabytes = bytes as f64 / 1e6;
    let speed = megabytes / part(&mut ours, 0.5) * 1e3;
    table.alone(
        format!("check of {FILES} reviews of {} KB", BYTES / 1_000),
        speed,
        "MB/s",
        Goal::Least(25.0),
    );
    if rumdl {
        let beside = megabytes / part(&mut theirs, 0.5) * 1e3;
        table.beside("the same beside rumdl", beside, speed, "MB/s", Goal::LeastTimes(2.0));
    } else {
        eprintln!("rumdl is not installed: no linter stands beside");
    }
    Ok(())
}

fn has_rumdl() -> bool {
    Command::new("rumdl").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Milliseconds of a whole run; what it prints goes into a file, as in a build.
pub fn run(command: &mut Command) -> Result<f64> {
    let printed = tempfile::tempfile()?;
    command.stdin(Stdio::null()).stdout(printed.try_clone()?).stderr(printed);
    let started = Instant::now();
    let status = command.status()?;
    let took = started.elapsed().as_secs_f64() * 1e3;
    if status.code().is_none_or(|code| code > 1) {
        return Err(format!("{command:?} ended with {status}").into());
    }
    Ok(took)
}
