//! Where the subject ends behind an auxiliary: before a plain form, a participle, or what is said of it.

use super::*;

pub(super) fn end_before_plain_form(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
    let pronoun = pronoun_len(page, from);
    if pronoun > 0 {
        let (verb, _) = skip_adverbs(page, from + pronoun, end);
        // `nobody in the war room`
        if is_preposition(page.word(verb)) && !is_plain_form_pronoun(page.word(from)) {
            return plain_form_from(page, verb, end).filter(|verb| *verb > from + pronoun + 1);
        }
        return is_plain_form(page, verb).then_some(from + pronoun);
    }
    // `what looked like a rename`: a clause is the subject.
    if matches!(page.word(from), "what" | "whatever" | "whoever" | "how" | "who") {
        return None;
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

/// `10.2.0.0/16`: what is written together is one.
fn is_glued(page: &Page<'_>, idx: usize) -> bool {
    page.get(idx).is_some_and(|token| token.span.start > 0 && !token.spaced)
}

pub(super) fn is_plain_form(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    matches!(word, "be" | "have" | "do") || is_verb(word)
}

fn plain_form_from(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
    let mut head = false;
    // A verb that may as well be a noun, taken if nothing better comes.
    let mut weak: Option<usize> = None;
    let mut behind_clause = from;
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
                // `so long` is no verb.
                let measures =
                    matches!(word, "so" | "too") && verb == idx + 1 && is_adjective(page.word(verb));
                if is_plain_form(page, verb) && !measures {
                    return Some(idx);
                }
            }
            // `Tomás and Ji-woo both think`
            if matches!(word, "both" | "all" | "each")
                && is_plain_form(page, idx + 1)
                && !is_preposition(page.before(idx))
                && (!is_also_noun(page.word(idx + 1)) || leans_to_verb(page.word(idx + 1)) || word != "each")
            {
                return Some(idx + 1);
            }
            if let Some(behind) = skip_relative(page, idx, end) {
                idx = behind;
                behind_clause = behind;
                continue;
            }
        }
        let before = page.before(idx);
        let blocked = idx == from
            || idx != behind_clause && (before == "to" || is_determiner(before) || is_preposition(before))
            || matches!(before, "so" | "too" | "very")
            // `come back`, but `back up`.
            || word == "back" && !is_particle(page.word(idx + 1))
            || is_glued(page, idx);
        let counted = before == "one" || crate::number(before);
        let after_adjective = counted || is_adjective(before) && !is_verb(before);
        let describes = counted && is_adjective(word) && is_nominal(page, idx + 1);
        if head && !blocked && !describes && is_plain_form(page, idx) && !is_name(page, idx) {
            let last = run_end(page, idx, end);
            let chosen = (idx..last)
                .find(|idx| !is_also_noun(page.word(*idx)) || is_followed_by_object(page, *idx))
                .or_else(|| {
                    (idx..last).find(|idx| leans_to_verb(page.word(*idx)) && page.word(idx + 1) != "of")
                });
            // `memory use climb`, `nginx use swap`: either may be the verb.
            let noun = |idx: usize| is_also_noun(page.word(idx)) && !is_followed_by_object(page, idx);
            if chosen.is_some_and(|chosen| {
                page.word(chosen) == "use" && chosen + 1 < last && noun(chosen) && noun(chosen + 1)
            }) {
                return None;
            }
            let after_adjective = after_adjective && chosen == Some(idx) && is_also_noun(word);
            // `Jiff support leap seconds`: two that may be either, and a noun that may be the object.
            if chosen.is_none() && idx == from + 1 && last - idx > 1 && is_nominal(page, last) && last < end {
                return None;
            }
            match chosen {
                Some(chosen) if !after_adjective => return Some(before_adverbs(page, chosen, from)),
                _ => {
                    // `the feed for prices freeze`: what has a *for* behind it is the noun of the two.
                    let noun = weak.is_some_and(|weak| page.word(weak + 1) == "for") && last == end;
                    if (weak.is_none() || noun) && page.word(last) != "of" {
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

pub(super) fn before_adverbs(page: &Page<'_>, verb: usize, from: usize) -> usize {
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
pub(super) fn is_name(page: &Page<'_>, idx: usize) -> bool {
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

pub(super) fn end_before_participle(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
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
        let blocked =
            is_determiner(page.before(idx)) || is_preposition(page.before(idx)) || is_glued(page, idx);
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

pub(super) fn end_before_predicate(page: &Page<'_>, from: usize, end: usize) -> Option<usize> {
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
        // `twice as large as the others`
        if head
            && said.is_none()
            && word == "as"
            && is_adjective(page.word(idx + 1))
            && page.word(idx + 1) != "well"
        {
            let times = matches!(page.before(idx), "twice" | "half" | "times") || is_adverb(page.before(idx));
            return Some(before_adverbs(page, idx - usize::from(times), from));
        }
        let before = page.before(idx);
        let blocked = is_determiner(before)
            || is_preposition(before)
            || before == "to"
            || is_conjunction(word)
            || is_glued(page, idx);
        if head && !blocked && said.is_none() {
            if says(page, idx, end) {
                said = Some(idx);
            } else if (is_preposition(word) || is_particle(word)) && word != "of" && word != "to" {
                place.get_or_insert(idx);
            } else if is_determiner(word)
                && !word.ends_with('\'')
                && !word.ends_with("'s")
                && !starts_with_gerund
                && word != "that"
                && word != "which"
            {
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
    // `down as well`
    if word == "well" && page.before(idx) == "as" {
        return false;
    }
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
pub(super) fn is_mostly_adjective(word: &str) -> bool {
    [
        "empty", "open", "dry", "low", "high", "full", "slow", "cold", "hot", "wrong", "live", "idle",
        "busy", "dead", "clean", "dirty", "free", "clear", "short", "present", "absent", "separate", "late",
        "quiet", "dark", "blank", "warm", "cool", "blind", "lower", "loose", "secure", "public", "private",
        "blunt", "thin",
    ]
    .contains(&word)
}
