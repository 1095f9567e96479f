//! Which files of a folder are known as reviews, and that no other Markdown is.

use std::path::PathBuf;

use askhow_tests::workspace;

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
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(workspace().join("Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .expect("the packages are known");
    let others = metadata.packages.iter().filter(|package| package.source.is_some());
    let folders: Vec<PathBuf> =
        others.filter_map(|package| Some(package.manifest_path.parent()?.as_std_path().to_owned())).collect();
    let files = check(&folders).files;
    let taken: Vec<_> = files.iter().filter(|file| file.is_review).map(|file| &file.path).collect();
    assert!(taken.is_empty(), "{} of {}: {taken:#?}", taken.len(), files.len());
    assert!(files.len() >= 200, "only {} Markdown files", files.len());
}
