//! The pages of the reference, which say more about what stands in an answer. What they hold and where they can be
//! opened is left to the edge.

/// A page of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// Every rule under a heading of its own.
    Rules,
    /// The nine sections and the description.
    Sections,
    /// What an editor can do, and which files are reviews.
    Features,
    /// What is asked about fields, entries and the whole.
    Questions,
    /// `askhow.toml`, key by key.
    Settings,
}

impl Page {
    /// All of them.
    pub const ALL: [Page; 5] = [Page::Rules, Page::Sections, Page::Features, Page::Questions, Page::Settings];

    /// The name of its file, in `docs`.
    pub const fn file(self) -> &'static str {
        match self {
            Page::Rules => "rules.md",
            Page::Sections => "sections.md",
            Page::Features => "features.md",
            Page::Questions => "questions.md",
            Page::Settings => "settings.md",
        }
    }
}
