//! The forms of *why*, and what is said in their place: one list for questions and for clauses.
//!
//! A form fits where all conditions of one of its rows hold; the first form that fits, and that can be said, is the
//! preferred one. How it is said, with inversion, casing and agreement, is for `realise.rs` to know.

use super::realise::Say;
use super::sentence::Is::{self, *};

/// A form of sentence. `examples` are tests, and how the form is best read.
#[cfg_attr(not(test), expect(dead_code, reason = "names and examples are for readers and tests"))]
pub(crate) struct Form {
    pub name: &'static str,
    /// It fits where all conditions of one of these hold.
    pub when: &'static [&'static [Is]],
    pub say: Say,
    /// As written, and as rewritten by this form; questions first.
    pub examples: &'static [(&'static str, &'static str)],
}

/// The forms, in the order in which they are tried.
pub(crate) static FORMS: &[Form] = &[
    Form {
        name: "that is so",
        when: &[&[Told, Be, Apart, Affirmed, ThatAlone]],
        say: Say::ThatCameToBe,
        examples: &[
            ("We want to understand why that is.", "We want to understand how that came to be."),
            ("Find out why this is the case.", "Find out how this came to be."),
            ("Nobody knows why it is so.", "Nobody knows how it came to be."),
        ],
    },
    Form {
        name: "it went unnoticed",
        when: &[&[Be, Past, Apart, Not, Noticed]],
        say: Say::WentUnnoticed,
        examples: &[
            ("Why wasn't this caught before staging?", "How did this go unnoticed before staging?"),
            ("Why was this not noticed sooner?", "How did this go unnoticed for so long?"),
            (
                "Why wasn't this detected during the rollout?",
                "How did this go undetected during the rollout?",
            ),
            ("Why wasn't this caught by the canary?", "How did this get past the canary?"),
            ("Why Wasn't This Caught Earlier?", "How Did This Go Unnoticed for So Long?"),
            (
                "It is unclear why the drift wasn't noticed in advance.",
                "It is unclear how the drift went unnoticed in advance.",
            ),
            ("Why It Wasn't Caught", "How It Went Unnoticed"),
            ("Find out why this was not caught by the canary.", "Find out how this got past the canary."),
            ("Ask why it wasn't spotted sooner.", "Ask how it went unnoticed for so long."),
        ],
    },
    Form {
        name: "it got past them",
        when: &[&[Do, Past, Not, Notices], &[Do, Past, Nobody, Notices]],
        say: Say::GotPast,
        examples: &[
            ("Why didn't tests catch this?", "How did this get past tests?"),
            ("Why did nobody notice the leak?", "How did the leak go unnoticed?"),
            (
                "Why did the linter not catch it before the merge?",
                "How did it get past the linter before the merge?",
            ),
            ("Why didn't we notice the drift sooner?", "How did the drift go unnoticed for so long?"),
            ("We don't know why tests didn't catch this.", "We don't know how this got past tests."),
            ("Find out why nobody noticed the leak.", "Find out how the leak went unnoticed."),
        ],
    },
    Form {
        name: "it is judged",
        when: &[&[Be, Affirmed, Judged, Once]],
        say: Say::WhatMade,
        examples: &[
            ("Why was this hard to detect?", "What made this hard to detect?"),
            ("Why is the new path safer?", "What makes the new path safer?"),
            ("Why were these alerts important?", "What made these alerts important?"),
            ("They see why these things are a problem.", "They see what makes these things a problem."),
            ("Why the Architecture Is Correct", "What Makes the Architecture Correct"),
            ("Why it's easy to misread", "What makes it easy to misread"),
        ],
    },
    Form {
        name: "what it is for",
        when: &[&[Told, Affirmed, Grounds]],
        say: Say::WhatFor,
        examples: &[
            ("Document why each policy exists.", "Document what each policy is for."),
            ("Explain why this matters.", "Explain how this matters."),
            ("Tell them why we are closing the ticket.", "Tell them what led us to close the ticket."),
        ],
    },
    Form {
        name: "it used to be so",
        when: &[&[Do, Past, Affirmed, UsedTo], &[Told, UsedTo]],
        say: Say::HowIsIt,
        examples: &[
            ("Why did the tank use to empty?", "How is it that the tank used to empty?"),
            ("We asked why the tank used to empty.", "We asked how it is that the tank used to empty."),
            ("Find out why there used to be two.", "Find out how it is that there used to be two."),
        ],
    },
    Form {
        name: "nobody did it",
        when: &[&[Asked, Do, Nobody]],
        say: Say::NobodyCameTo,
        examples: &[
            ("Why did nobody page us?", "How is it that nobody came to page us?"),
            ("Why did none of the alerts fire?", "How is it that none of the alerts came to fire?"),
            ("Why does no one own this service?", "How is it that no one owns this service?"),
        ],
    },
    Form {
        name: "it was not so",
        when: &[
            &[Denied],
            &[Told, Lasting],
            &[Asked, Be, Past, Odd],
            &[Asked, Do, Still],
            &[Asked, Do, ToNobody],
            &[Told, Past, ToNobody],
        ],
        say: Say::HowCameAbout,
        examples: &[
            (
                "Why didn't the alert for the EU region fire?",
                "How did it come about that the alert for the EU region didn't fire?",
            ),
            ("Why wasn't the change staged?", "How did it come about that the change wasn't staged?"),
            ("Why was no review requested?", "How did it come about that no review was requested?"),
            ("Why was there no alert?", "How did it come about that there was no alert?"),
            ("Why do we still rely on it?", "How is it that we still rely on it?"),
            ("Why did the deploy page nobody?", "How did it come about that the deploy paged nobody?"),
            ("Why don't we have a runbook?", "How is it that we don't have a runbook?"),
            (
                "Why does the plan not include downloads?",
                "How is it that the plan does not include downloads?",
            ),
            ("Why can't we see this?", "How is it that we can't see this?"),
            ("Why couldn't the on-call log in?", "How was it that the on-call couldn't log in?"),
            ("Why had nobody noticed?", "How was it that nobody had noticed?"),
            ("Why haven't we seen this before?", "How is it that we haven't seen this before?"),
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
    },
    Form {
        name: "people had chosen it",
        when: &[&[Have, Past, Apart, Affirmed, People]],
        say: Say::HadComeTo,
        examples: &[
            ("Why had they muted the alert?", "How had they come to mute the alert?"),
            ("She said why she had picked that pool.", "She said how she had come to pick that pool."),
        ],
    },
    Form {
        name: "it has become so, it seems so",
        when: &[&[Have, Affirmed], &[Affirmed, Standing]],
        say: Say::HowIsIt,
        examples: &[
            ("Why has latency doubled?", "How is it that latency has doubled?"),
            ("Why have the backups been failing?", "How is it that the backups have been failing?"),
            ("Why do I see two tokens?", "How is it that I see two tokens?"),
            (
                "Why does the link need to be built by hand?",
                "How is it that the link needs to be built by hand?",
            ),
            ("We see why we've run out of disk.", "We see how it is that we've run out of disk."),
            ("Nobody said why Jenkins had stopped.", "Nobody said how it was that Jenkins had stopped."),
            ("Unclear why there seems to be an issue.", "Unclear how it is that there seems to be an issue."),
        ],
    },
    Form {
        name: "people use it",
        when: &[&[Asked, Do, Present, Affirmed, Relied, People]],
        say: Say::CameTo,
        examples: &[("Why do we use Kafka?", "How did we come to use Kafka?")],
    },
    Form {
        name: "it has an effect",
        when: &[&[Do, Affirmed, Lifeless, Effect]],
        say: Say::How,
        examples: &[
            ("Why does the delay matter?", "How does the delay matter?"),
            ("Why does restarting help?", "How does restarting help?"),
            ("Why did a retry amplify the load?", "How did a retry amplify the load?"),
            ("Why does this make it worse?", "How does this make it worse?"),
            ("Why this limit helps", "How this limit helps"),
            ("We asked why the retry amplified the load.", "We asked how the retry amplified the load."),
        ],
    },
    Form {
        name: "it happened",
        when: &[&[Do, Affirmed, ComesAbout], &[Told, Affirmed, Event], &[Do, Past, Affirmed, Begins]],
        say: Say::How,
        examples: &[
            ("Why did this happen?", "How did this happen?"),
            ("Why did the outage begin?", "How did the outage begin?"),
            ("Why did it get merged?", "How did it get merged?"),
            ("Why did the bug make it into production?", "How did the bug make it into production?"),
            ("Why did the change pass tests?", "How did the change pass tests?"),
            ("We want to understand why this occurred.", "We want to understand how this occurred."),
            ("We ask why it got created.", "We ask how it got created."),
            ("Why the site went down", "How the site went down"),
            ("**Why it was ruled out:** no traffic", "**How it was ruled out:** no traffic"),
            ("Why It Failed", "How It Failed"),
        ],
    },
    Form {
        name: "it could",
        when: &[&[Able, Affirmed]],
        say: Say::WasPossible,
        examples: &[
            (
                "Why could one tenant exhaust the pool?",
                "How was it possible for one tenant to exhaust the pool?",
            ),
            ("Why can they do that?", "How is it possible for them to do that?"),
            (
                "We see why one tenant could exhaust the pool.",
                "We see how one tenant could exhaust the pool.",
            ),
        ],
    },
    Form {
        name: "it was so",
        when: &[&[Be, Affirmed]],
        say: Say::CameToBe,
        examples: &[
            ("Why was the cache cold?", "How did the cache come to be cold?"),
            ("Why were these hosts drained by hand?", "How did these hosts come to be drained by hand?"),
            ("Why was there so much load?", "How did there come to be so much load?"),
            ("Why is the limit 100?", "How did the limit come to be 100?"),
            ("Why is the queue growing?", "How is it that the queue is growing?"),
            ("Why is this happening?", "How is this happening?"),
            ("Why was it possible to drop the table?", "How was it possible to drop the table?"),
            ("We don't know why the cache was cold.", "We don't know how the cache came to be cold."),
            ("We see why there was so much load.", "We see how there came to be so much load."),
            ("Find out why it's slow today.", "Find out how it is that it's slow today."),
            ("Why It Is Growing", "How It Is That It Is Growing"),
        ],
    },
    Form {
        name: "it is a habit",
        when: &[
            &[Asked, Do, Present, Affirmed, Thing],
            &[Inside, Do, Present, Affirmed, People],
            &[Told, Do, Present, Affirmed, Begins],
            &[Told, Do, Affirmed, Keeps],
            &[Told, Do, Present, Affirmed, Often],
        ],
        say: Say::HowIsIt,
        examples: &[
            ("We see why the pod keeps restarting.", "We see how it is that the pod keeps restarting."),
            ("Find out why the broker dies randomly.", "Find out how it is that the broker dies randomly."),
            ("Nobody knew why jobs kept failing.", "Nobody knew how it was that jobs kept failing."),
            ("It says why we page them.", "It says how it is that we page them."),
            ("Why does the job run at midnight?", "How is it that the job runs at midnight?"),
            ("Why do tests fail to compile?", "How is it that tests fail to compile?"),
        ],
    },
    Form {
        name: "people do it",
        when: &[&[Asked, Do, Present, Affirmed, People]],
        say: Say::CameTo,
        examples: &[(
            "Why do they restart the broker by hand?",
            "How did they come to restart the broker by hand?",
        )],
    },
    Form {
        name: "it did",
        when: &[&[Do, Affirmed], &[Would, Affirmed]],
        say: Say::ComeTo,
        examples: &[
            ("Why did the deploy fail at 16:40?", "How did the deploy come to fail at 16:40?"),
            ("Why exactly did nginx suddenly fail?", "How exactly did nginx suddenly come to fail?"),
            (
                "Why would a validation error restart the pod?",
                "How would a validation error come to restart the pod?",
            ),
            ("WHY DID THE DEPLOY FAIL?", "HOW DID THE DEPLOY COME TO FAIL?"),
            ("We don't know why the deploy failed.", "We don't know how the deploy came to fail."),
            ("We see why the job runs at midnight.", "We see how the job comes to run at midnight."),
            (
                "Ask why a reasonable person may have taken the action.",
                "Ask how a reasonable person may have come to take the action.",
            ),
            ("Ask why it would restart the pod.", "Ask how it would come to restart the pod."),
            ("Why It Took So Long to Find", "How It Came to Take So Long to Find"),
        ],
    },
    Form {
        name: "it must",
        when: &[&[Asked, Bound]],
        say: Say::HowIsIt,
        examples: &[(
            "Why must the job run before midnight?",
            "How is it that the job must run before midnight?",
        )],
    },
];

/// What else can be asked of a question; each of these is offered behind the preferred one.
pub(crate) static FURTHER: &[Form] = &[
    Form {
        name: "it made sense",
        when: &[&[Do, Past, Affirmed, People]],
        say: Say::MadeSense,
        examples: &[
            ("Why did Alice restart the primary?", "How did it make sense to Alice to restart the primary?"),
            ("Why did we roll back?", "How did it make sense to us to roll back?"),
        ],
    },
    Form {
        name: "what took so long",
        when: &[&[Do, Past, Affirmed]],
        say: Say::WentOnMeanwhile,
        examples: &[(
            "Why did it take 40 minutes to detect?",
            "What was going on in the 40 minutes it took to detect?",
        )],
    },
    Form {
        name: "what it is used for",
        when: &[&[Do, Present, Relied, People]],
        say: Say::WhatUsedFor,
        examples: &[("Why do we use Kafka?", "What do we use Kafka for?")],
    },
    Form {
        name: "it came to be a habit",
        when: &[&[Do, Present, Affirmed, Thing]],
        say: Say::ComeToAsHabit,
        examples: &[("Why does the job run at midnight?", "How does the job come to run at midnight?")],
    },
    Form {
        name: "what was happening",
        when: &[&[Do, Past, Affirmed]],
        say: Say::WasHappening,
        examples: &[
            ("Why did the deploy fail at 16:40?", "What was happening when the deploy failed at 16:40?"),
            ("Why did the replica stop?", "What was happening when the replica stopped?"),
        ],
    },
];
