//! The pages of the editors: what people copy from them is what the tests run.

use std::fs;

use askhow_tests::workspace;

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
