//! The finite verb of a clause in which nothing is inverted.

use super::{
    subject::{before_adverbs, is_name, is_plain_form},
    *,
};

/// The finite verb of the clause `from..end`, which is not inverted: the first that can be one.
pub(super) fn scan_plainly(page: &Page<'_>, from: usize, end: usize) -> Option<Plainly> {
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
    let mut behind_clause = from;
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
            behind_clause = behind;
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
            // `they did it`
            let next = page.word(idx + 1);
            let acts = is_determiner(next) || matches!(next, "it" | "them") || next == "so" && idx + 2 == end;
            if matches!(word, "did" | "does") && acts && next != "no" {
                let plain = "do".to_owned();
                return Some((idx, if word == "did" { Form::Past(plain) } else { Form::Third(plain) }));
            }
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
                    && idx != behind_clause
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
                    && (!is_also_noun(word)
                        || leans_to_verb(word)
                        || is_particle(page.word(idx + 1))
                        || is_subject_pronoun(page.before(idx)))
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
    use crate::verb::Tense::{Past, Present};
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
