//! The other reviews of the workspace, for completion: read in the background, and only once somebody asks.
//!
//! What is open is taken as it is now, the rest as it lay on the disk when it was last looked at. Nothing is read
//! at a key, and large folders are read in part.

use std::collections::HashMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use askhow_document::is_markdown;
use askhow_ide::{Analysis, OtherReview};
use jiff::Timestamp;
use tokio::sync::Notify;
use tower_lsp::ls_types::Uri;

use crate::documents::State;
use crate::server::Server;

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Others {
    known: HashMap<PathBuf, OtherReview>,
    reading: Reading,
    /// Nobody needs to wait any longer.
    told: Arc<Notify>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    Never,
    /// For the first time, and not for long: who asks may wait.
    First,
    Now,
    Done(Timestamp),
}

/// After so many seconds they are read again, by the next one who asks.
const LASTS: u64 = 300;
/// So long the first one who asks waits for them. Some editors show an answer without them and do not ask again.
const WORTH_WAITING: Duration = Duration::from_millis(300);
/// So many names are looked at, and so many files read, at most.
const MOST_NAMES: usize = 20_000;
const MOST_FILES: usize = 400;
/// Larger files are left out.
const LARGEST: u64 = 256 * 1024;
/// Folders that hold other people's Markdown.
const NOT_OURS: [&str; 5] = ["node_modules", "target", "vendor", "dist", "build"];

impl Server {
    /// The reviews of the workspace but for `uri`, and whether that is all of them. Has them read where that has
    /// not been done, or not for a while.
    pub fn others(&self, uri: &Uri) -> (Vec<OtherReview>, bool) {
        let mut guard = self.hold();
        let held = &mut *guard;
        let mut open: Vec<PathBuf> = Vec::new();
        let mut reviews: Vec<OtherReview> = Vec::new();
        let mut folder = None;
        for (other, document) in held.documents.iter_mut() {
            open.extend(document.path.clone());
            if other == uri {
                folder = document.path.as_ref().and_then(|path| path.parent()).map(Path::to_path_buf);
            } else if let State::Ready(snapshot) = document.state() {
                reviews.extend(OtherReview::read(&snapshot));
            }
        }
        let closed = held.others.known.iter().filter(|(path, _)| !open.contains(path));
        reviews.extend(closed.map(|(_, review)| review.clone()));
        reviews.sort_by(|a, b| a.path.cmp(&b.path));
        let now = self.now();
        let is_old = |then: Timestamp| now.as_second().abs_diff(then.as_second()) >= LASTS;
        let is_due = match held.others.reading {
            Reading::Never => true,
            Reading::First | Reading::Now => false,
            Reading::Done(then) => is_old(then),
        };
        let all = matches!(held.others.reading, Reading::Done(_));
        let folders = if held.sources.folders.is_empty() {
            folder.into_iter().collect()
        } else {
            held.sources.folders.clone()
        };
        if is_due {
            let is_first = held.others.reading == Reading::Never;
            held.others.reading = if is_first { Reading::First } else { Reading::Now };
            drop(guard);
            let server = self.clone();
            tokio::task::spawn_blocking(move || server.read_others(&folders));
            if is_first {
                let server = self.clone();
                tokio::task::spawn_blocking(move || server.lose_patience());
            }
        }
        (reviews, all)
    }

    /// Waits for the first reading, unless it takes long; whether all have been read by now. They may have been since
    /// somebody has looked, without anything to wait for.
    pub async fn first_reading(&self) -> bool {
        let told = Arc::clone(&self.hold().others.told);
        // What is told from here on is heard.
        let told = told.notified();
        if self.hold().others.reading == Reading::First {
            told.await;
        }
        matches!(self.hold().others.reading, Reading::Done(_))
    }

    /// Lets those go on who wait, when that takes long; a folder may lie on a disk that does not answer.
    fn lose_patience(&self) {
        std::thread::sleep(WORTH_WAITING);
        let others = &mut self.hold().others;
        if others.reading == Reading::First {
            others.reading = Reading::Now;
        }
        others.told.notify_waiters();
    }

    /// Reads them; on a worker.
    fn read_others(&self, folders: &[PathBuf]) {
        let mut files: Vec<PathBuf> = Vec::new();
        let mut n_names = 0;
        folders.iter().for_each(|folder| gather(folder, &mut files, &mut n_names));
        // The newest come first where names begin with dates.
        files.sort_by(|a, b| b.cmp(a));
        files.dedup();
        let left_out = files.len().saturating_sub(MOST_FILES);
        files.truncate(MOST_FILES);
        let mut known = HashMap::new();
        for file in files {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            let surroundings = self.surroundings(&mut self.hold(), Some(&file));
            let read = catch_unwind(AssertUnwindSafe(|| {
                OtherReview::read(&Analysis::new(&text, Arc::clone(&surroundings)).snapshot())
            }));
            known.extend(read.ok().flatten().map(|review| (file, review)));
        }
        tracing::debug!("{} other reviews are known, {left_out} files were left out", known.len());
        let now = self.now();
        let others = &mut self.hold().others;
        others.known = known;
        others.reading = Reading::Done(now);
        others.told.notify_waiters();
    }
}

/// The Markdown below a folder. Links are not followed, so there are no cycles; what can't be read is left out.
fn gather(folder: &Path, files: &mut Vec<PathBuf>, n_names: &mut usize) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        *n_names += 1;
        if *n_names > MOST_NAMES {
            return;
        }
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
            folders.push(path);
        } else if kind.is_file() && is_markdown(&path) && entry.metadata().is_ok_and(|it| it.len() <= LARGEST)
        {
            files.push(path);
        }
    }
    folders.sort();
    folders.iter().for_each(|folder| gather(folder, files, n_names));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markdown_of_ones_own_is_gathered() {
        let root = std::env::temp_dir().join(format!("askhow-others-{}", std::process::id()));
        for name in [
            "a.md",
            "x/b.MD",
            "x/c.txt",
            ".git/d.md",
            "node_modules/e.md",
            "x/y/f.markdown",
            "x/g.mdx",
            "x/h.Rmd",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "# x\n").unwrap();
        }
        let (mut files, mut n_names) = (Vec::new(), 0);
        gather(&root, &mut files, &mut n_names);
        files.sort();
        let names: Vec<_> =
            files.iter().map(|file| file.strip_prefix(&root).unwrap().display().to_string()).collect();
        assert_eq!(names, ["a.md", "x/b.MD", "x/g.mdx", "x/h.Rmd", "x/y/f.markdown"]);
        fs::remove_dir_all(root).unwrap();
    }
}
