//! What a file system keeps beside a file: rights of single people (ACLs), and what other programs have noted.

use std::io;
use std::path::Path;

/// Gives a new file what is kept beside an old one. What the system alone may write is left to it.
///
/// # Errors
/// Where something can't be kept.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub fn keep_attributes(old: &Path, new: &Path) -> io::Result<()> {
    use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
    use rustix::io::Errno;

    /// An attribute has no more bytes on any system of these.
    const LONGEST: usize = 64 * 1024;
    let mut names = vec![0; LONGEST];
    let length = match listxattr(old, &mut names) {
        Ok(length) => length,
        // A file system without attributes.
        Err(Errno::NOTSUP | Errno::NOSYS | Errno::PERM) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    names.truncate(length);
    let mut value = vec![0; LONGEST];
    for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let is_systems =
            [&b"security."[..], b"trusted.", b"com.apple."].iter().any(|it| name.starts_with(it));
        let kept = getxattr(old, name, &mut value[..]).and_then(|length| {
            setxattr(new, name, value.get(..length).unwrap_or_default(), XattrFlags::empty())
        });
        match kept {
            Err(error) if !is_systems => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Elsewhere the new file has what its folder gives it.
///
/// # Errors
/// None.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn keep_attributes(_old: &Path, _new: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::fs::{XattrFlags, getxattr, setxattr};

    use super::*;

    #[test]
    fn attributes_go_over() {
        let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        std::fs::write(&old, "").unwrap();
        std::fs::write(&new, "").unwrap();
        keep_attributes(&old, &new).unwrap();
        // A file system that has none leaves nothing to be seen.
        if setxattr(&old, "user.note", b"kept", XattrFlags::empty()).is_err() {
            return;
        }
        keep_attributes(&old, &new).unwrap();
        let mut value = [0; 16];
        let length = getxattr(&new, "user.note", &mut value[..]).unwrap();
        assert_eq!(&value[..length], b"kept");
    }
}
