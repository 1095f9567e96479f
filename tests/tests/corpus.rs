//! The binary over a folder of real reviews, if there is one: `ASKHOW_CORPUS`, else `../shared/corpus` beside
//! the repository. The reviews belong to others and are not part of the repository; how often each rule speaks
//! about them is, in `corpus-counts.txt` (`UPDATE_COUNTS=1` writes it anew).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use askhow_tests::{askhow, say, workspace};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// How many reviews there are.
const N_FILES: usize = 109;

#[test]
fn every_file_is_answered() {
    let Some(corpus) = corpus() else { return };
    assert_eq!(corpus.files.len(), N_FILES);
    assert_eq!(number(&corpus.report, "/version"), 1);
    assert_eq!(number(&corpus.report, "/summary/files"), N_FILES);
    assert!(corpus.files.is_sorted_by_key(|file| &file.path), "files come in the order of their paths");
    assert_eq!(number(&corpus.report, "/summary/reviews"), N_FILES, "a file that is named is a review");
    for level in ["error", "warning", "information", "hint"] {
        let n_findings = corpus.findings().filter(|(_, finding)| finding.severity == level).count();
        assert_eq!(number(&corpus.report, &format!("/summary/{level}")), n_findings, "{level}");
    }
    let loud = corpus.findings().any(|(_, it)| it.severity == "error" || it.severity == "warning");
    assert_eq!(corpus.status, i32::from(loud), "the exit status says whether there is a warning or an error");
}

#[test]
fn a_folder_is_read_as_its_files_are() {
    let Some(corpus) = corpus() else { return };
    let walked = walked(corpus);
    assert_eq!(walked.files.len(), N_FILES);
    for (file, named) in walked.files.iter().zip(&corpus.files) {
        assert_eq!(file.path, named.path);
        let findings = |file: &File| -> Vec<(String, Range<usize>)> {
            file.findings.iter().map(|it| (it.rule.clone(), it.range.clone())).collect()
        };
        let expected = if file.is_review { findings(named) } else { Vec::new() };
        assert_eq!(findings(file), expected, "{}", file.path);
    }
}

#[test]
fn ranges_lie_in_their_files() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for (file, finding) in corpus.findings() {
        wrong.extend(
            finding.ranges.iter().filter_map(|range| Some((file, finding, range.wrong_in(&file.text)?))),
        );
    }
    report("ranges", &wrong);
}

#[test]
fn findings_come_in_the_order_of_the_text() {
    let Some(corpus) = corpus() else { return };
    for file in &corpus.files {
        assert!(file.findings.is_sorted_by_key(|it| it.range.start), "{}", file.path);
    }
}

#[test]
fn findings_speak() {
    let Some(corpus) = corpus() else { return };
    for (file, finding) in corpus.findings() {
        let place = format!("{}: {} {}", file.path, finding.rule, finding.message);
        assert!(finding.message.len() > 10 && finding.rule.contains('/'), "{place}");
        assert!(finding.questions.iter().all(|it| it.ends_with('?') && !it.starts_with("Why")), "{place}");
        assert!(
            finding.fixes.iter().filter(|fix| fix.preferred).count() <= 1,
            "{place}: several are preferred"
        );
        assert!(finding.fixes.iter().all(|fix| !fix.title.is_empty() && !fix.edits.is_empty()), "{place}");
    }
}

#[test]
fn fixes_keep_the_shape() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for (file, finding) in corpus.findings() {
        wrong.extend(
            finding.fixes.iter().filter_map(|fix| Some((file, finding, wrong_fix(&file.text, fix)?))),
        );
    }
    report("fixes", &wrong);
}

#[test]
fn preferred_rewrites_remove_their_findings() {
    let Some(corpus) = corpus() else { return };
    // All of a file at once, in one run; what then seems to be left is tried again by itself.
    let rewritten: Vec<Rewritten> = corpus.files.iter().map(|file| rewrite(file, in_place(file))).collect();
    let checked = check_again(&rewritten);
    let mut n_rewrites = 0;
    let mut suspects = Vec::new();
    for (rewritten, after) in rewritten.iter().zip(&checked) {
        n_rewrites += rewritten.places.len();
        let left = rewritten.places.iter().filter(|(finding, place)| is_left(finding, place, after));
        suspects.extend(left.map(|(finding, _)| rewrite(rewritten.file, vec![finding])));
    }
    let checked = check_again(&suspects);
    let mut wrong = Vec::new();
    for (suspect, after) in suspects.iter().zip(&checked) {
        let left = suspect.places.iter().filter(|(finding, place)| is_left(finding, place, after));
        wrong.extend(left.map(|(finding, place)| {
            (suspect.file, *finding, format!("still found in `{}`", &suspect.text[place.clone()]))
        }));
    }
    say(&format!("corpus: {n_rewrites} preferred rewrites applied, {} findings left", wrong.len()));
    report("rewrites", &wrong);
}

#[test]
fn counts_are_as_committed() {
    let Some(corpus) = corpus() else { return };
    let mut counts = BTreeMap::<&str, (usize, usize)>::new();
    for (_, finding) in corpus.findings() {
        let count = counts.entry(&finding.rule).or_default();
        count.0 += 1;
        count.1 += usize::from(finding.fixes.iter().any(|fix| fix.preferred));
    }
    let mut text = "# Findings in the real reviews, and those with a preferred fix.\n".to_owned();
    for (rule, (n_findings, n_fixes)) in counts {
        let _ = writeln!(text, "{rule:<32}{n_findings:>6}{n_fixes:>6}");
    }
    let entries = || corpus.files.iter().flat_map(|file| &file.entries);
    let dated = entries().filter(|entry| !entry["instant"].is_null()).count();
    let local = entries().filter(|entry| !entry["local"].is_null()).count();
    let n_reviews = walked(corpus).files.iter().filter(|file| file.is_review).count();
    let _ = writeln!(
        text,
        "# Taken for reviews in a folder; stamped entries: all, with a time, with an instant."
    );
    let _ = writeln!(text, "reviews {n_reviews}\nentries {} {local} {dated}", entries().count());
    for entry in entries() {
        assert!(entry["stamp"].as_str().is_some_and(|stamp| !stamp.is_empty()), "{entry}");
    }

    let committed = workspace().join("tests/corpus-counts.txt");
    if std::env::var_os("UPDATE_COUNTS").is_some() {
        fs::write(&committed, &text).unwrap();
    }
    let before = fs::read_to_string(&committed).unwrap_or_default();
    let gone = before.lines().filter(|line| !text.contains(line)).map(|line| format!("- {line}\n"));
    let come = text.lines().filter(|line| !before.contains(line)).map(|line| format!("+ {line}\n"));
    let change: String = gone.chain(come).collect();
    assert!(
        before == text,
        "the counts changed; look at the findings, then run with UPDATE_COUNTS=1:\n{change}"
    );
}

/// The tests of this file can fail: a broken range, a fix that breaks a list.
#[test]
fn broken_answers_are_seen() {
    let text = "# Čas\n\n- 14:02 éa\n";
    let place = |offset: usize, line: usize, column: usize| Place { offset, line, column };
    let good = At { start: place(0, 1, 1), end: place(6, 1, 6) };
    assert_eq!(good.wrong_in(text), None);
    let cut = At { end: place(3, 1, 4), ..good };
    assert_eq!(cut.wrong_in(text).as_deref(), Some("byte 3 lies inside a character or outside the file"));
    let column = At { end: place(6, 1, 7), ..good };
    assert_eq!(column.wrong_in(text).as_deref(), Some("byte 6 is 1:6, not 1:7"));

    let fix = |start: usize, end: usize, new_text: &str| Fix {
        title: "Try".into(),
        preferred: true,
        edits: vec![(start..end, new_text.into())],
    };
    assert_eq!(wrong_fix(text, &fix(10, 15, "14:03")), None);
    assert!(wrong_fix(text, &fix(8, 10, "")).is_some_and(|it| it.contains("shape")), "the list is lost");
    assert!(
        wrong_fix(text, &fix(8, 8, "```\n")).is_some_and(|it| it.contains("code")),
        "code swallows the rest"
    );
    let mut twice = fix(10, 15, "14:03");
    twice.edits.push((11..12, String::new()));
    assert!(wrong_fix(text, &twice).is_some_and(|it| it.contains("overlap")));
}

// What the binary said.

struct Corpus {
    status: i32,
    report: Value,
    files: Vec<File>,
}

struct File {
    path: String,
    text: String,
    is_review: bool,
    findings: Vec<Finding>,
    entries: Vec<Value>,
}

struct Finding {
    rule: String,
    severity: String,
    message: String,
    questions: Vec<String>,
    range: Range<usize>,
    /// Its own, those of related places and of edits.
    ranges: Vec<At>,
    fixes: Vec<Fix>,
}

struct Fix {
    title: String,
    preferred: bool,
    edits: Vec<(Range<usize>, String)>,
}

#[derive(Clone, Copy)]
struct At {
    start: Place,
    end: Place,
}

#[derive(Clone, Copy)]
struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

impl Corpus {
    fn findings(&self) -> impl Iterator<Item = (&File, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }
}

/// The answer of one run over the whole corpus; `None` where there is no corpus.
fn corpus() -> Option<&'static Corpus> {
    static CORPUS: OnceLock<Option<Corpus>> = OnceLock::new();
    CORPUS
        .get_or_init(|| {
            let folder = std::env::var_os("ASKHOW_CORPUS").map(PathBuf::from);
            let folder = folder.unwrap_or_else(|| workspace().join("../shared/corpus")).join("reviews");
            if !folder.is_dir() {
                say("corpus absent: skipped");
                return None;
            }
            // Named one by one, all of them are reviews.
            let files =
                fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().canonicalize().unwrap());
            Some(check(&files.collect::<Vec<_>>()))
        })
        .as_ref()
}

/// The answer of one run over the folder: there a file is a review where it looks like one.
fn walked(corpus: &Corpus) -> Corpus {
    let folder = Path::new(&corpus.files[0].path).parent().expect("a file lies in a folder");
    check(&[folder.to_path_buf()])
}

fn check(paths: &[PathBuf]) -> Corpus {
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
    fn read(value: &Value) -> Self {
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
    fn read(value: &Value) -> Self {
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
    fn read(value: &Value) -> Self {
        let edit = |edit: &Value| (At::read(&edit["range"]).range(), string(edit, "newText"));
        Self {
            title: string(value, "title"),
            preferred: value["preferred"].as_bool().unwrap(),
            edits: list(value, "edits").iter().map(edit).collect(),
        }
    }
}

impl At {
    fn read(value: &Value) -> Self {
        let place = |value: &Value| Place {
            offset: number(value, "/offset"),
            line: number(value, "/line"),
            column: number(value, "/column"),
        };
        Self { start: place(&value["start"]), end: place(&value["end"]) }
    }

    fn range(&self) -> Range<usize> {
        self.start.offset..self.end.offset
    }

    fn wrong_in(&self, text: &str) -> Option<String> {
        if self.start.offset > self.end.offset {
            return Some(format!("{:?} is reversed", self.range()));
        }
        [self.start, self.end].iter().find_map(|place| place.wrong_in(text))
    }
}

impl Place {
    fn wrong_in(&self, text: &str) -> Option<String> {
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

fn string(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no text `{name}` in {value}")).to_owned()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no list `{name}` in {value}"))
}

fn number(value: &Value, pointer: &str) -> usize {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    found.and_then(|it| it.try_into().ok()).unwrap_or_else(|| panic!("no number `{pointer}` in {value}"))
}

// Fixes.

/// What is wrong with a fix, if something is.
fn wrong_fix(text: &str, fix: &Fix) -> Option<String> {
    let says = |what: &str| Some(format!("“{}”: {what}", fix.title));
    let ordered = fix.edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
    if !ordered {
        return says("edits overlap or are out of order");
    }
    let after = apply(text, fix.edits.iter());
    if after == text {
        return says("changes nothing");
    }
    let (old, new) = (Shape::of(text), Shape::of(&after));
    let in_line = |(range, new_text): &(Range<usize>, String)| {
        !text[range.clone()].contains(['\n', '\r']) && !new_text.contains(['\n', '\r'])
    };
    // What stays in its line leaves every block where it was, and as many links, images and code spans.
    if fix.edits.iter().all(in_line) && !fix.edits.iter().any(|(range, _)| is_whole_line(text, range)) {
        if old.blocks != new.blocks {
            return says("the shape of the document changes");
        }
        let touched: Vec<&str> = fix.edits.iter().map(|(range, _)| &text[range.clone()]).collect();
        if old.inlines != new.inlines && !touched.iter().any(|it| it.contains(['`', '[', '!', '<'])) {
            return says("a link, an image or code is lost");
        }
    }
    if old.n_code_blocks() != new.n_code_blocks() {
        return says("the number of code blocks changes");
    }
    let untouched = old.headings.iter().filter(|(range, _)| {
        fix.edits.iter().all(|(edit, _)| edit.end <= range.start || range.end <= edit.start)
    });
    let lost =
        untouched.map(|(_, title)| title).find(|title| !new.headings.iter().any(|(_, it)| it == *title));
    lost.and_then(|title| says(&format!("the heading `{title}` is lost")))
}

/// Whether nothing else stands in the line, so that an edit may take the block away.
fn is_whole_line(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit(['\n', '\r']).next().unwrap_or_default();
    let after = text[range.end..].split(['\n', '\r']).next().unwrap_or_default();
    !range.is_empty() && before.trim().is_empty() && after.trim().is_empty()
}

fn apply<'a>(text: &str, edits: impl Iterator<Item = &'a (Range<usize>, String)>) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (range, new_text) in edits {
        out += &text[done..range.start];
        out += new_text;
        done = range.end;
    }
    out + &text[done..]
}

/// A document as another reader of Markdown sees it.
struct Shape {
    blocks: Vec<String>,
    headings: Vec<(Range<usize>, String)>,
    /// Links, images, code spans.
    inlines: [usize; 3],
}

impl Shape {
    fn of(text: &str) -> Self {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut shape = Shape { blocks: Vec::new(), headings: Vec::new(), inlines: [0; 3] };
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    shape.blocks.push(level.to_string());
                    shape.headings.push((range.clone(), text[range].trim().to_owned()));
                }
                Event::Start(Tag::List(first)) => {
                    shape.blocks.push(if first.is_some() { "numbers" } else { "bullets" }.to_owned());
                }
                Event::Start(Tag::Item) => shape.blocks.push("item".to_owned()),
                Event::Start(Tag::CodeBlock(_)) => shape.blocks.push("code".to_owned()),
                Event::Start(Tag::BlockQuote(_)) => shape.blocks.push("quote".to_owned()),
                Event::Start(Tag::TableCell) => shape.blocks.push("cell".to_owned()),
                Event::Start(Tag::TableRow) => shape.blocks.push("row".to_owned()),
                Event::Start(Tag::Paragraph) => shape.blocks.push("paragraph".to_owned()),
                Event::Start(Tag::Link { .. }) => shape.inlines[0] += 1,
                Event::Start(Tag::Image { .. }) => shape.inlines[1] += 1,
                Event::Code(_) => shape.inlines[2] += 1,
                _ => {}
            }
        }
        shape
    }

    fn n_code_blocks(&self) -> usize {
        self.blocks.iter().filter(|block| *block == "code").count()
    }
}

/// A file with some of its preferred rewrites done, and where their findings would now be.
struct Rewritten<'a> {
    file: &'a File,
    text: String,
    places: Vec<(&'a Finding, Range<usize>)>,
}

/// The findings whose preferred fix changes the very text that was found, none of which meets another.
fn in_place(file: &File) -> Vec<&Finding> {
    let mut done = 0;
    let mut chosen = Vec::new();
    for finding in &file.findings {
        let Some(fix) = finding.fixes.iter().find(|fix| fix.preferred) else { continue };
        let here = |(range, _): &(Range<usize>, String)| {
            range.start < finding.range.end && finding.range.start < range.end
        };
        let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else { continue };
        let all = first.0.start.min(finding.range.start)..last.0.end.max(finding.range.end);
        if fix.edits.iter().any(here) && all.start >= done {
            done = all.end;
            chosen.push(finding);
        }
    }
    chosen
}

fn rewrite<'a>(file: &'a File, findings: Vec<&'a Finding>) -> Rewritten<'a> {
    let preferred = |finding: &'a Finding| finding.fixes.iter().find(|fix| fix.preferred);
    let edits: Vec<_> = findings.iter().filter_map(|it| preferred(it)).flat_map(|fix| &fix.edits).collect();
    // Where a place comes to lie: what was replaced before it counts with its new length.
    let moved = |offset: usize, is_end: bool| {
        let mut moved = offset;
        for (range, new_text) in &edits {
            if range.end <= offset && (is_end || range.end < offset || !range.is_empty()) {
                moved = moved + new_text.len() - range.len();
            } else if range.start < offset && is_end {
                moved = moved + new_text.len() - (offset - range.start);
            } else if range.start < offset {
                moved -= offset - range.start;
            }
        }
        moved
    };
    let places = findings.iter().map(|it| (*it, moved(it.range.start, false)..moved(it.range.end, true)));
    let places: Vec<_> = places.collect();
    let text = apply(&file.text, edits.into_iter());
    for (finding, place) in &places {
        assert!(text.get(place.clone()).is_some(), "{}: {} at {place:?}", file.path, finding.rule);
    }
    Rewritten { file, text, places }
}

/// Checks the rewritten texts, each under the name of its file, in one run.
fn check_again(rewritten: &[Rewritten]) -> Vec<File> {
    if rewritten.is_empty() {
        return Vec::new();
    }
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (idx, rewritten) in rewritten.iter().enumerate() {
        let name = Path::new(&rewritten.file.path).file_name().expect("a file has a name");
        let place = folder.path().join(format!("{idx:05}"));
        fs::create_dir(&place).unwrap();
        fs::write(place.join(name), &rewritten.text).unwrap();
        paths.push(place.join(name));
    }
    let checked = check(&paths).files;
    assert_eq!(checked.len(), rewritten.len());
    checked
}

fn is_left(finding: &Finding, place: &Range<usize>, after: &File) -> bool {
    after.findings.iter().any(|it| {
        let meets = it.range.start < place.end && place.start < it.range.end;
        meets && it.rule == finding.rule && it.message == finding.message
    })
}

/// Fails with the first few of what is wrong, files and lines first.
#[track_caller]
fn report(what: &str, wrong: &[(&File, &Finding, String)]) {
    let mut text = String::new();
    for (file, finding, reason) in wrong.iter().take(20) {
        let line = file.text.get(..finding.range.start).map_or(0, |before| before.matches('\n').count() + 1);
        let _ = writeln!(text, "{}:{line}: {}: {reason}", file.path, finding.rule);
    }
    assert!(wrong.is_empty(), "{} {what} are wrong, among them:\n{text}", wrong.len());
}
