//! The whole check, in the order in which a person wants to hear of what is wrong: the cheap and the local
//! first.

use std::path::{Path, PathBuf};

use crate::command::{Command, Failure, cargo, is_installed, workspace};
use crate::editors::{self, Wanted};
use crate::generate;
use crate::steps::Steps;
use crate::vscode;
use crate::zed;

/// The random texts and edits of the whole check are the same each time, so that its answer speaks of the
/// change alone. `cargo xtask random` looks for new ones.
const SEED: &str = "20190325";

/// Runs it; `wanted` says what becomes of editors that can't be had.
pub fn run(wanted: Wanted) -> Result<(), Failure> {
    let mut steps = Steps::default();
    steps.step("formatting", || cargo().args(["fmt", "--all", "--check"]).run())?;
    steps.step("lints", || {
        let what = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
        cargo().args(what).run()
    })?;
    steps.step("documentation", || {
        let what = ["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"];
        cargo().args(what).env("RUSTDOCFLAGS", "-D warnings").run()
    })?;
    steps.step("binary", || cargo().args(["build", "--quiet", "--package", "askhow"]).run())?;
    steps.step("tests", || {
        let what = ["test", "--quiet", "--workspace", "--exclude", "askhow-bench"];
        let seed = std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| SEED.into());
        let tests = cargo().args(what).env("ASKHOW_BIN", binary()).env("PROPTEST_RNG_SEED", seed);
        // Editors have steps of their own below; nothing is said of them here.
        tests.env("ASKHOW_EDITORS", "later").run()
    })?;
    steps.step("packages", packages)?;
    steps.step("our own words", our_own_words)?;
    steps.step("generated files", generate::check)?;
    if wanted == Wanted::None {
        println!("SKIPPED editors: not wanted");
    } else {
        let found = steps.step("editors: install", || editors::prepare(wanted))?;
        if let Some(code_server) = steps.step("VS Code: install", || vscode::prepare(wanted))? {
            steps.step("VS Code: tests", || vscode::test(&code_server, &binary()))?;
        }
        steps.step("editors: tests", || {
            let wanted = if wanted == Wanted::Required { "required" } else { "available" };
            in_editors(found, &[]).env("ASKHOW_EDITORS", wanted).run()
        })?;
        steps.step("editors: Zed's extension", || zed::check(wanted))?;
    }
    println!("\n{}", steps.summary());
    Ok(())
}

/// The tests of the editors that were found, with other arguments for them.
fn in_editors(found: Vec<(&'static str, PathBuf)>, arguments: &[&str]) -> Command {
    let what = ["test", "--quiet", "--package", "askhow-tests", "--test", "editors", "--", "--nocapture"];
    let tests = cargo().args(what).args(arguments).env("ASKHOW_BIN", binary());
    found.into_iter().fold(tests, |tests, (variable, program)| tests.env(variable, program))
}

/// From a clone to the first finding, with a clock.
pub fn first_finding() -> Result<(), Failure> {
    let found = editors::prepare(Wanted::Available)?;
    let tests = in_editors(found, &["--ignored", "from_the_clone_to_the_first_finding"]);
    match vscode::prepare(Wanted::Available)? {
        Some(code_server) => vscode::drives(tests, &code_server)?.run(),
        None => tests.run(),
    }
}

/// The extension for VS Code alone.
pub fn vscode() -> Result<(), Failure> {
    cargo().args(["build", "--quiet", "--package", "askhow"]).run()?;
    match vscode::prepare(Wanted::Required)? {
        Some(code_server) => vscode::test(&code_server, &binary()),
        None => Ok(()),
    }
}

/// The tests with random texts and edits, `cases` of each, other ones every time. What they made is shown: some twenty
/// edits a case for a document in memory; over the wire, where each answer is waited for, one case in a hundred is tried.
pub fn random(cases: &str) -> Result<(), Failure> {
    for package in ["askhow-document", "askhow-timeline", "askhow-phrasing", "askhow-review", "askhow-ide"] {
        let what = ["test", "--quiet", "--package", package];
        cargo().args(what).env("PROPTEST_CASES", cases).run()?;
    }
    cargo().args(["build", "--quiet", "--package", "askhow"]).run()?;
    let what = ["test", "--quiet", "--package", "askhow-tests", "--test", "edited"];
    cargo().args(what).env("ASKHOW_BIN", binary()).env("PROPTEST_CASES", cases).run()
}

/// A long session with the server, in a debug build with its checks.
pub fn soak(options: &[&str]) -> Result<(), Failure> {
    cargo().args(["build", "--quiet", "--package", "askhow"]).run()?;
    let what = ["run", "--quiet", "--package", "askhow-bench", "--bin", "soak", "--"];
    cargo().args(what).args([binary()]).args(options.iter().copied()).run()
}

/// What cargo built in the step before the tests.
fn binary() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    workspace().join(target).join("debug").join(format!("askhow{}", std::env::consts::EXE_SUFFIX))
}

/// Licences, sources and duplicates by `deny.toml`, where cargo-deny is installed. Nothing is fetched: advisories are asked
/// where their database was fetched before (`cargo deny fetch db`), and else it is said that they were not.
fn packages() -> Result<(), Failure> {
    if !is_installed(&format!("cargo-deny{}", std::env::consts::EXE_SUFFIX)) {
        println!("    SKIPPED cargo deny: not installed; a test has asked for licences and sources");
        return Ok(());
    }
    let check = |what: &[&str]| {
        let options = ["deny", "--offline", "check", "--hide-inclusion-graph"];
        cargo().args(options).args(what.iter().copied())
    };
    check(&["bans", "licenses", "sources"]).run()?;
    let databases = std::env::home_dir().map(|home| home.join(".cargo/advisory-dbs"));
    let home = std::env::var_os("CARGO_HOME").map(|home| PathBuf::from(home).join("advisory-dbs"));
    let folders = home.or(databases).and_then(|folder| std::fs::read_dir(folder).ok());
    if folders.into_iter().flatten().flatten().any(|entry| entry.path().is_dir()) {
        return check(&["advisories"]).run();
    }
    println!("    SKIPPED advisories: no database was fetched here before (`cargo deny fetch db`)");
    Ok(())
}

/// The tool's own pages follow its own rules of phrasing. What they quote counts as a hint, and is let be.
fn our_own_words() -> Result<(), Failure> {
    let pages =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs", "editors"];
    let pages = pages.iter().map(|page| workspace().join(page));
    let pages = pages.flat_map(|page| markdown_below(&page));
    let rules = ["check", "--level", "information", "--fail-on", "information", "--rule", "phrasing/*"];
    Command::new(binary()).args(rules).args(pages).run()
}

/// The page itself, or the Markdown files anywhere below a folder, by name. Packages of others are theirs, and what is
/// built holds a sample with slips.
fn markdown_below(page: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(page) else { return vec![page.to_path_buf()] };
    let mut inner: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inner.sort();
    inner.retain(|path| !["node_modules", "dist"].iter().any(|folder| path.ends_with(folder)));
    inner.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "md"));
    inner
        .iter()
        .flat_map(|path| if path.is_dir() { markdown_below(path) } else { vec![path.clone()] })
        .collect()
}
