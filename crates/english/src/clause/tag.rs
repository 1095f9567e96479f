//! What each word of a clause can be, and how likely it is: tagged once, with costs in hundredths.

use crate::{
    lexicon::{
        is_adjective, is_adverb, is_also_noun, is_conjunction, is_determiner, is_particle, is_preposition,
        is_subject_pronoun, is_verb, leans_to_verb,
    },
    page::{Kind, Page},
    verb::{auxiliary, is_gerund, is_participle, is_past_only, plain_of_past, plain_of_third},
};

/// What a word can be in a clause; the names are those of `clauses.txt`.
pub(super) const TAGS: &[&str] = &[
    "noun", "pron", "rel", "det", "num", "adj", "part", "ger", "adv", "prt", "prep", "to", "and", "verb",
    "aux", "past", "third", "plain", "being", "fixed", "link", "fin", "comma",
];

/// One thing to read: tokens `from..to`, and what they can be, by its place in [`TAGS`] and its cost.
pub(super) struct Tagged {
    pub from: usize,
    pub can_be: Vec<(usize, i32)>,
}

/// Words that are read as one.
const FIXED: &[(&[&str], &str)] = &[
    (&["out", "of", "date"], "fixed"),
    (&["up", "to", "date"], "fixed"),
    (&["out", "of", "sync"], "fixed"),
    (&["out", "of", "order"], "fixed"),
    (&["out", "of", "reach"], "fixed"),
    (&["out", "of", "memory"], "fixed"),
    (&["on", "its", "own"], "adv"),
    (&["at", "the", "same", "time"], "adv"),
    (&["at", "once"], "adv"),
    (&["at", "all"], "adv"),
    (&["at", "first"], "adv"),
    (&["at", "last"], "adv"),
    (&["no", "longer"], "adv"),
    (&["a", "lot"], "adv"),
    (&["by", "hand"], "adv"),
    (&["each", "other"], "pron"),
    (&["no", "one"], "pron"),
];

/// The words `from..end` of a page; `None` where something stands among them that is no word.
pub(super) fn tagged(page: &Page<'_>, from: usize, end: usize) -> Option<Vec<Tagged>> {
    let mut all = Vec::with_capacity(end.saturating_sub(from));
    let mut idx = from;
    while idx < end {
        if let Some((words, kind)) = FIXED.iter().find(|(words, _)| page.reads(idx, words)) {
            all.push(Tagged { from: idx, can_be: vec![(tag(kind)?, 0)] });
            idx += words.len();
            continue;
        }
        let token = page.get(idx)?;
        // `10.2.0.0/16`, `4%`: what is written together is read as its first part.
        if !token.spaced && idx > from && !token.is_sign(",") && !token.is_sign(")") {
            if token.is_sign("'") && page.get(idx + 1).is_none_or(|next| next.spaced) {
                // `users' data`
                all.last_mut()?.can_be = vec![(tag("det")?, 0)];
            }
            idx += 1;
            continue;
        }
        if token.is_sign("(") {
            // An aside takes nothing from the clause around it.
            idx = (idx..end).find(|idx| page.get(*idx).is_some_and(|token| token.is_sign(")")))? + 1;
            continue;
        }
        let can_be = match token.kind {
            Kind::Name => vec![(tag("noun")?, 0)],
            Kind::Sign if token.is_sign(",") => vec![(tag("comma")?, 20)],
            // `@bob`, `:07`: the word behind it says what it is.
            Kind::Sign if page.get(idx + 1).is_some_and(|next| !next.spaced) => vec![(tag("noun")?, 0)],
            Kind::Sign => return None,
            Kind::Word => Word { page, idx, from }.can_be().into_iter().collect(),
        };
        all.push(Tagged { from: idx, can_be });
        idx += 1;
    }
    Some(all)
}

fn tag(name: &str) -> Option<usize> {
    TAGS.iter().position(|it| *it == name)
}

struct Word<'w, 'p> {
    page: &'w Page<'p>,
    idx: usize,
    /// Where the clause begins.
    from: usize,
}

impl Word<'_, '_> {
    fn can_be(&self) -> Vec<(usize, i32)> {
        let mut all: Vec<(usize, i32)> = Vec::new();
        let mut add = |name: &str, cost: i32| {
            let Some(tag) = tag(name) else { return };
            match all.iter_mut().find(|(it, _)| *it == tag) {
                Some(known) => known.1 = known.1.min(cost),
                None => all.push((tag, cost)),
            }
        };
        let word = self.page.word(self.idx);
        let written = self.page.written(self.idx);
        let capital = written.starts_with(char::is_uppercase);
        if word.starts_with(|char: char| char.is_ascii_digit()) || crate::number(word) && word != "one" {
            add("num", 0);
            add("noun", 120);
            return all;
        }
        // `in May`, `Will`: a capital makes a name of a word of the grammar.
        if capital && self.idx > self.from && matches!(word, "may" | "will") {
            add("noun", 0);
            return all;
        }
        if word == "as" && is_adjective(self.page.word(self.idx + 1)) {
            add("adv", 0);
        }
        if matches!(word, "both" | "all" | "each") && self.idx > self.from {
            add("adv", 30);
        }
        let closed = Self::closed(word);
        for (kind, cost) in &closed {
            add(kind, *cost);
        }
        let particle = is_particle(word);
        if particle || matches!(word, "back" | "over" | "in" | "on" | "behind" | "ahead" | "around") {
            add("prt", 20);
        }
        if matches!(word, "have" | "do") && self.has_plural_before() {
            add("aux", 20);
        }
        if particle || !closed.is_empty() && !matches!(word, "like" | "back" | "half") {
            return all;
        }
        if is_adverb(word) || ADVERBS.contains(&word) {
            add("adv", 0);
            if !matches!(
                word,
                "back" | "long" | "fast" | "hard" | "early" | "late" | "first" | "well" | "alone"
            ) {
                return all;
            }
        }
        if matches!(word, "have" | "do" | "be") {
            add("verb", 0);
            add("plain", 40);
            return all;
        }
        if word == "being" {
            add("being", 0);
            return all;
        }
        // A capital inside the clause makes a name, unless all is in title case.
        let name = capital && self.idx > self.from && !self.is_title();
        let dear = if name { 200 } else { 0 };
        let verb = is_verb(word);
        let noun = is_also_noun(word);
        if verb {
            let leans = leans_to_verb(word);
            let cost = match (noun, leans) {
                (false, _) => 0,
                (true, true) => 60,
                (true, false) => 100,
            } + if is_adjective(word) && !leans { 40 } else { 0 };
            // `time out`, `go off`: with its particle it is the verb.
            let cost = if is_particle(self.page.word(self.idx + 1)) { cost.min(20) } else { cost };
            add("verb", cost + dear);
            if LINKING.contains(&word) {
                add("link", cost + dear - 30);
            }
            if self.has_plural_before() {
                add("plain", cost + dear);
            }
        }
        let adjective = matches!(word, "able" | "unable" | "due" | "aware" | "unaware")
            || is_adjective(word)
            || super::is_comparative(word)
            || super::subject::is_mostly_adjective(word);
        let cost = match (verb, noun, adjective) {
            _ if name => 0,
            _ if NEVER_A_THING.contains(&word) => 200,
            (true, true, _) if leans_to_verb(word) => 90,
            (false, true, true) => 50,
            _ if is_participle(word) && !verb => 200,
            _ if is_gerund(word) => 40,
            (true, false, _) => 250,
            (true, true, _) => 50,
            (false, _, true) => 180,
            _ => 0,
        };
        add("noun", cost);
        if let Some(plain) = plain_of_third(word) {
            let thing = name || is_also_noun(&plain) && !NEVER_A_THING.contains(&plain.as_str());
            add("noun", if thing { 0 } else { 150 });
            let cost = if is_also_noun(&plain) && !leans_to_verb(&plain) { 60 } else { 30 };
            add("third", cost + dear);
            add("fin", 60 + dear);
        }
        if adjective {
            // `size`, `alert`: what is a verb and a noun as well is seldom an adjective.
            let seldom = verb && noun && !super::subject::is_mostly_adjective(word);
            add("adj", if seldom { 50 } else { 0 });
        }
        if plain_of_past(word).is_some()
            || is_past_only(word)
            || matches!(word, "hit" | "set" | "put" | "cut" | "read")
        {
            add("past", if is_past_only(word) { 0 } else { 20 });
            add("fin", 40);
        }
        if verb {
            add("fin", 40 + if noun { 40 } else { 0 });
        }
        if is_participle(word) {
            add("part", 0);
        }
        if is_gerund(word) {
            add("ger", 0);
        }
        all
    }

    /// What a word of the grammar can be.
    fn closed(word: &str) -> Vec<(&'static str, i32)> {
        let pronoun = is_subject_pronoun(word)
            || [
                "none", "both", "all", "some", "most", "few", "one", "half", "any", "much", "little", "us",
                "me", "them", "him", "her", "there",
            ]
            .contains(&word);
        let classes = [
            ("pron", pronoun, 0),
            ("pron", matches!(word, "this" | "that" | "these" | "those"), 60),
            ("pron", matches!(word, "neither" | "either" | "each" | "many" | "several"), 20),
            ("rel", matches!(word, "that" | "which" | "who" | "whose" | "where"), 30),
            ("det", is_determiner(word) && word != "which" || matches!(word, "half" | "only"), 0),
            ("to", word == "to", 0),
            (
                "prep",
                is_preposition(word) && word != "to" || matches!(word, "as" | "than" | "like" | "because"),
                0,
            ),
            ("and", is_conjunction(word) && word != "so", 0),
            ("adv", matches!(word, "not" | "never" | "only" | "so"), 0),
            ("aux", auxiliary(word).is_some() && !matches!(word, "have" | "do"), 0),
            ("adj", matches!(word, "one" | "more" | "few" | "most" | "many"), 30),
        ];
        classes.into_iter().filter(|(_, is, _)| *is).map(|(kind, _, cost)| (kind, cost)).collect()
    }

    /// Something that takes a plain finite form stands before the word.
    fn has_plural_before(&self) -> bool {
        (self.from..self.idx).any(|idx| {
            let word = self.page.word(idx);
            matches!(
                word,
                "we" | "they" | "you" | "i" | "people" | "these" | "those" | "both" | "and" | "who" | "that"
            ) || word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
        })
    }

    fn is_title(&self) -> bool {
        let before = self.page.written(self.idx.saturating_sub(1));
        before.starts_with(char::is_uppercase)
    }
}

/// Verbs that dictionaries have as nouns, and reviews do not.
const NEVER_A_THING: &[&str] = &[
    "come", "go", "get", "keep", "let", "become", "begin", "see", "take", "give", "make", "find", "lose",
    "say", "think", "know", "seem", "want", "try", "send", "put", "bring", "tell", "leave", "show", "grow",
    "work",
];

/// Verbs that take an adjective: `looks corrupt`.
const LINKING: &[&str] = &[
    "look", "seem", "appear", "go", "get", "become", "stay", "remain", "turn", "feel", "run", "sound",
    "come", "grow", "stand", "sit", "prove",
];

/// Adverbs of place, time and degree, which may stand at the end of a clause as well.
const ADVERBS: &[&str] = &[
    "so",
    "too",
    "again",
    "back",
    "twice",
    "well",
    "together",
    "anyway",
    "first",
    "late",
    "early",
    "today",
    "yesterday",
    "earlier",
    "sooner",
    "much",
    "long",
    "alone",
    "everywhere",
    "hard",
    "fast",
    "unseen",
    "tomorrow",
    "tonight",
    "overnight",
    "once",
    "forever",
    "elsewhere",
    "nowhere",
    "abroad",
    "perhaps",
    "maybe",
    "quite",
];
