//! Participles without their auxiliary: `relay restarted`, `all workers running`.

use super::clause::{Said, Voice, is_number};
use super::table::TABLE;
use crate::class::{Class, is};
use crate::lexicon::{is_adverb, is_conjunction, is_determiner, is_preposition, is_verb};
use crate::page::Page;
use crate::verb::{is_gerund, is_participle, plain_of_gerund, plain_of_participle};

/// Participles that say how something is.
pub(super) fn is_adjective_here(word: &str) -> bool {
    TABLE.stated.contains_key(word)
        && !TABLE.done.contains_key(plain_of_participle(word).unwrap_or_default().as_str())
}

/// `Fix deployed to production`, `relay restarted`: a passive without its *was*, where a thing has no object behind a verb
/// that wants one.
pub(super) fn is_bare_passive(page: &Page<'_>, said: &Said, to: usize) -> bool {
    let next = page.word(said.verb + 1);
    // `approved and merged the pull request`: both were.
    let goes_on = matches!(next, "and" | "&")
        && is_participle(page.word(said.verb + 2))
        && is_determiner(page.word(said.verb + 3));
    let has_object = goes_on
        || said.verb + 1 < to
            && !is_preposition(next)
            && !is_adverb(next)
            && !is_conjunction(next)
            && !TABLE.beside.contains(next)
            && !TABLE.stated.contains_key(next);
    // `restarted to free it`: somebody wanted that.
    let is_meant = next == "to"
        && is_verb(page.word(said.verb + 2))
        && TABLE.deed.contains(said.plain.as_str())
        && !TABLE.into.contains(said.plain.as_str());
    is_participle(page.word(said.verb))
        && !has_object
        && (is_meant || !TABLE.alone.contains(said.plain.as_str()))
}

/// Nouns with a participle and no more: `all workers running`, `checks confirmed green`.
pub(super) fn read_bare(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Said> {
    let is_verbal = |idx: &usize| {
        let word = page.word(*idx);
        !is_preposition(page.before(*idx))
            && !is_determiner(page.before(*idx))
            && !is_number(page.before(*idx))
            && (is_participle(word) || is_gerund(word) && !is(word, Class::ThingInIng))
    };
    let stop = (from..to).find(|idx| idx > &from && is_preposition(page.word(*idx))).unwrap_or(to);
    let at = (from + 1..stop).find(is_verbal)?;
    let word = page.word(at);
    let (plain, voice) = match plain_of_gerund(word) {
        Some(plain) => (plain, Voice::Active),
        None => (plain_of_participle(word).unwrap_or_else(|| word.to_owned()), Voice::Passive),
    };
    let voice =
        if voice == Voice::Passive && TABLE.alone.contains(plain.as_str()) { Voice::Active } else { voice };
    Some(Said {
        subject: Some((from, at)),
        verb: at,
        plain,
        voice,
        not: page.before(at) == "not",
        ..Said::default()
    })
}
