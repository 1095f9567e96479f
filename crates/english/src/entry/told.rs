//! What kind of thing a clause tells, by its subject, its voice, its verb and what that is done to. Where none of them
//! is certain it tells none.

use super::clause::{Said, Voice};
use super::table::{TABLE, n_words};
use super::{Doer, Kind, Moment, who};
use crate::class::{Class, is};
use crate::lexicon::{
    denies, is_adverb, is_conjunction, is_determiner, is_function_word, is_particle, is_preposition,
};
use crate::page::{Kind as TokenKind, Page};
use crate::people::is_denied;
use crate::verb::{is_gerund, plain_of_gerund, plain_of_past};

/// A kind, and the tokens that tell it.
pub(super) type Telling = (Kind, (usize, usize));

/// What a clause tells, and by which tokens.
pub(super) fn told(page: &Page<'_>, clause: (usize, usize), said: &Said, doer: Doer) -> Option<Telling> {
    let (at, plain) = through(page, said);
    let plain = plain.as_str();
    let by_verb = (at, at + 1);
    let people = || TABLE.only.get(plain).or_else(|| TABLE.people.get(plain)).copied();
    let is_people = said.voice == Voice::Active && doer != Doer::Thing;
    let object = is_people.then(|| by_object(page, at, plain)).flatten();
    // What somebody could not do is what they saw.
    if is_people && said.not && people() == Some(Kind::Communication) {
        return Some((Kind::Observation, by_verb));
    }
    let is_asked = plain == "ask" && matches!(page.word(at + 1), "if" | "whether");
    if is_people && is_asked {
        return Some((Kind::Hypothesis, (at, at + 2)));
    }
    // `determines that it might be the cache`: what somebody takes it for.
    let guess = (at + 1..clause.1).find(|idx| page.word(*idx) == "might");
    if let Some(guess) = guess.filter(|_| is_people && people() == Some(Kind::Observation)) {
        return Some((Kind::Hypothesis, (guess, guess + 1)));
    }
    // What somebody says of it is theirs.
    if is_people && object.is_none() && matches!(people(), Some(Kind::Communication | Kind::Hypothesis)) {
        return people().map(|kind| (kind, by_verb));
    }
    let is_well = || TABLE.seen.contains(plain) && is_seen_well(page, clause);
    if !said.not && !said.before && (doer != Doer::Thing || plain == "verify") && is_well() {
        return Some((Kind::Recovery, by_verb));
    }
    // What had been well again before tells of no recovery.
    let phrase = phrase(page, clause).filter(|(kind, _)| !(said.before && *kind == Kind::Recovery));
    if let Some((kind, span)) = phrase {
        // `is put back up`: somebody did that.
        let is_done = kind == Kind::Recovery
            && said.voice == Voice::Passive
            && span.0 > at
            && TABLE.deed.contains(plain);
        return Some((if is_done { Kind::Action } else { kind }, span));
    }
    if said.may_be && doer != Doer::People {
        return Some((Kind::Hypothesis, by_verb));
    }
    let kind = match said.voice {
        Voice::State => of_state(page, clause, said),
        _ if said.not => Some(Kind::Observation),
        Voice::Passive => of_passive(page, said, plain),
        Voice::Active if doer == Doer::Thing => of_thing(page, said, plain),
        Voice::Active => object.or_else(people).or_else(|| of_people(page, said, plain)),
    };
    let kind = if said.before && kind == Some(Kind::Recovery) { Some(Kind::Observation) } else { kind };
    kind.map(|kind| (kind, by_verb))
}

/// What is said to be so.
fn of_state(page: &Page<'_>, clause: (usize, usize), said: &Said) -> Option<Kind> {
    if TABLE.finished.contains(page.word(said.verb)) && is_deed(page, said) && !said.not {
        return Some(Kind::Action);
    }
    let known = (clause.0..clause.1).any(|idx| TABLE.stated.contains_key(page.word(idx)));
    if said.not {
        Some(Kind::Observation)
    } else {
        stated(page, clause).or(known.then_some(Kind::Observation))
    }
}

/// What is done to the subject.
fn of_passive(page: &Page<'_>, said: &Said, plain: &str) -> Option<Kind> {
    let head = head(page, said);
    if is_guess(head) {
        return Some(Kind::Hypothesis);
    }
    if is_command(page, said) && TABLE.runs_it.contains(plain) {
        return Some(Kind::Action);
    }
    if TABLE.light.contains(plain)
        && let Some(kind) = one(head, |word| TABLE.object.get(word).copied())
    {
        return Some(kind);
    }
    if TABLE.watch.contains(head) && !TABLE.done.contains_key(plain) && TABLE.happens.contains(plain) {
        return Some(Kind::Observation);
    }
    if let Some(kind) = TABLE.done.get(plain) {
        return Some(*kind);
    }
    // `requests are made to it`: by whomever.
    let next = page.word(said.verb + 1);
    let is_down = is_particle(next) || matches!(next, "offline" | "online");
    let is_done = TABLE.deed.contains(plain) && (is_down || !TABLE.vague.contains(plain))
        || TABLE.through.contains(plain) && is_deed(page, said);
    is_done.then_some(Kind::Action)
}

/// What somebody does, by a verb that no table knows: to something, and chosen.
fn of_people(page: &Page<'_>, said: &Said, plain: &str) -> Option<Kind> {
    // Without a subject a verb that no table knows may be anything but a deed that is over.
    let is_plain_deed = said.subject.is_some() || plain_of_past(page.word(said.verb)).is_some();
    let is_chosen =
        is_plain_deed && has_object(page, said) && !is(plain, Class::Unchosen) && !is(plain, Class::State);
    (TABLE.deed.contains(plain) || is_chosen).then_some(Kind::Action)
}

/// What a thing does.
fn of_thing(page: &Page<'_>, said: &Said, plain: &str) -> Option<Kind> {
    let head = head(page, said);
    if said.not {
        return Some(Kind::Observation);
    }
    if lessens(page, said, plain) {
        return Some(Kind::Recovery);
    }
    if TABLE.released.contains(plain) && !has_object(page, said) {
        return Some(Kind::Action);
    }
    if is_guess(head) {
        return Some(Kind::Hypothesis);
    }
    if TABLE.watch.contains(head) && !recovers(plain) {
        return Some(Kind::Observation);
    }
    // `restarted itself`: nobody did.
    let itself = (said.verb + 1..said.verb + 4).any(|idx| matches!(page.word(idx), "itself" | "themselves"));
    if itself {
        return Some(Kind::Observation);
    }
    if TABLE.through.contains(plain) {
        if TABLE.talk.contains(head) {
            return Some(Kind::Communication);
        }
        if is(head, Class::Trouble) {
            return Some(Kind::Observation);
        }
        if let Some(kind) = one(head, |word| TABLE.object.get(word).copied()) {
            return Some(kind);
        }
    }
    // `all workers running`.
    let is_all = said.subject.is_some_and(|(from, _)| page.word(from) == "all");
    if is_all && TABLE.runs.contains(page.word(said.verb)) && !has_object(page, said) {
        return Some(Kind::Recovery);
    }
    let happens = TABLE.alone.contains(plain) || TABLE.happens.contains(plain);
    let goes_wrong = is(plain, Class::Effect)
        || TABLE.cause.contains(plain)
        || happens && !TABLE.through.contains(plain) && !TABLE.light.contains(plain);
    let people = TABLE.people.get(plain).or_else(|| TABLE.only.get(plain)).copied();
    // `the audit found nothing`, `` `kubectl get` showed ``: what came out is seen.
    if TABLE.tells.contains(plain) || people == Some(Kind::Observation) && !TABLE.through.contains(plain) {
        return Some(TABLE.things.get(plain).copied().unwrap_or(Kind::Observation));
    }
    if is_deed(page, said) && TABLE.through.contains(plain) && !goes_wrong
        || is_change(page, said) && TABLE.deed.contains(plain) && has_object(page, said) && !goes_wrong
        || is_command(page, said) && TABLE.deed.contains(plain)
    {
        return Some(Kind::Action);
    }
    if by_object(page, said.verb, plain) == Some(Kind::Communication) && is_sent(page, said.verb) {
        return Some(Kind::Communication);
    }
    if let Some(kind) = TABLE.things.get(plain) {
        return Some(*kind);
    }
    if recovers(plain) {
        return Some(Kind::Recovery);
    }
    let may_act = who::may_act(page, said).is_some();
    if may_act {
        let told = by_object(page, said.verb, plain).or(people);
        return told.or(TABLE.deed.contains(plain).then_some(Kind::Action));
    }
    let is_seen = happens
        || goes_wrong
        || is(plain, Class::ComesAbout)
        || people == Some(Kind::Observation)
        || is_gerund(page.word(said.verb + 1));
    is_seen.then_some(Kind::Observation)
}

/// What a verb that says little tells by what it is done to: `sends an email`, `begins conversations`.
fn by_object(page: &Page<'_>, verb: usize, plain: &str) -> Option<Kind> {
    if !TABLE.light.contains(plain) {
        return None;
    }
    let ends = |idx: &usize| {
        let word = page.word(*idx);
        page.get(*idx)
            .is_none_or(|token| token.kind == TokenKind::Sign && !matches!(word, "-" | "/" | "[" | "#"))
            || is_preposition(word)
            || is_conjunction(word)
            || matches!(word, "to" | "that" | "which")
    };
    // `runs `kubectl describe``: a command that looks.
    if let Some(command) = page.get(verb + 1).filter(|token| token.kind == TokenKind::Name) {
        let words = command.span.of(&page.plain.text);
        if words.contains("://") {
            return None;
        }
        let looks =
            words.split(|c: char| !c.is_alphanumeric()).take(2).any(|word| TABLE.looks.contains(word));
        return looks.then_some(Kind::Observation);
    }
    let end = (verb + 1..verb + 8).find(ends).unwrap_or(verb + 8);
    let found = |idx: usize| one(page.word(idx), |word| TABLE.object.get(word).copied());
    (verb + 1..end).rev().find_map(found)
}

/// `sends an email`: whoever sends it, it reaches somebody.
fn is_sent(page: &Page<'_>, verb: usize) -> bool {
    let mail = |word: &str| TABLE.mail.contains(word).then_some(());
    (verb + 1..verb + 8).any(|idx| one(page.word(idx), mail).is_some())
}

/// What a table says of a word, or of its singular.
fn one<T>(word: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(word).or_else(|| find(word.strip_suffix('s')?))
}

/// What nobody wants becomes less: `the backlog drains`, `error rates fall`.
fn lessens(page: &Page<'_>, said: &Said, plain: &str) -> bool {
    let is_trouble = |idx: usize| {
        let word = page.word(idx);
        is(word, Class::Trouble) || TABLE.burden.contains(word)
    };
    TABLE.lessens.contains(plain)
        && !has_object(page, said)
        && said.subject.is_some_and(|(from, to)| (from..to).any(is_trouble))
}

/// `the theory is revised`.
fn is_guess(head: &str) -> bool {
    head == "diagnosis" || TABLE.noun.get(head) == Some(&Kind::Hypothesis)
}

fn recovers(plain: &str) -> bool {
    TABLE.done.get(plain) == Some(&Kind::Recovery) || TABLE.things.get(plain) == Some(&Kind::Recovery)
}

/// The noun of the subject: `deploy` of `the deploy of the relay`.
fn head<'p>(page: &'p Page<'_>, said: &Said) -> &'p str {
    let Some((from, to)) = said.subject else { return "" };
    let ends =
        |idx: &usize| is_preposition(page.word(*idx)) || page.get(*idx).is_some_and(|it| it.is_sign("("));
    let end = (from + 1..to).find(ends).unwrap_or(to);
    let is = |idx: usize, kind: TokenKind| page.get(idx).is_some_and(|token| token.kind == kind);
    let noun = (from..end).rev().find(|idx| !is(*idx, TokenKind::Sign));
    // ``the alarm `DiskFull` triggered``: the word before the name says what it is.
    let is_called = |idx: usize| idx > from && is(idx, TokenKind::Name) && is(idx - 1, TokenKind::Word);
    noun.map_or("", |idx| page.word(if is_called(idx) { idx - 1 } else { idx }))
}

/// Whether the subject is a deed: `the rollback of the relay`, `PR #12`.
fn is_deed(page: &Page<'_>, said: &Said) -> bool {
    let head = head(page, said);
    // `the scaling continues`.
    let is_doing = plain_of_gerund(head).is_some_and(|plain| TABLE.deed.contains(plain.as_str()));
    is_doing || one(head, |word| TABLE.begun.contains(word).then_some(())).is_some() || is_change(page, said)
}

/// Whether the subject is a change: `PR #12`, `commit 1c3506`.
fn is_change(page: &Page<'_>, said: &Said) -> bool {
    said.subject.is_some_and(|(from, to)| (from..to).any(|idx| TABLE.change.contains(page.word(idx))))
}

/// Whether the subject is a command in a code span: somebody ran it.
fn is_command(page: &Page<'_>, said: &Said) -> bool {
    said.subject.is_some_and(|(from, to)| {
        let is_name = page.get(from).is_some_and(|token| token.kind == TokenKind::Name);
        to == from + 1 && is_name && page.written(from).contains(' ')
    })
}

/// Whether something stands behind the verb that it is done to.
pub(super) fn has_object(page: &Page<'_>, said: &Said) -> bool {
    let next = said.verb + 1;
    let at = if is_particle(page.word(next)) { next + 1 } else { next };
    let word = page.word(at);
    page.get(at).is_some_and(|token| {
        token.kind != TokenKind::Sign || matches!(token.lower.as_str(), "@" | "#" | "\"")
    }) && !is_preposition(word)
        && !is_adverb(word)
        && !is_conjunction(word)
}

/// The verb that tells, behind one that leads to it: `begins to fail`.
pub(super) fn through(page: &Page<'_>, said: &Said) -> (usize, String) {
    if said.voice == Voice::Active && TABLE.into.contains(said.plain.as_str()) {
        let next = said.verb + 1;
        let to = page.word(next) == "to";
        let at = if to { next + 1 } else { next };
        let word = page.word(at);
        if to
            && page.get(at).is_some_and(crate::page::Token::is_word)
            && (word == "be" || !is_function_word(word))
        {
            return (at, word.to_owned());
        }
        if let Some(plain) = plain_of_gerund(word).filter(|_| !to) {
            return (at, plain);
        }
    }
    (said.verb, said.plain.clone())
}

/// Where what depends on the clause begins: `reverted due to the suspicion that`.
fn main_end(page: &Page<'_>, (from, to): (usize, usize)) -> usize {
    (from + 1..to).find(|idx| TABLE.ends.contains(page.word(*idx))).unwrap_or(to)
}

/// What stands in quotation marks or in brackets is somebody else's, or said by the way.
fn is_aside(page: &Page<'_>, from: usize, idx: usize) -> bool {
    let depth = |open: &str, close: &str| {
        let signs = (from..idx).map(|idx| match page.get(idx) {
            Some(token) if token.is_sign(open) => 1,
            Some(token) if token.is_sign(close) => -1,
            _ => 0,
        });
        signs.sum::<i32>() > 0
    };
    page.is_quoted(idx) || depth("(", ")")
}

/// The phrase in a clause that tells wherever it stands.
pub(super) fn phrase(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Telling> {
    let to = main_end(page, (from, to));
    let mut found = (from..to).filter(|idx| !is_aside(page, from, *idx)).filter_map(|idx| {
        let phrases = TABLE.said.get(page.word(idx))?;
        let (phrase, kind) =
            phrases.iter().find(|(phrase, _)| idx + n_words(phrase) <= to && page.reads(idx, phrase))?;
        let is_hoped =
            *kind == Kind::Recovery && (is_denied(page, idx, 3) || is(page.before(idx), Class::HopesFor));
        (!is_hoped).then_some((*kind, (idx, idx + n_words(phrase))))
    });
    let first = found.next()?;
    // `updates the status page to say that the problem is fixed`.
    let well = (first.0 == Kind::Communication).then(|| found.find(|(kind, _)| *kind == Kind::Recovery));
    Some(well.flatten().unwrap_or(first))
}

/// What is said of a state.
fn stated(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Kind> {
    let is_said = |idx: &usize| {
        let before = page.before(*idx);
        // `backing up`, `200 OK`.
        let is_part = is_particle(page.word(*idx)) && is_gerund(before)
            || before.starts_with(|c: char| c.is_ascii_digit())
            || is_determiner(before);
        TABLE.stated.contains_key(page.word(*idx)) && !is_aside(page, from, *idx) && !is_part
    };
    let at = (from..main_end(page, (from, to))).find(is_said)?;
    let kind = TABLE.stated.get(page.word(at)).copied();
    kind.filter(|_| !is_denied(page, at, 4))
}

/// `confirmed healthy`, `looks good`, `verified that checks are green`: what was seen is that it is well.
fn is_seen_well(page: &Page<'_>, clause: (usize, usize)) -> bool {
    stated(page, clause) == Some(Kind::Recovery)
}

/// What words without a verb tell: `Rollback to the old build`, `first alert`.
pub(super) fn noted(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Moment> {
    let denied = || denies(page.word(from)).then_some((Kind::Observation, (from, from + 1)));
    let told = phrase(page, (from, to)).or_else(denied).or_else(|| {
        let end = (from + 1..to).find(|idx| is_preposition(page.word(*idx))).unwrap_or(to);
        // `Mitigation attempt 3`
        let is_count = |idx: usize| super::clause::is_number(page.word(idx));
        let end = if end > from + 1 && is_count(end - 1) { end - 1 } else { end };
        let last = end.checked_sub(1)?;
        let kind = |idx: usize| TABLE.noun.get(page.word(idx)).copied().map(|kind| (kind, (idx, idx + 1)));
        let is_last = (from..to).any(|idx| page.word(idx) == "last");
        let well =
            stated(page, (from, to)).filter(|_| to - from <= 6 && !is_last).map(|kind| (kind, (from, to)));
        kind(last).or_else(|| kind(from)).or(well)
    });
    let thing = Moment::of(page.span(from, to));
    (from < to).then(|| match told {
        Some((kind, (from, to))) => Moment { kind: Some(kind), told_by: Some(page.span(from, to)), ..thing },
        None => thing,
    })
}
