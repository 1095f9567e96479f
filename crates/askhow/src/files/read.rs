//! Reading texts, and saying what is wrong with those that are none.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use askhow_ide::config::{Files, MOST_NAMES, may_be_template};

use crate::files::Target;
use crate::trouble::{Trouble, explain};

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Without the byte order mark.
    pub text: String,
    /// The bytes that stand before `text` in the file: 3 where it has a byte order mark, else 0.
    pub lead: usize,
}

impl Source {
    /// Takes the bytes of a file for UTF-8.
    ///
    /// # Errors
    /// Names the first byte that is none, with its line and column.
    pub fn from_bytes(bytes: Vec<u8>, shown: &str) -> Result<Self, Trouble> {
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                let lead = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
                text.drain(..lead);
                Ok(Self { text, lead })
            }
            Err(error) => Err(not_utf8(error.as_bytes(), error.utf8_error().valid_up_to(), shown)),
        }
    }
}

/// Reads a file, or standard input to its end.
///
/// # Errors
/// Says in one line that it is not there, is a folder or may not be read.
pub fn read_bytes(target: &Target) -> Result<Vec<u8>, Trouble> {
    let Some(path) = &target.path else {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Trouble::unread(&target.shown, &error))?;
        return Ok(bytes);
    };
    std::fs::read(path).map_err(|error| unreadable(path, &target.shown, &error))
}

/// A file that can't be read; a link that leads nowhere is told from a name that nobody has.
pub fn unreadable(path: &Path, shown: &str, error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::NotFound
        && let Ok(target) = std::fs::read_link(path)
    {
        let target = crate::trouble::shown(&target);
        return Trouble::of(shown, format!("a link that leads nowhere: there is no “{target}”"));
    }
    Trouble::unread(shown, error)
}

fn not_utf8(bytes: &[u8], at: usize, shown: &str) -> Trouble {
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes {
        return Trouble::at(shown, (1, 1), "UTF-16 text: save it as UTF-8 to have it checked");
    }
    let before = bytes.get(..at).and_then(|before| str::from_utf8(before).ok()).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    Trouble::at(
        shown,
        (line, column),
        format!("not UTF-8 (byte 0x{byte:02X}): save it as UTF-8 to have it checked"),
    )
}

/// The disk, as the settings are read from it.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Option<String>, String> {
        match std::fs::read(path) {
            Ok(bytes) => match Source::from_bytes(bytes, "") {
                Ok(source) => Ok(Some(source.text)),
                Err(trouble) => Err(trouble.message),
            },
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(explain(&error)),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn length(&self, path: &Path) -> Option<u64> {
        std::fs::metadata(path).ok().map(|file| file.len())
    }

    fn templates(&self, folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES);
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| may_be_template(path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(bytes: &[u8], expected: &str) {
        let trouble = Source::from_bytes(bytes.to_vec(), "a.md").unwrap_err();
        assert_eq!(trouble.to_string(), expected);
    }

    #[test]
    fn the_first_byte_that_is_no_utf8_is_named_with_its_place() {
        check_refused(b"Caf\xe9", "a.md:1:4: not UTF-8 (byte 0xE9): save it as UTF-8 to have it checked");
        check_refused(
            b"# \xc3\xa9\n\xc3\xa4b\xff",
            "a.md:2:3: not UTF-8 (byte 0xFF): save it as UTF-8 to have it checked",
        );
        check_refused(b"\xff\xfe#\0", "a.md:1:1: UTF-16 text: save it as UTF-8 to have it checked");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let source = Source::from_bytes("\u{feff}# How".into(), "a.md").unwrap();
        assert_eq!(source, Source { text: "# How".into(), lead: 3 });
    }
}
