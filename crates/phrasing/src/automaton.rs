//! One automaton for all phrases of all families: the cost of a text does not depend on how many there are.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use askhow_document::{PieceKind, Plain, Span};

/// Finds phrases as whole words in any case, whichever apostrophe they are written with.
#[derive(Debug)]
pub(crate) struct Automaton {
    matcher: AhoCorasick,
    /// The longest word of each phrase: emphasis may stand between words.
    filter: AhoCorasick,
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
        let mut words: Vec<&str> = patterns.iter().map(|phrase| longest_word(phrase)).collect();
        words.sort_unstable();
        words.dedup();
        let filter = compile(&words)?;
        let matcher = compile(&patterns)?;
        Some(Self { matcher, filter, groups })
    }

    /// Whether any phrase may stand in a source, whatever dress its words are in.
    pub fn may_match(&self, source: &str) -> bool {
        self.filter.is_match(source)
    }

    /// All phrases in the words of a text as `(group, span)`, in the order of their ends.
    pub fn hits(&self, plain: &Plain) -> Vec<(usize, Span)> {
        let text = plain.text.as_str();
        self.matcher
            .find_overlapping_iter(text)
            .filter(|hit| is_whole(text, hit.start(), hit.end()))
            .filter(|hit| plain.kind_at(hit.start()) == Some(PieceKind::Text))
            .filter_map(|hit| {
                Some((*self.groups.get(hit.pattern().as_usize())?, Span::new(hit.start(), hit.end())))
            })
            .collect()
    }
}

fn compile(patterns: &[impl AsRef<[u8]>]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(patterns)
        .ok()
}

fn longest_word(phrase: &str) -> &str {
    let words = phrase.split(|char: char| char.is_whitespace() || matches!(char, '\'' | '’' | '-'));
    words.max_by_key(|word| word.len()).filter(|word| !word.is_empty()).unwrap_or(phrase)
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
