//! Which files a link of a review may lead to: those of its workspace.
//!
//! A text can be anybody's, and what an editor opens at a click should lie in the folder that was opened. What is
//! escaped in a link counts as what it stands for, so `%2e%2e` climbs like `..`, and a link of the disk as what it leads
//! to.

use std::path::{Component, Path, PathBuf};

use askhow_ide::config::FILE_NAME;
use tower_lsp::ls_types::Uri;

use crate::server::Server;
use crate::uri;

/// Folders in which the links of one review stay.
#[derive(Debug)]
pub struct Inside {
    /// Of a review that is a file.
    folders: Vec<PathBuf>,
}

impl Inside {
    /// The folders of the workspace for a review that lies in one of them, else the folder around it with `.git` or
    /// settings, else its own.
    pub fn around(server: &Server, uri: &Uri) -> Self {
        let Some(folder) = uri::to_path(uri).and_then(|path| Some(path.parent()?.to_owned())) else {
            return Self { folders: Vec::new() };
        };
        let folders = server.hold().sources.folders.clone();
        if folders.iter().any(|it| folder.starts_with(it)) {
            return Self { folders };
        }
        Self { folders: vec![askhow_files::top(&folder.join(FILE_NAME))] }
    }

    /// The file that a link of the review at `uri` leads to, and perhaps a place in it; `None` outside.
    pub fn file(&self, uri: &Uri, path: &str, place: Option<&str>) -> Option<Uri> {
        let file = uri::beside(uri, path, place)?;
        let is_inside = match uri::to_path(&file) {
            Some(path) => {
                let climbs = path.components().any(|part| matches!(part, Component::ParentDir));
                !climbs && self.folders.iter().any(|folder| path.starts_with(folder)) && self.stays(&path)
            }
            // What is no file on a disk stays below its own folder.
            None => {
                let (folder, _) = uri.as_str().rsplit_once('/')?;
                let below = file.as_str().strip_prefix(folder).filter(|rest| rest.starts_with('/'));
                uri::to_path(uri).is_none() && below.is_some_and(|rest| !rest.contains('%'))
            }
        };
        is_inside.then_some(file)
    }

    /// Whether a file of the folders still lies in them once all links are seen through. One that is not there does.
    fn stays(&self, path: &Path) -> bool {
        let real = askhow_files::seen_through(path);
        real == path || self.folders.iter().any(|folder| real.starts_with(askhow_files::seen_through(folder)))
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn a_link_stays_in_the_folders_that_were_opened() {
        let inside = Inside { folders: vec!["/w".into(), "/other".into()] };
        let uri = Uri::from_str("file:///w/incidents/a.md").unwrap();
        let leads = |path: &str| inside.file(&uri, path, None).map(|it| it.as_str().to_owned());
        assert_eq!(leads("../x.png").as_deref(), Some("file:///w/x.png"));
        assert_eq!(leads("../../other/x.md").as_deref(), Some("file:///other/x.md"));
        for out in
            ["../../etc/passwd", "%2e%2e/%2E%2e/etc/passwd", "../../wide/x", "..%2f..%2fetc", "x%00.md"]
        {
            assert_eq!(leads(out), None, "{out}");
        }
    }

    #[test]
    fn what_lies_on_no_disk_stays_below_its_own_folder() {
        let inside = Inside { folders: Vec::new() };
        let uri = Uri::from_str("vscode-vfs://host/repo/a.md").unwrap();
        let leads = |path: &str| inside.file(&uri, path, None).map(|it| it.as_str().to_owned());
        assert_eq!(leads("x/y.png").as_deref(), Some("vscode-vfs://host/repo/x/y.png"));
        for out in ["../x", "%2e%2e/x"] {
            assert_eq!(leads(out), None, "{out}");
        }
    }
}
