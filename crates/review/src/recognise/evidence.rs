//! What speaks for a file being a review, or against it, and how much.

use crate::beside::Beside;
use crate::section::Section;

/// One thing that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Somebody asked for it by name.
    Named,
    /// Its front matter says so, or says that it is none.
    FrontMatter(bool),
    /// A glob of the settings names it, or takes it out.
    Configured(bool),
    /// A word of reviews in its path.
    Path(String),
    /// With such a word, a date in its name.
    DatedName,
    /// Its title calls it a review: `Postmortem`, `INC-42`.
    Title(String),
    /// Its title speaks of what reviews are about: `outage`.
    TitleSpeaksOf(String),
    /// With such a word, a date in its title.
    DatedTitle,
    /// A section is there.
    Section(Section),
    /// A section is told behind a label: `**Trigger**: a deploy.`
    Label(Section),
    /// A section is there that tells how it was handled.
    Beside(Beside),
    /// It has a timeline.
    Timeline,
    /// So many of its fields are filled in that only incidents have.
    Form(usize),
    /// Its first lines speak of something that was down.
    Opening,
    /// The entries of its timeline tell what was seen, thought or well again.
    Happened,
    /// Its title is that of another kind of text: `Migration plan`.
    TitleOfOther(String),
    /// Its title may be: `Incident response`, but `Zombie process` as well.
    TitleOfThing(String),
    /// Its name is: `rollout-plan.md`.
    NameOfOther(String),
    /// It lies in a folder for another kind of texts: `runbooks`.
    FolderOfOthers(String),
    /// It is a page about a project: `README.md`.
    ProjectPage(String),
    /// So many headings that other kinds of texts have: `Goals`, `Installation`.
    OtherSections(usize),
    /// All times of its timeline are still to come.
    ToCome,
    /// Its title or its path calls it a template.
    Template,
    /// Half of the entries of its timeline are tasks with a box.
    Tasks,
    /// Its first lines speak of a plan.
    Planned,
    /// Neither path, title, form nor first lines speak of an incident.
    Silent,
}

impl Evidence {
    /// How much it weighs: above zero where it speaks for a review, below where against.
    pub fn weight(&self) -> i32 {
        match self {
            Self::Named => 100,
            Self::FrontMatter(is_review) | Self::Configured(is_review) => {
                if *is_review {
                    100
                } else {
                    -100
                }
            }
            Self::Path(_) | Self::Title(_) => 5,
            Self::TitleSpeaksOf(_) | Self::Happened => 3,
            Self::DatedName => 2,
            Self::DatedTitle => 1,
            Self::Section(section) => of_section(*section),
            Self::Label(Section::Contributors | Section::FollowUp | Section::Timeline) => 1,
            Self::Label(section) => of_section(*section),
            Self::Beside(beside) => of_beside(*beside),
            Self::Opening => 2,
            Self::Timeline => 4,
            Self::Form(n) => 2 * i32::try_from(*n).unwrap_or(3).min(3),
            Self::Template => -30,
            Self::TitleOfOther(_) | Self::ToCome => -10,
            Self::NameOfOther(_) | Self::Tasks => -8,
            Self::TitleOfThing(_) => -5,
            Self::Planned => -4,
            Self::Silent => -1,
            Self::FolderOfOthers(_) => -6,
            Self::ProjectPage(_) => -4,
            Self::OtherSections(n) => -2 * i32::try_from(*n).unwrap_or(6).min(6),
        }
    }

    /// Whether plans, guides and notes have it as often as reviews.
    pub(super) fn is_common(&self) -> bool {
        match self {
            Self::Timeline | Self::Opening => true,
            Self::Section(section) => {
                !matches!(section, Section::Contributors | Section::Mitigators | Section::Difficulties)
            }
            Self::Beside(beside) => of_beside(*beside) < 2,
            _ => false,
        }
    }

    /// Whether somebody has said so.
    pub(super) fn is_said(&self) -> bool {
        matches!(self, Self::Named | Self::FrontMatter(_) | Self::Configured(_))
    }

    /// In words, behind *for*: `a timeline`.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Named => "it was asked for by name".to_owned(),
            Self::FrontMatter(is_review) => format!("`askhow: {is_review}` in its front matter"),
            Self::Configured(true) => "`reviews` in the settings, which names it".to_owned(),
            Self::Configured(false) => "`reviews` in the settings, which takes it out".to_owned(),
            Self::Path(word) => format!("“{word}” in its path"),
            Self::DatedName => "the date in its name".to_owned(),
            Self::Title(word)
            | Self::TitleSpeaksOf(word)
            | Self::TitleOfOther(word)
            | Self::TitleOfThing(word) => {
                format!("“{word}” in its title")
            }
            Self::DatedTitle => "the date in its title".to_owned(),
            Self::Section(section) | Self::Label(section) => {
                format!("the section “{}”", section.name())
            }
            Self::Tasks => "tasks to be ticked in its timeline".to_owned(),
            Self::Planned => "first lines that speak of a plan".to_owned(),
            Self::Beside(beside) => format!("the section “{}”", beside.name()),
            Self::Timeline => "its timeline".to_owned(),
            Self::Happened => "entries that tell what was seen".to_owned(),
            Self::Form(1) => "a field of an incident".to_owned(),
            Self::Form(_) => "the form of an incident".to_owned(),
            Self::Opening => "its first lines".to_owned(),
            Self::NameOfOther(word) => format!("“{word}” in its name"),
            Self::FolderOfOthers(word) => format!("“{word}” in its path"),
            Self::ProjectPage(name) => format!("its name, {name}"),
            Self::OtherSections(_) => "headings that other texts have".to_owned(),
            Self::ToCome => "times that are still to come".to_owned(),
            Self::Template => "a template by its name".to_owned(),
            Self::Silent => "no word of an incident in its title or first lines".to_owned(),
        }
    }
}

fn of_beside(beside: Beside) -> i32 {
    match beside {
        Beside::Detection | Beside::Response | Beside::LessonsLearned | Beside::Worse => 2,
        Beside::Investigation | Beside::Resolution => 1,
        Beside::Conclusion => 0,
    }
}

/// Half of all plans have an overview, a timeline, risks and next steps; how it came about and what went well is told by
/// reviews alone.
fn of_section(section: Section) -> i32 {
    match section {
        Section::Contributors | Section::Mitigators => 3,
        Section::Difficulties | Section::FollowUp | Section::Timeline => 2,
        Section::Description | Section::Risks | Section::OpenQuestions => 1,
        Section::References | Section::Artifacts => 0,
    }
}
