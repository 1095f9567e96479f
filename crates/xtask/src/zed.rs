//! Zed's extension: a crate of its own that Zed builds by itself, so here it is checked with its own lock file.

use crate::command::{Failure, cargo, workspace};
use crate::editors::Wanted;

const MANIFEST: &str = "editors/zed/Cargo.toml";

/// Checks that it compiles; where its packages can't be had it is skipped by name, unless editors are required.
pub fn check(wanted: Wanted) -> Result<(), Failure> {
    let target = workspace().join("target/zed");
    let fetched = cargo().args(["fetch", "--quiet", "--locked", "--manifest-path", MANIFEST]).output();
    match fetched {
        Ok(_) => {
            let what = ["check", "--quiet", "--locked", "--offline", "--manifest-path", MANIFEST];
            cargo().args(what).env("CARGO_TARGET_DIR", target).env("RUSTFLAGS", "-D warnings").run()
        }
        Err(reason) if wanted == Wanted::Required => {
            Err(Failure::new(format!("the packages of Zed's extension can't be had: {reason}")))
        }
        Err(reason) => {
            println!("    SKIPPED Zed's extension: {reason}");
            Ok(())
        }
    }
}
