//! Findings that are known already: a file of them is written once, and from then on only new ones are shown.
//! What is known is a rule and the text of its line, so findings may move without becoming new. The file
//! holds hashes and none of the text.

use std::collections::BTreeMap;
use std::path::Path;

use askhow_document::{Finding, Text, stable_hash};
use askhow_files::Unread;
use serde::{Deserialize, Serialize};

use crate::rewrite::write;
use crate::trouble::{Trouble, shown};

/// No baseline is larger, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// How many findings of a rule are known on lines of the same text, by file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<KnownKey, usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct KnownKey {
    path: String,
    rule: String,
    line: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownFileJson {
    version: u32,
    findings: Vec<KnownJson>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownJson {
    path: String,
    rule: String,
    line: String,
    count: usize,
}

impl Baseline {
    /// Reads the file; `None` where there is none yet.
    ///
    /// # Errors
    /// Where it can't be read or is no such file.
    pub fn read(path: &Path) -> Result<Option<Self>, Trouble> {
        let bytes = match askhow_files::read(path, LARGEST) {
            Ok(bytes) => bytes,
            Err(Unread::Missing) => return Ok(None),
            Err(unread) => return Err(Trouble::of(shown(path), unread.to_string())),
        };
        let file: KnownFileJson = serde_json::from_slice(&bytes).map_err(|error| {
            let place = (error.line().max(1), error.column().max(1));
            Trouble::at(shown(path), place, "no baseline: delete it, and the next check writes a new one")
        })?;
        if file.version != 1 {
            let message = format!("a baseline of version {}, this askhow knows version 1", file.version);
            return Err(Trouble::of(shown(path), message));
        }
        let entries = file.findings.into_iter();
        let known =
            entries.map(|it| (KnownKey { path: it.path, rule: it.rule, line: it.line }, it.count)).collect();
        Ok(Some(Self { known }))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(&self, path: &Path) -> Result<(), Trouble> {
        let findings = self.known.iter().map(|(key, count)| KnownJson {
            path: key.path.clone(),
            rule: key.rule.clone(),
            line: key.line.clone(),
            count: *count,
        });
        let file = KnownFileJson { version: 1, findings: findings.collect() };
        let mut text = serde_json::to_string_pretty(&file).expect("strings and numbers are always JSON");
        text.push('\n');
        write::create(path, text.as_bytes()).map_err(|error| Trouble::unwritten(shown(path), &error))
    }

    /// Takes findings for known.
    pub fn add<'a>(&mut self, path: &str, text: &Text, findings: impl IntoIterator<Item = &'a Finding>) {
        for finding in findings {
            *self.known.entry(key(path, text, finding)).or_default() += 1;
        }
    }

    /// Adds what another one knows.
    pub fn join(&mut self, other: Self) {
        for (key, count) in other.known {
            *self.known.entry(key).or_default() += count;
        }
    }

    /// Leaves the findings of a file that are not known. Where a line that is known once is there twice, one
    /// of the two is new.
    pub fn retain_new(&self, path: &str, text: &Text, findings: &mut Vec<Finding>) {
        let mut seen: BTreeMap<KnownKey, usize> = BTreeMap::new();
        findings.retain(|finding| {
            let key = key(path, text, finding);
            let known = self.known.get(&key).copied().unwrap_or_default();
            let seen = seen.entry(key).or_default();
            *seen += 1;
            *seen > known
        });
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }
}

/// What tells each finding of a file from all others, and stays where lines around it come and go: 16 hexadecimal
/// digits each. Findings of one rule on lines of the same text are told apart by their order.
pub fn fingerprints(path: &str, text: &Text, findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<KnownKey, usize> = BTreeMap::new();
    let of_one = |finding: &Finding| {
        let key = key(path, text, finding);
        let nth = seen.entry(key.clone()).or_default();
        *nth += 1;
        let parts = [key.path, key.rule, key.line, nth.to_string()];
        format!("{:016x}", stable_hash(parts.iter().map(String::as_str)))
    };
    findings.iter().map(of_one).collect()
}

fn key(path: &str, text: &Text, finding: &Finding) -> KnownKey {
    let line = text.slice(text.line_span(text.line_of(finding.span.start)));
    KnownKey {
        path: path.strip_prefix("./").unwrap_or(path).to_owned(),
        rule: finding.rule.id.to_owned(),
        line: format!("{:016x}", stable_hash(line.split_whitespace())),
    }
}

#[cfg(test)]
mod tests {
    use askhow_document::Span;

    use super::*;
    use crate::check::tests::RULE;

    fn findings(text: &str) -> Vec<Finding> {
        text.match_indices("why").map(|(at, _)| Finding::new(&RULE, Span::new(at, at + 3), "")).collect()
    }

    fn new_ones(before: &str, after: &str) -> usize {
        let mut baseline = Baseline::default();
        baseline.add("./a.md", &Text::new(before), &findings(before));
        let mut found = findings(after);
        baseline.retain_new("a.md", &Text::new(after), &mut found);
        found.len()
    }

    #[test]
    fn what_moved_is_known_and_what_came_is_new() {
        assert_eq!(new_ones("a why\nb\n", "x\n\nb\n  a  why\r\n"), 0);
        assert_eq!(new_ones("a why\n", "a why\n\na why\n"), 1);
        assert_eq!(new_ones("a why\n", "b why\n"), 1);
        assert_eq!(new_ones("why why\n", "why why\n"), 0);
    }

    #[test]
    fn each_finding_has_a_fingerprint_that_moves_along_with_it() {
        let of = |path: &str, text: &str| fingerprints(path, &Text::new(text), &findings(text));
        let all = of("a.md", "a why\n\na why\nwhy why\n");
        let [one, two, three, _] = <[String; 4]>::try_from(all).unwrap();
        assert_eq!(of("./a.md", "x\n  a  why\na why\n"), [one.clone(), two.clone()]);
        assert!(one != two && two != three && one != three);
        assert_ne!(of("b.md", "a why\n"), [one]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline.json");
        assert_eq!(Baseline::read(&path), Ok(None));
        let mut baseline = Baseline::default();
        baseline.add("a.md", &Text::new("why\n"), &findings("why\n"));
        baseline.write(&path).unwrap();
        assert!(!std::fs::read_to_string(&path).unwrap().contains("why"));
        assert_eq!(Baseline::read(&path), Ok(Some(baseline)));
        std::fs::write(&path, "{\n\"a\": 1}").unwrap();
        let trouble = Baseline::read(&path).unwrap_err();
        assert_eq!(trouble.place.map(|(line, _)| line), Some(2));
    }
}
