//! What came to be so, and what came to happen.

use askhow_english::{
    class::{Class, is},
    clause::{Clause, Form as Verb},
    lexicon::is_verb,
    page::Page,
    verb::{Auxiliary, Tense, is_gerund, is_participle, plain_of_participle, plain_of_past, plain_of_third},
    words::{has_second_verb, is_chosen, is_judgement},
};

use super::super::{Rewrite, sentence::Sentence};
use super::{contracted_pronoun, lasts};
use crate::rewrite::Change;
use crate::words::Words;

pub(super) fn came_to_be(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let verb = page.word(clause.verb);
    let present = clause.tense() == Tense::Present;
    let being = verb == "being" && is_participle(page.word(clause.verb + 1));
    let goes_on = is_gerund(verb) && !being || sentence.asked() && is_gerund(verb);
    if sentence.asked() {
        // `was it possible to`, `is this happening`: *how* takes them as they are.
        let it =
            sentence.is_short() && matches!(sentence.subject(), "it" | "this" | "that") && verb == "possible";
        // `is this even allowed`
        let even = sentence.is_short() && page.word(clause.predicate) == "even";
        if it || even || matches!(verb, "happening" | "occurring" | "able") {
            return Some(vec![sentence.how()]);
        }
    }
    // `were taking so long`, `were being 403'd`: it went on, and did not come about at one moment.
    if !sentence.asked() && !present && (goes_on || verb == "being" && !being) {
        return Some(sentence.as_it_was("it was that"));
    }
    // What goes on today has not come to an end; `still being read`, `about to expire` are no events.
    let lasting = being && (present || (clause.predicate..clause.verb).any(|idx| lasts(page, idx)));
    // `also running`, today
    let also = clause.verb.checked_sub(1).filter(|idx| page.word(*idx) == "also" && *idx >= clause.predicate);
    // `the lock is taken on the read path`: it is done time and again.
    let recurs = present && is(verb, Class::Recurs);
    let lasting = lasting || recurs || present && also.is_some();
    let there = sentence.asked() && sentence.subject() == "there";
    let about = sentence.asked() && page.reads(clause.verb, "about to");
    let often = (clause.predicate..=clause.verb).any(|idx| is(page.word(idx), Words::AtTimes));
    if present && (goes_on || often || there || !sentence.is_over()) || about || lasting {
        return Some(sentence.as_it_was(sentence.opening()));
    }
    if sentence.asked() {
        let come_to_be = sentence.say("come to be");
        return Some(vec![
            sentence.how(),
            sentence.auxiliary("did"),
            match being {
                true => Change::Replace(clause.verb, come_to_be),
                false => Change::Insert(also.map_or(clause.predicate, |also| also + 1), come_to_be),
            },
        ]);
    }
    let next = page.word(clause.finite + 1) == "being" && is_participle(page.word(clause.finite + 2));
    let to = clause.finite + 1 + usize::from(next);
    let words = sentence.say("came to be");
    let words = contracted_pronoun(sentence).map_or(words.clone(), |pronoun| format!("{pronoun} {words}"));
    Some(vec![
        sentence.how(),
        match contracted_pronoun(sentence) {
            Some(_) if !next => Change::Replace(clause.finite, words),
            _ => Change::Over(clause.finite, to, words),
        },
    ])
}

pub(super) fn come_to(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let mut changes = vec![sentence.how()];
    let before = clause.finite.saturating_sub(1);
    // `come to opt to evict` is one choice too many.
    if matches!(sentence.lemma(), "opt" | "elect") && page.word(clause.verb + 1) == "to" {
        return None;
    }
    changes.push(match &clause.form {
        // `might a replay have triggered it`: the perfect stays with its auxiliary.
        _ if sentence.asked() && sentence.lemma() == "have" && clause.which() == Auxiliary::Would => {
            let said = page.word(clause.verb + 1);
            match plain_of_participle(said) {
                Some(plain) => Change::Replace(clause.verb + 1, sentence.say(&format!("come to {plain}"))),
                None => Change::Insert(sentence.come_to_at(), sentence.say("come to")),
            }
        }
        _ if sentence.asked() => Change::Insert(sentence.come_to_at(), sentence.say("come to")),
        Verb::Past(_) | Verb::Third(_) if has_second_finite(page, clause, sentence.end) => {
            return Some(sentence.as_it_was(sentence.opening()));
        }
        Verb::Past(plain) | Verb::Third(plain) => {
            let comes = if clause.tense() == Tense::Past { "came to" } else { "comes to" };
            // `still runs`: it comes to still run.
            if clause.subject.1 < clause.finite && lasts(page, before) {
                let words = sentence.say(&format!("{comes} {} {plain}", page.word(before)));
                Change::Over(before, clause.finite + 1, words)
            } else {
                sentence.finite(&format!("{comes} {plain}"))
            }
        }
        Verb::Plain => {
            let come = if sentence.has_plain_pronoun() { "came to" } else { "come to" };
            Change::Insert(clause.finite, sentence.say(come))
        }
        // `would be worse`: the ground is asked for, and no event.
        _ if page.word(clause.verb) == "be" && is_judgement(page, clause.verb + 1) => return None,
        _ if page.word(clause.verb) == "have" && clause.which() == Auxiliary::Would => {
            let plain = plain_of_participle(page.word(clause.verb + 1))?;
            Change::Replace(clause.verb + 1, sentence.say(&format!("come to {plain}")))
        }
        _ if is_verb(page.word(clause.verb)) || page.word(clause.verb) == "be" => {
            Change::Insert(clause.verb, sentence.say("come to"))
        }
        _ => return None,
    });
    Some(changes)
}

/// `overrides instead of merges`, `failed over and stopped`: more than one verb would change its form.
fn has_second_finite(page: &Page<'_>, clause: &Clause, end: usize) -> bool {
    let same = |word: &str| match clause.tense() {
        Tense::Past => plain_of_past(word).is_some(),
        Tense::Present => plain_of_third(word).is_some(),
    };
    (clause.finite + 1..end).any(|idx| {
        let joins = is(page.word(idx), Class::JoinsVerbs)
            || page.reads(idx.saturating_sub(1), "instead of")
            || page.reads(idx.saturating_sub(1), "rather than");
        joins && same(page.word(idx + 1))
    })
}

/// `had picked` as `had come to pick`.
pub(super) fn had_come_to(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    let (page, clause) = (sentence.page, &sentence.clause);
    let plain = plain_of_participle(page.word(clause.verb))?;
    if !is_chosen(&plain) || has_second_verb(page, clause.verb, sentence.end) {
        return None;
    }
    let words = sentence.say(&format!("come to {plain}"));
    Some(vec![sentence.how(), Change::Replace(clause.verb, words)])
}
