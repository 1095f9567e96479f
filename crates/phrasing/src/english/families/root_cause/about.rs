//! What is said with the words: a claim, or a name, a denial, a tick in a list.

use super::super::tell::{Tokens, is_whole};
use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    denial::is_denied,
    lexicon::{denies, is_determiner, is_preposition, is_subject_pronoun},
    page::{Kind, Page},
    people::{Subject, subject_of},
    verb::{Auxiliary, auxiliary, is_form_of, plain_of_past},
};

use crate::words::Words;

/// The same idea in other words: *the* reason for an incident, what it came down to; not a reason for a choice,
/// and no figure that came down.
pub(super) fn is_meant(page: &Page<'_>, (from, to): Tokens) -> bool {
    let is_finite = |idx: usize| is_form_of(page.word(idx), Auxiliary::Be);
    // The subject of its clause, and nothing's `of the core problem`.
    let the = page.before(from) == "the" && {
        let before = from.checked_sub(2).filter(|idx| *idx >= page.sentence(from).0);
        before.is_none_or(|idx| !is_preposition(page.word(idx)) || page.word(idx) == "to")
    };
    match page.word(to - 1) {
        "reason" => {
            the && (is_finite(to) && !is_denied(page, from, 4)
                || matches!(page.word(to), "for" | "behind") && names_an_incident(page, to + 1))
        }
        "issue" | "problem" => the && is_finite(to),
        "to" => {
            let number = page.word(to).starts_with(|char: char| char.is_ascii_digit());
            is(page.before(from), Words::NumberOfRoot) && !number && !is(page.word(to), Words::RootObject)
        }
        _ => true,
    }
}

/// `no root cause`, `not the root cause`, `rather than a single root cause`; but not `do not know the root
/// cause`.
pub(super) fn is_denied_here(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let mut idx = from;
    while idx > start && is(page.before(idx), Words::BeforeRoot) {
        idx -= 1;
    }
    let before = page.before(idx);
    // `such outages hardly ever have one root cause`; that people have none yet is no denial.
    let has = is(before, Words::HasCause)
        && idx >= start + 2
        && is_denied(page, idx - 1, 3)
        && !matches!(subject_of(page, first_auxiliary(page, idx - 1)), Subject::People(_));
    // `we do not look for a root cause`
    let sought = before == "for"
        && idx >= start + 3
        && is(page.word(idx - 2), Words::Seeks)
        && denies(page.word(idx - 3));
    sought
        || has
        || idx > start && (denies(before) || is(before, Words::AvoidsRoot))
        || page.reads(idx.saturating_sub(2), "instead of")
}

/// `do` of `do not have`, the verb itself where it stands alone.
fn first_auxiliary(page: &Page<'_>, verb: usize) -> usize {
    let (start, _) = page.sentence(verb);
    (start.max(verb.saturating_sub(3))..verb).find(|idx| auxiliary(page.word(*idx)).is_some()).unwrap_or(verb)
}

/// A file, a link or a code span stands behind the label or before it; or it is short for what goes before it.
pub(super) fn is_name_of_a_thing(page: &Page<'_>, (from, to): Tokens) -> bool {
    let is_path = |idx: usize| {
        page.get(idx).is_some_and(|token| token.kind == Kind::Name || token.is_sign("/"))
            || page.is_in_link(idx)
            || page.get(idx + 1).is_some_and(|next| next.is_sign("/") && !next.spaced)
    };
    let is_joint = |idx: usize| {
        page.get(idx)
            .is_some_and(|token| [":", "-", "–", "—", "(", "→"].iter().any(|sign| token.is_sign(sign)))
    };
    let behind = is_joint(to) && is_path(to + 1);
    let before = from >= 2 && is_joint(from - 1) && is_path(from - 2) && to >= page.tokens.len();
    let short = from >= 2
        && page.is_sign(from - 1, "(")
        && page.is_sign(to, ")")
        && matches!(page.word(from - 2), "analysis" | "analyses");
    behind || before || short
}

/// `Root cause determined`, `Status: root cause identified, …`: a tick in a list, a state of the work, and no claim.
pub(super) fn is_status(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, end) = page.sentence(from);
    let begins = from == start || !page.written(from - 1).contains(char::is_lowercase);
    let done = is(page.word(to), Words::CauseFound);
    if (done || page.word(to) == "identified")
        && page.before(from) == ":"
        && from.checked_sub(2).is_some_and(|label| page.word(label) == "status")
    {
        return true;
    }
    // `Root cause confirmed by experiment`, in an entry: that it is known now, and not what it was.
    let is_known = done || page.word(to) == "identified" && page.is_sign(to + 1, ",");
    let by_what = page.word(to + 1) == "by" || page.is_sign(to + 1, ",");
    begins && is_known && by_what && page.place.entry
        || begins && done && (to + 1..end).all(|idx| page.get(idx).is_some_and(|token| !token.is_word()))
}

/// The phrase alone in quotation marks, *the* with a stress on it, more than one of them: spoken about.
pub(super) fn is_talked_about(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, end) = page.sentence(from);
    let mention = page.quotation(from).is_some_and(|(open, close)| (open, close) == (from, to));
    let stressed = page.before(from) == "the" && {
        let the = page.plain.source_span(page.span(from - 1, from));
        page.prose.source.get(the.end..).is_some_and(|rest| rest.starts_with(['*', '_']))
    };
    let several = page.word(to - 1).ends_with("causes") && is(page.before(from), Words::SeveralCauses);
    let wrongly = (start..from).any(|idx| is(page.word(idx), Words::Wrongly));
    let ruled_out = (start..from)
        .any(|idx| is(page.word(idx), Words::RulesOut) && (idx..from).any(|idx| page.word(idx) == "out"));
    // `The cause of the error was not very obvious`
    let not_obvious = page.word(from) == "the"
        && (to..end).any(|idx| {
            matches!(page.word(idx), "obvious" | "apparent") && (to..idx).any(|idx| denies(page.word(idx)))
        });
    mention || stressed || several || wrongly || ruled_out || not_obvious
}

/// `two codes for one underlying cause`: how many things go by it is told, and not how it came about.
pub(super) fn is_shared(page: &Page<'_>, from: usize) -> bool {
    const NEAR: usize = 8;
    let (start, _) = page.sentence(from);
    let one = from.checked_sub(1).filter(|one| *one > start);
    one.is_some_and(|one| {
        let single = is(page.word(one), Words::OneRoot);
        let head = if matches!(page.before(one), "a" | "the" | "one") { one - 1 } else { one };
        single
            && page.before(head) == "for"
            && (start.max(head.saturating_sub(NEAR))..head).any(|idx| {
                let word = page.word(idx);
                is(word, Words::SeveralRoots) || word != "one" && askhow_english::number(word)
            })
    })
}

/// A heading that is called so: renaming sections is not for wording to do.
pub(super) fn is_section_name(page: &Page<'_>, (from, to): Tokens) -> bool {
    let tail = page.word(to);
    page.place.heading
        && (is_whole(page, (from, to))
            || page.sentence(from).0 == from && (is(tail, Words::WholeHeading))
            || page.tokens.len() <= to - from + 3)
}

/// `see Root Cause Analysis below`, `(see Root cause)`: the name of a section.
pub(super) fn is_referred_to(page: &Page<'_>, (from, _): Tokens) -> bool {
    let capital = page.is_capital(from);
    let see = |idx: usize| matches!(page.word(idx), "see" | "under" | "section");
    // `See the root cause analysis of the vendor at https://…`
    let (start, end) = page.sentence(from);
    let elsewhere =
        see(start) && (from..end).any(|idx| page.get(idx).is_some_and(|it| it.kind == Kind::Name));
    elsewhere
        || capital && from > 0 && (see(from - 1) || page.before(from) == "the" && from > 1 && see(from - 2))
}

/// `RCA doc:`, a cell `RCA owner`, a tag in a list: an analysis in a few words without a verb, which name something.
pub(super) fn is_part_of_a_name(page: &Page<'_>, (from, to): Tokens) -> bool {
    let is_joint = |idx: usize| {
        page.get(idx).is_none_or(|token| [":", ",", ";", "|", "·"].iter().any(|sign| token.is_sign(sign)))
    };
    let first = (0..from).rev().find(|idx| is_joint(*idx)).map_or(0, |joint| joint + 1);
    let last = (to..page.tokens.len()).find(|idx| is_joint(*idx)).unwrap_or(page.tokens.len());
    let words = first..last;
    let says = |idx: usize| {
        let word = page.word(idx);
        auxiliary(word).is_some()
            || plain_of_past(word).is_some()
            || is_preposition(word)
            || is_determiner(word)
            || is_subject_pronoun(word)
            || page.get(idx).is_some_and(|token| [".", "!", "?"].iter().any(|sign| token.is_sign(sign)))
    };
    let is_analysis =
        is(page.word(to - 1), Words::Analysis) || matches!(page.word(to), "analysis" | "analyses");
    // A tag stands in a list of them behind a label: `Labels: cache, rca, dns`.
    let behind_label = first > 1 && (0..first).any(|idx| page.is_sign(idx, ":"));
    let listed = behind_label && !(0..page.tokens.len()).any(says);
    let owns = words.len() > to - from && !words.clone().any(says) && words.len() <= LONGEST_NAME;
    is_analysis && (listed || owns)
}

/// A name has so many words at most.
const LONGEST_NAME: usize = 4;

/// The words of a link in title case name another document.
pub(super) fn is_title_of_a_link(page: &Page<'_>, (from, to): Tokens) -> bool {
    let title = (from..to).all(|idx| page.is_capital(idx));
    title && page.is_in_link(from)
}

/// Trouble is named in the noun phrase from here on: `the long tail of failed checkouts`.
pub(super) fn names_an_incident(page: &Page<'_>, from: usize) -> bool {
    const LONGEST: usize = 9;
    let (_, end) = page.sentence(from);
    (from..end.min(from + LONGEST))
        .take_while(|idx| !is_boundary(page, *idx) && auxiliary(page.word(*idx)).is_none())
        .any(|idx| is(page.word(idx), Class::Trouble))
}
