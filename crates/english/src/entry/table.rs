//! What the words of `kinds.tsv` tell.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

use super::Kind;

/// The rows of `kinds.tsv`.
#[derive(Default)]
pub(super) struct Table {
    /// Verbs that people alone do.
    pub only: FxHashMap<&'static str, Kind>,
    /// Verbs of people.
    pub people: FxHashMap<&'static str, Kind>,
    /// Verbs whose object is the subject.
    pub done: FxHashMap<&'static str, Kind>,
    /// Verbs of things.
    pub things: FxHashMap<&'static str, Kind>,
    /// What a thing is.
    pub stated: FxHashMap<&'static str, Kind>,
    /// What an entry without a verb is about.
    pub noun: FxHashMap<&'static str, Kind>,
    /// Nouns of deeds.
    pub begun: FxHashSet<&'static str>,
    /// The verbs that go with them.
    pub through: FxHashSet<&'static str>,
    /// Verbs that lead to the next.
    pub into: FxHashSet<&'static str>,
    /// What things do alone, without an object.
    pub alone: FxHashSet<&'static str>,
    /// Verbs of deeds.
    pub deed: FxHashSet<&'static str>,
    /// Nouns of talks.
    pub talk: FxHashSet<&'static str>,
    /// Nouns of what watches.
    pub watch: FxHashSet<&'static str>,
    /// What is said of a deed that is through.
    pub finished: FxHashSet<&'static str>,
    /// What deeds do that nobody meant.
    pub cause: FxHashSet<&'static str>,
    /// Participles that stand before a noun more often than they begin an entry.
    pub before: FxHashSet<&'static str>,
    /// Nouns of what is run, opened or sent: they tell what the deed was.
    pub object: FxHashMap<&'static str, Kind>,
    /// Verbs that say little without what they are done to.
    pub light: FxHashSet<&'static str>,
    /// Verbs that a clause follows: `logs confirm the title was set`.
    pub tells: FxHashSet<&'static str>,
    /// Verbs by which somebody says that it is well.
    pub seen: FxHashSet<&'static str>,
    /// Verbs that people alone do, so that even a name in small letters is somebody's.
    pub human: FxHashSet<&'static str>,
    /// What things are seen to do.
    pub happens: FxHashSet<&'static str>,
    /// Words by which what depends on a clause follows it.
    pub ends: FxHashSet<&'static str>,
    /// Nouns of changes.
    pub change: FxHashSet<&'static str>,
    /// What reaches somebody, whoever sends it.
    pub mail: FxHashSet<&'static str>,
    /// Verbs of running a command.
    pub runs_it: FxHashSet<&'static str>,
    /// Verbs that tell no deed in a passive.
    pub vague: FxHashSet<&'static str>,
    /// Forms that say of all that they are as they are meant to be.
    pub runs: FxHashSet<&'static str>,
    /// Words of commands that only look.
    pub looks: FxHashSet<&'static str>,
    /// What nobody wants more of.
    pub burden: FxHashSet<&'static str>,
    /// Verbs of becoming less.
    pub lessens: FxHashSet<&'static str>,
    /// Numbers in words.
    pub number: FxHashSet<&'static str>,
    /// Verbs by which a change comes to be in use.
    pub released: FxHashSet<&'static str>,
    /// Words that lead to a clause.
    pub leads: FxHashSet<&'static str>,
    /// Words by which a clause depends on another.
    pub depends: FxHashSet<&'static str>,
    /// Words that open what stands behind a verb.
    pub opens: FxHashSet<&'static str>,
    /// Words behind a verb that are nothing it is done to.
    pub beside: FxHashSet<&'static str>,
    /// Phrases by their first word, the words of each parted by single blanks.
    pub said: FxHashMap<&'static str, Vec<(&'static str, Kind)>>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for row in include_str!("../../data/kinds.tsv").lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(whose), Some(kind), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let kind = Kind::from_name(kind);
        if let ("said", Some(kind)) = (whose, kind) {
            for phrase in words.split(" · ") {
                let first = phrase.split(' ').next().unwrap_or_default();
                table.said.entry(first).or_default().push((phrase, kind));
            }
            continue;
        }
        let nouns = match whose {
            "begun" => Some(&mut table.begun),
            "through" => Some(&mut table.through),
            "into" => Some(&mut table.into),
            "alone" => Some(&mut table.alone),
            "deed" => Some(&mut table.deed),
            "talk" => Some(&mut table.talk),
            "watch" => Some(&mut table.watch),
            "finished" => Some(&mut table.finished),
            "cause" => Some(&mut table.cause),
            "before" => Some(&mut table.before),
            "light" => Some(&mut table.light),
            "tells" => Some(&mut table.tells),
            "seen" => Some(&mut table.seen),
            "human" => Some(&mut table.human),
            "happens" => Some(&mut table.happens),
            "ends" => Some(&mut table.ends),
            "change" => Some(&mut table.change),
            "mail" => Some(&mut table.mail),
            "runs-it" => Some(&mut table.runs_it),
            "vague" => Some(&mut table.vague),
            "runs" => Some(&mut table.runs),
            "looks" => Some(&mut table.looks),
            "burden" => Some(&mut table.burden),
            "lessens" => Some(&mut table.lessens),
            "number" => Some(&mut table.number),
            "released" => Some(&mut table.released),
            "leads" => Some(&mut table.leads),
            "depends" => Some(&mut table.depends),
            "opens" => Some(&mut table.opens),
            "beside" => Some(&mut table.beside),
            _ => None,
        };
        if let Some(nouns) = nouns {
            nouns.extend(words.split(' '));
            continue;
        }
        let kinds = match whose {
            "only" => &mut table.only,
            "people" => &mut table.people,
            "done" => &mut table.done,
            "things" => &mut table.things,
            "stated" => &mut table.stated,
            "object" => &mut table.object,
            _ => &mut table.noun,
        };
        kinds.extend(words.split(' ').filter_map(|word| Some((word, kind?))));
    }
    for phrases in table.said.values_mut() {
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(n_words(phrase)));
    }
    table
});

/// So many words has a phrase.
pub(super) fn n_words(phrase: &str) -> usize {
    phrase.split(' ').count()
}

/// Whether a text holds a word that may tell of a recovery: enough to dismiss most texts.
pub(super) fn may_recover(text: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let recovers = |kind: &Kind| *kind == Kind::Recovery;
        let said = TABLE
            .said
            .values()
            .flatten()
            .filter(|(_, kind)| recovers(kind))
            .filter_map(|(phrase, _)| phrase.split(' ').next_back());
        let rows = [&TABLE.done, &TABLE.things, &TABLE.stated, &TABLE.noun, &TABLE.people];
        let rows = rows.into_iter().flatten().filter(|(_, kind)| recovers(kind)).map(|(word, _)| *word);
        said.chain(rows).collect()
    });
    static STEMS: LazyLock<FxHashSet<[u8; 3]>> = LazyLock::new(|| {
        WORDS
            .iter()
            .filter_map(|word| {
                word.as_bytes()
                    .first_chunk::<3>()
                    .copied()
                    .or_else(|| Some([*word.as_bytes().first()?, *word.as_bytes().get(1)?, b' ']))
            })
            .collect()
    });
    let bytes = text.as_bytes();
    let mut before = b' ';
    bytes.iter().enumerate().any(|(at, byte)| {
        let begins = byte.is_ascii_alphanumeric() && !before.is_ascii_alphanumeric();
        before = *byte;
        let start = |at: usize| bytes.get(at).map_or(b' ', u8::to_ascii_lowercase);
        let stem = [start(at), start(at + 1), start(at + 2)];
        begins
            && (STEMS.contains(&stem)
                || !stem[2].is_ascii_alphanumeric() && STEMS.contains(&[stem[0], stem[1], b' ']))
    })
}
