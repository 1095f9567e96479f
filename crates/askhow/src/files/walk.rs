//! Which files a command is about: those that were named, and the Markdown below folders that were named.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use askhow_files::{Limits, markdown_below, metadata};
use askhow_ide::config::{Globs, check_glob};

use crate::files::near;
use crate::trouble::{Trouble, shown};

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it is, `None` for standard input.
    pub path: Option<PathBuf>,
    /// As it is shown: as given or walked, with `/`.
    pub shown: String,
    /// Whether somebody asked for this very file.
    pub named: bool,
    /// Its path as seen from the folder that is looked at, with `/`: what tells a review by its path.
    pub below: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// In the order of [`Target::shown`], none twice.
    pub targets: Vec<Target>,
    /// Folders that were walked.
    pub folders: Vec<PathBuf>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
}

/// A name for standard input goes with its path alone.
///
/// # Errors
/// Where there is a name, and nothing that it is for.
pub fn is_stdin_named(paths: &[PathBuf], stdin_name: Option<&Path>) -> Result<(), Trouble> {
    if stdin_name.is_some() && !paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Trouble::new("`--stdin-filename` goes with the path `-`, which is standard input"));
    }
    Ok(())
}

/// Finds the files behind `paths`; without any, the current folder's. `-` is standard input, which
/// `stdin_name` names. What is `excluded` is left out, named or not.
pub fn collect(paths: &[PathBuf], stdin_name: Option<&Path>, excluded: &Excluded) -> Targets {
    let here = [PathBuf::from(".")];
    if paths.is_empty() {
        collect_all(&here, &[], stdin_name, excluded, true)
    } else {
        collect_all(paths, &[], stdin_name, excluded, false)
    }
}

/// The same with the files that somebody has `listed`, which are looked at like those of a folder, and without the
/// current folder.
pub fn collect_listed(
    paths: &[PathBuf],
    listed: &[PathBuf],
    stdin_name: Option<&Path>,
    excluded: &Excluded,
) -> Targets {
    collect_all(paths, listed, stdin_name, excluded, false)
}

fn collect_all(
    roots: &[PathBuf],
    listed: &[PathBuf],
    stdin_name: Option<&Path>,
    excluded: &Excluded,
    strip_dot: bool,
) -> Targets {
    let mut found = Targets::default();
    // By whole path, so that a file named twice, or named and walked, is looked at once.
    let mut by_path: BTreeMap<PathBuf, Target> = BTreeMap::new();
    let roots = roots.iter().map(|root| (root, true)).chain(listed.iter().map(|file| (file, false)));
    for (root, named) in roots {
        if named && root.as_os_str() == "-" {
            let shown = stdin_name.map_or_else(|| "-".to_owned(), shown);
            let below = stdin_name.map(|name| below(name, None));
            by_path.insert(PathBuf::from("-"), Target { path: None, shown, named: true, below });
            continue;
        }
        match metadata(root) {
            Ok(metadata) if metadata.is_dir() => {
                found.folders.push(root.clone());
                walk(root, strip_dot, excluded, &mut by_path, &mut found.troubles);
            }
            Ok(_) if excluded.holds(root, None) => {}
            Ok(_) => {
                let target = Target {
                    path: Some(root.clone()),
                    shown: shown(root),
                    named,
                    below: Some(below(root, None)),
                };
                if named {
                    by_path.insert(whole(root), target);
                } else {
                    by_path.entry(whole(root)).or_insert(target);
                }
            }
            Err(unread) => found.troubles.push(Trouble::of(shown(root), unread.to_string())),
        }
    }
    found.targets = by_path.into_values().collect();
    found.targets.sort_by(|one, other| one.shown.cmp(&other.shown));
    found
}

fn walk(
    root: &Path,
    strip_dot: bool,
    excluded: &Excluded,
    by_path: &mut BTreeMap<PathBuf, Target>,
    troubles: &mut Vec<Trouble>,
) {
    // A `.gitignore` counts outside repositories too: an export of one is no repository.
    let found = markdown_below(root, Limits { names: usize::MAX, folders: true, links: true, but: &[] });
    let without_dot = |path: &Path| {
        if strip_dot { path.strip_prefix(".").unwrap_or(path).to_owned() } else { path.to_owned() }
    };
    for path in found.files {
        let path = without_dot(&path);
        if excluded.holds(&path, Some(root)) {
            continue;
        }
        by_path.entry(whole(&path)).or_insert_with(|| Target {
            shown: shown(&path),
            named: false,
            below: Some(below(&path, Some(root))),
            path: Some(path),
        });
    }
    let is_asked = |path: &Path| !excluded.holds(path, Some(root));
    let unread = found.unread.into_iter().map(|(path, unread)| (without_dot(&path), unread));
    troubles.extend(unread.filter(|(path, _)| is_asked(path)).map(|(path, unread)| {
        let name = if root.is_absolute() { shown(&path) } else { near(&path) };
        Trouble::of(name, unread.to_string())
    }));
}

/// Paths that are left out whatever they are: `--exclude`.
#[derive(Debug, Default)]
pub struct Excluded {
    globs: Globs,
}

impl Excluded {
    /// From globs as they were given.
    ///
    /// # Errors
    /// Names the one that is none.
    pub fn new(globs: &[String]) -> Result<Self, Trouble> {
        for glob in globs {
            check_glob(glob)
                .map_err(|problem| Trouble::new(format!("`--exclude {glob}` is no glob: {problem}")))?;
        }
        Ok(Self { globs: Globs::new(globs) })
    }

    /// Whether a path is left out: as seen from the current folder, or from the folder that was named.
    fn holds(&self, path: &Path, root: Option<&Path>) -> bool {
        let here = std::env::current_dir().ok();
        let from_here = here.and_then(|here| whole(path).strip_prefix(here).ok().map(shown));
        let verdict = from_here.and_then(|path| self.globs.verdict(&path));
        verdict.or_else(|| self.globs.verdict(&below(path, root))).unwrap_or_default()
    }
}

/// The path without `.` and with the current folder before it.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A path as seen from the folder somebody works in. For a path given from the root that is the folder that
/// was named, as if an editor had opened it; else it is the current one.
fn below(path: &Path, root: Option<&Path>) -> String {
    let path = match root {
        Some(root) if root.is_absolute() => path.strip_prefix(root).unwrap_or(path),
        _ => path,
    };
    if path.is_absolute() {
        return shown(path);
    }
    shown(&path.components().filter(|part| matches!(part, Component::Normal(_))).collect::<PathBuf>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_excluded_is_told_by_globs_from_here() {
        let excluded = |globs: &[&str]| {
            Excluded::new(&globs.iter().map(|glob| (*glob).to_owned()).collect::<Vec<_>>()).unwrap()
        };
        let some = excluded(&["drafts/", "**/*-template.md", "!drafts/b.md"]);
        assert!(some.holds(Path::new("drafts/a.md"), None));
        assert!(some.holds(Path::new("./drafts/x/a.mdx"), Some(Path::new("."))));
        assert!(!some.holds(Path::new("drafts/b.md"), None));
        assert!(some.holds(Path::new("/srv/x/a-template.md"), None));
        assert!(some.holds(Path::new("/srv/drafts/a.md"), Some(Path::new("/srv"))));
        assert!(!some.holds(Path::new("incidents/a.md"), None));
        assert!(!excluded(&[]).holds(Path::new("a.md"), None));
        assert!(Excluded::new(&["a[".to_owned()]).is_err());
    }

    #[test]
    fn a_path_tells_a_review_as_seen_from_the_folder_worked_in() {
        assert_eq!(below(Path::new("./incidents/a.md"), Some(Path::new("./incidents"))), "incidents/a.md");
        assert_eq!(below(Path::new("../incidents/a.md"), Some(Path::new(".."))), "incidents/a.md");
        assert_eq!(below(Path::new("/srv/incidents/b/a.md"), Some(Path::new("/srv/incidents"))), "b/a.md");
        assert_eq!(below(Path::new("/srv/incidents/a.md"), None), "/srv/incidents/a.md");
    }
}
