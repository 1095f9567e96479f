//! The templates of a team, read the way that settings are: the one that the settings name, and those that lie beside
//! its reviews.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askhow_document::{Span, is_markdown};
use askhow_review::settings::place_of;
use askhow_review::{Boilerplate, Settings};
use askhow_timeline::read_stated;

use super::{Files, Problem, Resolved, line_column};

/// The text of the template that the settings name, or what is wrong with it. `file` is the settings' file and its text.
pub(super) fn read(
    settings: &Settings,
    file: Option<(&Path, &str)>,
    files: &dyn Files,
) -> Result<Option<Arc<str>>, Problem> {
    let Some(name) = settings.template.file.as_deref() else { return Ok(None) };
    let folder = file.and_then(|(path, _)| path.parent());
    let message = match folder.map(|folder| files.read(&folder.join(name.trim()))) {
        Some(Ok(Some(text))) => return Ok(Some(Arc::from(text))),
        Some(Ok(None)) => {
            format!("there is no file `{name}` in this folder: `template.file` says the way from here")
        }
        Some(Err(problem)) => format!("the template `{name}` can't be read: {problem}"),
        None => format!("`template.file` says the way from an `askhow.toml`, and there is none for `{name}`"),
    };
    let place = file.and_then(|(_, text)| Some((text, place_of(text, &["template", "file"])?)));
    Err(match (file, place) {
        (Some((path, _)), Some((text, span))) => {
            Problem { file: path.to_owned(), span, line_column: line_column(text, span.start), message }
        }
        // What an editor sent has no place.
        _ => Problem { file: Path::new("").to_owned(), span: Span::default(), line_column: (1, 1), message },
    })
}

/// What the templates say from which a review in one folder may have been made.
#[derive(Clone, Debug, Default)]
pub struct Templates(Vec<(PathBuf, Arc<Boilerplate>)>);

impl Templates {
    /// Reads those that lie in `folder`, in the one around it and in `templates` in either, as far as the folder with
    /// `.git`, besides the one that the settings name, which `resolved` are in force there. Files that can't be read are
    /// none.
    pub fn read(folder: &Path, resolved: &Resolved, files: &dyn Files) -> Self {
        let is_root = |folder: &Path| files.exists(&folder.join(".git"));
        let around = folder.parent().filter(|_| !is_root(folder));
        let around = around.filter(|around| around.ancestors().any(is_root));
        let folders = [Some(folder), around].into_iter().flatten();
        let beside =
            folders.flat_map(|folder| [folder.to_owned(), folder.join("templates")]).flat_map(|folder| {
                let mut found = files.templates(&folder);
                found.sort();
                found
            });
        let named = resolved.template_path().zip(resolved.template.as_deref());
        let is_named = |path: &Path| named.as_ref().is_some_and(|(named, _)| named == path);
        let is_short = |path: &Path| files.length(path).is_some_and(|length| length <= LONGEST_TEMPLATE);
        let beside = beside.filter(|path| !is_named(path) && is_short(path)).take(MOST_TEMPLATES);
        let beside: Vec<_> = beside
            .filter_map(|path| {
                let boilerplate = Boilerplate::read(&files.read(&path).ok()??);
                Some((path, Arc::new(boilerplate)))
            })
            .collect();
        let named = named.map(|(path, text)| (path, Arc::new(Boilerplate::read(text))));
        Self(named.into_iter().chain(beside).collect())
    }

    /// What those say from which the review at `path` may have been made: all but itself.
    pub fn of(&self, path: Option<&Path>) -> Vec<Arc<Boilerplate>> {
        let others = self.0.iter().filter(|(template, _)| Some(template.as_path()) != path);
        others.map(|(_, boilerplate)| Arc::clone(boilerplate)).collect()
    }
}

/// Whether a file may be a template by its name, or by that of its folder. `2026-10-14-template-service.md` tells what
/// happened on a day.
pub fn may_be_template(path: &Path) -> bool {
    let says_so = |name: Option<&OsStr>| {
        name.is_some_and(|name| name.to_string_lossy().to_lowercase().contains("template"))
    };
    let is_dated =
        || path.file_name().is_some_and(|name| read_stated(&name.to_string_lossy()).date.is_some());
    is_markdown(path)
        && !is_dated()
        && (says_so(path.file_name()) || path.parent().is_some_and(|it| it.ends_with("templates")))
}

/// So many templates of a folder are read, at most.
const MOST_TEMPLATES: usize = 8;
/// Longer ones are none, in bytes.
const LONGEST_TEMPLATE: u64 = 64 * 1024;
