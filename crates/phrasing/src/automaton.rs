//! One automaton for all phrases of all families: the cost of a text does not depend on how many there are.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use askhow_document::Span;

/// Finds phrases as whole words in any case, whichever apostrophe they are written with.
#[derive(Debug)]
pub(crate) struct Automaton {
    matcher: AhoCorasick,
    /// For each pattern, the group that it belongs to.
    groups: Vec<usize>,
}

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
        let matcher = compile(&patterns)?;
        Some(Self { matcher, groups })
    }

    /// All phrases in a text as `(group, span)`, in the order of their ends.
    pub fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Span)> + 't {
        self.matcher
            .find_overlapping_iter(text)
            .filter(|hit| is_whole(text, hit.start(), hit.end()))
            .filter_map(|hit| {
                Some((*self.groups.get(hit.pattern().as_usize())?, Span::new(hit.start(), hit.end())))
            })
    }
}

/// Up to so many bytes of phrases are compiled into the fastest automaton, which takes a thousand times as much. More are
/// those of a team, by the thousand, and take a smaller one.
const MOST_FOR_DFA: usize = 64 << 10;

fn compile(patterns: &[impl AsRef<[u8]>]) -> Option<AhoCorasick> {
    let size: usize = patterns.iter().map(|pattern| pattern.as_ref().len()).sum();
    let kind = match size <= MOST_FOR_DFA {
        true => AhoCorasickKind::DFA,
        false => AhoCorasickKind::ContiguousNFA,
    };
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
