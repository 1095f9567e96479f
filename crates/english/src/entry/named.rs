//! Clauses that begin with somebody's name: `Operator reports`, `dcbw merges the change`.

use super::bare::is_bare_passive;
use super::clause::Said;
use super::table::TABLE;
use super::who::{is_strange, numbered};
use crate::class::{Class, is};
use crate::lexicon::{
    is_adverb, is_also_noun, is_determiner, is_function_word, is_particle, is_preposition,
    is_subject_pronoun, is_verb,
};
use crate::page::{Kind, Page};
use crate::people::is_software;
use crate::roles::is_anybody;
use crate::verb::{auxiliary, is_gerund, is_participle, is_past_as_well, plain_of_past, plain_of_third};

/// A clause that begins with somebody's name, or one that may be, and a verb right behind it: `Operator reports`, `the
/// on-call engineer then restarts`. No other reading is looked for.
pub(super) fn read_named(page: &Page<'_>, (from, to): (usize, usize), names: &[String]) -> Option<Said> {
    let from = if page.get(from).is_some_and(|token| token.is_sign("@")) { from + 1 } else { from };
    let ends = (from + 1..to.min(from + 6)).take_while(|end| {
        !page.get(*end).is_some_and(|token| token.kind == Kind::Sign) || matches!(page.word(*end), "&")
    });
    for end in ends {
        let mut verb = end;
        while verb < to && is_adverb(page.word(verb)) && !is_verb(page.word(verb)) {
            verb += 1;
        }
        let word = page.word(verb);
        if verb >= to || auxiliary(word).is_some() || page.get(verb).is_none_or(|token| !token.is_word()) {
            continue;
        }
        let past = plain_of_past(word).or_else(|| is_past_as_well(word).then(|| word.to_owned()));
        // `Engineers begin`, `Edward and Kirsty fix`: several, and the plain form.
        let are_several = is_anybody(page.word(end - 1)) && page.word(end - 1).ends_with('s')
            || (from + 1..end).any(|idx| matches!(page.word(idx), "and" | "&"));
        let several = || (are_several && is_verb(word)).then(|| word.to_owned());
        let Some(plain) = past.clone().or_else(|| plain_of_third(word)).or_else(several) else { continue };
        let in_tables = TABLE.only.contains_key(plain.as_str())
            || TABLE.people.contains_key(plain.as_str())
            || TABLE.deed.contains(plain.as_str())
            || TABLE.into.contains(plain.as_str());
        // `a team member based in Munich noticed`: the first says which one.
        let (verb, plain) = match later(page, verb, to).filter(|_| past.is_some() && !in_tables) {
            Some((at, plain)) => (at, plain),
            None => (verb, plain),
        };
        let name = page.span(from, end).of(&page.plain.text).to_lowercase();
        let is_people = names.contains(&name)
            || crate::names::is_person(page, (from, end))
            || is_anybody(page.word(end - 1)) && !is_software(page, (from, end), verb)
            || numbered(page, (from, end)).is_some();
        let is_noun = is_also_noun(&plain) && !in_tables;
        if !(is_people && !is_noun || in_tables && may_be_name(page, (from, end), verb)) {
            continue;
        }
        let mut said = Said { subject: Some((from, end)), verb, plain, ..Said::default() };
        said.bare = past.is_some() && is_bare_passive(page, &said, to);
        return Some(said);
    }
    None
}

/// A name in small letters, or with a capital, of no word that the lexicon knows, before a verb that has an object.
fn may_be_name(page: &Page<'_>, (from, end): (usize, usize), verb: usize) -> bool {
    // `bstack and dustin`: one, or several that are joined.
    let is_joint = |idx: usize| matches!(page.word(idx), "and" | "&");
    let is_strange = (from..end).all(|idx| ((idx - from) % 2 == 0) != is_joint(idx))
        && (from..end).step_by(2).all(|idx| is_strange(page, idx))
        && (end - from) % 2 == 1;
    let next = page.word(verb + 1);
    let opens = is_determiner(next)
        || is_subject_pronoun(next)
        || matches!(next, "#" | "@")
        || is(next, Class::OpensObject)
        || page.get(verb + 1).is_some_and(|token| token.kind == Kind::Name)
        || is_particle(next);
    // `dcbw merges change to make`: what follows is no other verb.
    let third = plain_of_third(page.word(verb)).filter(|plain| TABLE.deed.contains(plain.as_str()));
    let goes_on = third.is_some()
        && page.get(verb + 1).is_some_and(|token| token.is_word())
        && !is_function_word(next)
        && !is_adverb(next)
        && plain_of_past(next).is_none()
        && plain_of_third(next).is_none()
        && !is_participle(next)
        && (!is_verb(next) || is_also_noun(next));
    let begins = TABLE
        .into
        .contains(plain_of_third(page.word(verb)).unwrap_or_else(|| page.word(verb).to_owned()).as_str())
        && is_gerund(next);
    is_strange && (opens || goes_on || begins)
}

/// The verb behind a participle and its place: `noticed` of `based in Munich noticed`.
fn later(page: &Page<'_>, participle: usize, to: usize) -> Option<(usize, String)> {
    if !is_preposition(page.word(participle + 1)) {
        return None;
    }
    (participle + 3..to.min(participle + 6)).find_map(|at| {
        let plain = plain_of_past(page.word(at)).or_else(|| plain_of_third(page.word(at)))?;
        let plain_verb = plain.as_str();
        let acts = TABLE.only.contains_key(plain_verb)
            || TABLE.people.contains_key(plain_verb)
            || TABLE.deed.contains(plain_verb)
            || TABLE.into.contains(plain_verb);
        acts.then_some((at, plain))
    })
}
