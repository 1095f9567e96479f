//! One finder for all phrases of all families: the cost of a text does not depend on how many there are.
//!
//! A phrase is looked up by its first word, so nothing has to be compiled: thousands of phrases are put into a table in
//! less time than an automaton takes for a hundred.

use std::borrow::Cow;

use askhow_document::Span;

/// Words are told apart by so many of their first bytes.
const KEY: usize = 8;

/// One bit for each of so many hashes says whether a phrase begins so.
const BITS: usize = 1 << 14;

/// Finds phrases as whole words in any case, whichever apostrophe they are written with.
#[derive(Debug)]
pub(crate) struct Finder {
    /// Those that begin with a letter or digit, by the key of their first word.
    phrases: Vec<SoughtPhrase>,
    /// Whether a phrase begins with a word of this hash.
    bits: Vec<u64>,
    /// By hash: where in `phrases` those of that hash begin.
    buckets: Vec<u32>,
    /// Those that begin with something else, and the bytes that they begin with.
    others: Vec<SoughtPhrase>,
    other_firsts: Vec<u8>,
}

#[derive(Debug)]
struct SoughtPhrase {
    key: u64,
    text: Cow<'static, str>,
    /// The group that it belongs to.
    group: usize,
}

/// How many buckets phrases are kept in.
const BUCKETS: usize = 1 << 10;

impl Finder {
    /// Phrases with the groups that they belong to. Phrases in lower case.
    pub fn new(phrases: impl Iterator<Item = (Cow<'static, str>, usize)>) -> Self {
        let phrases = phrases.filter(|(text, _)| !text.is_empty());
        let phrases =
            phrases.map(|(text, group)| SoughtPhrase { key: key_at(text.as_bytes(), 0).0, text, group });
        let (mut phrases, others): (Vec<SoughtPhrase>, Vec<SoughtPhrase>) =
            phrases.partition(|phrase| phrase.key != 0);
        phrases.sort_by_key(|phrase| bucket(phrase.key));
        let mut bits = vec![0; BITS / 64];
        let mut buckets = vec![0; BUCKETS + 1];
        for phrase in &phrases {
            let bit = hash(phrase.key) % BITS;
            bits.get_mut(bit / 64).into_iter().for_each(|bits| *bits |= 1_u64 << (bit % 64));
            buckets.get_mut(bucket(phrase.key) + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut before = 0;
        for count in &mut buckets {
            before += *count;
            *count = before;
        }
        let other_firsts = others.iter().filter_map(|phrase| phrase.text.bytes().next()).collect();
        Self { phrases, bits, buckets, others, other_firsts }
    }

    /// All phrases in a text as `(group, span)`, in the order of their starts.
    pub fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Span)> + 't {
        let bytes = text.as_bytes();
        let mut at = 0;
        let words = std::iter::from_fn(move || {
            while let Some(byte) = bytes.get(at) {
                if !byte.is_ascii_alphanumeric() {
                    let start = at;
                    at += 1;
                    if !self.other_firsts.is_empty() && self.other_firsts.contains(&byte.to_ascii_lowercase())
                    {
                        return Some((start, self.others.as_slice(), 0));
                    }
                    continue;
                }
                let start = at;
                let (key, end) = key_at(bytes, at);
                at = end;
                let bit = hash(key) % BITS;
                if self.bits.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1) {
                    return Some((start, self.in_bucket(bucket(key)), key));
                }
            }
            None
        });
        words.flat_map(move |(start, phrases, key)| {
            let alike = phrases.iter().filter(move |phrase| phrase.key == key);
            alike.filter_map(move |phrase| {
                let end = start + length_at(bytes.get(start..)?, phrase.text.as_bytes())?;
                is_whole(text, start, end).then_some((phrase.group, Span::new(start, end)))
            })
        })
    }

    fn in_bucket(&self, bucket: usize) -> &[SoughtPhrase] {
        let start = self.buckets.get(bucket).copied().unwrap_or_default() as usize;
        let end = self.buckets.get(bucket + 1).copied().unwrap_or_default() as usize;
        self.phrases.get(start..end).unwrap_or_default()
    }
}

/// The key of the word at a place, of ASCII letters and digits in any case, and where that ends; 0 for none.
fn key_at(text: &[u8], at: usize) -> (u64, usize) {
    let mut key = 0;
    let mut length = 0;
    for byte in text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphanumeric()) {
        if length < KEY {
            key = key << 8 | u64::from(byte | 0x20);
        }
        length += 1;
    }
    (key, at + length)
}

fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

fn bucket(key: u64) -> usize {
    hash(key) / BITS % BUCKETS
}

/// How many bytes of a text are this phrase, if it begins with it: in any case of ASCII letters, with a straight
/// apostrophe or a curly one.
fn length_at(text: &[u8], phrase: &[u8]) -> Option<usize> {
    const CURLY: &[u8] = "’".as_bytes();
    let mut at = 0;
    for byte in phrase {
        let rest = text.get(at..)?;
        at += match rest.first()? {
            first if first.eq_ignore_ascii_case(byte) => 1,
            _ if *byte == b'\'' && rest.starts_with(CURLY) => CURLY.len(),
            _ => return None,
        };
    }
    Some(at)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every phrase at every place: the slow way.
    fn all(phrases: &[&str], text: &str) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            for (group, phrase) in phrases.iter().enumerate() {
                let length = length_at(text.as_bytes().get(start..).unwrap(), phrase.as_bytes());
                if let Some(end) = length.map(|length| start + length)
                    && is_whole(text, start, end)
                {
                    found.push((group, Span::new(start, end)));
                }
            }
        }
        found
    }

    #[track_caller]
    fn check(phrases: &[&'static str], text: &str) {
        let finder =
            Finder::new(phrases.iter().enumerate().map(|(group, text)| (Cow::Borrowed(*text), group)));
        let mut found: Vec<_> = finder.hits(text).collect();
        let mut expected = all(phrases, text);
        let order = |hit: &(usize, Span)| (hit.1.start, hit.1.end, hit.0);
        found.sort_by_key(order);
        expected.sort_by_key(order);
        assert_eq!(found, expected, "{text}");
    }

    const PHRASES: &[&str] = &[
        "why",
        "why's",
        "5 whys",
        "5-whys",
        "had",
        "had we",
        "configuration",
        "configurations of",
        "na",
        "naïve",
        "élan",
        "#fail",
        "(?)",
        "à la",
        "we'd",
        "x",
    ];

    #[test]
    fn phrases_are_whole_words_in_any_case_with_any_apostrophe() {
        check(PHRASES, "Why? WHY’s it: why's. whys 5 Whys, 5-whys 15 whys why_not not_why");
        check(
            PHRASES,
            "Had we had a configuration, configurations of naïve na. Élan élan #FAIL (?) À la à la",
        );
        check(PHRASES, "we’d we'd wed x_ _x x.x éx xé x");
        check(&[], "why");
        check(PHRASES, "");
        assert_eq!(all(PHRASES, "WHY’s why_").len(), 2);
    }

    proptest! {
        #[test]
        fn nothing_is_missed(words in prop::collection::vec(0..PHRASES.len() + 8, 0..24)) {
            const BETWEEN: &[&str] = &[" ", "'", "’", "_", "é", "-", "(", "5"];
            let text: String = words.iter().map(|word| {
                PHRASES.get(*word).copied().unwrap_or_else(|| BETWEEN[word - PHRASES.len()])
            }).collect();
            check(PHRASES, &text);
            check(PHRASES, &text.to_uppercase());
        }
    }
}
