//! What is wished for afterwards: `if only`, `had we known`, `had the night shift known`.

use super::{
    super::tell::{Tokens, report},
    MESSAGE, RULE, avoidable, general, participle, told,
};
use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    lexicon::{denies, is_adverb, is_determiner, is_function_word},
    page::Page,
    people::{ahead, is_person_pronoun, people_before},
    verb::{is_participle, plain_of_participle},
};

use crate::family::Found;
use crate::words::Words;

/// `if we had`, `had we`, `had the shift known`: wished for afterwards.
pub(super) fn wished(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    // `had we not looked` tells what went right.
    if page.word(to) == "not" {
        return None;
    }
    if page.word(from) == "if" {
        let (start, _) = page.sentence(from);
        let asked = (start..from).any(|idx| is(page.word(idx), Words::AsksIf));
        if asked {
            return None;
        }
    }
    let fits = if page.reads(from, "if only") {
        ahead(page, to, 5, |word| matches!(word, "had" | "hadn't" | "known" | "been")).is_some()
    } else {
        let (start, _) = page.sentence(from);
        // `could have been avoided had we known` is told once, by what it regrets.
        if (start..from).any(|idx| page.word(idx + 1) == "have" && avoidable(page, (idx, idx + 2)).is_some())
        {
            return None;
        }
        let first = page.word(from) == "if"
            || start == from
            || matches!(page.before(from), "," | "—" | "–")
            // `it would have been shorter had we known`
            || (start..from).any(|idx| page.reads(idx, "would have") || page.reads(idx, "could have"));
        if page.word(from) == "had" && to == from + 1 {
            return (first && is_inverted_wish(page, (from, to))).then(|| told(page, (from, to)));
        }
        first && participle(page, to).is_some_and(|verb| !matches!(page.word(verb), "had"))
    };
    fits.then(|| report(page, &RULE, (from, to), MESSAGE).open_question(general(page, from)))
}

/// `Had the night shift known of it`: people, or work that they do, and what would have come of it.
fn is_inverted_wish(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, end) = page.sentence(from);
    let names = is_determiner(page.word(to)) || is_person_pronoun(page.word(to)) || page.is_capital(to);
    let would = (start..end).any(|idx| {
        matches!(page.word(idx), "would" | "could" | "might" | "wouldn't")
            && !matches!(page.before(idx), "which" | "that")
    });
    let done = (to + 1..end.min(to + 7))
        .take_while(|idx| !is_boundary(page, *idx))
        .find(|idx| is_participle(page.word(*idx)) && is_verb_of_clause(page, *idx));
    let Some(verb) = done.filter(|_| names && would) else { return false };
    let denied = (to..verb).any(|idx| denies(page.word(idx)));
    let people = people_before(page, verb).is_some()
        || plain_of_participle(page.word(verb)).is_some_and(|plain| is(&plain, Class::DoneByPeople));
    let passive = page.word(verb) == "been"
        && [Class::Work, Class::Averts, Class::DoneByHand]
            .iter()
            .any(|class| is(page.word(verb + 1), *class));
    !denied && (people || passive)
}

/// `known` of `had the shift known of it`; not `failed` of `the failed node`.
fn is_verb_of_clause(page: &Page<'_>, idx: usize) -> bool {
    let next = page.word(idx + 1);
    let before = page.before(idx);
    page.word(idx) == "been"
        || !is_determiner(before)
            && (is_boundary(page, idx + 1)
                || is_function_word(next)
                || is_adverb(next)
                || people_before(page, idx).is_some())
}
