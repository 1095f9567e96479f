//! Headings that are clauses, read by what each of their words has to be.
//!
//! `What limited the damage`, `How we got here`: a frame (`headings.txt`) says word by word what may stand there, and which
//! section asks so. It has to fit all of the heading, apart from articles and adverbs, and from a place or a time of the
//! incident behind it (`in our response`). A clause that fits frames of two sections equally well names neither for sure.

use std::collections::{HashMap, HashSet};
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
    let tokens: Vec<&str> = (from..to.min(from + MOST_WORDS + 1)).map(|at| words.token(at)).collect();
    if tokens.is_empty() || tokens.len() > MOST_WORDS {
        return None;
    }
    let asked = asked(&tokens);
    let fits = FRAMES.iter().filter_map(|frame| {
        let as_asked = asked.as_ref().and_then(|tokens| fit(&frame.steps, tokens));
        Some((fit(&frame.steps, &tokens).into_iter().chain(as_asked).min()?, frame.section))
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

/// `Things that went well`, `Conditions that let it happen`, `Stuff we missed` ask as `What went well`, `What let it
/// happen` and `What we missed` do.
fn asked<'w>(tokens: &[&'w str]) -> Option<Vec<&'w str>> {
    let named = tokens.iter().take_while(|word| is_in("skip", word)).count();
    let [first, second, rest @ ..] = tokens.get(named..)? else { return None };
    if is_in("which", second) {
        return Some([&["what"], rest].concat());
    }
    let is_ours = is_in("stuff", first) && (is_in("us", second) || *second == "to");
    is_ours.then(|| [&["what", *second], rest].concat())
}

/// How many words stand outside of what the steps ask for, where they fit at all.
fn fit(steps: &[Step], tokens: &[&str]) -> Option<usize> {
    let Some((step, later)) = steps.split_first() else { return tail(tokens) };
    let skipped = tokens.split_first().filter(|(word, _)| is_in("skip", word));
    let past = skipped.and_then(|(_, rest)| fit(steps, rest));
    let here = match step {
        Step::Gap => {
            let most = tokens.len().min(MOST_IN_GAP);
            (0..=most).filter_map(|n| Some(n + fit(later, tokens.get(n..)?)?)).min()
        }
        Step::One { words, may_be_out } => {
            let taken = tokens.split_first().filter(|(word, _)| words.iter().any(|it| it.is(word)));
            let with = taken.and_then(|(_, rest)| fit(later, rest));
            let without = if *may_be_out { fit(later, tokens) } else { None };
            with.into_iter().chain(without).min()
        }
    };
    here.into_iter().chain(past).min()
}

/// A place or a time of the incident (`during the outage`), or nothing.
fn tail(tokens: &[&str]) -> Option<usize> {
    let Some((first, rest)) = tokens.split_first() else { return Some(0) };
    let begins = is_in("tailed", first) || is_in("setting", first);
    let is_of_incident = |word: &str| is_in("us", word) || is_in("users", word) || is_in("it", word);
    let is_place = |word: &str| is_in("setting", word) || is_in("handling", word) || is_in("things", word);
    let is_known =
        |word: &&str| is_in("skip", word) || is_of_incident(word) || is_place(word) || is_number(word);
    (begins && tokens.len() <= MOST_IN_TAIL && rest.iter().all(is_known)).then_some(tokens.len())
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

struct Frame {
    section: Section,
    steps: Vec<Step>,
}

enum Step {
    /// One of these words.
    One { words: Vec<Wanted>, may_be_out: bool },
    /// A few words of any kind.
    Gap,
}

enum Wanted {
    Word(&'static str),
    Class(&'static HashSet<&'static str>),
}

impl Wanted {
    fn is(&self, word: &str) -> bool {
        match self {
            Self::Word(wanted) => *wanted == word,
            Self::Class(words) => words.contains(word),
        }
    }
}

/// `<us>` asks for a word of the class `us`.
fn class_of(word: &str) -> Option<&str> {
    word.strip_prefix('<')?.strip_suffix('>')
}

fn is_in(class: &str, word: &str) -> bool {
    CLASSES.get(class).is_some_and(|words| words.contains(word))
}

impl Step {
    fn read(text: &'static str) -> Self {
        if text == "*" {
            return Self::Gap;
        }
        let (words, may_be_out) = text.strip_suffix('?').map_or((text, false), |words| (words, true));
        let wanted = |word: &'static str| match class_of(word) {
            Some(class) => CLASSES.get(class).map(Wanted::Class),
            None => Some(Wanted::Word(word)),
        };
        Self::One { words: words.split('|').filter_map(wanted).collect(), may_be_out }
    }
}

static CLASSES: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut classes: HashMap<&'static str, HashSet<&'static str>> = HashMap::new();
    for line in headings().filter(|line| line.heading == "words") {
        classes.entry(line.mark).or_default().extend(line.value.split_whitespace());
    }
    classes
});

static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let lines = headings().filter(|line| line.mark == "frame");
    let frame = |line: crate::catalogue::Line| {
        let steps = line.value.split_whitespace().map(Step::read).collect();
        Some(Frame { section: Section::from_name(line.heading)?, steps })
    };
    lines.filter_map(frame).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_that_a_frame_names_is_there_and_every_class_is_asked_for() {
        let mut asked: HashSet<&str> = HashSet::from(["skip", "tailed", "setting", "stuff", "which"]);
        let frames = headings().filter(|line| line.mark == "frame");
        let words = frames.flat_map(|line| line.value.split([' ', '|', '?']));
        asked.extend(words.filter_map(class_of));
        let known: HashSet<&str> = CLASSES.keys().copied().collect();
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
