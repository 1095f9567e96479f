//! One automaton for all phrases of all families: the cost of a text does not depend on how many there are.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use askhow_document::Span;

/// Finds phrases as whole words in any case, whichever apostrophe they are written with.
#[derive(Debug)]
pub(crate) struct Automaton {
    /// Made in a moment.
    first: AhoCorasick,
    /// For each pattern, the group that it belongs to.
    groups: Vec<usize>,
    /// So many bytes were looked through.
    read: AtomicUsize,
    /// What takes longer to make and is faster: `patterns`, once there was much to read.
    fast: OnceLock<Option<AhoCorasick>>,
    patterns: Vec<String>,
}

/// Behind so many bytes the fast automaton is made.
const MUCH: usize = 1 << 20;

impl Automaton {
    /// Phrases with the groups that they belong to. Phrases in lower case.
    pub fn new(phrases: &[(String, usize)]) -> Option<Self> {
        let mut patterns = Vec::with_capacity(phrases.len());
        let mut groups = Vec::with_capacity(phrases.len());
        for (phrase, group) in phrases.iter().filter(|(phrase, _)| !phrase.is_empty()) {
            patterns.push(phrase.clone());
            groups.push(*group);
            if phrase.contains('\'') {
                patterns.push(phrase.replace('\'', "’"));
                groups.push(*group);
            }
        }
        let first = compile(&patterns, AhoCorasickKind::ContiguousNFA)?;
        Some(Self { first, groups, read: AtomicUsize::new(0), fast: OnceLock::new(), patterns })
    }

    /// The automaton for so many bytes more.
    fn matcher(&self, length: usize) -> &AhoCorasick {
        if let Some(fast) = self.fast.get() {
            return fast.as_ref().unwrap_or(&self.first);
        }
        // Of several threads one makes it, and the others go on.
        let before = self.read.fetch_add(length, Ordering::Relaxed);
        if before < MUCH && before + length >= MUCH {
            self.hurry();
        }
        &self.first
    }

    /// Makes the fast automaton, where there are not too many patterns for it.
    pub fn hurry(&self) {
        self.fast.get_or_init(|| {
            let size: usize = self.patterns.iter().map(String::len).sum();
            (size <= MOST_FOR_FAST).then(|| compile(&self.patterns, AhoCorasickKind::DFA)).flatten()
        });
    }

    /// All phrases in a text as `(group, span)`, in the order of their ends.
    pub fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Span)> + 't {
        self.matcher(text.len())
            .find_overlapping_iter(text)
            .filter(|hit| is_whole(text, hit.start(), hit.end()))
            .filter_map(|hit| {
                Some((*self.groups.get(hit.pattern().as_usize())?, Span::new(hit.start(), hit.end())))
            })
    }
}

/// Up to so many bytes of phrases are compiled into the fast automaton, which takes a thousand times as much. More are
/// those of a team, by the thousand.
const MOST_FOR_FAST: usize = 64 << 10;

fn compile(patterns: &[String], kind: AhoCorasickKind) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(kind))
        .build(patterns)
        .ok()
}

/// No letter or digit touches it.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let behind = text.get(end..).and_then(|text| text.chars().next());
    let first = text.get(start..).and_then(|text| text.chars().next());
    let last = text.get(..end).and_then(|text| text.chars().next_back());
    let joined = |one: Option<char>, two: Option<char>| {
        one.is_some_and(char::is_alphanumeric)
            && two.is_some_and(|char| char.is_alphanumeric() || char == '_')
    };
    !joined(first, before) && !joined(last, behind)
}
