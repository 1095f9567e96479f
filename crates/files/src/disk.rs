//! Settings and templates as they lie on the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use askhow_ide::config::{Files, MOST_NAMES, may_be_template};

use crate::read::{LARGEST_SETTINGS, Unread, metadata, read_inside};
use crate::utf8::text;

/// The disk, as settings are read from it. Links out of the folder are not followed, and what is no file is none.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Option<String>, String> {
        match read_inside(path, LARGEST_SETTINGS) {
            Ok(bytes) => text(bytes).map(|(text, _)| Some(text)).map_err(|error| error.message),
            Err(Unread::Missing) => Ok(None),
            Err(Unread::Refused(error)) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
            Err(unread) => Err(unread.to_string()),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn length(&self, path: &Path) -> Option<u64> {
        metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
    }

    fn templates(&self, folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES);
        let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.retain(|path| may_be_template(path));
        found.sort();
        found
    }
}
