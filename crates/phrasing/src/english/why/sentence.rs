//! A *why* with its clause, and what can be asked of it: the conditions that `forms.rs` names.

use askhow_english::{
    class::is,
    clause::{Clause, Form, Order, is_boundary, is_over},
    lexicon::{denies, is_never, is_plain_form_pronoun, is_preposition, is_verb},
    names::is_person,
    page::Page,
    roles::{is_anybody, is_role},
    verb::{Auxiliary, Tense, is_gerund, is_participle},
    words::{is_chosen, is_effect, is_judgement, is_swap, noticing_participle, noticing_verb},
};

use super::Casing;
use crate::words::Words;

/// A *why* and the clause behind it, asked or told.
pub(crate) struct Sentence<'s, 'p> {
    pub page: &'s Page<'p>,
    pub why: usize,
    pub clause: Clause,
    /// The closing sign of the question, or where the clause ends.
    pub end: usize,
    pub casing: Casing,
    /// *Why* starts the sentence: a heading or a label.
    pub label: bool,
    /// Somebody is told, or it is written down: the grounds are asked for.
    pub told: bool,
}

/// What has to be so for a form; a list of them holds where all hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// The auxiliary stands before its subject.
    Asked,
    /// The subject stands first.
    Told,
    /// Told, and no heading or label.
    Inside,
    /// Not a pronoun with its auxiliary in one word.
    Apart,
    Past,
    Present,
    /// *Do*, or a verb without an auxiliary.
    Do,
    Be,
    Have,
    /// *Can*, *could*.
    Able,
    /// *Would*, *will*, *might*, *may*.
    Would,
    /// *Must*.
    Bound,
    /// *Not*, in any shape, or a subject that denies.
    Denied,
    /// None of that.
    Affirmed,
    /// *Not* or *never* with the auxiliary.
    Not,
    /// The subject denies: `nobody`, `none of them`, `so few`.
    Nobody,
    /// A telling that wonders as a *not* does: `never`, `still`, `failed to`.
    Lasting,
    /// The subject is a person, a team, a role.
    People,
    /// It is nobody of that kind.
    Thing,
    /// It is nobody at all, no customer and no vendor either.
    Lifeless,
    /// `that is`, `this is so`, `it is the case`, and nothing else.
    ThatAlone,
    /// `not caught`, `not noticed`.
    Noticed,
    /// `catch`, `notice`, with an object.
    Notices,
    /// `hard`, `a problem`.
    Judged,
    /// `exists`, `matters`, a choice that is told to somebody.
    Grounds,
    /// `used to`.
    UsedTo,
    /// It is perfect, seems so, is needed, is seen: nothing came about at one moment.
    Standing,
    /// `use`, `have`, `rely on`, of people.
    Relied,
    /// Verbs of coming about.
    ComesAbout,
    /// Verbs of what one thing does to another.
    Effect,
    /// A label that tells of one event, and of no choice of people.
    Event,
    /// No *also* and no *still* before what is said.
    Once,
    /// `randomly`, `every night`: it is so time and again.
    Often,
    /// `keep`: it was so time and again.
    Keeps,
    /// `begin to`, `start to`, `turn into`: coming about is in the verb.
    Begins,
    /// `still so`, `only some`: the wonder is that it was no other way.
    Odd,
    /// `still` before the verb.
    Still,
    /// What is done is done to nobody: `page nobody`.
    ToNobody,
}

impl Sentence<'_, '_> {
    /// Whether all of these hold.
    pub fn is_all(&self, conditions: &[Is]) -> bool {
        conditions.iter().all(|condition| self.is(*condition))
    }

    fn is(&self, condition: Is) -> bool {
        let (page, clause) = (self.page, &self.clause);
        let which = clause.which();
        match condition {
            Is::Asked => self.asked(),
            Is::Told => !self.asked(),
            Is::Inside => !self.asked() && !self.label,
            Is::Apart => !matches!(clause.form, Form::Contracted(..)),
            Is::Past => clause.tense() == Tense::Past,
            Is::Present => clause.tense() == Tense::Present,
            Is::Do => which == Auxiliary::Do,
            Is::Be => which == Auxiliary::Be,
            Is::Have => which == Auxiliary::Have,
            Is::Able => matches!(which, Auxiliary::Can | Auxiliary::Could),
            Is::Would => which == Auxiliary::Would,
            Is::Bound => which == Auxiliary::Should,
            Is::Denied => self.is_denied(),
            Is::Affirmed => !self.is_denied(),
            Is::Not => self.has_not(),
            Is::Nobody => self.is_nobody(),
            Is::Lasting => self.is_lasting(),
            Is::People => self.is_about_people(),
            Is::Thing => !self.is_about_people(),
            Is::Lifeless => {
                let last = page.word(clause.subject.1.saturating_sub(1));
                !self.is_about_people() && !is_anybody(last)
            }
            Is::ThatAlone => self.that_alone().is_some(),
            Is::Noticed => noticing_participle(page.word(clause.verb)).is_some(),
            Is::Notices => noticing_verb(self.lemma()).is_some(),
            Is::Judged => is_judgement(page, clause.verb) && !self.subject().starts_with("there"),
            Is::Grounds => self.asks_for_grounds(),
            Is::UsedTo => self.used_to(),
            Is::Standing => self.is_standing(),
            Is::Relied => is(self.lemma(), Words::ReliedOn),
            Is::ComesAbout => is_swap(page, clause.verb, self.lemma()),
            Is::Effect => is_effect(page, clause.verb, self.lemma()),
            Is::Event => self.is_event(),
            Is::Once => {
                !(clause.predicate..clause.verb).any(|idx| matches!(page.word(idx), "also" | "still"))
            }
            Is::Often => (clause.subject.1..self.end)
                .any(|idx| askhow_english::class::is(page.word(idx), askhow_english::class::Class::Often)),
            Is::Keeps => self.lemma() == "keep" && is_gerund(page.word(clause.verb + 1)),
            Is::Begins => match self.lemma() {
                "begin" | "start" => {
                    page.word(clause.verb + 1) == "to" || is_gerund(page.word(clause.verb + 1))
                }
                "turn" => page.word(clause.verb + 1) == "into",
                _ => false,
            },
            Is::Odd => self.subject() == "only" || self.is(Is::Still),
            Is::Still => (clause.predicate..clause.verb).any(|idx| page.word(idx) == "still"),
            Is::ToNobody => {
                let next = clause.verb + 1;
                matches!(page.word(next), "nobody" | "no-one") || page.reads(next, "no one")
            }
        }
    }

    pub fn asked(&self) -> bool {
        self.clause.order == Order::Asked
    }

    pub fn subject(&self) -> &str {
        self.page.word(self.clause.subject.0)
    }

    /// The plain form of the main verb.
    pub fn lemma(&self) -> &str {
        self.clause.lemma(self.page)
    }

    /// The subject is one word.
    pub fn is_short(&self) -> bool {
        self.clause.subject.1 == self.clause.subject.0 + 1
    }

    pub fn is_over(&self) -> bool {
        is_over(self.page, (self.clause.subject.0, self.end))
    }

    /// Nothing of the clause follows.
    pub fn ends_at(&self, idx: usize) -> bool {
        idx >= self.end || is_boundary(self.page, idx)
    }

    pub fn has_not(&self) -> bool {
        self.clause.not.is_some() || self.clause.auxiliary().is_some_and(|finite| finite.negative)
    }

    pub fn is_denied(&self) -> bool {
        self.has_not()
            || denies(self.subject())
            || self.clause.which() == Auxiliary::Be && is(self.page.word(self.clause.verb), Words::DeniesVerb)
    }

    /// The adverb that denies comes close to *never*.
    pub fn is_never(&self) -> bool {
        self.clause.not.is_some_and(|not| is_never(self.page.word(not)))
    }

    /// `so few`: as with nobody, the wonder is how little was done.
    fn is_nobody(&self) -> bool {
        let first = self.clause.subject.0;
        let few = matches!(self.subject(), "so" | "too" | "few")
            && (first..first + 2).any(|idx| matches!(self.page.word(idx), "few" | "little"));
        few || denies(self.subject()) && self.subject() != "not"
    }

    /// `nobody`, `no one`, and no more.
    pub fn is_nobody_at_all(&self) -> bool {
        self.subject() == "nobody" || self.page.reads(self.clause.subject.0, "no one")
    }

    fn is_lasting(&self) -> bool {
        let (page, clause) = (self.page, &self.clause);
        let failed = matches!(&clause.form, Form::Past(plain) if plain == "fail")
            && page.word(clause.finite + 1) == "to";
        let near = clause.subject.1.saturating_sub(2)..clause.finite + 3;
        failed
            || near.clone().any(|idx| {
                page.word(idx) == "still" || is_never(page.word(idx)) || page.reads(idx, "no longer")
            })
    }

    pub fn is_about_people(&self) -> bool {
        is(self.subject(), Words::AboutPeople)
            || self.head().is_some_and(|head| is_role(self.page.word(head)))
            || is_person(self.page, self.clause.subject)
    }

    /// The noun that the subject is about: `restart` of `the restart of the pods owned by the team`, but `engineers` of
    /// `half of the engineers`.
    fn head(&self) -> Option<usize> {
        let (from, to) = self.clause.subject;
        let describes = |idx: &usize| {
            let word = self.page.word(*idx);
            is_preposition(word) && !(word == "of" && is_part(self.page.before(*idx)))
                || is(word, Words::RelativePronoun)
        };
        let end = (from + 1..to).find(describes).unwrap_or(to);
        end.checked_sub(1)
    }

    /// `I`, `we`, `they`: they go with a plain form, and are people without a doubt.
    pub fn has_plain_pronoun(&self) -> bool {
        is_plain_form_pronoun(self.subject())
    }

    /// Behind `that is so`; the last token that goes.
    pub fn that_alone(&self) -> Option<usize> {
        let (page, clause) = (self.page, &self.clause);
        let alone = matches!(self.subject(), "that" | "this" | "it")
            && clause.finite == clause.subject.0 + 1
            && matches!(clause.form, Form::Auxiliary(_));
        let behind = clause.finite + 1;
        match () {
            () if !alone => None,
            () if self.ends_at(behind) => Some(behind),
            () if page.word(behind) == "so" && self.ends_at(behind + 1) => Some(behind + 1),
            () if page.reads(behind, "the case") => Some(behind + 2),
            () => None,
        }
    }

    fn asks_for_grounds(&self) -> bool {
        let clause = &self.clause;
        let present = clause.tense() == Tense::Present && clause.auxiliary().is_none();
        let exists = self.lemma() == "exist" && self.ends_at(clause.finite + 1);
        let closing = clause.auxiliary().is_some()
            && clause.which() == Auxiliary::Be
            && is_gerund(self.page.word(clause.verb))
            && clause.verb == clause.finite + 1;
        let people = match clause.form {
            Form::Contracted(_, len) => {
                closing && self.page.word(clause.finite).get(..len).is_some_and(is_plain_form_pronoun)
            }
            _ => self.has_plain_pronoun() && clause.finite == clause.subject.0 + 1,
        };
        let chosen = self.told
            && people
            && (matches!(clause.form, Form::Past(_))
                || closing && matches!(clause.form, Form::Auxiliary(_) | Form::Contracted(..)));
        present && (self.lemma() == "matter" || exists) || chosen
    }

    fn used_to(&self) -> bool {
        let (page, verb) = (self.page, self.clause.verb);
        let behind = page.word(verb + 2);
        matches!(page.word(verb), "use" | "used")
            && page.word(verb + 1) == "to"
            && (matches!(behind, "be" | "have") || is_verb(behind))
    }

    fn is_standing(&self) -> bool {
        let clause = &self.clause;
        let present = clause.tense() == Tense::Present;
        let needs = is(self.lemma(), Words::NeedsThings);
        let sees = is(self.lemma(), Words::SeesThings);
        if self.asked() {
            let person =
                self.has_plain_pronoun() || matches!(self.subject(), "people" | "users" | "customers");
            let fits = needs && !self.is_about_people() || (needs || sees) && person;
            let has =
                self.lemma() == "have" && self.is_about_people() && self.page.word(clause.verb + 1) != "to";
            return present && clause.which() == Auxiliary::Do && fits && !has;
        }
        let bare = clause.auxiliary().is_none();
        let there_is = matches!(self.subject(), "there" | "there's");
        present && (bare && needs || there_is)
    }

    /// What people chose to do: *how* asks for the way of it, and *why* for the grounds.
    pub fn is_choice(&self) -> bool {
        let bare = self.clause.auxiliary().is_none();
        bare && self.label && self.is_about_people() && is_chosen(self.lemma())
    }

    fn is_event(&self) -> bool {
        let clause = &self.clause;
        let people = self.has_plain_pronoun() || self.is_about_people();
        let choice = people && clause.auxiliary().is_none() && is_chosen(self.lemma());
        let event = match &clause.form {
            Form::Past(plain) => plain != "take",
            Form::Auxiliary(finite) => {
                finite.which == Auxiliary::Be
                    && finite.tense == Tense::Past
                    && is_participle(self.page.word(clause.verb))
            }
            _ => false,
        };
        self.label && !choice && event
    }
}

/// `half of`, `one of`: what follows is what it is about.
fn is_part(word: &str) -> bool {
    askhow_english::number(word) || is(word, Words::OfAWhole)
}
