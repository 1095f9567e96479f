//! A *why* without a clause: `Why?`, `Why so long?`, `What broke, and why?`

use super::{Asked, Casing, Rewrite, Sort, head, reading::first_word};
use askhow_english::{
    class::{Class, is},
    clause::{Certainty, is_boundary, is_noun_phrase},
    lexicon::{denies, is_adjective, is_preposition, is_verb},
    page::{Kind, Page},
    verb::{auxiliary, plain_of_past},
};

use crate::rewrite::Change;
use crate::words::Words;

/// A question without a verb: `Why so long?`, `Why the delay?`, `Why now?`
pub(super) fn fragment(
    page: &Page<'_>,
    why: usize,
    end: usize,
    casing: Casing,
) -> Option<(Rewrite, Certainty)> {
    let sure = |rewrite| Some((rewrite, Certainty::Sure));
    let opens = why == first_word(page, page.sentence(why).0);
    let stop = (why + 1..end).find(|idx| is_boundary(page, *idx)).unwrap_or(end);
    let asks = page.is_sign(stop, "?");
    // `**Why now:**` is told, `Why now?` is asked.
    if page.reads(why + 1, "so long") && stop == why + 3 && (asks || opens) {
        let words = if asks { "how did it come to take" } else { "how it came to take" };
        return sure(vec![head(page, why, casing, words)]);
    }
    // `Why so long between the page and the ack?`
    let told = |idx: usize| auxiliary(page.word(idx)).is_some() || plain_of_past(page.word(idx)).is_some();
    if page.reads(why + 1, "so long")
        && asks
        && opens
        && (page.word(why + 3) == "to" || !(why + 3..stop).any(told))
    {
        return Some((vec![head(page, why, casing, "how did it come to take")], Certainty::Fair));
    }
    if page.word(why + 1) == "now" && stop == why + 2 && (asks || opens) {
        let words = if asks { "how did this come to happen" } else { "how this came to happen" };
        return sure(vec![head(page, why, casing, words)]);
    }
    let sign = (why + 1..end).find(|idx| page.is_sign(*idx, "?"))?;
    let verbless = opens && is_without_verb(page, why + 1, sign);
    // `Why no page?`
    if verbless && page.word(why + 1) == "no" && stop == sign && !held_against(page, why, sign) {
        // The word before the first preposition is what there was none of.
        let behind = (why + 3..sign).find(|idx| is_preposition(page.word(*idx))).unwrap_or(sign);
        let many = page.word(behind - 1).ends_with('s') && !page.word(behind - 1).ends_with("ss");
        let were = if many { "were" } else { "was" };
        let words = format!("how did it come about that there {were}");
        return Some((vec![head(page, why, casing, &words)], Certainty::Fair));
    }
    if page.word(why + 1) == "so"
        && is(page.word(why + 2), Words::HowMuch)
        && verbless
        && sign > why + 3
        && !held_against(page, why, sign)
    {
        let certainty = if sign <= why + 6 { Certainty::Sure } else { Certainty::Fair };
        return Some((vec![head(page, why, casing, "how did there come to be")], certainty));
    }
    let measures = sign == why + 3 && is_adjective(page.word(why + 2));
    let noun = is(page.word(why + 1), Words::PointedAt) && sign > why + 2 && sign <= why + 6 && !measures;
    let last = sign - 1;
    let plain = (why + 1..sign).all(|idx| {
        let word = page.word(idx);
        page.get(idx).is_some_and(|token| token.kind != Kind::Sign)
            && auxiliary(word).is_none()
            && plain_of_past(word).is_none()
    });
    // `Why the gap of 19 minutes between the page and the ack?`
    let long = verbless
        && !noun
        && is(page.word(why + 1), Words::PointedAtLong)
        && sign > why + 6
        && !held_against(page, why, sign);
    if long {
        let written = page.written(last).to_owned();
        let rewrite = vec![
            head(page, why, casing, "how did"),
            Change::Replace(last, format!("{written} {}", casing.say("come about"))),
        ];
        return Some((rewrite, Certainty::Fair));
    }
    // `Why this region?` asks for a choice, and `Why this region first?` for an order.
    let choice = matches!(page.word(why + 1), "this" | "that") && !is_verb(page.word(last));
    let noun = noun && !choice;
    (noun && plain && is_noun_phrase(page, why + 1, sign) && page.is_word(last)).then(|| {
        let written = page.written(last).to_owned();
        let rewrite = vec![
            head(page, why, casing, "how did"),
            Change::Replace(last, format!("{written} {}", casing.say("come about"))),
        ];
        // What is a verb as well is an event more often: `the delay`, but not `the second host`.
        let event = is_verb(page.word(last)) && !is(page.word(last), Class::LeansToNoun);
        (rewrite, if event { Certainty::Sure } else { Certainty::Fair })
    })
}

/// No word between `from` and the end of the question is a verb for sure, and all of them are a noun with what
/// describes it.
pub(super) fn is_without_verb(page: &Page<'_>, from: usize, end: usize) -> bool {
    let sign = (from..end).find(|idx| page.is_sign(*idx, "?")).unwrap_or(end);
    // `so many`, `no`, `only`
    let first = match page.word(from) {
        "so" if is(page.word(from + 1), Words::HowMuch) => from + 2,
        "so" | "only" => from + 1,
        _ => from,
    };
    is_noun_phrase(page, first, sign)
}

/// `one pod and not the others`, `the primary instead of the standby`
fn held_against(page: &Page<'_>, why: usize, sign: usize) -> bool {
    (why + 2..sign).any(|idx| is(page.word(idx), Words::ComparesTwo))
}

/// A *why* that is found and left as it is.
pub(super) fn nothing(why: usize, sort: Sort) -> Asked {
    Asked { sort, tokens: (why, why + 1), rewrites: Vec::new(), certainty: Certainty::Fair, over: false }
}

/// *Why* with nothing behind it.
pub(super) fn bare(page: &Page<'_>, why: usize, start: usize) -> Asked {
    // `Why, and for how long?`
    let goes_on = page.is_sign(why + 1, ",");
    let question = page.is_sign(why + 1, "?") || goes_on && page.is_question(why);
    let alone = why == first_word(page, start)
        || matches!(page.before(why), "(" | "[" | "—" | "–")
        || page.before(why) == "," && page.before(why.saturating_sub(1)) == "wait"
        || matches!(page.before(why), "but" | "and" | "so")
            && why.saturating_sub(1) == first_word(page, start)
        || matches!(page.before(why), "." | "…");
    // `What broke, and why?`
    let opener = page.word(first_word(page, start));
    let joined = matches!(page.before(why), "and" | "or" | "but") && is(opener, Words::OpensFragment);
    let sort = if question && (alone || joined) { Sort::Question } else { Sort::Clause };
    let mut asked = Asked { certainty: Certainty::Sure, ..nothing(why, sort) };
    if question && alone {
        let casing = Casing::of(page, why, why + 1);
        asked.rewrites.push(vec![head(page, why, casing, "how did that come about")]);
    } else if matches!(page.before(why), "or" | "and")
        && why.checked_sub(2).is_some_and(|idx| page.word(idx) == "how")
    {
        asked.rewrites.push(vec![Change::Delete(why - 1, why + 1)]);
    } else if page.before(why) == "and" && tells_what_happened(page, start, why) {
        asked.rewrites.push(vec![head(page, why, Casing::Sentence, "how")]);
        // `What we changed, and why`: people chose it, and may be asked for their grounds.
        if (start..why).any(|idx| page.word(idx) == "what" && is(page.word(idx + 1), Class::PersonPronoun)) {
            asked.certainty = Certainty::Fair;
        }
    }
    asked
}

/// `what broke, and`: an event stands before it.
fn tells_what_happened(page: &Page<'_>, start: usize, why: usize) -> bool {
    // `what could have broken but didn't`
    if (start..why).any(|idx| denies(page.word(idx))) {
        return false;
    }
    (start..why).any(|idx| {
        page.word(idx) == "what"
            && (idx + 1..why).any(|idx| {
                let word = page.word(idx);
                is(word, Words::WentOn) || is(word, Words::WentWrong)
            })
    })
}
