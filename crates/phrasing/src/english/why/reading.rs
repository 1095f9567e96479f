//! How one *why* is to be read: as a question, a clause, a reason, or not at all.

use super::{
    Casing, Rewrite, doubt, fragment, further, head, loose, mention, preferred, realise, reason,
    sentence::Sentence,
};
use askhow_english::{
    class::{Class, is},
    clause::{Certainty, Clause, Form as Told, is_boundary, is_over, read_asked, read_told},
    lexicon::{denies, is_adverb, is_preposition, is_verb},
    page::{Kind, Page},
    verb::{Auxiliary, Finite, Tense, auxiliary, is_form_of, is_gerund},
    words::is_event,
};

use crate::rewrite::Change;
use crate::words::Words;

/// How many tokens behind *why* are read: longer clauses are not rewritten.
const CLAUSE: usize = 48;

/// What a *why* asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Question,
    Clause,
    /// *The reason why*.
    Reason,
}

/// A *why* that asks, and what can be done about it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub sort: Sort,
    /// The tokens that are underlined.
    pub tokens: (usize, usize),
    /// The preferred one first; empty where nothing is sure to read well.
    pub rewrites: Vec<Rewrite>,
    /// How certain the reading is that they were made of.
    pub certainty: Certainty,
    /// It asks about what is over, and about nothing that still is so.
    pub over: bool,
}

/// What the *why* at `why` asks; `None` for one that is talked about (`the "why"`), explains (`that is
/// why`) or exclaims (`Why, hello`).
pub(crate) fn read(page: &Page<'_>, why: usize) -> Option<Asked> {
    let (start, end) = page.sentence(why);
    let end = end.min(why + CLAUSE);
    if mention::is_mention(page, why) || mention::explains(page, why) {
        return None;
    }
    if page.word(why) != "why" {
        return doubt::contracted(page, why);
    }
    // `The reason why is a typo`: no question, and the reason is another rule's.
    if matches!(page.before(why), "reason" | "reasons") && is_form_of(page.word(why + 1), Auxiliary::Be) {
        return None;
    }
    if doubt::asks_about_number(page, why) {
        return Some(fragment::nothing(why, Sort::Question));
    }
    if doubt::is_typed_for_while(page, why) {
        return None;
    }
    if mention::is_ladder_label(page, why) || mention::is_advice_or_cry(page, why, first_word(page, start)) {
        return None;
    }
    if mention::is_title(page, why) {
        let sort = if page.is_question(why) { Sort::Question } else { Sort::Clause };
        return Some(fragment::nothing(why, sort));
    }
    let at_end = why + 1 >= end || is_boundary(page, why + 1);
    if page.is_sign(why + 1, ",") && why == first_word(page, start) {
        // `Why, then, did …?` asks; `Why, hello!` does not.
        let comma = (why + 2..end.min(why + 16))
            .find(|idx| page.is_sign(*idx, ","))
            .filter(|comma| auxiliary(page.word(comma + 1)).is_some());
        let goes_on = matches!(page.word(why + 2), "and" | "but") && page.is_question(why);
        return comma
            .map(|comma| asked(page, why, comma + 1, end))
            .or_else(|| goes_on.then(|| fragment::bare(page, why, start)));
    }
    if at_end {
        return Some(fragment::bare(page, why, start));
    }
    if mention::suggests(page, why) {
        return None;
    }
    let adverbs_end = skip_question_adverbs(page, why + 1, end);
    if auxiliary(page.word(adverbs_end)).is_some() {
        return Some(asked(page, why, adverbs_end, end));
    }
    let (first, curse) = doubt::strengthened(page, why);
    let weighs = matches!(page.word(why + 1), "bother" | "else" | "not");
    if curse || weighs {
        let sort = if page.is_question(why) { Sort::Question } else { Sort::Clause };
        return Some(fragment::nothing(why, sort));
    }
    let mut told = told(page, why, first, (start, end));
    doubt::strengthen(page, why, &mut told.rewrites);
    Some(told)
}

fn asked(page: &Page<'_>, why: usize, auxiliary_idx: usize, end: usize) -> Asked {
    let finite = auxiliary(page.word(auxiliary_idx));
    let nothing = Asked {
        tokens: (why, auxiliary_idx + 1),
        over: finite.is_some_and(is_past) && is_over(page, (auxiliary_idx, end)),
        ..fragment::nothing(why, Sort::Question)
    };
    let Some(finite) = finite else { return nothing };
    // What only weighs a plan (`why should we`, `why would anyone`) has no how.
    if finite.which == Auxiliary::Should && page.word(auxiliary_idx) != "must"
        || finite.which == Auxiliary::Would && is(page.word(auxiliary_idx + 1), Words::AnyAsker)
    {
        return nothing;
    }
    // Grounds are asked for, and no event: `why does it make sense to`.
    if (auxiliary_idx + 2..end).any(|idx| page.word(idx) == "sense" && page.before(idx) == "make") {
        return nothing;
    }
    let casing = Casing::of(page, why, end);
    // `Why is it that …` has its clause already.
    if finite.which == Auxiliary::Be && page.reads(auxiliary_idx + 1, "it that") {
        return Asked { rewrites: vec![vec![head(page, why, casing, "how")]], ..nothing };
    }
    let (clause, certainty) = read_asked(page, auxiliary_idx, end);
    let Some(clause) = clause.filter(|_| certainty > Certainty::Open) else {
        let rewrites = without_subject(page, why, (auxiliary_idx, finite), end, casing);
        return Asked { rewrites: rewrites.into_iter().collect(), ..nothing };
    };
    // `Why do we care?` asks nobody; `Why do you think it stopped?` asks for what the listener thinks happened.
    let lemma = clause.lemma(page);
    let nobody = finite.tense == Tense::Present && matches!(lemma, "care" | "bother" | "mind");
    let listener = page.word(clause.subject.0) == "you" && is(lemma, Words::Listens);
    if finite.which == Auxiliary::Do && (nobody || listener) {
        return nothing;
    }
    let sentence = Sentence { page, why, clause, end, casing, label: false, told: false };
    // `Find out why can't it start.`: a clause that was put as a question.
    if is_inside(page, why) {
        let rewrites = realise::as_clause(&sentence).into_iter().collect();
        return Asked { rewrites, certainty: Certainty::Fair, ..nothing };
    }
    // `How and why did it stop?`
    if matches!(page.before(why), "and" | "or")
        && why.checked_sub(2).is_some_and(|idx| page.word(idx) == "how")
    {
        let plain = finite.which == Auxiliary::Do && !sentence.is_denied();
        let rewrites = plain.then(|| vec![Change::Delete(why - 1, why + 1)]).into_iter().collect();
        return Asked { rewrites, certainty, ..nothing };
    }
    let verb = sentence.clause.verb;
    // `fail/not run`
    if page.is_sign(verb + 1, "/") && denies(page.word(verb + 2)) {
        return nothing;
    }
    let certainty = match is_event(page, verb, page.word(verb), end) {
        true => certainty,
        false => certainty.min(Certainty::Fair),
    };
    let mut rewrites: Vec<Rewrite> = preferred(&sentence).into_iter().collect();
    for other in further(&sentence).take(2) {
        if !rewrites.contains(&other) {
            rewrites.push(other);
        }
    }
    Asked { rewrites, certainty, ..nothing }
}

/// `did`, `was`, `had`, `couldn't`; what would be is not over.
fn is_past(finite: Finite) -> bool {
    finite.tense == Tense::Past && finite.which != Auxiliary::Would
}

/// A *why* that a word leads to, in a sentence that does not ask.
fn is_inside(page: &Page<'_>, why: usize) -> bool {
    let leads = why
        .checked_sub(1)
        .and_then(|before| page.get(before))
        .is_some_and(askhow_english::page::Token::is_word);
    let joins = askhow_english::lexicon::is_conjunction(page.before(why)) || is_adverb(page.before(why));
    leads && !joins && !page.is_question(why) && page.sentence(why).0 < why
}

/// The forms of a question that need no end of the subject: *how did* with all else as it was, where it is no
/// choice of people that would become a recipe, and *how is it that* for *do*, which leaves its verb as it is.
fn without_subject(
    page: &Page<'_>,
    why: usize,
    (auxiliary_idx, finite): (usize, Finite),
    end: usize,
    casing: Casing,
) -> Option<Rewrite> {
    let first = auxiliary_idx + 1;
    let word = page.word(first);
    let denied = finite.negative || (first..end).any(|idx| denies(page.word(idx)));
    let opens =
        is_boundary(page, first) || is_verb(word) || is_adverb(word) || matches!(word, "few" | "little");
    let people = askhow_english::names::is_person(page, (first, first + 1))
        || (first..end.min(first + 4)).any(|idx| askhow_english::roles::is_role(page.word(idx)));
    if finite.which != Auxiliary::Do || denied || opens || people {
        return None;
    }
    match (finite.tense, page.word(auxiliary_idx)) {
        (Tense::Past, _) => Some(vec![head(page, why, casing, "how")]),
        (Tense::Present, "do") if page.is_question(why) => Some(vec![
            head(page, why, casing, "how"),
            Change::Replace(auxiliary_idx, casing.say("is it that")),
        ]),
        (Tense::Present, _) => None,
    }
}

fn told(page: &Page<'_>, why: usize, first: usize, (start, end): (usize, usize)) -> Asked {
    let sort = if matches!(page.before(why), "reason" | "reasons") { Sort::Reason } else { Sort::Clause };
    let mut asked = Asked { certainty: Certainty::Sure, ..fragment::nothing(why, sort) };
    if sort == Sort::Reason
        || doubt::is_caused(page, why)
        || page.word(why + 1) == "not"
        || page.get(why + 1).is_some_and(|token| token.is("to"))
    {
        return asked;
    }
    if let Some(rewrite) = loose::joined_to_how(page, why) {
        asked.rewrites.push(rewrite);
        return asked;
    }
    // `why it is that every build fails` has its clause already.
    if page.word(first) == "it"
        && matches!(page.word(first + 1), "is" | "was")
        && page.word(first + 2) == "that"
    {
        asked.rewrites.push(vec![head(page, why, Casing::of(page, why, end), "how")]);
        return asked;
    }
    // `why or how it got created`
    if matches!(page.word(why + 1), "or" | "and") && page.word(why + 2) == "how" {
        if why + 3 < end && !is_boundary(page, why + 3) {
            asked
                .rewrites
                .push(vec![Change::Delete(why + 1, why + 3), head(page, why, Casing::Sentence, "how")]);
        }
        return asked;
    }
    let casing = Casing::of(page, why, end);
    let opens = why == first_word(page, start);
    if let Some((rewrite, certainty)) = fragment::fragment(page, why, end, casing) {
        let sort = if page.is_question(why) { Sort::Question } else { Sort::Clause };
        return Asked { sort, rewrites: vec![rewrite], certainty, ..asked };
    }
    // A question without a verb.
    let bare = opens && page.is_question(why) && fragment::is_without_verb(page, first, end);
    if bare {
        return Asked { sort: Sort::Question, ..asked };
    }
    // `Why no tests?` has no verb; `why in a moment` and `why and when it stops` have more than one reading.
    let next = page.word(first);
    if next == "no" && page.is_question(why)
        || is_preposition(next)
        || matches!(next, "and" | "or") && page.word(why + 2) != "how"
    {
        return asked;
    }
    let label = opens || mention::names_own_heading(page, why);
    // An odd outcome that only the ground explains.
    let ground =
        |idx: usize| matches!(page.word(idx), "sense" | "sure") && is(page.before(idx), Words::MakesSense);
    let stop = (why + 1..end.min(why + 12)).find(|idx| is_boundary(page, *idx)).unwrap_or(end.min(why + 12));
    if (why + 2..stop).any(ground) {
        return asked;
    }
    // `Whether and why it failed twice is tracked in …`: the clause ends before what is said of it.
    let opener = first_word(page, start);
    let whether = page.word(opener) == "whether" && why == opener + 2;
    let open = (first + 2..end).rev().find(|idx| why == opener && reason::is_open(page, *idx));
    let said = (first + 2..open.unwrap_or(end))
        .rev()
        .find(|idx| (whether || open.is_some()) && reason::is_or_stays(page.word(*idx)));
    let end = said.unwrap_or(end);
    let (parts, certainty) = read_told(page, first, end);
    // `Debugging why it keeps crashing took an hour`: the clause is the subject of another one.
    let matrix = why == opener + 1 && is_gerund(page.before(why));
    let certainty = if matrix { Certainty::Open } else { certainty };
    // `Why the deploys fail?`: neither asked nor told.
    let certainty = if opens && page.is_question(why) { certainty.min(Certainty::Fair) } else { certainty };
    asked.certainty = certainty.max(Certainty::Fair);
    let Some(parts) = parts.map(|parts| if matrix { Clause { rival: None, ..parts } } else { parts }) else {
        asked.rewrites.extend(loose::unsure(page, why, end, casing));
        return asked;
    };
    asked.over = parts.tense() == Tense::Past
        && parts.auxiliary().is_none_or(is_past)
        && is_over(page, (why + 1, end));
    // `Why this went on, Alice restarted it`: typed for *while*.
    let comma = (why + 1..end).find(|idx| is_boundary(page, *idx));
    let goes_on = comma.is_some_and(|comma| {
        page.is_sign(comma, ",") && page.is_word(comma + 1) && !is(page.word(comma + 1), Words::InTheMiddle)
    });
    // `Why exactly these were picked, we could not reconstruct`: the clause is what is not known.
    let fronted = goes_on && comma.is_some_and(|comma| doubt::is_sought(page, comma + 1, end));
    if label && goes_on && !fronted && !page.place.heading && !page.is_question(why) {
        return asked;
    }
    let label = label && !fronted;
    let finite = match &parts.form {
        Told::Auxiliary(finite) => Some(*finite),
        _ => None,
    };
    let clause_end = (why + 1..end)
        .find(|idx| is_boundary(page, *idx) && !page.word(*idx).starts_with(','))
        .unwrap_or(end);
    let sentence = Sentence {
        page,
        why,
        clause: parts,
        end: clause_end,
        casing,
        label,
        told: (why.saturating_sub(4)..why).any(|idx| is(page.word(idx), Class::Tells)),
    };
    if certainty == Certainty::Open {
        asked.rewrites.extend(realise::without_subject(&sentence));
        return asked;
    }
    let said = sentence.clause.finite + usize::from(finite.is_some());
    let verb = match sentence.clause.auxiliary() {
        Some(_) => page.word(sentence.clause.finite),
        None => sentence.lemma(),
    };
    // `was not just a bug`: a judgement, whose grounds are asked for.
    let finite = sentence.clause.finite;
    let merely = sentence.has_not() && (finite..finite + 4).any(|idx| is(page.word(idx), Words::OnlyJust));
    if !is_event(page, said, verb, sentence.end) || sentence.is_choice() || merely {
        asked.certainty = asked.certainty.min(Certainty::Fair);
    }
    asked.rewrites.extend(preferred(&sentence));
    asked
}

pub(super) fn first_word(page: &Page<'_>, start: usize) -> usize {
    let mut idx = start;
    // Numbers (`4.`), labels (`Q:`, `Correct:`, `1st Why —`) and marks before the first word.
    while let Some(token) = page.get(idx) {
        let number = token.lower.chars().all(|char| char.is_ascii_digit() || matches!(char, '.' | ':' | '-'));
        if token.kind == Kind::Sign || number && token.is_word() {
            idx += 1;
        } else {
            break;
        }
    }
    idx
}

fn skip_question_adverbs(page: &Page<'_>, from: usize, end: usize) -> usize {
    let mut idx = from;
    while idx < end
        && (is_adverb(page.word(idx)) && !is(page.word(idx), Words::NoAdverbHere)
            || page.reads(idx, "on earth"))
    {
        idx += if page.word(idx) == "on" { 2 } else { 1 };
    }
    idx
}
