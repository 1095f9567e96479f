//! Which files of a folder are known as reviews, and that no other Markdown is.

use std::path::PathBuf;

use askhow_tests::say;

use crate::read::{check, corpus, walked};

/// At least 95 of 100 reviews of a folder are known by their path, title and sections.
#[test]
fn reviews_of_a_folder_are_known() {
    let Some(corpus) = corpus() else { return };
    let files = walked(corpus).files;
    let unknown: Vec<_> = files.iter().filter(|file| !file.is_review).map(|file| &file.path).collect();
    assert!(unknown.len() * 100 <= files.len() * 5, "{} of {}: {unknown:#?}", unknown.len(), files.len());
}

/// READMEs, change logs and guides of the packages that we build with; none of them tells of an incident.
#[test]
fn other_markdown_is_left_alone() {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let Some(packages) = home.map(|home| home.join("registry/src")).filter(|it| it.is_dir()) else {
        say("no packages of Cargo here: skipped");
        return;
    };
    let files = check(&[packages]).files;
    let taken: Vec<_> = files.iter().filter(|file| file.is_review).map(|file| &file.path).collect();
    assert!(taken.is_empty(), "{} of {}: {taken:#?}", taken.len(), files.len());
    match files.len() {
        200.. => {}
        n => say(&format!("only {n} Markdown files of packages here: fewer than the 200 that are wanted")),
    }
}
