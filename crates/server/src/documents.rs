//! The open documents: text, version, and whether they are at hand or being read.
//!
//! An edit is applied where it arrives, whatever is going on. What takes long (opening something large, or
//! putting much text in) is read on a worker; edits that come meanwhile wait in order for its return.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use askhow_document::{Encoding, Span, Text};
use askhow_ide::config::FILE_NAME;
use askhow_ide::{Analysis, Snapshot, Surroundings};
use tower_lsp::ls_types::Uri;

/// Texts up to so many bytes are read where they are opened or changed, all others on a worker.
pub const AT_HAND: usize = 16 << 10;

/// A reading that takes longer than this goes to a worker the next time, whatever its size.
const SLOW: Duration = Duration::from_millis(50);

/// All open documents.
#[derive(Debug, Default)]
pub struct Documents {
    open: HashMap<Uri, Document>,
    n_opened: u64,
}

impl Documents {
    /// Opens a document, in place of an open one of the same name.
    pub fn open(&mut self, uri: Uri, document: Document) {
        self.n_opened += 1;
        self.open.insert(uri, Document { serial: self.n_opened, ..document });
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &Uri) -> Option<Document> {
        self.open.remove(uri)
    }

    /// An open document.
    pub fn get(&self, uri: &Uri) -> Option<&Document> {
        self.open.get(uri)
    }

    /// An open document, to be changed.
    pub fn get_mut(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.open.get_mut(uri)
    }

    /// All of them, in no order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Uri, &mut Document)> {
        self.open.iter_mut()
    }
}

/// An open document.
#[derive(Debug)]
pub struct Document {
    /// As the client wrote it.
    pub shown_uri: String,
    /// The file, if it is one.
    pub path: Option<PathBuf>,
    /// As the client counts.
    pub version: i32,
    /// Where it was last edited.
    pub near: usize,
    /// What its findings depend on besides its text; nothing where it is not read.
    pub surroundings: Option<Arc<Surroundings>>,
    /// Whether it waits to be published.
    pub due: bool,
    content: Content,
    /// Whether a change of it got lost; then nothing is said until its whole text comes.
    lost: bool,
    /// Tells a document from one that was open under the same name before.
    pub serial: u64,
    /// Whether its last reading was slow.
    is_slow: bool,
    /// Goes with the document, so that a worker sees when nobody waits any more.
    open: Arc<()>,
}

#[derive(Debug)]
enum Content {
    Here(Analysis),
    /// On a worker; `serial` tells its return from that of an earlier one.
    Away {
        text: Text,
        edits: Vec<(Span, String)>,
    },
    /// Text alone: settings, or a document whose reading failed.
    Plain(Text),
}

/// A document to be read by a worker.
#[derive(Debug)]
pub struct Job {
    serial: u64,
    open: Weak<()>,
    surroundings: Arc<Surroundings>,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Open(Text),
    Continue(Analysis),
}

impl Job {
    /// Reads it; `None` where that fails, or where it was closed meanwhile.
    pub fn run(self) -> Done {
        let Self { serial, open, surroundings, work } = self;
        let begun = Instant::now();
        let is_waited_for = || open.strong_count() > 0;
        let read = || {
            let mut analysis = match work {
                Work::Open(text) if is_waited_for() => {
                    Analysis::new(&text.to_string(), Arc::clone(&surroundings))
                }
                Work::Open(_) => return None,
                Work::Continue(analysis) => analysis,
            };
            is_waited_for().then(|| {
                analysis.snapshot();
                analysis
            })
        };
        let analysis = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
        Done { serial, surroundings, analysis, is_slow: begun.elapsed() > SLOW }
    }
}

/// A document that was read.
#[derive(Debug)]
pub struct Done {
    serial: u64,
    surroundings: Arc<Surroundings>,
    analysis: Option<Analysis>,
    is_slow: bool,
}

/// What can be said about a document now.
#[derive(Debug)]
pub enum State {
    /// It is up to date.
    Ready(Arc<Snapshot>),
    /// It will be.
    Away,
    /// There is nothing to say.
    Nothing,
}

impl Document {
    /// A document that is no review and is only kept: `askhow.toml`.
    pub fn plain(shown_uri: String, path: Option<PathBuf>, version: i32, text: &str) -> Self {
        let content = Content::Plain(Text::new(text));
        let (near, surroundings, due) = (0, None, false);
        Self {
            shown_uri,
            path,
            version,
            near,
            surroundings,
            due,
            content,
            lost: false,
            serial: 0,
            is_slow: false,
            open: Arc::default(),
        }
    }

    /// Reads it from now on, on a worker where it is large.
    pub fn read(&mut self, surroundings: Arc<Surroundings>) -> Option<Job> {
        self.surroundings = Some(surroundings);
        self.read_anew()
    }

    fn read_anew(&mut self) -> Option<Job> {
        let surroundings = self.surroundings.clone()?;
        let text = self.text().clone();
        if text.len() <= AT_HAND {
            let text = text.to_string();
            let analysis = catch_unwind(AssertUnwindSafe(|| Analysis::new(&text, surroundings)));
            if let Ok(analysis) = analysis {
                self.content = Content::Here(analysis);
            }
            return None;
        }
        self.content = Content::Away { text: text.clone(), edits: Vec::new() };
        Some(Job {
            serial: self.serial,
            open: Arc::downgrade(&self.open),
            surroundings,
            work: Work::Open(text),
        })
    }

    /// The text, all edits included.
    pub fn text(&self) -> &Text {
        match &self.content {
            Content::Here(analysis) => analysis.text(),
            Content::Away { text, .. } | Content::Plain(text) => text,
        }
    }

    /// Whether it holds settings, and is no review.
    pub fn is_settings(&self) -> bool {
        self.path.as_ref().and_then(|path| path.file_name()).is_some_and(|name| name == FILE_NAME)
    }

    /// Reads it again where that has failed before: the text may be another now.
    pub fn retry(&mut self) -> Option<Job> {
        let failed = matches!(self.content, Content::Plain(_)) && !self.is_settings();
        if failed { self.read_anew() } else { None }
    }

    /// `new_text` in place of `span`.
    pub fn edit(&mut self, span: Span, new_text: &str) {
        self.near = span.start + new_text.len();
        match &mut self.content {
            Content::Here(analysis) => analysis.edit(span, new_text),
            Content::Away { text, edits } => {
                text.replace(span, new_text);
                edits.push((span, new_text.to_owned()));
            }
            Content::Plain(text) => text.replace(span, new_text),
        }
    }

    /// Another text altogether.
    pub fn replace(&mut self, new_text: &str) {
        let all = Span::new(0, self.text().len());
        (self.near, self.lost) = (0, false);
        match &mut self.content {
            Content::Here(analysis) => analysis.replace(new_text),
            Content::Away { text, edits } => {
                *text = Text::new(new_text);
                edits.push((all, new_text.to_owned()));
            }
            Content::Plain(text) => *text = Text::new(new_text),
        }
    }

    /// Takes its text for unknown until it comes as a whole.
    pub fn lose(&mut self) {
        self.lost = true;
    }

    /// Whether a change by so many bytes will take long to read, as far as anybody can tell.
    pub fn takes_long(&self, size: usize) -> bool {
        size > AT_HAND || self.is_slow
    }

    /// Sends it to a worker, if it is at hand: what was done to it will take long to read.
    pub fn send_away(&mut self) -> Option<Job> {
        let surroundings = self.surroundings.clone()?;
        let Content::Here(analysis) = &self.content else { return None };
        let text = analysis.text().clone();
        if text.len() <= AT_HAND && !self.is_slow {
            return None;
        }
        let away = Content::Away { text, edits: Vec::new() };
        match std::mem::replace(&mut self.content, away) {
            Content::Here(analysis) => Some(Job {
                serial: self.serial,
                open: Arc::downgrade(&self.open),
                surroundings,
                work: Work::Continue(analysis),
            }),
            other => {
                self.content = other;
                None
            }
        }
    }

    /// Other settings, another path or another now.
    pub fn surround(&mut self, surroundings: Arc<Surroundings>) {
        self.surroundings = Some(Arc::clone(&surroundings));
        if let Content::Here(analysis) = &mut self.content {
            analysis.surround(surroundings);
        }
    }

    /// Takes it back from a worker; another job where much was done to it meanwhile.
    pub fn take_back(&mut self, done: Done) -> Option<Job> {
        let Content::Away { text, edits } = &mut self.content else { return None };
        if done.serial != self.serial {
            return None;
        }
        let (text, edits) = (text.clone(), std::mem::take(edits));
        let Some(mut analysis) = done.analysis else {
            tracing::error!("a document of {} bytes can't be read", text.len());
            self.content = Content::Plain(text);
            return None;
        };
        self.is_slow = done.is_slow;
        let size: usize = edits.iter().map(|(_, new_text)| new_text.len()).sum();
        let is_long = size > AT_HAND || self.is_slow && !edits.is_empty();
        for (span, new_text) in edits {
            analysis.edit(span, &new_text);
        }
        let surroundings = self.surroundings.clone().filter(|it| !Arc::ptr_eq(&done.surroundings, it));
        let surrounded_anew = surroundings.is_some();
        if let Some(surroundings) = surroundings {
            analysis.surround(surroundings);
        }
        self.content = Content::Here(analysis);
        if is_long || surrounded_anew { self.send_away() } else { None }
    }

    /// Takes its text back from a worker where that is all that can be had; the next edit has it read anew.
    pub fn give_up(&mut self) {
        self.content = Content::Plain(self.text().clone());
    }

    /// The document, brought up to date.
    pub fn state(&mut self) -> State {
        let analysis = match &mut self.content {
            _ if self.lost => return State::Nothing,
            Content::Here(analysis) => analysis,
            Content::Away { .. } => return State::Away,
            Content::Plain(_) => return State::Nothing,
        };
        let begun = Instant::now();
        let snapshot = catch_unwind(AssertUnwindSafe(|| analysis.snapshot()));
        self.is_slow |= begun.elapsed() > SLOW;
        let Ok(snapshot) = snapshot else {
            let text = analysis.text().clone();
            tracing::error!("a document of {} bytes can't be read", text.len());
            self.content = Content::Plain(text);
            return State::Nothing;
        };
        State::Ready(snapshot)
    }

    /// A range of the client's, as bytes.
    pub fn span(&self, range: tower_lsp::ls_types::Range, encoding: Encoding) -> Span {
        crate::convert::span(self.text(), range, encoding)
    }
}
