//! Files that are made from the code and committed: where they lie, and which command prints them.

use std::fs;

use crate::command::{Failure, cargo, workspace};

/// A file and the arguments of `askhow` that print it.
#[derive(Debug)]
struct Generated {
    path: &'static str,
    arguments: &'static [&'static str],
}

const FILES: &[Generated] = &[
    Generated { path: "docs/rules.md", arguments: &["rules", "--format", "markdown"] },
    Generated { path: "docs/askhow.schema.json", arguments: &["config", "--schema"] },
];

/// Writes all of them.
pub fn write() -> Result<(), Failure> {
    for file in FILES {
        fs::write(workspace().join(file.path), made(file)?)
            .map_err(|error| Failure::new(format!("{}: {error}", file.path)))?;
        println!("{}: written", file.path);
    }
    Ok(())
}

/// Fails where one of them is not what the code makes today.
pub fn check() -> Result<(), Failure> {
    let mut stale = Vec::new();
    for file in FILES {
        let committed = fs::read_to_string(workspace().join(file.path)).unwrap_or_default();
        if committed != made(file)? {
            stale.push(file.path);
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("out of date: {}. `cargo xtask generate` writes them", stale.join(", "))))
}

fn made(file: &Generated) -> Result<String, Failure> {
    cargo().args(["run", "--quiet", "--package", "askhow", "--"]).args(file.arguments).output()
}
