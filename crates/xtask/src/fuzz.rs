//! `cargo xtask fuzz`: each target of `fuzz/` under libFuzzer for a while, on the toolchain that is there.
//!
//! The engine is led by what the code under it does, which the compiler is asked to count. The flags for that are plain
//! ones of a stable compiler; what needs a nightly one, the sanitizers of memory, has little to find in code without
//! `unsafe`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use crate::command::{Command, Failure, cargo, workspace};

/// What makes the compiler count edges, tell comparisons, and name both to libFuzzer.
const COUNTING: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// How long each target is tried where nothing else is said.
const USUAL: Duration = Duration::from_secs(120);
/// How long a crashing input is made smaller.
const SMALLER: Duration = Duration::from_secs(30);
/// Longer inputs say nothing that shorter ones don't, in bytes.
const LONGEST: usize = 4096;
/// An input that takes so many seconds hangs. The code counts and checks itself, on a machine that does other work.
const HANGS: u32 = 20;

/// Runs it: `--for TIME` and names of targets.
pub fn run(words: &[&str]) -> Result<(), Failure> {
    let all = targets()?;
    let (time, chosen) = match words {
        ["--for", time, rest @ ..] => (duration(time)?, rest),
        rest => (USUAL, rest),
    };
    if let Some(unknown) = chosen.iter().find(|name| !all.iter().any(|known| known == *name)) {
        return Err(Failure::new(format!("no target is called `{unknown}`; there are {}", all.join(", "))));
    }
    let chosen: Vec<String> =
        if chosen.is_empty() { all } else { chosen.iter().map(|name| (*name).to_owned()).collect() };
    println!("building the engine with all targets, which takes some minutes at first");
    let engine = build()?;
    let n_jobs = std::thread::available_parallelism().map_or(1, usize::from).min(chosen.len());
    println!("{} targets, {} s each, {n_jobs} at a time", chosen.len(), time.as_secs());
    println!("{:14} {:>12} {:>8} {:>8} {:>8}", "", "executions", "/s", "edges", "inputs");
    let waiting = Mutex::new(chosen.into_iter());
    let crashed = Mutex::new(Vec::new());
    let next = || waiting.lock().ok()?.next();
    std::thread::scope(|scope| {
        for _ in 0..n_jobs {
            scope.spawn(|| {
                while let Some(target) = next() {
                    match attempt(&engine, &target, time) {
                        Ok(line) => println!("{line}"),
                        Err(failure) => {
                            println!("{failure}");
                            crashed.lock().map(|mut all| all.push(target)).unwrap_or_default();
                        }
                    }
                }
            });
        }
    });
    let crashed = crashed.into_inner().unwrap_or_default();
    if crashed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} failed; each input is a test from now on: `cargo test --package askhow-fuzz`",
        crashed.join(", ")
    )))
}

/// Their names, which are those of the folders with their seeds.
fn targets() -> Result<Vec<String>, Failure> {
    let folder = workspace().join("fuzz/seeds");
    let entries = fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("{} can't be read: {error}", folder.display())))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

/// `90s`, `2m` or `1h`.
fn duration(written: &str) -> Result<Duration, Failure> {
    let units = [("s", 1), ("m", 60), ("h", 3600)];
    let read = units.into_iter().find_map(|(unit, seconds)| {
        let number: u64 = written.strip_suffix(unit)?.parse().ok()?;
        Some(Duration::from_secs(number * seconds)).filter(|time| !time.is_zero())
    });
    read.ok_or_else(|| Failure::new(format!("--for takes a time such as 90s, 2m or 1h, not `{written}`")))
}

/// Builds the engine with all targets; where it is then.
fn build() -> Result<PathBuf, Failure> {
    let about =
        Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).args(["-vV"]).output()?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let folder = folder();
    take_versions()?;
    // Named, so that what runs while building is built as ever.
    let what =
        ["build", "--quiet", "--release", "--manifest-path", "fuzz/engine/Cargo.toml", "--target", &host];
    cargo().args(what).args([Path::new("--target-dir"), &folder]).env("RUSTFLAGS", COUNTING).run()?;
    Ok(folder.join(host).join("release").join(format!("askhow-fuzz-engine{}", std::env::consts::EXE_SUFFIX)))
}

/// The engine's lock file is ours, with the engine's few packages added by cargo: what is tried is what people get.
fn take_versions() -> Result<(), Failure> {
    let (ours, its) = (workspace().join("Cargo.lock"), workspace().join("fuzz/engine/Cargo.lock"));
    let changed = |path: &Path| path.metadata().and_then(|it| it.modified()).ok();
    if changed(&its) < changed(&ours) {
        fs::copy(&ours, &its)
            .map_err(|error| Failure::new(format!("{} can't be written: {error}", its.display())))?;
    }
    Ok(())
}

/// Where it is built and remembers what led somewhere, from one run to the next.
fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    workspace().join(target).join("fuzz")
}

/// Tries one target; its line, or what crashed it.
fn attempt(engine: &Path, target: &str, time: Duration) -> Result<String, Failure> {
    let (seeds, crashes) =
        (workspace().join("fuzz/seeds").join(target), workspace().join("fuzz/crashes").join(target));
    let (found, log) = (folder().join("inputs").join(target), folder().join(format!("{target}.log")));
    for folder in [&found, &crashes] {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::new(format!("{} can't be made: {error}", folder.display())))?;
    }
    let ended_well = Command::new(engine)
        .args([
            format!("-max_total_time={}", time.as_secs()),
            format!("-max_len={LONGEST}"),
            format!("-timeout={HANGS}"),
            format!("-artifact_prefix={}/", crashes.display()),
            format!("-dict={}", workspace().join("fuzz/words.dict").display()),
            "-print_final_stats=1".to_owned(),
            "-report_slow_units=1000".to_owned(),
        ])
        .args([&found, &seeds, &crashes])
        .env("ASKHOW_FUZZ_TARGET", target)
        .logged(&log)?;
    let said = fs::read(&log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    // Nobody needs an empty folder.
    let _ = fs::remove_dir(&crashes);
    if ended_well {
        return Ok(line(target, &said));
    }
    let Some(input) = said.split("Test unit written to ").nth(1).and_then(|rest| rest.lines().next()) else {
        return Err(Failure::new(format!("{} FAILED: see {}", line(target, &said), log.display())));
    };
    make_smaller(engine, target, Path::new(input))?;
    let mut told = format!("{} CRASHED\n    {input}\n", line(target, &said));
    for line in panic_of(&said) {
        let _ = writeln!(told, "    {}", line.chars().take(400).collect::<String>());
    }
    Err(Failure::new(told))
}

/// Puts the smallest input that still crashes in the place of this one.
fn make_smaller(engine: &Path, target: &str, input: &Path) -> Result<(), Failure> {
    let smaller = folder().join(format!("{target}.smaller"));
    let _ = fs::remove_file(&smaller);
    Command::new(engine)
        .args(["-minimize_crash=1".to_owned(), format!("-max_total_time={}", SMALLER.as_secs())])
        .args([format!("-exact_artifact_path={}", smaller.display()), format!("-timeout={HANGS}")])
        .args([input])
        .env("ASKHOW_FUZZ_TARGET", target)
        .logged(&folder().join(format!("{target}.smaller.log")))?;
    if smaller.is_file() {
        fs::copy(&smaller, input)
            .map_err(|error| Failure::new(format!("{} can't be written: {error}", input.display())))?;
    }
    Ok(())
}

/// What libFuzzer said at its end, in numbers.
fn line(target: &str, said: &str) -> String {
    let stat = |name: &str| {
        let value =
            said.rsplit_once(&format!("stat::{name}:")).and_then(|(_, rest)| rest.split_whitespace().next());
        value.unwrap_or("?").to_owned()
    };
    let last = said.lines().rfind(|line| line.contains(" cov: ")).unwrap_or_default();
    let counted = |name: &str| {
        let value = last.split_once(name).and_then(|(_, rest)| rest.split_whitespace().next());
        value.and_then(|value| value.split('/').next()).unwrap_or("?").to_owned()
    };
    let (executions, per_second) = (stat("number_of_executed_units"), stat("average_exec_per_sec"));
    format!("{target:14} {executions:>12} {per_second:>8} {:>8} {:>8}", counted(" cov: "), counted(" corp: "))
}

/// The words of a panic, or of libFuzzer where there was none.
fn panic_of(said: &str) -> impl Iterator<Item = &str> {
    let begins = |line: &&str| line.contains("panicked at") || line.contains("ERROR: libFuzzer");
    let lines = said.lines().skip_while(move |line| !begins(line));
    lines.take_while(|line| !line.starts_with("stack backtrace") && !line.starts_with("note:")).take(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "#2\tINITED cov: 12 ft: 20 corp: 2/20b exec/s: 0\n#9\tREDUCE cov: 4711 ft: 9000 corp: 120/9kb\n\
        thread '<unnamed>' panicked at crates/a.rs:1:2:\nleft is not right\nstack backtrace:\n   0: a\n\
        stat::number_of_executed_units: 90210\nstat::average_exec_per_sec:     751\n";

    #[test]
    fn times_are_read() {
        assert_eq!(duration("90s").unwrap(), Duration::from_secs(90));
        assert_eq!(duration("2m").unwrap(), USUAL);
        for wrong in ["2", "m", "0s", "2 m", "-1h"] {
            assert!(duration(wrong).unwrap_err().to_string().contains("such as 90s"), "{wrong}");
        }
    }

    #[test]
    fn numbers_and_panics_are_told() {
        assert_eq!(line("stamps", SAID), "stamps                90210      751     4711      120");
        let told: Vec<&str> = panic_of(SAID).collect();
        assert_eq!(told, ["thread '<unnamed>' panicked at crates/a.rs:1:2:", "left is not right"]);
        assert_eq!(line("stamps", "").split_whitespace().last(), Some("?"));
    }

    #[test]
    fn an_unknown_target_is_answered_with_those_there_are() {
        let failure = run(&["no-such-target"]).unwrap_err().to_string();
        assert!(failure.contains("no-such-target") && failure.contains("stamps"), "{failure}");
    }
}
