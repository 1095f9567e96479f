//! `phrasing/human-error`: somebody's error as the explanation.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, after_stamp, each, report, sentence};
use askhow_english::{
    class::{Class, ends_as, is},
    clause::{is_boundary, read_told},
    denial::is_denied,
    lexicon::{
        denies, is_adverb, is_also_noun, is_determiner, is_function_word, is_particle, is_preposition,
    },
    page::Page,
    people::{Subject, people_ahead, people_before, subject_head, subject_of},
    roles::is_role,
    verb::{Auxiliary, is_form_of, is_gerund, is_participle, plain_of_past, plain_of_third},
};

use crate::family::{Family, Found, always};
use crate::words::Words;

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/human-error",
    level: Level::Information,
    summary: "An error of a person as the explanation",
    about: "An error is named when the outcome is known. At the time the action made sense, and the same action \
            goes well on most days: what made it sensible is what a reader can learn from.",
    questions: &[
        "How did the action make sense to the person at the time?",
        "How did the tools and the situation shape it?",
        "How often does the same action go well?",
    ],
    fires: &[
        "The outage was due to human error.",
        "Someone forgot to renew the certificate.",
        "The table was accidentally dropped.",
        "An engineer mistakenly scaled the wrong pool.",
        "Ana changes the runner, inadvertently breaks the test.",
    ],
    quiet: &[
        "The script accidentally doubled each row.",
        "It was not human error.",
        "The block was mistakenly marked as final.",
        "We mistakenly thought that it was safe.",
        "The page shows a user error message.",
        "The operator saw an error.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "human-error",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "hides what the situation was like; how did it look to the person then?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        it if is(it, Words::Unmeant) => is_said_of_people(page, (from, to)),
        // `I forgot what it was for`: memory, and no deed.
        "forgot" if is(page.word(to), Words::AskedClause) => false,
        "forgot" => match subject_of(page, from) {
            Subject::People(_) => true,
            Subject::Unsaid => to > from + 1 || is_determiner(page.word(to)),
            Subject::Thing => is_somebodys_name(page, from),
        },
        it if is(it, Words::BeginsForgot) => matches!(subject_of(page, from), Subject::People(_)),
        "forgotten" => page.before(from) != "been" && people_before(page, from).is_some(),
        it if is(it, Words::BeginsMissed) => is_missed_work(page, (from, to)),
        "lazy" | "inexperienced" => is_said_of_somebody(page, (from, to)),
        "by" => is_passive_or_of_people(page, from),
        "user" | "operational" => {
            !is(page.word(to), Words::UserError)
                && !(from.saturating_sub(3)..from).any(|idx| is(page.word(idx), Words::ShowsError))
        }
        _ => true,
    };
    // `operator error is never a cause`, `any operator error is a symptom`: it is spoken about.
    let behind = if page.is_sign(to, "\"") { to + 1 } else { to };
    let about = ["is", "was"].contains(&page.word(behind)) && denies(page.word(behind + 1))
        || ["any", "every"].contains(&page.before(from));
    // `so that it cannot be deleted inadvertently`: what a follow-up is for.
    let (start, _) = page.sentence(from);
    let aim = (start.max(from.saturating_sub(8))..from).any(|idx| {
        is(page.word(idx), Words::Guards) || page.reads(idx, "can not") || page.reads(idx, "can no longer")
    });
    if !fits || about || aim || is_denied(page, from, 4) {
        return None;
    }
    let found = report(page, &RULE, (from, to), MESSAGE);
    // What somebody else reports is not ours to explain.
    let reported = (start.max(from.saturating_sub(4))..from).any(|idx| is(page.word(idx), Words::Reports));
    if reported {
        return Some(found);
    }
    // Of a deed how it made sense; of a slip, or of a verdict that tells no deed, what the situation looked like.
    let asked = match page.word(from) {
        "made" => "How did this make sense to the people involved at the time",
        _ => "How did the situation look to the people involved at the time",
    };
    Some(found.open_question(format!("{asked}: “{}”?", sentence(page, from))))
}

/// `Ada forgot`: one word with a capital that no dictionary has, where only people do what is said.
fn is_somebodys_name(page: &Page<'_>, verb: usize) -> bool {
    let word = page.before(verb);
    let written = page.written(verb.saturating_sub(1));
    written.starts_with(char::is_uppercase)
        && written.chars().skip(1).all(char::is_lowercase)
        && !is(word, Class::Product)
        && !is_function_word(word)
        && !is_also_noun(word)
        && verb - 1 == page.sentence(verb).0
}

/// `the step was missed`, `we missed the step`; alerts that people missed are told elsewhere.
fn is_missed_work(page: &Page<'_>, (from, to): Tokens) -> bool {
    if page.word(from) != "missed" {
        let verb = if page.word(from) == "been" { from.saturating_sub(1) } else { from };
        let seen = subject_head(page, verb).is_some_and(|head| is(page.word(head), Words::SeenByPeople));
        return seen && (page.word(to) != "by" || people_ahead(page, to, 3));
    }
    if !is_determiner(page.word(to))
        || !matches!(subject_of(page, from), Subject::People(_) | Subject::Unsaid)
    {
        return false;
    }
    let (_, end) = page.sentence(from);
    let noun = (to + 1..end.min(to + 4)).any(|idx| is(page.word(idx), Words::SeenByPeople));
    let alerts = (to + 1..end.min(to + 3)).any(|idx| is(page.word(idx), Words::AlarmMissed));
    noun && !alerts
}

/// `inexperienced management`, `the team was lazy`; not `lazy loading`.
fn is_said_of_somebody(page: &Page<'_>, (from, to): Tokens) -> bool {
    let be = from.checked_sub(1).filter(|be| is_form_of(page.word(*be), Auxiliary::Be));
    is_role(page.word(to)) || be.is_some_and(|be| matches!(subject_of(page, be), Subject::People(_)))
}

/// Adverbs of what was not meant, said of people: `we accidentally`, `was accidentally deleted`,
/// `Accidentally deleted`.
fn is_said_of_people(page: &Page<'_>, (from, to): Tokens) -> bool {
    if is(page.word(to), Words::BelievedByPeople) {
        return false;
    }
    people_before(page, from).is_some()
        || is_passive(page, (from, to))
        || is_behind_passive(page, (from, to))
        || is_said_of_who_went_before(page, (from, to))
        || {
            // A sentence without its subject: the writer did it.
            let first = page.sentence(from).0 == from
                || matches!(page.before(from), ":" | "-" | "—" | "–" | "]" | ")");
            first && plain_of_past(page.word(to)).is_some()
        }
}

/// `Ana changes the runner, inadvertently breaks the test`, `the on-call drained it, accidentally taking a peer with
/// it`: of whoever the sentence began with, in a note behind its stamp by a bare name, too.
fn is_said_of_who_went_before(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, _) = page.sentence(from);
    let next = page.word(to);
    let acts = plain_of_past(next).is_some() || plain_of_third(next).is_some() || is_gerund(next);
    let goes_on = |idx: usize| {
        let word = page.word(idx);
        is(word, Words::GoesOnBehind)
            || page.get(idx).is_some_and(|token| token.is_sign(";") || token.is_sign(":"))
    };
    let first = after_stamp(page, start, from);
    let comma = from.checked_sub(1).filter(|comma| *comma > first && page.word(*comma) == ",");
    comma.is_some_and(|comma| {
        acts && !(first..comma).any(goes_on) && {
            let verb = (first + 1..comma.min(first + 5)).find(|idx| {
                let word = page.word(*idx);
                plain_of_past(word).or_else(|| plain_of_third(word)).is_some()
            });
            verb.is_some_and(|verb| {
                people_before(page, verb).is_some()
                    || first > start && verb == first + 1 && is_a_bare_name(page, first, verb)
            })
        }
    })
}

/// `06:00 fejta changes the runner`: no dictionary has the word, and what is said of it is done by hand.
fn is_a_bare_name(page: &Page<'_>, name: usize, verb: usize) -> bool {
    let word = page.word(name);
    let said = page.word(verb);
    let plain = plain_of_past(said).or_else(|| plain_of_third(said));
    page.is_word(name)
        && word.chars().all(char::is_alphabetic)
        && !is(word, Class::Product)
        && !is_function_word(word)
        && !is_also_noun(word)
        && !ends_as(word, Words::SoftwareEnding)
        && plain.is_some_and(|plain| {
            let by_hand = ["d", "ed"].iter().any(|end| is(&format!("{plain}{end}"), Class::DoneByHand));
            by_hand || is(&plain, Class::DoneByPeople)
        })
}

/// `was accidentally deleted`, `accidentally got merged`.
fn is_passive(page: &Page<'_>, (from, to): Tokens) -> bool {
    let mut before = from;
    let (start, _) = page.sentence(from);
    while before > start
        && (is_adverb(page.word(before - 1)) || matches!(page.word(before - 1), "most" | "likely" | "more"))
    {
        before -= 1;
    }
    let word = page.before(before);
    let be = is(word, Words::PassiveBefore) || is_form_of(word, Auxiliary::Be);
    let done = |idx: usize| {
        let by_machine = matches!(page.word(from), "mistakenly" | "erroneously" | "wrongly");
        is_participle(page.word(idx)) && (!by_machine || is(page.word(idx), Class::DoneByHand))
    };
    be && done(to) || matches!(page.word(to), "got" | "been") && done(to + 1)
}

/// `had been typed in wrongly`, `was deleted inadvertently`: what people do by hand, the adverb behind it.
fn is_behind_passive(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (start, end) = page.sentence(from);
    // `was deleted accidentally built …`: what follows must not be what it belongs to.
    let ends =
        to >= end || is_boundary(page, to) || is_function_word(page.word(to)) || is_adverb(page.word(to));
    let verb =
        (start.max(from.saturating_sub(3))..from).rev().find(|idx| is(page.word(*idx), Class::DoneByHand));
    ends && verb.is_some_and(|verb| {
        let joined =
            (verb + 1..from).all(|idx| is_preposition(page.word(idx)) || is_particle(page.word(idx)));
        let mut before = verb;
        while before > start && is_adverb(page.word(before - 1)) {
            before -= 1;
        }
        let word = page.before(before);
        joined && (matches!(word, "been" | "being" | "got") || is_form_of(word, Auxiliary::Be))
    })
}

fn is_passive_or_of_people(page: &Page<'_>, from: usize) -> bool {
    let (start, end) = page.sentence(from);
    // `By mistake the wrong node was drained.`
    if start == from {
        let (parts, _) = read_told(page, from + 2, end);
        return parts.is_some_and(|parts| {
            people_before(page, parts.finite).is_some()
                || is_participle(page.word(parts.finite + 1))
                    && is_form_of(page.word(parts.finite), Auxiliary::Be)
        });
    }
    (start..from).any(|idx| {
        let word = page.word(idx);
        people_before(page, idx).is_some() && idx > start
            || (matches!(word, "been" | "being" | "got") || is_form_of(word, Auxiliary::Be))
                && (idx + 1..from).any(|idx| is_participle(page.word(idx)))
    })
}
