//! Direct questions: *Why did the deploy fail?*
//!
//! The auxiliary stands before the subject. The forms are tried in order; the first that fits is the
//! preferred one. All of them keep the words of the writer and their order, except where a sentence that
//! looks for who did not notice becomes one about what went unnoticed.

use super::{Casing, Form, Rewrite, head};
use crate::{
    english::{
        clause::Inverted,
        lexicon::{denies, is_determiner, is_preposition, is_role, is_verb, object_form},
        verb::{Auxiliary, Finite, Tense, is_participle, past_of, third_of},
        words::{is_chosen, is_judgement, is_swap, noticing_participle, noticing_verb},
    },
    page::Page,
    rewrite::{Change, dressed},
};

/// `None` where the sentence is not of this form.
type Write = fn(&Question<'_, '_>) -> Option<Rewrite>;

/// A direct question whose parts are known.
pub(crate) struct Question<'q, 'p> {
    pub page: &'q Page<'p>,
    pub why: usize,
    pub auxiliary: usize,
    pub finite: Finite,
    pub parts: Inverted,
    /// The closing sign of the sentence, or where the clause ends.
    pub end: usize,
    pub casing: Casing,
}

impl Question<'_, '_> {
    fn subject(&self) -> &str {
        self.page.word(self.parts.subject.0)
    }

    fn verb(&self) -> &str {
        self.page.word(self.parts.verb)
    }

    /// `not`, `never`, `no`, `nobody` …
    fn is_negative(&self) -> bool {
        self.finite.negative
            || self.parts.not.is_some()
            || denies(self.subject())
            || self.finite.which == Auxiliary::Be
                && matches!(self.page.word(self.parts.verb), "no" | "none" | "nothing" | "nobody")
    }

    fn is_about(&self, which: Auxiliary, tense: Tense) -> bool {
        self.finite.which == which && self.finite.tense == tense
    }

    fn say(&self, words: &str) -> String {
        self.casing.say(words)
    }

    fn how(&self) -> Change {
        head(self.page, self.why, self.casing, "how")
    }

    fn auxiliary(&self, words: &str) -> Change {
        Change::Replace(self.auxiliary, self.say(words))
    }

    /// The clause as it was, behind `opening`: the auxiliary goes behind the subject.
    fn uninverted(&self, opening: &str) -> Rewrite {
        let auxiliary = self.page.written(self.auxiliary).to_owned();
        vec![self.how(), self.auxiliary(opening), Change::Insert(self.parts.predicate, auxiliary)]
    }

    /// The subject is somebody who can choose.
    pub fn is_about_people(&self) -> bool {
        let last = self.page.word(self.parts.subject.1.saturating_sub(1));
        matches!(self.subject(), "i" | "we" | "you" | "they" | "he" | "she" | "somebody" | "someone")
            || is_role(last)
            || crate::english::names::is_person(self.page, self.parts.subject)
    }
}

/// The forms of direct questions, in the order in which they are tried.
pub(crate) static FORMS: &[Form<Write>] = &[
    Form {
        name: "it went unnoticed",
        examples: &[
            ("Why wasn't this caught before staging?", "How did this go unnoticed before staging?"),
            ("Why was this not noticed sooner?", "How did this go unnoticed for so long?"),
            (
                "Why wasn't this detected during the rollout?",
                "How did this go undetected during the rollout?",
            ),
            ("Why wasn't this caught by the canary?", "How did this get past the canary?"),
            ("Why Wasn't This Caught Earlier?", "How Did This Go Unnoticed for So Long?"),
        ],
        write: went_unnoticed,
    },
    Form {
        name: "it got past them",
        examples: &[
            ("Why didn't tests catch this?", "How did this get past tests?"),
            ("Why did nobody notice the leak?", "How did the leak go unnoticed?"),
            (
                "Why did the linter not catch it before the merge?",
                "How did it get past the linter before the merge?",
            ),
            ("Why didn't we notice the drift sooner?", "How did the drift go unnoticed for so long?"),
        ],
        write: got_past,
    },
    Form {
        name: "nobody did it",
        examples: &[
            ("Why did nobody page us?", "How is it that nobody came to page us?"),
            ("Why did none of the alerts fire?", "How is it that none of the alerts came to fire?"),
            ("Why does no one own this service?", "How is it that no one owns this service?"),
        ],
        write: nobody,
    },
    Form {
        name: "it was not so",
        examples: &[
            (
                "Why didn't the alert for the EU region fire?",
                "How did it come about that the alert for the EU region didn't fire?",
            ),
            ("Why wasn't the change staged?", "How did it come about that the change wasn't staged?"),
            ("Why was no review requested?", "How did it come about that no review was requested?"),
            ("Why was there no alert?", "How did it come about that there was no alert?"),
            ("Why don't we have a runbook?", "How is it that we don't have a runbook?"),
            (
                "Why does the plan not include downloads?",
                "How is it that the plan does not include downloads?",
            ),
            ("Why can't we see this?", "How is it that we can't see this?"),
            ("Why couldn't the on-call log in?", "How was it that the on-call couldn't log in?"),
            ("Why had nobody noticed?", "How was it that nobody had noticed?"),
            ("Why haven't we seen this before?", "How is it that we haven't seen this before?"),
        ],
        write: was_not_so,
    },
    Form {
        name: "it has become so",
        examples: &[
            ("Why has latency doubled?", "How is it that latency has doubled?"),
            ("Why have the backups been failing?", "How is it that the backups have been failing?"),
        ],
        write: has_become_so,
    },
    Form {
        name: "it is judged",
        examples: &[
            ("Why was this hard to detect?", "What made this hard to detect?"),
            ("Why is the new path safer?", "What makes the new path safer?"),
            ("Why were these alerts important?", "What made these alerts important?"),
        ],
        write: is_judged,
    },
    Form {
        name: "it was so",
        examples: &[
            ("Why was the cache cold?", "How did the cache come to be cold?"),
            ("Why were these hosts drained by hand?", "How did these hosts come to be drained by hand?"),
            ("Why was there so much load?", "How did there come to be so much load?"),
            ("Why is the limit 100?", "How did the limit come to be 100?"),
            ("Why is the queue growing?", "How did the queue come to be growing?"),
        ],
        write: was_so,
    },
    Form {
        name: "people see it, need it",
        examples: &[
            ("Why do I see two tokens?", "How is it that I see two tokens?"),
            (
                "Why does the link need to be built by hand?",
                "How is it that the link needs to be built by hand?",
            ),
        ],
        write: is_seen,
    },
    Form {
        name: "people use it",
        examples: &[("Why do we use Kafka?", "How did we come to use Kafka?")],
        write: is_used,
    },
    Form {
        name: "it happened",
        examples: &[
            ("Why did this happen?", "How did this happen?"),
            ("Why did the outage begin?", "How did the outage begin?"),
            ("Why did it get merged?", "How did it get merged?"),
            ("Why did the bug make it into production?", "How did the bug make it into production?"),
            ("Why did the change pass tests?", "How did the change pass tests?"),
        ],
        write: happened,
    },
    Form {
        name: "it did",
        examples: &[
            ("Why did the deploy fail at 16:40?", "How did the deploy come to fail at 16:40?"),
            ("Why does the job run at midnight?", "How does the job come to run at midnight?"),
            ("Why exactly did nginx suddenly fail?", "How exactly did nginx suddenly come to fail?"),
            (
                "Why would a validation error restart the pod?",
                "How would a validation error come to restart the pod?",
            ),
            ("WHY DID THE DEPLOY FAIL?", "HOW DID THE DEPLOY COME TO FAIL?"),
        ],
        write: did,
    },
    Form {
        name: "it could",
        examples: &[
            (
                "Why could one tenant exhaust the pool?",
                "How was it possible for one tenant to exhaust the pool?",
            ),
            ("Why can they do that?", "How is it possible for them to do that?"),
        ],
        write: could,
    },
];

/// What else can be asked; each of these is offered behind the preferred one.
pub(crate) static FURTHER: &[Form<Write>] = &[
    Form {
        name: "it made sense",
        examples: &[
            ("Why did Alice restart the primary?", "How did it make sense to Alice to restart the primary?"),
            ("Why did we roll back?", "How did it make sense to us to roll back?"),
        ],
        write: made_sense,
    },
    Form {
        name: "what took so long",
        examples: &[(
            "Why did it take 40 minutes to detect?",
            "What was going on in the 40 minutes it took to detect?",
        )],
        write: went_on_meanwhile,
    },
    Form {
        name: "what it is used for",
        examples: &[("Why do we use Kafka?", "What do we use Kafka for?")],
        write: is_used_for,
    },
    Form {
        name: "what was happening",
        examples: &[
            ("Why did the deploy fail at 16:40?", "What was happening when the deploy failed at 16:40?"),
            ("Why did the replica stop?", "What was happening when the replica stopped?"),
        ],
        write: was_happening,
    },
];

fn went_unnoticed(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if !question.is_about(Auxiliary::Be, Tense::Past)
        || denies(question.subject())
        || question.subject() == "there"
    {
        return None;
    }
    let not = parts.not;
    if !(question.finite.negative || not.is_some()) {
        return None;
    }
    let went = noticing_participle(question.verb())?;
    let plain_not =
        not.is_none_or(|not| not + 1 == parts.verb && not == parts.predicate && page.word(not) == "not");
    if !plain_not
        || not.is_none() && parts.predicate != parts.verb
        || page.written(parts.verb + 1).starts_with('/')
    {
        return None;
    }
    let mut changes = vec![question.how(), question.auxiliary("did")];
    let behind = parts.verb + 1;
    if page.word(behind) == "by" && !matches!(page.word(behind + 1), "then" | "now") {
        changes.push(Change::Over(parts.predicate, behind + 1, question.say("get past")));
        return Some(changes);
    }
    let (words, to) = if ends_with_sooner(page, behind, question.end) {
        (format!("go {went} for so long"), behind + 1)
    } else {
        (format!("go {went}"), behind)
    };
    changes.push(Change::Over(parts.predicate, to, question.say(&words)));
    Some(changes)
}

/// `sooner` or `earlier`, and nothing behind it.
pub(super) fn ends_with_sooner(page: &Page<'_>, idx: usize, end: usize) -> bool {
    matches!(page.word(idx), "sooner" | "earlier")
        && (idx + 1 >= end || crate::english::clause::is_boundary(page, idx + 1))
}

fn got_past(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let nobody = matches!(question.subject(), "nobody" | "no") && page.word(parts.subject.0 + 1) != "alert";
    let nobody = nobody && (question.subject() == "nobody" || page.word(parts.subject.0 + 1) == "one");
    let negative = question.finite.negative || parts.not.is_some();
    if !question.is_about(Auxiliary::Do, Tense::Past)
        || negative == nobody
        || denies(question.subject()) != nobody
    {
        return None;
    }
    let not_len = usize::from(parts.not.is_some());
    if parts.verb != parts.predicate + not_len {
        return None;
    }
    let went = noticing_verb(question.verb())?;
    let object = parts.verb + 1;
    let object_end = object_end(page, object, question.end)?;
    let sooner = ends_with_sooner(page, object_end, question.end);
    let unseen = nobody || went != "past" && question.is_about_people();
    let (object_span, object_words) = dressed(page, object, object_end)?;
    let (subject_span, subject_words) = dressed(page, parts.subject.0, parts.subject.1)?;
    if went == "past" && nobody {
        return None;
    }
    let _ = (object_span, subject_span);
    let mut changes = vec![question.how(), question.auxiliary("did")];
    if unseen {
        let went = if went == "past" { "unnoticed" } else { went };
        let tail = if sooner { format!("go {went} for so long") } else { format!("go {went}") };
        changes.push(Change::Swap(parts.subject.0, parts.subject.1, object_words));
        changes.push(Change::Swap(parts.predicate, object_end + usize::from(sooner), question.say(&tail)));
    } else {
        let subject_words = match object_form(page.word(parts.subject.0)) {
            Some(form) if parts.subject.1 == parts.subject.0 + 1 => question.say(form),
            _ => subject_words,
        };
        let tail = if sooner { format!(" {}", question.say("for so long")) } else { String::new() };
        changes.push(Change::Swap(parts.subject.0, parts.subject.1, object_words));
        changes.push(Change::Swap(
            parts.predicate,
            object_end + usize::from(sooner),
            format!("{} {subject_words}{tail}", question.say("get past")),
        ));
    }
    Some(changes)
}

/// Where a short object ends: a pronoun, or words up to a preposition, `sooner` or the end.
pub(super) fn object_end(page: &Page<'_>, object: usize, end: usize) -> Option<usize> {
    let first = page.word(object);
    if matches!(first, "it" | "them" | "that" | "these" | "those" | "this") {
        let next = page.word(object + 1);
        let alone = object + 1 >= end
            || crate::english::clause::is_boundary(page, object + 1)
            || is_preposition(next)
            || matches!(
                next,
                "sooner" | "earlier" | "when" | "while" | "first" | "here" | "locally" | "either"
            );
        if alone {
            return (!matches!(next, "when" | "while" | "either")).then_some(object + 1);
        }
    }
    let mut idx = object;
    while idx < end && !crate::english::clause::is_boundary(page, idx) {
        let word = page.word(idx);
        if is_preposition(word) && word != "of" || matches!(word, "sooner" | "earlier") {
            break;
        }
        if ["that", "which", "who", "when", "while", "and", "or", "not", "but", "until", "because"]
            .contains(&word)
            && idx > object
            || crate::english::verb::auxiliary(word).is_some()
        {
            return None;
        }
        idx += 1;
    }
    let named =
        is_determiner(first) || page.get(object).is_some_and(|token| !token.is_word()) || idx - object <= 3;
    (idx > object && named).then_some(idx)
}

fn nobody(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let nobody = denies(question.subject()) && question.subject() != "not";
    if !nobody || question.finite.which != Auxiliary::Do || question.finite.negative || parts.not.is_some() {
        return None;
    }
    let verb = match (question.finite.tense, page.word(question.auxiliary)) {
        (Tense::Past, _) if question.verb() == "come" => Change::Replace(parts.verb, question.say("came")),
        (Tense::Past, _) => Change::Insert(parts.verb, question.say("came to")),
        (_, "does") => Change::Replace(parts.verb, question.say(&third_of(question.verb()))),
        _ => return Some(vec![question.how(), question.auxiliary("is it that")]),
    };
    Some(vec![question.how(), question.auxiliary("is it that"), verb])
}

fn was_not_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    use Auxiliary::{Be, Can, Could, Do, Have, Would};
    if !question.is_negative() {
        return None;
    }
    let opening = match (question.finite.which, question.finite.tense) {
        (Do | Be, Tense::Past) => "did it come about that",
        (Have | Could, Tense::Past) => "was it that",
        (Do | Be | Have | Can | Would, _) => "is it that",
        _ => return None,
    };
    if question.finite.which == Do && !question.finite.negative && question.parts.not.is_none() {
        // `none of them tried`: the verb would have to change its form.
        return None;
    }
    let Question { page, parts, .. } = question;
    let did = question.is_about(Do, Tense::Past);
    // `never finish`: without its *did* the verb stands in the past.
    if did && parts.not.is_some_and(|not| page.word(not) == "never") {
        return Some(vec![
            question.how(),
            question.auxiliary(opening),
            Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
        ]);
    }
    // `wasn't anyone watching`: nobody was watching.
    let nobody = match question.subject() {
        "anyone" | "anybody" => Some("nobody"),
        "anything" => Some("nothing"),
        "any" => Some(if page.word(parts.subject.0 + 1) == "of" { "none" } else { "no" }),
        _ => None,
    };
    if let Some(nobody) = nobody {
        let auxiliary = page.word(question.auxiliary).strip_suffix("n't").filter(|_| parts.not.is_none())?;
        let said = match question.finite.which {
            Do if did => Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
            Do | Can => return None,
            _ => Change::Insert(parts.predicate, question.say(auxiliary)),
        };
        return Some(vec![
            question.how(),
            question.auxiliary(opening),
            Change::Replace(parts.subject.0, question.say(nobody)),
            said,
        ]);
    }
    Some(question.uninverted(opening))
}

fn has_become_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    (question.finite.which == Auxiliary::Have).then(|| {
        question.uninverted(if question.finite.tense == Tense::Past { "was it that" } else { "is it that" })
    })
}

fn is_judged(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if question.finite.which != Auxiliary::Be
        || question.subject() == "there"
        || !is_judgement(page, parts.verb)
    {
        return None;
    }
    let made = if question.finite.tense == Tense::Past { "made" } else { "makes" };
    let mut changes = vec![head(page, question.why, question.casing, "what"), question.auxiliary(made)];
    if parts.subject.1 == parts.subject.0 + 1
        && let Some(form) = object_form(question.subject())
    {
        changes.push(Change::Replace(parts.subject.0, question.say(form)));
    }
    Some(changes)
}

fn was_so(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if question.finite.which != Auxiliary::Be || question.is_negative() {
        return None;
    }
    if question.subject() == "there" && question.finite.tense == Tense::Present {
        return Some(question.uninverted("is it that"));
    }
    let mut changes = vec![question.how(), question.auxiliary("did")];
    if page.word(parts.verb) == "being" && is_participle(page.word(parts.verb + 1)) {
        changes.push(Change::Replace(parts.verb, question.say("come to be")));
    } else {
        changes.push(Change::Insert(parts.predicate, question.say("come to be")));
    }
    Some(changes)
}

fn is_seen(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let needs = matches!(question.verb(), "need" | "have" | "seem" | "appear" | "look");
    let sees = needs || matches!(question.verb(), "see" | "get" | "know" | "want" | "feel");
    let person = matches!(question.subject(), "i" | "we" | "you" | "they" | "people" | "users" | "customers");
    if !question.is_about(Auxiliary::Do, Tense::Present)
        || !(needs && !question.is_about_people() || sees && person)
    {
        return None;
    }
    if question.verb() == "have" && question.is_about_people() && page.word(parts.verb + 1) != "to" {
        return None;
    }
    let mut changes = vec![question.how(), question.auxiliary("is it that")];
    if page.word(question.auxiliary) == "does" {
        changes.push(Change::Replace(parts.verb, question.say(&third_of(question.verb()))));
    }
    Some(changes)
}

fn is_used(question: &Question<'_, '_>) -> Option<Rewrite> {
    let used = matches!(question.verb(), "use" | "have" | "keep" | "need" | "rely" | "run");
    (question.is_about(Auxiliary::Do, Tense::Present) && used && question.is_about_people()).then(|| {
        vec![
            question.how(),
            question.auxiliary("did"),
            Change::Insert(question.parts.verb, question.say("come to")),
        ]
    })
}

fn happened(question: &Question<'_, '_>) -> Option<Rewrite> {
    let did = question.finite.which == Auxiliary::Do && !question.is_negative();
    (did && is_swap(question.page, question.parts.verb, question.verb())).then(|| vec![question.how()])
}

fn did(question: &Question<'_, '_>) -> Option<Rewrite> {
    let fits = matches!(question.finite.which, Auxiliary::Do | Auxiliary::Would) && !question.is_negative();
    let come_to = Change::Insert(question.parts.verb, question.say("come to"));
    // What people do today came about at some time.
    if question.is_about(Auxiliary::Do, Tense::Present) && question.is_about_people() {
        return fits.then(|| vec![question.how(), question.auxiliary("did"), come_to]);
    }
    fits.then(|| vec![question.how(), come_to])
}

fn could(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { parts, .. } = question;
    let opening = match question.finite.which {
        Auxiliary::Can => "is it possible for",
        Auxiliary::Could => "was it possible for",
        _ => return None,
    };
    if question.is_negative() || question.subject() == "there" {
        return None;
    }
    let mut changes =
        vec![question.how(), question.auxiliary(opening), Change::Insert(parts.predicate, "to".to_owned())];
    if question.casing == Casing::Upper {
        changes.pop();
        changes.push(Change::Insert(parts.predicate, "TO".to_owned()));
    }
    if parts.subject.1 == parts.subject.0 + 1
        && let Some(form) = object_form(question.subject())
    {
        changes.push(Change::Replace(parts.subject.0, question.say(form)));
    }
    Some(changes)
}

/// The local rationality of somebody who chose: never of what nobody chooses.
fn made_sense(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    if !question.is_about(Auxiliary::Do, Tense::Past) || question.is_negative() || !question.is_about_people()
    {
        return None;
    }
    if !is_chosen(question.verb())
        || is_swap(page, parts.verb, question.verb())
        || parts.predicate != parts.verb
    {
        return None;
    }
    let mut changes = vec![question.how(), Change::Insert(parts.verb, question.say("to"))];
    let (from, to) = parts.subject;
    match object_form(question.subject()) {
        Some(form) if to == from + 1 => {
            changes.push(Change::Replace(from, question.say(&format!("it make sense to {form}"))))
        }
        _ => changes.push(Change::Insert(from, question.say("it make sense to"))),
    }
    Some(changes)
}

fn went_on_meanwhile(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let took =
        question.is_about(Auxiliary::Do, Tense::Past) && !question.is_negative() && question.verb() == "take";
    let number = parts.verb + 1;
    let unit =
        ["second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "months"]
            .contains(&page.word(number + 1));
    let counted = page.written(number).chars().all(|char| char.is_ascii_digit())
        || crate::english::number(page.word(number));
    if !took
        || question.subject() != "it"
        || !unit
        || !counted
        || page.word(number + 2) != "to"
        || parts.predicate != parts.verb
    {
        return None;
    }
    let time = format!("{} {}", page.written(number), page.written(number + 1));
    Some(vec![
        head(page, question.why, question.casing, "what"),
        question.auxiliary("was going on in the"),
        Change::Over(parts.subject.0, number + 2, format!("{time} {}", question.say("it took"))),
    ])
}

fn is_used_for(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    is_used(question)?;
    let end = (parts.verb + 1..question.end)
        .find(|idx| crate::english::clause::is_boundary(page, *idx))
        .unwrap_or(question.end);
    let plain =
        (parts.verb + 1..end).all(|idx| !is_preposition(page.word(idx)) && page.word(idx) != "instead");
    let last = end
        .checked_sub(1)
        .filter(|last| *last > parts.verb && page.get(*last).is_some_and(|token| token.is_word()))?;
    (question.verb() == "use" && plain).then(|| {
        let written = page.written(last).to_owned();
        vec![
            head(page, question.why, question.casing, "what"),
            Change::Replace(last, format!("{written} {}", question.say("for"))),
        ]
    })
}

fn was_happening(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, .. } = question;
    let did = question.is_about(Auxiliary::Do, Tense::Past) && !question.is_negative();
    let idle =
        ["happen", "occur", "take", "have", "be", "arise", "seem", "need", "know"].contains(&question.verb());
    if !did || idle || parts.predicate != parts.verb || page.word(question.auxiliary + 1) == "there" {
        return None;
    }
    // Of `pass checks but fail` two verbs would have to change.
    let second = (parts.verb + 1..question.end).any(|idx| {
        matches!(page.word(idx), "and" | "but" | "or" | "then" | "not") && is_verb(page.word(idx + 1))
    });
    if second {
        return None;
    }
    Some(vec![
        head(page, question.why, question.casing, "what was happening when"),
        Change::Delete(question.auxiliary, question.auxiliary + 1),
        Change::Replace(parts.verb, question.say(&past_of(question.verb()))),
    ])
}
