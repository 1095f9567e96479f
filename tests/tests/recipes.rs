//! The recipes of `CONTRIBUTING.md` fit the files that they change: whoever follows one finds the lines that it shows.

use std::fs;

use askhow_tests::workspace;

/// The old name of a file that is new.
const NEW: &str = "/dev/null";

/// The pieces of a page between fences of ```` ```diff ````.
fn diffs(page: &str) -> Vec<&str> {
    page.split("```diff\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(diff, _)| diff).collect()
}

/// What each hunk of a diff expects to find, with the file that it is about.
fn expected(diff: &str) -> Vec<(String, String)> {
    let mut hunks = Vec::new();
    let mut file = String::new();
    for line in diff.lines() {
        if let Some(path) = line.strip_prefix("--- ") {
            path.trim_start_matches("a/").clone_into(&mut file);
        } else if line.starts_with("@@") {
            hunks.push((file.clone(), String::new()));
        } else if let Some(old) = line.strip_prefix([' ', '-']).filter(|_| !line.starts_with("--- "))
            && let Some((_, lines)) = hunks.last_mut()
        {
            lines.push_str(old);
            lines.push('\n');
        }
    }
    hunks
}

#[test]
fn the_recipes_fit_the_files_that_they_change() {
    let page = fs::read_to_string(workspace().join("CONTRIBUTING.md")).unwrap().replace("\r\n", "\n");
    let hunks: Vec<(String, String)> = diffs(&page).into_iter().flat_map(expected).collect();
    assert!(hunks.len() >= 8, "the page has lost recipes: {}", hunks.len());
    let misfits: Vec<String> = hunks
        .into_iter()
        .filter(|(file, lines)| {
            let text = fs::read_to_string(workspace().join(file));
            // A file that is new has nothing to be found.
            let is_new = file == NEW;
            !is_new && !text.is_ok_and(|text| text.replace("\r\n", "\n").contains(lines))
        })
        .map(|(file, lines)| format!("{file} has no\n{lines}"))
        .collect();
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
