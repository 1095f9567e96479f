//! Direct questions: *Why did the deploy fail?*
//!
//! The auxiliary stands before the subject. The forms are tried in order; the first that fits is the
//! preferred one. All of them keep the words of the writer and their order, except where a sentence that
//! looks for who did not notice becomes one about what went unnoticed.

mod further;
mod writes;

pub(crate) use writes::{ends_with_sooner, object_end};

use super::{Casing, Form, Rewrite, head};
use askhow_english::{
    clause::{Inverted, is_over},
    lexicon::{denies, is_determiner, is_never, is_preposition, is_verb, object_form},
    page::Page,
    roles::is_role,
    verb::{Auxiliary, Finite, Tense, is_gerund, is_participle, past_of, third_of},
    words::{
        has_second_verb, is_chosen, is_effect, is_judgement, is_swap, noticing_participle, noticing_verb,
    },
};

use crate::rewrite::{Change, dressed};

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
    pub fn is_negative(&self) -> bool {
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

    /// Where `come to` goes: before the verb, and before the adverbs that say how long or how often it is so
    /// (`come to still keep`, but `suddenly come to fail`).
    fn come_to_at(&self) -> usize {
        let lasts = |idx: &usize| {
            matches!(
                self.page.word(*idx),
                "still" | "always" | "only" | "even" | "often" | "sometimes" | "also"
            )
        };
        (self.parts.predicate..self.parts.verb).find(lasts).unwrap_or(self.parts.verb)
    }

    /// What is said tells of something that is over.
    fn is_over(&self) -> bool {
        is_over(self.page, (self.parts.subject.0, self.end))
    }

    /// The subject is somebody who can choose.
    pub fn is_about_people(&self) -> bool {
        let last = self.page.word(self.parts.subject.1.saturating_sub(1));
        matches!(self.subject(), "i" | "we" | "you" | "they" | "he" | "she" | "somebody" | "someone")
            || is_role(last)
            || askhow_english::names::is_person(self.page, self.parts.subject)
    }
}

/// A question inside a sentence that does not ask, as the clause it stands for.
pub(crate) fn told(question: &Question<'_, '_>) -> Option<Rewrite> {
    let Question { page, parts, finite, .. } = question;
    // Another *why* in it is one too many to be told.
    if (parts.subject.0..question.end).any(|idx| page.word(idx) == "why") {
        return None;
    }
    let opening = match (finite.which, finite.tense) {
        (Auxiliary::Do, _) if !finite.negative && parts.not.is_none() => return None,
        (Auxiliary::Have | Auxiliary::Could, Tense::Past) => "it was that",
        (_, Tense::Past) => "it came about that",
        (_, Tense::Present) => "it is that",
    };
    // The auxiliary goes behind the subject, as it is in a clause.
    let written = page.written(question.auxiliary).to_owned();
    Some(vec![question.how(), question.auxiliary(opening), Change::Insert(parts.predicate, written)])
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
        write: writes::went_unnoticed,
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
        write: writes::got_past,
    },
    Form {
        name: "nobody did it",
        examples: &[
            ("Why did nobody page us?", "How is it that nobody came to page us?"),
            ("Why did none of the alerts fire?", "How is it that none of the alerts came to fire?"),
            ("Why does no one own this service?", "How is it that no one owns this service?"),
        ],
        write: writes::nobody,
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
        write: writes::was_not_so,
    },
    Form {
        name: "it used to be so",
        examples: &[("Why did the tank use to empty?", "How is it that the tank used to empty?")],
        write: writes::used_to_be_so,
    },
    Form {
        name: "it has become so",
        examples: &[
            ("Why has latency doubled?", "How is it that latency has doubled?"),
            ("Why have the backups been failing?", "How is it that the backups have been failing?"),
        ],
        write: writes::has_become_so,
    },
    Form {
        name: "it is judged",
        examples: &[
            ("Why was this hard to detect?", "What made this hard to detect?"),
            ("Why is the new path safer?", "What makes the new path safer?"),
            ("Why were these alerts important?", "What made these alerts important?"),
        ],
        write: writes::is_judged,
    },
    Form {
        name: "it was so",
        examples: &[
            ("Why was the cache cold?", "How did the cache come to be cold?"),
            ("Why were these hosts drained by hand?", "How did these hosts come to be drained by hand?"),
            ("Why was there so much load?", "How did there come to be so much load?"),
            ("Why is the limit 100?", "How did the limit come to be 100?"),
            ("Why is the queue growing?", "How is it that the queue is growing?"),
            ("Why is this happening?", "How is this happening?"),
            ("Why was it possible to drop the table?", "How was it possible to drop the table?"),
        ],
        write: writes::was_so,
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
        write: writes::is_seen,
    },
    Form {
        name: "people use it",
        examples: &[("Why do we use Kafka?", "How did we come to use Kafka?")],
        write: writes::is_used,
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
        write: writes::happened,
    },
    Form {
        name: "it has an effect",
        examples: &[
            ("Why does the delay matter?", "How does the delay matter?"),
            ("Why does restarting help?", "How does restarting help?"),
            ("Why did a retry amplify the load?", "How did a retry amplify the load?"),
            ("Why does this make it worse?", "How does this make it worse?"),
        ],
        write: writes::had_effect,
    },
    Form {
        name: "it is a habit",
        examples: &[
            ("Why does the job run at midnight?", "How is it that the job runs at midnight?"),
            ("Why do tests fail to compile?", "How is it that tests fail to compile?"),
        ],
        write: writes::is_habit,
    },
    Form {
        name: "it did",
        examples: &[
            ("Why did the deploy fail at 16:40?", "How did the deploy come to fail at 16:40?"),
            ("Why exactly did nginx suddenly fail?", "How exactly did nginx suddenly come to fail?"),
            (
                "Why would a validation error restart the pod?",
                "How would a validation error come to restart the pod?",
            ),
            ("WHY DID THE DEPLOY FAIL?", "HOW DID THE DEPLOY COME TO FAIL?"),
        ],
        write: writes::did,
    },
    Form {
        name: "it must",
        examples: &[(
            "Why must the job run before midnight?",
            "How is it that the job must run before midnight?",
        )],
        write: writes::must,
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
        write: writes::could,
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
        write: further::made_sense,
    },
    Form {
        name: "what took so long",
        examples: &[(
            "Why did it take 40 minutes to detect?",
            "What was going on in the 40 minutes it took to detect?",
        )],
        write: further::went_on_meanwhile,
    },
    Form {
        name: "what it is used for",
        examples: &[("Why do we use Kafka?", "What do we use Kafka for?")],
        write: further::is_used_for,
    },
    Form {
        name: "it came to be a habit",
        examples: &[("Why does the job run at midnight?", "How does the job come to run at midnight?")],
        write: further::came_to,
    },
    Form {
        name: "what was happening",
        examples: &[
            ("Why did the deploy fail at 16:40?", "What was happening when the deploy failed at 16:40?"),
            ("Why did the replica stop?", "What was happening when the replica stopped?"),
        ],
        write: further::was_happening,
    },
];
