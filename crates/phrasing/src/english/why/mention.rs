//! A *why* that does not ask: talked about, explaining, suggesting, or the label of a rung.

mod labels;

use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    lexicon::{denies, is_adverb, is_determiner, is_function_word, is_preposition},
    page::{Kind, Page},
    people::{Subject, subject_of},
    verb::{auxiliary, is_negative, plain_of_past, plain_of_third},
};

use crate::words::Words;

/// `Why 3:`, `Why #2`: a rung of a ladder, not a question.
pub(super) fn is_ladder_label(page: &Page<'_>, why: usize) -> bool {
    // `Why level 3`
    let why = if page.word(why + 1) == "level" { why + 1 } else { why };
    let number = |idx: usize| {
        page.get(idx)
            .is_some_and(|token| token.lower.chars().all(|char| char.is_ascii_digit()) && token.is_word())
    };
    let ordinal = is(page.before(why), Words::OrdinalQuestion);
    ordinal || number(why + 1) && !counts(page, why + 1) || page.word(why + 1) == "#" && number(why + 2)
}

/// `why 312 records left`: the number belongs to what follows. `Why 2 the disk was full` is a rung all the same.
fn counts(page: &Page<'_>, number: usize) -> bool {
    let next = page.written(number + 1);
    let small = page.word(number).len() == 1 && page.written(number - 1).starts_with('W');
    next.starts_with(|char: char| char.is_lowercase() || !small && char.is_alphanumeric())
        && !is_boundary(page, number + 1)
        && !(small && (is_function_word(page.word(number + 1)) || page.word(number + 1) == "why"))
}

/// `why don't we sync them`: a suggestion.
pub(super) fn suggests(page: &Page<'_>, why: usize) -> bool {
    matches!(page.word(why + 1), "don't")
        && matches!(page.word(why + 2), "we" | "you")
        && askhow_english::lexicon::is_verb(page.word(why + 3))
        && !is(page.word(why + 3), Words::NoCommand)
}

/// `don't ask why`, `stop asking why`: advice about the word; and `Why for days I've put up with it!`,
/// which asks nobody.
pub(super) fn is_advice_or_cry(page: &Page<'_>, why: usize, first: usize) -> bool {
    let (start, end) = page.sentence(why);
    let asks = matches!(page.before(why), "ask" | "asking" | "asks");
    let ends = askhow_english::clause::is_boundary(page, why + 1);
    let advice = asks && ends && askhow_english::people::is_denied(page, why - 1, 3);
    let cry =
        why == first && auxiliary(page.word(why + 1)).is_none() && end > start && page.is_sign(end - 1, "!");
    advice || cry
}

/// The word is talked about: `the "why"`, `a why question`, `avoid asking why`.
pub(super) fn is_mention(page: &Page<'_>, why: usize) -> bool {
    if let Some((from, to)) = page.quotation(why) {
        // Alone in its marks, or the quoted name of something.
        let title =
            !page.is_sign(to.wrapping_sub(1), "?") && auxiliary(page.word(why + 1)).is_none() && from == why;
        // `why did you …`: wording, and no question.
        let goes_on = page.is_sign(to.wrapping_sub(1), "…")
            || to >= from + 3 && (to - 3..to).all(|idx| page.is_sign(idx, "."));
        let only_sign = to == from + 2 && page.get(from + 1).is_some_and(|token| token.kind == Kind::Sign);
        let alone = to == from + 1 || only_sign && !page.is_sign(from + 1, "?");
        // `Ask "…" not "…"`: questions held against each other.
        let held = [to + 1, to + 2, from.wrapping_sub(2), from.wrapping_sub(3)]
            .iter()
            .any(|idx| matches!(page.word(*idx), "not" | "than" | "instead"));
        if alone || title || (goes_on || held) && from == why {
            return true;
        }
    }
    if ends_name(page, why)
        || is_command(page, why)
        || is_listed(page, why)
        || is_in_capitals(page, why)
        || labels::is_label(page, why)
    {
        return true;
    }
    let next = page.word(why + 1);
    let before = page.before(why);
    is_determiner(before) && !is(before, Words::NoDeterminer) && !before.ends_with("'s")
        || is(next, Words::NamesWord)
        || matches!(before, "word" | "words" | "keyword")
        || page.is_sign(why + 1, "/")
        // `how/why`, `--why`
        || page.get(why).is_some_and(|token| !token.spaced && matches!(page.before(why), "/" | "-" | "--" | "#"))
}

/// `yarn why`: a command of a tool that explains what it installed.
fn is_command(page: &Page<'_>, why: usize) -> bool {
    is(page.before(why), Words::PackageManager)
        && auxiliary(page.word(why + 1)).is_none()
        && page.written(why) == "why"
}

/// `Who, What, When and Why`: the names of fields, in a row.
fn is_listed(page: &Page<'_>, why: usize) -> bool {
    // `Who`, or `*who*`
    let marked = |idx: usize| page.is_capital(idx) || page.is_emphasised(idx, idx + 1);
    let names = |idx: usize| is(page.word(idx), Words::InAList) && marked(idx);
    let mut joint = why.checked_sub(1);
    while let Some(idx) = joint.filter(|idx| matches!(page.word(*idx), "and" | "or" | "," | "/" | "&")) {
        if idx.checked_sub(1).is_some_and(names) {
            return marked(why) && !page.place.heading && !page.is_question(why);
        }
        joint = idx.checked_sub(1);
    }
    false
}

/// `her talk, Why Systems Fail, was`: a title, in a sentence that is not written in capitals.
fn is_in_capitals(page: &Page<'_>, why: usize) -> bool {
    let led = page.get(why.wrapping_sub(1)).is_some_and(|before| before.is_word() || before.is_sign(","));
    let (start, _) = page.sentence(why);
    led && !page.place.heading
        && (why..why + 3).all(|idx| page.is_capital(idx))
        && auxiliary(page.word(why + 1)).is_none_or(|_| page.is_capital(why + 3))
        && page.written(why).chars().any(char::is_lowercase)
        && (start..why).any(|idx| page.is_small(idx))
}

/// `quoted Start With Why on page 2`, `Sinek's *Start with Why*`: the name of a book ends with it, in capitals or
/// emphasised.
fn ends_name(page: &Page<'_>, why: usize) -> bool {
    let (start, end) = page.sentence(why);
    let first = (start..why).rev().take_while(|idx| page.is_capital(*idx)).last();
    let in_capitals = first.is_some_and(|first| {
        why >= first + 2
            && page.is_capital(why)
            && !page.place.heading
            && (is_boundary(page, why + 1) || page.is_small(why + 1))
            && (start..first).chain(why + 1..end).any(|idx| page.is_small(idx))
    });
    if in_capitals {
        return true;
    }
    page.written(why).starts_with('W')
        && (1..6).any(|words| {
            why.checked_sub(words)
                .is_some_and(|first| page.is_capital(first) && page.is_emphasised(first, why + 1))
        })
        && why > super::reading::first_word(page, page.sentence(why).0) + 2
}

/// `see [Why it failed](#why-it-failed)`: the name of a heading of this document.
pub(super) fn names_own_heading(page: &Page<'_>, why: usize) -> bool {
    // The words of the link begin with this one, and with a capital letter.
    let first = why.checked_sub(1).is_none_or(|before| !page.is_in_link(before));
    first
        && page.written(why).starts_with('W')
        && page.link_around(why).is_some_and(|close| close.starts_with("](#"))
}

/// `the file *Why did the mill stop?* is kept`: emphasis makes a name of a question that stands in a sentence.
pub(super) fn is_title(page: &Page<'_>, why: usize) -> bool {
    let (start, end) = page.whole_sentence(why);
    let leads =
        !matches!(page.before(why), ":" | "—" | "–" | "-") && (super::reading::first_word(page, start) < why);
    let goes_on = page.get(end).is_some_and(|next| next.is_word() && page.is_small(end));
    let far = end.min(why + 48);
    let to = (why + 3..=far).find(|to| page.is_emphasised(why, *to));
    let to = to.filter(|to| !page.is_sign(*to, ":") && !page.is_sign(*to - 1, ":"));
    page.written(why).starts_with('W') && to.is_some_and(|to| leads || to == end && goes_on)
}

/// `which explains`, `this also explains`, `which in part explains`: the verb at `verb` speaks of what was said before.
fn demonstrates(page: &Page<'_>, verb: usize) -> bool {
    let mut idx = verb;
    while let Some(before) = idx.checked_sub(1) {
        idx = match page.word(before) {
            it if is(it, Words::PointsBack) => return true,
            "part" if page.before(before) == "in" => before - 1,
            word if askhow_english::lexicon::is_adverb(word) => before,
            _ => return false,
        };
    }
    false
}

/// `one thing the report can't show is why`
fn begins_cleft(page: &Page<'_>, start: usize) -> bool {
    let thing = |idx: usize| is(page.word(idx), Words::ThingLeft);
    matches!(page.word(start), "one" | "the") && (thing(start + 1) || thing(start + 2))
}

/// `what the reports erase is why`: what stands before it keeps the answer back, or tells that it is looked for.
fn withholds(page: &Page<'_>, why: usize) -> bool {
    let Some(verb) = why.checked_sub(2) else { return false };
    let behind = is_preposition(page.word(verb)) || matches!(page.word(verb), "out" | "me" | "us");
    let verb = if behind { verb.saturating_sub(1) } else { verb };
    let word = page.word(verb);
    let plain = plain_of_third(word).or_else(|| plain_of_past(word));
    is(plain.as_deref().unwrap_or(word), Words::Withholds)
}

/// `that is why`, `which is why`, `which explains why`: says how it came about, does not ask.
pub(super) fn explains(page: &Page<'_>, why: usize) -> bool {
    // `which is precisely why`
    let why = match is_adverb(page.before(why)) {
        true if matches!(page.before(why - 1), "is" | "was" | "that's" | "it's" | "explains") => why - 1,
        _ => why,
    };
    let before = page.before(why);
    let further = why.checked_sub(2).map_or("", |idx| page.word(idx));
    // `What we don't know is why …`: what stands before asks.
    let start = super::reading::first_word(page, page.sentence(why).0);
    let goes_on = || {
        (start + 1..why.saturating_sub(1))
            .any(|idx| is_boundary(page, idx) || is(page.word(idx), Words::PointsOrJoins))
    };
    let what = || {
        let left_open = |idx: usize| {
            let word = page.word(idx);
            denies(word) || is_negative(word) || is(word, Words::LeftOpen)
        };
        let is_what = page.word(start) == "what";
        (is_what || begins_cleft(page, start))
            && ((start..why).any(left_open) || is_what && withholds(page, why))
            && !goes_on()
    };
    // `The first question in the channel was why …`
    let question = || {
        (start..why.saturating_sub(1)).take_while(|idx| !is_boundary(page, *idx)).any(|idx| {
            is(page.word(idx), Words::OpenQuestion) && !matches!(page.before(idx), "no" | "without")
        })
    };
    let asked = || what() || is(further, Words::AskedFor) || question() && !goes_on();
    if is(before, Class::BeBeen) && !asked() {
        return true;
    }
    if matches!(before, "that's" | "it's" | "this's" | "which's" | "here's" | "hence" | "thus") {
        return true;
    }
    if matches!(before, "explains" | "explained" | "explain") && demonstrates(page, why - 1) {
        return true;
    }
    if is_judged(page, why) || is_ground(page, why) || is_held_against(page, why) && !asked() {
        return true;
    }
    if before == "explain" && would_explain(page, why - 1) || goes_on_explaining(page, why) {
        return true;
    }
    matches!(before, "reason" | "reasons") && {
        let start = page.sentence(why).0;
        (start.max(why.saturating_sub(6))..why).any(|idx| is(page.word(idx), Class::BeForm))
            || askhow_english::number(page.word(why.saturating_sub(2)))
            || is(further, Words::Several)
    }
}

/// `No wonder why it failed`, `it is understandable why`, `it makes sense why`: a judgement, and no question.
fn is_judged(page: &Page<'_>, why: usize) -> bool {
    let Some(last) = why.checked_sub(1) else { return false };
    let word = page.word(last);
    let near = || last.saturating_sub(3)..last;
    let is_denied = || near().any(|idx| denies(page.word(idx)));
    let is_small = || is_denied() || near().any(|idx| is(page.word(idx), Words::BelittlesWonder));
    let makes = || near().any(|idx| matches!(page.word(idx), "makes" | "made"));
    is(word, Words::JudgedNatural) && !is_denied()
        || is(word, Words::WonderedAt) && is_small()
        || word == "sense" && makes() && !is_denied()
        || page.reads(last.saturating_sub(2), "stands to reason")
}

/// `(why: it is read elsewhere)`, `— why: …`: a label within a line, and the ground behind it.
fn is_ground(page: &Page<'_>, why: usize) -> bool {
    let is_label = page.is_sign(why + 1, ":") && page.written(why).starts_with('w');
    is_label && page.get(why.wrapping_sub(1)).is_some_and(|before| !before.is_word())
}

/// `not why it stopped but why nothing noticed`, `less why it failed than why it stayed so`: one *why* is held against
/// another.
fn is_held_against(page: &Page<'_>, why: usize) -> bool {
    let (start, end) = page.whole_sentence(why);
    let whys = || (start..end).filter(|idx| page.word(*idx) == "why");
    whys().count() > 1 && whys().any(|idx| idx > start && is(page.before(idx), Words::HeldAgainst))
}

/// `This would also explain why`, `the flush may explain why`: a guess at how it came about, told of a thing; what
/// people would explain is still to be told.
fn would_explain(page: &Page<'_>, explain: usize) -> bool {
    let (start, _) = page.sentence(explain);
    let mut modal = explain;
    while modal > start && (is_adverb(page.before(modal)) || page.before(modal) == "partly") {
        modal -= 1;
    }
    let Some(modal) = modal.checked_sub(1).filter(|modal| *modal > start) else { return false };
    is(page.word(modal), Words::CouldExplain)
        && subject_of(page, modal) == Subject::Thing
        && !page.is_question(explain)
}

/// `That is why the first one failed, and why the others followed`: the second goes on with the first.
fn goes_on_explaining(page: &Page<'_>, why: usize) -> bool {
    let (start, _) = page.sentence(why);
    let joined = matches!(page.before(why), "and" | "or") && auxiliary(page.word(why + 1)).is_none();
    let first = (start..why.saturating_sub(1)).rev().find(|idx| page.word(*idx) == "why");
    joined && first.is_some_and(|first| explains(page, first))
}
