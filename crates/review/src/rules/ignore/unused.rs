//! `ignore/unused`: a comment that silences nothing.

use std::collections::HashSet;

use askhow_document::{Finding, Fix, Level, Rule, Span};

use crate::fix;
use crate::ignore::pattern_matches;
use crate::review::Review;
use crate::rules::rules;
use crate::silence::{Silence, Silences};

/// A comment that silences nothing.
pub static RULE: Rule = Rule {
    id: "ignore/unused",
    level: Level::Hint,
    summary: "A comment that turns rules off where none of them would speak, or names a rule that is none",
    about: "Comments that silence nothing stay behind when a text changes, and hide the next finding there. \
            Remove it, or mend the name of the rule.",
    questions: &["What was it there for, and is that still so?"],
    fires: &["# Outage\n\n<!-- askhow-ignore-next phrasing/nines -->\nThe cache was full.\n"],
    quiet: &["# Outage\n\n<!-- askhow-ignore-next phrasing/nines -->\nWe promise 99.99% availability.\n"],
};

/// So much text, in bytes, is read again for the comments that are taken out at once; those behind wait for the next
/// time.
const MOST_READ: usize = 32 << 10;

/// What is said of the comments that silence nothing or name a rule that is none, those within `window` alone; `used`
/// are the places of those that silence something. It comes last, for it asks what all others have found. Those that
/// are `to_mend` get their fixes.
pub(crate) fn check(
    review: &Review,
    silences: &Silences,
    used: &HashSet<usize>,
    window: Option<Span>,
    to_mend: impl Fn(Span) -> bool,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut left = MOST_READ;
    let mut remove = |comment: Span, end: Option<Span>| {
        to_mend(comment).then(|| remove(review, comment, end, &mut left)).flatten()
    };
    let is_inside =
        |span: Span| window.is_none_or(|window| window.start <= span.start && span.end <= window.end);
    let known = rules();
    let all = silences.silences.iter().enumerate();
    for (index, silence) in all.filter(|(_, silence)| is_inside(silence.covers)) {
        let mut finding = match unknown(silence, &known) {
            Some((span, name)) => {
                found.push(Finding::new(&RULE, span, unknown_message(name)));
                continue;
            }
            None if used.contains(&index) => continue,
            None => Finding::new(&RULE, silence.span, "This comment silences nothing that is found now."),
        };
        // What ends this one alone goes with it.
        let end = silence.ended_by.and_then(|index| silences.ends.get(index));
        let end = end.filter(|(_, n_ended)| *n_ended == 1).map(|(end, _)| *end);
        finding.fixes.extend(remove(silence.span, end));
        found.push(finding);
    }
    for (span, _) in silences.ends.iter().filter(|(span, n_ended)| *n_ended == 0 && is_inside(*span)) {
        let message = "This comment ends nothing: no `askhow-disable` of the same rules stands above it.";
        let mut finding = Finding::new(&RULE, *span, message);
        finding.fixes.extend(remove(*span, None));
        found.push(finding);
    }
    found
}

/// The first name in a comment that is none of a rule, and where it stands in the document.
fn unknown<'s>(silence: &'s Silence, known: &[&Rule]) -> Option<(Span, &'s str)> {
    let start = silence.span.start - silence.directive.span.start;
    let is_unknown = |name: &str| !known.iter().any(|rule| pattern_matches(name, rule));
    let (span, name) = silence.directive.rules.iter().find(|(_, name)| is_unknown(name))?;
    Some((span.shift(start), name))
}

fn unknown_message(name: &str) -> String {
    format!("No rule is called `{name}`, so this part of the comment silences nothing.")
}

/// *Remove the comment*, with the one that ends it; nothing where something else would be read as another thing then.
fn remove(review: &Review, comment: Span, end: Option<Span>, left: &mut usize) -> Option<Fix> {
    let title =
        if end.is_some() { "Remove the comment and the one that ends it" } else { "Remove the comment" };
    let comments: Vec<Span> = [Some(comment), end].into_iter().flatten().collect();
    let edits = fix::without_comments(review, &comments, left)?;
    Some(Fix { title: title.to_owned(), preferred: true, safe: true, edits, item: None })
}
