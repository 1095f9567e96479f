//! `phrasing/hindsight`: what looks plain once the outcome is known.

mod without;

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use without::Without;

use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    denial::is_denied,
    lexicon::{is_adjective, is_determiner, is_function_word, is_preposition, is_subject_pronoun, is_verb},
    page::Page,
    people::{Subject, subject_of},
    verb::{Auxiliary, auxiliary, is_form_of, is_negative, is_participle, plain_of_past, plain_of_third},
};

use crate::{
    Scope,
    family::{Family, Found},
    words::Words,
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/hindsight",
    level: Level::Information,
    summary: "A word that makes things look plainer than they were",
    about: "Once the outcome is known, everything points to it. Words such as these hide how it looked to \
            people then, and how much they had to weigh; most sentences stand without them.",
    questions: &["How clear was it then, and to whom?"],
    fires: &[
        "Obviously, the pool was too small.",
        "The pool was, of course, too small.",
        "We simply restarted it.",
        "It was only a matter of time.",
        "The on-call had to just restart it.",
    ],
    quiet: &[
        "Please state the risks clearly.",
        "The queue was just under its limit.",
        "It was not simply a full disk.",
        "This simply cannot wait.",
        "The changes simply did not get there.",
        "The proxy was simply in front of it.",
        "The list simply showed nothing.",
        "The scraper simply consumed enough memory to make the host slow.",
        "The packages were very obviously made for harm.",
        "The host was just created.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "hindsight",
    peek,
    look: |page, hits, found| each(page, hits, found, judge),
};

/// `just` is frequent, and mostly says when or how much.
fn peek(before: &str, hit: &str, behind: &str) -> bool {
    if hit.len() != 4 {
        return true;
    }
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let next = behind.split_whitespace().next().unwrap_or_default();
    let starts = last.is_empty() || last.ends_with(['.', ':', '!', '?', '-']) || hit.starts_with('J');
    starts || is(last, Words::BeforeObvious) || is(next, Words::Needs)
}

const MESSAGE: &str = "makes it look plain; how clear was it at the time, and to whom?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        "clearly" if to == from + 1 => is_plain_fact(page, (from, to)),
        "simply" => is_made_small(page, (from, to)),
        "just" if to == from + 1 => is_easy(page, (from, to)),
        // `very obviously crafted` says how it looked, and to whom it was made to look so.
        "obviously" => {
            // `was, quite obviously, too small` judges all the same.
            page.is_sign(to, ",") || !is(page.before(from), Words::WeighsObvious)
        }
        // `a matter of course`, `a change of course`
        "of" => !is(page.before(from), Words::CourseOf),
        _ => true,
    };
    // `Nothing was obviously wrong`: it was not plain.
    let words = if matches!(page.word(from), "obviously" | "clearly") { 3 } else { 1 };
    if !fits || page.word(from) != "just" && is_denied(page, from, words) {
        return None;
    }
    let mut found = report(page, &RULE, (from, to), MESSAGE);
    if page.word(from) == "just" && to == from + 1 {
        found.finding.level = Level::Hint;
    }
    let adverb = to == from + 1 || page.word(from) == "of";
    // What a log showed clearly went right there.
    if is(page.word(to), Class::Showed) {
        found.scope = Scope::OutsideMitigators;
    }
    Some(match adverb.then(|| without::without(page, (from, to))).flatten() {
        Some(Without { at, changes, certain }) => found.rewrite(page, at, &changes, certain),
        None => found,
    })
}

/// `simply` that makes a thing small: not `simply cannot`, which makes it large, not `simply in charge`,
/// which says *only*, and not the manner of saying something.
fn is_made_small(page: &Page<'_>, (from, to): Tokens) -> bool {
    let next = page.word(to);
    let enlarges = is_negative(next)
        || auxiliary(next).is_some() && matches!(page.word(to + 1), "not" | "never")
        || is(next, Words::Forbids)
        || page.before(from) == "must";
    // `the shop is simply broken`: all that can be seen is said.
    let be = page.before(from) == "be" || is_form_of(page.before(from), Auxiliary::Be);
    if be && (is_adjective(next) || is(next, Words::BrokenState)) {
        return false;
    }
    // `The flag simply sets the level`, `the page simply read “none”`: how a thing works, and no more than that.
    let works = plain_of_third(next).is_some() || plain_of_past(next).is_some();
    if works && subject_of(page, from) == Subject::Thing {
        return false;
    }
    let says = is(next, Words::SaysBehind);
    let how = is(page.before(from), Words::SaysHow);
    !enlarges && !says && !how && !is_preposition(next)
}

/// `clearly` as a judgement, not as the manner of telling or showing.
fn is_plain_fact(page: &Page<'_>, (from, to): Tokens) -> bool {
    let next = page.word(to);
    let first = page.sentence(from).0 == from;
    if first {
        return page.is_sign(to, ",") || is_determiner(next) || is_subject_pronoun(next) || next == "there";
    }
    // `The dashboards clearly showed it`, to one who knows what to look at; what somebody says clearly is manner.
    if is(next, Class::Showed) && to + 1 < page.sentence(from).1 {
        return subject_of(page, from) == Subject::Thing && !is_boundary(page, to + 1);
    }
    let be = is_form_of(page.before(from), Auxiliary::Be);
    let manner = is(next, Words::ShownManner);
    let (_, end) = page.sentence(from);
    let unknown = !is_function_word(next) && (to + 1 >= end || is_boundary(page, to + 1));
    be && !manner
        && (unknown || is_adjective(next) || is_determiner(next) || is_participle(next) || next == "not")
}

/// `just` that makes a step small: before an imperative, with *could*, *had to*, *needed to*.
fn is_easy(page: &Page<'_>, (from, to): Tokens) -> bool {
    let next = page.word(to);
    if matches!(page.before(from), "not" | "isn't" | "wasn't" | "only" | "more") {
        return false;
    }
    let modal = matches!(page.before(from), "could" | "can" | "should")
        || page.before(from) == "to" && is(page.word(from.saturating_sub(2)), Words::NeedsHas);
    if modal {
        return is_verb(next) && next != "be";
    }
    let obliged = is(next, Words::Needs) && page.word(to + 1) == "to";
    let order = page.sentence(from).0 == from
        && is_verb(next)
        && !is(next, Words::OrderNot)
        && (is_determiner(page.word(to + 1)) || is(page.word(to + 1), Words::OrderObject));
    obliged || order
}
