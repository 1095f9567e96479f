//! The sections of a review: in which order they come, what each is for and what it asks.
//!
//! Which heading names which section is the business of [`crate::names`]; where a section stands in a text
//! is that of the outline.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::ask::{Ask, Condition, Ground, choose, read_ask, without_conditions};
use crate::catalogue;

/// The text of the catalogue: sections, their questions and their names.
pub(crate) const CATALOGUE: &str = include_str!("../data/sections.txt");

/// A section of a review. They compare in canonical order: `Risks` comes before `Timeline`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What it looked like; stands before the nine.
    Description,
    /// What made it possible.
    Contributors,
    /// What kept it from being worse.
    Mitigators,
    /// What is still there tomorrow.
    Risks,
    /// What made it hard from where people sat.
    Difficulties,
    /// Changes that are to be made.
    FollowUp,
    /// What people looked at.
    Artifacts,
    /// What people saw, thought and did.
    Timeline,
    /// Other stories.
    References,
    /// What the review could not answer.
    OpenQuestions,
}

impl Section {
    /// The nine, in canonical order.
    pub const NINE: [Section; 9] = [
        Section::Contributors,
        Section::Mitigators,
        Section::Risks,
        Section::Difficulties,
        Section::FollowUp,
        Section::Artifacts,
        Section::Timeline,
        Section::References,
        Section::OpenQuestions,
    ];

    /// Description and the nine, in canonical order.
    pub const ALL: [Section; 10] = [
        Section::Description,
        Section::Contributors,
        Section::Mitigators,
        Section::Risks,
        Section::Difficulties,
        Section::FollowUp,
        Section::Artifacts,
        Section::Timeline,
        Section::References,
        Section::OpenQuestions,
    ];

    /// The canonical name: `Contributors & Enablers`.
    pub fn name(self) -> &'static str {
        match self {
            Section::Description => "Description",
            Section::Contributors => "Contributors & Enablers",
            Section::Mitigators => "Mitigators",
            Section::Risks => "Risks",
            Section::Difficulties => "Difficulties in Handling",
            Section::FollowUp => "Follow-up Items",
            Section::Artifacts => "Artifacts",
            Section::Timeline => "Timeline",
            Section::References => "References",
            Section::OpenQuestions => "Open Questions",
        }
    }

    /// The section of that canonical name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name().eq_ignore_ascii_case(name.trim()))
    }

    /// What it is for, in half a sentence: `what kept it from being worse`.
    pub fn purpose(self) -> &'static str {
        self.asks().purpose
    }

    /// What it asks as a whole, the best first: two to four questions.
    pub fn questions(self) -> &'static [&'static str] {
        &self.asks().of_all
    }

    /// What it asks at a place of which `ground` is known: of one of its items, or of several.
    pub fn questions_at(self, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
        choose(&self.asks().questions, ground)
    }

    #[cfg(test)]
    pub(crate) fn every_question(self) -> impl Iterator<Item = &'static str> {
        self.asks().questions.iter().map(|ask| ask.text).chain(self.asks().begin)
    }

    /// What is asked first where nothing stands in it yet, and `ground` is known of its review: of something that is not
    /// told, nobody can be asked how it took part.
    pub fn opening_question(self, ground: &Ground<'_>) -> Option<Cow<'static, str>> {
        let begin = self.asks().begin.map(Cow::Borrowed);
        begin.or_else(|| self.questions_at(ground).into_iter().next())
    }

    /// How an item of it can begin; none where items begin with a stamp.
    pub fn item_stubs(self) -> &'static [ItemStub] {
        &self.asks().items
    }

    fn asks(self) -> &'static Asks {
        static EMPTY: Asks =
            Asks { purpose: "", questions: Vec::new(), of_all: Vec::new(), begin: None, items: Vec::new() };
        ASKS.get(self as usize).unwrap_or(&EMPTY)
    }
}

/// How an item can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemStub {
    /// Its first words: `It helped that`.
    pub text: &'static str,
    /// What one can ask of such an item.
    pub question: &'static str,
}

#[derive(Debug, Default)]
struct Asks {
    purpose: &'static str,
    questions: Vec<Ask>,
    /// Those of the section as a whole.
    of_all: Vec<&'static str>,
    /// What is asked where nothing is told yet.
    begin: Option<&'static str>,
    items: Vec<ItemStub>,
}

/// In the order of [`Section::ALL`].
static ASKS: LazyLock<Vec<Asks>> = LazyLock::new(|| {
    let mut asks: Vec<Asks> = Section::ALL.iter().map(|_| Asks::default()).collect();
    for line in catalogue::lines(CATALOGUE) {
        let Some(section) = Section::from_name(line.heading) else { continue };
        let Some(asks) = asks.get_mut(section as usize) else { continue };
        match line.mark {
            "purpose" => asks.purpose = line.value,
            "item" => asks.items.push(ItemStub { text: line.value, question: "" }),
            "leads" => asks.items.iter_mut().last().into_iter().for_each(|item| item.question = line.value),
            "begin" => asks.begin = Some(line.value),
            _ => {
                read_ask(&mut asks.questions, line);
            }
        }
    }
    for asks in &mut asks {
        asks.of_all = without_conditions(&asks.questions, Condition::Several).collect();
    }
    asks
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_says_what_it_is_for_and_asks() {
        for section in Section::ALL {
            assert!(!section.purpose().is_empty(), "{}", section.name());
            let n_questions = section.questions().len();
            assert!((2..=4).contains(&n_questions), "{} asks {n_questions}", section.name());
        }
        assert_eq!(Section::Mitigators.purpose(), "what kept it from being worse");
        assert!(Section::OpenQuestions.item_stubs().iter().all(|stub| stub.text.starts_with("How ")));
        for stub in Section::ALL.iter().flat_map(|section| section.item_stubs()) {
            assert!(stub.question.ends_with('?') && stub.question.len() <= 60, "{stub:?}");
        }
    }

    #[test]
    fn they_compare_in_canonical_order() {
        assert!(Section::ALL.is_sorted());
        assert!(Section::NINE.is_sorted());
        assert_eq!(Section::from_name("follow-up items"), Some(Section::FollowUp));
        assert_eq!(Section::from_name("Follow"), None);
    }
}
