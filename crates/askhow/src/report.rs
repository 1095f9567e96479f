//! Findings as people and programs want to read them. Each file is written by the thread that checked it;
//! [`Format::whole`] puts the pieces together in the order of the paths.

mod github;
mod human;
mod json;
mod preview;
mod rdjson;
mod sarif;

use std::iter::Sum;

use askhow_document::Level;
use clap::ValueEnum;

use crate::check::Checked;
use crate::trouble::Trouble;

/// The formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the line, marks under it, the question, the rewritten line
    Human,
    /// One object, described in the reference
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Diagnostics for reviewdog
    Rdjson,
}

/// What was written about one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In the format; empty where there is nothing to say.
    pub text: String,
    /// What it says in numbers.
    pub counts: Counts,
}

impl Format {
    /// Writes one file's part.
    pub fn piece(self, checked: &Checked) -> Piece {
        let text = match self {
            Self::Human => human::file(checked),
            Self::Json => json::file(checked),
            Self::Sarif => sarif::file(checked),
            Self::Github => github::file(checked),
            Self::Rdjson => rdjson::file(checked),
        };
        Piece { text, counts: Counts::of(checked) }
    }

    /// Puts the parts together.
    pub fn whole(self, pieces: &[Piece], counts: Counts, troubles: &[Trouble]) -> String {
        match self {
            Self::Human | Self::Github => pieces.iter().map(|piece| piece.text.as_str()).collect(),
            Self::Json => json::whole(pieces, counts),
            Self::Sarif => sarif::whole(pieces, troubles),
            Self::Rdjson => rdjson::whole(pieces),
        }
    }
}

/// Numbers of what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that were read.
    pub files: usize,
    /// Those of them that are reviews.
    pub reviews: usize,
    /// Fixes that `askhow fix` would apply, whatever is shown.
    pub fixable: usize,
    /// Findings by level, the faintest first.
    levels: [usize; 4],
}

impl Counts {
    fn of(checked: &Checked) -> Self {
        let mut counts = Self {
            files: 1,
            reviews: usize::from(checked.review),
            fixable: checked.fixable,
            ..Self::default()
        };
        for finding in &checked.findings {
            for (count, level) in counts.levels.iter_mut().zip(Level::ALL) {
                *count += usize::from(finding.level == level);
            }
        }
        counts
    }

    /// How many findings of this very level.
    pub fn level(&self, level: Level) -> usize {
        self.levels.iter().zip(Level::ALL).filter(|(_, it)| *it == level).map(|(count, _)| count).sum()
    }

    /// How many findings of this level or a louder one.
    pub fn at_or_above(&self, level: Level) -> usize {
        self.levels.iter().zip(Level::ALL).filter(|(_, it)| *it >= level).map(|(count, _)| count).sum()
    }

    /// One line for people.
    pub fn in_words(&self) -> String {
        let n_findings = self.at_or_above(Level::Hint);
        let reviews = plural(self.reviews, "review", "reviews");
        if self.files > 0 && self.reviews == 0 {
            return format!(
                "no review among {}; a file named on the command line is taken for one",
                plural(self.files, "Markdown file", "Markdown files")
            );
        }
        let fixable = if self.fixable == 0 {
            String::new()
        } else {
            format!("; `askhow fix` takes care of {}", self.fixable)
        };
        if n_findings == 0 {
            let fainter = if self.fixable == 0 { "" } else { " at this level" };
            return format!("nothing found{fainter} in {reviews}{fixable}");
        }
        let by_level: Vec<String> = Level::ALL
            .into_iter()
            .rev()
            .filter(|level| self.level(*level) > 0)
            .map(|level| format!("{} {}", self.level(level), level.name()))
            .collect();
        format!(
            "{} in {reviews} ({}){fixable}",
            plural(n_findings, "finding", "findings"),
            by_level.join(", ")
        )
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |mut acc, it| {
            acc.files += it.files;
            acc.reviews += it.reviews;
            acc.fixable += it.fixable;
            for (all, one) in acc.levels.iter_mut().zip(it.levels) {
                *all += one;
            }
            acc
        })
    }
}

/// A number with its noun.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The pieces that say something, joined by commas: the inside of a JSON array.
fn joined(pieces: &[Piece]) -> String {
    let said: Vec<&str> =
        pieces.iter().map(|piece| piece.text.as_str()).filter(|text| !text.is_empty()).collect();
    said.join(",")
}

/// JSON of a value that cannot fail to have one.
fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists of them are always JSON")
}
