//! Names of files that another program has listed.

use std::path::{Path, PathBuf};

use askhow_files::LARGEST_REVIEW;

use crate::files::read::standard_input;
use crate::trouble::{Trouble, shown};

/// The names that a file lists, or standard input where it is called `-`: a line each, or with NUL between them where
/// there is one (`git ls-files -z`), since a name may hold a line break.
///
/// # Errors
/// Says in one line that the list can't be read, or is larger than 64 MB.
pub fn read_list(list: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let bytes = match list.as_os_str() == "-" {
        true => standard_input(),
        false => askhow_files::read(list, LARGEST_REVIEW).map_err(|unread| unread.to_string()),
    };
    Ok(names(&bytes.map_err(|why| Trouble::of(shown(list), why))?))
}

fn names(bytes: &[u8]) -> Vec<PathBuf> {
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|byte| *byte == end);
    let names = names.map(|name| if end == 0 { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
    names.filter(|name| !name.is_empty()).map(name).collect()
}

/// A name may be no UTF-8 where the system takes it.
#[cfg(unix)]
fn name(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn name(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_line_or_ends_with_nul() {
        let listed = |text: &str| names(text.as_bytes()).iter().map(|name| shown(name)).collect::<Vec<_>>();
        assert_eq!(listed("a.md\n\nb c.md\r\nd.md"), ["a.md", "b c.md", "d.md"]);
        assert_eq!(listed("a\nb.md\0c.md\0"), ["a\nb.md", "c.md"]);
        assert_eq!(listed(""), [""; 0]);
    }
}
