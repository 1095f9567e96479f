//! What the rules of wording say about real reviews, against what a person made of each finding.
//!
//! `judged-wording.tsv` names a finding by file, line and rule, and has no words of the reviews: of a rewrite
//! it keeps the hash. A finding that nobody has read yet fails the test, and so does one that was judged
//! false and still shows, unless the head of the file says how it comes to be left. The table of
//! `docs/precision.md` is made from it.
//!
//! `UPDATE_JUDGED=1` writes what is new with `?` for the verdict; read the place, put `right` or `false`
//! there, and for a rewrite the same behind the bar, then run the test again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use askhow_tests::workspace;

use crate::read::{File, Finding, corpus};

/// The most findings that may stay although they are false.
const LEFT: usize = 8;

/// What a finding is known by: rule, file, line, and which of its rule in the line.
type Key = (String, String, usize, usize);

/// What a person made of it, and of its rewrite with the hash it has: `right`, `false`, `left` (false, and
/// it stays), `?` (not read yet).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Verdict {
    finding: String,
    rewrite: Option<(String, String)>,
}

#[test]
fn every_finding_of_wording_has_been_read() {
    let Some(corpus) = corpus() else { return };
    let judged = Judged::read();
    let mut now: BTreeMap<Key, Option<String>> = BTreeMap::new();
    for file in &corpus.files {
        for finding in file.findings.iter().filter(|it| it.rule.starts_with("phrasing/")) {
            let (name, line) = (file_name(file), line_of(file, finding));
            let nth = (0..).find(|nth| !now.contains_key(&(finding.rule.clone(), name.clone(), line, *nth)));
            now.insert((finding.rule.clone(), name, line, nth.unwrap_or(0)), rewrite_hash(file, finding));
        }
    }

    let mut rows = BTreeMap::new();
    let mut unread = String::new();
    let mut left = 0;
    for (key, hash) in &now {
        let known = judged.rows.get(key);
        let finding = known.map_or("?", |it| it.finding.as_str()).to_owned();
        let rewrite = hash.clone().map(|hash| {
            let same = known.and_then(|it| it.rewrite.as_ref()).filter(|(_, old)| *old == hash);
            (same.map_or("?", |(verdict, _)| verdict.as_str()).to_owned(), hash)
        });
        let (rule, name, line, _) = key;
        let what = match (finding.as_str(), rewrite.as_ref().map(|(verdict, _)| verdict.as_str())) {
            ("?", _) => "not read yet",
            ("false", _) => "judged false, and found again",
            (_, Some("?")) => "the rewrite is another one, not read yet",
            (_, Some("false")) => "the rewrite was judged false, and is offered",
            ("left", _) => {
                left += 1;
                ""
            }
            _ => "",
        };
        if !what.is_empty() {
            let _ = writeln!(unread, "{name}:{line}: {rule}: {what}");
        }
        rows.insert(key.clone(), Verdict { finding, rewrite });
    }
    // What was false and is gone stays in the file: should it come back, it is known.
    let gone = judged.rows.iter().filter(|(key, it)| !now.contains_key(*key) && it.finding != "right");
    rows.extend(gone.map(|(key, it)| {
        (key.clone(), Verdict { finding: "false".to_owned(), rewrite: it.rewrite.clone() })
    }));
    let lost: Vec<&Key> = judged
        .rows
        .iter()
        .filter(|(key, it)| it.finding == "right" && !now.contains_key(*key))
        .map(|(key, _)| key)
        .collect();

    if std::env::var_os("UPDATE_JUDGED").is_some() {
        Judged { head: judged.head, rows: rows.clone() }.write();
        let page = workspace().join(PAGE);
        let text = fs::read_to_string(&page).unwrap();
        fs::write(&page, with_table(&text, &table(&rows, &now))).unwrap();
    }
    assert!(
        unread.is_empty(),
        "findings of wording that were not judged, or judged wrong; run with UPDATE_JUDGED=1, read each place \
         that gets a `?` in {FILE}, and write what you make of it:\n{unread}"
    );
    assert!(lost.is_empty(), "judged right, and no longer found (UPDATE_JUDGED=1 lets them go): {lost:#?}");
    assert!(left <= LEFT, "{left} findings are false and stay; at most {LEFT} may");
    let page = fs::read_to_string(workspace().join(PAGE)).unwrap();
    assert!(
        with_table(&page, &table(&rows, &now)) == page,
        "{PAGE} has another table than {FILE} gives; run with UPDATE_JUDGED=1"
    );
}

/// At least 95 of 100 findings shown as information are right, and 85 of 100 hints, of each rule; the rewrites
/// nearly always. Needs no corpus.
#[test]
fn each_rule_is_right_often_enough() {
    let judged = Judged::read();
    let mut wrong = Vec::new();
    for (rule, count) in counts(judged.rows.iter().filter(|(_, it)| it.finding != "false")) {
        let hint = ["vague-impact", "metaphor", "reason-why"].iter().any(|it| rule.ends_with(it));
        let wanted = if hint { 85 } else { 95 };
        // Of fewer than twenty one may be wrong: a share says little about them.
        let allowed = (count.looked_at * (100 - wanted) / 100).max(usize::from(count.looked_at >= 5));
        if count.looked_at - count.right > allowed {
            wrong.push(format!("{rule}: {} of {} right", count.right, count.looked_at));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const FILE: &str = "tests/judged-wording.tsv";
const PAGE: &str = "docs/precision.md";

struct Judged {
    /// What stands above the rows, in `#` lines.
    head: String,
    rows: BTreeMap<Key, Verdict>,
}

impl Judged {
    fn path() -> PathBuf {
        workspace().join(FILE)
    }

    fn read() -> Self {
        let text = fs::read_to_string(Self::path()).unwrap();
        let head =
            text.lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let rows = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [rule, name, line, nth, finding, rewrite] = fields[..] else { panic!("six fields: {line}") };
            let rewrite =
                rewrite.split_once('|').map(|(verdict, hash)| (verdict.to_owned(), hash.to_owned()));
            let key = (rule.to_owned(), name.to_owned(), line.parse().unwrap(), nth.parse().unwrap());
            (key, Verdict { finding: finding.to_owned(), rewrite })
        });
        Self { head, rows: rows.collect() }
    }

    fn write(&self) {
        let mut text = self.head.clone();
        for ((rule, name, line, nth), verdict) in &self.rows {
            let rewrite =
                verdict.rewrite.as_ref().map_or("-".to_owned(), |(it, hash)| format!("{it}|{hash}"));
            let _ = writeln!(text, "{rule}\t{name}\t{line}\t{nth}\t{}\t{rewrite}", verdict.finding);
        }
        fs::write(Self::path(), text).unwrap();
    }
}

#[derive(Default)]
struct Count {
    looked_at: usize,
    right: usize,
    rewrites: usize,
    rewrites_right: usize,
}

fn counts<'a>(rows: impl Iterator<Item = (&'a Key, &'a Verdict)>) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for ((rule, ..), verdict) in rows {
        let count = counts.entry(rule.clone()).or_default();
        count.looked_at += 1;
        count.right += usize::from(verdict.finding == "right");
        count.rewrites += usize::from(verdict.rewrite.is_some());
        count.rewrites_right += usize::from(verdict.rewrite.as_ref().is_some_and(|(it, _)| it == "right"));
    }
    counts
}

/// The table of the page: what is found today, and what was found before and was false.
fn table(rows: &BTreeMap<Key, Verdict>, now: &BTreeMap<Key, Option<String>>) -> String {
    let shown = counts(rows.iter().filter(|(key, _)| now.contains_key(*key)));
    let mended = counts(rows.iter().filter(|(key, _)| !now.contains_key(*key)));
    let mut text =
        "| rule | right / looked at | rewrites right / offered | false ones that are gone |\n".to_owned();
    text += "| --- | --- | --- | --- |\n";
    let none = Count::default();
    for (rule, count) in &shown {
        let gone = mended.get(rule).unwrap_or(&none).looked_at;
        let gone = if gone == 0 { String::new() } else { gone.to_string() };
        let rewrites = match count.rewrites {
            0 => String::new(),
            offered => format!("{} / {offered}", count.rewrites_right),
        };
        let _ = writeln!(text, "| `{rule}` | {} / {} | {rewrites} | {gone} |", count.right, count.looked_at);
    }
    text
}

const BEGIN: &str = "<!-- made from tests/judged-wording.tsv -->\n";
const END: &str = "<!-- until here -->\n";

fn with_table(page: &str, table: &str) -> String {
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for the table");
    let (_, behind) = rest.split_once(END).expect("the place for the table ends");
    format!("{before}{BEGIN}\n{table}\n{END}{behind}")
}

fn file_name(file: &File) -> String {
    PathBuf::from(&file.path).file_name().unwrap().to_string_lossy().into_owned()
}

fn line_of(file: &File, finding: &Finding) -> usize {
    file.text[..finding.range.start].matches('\n').count() + 1
}

/// What the preferred fix puts in place of what; FNV-1a over the words.
fn rewrite_hash(file: &File, finding: &Finding) -> Option<String> {
    let fix = finding.fixes.iter().find(|fix| fix.preferred)?;
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (range, new_text) in &fix.edits {
        for byte in file.text[range.clone()].bytes().chain([0]).chain(new_text.bytes()).chain([1]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    Some(format!("{hash:016x}"))
}
