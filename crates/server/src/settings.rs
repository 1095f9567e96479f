//! Settings: what the editor sent, the files of settings, and what is wrong with them.
//!
//! How layers are joined is [`askhow_ide::config`]'s; here is where they come from, and that the last good
//! text of a file stays in force while it is being broken.

use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askhow_document::{Encoding, Text};
use askhow_ide::Surroundings;
use askhow_ide::config::{self, Files, Problem, Resolved};
use jiff::Timestamp;
use serde_json::Value;
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity};

use crate::convert::range;
use crate::diagnostics::SOURCE;

/// The section in which editors keep our settings.
pub const SECTION: &str = "askhow";

/// Everything that settings come from.
#[derive(Debug, Default)]
pub struct Sources {
    /// `initializationOptions`.
    pub initial: Value,
    /// Answers to `workspace/configuration`: of all, then of each folder.
    pub asked: Vec<(Option<PathBuf>, Value)>,
    /// The last `workspace/didChangeConfiguration`.
    pub changed: Value,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// Texts of files of settings that are open.
    pub buffers: HashMap<PathBuf, String>,
    last_good: HashMap<PathBuf, String>,
    problems: HashMap<PathBuf, Vec<Problem>>,
    /// Files of which there is something new to say.
    news: BTreeSet<PathBuf>,
}

impl Sources {
    /// What surrounds the document at `path`, or an unsaved one, read at `now`.
    pub fn surroundings(&mut self, path: Option<&Path>, now: Timestamp) -> Surroundings {
        let folder = self.folder_of(path).map(Path::to_path_buf);
        // An unsaved buffer is judged as if it lay in the first folder.
        let place = match (path, &folder) {
            (Some(path), _) => Some(path.to_path_buf()),
            (None, Some(folder)) => Some(folder.join("unsaved.md")),
            (None, None) => None,
        };
        let editor = self.editor_layers(folder.as_deref());
        let resolved = match &place {
            Some(place) => self.resolve(place, &editor),
            None => config::resolve(Path::new("unsaved.md"), &Nowhere, &editor),
        };
        log_editor_problems(&resolved);
        let root = resolved.root.or(folder);
        let path = path.map(|path| relative(path, root.as_deref()));
        Surroundings { rules: resolved.rules, path, named: false, configured: false, now: Some(now) }
    }

    /// Reads the file of settings that governs `path`, for its problems alone.
    pub fn look_at(&mut self, path: &Path) {
        let editor = self.editor_layers(self.folder_of(Some(path)));
        self.resolve(path, &editor);
    }

    /// Forgets what is wrong, before everything is read again.
    pub fn forget_problems(&mut self) {
        self.news.extend(std::mem::take(&mut self.problems).into_keys());
    }

    /// Files of which something else is wrong than was said last, or nothing any more.
    pub fn take_news(&mut self) -> BTreeSet<PathBuf> {
        std::mem::take(&mut self.news)
    }

    /// What is wrong with a file of settings.
    pub fn diagnostics(&self, file: &Path, encoding: Encoding) -> Vec<Diagnostic> {
        let Some(problems) = self.problems.get(file) else { return Vec::new() };
        let text = OnDisk { buffers: &self.buffers, instead: None }.read(file);
        let text = Text::new(text.ok().flatten().as_deref().unwrap_or_default());
        let diagnostic = |problem: &Problem| Diagnostic {
            range: range(&text, problem.span, encoding),
            severity: Some(DiagnosticSeverity::ERROR),
            source: Some(SOURCE.to_owned()),
            message: problem.message.clone(),
            ..Diagnostic::default()
        };
        problems.iter().map(diagnostic).collect()
    }

    fn resolve(&mut self, path: &Path, editor: &[Value]) -> Resolved {
        let resolved = config::resolve(path, &OnDisk { buffers: &self.buffers, instead: None }, editor);
        let Some(file) = &resolved.file else { return resolved };
        let problems: Vec<Problem> =
            resolved.problems.iter().filter(|problem| problem.file == *file).cloned().collect();
        if problems.is_empty() {
            if self.problems.remove(file).is_some() {
                self.news.insert(file.clone());
            }
            if let Ok(Some(text)) = (OnDisk { buffers: &self.buffers, instead: None }).read(file) {
                self.last_good.insert(file.clone(), text);
            }
            return resolved;
        }
        if self.problems.get(file) != Some(&problems) {
            self.news.insert(file.clone());
            self.problems.insert(file.clone(), problems);
        }
        match self.last_good.get(file) {
            Some(text) => {
                let instead = Some((file.as_path(), text.as_str()));
                config::resolve(path, &OnDisk { buffers: &self.buffers, instead }, editor)
            }
            None => resolved,
        }
    }

    fn folder_of(&self, path: Option<&Path>) -> Option<&Path> {
        match path {
            Some(path) => self
                .folders
                .iter()
                .filter(|folder| path.starts_with(folder))
                .max_by_key(|folder| folder.components().count()),
            None => self.folders.first(),
        }
        .map(PathBuf::as_path)
    }

    fn editor_layers(&self, folder: Option<&Path>) -> Vec<Value> {
        let asked = self.asked.iter().filter(|(of, _)| of.is_none() || of.as_deref() == folder);
        let layers = std::iter::once(&self.initial).chain(asked.map(|(_, value)| value));
        let layers = layers.chain(std::iter::once(&self.changed)).filter(|value| value.is_object());
        layers.map(without_editors_own_keys).collect()
    }
}

/// `server` and `trace` say how the editor starts the server and what it shows.
fn without_editors_own_keys(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(keys) = value.as_object_mut() {
        keys.remove("server");
        keys.remove("trace");
    }
    value
}

fn log_editor_problems(resolved: &Resolved) {
    for problem in &resolved.problems {
        if resolved.file.as_ref() != Some(&problem.file) {
            tracing::warn!("settings of the editor: {}", problem.message);
        }
    }
}

/// `path` as seen from `root`, with `/`; whole where it lies elsewhere.
fn relative(path: &Path, root: Option<&Path>) -> String {
    let path = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The disk, with open buffers in front of it, and one file in an earlier state in front of them.
struct OnDisk<'a> {
    buffers: &'a HashMap<PathBuf, String>,
    instead: Option<(&'a Path, &'a str)>,
}

impl Files for OnDisk<'_> {
    fn read(&self, path: &Path) -> Result<Option<String>, String> {
        if let Some((_, text)) = self.instead.filter(|(file, _)| *file == path) {
            return Ok(Some(text.to_owned()));
        }
        if let Some(text) = self.buffers.get(path) {
            return Ok(Some(text.clone()));
        }
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        self.buffers.contains_key(path) || path.exists()
    }
}

/// Where an unsaved buffer lies that belongs to no folder.
struct Nowhere;

impl Files for Nowhere {
    fn read(&self, _: &Path) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }
}

/// The same surroundings but for the moment: what is found may differ all the same, but not much.
pub fn same(a: &Arc<Surroundings>, b: &Surroundings) -> bool {
    (Arc::ptr_eq(&a.rules, &b.rules) || a.rules.settings == b.rules.settings)
        && a.configured == b.configured
        && a.path == b.path
        && a.named == b.named
}
