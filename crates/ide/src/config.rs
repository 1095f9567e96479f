//! Which settings are in force for a file: one function for the server and the command line, which differ
//! only in how they read files.

mod globs;
mod template;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use askhow_document::Span;
use askhow_review::settings::{self, Known, Layer};
use askhow_review::{Rules, Settings};

pub use globs::{Globs, check as check_glob};
pub use template::{Templates, may_be_template};

/// The name of the settings' file.
pub const FILE_NAME: &str = "askhow.toml";

/// So many names of a folder are looked at, at most.
pub const MOST_NAMES: usize = 20_000;

/// A way to read files: the server asks its open buffers first.
pub trait Files {
    /// The text of a file, `None` where there is none.
    ///
    /// # Errors
    /// Says what went wrong where there is a file that can't be read (rights, or not UTF-8).
    fn read(&self, path: &Path) -> Result<Option<String>, String>;

    /// Whether there is a file or folder of that name.
    fn exists(&self, path: &Path) -> bool;

    /// How many bytes a file has; `None` where there is none.
    fn length(&self, path: &Path) -> Option<u64>;

    /// The files right in a folder that [may be templates](may_be_template), in any order, of the first [`MOST_NAMES`]
    /// that lie there; none where it can't be read.
    fn templates(&self, folder: &Path) -> Vec<PathBuf>;
}

/// The settings in force for a file.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// All layers joined, key by key.
    pub settings: Arc<Settings>,
    /// The settings, compiled. The same settings in a row have the same rules, so that resolving again costs
    /// little.
    pub rules: Arc<Rules>,
    /// The globs of `reviews`, compiled.
    pub reviews: Arc<Globs>,
    /// Those of each of `overrides`, in their order.
    pub overrides: Arc<Vec<Globs>>,
    /// The `askhow.toml` that was read, if there is one.
    pub file: Option<PathBuf>,
    /// The folder to which paths and globs are relative: that of `file`, else `None`.
    pub root: Option<PathBuf>,
    /// The text of the team's own template, where the settings name one and it can be read.
    pub template: Option<Arc<str>>,
    /// What is wrong, in the order of the layers; the keys that are right are in force all the same.
    pub problems: Vec<Problem>,
    /// Whether `file` could not be read or is no TOML, so that hardly anything of it is in force.
    pub broken: bool,
}

impl Resolved {
    /// Where the template lies that the settings name.
    pub fn template_path(&self) -> Option<PathBuf> {
        let folder = self.file.as_deref()?.parent()?;
        Some(folder.join(self.settings.template.file.as_deref()?.trim()))
    }

    /// What the globs of `reviews` say of this path, given relative to `root` (or to the folder of the
    /// workspace where there is no file), with `/`: that it is a review, that it is none, or nothing.
    pub fn configured(&self, path: &str) -> Option<bool> {
        self.reviews.verdict(path)
    }

    /// The rules for this path, given in the same way: with the levels of `overrides` for it.
    pub fn rules_of(&self, path: Option<&str>) -> Arc<Rules> {
        let fits = |globs: &Globs| path.is_some_and(|path| globs.verdict(path) == Some(true));
        let overrides = self.settings.overrides.iter().zip(self.overrides.iter());
        let overrides: Vec<_> = overrides.filter(|(_, globs)| fits(globs)).map(|(it, _)| it).collect();
        if overrides.is_empty() {
            Arc::clone(&self.rules)
        } else {
            compiled(self.settings.overridden(&overrides)).rules
        }
    }
}

impl Default for Resolved {
    fn default() -> Self {
        let Compiled { rules, reviews, overrides } = compiled(Settings::default());
        Self {
            settings: Arc::clone(&rules.settings),
            rules,
            reviews,
            overrides,
            file: None,
            root: None,
            template: None,
            problems: Vec::new(),
            broken: false,
        }
    }
}

/// Something wrong in a settings' file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which file; empty for what an editor sent, which has no place.
    pub file: PathBuf,
    /// Where in it, in bytes.
    pub span: Span,
    /// The line and column, from 1, columns in Unicode scalar values.
    pub line_column: (usize, usize),
    /// What is wrong and what would be right.
    pub message: String,
}

/// Joins the settings for `path`: what the editor sent (each a JSON object, in rising order of precedence),
/// then the nearest `askhow.toml` upward, ending at the folder with `.git`. `path` may be that of a file that
/// is not there.
pub fn resolve(path: &Path, files: &dyn Files, editor: &[serde_json::Value]) -> Resolved {
    joined(nearest_file(path, files), files, editor)
}

/// The settings of one file, whose text is at hand, wherever it lies: no other file is looked for, and paths are those
/// seen from `root`. Only its own template is named as seen from its folder.
pub fn resolve_alone(file: &Path, text: String, root: &Path, files: &dyn Files) -> Resolved {
    Resolved { root: Some(root.to_owned()), ..joined(Some((file.to_owned(), Ok(text))), files, &[]) }
}

/// So many problems of a file are told one by one.
const MOST_PROBLEMS: usize = 50;

fn joined(found: Option<Found>, files: &dyn Files, editor: &[serde_json::Value]) -> Resolved {
    let rules: Vec<&str> = crate::rules().iter().map(|rule| rule.id).collect();
    let known = Known { rules: &rules, glob: Some(&globs::check) };
    let mut layers: Vec<Layer> = Vec::new();
    let mut problems = Vec::new();
    for value in editor {
        let read = settings::read_json(value, &known);
        problems.extend(read.problems.into_iter().map(|problem| Problem {
            file: PathBuf::new(),
            span: Span::default(),
            line_column: (1, 1),
            message: problem.message,
        }));
        layers.push(read.layer);
    }
    let mut broken = false;
    let mut written = None;
    let file = found.map(|(file, text)| {
        match text {
            Ok(text) => {
                let read = settings::read_toml(&text, &known);
                let n_more = read.problems.len().saturating_sub(MOST_PROBLEMS);
                problems.extend(read.problems.into_iter().take(MOST_PROBLEMS).map(|problem| {
                    let span = problem.span.unwrap_or_default();
                    let line_column = line_column(&text, span.start);
                    Problem { file: file.clone(), span, line_column, message: problem.message }
                }));
                if let (1.., Some(last)) = (n_more, problems.last().cloned()) {
                    let message =
                        format!("{n_more} more problems stand in this file: mend those above first");
                    problems.push(Problem { message, ..last });
                }
                broken = read.broken;
                layers.push(read.layer);
                written = Some(text);
            }
            Err(message) => {
                let message = format!("this file can't be read: {message}");
                let (span, line_column) = (Span::default(), (1, 1));
                problems.push(Problem { file: file.clone(), span, line_column, message });
                broken = true;
            }
        }
        file
    });
    let Compiled { rules, reviews, overrides } = compiled(settings::join(&layers));
    let template = template::read(&rules.settings, file.as_deref().zip(written.as_deref()), files);
    let template = template.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let root = file.as_ref().and_then(|file| file.parent()).map(Path::to_path_buf);
    let settings = Arc::clone(&rules.settings);
    Resolved { settings, rules, reviews, overrides, file, root, template, problems, broken }
}

/// A settings' file, and its text or what is wrong with it.
type Found = (PathBuf, Result<String, String>);

/// The nearest settings' file upward from `path`.
fn nearest_file(path: &Path, files: &dyn Files) -> Option<Found> {
    for folder in path.ancestors().skip(1) {
        let file = folder.join(FILE_NAME);
        match files.read(&file) {
            Ok(Some(text)) => return Some((file, Ok(text))),
            Err(message) => return Some((file, Err(message))),
            Ok(None) => {}
        }
        if files.exists(&folder.join(".git")) {
            return None;
        }
    }
    None
}

/// Line and column of a byte, from 1, the column in Unicode scalar values.
fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column =
        before.rsplit('\n').next().unwrap_or_default().chars().filter(|c| *c != '\u{feff}').count() + 1;
    (line, column)
}

/// What settings are made into.
#[derive(Clone)]
struct Compiled {
    rules: Arc<Rules>,
    reviews: Arc<Globs>,
    overrides: Arc<Vec<Globs>>,
}

/// Compiling takes milliseconds, and neighbours have the same settings: the last few are kept.
fn compiled(settings: Settings) -> Compiled {
    const MOST: usize = 16;
    static KEPT: LazyLock<Mutex<Vec<Compiled>>> = LazyLock::new(Mutex::default);
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let known = kept().iter().find(|known| *known.rules.settings == settings).cloned();
    if let Some(known) = known {
        return known;
    }
    let reviews = Arc::new(Globs::new(&settings.reviews));
    let overrides = Arc::new(settings.overrides.iter().map(|it| Globs::new(&it.files)).collect());
    let new = Compiled { rules: Arc::new(Rules::new(Arc::new(settings))), reviews, overrides };
    let mut kept = kept();
    if kept.len() >= MOST {
        kept.remove(0);
    }
    kept.push(new.clone());
    new
}

#[cfg(test)]
mod tests;
