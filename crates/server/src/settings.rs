//! Settings: what the editor sent, the files of settings, and what is wrong with them.
//!
//! How layers are joined is [`askhow_ide::config`]'s; here is where they come from, and that the last good
//! text of a file stays in force while it is being broken.

mod files;
mod messages;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askhow_document::{Encoding, Text};
use askhow_ide::config::{self, Files, Problem, Resolved, Templates};
use askhow_ide::{Features, Surroundings};
use jiff::Timestamp;
use serde_json::Value;
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Range};

use self::files::{Looks, Nowhere, OnDisk};
use self::messages::Messages;
use crate::convert::range;
use crate::diagnostics::SOURCE;

/// The section in which editors keep our settings.
pub const SECTION: &str = "askhow";

/// Stands for whatever lies in a folder; it need not be there.
const ANY_FILE: &str = "review.md";

/// So many folders are remembered; behind that, what is asked is worked out anew.
const MOST_KNOWN: usize = 1024;

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
    /// What was worked out, by folder.
    known: HashMap<PathBuf, Known>,
    /// The last texts of files of settings in which nothing was wrong.
    last_good: HashMap<PathBuf, String>,
    problems: HashMap<PathBuf, Vec<Problem>>,
    /// Files of which there is something new to say.
    news: BTreeSet<PathBuf>,
    messages: Messages,
}

#[derive(Debug)]
struct Known {
    resolved: Resolved,
    templates: Templates,
    looks: Looks,
}

impl Sources {
    /// What surrounds the document at `path`, or an unsaved one, read at `now`.
    pub fn surroundings(&mut self, path: Option<&Path>, now: Timestamp) -> Surroundings {
        let workspace_folder = match path {
            Some(path) => self.workspace_folder_of(path),
            // An unsaved buffer is judged as if it lay in the first folder.
            None => self.folders.first().map(PathBuf::as_path),
        };
        let workspace_folder = workspace_folder.map(Path::to_path_buf);
        let folder = path.and_then(Path::parent).or(workspace_folder.as_deref());
        let resolved = match folder {
            Some(folder) => self.resolve(folder),
            None => config::resolve(Path::new(ANY_FILE), &Nowhere, &self.editor_layers(None)),
        };
        let templates = folder.and_then(|folder| self.known.get(folder)).map(|known| &known.templates);
        let boilerplate = templates.map(|templates| templates.of(path)).unwrap_or_default();
        let root = resolved.root.as_deref().or(workspace_folder.as_deref());
        let path = path.map(|path| relative(path, root));
        let configured = path.as_deref().and_then(|path| resolved.configured(path));
        Surroundings {
            rules: resolved.rules_of(path.as_deref()),
            path,
            named: false,
            configured,
            now: Some(now),
            writer_zone: None,
            template: resolved.template,
            boilerplate,
        }
    }

    /// What the editor left on when it started us.
    pub fn initial_features(&self) -> Features {
        let features = self.initial.get("features").cloned().unwrap_or_default();
        serde_json::from_value(features).unwrap_or_default()
    }

    /// The file of settings that is in force for the document at `path`, and its text.
    pub fn file_of(&mut self, path: &Path) -> Option<(PathBuf, String)> {
        let file = self.resolve(path.parent()?).file?;
        let text = OnDisk::new(&self.buffers).read(&file).ok()??;
        Some((file, text))
    }

    /// Reads an open file of settings, for its problems alone.
    pub fn look_at(&mut self, file: &Path) {
        if let Some(folder) = file.parent() {
            self.resolve(folder);
        }
    }

    /// Whether settings or templates that matter to the document at `path` have changed unseen. Editors that watch the
    /// files of settings watch no template.
    pub fn are_stale(&self, path: Option<&Path>) -> bool {
        let folder = path.map_or(self.folders.first().map(PathBuf::as_path), Path::parent);
        let known = folder.and_then(|folder| self.known.get(folder));
        known.is_some_and(|known| !known.looks.hold(&self.buffers))
    }

    /// Forgets all that was worked out, before everything is read again.
    pub fn forget(&mut self) {
        self.known.clear();
        self.news.extend(std::mem::take(&mut self.problems).into_keys());
    }

    /// Files of which something else is wrong than was said last, or nothing any more.
    pub fn take_news(&mut self) -> BTreeSet<PathBuf> {
        std::mem::take(&mut self.news)
    }

    /// What is wrong and was not shown yet; not of files where the editor shows that itself.
    pub fn take_messages(&mut self, but_of_files: bool) -> Vec<String> {
        self.messages.take(but_of_files)
    }

    /// The first thing that is wrong in the settings for the document at `path`: in their file, else in what the editor
    /// sent.
    pub fn problem_of(&mut self, path: Option<&Path>) -> Option<Problem> {
        let folder = path.and_then(Path::parent).or(self.folders.first().map(PathBuf::as_path))?.to_owned();
        let resolved = self.resolve(&folder);
        let of_file = resolved.file.as_ref().and_then(|file| self.problems.get(file)?.first());
        of_file.or(resolved.problems.first()).cloned()
    }

    /// Where a problem stands in its file.
    pub fn range_of(&self, problem: &Problem, encoding: Encoding) -> Range {
        let text = OnDisk::new(&self.buffers).read(&problem.file).ok().flatten();
        range(&Text::new(text.as_deref().unwrap_or_default()), problem.span, encoding)
    }

    /// What is wrong with a file of settings.
    pub fn diagnostics(&self, file: &Path, encoding: Encoding) -> Vec<Diagnostic> {
        let Some(problems) = self.problems.get(file) else { return Vec::new() };
        let text = OnDisk::new(&self.buffers).read(file);
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

    /// Settings depend on the folder alone, so those of a folder are worked out once.
    fn resolve(&mut self, folder: &Path) -> Resolved {
        if let Some(known) = self.known.get(folder) {
            return known.resolved.clone();
        }
        let editor = self.editor_layers(self.workspace_folder_of(folder));
        let path = folder.join(ANY_FILE);
        let files = OnDisk::new(&self.buffers);
        let mut resolved = config::resolve(&path, &files, &editor);
        let templates = Templates::read(folder, &resolved, &files);
        let looks = files.into_looks();
        self.messages.note(&resolved, &self.buffers);
        if let Some(file) = resolved.file.clone() {
            let problems = resolved.problems.iter().filter(|problem| problem.file == file);
            let problems: Vec<Problem> = problems.cloned().collect();
            if problems.is_empty() {
                if let Ok(Some(text)) = OnDisk::new(&self.buffers).read(&file) {
                    self.last_good.insert(file.clone(), text);
                }
            } else if let Some(text) = self.last_good.get(&file).filter(|_| resolved.broken) {
                resolved = config::resolve(&path, &OnDisk::new(&self.buffers).with(&file, text), &editor);
            }
            self.note_problems(file, problems);
        }
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(folder.to_owned(), Known { resolved: resolved.clone(), templates, looks });
        resolved
    }

    fn note_problems(&mut self, file: PathBuf, problems: Vec<Problem>) {
        if self.problems.get(&file).map_or(&[][..], Vec::as_slice) != problems {
            self.news.insert(file.clone());
        }
        if problems.is_empty() {
            self.problems.remove(&file);
        } else {
            self.problems.insert(file, problems);
        }
    }

    fn workspace_folder_of(&self, path: &Path) -> Option<&Path> {
        let around = self.folders.iter().filter(|folder| path.starts_with(folder));
        around.max_by_key(|folder| folder.components().count()).map(PathBuf::as_path)
    }

    fn editor_layers(&self, folder: Option<&Path>) -> Vec<Value> {
        let asked = self.asked.iter().filter(|(of, _)| of.is_none() || of.as_deref() == folder);
        let layers = std::iter::once(&self.initial).chain(asked.map(|(_, value)| value));
        let layers = layers.chain(std::iter::once(&self.changed)).filter(|value| !is_nothing(value));
        layers.map(without_editors_own_keys).collect()
    }
}

/// Whether an editor has said nothing: an empty table of Lua or Lisp is sent as a list, or as `false`.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(values) => values.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Object(_) | Value::Number(_) | Value::Bool(true) => false,
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

/// `path` as seen from `root`, with `/`; whole where it lies elsewhere.
fn relative(path: &Path, root: Option<&Path>) -> String {
    let path = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The same surroundings but for the moment: what is found may differ all the same, but not much.
pub fn same(a: &Arc<Surroundings>, b: &Surroundings) -> bool {
    (Arc::ptr_eq(&a.rules, &b.rules) || a.rules.settings == b.rules.settings)
        && a.configured == b.configured
        && a.path == b.path
        && a.named == b.named
        && a.template == b.template
        && a.boilerplate == b.boilerplate
}
