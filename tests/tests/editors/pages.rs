//! The pages of the editors: what people copy from them is what the tests run.

use std::fs;
use std::process::Command;

use askhow_tests::{askhow, workspace};
use serde_json::Value;

/// A page, and the file that it shows.
const SHOWN: &[(&str, &str)] =
    &[("helix/README.md", "helix/languages.toml"), ("helix/README.md", "helix/beside-marksman.toml")];

/// The block of code on a page in which `part` stands, as a person copies it. Where a page says
/// `/path/to/askhow`, the place of this repository is meant.
#[track_caller]
pub fn copied(page: &str, part: &str) -> String {
    let page = fs::read_to_string(workspace().join("editors").join(page)).unwrap();
    let found = blocks(&page).into_iter().find(|block| block.contains(part));
    let block = found.unwrap_or_else(|| panic!("no block of code has {part}"));
    block.replace("/path/to/askhow", &workspace().display().to_string())
}

/// The fenced blocks of a page, without the indent of the list in which they stand.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        if line.trim_start().starts_with("```") {
            let block = lines.by_ref().take_while(|line| line.trim() != "```");
            blocks.push(block.map(|line| line.get(indent..).unwrap_or_default().to_owned() + "\n").collect());
        }
    }
    blocks
}

#[test]
fn the_pages_show_the_configuration() {
    for (page, file) in SHOWN {
        let shown = fs::read_to_string(workspace().join("editors").join(page)).unwrap();
        let code = fs::read_to_string(workspace().join("editors").join(file)).unwrap();
        assert!(blocks(&shown).contains(&code), "editors/{page} does not show {file} as it is");
    }
}

/// The pictures show what is said today; where they do not, `ASKHOW_PICTURES=docs/pictures` in front of the tests makes
/// new ones.
#[test]
fn the_pictures_show_the_messages_of_today() {
    let review = workspace().join("tests/editors/review.md");
    let found = Command::new(askhow()).args(["check", "--format", "json"]).arg(review).output().unwrap();
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    let found: Vec<&Value> = found["files"][0]["findings"].as_array().unwrap().iter().collect();
    let message = |rule: &str| {
        let finding = found.iter().find(|finding| finding["rule"] == rule);
        finding.unwrap_or_else(|| panic!("{rule} is not in {found:?}"))["message"].as_str().unwrap()
    };
    let behind_lines = [message("phrasing/why-question"), message("section/mitigators")];
    for (picture, messages) in
        [("neovim.svg", &behind_lines[..]), ("helix.svg", &behind_lines), ("emacs.svg", &behind_lines[..1])]
    {
        let drawn = fs::read_to_string(workspace().join("docs/pictures").join(picture)).unwrap();
        for message in messages {
            assert!(drawn.contains(message), "{picture} does not show “{message}”");
        }
    }
}
