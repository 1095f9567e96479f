//! The clauses of an entry, and what each says was done: its subject, its verb and whether something was done to the subject.

use super::table::TABLE;
use crate::class::{Class, is};
use crate::clause::{Clause, Form, is_boundary, read_told};
use crate::lexicon::{
    is_adjective, is_adverb, is_also_noun, is_conjunction, is_determiner, is_function_word, is_particle,
    is_preposition, is_subject_pronoun, is_verb, leans_to_verb,
};
use crate::page::{Kind, Page};
use crate::people::is_software;
use crate::roles::is_anybody;
use crate::verb::{
    Auxiliary, Tense, auxiliary, is_gerund, is_participle, is_past_as_well, plain_of_gerund,
    plain_of_participle, plain_of_past, plain_of_third,
};

/// How the subject stands to the verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Voice {
    /// It does it.
    #[default]
    Active,
    /// It is done to it.
    Passive,
    /// It is so.
    State,
}

/// What a clause says.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Its subject, as tokens; none where it is left out.
    pub subject: Option<(usize, usize)>,
    /// Its main verb, or the first word of what is said of a state.
    pub verb: usize,
    /// The plain form of that verb.
    pub plain: String,
    pub voice: Voice,
    /// It may be so: `might have failed`.
    pub may_be: bool,
    /// It is denied.
    pub not: bool,
    /// It had been so before: `had been restored`.
    pub before: bool,
    /// A past form without an object: of a thing it is a passive without its *was* (`relay restarted`).
    pub bare: bool,
}

/// A part of an entry that may be a clause of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its tokens.
    pub span: (usize, usize),
    /// It begins a sentence, or stands behind a semicolon or an arrow: it needs no subject to tell something.
    pub begins: bool,
}

/// Parts of an entry that may be clauses of their own, in order: cut at stops, dashes, arrows and commas.
pub(super) fn pieces(page: &Page<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let n_tokens = page.tokens.len().min(super::MOST_TOKENS);
    let mut from = 0;
    let mut at = 0;
    let mut begins = true;
    while at <= n_tokens {
        // What stands in brackets is said by the way.
        let opens = page.get(at).is_some_and(|token| token.is_sign("("));
        if opens
            && at > from
            && let Some(close) =
                (at..n_tokens.min(at + 40)).find(|at| page.get(*at).is_some_and(|token| token.is_sign(")")))
        {
            let goes_on = page.get(close + 1).is_some_and(|token| token.kind != Kind::Sign);
            if goes_on {
                at = close + 1;
                continue;
            }
        }
        let ends = at >= n_tokens || is_boundary(page, at) || at > from && page.whole_sentence(at).0 == at;
        if !ends {
            at += 1;
            continue;
        }
        if from < at {
            pieces.push(Piece { span: (from, at), begins });
            begins = false;
        }
        let cut = page.word(at);
        begins |= matches!(cut, ";" | "→" | "." | "!" | "?" | "|")
            || at >= n_tokens
            || page.whole_sentence(at).0 == at;
        let is_sign = page.get(at).is_some_and(|token| token.kind == Kind::Sign);
        from = if is_sign { at + 1 } else { at };
        at = from.max(at + 1);
    }
    pieces
}

/// Where the clause of a piece begins behind what leads to it (`meanwhile`, `and then`), and whether it depends on
/// another one (`because …`, `after the deploy`).
pub(super) fn lead(page: &Page<'_>, (from, to): (usize, usize)) -> (usize, bool) {
    let mut at = from;
    while at < to {
        let word = page.word(at);
        let leads = is_adverb(word) && !is_verb(word)
            || matches!(
                word,
                "and"
                    | "but"
                    | "so"
                    | "then"
                    | "or"
                    | "yet"
                    | "meanwhile"
                    | "also"
                    | "*"
                    | "`"
                    | "_"
                    | "\""
                    | "'"
                    | "…"
                    | "/"
                    | "+"
                    | "&"
            );
        if !leads {
            break;
        }
        at += 1;
    }
    let word = page.word(at);
    let depends = is_preposition(word) && word != "out" && word != "over"
        || matches!(
            word,
            "because"
                | "since"
                | "although"
                | "though"
                | "if"
                | "when"
                | "while"
                | "after"
                | "before"
                | "until"
                | "once"
                | "unless"
                | "which"
                | "who"
                | "where"
                | "whose"
                | "that"
                | "as"
                | "due"
                | "despite"
                | "including"
                | "causing"
                | "making"
                | "leading"
                | "resulting"
                | "leaving"
                | "meaning"
                | "such"
                | "to"
        );
    (at.min(to), depends)
}

/// Reads what a piece says, its first word behind what leads to it.
/// Behind who speaks (`spoken`) its first word is its verb where it can be one.
pub(super) fn read(
    page: &Page<'_>,
    (from, to): (usize, usize),
    names: &[String],
    spoken: bool,
) -> Option<Said> {
    let to = (from..to)
        .rev()
        .find(|idx| page.get(*idx).is_some_and(|token| token.kind != Kind::Sign))
        .map_or(to, |last| last + 1);
    if from >= to {
        return None;
    }
    if let Some(said) = read_named(page, (from, to), names) {
        return Some(said);
    }
    let unsaid = read_unsaid(page, (from, to), spoken).map(|(said, sure)| (said, sure || spoken));
    if let Some((said, true)) = unsaid {
        return Some(said);
    }
    let (told, _) = read_told(page, from, to);
    let told = told.filter(|clause| clause.finite < to);
    // Behind what may be its verb a clause has to be plain to be another one.
    let is_plain = |clause: &Clause| clause.auxiliary().is_some() || matches!(clause.form, Form::Past(_));
    let told = told.filter(|clause| unsaid.is_none() || is_plain(clause));
    if let Some(said) = told.and_then(|clause| of_clause(page, &clause, to)) {
        return Some(said);
    }
    if unsaid.as_ref().is_some_and(|(said, _)| page.word(said.verb) != said.plain) {
        return unsaid.map(|(said, _)| said);
    }
    read_bare(page, (from, to)).or_else(|| unsaid.map(|(said, _)| said))
}

/// A clause that begins with somebody's name, or one that may be, and a verb right behind it: `Operator reports`, `the
/// on-call engineer then restarts`. No other reading is looked for.
fn read_named(page: &Page<'_>, (from, to): (usize, usize), names: &[String]) -> Option<Said> {
    let from = if page.get(from).is_some_and(|token| token.is_sign("@")) { from + 1 } else { from };
    let ends = (from + 1..to.min(from + 6)).take_while(|end| {
        !page.get(*end).is_some_and(|token| token.kind == Kind::Sign) || matches!(page.word(*end), "&")
    });
    for end in ends {
        let mut verb = end;
        while verb < to && is_adverb(page.word(verb)) && !is_verb(page.word(verb)) {
            verb += 1;
        }
        let word = page.word(verb);
        if verb >= to || auxiliary(word).is_some() || page.get(verb).is_none_or(|token| !token.is_word()) {
            continue;
        }
        let past = plain_of_past(word).or_else(|| is_past_as_well(word).then(|| word.to_owned()));
        let Some(plain) = past.clone().or_else(|| plain_of_third(word)) else { continue };
        let in_tables = TABLE.only.contains_key(plain.as_str())
            || TABLE.people.contains_key(plain.as_str())
            || TABLE.deed.contains(plain.as_str())
            || TABLE.into.contains(plain.as_str());
        let name = page.span(from, end).of(&page.plain.text).to_lowercase();
        let is_people =
            names.contains(&name) || is_anybody(page.word(end - 1)) && !is_software(page, (from, end), verb);
        let is_noun = is_also_noun(&plain) && !in_tables;
        if !(is_people && !is_noun || in_tables && may_be_name(page, (from, end), verb)) {
            continue;
        }
        let mut said = Said { subject: Some((from, end)), verb, plain, ..Said::default() };
        said.bare = past.is_some() && is_bare_passive(page, &said, to);
        return Some(said);
    }
    None
}

/// A name in small letters, or with a capital, of no word that the lexicon knows, before a verb that has an object.
fn may_be_name(page: &Page<'_>, (from, end): (usize, usize), verb: usize) -> bool {
    let word = page.word(from);
    let is_strange = end == from + 1
        && page.get(from).is_some_and(|token| token.is_word())
        && !is_function_word(word)
        && !is_adverb(word)
        && !is_adjective(word)
        && !is_verb(word)
        && !is_also_noun(word)
        && plain_of_third(word).is_none()
        && !is_participle(word)
        && !is_gerund(word);
    let next = page.word(verb + 1);
    let opens = is_determiner(next)
        || is_subject_pronoun(next)
        || matches!(next, "that" | "if" | "whether" | "#" | "@" | "all")
        || page.get(verb + 1).is_some_and(|token| token.kind == Kind::Name)
        || is_particle(next);
    is_strange && opens
}

/// A clause that begins with its verb, and whether that is certain: `Restarted the relay`, `confirms that`, `Reading the logs`.
fn read_unsaid(page: &Page<'_>, (from, to): (usize, usize), spoken: bool) -> Option<(Said, bool)> {
    let word = page.word(from);
    if page.get(from).is_none_or(|token| !token.is_word()) || is_function_word(word) {
        return None;
    }
    let next = page.word(from + 1);
    let is_end = from + 1 >= to;
    let opens = is_determiner(next)
        || is_subject_pronoun(next)
        || is_preposition(next)
        || matches!(
            next,
            "that"
                | "if"
                | "whether"
                | "there"
                | "how"
                | "out"
                | "up"
                | "down"
                | "off"
                | "all"
                | "them"
                | "him"
                | "her"
                | "us"
        )
        || page.get(from + 1).is_some_and(|token| {
            token.kind == Kind::Name
                || token.is_word() && token.lower.starts_with(|c: char| c.is_ascii_digit())
        });
    let said = |plain: String| Said {
        subject: None,
        verb: from,
        plain,
        voice: Voice::Active,
        may_be: false,
        not: false,
        bare: false,
        before: false,
    };
    let past = plain_of_past(word).or_else(|| is_past_as_well(word).then(|| word.to_owned()));
    if let Some(plain) = past {
        return Some((said(plain), opens && !is_end));
    }
    if let Some(plain) = plain_of_third(word) {
        let knows = TABLE.only.contains_key(plain.as_str()) || TABLE.people.contains_key(plain.as_str());
        let is_noun = is_also_noun(&plain) && !leans_to_verb(&plain);
        let is_sure = opens && (knows || !is_noun) || spoken;
        return (is_sure || knows || TABLE.into.contains(plain.as_str())).then(|| (said(plain), is_sure));
    }
    if let Some(plain) = plain_of_gerund(word).filter(|_| opens || !is(word, Class::ThingInIng)) {
        return Some((said(plain), opens || page.before(from).ends_with("ly")));
    }
    // As in a list of things to do: `Refuse empty orders`.
    let is_plain = is_verb(word) && !is_adjective(word);
    (is_plain && !is_end && (is_determiner(next) || leans_to_verb(word) || !is_also_noun(word)))
        .then(|| (said(word.to_owned()), is_determiner(next)))
}

/// What a clause with a finite verb says.
fn of_clause(page: &Page<'_>, clause: &Clause, to: usize) -> Option<Said> {
    let (start, end) = clause.subject;
    let subject = Some((start, end)).filter(|_| start < end);
    let mut said = Said {
        subject,
        verb: clause.verb.min(to),
        plain: String::new(),
        voice: Voice::Active,
        may_be: false,
        not: clause.not.is_some()
            || clause.auxiliary().is_some_and(|finite| finite.negative)
            || matches!(page.word(start), "no" | "nobody" | "nothing" | "none" | "neither"),
        bare: false,
        before: false,
    };
    let Some(finite) = clause.auxiliary() else {
        said.plain = match &clause.form {
            Form::Past(plain) | Form::Third(plain) => plain.clone(),
            _ => page.word(clause.verb).to_owned(),
        };
        said.bare = matches!(clause.form, Form::Past(_)) && is_bare_passive(page, &said, to);
        let is_plural = matches!(clause.form, Form::Third(_))
            && (clause.verb + 1 >= to || page.word(clause.verb + 1) == "of")
            && is_also_noun(&said.plain)
            && !leans_to_verb(&said.plain);
        return (!is_plural).then_some(said);
    };
    said.before = finite.which == Auxiliary::Have && finite.tense == Tense::Past;
    let is_modal = !matches!(finite.which, Auxiliary::Do | Auxiliary::Be | Auxiliary::Have);
    said.may_be = is_modal && matches!(page.word(clause.finite), "might" | "may" | "could");
    // `cannot reach`: what they could not do is what they saw.
    said.not |= is_modal && matches!(page.word(clause.finite), "cannot" | "can't" | "couldn't");
    let mut at = clause.verb;
    let mut be = finite.which == Auxiliary::Be;
    while at < to
        && (is_adverb(page.word(at)) && !is_verb(page.word(at))
            || matches!(page.word(at), "be" | "been" | "being" | "have" | "not" | "now"))
    {
        be |= matches!(page.word(at), "be" | "been" | "being");
        said.not |= page.word(at) == "not";
        if page.word(at) == "have" && finite.which != Auxiliary::Have && !is_modal {
            break;
        }
        at += 1;
    }
    if at >= to {
        said.voice = Voice::State;
        "be".clone_into(&mut said.plain);
        return Some(said);
    }
    said.verb = at;
    let word = page.word(at);
    let (plain, voice) = match (be, plain_of_gerund(word)) {
        (true, Some(plain)) => (plain, Voice::Active),
        (true, None) => {
            match plain_of_participle(word).or_else(|| is_participle(word).then(|| word.to_owned())) {
                Some(plain) if !is_adjective_here(word) => (plain, Voice::Passive),
                _ => (word.to_owned(), Voice::State),
            }
        }
        (false, _) if finite.which == Auxiliary::Have => {
            (plain_of_participle(word).unwrap_or_else(|| "have".to_owned()), Voice::Active)
        }
        (false, _) => (word.to_owned(), Voice::Active),
    };
    said.plain = plain;
    said.voice = voice;
    Some(said)
}

/// Participles that say how something is.
fn is_adjective_here(word: &str) -> bool {
    TABLE.stated.contains_key(word)
        && !TABLE.done.contains_key(plain_of_participle(word).unwrap_or_default().as_str())
}

/// `Fix deployed to production`, `relay restarted`: a passive without its *was*, where a thing has no object behind a verb
/// that wants one.
fn is_bare_passive(page: &Page<'_>, said: &Said, to: usize) -> bool {
    let next = page.word(said.verb + 1);
    let has_object = said.verb + 1 < to
        && !is_preposition(next)
        && !is_adverb(next)
        && !is_conjunction(next)
        && !matches!(
            next,
            "to" | "as"
                | "again"
                | "out"
                | "up"
                | "down"
                | "off"
                | "back"
                | ","
                | "healthy"
                | "green"
                | "manually"
        );
    is_participle(page.word(said.verb)) && !has_object && !TABLE.alone.contains(said.plain.as_str())
}

/// Nouns with a participle and no more: `all workers running`, `checks confirmed green`.
fn read_bare(page: &Page<'_>, (from, to): (usize, usize)) -> Option<Said> {
    let is_verbal = |idx: &usize| {
        let word = page.word(*idx);
        !is_preposition(page.before(*idx))
            && !is_determiner(page.before(*idx))
            && (is_participle(word) || is_gerund(word) && !is(word, Class::ThingInIng))
    };
    let stop = (from..to).find(|idx| idx > &from && is_preposition(page.word(*idx))).unwrap_or(to);
    let at = (from + 1..stop).find(is_verbal)?;
    let word = page.word(at);
    let (plain, voice) = match plain_of_gerund(word) {
        Some(plain) => (plain, Voice::Active),
        None => (plain_of_participle(word).unwrap_or_else(|| word.to_owned()), Voice::Passive),
    };
    let voice =
        if voice == Voice::Passive && TABLE.alone.contains(plain.as_str()) { Voice::Active } else { voice };
    Some(Said {
        subject: Some((from, at)),
        verb: at,
        plain,
        voice,
        may_be: false,
        not: page.before(at) == "not",
        bare: false,
        before: false,
    })
}

/// The verbs that a clause goes on with behind *and*, each with where it stands: `restarts the relay and pages Ada`.
pub(super) fn joined(page: &Page<'_>, said: &Said, to: usize) -> Vec<(usize, Option<Said>)> {
    let first = page.word(said.verb);
    let mut verbs = Vec::new();
    let is_third =
        plain_of_third(first).is_some() && said.voice == Voice::Active && auxiliary(first).is_none();
    for idx in said.verb + 1..to {
        if !matches!(page.word(idx), "and" | "then" | "but" | "&") {
            continue;
        }
        let mut at = idx + 1;
        while at < to && (is_adverb(page.word(at)) && !is_verb(page.word(at)) || page.word(at) == "then") {
            at += 1;
        }
        if at >= to {
            break;
        }
        let word = page.word(at);
        let past = plain_of_past(word);
        let third = plain_of_third(word).filter(|plain| {
            is_third
                && (TABLE.only.contains_key(plain.as_str()) || !is_also_noun(plain) || leans_to_verb(plain))
        });
        let plain = if is_third { third } else { past.filter(|_| said.voice != Voice::State) };
        if let Some(plain) = plain {
            let voice = if said.voice == Voice::Passive { Voice::Passive } else { Voice::Active };
            verbs.push((
                at,
                Some(Said {
                    verb: at,
                    plain,
                    voice,
                    not: false,
                    may_be: false,
                    bare: said.bare,
                    before: false,
                    subject: said.subject,
                }),
            ));
        } else if let (Some(clause), _) = read_told(page, at, to)
            && clause.finite < to
            && clause.subject.1 - clause.subject.0 <= 5
            && (auxiliary(page.word(clause.finite)).is_some()
                || is_subject_pronoun(page.word(at))
                || clause.subject.1 - clause.subject.0 == 1)
        {
            verbs.push((at, of_clause(page, &clause, to)));
        }
    }
    verbs
}
