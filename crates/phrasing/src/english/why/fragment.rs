//! A *why* without a clause: `Why?`, `Why so long?`, `What broke, and why?`

use super::{Asked, Casing, Rewrite, Sort, head, reading::first_word};
use askhow_english::{
    class::{Class, is},
    clause::Certainty,
    lexicon::{denies, is_adjective},
    page::{Kind, Page},
    verb::{auxiliary, plain_of_past},
};

use crate::rewrite::Change;

/// A question without a verb: `Why so long?`, `Why the delay?`, `Why now?`
pub(super) fn fragment(page: &Page<'_>, why: usize, end: usize, casing: Casing) -> Option<Rewrite> {
    let sign = (why + 1..end).find(|idx| page.get(*idx).is_some_and(|token| token.is_sign("?")))?;
    if page.reads(why + 1, &["so", "long"]) && sign == why + 3 {
        return Some(vec![head(page, why, casing, "how did it come to take")]);
    }
    if page.word(why + 1) == "now" && sign == why + 2 {
        return Some(vec![head(page, why, casing, "how did this come to happen")]);
    }
    let plain_word = |idx: usize| page.get(idx).is_some_and(askhow_english::page::Token::is_word);
    if page.word(why + 1) == "so"
        && matches!(page.word(why + 2), "many" | "much" | "few" | "little")
        && (why + 4..=why + 6).contains(&sign)
        && (why + 3..sign).all(|idx| plain_word(idx) && auxiliary(page.word(idx)).is_none())
    {
        return Some(vec![head(page, why, casing, "how did there come to be")]);
    }
    let measures = sign == why + 3 && is_adjective(page.word(why + 2));
    let noun = matches!(page.word(why + 1), "the" | "this" | "that" | "such")
        && sign > why + 2
        && sign <= why + 6
        && !measures;
    let last = sign - 1;
    let plain = (why + 1..sign).all(|idx| {
        let word = page.word(idx);
        page.get(idx).is_some_and(|token| token.kind != Kind::Sign)
            && auxiliary(word).is_none()
            && plain_of_past(word).is_none()
    });
    (noun && plain && page.get(last).is_some_and(askhow_english::page::Token::is_word)).then(|| {
        let written = page.written(last).to_owned();
        vec![
            head(page, why, casing, "how did"),
            Change::Replace(last, format!("{written} {}", casing.say("come about"))),
        ]
    })
}

/// A *why* that is found and left as it is.
pub(super) fn nothing(why: usize, sort: Sort) -> Asked {
    Asked { sort, tokens: (why, why + 1), rewrites: Vec::new(), certainty: Certainty::Fair, over: false }
}

/// *Why* with nothing behind it.
pub(super) fn bare(page: &Page<'_>, why: usize, start: usize, end: usize) -> Asked {
    // `Why, and for how long?`
    let goes_on = page.get(why + 1).is_some_and(|token| token.is_sign(","));
    let question =
        page.get(why + 1).is_some_and(|token| token.is_sign("?")) || goes_on && page.is_question(why);
    let alone = why == first_word(page, start)
        || matches!(page.before(why), "(" | "[" | "—" | "–")
        || page.before(why) == "," && page.before(why.saturating_sub(1)) == "wait"
        || matches!(page.before(why), "but" | "and" | "so")
            && why.saturating_sub(1) == first_word(page, start)
        || matches!(page.before(why), "." | "…");
    let sort = if question && alone { Sort::Question } else { Sort::Clause };
    let mut asked =
        Asked { sort, tokens: (why, why + 1), rewrites: Vec::new(), certainty: Certainty::Sure, over: false };
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
    let _ = end;
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
                matches!(word, "happened" | "broke" | "failed" | "changed" | "happens" | "went")
                    || matches!(word, "broken" | "changes" | "fails" | "breaks")
            })
    })
}
