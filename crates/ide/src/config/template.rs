//! The team's own template, read the way that settings are.

use std::path::Path;
use std::sync::Arc;

use askhow_document::Span;
use askhow_review::Settings;
use askhow_review::settings::place_of;

use super::{Files, Problem, line_column};

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
