//! The pages of the reference where an editor can open them: in a folder of the user's for what can be made again.
//!
//! They come with the program, and are written once for each version, when the first link to one is wanted. Where
//! that can't be done there are no links.

mod pages;

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use askhow_ide::Page;
use tower_lsp::ls_types::Uri;

use self::pages::{PAGES, line_of};
use crate::uri;

/// So long the first who want a link wait for the pages: a home may lie on a disk that does not answer.
const WORTH_WAITING: Duration = Duration::from_millis(200);

/// The pages, and whether they are at hand. Cloning it gives another handle to the same ones.
#[derive(Clone, Debug)]
pub struct Reference {
    shared: Arc<SharedPages>,
}

#[derive(Debug)]
struct SharedPages {
    folder: Option<PathBuf>,
    state: Mutex<State>,
    settled: Condvar,
}

#[derive(Clone, Debug)]
enum State {
    Unasked,
    /// Since then.
    Writing(Instant),
    /// In the folder of this address.
    There(Arc<str>),
    Nowhere,
}

impl Reference {
    /// Pages that are to lie below `folder`; nowhere if there is none.
    pub fn below(folder: Option<&Path>) -> Self {
        let folder = folder.map(|folder| folder.join("docs").join(env!("CARGO_PKG_VERSION")));
        let state = if folder.is_some() { State::Unasked } else { State::Nowhere };
        let shared = SharedPages { folder, state: Mutex::new(state), settled: Condvar::new() };
        Self { shared: Arc::new(shared) }
    }

    /// Whether it is certain where the pages lie, or that they don't.
    pub fn is_settled(&self) -> bool {
        matches!(*self.shared.lock(), State::There(_) | State::Nowhere)
    }

    /// The address of a heading, the line behind its `#` as editors understand it.
    pub fn link(&self, page: Page, heading: &str) -> Option<Uri> {
        let folder = self.folder()?;
        let line = line_of(page, heading)?;
        Uri::from_str(&format!("{folder}/{}#L{line}", page.file())).ok()
    }

    fn folder(&self) -> Option<Arc<str>> {
        let mut state = self.shared.lock();
        if matches!(*state, State::Unasked) {
            *state = State::Writing(Instant::now());
            let shared = Arc::clone(&self.shared);
            let thread = std::thread::Builder::new().name("pages".to_owned()).spawn(move || shared.write());
            if thread.is_err() {
                *state = State::Nowhere;
            }
        }
        loop {
            let since = match &*state {
                State::There(folder) => return Some(Arc::clone(folder)),
                State::Nowhere | State::Unasked => return None,
                State::Writing(since) => *since,
            };
            let left = WORTH_WAITING.checked_sub(since.elapsed())?;
            let waited = self.shared.settled.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl SharedPages {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) {
        let folder = self.folder.as_deref().filter(|folder| match write_pages(folder) {
            Ok(()) => true,
            Err(error) => {
                tracing::info!("the pages of the reference can't be written: {error}");
                false
            }
        });
        let address = folder.and_then(uri::from_path);
        *self.lock() = address.map_or(State::Nowhere, |address| State::There(address.as_str().into()));
        self.settled.notify_all();
    }
}

/// Writes what is not there yet, each page in one step: a server of another window may read or write the same.
fn write_pages(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in PAGES {
        let file = folder.join(name);
        if fs::read(&file).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        let beside = folder.join(format!(".{name}.{}", std::process::id()));
        let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, &file));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written?;
    }
    Ok(())
}

/// What the page of the rules says of one, from its heading on.
pub fn of_rule(rule: &str) -> Option<&'static str> {
    pages::section(Page::Rules, rule)
}

/// Names another folder; empty, it says that nothing is to be written.
pub const VARIABLE: &str = "ASKHOW_CACHE";

/// The user's folder for what can be made again, and ours in it.
pub fn cache_folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os(VARIABLE) {
        return Some(PathBuf::from(folder)).filter(|folder| folder.is_absolute());
    }
    let var = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        env::home_dir().map(|home| home.join("Library/Caches"))
    } else {
        var("XDG_CACHE_HOME").or_else(|| env::home_dir().map(|home| home.join(".cache")))
    };
    folder.filter(|folder| folder.is_absolute()).map(|folder| folder.join("askhow"))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("askhow-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// The link, once the pages are there or can't be.
    fn link(reference: &Reference) -> Option<Uri> {
        reference.link(Page::Rules, "phrasing/luck");
        while !reference.is_settled() {
            std::thread::yield_now();
        }
        reference.link(Page::Rules, "phrasing/luck")
    }

    #[test]
    fn a_link_leads_to_a_line_of_a_file_that_is_there() {
        let folder = Folder::new("pages é");
        let docs = folder.0.join("docs").join(env!("CARGO_PKG_VERSION"));
        fs::create_dir_all(&docs).unwrap();
        // Cut off, or of another build.
        fs::write(docs.join("rules.md"), "# Rules\n").unwrap();
        let found = link(&Reference::below(Some(&folder.0))).expect("a link");
        let (file, line) = found.as_str().rsplit_once("#L").expect("a line");
        let path = uri::to_path(&Uri::from_str(file).unwrap()).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(text.lines().nth(line.parse::<usize>().unwrap() - 1), Some("## `phrasing/luck`"));
        let mut names: Vec<_> = fs::read_dir(&docs).unwrap().map(|it| it.unwrap().file_name()).collect();
        names.sort();
        let mut expected = PAGES.map(|(name, _)| name);
        expected.sort();
        assert_eq!(names, expected, "and nothing is left beside them");
    }

    #[test]
    fn where_they_can_not_be_written_there_are_no_links() {
        let folder = Folder::new("no pages");
        fs::write(folder.0.join("docs"), "a file").unwrap();
        assert_eq!(link(&Reference::below(Some(&folder.0))), None);
        assert_eq!(link(&Reference::below(None)), None);
    }
}
