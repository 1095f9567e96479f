//! The settings in force for each file, read once for each folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use askhow_files::{LARGEST_SETTINGS, Unread};
use askhow_ide::Boilerplate;
use askhow_ide::config::{self, Resolved, Templates};

use crate::files::Disk;
use crate::trouble::{Trouble, shown};

/// Settings by folder. Folders below one `askhow.toml` share what was read from it.
#[derive(Debug, Default)]
pub struct SettingsOf {
    /// Where the same settings were chosen for all.
    chosen: Option<Arc<InForce>>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    by_folder: HashMap<PathBuf, Arc<InForce>>,
    by_file: HashMap<Option<PathBuf>, Arc<InForce>>,
    templates: HashMap<PathBuf, Arc<Templates>>,
}

/// Settings as they hold for a folder.
#[derive(Debug)]
pub struct InForce {
    /// As they were read.
    pub resolved: Resolved,
}

impl InForce {
    fn new(resolved: Resolved) -> Self {
        Self { resolved }
    }
}

impl SettingsOf {
    /// Those of one file, for all reviews; its globs are seen from the current folder.
    ///
    /// # Errors
    /// Where there is no such file, or it can't be read.
    pub fn of_file(file: &Path) -> Result<Self, Trouble> {
        let what = "`--config` takes a file of settings, such as askhow.toml";
        // Who names it means it, wherever a link of that name leads.
        let text = match askhow_files::read(file, LARGEST_SETTINGS) {
            Ok(bytes) => askhow_files::text(bytes).map(|(text, _)| text).map_err(|error| error.message),
            Err(Unread::Missing) => Err("no such file".to_owned()),
            Err(unread) => Err(unread.to_string()),
        };
        let text = text.map_err(|message| Trouble::of(shown(file), format!("{message}: {what}")))?;
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let here = std::env::current_dir().unwrap_or_default();
        Ok(Self::always(config::resolve_alone(&whole, text, &here, &Disk)))
    }

    /// Those that are built in, for all reviews.
    pub fn built_in() -> Self {
        Self::always(Resolved::default())
    }

    fn always(resolved: Resolved) -> Self {
        Self { chosen: Some(Arc::new(InForce::new(resolved))), ..Self::default() }
    }

    /// The settings for a file or, where `path` is a folder, for what lies right in it. The file need not
    /// be there.
    pub fn of(&self, path: &Path) -> Arc<InForce> {
        if let Some(chosen) = &self.chosen {
            return Arc::clone(chosen);
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = if askhow_files::metadata(&path).is_ok_and(|it| it.is_dir()) {
            path.as_path()
        } else {
            path.parent().unwrap_or(&path)
        };
        // The settings depend on the folder alone; two threads that read the same file at once do no harm.
        if let Some(in_force) = self.known().by_folder.get(folder) {
            return Arc::clone(in_force);
        }
        let resolved = config::resolve(&folder.join("review.md"), &Disk, &[]);
        let mut known = self.known();
        let file = resolved.file.clone();
        let in_force =
            Arc::clone(known.by_file.entry(file).or_insert_with(|| Arc::new(InForce::new(resolved))));
        known.by_folder.insert(folder.to_owned(), Arc::clone(&in_force));
        in_force
    }

    /// What the templates say from which the review at `path` may have been made; `resolved` is in force for it.
    pub fn boilerplate(&self, path: Option<&Path>, resolved: &Resolved) -> Vec<Arc<Boilerplate>> {
        let path = path.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let folder = path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let known = self.known().templates.get(folder).cloned();
        let templates = known.unwrap_or_else(|| {
            let read = Arc::new(Templates::read(folder, resolved, &Disk));
            self.known().templates.insert(folder.to_owned(), Arc::clone(&read));
            read
        });
        templates.of(path.as_deref())
    }

    /// What is wrong in the settings' files that were read so far.
    pub fn troubles(&self) -> Vec<Trouble> {
        let known = self.known();
        let all = known.by_file.values().chain(&self.chosen);
        let mut troubles: Vec<Trouble> =
            all.flat_map(|in_force| &in_force.resolved.problems).map(trouble).collect();
        troubles.sort();
        troubles.dedup();
        troubles
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn trouble(problem: &config::Problem) -> Trouble {
    Trouble::at(near(&problem.file), problem.line_column, problem.message.clone())
}

/// The path from the current folder where it lies below it, else whole.
pub fn near(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let short = here.and_then(|here| path.strip_prefix(here).ok().map(shown));
    short.filter(|short| !short.is_empty()).unwrap_or_else(|| shown(path))
}
