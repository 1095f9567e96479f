//! What stopped a file from being read: one line each on standard error, the other files go on.

use std::fmt;
use std::io;
use std::path::Path;

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

    /// A file that can't be read or written.
    pub fn io(path: impl Into<String>, error: &io::Error) -> Self {
        Self::of(path, explain(error))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.path, self.place) {
            (Some(path), Some((line, column))) => write!(f, "{path}:{line}:{column}: {}", self.message),
            (Some(path), None) => write!(f, "{path}: {}", self.message),
            (None, _) => write!(f, "askhow: {}", self.message),
        }
    }
}

/// Prints each on a line of standard error. That standard error is gone is nobody's business.
pub fn tell(troubles: &[Trouble]) {
    use io::Write;
    let mut stderr = io::stderr().lock();
    for trouble in troubles {
        let _ = writeln!(stderr, "{trouble}");
    }
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

/// What an error of the system means to somebody who wants their files checked.
pub fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no right to read it: see its permissions".to_owned(),
        io::ErrorKind::IsADirectory => "a folder, where a file is needed".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            chars.next().map_or_else(
                || "it can't be read".to_owned(),
                |first| first.to_lowercase().chain(chars).collect(),
            )
        }
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
    fn errors_of_the_system_lose_their_numbers() {
        let error = io::Error::from_raw_os_error(40);
        assert!(!explain(&error).contains("os error"), "{}", explain(&error));
    }
}
