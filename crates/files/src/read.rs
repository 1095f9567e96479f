//! The one reader.

use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use askhow_ide::config::FILE_NAME;

use crate::in_its_words;

/// The largest `askhow.toml`, template or `.gitignore` that is read, in bytes.
pub const LARGEST_SETTINGS: u64 = 1024 * 1024;
/// The largest review that is read, in bytes.
pub const LARGEST_REVIEW: u64 = 64 * 1024 * 1024;

/// How a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// There is none of that name.
    Missing,
    /// A link of that name leads nowhere; where to.
    LeadsNowhere(PathBuf),
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or a socket.
    NoFile,
    /// It has more bytes than so many.
    TooLarge(u64),
    /// It is a link out of the folder that was opened.
    Outside,
    /// The system says no.
    Refused(io::Error),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file or folder"),
            Self::LeadsNowhere(target) => {
                let target = target.to_string_lossy();
                write!(f, "a link that leads nowhere: there is no “{target}”")
            }
            Self::Folder => f.write_str("a folder, where a file is needed"),
            Self::NoFile => f.write_str("a device or a pipe, where a file is needed"),
            Self::TooLarge(most) => {
                write!(f, "larger than {} MB, and not read for that", most / (1024 * 1024))
            }
            Self::Outside => f.write_str("a link out of its folder, which is not followed"),
            Self::Refused(error) => f.write_str(&explain(error)),
        }
    }
}

/// What an error of the system means to somebody who wants a file read.
pub fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no right to read it: see its permissions".to_owned(),
        io::ErrorKind::IsADirectory => "a folder, where a file is needed".to_owned(),
        _ => in_its_words(error).unwrap_or_else(|| "it can't be read".to_owned()),
    }
}

/// Reads a file of at most so many bytes. Links are followed, and what they lead to has to be a file.
///
/// # Errors
/// Where it is none, is larger, or can't be read.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    // Opening a device may do something by itself, so it is looked at first; and it may be another one once it is open.
    let seen = metadata(path)?;
    fits(&seen, most)?;
    let file = open(path).map_err(|error| unread(path, error))?;
    fits(&file.metadata().map_err(Unread::Refused)?, most)?;
    let mut bytes = Vec::with_capacity(usize::try_from(seen.len()).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes).map_err(Unread::Refused)?;
    if bytes.len() as u64 > most { Err(Unread::TooLarge(most)) } else { Ok(bytes) }
}

/// The same for a file that has to lie in the [top] folder around its name, whatever links stand on the way to it.
///
/// # Errors
/// As [`read`], and where it lies elsewhere.
pub fn read_inside(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    metadata(path)?;
    if is_inside(path, &top(path)) { read(path, most) } else { Err(Unread::Outside) }
}

/// What the system says of a file behind all links.
///
/// # Errors
/// Where there is none, or the system does not say.
pub fn metadata(path: &Path) -> Result<Metadata, Unread> {
    fs::metadata(path).map_err(|error| unread(path, error))
}

/// The folder out of which the settings and templates of a file are not read: the nearest one upward with `.git`, else
/// with settings, else its own.
pub fn top(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let own = path.parent().unwrap_or(&path);
    let with_settings = || own.ancestors().find(|folder| folder.join(FILE_NAME).exists()).map(Path::to_owned);
    repository(own).or_else(with_settings).unwrap_or_else(|| own.to_owned())
}

/// The nearest folder upward with `.git`, `folder` itself among them.
pub fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// A path with all links seen through, or else as it is, but whole.
pub fn seen_through(path: &Path) -> PathBuf {
    let whole = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    fs::canonicalize(path).map_or_else(|_| whole(), plain)
}

/// `C:\x` for `\\?\C:\x`, which not every program reads.
fn plain(path: PathBuf) -> PathBuf {
    let text = path.to_str().and_then(|path| path.strip_prefix(r"\\?\"));
    match text.filter(|text| cfg!(windows) && text.as_bytes().get(1) == Some(&b':')) {
        Some(text) => PathBuf::from(text),
        None => path,
    }
}

/// Whether there is anything of this name, be it a link that leads nowhere.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a file lies in a folder, all links seen through. One that is not there lies nowhere.
pub fn is_inside(path: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

fn fits(metadata: &Metadata, most: u64) -> Result<(), Unread> {
    if metadata.is_dir() {
        Err(Unread::Folder)
    } else if !metadata.is_file() {
        Err(Unread::NoFile)
    } else if metadata.len() > most {
        Err(Unread::TooLarge(most))
    } else {
        Ok(())
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

fn unread(path: &Path, error: io::Error) -> Unread {
    match error.kind() {
        io::ErrorKind::NotFound => fs::read_link(path).map_or(Unread::Missing, Unread::LeadsNowhere),
        io::ErrorKind::IsADirectory => Unread::Folder,
        _ => Unread::Refused(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert!(matches!(read(&path, 4), Err(Unread::TooLarge(4))));
        assert!(matches!(read(folder.path(), 4), Err(Unread::Folder)));
        assert!(matches!(read(&folder.path().join("b.md"), 4), Err(Unread::Missing)));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_read_and_nobody_waits_for_it() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        for (name, target) in [("zero", "/dev/zero"), ("to-pipe", "pipe"), ("to-link", "zero")] {
            symlink(target, folder.path().join(name)).unwrap();
        }
        for name in ["pipe", "socket", "zero", "to-pipe", "to-link"] {
            let read = read(&folder.path().join(name), 100);
            assert!(matches!(read, Err(Unread::NoFile)), "{name}: {read:?}");
        }
        symlink("gone", folder.path().join("nowhere")).unwrap();
        let said = read(&folder.path().join("nowhere"), 100).unwrap_err().to_string();
        assert_eq!(said, "a link that leads nowhere: there is no “gone”");
        // One that goes round.
        symlink("round", folder.path().join("round")).unwrap();
        assert!(matches!(read(&folder.path().join("round"), 100), Err(Unread::Refused(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_seen_through_whatever_it_is() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (ours, out) = (folder.path().join("ours"), folder.path().join("out"));
        for path in [ours.join(".git"), ours.join("docs"), out.clone()] {
            fs::create_dir_all(path).unwrap();
        }
        fs::write(out.join("secret.md"), "secret").unwrap();
        fs::write(ours.join("ours.md"), "ours").unwrap();
        symlink(out.join("secret.md"), ours.join("link.md")).unwrap();
        symlink("link.md", ours.join("to-link.md")).unwrap();
        symlink(&out, ours.join("docs/folder")).unwrap();
        symlink("../ours.md", ours.join("docs/within.md")).unwrap();
        for name in ["link.md", "to-link.md", "docs/folder/secret.md"] {
            let read = read_inside(&ours.join(name), 100);
            assert!(matches!(read, Err(Unread::Outside)), "{name}: {read:?}");
        }
        assert_eq!(read_inside(&ours.join("docs/within.md"), 100).unwrap(), b"ours");
        // A folder that was opened by way of a link is the one that was opened.
        symlink(&ours, folder.path().join("opened")).unwrap();
        assert_eq!(read_inside(&folder.path().join("opened/ours.md"), 100).unwrap(), b"ours");
    }
}
