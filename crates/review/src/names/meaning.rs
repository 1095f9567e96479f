//! What the names of the catalogue mean.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use crate::beside::Beside;
use crate::catalogue;
use crate::section::{CATALOGUE, Section};

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) target: Target,
    pub(super) canonical: bool,
    pub(super) steers: bool,
    /// It has to be all of the heading, or to stand before *of*.
    pub(super) whole: bool,
    /// It has to be all of the heading whatever follows.
    pub(super) alone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Section(Section),
    Form,
    Handled(Beside),
    /// What is known besides, perhaps with questions of its own.
    Other(Option<Beside>),
}

impl Meaning {
    pub(super) const OWN: Meaning =
        Meaning { target: Target::Other(None), canonical: false, steers: false, whole: false, alone: false };

    pub(super) fn beside(self) -> Option<Beside> {
        match self.target {
            Target::Handled(beside) | Target::Other(Some(beside)) => Some(beside),
            Target::Section(_) | Target::Form | Target::Other(None) => None,
        }
    }

    pub(super) fn is_section(self) -> bool {
        self.section().is_some()
    }

    pub(super) fn section(self) -> Option<Section> {
        match self.target {
            Target::Section(section) => Some(section),
            Target::Form | Target::Handled(_) | Target::Other(_) => None,
        }
    }
}

/// The catalogue's names.
pub(super) static NAMES: LazyLock<FxHashMap<&'static str, Meaning>> = LazyLock::new(|| {
    catalogue::lines(CATALOGUE)
        .filter(|line| catalogue::is_name(line.mark))
        .filter_map(|line| {
            let target = match line.heading {
                "form" => Target::Form,
                "other" => Target::Other(None),
                name => match name.split_once(' ') {
                    Some(("handled", beside)) => Target::Handled(Beside::from_name(beside)?),
                    Some(("other", beside)) => Target::Other(Some(Beside::from_name(beside)?)),
                    _ => Target::Section(Section::from_name(name)?),
                },
            };
            let (steers, alone) = (line.mark == "steers", line.mark == "alone");
            let whole = alone || line.mark == "whole";
            Some((line.value, Meaning { target, canonical: false, steers, whole, alone }))
        })
        .collect()
});

/// The names that may be a section's, and another's as well.
pub(super) static PERHAPS: LazyLock<FxHashMap<&'static str, Section>> = LazyLock::new(|| {
    let lines = catalogue::lines(CATALOGUE).filter(|line| line.mark == "maybe");
    lines.filter_map(|line| Some((line.value, Section::from_name(line.heading)?))).collect()
});
