//! What a title or the name of a file says a text is: a review, a plan, a page of the project.

use askhow_english::class::is;

use crate::vocabulary::Vocabulary;

/// What a title or a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A review by its name: `Postmortem`, `Incident report`, `INC-42`.
    Review(String),
    /// Something that reviews are about: `outage`.
    Incident(String),
    /// Another kind of text: `plan`, `runbook`.
    Another(String),
    /// What is the name of a text as well as of something that breaks: `process`, `agent`.
    TextOrThing(String),
    /// What is to be filled in.
    Template,
}

/// What the words of a title say, the gravest first: what it is (`Migration plan`), then what it speaks of.
pub(super) fn says(title: &str) -> Vec<Says> {
    let words: Vec<&str> = words(title).map(|(_, word)| word).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut found = Vec::new();
    // `Outage of the template service` is about one.
    if heads(title).any(|head| is(singular(&head), Vocabulary::TemplateText)) {
        found.push(Says::Template);
    }
    let review = review(title, &lower);
    let spoken = if review.is_none() { speaks_of(title) } else { None };
    let is_silent = review.is_none() && spoken.is_none();
    let part = || if is_silent { short_part(title) } else { None };
    let another = another(title, &lower).or_else(part);
    // `Incidents`, `Postmortems` are the page of a folder.
    let is_thing = |head: &String| [singular(head), head].iter().any(|it| is(it, Vocabulary::TextOrThing));
    let thing = head_noun(title).filter(is_thing);
    found.extend(another.map(Says::Another).or(thing.map(Says::TextOrThing)));
    found.extend(review.map(Says::Review).or(spoken.map(Says::Incident)));
    found
}

/// The first word that speaks of an incident, as written; `TargetDown` is the name of an alert.
fn speaks_of(title: &str) -> Option<String> {
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    let found = words.find(|word| is(singular(&word.to_lowercase()), Vocabulary::SpeaksOfIncident));
    found.map(str::to_owned)
}

/// The name of a review: one word, several, or a tracker's number.
fn review(title: &str, lower: &[String]) -> Option<String> {
    let n_most = lower.len().min(MOST_OF_A_NAME);
    let named = (0..lower.len()).find_map(|from| {
        let ends = (from + 1..=lower.len().min(from + n_most)).rev();
        ends.filter_map(|to| lower.get(from..to))
            .map(|words| words.join(" "))
            .find(|name| is(name, Vocabulary::ReviewTitle))
    });
    named.or_else(|| numbered(title))
}

/// `INC-004`, `SEV2-2024-11`: the number of an incident.
fn numbered(title: &str) -> Option<String> {
    let mut pieces =
        title.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|piece| !piece.is_empty());
    let found = pieces.find(|piece| {
        let letters = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let (kind, number) = piece.split_at_checked(letters).unwrap_or((piece, ""));
        is(&kind.to_lowercase(), Vocabulary::IncidentNumber)
            && number.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
    });
    found.map(str::to_owned)
}

/// Another kind of text: its head noun says so (`Incident response plan`), or its first word (`RFC 12: …`, `How to …`).
fn another(title: &str, lower: &[String]) -> Option<String> {
    let first = lower.first()?;
    let mut begin = parts(title).filter_map(|part| {
        let mut words = words(part).map(|(_, word)| word.to_lowercase());
        Some(format!("{} {}", words.next()?, words.next()?))
    });
    if let Some(two) = begin.find(|two| is(two, Vocabulary::BeginsOtherText)) {
        return Some(two);
    }
    let head = head_noun(title);
    let is_other = |word: &str| is(singular(word), Vocabulary::OtherText);
    if let Some(head) = head.filter(|head| is_other(head)) {
        return Some(head);
    }
    // `Plan: …`, `RFC 12`, `Guide to …`
    let second = lower.get(1);
    let is_named = is_other(first) && second.is_none_or(|second| is(second, Vocabulary::EndsHeadNoun))
        || is(first, Vocabulary::NumberedText);
    is_named.then(|| first.clone())
}

/// `Fire drill 2025 – plan`: a part of a few words that says so.
fn short_part(title: &str) -> Option<String> {
    let parts = parts(title).map(|part| words(part).map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>());
    let mut short =
        parts.filter(|words| words.len() <= MOST_OF_A_NAME).filter_map(|words| words.last().cloned());
    short.find(|last| is(singular(last), Vocabulary::OtherText))
}

/// What colons, dashes, bars and brackets part.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    title.split([':', '|', '(', '[', ']', '–', '—', '/', ',']).flat_map(|part| part.split(" - "))
}

/// The last word of the first part that has words: what stands before a colon, a dash, a bracket or a preposition.
fn head_noun(title: &str) -> Option<String> {
    heads(title).next()
}

/// The same of each part.
fn heads(title: &str) -> impl Iterator<Item = String> {
    parts(title).filter_map(|part| {
        // The `v` of `v2` is no word.
        let mut words = words(part)
            .filter(|(_, word)| word.len() > 1)
            .map(|(_, word)| word.to_lowercase())
            .take_while(|word| !is(word, Vocabulary::EndsHeadNoun));
        let first = words.next()?;
        Some(words.last().unwrap_or(first))
    })
}

/// How many words a name has at most: `root cause analysis`.
const MOST_OF_A_NAME: usize = 3;

/// Without the `s` of a plural.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| !rest.ends_with('s')).unwrap_or(word)
}

/// Runs of letters, and where each begins; `postMortem2` is `post` and `Mortem`.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices().take(400) {
        let starts = c.is_uppercase() && before.is_lowercase();
        if (!c.is_alphabetic() || starts)
            && let Some(start) = open.take()
        {
            ends.push((start, at));
        }
        if c.is_alphabetic() {
            open.get_or_insert(at);
        }
        before = c;
    }
    if let Some(start) = open {
        let end = text.char_indices().nth(400).map_or(text.len(), |(at, _)| at);
        ends.push((start, end));
    }
    ends.into_iter().filter_map(move |(start, end)| Some((start, text.get(start..end)?)))
}

/// The first word that speaks of incidents and their reviews, as written.
pub(super) fn word_of_reviews(text: &str) -> Option<String> {
    let mut before: Option<(usize, String)> = None;
    for (at, word) in words(text) {
        let lower = word.to_lowercase();
        let is_known = is(lower.strip_suffix('s').unwrap_or(&lower), Vocabulary::ReviewName);
        let of_work = before.as_ref().is_some_and(|(_, before)| is(before, Vocabulary::LooksBackAtWork));
        if is_known && !of_work {
            return Some(word.to_owned());
        }
        if let Some((start, first)) = &before
            && first == "post"
            && matches!(lower.as_str(), "mortem" | "mortems")
        {
            return Some(text.get(*start..at + word.len())?.to_owned());
        }
        before = Some((at, lower));
    }
    None
}
