//! The recipes of `CONTRIBUTING.md` work: each is cut out of the page and applied to a copy of the sources, and the
//! tests of the crates that they change pass there.

use std::fs;
use std::path::Path;
use std::process::Command;

use askhow_tests::workspace;

/// What a recipe writes into a file.
struct Step<'a> {
    file: &'a str,
    /// The lines that it finds there; without them the file is new.
    old: Option<String>,
    new: String,
}

/// The steps of a page: its pieces of ```` ```diff ````, and those of ```` ```rust ```` behind a line that is the path of
/// a new file.
fn steps(page: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut lines = page.lines();
    let mut path = None;
    while let Some(line) = lines.next() {
        match line {
            "```diff" => hunks(lines.by_ref().take_while(|line| *line != "```"), &mut steps),
            "```rust" => {
                let text =
                    lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
                steps.extend(path.map(|file| Step { file, old: None, new: text }));
            }
            "" => {}
            _ => {
                path = line
                    .strip_prefix('`')
                    .and_then(|line| line.strip_suffix('`'))
                    .filter(|path| path.ends_with(".rs"))
            }
        }
    }
    steps
}

/// The hunks of one diff.
fn hunks<'a>(diff: impl Iterator<Item = &'a str>, steps: &mut Vec<Step<'a>>) {
    let mut file = "";
    for line in diff {
        if let Some(path) = line.strip_prefix("--- ") {
            file = path.trim_start_matches("a/");
        } else if line.starts_with("@@") {
            steps.push(Step { file, old: Some(String::new()), new: String::new() });
        } else if let (Some(step), false) = (steps.last_mut(), line.starts_with("+++ ")) {
            let (mark, text) = line.split_at_checked(1).unwrap_or((" ", ""));
            if mark != "+" {
                step.old.get_or_insert_default().extend([text, "\n"]);
            }
            if mark != "-" {
                step.new.extend([text, "\n"]);
            }
        }
    }
}

/// Does a step in a copy of the sources; says what hinders it.
fn apply(step: &Step<'_>, root: &Path) -> Result<(), String> {
    let path = root.join(step.file);
    let Some(old) = &step.old else {
        let is_new = !path.exists();
        return is_new
            .then(|| fs::write(&path, &step.new).unwrap())
            .ok_or(format!("{} is there already", step.file));
    };
    let text =
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", step.file))?.replace("\r\n", "\n");
    match text.matches(old.as_str()).count() {
        1 => fs::write(&path, text.replacen(old.as_str(), &step.new, 1)).map_err(|error| error.to_string()),
        count => Err(format!("{} has {count} times\n{old}", step.file)),
    }
}

/// Copies the sources, and nothing that was made from them.
fn copy(from: &Path, to: &Path) {
    const MADE: [&str; 4] = ["target", "node_modules", ".git", ".trees"];
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (kind, to) = (entry.file_type().unwrap(), to.join(entry.file_name()));
        if kind.is_dir() && !MADE.iter().any(|made| entry.file_name() == *made) {
            copy(&entry.path(), &to);
        } else if kind.is_file() {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn the_recipes_of_the_page_work() {
    let page = fs::read_to_string(workspace().join("CONTRIBUTING.md")).unwrap().replace("\r\n", "\n");
    let steps = steps(&page);
    let n_new = steps.iter().filter(|step| step.old.is_none()).count();
    assert!(
        steps.len() >= 9 && n_new == 1,
        "the page has lost recipes: {} steps, {n_new} of them new files",
        steps.len()
    );

    let folder = tempfile::tempdir().unwrap();
    copy(workspace(), folder.path());
    let hindered: Vec<String> = steps.iter().filter_map(|step| apply(step, folder.path()).err()).collect();
    assert!(hindered.is_empty(), "{}", hindered.join("\n"));

    // Beside what is built already: only the crates that change are built anew.
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(workspace().join("target"), Into::into);
    let run = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--offline", "--lib", "--tests"])
        .args(["english", "phrasing", "timeline", "review"].map(|name| format!("--package=askhow-{name}")))
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "the tests fail behind the recipes:\n{said}");
}
