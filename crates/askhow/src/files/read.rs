//! Reading texts, and saying what is wrong with those that are none.

use std::io::{self, Read};

use askhow_files::{LARGEST_REVIEW, NoText, Unread};

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
        let (text, lead) = askhow_files::text(bytes)
            .map_err(|NoText { place, message }| Trouble::at(shown, place, message))?;
        Ok(Self { text, lead })
    }
}

/// Reads a file, or standard input to its end.
///
/// # Errors
/// Says in one line that it is not there, is none, is too large or may not be read.
pub fn read_bytes(target: &Target) -> Result<Vec<u8>, Trouble> {
    let unread = |unread: Unread| {
        // Who names a pipe may mean what comes from it.
        let instead = if matches!(unread, Unread::NoFile) { ": `-` is standard input" } else { "" };
        Trouble::of(&target.shown, format!("{unread}{instead}"))
    };
    match &target.path {
        Some(path) => askhow_files::read(path, LARGEST_REVIEW).map_err(unread),
        None => standard_input().map_err(|why| Trouble::of(&target.shown, why)),
    }
}

/// Standard input to its end.
///
/// # Errors
/// Says why not, also where it has more than 64 MB.
pub(super) fn standard_input() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST_REVIEW + 1).read_to_end(&mut bytes);
    read.map_err(|error| explain(&error))?;
    if bytes.len() as u64 > LARGEST_REVIEW {
        return Err(Unread::TooLarge(LARGEST_REVIEW).to_string());
    }
    Ok(bytes)
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
