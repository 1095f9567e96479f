//! What git ignores, and what `.ignore` says, read by our own reader.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::read::{LARGEST_SETTINGS, Unread, read, repository};

/// The files that say what is left out, each of which beats the one behind it. Those of a folder beat those of the
/// folders around it.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];
/// With more patterns a file of them says nothing, and its folder is left out.
const MOST_LINES: usize = 20_000;

/// What is left out of a folder and of those in it.
#[derive(Debug)]
pub(crate) struct Ignored {
    own: [Option<Gitignore>; 2],
    /// Whether what git ignores further up counts no longer.
    is_repository: bool,
    around: Option<Arc<Ignored>>,
    /// What a repository and its user leave out everywhere.
    everywhere: Arc<[Gitignore]>,
}

impl Ignored {
    /// What is left out of `folder`, a whole path, by itself and by the folders around it.
    ///
    /// # Errors
    /// Where a file that says so can't be read: then nothing may be said about the folder.
    pub fn around(folder: &Path) -> Result<Arc<Self>, (PathBuf, Unread)> {
        let top = repository(folder);
        let everywhere: Arc<[Gitignore]> = everywhere(top.as_deref(), folder).into();
        let folders =
            folder.ancestors().take_while(|it| top.as_deref().is_none_or(|top| it.starts_with(top)));
        let mut folders: Vec<&Path> = folders.collect();
        folders.reverse();
        let mut ignored = None;
        for folder in folders {
            ignored = Some(Self::of(folder, NAMES, ignored, &everywhere)?);
        }
        let nothing = || Self { own: [None, None], is_repository: false, around: None, everywhere };
        Ok(ignored.unwrap_or_else(|| Arc::new(nothing())))
    }

    /// The same for a folder in this one, in which these of the files lie.
    ///
    /// # Errors
    /// As [`Ignored::around`].
    pub fn below(self: &Arc<Self>, folder: &Path, names: [bool; 2]) -> Result<Arc<Self>, (PathBuf, Unread)> {
        let mut lying = NAMES;
        for (name, lies) in lying.iter_mut().zip(names) {
            *name = if lies { name } else { "" };
        }
        Self::of(folder, lying, Some(Arc::clone(self)), &self.everywhere)
    }

    /// Which of the two files this name is, if any.
    pub fn number(name: &str) -> Option<usize> {
        NAMES.iter().position(|it| *it == name)
    }

    fn of(
        folder: &Path,
        names: [&str; 2],
        around: Option<Arc<Self>>,
        everywhere: &Arc<[Gitignore]>,
    ) -> Result<Arc<Self>, (PathBuf, Unread)> {
        let mut own = [None, None];
        for (own, name) in own.iter_mut().zip(names).filter(|(_, name)| !name.is_empty()) {
            let file = folder.join(name);
            // git follows no link of these names.
            if file.is_symlink() {
                continue;
            }
            *own = match read(&file, LARGEST_SETTINGS) {
                Ok(bytes) => Some(compiled(folder, &bytes).map_err(|unread| (file, unread))?),
                Err(Unread::Missing | Unread::Folder) => None,
                Err(unread) => return Err((file, unread)),
            };
        }
        let is_repository = folder.join(".git").exists();
        Ok(Arc::new(Self { own, is_repository, around, everywhere: Arc::clone(everywhere) }))
    }

    /// Whether a file or folder, by its whole path, is left out.
    pub fn holds(&self, path: &Path, is_folder: bool) -> bool {
        for number in 0..NAMES.len() {
            let mut level = Some(self);
            while let Some(ignored) = level {
                if let Some(verdict) = ignored
                    .own
                    .get(number)
                    .and_then(Option::as_ref)
                    .and_then(|own| says(own, path, is_folder))
                {
                    return verdict;
                }
                let is_last = number == 1 && ignored.is_repository;
                level = ignored.around.as_deref().filter(|_| !is_last);
            }
        }
        self.everywhere.iter().find_map(|it| says(it, path, is_folder)).unwrap_or_default()
    }
}

fn says(globs: &Gitignore, path: &Path, is_folder: bool) -> Option<bool> {
    match globs.matched(path, is_folder) {
        Match::None => None,
        Match::Ignore(_) => Some(true),
        Match::Whitelist(_) => Some(false),
    }
}

/// Patterns as they are seen from a folder; lines that are none count for nothing.
fn compiled(folder: &Path, bytes: &[u8]) -> Result<Gitignore, Unread> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.lines().count() > MOST_LINES {
        return Err(Unread::TooLarge(LARGEST_SETTINGS));
    }
    let mut builder = GitignoreBuilder::new(folder);
    for line in text.lines() {
        let _ = builder.add_line(None, line);
    }
    Ok(builder.build().unwrap_or_else(|_| Gitignore::empty()))
}

/// `.git/info/exclude`, and what the user leaves out of all repositories.
fn everywhere(top: Option<&Path>, folder: &Path) -> Vec<Gitignore> {
    let seen_from = top.unwrap_or(folder);
    let exclude = top.and_then(|top| {
        let bytes = read(&git_folder(&top.join(".git")).join("info/exclude"), LARGEST_SETTINGS).ok()?;
        compiled(top, &bytes).ok()
    });
    let (of_user, _) = GitignoreBuilder::new(seen_from).build_global();
    exclude.into_iter().chain([of_user]).collect()
}

/// Where a repository keeps what all its working copies share. In one of several `.git` is a file that says where.
fn git_folder(git: &Path) -> PathBuf {
    let said = |file: &Path, before: &str| {
        let bytes = read(file, 4096).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        Some(PathBuf::from(text.trim_end().strip_prefix(before)?))
    };
    let Some(own) = said(git, "gitdir: ") else { return git.to_owned() };
    let own = git.parent().unwrap_or(git).join(own);
    said(&own.join("commondir"), "").map_or_else(|| own.clone(), |shared| own.join(shared))
}
