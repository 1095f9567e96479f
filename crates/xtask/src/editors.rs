//! The editors in which the server is tried, and where they come from.

use std::path::PathBuf;

use crate::command::{Command, Failure, workspace};
use crate::debian::{self, Program};
use crate::emacs;

/// How much the editors matter to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Not at all.
    None,
    /// Those that can be had; the others are skipped by name.
    Available,
    /// All of them; one that can't be had is a failure.
    Required,
}

impl Wanted {
    /// As it is written on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "available" => Some(Self::Available),
            "required" => Some(Self::Required),
            _ => None,
        }
    }
}

/// An editor of the tests.
#[derive(Debug)]
pub struct Editor {
    /// What a person calls it.
    pub name: &'static str,
    /// The variable by which the tests find it. One that is set already stays as it is.
    pub variable: &'static str,
    /// Its folder in `.trees/`.
    folder: &'static str,
    program: Program,
}

/// All of them. The two versions of Neovim stand on both sides of `vim.lsp.enable`; Helix 25.01 takes findings
/// as they are pushed, and 25.07 asks for them and for trust; Eglot is a package of its own in Emacs 28, and part of 30. What comes from
/// `forky` moves on.
pub const EDITORS: &[Editor] = &[
    Editor {
        name: "Neovim 0.10",
        variable: "ASKHOW_NVIM_0_10",
        folder: "neovim-0.10",
        program: Program { suite: "trixie", packages: &["neovim"], path: "usr/bin/nvim" },
    },
    Editor {
        name: "Neovim 0.12",
        variable: "ASKHOW_NVIM_0_12",
        folder: "neovim-0.12",
        program: Program { suite: "forky", packages: &["neovim"], path: "usr/bin/nvim" },
    },
    Editor {
        name: "Helix 25.01",
        variable: "ASKHOW_HELIX_25_01",
        folder: "helix-25.01",
        program: Program { suite: "trixie", packages: &["hx"], path: "usr/bin/hx" },
    },
    Editor {
        name: "Helix 25.07",
        variable: "ASKHOW_HELIX_25_07",
        folder: "helix-25.07",
        program: Program { suite: "forky", packages: &["hx"], path: "usr/bin/hx" },
    },
    Editor {
        name: "Emacs 28",
        variable: "ASKHOW_EMACS_28",
        folder: "emacs-28",
        program: Program {
            suite: "bookworm",
            packages: &["emacs-nox", "elpa-eglot", "elpa-markdown-mode"],
            path: emacs::PROGRAM,
        },
    },
    Editor {
        name: "Emacs 30",
        variable: "ASKHOW_EMACS_30",
        folder: "emacs-30",
        program: Program {
            suite: "trixie",
            packages: &["emacs-nox", "elpa-markdown-mode"],
            path: emacs::PROGRAM,
        },
    },
];

/// Installs what is wanted, and gives the variables that tell the tests where it is.
pub fn prepare(wanted: Wanted) -> Result<Vec<(&'static str, PathBuf)>, Failure> {
    let mut found = Vec::new();
    if wanted == Wanted::None {
        return Ok(found);
    }
    for editor in EDITORS {
        match prepare_one(editor) {
            Ok(program) => {
                let version = Command::new(&program).args(["--version"]).output()?;
                println!("    {}: {}", editor.name, version.lines().next().unwrap_or("no version"));
                found.push((editor.variable, program));
            }
            Err(reason) if wanted == Wanted::Required => {
                return Err(Failure::new(format!("{} can't be had: {reason}", editor.name)));
            }
            Err(reason) => println!("    SKIPPED {}: {reason}", editor.name),
        }
    }
    Ok(found)
}

fn prepare_one(editor: &Editor) -> Result<PathBuf, Failure> {
    if let Some(program) = std::env::var_os(editor.variable) {
        return Ok(program.into());
    }
    if let Some(obstacle) = debian::obstacle() {
        return Err(Failure::new(obstacle));
    }
    let root = workspace().join(".trees").join(editor.folder);
    let program = debian::install(editor.program, &root)?;
    if editor.program.path == emacs::PROGRAM { emacs::wrap(&root) } else { Ok(program) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_editors_share_a_place() {
        for (idx, editor) in EDITORS.iter().enumerate() {
            for other in &EDITORS[idx + 1..] {
                assert_ne!(editor.variable, other.variable);
                assert_ne!(editor.folder, other.folder);
            }
        }
    }

    #[test]
    fn unwanted_editors_are_not_looked_for() {
        assert!(prepare(Wanted::None).unwrap().is_empty());
        assert_eq!(Wanted::from_name("some"), None);
    }
}
