//! How a form is said: the one place that knows inversion, casing, agreement and contraction. What comes out are the
//! smallest changes of the writer's words.

mod as_it_is;
mod came;
mod noticed;

use askhow_english::{
    class::{Class, is},
    clause::Form as Verb,
    lexicon::{denies, is_adverb, is_verb, object_form},
    page::Page,
    verb::{Auxiliary, Tense, past_of, plain_of_gerund, third_of},
    words::has_second_verb,
};

use super::{Casing, Rewrite, capitalised, further, head, sentence::Sentence};
use crate::rewrite::Change;
use crate::words::Words;

/// What is said in place of *why*; the comments give the words of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Say {
    /// `How did it happen?`
    How,
    /// `how that came to be`
    ThatCameToBe,
    /// `How did this go unnoticed?`
    WentUnnoticed,
    /// `How did this get past tests?`
    GotPast,
    /// `What made this hard to detect?`
    WhatMade,
    /// `what each policy is for`
    WhatFor,
    /// `How is it that the job runs at midnight?`
    HowIsIt,
    /// `how she had come to pick the blue pool`
    HadComeTo,
    /// `How is it that nobody came to page us?`
    NobodyCameTo,
    /// `How did it come about that the alert didn't fire?`
    HowCameAbout,
    /// `How did we come to use Kafka?`, of what is so today.
    CameTo,
    /// `How was it possible for one tenant to exhaust the pool?`
    WasPossible,
    /// `How did the cache come to be cold?`
    CameToBe,
    /// `How did the deploy come to fail?`
    ComeTo,
    /// `How did it make sense to Alice to restart the primary?`
    MadeSense,
    /// `What was going on in the 40 minutes it took to detect?`
    WentOnMeanwhile,
    /// `What do we use Kafka for?`
    WhatUsedFor,
    /// `How does the job come to run at midnight?`
    ComeToAsHabit,
    /// `What was happening when the deploy failed?`
    WasHappening,
}

/// The changes that say it; `None` where it cannot be said.
pub(crate) fn realise(sentence: &Sentence<'_, '_>, say: Say) -> Option<Rewrite> {
    match say {
        Say::How => Some(vec![sentence.how()]),
        Say::ThatCameToBe => {
            let last = sentence.that_alone()?;
            Some(vec![sentence.how(), Change::Over(sentence.clause.finite, last, sentence.say("came to be"))])
        }
        Say::WentUnnoticed => noticed::went_unnoticed(sentence),
        Say::GotPast => noticed::got_past(sentence),
        Say::WhatMade => what_made(sentence),
        Say::WhatFor => what_for(sentence),
        Say::HowIsIt => as_it_is::how_is_it(sentence),
        Say::HadComeTo => came::had_come_to(sentence),
        Say::NobodyCameTo => as_it_is::nobody_came_to(sentence),
        Say::HowCameAbout => as_it_is::how_came_about(sentence),
        Say::CameTo => Some(vec![
            sentence.how(),
            sentence.auxiliary("did"),
            Change::Insert(sentence.come_to_at(), sentence.say("come to")),
        ]),
        Say::WasPossible => as_it_is::was_possible(sentence),
        Say::CameToBe => came::came_to_be(sentence),
        Say::ComeTo => came::come_to(sentence),
        Say::MadeSense => further::made_sense(sentence),
        Say::WentOnMeanwhile => further::went_on_meanwhile(sentence),
        Say::WhatUsedFor => further::is_used_for(sentence),
        Say::ComeToAsHabit => further::came_to(sentence),
        Say::WasHappening => further::was_happening(sentence),
    }
}

impl Sentence<'_, '_> {
    pub fn say(&self, words: &str) -> String {
        self.casing.say(words)
    }

    pub fn how(&self) -> Change {
        head(self.page, self.why, self.casing, "how")
    }

    /// Other words in place of the auxiliary of a question.
    pub fn auxiliary(&self, words: &str) -> Change {
        Change::Replace(self.clause.finite, self.say(words))
    }

    /// Other words in place of the finite verb of a clause; a capital stays one.
    fn finite(&self, words: &str) -> Change {
        let title = self.page.is_capital(self.clause.finite);
        let words = self.say(words);
        let capital = title && self.casing == Casing::Sentence;
        Change::Replace(self.clause.finite, if capital { capitalised(&words) } else { words })
    }

    /// Where `come to` goes: before the verb, and before the adverbs that say how long or how often it is so
    /// (`come to still keep`, but `suddenly come to fail`).
    pub fn come_to_at(&self) -> usize {
        let (page, clause) = (self.page, &self.clause);
        (clause.predicate..clause.verb).find(|idx| lasts(page, *idx)).unwrap_or(clause.verb)
    }

    /// The clause as it was, behind an opening; of a question the auxiliary goes behind its subject.
    pub fn as_it_was(&self, opening: &str) -> Rewrite {
        if !self.asked() {
            return vec![head(self.page, self.why, self.casing, &format!("how {opening}"))];
        }
        let written = self.page.written(self.clause.finite).to_owned();
        vec![self.how(), self.auxiliary(opening), Change::Insert(self.clause.predicate, written)]
    }

    /// The opening that fits the time of the clause.
    pub fn opening(&self) -> &'static str {
        self.opening_as(self.asked())
    }

    fn opening_as(&self, asked: bool) -> &'static str {
        match (self.clause.which(), self.clause.tense(), asked) {
            (Auxiliary::Have | Auxiliary::Could, Tense::Past, true) => "was it that",
            (Auxiliary::Have | Auxiliary::Could, Tense::Past, false) => "it was that",
            (Auxiliary::Would, _, true) => "is it that",
            (Auxiliary::Would, _, false) if !self.has_not() => "it is that",
            (_, Tense::Past, true) => "did it come about that",
            (_, Tense::Past, false) => "it came about that",
            (_, Tense::Present, true) => "is it that",
            (_, Tense::Present, false) => "it is that",
        }
    }

    /// As [`Sentence::inflected`], with a second verb that is joined to it; `None` where that one is not to be seen.
    pub fn all_inflected(&self) -> Option<Vec<Change>> {
        let (page, verb) = (self.page, self.clause.verb);
        let Some(first) = self.inflected() else { return Some(Vec::new()) };
        let mut changes = vec![first];
        if !has_second_verb(page, verb, self.end) {
            return Some(changes);
        }
        let mut joints = (verb + 1..self.end).filter(|idx| is(page.word(*idx), Class::JoinsVerbs));
        let joint = joints.next().filter(|_| joints.next().is_none())?;
        // `and still break`: the adverb shows that it is a verb.
        let second = (joint + 2..self.end).find(|idx| !is_adverb(page.word(*idx)))?;
        let word = page.word(second);
        let denied = (joint + 1..second).any(|idx| denies(page.word(idx)));
        if !is_adverb(page.word(joint + 1)) || denied || !is_verb(word) {
            return None;
        }
        let words = if self.clause.tense() == Tense::Past { past_of(word) } else { third_of(word) };
        changes.push(Change::Replace(second, self.say(&words)));
        Some(changes)
    }

    /// The verb of a question with *do*, as it stands without it; nothing where it stays as it is.
    fn inflected(&self) -> Option<Change> {
        let verb = self.clause.verb;
        let words = match (self.clause.tense(), self.page.word(self.clause.finite)) {
            (Tense::Past, _) => past_of(self.lemma()),
            (Tense::Present, "does" | "doesn't") => third_of(self.lemma()),
            _ => return None,
        };
        Some(Change::Replace(verb, self.say(&words)))
    }
}

/// A question inside a sentence that does not ask, as the clause it stands for.
pub(crate) fn as_clause(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    // Another *why* in it is one too many to be told.
    let asks_again = (clause.subject.0..sentence.end).any(|idx| page.word(idx) == "why");
    if asks_again {
        return None;
    }
    // `check with them why do we still sync it`
    if clause.which() == Auxiliary::Do && !sentence.has_not() {
        let mut changes = vec![sentence.how()];
        match clause.tense() {
            Tense::Past if sentence.is_denied() => return None,
            Tense::Past => changes.extend([
                Change::Delete(clause.finite, clause.finite + 1),
                Change::Insert(clause.verb, sentence.say("came to")),
            ]),
            Tense::Present => {
                changes.push(sentence.auxiliary("it is that"));
                changes.extend(sentence.inflected());
            }
        }
        return Some(changes);
    }
    Some(sentence.as_it_was(sentence.opening_as(false)))
}

/// The form of a clause whose subject has no sure end: it is left as it was.
pub(crate) fn without_subject(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    sentence.clause.is_tense_sure(sentence.page).then(|| sentence.as_it_was(sentence.opening()))
}

/// Adverbs of how long or how often.
fn lasts(page: &Page<'_>, idx: usize) -> bool {
    is(page.word(idx), Words::Lasts)
}

fn what_made(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let made = if clause.tense() == Tense::Past { "made" } else { "makes" };
    let form = object_form(sentence.subject()).filter(|_| sentence.is_short());
    if sentence.asked() {
        let mut changes = vec![head(page, sentence.why, sentence.casing, "what"), sentence.auxiliary(made)];
        changes.extend(form.map(|form| Change::Replace(clause.subject.0, sentence.say(form))));
        return Some(changes);
    }
    let mut changes = vec![head(page, sentence.why, sentence.casing, &format!("what {made}"))];
    if let Some(pronoun) = contracted_pronoun(sentence) {
        let form = object_form(&pronoun.to_lowercase())
            .map_or_else(|| pronoun.to_owned(), |form| sentence.say(form));
        changes.push(Change::Replace(clause.finite, form));
        return Some(changes);
    }
    changes.extend(form.map(|form| Change::Replace(clause.subject.0, sentence.say(form))));
    changes.push(Change::Delete(clause.finite, clause.finite + 1));
    Some(changes)
}

/// `it` of `it's`, as it is written.
fn contracted_pronoun<'s>(sentence: &'s Sentence<'_, '_>) -> Option<&'s str> {
    match sentence.clause.form {
        Verb::Contracted(_, len) => sentence.page.written(sentence.clause.finite).get(..len),
        _ => None,
    }
}

fn what_for(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let what = |words| head(page, sentence.why, sentence.casing, words);
    if clause.auxiliary().is_none() && clause.tense() == Tense::Present {
        if sentence.lemma() == "matter" {
            return Some(vec![sentence.how()]);
        }
        let is = if matches!(clause.form, Verb::Third(_)) { "is for" } else { "are for" };
        return Some(vec![what("what"), sentence.finite(is)]);
    }
    // `what led us to close the ticket`
    let pronoun = contracted_pronoun(sentence).map(str::to_lowercase);
    let us = object_form(pronoun.as_deref().unwrap_or(sentence.subject())).unwrap_or("you");
    let plain = match &clause.form {
        Verb::Past(plain) => plain.clone(),
        _ => plain_of_gerund(page.word(clause.verb))?,
    };
    if pronoun.is_some() {
        let us = sentence.say(&format!("{us} to {plain}"));
        return Some(vec![what("what led"), Change::Over(clause.finite, clause.verb + 1, us)]);
    }
    Some(vec![
        what("what led"),
        Change::Replace(clause.subject.0, sentence.say(us)),
        Change::Over(clause.finite, clause.verb + 1, sentence.say(&format!("to {plain}"))),
    ])
}
