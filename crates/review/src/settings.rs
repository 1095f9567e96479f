//! The settings of a folder of reviews: one set of types for `askhow.toml`, the editors, the schema and the
//! reference page.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a team can set. Every key may be left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Globs of the files that are reviews, relative to the settings' file.
    pub reviews: Vec<String>,
}
