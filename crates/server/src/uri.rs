//! URIs and the paths they stand for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use tower_lsp::ls_types::Uri;

/// So much is remembered of URIs that are none, in bytes, before what was remembered before that is forgotten. A document
/// that is open keeps its own.
const MOST_REMEMBERED: usize = 1 << 20;

/// The longest path of any system that we know of, in bytes.
const LONGEST_PATH: usize = 4_096;

/// URIs that are none (`file:///a b.md`), as they were sent. They are rewritten before they are read, and
/// written again as they came.
#[derive(Debug, Default)]
pub struct Mended {
    originals: Mutex<Originals>,
}

/// What was sent, by what was made of it.
#[derive(Debug, Default)]
struct Originals {
    late: HashMap<String, String>,
    early: HashMap<String, String>,
    /// How many bytes the late ones take.
    size: usize,
}

impl Mended {
    /// Makes a URI of what is none.
    pub fn mend(&self, uri: &mut String) {
        if Uri::from_str(uri).is_ok() {
            return;
        }
        let mut encoded = encode(uri, b"/:?#@!$&'()*+,;=%-._~");
        if Uri::from_str(&encoded).is_err() {
            encoded = format!("untitled:{}", encode(uri, b"-._~"));
        }
        let original = std::mem::replace(uri, encoded);
        let mut originals = self.originals.lock().unwrap_or_else(PoisonError::into_inner);
        let size = uri.len() + original.len();
        if originals.late.insert(uri.clone(), original).is_none() {
            originals.size += size;
        }
        if originals.size > MOST_REMEMBERED {
            originals.early = std::mem::take(&mut originals.late);
            originals.size = 0;
        }
    }

    /// How the client writes a URI.
    pub fn original(&self, uri: &Uri) -> String {
        let originals = self.originals.lock().unwrap_or_else(PoisonError::into_inner);
        let original = originals.late.get(uri.as_str()).or_else(|| originals.early.get(uri.as_str()));
        original.cloned().unwrap_or_else(|| uri.as_str().to_owned())
    }
}

/// The file that a URI names; `None` for unsaved buffers, notebook cells and whatever else is no file.
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    // No system has a file of a longer path, and each of its folders would be looked into.
    if uri.as_str().len() > LONGEST_PATH * "%20".len() {
        return None;
    }
    let rest = uri.as_str().split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("file"))?.1;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at_checked(rest.find('/')?)?,
        None => ("", rest),
    };
    let path = String::from_utf8(decode(path)).ok()?;
    if path.is_empty() || path.contains('\0') || path.len() > LONGEST_PATH {
        return None;
    }
    if cfg!(windows) {
        let path = match path.strip_prefix('/') {
            Some(drive) if drive.chars().nth(1) == Some(':') => drive.to_owned(),
            _ if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") => format!("//{host}{path}"),
            _ => path,
        };
        return Some(PathBuf::from(path.replace('/', "\\")));
    }
    Some(PathBuf::from(path))
}

/// The URI of a file.
pub fn from_path(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let slash = if path.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", encode(&path, b"/-._~"))).ok()
}

/// The URI of a file by its path as seen from the file of another URI, and perhaps of a place in it. What is
/// escaped in the path already stays so.
pub fn beside(uri: &Uri, path: &str, place: Option<&str>) -> Option<Uri> {
    let (folder, _) = uri.as_str().split(['?', '#']).next()?.rsplit_once('/')?;
    // Nothing lies above the root, and nothing beside a file that has no folder.
    let root = folder.find("://").map(|at| at + 3)?;
    let mut parts: Vec<&str> = folder.get(root..)?.split('/').collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => return None,
            part => parts.push(part),
        }
    }
    let path = encode(&parts.join("/"), b"/-._~%!$&'()*+,;=:@");
    let place = place.map(|place| format!("#{}", encode(place, b"-._~%!$&'()*+,;=:@/?"))).unwrap_or_default();
    Uri::from_str(&format!("{}{path}{place}", folder.get(..root)?)).ok()
}

fn encode(text: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let escaped = (*byte == b'%').then(|| after.split_at_checked(2)).flatten();
        let escaped = escaped.and_then(|(digits, after)| {
            let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            Some((u8::from_str_radix(digits, 16).ok()?, after))
        });
        let (byte, after) = escaped.unwrap_or((*byte, after));
        decoded.push(byte);
        rest = after;
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_path(uri: &str, expected: Option<&str>) {
        assert_eq!(to_path(&Uri::from_str(uri).unwrap()).as_deref(), expected.map(Path::new));
    }

    #[cfg(not(windows))]
    #[test]
    fn a_path_that_no_system_has_is_no_file() {
        let deep = |n: usize| Uri::from_str(&format!("file://{}/r.md", "/a".repeat(n))).unwrap();
        assert!(to_path(&deep(2_000)).is_some());
        assert_eq!(to_path(&deep(2_100)), None);
        assert_eq!(to_path(&Uri::from_str(&format!("file:///{}r.md", "%20".repeat(4_200))).unwrap()), None);
    }

    #[cfg(not(windows))]
    #[test]
    fn files_beside_a_review_are_named() {
        let uri = Uri::from_str("file:///home/me/2024/a%20b.md").unwrap();
        let beside = |path, place| super::beside(&uri, path, place).map(|uri| uri.as_str().to_owned());
        let is = |uri: &str| Some(uri.to_owned());
        assert_eq!(beside("x.png", None), is("file:///home/me/2024/x.png"));
        assert_eq!(beside("./g h/é%20.png", Some("top")), is("file:///home/me/2024/g%20h/%C3%A9%20.png#top"));
        assert_eq!(beside("../../may.md", None), is("file:///home/may.md"));
        assert_eq!(beside("../../../../../x", None), None);
        let unsaved = Uri::from_str("untitled:Untitled-1").unwrap();
        assert_eq!(super::beside(&unsaved, "x.png", None), None);
    }

    #[test]
    fn paths() {
        check_path("file:///home/me/review.md", Some("/home/me/review.md"));
        check_path("FILE:///home/me/a%20b%C3%A9.md", Some("/home/me/a bé.md"));
        check_path("file:///c%3A/x.md", Some("/c:/x.md"));
        check_path("file:/x.md", Some("/x.md"));
        check_path("file://host/x.md?q#f", Some("/x.md"));
        check_path("file:///%FF.md", None);
        check_path("file:///a%00b", None);
        check_path("file://", None);
        check_path("untitled:Untitled-1", None);
        check_path("vscode-notebook-cell:/a/b.ipynb#W0", None);
    }

    #[cfg(not(windows))]
    #[test]
    fn there_and_back() {
        for path in ["/home/me/a b.md", "/tmp/é/%41#?.md", "/a\\b"] {
            assert_eq!(to_path(&from_path(Path::new(path)).unwrap()).as_deref(), Some(Path::new(path)));
        }
    }

    #[test]
    fn what_is_no_uri_is_made_one_and_remembered() {
        for odd in
            ["file:///a b.md", "", "review.md", "C:\\x\\é.md", "file:///a%zz", "[", "::", "file:///\u{0}\n"]
        {
            let mended = Mended::default();
            let mut uri = odd.to_owned();
            mended.mend(&mut uri);
            let uri = Uri::from_str(&uri).expect("is mended");
            assert_eq!(mended.original(&uri), odd);
            let _ = to_path(&uri);
        }
    }
}
