//! What stopped a file from being read: one line each on standard error, the other files go on.

use std::fmt;
use std::io;
use std::path::Path;

pub use askhow_files::explain;
use askhow_files::in_its_words;

use crate::output::{in_line, say};

/// One thing that went wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// The file as the user named it, `None` where it is about no file.
    pub path: Option<String>,
    /// The line and the column in it, from 1.
    pub place: Option<(usize, usize)>,
    /// What it is and what would be right; begins in lower case.
    pub message: String,
}

impl Trouble {
    /// About no file.
    pub fn new(message: impl Into<String>) -> Self {
        Self { path: None, place: None, message: message.into() }
    }

    /// About a whole file.
    pub fn of(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: Some(path.into()), place: None, message: message.into() }
    }

    /// About a place in a file.
    pub fn at(path: impl Into<String>, place: (usize, usize), message: impl Into<String>) -> Self {
        Self { path: Some(path.into()), place: Some(place), message: message.into() }
    }

    /// A file that can't be written.
    pub fn unwritten(path: impl Into<String>, error: &io::Error) -> Self {
        Self::of(path, explain_writing(error))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = in_line(&self.message);
        match (self.path.as_deref().map(in_line), self.place) {
            (Some(path), Some((line, column))) => write!(f, "{path}:{line}:{column}: {message}"),
            (Some(path), None) => write!(f, "{path}: {message}"),
            (None, _) => write!(f, "askhow: {message}"),
        }
    }
}

/// Prints each on a line of standard error.
pub fn tell(troubles: &[Trouble]) {
    troubles.iter().for_each(|trouble| say(&trouble.to_string()));
}

/// A path as it is shown: with `/` on every system.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// What it means to somebody who wants a file written.
pub fn explain_writing(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "no right to write it: see its permissions, and those of its folder".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "nothing can be written there: its disk is read-only".to_owned(),
        io::ErrorKind::IsADirectory => "a folder, where a file is to be written".to_owned(),
        io::ErrorKind::NotADirectory => {
            "what stands for a folder on the way to it is a file: choose another place".to_owned()
        }
        _ => in_its_words(error).unwrap_or_else(|| "it can't be written".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_with_file_line_and_column() {
        assert_eq!(Trouble::at("a.md", (3, 5), "not UTF-8").to_string(), "a.md:3:5: not UTF-8");
        assert_eq!(Trouble::of("a.md", "no such file").to_string(), "a.md: no such file");
        assert_eq!(Trouble::new("no file").to_string(), "askhow: no file");
    }

    #[test]
    fn a_right_to_write_is_told_from_one_to_read() {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(explain(&refused), "no right to read it: see its permissions");
        let message = Trouble::unwritten("a.md", &refused).message;
        assert_eq!(message, "no right to write it: see its permissions, and those of its folder");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(explain_writing(&full), "no storage space");
    }

    #[test]
    fn errors_of_the_system_lose_their_numbers() {
        let error = io::Error::from_raw_os_error(40);
        assert!(!explain(&error).contains("os error"), "{}", explain(&error));
    }
}
