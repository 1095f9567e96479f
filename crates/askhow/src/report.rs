//! Findings as people and programs want to read them. Each file is written by the thread that checked it;
//! [`ReportStream`] puts the pieces together in the order of the paths.

mod checkstyle;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod preview;
mod rdjson;
mod sarif;
mod statistics;
mod stream;
mod xml;

use askhow_document::{Finding, Level};
use clap::ValueEnum;

use crate::check::Checked;
use crate::output::{self, Outgoing};

pub use statistics::Statistics;
pub use stream::{ReportEnd, ReportStream};

/// The formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the line, marks under it, the question, the rewritten line
    Human,
    /// One object, described in the reference
    Json,
    /// The object that `json` has for a file, each on a line of its own, while others are still checked
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Diagnostics for reviewdog
    Rdjson,
    /// JUnit's XML: a suite for each review, a case for each finding, failures as --fail-on has them
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// Code quality of GitLab
    Gitlab,
}

/// What was written about one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// In the format; empty where there is nothing to say.
    pub text: String,
    /// What it says in numbers.
    pub counts: Counts,
    /// How many findings make the check end with 1.
    pub failures: usize,
    /// What it says of each rule.
    pub statistics: Statistics,
}

impl Piece {
    /// The numbers of a file alone.
    pub fn counted(checked: &Checked, fail_on: Option<Level>) -> Self {
        let counts = Counts::of(checked);
        let failures = fail_on.map_or(0, |level| counts.at_or_above(level));
        Self { text: String::new(), counts, failures, statistics: Statistics::of(checked) }
    }
}

impl Format {
    /// Writes one file's part; findings from `fail_on` on make the check end with 1.
    pub fn piece(self, checked: &Checked, fail_on: Option<Level>) -> Piece {
        let text = match self {
            Self::Human => human::file(checked),
            Self::Json => json::file(checked),
            Self::Jsonl => json::file(checked) + "\n",
            Self::Sarif => sarif::file(checked),
            Self::Github => github::file(checked),
            Self::Rdjson => rdjson::file(checked),
            Self::Junit => junit::file(checked, fail_on),
            Self::Checkstyle => checkstyle::file(checked),
            Self::Gitlab => gitlab::file(checked),
        };
        Piece { text, ..Piece::counted(checked, fail_on) }
    }

    /// What it is to those that print it.
    pub fn written(self) -> Outgoing {
        match self {
            Self::Human => Outgoing::Words { colours: output::stdout_colours() },
            Self::Github => Outgoing::Commands,
            Self::Json | Self::Jsonl | Self::Sarif | Self::Rdjson | Self::Gitlab => Outgoing::Json,
            Self::Junit | Self::Checkstyle => Outgoing::Xml,
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
            .map(|level| plural(self.level(level), level.name(), names(level)))
            .collect();
        format!(
            "{} in {reviews} ({}){fixable}",
            plural(n_findings, "finding", "findings"),
            by_level.join(", ")
        )
    }
}

impl std::iter::Sum for Counts {
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

/// What several findings of a level are called.
fn names(level: Level) -> &'static str {
    match level {
        Level::Hint => "hints",
        Level::Information => "information",
        Level::Warning => "warnings",
        Level::Error => "errors",
    }
}

/// A message with the questions behind it, each on a line of its own.
fn with_questions(finding: &Finding) -> String {
    finding.questions.iter().fold(finding.message.to_string(), |acc, question| format!("{acc}\n{question}"))
}

/// A number with its noun.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// JSON of a value that cannot fail to have one.
fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists of them are always JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_plurals() {
        let counts = |levels| Counts { files: 3, reviews: 2, fixable: 0, levels };
        assert_eq!(
            counts([2, 10, 3, 1]).in_words(),
            "16 findings in 2 reviews (1 error, 3 warnings, 10 information, 2 hints)"
        );
        assert_eq!(counts([1, 0, 1, 2]).in_words(), "4 findings in 2 reviews (2 errors, 1 warning, 1 hint)");
    }
}
