//! What scripts, editors and settings rely on, as `docs/stability.md` promises it: one line for each name, recorded in
//! `tests/surfaces.txt`.
//!
//! While no version is out, the record is that of now, and `UPDATE_SURFACES=1` writes it. From then on it is that of the
//! last version: each line that came must stand in the change log under what is not released, each that went needs a
//! version that may take it as well, and the record itself is only written once that version is out.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod changelog;
mod taken;

use askhow_tests::workspace;

use crate::changelog::{Changelog, wrong};

const RECORD: &str = "tests/surfaces.txt";
const UPDATE: &str = "UPDATE_SURFACES";

#[test]
fn a_promised_surface_changes_with_the_change_log() {
    let changelog = std::fs::read_to_string(workspace().join("CHANGELOG.md")).unwrap();
    let changelog = Changelog::read(&changelog);
    let taken = taken::all();
    let path = workspace().join(RECORD);
    if std::env::var_os(UPDATE).is_some() {
        assert!(
            changelog.unreleased.is_none() || changelog.released.is_none(),
            "the record is that of the last version: it is written once the next one is out, and until then the change \
             log names what has changed"
        );
        let version = changelog.released.as_deref().unwrap_or(changelog::NONE);
        std::fs::write(&path, format!("as of {version}\n{}\n", taken.join("\n"))).unwrap();
    }
    let record = std::fs::read_to_string(&path).unwrap_or_default();
    let wrong = wrong(&record, &taken, &changelog);
    assert!(wrong.is_empty(), "\n{}\n`{UPDATE}=1` writes {RECORD} where it may be written", wrong.join("\n"));
}

/// Each way of taking them gives some, so that none of them is lost unseen.
#[test]
fn all_kinds_of_surfaces_are_there() {
    let taken = taken::all();
    for (kind, at_least) in [
        ("rule ", 54),
        ("setting ", 40),
        ("command ", 10),
        ("option ", 40),
        ("json ", 40),
        ("exit ", 8),
        ("capability ", 20),
        ("server command ", 4),
        ("comment ", 4),
        ("format ", 4),
    ] {
        let n = taken.iter().filter(|line| line.starts_with(kind)).count();
        assert!(n >= at_least, "{n} of `{kind}`:\n{}", taken.join("\n"));
    }
}
