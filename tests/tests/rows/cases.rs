//! The cases of `tests/rows`, as they are written.

use std::fs;

use askhow_tests::workspace;

/// A review and what is tried in it.
pub struct Case {
    pub name: String,
    /// The path of the review inside the workspace.
    pub file: String,
    pub text: String,
    /// Where the cursor stands, in bytes.
    pub cursor: Option<usize>,
    pub steps: Vec<Step>,
}

/// One line that begins with `%`, and the text below it.
pub struct Step {
    pub verb: String,
    pub words: String,
    pub below: String,
}

/// Every case, in the order of the files.
pub fn all() -> Vec<Case> {
    let mut files: Vec<_> =
        fs::read_dir(workspace().join("tests/rows")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "txt"));
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts.flat_map(|text| text.split("\n== ").map(Case::read).collect::<Vec<_>>()).collect()
}

impl Case {
    fn read(text: &str) -> Self {
        let text = text.strip_prefix("== ").unwrap_or(text).replace("{today}", &today());
        let (name, rest) = text.split_once('\n').expect("a case has a name and a text");
        let (mut document, mut steps) = (String::new(), Vec::<Step>::new());
        let mut file = "incidents/review.md".to_owned();
        for line in rest.lines() {
            let step = line.strip_prefix('%').map(|step| step.split_once(' ').unwrap_or((step, "")));
            match (step, steps.last_mut()) {
                (Some(("file", name)), _) => name.clone_into(&mut file),
                (Some((verb, words)), _) => {
                    steps.push(Step { verb: verb.to_owned(), words: words.to_owned(), below: String::new() })
                }
                (None, Some(step)) => push_line(&mut step.below, line),
                (None, None) => push_line(&mut document, line),
            }
        }
        for step in &mut steps {
            tidy(&mut step.below);
        }
        tidy(&mut document);
        let cursor = document.find('‸');
        Self { name: name.to_owned(), file, text: document.replacen('‸', "", 1), cursor, steps }
    }
}

/// The day of today in UTC, as `2026-01-15`.
fn today() -> String {
    jiff::Timestamp::now().to_string().split('T').next().expect("a day before the time").to_owned()
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Without the blank lines before the next case.
fn tidy(text: &mut String) {
    let length = text.trim_end_matches('\n').len();
    text.truncate(length);
    text.push('\n');
}
