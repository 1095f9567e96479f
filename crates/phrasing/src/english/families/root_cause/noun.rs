//! How a thing came about, for *the root cause of it*: where the noun ends, and that nothing stands behind it.

use super::super::tell::{Tokens, like};
use askhow_english::{
    class::is,
    clause::is_boundary,
    lexicon::{is_adverb, is_determiner, is_function_word, is_preposition, is_subject_pronoun, is_verb},
    page::{Kind, Page},
    verb::{is_gerund, is_past_only, plain_of_past, plain_of_third},
};

use crate::{english::why::is_open, rewrite::Change, words::Words};

/// The last token of a noun phrase that begins at `noun` and behind which its clause ends, and whether that is
/// certain: one or two plain words behind a determiner, and the end of the sentence.
pub(super) fn noun_alone(page: &Page<'_>, the: usize, noun: usize, end: usize) -> Option<(usize, bool)> {
    let determined = is_determiner(page.word(noun));
    let first = noun + usize::from(determined);
    let is_plain = |idx: usize| {
        let word = page.word(idx);
        page.get(idx).is_some_and(|token| token.kind != Kind::Sign && token.spaced)
            && !is_function_word(word)
            && !is_adverb(word)
            && !is_gerund(word)
            && (idx == first || plain_of_past(word).is_none())
            && !is(word, Words::WhenItWas)
            && !word.ends_with("self")
            && !word.ends_with("selves")
            // `on` was left out before it.
            && !(word.ends_with("day") && page.is_capital(idx))
    };
    // `the loss of the data`
    let of = |idx: usize| page.word(idx) == "of" && is_determiner(page.word(idx + 1));
    let mut idx = first;
    let mut nested = false;
    while idx < end && (is_plain(idx) || idx > first && of(idx)) {
        nested |= of(idx);
        idx += if of(idx) { 2 } else { 1 };
    }
    // `the split brain between `a` and `b``, `the leak in `parser``
    let joins = page.word(idx) == "between"
        || matches!(page.word(idx), "in" | "on") && page.get(idx + 1).is_some_and(|it| it.kind == Kind::Name);
    if joins && idx > first {
        let is_part = |idx: usize| {
            page.get(idx).is_some_and(|token| token.kind == Kind::Name)
                || page.word(idx) == "and"
                || is_determiner(page.word(idx))
                || is_plain(idx)
        };
        idx = (idx + 1..end).find(|idx| !is_part(*idx)).unwrap_or(end);
        nested = true;
    }
    let last = idx.checked_sub(1).filter(|last| *last >= first && idx <= first + 9)?;
    let words = idx - first;
    // `the leak failed`, `the leak matters`: a verb, where a clause may have the cause for its subject.
    let asks = page.before(the);
    let begins =
        is_gerund(asks) || page.word(the.saturating_sub(2)) == "to" && page.sentence(the).0 + 2 == the;
    let acts = begins && (first + 1..=last).any(|idx| plain_of_third(page.word(idx)).is_some());
    if page.get(last)?.kind == Kind::Sign || acts {
        return None;
    }
    // A break by hand ends what no sign does.
    let source = page.plain.source_span(page.span(the, idx)).of(page.prose.source);
    if source.contains(['<', '\\']) || source.contains("  \n") {
        return None;
    }
    let is_sign =
        |signs: &[&str]| page.get(idx).is_some_and(|token| signs.iter().any(|sign| token.is_sign(sign)));
    let stops = idx >= end || is_sign(&[".", "?", "!", ";"]);
    let joint = idx + usize::from(is_sign(&[","]));
    // A clause of its own follows: `and fixed it`, `, but it came back`.
    let next = page.word(joint + 1);
    let goes_on = is(page.word(joint), Words::GoesOnAsClause)
        && (is_subject_pronoun(next)
            || is_past_only(next)
            || (is_verb(next) || plain_of_past(next).is_some())
                && (is_determiner(page.word(joint + 2)) || matches!(page.word(joint + 2), "it" | "them")));
    let fits = stops || is_sign(&[":", ")", "—", "–", "\""]) || goes_on;
    let certain = stops && determined && !nested && words <= 2 && !is_gerund(asks);
    fits.then_some((last, certain))
}

/// `the root cause of the gap is unknown`: how it came about is. `from` is the noun, of a few words.
pub(super) fn is_unknown(page: &Page<'_>, the: usize, (from, end): Tokens) -> Option<Vec<Change>> {
    let verb = (from + 1..end.min(from + 7)).find(|idx| is(page.word(*idx), Words::BeStays))?;
    let open = (verb + 1..end.min(verb + 5)).find(|idx| is_open(page, *idx))?;
    let ends = open + 1 >= end || is_boundary(page, open + 1);
    let simple = (from..verb).all(|idx| {
        let word = page.word(idx);
        page.get(idx).is_some_and(|token| token.kind != Kind::Sign)
            && !is_preposition(word)
            && !is(word, Words::EndsANoun)
    });
    let last =
        page.get(verb - 1).filter(|token| token.is_word()).map(|_| page.written(verb - 1).to_owned())?;
    let agrees = is(page.word(verb), Words::IsWas);
    (ends && simple && agrees).then(|| {
        vec![
            Change::Over(the, from, like(page, the, "how")),
            Change::Replace(verb - 1, format!("{last} came about")),
        ]
    })
}
