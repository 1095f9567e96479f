//! Files of settings as the server sees them: open buffers first, then the disk.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use askhow_files::Disk;
use askhow_ide::config::Files;

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
            && self.listed.iter().all(|(folder, seen)| Disk.templates(folder) == *seen)
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
        Disk.read(path)
    }

    fn look_for(&self, path: &Path) -> bool {
        self.buffers.contains_key(path) || Disk.exists(path)
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
        buffer.or_else(|| Disk.length(path))
    }

    fn templates(&self, folder: &Path) -> Vec<PathBuf> {
        let seen = Disk.templates(folder);
        self.looks.borrow_mut().listed.push((folder.to_owned(), seen.clone()));
        seen
    }
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
