//! Where the reference can be read.

use askhow_review::slug;

/// Where the pages are: those of this project's `docs`, without the `.md`.
pub const DOCS: &str = "https://askhow.dev";

/// A page of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// The address of a heading on a page.
pub fn docs_link(page: Page, heading: &str) -> String {
    let page = match page {
        Page::Rules => "rules",
        Page::Sections => "sections",
        Page::Features => "features",
        Page::Questions => "questions",
        Page::Settings => "settings",
    };
    format!("{DOCS}/{page}#{}", slug(heading))
}
