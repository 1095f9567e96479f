//! Levels of findings, as arguments name them.

use askhow_document::Level;
use clap::ValueEnum;

/// The levels, as they are named in arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    /// Everything
    Hint,
    /// To be read when there is time
    Information,
    /// Facts that look off
    Warning,
    /// Facts that cannot be
    Error,
}

impl LevelName {
    /// As it is compared.
    pub fn level(self) -> Level {
        match self {
            Self::Hint => Level::Hint,
            Self::Information => Level::Information,
            Self::Warning => Level::Warning,
            Self::Error => Level::Error,
        }
    }
}

/// What makes the command end with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// All but hints
    Information,
    /// Every finding
    Hint,
    /// Nothing
    Never,
}

impl FailOn {
    /// As it is compared; `None` where nothing makes it end with 1.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Information => Some(Level::Information),
            Self::Hint => Some(Level::Hint),
            Self::Never => None,
        }
    }
}
