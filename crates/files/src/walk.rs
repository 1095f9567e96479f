//! The Markdown below a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askhow_document::is_markdown;

use crate::ignored::Ignored;
use crate::read::{Unread, is_inside, repository};

/// How far to look.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'l> {
    /// So many names are looked at, at most.
    pub names: usize,
    /// Whether the folders in the folder are looked at.
    pub folders: bool,
    /// Whether links to files are followed, those out of the repository (or else the folder) left out.
    pub links: bool,
    /// Folders of these names are left out.
    pub but: &'l [&'l str],
}

/// What lies below a folder.
#[derive(Debug, Default)]
pub struct Walked {
    /// Markdown files; of those in one folder the last by name comes first, and what lies in a folder before what lies
    /// in the folders in it.
    pub files: Vec<PathBuf>,
    /// What could not be looked at.
    pub unread: Vec<(PathBuf, Unread)>,
    /// How many names were looked at.
    pub n_names: usize,
}

/// The Markdown below a folder that neither git nor `.ignore` leaves out, hidden files and folders left out as well.
/// Links to folders are not followed, so there are no circles.
pub fn markdown_below(root: &Path, limits: Limits<'_>) -> Walked {
    let mut below = Walked::default();
    let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let bound = repository(&whole).unwrap_or_else(|| whole.clone());
    let around = match Ignored::around(&whole) {
        Ok(around) => around,
        Err(unread) => {
            below.unread.push(unread);
            return below;
        }
    };
    // Folders that are still to be looked at: as they are shown, their whole path, and what is left out of them.
    let mut waiting = vec![(root.to_owned(), whole, around)];
    while let Some((shown, whole, ignored)) = waiting.pop() {
        let names = match names(&shown, limits.names.saturating_sub(below.n_names)) {
            Ok(names) => names,
            Err(error) => {
                below.unread.push((shown, Unread::Refused(error)));
                continue;
            }
        };
        below.n_names += names.len();
        // The root has been asked with the folders around it.
        let says = [0, 1].map(|number| {
            names.iter().any(|(name, _)| Ignored::number(&name.to_string_lossy()) == Some(number))
        });
        let is_new = shown != root;
        let is_repository = || names.iter().any(|(name, _)| name == ".git");
        let ignored = if is_new && (says.contains(&true) || is_repository()) {
            match ignored.below(&whole, says) {
                Ok(ignored) => ignored,
                Err(unread) => {
                    below.unread.push(unread);
                    continue;
                }
            }
        } else {
            ignored
        };
        let mut folders = Vec::new();
        for (name, kind) in names {
            let is_hidden = name.to_string_lossy().starts_with('.');
            let (path, at) = (shown.join(&name), whole.join(&name));
            if is_hidden {
                continue;
            }
            if kind.is_dir() {
                let is_left = !limits.folders || limits.but.iter().any(|it| name == *it);
                if !is_left && !ignored.holds(&at, true) {
                    folders.push((path, at, Arc::clone(&ignored)));
                }
                continue;
            }
            if !is_markdown(&path) || ignored.holds(&at, false) {
                continue;
            }
            if kind.is_file() {
                below.files.push(path);
            } else if kind.is_symlink() && limits.links {
                match crate::metadata(&path) {
                    Ok(metadata) if metadata.is_file() && is_inside(&path, &bound) => below.files.push(path),
                    Ok(_) => {}
                    Err(unread) => below.unread.push((path, unread)),
                }
            }
        }
        // The last one to be pushed is the next to be looked at: the newest, where names begin with dates.
        folders.reverse();
        waiting.extend(folders);
    }
    below
}

/// So many names of one folder are sorted, at most.
const MOST_OF_FOLDER: usize = 500_000;

/// The names in a folder, the last one first, at most so many of them.
fn names(folder: &Path, most: usize) -> std::io::Result<Vec<(std::ffi::OsString, fs::FileType)>> {
    let entries = fs::read_dir(folder)?.take(MOST_OF_FOLDER);
    let mut names: Vec<_> =
        entries.flatten().filter_map(|entry| Some((entry.file_name(), entry.file_type().ok()?))).collect();
    names.sort_by(|(a, _), (b, _)| b.cmp(a));
    names.truncate(most);
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Lying(tempfile::TempDir);

    impl Lying {
        fn new(files: &[(&str, &str)]) -> Self {
            let folder = Self(tempfile::tempdir().unwrap());
            for (name, text) in files {
                let path = folder.0.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            folder
        }

        fn below(&self, folder: &str, limits: Limits<'_>) -> (Vec<String>, usize) {
            let root = self.0.path().join(folder);
            let below = markdown_below(&root, limits);
            let shown = |path: &PathBuf| path.strip_prefix(&root).unwrap().display().to_string();
            (below.files.iter().map(shown).collect(), below.unread.len())
        }
    }

    const ALL: Limits<'_> = Limits { names: usize::MAX, folders: true, links: true, but: &[] };

    #[test]
    fn only_markdown_is_found_the_newest_first() {
        let lying = Lying::new(&[
            ("a.md", ""),
            ("2024/b.MD", ""),
            ("2025/x.txt", ""),
            ("2025/c.md", ""),
            ("2025/d.mdx", ""),
            (".hidden/d.md", ""),
            ("node_modules/e.md", ""),
            ("2024/y/f.Rmd", ""),
        ]);
        let limits = Limits { but: &["node_modules"], ..ALL };
        assert_eq!(
            lying.below("", limits),
            (["a.md", "2025/d.mdx", "2025/c.md", "2024/b.MD", "2024/y/f.Rmd"].map(str::to_owned).into(), 0)
        );
        let flat = Limits { folders: false, ..ALL };
        assert_eq!(lying.below("", flat).0, ["a.md"]);
        // Of two names there is no more to be seen.
        assert!(lying.below("", Limits { names: 2, ..ALL }).0.len() <= 2);
    }

    #[test]
    fn what_git_ignores_is_left_out_as_git_would() {
        let lying = Lying::new(&[
            (".gitignore", "secret/\n/top.md\n*.draft.md\n!keep.draft.md\n"),
            (".git/info/exclude", "excluded.md\n"),
            ("top.md", ""),
            ("excluded.md", ""),
            ("secret/a.md", ""),
            ("docs/top.md", ""),
            ("docs/secret/a.md", ""),
            ("docs/a.draft.md", ""),
            ("docs/keep.draft.md", ""),
            ("docs/.gitignore", "local.md\n!here.draft.md\n"),
            ("docs/local.md", ""),
            ("docs/here.draft.md", ""),
            ("docs/.ignore", "not-ours.md\n"),
            ("docs/not-ours.md", ""),
            ("sub/.git/HEAD", ""),
            ("sub/x.draft.md", ""),
        ]);
        let expected = ["sub/x.draft.md", "docs/top.md", "docs/keep.draft.md", "docs/here.draft.md"];
        assert_eq!(lying.below("", ALL), (expected.map(str::to_owned).into(), 0));
        // The folders around one count for it.
        let expected = ["top.md", "keep.draft.md", "here.draft.md"];
        assert_eq!(lying.below("docs", ALL), (expected.map(str::to_owned).into(), 0));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_to_files_of_the_repository() {
        use std::os::unix::fs::symlink;
        let lying =
            Lying::new(&[("in/.git/HEAD", ""), ("in/docs/a.md", ""), ("in/b.md", ""), ("out/v.md", "")]);
        let docs = lying.0.path().join("in/docs");
        for (target, name) in
            [("../b.md", "b.md"), ("../../out/v.md", "v.md"), ("/dev/zero", "z.md"), ("../../out", "folder")]
        {
            symlink(target, docs.join(name)).unwrap();
        }
        assert_eq!(lying.below("in/docs", ALL), (vec!["b.md".to_owned(), "a.md".to_owned()], 0));
        assert_eq!(lying.below("in/docs", Limits { links: false, ..ALL }), (vec!["a.md".to_owned()], 0));
        symlink("gone.md", docs.join("c.md")).unwrap();
        assert_eq!(lying.below("in/docs", ALL).1, 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_gitignore_cannot_be_read_is_left_out_and_told() {
        use std::os::unix::fs::symlink;
        let lying = Lying::new(&[("a.md", ""), ("zero/b.md", ""), ("pipe/c.md", ""), ("large/d.md", "")]);
        symlink("/dev/zero", lying.0.path().join("zero/.gitignore")).unwrap();
        let pipe = lying.0.path().join("pipe/.gitignore");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        fs::write(lying.0.path().join("large/.gitignore"), "x\n".repeat(600_000)).unwrap();
        assert_eq!(lying.below("", ALL), (vec!["a.md".to_owned(), "zero/b.md".to_owned()], 2));
        assert_eq!(lying.below("pipe", ALL), (Vec::new(), 1));
    }
}
