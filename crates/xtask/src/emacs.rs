//! Emacs in a folder of its own: where its data lies is written into the program, so a wrapper says where it is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::Failure;
use crate::debian::{at, files, write};

/// Where the program lies in its package.
pub const PROGRAM: &str = "usr/bin/emacs-nox";

/// Writes the wrapper into `root` and gives its path. Packages that Debian has for Emacs are on its load path.
pub fn wrap(root: &Path) -> Result<PathBuf, Failure> {
    let share = version_in(&root.join("usr/share/emacs"))?;
    let inner = version_in(&root.join("usr/libexec/emacs"))?;
    let libexec = files(&inner)?.into_iter().next().unwrap_or(inner);
    let dump = files(&libexec)?.into_iter().find(|file| file.extension().is_some_and(|it| it == "pdmp"));
    let dump = dump.ok_or_else(|| Failure::new(format!("no dump of Emacs lies in {}", libexec.display())))?;
    let packages = root.join("usr/share/emacs/site-lisp/elpa-src");
    let packages = if packages.is_dir() { files(&packages)? } else { Vec::new() };
    let load_path: Vec<String> =
        packages.into_iter().chain([share.join("lisp")]).map(|folder| folder.display().to_string()).collect();
    let etc = share.join("etc");
    let script = format!(
        "#!/bin/sh\n\
         export EMACSDATA='{etc}' EMACSDOC='{etc}' EMACSLOADPATH='{}' EMACSPATH='{}'\n\
         exec '{}' --dump-file='{}' \"$@\"\n",
        load_path.join(":"),
        libexec.display(),
        root.join(PROGRAM).display(),
        dump.display(),
        etc = etc.display(),
    );
    let wrapper = root.join("emacs");
    write(&wrapper, &script)?;
    make_executable(&wrapper).map_err(|error| at(&wrapper, &error))?;
    Ok(wrapper)
}

/// The folder in `folder` that is named after a version.
fn version_in(folder: &Path) -> Result<PathBuf, Failure> {
    let version = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        name.first().is_some_and(u8::is_ascii_digit)
    };
    let found = files(folder)?.into_iter().find(version);
    found.ok_or_else(|| Failure::new(format!("no version of Emacs lies in {}", folder.display())))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(file: &Path) -> std::io::Result<()> {
    fs::metadata(file).map(|_| ())
}
