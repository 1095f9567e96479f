//! Sections that are known, stand for none of the nine, and ask questions of their own: `Response`, `Lessons learned`.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::ask::{Ask, Condition, Ground, choose, read_ask, without_conditions};
use crate::catalogue;
use crate::section::CATALOGUE;

/// A section that stands beside the nine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    /// How people came to notice.
    Detection,
    /// How they found out what was going on.
    Investigation,
    /// What they did.
    Response,
    /// How it got better.
    Resolution,
    /// What people know now.
    LessonsLearned,
    /// What stays with the reader.
    Conclusion,
    /// What kept it from being worse, told as what might have come.
    Worse,
}

impl Beside {
    /// All of them, in the order in which reviews tell them.
    pub const ALL: [Beside; 7] = [
        Beside::Detection,
        Beside::Investigation,
        Beside::Response,
        Beside::Resolution,
        Beside::LessonsLearned,
        Beside::Conclusion,
        Beside::Worse,
    ];

    /// What it is mostly called: `Lessons Learned`.
    pub fn name(self) -> &'static str {
        match self {
            Beside::Detection => "Detection",
            Beside::Investigation => "Investigation",
            Beside::Response => "Response",
            Beside::Resolution => "Resolution",
            Beside::LessonsLearned => "Lessons Learned",
            Beside::Conclusion => "Conclusion",
            Beside::Worse => "What Could Have Been Worse",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|beside| beside.name() == name)
    }

    /// What it is for, in half a sentence.
    pub fn purpose(self) -> &'static str {
        self.asks().0
    }

    /// What it asks as a whole, the best first.
    pub fn questions(self) -> Vec<&'static str> {
        without_conditions(&self.asks().1, Condition::Several).collect()
    }

    /// What may be asked at a place of which this is known.
    pub fn questions_at(self, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
        choose(&self.asks().1, ground)
    }

    #[cfg(test)]
    pub(crate) fn every_question(self) -> impl Iterator<Item = &'static str> {
        self.asks().1.iter().map(|ask| ask.text)
    }

    fn asks(self) -> &'static (&'static str, Vec<Ask>) {
        static EMPTY: (&str, Vec<Ask>) = ("", Vec::new());
        ASKS.get(self as usize).unwrap_or(&EMPTY)
    }
}

/// Purpose and questions, in the order of [`Beside::ALL`].
static ASKS: LazyLock<Vec<(&'static str, Vec<Ask>)>> = LazyLock::new(|| {
    let mut asks = vec![("", Vec::new()); Beside::ALL.len()];
    for line in catalogue::lines(CATALOGUE) {
        let beside = line.heading.split_once(' ').and_then(|(_, name)| Beside::from_name(name));
        let Some(asks) = beside.and_then(|beside| asks.get_mut(beside as usize)) else { continue };
        match line.mark {
            "purpose" => asks.0 = line.value,
            _ => {
                read_ask(&mut asks.1, line);
            }
        }
    }
    asks
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TeamSections;

    #[test]
    fn each_has_a_purpose_questions_and_a_name_that_is_known() {
        for beside in Beside::ALL {
            assert!(!beside.purpose().is_empty(), "{}", beside.name());
            assert_eq!(beside.questions().len(), 3, "{}", beside.name());
            let named = TeamSections::default().recognise(beside.name()).unwrap();
            assert_eq!((named.beside, named.section), (Some(beside), None), "{}", beside.name());
        }
    }
}
