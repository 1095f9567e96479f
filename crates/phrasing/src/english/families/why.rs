//! The rules `phrasing/why-question` and `phrasing/why-clause`.

use askhow_document::{Finding, Level, Rule};

use super::tell::title;
use askhow_english::{clause::Certainty, page::Page};

use crate::{
    english::why::{Asked, Sort, read},
    family::{Family, Found, always, shortened},
    rewrite,
};

/// Where it is asked.
pub static QUESTION: Rule = Rule {
    id: "phrasing/why-question",
    level: Level::Information,
    summary: "A question that asks for a cause where it could ask for a description",
    about: "A question after a cause tends to end at the first answer, and to look for somebody who has to \
            justify what they did. Asking how lets people tell the work as it was done.",
    questions: &[
        "How did it come about, step by step?",
        "How did it look to the people there at the time?",
        "What is it there for, and who relies on it?",
    ],
    fires: &["Why did the deploy fail?", "Why wasn't the change staged?", "We rolled back. Why?"],
    quiet: &["How did the deploy come to fail?", "Avoid asking \"why\".", "That is why we rolled back."],
};

/// Where it is part of a sentence.
pub static CLAUSE: Rule = Rule {
    id: "phrasing/why-clause",
    level: Level::Information,
    summary: "A clause that looks for a cause where it could look for how something came about",
    about: "Looking for the cause narrows the search to one answer. Looking for how it came about keeps the \
            conditions, the people and the order of things in view.",
    questions: &[
        "How did it come about, step by step?",
        "How did it look to the people there at the time?",
        "What is it there for, and who relies on it?",
    ],
    fires: &["We don't know why the deploy failed.", "Why It Failed"],
    quiet: &["We don't know how the deploy came to fail.", "This is why the pool ran dry."],
};

/// Both.
pub static RULES: &[&Rule] = &[&QUESTION, &CLAUSE];

pub(crate) static FAMILY: Family = Family { rules: RULES, phrases: "why", peek: always, look };

fn look(page: &Page<'_>, hits: &[(usize, usize)], found: &mut Vec<Found>) {
    let mut rest = hits;
    while let Some((first, _)) = rest.first() {
        let (_, end) = page.whole_sentence(*first);
        let here = rest.partition_point(|(from, _)| *from < end);
        let (sentence, later) = rest.split_at_checked(here.max(1)).unwrap_or((rest, &[]));
        rest = later;
        let asked: Vec<Asked> = sentence.iter().filter_map(|(from, _)| read(page, *from)).collect();
        if let Some(finding) = finding(page, &asked, end) {
            found.push(finding);
        }
    }
}

/// One finding for all of a sentence.
fn finding(page: &Page<'_>, asked: &[Asked], end: usize) -> Option<Found> {
    let first = asked.iter().find(|asked| asked.sort != Sort::Reason)?;
    let is_question = asked.iter().any(|asked| asked.sort == Sort::Question);
    let (rule, message) = if is_question {
        (&QUESTION, "“Why” asks for one cause and hides the steps; how did it come about?")
    } else {
        (&CLAUSE, "“Why” looks for one cause and hides the steps; how did it come about?")
    };
    let span = page.span(first.tokens.0, first.tokens.1);
    let mut finding = Finding::new(rule, page.plain.source_span(span), message);
    if asked.iter().all(|asked| asked.over) {
        // The last question is about what stays: a design, a habit.
        finding.questions.pop();
    }
    let offers = if let [only] = asked { only.rewrites.len() } else { 1 };
    for nth in 0..offers {
        let Some(changes) =
            asked.iter().map(|asked| asked.rewrites.get(nth).cloned()).collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        let changes = changes.concat();
        let Some(edits) = rewrite::edits(page, &changes) else { continue };
        let quoted = page.place.quoted || page.is_quoted(first.tokens.0);
        let sure = asked.iter().all(|asked| asked.certainty == Certainty::Sure);
        finding.fixes.push(askhow_document::Fix {
            title: if is_question {
                format!("Ask “{}”", shortened(page, first.tokens.0, end, &edits))
            } else {
                format!("Write “{}”", title(page, first.tokens.0, &changes, &edits))
            },
            preferred: nth == 0,
            safe: nth == 0 && sure && !quoted,
            edits,
            item: None,
        });
    }
    Some(Found::new(finding, "why"))
}

#[cfg(test)]
mod tests {
    use askhow_document::Prose;

    use super::{CLAUSE, QUESTION};
    use crate::{Phrases, Place};

    #[test]
    fn what_happened_is_not_asked_what_it_is_for() {
        let phrases = Phrases::new(Vec::new());
        let questions = |text: &str| {
            let hits = phrases.check(&Prose::of_plain(text), Place::default());
            hits.first().map_or(0, |hit| hit.finding.questions.len())
        };
        let all = QUESTION.questions.len();
        assert_eq!(all, CLAUSE.questions.len());
        for past in ["Why did the deploy fail?", "Ask why it wasn't caught.", "Why hadn’t anybody looked?"]
        {
            assert_eq!(questions(past), all - 1, "{past}");
        }
        for other in
            ["Why does the job run?", "Explain why we use it.", "Why was it so, and is it still?", "Why?"]
        {
            assert_eq!(questions(other), all, "{other}");
        }
    }
}
