//! Embedded clauses and headings: *We don't know why the deploy failed*, *Why It Failed*.
//!
//! Nothing is inverted, so *how it came about that* fits where nothing finer does.

use super::{Casing, Form, Rewrite, head, question::ends_with_sooner, question::object_end};
use crate::{
    english::{
        clause::{Form as Verb, Plainly},
        lexicon::{denies, is_adverb, is_plain_form_pronoun, object_form},
        verb::{Auxiliary, Finite, Tense, is_gerund, is_participle, plain_of_past, plain_of_third},
        words::{is_judgement, is_swap, noticing_participle, noticing_verb},
    },
    page::Page,
    rewrite::{Change, dressed},
};

/// `None` where the sentence is not of this form.
type Write = fn(&Clause<'_, '_>) -> Option<Rewrite>;

/// A clause behind *why* whose parts are known.
pub(crate) struct Clause<'c, 'p> {
    pub page: &'c Page<'p>,
    pub why: usize,
    pub parts: Plainly,
    pub end: usize,
    pub casing: Casing,
    /// *Why* starts the sentence: a heading or a label.
    pub label: bool,
    /// Somebody is told, or it is written down: the grounds are asked for.
    pub told: bool,
}

impl Clause<'_, '_> {
    fn how(&self) -> Change {
        head(self.page, self.why, self.casing, "how")
    }

    fn say(&self, words: &str) -> String {
        self.casing.say(words)
    }

    fn subject(&self) -> &str {
        self.page.word(self.parts.subject.0)
    }

    fn auxiliary(&self) -> Option<Finite> {
        match &self.parts.form {
            Verb::Auxiliary(finite) | Verb::Contracted(finite, _) => Some(*finite),
            _ => None,
        }
    }

    fn is_contracted(&self) -> bool {
        matches!(self.parts.form, Verb::Contracted(..))
    }

    /// The word behind the auxiliary, its adverbs and its *not*.
    fn said(&self) -> usize {
        let mut idx = self.parts.finite + 1;
        while idx < self.end
            && crate::english::lexicon::is_adverb(self.page.word(idx))
            && !matches!(self.page.word(idx), "so" | "too" | "there")
        {
            idx += 1;
        }
        idx
    }

    fn tense(&self) -> Tense {
        match &self.parts.form {
            Verb::Auxiliary(finite) | Verb::Contracted(finite, _) => finite.tense,
            Verb::Past(_) => Tense::Past,
            Verb::Third(_) | Verb::Plain => Tense::Present,
        }
    }

    fn is_negative(&self) -> bool {
        self.auxiliary().is_some_and(|finite| finite.negative)
            || self.parts.not.is_some()
            || denies(self.subject())
            || matches!(self.page.word(self.parts.finite + 1), "no" | "nothing" | "nobody" | "none")
                && self.auxiliary().is_some_and(|finite| finite.which == Auxiliary::Be)
    }

    /// The plain form of the finite main verb.
    fn verb(&self) -> Option<&str> {
        match &self.parts.form {
            Verb::Past(plain) | Verb::Third(plain) => Some(plain),
            Verb::Plain => Some(self.page.word(self.parts.finite)),
            _ => None,
        }
    }

    fn finite(&self, words: &str) -> Change {
        let title = self.page.written(self.parts.finite).chars().next().is_some_and(char::is_uppercase);
        let words = self.say(words);
        Change::Replace(
            self.parts.finite,
            if title && self.casing == Casing::Sentence { super::capitalised(&words) } else { words },
        )
    }

    /// `came about that` and the clause as it is.
    fn unchanged(&self) -> Rewrite {
        let opening = match (self.auxiliary().map(|finite| finite.which), self.tense()) {
            (Some(Auxiliary::Have | Auxiliary::Could), Tense::Past) => "how it was that",
            (_, Tense::Past) => "how it came about that",
            (_, Tense::Present) => "how it is that",
        };
        vec![head(self.page, self.why, self.casing, opening)]
    }

    fn is_about_people(&self) -> bool {
        is_plain_form_pronoun(self.subject())
    }
}

/// The forms of embedded clauses, in the order in which they are tried.
pub(crate) static FORMS: &[Form<Write>] = &[
    Form {
        name: "that is so",
        examples: &[
            ("We want to understand why that is.", "We want to understand how that came to be."),
            ("Find out why this is the case.", "Find out how this came to be."),
            ("Nobody knows why it is so.", "Nobody knows how it came to be."),
        ],
        write: that_is_so,
    },
    Form {
        name: "it went unnoticed",
        examples: &[
            (
                "It is unclear why the drift wasn't noticed in advance.",
                "It is unclear how the drift went unnoticed in advance.",
            ),
            ("Why It Wasn't Caught", "How It Went Unnoticed"),
            ("Find out why this was not caught by the canary.", "Find out how this got past the canary."),
            ("Ask why it wasn't spotted sooner.", "Ask how it went unnoticed for so long."),
        ],
        write: went_unnoticed,
    },
    Form {
        name: "it got past them",
        examples: &[
            ("We don't know why tests didn't catch this.", "We don't know how this got past tests."),
            ("Find out why nobody noticed the leak.", "Find out how the leak went unnoticed."),
        ],
        write: got_past,
    },
    Form {
        name: "it is judged",
        examples: &[
            ("They see why these things are a problem.", "They see what makes these things a problem."),
            ("Why the Architecture Is Correct", "What Makes the Architecture Correct"),
            ("Why it's easy to misread", "What makes it easy to misread"),
        ],
        write: is_judged,
    },
    Form {
        name: "what it is for",
        examples: &[
            ("Document why each policy exists.", "Document what each policy is for."),
            ("Explain why this matters.", "Explain how this matters."),
            ("Tell them why we are closing the ticket.", "Tell them what led us to close the ticket."),
        ],
        write: is_for,
    },
    Form {
        name: "it was not so",
        examples: &[
            (
                "We are looking into why the alert didn't fire.",
                "We are looking into how it came about that the alert didn't fire.",
            ),
            ("Note why a service has not started.", "Note how it is that a service has not started."),
            (
                "Figure out why it failed to drop the status.",
                "Figure out how it came about that it failed to drop the status.",
            ),
            ("Why the Alert Did Not Fire", "How It Came About That the Alert Did Not Fire"),
        ],
        write: was_not_so,
    },
    Form {
        name: "it has become so, it seems so",
        examples: &[
            ("We see why we've run out of disk.", "We see how it is that we've run out of disk."),
            ("Nobody said why Jenkins had stopped.", "Nobody said how it was that Jenkins had stopped."),
            ("Unclear why there seems to be an issue.", "Unclear how it is that there seems to be an issue."),
        ],
        write: has_become_so,
    },
    Form {
        name: "it happened",
        examples: &[
            ("We want to understand why this occurred.", "We want to understand how this occurred."),
            ("We ask why it got created.", "We ask how it got created."),
            ("Why the site went down", "How the site went down"),
            ("**Why it was ruled out:** no traffic", "**How it was ruled out:** no traffic"),
            ("Why It Failed", "How It Failed"),
        ],
        write: happened,
    },
    Form {
        name: "it could",
        examples: &[(
            "We see why one tenant could exhaust the pool.",
            "We see how one tenant could exhaust the pool.",
        )],
        write: could,
    },
    Form {
        name: "it was so",
        examples: &[
            ("We don't know why the cache was cold.", "We don't know how the cache came to be cold."),
            ("We see why there was so much load.", "We see how there came to be so much load."),
            ("Find out why it's slow today.", "Find out how it came to be slow today."),
            ("Why It Is Growing", "How It Came to Be Growing"),
        ],
        write: was_so,
    },
    Form {
        name: "it did",
        examples: &[
            ("We don't know why the deploy failed.", "We don't know how the deploy came to fail."),
            ("We see why the job runs at midnight.", "We see how the job comes to run at midnight."),
            (
                "Ask why a reasonable person may have taken the action.",
                "Ask how a reasonable person may have come to take the action.",
            ),
            ("Ask why it would restart the pod.", "Ask how it would come to restart the pod."),
            ("Why It Took So Long to Find", "How It Came to Take So Long to Find"),
        ],
        write: did,
    },
];

fn that_is_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    if finite.which != Auxiliary::Be || clause.is_negative() || clause.is_contracted() {
        return None;
    }
    if !matches!(clause.subject(), "that" | "this" | "it") || parts.finite != parts.subject.0 + 1 {
        return None;
    }
    let at_end = |idx| idx >= clause.end || crate::english::clause::is_boundary(page, idx);
    let behind = parts.finite + 1;
    let last = if at_end(behind) {
        behind
    } else if page.word(behind) == "so" && at_end(behind + 1) {
        behind + 1
    } else if page.reads(behind, &["the", "case"]) {
        behind + 2
    } else {
        return None;
    };
    Some(vec![clause.how(), Change::Over(parts.finite, last, clause.say("came to be"))])
}

fn went_unnoticed(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    let is_past = finite.which == Auxiliary::Be && finite.tense == Tense::Past && !clause.is_contracted();
    if !is_past || !(finite.negative || parts.not == Some(parts.finite + 1)) || denies(clause.subject()) {
        return None;
    }
    let verb = parts.finite + 1 + usize::from(parts.not.is_some());
    let went = noticing_participle(page.word(verb))?;
    let behind = verb + 1;
    if page.written(behind).starts_with('/') || page.word(parts.finite + 1) == "never" {
        return None;
    }
    let (words, to) = if page.word(behind) == "by" {
        ("got past".to_owned(), behind + 1)
    } else if ends_with_sooner(page, behind, clause.end) {
        (format!("went {went} for so long"), behind + 1)
    } else {
        (format!("went {went}"), behind)
    };
    Some(vec![clause.how(), Change::Over(parts.finite, to, clause.say(&words))])
}

fn got_past(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let nobody = matches!(clause.subject(), "nobody") || page.reads(parts.subject.0, &["no", "one"]);
    let (verb, went) = match &parts.form {
        Verb::Auxiliary(finite)
            if finite.which == Auxiliary::Do && finite.tense == Tense::Past && !nobody =>
        {
            if !(finite.negative || parts.not == Some(parts.finite + 1)) {
                return None;
            }
            let verb = parts.finite + 1 + usize::from(parts.not.is_some());
            (verb, noticing_verb(page.word(verb))?)
        }
        Verb::Past(plain) if nobody && parts.not.is_none() => (parts.finite, noticing_verb(plain)?),
        _ => return None,
    };
    let object_end = object_end(page, verb + 1, clause.end)?;
    let sooner = ends_with_sooner(page, object_end, clause.end);
    let object = dressed(page, verb + 1, object_end)?.1;
    let subject = dressed(page, parts.subject.0, parts.subject.1)?.1;
    let for_so_long = if sooner { format!(" {}", clause.say("for so long")) } else { String::new() };
    let people = crate::english::lexicon::is_role(page.word(parts.subject.1.saturating_sub(1)))
        || clause.is_about_people();
    let said = if nobody || went != "past" && people {
        let went = if went == "past" { "unnoticed" } else { went };
        clause.say(&format!("went {went}"))
    } else {
        let subject = object_form(clause.subject()).map_or(subject, |form| clause.say(form));
        format!("{} {subject}", clause.say("got past"))
    };
    Some(vec![
        clause.how(),
        Change::Swap(parts.subject.0, parts.subject.1, object),
        Change::Swap(parts.finite, object_end + usize::from(sooner), format!("{said}{for_so_long}")),
    ])
}

fn is_judged(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    if finite.which != Auxiliary::Be
        || finite.negative
        || parts.not.is_some()
        || !is_judgement(page, parts.finite + 1)
    {
        return None;
    }
    if matches!(clause.subject(), "there" | "there's") {
        return None;
    }
    let makes = if finite.tense == Tense::Past { "what made" } else { "what makes" };
    let mut changes = vec![head(page, clause.why, clause.casing, makes)];
    if let Verb::Contracted(_, len) = parts.form {
        let pronoun = page.written(parts.finite).get(..len)?;
        let form =
            object_form(&pronoun.to_lowercase()).map_or_else(|| pronoun.to_owned(), |form| clause.say(form));
        changes.push(Change::Replace(parts.finite, form));
        return Some(changes);
    }
    if parts.subject.1 == parts.subject.0 + 1
        && let Some(form) = object_form(clause.subject())
    {
        changes.push(Change::Replace(parts.subject.0, clause.say(form)));
    }
    changes.push(Change::Delete(parts.finite, parts.finite + 1));
    Some(changes)
}

fn is_for(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    if clause.is_negative() {
        return None;
    }
    if clause.tense() == Tense::Present && clause.verb() == Some("matter") {
        return Some(vec![clause.how()]);
    }
    let alone = parts.finite + 1 >= clause.end || crate::english::clause::is_boundary(page, parts.finite + 1);
    if clause.tense() == Tense::Present && clause.verb() == Some("exist") && alone {
        let is = if matches!(parts.form, Verb::Third(_)) { "is for" } else { "are for" };
        return Some(vec![head(page, clause.why, clause.casing, "what"), clause.finite(is)]);
    }
    if !clause.told || !clause.is_about_people() {
        return None;
    }
    // `what led us to close the ticket`
    let us = object_form(clause.subject()).unwrap_or("you");
    let said = clause.said();
    let plain = match &parts.form {
        Verb::Past(plain) => plain.clone(),
        Verb::Auxiliary(finite)
            if finite.which == Auxiliary::Be && is_gerund(page.word(said)) && said == parts.finite + 1 =>
        {
            crate::english::verb::plain_of_gerund(page.word(said))?
        }
        _ => return None,
    };
    let behind = if matches!(parts.form, Verb::Past(_)) { parts.finite + 1 } else { said + 1 };
    if parts.finite != parts.subject.0 + 1 {
        return None;
    }
    Some(vec![
        head(page, clause.why, clause.casing, "what led"),
        Change::Replace(parts.subject.0, clause.say(us)),
        Change::Over(parts.finite, behind, clause.say(&format!("to {plain}"))),
    ])
}

fn was_not_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let refused = matches!(clause.verb(), Some("fail"))
        && clause.page.word(clause.parts.finite + 1) == "to"
        && clause.tense() == Tense::Past;
    (clause.is_negative() || refused).then(|| clause.unchanged())
}

fn has_become_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let has = clause.auxiliary().is_some_and(|finite| finite.which == Auxiliary::Have);
    let seems = clause.tense() == Tense::Present
        && matches!(clause.verb(), Some("seem" | "need" | "have" | "appear" | "look"));
    let there_is = matches!(clause.subject(), "there" | "there's") && clause.tense() == Tense::Present;
    let i_see = clause.tense() == Tense::Present
        && clause.is_about_people()
        && matches!(clause.verb(), Some("see" | "get" | "know" | "want" | "feel" | "think"));
    let does = clause
        .auxiliary()
        .is_some_and(|finite| finite.which == Auxiliary::Do && finite.tense == Tense::Present);
    (has || seems || there_is || i_see || does).then(|| clause.unchanged())
}

fn happened(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let verb = clause.verb();
    let swap = verb.is_some_and(|verb| is_swap(page, parts.finite, verb));
    let told = clause.label
        && (verb.is_some_and(|verb| verb != "take") && matches!(parts.form, Verb::Past(_))
            || clause.auxiliary().is_some_and(|finite| {
                let said = clause.said();
                finite.which == Auxiliary::Be
                    && is_participle(page.word(said))
                    && !clause.is_contracted()
                    && finite.tense == Tense::Past
            }));
    (swap || told).then(|| vec![clause.how()])
}

fn could(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let can =
        clause.auxiliary().is_some_and(|finite| matches!(finite.which, Auxiliary::Can | Auxiliary::Could));
    can.then(|| vec![clause.how()])
}

fn was_so(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let finite = clause.auxiliary()?;
    if finite.which != Auxiliary::Be || parts.finite + 1 >= clause.end {
        return None;
    }
    if let Verb::Contracted(_, len) = parts.form {
        let pronoun = page.written(parts.finite).get(..len)?;
        return Some(vec![
            clause.how(),
            Change::Replace(parts.finite, format!("{pronoun} {}", clause.say("came to be"))),
        ]);
    }
    let being = page.word(parts.finite + 1) == "being" && is_participle(page.word(parts.finite + 2));
    let to = parts.finite + 1 + usize::from(being);
    Some(vec![clause.how(), Change::Over(parts.finite, to, clause.say("came to be"))])
}

fn did(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let Clause { page, parts, .. } = clause;
    let mut changes = vec![clause.how()];
    match &parts.form {
        Verb::Past(_) | Verb::Third(_) if has_second_verb(clause) => return Some(clause.unchanged()),
        Verb::Past(plain) => changes.push(clause.finite(&format!("came to {plain}"))),
        Verb::Plain if clause.is_about_people() => {
            changes.push(Change::Insert(parts.finite, clause.say("came to")))
        }
        Verb::Third(plain) => changes.push(clause.finite(&format!("comes to {plain}"))),
        Verb::Plain => changes.push(Change::Insert(parts.finite, clause.say("come to"))),
        Verb::Auxiliary(finite) if matches!(finite.which, Auxiliary::Would | Auxiliary::Do) => {
            let said = clause.said();
            if page.word(said) == "have" && finite.which == Auxiliary::Would {
                let plain = crate::english::verb::plain_of_participle(page.word(said + 1))?;
                changes.push(Change::Replace(said + 1, clause.say(&format!("come to {plain}"))));
            } else if crate::english::lexicon::is_verb(page.word(said)) || page.word(said) == "be" {
                changes.push(Change::Insert(said, clause.say("come to")));
            } else {
                return None;
            }
        }
        _ => return None,
    }
    Some(changes)
}

/// `overrides instead of merges`, `failed over and stopped`: more than one verb would change its form.
fn has_second_verb(clause: &Clause<'_, '_>) -> bool {
    let page = clause.page;
    let is_past = clause.tense() == Tense::Past;
    let same =
        |word: &str| if is_past { plain_of_past(word).is_some() } else { plain_of_third(word).is_some() };
    (clause.parts.finite + 1..clause.end).any(|idx| {
        let joins = matches!(page.word(idx), "and" | "or" | "but" | "then")
            || page.reads(idx.saturating_sub(1), &["instead", "of"]);
        let next = if is_adverb(page.word(idx + 1)) { idx + 2 } else { idx + 1 };
        joins && same(page.word(next))
    })
}
