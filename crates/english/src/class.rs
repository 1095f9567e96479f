//! Classes of words, as data: one look-up gives all that a word belongs to.

use std::{collections::HashMap, sync::LazyLock};

/// A class of words; `classes.txt` says what each is for and which words belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `fail` has many forms; `up` belongs to them: `fill up`.
    Particle,
    /// Seldom a noun in a review, although dictionaries have it as one.
    LeansToVerb,
    /// Seldom a verb in a review, although dictionaries have it as one.
    LeansToNoun,
    /// `the`, `our`, `every`.
    Determiner,
    /// `of`, `behind`.
    Preposition,
    /// `it`, `nobody`.
    SubjectPronoun,
    /// `and`, `because`.
    Conjunction,
    /// Other words that the grammar owns.
    Function,
    /// Words that may stand for a noun, and others that the grammar uses.
    Grammar,
    /// Adverbs that do not end in `-ly`.
    Adverb,
    /// Words in `-ly` that are no adverbs.
    NoAdverb,
    /// Adverbs that stand before a verb.
    Preverbal,
    /// Adverbs of place, time and degree, which may stand at the end of a clause as well.
    LateAdverb,
    /// Adverbs that are something else as well.
    AdverbOrMore,
    /// A sentence with one of them denies.
    Denies,
    /// `never`, and what comes close to it.
    Never,
    /// `we`, `somebody`.
    PersonPronoun,
    /// Forms in `-ing` that name a thing: `billing`.
    ThingInIng,
    /// Adjectives that dictionaries have as verbs and nouns too.
    MostlyAdjective,
    /// Verbs that dictionaries have as nouns, and reviews do not.
    NeverAThing,
    /// Verbs that take an adjective: `looks corrupt`.
    Linking,
    /// What nobody chooses to do: `forget`.
    Unchosen,
    /// Verbs of how something is.
    State,
    /// `second`, `third`.
    Ordinal,
    /// `randomly`, `sometimes`.
    Often,
    /// What is said of several, or of what it was like, in place of one thing: `a combination of`, `twofold`.
    Counts,
    /// What somebody may come for: `nobody came to help`.
    Errand,
    /// Participles of what is done time and again: `the lock is taken`.
    Recurs,
    /// Prepositions that say where something is.
    Place,
    /// Verbs of coming about.
    ComesAbout,
    /// Verbs of what one thing does to another.
    Effect,
    /// Words that judge: `hard`, `safe`.
    Judges,
    /// Somebody is told.
    Tells,
    /// Verbs that a *why* may follow, as participles: `we were asked why`.
    Asked,
    /// `night`, `Monday`.
    Time,
    /// A clause of its own begins: `what looked like a rename`.
    What,
    /// What an operator that is a program runs.
    Product,
    /// Verbs of programs: `reconcile`.
    DoneByPrograms,
    /// What people do to a system by hand, as a participle.
    DoneByHand,
    /// What people do in their work, as a participle: `reviewed`, `escalated`.
    Work,
    /// What is there to notice things.
    Watcher,
    /// What keeps something bad from happening, as a participle.
    Averts,
    /// What only people do, as a plain form: `know`, `escalate`.
    DoneByPeople,
    /// What says that something is so: `promise`.
    Claims,
    /// A claim that is called so is none: `it would be wrong to say`.
    Rejects,
    /// What nobody wants: `outage`, `lag`.
    Trouble,
    /// Who breaks in, and with what: `attacker`, `compromised`.
    Attack,
    /// What tells how work is to be done: `runbook`.
    Written,
    /// What a change has to pass: `review`.
    Gate,
    /// Before a policy or a control: one that machines apply, `retry`.
    ByMachines,
    /// What a system is seen to do when it goes right, as a past form: `scaled`.
    WentRight,
    /// What is passed on by design: `permissions` cascade.
    PassedOn,
    /// What readings do, as a past form: the graph `showed`.
    Showed,
    /// What is built and has a life span: `disk`.
    Hardware,
    /// To deal with users by intent, as plain form: `invite`.
    Approaches,
}

const NAMES: &[(&str, Class)] = &[
    ("particle", Class::Particle),
    ("leans-to-verb", Class::LeansToVerb),
    ("leans-to-noun", Class::LeansToNoun),
    ("determiner", Class::Determiner),
    ("preposition", Class::Preposition),
    ("subject-pronoun", Class::SubjectPronoun),
    ("conjunction", Class::Conjunction),
    ("function", Class::Function),
    ("grammar", Class::Grammar),
    ("adverb", Class::Adverb),
    ("no-adverb", Class::NoAdverb),
    ("preverbal", Class::Preverbal),
    ("late-adverb", Class::LateAdverb),
    ("adverb-or-more", Class::AdverbOrMore),
    ("denies", Class::Denies),
    ("never", Class::Never),
    ("person-pronoun", Class::PersonPronoun),
    ("thing-in-ing", Class::ThingInIng),
    ("mostly-adjective", Class::MostlyAdjective),
    ("never-a-thing", Class::NeverAThing),
    ("linking", Class::Linking),
    ("unchosen", Class::Unchosen),
    ("state", Class::State),
    ("ordinal", Class::Ordinal),
    ("often", Class::Often),
    ("counts", Class::Counts),
    ("errand", Class::Errand),
    ("recurs", Class::Recurs),
    ("place", Class::Place),
    ("comes-about", Class::ComesAbout),
    ("effect", Class::Effect),
    ("judges", Class::Judges),
    ("tells", Class::Tells),
    ("asked", Class::Asked),
    ("time", Class::Time),
    ("what", Class::What),
    ("product", Class::Product),
    ("done-by-programs", Class::DoneByPrograms),
    ("done-by-hand", Class::DoneByHand),
    ("work", Class::Work),
    ("watcher", Class::Watcher),
    ("averts", Class::Averts),
    ("done-by-people", Class::DoneByPeople),
    ("claims", Class::Claims),
    ("rejects", Class::Rejects),
    ("trouble", Class::Trouble),
    ("attack", Class::Attack),
    ("written", Class::Written),
    ("gate", Class::Gate),
    ("by-machines", Class::ByMachines),
    ("went-right", Class::WentRight),
    ("passed-on", Class::PassedOn),
    ("showed", Class::Showed),
    ("hardware", Class::Hardware),
    ("approaches", Class::Approaches),
];

static WORDS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for row in include_str!("../data/classes.txt").lines().filter(|row| !row.starts_with('#')) {
        let mut fields = row.split_whitespace();
        let class = fields.next().and_then(|name| NAMES.iter().find(|(it, _)| *it == name));
        for word in class.map(|_| fields).into_iter().flatten() {
            *words.entry(word).or_insert(0) |= class.map_or(0, |(_, class)| 1 << *class as u64);
        }
    }
    words
});

/// All the classes of a word in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Classes(u64);

impl Classes {
    /// Looks a word up.
    pub fn of(word: &str) -> Self {
        Self(WORDS.get(word).copied().unwrap_or(0))
    }

    /// The word belongs to none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the word belongs to this class.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }
}

/// Whether a word in lower case belongs to a class.
pub fn is(word: &str, class: Class) -> bool {
    Classes::of(word).has(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_class_and_every_class_has_words() {
        let rows = include_str!("../data/classes.txt").lines();
        for row in rows.filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let name = row.split_whitespace().next().unwrap();
            assert!(NAMES.iter().any(|(it, _)| *it == name), "{name} is no class");
        }
        for (name, class) in NAMES {
            assert!(WORDS.values().any(|it| Classes(*it).has(*class)), "{name} has no words");
        }
    }
}
