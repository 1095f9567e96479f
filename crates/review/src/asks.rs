//! What is asked in this team: its own questions (`[prompts]` and `[sections]` of the settings) before those of
//! the catalogue.

use std::borrow::Cow;

use askhow_document::Finding;
use askhow_english::Kind;

use crate::beside::Beside;
use crate::form::Field;
use crate::prompts::{self, Condition, Ground};
use crate::review::Rules;
use crate::section::Section;

impl Rules {
    /// What a section asks as a whole, the team's own questions first.
    pub fn about_section(&self, section: Section) -> Vec<Cow<'static, str>> {
        self.about_section_at(section, &Ground::of([Condition::Several]))
    }

    /// The same at a place of it: one of its items, or a heading with several below it.
    pub fn about_section_at(&self, section: Section, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
        let own = owned(self.sections.own_questions(section).to_vec());
        without_doubles(own.chain(section.questions_at(ground)))
    }

    /// What a section that stands beside the nine asks there, the team's own questions under its name first.
    pub fn about_beside_at(&self, beside: Beside, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
        without_doubles(owned(self.settings.own_questions(beside.name())).chain(beside.questions_at(ground)))
    }

    /// What a field of the form asks, the team's own questions first; none for fields that ask nothing.
    pub fn about_field(&self, field: Field) -> Vec<Cow<'static, str>> {
        let built_in = field.questions().into_iter().map(Cow::Borrowed);
        without_doubles(owned(self.settings.own_questions(field.name())).chain(built_in))
    }

    /// What an entry of a timeline asks, with names and times filled in as far as they are known.
    pub fn about_entry(&self, kind: Option<Kind>, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
        let own = kind.map(|kind| self.settings.own_questions(kind.name())).unwrap_or_default().into_iter();
        let own = own.filter_map(|question| Some(Cow::Owned(ground.fill(&question)?.into_owned())));
        without_doubles(own.chain(prompts::about_entry(kind, ground)))
    }

    /// Puts the team's own questions about a rule before those that its finding asks.
    pub(crate) fn ask_about(&self, finding: &mut Finding) {
        let own = self.settings.own_questions(finding.rule.id);
        if !own.is_empty() {
            let asked = std::mem::take(&mut finding.questions);
            finding.questions = without_doubles(owned(own).chain(asked));
        }
    }
}

fn owned(questions: Vec<String>) -> impl Iterator<Item = Cow<'static, str>> {
    questions.into_iter().map(Cow::Owned)
}

fn without_doubles(questions: impl Iterator<Item = Cow<'static, str>>) -> Vec<Cow<'static, str>> {
    let mut asked: Vec<Cow<'static, str>> = Vec::new();
    for question in questions {
        if !asked.contains(&question) {
            asked.push(question);
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Settings;

    fn rules(prompts: &[(&str, &str)]) -> Rules {
        let mut settings = Settings::default();
        for (key, question) in prompts {
            settings.prompts.entry((*key).to_owned()).or_default().push((*question).to_owned());
        }
        Rules::new(Arc::new(settings))
    }

    #[test]
    fn a_team_asks_its_own_questions_first_and_none_twice() {
        let known = Section::Risks.questions()[1];
        let rules = rules(&[("Risks", "How would night shift notice?"), ("risks", known)]);
        let asked = rules.about_section(Section::Risks);
        assert_eq!(asked[0], "How would night shift notice?");
        assert_eq!(asked.iter().filter(|question| *question == known).count(), 1);
        assert_eq!(asked.len(), Section::Risks.questions().len() + 1);
    }

    #[test]
    fn names_and_times_are_filled_into_a_teams_own_questions() {
        let rules = rules(&[("action", "Who else was there with {actor} at {time}?")]);
        let known = Ground::of([Condition::Chosen]).with("time", Some("16:40"));
        let asked = rules.about_entry(Some(Kind::Action), &known.clone().with("actor", Some("Ana")));
        assert_eq!(asked[0], "Who else was there with Ana at 16:40?");
        // Where the name is not known, the question is left out.
        assert_eq!(rules.about_entry(Some(Kind::Action), &known).len(), 2);
    }
}
