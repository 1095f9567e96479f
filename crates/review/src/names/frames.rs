//! Headings that are clauses, read by what each of their words has to be.
//!
//! `What limited the damage`, `How we got here`: a frame (`headings.txt`) says word by word what may stand there, and which
//! section asks so. It has to fit all of the heading, apart from articles and adverbs, and from a place or a time of the
//! incident behind it (`in our response`). A clause that fits frames of two sections equally well names neither for sure.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::grammar::Reading;
use super::headings;
use super::words::Words;
use crate::section::Section;

/// Clauses of more words are told, and name nothing.
const MOST_WORDS: usize = 12;
/// So many words may stand in the gap of a frame.
const MOST_IN_GAP: usize = 3;
/// So many words may say where or when, behind the frame.
const MOST_IN_TAIL: usize = 6;

/// What the clause `from..to` of a heading asks for.
pub(super) fn read(words: &Words, from: usize, to: usize) -> Option<Reading> {
    let tokens: Vec<FrameWord<'_>> =
        (from..to.min(from + MOST_WORDS + 1)).map(|at| FrameWord::of(words.token(at))).collect();
    if tokens.is_empty() || tokens.len() > MOST_WORDS {
        return None;
    }
    let asked = asked(&tokens);
    let readings: Vec<(&[FrameWord<'_>], FrameBits)> = [Some(&tokens), asked.as_ref()]
        .into_iter()
        .flatten()
        .map(|it| (it.as_slice(), FrameBits::of(it)))
        .collect();
    let fits = FRAMES.iter().filter_map(|frame| {
        let may_fit = readings.iter().filter(|(_, seen)| frame.may_fit(*seen));
        Some((may_fit.filter_map(|(tokens, _)| fit(&frame.steps, tokens)).min()?, frame.section))
    });
    let mut best: Option<(usize, Section)> = None;
    let mut is_sure = false;
    for (cost, section) in fits {
        match best {
            Some((least, _)) if cost > least => {}
            Some((least, other)) if cost == least => is_sure &= other == section,
            _ => (best, is_sure) = (Some((cost, section)), true),
        }
    }
    best.map(|(_, section)| Reading { section, is_sure, words: (from, to) })
}

/// A word with all classes that it belongs to.
#[derive(Clone, Copy)]
struct FrameWord<'w> {
    word: &'w str,
    classes: FrameClasses,
}

impl<'w> FrameWord<'w> {
    fn of(word: &'w str) -> Self {
        Self { word, classes: CLASSES.words.get(word).copied().unwrap_or_default() }
    }

    fn is_in(&self, class: FrameClasses) -> bool {
        self.classes & class != 0
    }
}

/// `Things that went well`, `Conditions that let it happen`, `Stuff we missed` ask as `What went well`, `What let it
/// happen` and `What we missed` do.
fn asked<'w>(tokens: &[FrameWord<'w>]) -> Option<Vec<FrameWord<'w>>> {
    let named = tokens.iter().take_while(|word| word.is_in(CLASSES.skip)).count();
    let [first, second, rest @ ..] = tokens.get(named..)? else { return None };
    let what = FrameWord::of("what");
    if second.is_in(class("which")) {
        return Some([&[what], rest].concat());
    }
    let is_ours = first.is_in(class("stuff")) && (second.is_in(class("us")) || second.word == "to");
    is_ours.then(|| [&[what, *second], rest].concat())
}

/// How many words stand outside of what the steps ask for, where they fit at all.
fn fit(steps: &[Step], tokens: &[FrameWord<'_>]) -> Option<usize> {
    let Some((step, later)) = steps.split_first() else { return tail(tokens) };
    let skipped = tokens.split_first().filter(|(word, _)| word.is_in(CLASSES.skip));
    let past = skipped.and_then(|(_, rest)| fit(steps, rest));
    let here = match step {
        Step::Gap => {
            let most = tokens.len().min(MOST_IN_GAP);
            (0..=most).filter_map(|n| Some(n + fit(later, tokens.get(n..)?)?)).min()
        }
        Step::One { words, classes, may_be_out } => {
            let is_wanted = |token: &FrameWord<'_>| token.is_in(*classes) || words.contains(&token.word);
            let taken = tokens.split_first().filter(|(word, _)| is_wanted(word));
            let with = taken.and_then(|(_, rest)| fit(later, rest));
            let without = if *may_be_out { fit(later, tokens) } else { None };
            with.into_iter().chain(without).min()
        }
    };
    here.into_iter().chain(past).min()
}

/// A place or a time of the incident (`during the outage`), or nothing.
fn tail(tokens: &[FrameWord<'_>]) -> Option<usize> {
    let Some((first, rest)) = tokens.split_first() else { return Some(0) };
    let begins = first.is_in(class("tailed") | class("setting"));
    let is_known = |word: &FrameWord<'_>| word.is_in(CLASSES.tail) || is_number(word.word);
    (begins && tokens.len() <= MOST_IN_TAIL && rest.iter().all(is_known)).then_some(tokens.len())
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

struct Frame {
    section: Section,
    steps: Vec<Step>,
    /// What has to stand somewhere in what it fits, step by step.
    asks: Vec<FrameBits>,
}

impl Frame {
    /// Whether for each step a word may be there: never wrongly `false`, and nearly always `false`.
    fn may_fit(&self, seen: FrameBits) -> bool {
        self.asks.iter().all(|asked| asked.classes & seen.classes != 0 || asked.words & seen.words != 0)
    }
}

/// Words and classes as bits; two words may share a bit.
#[derive(Clone, Copy, Default)]
struct FrameBits {
    words: u64,
    classes: FrameClasses,
}

impl FrameBits {
    fn of(tokens: &[FrameWord<'_>]) -> Self {
        let words = tokens.iter().fold(0, |all, token| all | bit(token.word));
        Self { words, classes: tokens.iter().fold(0, |all, token| all | token.classes) }
    }
}

/// The bit of a word.
fn bit(word: &str) -> u64 {
    1 << (word.bytes().fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 64)
}

enum Step {
    /// One of these words, or one of these classes.
    One { words: Vec<&'static str>, classes: FrameClasses, may_be_out: bool },
    /// A few words of any kind.
    Gap,
}

/// Classes of words, a bit each.
type FrameClasses = u64;

/// Which classes there are, and which words belong to which.
#[derive(Default)]
struct FrameWords {
    names: Vec<&'static str>,
    words: FxHashMap<&'static str, FrameClasses>,
    /// What may stand anywhere.
    skip: FrameClasses,
    /// What may stand in the tail: that, the incident and those in it, and places.
    tail: FrameClasses,
}

/// `<us>` asks for a word of the class `us`.
fn class_of(word: &str) -> Option<&str> {
    word.strip_prefix('<')?.strip_suffix('>')
}

/// The bit of a class; none where there is no such class.
fn class(name: &str) -> FrameClasses {
    CLASSES.of(name)
}

impl FrameWords {
    fn of(&self, name: &str) -> FrameClasses {
        self.names.iter().position(|it| *it == name).map_or(0, |index| 1 << index)
    }
}

impl Step {
    fn read(text: &'static str) -> Self {
        if text == "*" {
            return Self::Gap;
        }
        let (words, may_be_out) = text.strip_suffix('?').map_or((text, false), |words| (words, true));
        let classes = words.split('|').filter_map(class_of).map(class).fold(0, |all, class| all | class);
        let words = words.split('|').filter(|word| class_of(word).is_none()).collect();
        Self::One { words, classes, may_be_out }
    }
}

static CLASSES: LazyLock<FrameWords> = LazyLock::new(|| {
    let mut table = FrameWords::default();
    for line in headings().filter(|line| line.heading == "words") {
        if !table.names.contains(&line.mark) {
            table.names.push(line.mark);
        }
        let class = table.of(line.mark);
        line.value.split_whitespace().for_each(|word| *table.words.entry(word).or_default() |= class);
    }
    let of_incident = table.of("us") | table.of("users") | table.of("it");
    let places = table.of("setting") | table.of("handling") | table.of("things");
    table.skip = table.of("skip");
    table.tail = table.skip | of_incident | places;
    table
});

static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let lines = headings().filter(|line| line.mark == "frame");
    let frame = |line: crate::catalogue::Line| {
        let steps: Vec<Step> = line.value.split_whitespace().map(Step::read).collect();
        let asks = steps.iter().filter_map(|step| match step {
            Step::One { words, classes, may_be_out: false } => Some(FrameBits {
                words: words.iter().fold(0, |all, word| all | bit(word)),
                classes: *classes,
            }),
            Step::One { .. } | Step::Gap => None,
        });
        Some(Frame { section: Section::from_name(line.heading)?, asks: asks.collect(), steps })
    };
    lines.filter_map(frame).collect()
});

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_class_that_a_frame_names_is_there_and_every_class_is_asked_for() {
        let mut asked: HashSet<&str> = HashSet::from(["skip", "tailed", "setting", "stuff", "which"]);
        let frames = headings().filter(|line| line.mark == "frame");
        let words = frames.flat_map(|line| line.value.split([' ', '|', '?']));
        asked.extend(words.filter_map(class_of));
        let known: HashSet<&str> = CLASSES.names.iter().copied().collect();
        assert!(known.len() <= 64);
        assert_eq!(asked, known);
    }

    #[test]
    fn a_frame_has_to_fit_all_of_the_clause() {
        let section = |heading: &str| {
            let words = Words::read(heading);
            read(&words, 0, words.n_words()).filter(|it| it.is_sure).map(|it| it.section)
        };
        assert_eq!(section("What limited the damage"), Some(Section::Mitigators));
        assert_eq!(section("What limited the damage in our response"), Some(Section::Mitigators));
        assert_eq!(section("What limited the damage report to ten lines"), None);
        assert_eq!(section("How the proxy got here from the old rack"), None);
    }
}
