//! What one word can be, from its classes, the lexicon and its form.

use super::tag::{Tag, Tags};
use crate::{
    class::{Class, Classes, is},
    clause::is_comparative,
    lexicon::{is_adjective, is_adverb, is_also_noun, is_verb},
    page::Page,
    verb::{
        Auxiliary, auxiliary, is_gerund, is_participle, is_past_as_well, is_past_only, plain_of_past,
        plain_of_third,
    },
};

pub(super) struct Word<'w, 'p> {
    pub page: &'w Page<'p>,
    pub idx: usize,
    /// Where the clause begins.
    pub from: usize,
    /// Behind its last word.
    pub end: usize,
    /// Something that takes a plain finite form stands before the word.
    pub plural: bool,
}

impl Word<'_, '_> {
    pub fn tags(&self) -> Tags {
        let mut all = Tags::default();
        let word = self.page.word(self.idx);
        let classes = Classes::of(word);
        let capital = self.page.is_capital(self.idx);
        if word.starts_with(|char: char| char.is_ascii_digit()) || crate::number(word) && word != "one" {
            // `502s`, `30s`
            if word.ends_with('s') {
                all.add(Tag::Plural, 0);
            }
            all.add(Tag::Num, 0);
            all.add(Tag::Noun, 120);
            return all;
        }
        // `the US`, `IT`, `the Intel ME`: in capitals among small letters it is a name.
        if classes.has(Class::Initials) && self.is_initials() {
            return Tags::one(Tag::Noun);
        }
        // `in May`, `Will`: a capital makes a name of a word of the grammar.
        if capital && self.idx > self.from && matches!(word, "may" | "will") {
            return Tags::one(Tag::Noun);
        }
        if self.grammar(&mut all, word, classes) {
            return all;
        }
        // `Fastly`, `Grammarly`
        if capital && classes.is_empty() && is_adverb(word) && !self.is_title() {
            return Tags::one(Tag::Noun);
        }
        // `right after the ack`
        if word == "right" && is(self.page.word(self.idx + 1), Class::Preposition) {
            return Tags::one(Tag::Adv);
        }
        if is_adverb(word) || classes.has(Class::LateAdverb) {
            all.add(if classes.has(Class::Preverbal) { Tag::Pre } else { Tag::Adv }, 0);
            if !classes.has(Class::AdverbOrMore) {
                return all;
            }
        }
        self.open(&mut all, word, classes, capital);
        all
    }

    /// What a word of the grammar can be; whether it is nothing else.
    fn grammar(&self, all: &mut Tags, word: &str, classes: Classes) -> bool {
        if matches!(word, "both" | "all" | "each") && self.idx > self.from {
            all.add(Tag::Adv, 30);
        }
        let pronoun = classes.has(Class::SubjectPronoun);
        let possessive = word.ends_with("'s") || word.ends_with("s'");
        let finite = auxiliary(word).filter(|_| !matches!(word, "have" | "do"));
        // `this an issue`, `that the limit`: a word that points at something stands alone before an article.
        let points = classes.has(Class::Pointer);
        let next = Classes::of(self.page.word(self.idx + 1));
        let alone = points && next.has(Class::Determiner);
        let counts = points && crate::number(self.page.word(self.idx + 1));
        let degree = classes.has(Class::Degree);
        let rows = [
            (Tag::Subj, classes.has(Class::PersonalSubject), 0),
            (Tag::Subj, word == "there" && self.idx == self.from, 0),
            (
                Tag::Pron,
                pronoun && !classes.has(Class::OnlySubject) && (word != "it" || self.idx > self.from),
                0,
            ),
            (Tag::Pron, classes.has(Class::ObjectAlone), 0),
            // `both the primary and the standby`
            (Tag::Pron, classes.has(Class::Amount) && !(word == "both" && next.has(Class::Determiner)), 40),
            (Tag::Pron, points, if counts { 120 } else { 40 }),
            // `the broker itself`
            (Tag::Adv, classes.has(Class::Reflexive), 20),
            (Tag::Pron, classes.has(Class::OneByOne), 60),
            (Tag::Rel, classes.has(Class::Relative), 30),
            (Tag::What, classes.has(Class::What), 0),
            (Tag::Det, word == "that" && !alone, 40),
            (Tag::Poss, possessive, 0),
            (
                Tag::Det,
                classes.has(Class::Determiner) && !alone && !matches!(word, "which" | "what" | "that")
                    || word == "half",
                0,
            ),
            (Tag::Det, word == "only", 20),
            (Tag::To, word == "to", 0),
            (Tag::Prep, classes.has(Class::Preposition) && word != "to", 0),
            (Tag::Loc, classes.has(Class::Place), 0),
            (Tag::Prep, classes.has(Class::AlsoPreposition), 0),
            (Tag::And, matches!(word, "and" | "or" | "nor"), 0),
            (Tag::Sub, matches!(word, "how" | "whether"), 0),
            (Tag::Sub, classes.has(Class::Conjunction) && !classes.has(Class::Joins), 0),
            // `the check that runs before we deploy`
            (Tag::Sub, classes.has(Class::BeforeClause), 30),
            (Tag::Pre, word == "only", 0),
            (Tag::Deg, degree, 0),
            (Tag::Adv, degree && self.idx + 1 == self.end, 0),
            (Tag::Adv, matches!(word, "there" | "here") && self.idx > self.from, 0),
            (Tag::Noun, matches!(word, "a") && self.idx + 1 == self.end, 0),
            // `before`, at the end: nothing follows that it could lead to.
            (Tag::Adv, classes.has(Class::Preposition) && word != "of" && self.idx + 1 == self.end, 70),
            (Tag::Adv, classes.has(Class::PlaceAdverb), 90),
            (Tag::Aux, finite.is_some(), 0),
            (Tag::Do, finite.is_some_and(|it| it.which == Auxiliary::Do), 0),
            (Tag::IsBe, finite.is_some_and(|it| it.which == Auxiliary::Be), 0),
            (Tag::Has, finite.is_some_and(|it| it.which == Auxiliary::Have), 0),
            (
                Tag::Modal,
                finite.is_some_and(|it| !matches!(it.which, Auxiliary::Do | Auxiliary::Be | Auxiliary::Have)),
                0,
            ),
            (Tag::Adj, classes.has(Class::AmountAlone), 30),
        ];
        for (tag, _, cost) in rows.iter().filter(|(_, is, _)| *is) {
            all.add(*tag, *cost);
        }
        let closed = !all.is_empty();
        let particle = classes.has(Class::Particle);
        if particle || classes.has(Class::LateParticle) {
            all.add(Tag::Prt, 20);
        }
        match word {
            "have" | "do" | "be" => {
                all.add(Tag::Verb, 0);
                // `we have no hosts`
                if self.plural && word != "be" {
                    all.add(Tag::Aux, 20);
                    all.add(if word == "do" { Tag::Do } else { Tag::Has }, 20);
                    all.add(Tag::Plain, 40);
                    all.add(Tag::Fin, 20);
                }
                if word == "have" || word == "be" {
                    // `would have failed`; `run have four` is no perfect.
                    let perfect = auxiliary(self.page.before(self.idx)).is_some();
                    all.add(Tag::Been, if perfect { 30 } else { 120 });
                }
                return true;
            }
            // `getting delivered`
            "getting" if is_participle(self.page.word(self.idx + 1)) => all.add(Tag::Being, 0),
            "been" => all.add(Tag::Been, 0),
            "being" => {
                all.add(Tag::Being, 0);
                all.add(Tag::Ger, 60);
            }
            "had" | "has" => {
                all.add(if word == "had" { Tag::Past } else { Tag::Third }, 30);
                all.add(Tag::Fin, 30);
            }
            "did" | "does" => all.add(if word == "did" { Tag::Past } else { Tag::Third }, 90),
            _ => return particle || closed && !matches!(word, "like" | "back" | "half"),
        }
        true
    }

    /// What a noun, a verb, an adjective can be.
    fn open(&self, all: &mut Tags, word: &str, classes: Classes, capital: bool) {
        // A capital inside the clause makes a name, unless all is in title case.
        let name = capital && self.idx > self.from && !self.is_title();
        let dear = if name { 200 } else { 0 };
        let verb = is_verb(word);
        let noun = is_also_noun(word);
        let leans = classes.has(Class::LeansToVerb);
        let mostly = classes.has(Class::MostlyAdjective);
        let known = is_adjective(word);
        if verb {
            let cost = match (noun, leans) {
                (false, _) => 0,
                (true, true) => 60,
                (true, false) if classes.has(Class::LeansToNoun) => 140,
                (true, false) => 100,
            } + if (known || mostly) && !leans { 40 } else { 0 };
            // `time out`, `go off`: with its particle it is the verb.
            let next = Classes::of(self.page.word(self.idx + 1));
            let cost = if next.has(Class::Particle) { cost.min(20) } else { cost };
            // `fall back to the old map`
            let cost = if classes.has(Class::AdverbOrMore) { cost + 150 } else { cost };
            // `would lock`: behind its auxiliary it is a verb.
            let before = auxiliary(self.page.before(self.idx));
            let bound = before.is_some_and(|it| !matches!(it.which, Auxiliary::Be | Auxiliary::Have));
            all.add(Tag::Verb, if bound && self.idx > self.from { 0 } else { cost + dear });
            if classes.has(Class::Linking) {
                all.add(Tag::Link, cost + dear - 30);
            }
            if self.plural {
                all.add(Tag::Plain, cost + dear);
                if classes.has(Class::Linking) {
                    all.add(Tag::Linked, cost + dear);
                }
            }
            all.add(Tag::Fin, 40 + if noun { 40 } else { 0 } + if self.plural { 0 } else { 80 });
        }
        let adjective = classes.has(Class::PredicateAdjective)
            || known
            || mostly
            || is_comparative(word)
            || is_compound_adjective(word);
        let cost = match (verb, noun, adjective) {
            _ if name => 0,
            _ if classes.has(Class::NeverAThing) => 200,
            (true, true, _) if leans => 90,
            (true, true, _) if classes.has(Class::LeansToNoun) => 10,
            (false, true, true) => 50,
            _ if is_participle(word) && !verb => 300,
            _ if is_past_only(word) && word != "read" => 250,
            _ if is_gerund(word) => 40,
            (true, false, _) => 250,
            (true, true, _) => 50,
            (false, _, true) => 180,
            _ => 0,
        };
        let third = plain_of_third(word);
        // `time out`
        let goes_on = verb && Classes::of(self.page.word(self.idx + 1)).has(Class::Particle);
        let cost = if goes_on { cost.max(80) } else { cost };
        let ends_plural = classes.has(Class::PluralWithoutS)
            || word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
        let tag = if ends_plural { Tag::Plural } else { Tag::Noun };
        // `the report Kim`: a name behind a noun is seldom part of it.
        let behind = name && is_also_noun(self.page.before(self.idx));
        all.add(tag, if behind { 60 } else { cost });
        if name {
            all.add(Tag::Name, 0);
        }
        if let Some(plain) = third {
            let plain_classes = Classes::of(&plain);
            let thing = name || is_also_noun(&plain) && !plain_classes.has(Class::NeverAThing);
            all.add(tag, if thing { 0 } else { 150 });
            if !thing {
                all.raise(tag, 150);
            }
            let cost = match (is_also_noun(&plain), plain_classes.has(Class::LeansToVerb)) {
                (true, false) if plain_classes.has(Class::LeansToNoun) => 90,
                (true, false) => 60,
                _ => 30,
            };
            all.add(Tag::Third, cost + dear);
            if plain_classes.has(Class::Linking) {
                all.add(Tag::Linked, cost + dear);
            }
            all.add(Tag::Fin, cost + 30 + dear);
        }
        if matches!(word, "first" | "last" | "next") {
            // Behind no article it says when: `the replica promoted last lags`.
            let when =
                self.idx > self.from && !Classes::of(self.page.before(self.idx)).has(Class::Determiner);
            all.add(Tag::Num, if when { 60 } else { 0 });
            if when {
                all.add(Tag::Adv, 0);
            }
        } else if adjective {
            // `size`, `alert`: what is a verb and a noun as well is seldom an adjective.
            let seldom = verb && noun && !mostly || classes.has(Class::AdverbOrMore) || is_past_only(word);
            let cost = if classes.has(Class::LeansToNoun) { 100 } else { 50 };
            all.add(Tag::Adj, if seldom { cost } else { 0 });
        }
        let past = plain_of_past(word);
        if past.as_ref().is_some_and(|plain| Classes::of(plain).has(Class::Linking)) {
            all.add(Tag::Linked, 20);
        }
        if past.is_some() || is_past_as_well(word) || is_past_only(word) {
            // `got corrupted`
            let got = if matches!(self.page.before(self.idx), "got" | "get" | "gets") { 200 } else { 0 };
            all.add(Tag::Past, got + if is_past_only(word) { 0 } else { 20 });
            all.add(Tag::Fin, got + 40);
        }
        if is_participle(word) {
            // `come`, `run`: the plain form more often.
            let plain_too = verb && !is_past_as_well(word);
            all.add(Tag::Part, if plain_too { 60 } else { 0 });
        }
        if is_gerund(word) {
            all.add(Tag::Ger, if classes.has(Class::ThingInIng) { 60 } else { 0 });
        }
    }

    /// Written in capitals, and the words beside it are not.
    fn is_initials(&self) -> bool {
        let upper = |idx: usize| {
            let word = self.page.written(idx);
            word.len() > 1 && word.chars().all(char::is_uppercase)
        };
        upper(self.idx) && !(upper(self.idx + 1) && self.idx.checked_sub(1).is_none_or(upper))
    }

    fn is_title(&self) -> bool {
        let before = self.page.written(self.idx.saturating_sub(1));
        before.starts_with(char::is_uppercase)
    }
}

/// `read-only`, `cluster-wide`, `half-written`.
fn is_compound_adjective(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, last)| {
        is(last, Class::CompoundEnd) || is_participle(last) || is_adjective(last) && !is_verb(last)
    })
}
