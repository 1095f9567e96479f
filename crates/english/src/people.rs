//! Who is spoken of, and whether a sentence denies what it seems to say.

use super::{
    lexicon::{denies, is_adjective, is_adverb, is_determiner},
    names::is_person,
    roles::is_role,
    verb::auxiliary,
};
use crate::page::Page;

/// The people right before token `idx` (adverbs aside), as tokens: `the on-call`, `we`, `Alice`.
pub fn people_before(page: &Page<'_>, idx: usize) -> Option<(usize, usize)> {
    let (start, _) = page.sentence(idx);
    let mut end = idx;
    while end > start && is_adverb(page.word(end - 1)) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    let word = page.word(last);
    if is_person_pronoun(word) {
        return Some((last, end));
    }
    if last > start && page.get(last - 1).is_some_and(|token| token.is_sign("@")) {
        return Some((last - 1, end));
    }
    if is_role(word) || word == "one" && matches!(page.before(last), "no" | "some" | "any") {
        let mut from = last;
        while from > start && last - from < 4 && describes(page, from - 1) {
            from -= 1;
            if is_determiner(page.word(from)) {
                break;
            }
        }
        return Some((from, end));
    }
    [last, last.saturating_sub(1).max(start)]
        .into_iter()
        .find(|from| is_person(page, (*from, end)))
        .map(|from| (from, end))
}

/// Words that may stand between an article and a role: `the primary on-call`, `our database team`.
fn describes(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    page.get(idx).is_some_and(|token| token.is_word())
        && (is_determiner(word)
            || is_adjective(word)
            || !super::lexicon::is_function_word(word) && !is_adverb(word))
        && auxiliary(word).is_none()
}

/// `we`, `somebody`, `who`.
pub fn is_person_pronoun(word: &str) -> bool {
    crate::class::is(word, crate::class::Class::PersonPronoun)
}

/// Whether people stand within the next few words.
pub fn people_ahead(page: &Page<'_>, from: usize, words: usize) -> bool {
    let (_, end) = page.sentence(from);
    (from..end.min(from + words)).any(|idx| {
        let word = page.word(idx);
        is_role(word)
            || matches!(word, "me" | "us" | "him" | "her" | "them" | "you" | "someone" | "somebody")
            || is_person(page, (idx, idx + 1))
    })
}

/// A word that denies stands in the few words before `from`, or `instead of`, `rather than` do.
pub fn is_denied(page: &Page<'_>, from: usize, words: usize) -> bool {
    let (start, _) = page.sentence(from);
    let near = start.max(from.saturating_sub(words))..from;
    near.rev().take_while(|idx| !matches!(page.word(*idx), "," | ";" | ":" | "—")).any(|idx| {
        let word = page.word(idx);
        denies(word)
            || matches!(word, "without" | "avoid" | "avoiding" | "avoids" | "stop" | "beyond" | "isn't")
            || page.reads(idx, &["instead", "of"])
            || page.reads(idx, &["rather", "than"])
    })
}

/// The first of `words` within the next few tokens of the sentence.
pub fn ahead(page: &Page<'_>, from: usize, tokens: usize, words: &[&str]) -> Option<usize> {
    let (_, end) = page.sentence(from);
    (from..end.min(from + tokens)).find(|idx| words.contains(&page.word(*idx)))
}
