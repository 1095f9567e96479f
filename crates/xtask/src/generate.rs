//! Files that are made from the code and committed: where they lie, and which command prints them.

use std::fs;

use crate::command::{Failure, cargo, workspace};
use crate::vscode;

/// A file and what makes it.
#[derive(Debug)]
struct Generated {
    path: &'static str,
    how: How,
}

/// What makes a file.
#[derive(Debug)]
enum How {
    /// `askhow` prints it when it is given these arguments.
    Printed(&'static [&'static str]),
    /// The part of it that holds settings is written anew, the rest stays.
    Settings,
}

const SCHEMA: &[&str] = &["config", "--schema"];

const FILES: &[Generated] = &[
    Generated { path: "docs/rules.md", how: How::Printed(&["rules", "--format", "markdown"]) },
    Generated { path: "docs/sections.md", how: How::Printed(&["reference", "sections"]) },
    Generated { path: "docs/questions.md", how: How::Printed(&["reference", "questions"]) },
    Generated { path: "docs/settings.md", how: How::Printed(&["reference", "settings"]) },
    Generated { path: "docs/askhow.schema.json", how: How::Printed(SCHEMA) },
    Generated { path: vscode::MANIFEST, how: How::Settings },
];

/// Writes those that have changed. All are made first: the program holds some of them, and would be built again in
/// between.
pub fn write() -> Result<(), Failure> {
    let made = FILES.iter().map(|file| Ok((file.path, made(file)?)));
    for (name, text) in made.collect::<Result<Vec<_>, Failure>>()? {
        let path = workspace().join(name);
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        fs::write(path, text).map_err(|error| Failure::new(format!("{name}: {error}")))?;
        println!("{name}: written");
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
    match file.how {
        How::Printed(arguments) => printed(arguments),
        How::Settings => {
            let manifest = fs::read_to_string(workspace().join(file.path))
                .map_err(|error| Failure::new(format!("{}: {error}", file.path)))?;
            let rules = printed(&["rules", "--format", "json"])?;
            vscode::settings::write_into(&manifest, &printed(SCHEMA)?, &rules, env!("CARGO_PKG_VERSION"))
        }
    }
}

fn printed(arguments: &[&str]) -> Result<String, Failure> {
    cargo().args(["run", "--quiet", "--package", "askhow", "--"]).args(arguments).output()
}
