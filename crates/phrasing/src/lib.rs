//! Finds wording that hides how things came about, asks *how* questions about it, and rewrites *why* as
//! *how* where the result is sure to read well.
//!
//! This crate knows English and incident reviews' ways of speaking. It knows no Markdown: it is handed
//! [`Prose`], in which the dress of the words is already told apart, and gives edits of the source that
//! leave that dress as it is. All English lives in one module and its data.

use askhow_document::{Finding, Prose, Rule};

/// Where a piece of prose stands, as far as wording depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// A heading, a bold line used as one, or a label at the start of an item.
    pub heading: bool,
    /// In a block quote: somebody's own words, one level lower, never rewritten by a bulk fix.
    pub quoted: bool,
    /// An entry of a timeline.
    pub entry: bool,
}

/// In which parts of a review a finding counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    #[default]
    Anywhere,
    /// Description, Impact or the form only.
    Description,
    /// Everywhere but under Mitigators (and its synonyms).
    OutsideMitigators,
    /// Under Contributors & Enablers only.
    Contributors,
}

/// A finding in prose. Its spans and edits are relative to [`Prose::source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What is said, asked and offered.
    pub finding: Finding,
    /// Where it counts; who knows the sections decides.
    pub scope: Scope,
    /// The wording in lower case: the same one in a section is reported once at its level, then as a hint.
    pub wording: String,
}

/// A team's own phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnPhrase {
    /// What is looked for: whole words, in any case.
    pub find: String,
    /// What is said about it.
    pub message: String,
    /// What is asked.
    pub questions: Vec<String>,
    /// What it can be replaced with.
    pub replace: Option<String>,
}

/// Everything that is looked for, compiled once per set of settings.
#[derive(Debug)]
pub struct Phrases {
    own: Vec<OwnPhrase>,
}

impl Phrases {
    /// The built-in phrases and a team's own.
    pub fn new(own: Vec<OwnPhrase>) -> Self {
        Self { own }
    }

    /// Whether anything might be found in this source; cheap, and never wrongly `false`. Emphasis inside
    /// words (`wh**y**`) may hide a phrase from it, emphasis around words does not.
    pub fn may_match(&self, source: &str) -> bool {
        let _ = (source, &self.own);
        false
    }

    /// What is found in a piece of prose, in the order of the text.
    pub fn check(&self, prose: &Prose<'_>, place: Place) -> Vec<Hit> {
        let _ = (prose, place);
        Vec::new()
    }
}

/// The rules of this crate, in the order of the reference. The last is that of a team's own phrases.
pub static RULES: &[&Rule] = &[];
