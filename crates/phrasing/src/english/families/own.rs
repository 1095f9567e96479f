//! `phrasing/own`: what a team has asked to be told about.

use std::borrow::Cow;

use askhow_document::{Level, Rule};

use super::tell::{Tokens, like, report};
use askhow_english::page::Page;

use crate::{OwnPhrase, family::Found, rewrite::Change};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/own",
    level: Level::Information,
    summary: "A phrase that the team's settings name",
    about: "The settings of this team name the phrase, say something about it and ask their own questions.",
    questions: &["How would somebody who was there tell it?"],
    fires: &[],
    quiet: &["A sentence without any phrase of the team."],
};

/// A finding for one of a team's own phrases.
pub(crate) fn found(page: &Page<'_>, hit: Tokens, phrase: &OwnPhrase) -> Found {
    let mut found = report(
        page,
        &RULE,
        hit,
        "is named by the team's settings; how would somebody who was there tell it?",
    );
    if !phrase.message.trim().is_empty() {
        found.finding.message = Cow::Owned(phrase.message.clone());
    }
    if !phrase.questions.is_empty() {
        found.finding.questions =
            phrase.questions.iter().map(|question| Cow::Owned(question.clone())).collect();
    }
    match &phrase.replace {
        Some(words) => {
            found.rewrite(page, hit.0, &[Change::Over(hit.0, hit.1, like(page, hit.0, words))], false)
        }
        None => found,
    }
}
