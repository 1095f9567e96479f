//! Writing a file so that it is either the old one or the new one at every moment.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::trouble::{Trouble, explain, explain_writing};

/// What temporary files are called at first.
const TEMPORARY: &str = ".askhow-";
const NOT_YET: &str = ".new";
/// One that is older was left behind when its program was ended.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// Takes away what a program that was ended in the middle has left in a folder.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let middle = name.strip_prefix(TEMPORARY).and_then(|rest| rest.strip_suffix(NOT_YET));
        let is_ours =
            middle.is_some_and(|it| it.len() == 6 && it.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        // Of a link this is about the link itself.
        let metadata = || entry.metadata().ok().filter(|it| is_ours && it.is_file());
        let age = metadata().and_then(|it| it.modified().ok()?.elapsed().ok());
        if age.is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Puts `after` in the place of a file that still holds `before`: a temporary file in the same folder, with
/// the permissions of the old one, is renamed. Behind a link it is the target that is replaced.
///
/// # Errors
/// Says what stood in the way; the file is then as it was.
pub fn replace(path: &Path, shown: &str, before: &[u8], after: &[u8]) -> Result<(), Trouble> {
    let left = |reason: String| Trouble::of(shown, format!("left as it is: {reason}"));
    let unread = |error: io::Error| left(explain(&error));
    let failed = |error: io::Error| left(explain_writing(&error));
    let target = fs::canonicalize(path).map_err(unread)?;
    let metadata = fs::metadata(&target).map_err(unread)?;
    if metadata.permissions().readonly() {
        return Err(left("it is read-only".to_owned()));
    }
    if has_other_names(&metadata) {
        return Err(left(
            "it has another name (a hard link), under which it would stay the old one".to_owned(),
        ));
    }
    askhow_files::may_be_so_long(after.len()).map_err(failed)?;
    let folder = target.parent().ok_or_else(|| left("it lies in no folder".to_owned()))?;
    let mut file = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .suffix(NOT_YET)
        .tempfile_in(folder)
        .map_err(|error| left(of_folder(&error)))?;
    file.write_all(after).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    keep_owner(&metadata, file.path());
    fs::set_permissions(file.path(), metadata.permissions()).map_err(failed)?;
    // Rights of single people (ACLs) are kept beside the file, and so are other attributes.
    askhow_files::keep_attributes(&target, file.path()).map_err(failed)?;
    // The last moment: an editor may have saved it while we were reading.
    if fs::read(&target).map_err(unread)? != before {
        return Err(left("it was changed meanwhile".to_owned()));
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Makes a file in one step, or puts it in the place of an old one: whoever looks sees all of it or nothing.
///
/// # Errors
/// What the system says; there is no new file then, and an old one is as it was.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, bytes)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a file in one step where there is none: whoever looks sees all of it or nothing.
///
/// # Errors
/// What the system says, also that there is one; there is no new file then.
pub fn create_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, bytes)?.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file in the folder of another, which holds these bytes and goes away unless it is persisted.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sweep(folder);
    askhow_files::may_be_so_long(bytes.len())?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).suffix(NOT_YET);
    // Others may read it, as far as the user lets them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all())?;
    Ok(file)
}

/// The new file is made beside the old one, so it is the folder that may refuse it.
fn of_folder(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "no right to write in its folder: see the permissions of that".to_owned()
        }
        _ => format!("no file can be made in its folder: {}", explain_writing(error)),
    }
}

/// Where somebody else runs the command (an administrator, say), the file stays its owner's, if that is
/// allowed.
#[cfg(unix)]
fn keep_owner(metadata: &fs::Metadata, path: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(unix)]
fn has_other_names(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_other_names(_metadata: &fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn keep_owner(_metadata: &fs::Metadata, _path: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_takes_no_files_is_named_for_it() {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(of_folder(&refused), "no right to write in its folder: see the permissions of that");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(of_folder(&full), "no file can be made in its folder: no storage space");
    }

    #[test]
    fn a_file_is_made_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline.json");
        create(&path, b"one").unwrap();
        create(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left behind");
        fs::create_dir(folder.path().join("taken")).unwrap();
        assert!(create(&folder.path().join("taken"), b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left behind");
    }

    #[test]
    fn what_was_left_behind_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let old = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
        for (name, is_old) in [
            (".askhow-aB3xYz.new", true),
            (".askhow-aB3xYq.new", false),
            (".askhow-notes.new", true),
            (".askhow-aB3xYz", true),
            ("a.md", true),
        ] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            if is_old {
                file.set_modified(old).unwrap();
            }
        }
        sweep(folder.path());
        let mut left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".askhow-aB3xYq.new", ".askhow-aB3xYz", ".askhow-notes.new", "a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_another_name_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "why").unwrap();
        fs::hard_link(&path, folder.path().join("b.md")).unwrap();
        let trouble = replace(&path, "a.md", b"why", b"how").unwrap_err();
        assert!(trouble.message.starts_with("left as it is: it has another name"), "{trouble}");
        assert_eq!(fs::read_to_string(folder.path().join("b.md")).unwrap(), "why");
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "saved meanwhile").unwrap();
        let trouble = replace(&path, "a.md", b"as it was read", b"fixed").unwrap_err();
        assert_eq!(trouble.to_string(), "a.md: left as it is: it was changed meanwhile");
        assert_eq!(fs::read_to_string(&path).unwrap(), "saved meanwhile");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left behind");
    }
}
