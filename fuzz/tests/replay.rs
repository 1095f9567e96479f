//! Every target, on the seeds and on what once crashed it.

#![allow(missing_docs)]

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use askhow_fuzz::TARGETS;

fn inputs(kind: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Those on which a target fails.
fn failing(kind: &str) -> Vec<String> {
    let mut failing = Vec::new();
    for (name, run) in TARGETS {
        for file in inputs(kind, name) {
            let bytes = fs::read(&file).unwrap();
            if catch_unwind(|| run(&bytes)).is_err() {
                failing.push(file.display().to_string());
            }
        }
    }
    failing
}

#[test]
fn seeds_are_fine() {
    for (name, _) in TARGETS {
        let n_seeds = inputs("seeds", name).len();
        assert!(n_seeds >= 3, "{name} has {n_seeds} seeds");
    }
    assert_eq!(failing("seeds"), [""; 0]);
}

#[test]
fn what_once_crashed_a_target_is_fine() {
    assert_eq!(failing("crashes"), [""; 0]);
}

#[test]
fn each_folder_is_that_of_a_target() {
    for kind in ["seeds", "crashes"] {
        let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(kind)) else { continue };
        for entry in entries {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(askhow_fuzz::target(&name).is_some(), "no target is called `{name}`");
        }
    }
}
