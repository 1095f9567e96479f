//! The pages in `editors/`.

use std::fs;

use askhow_tests::workspace;

/// A page, and the file that it shows.
const SHOWN: &[(&str, &str)] =
    &[("helix/README.md", "helix/languages.toml"), ("helix/README.md", "helix/beside-marksman.toml")];

/// What people copy from the pages is what the tests run.
#[test]
fn the_pages_show_the_configuration() {
    for (page, file) in SHOWN {
        let shown = fs::read_to_string(workspace().join("editors").join(page)).unwrap();
        let code = fs::read_to_string(workspace().join("editors").join(file)).unwrap();
        let code: Vec<&str> = code.lines().filter(|line| !line.starts_with("--")).collect();
        assert!(shown.contains(&code.join("\n")), "editors/{page} does not show {file} as it is");
    }
}
