//! What an entry records (an observation, a hypothesis …) and who acted in it, read from its words.

mod actor;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use askhow_document::Span;

use crate::class::{Class, begins_as, is};
use crate::verb::{gerund_of, past_of, third_of};

/// What an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody or something sees, notices, reports.
    Observation,
    /// Somebody thinks, suspects, believes.
    Hypothesis,
    /// Somebody restarts, rolls back, deploys.
    Action,
    /// Somebody pages, asks, tells.
    Communication,
    /// Things recover.
    Recovery,
}

impl Kind {
    /// All of them, in the order of the catalogue.
    pub const ALL: [Kind; 5] =
        [Kind::Observation, Kind::Hypothesis, Kind::Action, Kind::Communication, Kind::Recovery];

    /// As it stands in settings and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Observation => "observation",
            Kind::Hypothesis => "hypothesis",
            Kind::Action => "action",
            Kind::Communication => "communication",
            Kind::Recovery => "recovery",
        }
    }

    /// The kind of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

/// What was read from an entry's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct EntryParts {
    /// What it records, where its words tell.
    pub kind: Option<Kind>,
    /// Who, relative to the text read; without the `@` of a mention.
    pub actor: Option<Span>,
    /// The words that told the kind.
    pub told_by: Option<Span>,
}

/// What a caller knows beyond the words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Bold text and links at the start of the entry, relative to the text read: names where they are short.
    pub marked: &'a [Span],
    /// A team's own words and emoji, with the kind that each names.
    pub words: &'a [(String, Kind)],
    /// Who acted, relative to the text read, where the caller knows it: a column of a table says so.
    pub actor: Option<Span>,
}

/// Reads kind and actor of the text behind a stamp.
///
/// ```
/// use askhow_english::{Kind, read_entry};
/// let text = "Ada rolls back the deploy";
/// let entry = read_entry(text);
/// assert_eq!(entry.kind, Some(Kind::Action));
/// assert_eq!(entry.actor.map(|actor| actor.of(text)), Some("Ada"));
/// ```
pub fn read_entry(text: &str) -> EntryParts {
    read_entry_with(text, Hints::default())
}

/// Reads kind and actor of the text behind a stamp, with what the caller knows beyond the words.
pub fn read_entry_with(text: &str, hints: Hints<'_>) -> EntryParts {
    let tagged = read_tag(text, hints);
    let words = words(text);
    // The subject ends where the verb begins; a tag says nothing about that.
    let told = told_by(text, &words, hints.actor);
    let kind = tagged.or(told.map(|told| (told.kind, told.span)));
    EntryParts {
        kind: kind.map(|(kind, _)| kind),
        actor: hints.actor.or_else(|| actor::read_actor(text, &words, told, hints)),
        told_by: kind.map(|(_, span)| span),
    }
}

/// Whether a text tells of a recovery; most texts are dismissed by the beginnings of their words.
pub fn tells_of_recovery(text: &str, words: &[(String, Kind)]) -> bool {
    let hints = Hints { words, ..Hints::default() };
    if let Some((kind, _)) = read_tag(text, hints) {
        return kind == Kind::Recovery;
    }
    let bytes = text.as_bytes();
    let mut before = b' ';
    let may = bytes.iter().enumerate().any(|(at, byte)| {
        let begins = byte.is_ascii_alphabetic() && !before.is_ascii_alphanumeric();
        before = *byte;
        begins && begins_recovery(bytes.get(at..).unwrap_or_default())
    });
    may && read_entry(text).kind == Some(Kind::Recovery)
}

/// Whether a word may begin a phrase of recovery; two letters dismiss most.
fn begins_recovery(word: &[u8]) -> bool {
    let [first, second, ..] = word else { return false };
    let (Some(first), Some(second)) = (letter(*first), letter(*second)) else { return false };
    RECOVERY_STARTS.get(first).is_some_and(|(seconds, starts)| {
        let is_start = |start: &String| {
            word.get(..start.len()).is_some_and(|word| word.eq_ignore_ascii_case(start.as_bytes()))
        };
        seconds & (1 << second) != 0 && starts.iter().any(is_start)
    })
}

/// 0 for `a`, 25 for `z`.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'))
}

/// The first letters of all words that begin a phrase of recovery, by the first of them and with the second ones as
/// bits: enough to tell *restored* from *restarts*.
static RECOVERY_STARTS: LazyLock<Vec<(u32, Vec<String>)>> = LazyLock::new(|| {
    let starts =
        TABLE.iter().filter(|(_, phrases)| phrases.iter().any(|phrase| phrase.kind == Kind::Recovery));
    let starts = starts.map(|(first, _)| first.chars().take(5).collect()).chain(["rec".to_owned()]);
    let mut table = vec![(0, Vec::new()); 26];
    for start in starts.collect::<BTreeSet<String>>() {
        let mut letters = start.bytes().filter_map(letter);
        if let (Some(first), Some(second)) = (letters.next(), letters.next())
            && let Some((seconds, starts)) = table.get_mut(first)
        {
            *seconds |= 1 << second;
            starts.push(start);
        }
    }
    table
});

/// A row of the table in one of its forms.
struct Phrase {
    words: Vec<String>,
    kind: Kind,
    of_things: bool,
    /// A form of a regular verb, and what else it is.
    form: Form,
}

/// What the form of a word says about how it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Written in the table as it stands.
    Fixed,
    /// `restart`, `restarted`, `restarting`.
    Verb,
    /// `requests`, which are many things as well.
    Plural,
}

/// What a phrase in a text tells.
#[derive(Clone, Copy)]
struct Told {
    kind: Kind,
    span: Span,
    of_things: bool,
}

/// Words of the table by their first word, the longest first.
static TABLE: LazyLock<HashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<Phrase>> = HashMap::new();
    for row in include_str!("../data/kinds.tsv").lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(kind), Some(words)) = (cells.next().and_then(Kind::from_name), cells.next()) else {
            continue;
        };
        let of_things = cells.next() == Some("thing");
        let has_noun = words.starts_with("~-");
        for (index, form) in forms(words).into_iter().enumerate() {
            let kind_of_form = match (words.starts_with('~'), has_noun && index == 0) {
                (false, _) => Form::Fixed,
                (true, true) => Form::Plural,
                (true, false) => Form::Verb,
            };
            let words: Vec<String> = form.split(' ').map(str::to_owned).collect();
            if let Some(first) = words.first() {
                table.entry(first.clone()).or_default().push(Phrase {
                    words: words.clone(),
                    kind,
                    of_things,
                    form: kind_of_form,
                });
            }
        }
    }
    for entries in table.values_mut() {
        entries.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    table
});

/// All forms of a row of the table.
fn forms(words: &str) -> Vec<String> {
    let Some(verb) = words.strip_prefix('~') else { return vec![words.to_owned()] };
    let (verb, bare) = match verb.strip_prefix('-') {
        Some(verb) => (verb, false),
        None => (verb, true),
    };
    let bare = bare.then(|| verb.to_owned());
    bare.into_iter().chain([third_of(verb), past_of(verb), gerund_of(verb)]).collect()
}

/// The words of the first sentences: enough to tell, whatever the length of the entry.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric()
            || matches!(c, '-' | '_' | '\'' | '’' | '@' | '.') && (start.is_some() || c == '@');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(trimmed(text, from, at));
                start = None;
            }
            _ => {}
        }
        if words.len() >= 40 {
            return words;
        }
    }
    words.extend(start.map(|from| trimmed(text, from, text.len())));
    words
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let word = text.get(from..to).unwrap_or_default().trim_end_matches(['.', '-', '\'', '’']);
    Span::new(from, from + word.len())
}

/// `[observation]`, `hypothesis:`, an emoji of the team's.
fn read_tag(text: &str, hints: Hints<'_>) -> Option<(Kind, Span)> {
    let start = text.trim_start_matches([' ', '[', '(', '*']);
    let lead = text.len() - start.len();
    let own = hints.words.iter().find(|(word, _)| {
        start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && start.get(word.len()..).is_some_and(|rest| {
                !rest.starts_with(char::is_alphanumeric) || !word.ends_with(char::is_alphanumeric)
            })
    });
    if let Some((word, kind)) = own {
        return Some((*kind, Span::new(lead, lead + word.len())));
    }
    let end = start.find(|c: char| !c.is_alphabetic())?;
    let (word, rest) = start.split_at_checked(end)?;
    let kind = Kind::from_name(word)?;
    let bracketed = lead > 0 && rest.starts_with([']', ')']);
    (bracketed || rest.starts_with(':')).then_some((kind, Span::new(lead, lead + end)))
}

/// The first words that tell a kind; a recovery anywhere in the first sentence wins.
fn told_by(text: &str, words: &[Span], actor: Option<Span>) -> Option<Told> {
    let mut first: Option<Told> = None;
    let mut aside = None;
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| words.get(before)).copied();
        let between = before.map_or("", |before| Span::new(before.end, word.start).of(text));
        if first.is_some() && between.contains(['.', '!', '?', ';', '\n']) {
            break;
        }
        let lower = word.of(text).to_lowercase();
        let Some(entries) = TABLE.get(&lower) else { continue };
        let found = entries.iter().find_map(|phrase| {
            let last = words.get(index + phrase.words.len() - 1)?;
            let fits = phrase
                .words
                .iter()
                .zip(words.get(index..)?)
                .all(|(part, word)| word.of(text).eq_ignore_ascii_case(part));
            let told = Told { kind: phrase.kind, span: word.cover(*last), of_things: phrase.of_things };
            fits.then_some((told, phrase.form))
        });
        let Some((mut told, form)) = found else { continue };
        let before_word = before.map(|word| word.of(text).to_lowercase());
        let before_word = before_word.as_deref().unwrap_or_default();
        if told.kind == Kind::Recovery {
            // `not resolved`, `the resolved path`, `resolving the ticket` tell of no recovery.
            let goes_on = form == Form::Verb && lower.ends_with("ing") && !told.of_things;
            if !is(before_word, Class::NoRecovery) && !goes_on && !is_background(text, words, index) {
                return Some(told);
            }
            continue;
        }
        let next = words.get(index + 1).map(|word| word.of(text)).unwrap_or_default();
        // Right behind the name of a column stands the verb.
        let follows_actor = actor.zip(before).is_some_and(|(actor, before)| actor.end == before.end);
        let is_name = form != Form::Fixed && is(before_word, Class::NamesAThing)
            || form == Form::Plural
                && !follows_actor
                && !(ends_name(between)
                    && (between.contains([')', ']']) || actor::is_somebody(before, text, words)))
            || form != Form::Fixed && lower.ends_with("ing") && is(before_word, Class::ByTheWay)
            || form == Form::Plural && before_word == "to"
            || is_state(&lower, next);
        if is_name {
            continue;
        }
        // `makes the decision to postpone`, `the change that triggered it`: said if nothing else is.
        if matches!(before_word, "to" | "that" | "which") {
            aside = aside.or(Some(told));
            continue;
        }
        // `were not starting` is what somebody saw.
        if told.kind == Kind::Action && (before_word == "not" || before_word.ends_with("n't")) {
            told.kind = Kind::Observation;
        }
        // Somebody alerts others, and what begins with `Triggered` or `Increased` was done.
        if told.kind == Kind::Observation && form == Form::Plural && lower == "alerts" {
            told.kind = Kind::Communication;
        } else if index == 0 && matches!(&*lower, "triggered" | "increased" | "dropped") {
            told.kind = Kind::Action;
        }
        first = first.or(Some(told));
    }
    first.or(aside).or_else(|| noted(text, words))
}

/// `had been manually restored`: somebody had done it before, unless the entry tells that it was found so to the good.
fn is_background(text: &str, words: &[Span], index: usize) -> bool {
    let before = words.get(..index).unwrap_or_default();
    let mut back = before.iter().rev().map(|word| word.of(text).to_lowercase());
    let mut next = back.find(|word| !word.ends_with("ly") && word != "already");
    if next.as_deref() != Some("been") {
        return false;
    }
    next = back.find(|word| !word.ends_with("ly") && word != "already");
    let is_noted = || before.iter().any(|word| begins_as(&word.of(text).to_lowercase(), Class::NotedStem));
    next.as_deref() == Some("had") && !is_noted()
}

/// Entries without a verb: `rollback`, `failover to the replica`, `first alert`.
fn noted(text: &str, words: &[Span]) -> Option<Told> {
    let lower = |word: &Span| word.of(text).to_ascii_lowercase();
    let told = |span: &Span, kind| Some(Told { kind, span: *span, of_things: true });
    match words {
        [first, ..] if is(&lower(first), Class::DeedNoun) => told(first, Kind::Action),
        [.., last] if words.len() <= 3 && matches!(&*lower(last), "alert" | "alerts") => {
            told(last, Kind::Observation)
        }
        _ => None,
    }
}

/// What may stand between a name and its verb: a blank, and the end of a bracket or mark.
fn ends_name(between: &str) -> bool {
    between.ends_with(' ') && between.chars().all(|c| matches!(c, ' ' | ']' | ')' | '*' | '`' | '_'))
}

/// `ran on the node` is how something was, `ran the job` what somebody did.
fn is_state(word: &str, next: &str) -> bool {
    word == "running" || matches!(word, "ran" | "run" | "runs") && is(next, Class::RunTo)
}

#[cfg(test)]
mod tests;
