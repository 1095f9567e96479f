//! What the binary said about the reviews.

use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use askhow_tests::{askhow, say, workspace};
use serde_json::Value;

pub struct Corpus {
    pub status: i32,
    pub report: Value,
    pub files: Vec<File>,
}

pub struct File {
    pub path: String,
    pub text: String,
    pub is_review: bool,
    pub findings: Vec<Finding>,
    pub entries: Vec<Value>,
}

pub struct Finding {
    pub rule: String,
    pub severity: String,
    pub message: String,
    pub questions: Vec<String>,
    pub range: Range<usize>,
    /// Its own, those of related places and of edits.
    pub ranges: Vec<At>,
    pub fixes: Vec<Fix>,
}

pub struct Fix {
    pub title: String,
    pub preferred: bool,
    pub safe: bool,
    pub edits: Vec<(Range<usize>, String)>,
}

#[derive(Clone, Copy)]
pub struct At {
    pub start: Place,
    pub end: Place,
}

#[derive(Clone, Copy)]
pub struct Place {
    pub offset: usize,
    pub line: usize,
    pub column: usize,
}

impl Corpus {
    pub fn findings(&self) -> impl Iterator<Item = (&File, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }
}

/// The answer of one run over the whole corpus; `None` where there is no corpus.
pub fn corpus() -> Option<&'static Corpus> {
    static CORPUS: OnceLock<Option<Corpus>> = OnceLock::new();
    CORPUS
        .get_or_init(|| {
            let files = files("reviews");
            if files.is_empty() {
                say("corpus absent: skipped");
            }
            // Named one by one, all of them are reviews.
            (!files.is_empty()).then(|| check(&files))
        })
        .as_ref()
}

/// The files of a folder of the corpus; none where it is absent.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let corpus = std::env::var_os("ASKHOW_CORPUS").map(PathBuf::from);
    let folder = corpus.unwrap_or_else(|| workspace().join("../shared/corpus")).join(folder);
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    files.map(|entry| entry.unwrap().path().canonicalize().unwrap()).collect()
}

/// The answer of one run over the folder: there a file is a review where it looks like one.
pub fn walked(corpus: &Corpus) -> Corpus {
    let folder = Path::new(&corpus.files[0].path).parent().expect("a file lies in a folder");
    check(&[folder.to_path_buf()])
}

pub fn check(paths: &[PathBuf]) -> Corpus {
    let output = Command::new(askhow())
        .args(["check", "--format", "json", "--level", "hint", "--fail-on", "warning", "--timeline"])
        .args(paths)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let status = output.status.code();
    assert!(matches!(status, Some(0 | 1)), "check ended with {status:?}:\n{said}");
    let report: Value = serde_json::from_slice(&output.stdout).expect("the answer is JSON");
    let files = list(&report, "files").iter().map(File::read).collect();
    Corpus { status: status.unwrap_or_default(), report, files }
}

impl File {
    pub fn read(value: &Value) -> Self {
        let path = string(value, "path");
        Self {
            text: fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}")),
            path,
            is_review: value["review"].as_bool().unwrap(),
            findings: list(value, "findings").iter().map(Finding::read).collect(),
            entries: value["timeline"]["entries"].as_array().cloned().unwrap_or_default(),
        }
    }
}

impl Finding {
    pub fn read(value: &Value) -> Self {
        let own = At::read(&value["range"]);
        let related = list(value, "related").iter().map(|related| At::read(&related["range"]));
        let fixes = list(value, "fixes");
        let edits = fixes.iter().flat_map(|fix| list(fix, "edits")).map(|edit| At::read(&edit["range"]));
        Self {
            rule: string(value, "rule"),
            severity: string(value, "severity"),
            message: string(value, "message"),
            questions: list(value, "questions").iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
            range: own.range(),
            ranges: [own].into_iter().chain(related).chain(edits).collect(),
            fixes: fixes.iter().map(Fix::read).collect(),
        }
    }
}

impl Fix {
    pub fn read(value: &Value) -> Self {
        let edit = |edit: &Value| (At::read(&edit["range"]).range(), string(edit, "newText"));
        Self {
            title: string(value, "title"),
            preferred: value["preferred"].as_bool().unwrap(),
            safe: value["safe"].as_bool().unwrap(),
            edits: list(value, "edits").iter().map(edit).collect(),
        }
    }
}

impl At {
    pub fn read(value: &Value) -> Self {
        let place = |value: &Value| Place {
            offset: number(value, "/offset"),
            line: number(value, "/line"),
            column: number(value, "/column"),
        };
        Self { start: place(&value["start"]), end: place(&value["end"]) }
    }

    pub fn range(&self) -> Range<usize> {
        self.start.offset..self.end.offset
    }

    pub fn wrong_in(&self, text: &str) -> Option<String> {
        if self.start.offset > self.end.offset {
            return Some(format!("{:?} is reversed", self.range()));
        }
        [self.start, self.end].iter().find_map(|place| place.wrong_in(text))
    }
}

impl Place {
    pub fn wrong_in(&self, text: &str) -> Option<String> {
        let Some(before) = text.get(..self.offset) else {
            return Some(format!("byte {} lies inside a character or outside the file", self.offset));
        };
        // LF, CRLF and CR end a line; between CR and LF the line has not ended yet.
        let cut = before.ends_with('\r') && text[self.offset..].starts_with('\n');
        let ended = before.replace("\r\n", "\n").replace('\r', if cut { "\u{0}" } else { "\n" });
        let line = ended.matches('\n').count() + 1;
        let last = ended.rsplit('\n').next().unwrap_or_default();
        let column = last.chars().count() + 1;
        (line != self.line || column != self.column)
            .then(|| format!("byte {} is {line}:{column}, not {}:{}", self.offset, self.line, self.column))
    }
}

pub fn string(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no text `{name}` in {value}")).to_owned()
}

pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no list `{name}` in {value}"))
}

pub fn number(value: &Value, pointer: &str) -> usize {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    found.and_then(|it| it.try_into().ok()).unwrap_or_else(|| panic!("no number `{pointer}` in {value}"))
}

/// Fails with the first few of what is wrong, files and lines first.
#[track_caller]
pub fn report(what: &str, wrong: &[(&File, &Finding, String)]) {
    let mut text = String::new();
    for (file, finding, reason) in wrong.iter().take(20) {
        let line = file.text.get(..finding.range.start).map_or(0, |before| before.matches('\n').count() + 1);
        let _ = writeln!(text, "{}:{line}: {}: {reason}", file.path, finding.rule);
    }
    assert!(wrong.is_empty(), "{} {what} are wrong, among them:\n{text}", wrong.len());
}
