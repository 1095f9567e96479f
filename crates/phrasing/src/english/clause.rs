//! Where the subject of a clause ends: the hard part of every rewrite.
//!
//! The auxiliary says which form to look for behind the subject: after *did* a plain form, after *was* a
//! participle, an adjective or a place, after *had* a participle. What follows a determiner, a preposition
//! or an adjective belongs to the subject. Where that does not decide, there is no answer.

use super::{
    lexicon::{
        is_adjective, is_adverb, is_also_noun, is_conjunction, is_determiner, is_function_word, is_particle,
        is_plain_form_pronoun, is_preposition, is_subject_pronoun, is_verb, leans_to_verb,
    },
    verb::{
        Auxiliary, Finite, auxiliary, is_gerund, is_participle, is_past_only, plain_of_past, plain_of_third,
    },
};
use crate::page::{Kind, Page};

/// A clause whose auxiliary stands before its subject; tokens are indices into the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inverted {
    /// The subject: `subject.0..subject.1`.
    pub subject: (usize, usize),
    /// `not` or `never` behind the subject.
    pub not: Option<usize>,
    /// What is said of the subject: adverbs first.
    pub predicate: usize,
    /// The verb, or what is said where the auxiliary is *be*.
    pub verb: usize,
}

/// The finite verb of a clause in which nothing is inverted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plainly {
    /// The subject: `subject.0..subject.1`.
    pub subject: (usize, usize),
    /// The finite verb.
    pub finite: usize,
    pub form: Form,
    /// `not` or `never` behind it.
    pub not: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Auxiliary(Finite),
    /// `it's`, `we've`: the subject and its auxiliary in one word, the pronoun's length in bytes.
    Contracted(Finite, usize),
    /// A past form; the plain one.
    Past(String),
    /// `fails`; the plain one.
    Third(String),
    /// The plain form itself, after a plural.
    Plain,
}

/// Signs that a clause does not go across.
pub(crate) fn is_boundary(page: &Page<'_>, idx: usize) -> bool {
    page.get(idx).is_none_or(|token| {
        token.kind == Kind::Sign
            && matches!(
                token.lower.as_str(),
                "?" | "!"
                    | "."
                    | ":"
                    | ";"
                    | ","
                    | "—"
                    | "–"
                    | "→"
                    | ")"
                    | "\""
                    | "…"
                    | "|"
                    | ">"
                    | "="
                    | "<"
                    | "("
                    | "["
                    | "]"
            )
            || token.is_sign("-") && token.spaced
    })
}

/// Skips adverbs and `not`; gives where they end and where `not` is.
fn skip_adverbs(page: &Page<'_>, from: usize, end: usize) -> (usize, Option<usize>) {
    let mut not = None;
    let mut idx = from;
    while idx < end && is_adverb(page.word(idx)) {
        if matches!(page.word(idx), "not" | "never") {
            not.get_or_insert(idx);
        }
        idx += 1;
    }
    (idx, not)
}

/// `no one`, `none of them` count as their first word does.
fn pronoun_len(page: &Page<'_>, idx: usize) -> usize {
    let word = page.word(idx);
    if word == "no" && page.word(idx + 1) == "one" {
        return 2;
    }
    if !is_subject_pronoun(word) {
        return 0;
    }
    1 + usize::from(page.word(idx + 1) == "else")
}

/// A noun as far as one can tell: no word of the grammar, no sign.
fn is_nominal(page: &Page<'_>, idx: usize) -> bool {
    page.get(idx).is_some_and(|token| match token.kind {
        Kind::Name => true,
        Kind::Sign => false,
        Kind::Word => !is_function_word(&token.lower) && !is_adverb(&token.lower) || token.is("one"),
    })
}

/// A noun that the subject may end with: an adjective only where no noun follows (`the primary failed`).
fn heads(page: &Page<'_>, idx: usize, end: usize) -> bool {
    let word = page.word(idx);
    let next = page.word(idx + 1);
    let verb_follows = is_verb(next) && !is_also_noun(next) || plain_of_past(next).is_some();
    let counts = word == "one" || super::number(word);
    let describes =
        (is_adjective(word) && !is_also_noun(word) || counts) && idx + 1 < end && is_nominal(page, idx + 1);
    is_nominal(page, idx) && (!describes || verb_follows)
}

fn is_predicate_word(word: &str) -> bool {
    is_participle(word) || is_gerund(word) || is_adjective(word) || is_comparative(word)
}

fn is_comparative(word: &str) -> bool {
    let short =
        |ending| word.strip_suffix(ending).is_some_and(|stem: &str| stem.len() > 2 && is_adjective(stem));
    !is_verb(word)
        && (short("er")
            || short("r")
            || word.strip_suffix("ier").is_some_and(|stem| is_adjective(&format!("{stem}y"))))
}

/// The subject of a clause that starts with `finite` right before `from`.
pub(crate) fn inverted(page: &Page<'_>, from: usize, end: usize, finite: Finite) -> Option<Inverted> {
    let end = clause_end(page, from, end);
    let subject_end = match finite.which {
        Auxiliary::Be => end_before_predicate(page, from, end),
        Auxiliary::Have => end_before_participle(page, from, end),
        _ => end_before_plain_form(page, from, end),
    }?;
    let (verb, not) = skip_adverbs(page, subject_end, end);
    let said = verb < end || finite.which == Auxiliary::Be && verb > subject_end;
    (said && subject_end > from).then_some(Inverted {
        subject: (from, subject_end),
        not,
        predicate: subject_end,
        verb,
    })
}

/// The next sign that a clause does not go across; commas among words before a noun are no such sign.
fn clause_end(page: &Page<'_>, from: usize, end: usize) -> usize {
    let mut noun = false;
    let mut bracket = from;
    for idx in from..end {
        if page.get(idx).is_some_and(|token| token.is_sign("(")) && idx > from {
            // A short aside belongs to the clause.
            let close =
                (idx..end.min(idx + 8)).find(|idx| page.get(*idx).is_some_and(|token| token.is_sign(")")));
            bracket = close.map_or(bracket, |close| if close + 1 < end { close + 1 } else { bracket });
        }
        if idx < bracket {
            continue;
        }
        if page.get(idx).is_some_and(|token| token.is_sign(",")) && !noun {
            continue;
        }
        if is_boundary(page, idx) {
            return idx;
        }
        let word = page.word(idx);
        noun |= is_nominal(page, idx) && !is_adjective(word) && word != "and" || pronoun_len(page, idx) > 0;
    }
    end
}

/// Follows a relative clause (`that we added`, `we made`) up to behind its verb; gives where to go on.
fn skip_relative(page: &Page<'_>, idx: usize, end: usize) -> Option<usize> {
    let word = page.word(idx);
    let contact = pronoun_len(page, idx);
    let start = if matches!(word, "that" | "which" | "who") {
        idx + 1
    } else if contact > 0 {
        idx
    } else {
        return None;
    };
    let behind = |verb: usize| verb + 1 + usize::from(is_particle(page.word(verb + 1)));
    for verb in start..end {
        let word = page.word(verb);
        if let Some(finite) = auxiliary(word) {
            let (next, _) = skip_adverbs(page, verb + 1, end);
            return Some(match finite.which {
                Auxiliary::Be | Auxiliary::Have => next + usize::from(is_predicate_word(page.word(next))),
                _ => next + usize::from(is_verb(page.word(next))),
            });
        }
        // Right behind *that* and *which* stands the verb, whatever else the word can be.
        if verb == start && contact == 0 && (plain_of_third(word).is_some() || is_verb(word)) {
            return Some(behind(verb));
        }
        if plain_of_past(word).is_some() || plain_of_third(word).is_some_and(|plain| !is_also_noun(&plain)) {
            return Some(behind(verb));
        }
        let after_pronoun = is_plain_form_pronoun(page.before(verb));
        if is_verb(word) && (after_pronoun || plain_of_third(word).is_some()) {
            return Some(behind(verb));
        }
    }
    None
}

fn end_before_plain_form(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
    let pronoun = pronoun_len(page, from);
    if pronoun > 0 {
        let (verb, _) = skip_adverbs(page, from + pronoun, end);
        return is_plain_form(page, verb).then_some(from + pronoun);
    }
    if page.word(from) == "there" {
        return (page.word(from + 1) == "be" || is_verb(page.word(from + 1))).then_some(from + 1);
    }
    let alone =
        ["this", "that", "these", "those", "none", "both", "all", "some", "each"].contains(&page.word(from));
    if alone {
        let (verb, not) = skip_adverbs(page, from + 1, end);
        let word = page.word(verb);
        if is_plain_form(page, verb)
            && (not.is_some() || !is_also_noun(word) || plain_form_from(page, verb, end).is_none())
        {
            return Some(from + 1);
        }
    }
    plain_form_from(page, from, end)
}

fn is_plain_form(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    matches!(word, "be" | "have" | "do") || is_verb(word)
}

fn plain_form_from(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
    let mut head = false;
    // A verb that may as well be a noun, taken if nothing better comes.
    let mut weak: Option<usize> = None;
    let mut idx = from;
    while idx < end {
        let word = page.word(idx);
        let token = page.get(idx)?;
        if token.kind == Kind::Name {
            head = true;
            idx += 1;
            continue;
        }
        if head {
            if matches!(word, "not" | "never") || is_strong_adverb(word) {
                let (verb, _) = skip_adverbs(page, idx, end);
                if is_plain_form(page, verb) {
                    return Some(idx);
                }
            }
            if let Some(behind) = skip_relative(page, idx, end) {
                idx = behind;
                continue;
            }
        }
        let blocked = idx == from
            || page.before(idx) == "to"
            || is_determiner(page.before(idx))
            || is_preposition(page.before(idx))
            || token.span.start > 0 && !token.spaced;
        let before = page.before(idx);
        let counted = before == "one" || super::number(before);
        let after_adjective = counted || is_adjective(before) && !is_verb(before);
        let describes = counted && is_adjective(word) && is_nominal(page, idx + 1);
        if head && !blocked && !describes && is_plain_form(page, idx) && !is_name(page, idx) {
            let last = run_end(page, idx, end);
            let chosen = (idx..last)
                .find(|idx| !is_also_noun(page.word(*idx)) || is_followed_by_object(page, *idx))
                .or_else(|| {
                    (idx..last).find(|idx| leans_to_verb(page.word(*idx)) && page.word(idx + 1) != "of")
                });
            let after_adjective = after_adjective && chosen == Some(idx) && is_also_noun(word);
            match chosen {
                Some(chosen) if !after_adjective => return Some(before_adverbs(page, chosen, from)),
                _ => {
                    if weak.is_none() && page.word(last) != "of" {
                        weak = Some(last - 1);
                    } else {
                        // Two that may be either: no way to tell.
                        weak = weak.filter(|_| page.word(last) == "of");
                    }
                }
            }
            idx = last;
            continue;
        }
        head |= heads(page, idx, end);
        idx += 1;
    }
    weak.map(|verb| before_adverbs(page, verb, from))
}

fn before_adverbs(page: &Page<'_>, verb: usize, from: usize) -> usize {
    let mut idx = verb;
    while idx > from + 1 && is_adverb(page.before(idx)) {
        idx -= 1;
    }
    idx
}

/// `loaded the`, `pages us`: what stands before a determiner or a pronoun is a verb.
fn is_followed_by_object(page: &Page<'_>, idx: usize) -> bool {
    let next = page.word(idx + 1);
    if is_particle(next) {
        return true;
    }
    is_determiner(next) && !next.ends_with("'s") && next != "that" && next != "which" && next != "more"
        || matches!(next, "it" | "us" | "them" | "me" | "him" | "you")
}

/// A capital letter inside a sentence that is not in title case makes a name.
fn is_name(page: &Page<'_>, idx: usize) -> bool {
    let capital = page.written(idx).chars().next().is_some_and(char::is_uppercase);
    capital && !page.written(idx.saturating_sub(1)).chars().next().is_some_and(char::is_uppercase)
}

fn run_end(page: &Page<'_>, from: usize, end: usize) -> usize {
    let mut last = from + 1;
    while last < end && is_plain_form(page, last) && page.get(last).is_some_and(|token| token.spaced) {
        last += 1;
    }
    last
}

/// Adverbs that hardly ever stand inside a subject.
fn is_strong_adverb(word: &str) -> bool {
    [
        "not",
        "never",
        "already",
        "still",
        "even",
        "so",
        "too",
        "always",
        "suddenly",
        "only",
        "also",
        "eventually",
        "now",
        "again",
    ]
    .contains(&word)
}

fn end_before_participle(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
    let pronoun = pronoun_len(page, from);
    if pronoun > 0 || matches!(page.word(from), "there") {
        let behind = from + pronoun.max(1);
        let (verb, _) = skip_adverbs(page, behind, end);
        return is_participle(page.word(verb)).then_some(behind);
    }
    let mut head = false;
    let mut idx = from;
    while idx < end {
        if head && let Some(behind) = skip_relative(page, idx, end) {
            idx = behind;
            continue;
        }
        let word = page.word(idx);
        let blocked = is_determiner(page.before(idx)) || is_preposition(page.before(idx));
        if head && !blocked && is_participle(word) {
            // A participle before `been` would be part of the subject.
            let later = (idx + 1..end).find(|idx| page.word(*idx) == "been");
            return Some(before_adverbs(page, later.unwrap_or(idx), from));
        }
        let alone = matches!(word, "this" | "that" | "these" | "those");
        head |= heads(page, idx, end) && !is_participle(word) || alone;
        idx += 1;
    }
    None
}

fn end_before_predicate(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
    let pronoun = pronoun_len(page, from);
    if pronoun > 0 || page.word(from) == "there" {
        return (from + pronoun.max(1) < end).then_some(from + pronoun.max(1));
    }
    if matches!(page.word(from), "this" | "that" | "these" | "those") {
        let next = page.word(from + 1);
        let noun_follows = is_adjective(next)
            && !is_participle(next)
            && is_nominal(page, from + 2)
            && !is_predicate_word(page.word(from + 2));
        if from + 1 < end
            && !noun_follows
            && (is_adverb(next)
                || is_preposition(next)
                || is_determiner(next)
                || is_predicate_word(next) && !is_also_noun(next))
        {
            return Some(from + 1);
        }
    }
    let starts_with_gerund = is_gerund(page.word(from));
    let mut head = starts_with_gerund;
    let mut place: Option<usize> = None;
    let mut doing: Option<usize> = None;
    let mut said: Option<usize> = None;
    let mut idx = from + usize::from(starts_with_gerund);
    while idx < end {
        let word = page.word(idx);
        if head
            && !(starts_with_gerund && idx == from + 1)
            && let Some(behind) = skip_relative(page, idx, end)
        {
            if said.is_none() {
                idx = behind;
                continue;
            }
            break;
        }
        if head && is_strong_adverb(word) && said.is_none() {
            return Some(idx);
        }
        let before = page.before(idx);
        let blocked =
            is_determiner(before) || is_preposition(before) || before == "to" || is_conjunction(word);
        if head && !blocked && said.is_none() {
            if says(page, idx, end) {
                said = Some(idx);
            } else if (is_preposition(word) || is_particle(word)) && word != "of" && word != "to" {
                place.get_or_insert(idx);
            } else if is_determiner(word) && !starts_with_gerund && word != "that" && word != "which" {
                said = Some(idx);
            } else if is_gerund(word) && !is_thing(word) && !is_predicate_word(page.word(idx + 1)) {
                // `sending traffic`: unless something better comes.
                doing.get_or_insert(idx);
            }
        } else if let Some(first) = said
            && idx + 1 == end
            && is_participle(word)
            && !blocked
            && is_participle(page.word(first))
            && !is_adverb(before)
        {
            // `the change merged on Friday reverted`: the first one may belong to the subject.
            return None;
        }
        head |= heads(page, idx, end) && !is_participle(word);
        idx += 1;
    }
    said.or(doing).or(place).map(|idx| before_adverbs(page, idx, from))
}

/// Whether what is said of the subject starts here: behind a noun, and not behind an article.
fn says(page: &Page<'_>, idx: usize, end: usize) -> bool {
    let word = page.word(idx);
    let next = page.word(idx + 1);
    let last = idx + 1 == end;
    let noun_behind = !last && is_nominal(page, idx + 1) && !is_predicate_word(next);
    if is_participle(word) || word == "being" || next == "than" {
        return true;
    }
    if page.written(idx).starts_with(|char: char| char.is_ascii_digit()) {
        return true;
    }
    if is_gerund(word) {
        return !noun_behind && !is_predicate_word(next) && (last || !is_thing(word));
    }
    if last && (is_particle(word) || matches!(word, "behind" | "on" | "over" | "back" | "ahead")) {
        return true;
    }
    // `that high`
    if matches!(word, "that" | "this") && is_adjective(next) && idx + 2 == end {
        return true;
    }
    let describes = is_adjective(word) && (!is_also_noun(word) || last || is_mostly_adjective(word));
    (describes || is_comparative(word)) && !noun_behind
}

/// A form in `-ing` that names a thing: `the billing service`, `load balancing`.
fn is_thing(word: &str) -> bool {
    [
        "balancing",
        "monitoring",
        "logging",
        "alerting",
        "routing",
        "billing",
        "caching",
        "scaling",
        "pricing",
        "staging",
        "testing",
        "training",
        "hosting",
        "paging",
        "scheduling",
        "provisioning",
        "tracing",
        "processing",
        "handling",
        "signing",
        "streaming",
        "polling",
        "networking",
        "computing",
        "warning",
        "building",
        "meeting",
        "setting",
        "timing",
        "mapping",
        "binding",
        "peering",
        "messaging",
        "mailing",
        "onboarding",
        "engineering",
        "marketing",
        "accounting",
        "forwarding",
        "throttling",
        "sharding",
        "reporting",
        "indexing",
        "clustering",
        "tooling",
    ]
    .contains(&word)
}

/// Adjectives that dictionaries have as verbs and nouns too.
fn is_mostly_adjective(word: &str) -> bool {
    [
        "empty", "open", "dry", "low", "high", "full", "slow", "cold", "hot", "wrong", "live", "idle",
        "busy", "dead", "clean", "dirty", "free", "clear", "short", "present", "absent", "separate", "late",
        "quiet", "dark", "blank", "warm", "cool", "blind", "lower", "loose", "secure", "public", "private",
        "blunt", "thin",
    ]
    .contains(&word)
}

/// The finite verb of a clause that starts at `from` and is not inverted.
pub(crate) fn plainly(page: &Page<'_>, from: usize, end: usize) -> Option<Plainly> {
    let end = clause_end(page, from, end);
    if let Some((finite, len)) = contracted(page.word(from)) {
        let (verb, not) = skip_adverbs(page, from + 1, end);
        let has =
            finite.which == Auxiliary::Be && page.word(from).ends_with("'s") && page.word(verb) == "been";
        let which = if has { Auxiliary::Have } else { finite.which };
        let form = Form::Contracted(Finite { which, ..finite }, len);
        return (verb < end).then_some(Plainly { subject: (from, from + 1), finite: from, form, not });
    }
    let found = finite_from(page, from, end)?;
    let (_, not) = skip_adverbs(page, found.0 + 1, end);
    Some(Plainly {
        subject: (from, before_adverbs(page, found.0, from)),
        finite: found.0,
        form: found.1,
        not,
    })
}

fn finite_from(page: &Page<'_>, from: usize, end: usize) -> Option<(usize, Form)> {
    let mut head = false;
    let mut plural = false;
    let mut maybe: Option<(usize, Form)> = None;
    let mut idx = from;
    while idx < end {
        let word = page.word(idx);
        let token = page.get(idx)?;
        let pronoun = pronoun_len(page, idx);
        if head
            && maybe.is_none()
            && idx > from
            && (pronoun > 0 || matches!(word, "that" | "which" | "who"))
            && let Some(behind) = skip_relative(page, idx, end)
        {
            idx = behind;
            continue;
        }
        if token.kind == Kind::Name {
            head = true;
            plural = false;
        } else if idx == from
            && matches!(word, "there" | "this" | "that" | "these" | "those")
            && !is_nominal(page, idx + 1)
            || idx == from && (pronoun > 0 || word == "there")
            || idx == from && matches!(word, "this" | "that") && plain_of_third(page.word(idx + 1)).is_some()
            || idx == from
                && matches!(word, "this" | "that" | "these" | "those")
                && plain_of_past(page.word(idx + 1)).is_some()
                && !(idx + 2 < end
                    && is_nominal(page, idx + 2)
                    && (idx + 3..end).any(|idx| is_finite_word(page.word(idx))))
        {
            head = true;
            plural = is_plain_form_pronoun(word) || matches!(word, "these" | "those");
            idx += pronoun.max(1);
            continue;
        } else if head || is_gerund(page.word(from)) {
            if let Some(finite) = auxiliary(word).filter(|_| word != "am" || page.before(idx) == "i") {
                return Some((idx, Form::Auxiliary(finite)));
            }
            if maybe.as_ref().is_none_or(|(_, form)| *form == Form::Plain || matches!(form, Form::Third(_)))
                || is_past_only(word)
            {
                // Behind a pronoun alone nothing can belong to the subject.
                let alone = idx > from
                    && (from..idx).all(|idx| is_adverb(page.word(idx)) || is_alone(page.word(idx)));
                let blocked = !alone
                    && (is_determiner(page.before(idx))
                        || is_preposition(page.before(idx))
                        || page.before(idx) == "to");
                if !blocked && maybe.as_ref().is_some_and(|(_, form)| matches!(form, Form::Past(_))) {
                    return plain_of_past(word).map(|plain| (idx, Form::Past(plain)));
                }
                if blocked {
                } else if alone && let Some(plain) = plain_of_past(word) {
                    return Some((idx, Form::Past(plain)));
                } else if let Some(plain) = plain_of_past(word) {
                    // A bare noun in front and a finite verb behind make a participle of it; that is seen later.
                    maybe = Some((idx, Form::Past(plain)));
                    if is_past_only(word) {
                        return maybe;
                    }
                } else if maybe.is_none()
                    && plural
                    && is_plain_form(page, idx)
                    && !is_name(page, idx)
                    && (!is_also_noun(word) || leans_to_verb(word) || is_subject_pronoun(page.before(idx)))
                {
                    maybe = Some((idx, Form::Plain));
                    if !is_also_noun(word) || alone {
                        return maybe;
                    }
                } else if maybe.is_none()
                    && !plural
                    && let Some(plain) = plain_of_third(word)
                {
                    let sure = alone
                        || !is_also_noun(&plain)
                        || leans_to_verb(&plain) && !is_finite_word(page.word(idx + 1));
                    maybe = Some((idx, Form::Third(plain)));
                    if sure {
                        return maybe;
                    }
                }
            }
            if maybe.is_some()
                && (is_conjunction(word) || matches!(word, "that" | "which" | "who" | "what" | "how" | "as"))
            {
                return maybe;
            }
        }
        if is_nominal(page, idx) && !is_adverb(word) {
            head |= heads(page, idx, end);
            plural = word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("us")
                && !word.ends_with("is");
        } else if is_determiner(word) || is_preposition(word) {
            plural = false;
        }
        idx += 1;
    }
    maybe
}

/// A subject all by itself.
fn is_alone(word: &str) -> bool {
    is_subject_pronoun(word) || matches!(word, "this" | "that" | "these" | "those" | "no" | "one")
}

fn is_finite_word(word: &str) -> bool {
    auxiliary(word).is_some() || plain_of_past(word).is_some()
}

/// `it's`, `we've`, `they're`: the auxiliary, and how long the pronoun is.
fn contracted(word: &str) -> Option<(Finite, usize)> {
    use super::verb::Tense::{Past, Present};
    let (pronoun, ending) = word.split_once('\'')?;
    if !(is_subject_pronoun(pronoun) || matches!(pronoun, "that" | "this" | "there")) {
        return None;
    }
    let (which, tense) = match ending {
        "s" | "re" | "m" => (Auxiliary::Be, Present),
        "ve" => (Auxiliary::Have, Present),
        "ll" => (Auxiliary::Would, Present),
        "d" => (Auxiliary::Would, Past),
        _ => return None,
    };
    Some((Finite { which, tense, negative: false }, pronoun.len()))
}
