//! What git holds of a repository that may be anybody's.
//!
//! A repository configures programs: a monitor of its files, filters, hooks, other diffs, ways to a remote from which what
//! is missing is fetched. So git is asked for a revision, for the names in it and for bytes that it holds, by commands
//! that read objects and nothing else; the files as they are now are read and compared by us. What could still begin
//! something is switched off besides.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use askhow_files::LARGEST_REVIEW;

use crate::trouble::{Trouble, shown};

/// What is set for all that is asked, whatever is configured.
const SWITCHED_OFF: [&str; 6] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "protocol.allow=never",
    "gc.auto=0",
    "maintenance.auto=false",
];

/// What the environment may say of another repository, inside of a hook for instance.
const OF_ANOTHER: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

/// So long git may say nothing. It begins to name the files of a revision in a moment, and waits for ever where the
/// configuration of a repository includes a pipe.
const PATIENCE: Duration = Duration::from_secs(15);

/// A repository at a revision.
#[derive(Debug)]
pub struct Repository {
    top: PathBuf,
    revision: String,
    /// The files that the revision knows, and the names of their texts.
    pub files: HashMap<PathBuf, String>,
}

/// Texts that git holds, one after the other.
#[derive(Debug)]
pub struct Texts {
    git: Child,
    asked: Option<ChildStdin>,
    told: BufReader<ChildStdout>,
}

impl Repository {
    /// The one whose folder is `top`.
    ///
    /// # Errors
    /// Where there is no git, no such revision, or it can't be read.
    pub fn at(top: &Path, revision: &str) -> Result<Self, Trouble> {
        let commit = format!("{revision}^{{commit}}");
        let commit = asked(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?
            .filter(|said| !said.is_empty())
            .ok_or_else(|| Trouble::new(format!("`--since {revision}`: git knows no such revision")))?;
        let commit = String::from_utf8_lossy(&commit).trim_end().to_owned();
        let listed = asked(top, &["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", &commit])?;
        let listed = listed.ok_or_else(|| unreadable(top, revision))?;
        let files = listed.split(|byte| *byte == 0).filter_map(entry).collect();
        Ok(Self { top: top.to_owned(), revision: revision.to_owned(), files })
    }

    /// Its folder.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// A way to its texts.
    ///
    /// # Errors
    /// Where git can't be started.
    pub fn texts(&self) -> Result<Texts, Trouble> {
        let mut git = git(&self.top)?
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| unstarted(&error))?;
        let (asked, told) = (git.stdin.take(), git.stdout.take());
        let told = told.ok_or_else(|| unreadable(&self.top, &self.revision))?;
        Ok(Texts { git, asked, told: BufReader::new(told) })
    }

    /// That git does not hold what it should.
    pub fn unreadable(&self) -> Trouble {
        unreadable(&self.top, &self.revision)
    }
}

impl Texts {
    /// The bytes of this name; `None` where git has them not, or they are no review for their size.
    pub fn get(&mut self, name: &str) -> Option<Vec<u8>> {
        let asked = self.asked.as_mut()?;
        asked.write_all(format!("{name}\n").as_bytes()).and_then(|()| asked.flush()).ok()?;
        let mut head = String::new();
        self.told.read_line(&mut head).ok()?;
        // `<name> blob <size>`, or `<name> missing`.
        let mut parts = head.split_whitespace().skip(1);
        let size: u64 = parts.nth(1)?.parse().ok()?;
        let mut bytes = Vec::new();
        (&mut self.told).take(size.min(LARGEST_REVIEW)).read_to_end(&mut bytes).ok()?;
        // What is larger is passed over, and so is the line end behind it.
        let rest = (size + 1).saturating_sub(bytes.len() as u64);
        std::io::copy(&mut (&mut self.told).take(rest), &mut std::io::sink()).ok()?;
        (bytes.len() as u64 == size).then_some(bytes)
    }
}

impl Drop for Texts {
    fn drop(&mut self) {
        drop(self.asked.take());
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

/// A line of `ls-tree`: mode, type, name of the text, tab, path.
fn entry(line: &[u8]) -> Option<(PathBuf, String)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = line.split_at_checked(tab)?;
    let mut head = std::str::from_utf8(head).ok()?.split(' ');
    // Links and other repositories have no text of their own.
    let is_file = head.next()?.starts_with("100");
    let (_, name) = (head.next()?, head.next()?);
    is_file.then_some((path_of(path.get(1..)?), name.to_owned()))
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).split('/').collect()
}

/// Where git is. Folders of `PATH` that are named from the current one (`.`) are passed over: that one is anybody's.
///
/// # Errors
/// Where it is in no other.
fn program() -> Result<PathBuf, Trouble> {
    let name = format!("git{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let whole = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    whole
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
        .ok_or_else(|| unstarted(&io::ErrorKind::NotFound.into()))
}

fn git(top: &Path) -> Result<Command, Trouble> {
    let mut git = Command::new(program()?);
    git.arg("-C").arg(top).args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
    for setting in SWITCHED_OFF {
        git.args(["-c", setting]);
    }
    for name in OF_ANOTHER {
        git.env_remove(name);
    }
    // No way to a remote is open, be it configured by name, and nothing that is missing is fetched.
    git.env("GIT_ALLOW_PROTOCOL", "none").env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
    // The repository is this one, and none around it.
    if let Some(around) = top.parent() {
        git.env("GIT_CEILING_DIRECTORIES", around);
    }
    Ok(git)
}

/// What git says; `None` where it says no without a word.
fn asked(top: &Path, args: &[&str]) -> Result<Option<Vec<u8>>, Trouble> {
    let mut git = git(top)?
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| unstarted(&error))?;
    let (out, said) = (pieces(git.stdout.take()), pieces(git.stderr.take()));
    let Some((out, said)) = joined(&out).and_then(|out| Some((out, joined(&said)?))) else {
        let _ = git.kill();
        let _ = git.wait();
        let message = format!(
            "`--since` asks git, which has said nothing for {} seconds: look at what its configuration includes",
            PATIENCE.as_secs()
        );
        return Err(Trouble::of(shown(top), message));
    };
    if git.wait().map_err(|error| unstarted(&error))?.success() {
        return Ok(Some(out));
    }
    let said = String::from_utf8_lossy(&said);
    match said.lines().find(|line| !line.trim().is_empty()) {
        None => Ok(None),
        Some(line) => {
            let line = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
            Err(Trouble::new(format!("`--since` asks git, which says: {line}")))
        }
    }
}

/// What comes out of a pipe, as it comes.
fn pieces(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let Some(mut pipe) = pipe else { return };
        let mut piece = vec![0; 1 << 16];
        while let Ok(n @ 1..) = pipe.read(&mut piece) {
            let _ = sender.send(piece.get(..n).unwrap_or_default().to_vec());
        }
    });
    receiver
}

/// All of it, once it has ended; `None` where nothing comes for too long.
fn joined(pieces: &mpsc::Receiver<Vec<u8>>) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        match pieces.recv_timeout(PATIENCE) {
            Ok(piece) => all.extend(piece),
            Err(mpsc::RecvTimeoutError::Disconnected) => return Some(all),
            Err(mpsc::RecvTimeoutError::Timeout) => return None,
        }
    }
}

fn unstarted(error: &std::io::Error) -> Trouble {
    Trouble::new(format!("`--since` asks git, which can't be started: {error}"))
}

fn unreadable(top: &Path, revision: &str) -> Trouble {
    let message =
        format!("git holds not all of `{revision}`: fetch it first, since nothing is fetched for `--since`");
    Trouble::of(shown(top), message)
}
