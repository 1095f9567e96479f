//! Options that several commands have.

use std::path::PathBuf;

use crate::files::SettingsOf;
use crate::output::Color;
use crate::trouble::Trouble;

/// Which settings are in force.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Chosen {
    /// Take the settings from this file for all reviews, and look for no askhow.toml; its globs are seen from the current folder
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Read no askhow.toml: what is built in counts
    #[arg(long)]
    no_config: bool,
}

impl Chosen {
    /// The settings as they were chosen.
    ///
    /// # Errors
    /// Where a file is named that can't be read.
    pub fn settings(&self) -> Result<SettingsOf, Trouble> {
        match &self.config {
            Some(file) => SettingsOf::of_file(file),
            None if self.no_config => Ok(SettingsOf::built_in()),
            None => Ok(SettingsOf::default()),
        }
    }

    /// Whether it was asked that no file is read.
    pub fn is_without_file(&self) -> bool {
        self.no_config
    }
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Colored {
    /// Whether there are colours; `auto` heeds NO_COLOR, CLICOLOR_FORCE and whether it is a terminal
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

impl Colored {
    /// From now on it is as it was asked for.
    pub fn apply(self) {
        crate::output::set_color(self.color);
    }
}
