//! What the names of the catalogue mean.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::catalogue;
use crate::section::{CATALOGUE, Section};

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) target: Target,
    pub(super) canonical: bool,
    pub(super) steers: bool,
    /// It has to be all of the heading.
    pub(super) whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Section(Section),
    Form,
    Handled,
    Other,
}

impl Meaning {
    pub(super) const OWN: Meaning =
        Meaning { target: Target::Other, canonical: false, steers: false, whole: false };

    pub(super) fn is_section(self) -> bool {
        self.section().is_some()
    }

    pub(super) fn section(self) -> Option<Section> {
        match self.target {
            Target::Section(section) => Some(section),
            Target::Form | Target::Handled | Target::Other => None,
        }
    }
}

/// The catalogue's names.
pub(super) static NAMES: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    catalogue::lines(CATALOGUE)
        .filter(|line| matches!(line.mark, "name" | "whole" | "steers"))
        .filter_map(|line| {
            let target = match line.heading {
                "form" => Target::Form,
                "handled" => Target::Handled,
                "other" => Target::Other,
                name => Target::Section(Section::from_name(name)?),
            };
            let (steers, whole) = (line.mark == "steers", line.mark == "whole");
            Some((line.value, Meaning { target, canonical: false, steers, whole }))
        })
        .collect()
});
