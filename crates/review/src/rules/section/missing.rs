//! `section/missing`: sections that are there under none of their names.

use askhow_document::{Finding, Level, Rule};

use super::place::{WHOLE, add, is_filed, title_span};
use crate::findings::Want;
use crate::outline::Part;
use crate::review::Review;
use crate::rules::listed;
use crate::section::Section;

/// A section that is there under none of its names.
pub static RULE: Rule = Rule {
    id: "section/missing",
    level: Level::Information,
    summary: "Sections that are there under none of their names",
    about: "Each of the nine sections asks something that the others do not, and an empty place is an \
            invitation to ask it. Sections under other names count. Add those that help here, or turn the \
            rule off.",
    questions: &["What would somebody who was not there look for next?", "Who could tell that part?"],
    fires: &[
        "# Checkout was slow\n\n## Mitigators\n\n- The desk told shops.\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
    ],
    quiet: &[WHOLE],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    if is_filed(review) || !review.progress().is_under_way() || review.is_early() {
        return;
    }
    for incident in review.outline.scopes() {
        of_incident(review, incident, want, found);
    }
}

/// What one incident has not; where the file tells one, the review.
fn of_incident(review: &Review, incident: Option<&Part>, want: Want, found: &mut Vec<Finding>) {
    let all = missing_in(review, incident);
    // Mitigators have a rule of their own.
    let missing: Vec<Section> = all.iter().copied().filter(|it| *it != Section::Mitigators).collect();
    if missing.is_empty() {
        return;
    }
    let span = incident.map_or_else(|| title_span(review), |part| part.content);
    let mut finding = Finding::new(&RULE, span, missing_message(&missing));
    if want == Want::Fixes {
        if all.len() > 1 {
            finding.fixes.push(add(
                review,
                incident,
                "Add all missing sections, each in its place".to_owned(),
                &all,
                true,
            ));
        }
        for section in &missing {
            let name = review.surroundings.rules.sections.name(*section);
            let title = format!("Add the section “{name}”");
            finding.fixes.push(add(review, incident, title, &[*section], all.len() == 1));
        }
    }
    found.push(finding);
}

/// The sections that are there under none of their names, in canonical order; none that a heading may be.
pub fn missing_sections(review: &Review) -> Vec<Section> {
    missing_in(review, None)
}

fn missing_in(review: &Review, incident: Option<&Part>) -> Vec<Section> {
    Section::NINE.into_iter().filter(|section| !review.may_tell_in(incident, *section)).collect()
}

/// Names the sections that are missing, in the order given.
fn missing_message<N: AsRef<str>>(sections: &[N]) -> String {
    let names: Vec<String> = sections.iter().map(|name| format!("“{}”", name.as_ref())).collect();
    match names.as_slice() {
        [only] => format!("{only} is not here yet, under any of its names."),
        _ => {
            let n = names.len();
            format!("{n} sections are not here yet, under any name: {}.", listed(&names, "and"))
        }
    }
}

impl AsRef<str> for Section {
    fn as_ref(&self) -> &str {
        self.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_what_is_missing() {
        assert_eq!(
            missing_message(&[Section::Risks, Section::Artifacts, Section::References]),
            "3 sections are not here yet, under any name: “Risks”, “Artifacts” and “References”."
        );
        assert_eq!(
            missing_message(&["Action Items"]),
            "“Action Items” is not here yet, under any of its names."
        );
    }
}
