//! Files of settings as the server sees them: open buffers first, then the disk.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use askhow_ide::config::{Files, MOST_NAMES, may_be_template};

/// The disk, with open buffers in front of it, and one file in an earlier state in front of them. It keeps
/// in mind what was looked at.
#[derive(Debug)]
pub struct OnDisk<'a> {
    buffers: &'a HashMap<PathBuf, String>,
    instead: Option<(&'a Path, &'a str)>,
    looks: RefCell<Looks>,
}

/// What was looked at, and what was seen.
#[derive(Debug, Default)]
pub struct Looks {
    read: Vec<(PathBuf, Result<Option<String>, String>)>,
    existed: Vec<(PathBuf, bool)>,
    listed: Vec<(PathBuf, Vec<PathBuf>)>,
}

impl Looks {
    /// Whether the same is to be seen now.
    pub fn hold(&self, buffers: &HashMap<PathBuf, String>) -> bool {
        let files = OnDisk::new(buffers);
        self.read.iter().all(|(path, seen)| files.look_into(path) == *seen)
            && self.existed.iter().all(|(path, seen)| files.look_for(path) == *seen)
            && self.listed.iter().all(|(folder, seen)| look_through(folder) == *seen)
    }
}

impl<'a> OnDisk<'a> {
    /// The disk behind these buffers.
    pub fn new(buffers: &'a HashMap<PathBuf, String>) -> Self {
        Self { buffers, instead: None, looks: RefCell::default() }
    }

    /// The same with `text` for one of the files.
    pub fn with(self, file: &'a Path, text: &'a str) -> Self {
        Self { instead: Some((file, text)), ..self }
    }

    /// What was looked at so far.
    pub fn into_looks(self) -> Looks {
        self.looks.into_inner()
    }

    fn look_into(&self, path: &Path) -> Result<Option<String>, String> {
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

    fn look_for(&self, path: &Path) -> bool {
        self.buffers.contains_key(path) || path.exists()
    }
}

impl Files for OnDisk<'_> {
    fn read(&self, path: &Path) -> Result<Option<String>, String> {
        let seen = self.look_into(path);
        self.looks.borrow_mut().read.push((path.to_owned(), seen.clone()));
        seen
    }

    fn exists(&self, path: &Path) -> bool {
        let seen = self.look_for(path);
        self.looks.borrow_mut().existed.push((path.to_owned(), seen));
        seen
    }

    fn length(&self, path: &Path) -> Option<u64> {
        let buffer = self.buffers.get(path).map(|text| text.len() as u64);
        buffer.or_else(|| std::fs::metadata(path).ok().map(|file| file.len()))
    }

    fn templates(&self, folder: &Path) -> Vec<PathBuf> {
        let seen = look_through(folder);
        self.looks.borrow_mut().listed.push((folder.to_owned(), seen.clone()));
        seen
    }
}

/// The templates that lie right in a folder, by their names.
fn look_through(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES);
    let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.retain(|path| may_be_template(path));
    found.sort();
    found
}

/// Where an unsaved buffer lies that belongs to no folder.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere;

impl Files for Nowhere {
    fn read(&self, _: &Path) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn length(&self, _: &Path) -> Option<u64> {
        None
    }

    fn templates(&self, _: &Path) -> Vec<PathBuf> {
        Vec::new()
    }
}
