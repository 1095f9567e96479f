//! The other reviews of the workspace, for completion, for what is looked for in all of them and for who asks what is
//! found in them: read in the background, and only once somebody asks.
//!
//! What is open is taken as it is now, the rest as it lay on the disk when it was last looked at. Nothing is read
//! at a key, and large folders are read in part.

mod neighbour;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use askhow_files::{Limits, markdown_below};
use askhow_ide::{OtherReview, Snapshot, Surroundings};
use jiff::Timestamp;
use tokio::sync::Notify;
use tower_lsp::ls_types::Uri;

pub use self::neighbour::{Neighbour, Report};
use crate::documents::State;
use crate::server::Server;
use crate::settings::same;

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Others {
    known: HashMap<PathBuf, Seen>,
    reading: Reading,
    /// Whether something may have changed since.
    stale: bool,
    /// Nobody needs to wait any longer.
    told: Arc<Notify>,
}

/// A file that was looked at.
#[derive(Clone, Debug)]
struct Seen {
    stamp: Stamp,
    surroundings: Arc<Surroundings>,
    /// None where it is no review.
    review: Option<Arc<Neighbour>>,
}

/// When a file was changed, and how long it is.
type Stamp = (Option<SystemTime>, u64);

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
/// So many bytes of them are kept, all together.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// Folders that hold other people's Markdown.
const NOT_OURS: [&str; 5] = ["node_modules", "target", "vendor", "dist", "build"];

impl Server {
    /// The reviews of the workspace but for `uri`, and whether that is all of them. Has them read where that has
    /// not been done, or not for a while.
    pub fn others(&self, uri: &Uri) -> (Vec<OtherReview>, bool) {
        let all = self.read_if_due();
        let open = self.open_reviews();
        let mut reviews: Vec<OtherReview> = open
            .iter()
            .filter(|(other, _)| other != uri)
            .filter_map(|(_, snapshot)| OtherReview::read(snapshot))
            .collect();
        reviews.extend(self.closed_reviews().iter().map(|neighbour| neighbour.review.clone()));
        reviews.sort_by(|a, b| a.path.cmp(&b.path));
        (reviews, all)
    }

    /// The reviews that are open and up to date, in the order of their names.
    pub fn open_reviews(&self) -> Vec<(Uri, Arc<Snapshot>)> {
        let mut held = self.hold();
        let documents = held.documents.iter_mut();
        let mut open: Vec<_> = documents
            .filter_map(|(uri, document)| match document.state() {
                State::Ready(snapshot) if snapshot.is_review() => Some((uri.clone(), snapshot)),
                _ => None,
            })
            .collect();
        open.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
        open
    }

    /// The reviews that were read and are not open, in the order of their names.
    pub fn closed_reviews(&self) -> Vec<Arc<Neighbour>> {
        let mut guard = self.hold();
        let held = &mut *guard;
        let open: HashSet<PathBuf> =
            held.documents.iter_mut().filter_map(|(_, document)| document.path.clone()).collect();
        let closed = held.others.known.iter().filter(|(path, _)| !open.contains(*path));
        let mut closed: Vec<_> = closed.filter_map(|(_, seen)| seen.review.clone()).collect();
        closed.sort_by(|a, b| a.uri.as_str().cmp(b.uri.as_str()));
        closed
    }

    /// Has them read where that is due; whether that was done before, be it a while ago.
    fn read_if_due(&self) -> bool {
        let mut guard = self.hold();
        let held = &mut *guard;
        let now = self.now();
        let is_old = |then: Timestamp| now.as_second().abs_diff(then.as_second()) >= LASTS;
        let is_due = match held.others.reading {
            Reading::Never => true,
            Reading::First | Reading::Now => false,
            Reading::Done(then) => held.others.stale || is_old(then),
        };
        let all = matches!(held.others.reading, Reading::Done(_));
        if !is_due {
            return all;
        }
        // Where no folder was opened, what lies right beside the files that are open counts, and nothing below.
        let is_opened = !held.sources.folders.is_empty();
        let folders: Vec<PathBuf> = if is_opened {
            held.sources.folders.clone()
        } else {
            let paths = held.documents.iter_mut().filter_map(|(_, document)| document.path.as_deref());
            let beside: BTreeSet<&Path> = paths.filter_map(Path::parent).collect();
            beside.into_iter().map(Path::to_path_buf).collect()
        };
        let is_first = held.others.reading == Reading::Never;
        held.others.reading = if is_first { Reading::First } else { Reading::Now };
        held.others.stale = false;
        drop(guard);
        let server = self.clone();
        tokio::task::spawn_blocking(move || server.read_others(&folders, is_opened));
        if is_first {
            let server = self.clone();
            tokio::task::spawn_blocking(move || server.lose_patience());
        }
        all
    }

    /// Waits for the first reading, unless it takes long; whether all have been read by now. They may have been since
    /// somebody has looked, without anything to wait for.
    pub async fn first_reading(&self) -> bool {
        self.read_if_due();
        let told = Arc::clone(&self.hold().others.told);
        // What is told from here on is heard.
        let told = told.notified();
        if self.hold().others.reading == Reading::First {
            told.await;
        }
        matches!(self.hold().others.reading, Reading::Done(_))
    }

    /// Waits until all have been read, however long it takes; who asks may lose patience.
    pub async fn all_read(&self) {
        self.read_if_due();
        loop {
            let told = Arc::clone(&self.hold().others.told);
            let told = told.notified();
            if matches!(self.hold().others.reading, Reading::Done(_)) {
                return;
            }
            told.await;
        }
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

    /// Reads them; on a worker. What has not changed is not read again.
    fn read_others(&self, folders: &[PathBuf], is_opened: bool) {
        let mut files = gather(folders, is_opened);
        // The newest come first where names begin with dates.
        files.sort_by(|a, b| b.cmp(a));
        files.dedup();
        let left_out = files.len().saturating_sub(MOST_FILES);
        files.truncate(MOST_FILES);
        let (mut known, mut n_bytes) = (HashMap::new(), 0);
        for file in files {
            let Some(seen) = self.look_at(&file) else { continue };
            n_bytes += seen.stamp.1;
            if n_bytes > MOST_BYTES {
                break;
            }
            known.insert(file, seen);
        }
        tracing::debug!("{} other files are known, {left_out} were left out", known.len());
        let now = self.now();
        let others = &mut self.hold().others;
        others.known = known;
        others.reading = Reading::Done(now);
        others.told.notify_waiters();
    }

    /// A file as it is now.
    fn look_at(&self, file: &Path) -> Option<Seen> {
        let stat = askhow_files::metadata(file).ok().filter(|it| it.len() <= LARGEST)?;
        let stamp = (stat.modified().ok(), stat.len());
        let (surroundings, before, encoding) = {
            let mut held = self.hold();
            let surroundings = self.surroundings(&mut held, Some(file));
            (surroundings, held.others.known.get(file).cloned(), held.can.encoding)
        };
        if let Some(before) = before.filter(|seen| seen.is_fresh(stamp, &surroundings)) {
            return Some(before);
        }
        let (text, _) = askhow_files::text(askhow_files::read(file, LARGEST).ok()?).ok()?;
        let review = Neighbour::read(file, text, Arc::clone(&surroundings), encoding).map(Arc::new);
        Some(Seen { stamp, surroundings, review })
    }
}

impl Others {
    /// Something may have changed: who asks next has them looked at again.
    pub fn forget(&mut self) {
        self.stale = true;
    }
}

impl Seen {
    /// Whether it is as it would be read now. What is said of times to come gets old, too.
    fn is_fresh(&self, stamp: Stamp, surroundings: &Arc<Surroundings>) -> bool {
        let seconds = |it: &Surroundings| it.now.map_or(0, Timestamp::as_second);
        self.stamp == stamp
            && same(&self.surroundings, surroundings)
            && seconds(&self.surroundings).abs_diff(seconds(surroundings)) < 12 * LASTS
    }
}

/// The Markdown of these folders and of those in them, without what git ignores. Links are not followed; what can't be
/// read is left out.
fn gather(folders: &[PathBuf], is_deep: bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut names = MOST_NAMES;
    for folder in folders {
        let below = markdown_below(folder, Limits { names, folders: is_deep, links: false, but: &NOT_OURS });
        names = names.saturating_sub(below.n_names);
        files.extend(below.files);
    }
    files
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_markdown_of_ones_own_is_gathered() {
        let root = std::env::temp_dir().join(format!("askhow-others-{}", std::process::id()));
        for (name, text) in [
            ("a.md", ""),
            ("x/b.MD", ""),
            ("node_modules/e.md", ""),
            (".gitignore", "secret/\n"),
            ("secret/c.md", ""),
            ("x/y/f.markdown", ""),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let names = |is_deep: bool| {
            let mut files = gather(std::slice::from_ref(&root), is_deep);
            files.sort();
            let name = |file: &PathBuf| file.strip_prefix(&root).unwrap().display().to_string();
            files.iter().map(name).collect::<Vec<_>>()
        };
        assert_eq!(names(true), ["a.md", "x/b.MD", "x/y/f.markdown"]);
        // Without a folder that was opened, nothing below.
        assert_eq!(names(false), ["a.md"]);
        fs::remove_dir_all(root).unwrap();
    }
}
