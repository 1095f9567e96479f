//! Headings that no table holds, read by their head noun and what stands around it.
//!
//! `Immediate safeguards implemented by the vendor` is about safeguards: the noun says which section, the words before
//! it and behind it say how surely. The words are data (`headings.txt`); here is only how they go together. What a table of names knows is not asked here again.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::fit::is_the_incident;
use super::words::Words;
use super::{MOST_WORDS, frames, headings};
use crate::section::Section;

/// Noun phrases with more words than this tell a story.
const MOST_NOUNS: usize = 5;

/// What a heading is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) section: Section,
    /// Whether it names the section; otherwise it may be that one, as it may be another.
    pub(super) is_sure: bool,
    /// The first word of the name and the one behind its last.
    pub(super) words: (usize, usize),
}

/// Reads the words `from..to` of a heading.
pub(super) fn read(words: &Words, from: usize, to: usize) -> Option<Reading> {
    let by_frame = frames::read(words, from, to);
    if by_frame.is_some_and(|reading| reading.is_sure) {
        return by_frame;
    }
    let is_clause = from < to && is(words.word(from), Kind::Asks);
    let by_words = if is_clause { clause(words, from, to) } else { phrase(words, from, to) };
    by_words.or(by_frame)
}

/// A noun with its adjectives and its complement: `Key evidence`, `Fixes landed that day`.
fn phrase(words: &Words, from: usize, to: usize) -> Option<Reading> {
    let (tokens, n_rest) = tokens(words, from, to);
    let n = tokens.iter().position(|token| token.is(Kind::Complement) || token.is(Kind::Done));
    // A participle in front of a noun is an adjective: `Completed actions`, `Planned fixes`.
    let n = match n {
        Some(0) => tokens.iter().skip(1).position(|token| token.is(Kind::Complement)).map(|n| n + 1),
        n => n,
    };
    let (before, behind) = tokens.split_at_checked(n.unwrap_or(tokens.len()))?;
    let (head, modifiers) = before.split_last()?;
    if before.len() > MOST_NOUNS || n_rest > 0 || behind.len() > MOST_WORDS {
        return None;
    }
    // `Analysis of causes` is about causes.
    if head.is(Kind::About) && behind.first().is_some_and(|token| token.word == "of") {
        let start = behind.get(1)?.from;
        return modifiers.iter().all(Token::is_plain).then(|| phrase(words, start, to)).flatten();
    }
    let Noun { section, weight } = match noun(head) {
        Some(noun) => noun,
        None => by_kind(head, modifiers)?,
    };
    if behind.iter().any(|token| token.is(Kind::Earlier)) {
        return None;
    }
    let of_section = |token: &Token| noun(token).is_some_and(|noun| noun.section == section);
    let is_known = |token: &Token| {
        token.is_plain()
            || of_section(token)
            || ADJECTIVES.get(token.word) == Some(&section)
            || weight == Weight::Wide && is_adjective(token.word)
            || token.is(Kind::Planned) && section == Section::FollowUp
            || token.is(Kind::Left)
                && matches!(section, Section::FollowUp | Section::Risks | Section::OpenQuestions)
            || token.is(Kind::Related) && section == Section::References
    };
    let says_section = |token: &Token| is_known(token) && !token.is_plain();
    let is_topic = complement_is_topic(behind);
    let is_done = section == Section::FollowUp && behind.iter().any(|token| token.is(Kind::Done));
    // `Origin of the incident`, `Sequence of the outage`
    let is_origin = section != Section::FollowUp
        && behind.first().is_some_and(|token| token.word == "of")
        && behind.iter().any(|token| is_the_incident(token.word));
    let is_sure = !is_topic
        && modifiers.iter().all(is_known)
        && (weight != Weight::Perhaps || is_done || is_origin || modifiers.iter().any(says_section));
    Some(Reading { section, is_sure, words: (tokens.first()?.from, head.to) })
}

/// `Evidence of tampering`, `Links for customers` are about something else; `Origin of the incident` is not.
fn complement_is_topic(behind: &[Token<'_>]) -> bool {
    let Some((first, rest)) = behind.split_first() else { return false };
    let all_of = rest.iter().all(|token| {
        token.is_plain() || is_the_incident(token.word) || token.is(Kind::Later) || token.is(Kind::Done)
    });
    matches!(first.word, "of" | "for" | "to") && !all_of
}

/// A question that is none of the names: what people will do, or did so that it does not happen again.
fn clause(words: &Words, from: usize, to: usize) -> Option<Reading> {
    let (tokens, n_rest) = tokens(words, from, to);
    let any = |kind| tokens.iter().any(|token| token.is(kind));
    let has = |word: &str| tokens.iter().any(|token| token.word == word);
    // What people had, or would have had to do, is looking back.
    if n_rest > 0 || tokens.len() > MOST_WORDS + 2 || any(Kind::Earlier) || any(Kind::LookingBack) {
        return None;
    }
    let by_us = any(Kind::Us);
    let reading = |section, is_sure| Some(Reading { section, is_sure, words: (from, to) });
    if any(Kind::FindingOut) {
        return match any(Kind::Left) {
            true => reading(Section::OpenQuestions, true),
            false => None,
        };
    }
    let first = tokens.first()?.word;
    let prevents = any(Kind::Prevents) && (any(Kind::Later) || by_us || has("this") || has("it"));
    if prevents && matches!(first, "how" | "what") {
        return reading(Section::FollowUp, true);
    }
    // `What changed as a result`
    if first == "what" && any(Kind::HaveDone) && tokens.last().is_some_and(|last| last.is(Kind::Outcome)) {
        return reading(Section::FollowUp, true);
    }
    if !by_us || !matches!(first, "what" | "how") {
        return None;
    }
    match (any(Kind::WillDo), any(Kind::HaveDone)) {
        (true, _) => reading(Section::FollowUp, first == "what" || any(Kind::Later)),
        (false, true) => reading(Section::FollowUp, true),
        (false, false) => None,
    }
}

/// One word, or two that are one (`follow up`).
struct Token<'w> {
    word: &'w str,
    from: usize,
    to: usize,
}

impl Token<'_> {
    fn is(&self, kind: Kind) -> bool {
        is(self.word, kind)
    }

    fn is_plain(&self) -> bool {
        self.is(Kind::Plain)
    }
}

/// The words with those that are one joined, and how many more there are than can be read.
fn tokens(words: &Words, from: usize, to: usize) -> (Vec<Token<'_>>, usize) {
    let mut tokens = Vec::new();
    let mut at = from;
    let most = from + 2 * MOST_WORDS;
    while at < to.min(most) {
        let pair = words.between(at, (at + 2).min(to)).and_then(|pair| TWO.get(pair));
        let one = words.token(at);
        let (word, n) = pair.map_or((one, 1), |word| (*word, 2));
        tokens.push(Token { word, from: at, to: at + n });
        at += n;
    }
    (tokens, to.saturating_sub(most))
}

/// What a word does in a heading, by the mark of its line in `headings.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// Says nothing about what it is: `key`, `our`, `immediate`.
    Plain,
    /// Speaks of work to be done: `planned`, `preventive`.
    Planned,
    /// Speaks of what is left: `remaining`.
    Left,
    /// Speaks of other texts: `related`.
    Related,
    /// Begins what is said about the noun before it: `of`, `that`, `in`.
    Complement,
    /// Says that it was done, or will be: `made`, `landed`, `needed`.
    Done,
    /// Speaks of the time before the incident was over: what was changed then is no follow-up.
    Earlier,
    /// Speaks of the time to come: `again`, `next`.
    Later,
    /// Is about what follows *of*: `analysis`, `list`.
    About,
    /// Begins a question.
    Asks,
    /// Who tells it: `we`, `we'll`.
    Us,
    /// `will`, `plan`.
    WillDo,
    /// `changed`, `fixed`.
    HaveDone,
    /// `result`, of `as a result`: it came of the incident.
    Outcome,
    /// `should have`, `could`.
    LookingBack,
    /// `know`, `find`.
    FindingOut,
    /// `prevent`, `avoid`.
    Prevents,
    /// May be anything: `points`, `moments`.
    Thing,
    /// How adjectives end.
    Adjective,
}

impl Kind {
    fn of_mark(mark: &str) -> Option<Self> {
        Some(match mark {
            "plain" => Self::Plain,
            "planned" => Self::Planned,
            "left" => Self::Left,
            "related" => Self::Related,
            "complement" => Self::Complement,
            "done" => Self::Done,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            "about" => Self::About,
            "asks" => Self::Asks,
            "us" => Self::Us,
            "willdo" => Self::WillDo,
            "havedone" => Self::HaveDone,
            "outcome" => Self::Outcome,
            "lookingback" => Self::LookingBack,
            "findingout" => Self::FindingOut,
            "prevents" => Self::Prevents,
            "thing" => Self::Thing,
            "adjective" => Self::Adjective,
            _ => return None,
        })
    }
}

fn is(word: &str, kind: Kind) -> bool {
    KINDS.get(word).is_some_and(|kinds| kinds.contains(&kind))
}

/// A noun that says which section a heading is.
#[derive(Clone, Copy, Debug)]
struct Noun {
    section: Section,
    weight: Weight,
}

/// How surely a noun says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// With an adjective or a complement that says it as well.
    Perhaps,
    /// Alone, with plain words around it.
    Strong,
    /// With any adjective in front.
    Wide,
}

fn noun(token: &Token<'_>) -> Option<Noun> {
    NOUNS.get(token.word).copied()
}

/// `Bright spots`, `Open points`: what things are that an adjective is about says which section.
fn by_kind(head: &Token<'_>, modifiers: &[Token<'_>]) -> Option<Noun> {
    let mut sections = modifiers.iter().filter_map(|token| ADJECTIVES.get(token.word).copied());
    let section = sections.next().filter(|_| head.is(Kind::Thing))?;
    let are_known = modifiers.iter().all(|token| token.is_plain() || ADJECTIVES.contains_key(token.word));
    (are_known && sections.all(|other| other == section)).then_some(Noun { section, weight: Weight::Strong })
}

/// By its ending.
fn is_adjective(word: &str) -> bool {
    let endings = KINDS.iter().filter(|(_, kinds)| kinds.contains(&Kind::Adjective));
    endings.map(|(ending, _)| ending).any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

static KINDS: LazyLock<FxHashMap<&'static str, Vec<Kind>>> = LazyLock::new(|| {
    let mut kinds: FxHashMap<&'static str, Vec<Kind>> = FxHashMap::default();
    for line in headings().filter(|line| line.heading == "nouns") {
        let Some(kind) = Kind::of_mark(line.mark) else { continue };
        for word in line.value.split_whitespace() {
            kinds.entry(word).or_default().push(kind);
        }
    }
    kinds
});

/// Two words that are one.
static TWO: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = headings().filter(|line| line.mark == "two");
    lines.filter_map(|line| line.value.rsplit_once(" is ")).collect()
});

static NOUNS: LazyLock<FxHashMap<&'static str, Noun>> = LazyLock::new(|| {
    let weights = [("perhaps", Weight::Perhaps), ("noun", Weight::Strong), ("wide", Weight::Wide)];
    let of_weight =
        |(mark, weight)| words_of_sections(mark).map(move |(word, section)| (word, Noun { section, weight }));
    weights.into_iter().flat_map(of_weight).collect()
});

static ADJECTIVES: LazyLock<FxHashMap<&'static str, Section>> =
    LazyLock::new(|| words_of_sections("kind").collect());

/// Whether something of `section` may be told under a heading of these words.
pub(super) fn is_near(words: &Words, section: Section) -> bool {
    let mut each = words.normal.split(' ');
    each.any(|word| NEAR.get(word).is_some_and(|sections| sections.contains(&section)))
}

static NEAR: LazyLock<FxHashMap<&'static str, Vec<Section>>> = LazyLock::new(|| {
    let mut near: FxHashMap<&'static str, Vec<Section>> = FxHashMap::default();
    words_of_sections("near").for_each(|(word, section)| near.entry(word).or_default().push(section));
    near
});

/// The words of all lines of this mark, with the section they stand under.
fn words_of_sections(mark: &'static str) -> impl Iterator<Item = (&'static str, Section)> {
    let lines = headings().filter(move |line| line.mark == mark);
    let lines = lines.filter_map(|line| Some((line.value, Section::from_name(line.heading)?)));
    lines.flat_map(|(words, section)| words.split_whitespace().map(move |word| (word, section)))
}
