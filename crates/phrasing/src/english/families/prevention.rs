//! `phrasing/prevention`: a promise that it cannot come back.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each_sentence, report};
use askhow_english::{page::Page, people::is_denied};

use crate::family::{Family, Found, always};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/prevention",
    level: Level::Information,
    summary: "A promise that it cannot come back",
    about: "The next incident will differ from this one. What helps then is that people notice early and recover \
            well, and a barrier against the last one may get in their way.",
    questions: &[
        "How will people notice and recover next time?",
        "What everyday work would this get in the way of?",
    ],
    fires: &[
        "This will never happen again.",
        "We want to prevent a recurrence.",
        "To keep it from happening again, we added a check.",
        "Prevent similar incidents.",
    ],
    quiet: &[
        "It could happen again tomorrow.",
        "The limit prevents large uploads.",
        "How would we notice if it happened again?",
    ],
};

pub(crate) static FAMILY: Family = Family {
    phrases: &[
        "happen again",
        "happens again",
        "happening again",
        "prevent a recurrence",
        "prevent recurrence",
        "prevent any recurrence",
        "prevent the recurrence",
        "preventing a recurrence",
        "preventing recurrence",
        "prevent reoccurrence",
        "prevents recurrence",
        "from recurring",
        "prevent similar",
        "preventing similar",
        "prevent such",
        "preventing such",
        "prevent this kind of",
        "prevent these kinds of",
        "prevent this type of",
        "prevent this class of",
        "prevent future incidents",
        "prevent future outages",
        "prevent future occurrences",
        "never again",
        "ensure this can't happen",
        "ensure this cannot happen",
        "make sure this can't happen",
        "make sure this cannot happen",
        "ensure it can't happen",
    ],
    peek: always,
    look: |page, hits, found| each_sentence(page, hits, found, judge),
};

const MESSAGE: &str = "The next one will be different; how will people notice it and recover?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        "happen" | "happens" => {
            is_denied(page, from, 5)
                && !matches!(page.before(from), "could" | "can" | "may" | "might" | "would")
                || matches!(page.word(from.saturating_sub(1)), "cannot" | "can't" | "won't")
        }
        "happening" => {
            let (start, _) = page.sentence(from);
            (start.max(from.saturating_sub(4))..from)
                .any(|idx| matches!(page.word(idx), "from" | "avoid" | "prevent" | "stop" | "of"))
        }
        _ => true,
    };
    (fits && !page.is_question(from)).then(|| report(page, &RULE, (from, to), MESSAGE))
}
