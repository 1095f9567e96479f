//! `phrasing/prevention`: a promise that it cannot come back.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each_sentence, report};
use askhow_english::{
    class::{Class, is, words_of},
    denial::is_denied,
    lexicon::is_function_word,
    page::Page,
    people::subject_head,
    verb::{auxiliary, plain_of_past},
};

use crate::family::{Family, Found};
use crate::words::Words;

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
        "Steps to ensure that such an incident never occurs again.",
        "This will help prevent similar vulnerabilities in the future.",
    ],
    quiet: &[
        "It could happen again tomorrow.",
        "It may occur again at night.",
        "The limit prevents large uploads.",
        "How would we notice if it happened again?",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "prevention",
    peek,
    look: |page, hits, found| each_sentence(page, hits, found, judge),
};

/// `happen` is frequent, and promises something behind one who makes sure.
fn peek(before: &str, hit: &str, _: &str) -> bool {
    !matches!(hit.len(), 6 | 7)
        || before.contains("see to it")
        || words_of(Words::Assures).iter().any(|word| before.contains(word))
}

const MESSAGE: &str =
    "looks for the same one, and the next will be different; how will people notice it and recover?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let fits = match page.word(from) {
        "happening" => {
            let (start, _) = page.sentence(from);
            (start.max(from.saturating_sub(4))..from).any(|idx| is(page.word(idx), Words::KeptFrom))
        }
        word if word.starts_with("happen") && to == from + 1 => is_made_sure(page, from),
        word if word.starts_with("happen") || word.starts_with("occur") => {
            (is_denied(page, from, 5) && !is(page.before(from), Words::MightHave)
                || matches!(page.word(from.saturating_sub(1)), "cannot" | "can't" | "won't"))
                && is_said_of_trouble(page, from)
        }
        // `The pod never again became ready`: told, and no promise.
        "never" => plain_of_past(page.word(to)).is_none(),
        // `to prevent such bursts`: what a limit is for.
        "prevent" | "preventing" if !matches!(page.word(to - 1), "recurrence" | "reoccurrence") => {
            let (_, end) = page.sentence(from);
            (from + 1..end.min(to + 4)).any(|idx| is_trouble(page.word(idx)))
        }
        _ => true,
    };
    (fits && !page.is_question(from)).then(|| report(page, &RULE, (from, to), MESSAGE))
}

fn is_trouble(word: &str) -> bool {
    is(word, Class::Trouble) || is(word, Words::NextOne)
}

/// `ensures that this can't happen to another tenant`: this one, and not a state that the writer names.
fn is_made_sure(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let assured = (start.max(from.saturating_sub(10))..from).rev().find(|idx| {
        let word = page.word(*idx);
        word.starts_with("ensur")
            || word.starts_with("guarant")
            || matches!(word, "sure" | "certain")
            || page.reads(idx.saturating_sub(2), "see to it")
    });
    let Some(assured) = assured else { return false };
    let subject = assured + 1 + usize::from(page.word(assured + 1) == "that");
    let this = is(page.word(subject), Words::ThatComes);
    this && is_denied(page, from, 4) | (page.word(subject) == "nothing")
}

/// `The sync will not happen again until May` is said of something that may as well happen.
fn is_said_of_trouble(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let finite = (start..from).rev().find(|idx| auxiliary(page.word(*idx)).is_some()).unwrap_or(from);
    let Some(head) = subject_head(page, finite) else { return true };
    let word = page.word(head);
    // `nothing like it`, `an outage of this size`
    let named = (start.max(head.saturating_sub(6))..head)
        .any(|idx| is_trouble(page.word(idx)) || matches!(page.word(idx), "nothing" | "anything"));
    named || is_trouble(word) || is_function_word(word) || page.get(head).is_none_or(|it| !it.is_word())
}
