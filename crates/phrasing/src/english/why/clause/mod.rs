//! Embedded clauses and headings: *We don't know why the deploy failed*, *Why It Failed*.
//!
//! Nothing is inverted, so *how it came about that* fits where nothing finer does.

mod writes;

use super::{Casing, Form, Rewrite, head, question::ends_with_sooner, question::object_end};
use askhow_english::{
    clause::{Form as Verb, Plainly, is_over},
    lexicon::{denies, is_adverb, is_never, is_plain_form_pronoun, is_verb, object_form},
    page::Page,
    roles::is_role,
    verb::{
        Auxiliary, Finite, Tense, auxiliary, is_gerund, is_participle, is_past_only, plain_of_past,
        plain_of_third,
    },
    words::{is_chosen, is_effect, is_judgement, is_swap, noticing_participle, noticing_verb},
};

use crate::rewrite::{Change, dressed};

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
            && askhow_english::lexicon::is_adverb(self.page.word(idx))
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
    pub fn unchanged(&self) -> Rewrite {
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

    /// Somebody chose: a bare *how* in front of it would read as a recipe.
    fn is_choice(&self) -> bool {
        let people = self.is_about_people()
            || is_role(self.page.word(self.parts.subject.1.saturating_sub(1)))
            || askhow_english::names::is_person(self.page, self.parts.subject);
        people && self.verb().is_some_and(is_chosen)
    }

    /// `never`, `still`, `no longer` around the finite verb: as odd as a *not*.
    fn is_lasting(&self) -> bool {
        let page = self.page;
        (self.parts.subject.1.saturating_sub(2)..self.parts.finite + 3).any(|idx| {
            page.word(idx) == "still" || is_never(page.word(idx)) || page.reads(idx, &["no", "longer"])
        })
    }
}

/// The form of a clause whose subject has no sure end: an effect is asked for as it is, all else is left as it was.
pub(crate) fn without_subject(clause: &Clause<'_, '_>) -> Option<Rewrite> {
    let page = clause.page;
    // Two tenses in it, and either verb may be the one.
    let mixed = (clause.parts.subject.0..clause.end).any(|idx| {
        let word = page.word(idx);
        match clause.tense() {
            Tense::Present => is_past_only(word) || auxiliary(word).is_some_and(|it| it.tense == Tense::Past),
            Tense::Past => auxiliary(word).is_some_and(|it| it.tense == Tense::Present),
        }
    });
    (!mixed).then(|| writes::had_effect(clause).unwrap_or_else(|| clause.unchanged()))
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
        write: writes::that_is_so,
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
        write: writes::went_unnoticed,
    },
    Form {
        name: "it got past them",
        examples: &[
            ("We don't know why tests didn't catch this.", "We don't know how this got past tests."),
            ("Find out why nobody noticed the leak.", "Find out how the leak went unnoticed."),
        ],
        write: writes::got_past,
    },
    Form {
        name: "it is judged",
        examples: &[
            ("They see why these things are a problem.", "They see what makes these things a problem."),
            ("Why the Architecture Is Correct", "What Makes the Architecture Correct"),
            ("Why it's easy to misread", "What makes it easy to misread"),
        ],
        write: writes::is_judged,
    },
    Form {
        name: "what it is for",
        examples: &[
            ("Document why each policy exists.", "Document what each policy is for."),
            ("Explain why this matters.", "Explain how this matters."),
            ("Tell them why we are closing the ticket.", "Tell them what led us to close the ticket."),
        ],
        write: writes::is_for,
    },
    Form {
        name: "it used to be so",
        examples: &[
            ("We asked why the tank used to empty.", "We asked how it is that the tank used to empty."),
            ("Find out why there used to be two.", "Find out how it is that there used to be two."),
        ],
        write: writes::used_to_be_so,
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
        write: writes::was_not_so,
    },
    Form {
        name: "it has become so, it seems so",
        examples: &[
            ("We see why we've run out of disk.", "We see how it is that we've run out of disk."),
            ("Nobody said why Jenkins had stopped.", "Nobody said how it was that Jenkins had stopped."),
            ("Unclear why there seems to be an issue.", "Unclear how it is that there seems to be an issue."),
        ],
        write: writes::has_become_so,
    },
    Form {
        name: "it has an effect",
        examples: &[
            ("Why this limit helps", "How this limit helps"),
            ("We asked why the retry amplified the load.", "We asked how the retry amplified the load."),
        ],
        write: writes::had_effect,
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
        write: writes::happened,
    },
    Form {
        name: "it could",
        examples: &[(
            "We see why one tenant could exhaust the pool.",
            "We see how one tenant could exhaust the pool.",
        )],
        write: writes::could,
    },
    Form {
        name: "it was so",
        examples: &[
            ("We don't know why the cache was cold.", "We don't know how the cache came to be cold."),
            ("We see why there was so much load.", "We see how there came to be so much load."),
            ("Find out why it's slow today.", "Find out how it is that it's slow today."),
            ("Why It Is Growing", "How It Is That It Is Growing"),
        ],
        write: writes::was_so,
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
        write: writes::did,
    },
];
