//! `phrasing/no-change`: nothing changed, as far as anybody looked.

use askhow_document::{Level, Rule};

use super::tell::{each, report, sentence};
use askhow_english::{lexicon::is_determiner, verb::is_participle};

use crate::family::{Family, always};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/no-change",
    level: Level::Information,
    summary: "Talk of change that leaves out what was looked at",
    about: "Something always changes: traffic, data, dependencies, the time of day, who is on call. Telling what \
            was looked at, and how, leaves the rest open for others to find.",
    questions: &["How do you know that nothing changed: traffic, data, dependencies, time, people?"],
    fires: &["No changes were made that day.", "Nothing changed on our side.", "It failed out of nowhere."],
    quiet: &["We changed the limit.", "No change request was open.", "The change was made on Friday."],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "no-change",
    peek: always,
    look: |page, hits, found| {
        each(page, hits, found, |page, hit| {
            // `Something changed that made the load fatal`: the change is told.
            let told = page.word(hit.0) == "something" && matches!(page.word(hit.1), "that" | "which" | "in");
            // `Nothing changed after the restart`: it had no effect.
            let effect =
                page.word(hit.0) == "nothing" && matches!(page.word(hit.1), "after" | "when" | "until");
            // `Nothing changed hands`, `nothing changed the outcome`
            let object = page.word(hit.0) == "nothing"
                && page.word(hit.1 - 1) == "changed"
                && (is_determiner(page.word(hit.1)) || page.word(hit.1) == "hands");
            // `for no reason shown in the log`
            let known = page.word(hit.1 - 1) == "reason" && is_participle(page.word(hit.1));
            if told || effect || object || known || page.is_question(hit.0) {
                return None;
            }
            let message = "leaves out what always changes; what was looked at: traffic, data, dependencies?";
            // That it failed is not in doubt, where it came from is.
            let failed = matches!(page.word(hit.0), "out" | "for");
            let asks = if failed { "How did things look before this" } else { "How do we know this" };
            let question = format!("{asks}, and what was looked at: “{}”?", sentence(page, hit.0));
            Some(report(page, &RULE, hit, message).open_question(question))
        });
    },
};
